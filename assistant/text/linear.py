"""A linear model over blocks of features, from trained parameters, in numpy.

A *block* turns one kind of feature (n-grams, cues) into a row of numbers; every block has weights for every label.
``evals/training`` learns them; the same block code runs there and here, so both see the same features.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from assistant.text.features import Array, Dense, Terms

_ONE_AT_A_TIME = Lock()
"""NumPy reads a file's header with ``ast``, which CPython 3.11 cannot do safely in two threads at once ("AST constructor recursion depth mismatch")."""


@dataclass(frozen=True)
class Sample:
    """The features of one text: terms by block and numbers by block."""

    terms: Mapping[str, Sequence[str]]
    dense: Mapping[str, Array]


@dataclass(frozen=True)
class Linear:
    """``chances = bias + sum of block rows x weights``; a weight matrix has a row for each feature, a column for each label."""

    labels: tuple[str, ...]
    terms: Mapping[str, Terms]
    dense: Mapping[str, Dense]
    weights: Mapping[str, Array]
    bias: Array

    def chances(self, sample: Sample) -> dict[str, float]:
        """About how likely each label is; not bounded to 0 and 1."""
        said = self.bias.copy()
        for name, space in self.terms.items():
            places, values = space.row(sample.terms[name])
            said += values @ self.weights[name][places].astype(np.float64)
        for name, scale in self.dense.items():
            said += scale.rows(sample.dense[name][None])[0] @ self.weights[name].astype(np.float64)
        return dict(zip(self.labels, said.tolist(), strict=True))

    def spoken(self, block: str, terms: Sequence[str]) -> dict[str, float]:
        """How strongly the terms of a part of a text speak for each label, by one block."""
        places, values = self.terms[block].row(terms)
        said = values @ self.weights[block][places].astype(np.float64)
        return dict(zip(self.labels, said.tolist(), strict=True))


@dataclass(frozen=True)
class Blend:
    """How a network's and a linear model's opinion make one, and where it becomes a yes.

    ``share``: the network's part for each label (0 to 1). ``cuts``: for each flag its threshold; for ``level`` the two
    between 0, 1 and 2.
    """

    linear: Linear
    share: Mapping[str, float]
    cuts: Mapping[str, tuple[float, ...]]

    def chances(self, sample: Sample, network: Mapping[str, float]) -> dict[str, float]:
        """The opinion on each label (about 0 to 1)."""
        linear = self.linear.chances(sample)
        return {
            name: share * network[name] + (1 - share) * linear[name] for name, share in self.share.items()
        }


def save(blend: Blend, folder: Path) -> None:
    """Writes the parameters into ``folder``: ``linear.npz`` and ``blend.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    save_linear(blend.linear, folder / "linear.npz")
    about = {"labels": blend.linear.labels, "share": blend.share, "cuts": blend.cuts}
    (folder / "blend.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def load(folder: Path) -> Blend:
    """The parameters that :func:`save` wrote."""
    about = json.loads((folder / "blend.json").read_text(encoding="utf-8"))
    cuts = {name: tuple(values) for name, values in about["cuts"].items()}
    return Blend(load_linear(folder / "linear.npz", tuple(about["labels"])), about["share"], cuts)


def save_linear(linear: Linear, file: Path) -> None:
    """Writes a linear model in half precision."""
    stored: dict[str, Any] = {"bias": linear.bias.astype(np.float32)}
    for name, space in linear.terms.items():
        listed = "\n".join(space.vocabulary).encode()
        stored[f"{name}/vocabulary"] = np.frombuffer(listed, dtype=np.uint8)
        stored[f"{name}/idf"] = space.idf.astype(np.float16)
    for name, scale in linear.dense.items():
        stored[f"{name}/mean"] = scale.mean.astype(np.float32)
        stored[f"{name}/scale"] = scale.scale.astype(np.float32)
    for name, weights in linear.weights.items():
        stored[f"{name}/weights"] = weights.astype(np.float16)
    np.savez(file, **stored)  # packed it takes ten times longer to read


def load_linear(file: Path, labels: tuple[str, ...]) -> Linear:
    """The linear model that :func:`save_linear` wrote; ``labels`` are the columns of its weights."""
    terms: dict[str, Terms] = {}
    dense: dict[str, Dense] = {}
    weights: dict[str, Any] = {}
    with _ONE_AT_A_TIME, np.load(file, allow_pickle=False) as stored:
        for name in [key.partition("/")[0] for key in stored if key.endswith("/weights")]:
            weights[name] = stored[f"{name}/weights"]
            if f"{name}/vocabulary" in stored:
                listed = stored[f"{name}/vocabulary"].tobytes().decode().split("\n")
                idf = stored[f"{name}/idf"].astype(np.float64)
                terms[name] = Terms(dict(zip(listed, range(len(listed)), strict=True)), idf)
            else:
                mean, scale = stored[f"{name}/mean"], stored[f"{name}/scale"]
                dense[name] = Dense(mean.astype(np.float64), scale.astype(np.float64))
        bias = stored["bias"].astype(np.float64)
    return Linear(labels, terms, dense, weights, bias)
