"""How much the network and the linear model count, where a chance becomes a yes, and where a level begins."""

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
_SHARES = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


def shares(recipe: Recipe, network: Array, linear: Array, truth: Array) -> dict[str, float]:
    """The network's part for each label: one for the first two labels, one for the flags; least squared error.

    Two numbers are chosen and no more: a share for each label would follow the noise of few rows.
    """
    chosen: dict[str, float] = {}
    for columns in (slice(0, 2), slice(2, None)):
        lost = {
            share: float(((share * network + (1 - share) * linear - truth)[:, columns] ** 2).mean())
            for share in _SHARES
        }
        best = min(lost, key=lambda share: lost[share])
        chosen |= dict.fromkeys(recipe.labels[columns], best)
    return chosen


def cuts(recipe: Recipe, said: Array, truth: Array) -> dict[str, tuple[float, ...]]:
    """Thresholds for each flag (best F1) and, for replies, the two cuts between the levels."""
    found: dict[str, tuple[float, ...]] = {
        name: (flag_cut(said[:, j], truth[:, j]),)
        for j, name in enumerate(recipe.labels)
        if name in recipe.flags
    }
    if "dealt_with" in recipe.labels:
        found["level"] = level_cuts(said[:, 0] + said[:, 1], truth[:, 0] + truth[:, 1])
    return found


def flag_cut(said: Array, truth: Array) -> float:
    """The middle of the thresholds whose F1 is within a hundredth of the best."""
    yes = truth > 0.5
    tried = np.quantile(said, np.linspace(0.02, 0.98, _STEPS))
    marks = np.array([f1(yes.tolist(), (said > cut).tolist()) for cut in tried])
    return float(np.median(tried[marks >= marks.max() - 0.01]))


def level_cuts(said: Array, truth: Array) -> tuple[float, float]:
    """The two cuts of the best kappa among those that are seldom won over by an empty reply."""
    tried = np.quantile(said, np.linspace(0.1, 0.9, _STEPS))
    allowed = [pair for pair in combinations(tried, 2) if (said[truth == 0] > pair[1]).mean() <= WON_OVER]
    due = truth.astype(int).tolist()
    low, high = max(allowed, key=lambda pair: weighted_kappa(due, _levels(said, pair).tolist(), 2))
    return float(low), float(high)


def _levels(said: Array, pair: tuple[float, float]) -> Array:
    return (said > pair[0]).astype(int) + (said > pair[1])
