"""The composition root: settings to adapters to coach. Heavy imports happen here, when a part is first needed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from assistant import catalog
from assistant.coach import Coach
from assistant.domain import ConcernType, Temperament
from assistant.seams import (
    Adviser,
    Checker,
    Encoder,
    Evidence,
    Exporter,
    Guard,
    Listener,
    Progress,
    Retriever,
    SafetyListener,
    Scorer,
    Store,
    Voice,
    Writer,
)
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.listening.turn import TurnListener

# Libraries that phone home unless told not to; set before any of them is imported.
for _name in (
    "GRADIO_ANALYTICS_ENABLED",
    "ANONYMIZED_TELEMETRY",
    "LANGSMITH_TRACING",
    "LANGSMITH_TRACING_V2",
    "LANGCHAIN_TRACING",
    "LANGCHAIN_TRACING_V2",
):
    os.environ[_name] = "False" if _name in ("GRADIO_ANALYTICS_ENABLED", "ANONYMIZED_TELEMETRY") else "false"
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"


def build(settings: Settings | None = None, progress: Progress | None = None) -> Coach:
    """A coach for these settings (from the environment when None).

    :param progress: told about long work, such as building the index.
    """
    return Coach(Wiring(settings or Settings(), progress))


class Wiring:
    """Makes each part once, when it is first needed; implements :class:`assistant.coach.Parts`."""

    def __init__(self, settings: Settings, progress: Progress | None = None) -> None:
        self.settings, self._progress = settings, progress

    @property
    def engine_name(self) -> str:
        """The engine that results will name."""
        return self.settings.engine_name

    @cached_property
    def types(self) -> Mapping[str, ConcernType]:
        """The concern types."""
        return catalog.concerns()

    @cached_property
    def temperaments(self) -> Mapping[str, Temperament]:
        """The temperaments."""
        return catalog.temperaments()

    @cached_property
    def encoder(self) -> Encoder:
        """Sentence vectors."""
        from assistant.encoding.minilm import MiniLmEncoder

        return MiniLmEncoder()

    @cached_property
    def _evidence(self) -> Evidence:
        """The trained network behind scorer and listener."""
        from assistant.encoding.tuned import TunedEncoder

        return TunedEncoder()

    @cached_property
    def scorer(self) -> Scorer:
        """Scores drafts."""
        from assistant.scoring.embedded import EmbeddedScorer

        return EmbeddedScorer(self._evidence)

    @cached_property
    def adviser(self) -> Adviser:
        """Advice and rewrites."""
        from assistant.scoring.advice import EmbeddedAdviser

        return EmbeddedAdviser(scorer=self.scorer)

    @cached_property
    def listener(self) -> Listener:
        """Reads replies."""
        from assistant.listening.embedded import EmbeddedListener

        return EmbeddedListener(self._evidence)

    @cached_property
    def turn_listener(self) -> TurnListener:
        """Reads whole turns."""
        from assistant.listening.turn import TurnListener

        return TurnListener(self.listener, self.scorer)

    @cached_property
    def safety(self) -> SafetyListener:
        """Notices danger."""
        from assistant.listening.safety import SafetyPatterns

        return SafetyPatterns()

    @cached_property
    def _embedded_voice(self) -> Voice:
        from assistant.speaking.embedded import EmbeddedVoice

        return EmbeddedVoice(self.types, self.temperaments)

    @cached_property
    def voice(self) -> Voice:
        """Speaks as the manager: the configured model, or the embedded voice."""
        if self.engine_name == "embedded":
            return self._embedded_voice
        from assistant.providers import connect
        from assistant.speaking.model import ModelVoice

        return ModelVoice(connect(self.settings), self._embedded_voice, self.temperaments, self.types)

    @cached_property
    def guard(self) -> Guard:
        """Has the last word on every utterance."""
        from assistant.speaking.guard import SpeechGuard

        return SpeechGuard(self._embedded_voice)

    @cached_property
    def retriever(self) -> Retriever:
        """Searches the guidance."""
        from assistant.retrieval.chroma import ChromaRetriever

        return ChromaRetriever(self.encoder, self.settings.profile / "index", self._progress)

    @cached_property
    def checker(self) -> Checker:
        """Is it safe and wise?"""
        from assistant.checking.embedded import EmbeddedChecker

        return EmbeddedChecker(self.scorer)

    @cached_property
    def writer(self) -> Writer:
        """Writes artefacts."""
        from assistant.writing.embedded import EmbeddedWriter

        return EmbeddedWriter(self.scorer)

    @cached_property
    def exporters(self) -> Mapping[str, Exporter]:
        """File formats by suffix."""
        from assistant.store.sql import SystemClock
        from assistant.writing.ics import IcsExporter
        from assistant.writing.markdown import MarkdownExporter

        return {".ics": IcsExporter(SystemClock()), ".md": MarkdownExporter()}

    @cached_property
    def store(self) -> Store:
        """Keeps sessions in the profile, or in memory when nothing is to be kept."""
        from assistant.store.sql import SqlStore, SystemClock

        return SqlStore(self.settings.profile if self.settings.keep else None, SystemClock())
