"""The last word before a yes: whether the turn holds anything that can be said yes to, and what they ask for where it does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assistant.domain import (
    Act,
    ConcernState,
    ConcernType,
    Decision,
    Move,
    Outcome,
    Reading,
    State,
    Temperament,
)
from assistant.engine.departing import FAVOURS
from assistant.engine.fitting import moves_of
from assistant.engine.policy import LAST_TURN, YES, conclude, derive, finish, is_closed

_MOST_UNSAID = 3
"""Times that they ask how it goes on of somebody who brings nothing to it, before they leave it at that."""
_WANTS_A_YES = frozenset({"verdict", "either", "act", "leave", "date", *FAVOURS})
"""Questions that a yes answers, or that it can be given with."""
_BY_ITSELF = frozenset({"acknowledges", "question", "withdraws", "grievance", "ultimatum"})
"""Moves that bring nothing to be agreed to."""
_OF_A_PLAN = frozenset(
    {"change", "amount", "time", "next_step", "measure", "cover", "evidence", "benefit", "mechanism"}
)
"""Elements of an ask that say something of it."""


def says_nothing(reading: Reading) -> bool:
    """Whether the turn brings nothing that can be said yes to: neither a word of the plan, nor the wish for a yes."""
    if reading.level or reading.closes or reading.chose or reading.speaks or reading.asks in _WANTS_A_YES:
        return False
    return not (reading.elements & _OF_A_PLAN or moves_of(reading) - _BY_ITSELF)


def close(
    state: State, reading: Reading, temperament: Temperament, types: Mapping[str, ConcernType]
) -> tuple[State, Decision]:
    """No worry is left to raise: the manager gives the user room to close with actions, measure and date.

    Whoever asks for a yes or a no gets it; a favour asked for in place of a close leaves the question open once more, and so does
    a turn that says nothing, or that makes shaky what a yes would rest on.
    """
    won = any(c.state in (ConcernState.SETTLED, ConcernState.EASED) for c in state.concerns)
    rounds = 1 + (state.departure and reading.asks in FAVOURS)
    open_ = state.closing < rounds and not is_closed(state) and reading.asks != "verdict"
    shaky = bool(reading.softened) and reading.level < 2 and not state.departure
    unsaid = state.closing < _MOST_UNSAID and (shaky or says_nothing(reading))
    if won and (open_ or unsaid) and state.turn < LAST_TURN:
        reason = (
            "You made shaky what a yes would rest on, so they ask about that first."
            if shaky
            else "Nothing was said yet that they could say yes to; how does it go on?"
            if state.closing and unsaid
            else "No worry is left to raise; how does it go on?"
        )
        state = replace(state, closing=state.closing + 1, act=Act.CLOSE)
        return state, Decision(Move.ASK_NEXT_STEPS, None, reason, Act.CLOSE)
    return end(state, reading, temperament, types, "The talk comes to its end.")


def end(
    state: State, reading: Reading, temperament: Temperament, types: Mapping[str, ConcernType], reason: str
) -> tuple[State, Decision]:
    """Ends the talk with what the states add up to; nobody says yes to a turn that says nothing."""
    if says_nothing(reading) and not state.departure and derive(state, temperament) in YES:
        return finish(
            state,
            Outcome.LEFT_OPEN,
            f"{reason} Asked how it goes on, you said nothing that they could say yes to.",
        )
    return conclude(state, temperament, types, reason)
