"""Figures on the rows set aside, which no parameter ever saw."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant import views
from assistant.encoding.tuned import TunedEncoder
from assistant.listening.embedded import EmbeddedListener
from assistant.scoring.embedded import EmbeddedScorer
from evals.metrics import MEASURES, Rows
from evals.training import data
from evals.training.recipes import prompted


def measure(out: Path | None = None) -> dict[str, float]:
    """The figures of the parameters as they are; writes the predictions to ``out`` if given."""
    asks, replies = _aside(data.asks()), _aside(data.replies())
    encoder = TunedEncoder()
    assessments = EmbeddedScorer(encoder).score([row["text"] for row in asks])
    readings = EmbeddedListener(encoder).read([(prompted(row), row["reply"]) for row in replies])
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


def _write(path: Path, rows: Sequence[data.Row], lines: Sequence[Mapping[str, object]]) -> None:
    text = "".join(
        json.dumps({"id": row["id"], **line}) + "\n" for row, line in zip(rows, lines, strict=True)
    )
    path.write_text(text, encoding="utf-8")
