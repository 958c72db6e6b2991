"""What the user takes back: which worry that opens again, and what is no broken word at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assistant.domain import Concern, ConcernType, Decision, Move, Reading, State
from assistant.engine.fitting import moves_of
from assistant.engine.halves import placed
from assistant.engine.hearing import given_way
from assistant.engine.state import Event, advance


def as_cover(state: State, reading: Reading, types: Mapping[str, ConcernType]) -> Reading:
    """The reading with what says that nobody was asked taken as a softer offer, where no worry was answered by somebody's help."""
    if not reading.unasked or _covered(given_way(state), types):
        return reading
    return replace(reading, takes_back=(), unasked=False, softened=reading.takes_back[-1])


def _covered(given: list[Concern], types: Mapping[str, ConcernType]) -> list[Concern]:
    """The worries that somebody's help can have answered; who covers, where it is one of them."""
    helped = [concern for concern in given if "cover" in types[concern.id].answered_by]
    return [concern for concern in helped if concern.id == "coverage"] or helped


def taken_back(
    state: State, reading: Reading, given: list[Concern], types: Mapping[str, ConcernType]
) -> tuple[State, Decision]:
    """What the user said before no longer holds: the worry that rested on it is open again."""
    said = moves_of(reading)
    given = _covered(given, types) if reading.unasked else given
    concern = max(given, key=lambda c: (not said.isdisjoint(types[c.id].answered_by), c.changed_at or 0))
    state = replace(state, trust=max(0, state.trust - 1), closing=0)
    state = placed(state, advance(concern, Event.CONTRADICT, state.turn), current=concern.id)
    before, now = reading.takes_back
    reason = (
        f"You took back what you had said (“{before}”, and now “{now}”), so their worry is open again: "
        f"{types[concern.id].title.lower()}."
    )
    return state, Decision(Move.REOPEN, concern.id, reason, state.act)
