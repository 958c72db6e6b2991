"""Where a prediction becomes a yes, and where a level begins."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from assistant.text.features import Array
from evals.metrics import f1, weighted_kappa
from evals.training.recipes import Recipe

WON_OVER = 0.03
"""At most this share of empty replies may be read as dealt with, the worst error of a rehearsal: 5 %, less a margin for
texts by other authors."""
_STEPS = 60


def choose(recipe: Recipe, said: Array, truth: Array) -> dict[str, list[float]]:
    """Thresholds for each flag (best F1) and, where there is a ``level``, the two cuts between the levels."""
    cuts = {
        name: [flag_cut(said[:, j], truth[:, j])]
        for j, name in enumerate(recipe.targets)
        if j in recipe.flags
    }
    if "level" in recipe.targets:
        column = recipe.targets.index("level")
        cuts["level"] = level_cuts(said[:, column], truth[:, column])
    return cuts


def flag_cut(said: Array, truth: Array) -> float:
    """The middle of the thresholds whose F1 is within a hundredth of the best."""
    yes = truth > 0.5
    tried = np.quantile(said, np.linspace(0.02, 0.98, _STEPS))
    marks = np.array([f1(yes.tolist(), (said > cut).tolist()) for cut in tried])
    return float(np.median(tried[marks >= marks.max() - 0.01]))


def level_cuts(said: Array, truth: Array) -> list[float]:
    """The two cuts of the best kappa among those that are seldom won over by an empty reply."""
    tried = np.quantile(said, np.linspace(0.1, 0.9, _STEPS))
    allowed = [pair for pair in combinations(tried, 2) if (said[truth == 0] > pair[1]).mean() <= WON_OVER]
    due = truth.astype(int).tolist()
    best = max(allowed, key=lambda pair: weighted_kappa(due, levels(said, pair).tolist(), 2))
    return [float(cut) for cut in best]


def levels(said: Array, cuts: tuple[float, float]) -> Array:
    """The level that each prediction amounts to."""
    return (said > cuts[0]).astype(int) + (said > cuts[1])
