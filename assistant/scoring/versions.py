"""Compares versions of a draft: words added and removed, elements that came and went, how the scores moved with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import groupby, pairwise

from assistant.domain import ELEMENTS, Assessment, Comparison, Edit, EditKind, ScoreChange, Stretch, Version
from assistant.scales import ELEMENTS_OF, TELLING
from assistant.text.clean import clean

_TOKEN = re.compile(r"\s+|\w+(?:['’-]\w+)*|[^\w\s]")
_SHORTEST_KEPT = 2
"""Words that must stay together to stand as kept between two changes."""


def compare(before: Version, after: Version) -> Comparison:
    """What changed from one version to another; only what the texts and assessments themselves show."""
    old, new = _present(before.assessment), _present(after.assessment)
    came = tuple(name for name in ELEMENTS if name in new - old)
    went = tuple(name for name in ELEMENTS if name in old - new)
    return Comparison(
        edits=edits(clean(before.text), clean(after.text)),
        came=came,
        went=went,
        stayed=tuple(name for name in ELEMENTS if name in old & new),
        scores=tuple(
            _moved(scale, getattr(before.assessment, scale), getattr(after.assessment, scale), came, went)
            for scale in ELEMENTS_OF
        ),
    )


def edits(before: str, after: str) -> tuple[Edit, ...]:
    """Words kept, added and removed, in order; what is removed stands before what takes its place.

    Texts are compared by whole words. A lone word kept between two changes goes with them: people read phrases.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    found: list[Edit] = []
    # autojunk, on by default, keeps long texts of common words from taking quadratic time
    for tag, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            found.append(Edit(EditKind.KEPT, "".join(old[i:j])))
        else:
            found += [
                Edit(EditKind.REMOVED, "".join(old[i:j])),
                Edit(EditKind.ADDED, "".join(new[k:m])),
            ]
    return tuple(_joined(found))


def evidence(text: str, assessment: Assessment) -> tuple[Stretch, ...]:
    """The draft in stretches, in order and complete, each with the elements whose quotes run through it.

    :param text: the draft; invisible characters are taken out first, as they were for the scorer.
    """
    draft = clean(text)
    places = {
        name: (start, start + len(found.quote))
        for name, found in assessment.elements.items()
        if found.present and found.quote and (start := draft.find(found.quote)) >= 0
    }
    bounds = sorted({0, len(draft)}.union(*places.values()))
    return tuple(
        Stretch(
            draft[start:end],
            tuple(name for name, (first, last) in places.items() if first <= start and end <= last),
            tuple(name for name, (_, last) in places.items() if last == end),
        )
        for start, end in pairwise(bounds)
    )


def _present(assessment: Assessment) -> frozenset[str]:
    return frozenset(name for name, found in assessment.elements.items() if found.present)


def _moved(
    scale: str, before: float, after: float, came: tuple[str, ...], went: tuple[str, ...]
) -> ScoreChange:
    """A score's step with the elements that point its way: a complaint that goes lifts it, one that comes lowers it."""
    step = round(after - before, 1)

    def fits(name: str, *, arrived: bool) -> bool:
        lifts = arrived != (name == "negative_tone")
        return name in ELEMENTS_OF[scale] and step != 0 and lifts == (step > 0)

    return ScoreChange(
        scale,
        before,
        after,
        tuple(name for name in came if fits(name, arrived=True)),
        tuple(name for name in went if fits(name, arrived=False)),
        telling=abs(step) >= TELLING,
    )


def _joined(found: list[Edit]) -> Iterator[Edit]:
    """Islands of fewer than two kept words dissolved, and between two kept parts one removal and one addition."""
    changes = [n for n, edit in enumerate(found) if edit.kind is not EditKind.KEPT]
    first, last = (changes[0], changes[-1]) if changes else (0, 0)
    parts: list[Edit] = []
    for n, edit in enumerate(found):
        island = first < n < last and len(re.findall(r"\w\S*", edit.text)) < _SHORTEST_KEPT
        if edit.kind is EditKind.KEPT and island:
            parts += [Edit(EditKind.REMOVED, edit.text), Edit(EditKind.ADDED, edit.text)]
        else:
            parts.append(edit)
    for kept, group in groupby(parts, key=lambda edit: edit.kind is EditKind.KEPT):
        run = list(group)
        for kind in (EditKind.KEPT,) if kept else (EditKind.REMOVED, EditKind.ADDED):
            if text := "".join(edit.text for edit in run if edit.kind is kind):
                yield Edit(kind, text)
