"""What the manager knows to answer: whether it is a worry of theirs that the user names, and what the user has said to it already."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.domain import Concern, ConcernState, ConcernType, Decision, Move, Reading, State
from assistant.engine.departing import FAVOURS, favour
from assistant.engine.policy import asked

_SAID_EARLY: Mapping[str, str] = {"coverage": "cover", "loyalty": "reassurance"}
"""The move that counts as half an answer to a worry though it was made before the worry came up."""
_LITTLE_TRUST = 3
_STANDS: Mapping[str, frozenset[str]] = {
    **{concern: frozenset({move}) for concern, move in _SAID_EARLY.items()},
    "timing": frozenset({"phased_or_trial"}),
    "readiness": frozenset({"evidence"}),
}
"""Moves that speak to a worry whatever they were said to; nobody who heard them may talk as if they had not."""


def to_say(before: State, after: State, reading: Reading) -> str:
    """What is said to the question: its kind, who decides, whether it is a yes, or for one that names a worry whether it is so, by the states alone.

    :param before: the state that the question was asked in. :param after: the state with what the turn did.
    """
    if reading.asks in FAVOURS:
        return favour(after, reading.asks)
    if reading.asks == "verdict":
        return "so_far_no" if _far(after) else "not_yet"
    if reading.asks in ("who", "help") and reading.about:
        return "authority"
    if reading.asks == "advice" and after.current:
        return "help"  # what they would do about the worry is what they can think of
    if reading.asks != "confirm":
        return reading.asks
    if not reading.about:
        return "worry"
    stands = {concern.id: concern.state for concern in before.concerns}.get(reading.about)
    if stands is None:
        return "is_not"
    return "was_so" if stands is ConcernState.SETTLED else "is_so"


def _far(state: State) -> bool:
    """Whether as it stands it would be a no: a worry that nothing moves any more, or hardly any trust left."""
    return state.trust < _LITTLE_TRUST or any(c.state is ConcernState.STUCK for c in state.concerns)


def confirmed(state: State, reading: Reading) -> Concern | None:
    """The worry that the user guessed before it was named; None where the turn guesses none, or offers something besides."""
    if reading.asks != "confirm" or reading.level == 2 or not asked(state):
        return None
    return next(
        (c for c in state.concerns if c.id == reading.about and c.state is ConcernState.DORMANT), None
    )


def said_early(state: State, concern: str) -> frozenset[str]:
    """The moves that spoke to a worry before it came up: half an answer to it, though nobody had asked."""
    plainly = {move for worry, _, move in (one.partition("/") for one in state.early) if worry == concern}
    return frozenset(plainly | ({_SAID_EARLY[concern]} & state.given if concern in _SAID_EARLY else set()))


def given(state: State, decision: Decision, types: Mapping[str, ConcernType]) -> frozenset[str]:
    """The moves by which the user has spoken to the worry that the manager presses on or brings up."""
    if decision.concern is None or decision.move not in (Move.PRESS, Move.RAISE):
        return frozenset()
    worry = state.concern(decision.concern)
    early = _STANDS.get(worry.id, frozenset()) & state.given if decision.move is Move.PRESS else frozenset()
    return (worry.heard | early) & frozenset(types[worry.id].answered_by)
