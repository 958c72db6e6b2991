"""Minimal pairs and invariances: a small change of meaning moves the right score in the right direction, and nothing else does.

The pairs (`evals/data/pairs.jsonl`, `reply_pairs.jsonl`, `invariances.jsonl`, `invariances_more.jsonl`) were written by somebody who never saw the scorer, and no training uses
them. Those that come out wrong stand in `tests/data/pairs_missed.json`; one that comes right must leave that list.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.domain import Prompted
from assistant.encoding.tuned import TunedEncoder
from assistant.listening.embedded import EmbeddedListener
from assistant.scoring.embedded import EmbeddedScorer

ROOT = Path(__file__).parent.parent
SCORES = ("specificity", "business_framing")
MOST_MOVED = 0.3
"""Points that a score may move by what it must not depend on."""


def rows(name: str) -> list[dict]:
    text = (ROOT / "evals" / "data" / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


MISSED = set(json.loads((ROOT / "tests" / "data" / "pairs_missed.json").read_text(encoding="utf-8")))


INVARIANCES = rows("invariances") + rows("invariances_more")


def cases(found: list[dict]) -> list:
    """The rows as test cases; those known to come out wrong must go on doing so, or leave the list."""
    wrong = pytest.mark.xfail(reason="known to come out wrong", strict=True)
    return [
        pytest.param(
            row, id=f"{row['id']} {row.get('trap') or row['kind']}", marks=[wrong] * (row["id"] in MISSED)
        )
        for row in found
    ]


@pytest.fixture(scope="module")
def score():
    texts = [row[side] for row in rows("pairs") for side in ("better", "worse")]
    texts += [row[side] for row in INVARIANCES for side in ("a", "b")]
    return dict(zip(texts, EmbeddedScorer(TunedEncoder()).score(texts), strict=True)).__getitem__


@pytest.fixture(scope="module")
def level():
    listener = EmbeddedListener(TunedEncoder())

    def read(row: dict, side: str) -> int:
        [reading] = listener.read([(Prompted(row["ask"], row["objection_type"], row["manager"]), row[side])])
        return reading.level

    return read


@pytest.mark.parametrize("row", cases(rows("pairs")))
def test_the_better_ask_scores_higher(score, row):
    assert getattr(score(row["better"]), row["on"]) > getattr(score(row["worse"]), row["on"]), row["why"]


@pytest.mark.parametrize("row", cases(rows("reply_pairs")))
def test_the_better_reply_is_read_as_better(level, row):
    better, worse = level(row, "better"), level(row, "worse")
    assert better == worse == 2 if row.get("same") else better > worse, row["why"]


@pytest.mark.parametrize("row", cases(INVARIANCES))
def test_what_does_not_matter_does_not_move_a_score(score, row):
    moved = {name: abs(getattr(score(row["a"]), name) - getattr(score(row["b"]), name)) for name in SCORES}
    assert max(moved.values()) <= MOST_MOVED + 1e-9, moved


def test_most_pairs_come_out_right():
    asks = [row["id"] for row in rows("pairs")]
    assert len(asks) >= 120
    assert len(MISSED & set(asks)) / len(asks) <= 0.2
