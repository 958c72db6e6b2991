"""Two layers of prediction from trained parameters, in numpy: linear views of a text, then one smooth combination.

A *block* turns one kind of feature (n-grams, cues, sentence vectors) into a row of numbers. A *view* is a set of
blocks with linear heads for every target. The views' outputs, with a few dense features beside them, are the point
at which a radial kernel regression and a ridge regression are evaluated; their mean is the prediction.
``evals/training`` learns all of it; the same block code runs there and here, so both see the same features.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.text.features import Array, Dense, Terms


@dataclass(frozen=True)
class Sample:
    """The features of one text: terms by block and numbers by block."""

    terms: Mapping[str, Sequence[str]]
    dense: Mapping[str, Array]


@dataclass(frozen=True)
class Heads:
    """The linear weights that lead from one block to the columns of the first layer."""

    columns: Any
    weights: Any


@dataclass(frozen=True)
class Combination:
    """The second layer: ``support`` points with ``alpha`` (kernel), ``linear`` weights, and what is added to each."""

    mean: Array
    scale: Array
    beside: tuple[str, ...]
    share: float
    gamma: float
    support: Array
    alpha: Array
    linear: Array
    offset: Array

    def outputs(self, points: Array) -> Array:
        """The predictions at ``points`` (n, dimensions)."""
        squares = (
            (points**2).sum(1)[:, None] + (self.support**2).sum(1)[None, :] - 2 * points @ self.support.T
        )
        predictions: Array = np.exp(-self.gamma * squares) @ self.alpha + points @ self.linear + self.offset
        return predictions


@dataclass(frozen=True)
class Stack:
    """All trained parameters of one stage. ``targets`` names the outputs in order, ``cuts`` their thresholds."""

    targets: tuple[str, ...]
    cuts: Mapping[str, Sequence[float]]
    terms: Mapping[str, Terms]
    dense: Mapping[str, Dense]
    heads: Mapping[str, Heads]
    bias: Array
    combination: Combination

    def predict(self, samples: Sequence[Sample]) -> Array:
        """One row of predictions for each sample, columns as in ``targets``."""
        return self.combination.outputs(self.points(self.first_layer(samples), samples))

    def first_layer(self, samples: Sequence[Sample]) -> Array:
        """The outputs of all views."""
        out = np.tile(self.bias, (len(samples), 1))
        for name, heads in self.heads.items():
            if name in self.dense:
                rows = self.dense[name].rows(np.array([sample.dense[name] for sample in samples]))
                out[:, heads.columns] += rows @ heads.weights
            else:
                for i, sample in enumerate(samples):
                    out[i, heads.columns] += self._from_terms(name, sample.terms[name])
        return out

    def points(self, first: Array, samples: Sequence[Sample]) -> Array:
        """Where the second layer is evaluated: the first layer's outputs and the dense blocks beside them."""
        layer = self.combination
        parts = [(first - layer.mean) / layer.scale]
        for name in layer.beside:
            rows = self.dense[name].rows(np.array([sample.dense[name] for sample in samples]))
            parts.append(layer.share * np.sqrt(rows.shape[1]) * rows)
        return np.hstack(parts)

    def hints(self, block: str, terms: Sequence[str]) -> Array:
        """How strongly the terms of a part of a text speak for each target, by the first view with ``block`` only."""
        hints: Array = self._from_terms(block, terms)[: len(self.targets)]
        return hints

    def _from_terms(self, block: str, terms: Sequence[str]) -> Array:
        places, values = self.terms[block].row(terms)
        spoken: Array = values @ self.heads[block].weights[places].astype(np.float64)
        return spoken


def save(stack: Stack, folder: Path) -> None:
    """Writes the parameters as ``*.npz`` (half precision) and ``stack.json`` into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.npz"):
        old.unlink()
    for name, heads in stack.heads.items():
        known = stack.terms.get(name)
        space: dict[str, Any] = (
            {
                "vocabulary": np.frombuffer("\n".join(known.vocabulary).encode(), dtype=np.uint8),
                "idf": _half(known.idf),
            }
            if known
            else {
                "mean": stack.dense[name].mean.astype(np.float32),
                "scale": stack.dense[name].scale.astype(np.float32),
            }
        )
        np.savez_compressed(
            folder / f"{name}.npz", columns=heads.columns, weights=_half(heads.weights), **space
        )
    layer = stack.combination
    arrays = {
        "mean": layer.mean,
        "scale": layer.scale,
        "alpha": layer.alpha,
        "linear": layer.linear,
        "offset": layer.offset,
    }
    stored: dict[str, Any] = {key: value.astype(np.float32) for key, value in arrays.items()}
    stored |= {"bias": stack.bias.astype(np.float32), "support": _half(layer.support)}
    np.savez_compressed(folder / "combination.npz", **stored)
    about = {
        "targets": stack.targets,
        "cuts": stack.cuts,
        "blocks": list(stack.heads),
        "beside": layer.beside,
        "share": layer.share,
        "gamma": layer.gamma,
    }
    (folder / "stack.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def load(folder: Path) -> Stack:
    """The parameters that :func:`save` wrote."""
    about = json.loads((folder / "stack.json").read_text(encoding="utf-8"))
    terms: dict[str, Terms] = {}
    dense: dict[str, Dense] = {}
    heads: dict[str, Heads] = {}
    for name in about["blocks"]:
        with np.load(folder / f"{name}.npz", allow_pickle=False) as file:
            heads[name] = Heads(file["columns"], file["weights"])
            if "vocabulary" in file:
                listed = file["vocabulary"].tobytes().decode().split("\n")
                terms[name] = Terms(
                    {term: i for i, term in enumerate(listed)}, file["idf"].astype(np.float64)
                )
            else:
                dense[name] = Dense(file["mean"].astype(np.float64), file["scale"].astype(np.float64))
    with np.load(folder / "combination.npz", allow_pickle=False) as file:
        part = {key: file[key].astype(np.float64) for key in file}
    bias = part.pop("bias")
    layer = Combination(beside=tuple(about["beside"]), share=about["share"], gamma=about["gamma"], **part)
    return Stack(tuple(about["targets"]), about["cuts"], terms, dense, heads, bias, layer)


def _half(values: Array) -> Any:
    return values.astype(np.float16)
