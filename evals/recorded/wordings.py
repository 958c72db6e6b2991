"""The wording suites: whether a model's advice, rewrites and lines say what they were given, and nothing that nobody said.

What is shown is read by code that shares nothing with the product's own checks (:mod:`evals.drafts.sources`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.domain import PLAIN, Advice, Assessment, Review, Rewrite, Scenario, Style
from assistant.scenario import load_scenario
from assistant.scoring.model import ModelAdviser
from assistant.seams import ChatModel
from assistant.writing.embedded import Composed, EmbeddedWriter
from assistant.writing.model import ModelWriter
from assistant.writing.private import sift
from evals.drafts.sources import unsourced, words
from evals.recorded.stage import Json, cases

Figures = Mapping[str, float]
ADVISING = ["advising/rules", "advising/draft"]
WRITING = ["wording/rules", "wording/lines"]


def advice(model: ChatModel, spec: Mapping[str, Any]) -> tuple[int, Figures]:
    """Findings and rewrites of our own in the model's words."""
    data = cases(spec["cases"])["advice"]
    taken = findings = rewrites = invented = invented_raw = gaps_lost = 0
    for case in data:
        heard = _Heard(model)
        own = _review(case)
        found = ModelAdviser(heard, _Fixed(own)).advise(case["draft"], own.assessment)
        said = _row(" \n ".join([case["draft"], case["rewrite"], *_texts(own)]))
        shown = " \n".join([*_texts(found), found.rewrite.text])
        taken += sum(a.text != b.text for a, b in zip(found.advice, own.advice, strict=True))
        findings += len(own.advice)
        rewrites += found.rewrite.text != own.rewrite.text
        invented += len(unsourced(shown, said))
        invented_raw += len(unsourced(heard.text, said))
        gaps_lost += sum(gap not in found.rewrite.text for gap in case["blanks"])
    return len(data), {
        "advice_taken": taken / findings,
        "rewrites_taken": rewrites / len(data),
        "invented_raw": float(invented_raw),
        "invented": float(invented),
        "gaps_lost": float(gaps_lost),
    }


def drafts(model: ChatModel, spec: Mapping[str, Any]) -> tuple[int, Figures]:
    """Lines of texts to take along in the model's words."""
    data = cases(spec["cases"])["drafts"]
    changed = lines = invented = invented_raw = gaps_lost = 0
    for case in data:
        heard = _Heard(model)
        scenario = load_scenario(case["scenario"])[0]
        found = ModelWriter(heard, _Given(case["markdown"])).write(case["kind"], scenario)
        told = " \n ".join(_strings(case["scenario"]))
        row = _row(f"{told} \n {words(case['markdown'])}")
        before, after = case["markdown"].strip().splitlines(), found.markdown.strip().splitlines()
        changed += sum(line not in before for line in after)
        lines += sum(bool(line.strip()) and not line.startswith("#") for line in before)
        invented += len(unsourced(found.markdown, row))
        invented_raw += len(unsourced(heard.text, row))
        gaps_lost += sum(gap not in found.markdown for gap in found.blanks)
    return len(data), {
        "lines_taken": changed / lines,
        "invented_raw": float(invented_raw),
        "invented": float(invented),
        "gaps_lost": float(gaps_lost),
    }


class _Heard:
    """Implements :class:`assistant.seams.ChatModel` in front of another one; ``text``: what it answered, its form left out."""

    def __init__(self, model: ChatModel) -> None:
        self._model, self._answer = model, ""

    @property
    def id(self) -> str:
        """The model's name."""
        return self._model.id

    @property
    def text(self) -> str:
        """The strings of the answers, one a line; the answers as they are where they are no JSON."""
        import json

        try:
            return "\n".join(_strings(json.loads(self._answer)))
        except ValueError:
            return self._answer

    def stream(
        self, messages: Sequence[Mapping[str, str]], *, max_tokens: int, schema: Any = None, told: Any = None
    ) -> Iterator[str]:
        """The answer of the model."""
        self._answer = ""
        for piece in self._model.stream(messages, max_tokens=max_tokens, schema=schema, told=told):
            self._answer += piece
            yield piece


class _Fixed:
    """Implements :class:`assistant.seams.Adviser` with a review that is given."""

    def __init__(self, review: Review) -> None:
        self._review = review

    def advise(self, text: str, assessment: Assessment) -> Review:  # noqa: ARG002 - what is said is settled
        """The review."""
        return self._review


class _Given(EmbeddedWriter):
    """The built-in writer with a text that is given instead of a template."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self._markdown = markdown

    def compose(self, kind: str, scenario: Scenario, style: Style = PLAIN) -> Composed:
        """The given text, with what its check needs."""
        return Composed(
            kind, scenario, self._markdown, sift(scenario, kind), words(self._markdown), (), {}, style
        )


def _row(said: str) -> Json:
    """What ``unsourced`` needs to know: everything that was said, with capitals as well, and a meeting that explains no number."""
    return {"preferred_ask": f"{said} \n {said.title()}", "meeting": {"minutes": 1}}


def _review(case: Json) -> Review:
    found = tuple(Advice(one["element"], one["text"], (), one.get("quote")) for one in case["findings"])
    judged = Assessment(0.0, 0.0, {}, "embedded")
    return Review(judged, found, Rewrite(case["rewrite"], tuple(case["blanks"])), engine="embedded")


def _texts(review: Review) -> list[str]:
    return [one.text for one in review.advice]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
