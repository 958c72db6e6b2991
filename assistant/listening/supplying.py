"""What the boss asked for in particular, and got: a second person, a day, what happens if it fails, a time they got through.

A boss who grants half an answer says what is still missing. Whoever gives exactly that has answered, in whatever words, as long as it
is something, is new, and is for the worry at hand (``knowledge/follow_ups.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from assistant.catalog import table
from assistant.domain import ConcernType, Prompted, Reading
from assistant.listening.conduct import adds_nothing
from assistant.listening.constraints import CONCRETE, VAGUE
from assistant.listening.offering import ASKING
from assistant.listening.plain import opening_name, statements
from assistant.reconciling import ACCUSING
from assistant.text.clean import words
from assistant.text.segment import sentences
from assistant.text.spans import find_spans

SUPPLIES = "It gives what they asked for"
"""Why a level differs from what the listener heard (``Reading.notes``)."""
_NUMBER = r"(?<!\bat )(?:\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|none)\b"
_COUNTED = re.compile(
    rf"\b(?:was|were|is|'s|'re|are|has|had|took|takes?|from|went|came|fell|rose|dropped|used to)\b.{{0,40}}?{_NUMBER}.{{0,60}}?"
    rf"(?:\bnow\b.{{0,30}}?{_NUMBER}|{_NUMBER}.{{0,30}}?\b(?:now|since|today)\b|\bto {_NUMBER}|\b(?:was|were|used to be|instead of|before that) {_NUMBER}|\bnow\b[^.?!]*\b(?:was|were) {_NUMBER})"
)
"""Two numbers for one thing, before and after."""
_WHOLLY = 2
"""How far a reply is for the worry at hand that is for no other (``Reading.here``)."""


@dataclass(frozen=True)
class _FollowUp:
    asked: re.Pattern[str]
    given: re.Pattern[str]
    moves: frozenset[str]
    least: int
    counts: bool


def supplying(
    reading: Reading, kind: ConcernType, prompted: Prompted, said: str, earlier: Sequence[str]
) -> Reading:
    """The reading of a reply to the worry ``kind``: at least half an answer where it gives what the boss had just asked for."""
    harsh = any(map(reading.has, ACCUSING))
    if harsh or reading.repeats:
        return reading
    wanted, before = list(_wanted(prompted.manager)), [prompted.ask, *earlier]
    counted = next((part for one in wanted if one.counts for part in _counted(said, before)), "")
    if counted and reading.level < 2:
        return replace(
            reading,
            level=1,
            supplied=counted,
            moves={**reading.moves, "evidence": True},
            quotes={**reading.quotes, "evidence": counted},
            notes=(*reading.notes, *([] if reading.level else [f"{SUPPLIES}: “{counted}”"])),
        )
    if reading.here == 0:
        return reading
    found = next((part for one in wanted for part in _given(one, reading, said, before)), "")
    best = [move for move in kind.answered_by if move not in ASKING]
    if not found or not best:
        return replace(reading, supplied=_exact(reading, prompted.manager, said, before))
    # What alone settles a worry stands only where it was said.
    made = next((move for move in best if reading.has(move)), "")
    made = made or next((move for move in best if move not in kind.settled_by), best[0])
    level = max(1, reading.level)
    return replace(
        reading,
        level=level,
        supplied=found,
        moves={**reading.moves, made: True},
        quotes={made: found, **reading.quotes},
        notes=(*reading.notes, f"{SUPPLIES}: “{found}”") if level > reading.level else reading.notes,
    )


def _wanted(manager: str) -> Iterator[_FollowUp]:
    """What the boss's words ask for."""
    parts = [part.text.lower().replace("’", "'") for part in sentences(manager)]
    yield from (one for one in _follow_ups() if any(map(one.asked.search, parts)))


def _given(wanted: _FollowUp, reading: Reading, said: str, before: Sequence[str]) -> Iterator[str]:
    """The statements of ``said`` that give it, and say what was not said ``before``."""
    if len(words(said)) < wanted.least:
        return
    for part, forms in statements(said):
        makes = any(reading.has(move) and reading.quotes.get(move, "") in part for move in wanted.moves)
        if not (makes or any(map(wanted.given.search, (*forms, opening_name(part).lower())))):
            continue
        if not (VAGUE.search(part) or adds_nothing(part, before)):
            yield part


def _counted(said: str, before: Sequence[str]) -> Iterator[str]:
    """The statements of ``said`` that count something and what it was before, whatever worry they are for: proof that was asked for."""
    for part, forms in statements(said):
        changed = any(_COUNTED.search(form) for form in forms)
        if changed and not (VAGUE.search(part) or adds_nothing(part, before)):
            yield part


def _exact(reading: Reading, manager: str, said: str, before: Sequence[str]) -> str:
    """What of half an answer that is wholly for the worry at hand can be checked: a day, a name, a figure that nobody had said."""
    if reading.level != 1 or reading.here != _WHOLLY:
        return ""
    return next(
        (
            part
            for part, _ in statements(said)
            if any(span.kind in CONCRETE and span.text not in manager for span in find_spans(part))
            and not (VAGUE.search(part) or adds_nothing(part, before))
        ),
        "",
    )


@cache
def _follow_ups() -> tuple[_FollowUp, ...]:
    return tuple(
        _FollowUp(
            re.compile(one["asked"]),
            re.compile(one["given"]),
            frozenset(one["moves"]),
            one["least"],
            one.get("counts", False),
        )
        for one in table("follow_ups").values()
    )
