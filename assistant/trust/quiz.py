"""The quiz: what a model makes of judged cases, beside what the built-in engine makes of them.

Judging stages (listening, scoring): half the nearness of levels or scores, half the F1 of moves or elements. A model
passes when its own agreement is at most :data:`TOLERANCE` below the built-in engine's on the same cases *and* both
readings reconciled agree no less than the built-in one alone; so a model can make judgement better here, not worse.

Wording stages (speaking, advising, writing): nothing is judged, since every wording is checked whenever one is made; a
model that mostly fails these checks would only cost time, so :data:`USABLE` of its answers must pass them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, TypeVar

from assistant.asking import fingerprint
from assistant.domain import (
    ConcernType,
    Manager,
    Note,
    QuizResult,
    Scenario,
    StageResult,
    State,
    Temperament,
    Turn,
    Usage,
    User,
    Utterance,
)
from assistant.errors import EngineError, StageFailed
from assistant.listening.model import INQUIRY as LISTENING
from assistant.listening.model import ModelListener
from assistant.reconciling import assessments, readings
from assistant.scoring.model import ADVISING, SCORING, ModelAdviser, ModelScorer
from assistant.seams import Adviser, ChatModel, Guard, Listener, Scorer, Voice
from assistant.speaking.model import ModelVoice, prompt_fingerprint
from assistant.trust import cases
from assistant.trust.cases import AskCase, Overlap, TurnCase
from assistant.writing.embedded import EmbeddedWriter
from assistant.writing.model import INQUIRY as WRITING
from assistant.writing.model import ModelWriter

TOLERANCE = 0.05
"""How far below the built-in engine's a model's agreement may be; about the spread that a few cases have by chance."""
USABLE = 0.6
"""The share of wordings that must stand up to the checks."""
STAGES = ("listening", "scoring", "speaking", "advising", "writing")
JUDGING = frozenset({"listening", "scoring"})
KINDS = ("brief", "agenda", "note")
"""The texts that a model words in the quiz."""
ADVISED = 4
"""So many of the drafts are advised on."""
Told = Callable[[str, int, int], None]
"""Called with (stage, cases done, cases in all)."""
SCENARIO = Scenario(
    User("Jonas Weiss", "stores clerk", organisation="Harbour Tools"),
    Manager("Amina Diallo", "head of logistics", temperament="sceptical"),
    preferred_ask="i'd like to help out in planning two days a week from May, because half of our rush orders come from "
    "plans that nobody checked with the stores. Mira takes my desk on those days.",
    evidence=(
        Note(
            "when the scanner was down in march i did the whole count by hand in 3 days and nothing was off"
        ),
    ),
    options=(Note("help out in planning two days a week"),),
)

_MERE_FORM = frozenset({"markup", "length"})
"""What the guard may mend in an utterance that still counts as usable."""
_GIVEN_UP = 3
"""So many failures to reach the model in a row end the quiz."""
_STATE = State(1, "realistic", "sceptical", (), 3, 3)

Case = TypeVar("Case")
Found = TypeVar("Found")


@dataclass(frozen=True)
class BuiltIn:
    """The parts that work without a model: the other half of every comparison."""

    listener: Listener
    scorer: Scorer
    adviser: Adviser
    writer: EmbeddedWriter
    voice: Voice
    guard: Guard
    types: Mapping[str, ConcernType]
    temperaments: Mapping[str, Temperament]


def fingerprints() -> dict[str, str]:
    """What a result of each stage holds for: its prompts and its cases."""
    return {
        "listening": fingerprint(LISTENING.fingerprint, cases.cases_fingerprint("replies")),
        "scoring": fingerprint(SCORING.fingerprint, cases.cases_fingerprint("asks")),
        "speaking": fingerprint(prompt_fingerprint(), cases.cases_fingerprint("turns")),
        "advising": fingerprint(ADVISING.fingerprint, cases.cases_fingerprint("asks")),
        "writing": fingerprint(WRITING.fingerprint),
    }


def quiz(
    model: ChatModel, own: BuiltIn, stages: Sequence[str] = STAGES, told: Told | None = None
) -> QuizResult:
    """Asks ``model`` all cases of ``stages``, one after the other, and says what it passed.

    :param told: hears how far it is.
    :raises EngineError: the model cannot be reached; a model that answers badly fails stages and raises nothing.
    """
    runs = {
        "listening": _listening,
        "scoring": _scoring,
        "speaking": _speaking,
        "advising": _advising,
        "writing": _writing,
    }
    told = told or (lambda *_: None)
    return QuizResult(model.id, datetime.now(UTC), tuple(runs[stage](model, own, told) for stage in stages))


# --- stages that judge ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Judging(Generic[Case, Found]):
    """A stage that judges ``cases``: the model's answers, the built-in ones, and how they are made one."""

    stage: str
    cases: Sequence[Case]
    judge: Callable[[Case, list[Usage]], Found]
    own: Sequence[Found]
    reconcile: Callable[[Found, Found], Found]
    agrees: Callable[[Case, Found | None], tuple[float, Overlap]]

    def run(self, told: Told) -> StageResult:
        began, patience = time.monotonic(), _Patience()
        theirs: list[Found | None] = []
        for n, case in enumerate(self.cases):
            told(self.stage, n, len(self.cases))
            theirs.append(patience.attempt(lambda case=case: self.judge(case, [])))  # type: ignore[misc]
        told(self.stage, len(self.cases), len(self.cases))
        both = [
            mine if other is None else self.reconcile(mine, other)
            for mine, other in zip(self.own, theirs, strict=True)
        ]
        agreement, embedded, together = map(self._agreement, (theirs, self.own, both))
        needed = max(0.0, embedded - TOLERANCE)
        return StageResult(
            self.stage,
            fingerprints()[self.stage],
            agreement=round(agreement, 3),
            needed=round(needed, 3),
            passed=agreement >= needed and together >= embedded,
            cases=len(self.cases),
            failures=patience.failures,
            seconds=round(time.monotonic() - began, 1),
            embedded=round(embedded, 3),
            together=round(together, 3),
            why=patience.why,
        )

    def _agreement(self, found: Sequence[Found | None]) -> float:
        marks = [self.agrees(case, one) for case, one in zip(self.cases, found, strict=True)]
        overlap = sum((part for _, part in marks), Overlap())
        return (sum(near for near, _ in marks) / len(marks) + overlap.f1) / 2


