"""Figures on the rows set aside, from parameters that never saw them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from assistant.domain import Assessment, Reading
from assistant.listening.embedded import EmbeddedListener
from assistant.scoring.embedded import EmbeddedScorer
from assistant.seams import Encoder
from assistant.text.stack import save
from evals.training import data
from evals.training.fit import fit
from evals.training.metrics import f1, kappa, spearman
from evals.training.recipes import ASKS, REPLIES, Recipe, prompted, truths

_AXES = ("specificity", "business_framing")


def measure(encoder: Encoder, out: Path | None = None) -> dict[str, float]:
    """Trains on the rest of the split and measures on its rows; writes the predictions to ``out`` if given."""
    asks, replies = _aside(data.asks()), _aside(data.replies())
    with TemporaryDirectory() as name:
        folder = Path(name)
        _train_on_rest(encoder, ASKS, data.asks(), folder / "scoring")
        _train_on_rest(encoder, REPLIES, data.replies(), folder / "listening")
        assessments = EmbeddedScorer(encoder, folder / "scoring").score([row["text"] for row in asks])
        listener = EmbeddedListener(encoder, folder / "listening")
        readings = listener.read([(prompted(row), row["reply"]) for row in replies])
    if out:
        out.mkdir(parents=True, exist_ok=True)
        _write(out / "asks.jsonl", asks, [_ask_line(item) for item in assessments])
        _write(out / "replies.jsonl", replies, [_reply_line(item) for item in readings])
    return _ask_figures(asks, assessments) | _reply_figures(replies, readings)


def _aside(rows: Sequence[data.Row]) -> list[data.Row]:
    return [row for row in rows if row["id"] in data.held_out()]


def _train_on_rest(encoder: Encoder, recipe: Recipe, rows: Sequence[data.Row], folder: Path) -> None:
    held_out = data.held_out()
    rest = [row for row in rows if row["id"] not in held_out]
    samples = [recipe.sample(encoder, row) for row in rest]
    save(fit(recipe, samples, truths(recipe, rest), recipe.groups(rest)), folder)


def _ask_figures(rows: Sequence[data.Row], said: Sequence[Assessment]) -> dict[str, float]:
    figures: dict[str, float] = {}
    for axis in _AXES:
        truth = np.array([float(row[axis]) for row in rows])
        scores = np.array([float(getattr(item, axis)) for item in said])
        figures[f"{axis}_spearman"] = spearman(truth, scores)
        figures[f"{axis}_mae"] = float(np.abs(truth - scores).mean())
    marks = [
        f1(np.array([bool(row["elements"][name]) for row in rows]), np.array([i.elements[name].present for i in said]))
        for name in rows[0]["elements"]
    ]
    return figures | {"elements_macro_f1": float(np.mean(marks))}


def _reply_figures(rows: Sequence[data.Row], said: Sequence[Reading]) -> dict[str, float]:
    truth = np.array([float(row["level"]) for row in rows])
    levels = np.array([float(item.level) for item in said])
    marks = [
        f1(np.array([bool(row["moves"][name]) for row in rows]), np.array([item.moves[name] for item in said]))
        for name in rows[0]["moves"]
    ]
    return {
        "level_qwk": kappa(truth, levels, 2),
        "won_over_by_an_empty_reply": float((levels[truth == 0] == 2).mean()),
        "deaf_to_a_good_reply": float((levels[truth == 2] == 0).mean()),
        "moves_macro_f1": float(np.mean(marks)),
    }


def _ask_line(item: Assessment) -> dict[str, object]:
    return asdict(item)


def _reply_line(item: Reading) -> dict[str, object]:
    return {"level": item.level, "moves": dict(item.moves), "quotes": dict(item.quotes), "engine": item.engine}


def _write(path: Path, rows: Sequence[data.Row], lines: Sequence[Mapping[str, object]]) -> None:
    text = "".join(json.dumps({"id": row["id"], **line}) + "\n" for row, line in zip(rows, lines, strict=True))
    path.write_text(text, encoding="utf-8")
