"""Half answers: what they add up to, and those that speak to a worry that is not on the table."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain import Concern, ConcernState, Reading, State
from assistant.engine.policy import RULES
from assistant.engine.state import Event, advance

_LEFT_OPEN = frozenset({ConcernState.RAISED, ConcernState.PRESSED, ConcernState.EASED})


def placed(state: State, concern: Concern, *, current: str | None) -> State:
    """The state with the concern as it is now, and with ``current`` on the table."""
    concerns = tuple(concern if c.id == concern.id else c for c in state.concerns)
    return replace(state, concerns=concerns, current=current)


def adds_up(state: State, concern: Concern) -> bool:
    """Whether the half answers to a worry are enough together, as this difficulty counts them."""
    needed = RULES[state.difficulty].partials_settle
    return bool(needed) and concern.partial >= needed and len(concern.heard) > 1


def spoken_to(state: State, reading: Reading) -> tuple[State, str]:
    """The worries that were left open and that the turn plainly speaks to, though another one or none is on the table.

    It is half an answer each, or a whole one where it plainly deals with a worry that was half open already; the last worry
    that this settles is named.
    """
    met = ""
    for concern in state.concerns:
        pairs = (one.partition("/") for one in reading.speaks)
        moves = frozenset(move for worry, _, move in pairs if worry == concern.id)
        aside = concern.state in _LEFT_OPEN and concern.id != state.current
        whole = concern.id in reading.deals and concern.state is ConcernState.EASED
        if reading.repeats or not aside or (moves <= concern.heard and not whole):
            continue
        spoken = replace(advance(concern, Event.PARTIAL, state.turn), heard=concern.heard | moves)
        if whole or adds_up(state, spoken):
            spoken, met = advance(spoken, Event.MET, state.turn), concern.id
        state = placed(state, spoken, current=state.current)
    return state, met
