"""What the user's documents say, in the manager's mouth: brought up with the worry that it belongs to, once.

Which excerpts there are is part of the state from the opening on; what they say is not known here, so nothing that stands
in a document can decide anything.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.domain import Decision, Move, State


def cite(state: State, decision: Decision) -> tuple[State, Decision]:
    """The same, with what is cited where a worry is raised for which there is an excerpt that was not brought up yet."""
    if decision.move is not Move.RAISE:
        return state, decision
    waiting = (
        n for n, concern in enumerate(state.excerpts) if concern == decision.concern and n not in state.cited
    )
    place = next(waiting, None)
    if place is None:
        return state, decision
    return replace(state, cited=(*state.cited, place)), replace(decision, cites=place)
