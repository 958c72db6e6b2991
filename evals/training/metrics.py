"""The figures that judge predictions; the same definitions as everywhere in the project."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from assistant.text.features import Array

Bools = npt.NDArray[np.bool_]


def spearman(truth: Array, said: Array) -> float:
    """Rank correlation; equal values share their mean rank."""
    return float(np.corrcoef(_ranks(truth), _ranks(said))[0, 1])


def kappa(truth: Array, said: Array, top: int) -> float:
    """Quadratic weighted kappa over the whole numbers from 0 to ``top``."""
    true_counts, said_counts = (np.array([(values == k).sum() for k in range(top + 1)]) for values in (truth, said))
    gaps = (np.arange(top + 1)[:, None] - np.arange(top + 1)[None, :]) ** 2
    chance = float((np.outer(true_counts, said_counts) * gaps).sum()) / len(truth)
    return 1 - float(((truth - said) ** 2).sum()) / chance if chance else 0.0


def f1(truth: Bools, said: Bools) -> float:
    """The harmonic mean of precision and recall."""
    hits, wrong = int((truth & said).sum()), int((truth != said).sum())
    return 2 * hits / (2 * hits + wrong) if hits or wrong else 1.0


def _ranks(values: Array) -> Array:
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    ranks: Array = (np.cumsum(count) - (count - 1) / 2)[place]
    return ranks
