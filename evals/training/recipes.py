"""What is learnt for each stage: the blocks of the linear model, the labels, what the raters said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.domain import CONCERNS, ELEMENTS, USER_MOVES, Prompted
from assistant.encoding.tuned import ASK_LABELS, REPLY_LABELS
from assistant.listening import at_hand
from assistant.listening import embedded as listening
from assistant.scoring import embedded as scoring
from assistant.text.features import Array
from assistant.text.linear import Sample
from evals.training.data import Row, ask_groups, reply_groups


@dataclass(frozen=True)
class Recipe:
    """Everything that the trainer needs to know about a stage.

    ``blocks``: each with its weight. ``rarest``: in how many texts a term must occur. ``ridge``: how much the linear
    weights are held back. ``flags``: the labels that are yes or no.
    """

    name: str
    labels: tuple[str, ...]
    flags: tuple[str, ...]
    sample: Callable[[Row], Sample]
    truth: Callable[[Row], list[float]]
    groups: Callable[[Sequence[Row]], list[str]]
    blocks: Mapping[str, float]
    rarest: Mapping[str, int]
    ridge: float
    parameters: Path

    def truths(self, rows: Sequence[Row]) -> Array:
        """What the raters said, (rows, labels) from 0 to 1."""
        return np.array([self.truth(row) for row in rows], dtype=float)


def prompted(row: Row) -> Prompted:
    """What the reply of ``row`` answers."""
    return Prompted(row["ask"], row["objection_type"], row["manager"])


def _ask_truth(row: Row) -> list[float]:
    elements = [float(row["elements"][name]) for name in ELEMENTS]
    return [row["specificity"] / 10, row["business_framing"] / 10, *elements]


def _reply_truth(row: Row) -> list[float]:
    moves = [float(row["moves"][name]) for name in USER_MOVES]
    return [float(row["level"] >= 1), float(row["level"] >= 2), *moves]


ASKS = Recipe(
    name="asks",
    labels=ASK_LABELS,
    flags=ELEMENTS,
    sample=lambda row: scoring.sample(row["text"]),
    truth=_ask_truth,
    groups=ask_groups,
    blocks={"tokens": 1, "shape": 1, "words": 1, "cues": 1},
    rarest={"tokens": 2, "shape": 3, "words": 2},
    ridge=1.5,
    parameters=scoring.PARAMETERS,
)
REPLIES = Recipe(
    name="replies",
    labels=REPLY_LABELS,
    flags=USER_MOVES,
    sample=lambda row: listening.sample(prompted(row), row["reply"]),
    truth=_reply_truth,
    groups=reply_groups,
    blocks={
        "tokens": 1, "shape": 1, "pairs": 0.6, "cues": 1, "concern": 0.4, "shared": 0.5, "cues_by_concern": 0.7,
    },
    rarest={"tokens": 2, "shape": 3, "pairs": 2},
    ridge=1.5,
    parameters=listening.PARAMETERS,
)  # fmt: skip
WORRIES = Recipe(
    name="worries",
    labels=CONCERNS,
    flags=(),
    sample=lambda row: at_hand.sample(row["reply"]),
    truth=lambda row: [float(row["objection_type"] == name) for name in CONCERNS],
    groups=reply_groups,
    blocks={"tokens": 1},
    rarest={"tokens": 3},
    ridge=2.0,
    parameters=at_hand.PARAMETERS,
)
