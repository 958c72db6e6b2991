"""How sessions are kept: the rows of a list, and journals of events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class SessionSummary:
    """A row of ``onward sessions list``."""

    session: str
    kind: str  # rehearsal, drill, score, draft
    title: str
    created: datetime
    updated: datetime
    turns: int
    outcome: str | None


@dataclass(frozen=True)
class Event:
    """One entry of a session's journal; ``payload`` holds JSON values."""

    kind: str
    payload: Mapping[str, Any]


@dataclass(frozen=True)
class StoredSession:
    """A session as the store keeps it: the header it began with, and everything that happened since."""

    session: str
    kind: str
    title: str
    created: datetime
    header: Mapping[str, Any]
    events: tuple[Event, ...]
