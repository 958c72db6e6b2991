"""A departure: the user has said that they leave.

They need no leave to go. What is decided is how: who does it then, by when, who hears of it, what is on paper. Worries that
only somebody who stays could answer are gone; whether they would stay after all is asked once at most.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace

from assistant.domain import (
    Concern,
    ConcernState,
    ConcernType,
    Decision,
    Move,
    Outcome,
    Reading,
    State,
    Temperament,
)
from assistant.engine.policy import RULES, finish, rng
from assistant.engine.state import Event, advance

FAVOURS = frozenset({"reference", "tell", "favour"})
"""What somebody who leaves asks of the manager: a reference, how the others hear of it, anything else that is a yes or a no."""
_KEY = "coverage"
"""The worry that nobody is without whose people leave."""
_PATIENT = 2
"""Turns that they bear more than otherwise: the news takes some of them."""
_WILLING = 4
"""Trust from which on a favour is granted at once."""


def announced(before: State, reading: Reading) -> bool:
    """Whether the turn brings the news."""
    return bool(reading.departs) and not before.departure and not reading.has("ultimatum") and not reading.odd


def depart(state: State, temperament: Temperament, types: Mapping[str, ConcernType]) -> State:
    """The state once the news is told, with the worries that this manager has then.

    What was asked and only a stay could answer is answered by the news; what was still to come of that kind is dropped.
    """
    apt = [name for name in temperament.favours if name in types and types[name].departing]
    kept = [
        c if c.id in apt else _met(c, state.turn)
        for c in state.concerns
        if c.id in apt or c.raised_at is not None
    ]
    draw = random.Random(f"{state.seed}/departure")
    weights = {name: draw.random() / (1 + place) for place, name in enumerate(apt)}
    fresh = [name for name in apt if all(c.id != name for c in kept)]
    fresh.sort(key=lambda name: (name not in state.farewell, name != _KEY, -weights[name]))
    wanted = max(2, temperament.concerns + RULES[state.difficulty].concerns)
    there = sum(c.id in apt for c in kept)
    most = max(wanted - there, len({*state.farewell, _KEY} & {*fresh}))
    concerns = (*kept, *(Concern(name) for name in fresh[:most]))
    current = state.current if state.current in apt else None
    return replace(
        state,
        departure=True,
        concerns=concerns,
        current=current,
        patience=state.patience + _PATIENT,
        ask_heard=state.ask_heard | {"change"},
    )


def _met(concern: Concern, turn: int) -> Concern:
    raised = advance(concern, Event.RAISE, turn) if concern.state is ConcernState.DORMANT else concern
    return advance(raised, Event.MET, turn)


def heard_out(state: State, reading: Reading) -> tuple[State, str]:
    """The state without the worries that are dealt with in full though they are not on the table, and the last of these."""
    told = [c for c in state.concerns if c.id in reading.deals and c.id != state.current]
    settled = {c.id: _met(c, state.turn) for c in told if c.state is not ConcernState.SETTLED}
    concerns = tuple(settled.get(c.id, c) for c in state.concerns)
    return replace(state, concerns=concerns), next(reversed(settled), "")


def urge(state: State, temperament: Temperament) -> tuple[State, Decision] | None:
    """They ask once why, or what would make the user stay; None where this manager does not."""
    if state.turn and rng(state, "urge").random() >= temperament.stays:
        return None
    reason = "You said that you leave; they ask once about that, and take a no."
    return replace(state, urged=True), Decision(Move.PROBE, None, reason, state.act)


def stays_after_all(state: State) -> tuple[State, Decision]:
    """Asked, the user would stay: that is another talk, and nothing is decided."""
    return finish(state, Outcome.LEFT_OPEN, "You said that you would stay after all, so nothing is decided.")


def favour(state: State, asked: str) -> str:
    """What they say to a favour: yes, or later."""
    if asked == "tell":
        return asked
    return f"{asked}_{'yes' if state.trust >= _WILLING else 'later'}"
