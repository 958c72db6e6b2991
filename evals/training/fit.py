"""Fits a stack to rows: blocks, linear views, and the combination learnt from predictions on unseen groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import compress
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import Ridge
from sklearn.svm import SVR

from assistant.text.features import Array, Dense, Terms
from assistant.text.stack import Combination, Heads, Sample, Stack
from evals.training.cuts import choose
from evals.training.data import folds
from evals.training.recipes import Recipe, View

_FOLDS = 5


def fit(recipe: Recipe, samples: Sequence[Sample], truth: Array, groups: Sequence[str]) -> Stack:
    """The stack that ``recipe`` makes of the samples and what the raters said of them.

    The combination learns from what the views say of groups that they were not trained on, and the thresholds
    from what the combination says of such groups.
    """
    fold = folds(groups, _FOLDS, "first")
    unseen = np.zeros((len(samples), len(recipe.views) * len(recipe.targets)))
    for k in range(_FOLDS):
        part = first_layer(recipe, _pick(samples, fold != k), truth[fold != k])
        unseen[fold == k] = part.first_layer(_pick(samples, fold == k))
    whole = first_layer(recipe, samples, truth)
    stack = _with_combination(recipe, whole, unseen, samples, truth)
    return _with_cuts(recipe, stack, unseen, samples, truth, folds(groups, _FOLDS, "second"))


def first_layer(recipe: Recipe, samples: Sequence[Sample], truth: Array) -> Stack:
    """Blocks and linear views; the combination is still empty."""
    terms = {
        name: Terms.learn((sample.terms[name] for sample in samples), rarest)
        for name, rarest in recipe.rarest.items()
    }
    dense = {name: Dense.learn(_dense_rows(samples, name)) for name in samples[0].dense}
    rows = {name: _matrix(space, [s.terms[name] for s in samples]) for name, space in terms.items()}
    rows |= {name: space.rows(_dense_rows(samples, name)) for name, space in dense.items()}
    grams = {name: _gram(block) for name, block in rows.items()}
    wanted = np.where([j in recipe.flags for j in range(len(recipe.targets))], 2 * truth - 1, truth)
    fitted = [_fit_view(view, rows, grams, wanted) for view in recipe.views]
    heads = {name: _heads(recipe, name, [weights for weights, _ in fitted]) for name in rows}
    nothing = np.zeros(0)
    empty = Combination(
        nothing, nothing, recipe.beside, recipe.share, recipe.gamma, nothing, nothing, nothing, nothing
    )
    bias = np.concatenate([offset for _, offset in fitted])
    return Stack(recipe.targets, {}, terms, dense, {k: v for k, v in heads.items() if v}, bias, empty)


def _dense_rows(samples: Sequence[Sample], name: str) -> Array:
    return np.array([sample.dense[name] for sample in samples])


def _matrix(space: Terms, texts: Sequence[Sequence[str]]) -> Any:
    found = [space.row(terms) for terms in texts]
    ends = np.cumsum([0, *(len(places) for places, _ in found)])
    values = np.concatenate([values for _, values in found])
    places = np.concatenate([places for places, _ in found])
    return sparse.csr_matrix((values, places, ends), shape=(len(texts), len(space.vocabulary)))


def _fit_view(
    view: View, rows: dict[str, Any], grams: dict[str, Array], wanted: Array
) -> tuple[dict[str, Array], Array]:
    """The view's weights by block (features, targets) and its offsets: ridge regression on all targets at once.

    Solved over the rows, of which there are far fewer than features.
    """
    gram = sum(
        (weight**2 * grams[name] for name, weight in view.blocks.items()), np.zeros((len(wanted),) * 2)
    )
    gram = gram + gram.mean() - gram.mean(0)[None, :] - gram.mean(1)[:, None]
    solved = np.linalg.solve(gram + view.ridge * np.eye(len(gram)), wanted - wanted.mean(0))
    weights = {name: weight**2 * (rows[name].T @ solved) for name, weight in view.blocks.items()}
    centre = sum(np.asarray(rows[name].mean(axis=0)).ravel() @ part for name, part in weights.items())
    return weights, wanted.mean(0) - centre


def _gram(rows: Any) -> Array:
    product = rows @ rows.T
    gram: Array = product.toarray() if sparse.issparse(product) else product
    return gram


def _heads(recipe: Recipe, name: str, fitted: Sequence[dict[str, Array]]) -> Heads | None:
    """The weights of every view that uses the block, side by side; None where none does."""
    size = len(recipe.targets)
    using = [i for i, weights in enumerate(fitted) if name in weights]
    if not using:
        return None
    columns = np.concatenate([np.arange(i * size, (i + 1) * size) for i in using]).astype(np.int16)
    return Heads(columns, np.hstack([fitted[i][name] for i in using]).astype(np.float16))


def _with_combination(
    recipe: Recipe, stack: Stack, unseen: Array, samples: Sequence[Sample], truth: Array
) -> Stack:
    """The stack with a combination learnt at the points that ``unseen`` first-layer outputs give."""
    centred = replace(stack.combination, mean=unseen.mean(0), scale=unseen.std(0))
    # Support points are stored in half precision: the weights are learnt for what will be read back.
    points = replace(stack, combination=centred).points(unseen, samples).astype(np.float16).astype(np.float64)
    solved = [_combine(recipe, points, truth[:, j], j in recipe.flags) for j in range(len(recipe.targets))]
    alpha, linear, offset = (np.array(part).T for part in zip(*solved, strict=True))
    return replace(
        stack, combination=replace(centred, support=points, alpha=alpha, linear=linear, offset=offset)
    )


def _combine(recipe: Recipe, points: Array, truth: Array, flag: bool) -> tuple[Array, Array, float]:
    """Kernel weights, linear weights and offset for one target; flags become -1 and 1."""
    wanted = 2 * truth - 1 if flag else truth
    share = recipe.kernel["flag" if flag else "score"]
    smooth = SVR(C=recipe.cost, gamma=recipe.gamma, epsilon=recipe.tube).fit(points, wanted)
    straight = Ridge(recipe.ridge).fit(points, wanted)
    alpha = np.zeros(len(points))
    alpha[smooth.support_] = share * smooth.dual_coef_[0]
    offset = share * float(smooth.intercept_[0]) + (1 - share) * float(straight.intercept_)
    return alpha, (1 - share) * straight.coef_, offset


def _with_cuts(
    recipe: Recipe, stack: Stack, unseen: Array, samples: Sequence[Sample], truth: Array, fold: Any
) -> Stack:
    """The stack with thresholds chosen on predictions for unseen groups."""
    said = np.zeros_like(truth)
    for k in range(_FOLDS):
        learn, test = fold != k, fold == k
        part = _with_combination(recipe, stack, unseen[learn], _pick(samples, learn), truth[learn])
        said[test] = part.combination.outputs(part.points(unseen[test], _pick(samples, test)))
    return replace(stack, cuts=choose(recipe, said, truth))


def _pick(samples: Sequence[Sample], chosen: Any) -> list[Sample]:
    return list(compress(samples, chosen))
