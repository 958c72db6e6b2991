"""A rehearsal: the engine's state and decisions, what was said, and how it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assistant.domain.artefact import Fact
from assistant.domain.judgement import Reading
from assistant.domain.names import Act, ConcernState, Move, Outcome
from assistant.domain.scenario import Scenario
from assistant.domain.usage import Usage


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
    clashed: bool = False  # whether they have asked about two figures that do not fit; they do so once
    sourced: bool = False  # whether they have asked where a figure comes from; they do so once
    held: Reading | None = None  # what they have not weighed yet, until the figures in it are explained
    slights: int = 0  # turns with a complaint, a threat or a jab in them
    ultimatums: int = 0
    relented: int = 0  # threats that were taken back
    withdrawals: int = 0
    aside: str = ""  # "asked" where they have just asked who does it if somebody says no, "answered" where that was told
    let_go: bool = False  # whether the manager has just offered to leave it, so that a "yes" ends the talk
    closing: int = 0  # turns spent being asked for next steps
    closed_with: frozenset[str] = frozenset()  # of actions, date, measure
    given: frozenset[str] = frozenset()  # moves that the user has plainly made so far, whatever they answered
    early: frozenset[str] = (
        frozenset()
    )  # what spoke to a worry that was not on the table (``fairness/within_rules``)
    told: frozenset[str] = (
        frozenset()
    )  # worries that were plainly dealt with, whether or not they had come up
    answered: frozenset[str] = frozenset()  # those of them in full answers, to whichever worry
    parting: int = 0  # turns since a "not now" was said, in which it may be pinned down
    evaded: int = 0  # times that the manager would not be pinned down
    granted: Outcome | None = None  # the yes; one more turn is the user's, and more while they ask something
    sealed: int = 0  # turns after the yes in which the user asked something, so that the talk went on
    pinned: frozenset[str] = frozenset()  # of date, conditions: what they gave when asked for it
    conditions: tuple[str, ...] = ()  # of the "not now"
    pay: bool = False  # whether the ask is for money, of which there is no trial
    whole: bool = False  # whether the ask cannot be tried out (to be put forward for a post)
    alone: bool = False  # whether nobody is above the manager
    farewell: tuple[str, ...] = ()  # the worries that the scenario brings up where the user leaves
    planned: bool = False  # whether the user came to say that they leave
    departure: bool = False  # whether they have said so: they need no leave to go, and nobody asks for what only a stay could give
    urged: bool = False  # whether the manager has just asked them to stay, or why; they do so once
    money: bool = False  # whether the ask is for money beside the change
    money_named: bool = False  # whether the user has named a sum in the talk
    excerpts: tuple[str, ...] = ()  # of each of the scenario's the worry it is brought up with, or ""
    cited: tuple[int, ...] = ()  # those that the manager has brought up
    outcome: Outcome | None = None

    @property
    def stands(self) -> Outcome:
        """How it ends if nobody says another word: a "not now" that could still be pinned down is one, a yes is a yes."""
        return self.outcome or self.granted or (Outcome.NOT_NOW if self.parting else Outcome.LEFT_OPEN)

    @property
    def threat(self) -> bool:
        """Whether a threat stands that was not taken back."""
        return self.ultimatums > self.relented

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
    ``repeat``, ``question``, ``empty``, ``strong``, ``softened``, ``aside``, ``postponed``); it is voiced first, then ``reaction``, then ``move``.
    ``answer`` names what they asked (``Reading.asks``), which the manager answers before anything else; in a move
    ``pin_down`` what they get: ``date``, ``which`` (the manager asks for a day), ``conditions`` or ``refuse``; in an ``agree`` or
    ``agree_trial`` it is ``seal`` where they ask how it goes on, and ``rest`` where only a part is left open, which ``rest`` names (``money``,
    or a worry; ``paid`` where the money is granted); the outcome is theirs then, and the talk's a turn later. Asked whether it is
    a certain worry (``about``), they answer by their state: ``is_so``, ``was_so`` or ``is_not``. ``given``: the moves by which the
    user has spoken to the worry that is pressed on or raised, so that nobody denies them; ``made``: those of this turn (and ``figure``), so that a
    worry is let go for a reason that was given. ``cites``: which excerpt. ``departure``: whether the talk is about the user's
    leaving, for which there are words of its own; ``cool``: whether the user was rude, now or so that it is not forgotten. ``clash``: two figures of
    the user's that they ask about, or one that is new to them. ``why``: what a no or "not now" is for, a worry or ``threat``, ``rude``, ``trust``, ``ask``, ``own``.
    ``waits``: whether the talk stays open after the yes, since something was asked.
    """

    move: Move
    concern: str | None
    reason: str
    act: Act
    remark: str | None = None
    reaction: Reaction | None = None
    outcome: Outcome | None = None
    conditions: tuple[str, ...] = ()
    answer: str | None = None
    about: str = ""
    given: frozenset[str] = frozenset()
    made: frozenset[str] = frozenset()
    cites: int | None = None
    departure: bool = False
    rest: str = ""
    cool: bool = False
    clash: tuple[str, ...] = ()
    why: str = ""
    waits: bool = False


@dataclass(frozen=True)
class Utterance:
    """What the manager says. ``lines``: ids of the written lines used; ``notes``: what the guard mended; ``usage``: what a model took."""

    text: str
    lines: tuple[str, ...] = ()
    engine: str = "embedded"
    notes: tuple[str, ...] = ()
    usage: tuple[Usage, ...] = ()


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

    ``quote`` stands word for word in the turn, in whole sentences; where it ends in a comma or the like, its sentence goes on.
    ``asked``: the manager's words that the turn answers, where a worry was on the table (``concern``). ``better``: another
    wording made of the user's own facts; ``used`` names where they come from (``evidence[0]``).
    """

    turn: int
    quote: str
    why: str
    better: str = ""
    asked: str = ""
    concern: str = ""
    used: tuple[Fact, ...] = ()


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

    @property
    def tried(self) -> tuple[str, ...] | None:
        """What the user has said to the worry on the table since it came up; None where none is."""
        if self.state.current is None:
            return None
        raised = self.state.concern(self.state.current).raised_at or 0
        return tuple(turn.said for turn in self.turns if turn.said and turn.number > raised)


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
        state = self.turns[-1].state
        return state.stands if self.ended else state.outcome


@dataclass(frozen=True)
class Progress:
    """One earlier rehearsal as a point on the way; shares are from 0 to 1, ``level`` is a mean from 0 to 2.

    ``settled`` is the share of the worries that came up, ``own_words`` the user's share of the words spoken; None where
    there is nothing to take a share of. ``whom`` is the manager's name: rehearsals of another talk are not compared with these.
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
    whom: str = ""


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
