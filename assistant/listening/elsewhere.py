"""Answers to worries that are not on the table: what of a turn is for another one, and how far it goes there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from assistant.domain import ConcernType, Prompted, Reading
from assistant.listening.departing import kinds
from assistant.listening.offering import ASKING
from assistant.listening.plain import deals_with, speaks_to
from assistant.listening.together import complete
from assistant.reconciling import ACCUSING
from assistant.seams import Listener
from assistant.text.segment import sentences
from assistant.text.stating import stated

Whose = Callable[[str], str]
"""The worry that some words are clearly for, by its id; empty where it is not clear."""
_FEWEST = 4
"""Words of a sentence that can be an answer."""


def elsewhere(reading: Reading, prompted: Prompted, said: str, whose: Whose, listener: Listener) -> Reading:
    """The reading with the other worries that the turn speaks to and deals with, in plain words or as trained parameters see it.

    :param listener: the built-in one, which reads what is for another worry as an answer to that.
    """
    if any(reading.has(move) for move in ACCUSING):
        return reading
    every = kinds(prompted)
    others = [kind for kind in every.values() if kind.id != prompted.concern]
    speaks, deals = set(speaks_to(others, said)), set(deals_with(others, said))
    whole = [kind for kind in others if complete(kind, said)]
    deals |= {kind.id for kind in whole}
    speaks |= {f"{kind.id}/{kind.answered_by[0]}" for kind in whole}
    if prompted.concern and not prompted.departure:
        meant = _meant(prompted, said, every, whose)
        items = [
            (Prompted(prompted.ask, worry, _raised(every[worry])), part) for worry, part in meant.items()
        ]
        for (asked, _), alone in zip(items, listener.read(items), strict=True):
            answered_by = every[asked.concern].answered_by
            made = [move for move in answered_by if alone.has(move) and move not in ASKING]
            if alone.level and made:
                speaks.add(f"{asked.concern}/{made[0]}")
                deals |= {asked.concern} if alone.level == 2 else set()
    return replace(reading, speaks=frozenset(speaks), deals=frozenset(deals))


def _raised(kind: ConcernType) -> str:
    """The worry in a boss's words: the reader learnt from such."""
    return next(line.text for line in kind.lines["raise"] if not line.slots)


def _meant(prompted: Prompted, said: str, every: Mapping[str, ConcernType], whose: Whose) -> dict[str, str]:
    """Other worries by id, each with the words that are clearly for it: a statement, or the whole turn where that says more."""
    found: dict[str, str] = {}
    for part in _parts(said):
        worry = whose(part)
        if worry in every and worry != prompted.concern:
            found[worry] = part
    return found


def _parts(said: str) -> Iterator[str]:
    parts = [part.text for part in sentences(said) if stated(part.text) and len(part.text.split()) >= _FEWEST]
    yield from parts
    if len(parts) > 1:
        yield said
