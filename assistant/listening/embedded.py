"""Reads a reply to a concern with trained parameters and no language model: a level, thirteen moves, quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import numpy as np

from assistant.beside import beside, in_blocks
from assistant.domain import CONCERNS, USER_MOVES, Prompted, Reading
from assistant.listening.threats import without_threats
from assistant.seams import Evidence
from assistant.text.cues import NAMES, cues
from assistant.text.features import FUNCTION_WORDS, Array, ngrams, skeleton, tokens
from assistant.text.linear import Blend, Sample, load
from assistant.text.neutral import neutral
from assistant.text.quoting import Quoter

PARAMETERS = Path(__file__).parent / "parameters"
_CUES: Mapping[str, tuple[str, ...]] = {
    "acknowledges": ("acknowledge",),
    "question": ("question_open",),
    "phased_or_trial": ("risk",),
    "cover": ("cover",),
    "evidence": ("evidence",),
    "benefit": ("benefit",),
    "milestone": ("measure",),
    "date": ("month", "weekday", "season", "duration"),
    "withdraws": ("withdrawn",),
    "grievance": ("grievance", "comparison"),
    "ultimatum": ("ultimatum",),
}
"""The cues of :mod:`assistant.text.cues` that help to find the words a move rests on."""
_STEM = 5
_DEALT_WITH = 2


class EmbeddedListener:
    """The listener that always works. Parameters are read at the first use; safe to share among threads.

    :param evidence: the network that the parameters were trained with.
    :param parameters: the folder of the linear model and the blend.
    """

    def __init__(self, evidence: Evidence, parameters: Path = PARAMETERS) -> None:
        self._evidence, self._parameters = evidence, parameters

    def read(self, items: Sequence[tuple[Prompted, str]]) -> list[Reading]:
        """A reading for each (what was asked, the reply), in order.

        A threat beside a plan takes nothing off what the plan deals with (the rubric): its level is that of the rest.
        """
        return in_blocks(self._read, items)

    def _read(self, items: Sequence[tuple[Prompted, str]]) -> list[Reading]:
        samples = beside(lambda: [sample(*item) for item in items])
        found = self._evidence.replies(items)
        readings = [
            self._reading(reply, features, here)
            for (_, reply), features, here in zip(items, samples(), found, strict=True)
        ]
        return [
            self._beside_threat(*item, reading) if reading.has("ultimatum") else reading
            for item, reading in zip(items, readings, strict=True)
        ]

    def _beside_threat(self, prompted: Prompted, reply: str, reading: Reading) -> Reading:
        rest = without_threats(reply)
        if rest in ("", reply) or reading.level == _DEALT_WITH:
            return reading
        [found] = self._evidence.replies([(prompted, rest)])
        said = self._blend.chances(sample(prompted, rest), found)
        return replace(reading, level=max(reading.level, self._level(said)))

    def _level(self, said: Mapping[str, float]) -> int:
        return sum(said["partly"] + said["dealt_with"] > cut for cut in self._blend.cuts["level"])

    def _reading(self, reply: str, features: Sample, found: Mapping[str, float]) -> Reading:
        said = self._blend.chances(features, found)
        present = [name for name in USER_MOVES if said[name] > self._blend.cuts[name][0]]
        quoter = Quoter(reply, self._blend.linear, _CUES)
        return Reading(
            level=self._level(said),
            moves={name: name in present for name in USER_MOVES},
            quotes={name: quoter.quote(name) for name in present},
            engine="embedded",
        )

    @cached_property
    def _blend(self) -> Blend:
        return load(self._parameters)


def sample(prompted: Prompted, reply: str) -> Sample:
    """The features of a reply to a concern for the linear model; the trainer uses the same."""
    reply = neutral(reply)
    parts = tokens(reply)
    counted = np.array(cues(reply))
    concern = np.array([float(prompted.concern == name) for name in CONCERNS])
    return Sample(
        terms={
            "tokens": ngrams(parts, 1, 3),
            "shape": ngrams(skeleton(parts), 2, 5),
            "pairs": [f"{prompted.concern}|{part}" for part in dict.fromkeys(parts)],
        },
        dense={
            "cues": counted,
            "concern": concern,
            "shared": _shared(parts, tokens(prompted.manager), tokens(prompted.ask)),
            "cues_by_concern": np.outer(concern, counted[: len(NAMES) // 2]).ravel(),
        },
    )


def _shared(reply: Sequence[str], manager: Sequence[str], ask: Sequence[str]) -> Array:
    """How much of the manager's words and of the ask the reply takes up."""
    return np.array([number for other in (manager, ask) for number in _overlap(_stems(reply), _stems(other))])


def _stems(parts: Sequence[str]) -> set[str]:
    return {part[:_STEM] for part in parts if part not in FUNCTION_WORDS and len(part) > 2}


def _overlap(mine: set[str], theirs: set[str]) -> tuple[float, float, float]:
    common = len(mine & theirs)
    return float(common), common / max(1, len(theirs)), common / max(1, len(mine))
