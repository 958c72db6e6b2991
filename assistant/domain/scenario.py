"""What the user tells us."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, time

from assistant.domain.excerpts import Excerpt

_ON_TOP = re.compile(
    r"\b(?:co-?)?(?:owner|founder|proprietor|ceo|managing director|chief executive|sole trader|landlady|landlord)\b",
    re.I,
)


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

    @property
    def decides_alone(self) -> bool:
        """Whether nobody is above this manager, by the role that the user gave: an owner, a founder, a managing director."""
        return bool(_ON_TOP.search(self.role))


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
class Held:
    """What the real talk brought, in the user's words, for the same-day note; handed on from the ledger.

    ``steps``: who does what, and by which day (empty where none was named). ``review``: when both look at it again.
    """

    said: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()
    steps: tuple[tuple[str, str], ...] = ()
    review: str = ""


@dataclass(frozen=True)
class Scenario:
    """Everything that the user told us; the only source of facts for every text we make.

    ``excerpts``: what their documents say that bears on the ask, looked up once, when a rehearsal opens or a text is written.
    """

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
    held: Held | None = None
    excerpts: tuple[Excerpt, ...] = ()
