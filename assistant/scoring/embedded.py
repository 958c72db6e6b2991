"""Scores a draft ask with trained parameters and no language model: two scores, twelve elements, a quote for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from math import log
from pathlib import Path

import numpy as np

from assistant.beside import beside, in_blocks
from assistant.domain import ELEMENTS, Assessment, Finding
from assistant.scoring.grounds import borne_out, fit
from assistant.seams import Evidence
from assistant.text.cues import cues
from assistant.text.features import ngrams, skeleton, tokens, words
from assistant.text.linear import Blend, Sample, load
from assistant.text.neutral import neutral
from assistant.text.quoting import Quoter, stated

PARAMETERS = Path(__file__).parent / "parameters"
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
_COMMON = 0.6
"""How much of what speaks for all elements alike is taken off when a sentence is sought for one of them."""


class EmbeddedScorer:
    """The scorer that always works. Parameters are read at the first use; safe to share among threads.

    :param evidence: the network that the parameters were trained with.
    :param parameters: the folder of the linear model and the blend.
    """

    def __init__(self, evidence: Evidence, parameters: Path = PARAMETERS) -> None:
        self._evidence, self._parameters = evidence, parameters

    def score(self, texts: Sequence[str], *, quoted: bool = True) -> list[Assessment]:
        """An assessment for each text, in order; without ``quoted`` its findings tell no words, which is faster."""
        return in_blocks(partial(self._scored, quoted=quoted), texts)

    def _scored(self, texts: Sequence[str], quoted: bool) -> list[Assessment]:
        said = [stated(text) for text in texts]
        samples = beside(lambda: [sample(text) for text in said if text])
        found = self._evidence.asks([text for text in said if text])
        both = zip(samples(), found, strict=True)
        return [self._assess(text, *next(both), quoted) if text else _nothing() for text in said]

    def _assess(self, text: str, features: Sample, found: Mapping[str, float], quoted: bool) -> Assessment:
        said = self._blend.chances(features, found)
        present = [name for name in ELEMENTS if said[name] > self._blend.cuts[name][0]]
        quotes = self._quotes(text, present, 10 * said["business_framing"]) if quoted else {}
        present = [name for name in present if name in quotes or not quoted]
        return Assessment(
            specificity=_score(said["specificity"]),
            business_framing=_score(said["business_framing"]),
            elements={name: Finding(name in present, quotes.get(name)) for name in ELEMENTS},
            engine="embedded",
        )

    def _quotes(self, text: str, present: Sequence[str], framing: float) -> dict[str, str]:
        """For each present element that words bear out those that speak most strongly for it; each sentence is also read alone."""
        if not present:
            return {}
        quoter = Quoter(text, self._blend.linear, _CUES, fit)
        alone = self._evidence.asks([part.text for part in quoter.sentences])
        distinct = [_distinct(found) for found in alone]
        told = [name for name in present if borne_out(name, quoter.parts, framing)]
        return {name: quoter.quote(name, distinct) for name in told}

    @cached_property
    def _blend(self) -> Blend:
        return load(self._parameters)


def sample(text: str) -> Sample:
    """The features of a draft for the linear model; the trainer uses the same."""
    text = neutral(text)
    parts = tokens(text)
    return Sample(
        terms={
            "tokens": ngrams(parts, 1, 3),
            "shape": ngrams(skeleton(parts), 2, 5),
            "words": ngrams(words(text), 1, 2),
        },
        dense={"cues": np.array(cues(text))},
    )


def _distinct(found: Mapping[str, float]) -> dict[str, float]:
    """How much likelier each element is than the elements of the same text are on the whole, in log odds."""
    odds = {name: log(max(found[name], 1e-6) / max(1 - found[name], 1e-6)) for name in ELEMENTS}
    mean = sum(odds.values()) / len(odds)
    return {name: value - _COMMON * mean for name, value in odds.items()}


def _nothing() -> Assessment:
    """The assessment of a text that holds nothing but gaps."""
    return Assessment(0.0, 0.0, {name: Finding(False) for name in ELEMENTS}, "embedded")


def _score(tenths: float) -> float:
    return round(min(10.0, max(0.0, 10 * tenths)), 1)
