"""Fits the linear model: ridge regression on all labels at once, over weighted blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse

from assistant.text.features import Array, Dense, Terms
from assistant.text.linear import Linear, Sample
from evals.training.recipes import Recipe


def fit(recipe: Recipe, samples: Sequence[Sample], truth: Array) -> Linear:
    """The linear model that ``recipe`` makes of the samples and what the raters said of them, (samples, labels).

    Solved over the samples, of which there are far fewer than features.
    """
    terms = {
        name: Terms.learn((sample.terms[name] for sample in samples), rarest)
        for name, rarest in recipe.rarest.items()
    }
    dense = {name: Dense.learn(_dense(samples, name)) for name in samples[0].dense}
    rows = {name: _matrix(space, [s.terms[name] for s in samples]) for name, space in terms.items()}
    rows |= {name: space.rows(_dense(samples, name)) for name, space in dense.items()}
    gram = sum(
        (weight**2 * _gram(rows[name]) for name, weight in recipe.blocks.items()),
        np.zeros((len(samples),) * 2),
    )
    gram = gram + gram.mean() - gram.mean(0)[None, :] - gram.mean(1)[:, None]
    solved = np.linalg.solve(gram + recipe.ridge * np.eye(len(gram)), truth - truth.mean(0))
    weights = {name: weight**2 * (rows[name].T @ solved) for name, weight in recipe.blocks.items()}
    centre = sum(np.asarray(rows[name].mean(axis=0)).ravel() @ part for name, part in weights.items())
    return Linear(recipe.labels, terms, dense, weights, truth.mean(0) - centre)


def _dense(samples: Sequence[Sample], name: str) -> Array:
    return np.array([sample.dense[name] for sample in samples])


def _matrix(space: Terms, texts: Sequence[Sequence[str]]) -> Any:
    found = [space.row(terms) for terms in texts]
    ends = np.cumsum([0, *(len(places) for places, _ in found)])
    values = np.concatenate([values for _, values in found])
    places = np.concatenate([places for places, _ in found])
    return sparse.csr_matrix((values, places, ends), shape=(len(texts), len(space.vocabulary)))


def _gram(rows: Any) -> Array:
    product = rows @ rows.T
    gram: Array = product.toarray() if sparse.issparse(product) else product
    return gram