def _listening(model: ChatModel, own: BuiltIn, told: Told) -> StageResult:
    due = cases.replies()
    listener = ModelListener(model, own.listener, own.types)
    return _Judging(
        "listening",
        due,
        lambda case, spent: listener.judge(case.prompted, case.reply, spent),
        own.listener.read([(case.prompted, case.reply) for case in due]),
        readings,
        cases.reading_agrees,
    ).run(told)


def _scoring(model: ChatModel, own: BuiltIn, told: Told) -> StageResult:
    due = cases.asks()
    scorer = ModelScorer(model, own.scorer)
    return _Judging(
        "scoring",
        due,
        lambda case, spent: scorer.judge(case.text, spent),
        own.scorer.score([case.text for case in due], quoted=False),
        assessments,
        cases.assessment_agrees,
    ).run(told)


# --- stages that word -----------------------------------------------------------------------------------------


def _speaking(model: ChatModel, own: BuiltIn, told: Told) -> StageResult:
    voice = ModelVoice(model, own.voice, own.temperaments, own.types)
    opening = Turn(0, None, None, cases.turns()[0].decision, Utterance("Come in. What is it about?"), _STATE)

    def speak(case: TurnCase) -> bool:
        before = () if case.said is None else (opening,)
        spoken = voice.speak(SCENARIO, before, case.said, case.decision, seed=1)
        _raise_for(spoken.notes)
        checked = own.guard.check(SCENARIO, before, case.said, case.decision, spoken)
        return checked.engine == model.id and not set(checked.notes) - _MERE_FORM

    return _worded("speaking", cases.turns(), speak, told)


def _advising(model: ChatModel, own: BuiltIn, told: Told) -> StageResult:
    adviser = ModelAdviser(model, own.adviser)
    due = cases.asks()[:ADVISED]

    def advise(case: AskCase) -> bool:
        [assessment] = own.scorer.score([case.text])
        review = adviser.advise(case.text, assessment)
        _raise_for(review.notes)
        return review.engine == model.id

    return _worded("advising", due, advise, told)


def _writing(model: ChatModel, own: BuiltIn, told: Told) -> StageResult:
    writer = ModelWriter(model, own.writer)

    def write(kind: str) -> bool:
        found = writer.write(kind, SCENARIO)
        _raise_for(found.notes)
        return found.engine == model.id

    return _worded("writing", KINDS, write, told)


def _worded(stage: str, due: Sequence[Case], usable: Callable[[Case], bool], told: Told) -> StageResult:
    began, patience = time.monotonic(), _Patience()
    good = 0
    for n, case in enumerate(due):
        told(stage, n, len(due))
        good += bool(patience.attempt(lambda case=case: usable(case)))  # type: ignore[misc]
    told(stage, len(due), len(due))
    share = good / len(due)
    return StageResult(
        stage,
        fingerprints()[stage],
        agreement=round(share, 3),
        needed=USABLE,
        passed=share >= USABLE,
        cases=len(due),
        failures=patience.failures,
        seconds=round(time.monotonic() - began, 1),
        why=patience.why,
    )


def _raise_for(notes: Sequence[str]) -> None:
    """A stage that did without the model has said so in a note; in the quiz that is a failure."""
    if notes and notes[-1].startswith("model: "):
        raise StageFailed(notes[-1].removeprefix("model: ").rpartition("; ")[0])


class _Patience:
    """Counts answers that could not be used, and gives up on a model that cannot be reached at all."""

    def __init__(self) -> None:
        self.failures, self.why, self._in_a_row = 0, "", 0

    def attempt(self, do: Callable[[], Found]) -> Found | None:
        try:
            found = do()
        except EngineError as error:
            self.failures += 1
            self.why = self.why or str(error)
            self._in_a_row = 0 if isinstance(error, StageFailed) else self._in_a_row + 1
            if self._in_a_row == _GIVEN_UP:
                raise
            return None
        self._in_a_row = 0
        return found
