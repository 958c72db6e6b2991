"""How a language model did on the quiz of judged cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class StageResult:
    """One stage of the quiz.

    ``agreement``: with the judgements, from 0 to 1; of a stage that only words, the share of answers that could be used.
    ``embedded``: the built-in engine's agreement on the same cases, None where nothing is judged. ``needed``: what the
    model had to reach. ``together``: the agreement of both readings reconciled. ``fingerprint`` is that of the prompts
    and cases: a result counts for these only. ``failures``: how many cases got no usable answer, ``why`` the first reason.
    """

    stage: str
    fingerprint: str
    agreement: float
    needed: float
    passed: bool
    cases: int
    failures: int
    seconds: float
    embedded: float | None = None
    together: float | None = None
    why: str = ""


@dataclass(frozen=True)
class QuizResult:
    """What one model did on the quiz, and when."""

    model: str
    when: datetime
    stages: tuple[StageResult, ...]
