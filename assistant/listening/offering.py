"""What of a reading offers something: a question of the user's, whoever it is asked of, is no move that answers a worry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assistant.domain import Reading
from assistant.text.segment import sentences
from assistant.text.stating import proposed, really_asks

ASKING = frozenset({"question", "acknowledges", "withdraws", "grievance", "ultimatum"})
"""Moves that offer nothing by themselves."""


def kept(quotes: Mapping[str, str], moves: Mapping[str, bool]) -> dict[str, str]:
    """The quotes of the moves that are present."""
    return {move: quote for move, quote in quotes.items() if moves[move]}


def in_earnest(said: str) -> bool:
    """Whether the turn has a real question in it, and none that only proposes something."""
    return any(really_asks(part.text) and not proposed(part.text) for part in sentences(said))


def only_asking(reading: Reading, level: int = 0) -> Reading:
    """The reading with the moves that offer nothing alone, and of ``level`` at most."""
    moves = {move: present and move in ASKING for move, present in reading.moves.items()}
    return replace(reading, level=min(level, reading.level), moves=moves, quotes=kept(reading.quotes, moves))


def without_questions(reading: Reading) -> Reading:
    """The reading without the moves that rest on a question which proposes nothing ("Do you have a plan for them?")."""
    asked = {
        move
        for move, quote in reading.quotes.items()
        if move not in ASKING and really_asks(quote) and not proposed(quote)
    }
    moves = {move: present and move not in asked for move, present in reading.moves.items()}
    if not asked:
        return reading
    offers = any(present for move, present in moves.items() if move not in ASKING)
    level = reading.level if offers else min(1, reading.level)
    return replace(reading, level=level, moves=moves, quotes=kept(reading.quotes, moves))


def silent(reading: Reading) -> Reading:
    """The reading of a turn in which nothing may answer anything."""
    return replace(only_asking(reading), elements=frozenset(), speaks=frozenset(), deals=frozenset())
