"""A text to take along."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.usage import Usage


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
class Style:
    """How a text is worded: ``tone`` is one of ``TONES``, ``length`` one of ``LENGTHS``."""

    tone: str = "plain"
    length: str = "full"


PLAIN = Style()
"""The usual wording: plain, in full."""


@dataclass(frozen=True)
class Artefact:
    """A text to take along. ``blanks`` stand visibly in ``markdown`` as ``[…]``; ``notes`` say what the user should know of it."""

    kind: str
    markdown: str
    facts: tuple[Fact, ...]
    blanks: tuple[str, ...]
    withheld: tuple[Withheld, ...]
    warnings: tuple[str, ...]
    engine: str
    notes: tuple[str, ...] = ()
    usage: tuple[Usage, ...] = ()
    style: Style = PLAIN
