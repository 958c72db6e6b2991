"""A rehearsal: the engine's state and decisions, what was said, and how it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assistant.domain.judgement import Advice, Reading
from assistant.domain.names import Act, ConcernState, Move, Outcome
from assistant.domain.scenario import Scenario


@dataclass(frozen=True)
class Concern:
    """One worry in one rehearsal.

    ``empty``, ``partial``, ``asked``: how many replies did not deal with it, dealt with it in part, or only asked about it.
    """

    id: str
    state: ConcernState = ConcernState.DORMANT
    raised_at: int | None = None
    changed_at: int | None = None
    empty: int = 0
    partial: int = 0
    asked: int = 0


@dataclass(frozen=True)
class State:
    """Where a rehearsal stands (dialogue state). Equal states and equal turns give equal decisions."""

    seed: int
    difficulty: str
    temperament: str
    concerns: tuple[Concern, ...]
    patience: int
    trust: int
    turn: int = 0
    act: Act = Act.PURPOSE
    acts_done: frozenset[Act] = frozenset()
    current: str | None = None
    ask_heard: frozenset[str] = frozenset()  # elements of the ask that were stated so far
    probes: int = 0
    grievances: int = 0
    ultimatums: int = 0
    withdrawals: int = 0
    closing: int = 0  # turns spent being asked for next steps
    closed_with: frozenset[str] = frozenset()  # of actions, date, measure
    outcome: Outcome | None = None

    def concern(self, concern_id: str) -> Concern:
        """The concern of that id; KeyError when this manager does not have it."""
        for concern in self.concerns:
            if concern.id == concern_id:
                return concern
        raise KeyError(concern_id)


@dataclass(frozen=True)
class Reaction:
    """What happened to the concern that was on the table."""

    move: Move
    concern: str


@dataclass(frozen=True)
class Decision:
    """What the manager does in this turn, and why.

    ``remark`` names what in the user's conduct the manager takes up (``grievance``, ``ultimatum``, ``withdraws``,
    ``repeat``, ``question``, ``empty``, ``strong``); it is voiced first, then ``reaction``, then ``move``.
    """

    move: Move
    concern: str | None
    reason: str
    act: Act
    remark: str | None = None
    reaction: Reaction | None = None
    outcome: Outcome | None = None
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Utterance:
    """What the manager says. ``lines`` are the ids of the written lines used; ``notes`` what the guard mended."""

    text: str
    lines: tuple[str, ...] = ()
    engine: str = "embedded"
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Turn:
    """One exchange. Turn 0 is the manager's opening: ``said`` is None and ``reading`` is None."""

    number: int
    said: str | None
    reading: Reading | None
    decision: Decision
    utterance: Utterance
    state: State


@dataclass(frozen=True)
class SafetyStop:
    """Why the role-play paused and who can help (kinds of help, no invented numbers)."""

    topic: str
    why: str
    help: tuple[str, ...]


@dataclass(frozen=True)
class Hint:
    """What the manager is really worried about, and one next step; never the full answer."""

    turn: int
    text: str
    guidance_ids: tuple[str, ...]


@dataclass(frozen=True)
class LineNote:
    """A remark on one of the user's turns, quoting it."""

    turn: int
    quote: str
    why: str
    better: str = ""


@dataclass(frozen=True)
class Debrief:
    """What a rehearsal showed."""

    outcome: Outcome
    summary: str
    settled: tuple[str, ...]
    eased: tuple[str, ...]
    stuck: tuple[str, ...]
    unraised: tuple[str, ...]
    turning_point: LineNote | None
    acts_done: tuple[str, ...]
    acts_missing: tuple[str, ...]
    strongest: tuple[LineNote, ...]
    weakest: tuple[LineNote, ...]
    flags: tuple[LineNote, ...]
    words_user: int
    words_manager: int
    manager_tells: str
    conditions: tuple[str, ...]
    practise: tuple[Advice, ...]


@dataclass(frozen=True)
class Rehearsal:
    """A session as it stands: the current branch's turns, and anything waiting."""

    session: str
    scenario: Scenario
    difficulty: str
    seed: int
    engine: str
    branch: int
    turns: tuple[Turn, ...]
    stopped: SafetyStop | None = None
    pending: str | None = None  # said, stored, not yet answered
    ended: bool = False

    @property
    def state(self) -> State:
        """The state after the last turn."""
        return self.turns[-1].state


@dataclass(frozen=True)
class SessionSummary:
    """A row of ``onward sessions list``."""

    session: str
    kind: str  # rehearsal, score, draft
    title: str
    created: datetime
    updated: datetime
    turns: int
    outcome: str | None


@dataclass(frozen=True)
class Event:
    """One entry of a session's journal; ``payload`` holds JSON values."""

    kind: str
    payload: Mapping[str, Any]


@dataclass(frozen=True)
class StoredSession:
    """A session as the store keeps it: the header it began with, and everything that happened since."""

    session: str
    kind: str
    title: str
    created: datetime
    header: Mapping[str, Any]
    events: tuple[Event, ...]
