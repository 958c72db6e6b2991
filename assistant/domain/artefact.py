"""A text to take along."""

from __future__ import annotations

from dataclasses import dataclass


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
