"""Every seam of Onward, as one-method protocols. Stages and adapters implement them; only wiring chooses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from assistant.domain import (
    PLAIN,
    Artefact,
    Assessment,
    Clearance,
    Decision,
    Document,
    Guidance,
    Imported,
    Importing,
    Ledger,
    Passage,
    Prompted,
    Reading,
    Review,
    SafetyStop,
    Scenario,
    SearchResult,
    SessionSummary,
    StoredSession,
    Style,
    Turn,
    Usage,
    Utterance,
)

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Called with (done, total) while something long is under way."""
ImportProgress = Callable[[Importing], None]
"""Called while files are read and encoded."""


class Encoder(Protocol):
    """Texts to sentence vectors."""

    @property
    def id(self) -> str:
        """Names model and version; vectors of different ids are never mixed."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """An array (len(texts), dimensions), rows of length 1."""


class Evidence(Protocol):
    """A trained network that reads drafts and replies; each answer says how likely each label is (0 to 1)."""

    def asks(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """Of each draft ask: two scores as tenths, and the elements."""

    def replies(self, items: Sequence[tuple[Prompted, str]]) -> list[dict[str, float]]:
        """Of each reply: ``partly`` and ``dealt_with``, and the moves."""


class Listener(Protocol):
    """Natural language understanding: one user turn to a reading."""

    def read(self, items: Sequence[tuple[Prompted, str]]) -> list[Reading]:
        """A reading for each (what was asked, the reply), in order."""


class SafetyListener(Protocol):
    """Notices that somebody may be in danger."""

    def notice(self, text: str) -> SafetyStop | None:
        """Why to pause the role-play, or None."""


class Scorer(Protocol):
    """A draft ask to an assessment."""

    def score(self, texts: Sequence[str], *, quoted: bool = True) -> list[Assessment]:
        """An assessment for each text, in order; ``quoted``: whether the words that findings rest on are needed."""


class Adviser(Protocol):
    """An assessment to advice and a rewrite."""

    def advise(self, text: str, assessment: Assessment) -> Review:
        """At most three pieces of advice, the most valuable first, and a rewrite of the user's own facts."""


class Voice(Protocol):
    """Natural language generation: the engine's decision in the manager's words."""

    def speak(
        self,
        scenario: Scenario,
        turns: Sequence[Turn],
        said: str | None,
        decision: Decision,
        seed: int,
        aloud: Callable[[str], None] | None = None,
    ) -> Utterance:
        """The manager's next utterance; ``turns`` are the earlier ones, ``said`` the user's newest words.

        :param aloud: told whole sentences as they come; what is returned counts.
        """


class Guard(Protocol):
    """Has the last word on every utterance, whoever made it."""

    def check(
        self,
        scenario: Scenario,
        turns: Sequence[Turn],
        said: str | None,
        decision: Decision,
        utterance: Utterance,
    ) -> Utterance:
        """The same utterance, or a mended one with ``notes`` that say what was wrong."""

    def sieve(
        self,
        scenario: Scenario,
        turns: Sequence[Turn],
        said: str | None,
        decision: Decision,
        aloud: Callable[[str], None],
    ) -> Callable[[str], None]:
        """A ``Voice``'s ``aloud`` that passes on only what may be said."""


class Retriever(Protocol):
    """Questions to passages."""

    def search(self, questions: Sequence[str], k: int) -> list[SearchResult]:
        """At most ``k`` passages for each question, best first."""

    def near(self, texts: Sequence[str], k: int) -> list[Passage]:
        """At most ``k`` passages of the user's own documents that are near to any of the texts, best first."""

    @property
    def has_documents(self) -> bool:
        """Whether the user has any documents; cheap, and without opening an index."""

    def add(self, paths: Sequence[Path], told: ImportProgress | None = None) -> list[Imported]:
        """Adds files and folders of the user's, all or none; added again, they are brought up to date."""

    def add_text(
        self, name: str, data: bytes, told: ImportProgress | None = None, *, replaces: bool = False
    ) -> list[Imported]:
        """Adds the content of a file that lies nowhere (standard input, an upload).

        :param replaces: whether it takes the place of what was added under this name in the same way.
        """

    def documents(self) -> list[Document]:
        """The documents that were added, by title."""

    def remove(self, document: str) -> list[Document]:
        """Removes a document by its id, or those of a file or folder; ``NotFound`` if there is none."""

    def clear(self) -> int:
        """Removes all documents and whatever was derived from them; how many went."""


class Checker(Protocol):
    """Is it safe and wise to go ahead?"""

    def check(self, scenario: Scenario) -> Clearance:
        """The verdict, warnings and advice for this scenario."""

    def concerns(self, scenario: Scenario) -> list[str]:
        """Concern ids that the scenario's constraints or ask bring up, by name."""


class Writer(Protocol):
    """A scenario to a text to take along."""

    def write(self, kind: str, scenario: Scenario, style: Style = PLAIN) -> Artefact:
        """The artefact of that kind (``domain.ARTEFACT_KINDS``) in that tone and length."""


class Exporter(Protocol):
    """An artefact to a file of one format."""

    def export(self, artefact: Artefact, scenario: Scenario) -> bytes:
        """The file's content."""


class Reminders(Protocol):
    """Commitments to a calendar file that reminds of them."""

    def export(self, ledger: Ledger, days: int) -> bytes:
        """The file's content; an alarm ``days`` before each due day and one on it."""


class ChatModel(Protocol):
    """A language model that completes a conversation."""

    @property
    def id(self) -> str:
        """The model's name as the user configured it."""

    def stream(
        self,
        messages: Sequence[Mapping[str, str]],
        *,
        max_tokens: int,
        schema: Mapping[str, Any] | None = None,
        told: Callable[[Usage], None] | None = None,
    ) -> Iterator[str]:
        """Pieces of the answer as they come; raises ``EngineError``.

        :param schema: a JSON Schema for the answer; a server that cannot keep to it is asked in words, so validate.
        :param told: called once at the end with what the answer took, also when it broke off.
        """


class Store(Protocol):
    """Keeps sessions as append-only events; what it acknowledged survives ``kill -9``."""

    def create(self, kind: str, title: str, header: Mapping[str, Any]) -> str:
        """Starts a session (``rehearsal``) or keeps a result (``score``, ``draft``); its id."""

    def append(
        self,
        session: str,
        kind: str,
        payload: Mapping[str, Any],
        *,
        turns: int = 0,
        outcome: str | None = None,
    ) -> None:
        """Appends one event, before anything is shown; ``turns`` and ``outcome`` are for the list."""

    def load(self, session: str) -> StoredSession:
        """The session with its events in order; ``NotFound`` if there is none."""

    def list(self) -> list[SessionSummary]:
        """All sessions and kept results, newest first."""

    def delete(self, session: str | None) -> int:
        """Deletes one for good, or all when None; how many went."""


class Clock(Protocol):
    """The time, injected."""

    def now(self) -> datetime:
        """An aware datetime in UTC."""


GuidanceIndex = Mapping[str, Guidance]
