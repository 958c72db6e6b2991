"""What became of the talk: what was said and agreed, and what has happened to it since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.domain.scenario import Scenario

READINESS = ("evidence", "directions", "process", "contract", "confidants", "horizons")
"""What to have ready before the talk, in the order of the list."""

THRESHOLDS = ("skill", "exposure", "work")
"""What a "not now" plan asks for (guidance ``not-now-thresholds``)."""

SIGNS = ("time", "opportunities", "sponsors")
"""The outcomes that count, rather than titles (guidance ``outcomes-not-titles``)."""


class CommitmentState(StrEnum):
    """Where one commitment stands."""

    OPEN = "open"
    KEPT = "kept"
    SLIPPED = "slipped"
    MOVED = "moved"
    DROPPED = "dropped"


class Likeness(StrEnum):
    """How like the rehearsal the real talk was."""

    MUCH = "much"
    PARTLY = "partly"
    HARDLY = "hardly"


@dataclass(frozen=True)
class Said:
    """Words of the real talk as the user remembers them; ``by`` is a name, empty when not given."""

    text: str
    by: str = ""


@dataclass(frozen=True)
class DueMove:
    """A due date that was changed: ``old`` stays readable beside ``new``."""

    old: date | None
    new: date
    on: date
    why: str = ""


@dataclass(frozen=True)
class Commitment:
    """What somebody will do. ``due`` is the date that holds now, None where none was named.

    ``id``: ``c1``, ``c2``, … in the order of the ledger. ``made``: the day it was agreed. ``marked``: the day of the last
    mark, move or drop. ``cycle``: the round it belongs to, from 1.
    """

    id: str
    owner: str
    what: str
    due: date | None
    made: date
    cycle: int
    state: CommitmentState = CommitmentState.OPEN
    moves: tuple[DueMove, ...] = ()
    marked: date | None = None
    why: str = ""

    @property
    def waiting(self) -> bool:
        """Whether it is still to be done."""
        return self.state in (CommitmentState.OPEN, CommitmentState.MOVED)


@dataclass(frozen=True)
class Threshold:
    """One thing that must be true before the question is opened again; ``kind`` is one of ``THRESHOLDS``."""

    kind: str
    what: str
    due: date | None = None


@dataclass(frozen=True)
class Plan:
    """One version of the "not now" plan, as it was agreed ``on`` that day; ``review``: when both look at it."""

    on: date
    thresholds: tuple[Threshold, ...]
    review: date | None
    cycle: int


@dataclass(frozen=True)
class Shift:
    """A difference between two versions of the plan; ``then`` is None for what is new, ``now`` for what is no longer asked."""

    then: Threshold | None
    now: Threshold | None
    then_on: date
    now_on: date


@dataclass(frozen=True)
class Talk:
    """One appointment for the real talk. ``happened`` is False for one that was put off or cancelled (``why``).

    ``worries``: concern ids that came up. ``helped``: what did, in the user's words.
    """

    on: date
    happened: bool
    cycle: int
    why: str = ""
    said: tuple[Said, ...] = ()
    decided: tuple[Said, ...] = ()
    like: Likeness | None = None
    worries: tuple[str, ...] = ()
    helped: str = ""


@dataclass(frozen=True)
class Closing:
    """The end of a cycle: whether you met again over what was agreed, and which ``SIGNS`` have shifted since."""

    on: date
    met: bool
    changed: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Signs:
    """The outcomes on one day; what was not told is None or empty.

    ``time``: per cent of the working time on what the user wants to do (0 to 100). ``opportunities``: how many came to
    them unasked since the entry before. ``sponsors``: people who speak up for them.
    """

    on: date
    time: int | None = None
    opportunities: int | None = None
    sponsors: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Ledger:
    """Everything that is kept about the time around and after the talk, folded from its events."""

    session: str
    scenario: Scenario
    ready: frozenset[str] = frozenset()
    talks: tuple[Talk, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    plans: tuple[Plan, ...] = ()
    closings: tuple[Closing, ...] = ()
    signs: tuple[Signs, ...] = ()

    @property
    def cycle(self) -> int:
        """The number of the round that is open, from 1."""
        return len(self.closings) + 1


@dataclass(frozen=True)
class Round:
    """How one closed cycle counts; ``missing`` says what it lacks to be one in good faith."""

    number: int
    closed: date
    missing: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def good_faith(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


@dataclass(frozen=True)
class Notice:
    """Something in the ledger that deserves a look: what, the words and dates it rests on, and the guidance about it.

    ``kind``: silence, slipping, goalposts, undated, cycles, soon.
    """

    kind: str
    text: str
    quotes: tuple[str, ...] = ()
    guidance_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Understood:
    """What a quick entry was understood as. ``unsure`` says what was not plain; nothing is kept before the user agrees."""

    owner: str
    what: str
    due: date | None
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """One mark on the timeline; ``lane`` is one of ``LANES``, ``count`` how many of the kind fell on that day."""

    on: date
    lane: str
    title: str
    detail: str = ""
    count: int = 1


LANES = ("prepare", "rehearse", "write", "talk", "agreed", "review")
"""The rows of the timeline, from top to bottom."""
