"""A session's journal: the kinds of events, and how they fold back into a rehearsal or a drill.

    opened    the manager's opening (turn 0)
    said      the user's words, stored before they are answered
    answered  the turn that answers them
    stopped   a safety stop instead of an answer; the words stay, unanswered
    went_on   the user goes on after a stop
    rewound   back to the state after a turn; a new branch begins (rehearsals only)
    ended     the user asked for the debrief, or ended the drill

Nothing is ever changed or removed, so earlier branches stay readable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.codec import from_json
from assistant.domain import (
    Act,
    Branch,
    Drill,
    Event,
    Excerpt,
    Rehearsal,
    SafetyStop,
    Scenario,
    StoredSession,
    Turn,
)
from assistant.errors import InputError, NotFound

HOW_TO_RESUME = {
    "rehearsal": "onward rehearse --resume",
    "drill": "onward drill --resume",
    "ledger": "onward ledger show --ledger",
}
"""The command that takes up a session of each kind."""


@dataclass
class _Folded:
    """Where the events lead; ``left`` holds the branches that were gone back from."""

    branch: Branch = field(default_factory=lambda: Branch(0, None, 0, ()))
    left: list[Branch] = field(default_factory=list)
    stopped: SafetyStop | None = None
    pending: str | None = None

    def take(self, event: Event) -> None:
        """One more event."""
        payload = event.payload
        match event.kind:
            case "opened" | "answered":
                turn = from_json(Turn, payload["turn"])
                self.branch = replace(self.branch, turns=(*self.branch.turns, turn))
                self.pending = None
            case "said":
                self.pending = payload["text"]
            case "stopped":
                self.stopped = from_json(SafetyStop, payload["stop"])
            case "went_on":
                self.stopped, self.pending = None, None
            case "rewound":
                old, after = self.branch, payload["turn"]
                self.left.append(old)
                self.branch = Branch(payload["branch"], old.number, after, old.turns[: after + 1])
                self.stopped, self.pending = None, None
            case "ended":
                self.branch = replace(self.branch, ended=True)


def _folded(stored: StoredSession, kind: str) -> _Folded:
    if stored.kind != kind:
        how = HOW_TO_RESUME.get(stored.kind)
        advice = f" Go on with it by: {how} {stored.session}" if how else ""
        raise NotFound(f"The session {stored.session} is a {stored.kind}, not a {kind}.{advice}")
    found = _Folded()
    for event in stored.events:
        found.take(event)
    return found


def fold(stored: StoredSession) -> Rehearsal:
    """The rehearsal as it stands after all events of ``stored``.

    :raises NotFound: when the session is not a rehearsal.
    """
    found, header = _folded(stored, "rehearsal"), stored.header
    excerpts = tuple(from_json(Excerpt, one) for one in header.get("excerpts", ()))
    return Rehearsal(
        session=stored.session,
        scenario=replace(_scenario(header), excerpts=excerpts),
        difficulty=header["difficulty"],
        seed=header["seed"],
        engine=header["engine"],
        branch=found.branch.number,
        turns=found.branch.turns,
        stopped=found.stopped,
        pending=found.pending,
        ended=found.branch.ended,
        focus=Act(header["focus"]) if header.get("focus") else None,
    )


def fold_drill(stored: StoredSession) -> Drill:
    """The drill as it stands after all events of ``stored``.

    :raises NotFound: when the session is not a drill.
    """
    found, header = _folded(stored, "drill"), stored.header
    return Drill(
        session=stored.session,
        scenario=_scenario(header),
        concern=header["concern"],
        difficulty=header["difficulty"],
        seed=header["seed"],
        engine=header["engine"],
        turns=found.branch.turns,
        stopped=found.stopped,
        pending=found.pending,
        ended=found.branch.ended,
    )


def branches(stored: StoredSession) -> tuple[Branch, ...]:
    """Every branch of a rehearsal in the order they were begun, the current one last.

    :raises NotFound: when the session is not a rehearsal.
    """
    found = _folded(stored, "rehearsal")
    return (*found.left, found.branch)


def can_go_back(rehearsal: Rehearsal, turn: int) -> None:
    """Raises :class:`InputError` where the talk cannot go on from ``turn``: it is none of its turns, or ended it."""
    over = rehearsal.state.outcome is not None
    last = rehearsal.state.turn - over
    if not 0 <= turn <= last:
        ended = over and turn == rehearsal.state.turn
        why = f"The talk ended with turn {turn}" if ended else f"There is no turn {turn}"
        raise InputError(f"{why}; choose one from 0 to {last} to go on from.", code="no_such_turn")


def _scenario(header: Mapping[str, Any]) -> Scenario:
    from assistant.scenario import load_scenario  # its schema takes a moment, and scoring a draft needs none

    return load_scenario(header["scenario"])[0]
