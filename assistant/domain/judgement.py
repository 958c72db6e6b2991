"""What a listener and a scorer make of the user's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.domain.excerpts import Excerpt
from assistant.domain.names import Act
from assistant.domain.usage import Usage


@dataclass(frozen=True)
class Prompted:
    """What a reply answers: the ask on the table, the concern and the manager's words.

    ``known``: what both know of the case; ``tried``: what the user has said to this concern so far, None where all they said counts as that.
    ``planned``: whether the case is about leaving; ``departure``: whether the user has told the boss that they leave.
    """

    ask: str
    concern: str
    manager: str
    known: tuple[str, ...] = ()
    tried: tuple[str, ...] | None = None
    planned: bool = False
    departure: bool = False

    def before(self, earlier: Sequence[str]) -> Sequence[str]:
        """What a repetition would repeat: whoever is asked about something new may say again what answers it."""
        return earlier if self.tried is None else self.tried


@dataclass(frozen=True)
class Reading:
    """What a listener makes of one user turn (rubric: level 0 to 2 and thirteen moves).

    ``quotes`` maps a move that is present to the words it rests on, word for word in the text.
    ``elements`` are the elements of an ask that the turn stated, ``element_quotes`` the words that some of them rest on;
    ``acts`` the acts of the talk it served; ``repeats`` whether it says again what was said before; ``odd`` whether it
    makes no sense in the room; ``takes_back`` the user's earlier words that it takes back and the words that do it, else empty;
    ``tone`` flattery, pressure and threats (``over_head``, ``harm``, ``leaving``; ``knowledge/conduct.toml``) with the words they are in; ``asks_anew`` whether it asks for something else than before; ``asks`` what the user wants to be told (``knowledge/conduct.toml``), empty for
    nothing; ``about`` the worry that such a question names, by its id (``confirm``: "is it that?"; ``who``: who decides); ``hedged`` whether it asks for something with one
    hedge after the other; ``speaks`` to which other worries it plainly speaks, and by which move (``fairness/within_rules``), ``deals`` with which of
    them it plainly deals in full, by its id; ``doubted`` the
    words with a figure that is not the one both know, ``defeats`` those that sound like an answer and take themselves back,
    ``gap`` those by which cover leaves a part of the time to nobody,
    ``adds`` those that ask for one more thing than was spoken of, ``chose`` those that take one of two that the boss had asked about, ``clashes`` two figures of the user's
    for one thing, the earlier one first; ``figure`` one in a claim that is new to both, ``guesses`` whether it owns that one is a guess; ``withdrawn`` whether it plainly takes the ask back; ``unasked`` whether what it takes back is that somebody
    would do something (nobody asked them, or they said no); ``softened`` the
    words that make an offer softer (nobody was asked yet), ``postpones`` those that offer to put the ask off, ``supplied`` those that give what the
    boss had just asked for, ``relents`` those that take hard words back or own up to something, ``thanks`` whether it does no more than thank; ``closes`` what of a close (``actions``, ``date``, ``measure``) it
    sums up; ``money`` whether it names a sum of money, ``saved`` whether it would pay with what was saved before; ``departs`` the words
    that say the user leaves, ``wavers`` whether they would stay after all; ``notes`` why the reading differs from what the listener alone made of the words, or why a model that was to read
    them did not; ``usage`` what one took; ``here`` how far it deals with the worry at hand, 0 to 2, whatever it is worth as an answer (None: nobody looked).
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
    takes_back: tuple[str, ...] = ()
    tone: Mapping[str, str] = field(default_factory=dict)
    asks_anew: bool = False
    asks: str = ""
    about: str = ""
    hedged: bool = False
    speaks: frozenset[str] = frozenset()
    deals: frozenset[str] = frozenset()
    doubted: str = ""
    defeats: str = ""
    gap: str = ""
    adds: str = ""
    chose: str = ""
    clashes: tuple[str, ...] = ()
    figure: str = ""
    guesses: bool = False
    withdrawn: bool = False
    unasked: bool = False
    softened: str = ""
    supplied: str = ""
    postpones: str = ""
    relents: str = ""
    thanks: bool = False
    closes: frozenset[str] = frozenset()
    money: bool = False
    departs: str = ""
    wavers: bool = False
    saved: bool = False
    notes: tuple[str, ...] = ()
    usage: tuple[Usage, ...] = ()
    here: int | None = None

    def has(self, move: str) -> bool:
        """Whether ``move`` is present."""
        return bool(self.moves.get(move))

    @property
    def retracts(self) -> bool:
        """Whether it takes back what was claimed or promised."""
        return bool(self.takes_back)


@dataclass(frozen=True)
class Finding:
    """One element of an assessment; ``quote`` stands word for word in the text, None where absent."""

    present: bool
    quote: str | None = None


@dataclass(frozen=True)
class Assessment:
    """Two scores from 0 to 10 (rubric) and the twelve elements they rest on.

    ``notes`` say why a model that was to score it did not; ``usage`` what one took.
    """

    specificity: float
    business_framing: float
    elements: Mapping[str, Finding]
    engine: str
    notes: tuple[str, ...] = ()
    usage: tuple[Usage, ...] = ()


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
    """An assessment with what to do about it; ``engine`` worded the advice and the rewrite (``notes``: why not the model).

    ``excerpts``: what the user's documents say that bears on the ask, best first; often none.
    """

    assessment: Assessment
    advice: tuple[Advice, ...]
    rewrite: Rewrite
    engine: str = "embedded"
    notes: tuple[str, ...] = ()
    usage: tuple[Usage, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()
