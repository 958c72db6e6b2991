"""Reads a reply to a concern with trained parameters and no language model: a level, thirteen moves, quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from assistant.domain import CONCERNS, USER_MOVES, Prompted, Reading
from assistant.seams import Encoder, Vectors
from assistant.text.cues import NAMES, cues
from assistant.text.features import FUNCTION_WORDS, MOST_SENTENCES, Array, ngrams, pooled, skeleton, tokens
from assistant.text.quoting import best, quotable
from assistant.text.segment import sentences
from assistant.text.stack import Sample, Stack, load

PARAMETERS = Path(__file__).parent / "parameters"
TARGETS = (*USER_MOVES, "level", "empty", "settled")
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


class EmbeddedListener:
    """The listener that always works. Parameters are read at the first use; safe to share among threads.

    :param encoder: the embedded sentence encoder that the parameters were trained with.
    :param parameters: the folder of the trained parameters.
    """

    def __init__(self, encoder: Encoder, parameters: Path = PARAMETERS) -> None:
        self._encoder, self._parameters = encoder, parameters

    def read(self, items: Sequence[tuple[Prompted, str]]) -> list[Reading]:
        """A reading for each (what was asked, the reply), in order."""
        if not items:
            return []
        rows = self._stack.predict([sample(self._encoder, prompted, reply) for prompted, reply in items])
        return [self._reading(reply, row.tolist()) for (_, reply), row in zip(items, rows, strict=True)]

    def _reading(self, reply: str, row: Sequence[float]) -> Reading:
        said = dict(zip(TARGETS, row, strict=True))
        present = [name for name in USER_MOVES if said[name] > self._stack.cuts[name][0]]
        return Reading(
            level=sum(said["level"] > cut for cut in self._stack.cuts["level"]),
            moves={name: name in present for name in USER_MOVES},
            quotes=self._quotes(reply, present),
            engine="embedded",
        )

    def _quotes(self, reply: str, present: Sequence[str]) -> dict[str, str]:
        """For each present move the stretch of the reply that speaks most strongly for it."""
        if not present:
            return {}
        parts = quotable(reply)
        hints = np.array([self._stack.hints("tokens", ngrams(tokens(part.text), 1, 3)) for part in parts])
        return {name: best(parts, hints[:, TARGETS.index(name)], _CUES.get(name, ())) for name in present}

    @cached_property
    def _stack(self) -> Stack:
        return load(self._parameters)


def sample(encoder: Encoder, prompted: Prompted, reply: str) -> Sample:
    """The features of a reply to a concern; the trainer uses the same."""
    parts = tokens(reply)
    counted = np.array(cues(reply))
    concern = np.array([float(prompted.concern == name) for name in CONCERNS])
    said = [part.text for part in sentences(reply)[:MOST_SENTENCES]]
    vectors = encoder.encode([prompted.manager, prompted.ask, *said])
    words = _shared(parts, tokens(prompted.manager), tokens(prompted.ask))
    return Sample(
        terms={
            "tokens": ngrams(parts, 1, 3),
            "shape": ngrams(skeleton(parts), 2, 5),
            "pairs": [f"{prompted.concern}|{part}" for part in dict.fromkeys(parts)],
        },
        dense={
            "cues": counted,
            "concern": concern,
            "shared": np.hstack([words, _nearness(vectors[0], vectors[1], vectors[2:])]),
            "cues_by_concern": np.outer(concern, counted[: len(NAMES) // 2]).ravel(),
            "meaning": pooled(vectors[2:]),
        },
    )


def _nearness(manager: Vectors, ask: Vectors, reply: Vectors) -> Array:
    """How near in meaning the reply is to the manager's words and to the ask."""
    mean = reply.mean(0) / max(float(np.linalg.norm(reply.mean(0))), 1e-9)
    near = reply @ manager
    return np.array(
        [
            mean @ manager,
            mean @ ask,
            manager @ ask,
            near.max(),
            near.min(),
            (reply @ ask).max(),
            near[0],
            near[-1],
        ],
        dtype=np.float64,
    )


def _shared(reply: Sequence[str], manager: Sequence[str], ask: Sequence[str]) -> Array:
    """How much of the manager's words and of the ask the reply takes up."""
    return np.array([number for other in (manager, ask) for number in _overlap(_stems(reply), _stems(other))])


def _stems(parts: Sequence[str]) -> set[str]:
    return {part[:_STEM] for part in parts if part not in FUNCTION_WORDS and len(part) > 2}


def _overlap(mine: set[str], theirs: set[str]) -> tuple[float, float, float]:
    common = len(mine & theirs)
    return float(common), common / max(1, len(theirs)), common / max(1, len(mine))
