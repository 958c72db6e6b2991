"""What is learnt for each stage: blocks, views, targets and the settings that cross-validation chose."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from assistant.domain import Prompted
from assistant.listening import embedded as listening
from assistant.scoring import embedded as scoring
from assistant.seams import Encoder
from assistant.text.features import Array
from assistant.text.stack import Sample
from evals.training.data import Row, ask_groups, reply_groups


@dataclass(frozen=True)
class View:
    """A set of blocks (each with its weight) and how much its linear weights are held back."""

    blocks: Mapping[str, float]
    ridge: float


@dataclass(frozen=True)
class Recipe:
    """Everything that the trainer needs to know about a stage.

    ``flags``: how many of the targets, the first ones, are yes or no. ``rarest``: in how many texts a term must occur.
    ``kernel``: the share of the kernel regression in the prediction, for flags and for scores.
    """

    name: str
    targets: tuple[str, ...]
    flags: Sequence[int]
    sample: Callable[[Encoder, Row], Sample]
    truth: Callable[[Row], list[float]]
    groups: Callable[[Sequence[Row]], list[str]]
    rarest: Mapping[str, int]
    views: tuple[View, ...]
    beside: tuple[str, ...]
    share: float = 0.3
    gamma: float = 0.006
    cost: float = 2.0
    tube: float = 0.3
    ridge: float = 300.0
    kernel: Mapping[str, float] = field(default_factory=lambda: {"flag": 0.5, "score": 0.8})


def truths(recipe: Recipe, rows: Sequence[Row]) -> Array:
    """What the raters said, one row each, columns as in the recipe's targets."""
    return np.array([recipe.truth(row) for row in rows], dtype=float)


def _ask_truth(row: Row) -> list[float]:
    return [
        *(row["elements"][name] for name in scoring.TARGETS[:-2]),
        row["specificity"],
        row["business_framing"],
    ]


def _reply_truth(row: Row) -> list[float]:
    level = row["level"]
    moves = [row["moves"][name] for name in listening.TARGETS[:-3]]
    return [*moves, level, level == 0, level == 2]


def prompted(row: Row) -> Prompted:
    """What the reply of ``row`` answers."""
    return Prompted(row["ask"], row["objection_type"], row["manager"])


ASKS = Recipe(
    name="scoring",
    targets=scoring.TARGETS,
    flags=range(12),
    sample=lambda encoder, row: scoring.sample(encoder, row["text"]),
    truth=_ask_truth,
    groups=ask_groups,
    rarest={"tokens": 2, "shape": 3, "words": 2},
    views=(
        View({"tokens": 1}, 0.5),
        View({"words": 1}, 0.5),
        View({"cues": 1}, 0.2),
        View({"meaning": 1}, 0.3),
        View({"tokens": 1, "shape": 1, "words": 1, "cues": 1, "meaning": 1}, 1.5),
    ),
    beside=(),
)
_EVERYTHING = {
    "tokens": 1,
    "shape": 1,
    "pairs": 0.6,
    "cues": 1,
    "concern": 0.4,
    "shared": 0.5,
    "cues_by_concern": 0.7,
    "meaning": 1,
}
REPLIES = Recipe(
    name="listening",
    targets=listening.TARGETS,
    flags=(*range(13), 14, 15),
    sample=lambda encoder, row: listening.sample(encoder, prompted(row), row["reply"]),
    truth=_reply_truth,
    groups=reply_groups,
    rarest={"tokens": 2, "shape": 3, "pairs": 2},
    views=(
        View({"tokens": 1}, 0.5),
        View({"tokens": 1, "pairs": 1, "concern": 0.5}, 0.7),
        View({"cues": 1, "concern": 0.5, "shared": 0.5, "cues_by_concern": 1}, 0.5),
        View({"meaning": 1, "concern": 0.5, "shared": 0.5}, 0.3),
        View(_EVERYTHING, 1.5),
    ),
    beside=("cues", "concern", "shared"),
    cost=1.0,
    tube=0.1,
    ridge=400.0,
    kernel={"flag": 0.2, "score": 0.9},
)
