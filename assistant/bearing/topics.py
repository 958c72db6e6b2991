"""What an ask is about, as topics: what to look for in the documents because of it, and how to know it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant import catalog
from assistant.checking.traits import kinds
from assistant.errors import CatalogError


@dataclass(frozen=True)
class Topic:
    """A subject that policies and frameworks deal with (a ``[[topic]]`` of ``knowledge/documents.toml``).

    ``query``: what to search for. ``concern``: the worry under which a manager may bring it up, or empty.
    ``criteria``: whether it is about what somebody must show. ``exit``: whether it is about leaving. ``always``: whether it
    counts beside leaving.
    """

    id: str
    query: str
    concern: str
    criteria: bool
    exit: bool
    kinds: frozenset[str]
    asked: re.Pattern[str]
    told: re.Pattern[str]
    always: bool = False

    def first_named(self, ask: str) -> int:
        """Where the ask first speaks of it, in characters; what is asked for first is the ask, the rest comes with it."""
        plain = lowered(ask)
        found = self.asked.search(plain)
        return found.start() if found else len(plain)

    def within(self, passage: str) -> int:
        """How many different words for it stand in a passage; none: the passage is about something else."""
        return len(set(self.told.findall(lowered(passage))))


def topics(ask: str) -> tuple[Topic, ...]:
    """The topics that an ask touches, in the order of the file; none for one that is about nothing in particular.

    Whoever speaks of leaving is not told how to apply for what they leave for.
    """
    found, plain = kinds(ask), lowered(ask)
    touched = [topic for topic in _all() if topic.kinds & found or topic.asked.search(plain)]
    leaving = any(topic.exit for topic in touched)
    return tuple(topic for topic in touched if not leaving or topic.exit or topic.always)


def anything() -> Topic:
    """What a passage is about that is very near to the ask itself, whatever its subject."""
    return Topic(
        "ask", "", "policy", False, False, frozenset(), patterns("worth", "rule"), patterns("worth", "rule")
    )


def orders() -> str:
    """What to search for so that documents which speak to a machine are known before they are quoted."""
    return str(catalog.table("documents")["never"]["query"])


def lowered(text: str) -> str:
    """``text`` as patterns are matched: lower case, on one line, with straight apostrophes."""
    return " ".join(text.lower().replace("’", "'").split())


@cache
def patterns(section: str, name: str) -> re.Pattern[str]:
    """One of the lists of patterns of ``knowledge/documents.toml`` (``private.title``) as one pattern."""
    return _any_of(catalog.table("documents")[section][name])


@cache
def _all() -> tuple[Topic, ...]:
    return tuple(_topic(row) for row in catalog.table("documents")["topic"])


def _topic(row: Mapping[str, Any]) -> Topic:
    try:
        return Topic(
            id=row["id"],
            query=row["query"],
            concern=row["concern"],
            criteria=bool(row.get("criteria")),
            exit=bool(row.get("exit")),
            kinds=frozenset(row["kinds"]),
            asked=_any_of(row["ask"]),
            told=_any_of(row["passage"]),
            always=bool(row.get("always")),
        )
    except KeyError as error:
        raise CatalogError(
            f"documents.toml: {row.get('id', 'a topic')}: the key {error} is missing."
        ) from error


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    try:
        return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")
    except re.error as error:
        raise CatalogError(f"documents.toml: {error} in {error.pattern!r}.") from error
