"""Answers to worries that are not on the table: what of a turn is clearly for another one, and how far it goes there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from assistant.domain import ConcernType, Prompted, Reading
from assistant.listening.offering import ASKING
from assistant.seams import Listener
from assistant.text.segment import sentences
from assistant.text.stating import stated

Whose = Callable[[str], str]
"""The worry that some words are clearly for, by its id; empty where it is not clear."""
_FEWEST = 4
"""Words of a sentence that can be an answer."""


def elsewhere(
    reading: Reading,
    prompted: Prompted,
    said: str,
    kinds: Mapping[str, ConcernType],
    whose: Whose,
    listener: Listener,
) -> Reading:
    """The reading with the other worries that the turn, or a sentence of it, clearly answers (``speaks``, ``deals``)."""
    parts = [part.text for part in sentences(said) if stated(part.text) and len(part.text.split()) >= _FEWEST]
    found = {
        worry: part
        for part in (
            *parts,
            *([said] if len(parts) > 1 else []),
        )  # the whole turn says most, where it is for one
        if (worry := whose(part)) and worry != prompted.concern and worry in kinds
    }
    items = [(Prompted(prompted.ask, worry, kinds[worry].worry), part) for worry, part in found.items()]
    speaks, deals = set(reading.speaks), set(reading.deals)
    for (asked, _), alone in zip(items, listener.read(items) if items else [], strict=True):
        made = [move for move in kinds[asked.concern].answered_by if alone.has(move) and move not in ASKING]
        if alone.level and made:
            speaks.add(f"{asked.concern}/{made[0]}")
        if alone.level == 2 and made:
            deals.add(asked.concern)
    return replace(reading, speaks=frozenset(speaks), deals=frozenset(deals))
