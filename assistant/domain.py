"""The nouns of Onward, as frozen values. Standard library only; no behaviour beyond small look-ups.

The vocabulary is that of docs/architecture.md: a *scenario* is what the user tells us, a *reading* is what a
listener makes of one turn, an *assessment* what a scorer makes of a draft, a *decision* what the engine does,
an *utterance* what the manager says, an *artefact* a text to take along.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

# --- names fixed by the rubric -------------------------------------------------------------------

ELEMENTS = (
    "change",
    "amount",
    "time",
    "cover",
    "measure",
    "next_step",
    "benefit",
    "mechanism",
    "evidence",
    "alignment",
    "risk",
    "negative_tone",
)
USER_MOVES = (
    "acknowledges",
    "question",
    "phased_or_trial",
    "cover",
    "evidence",
    "benefit",
    "milestone",
    "date",
    "within_rules",
    "reassurance",
    "withdraws",
    "grievance",
    "ultimatum",
)
CONCERNS = (
    "timing",
    "headcount",
    "budget",
    "policy",
    "readiness",
    "coverage",
    "performance",
    "fairness",
    "not_my_decision",
    "loyalty",
    "no_path",
    "deferral",
)
TEMPERAMENTS = (
    "supportive",
    "busy",
    "sceptical",
    "procedural",
    "conflict-avoidant",
    "rudderless",
    "unwilling",
    "defensive",
)
ARTEFACT_KINDS = (
    "invitation",
    "agenda",
    "brief",
    "five_acts",
    "note",
    "not_now_plan",
    "transition_plan",
    "resignation_note",
)
DIFFICULTIES = ("gentle", "realistic", "hard")


class Act(StrEnum):
    """The five acts of the talk, in order (guidance ``five-acts``)."""

    PURPOSE = "purpose"
    IMPACT = "impact"
    FUTURE = "future"
    OPTIONS = "options"
    CLOSE = "close"


class ConcernState(StrEnum):
    """Where one worry of the manager stands; transitions are in ``engine/state.py``."""

    DORMANT = "dormant"
    RAISED = "raised"
    PRESSED = "pressed"
    EASED = "eased"
    SETTLED = "settled"
    STUCK = "stuck"


class Move(StrEnum):
    """What a turn of the manager does (dialogue act)."""

    GREET = "greet"
    PROBE = "probe"
    RAISE = "raise"
    PRESS = "press"
    REOPEN = "reopen"
    EASE = "ease"
    SETTLE = "settle"
    OFFER_IDEA = "offer_idea"
    ASK_NEXT_STEPS = "ask_next_steps"
    AGREE = "agree"
    AGREE_TRIAL = "agree_trial"
    NOT_NOW = "not_now"
    REFUSE = "refuse"
    BREAK_OFF = "break_off"
    LEAVE_OPEN = "leave_open"


class Outcome(StrEnum):
    """How a rehearsal ended; derived from the states, never from a model's mood."""

    AGREED = "agreed"
    TRIAL_AGREED = "trial agreed"
    NOT_NOW = "not now with conditions"
    REFUSED = "refused"
    BROKEN_OFF = "broken off"
    LEFT_OPEN = "left open"


class Verdict(StrEnum):
    """What ``check`` says before the user goes ahead."""

    GO = "go"
    PREPARE_FIRST = "prepare first"
    NOT_YET = "not yet"


# --- scenario: what the user tells us --------------------------------------------------------------


@dataclass(frozen=True)
class Note:
    """One statement of the user; ``private`` ones never reach a text that the boss reads."""

    text: str
    private: bool = False


@dataclass(frozen=True)
class User:
    """The person who is going to ask. Unknown fields are empty strings."""

    name: str
    role: str
    organisation: str = ""
    sector: str = ""
    size: str = ""
    work_mode: str = ""
    country: str = ""
    tenure: str = ""


@dataclass(frozen=True)
class Manager:
    """The boss to be rehearsed against."""

    name: str
    role: str = ""
    temperament: str = "busy"
    trust: str = "medium"


@dataclass(frozen=True)
class Meeting:
    """When and where the real talk takes place; what is unknown is ``None`` or empty."""

    date: date | None = None
    start: time | None = None
    minutes: int | None = None
    place: str = ""
    link: str = ""
    timezone: str = ""


@dataclass(frozen=True)
class Scenario:
    """Everything that the user told us; the only source of facts for every text we make."""

    user: User
    manager: Manager
    preferred_ask: str
    evidence: tuple[Note, ...] = ()
    options: tuple[Note, ...] = ()
    constraints: tuple[Note, ...] = ()
    special: tuple[str, ...] = ()
    meeting: Meeting = field(default_factory=Meeting)
    contract: str = ""
    notes: str = ""


# --- the catalogue: knowledge files as values ---------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One written line of the manager. ``slots`` are the ``{names}`` in ``text`` that must be known."""

    id: str
    text: str
    slots: frozenset[str] = frozenset()
    temperaments: frozenset[str] = frozenset()  # empty: any temperament may say it


@dataclass(frozen=True)
class ConcernType:
    """A worry that a manager can have (``knowledge/concerns/<id>.toml``)."""

    id: str
    title: str
    worry: str
    next_step: str
    guidance_ids: tuple[str, ...]
    answered_by: tuple[str, ...]
    cues: tuple[str, ...]
    conditions: tuple[str, ...]
    lines: Mapping[str, tuple[Line, ...]]


