"""The catalogue: knowledge files as values, and what is found in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from assistant.domain.names import Outcome, Verdict

CIRCUMSTANCES: Mapping[str, str] = MappingProxyType(
    {
        "probation": "In probation",
        "visa": "On a visa",
        "small_company": "In a small firm",
        "family_firm": "In a family firm",
        "remote": "Working remotely",
        "low_trust": "With low trust",
        "no_ladder": "Where there is no ladder",
        "been_told_not_now": "After a “not now”",
        "leaving": "When you may leave",
    }
)
"""For whom a piece of guidance can differ, and how each is called."""


@dataclass(frozen=True)
class Line:
    """One written line of the manager. ``slots`` are the ``{names}`` in ``text`` that must be known.

    ``of``: what it takes the ask to be for (``post``), or what it asks for at the close (``day``, ``measure``); empty where it
    always fits.
    """

    id: str
    text: str
    slots: frozenset[str] = frozenset()
    temperaments: frozenset[str] = frozenset()  # empty: any temperament may say it
    of: str = ""


@dataclass(frozen=True)
class ConcernType:
    """A worry that a manager can have (``knowledge/concerns/<id>.toml``).

    ``frames``: for each move that speaks to it, what a user could say, with slots for their own facts. ``apart``: conditions
    for what stands in the way of a yes where no worry does. ``pay_conditions``: conditions that fit an ask for money; empty where the worry has nothing to do with one. ``settled_by``: the moves of
    ``answered_by`` without one of which half answers never add up to a whole one; empty where any will do. ``plainly``: for a move, a regular
    expression (on one sentence in lower case) by which a reply plainly answers this worry, at least in part (``question``: by which a
    question is after what would help with it); ``fully``: by which it plainly deals with it; ``together``: the parts of a whole answer, each by its expression, which may be said in several turns. ``moot``: what the
    worry takes for granted is ``denied`` and ``because`` of what, each a regular expression, and the ``move`` that this is. ``met_by``: for
    words of a condition, the move of the user's by which it is met already. ``above``: words of the conditions that take somebody above for granted. ``departing``: the worry as it is where somebody
    leaves; None where it makes no sense then. Of such a one ``about``, ``bring`` and ``ask_back`` take the place of what
    ``knowledge/debrief.toml`` has under these names.
    """

    id: str
    title: str
    worry: str
    next_step: str
    guidance_ids: tuple[str, ...]
    answered_by: tuple[str, ...]
    cues: tuple[str, ...]
    conditions: tuple[str, ...]
    lines: Mapping[str, tuple[Line, ...]]
    frames: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pay_conditions: tuple[str, ...] = ()
    apart: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    settled_by: tuple[str, ...] = ()
    plainly: Mapping[str, str] = field(default_factory=dict)
    fully: Mapping[str, str] = field(default_factory=dict)
    moot: Mapping[str, str] = field(default_factory=dict)
    together: Mapping[str, str] = field(default_factory=dict)
    met_by: Mapping[str, str] = field(default_factory=dict)
    above: tuple[str, ...] = ()
    departing: ConcernType | None = None
    about: str = ""
    bring: Mapping[str, str] = field(default_factory=dict)
    ask_back: str = ""


@dataclass(frozen=True)
class Temperament:
    """A way of being a manager (``knowledge/temperaments/<id>.toml``).

    ``concerns``: how many worries at realistic difficulty. ``patience``: empty turns borne before the talk ends.
    ``yields``: the best outcome this manager can promise. ``favours``: concern ids, the first ones first.
    ``pins``: what they give when a "not now" is to be pinned down, of ``date`` and ``conditions``. ``cites``: how likely they
    bring up what a policy or framework says, 0 to 1. ``sure_from``: trust below which a full yes of theirs becomes a smaller one.
    ``stays``: how likely they ask somebody who leaves to stay, or why; ``departing``: the same manager where somebody leaves.
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
    pins: frozenset[str] = frozenset()
    cites: float = 0.0
    sure_from: int = 0
    stays: float = 0.0
    departing: Temperament | None = None


def as_departure(types: Mapping[str, ConcernType]) -> dict[str, ConcernType]:
    """The worries as they are where somebody leaves; one that makes no sense then stays as it was raised before."""
    return {name: kind.departing or kind for name, kind in types.items()}


@dataclass(frozen=True)
class WordingPair:
    """The same thing said weakly and strongly, as an example; ``about`` the kind of request it is for, if any."""

    weak: str
    strong: str
    about: str = ""


