"""What a listener and a scorer make of the user's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.domain.names import Act


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
    ``elements`` are the elements of an ask that the turn stated, ``element_quotes`` the words that some of them rest on;
    ``acts`` the acts of the talk it served; ``repeats`` whether it says again what was said before; ``odd`` whether it
    makes no sense in the room; ``retracts`` whether it takes back what was claimed or promised; ``asks_anew`` whether
    it asks for something else than before.
    """

    level: int
    moves: Mapping[str, bool]
    quotes: Mapping[str, str]
    engine: str
    elements: frozenset[str] = frozenset()
    acts: frozenset[Act] = frozenset()
    repeats: bool = False
    element_quotes: Mapping[str, str] = field(default_factory=dict)
    odd: bool = False
    retracts: bool = False
    asks_anew: bool = False

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
