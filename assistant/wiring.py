"""The composition root: settings to adapters to coach. Heavy imports happen here, when a part is first needed."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from assistant.beside import beside
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.coach import Coach
    from assistant.domain import ConcernType, QuizResult, Spending, Temperament
    from assistant.listening.at_hand import AtHand
    from assistant.listening.turn import TurnListener
    from assistant.providers.metering import Meter
    from assistant.providers.streaming import Model
    from assistant.seams import (
        Adviser,
        Checker,
        Clock,
        Encoder,
        Evidence,
        Exporter,
        Guard,
        Listener,
        Progress,
        Reminders,
        Retriever,
        SafetyListener,
        Scorer,
        Store,
        Voice,
        Writer,
    )
    from assistant.trust.quiz import BuiltIn, Told
    from assistant.trust.standing import Standing
    from assistant.writing.embedded import EmbeddedWriter

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


def build(
    settings: Settings | None = None,
    progress: Progress | None = None,
    *,
    model: BaseChatModel | None = None,
    notice: Callable[[str], None] | None = None,
    reads: bool = False,
) -> Coach:
    """A coach for these settings (from the environment when None).

    :param progress: told about long work, such as building the index.
    :param model: any LangChain chat model, to be used where the settings do not ask for ``embedded``.
    :param notice: told in a sentence what else takes a while, such as opening a model file.
    :param reads: whether a text is to be read at once; the network is loaded while the rest is imported.
    """
    parts = Wiring(settings or Settings(), progress, model=model, notice=notice)
    if reads:
        parts.begin_to_load()
    from assistant.coach import Coach

    return Coach(parts)


class Wiring:
    """Makes each part once, when it is first needed; implements :class:`assistant.coach.Parts`."""

    def __init__(
        self,
        settings: Settings,
        progress: Progress | None = None,
        *,
        model: BaseChatModel | None = None,
        notice: Callable[[str], None] | None = None,
    ) -> None:
        self.settings, self._progress, self._notice = settings, progress, notice
        self._loading: Callable[[], Any] | None = None
        self._given = None if settings.engine == "embedded" else model

    @property
    def engine_name(self) -> str:
        """The engine that results will name."""
        return self.model.id if self._given is not None else self.settings.engine_name

    @cached_property
    def model(self) -> Model:
        """The configured language model; ``EngineError`` when there is none or it cannot work."""
        from assistant.providers import connect

        return connect(self.settings, self._given, notice=self._notice, meter=self._meter)

    @cached_property
    def _meter(self) -> Meter:
        from assistant.providers.metering import Meter

        return Meter()

    @property
    def spent(self) -> Spending:
        """What the model took since the program started."""
        from assistant.domain import Spending

        return Spending() if self.engine_name == "embedded" else self._meter.total

    @property
    def leaves_to(self) -> str:
        """Who gets what a model is asked; "" when nothing leaves this machine."""
        if self.engine_name == "embedded":
            return ""
        from assistant.providers import leaves_to

        return leaves_to(self.settings, self._given)

    @cached_property
    def types(self) -> Mapping[str, ConcernType]:
        """The concern types."""
        from assistant import catalog

        return catalog.concerns()

    @cached_property
    def temperaments(self) -> Mapping[str, Temperament]:
        """The temperaments."""
        from assistant import catalog

        return catalog.temperaments()

    @cached_property
    def encoder(self) -> Encoder:
        """Sentence vectors: of the configured embeddings endpoint, or of the embedded model."""
        if self.settings.embeddings and self.settings.remote_search:
            from assistant.providers.embeddings import connect_encoder

            return connect_encoder(self.settings)
        from assistant.encoding.minilm import MiniLmEncoder

        return MiniLmEncoder()

    @cached_property
    def _evidence(self) -> Evidence:
        """The trained network behind scorer and listener."""
        load = self._loading or self.begin_to_load()
        from assistant.encoding.tuned import TunedEncoder

        return TunedEncoder(load)

    def begin_to_load(self) -> Callable[[], Any]:
        """Loads the trained network in the background; what goes wrong is raised where it is used."""
        # Two threads that import it at the same time find it half made, and fail.
        import numpy  # noqa: F401

        from assistant.encoding import session

        self._loading = beside(session.load)
        return self._loading

    @cached_property
    def standing(self) -> Standing:
        """What the model may do here."""
        from assistant.trust.standing import Standing

        return Standing(self.settings.profile)

    def _barred(self, stage: str) -> str:
        return self.standing.barred(stage, self.model.id)

    def quiz(self, stages: Sequence[str] = (), told: Told | None = None) -> QuizResult:
        """Puts the model through the quiz (all stages when none are named) and remembers what it passed.

        :param told: hears (stage, cases done, cases in all).
        :raises EngineError: no model is configured, or it cannot be reached.
        """
        from assistant.trust.quiz import STAGES, quiz

        found = quiz(self.model, self._built_in, stages or STAGES, told)
        self.standing.keep(found)
        for part in ("listener", "at_hand", "turn_listener", "scorer", "adviser", "voice", "writer"):
            self.__dict__.pop(part, None)  # made anew, by what it passed
        return found

    @property
    def _built_in(self) -> BuiltIn:
        from assistant.trust.quiz import BuiltIn

        return BuiltIn(
            self._embedded_listener,
            self._embedded_scorer,
            self._embedded_adviser,
            self._embedded_writer,
            self._embedded_voice,
            self.guard,
            self.types,
            self.temperaments,
        )

    @cached_property
    def _embedded_scorer(self) -> Scorer:
        """Also reads each turn and each rewrite, for which a model would be too slow."""
        evidence = self._evidence
        from assistant.scoring.embedded import EmbeddedScorer

        return EmbeddedScorer(evidence)

    @cached_property
    def scorer(self) -> Scorer:
        """Scores drafts."""
        if self.engine_name == "embedded":
            return self._embedded_scorer
        from assistant.scoring.model import ModelScorer

        return ModelScorer(self.model, self._embedded_scorer, self._barred("scoring"))

    @cached_property
    def _embedded_adviser(self) -> Adviser:
        from assistant.scoring.advice import EmbeddedAdviser

        return EmbeddedAdviser(scorer=self._embedded_scorer)

    @cached_property
    def adviser(self) -> Adviser:
        """Advice and rewrites."""
        if self.engine_name == "embedded":
            return self._embedded_adviser
        from assistant.scoring.model import ModelAdviser

        return ModelAdviser(self.model, self._embedded_adviser, self._barred("advising"))

    @cached_property
    def _embedded_listener(self) -> Listener:
        evidence = self._evidence
        from assistant.listening.embedded import EmbeddedListener

        return EmbeddedListener(evidence)

    @cached_property
    def listener(self) -> Listener:
        """Reads replies."""
        return self._with_model(self._embedded_listener)

    @cached_property
    def at_hand(self) -> Listener:
        """Reads replies by the worry that each answers."""
        return self._with_model(self._embedded_at_hand)

    @cached_property
    def _embedded_at_hand(self) -> AtHand:
        from assistant.listening.at_hand import AtHand

        return AtHand(self._embedded_listener)

    def _with_model(self, own: Listener) -> Listener:
        if self.engine_name == "embedded":
            return own
        from assistant.listening.model import ModelListener

        return ModelListener(self.model, own, self.types, self._barred("listening"))

    @cached_property
    def turn_listener(self) -> TurnListener:
        """Reads whole turns."""
        from assistant.listening.turn import TurnListener

        own = self._embedded_at_hand
        return TurnListener(self.at_hand, self._embedded_scorer, own, own.whose)

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
        from assistant.speaking.model import ModelVoice

        barred = self._barred("speaking")
        return ModelVoice(self.model, self._embedded_voice, self.temperaments, self.types, barred)

    @cached_property
    def guard(self) -> Guard:
        """Has the last word on every utterance."""
        from assistant.speaking.guard import SpeechGuard

        return SpeechGuard(self._embedded_voice)

    @cached_property
    def retriever(self) -> Retriever:
        """Searches the guidance and the user's documents, in the embedded Chroma or on the configured server."""
        from assistant.retrieval.chroma import ChromaRetriever

        settings = self.settings
        server = None
        if settings.chroma_url and settings.remote_search:
            from assistant.retrieval.connection import Server

            server = Server(settings.chroma_url, settings.chroma_token.get_secret_value())
        return ChromaRetriever(
            self.encoder, settings.profile / "index", self._progress, server=server, keep=settings.keep
        )

    @cached_property
    def checker(self) -> Checker:
        """Is it safe and wise?"""
        from assistant.checking.embedded import EmbeddedChecker

        return EmbeddedChecker(self._embedded_scorer)

    @cached_property
    def _embedded_writer(self) -> EmbeddedWriter:
        from assistant.writing.embedded import EmbeddedWriter

        return EmbeddedWriter(self._embedded_scorer)

    @cached_property
    def writer(self) -> Writer:
        """Writes artefacts."""
        if self.engine_name == "embedded":
            return self._embedded_writer
        from assistant.writing.model import ModelWriter

        return ModelWriter(self.model, self._embedded_writer, self._barred("writing"))

    @cached_property
    def exporters(self) -> Mapping[str, Exporter]:
        """File formats by suffix."""
        from assistant.playbook.html import HtmlExporter
        from assistant.writing.exporting.docx import DocxExporter
        from assistant.writing.exporting.ics import IcsExporter
        from assistant.writing.exporting.markdown import MarkdownExporter
        from assistant.writing.exporting.pdf import PdfExporter
        from assistant.writing.exporting.text import TextExporter

        return {
            ".docx": DocxExporter(),
            ".html": HtmlExporter(),
            ".ics": IcsExporter(self.clock),
            ".md": MarkdownExporter(),
            ".pdf": PdfExporter(),
            ".txt": TextExporter(),
        }

    @cached_property
    def reminders(self) -> Reminders:
        """Due days as a calendar file."""
        from assistant.writing.reminders import IcsReminders

        return IcsReminders(self.clock)

    @cached_property
    def clock(self) -> Clock:
        """The machine's own clock."""
        from assistant.store.sql import SystemClock

        return SystemClock()

    @cached_property
    def store(self) -> Store:
        """Keeps sessions in the profile, or in memory when nothing is to be kept."""
        from assistant.store.sql import SqlStore

        return SqlStore(self.settings.profile if self.settings.keep else None, self.clock)
