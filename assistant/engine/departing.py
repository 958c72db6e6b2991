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
        c if c.id in apt else _past(c, state.turn)
        for c in state.concerns
        if c.id in apt or c.raised_at is not None
    ]
    draw = random.Random(f"{state.seed}/departure")
    weights = {name: draw.random() / (1 + place) for place, name in enumerate(apt)}
    fresh = [name for name in apt if all(c.id != name for c in kept)]
    fresh.sort(key=lambda name: (name != _KEY, -weights[name]))
    wanted = max(2, temperament.concerns + RULES[state.difficulty].concerns)
    there = sum(c.id in apt for c in kept)
    most = max(wanted - there, int(_KEY in fresh))
    concerns = (*kept, *(Concern(name) for name in fresh[:most]))
    current = state.current if state.current in apt else None
    return replace(
        state, departure=True, concerns=concerns, current=current, ask_heard=state.ask_heard | {"change"}
    )


def _past(concern: Concern, turn: int) -> Concern:
    return advance(concern, Event.MET, turn)


def heard_out(state: State, reading: Reading) -> tuple[State, str]:
    """The state without the worries that were dealt with in full before they came up, and the last of these."""
    state = replace(state, dealt=state.dealt | reading.deals)
    told = [c for c in state.concerns if c.state is ConcernState.DORMANT and c.id in state.dealt]
    settled = {c.id: advance(advance(c, Event.RAISE, state.turn), Event.MET, state.turn) for c in told}
    concerns = tuple(settled.get(c.id, c) for c in state.concerns)
    return replace(state, concerns=concerns), told[-1].id if told else ""


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
