"""What a rehearsal showed."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.artefact import Fact
from assistant.domain.excerpts import ExcerptNote
from assistant.domain.judgement import Advice
from assistant.domain.names import Act, ConcernState, Outcome
from assistant.domain.talk import LineNote, SafetyStop


@dataclass(frozen=True)
class WorryNote:
    """One worry that came up: its state after each turn (``states[n]`` after turn n), and what brought it where it is.

    ``asked``: the manager's words that brought it up in turn ``raised``; empty and None where it was met before it was said.
    ``turn`` and ``quote``: the user's answer that settled or eased it, or the last that did not; None and empty where there was
    none. ``reaction``: what the manager said to it. ``answer``: what would answer it, empty where it is settled; ``used``: the
    facts of the user's in it.
    """

    concern: str
    state: ConcernState
    states: tuple[ConcernState, ...]
    turn: int | None
    quote: str
    why: str
    raised: int | None = None
    asked: str = ""
    reaction: str = ""
    answer: str = ""
    used: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class ActNote:
    """One of the five acts: the user's sentence that was it, or a fact of theirs that would have been (``better``).

    ``words``: the clause of a very long sentence that was it, to be shown in its place; empty where ``quote`` is short enough.
    """

    act: Act
    done: bool
    turn: int | None = None
    quote: str = ""
    better: str = ""
    words: str = ""


@dataclass(frozen=True)
class Spoken:
    """Words of the user's in a turn."""

    turn: int
    quote: str


@dataclass(frozen=True)
class HabitNote:
    """Something that the user did again and again (``habit``: its name in ``knowledge/habits.toml``), and better words once.

    ``turns``: all in which it happened, two at least; ``quotes``: some of them. ``used``: the user's facts in ``better``.
    """

    habit: str
    title: str
    why: str
    turns: tuple[int, ...]
    quotes: tuple[Spoken, ...]
    better: str = ""
    used: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Promise:
    """Something that was agreed: ``who`` does it ("You", "Your boss" or "Both of you"), and the words.

    ``quote`` stands word for word in the turn; ``by_boss`` says that the boss spoke them (with ``who`` "You": they gave the user
    that to do). ``when``: the date in it, or empty. With ``who`` "What you asked for" it is the ask itself, and ``answer`` what the
    boss said to it in turn ``answered``.
    """

    who: str
    quote: str
    turn: int
    when: str = ""
    by_boss: bool = False
    answer: str = ""
    answered: int | None = None


@dataclass(frozen=True)
class Debrief:
    """What a rehearsal showed.

    After a safety stop only ``stopped`` and ``summary`` say anything: nothing is judged then. ``because``: the outcome's
    reasons in plain words. ``revisit``: the conditions of a "not now" with their dates, or the blank for one.
    ``agreed``: what both can hold each other to, word for word; ``open_ends``: what is left loose.
    ``habits``: what the user did more than once; ``figures``: sentences with a figure that the user's evidence has otherwise. ``talking``: a remark on the share of words, empty when it was balanced. ``read``: guidance ids, best first. ``documents``: see there.
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
    agreed: tuple[Promise, ...] = ()
    open_ends: tuple[str, ...] = ()
    talking: str = ""
    talking_guidance: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    stopped: SafetyStop | None = None
    documents: tuple[ExcerptNote, ...] = ()
    habits: tuple[HabitNote, ...] = ()
    figures: tuple[LineNote, ...] = ()
