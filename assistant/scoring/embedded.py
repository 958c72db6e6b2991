"""Scores a draft ask with trained parameters and no language model: two scores, twelve elements, a quote for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from assistant.domain import ELEMENTS, Assessment, Finding
from assistant.seams import Encoder
from assistant.text.cues import cues
from assistant.text.features import MOST_SENTENCES, ngrams, pooled, skeleton, tokens, words
from assistant.text.quoting import best, quotable, stated
from assistant.text.segment import sentences
from assistant.text.stack import Sample, Stack, load

PARAMETERS = Path(__file__).parent / "parameters"
TARGETS = (*ELEMENTS, "specificity", "business_framing")
_CUES: Mapping[str, tuple[str, ...]] = {
    "change": ("ask_direct",),
    "amount": ("recurring", "duration"),
    "time": ("month", "weekday", "season"),
    "cover": ("cover", "keep_doing"),
    "measure": ("measure",),
    "next_step": ("next_step",),
    "benefit": ("benefit",),
    "mechanism": ("mechanism",),
    "evidence": ("evidence",),
    "alignment": ("alignment",),
    "risk": ("risk",),
    "negative_tone": ("grievance", "comparison", "ultimatum"),
}
"""The cues of :mod:`assistant.text.cues` that help to find the words an element rests on."""


class EmbeddedScorer:
    """The scorer that always works. Parameters are read at the first use; safe to share among threads.

    :param encoder: the embedded sentence encoder that the parameters were trained with.
    :param parameters: the folder of the trained parameters.
    """

    def __init__(self, encoder: Encoder, parameters: Path = PARAMETERS) -> None:
        self._encoder, self._parameters = encoder, parameters

    def score(self, texts: Sequence[str]) -> list[Assessment]:
        """An assessment for each text, in order."""
        said = [stated(text) for text in texts]
        samples = [sample(self._encoder, text) for text in said if text]
        rows = iter(self._stack.predict(samples) if samples else ())
        return [self._assess(text, next(rows).tolist()) if text else _nothing() for text in said]

    def _assess(self, text: str, row: Sequence[float]) -> Assessment:
        said = dict(zip(TARGETS, row, strict=True))
        present = [name for name in ELEMENTS if said[name] > self._stack.cuts[name][0]]
        quotes = self._quotes(text, present)
        return Assessment(
            specificity=_score(said["specificity"]),
            business_framing=_score(said["business_framing"]),
            elements={name: Finding(name in quotes, quotes.get(name)) for name in ELEMENTS},
            engine="embedded",
        )

    def _quotes(self, text: str, present: Sequence[str]) -> dict[str, str]:
        """For each present element the stretch of the text that speaks most strongly for it."""
        if not present:
            return {}
        parts = quotable(text)
        hints = np.array([self._stack.hints("tokens", _token_terms(tokens(part.text))) for part in parts])
        return {name: best(parts, hints[:, TARGETS.index(name)], _CUES[name]) for name in present}

    @cached_property
    def _stack(self) -> Stack:
        return load(self._parameters)


def sample(encoder: Encoder, text: str) -> Sample:
    """The features of a draft; the trainer uses the same.

    Each text is encoded by itself: a quantised encoder's vectors depend a little on what else is in a batch.
    """
    parts = tokens(text)
    vectors = encoder.encode([part.text for part in sentences(text)[:MOST_SENTENCES]])
    return Sample(
        terms={
            "tokens": _token_terms(parts),
            "shape": ngrams(skeleton(parts), 2, 5),
            "words": ngrams(words(text), 1, 2),
        },
        dense={"cues": np.array(cues(text)), "meaning": pooled(vectors)},
    )


def _nothing() -> Assessment:
    """The assessment of a text that holds nothing but gaps."""
    return Assessment(0.0, 0.0, {name: Finding(False) for name in ELEMENTS}, "embedded")


def _token_terms(parts: Sequence[str]) -> list[str]:
    return ngrams(parts, 1, 3)


def _score(value: float) -> float:
    return round(min(10.0, max(0.0, value)), 1)
