"""Whether a reply fits the worry that it answers."""

from __future__ import annotations

from assistant.domain import ConcernType, Reading

_MOVE_OF_ELEMENT = {
    "cover": "cover",
    "measure": "milestone",
    "time": "date",
    "evidence": "evidence",
    "benefit": "benefit",
}
_SELDOM_ENOUGH = frozenset({"acknowledges", "question"})
"""Moves that belong to a good answer and are none by themselves."""


def moves_of(reading: Reading) -> frozenset[str]:
    """The moves of a reply, those that an element of the ask amounts to included."""
    said = {_MOVE_OF_ELEMENT[element] for element in reading.elements if element in _MOVE_OF_ELEMENT}
    return frozenset(said | {move for move, present in reading.moves.items() if present})


def grounds(reading: Reading) -> frozenset[str]:
    """What of a turn somebody may name as the reason why a worry goes: its moves, and ``figure`` where it says how much."""
    priced = reading.money or "amount" in reading.elements
    loose = {"cover"} if reading.gap or reading.softened else set()
    return (moves_of(reading) - loose) | ({"figure"} if priced else frozenset())


def fits(reading: Reading, kind: ConcernType) -> bool:
    """Whether a full answer is one to this worry: it is where its level was read by the worry at hand, else by its moves."""
    return reading.here is not None or not moves_of(reading).isdisjoint(weighty(kind))


def weighty(kind: ConcernType) -> frozenset[str]:
    """The moves that can settle this worry: seeing it or asking about it cannot, a date only where it is about time.

    Where the worry names what settles it, only that does (every judged full answer to such a worry makes that move).
    """
    if kind.settled_by:
        return frozenset(kind.settled_by)
    about_time = "date" in kind.answered_by[:2]
    return frozenset(kind.answered_by) - _SELDOM_ENOUGH - (frozenset() if about_time else {"date"})


def beside(reading: Reading, kind: ConcernType) -> bool:
    """Whether all that the reply plainly does speaks to other worries than this one; where nothing is plain, it is not held against it."""
    about_time = "date" in kind.answered_by[:2]
    every = moves_of(reading) - {"acknowledges"}
    if every == {"date"} and "date" not in kind.answered_by:
        return True
    # Seeing it and a date stand in many a line; a date is an answer only where the worry is about time.
    made = every if about_time else every - {"date"}
    plain = bool(made or reading.speaks) and "question" not in made
    return plain and made.isdisjoint(kind.answered_by)
