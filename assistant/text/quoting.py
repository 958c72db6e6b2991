"""Which words of a text may be shown as evidence: short stretches, word for word."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from assistant.text import Span
from assistant.text.cues import hinted
from assistant.text.features import Array
from assistant.text.segment import clauses, sentences, words

_GAP = re.compile(r"\[[^\]\n]{1,160}\]")
LONGEST = 12
"""A quote has at most this many words."""
_STRIDE = 4
_CUE_WEIGHT = 3.0
_SHORTEST_STATED = 4
_MOST = 60


def quotable(text: str) -> list[Span]:
    """The stretches of ``text`` that may serve as a quote, in order: clauses of 2 to 12 words, long ones in windows.

    Never empty for a text that is not: a text of one word is quoted whole. Of a very long text only the
    beginning is offered.
    """
    found = [part for clause in clauses(text, shortest=2)[:_MOST] for part in _windows(text, clause)]
    found = [_bare(part) for part in found]
    long_enough = [part for part in found if len(part.text.split()) >= 2]
    return long_enough or _windows(text, _whole(text))[:1]


def best(parts: Sequence[Span], hints: Array, cue_names: Sequence[str]) -> str:
    """The part that carries a finding best: by how strongly a model's view speaks for it, and whether the words for it are there.

    :param hints: one number for each part, in any unit; only their order and spread count.
    :param cue_names: cues (:mod:`assistant.text.cues`) that belong to the finding.
    """
    spread = float(hints.std())
    marks = (hints - hints.mean()) / spread if spread else np.zeros(len(parts))
    told = np.array([hinted(part.text, *cue_names) for part in parts], dtype=float)
    return parts[int((marks + _CUE_WEIGHT * told).argmax())].text


def stated(text: str) -> str:
    """``text`` without the clauses that hold an unfilled gap such as ``[start date]``: what is blank is not said yet.

    A line break stands for what was taken out of a sentence, so that no quote runs across it.
    """
    if not _GAP.search(text):
        return text
    gaps = [match.span() for match in _GAP.finditer(text)]
    kept, end = [], 0
    for sentence in sentences(text):
        parts = [
            part
            for part in clauses(text, shortest=2)
            if sentence.start <= part.start and part.end <= sentence.end
        ]
        blank = [any(part.start < stop and start < part.end for start, stop in gaps) for part in parts]
        for n in range(len(parts) - 2, -1, -1):
            # "For the team, …" and "… like this: …" say nothing without what follows.
            led = blank[n + 1] and (
                parts[n].text.endswith(":") or len(parts[n].text.split()) < _SHORTEST_STATED
            )
            blank[n] = blank[n] or led
        for part, gap in zip(parts, blank, strict=True):
            kept.append(text[end : part.start])
            kept.append(part.text if not gap else "" if all(blank) else "\n")
            end = part.end
    return _GAP.sub("\n", "".join(kept)).strip()


def _windows(text: str, clause: Span) -> list[Span]:
    places = words(text[clause.start : clause.end])
    if len(places) <= LONGEST:
        return [clause]
    starts = [*range(0, len(places) - LONGEST, _STRIDE), len(places) - LONGEST]
    return [_cut(text, clause.start, places[start : start + LONGEST]) for start in starts[:_MOST]]


def _bare(part: Span) -> Span:
    """Without the comma or colon that happened to end it."""
    text = part.text.rstrip(" ,;:–—-")
    return Span(part.kind, text, part.start, part.start + len(text))


def _cut(text: str, offset: int, places: Sequence[Span]) -> Span:
    start, end = offset + places[0].start, offset + places[-1].end
    return Span("clause", text[start:end], start, end)


def _whole(text: str) -> Span:
    stripped = text.strip()
    start = text.find(stripped)
    return Span("clause", stripped, start, start + len(stripped))
