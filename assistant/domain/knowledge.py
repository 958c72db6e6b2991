"""The catalogue: knowledge files as values, and what is found in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.domain.names import Outcome, Verdict


@dataclass(frozen=True)
class Line:
    """One written line of the manager. ``slots`` are the ``{names}`` in ``text`` that must be known."""

    id: str
    text: str
    slots: frozenset[str] = frozenset()
    temperaments: frozenset[str] = frozenset()  # empty: any temperament may say it


@dataclass(frozen=True)
class ConcernType:
    """A worry that a manager can have (``knowledge/concerns/<id>.toml``).

    ``frames``: for each move that speaks to it, what a user could say, with slots for their own facts.
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
