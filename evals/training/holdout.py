"""Figures on the rows set aside, from parameters that never saw them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant import views
from assistant.listening.embedded import EmbeddedListener
from assistant.scoring.embedded import EmbeddedScorer
from assistant.seams import Encoder
from assistant.text.stack import save
from evals.metrics import MEASURES, Rows
from evals.training import data
from evals.training.fit import fit
from evals.training.recipes import ASKS, REPLIES, Recipe, prompted, truths


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
        _write(out / "asks.jsonl", asks, [views.assessment(item) for item in assessments])
        _write(out / "replies.jsonl", replies, [views.reading(item) for item in readings])
    return MEASURES["asks"](*_pair(asks, map(views.assessment, assessments))) | MEASURES["replies"](
        *_pair(replies, map(views.reading, readings))
    )


def _pair(rows: Sequence[data.Row], lines: Iterable[Mapping[str, Any]]) -> tuple[Rows, Rows]:
    """Judged and printed rows by id."""
    return {row["id"]: row for row in rows}, {row["id"]: line for row, line in zip(rows, lines, strict=True)}


def _aside(rows: Sequence[data.Row]) -> list[data.Row]:
    return [row for row in rows if row["id"] in data.held_out()]


def _train_on_rest(encoder: Encoder, recipe: Recipe, rows: Sequence[data.Row], folder: Path) -> None:
    held_out = data.held_out()
    rest = [row for row in rows if row["id"] not in held_out]
    samples = [recipe.sample(encoder, row) for row in rest]
    save(fit(recipe, samples, truths(recipe, rest), recipe.groups(rest)), folder)


def _write(path: Path, rows: Sequence[data.Row], lines: Sequence[Mapping[str, object]]) -> None:
    text = "".join(
        json.dumps({"id": row["id"], **line}) + "\n" for row, line in zip(rows, lines, strict=True)
    )
    path.write_text(text, encoding="utf-8")
