"""What only a departure has: the words that announce it, what is asked of the boss then, and the worries as they are then."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from assistant.catalog import concerns, table
from assistant.domain import ConcernType, Prompted, Reading, as_departure
from assistant.listening.threats import threat
from assistant.text.leaving import leaves, wavers
from assistant.text.segment import sentences

ASKED = ("reference", "tell", "favour")
"""What somebody who leaves asks for, the most telling form first (``knowledge/conduct.toml``, ``leaving``)."""


def announced(prompted: Prompted, said: str) -> str:
    """The sentence that tells the boss that the user leaves; empty where none does, or where it is a threat."""
    return "" if threat(said) else leaves(said, planned=prompted.planned or prompted.departure)


def departing(prompted: Prompted, said: str) -> Prompted:
    """What the turn answers, as part of a departure from the turn on that announces it."""
    return replace(prompted, departure=prompted.departure or bool(announced(prompted, said)))


def parting(reading: Reading, prompted: Prompted, said: str) -> Reading:
    """The reading with what only a departure has."""
    if not prompted.departure:
        return reading
    asks = favour(said) or reading.asks
    return replace(reading, asks=asks, departs=announced(prompted, said), wavers=wavers(said))


def kinds(prompted: Prompted) -> Mapping[str, ConcernType]:
    """The worries by id, as they are in this talk."""
    return _departing() if prompted.departure else concerns()


def answered_by(prompted: Prompted) -> tuple[str, ...]:
    """The moves that speak to the worry on the table; none where none is."""
    kind = kinds(prompted).get(prompted.concern)
    return kind.answered_by if kind else ()


def favour(said: str) -> str:
    """What the turn asks of the boss (``ASKED``); empty for nothing that only a departure has."""
    parts = [part.text.lower().replace("\u2019", "'") for part in sentences(said)]
    return next((name for name in ASKED if any(map(_rules()[name].search, parts))), "")


@cache
def _departing() -> Mapping[str, ConcernType]:
    return as_departure(concerns())


@cache
def _rules() -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(rule) for name, rule in table("conduct")["leaving"].items()}
