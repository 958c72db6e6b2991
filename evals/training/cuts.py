"""How much the network and the linear model count, where a chance becomes a yes, and where a level begins."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from assistant.text.features import Array
from evals.metrics import weighted_kappa
from evals.training.recipes import Recipe

WON_OVER = 0.04
"""At most this share of empty replies may be read as dealt with, the worst error of a rehearsal: 5 %, less a margin for
texts by other authors; many of the rows kept were written to win over."""
_STEPS = 60
_NEWTON_STEPS = 25
_SHARES = (0.4, 0.5, 0.6, 0.7, 0.8)


def shares(recipe: Recipe, network: Array, linear: Array, truth: Array) -> dict[str, float]:
    """The network's part for each label: one for the first two labels, one for the flags; least squared error.

    Two numbers are chosen and no more: a share for each label would follow the noise of few rows. The linear model always
    counts a fifth: two opinions that err in different ways carry further on texts by other authors than one.
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
    """Thresholds for each flag and, for replies, the two cuts between the levels."""
    found: dict[str, tuple[float, ...]] = {
        name: (flag_cut(said[:, j], truth[:, j]),)
        for j, name in enumerate(recipe.labels)
        if name in recipe.flags
    }
    if "dealt_with" in recipe.labels:
        found["level"] = level_cuts(said[:, 0] + said[:, 1], truth[:, 0] + truth[:, 1])
    return found


def flag_cut(said: Array, truth: Array) -> float:
    """Halfway between a half and the cut of the best F1 to be expected if the chances, once calibrated, are true.

    The cut of the best F1 that was counted follows the noise of a few rows: chosen on one half of the rows kept for it, it loses
    a hundredth of F1 on the other against this one (Lipton et al. 2014 on expected F1, Platt 1999 on calibration).
    """
    chances = _calibrated(said, (truth > 0.5).astype(float))
    order = np.argsort(-chances)
    found = np.cumsum(chances[order])
    expected = 2 * found / (np.arange(1, len(said) + 1) + found[-1])
    return float(said[order[expected.argmax()]] + 0.5) / 2


def _calibrated(said: Array, yes: Array) -> Array:
    """Platt scaling by Newton's method, held back towards no change."""
    clipped = np.clip(said, 1e-3, 1 - 1e-3)
    inputs = np.column_stack([np.log(clipped / (1 - clipped)), np.ones(len(said))])
    weights, prior = np.array([1.0, 0.0]), np.array([1.0, 0.0])
    penalty = np.diag([1.0, 1e-6])
    chances: Array = clipped
    for _ in range(_NEWTON_STEPS):
        chances = 1 / (1 + np.exp(-inputs @ weights))
        gradient = inputs.T @ (chances - yes) + penalty @ (weights - prior)
        curvature = (inputs.T * (chances * (1 - chances))) @ inputs + penalty
        weights = weights - np.linalg.solve(curvature, gradient)
    return chances


def level_cuts(said: Array, truth: Array) -> tuple[float, float]:
    """The two cuts of the best kappa among those that are seldom won over by an empty reply."""
    tried = np.quantile(said, np.linspace(0.1, 0.9, _STEPS))
    allowed = [pair for pair in combinations(tried, 2) if (said[truth == 0] > pair[1]).mean() <= WON_OVER]
    due = truth.astype(int).tolist()
    low, high = max(allowed, key=lambda pair: weighted_kappa(due, _levels(said, pair).tolist(), 2))
    return float(low), float(high)


def _levels(said: Array, pair: tuple[float, float]) -> Array:
    return (said > pair[0]).astype(int) + (said > pair[1])
