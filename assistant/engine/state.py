"""The one table of concern transitions, and how a single concern moves through it.

                 raise        empty         partial      met          give_up     contradict
    dormant      raised       ·             ·            ·            ·           ·
    raised       ·            pressed       eased        settled      stuck       ·
    pressed      ·            pressed       eased        settled      stuck       ·
    eased        ·            eased         eased        settled      stuck       pressed
    stuck        ·            stuck         eased        settled      stuck       ·
    settled      ·            settled       settled      settled      ·           raised

A dot is an illegal transition: it raises, naming the concern, its state and the event.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from assistant.domain import Concern, ConcernState
from assistant.errors import IllegalTransition


class Event(StrEnum):
    """What can happen to a concern."""

    RAISE = "raise"
    EMPTY = "empty"
    PARTIAL = "partial"
    MET = "met"
    GIVE_UP = "give_up"
    CONTRADICT = "contradict"


_S, _E = ConcernState, Event

TRANSITIONS: Mapping[ConcernState, Mapping[Event, ConcernState]] = {
    _S.DORMANT: {_E.RAISE: _S.RAISED},
    _S.RAISED: {_E.EMPTY: _S.PRESSED, _E.PARTIAL: _S.EASED, _E.MET: _S.SETTLED, _E.GIVE_UP: _S.STUCK},
    _S.PRESSED: {_E.EMPTY: _S.PRESSED, _E.PARTIAL: _S.EASED, _E.MET: _S.SETTLED, _E.GIVE_UP: _S.STUCK},
    _S.EASED: {
        _E.EMPTY: _S.EASED,
        _E.PARTIAL: _S.EASED,
        _E.MET: _S.SETTLED,
        _E.GIVE_UP: _S.STUCK,
        _E.CONTRADICT: _S.PRESSED,
    },
    _S.STUCK: {_E.EMPTY: _S.STUCK, _E.PARTIAL: _S.EASED, _E.MET: _S.SETTLED, _E.GIVE_UP: _S.STUCK},
    _S.SETTLED: {_E.EMPTY: _S.SETTLED, _E.PARTIAL: _S.SETTLED, _E.MET: _S.SETTLED, _E.CONTRADICT: _S.RAISED},
}

EVENT_OF_LEVEL: Mapping[int, Event] = {0: Event.EMPTY, 1: Event.PARTIAL, 2: Event.MET}
"""A reply's level (rubric) as an event on the concern that it answers."""

OPEN = frozenset({ConcernState.RAISED, ConcernState.PRESSED, ConcernState.STUCK})
"""States in which the manager still has something urgent to say."""


def advance(concern: Concern, event: Event, turn: int, *, substantial: bool = True) -> Concern:
    """``concern`` after ``event`` in turn number ``turn``; raises :class:`IllegalTransition`.

    :param substantial: whether a partial reply offered anything; a mere question moves on, and adds up to nothing.
    """
    try:
        target = TRANSITIONS[concern.state][event]
    except KeyError:
        raise IllegalTransition(
            f"The concern {concern.id!r} is {concern.state} and cannot take the event {event!r}; see assistant/engine/state.py."
        ) from None
    return replace(
        concern,
        state=target,
        raised_at=turn if event is Event.RAISE else concern.raised_at,
        changed_at=turn if target is not concern.state else concern.changed_at,
        empty=concern.empty + (event is Event.EMPTY),
        partial=concern.partial + (event is Event.PARTIAL and substantial),
        asked=concern.asked + (event is Event.PARTIAL and not substantial),
    )