@dataclass(frozen=True)
class Temperament:
    """A way of being a manager (``knowledge/temperaments/<id>.toml``).

    ``concerns``: how many worries at realistic difficulty. ``patience``: empty turns borne before the talk ends.
    ``yields``: the best outcome this manager can promise. ``favours``: concern ids, the first ones first.
    """

    id: str
    title: str
    description: str
    concerns: int
    patience: int
    yields: Outcome
    favours: tuple[str, ...]
    cares_about: tuple[str, ...]
    tell_own_boss: Mapping[str, tuple[str, ...]]
    lines: Mapping[str, tuple[Line, ...]]


@dataclass(frozen=True)
class RubricElement:
    """One of the twelve elements (``knowledge/rubric/<id>.toml``)."""

    id: str
    title: str
    meaning: str
    why: str
    advice: tuple[str, ...]
    weak: str
    strong: str
    blank: str
    guidance_ids: tuple[str, ...]
    weight: float


@dataclass(frozen=True)
class Source:
    """One of the source documents the guidance rests on."""

    id: str
    title: str
    publisher: str
    note: str = ""


@dataclass(frozen=True)
class Guidance:
    """One piece of advice (``knowledge/guidance/<slug>.md``), in our own words.

    ``when``: alternatives; each is a set of scenario traits that must all hold for the piece to be called for.
    ``warning``: to be seen before going ahead. ``weight``: order among the advice that a scenario calls for.
    """

    ids: tuple[str, ...]
    title: str
    source: str
    body: str
    situations: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    not_when: str = ""
    differs: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    short: str = ""
    warning: bool = False
    when: tuple[frozenset[str], ...] = ()
    weight: float = 0.0


# --- listening, scoring ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Prompted:
    """What a reply answers: the ask on the table, the concern and the manager's words."""

    ask: str
    concern: str
    manager: str


@dataclass(frozen=True)
class Reading:
    """What a listener makes of one user turn (rubric: level 0 to 2 and thirteen moves).

    ``quotes`` maps a move that is present to the words it rests on, word for word in the text.
    ``elements`` are the elements of an ask that the turn stated; ``acts`` the acts of the talk it served;
    ``repeats`` whether it says again what was said before.
    """

    level: int
    moves: Mapping[str, bool]
    quotes: Mapping[str, str]
    engine: str
    elements: frozenset[str] = frozenset()
    acts: frozenset[Act] = frozenset()
    repeats: bool = False

    def has(self, move: str) -> bool:
        """Whether ``move`` is present."""
        return bool(self.moves.get(move))


@dataclass(frozen=True)
class Finding:
    """One element of an assessment; ``quote`` stands word for word in the text, None where absent."""

    present: bool
    quote: str | None = None


@dataclass(frozen=True)
class Assessment:
    """Two scores from 0 to 10 (rubric) and the twelve elements they rest on."""

    specificity: float
    business_framing: float
    elements: Mapping[str, Finding]
    engine: str


@dataclass(frozen=True)
class Advice:
    """One thing to do about a draft, with the guidance it rests on."""

    element: str
    text: str
    guidance_ids: tuple[str, ...]
    quote: str | None = None
    weak: str = ""
    strong: str = ""


@dataclass(frozen=True)
class Rewrite:
    """The user's draft made better with their own facts; ``blanks`` are the gaps left visible in ``text``."""

    text: str
    blanks: tuple[str, ...]


@dataclass(frozen=True)
class Review:
    """An assessment with what to do about it."""

    assessment: Assessment
    advice: tuple[Advice, ...]
    rewrite: Rewrite


# --- retrieval, checking ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Passage:
    """A piece of knowledge found for a question; ``score`` is a similarity from 0 to 1."""

    guidance_ids: tuple[str, ...]
    source: str
    title: str
    text: str
    score: float


@dataclass(frozen=True)
class SearchResult:
    """Passages for a question, best first; ``answerable`` is False when the knowledge does not cover it."""

    question: str
    answerable: bool
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Document:
    """A document of the user's that search looks through; ``id`` is derived from its content."""

    id: str
    title: str
    passages: int


@dataclass(frozen=True)
class Pointer:
    """A piece of guidance that a scenario calls for."""

    guidance_id: str
    text: str


@dataclass(frozen=True)
class Clearance:
    """What ``check`` answers: the verdict, what must be seen first, and what helps."""

    verdict: Verdict
    reasons: tuple[str, ...]
    warnings: tuple[Pointer, ...]
    advice: tuple[Pointer, ...]


# --- the engine ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Concern:
    """One worry in one rehearsal. ``partial``: how many replies dealt with it only in part."""

    id: str
    state: ConcernState = ConcernState.DORMANT
    raised_at: int | None = None
    changed_at: int | None = None
    empty: int = 0
    partial: int = 0


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
    offered: bool = False  # an idea of the manager's own
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


# --- a rehearsal, as stored -----------------------------------------------------------------------------------


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


# --- writing ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fact:
    """A number, name, date or claim in an artefact, and the scenario field it comes from (``evidence[0]``)."""

    text: str
    source: str


@dataclass(frozen=True)
class Withheld:
    """Something the user told us that was kept out of a text, and why."""

    text: str
    why: str


@dataclass(frozen=True)
class Artefact:
    """A text to take along. ``blanks`` stand visibly in ``markdown`` as ``[…]``."""

    kind: str
    markdown: str
    facts: tuple[Fact, ...]
    blanks: tuple[str, ...]
    withheld: tuple[Withheld, ...]
    warnings: tuple[str, ...]
    engine: str