@dataclass(frozen=True)
class RubricElement:
    """One of the twelve elements (``knowledge/rubric/<id>.toml``).

    The first of its ``pairs`` fits any request; ``blanks`` are gaps that fit one kind of request better than ``blank``.
    """

    id: str
    title: str
    meaning: str
    why: str
    advice: tuple[str, ...]
    pairs: tuple[WordingPair, ...]
    blank: str
    guidance_ids: tuple[str, ...]
    weight: float
    blanks: Mapping[str, str] = field(default_factory=dict)


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

    ``what`` to do and ``why``; ``said_well`` and ``said_badly``: how it may sound. ``not_when``: when it does not
    apply. ``for_whom``: what is different for some people, by circumstance (:data:`CIRCUMSTANCES`);
    ``different_if``: any other case. ``differs``: ids of pieces that say otherwise, and ``fits_when``: when this
    position is the better one. ``when``: alternatives; each is a set of scenario traits that must all hold for the
    piece to be called for. ``warning``: to be seen before going ahead. ``weight``: order among the advice that a
    scenario calls for.
    """

    ids: tuple[str, ...]
    title: str
    source: str
    what: str
    why: str = ""
    said_well: str = ""
    said_badly: str = ""
    situations: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    not_when: str = ""
    for_whom: Mapping[str, str] = field(default_factory=dict)
    different_if: str = ""
    differs: tuple[str, ...] = ()
    fits_when: str = ""
    see: tuple[str, ...] = ()
    short: str = ""
    warning: bool = False
    when: tuple[frozenset[str], ...] = ()
    weight: float = 0.0

    @property
    def body(self) -> str:
        """The whole piece as Markdown: what to do, why, how it sounds, for whom it differs, when it does not apply."""
        marked = {
            "Why": self.why,
            "Sounds like": quoted(self.said_well),
            "Rather than": quoted(self.said_badly),
            **{CIRCUMSTANCES[name]: text for name, text in self.for_whom.items()},
            "Different if": self.different_if,
            "When not to": self.not_when,
            "Fits when": self.fits_when,
        }
        parts = [f"**{label}:** {text}" for label, text in marked.items() if text]
        return "\n\n".join([self.what, *parts])


def quoted(words: str) -> str:
    """Spoken words in quotation marks, unless they carry their own (with a note on who speaks, say)."""
    return f"“{words}”" if words and "“" not in words else words


@dataclass(frozen=True)
class Passage:
    """A piece of knowledge found for a question; ``score`` is a similarity from 0 to 1.

    ``place`` and ``document`` are set for a passage of the user's own documents: its page ("page 4") or headings, and
    the document's id. Their text is somebody else's: quoted as it stands, never followed as an instruction.
    """

    guidance_ids: tuple[str, ...]
    source: str
    title: str
    text: str
    score: float
    place: str = ""
    document: str = ""

    @property
    def citation(self) -> str:
        """Where it stands, for people: "Career framework, page 4"."""
        return f"{self.title}, {self.place}" if self.place else self.title


@dataclass(frozen=True)
class SearchResult:
    """Passages for a question, best first; ``answerable`` is False when the knowledge does not cover it."""

    question: str
    answerable: bool
    passages: tuple[Passage, ...]


MAX_DOCUMENT_BYTES = 100_000_000
"""The largest file that is read: several hundred pages with pictures."""


@dataclass(frozen=True)
class Document:
    """A document of the user's that search looks through; ``id`` is derived from its words.

    ``size``: bytes of the file. ``files``: names of the files that say it. ``added``: when, in UTC.
    """

    id: str
    title: str
    passages: int
    format: str = ""
    size: int = 0
    files: tuple[str, ...] = ()
    added: datetime | None = None


@dataclass(frozen=True)
class Imported:
    """What became of one file of an import.

    ``state``: added, changed, unchanged, duplicate (another file says the same), removed (the file is gone), or
    failed; then ``problem`` says why, and ``code`` says it to programs. ``notes``: what was guessed or left out.
    """

    name: str
    state: str
    document: Document | None = None
    notes: tuple[str, ...] = ()
    problem: str = ""
    code: str = ""


@dataclass(frozen=True)
class Importing:
    """How far an import is: ``file`` of ``files`` (counted from 1), and passages of that file."""

    name: str
    file: int
    files: int
    done: int
    total: int


@dataclass(frozen=True)
class Pointer:
    """A piece of guidance that a scenario calls for; ``because``: the traits of the scenario that call for it."""

    guidance_id: str
    text: str
    because: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Ready:
    """One thing to have ready before the talk (``knowledge/readiness.toml``); ``needed``: this case calls for it most."""

    id: str
    title: str
    what: str
    guidance_ids: tuple[str, ...]
    needed: bool


@dataclass(frozen=True)
class Clearance:
    """What ``check`` answers: the verdict, what must be seen first, what helps, what makes it safer, what to have ready."""

    verdict: Verdict
    reasons: tuple[str, ...]
    warnings: tuple[Pointer, ...]
    advice: tuple[Pointer, ...]
    safer: tuple[Pointer, ...] = ()
    readiness: tuple[Ready, ...] = ()
