"""A rehearsal: the engine's state and decisions, what was said, and how it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assistant.domain.artefact import Fact
from assistant.domain.judgement import Advice, Reading
from assistant.domain.names import Act, ConcernState, Move, Outcome
from assistant.domain.scenario import Scenario


@dataclass(frozen=True)
class Concern:
    """One worry in one rehearsal.

    ``empty``, ``partial``, ``asked``: how many replies did not deal with it, dealt with it in part, or only asked about it;
    ``heard``: the moves that speak to it which half answers brought so far; ``revisited``: whether the manager came back to it
    after it had been left half open.
    """

    id: str
    state: ConcernState = ConcernState.DORMANT
    raised_at: int | None = None
    changed_at: int | None = None
    empty: int = 0
    partial: int = 0
    asked: int = 0
    heard: frozenset[str] = frozenset()
    revisited: bool = False


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
    """A remark on one of the user's turns, quoting it.

    ``quote`` and every quote in ``grounds`` stand word for word in the turn. ``asked``: the manager's words that the turn
    answers, where a worry was on the table (``concern``). ``better``: another wording made of the user's own facts, its
    gaps visible as ``[…]`` and listed in ``blanks``; ``used`` names where its facts come from (``evidence[0]``, ``turn 2``).
    """

    turn: int
    quote: str
    why: str
    better: str = ""
    asked: str = ""
    concern: str = ""
    grounds: tuple[Ground, ...] = ()
    missing: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()
    used: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class WorryNote:
    """One worry that came up: its state after each turn (``states[n]`` after turn n), and what brought it where it is.

    ``turn`` and ``quote`` are the user's turn that settled or eased it, or the last that did not; None and empty where
    there was no reply.
    """

    concern: str
    state: ConcernState
    states: tuple[ConcernState, ...]
    turn: int | None
    quote: str
    why: str


@dataclass(frozen=True)
class ActNote:
    """One of the five acts: the user's words that were it, or what to say next time (``better``)."""

    act: Act
    done: bool
    turn: int | None = None
    quote: str = ""
    better: str = ""


@dataclass(frozen=True)
class Debrief:
    """What a rehearsal showed.

    After a safety stop only ``stopped`` and ``summary`` say anything: nothing is judged then. ``because``: the outcome's
    reasons in plain words. ``revisit``: the conditions of a "not now" with their dates, or the blank for one.
    ``talking``: a remark on the share of words, empty when it was balanced. ``read``: guidance ids, most useful first.
    """

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
    because: str = ""
    worries: tuple[WorryNote, ...] = ()
    acts: tuple[ActNote, ...] = ()
    revisit: tuple[str, ...] = ()
    talking: str = ""
    talking_guidance: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    stopped: SafetyStop | None = None


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
    focus: Act | None = None  # the act of the talk that the user set out to practise

    @property
    def state(self) -> State:
        """The state after the last turn."""
        return self.turns[-1].state


@dataclass(frozen=True)
class Branch:
    """One way that a rehearsal went.

    ``turns`` are all of them from the opening on; those up to number ``after`` were played in an earlier branch, and
    ``left`` is the branch that stood when the user went back. Branch 0 left none.
    """

    number: int
    left: int | None
    after: int
    turns: tuple[Turn, ...]
    ended: bool = False

    @property
    def own(self) -> tuple[Turn, ...]:
        """The turns that were played in this branch itself."""
        return self.turns if self.left is None else self.turns[self.after + 1 :]

    @property
    def outcome(self) -> Outcome | None:
        """How it ended; None where the user went back before its end, or it still goes on."""
        return self.turns[-1].state.outcome or (Outcome.LEFT_OPEN if self.ended else None)


@dataclass(frozen=True)
class Progress:
    """One earlier rehearsal as a point on the way; shares are from 0 to 1, ``level`` is a mean from 0 to 2.

    ``settled`` is the share of the worries that came up, ``own_words`` the user's share of the words spoken; None where
    there is nothing to take a share of.
    """

    session: str
    when: datetime
    temperament: str
    difficulty: str
    replies: int
    outcome: Outcome | None
    settled: float | None
    level: float | None
    own_words: float | None


DRILL_REPLIES = 10
"""How many replies a drill takes."""


@dataclass(frozen=True)
class Drill:
    """One worry raised again and again in other words; turn 0 raises it first, each later turn holds one reply."""

    session: str
    scenario: Scenario
    concern: str
    difficulty: str
    seed: int
    engine: str
    turns: tuple[Turn, ...]
    stopped: SafetyStop | None = None
    pending: str | None = None  # said, stored, not yet answered
    ended: bool = False

    @property
    def left(self) -> int:
        """How many replies are still to come."""
        return DRILL_REPLIES - (len(self.turns) - 1)

    @property
    def over(self) -> bool:
        """Whether no further reply is taken."""
        return self.ended or self.left <= 0


@dataclass(frozen=True)
class Ground:
    """What a finding rests on: a move, in plain words, and the user's own words that make it."""

    move: str
    text: str
    quote: str


@dataclass(frozen=True)
class DrillReply:
    """One reply of a drill, and what there is to say about it at once.

    ``level``: 0 to 2 (rubric), as this worry takes it: a good answer to another worry is half an answer. ``missing``: the
    one move that would help most, None at level 2 or where no move is lacking; ``advice`` says it in plain words, and is
    empty at level 2. ``asked`` is the line it answers, ``manager`` what the manager says then.
    """

    number: int
    asked: str
    said: str
    manager: str
    level: int
    verdict: str
    grounds: tuple[Ground, ...]
    missing: str | None
    advice: str
    guidance_ids: tuple[str, ...]


@dataclass(frozen=True)
class DrillSummary:
    """What a drill showed. ``first_half`` and ``second_half`` are mean levels; None with fewer than four replies.

    ``missing``: the move that was missing most often, and ``missed`` how often.
    """

    concern: str
    levels: tuple[int, ...]
    first_half: float | None
    second_half: float | None
    best: LineNote | None
    missing: str | None
    missed: int
    text: str
    advice: str
    guidance_ids: tuple[str, ...]


@dataclass(frozen=True)
class SessionSummary:
    """A row of ``onward sessions list``."""

    session: str
    kind: str  # rehearsal, drill, score, draft
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
