"""Half answers that make a whole one over several turns: who does it in one, that they have agreed in another (``[together]``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.domain import ConcernType, Reading
from assistant.listening.gaps import left_open
from assistant.listening.plain import statements
from assistant.reconciling import ACCUSING
from assistant.text.segment import sentences
from assistant.text.stating import proposed

ADDS_UP = "With what they said before, all of it is there"
"""Why a level differs from what the listener heard (``Reading.notes``)."""


def together(reading: Reading, kind: ConcernType, said: str, earlier: Sequence[str]) -> Reading:
    """The reading of a reply to the worry ``kind``: a whole answer where it brings the last part of one.

    Not where an earlier turn has left a part of it to nobody.
    """
    harsh = any(map(reading.has, ACCUSING))
    if not kind.together or reading.level > 1 or reading.repeats or harsh or _only_put_forward(said):
        return reading
    now = _parts(kind.together, said)
    before = {name for one in earlier for name in _parts(kind.together, one)}
    if not now or {*now, *before} != {*kind.together} or any(map(left_open, earlier)):
        return reading
    words = next(iter(now.values()))
    made = kind.answered_by[0]
    return replace(
        reading,
        level=2,
        moves={**reading.moves, made: True},
        quotes={made: words, **reading.quotes},
        notes=(*reading.notes, f"{ADDS_UP}: “{words}”"),
    )


def complete(kind: ConcernType, said: str) -> bool:
    """Whether the turn has every part of a whole answer to the worry ``kind``, whatever it was said to."""
    whole = bool(kind.together) and {*_parts(kind.together, said)} == {*kind.together}
    return whole and not _only_put_forward(said)


def _only_put_forward(said: str) -> bool:
    """Whether somebody or something is put forward in a question, so that it is not certain yet."""
    return any(proposed(part.text) for part in sentences(said))


def _parts(rules: Mapping[str, str], said: str) -> Mapping[str, str]:
    """The parts of a whole answer that ``said`` has, each with its sentence."""
    return dict(reversed([*_found(rules, said)]))


def _found(rules: Mapping[str, str], said: str) -> Iterator[tuple[str, str]]:
    for part, forms in statements(said):
        for name, rule in rules.items():
            if any(re.search(rule, form) for form in forms):
                yield name, part
