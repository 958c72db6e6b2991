"""What is remembered of the quiz: one file in the profile, results by model, each valid for its prompts and cases."""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace
from pathlib import Path

from assistant.codec import from_json, to_json
from assistant.domain import QuizResult, StageResult
from assistant.errors import StoreError
from assistant.trust.quiz import JUDGING, fingerprints

FILE = "quiz.json"
_DOES = {
    "listening": "judging replies",
    "scoring": "judging drafts",
    "speaking": "speaking as the manager",
    "advising": "wording advice",
    "writing": "wording texts",
}


class Standing:
    """How far each model is trusted here.

    :param profile: the folder that keeps all state.
    """

    def __init__(self, profile: Path) -> None:
        self._path = profile / FILE

    def result(self, model: str) -> QuizResult | None:
        """What ``model`` did on the quiz; None where it has not taken it, or the file cannot be read."""
        stored = self._load().get(model)
        if stored is None:
            return None
        try:
            return from_json(QuizResult, stored)
        except ValueError:
            return None

    def keep(self, found: QuizResult) -> None:
        """Remembers a result; stages that were not asked this time keep theirs."""
        before = self.result(found.model)
        asked = {stage.stage for stage in found.stages}
        kept = tuple(stage for stage in before.stages if stage.stage not in asked) if before else ()
        results = self._load() | {found.model: to_json(replace(found, stages=(*kept, *found.stages)))}
        fresh = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(json.dumps(results, indent=1), encoding="utf-8")
            fresh.replace(self._path)
        except OSError as error:
            raise StoreError(
                f"The result of the quiz cannot be kept in {self._path} ({error.strerror}). "
                "Make the folder writable, or choose another one with --profile."
            ) from error

    def barred(self, stage: str, model: str) -> str:
        """Why ``model`` is not used for ``stage``; empty when it is.

        What judges must have passed the quiz with the prompts and cases of today. What only words is checked each
        time, and is left out only where it is known to fail.
        """
        found = self._valid(stage, model)
        if found is not None and found.passed:
            return ""
        if found is None and stage not in JUDGING:
            return ""
        done = f"the built-in engine is {_DOES[stage]} instead"
        if found is None:
            return f"model: {model} has not taken the quiz for {_DOES[stage]} yet (onward model quiz); {done}"
        return (
            f"model: {model} did not pass the quiz for {_DOES[stage]} "
            f"({found.agreement:.2f}, and {found.needed:.2f} was needed); {done}"
        )

    def _valid(self, stage: str, model: str) -> StageResult | None:
        found = self.result(model)
        today = fingerprints()[stage]
        return next(
            (one for one in found.stages if one.stage == stage and one.fingerprint == today)
            if found
            else iter(()),
            None,
        )

    def _load(self) -> dict[str, object]:
        with contextlib.suppress(OSError, ValueError):
            found = json.loads(self._path.read_text(encoding="utf-8"))
            if isinstance(found, dict):
                return found
        return {}
