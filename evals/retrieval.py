"""How well the guidance is found, and what each witness adds: ``python -m evals.retrieval``.

Three sets of judged questions, told apart: ``questions.jsonl`` by five-fold cross-validation (the table of companions
is learned from the other folds); of ``questions_more.jsonl`` the half for developing, and the half for reporting only
(``--report``), which no choice was made on. "Declined, topics held out": each topic of ``outside.toml`` is taken out of
the index in turn and the questions nearest to that topic are asked again.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant import wiring
from assistant.retrieval.chroma import wordings
from assistant.retrieval.entries import OUTSIDE, Entry, all_entries
from assistant.retrieval.ranking import Ranker, Weights
from assistant.settings import Settings
from evals.metrics import MEASURES
from evals.training.companions import shares

Row = Mapping[str, Any]
_DATA = Path(__file__).parent / "data"
_FOLDS = 5
_SHIPPED = Weights()
_WITHOUT = {
    "all witnesses": _SHIPPED,
    "nearest entries alone": Weights(ridge=0, words=0, fragments=0, company=0),
    "without ridge": Weights(ridge=0),
    "without words": Weights(words=0),
    "without fragments": Weights(fragments=0),
    "without sentences": Weights(sentences=0),
    "without companions": Weights(company=0),
    "without references": Weights(references=0),
}


class Bench:
    """The entries and questions, encoded once."""

    def __init__(self, questions: Sequence[Row]) -> None:
        encoder = wiring.Wiring(Settings()).encoder
        self.entries = all_entries()
        self.vectors = encoder.encode([entry.text for entry in self.entries])
        texts = {row["id"]: wordings(row["question"]) for row in questions}
        encoded = encoder.encode([text for asked in texts.values() for text in asked])
        ends = np.cumsum([len(asked) for asked in texts.values()])
        self._questions = dict(zip(texts, np.split(encoded, ends[:-1]), strict=True))

    def ranker(self, without: str = "") -> Ranker:
        """The ranker as it ships; ``without`` names a topic of outside questions that it does not know."""
        kept = self.kept(without)
        return Ranker([self.entries[n] for n in kept], self.vectors[kept])

    def kept(self, without: str) -> list[int]:
        """The places of the entries but those of one outside topic."""
        return [n for n, entry in enumerate(self.entries) if not _of_topic(entry, without)]

    def ask(self, ranker: Ranker, rows: Sequence[Row], without: str = "") -> dict[str, Any]:
        """What search would print for each question."""
        vectors = self.vectors[self.kept(without)]
        printed = {}
        for row in rows:
            asked = self._questions[row["id"]]
            ranking = ranker.rank(row["question"], (asked @ vectors.T).astype(np.float64), asked[0])
            best = np.argsort(-ranking.scores, kind="stable")[:10]
            passages = [{"guidance_ids": [ranker.pieces[n]]} for n in best]
            printed[row["id"]] = {"id": row["id"], "answerable": ranking.answerable, "passages": passages}
        return printed

    def topic(self, row: Row) -> str:
        """The outside topic that a question is nearest to."""
        outside = [n for n, entry in enumerate(self.entries) if entry.kind == OUTSIDE]
        near = self.vectors[outside] @ self._questions[row["id"]][0]
        return self.entries[outside[int(near.argmax())]].piece


def _of_topic(entry: Entry, topic: str) -> bool:
    return bool(topic) and entry.kind == OUTSIDE and entry.piece == topic


def cross_validated(bench: Bench, ranker: Ranker, rows: Sequence[Row], weights: Weights) -> dict[str, Any]:
    """What is printed when companions are learned from the other folds only."""
    printed: dict[str, Any] = {}
    for fold in range(_FOLDS):
        rest = [row for n, row in enumerate(rows) if n % _FOLDS != fold]
        asked = [row for n, row in enumerate(rows) if n % _FOLDS == fold]
        printed |= bench.ask(ranker.using(weights, shares(rest)), asked)
    return printed


def declined_held_out(bench: Bench, rows: Sequence[Row]) -> float:
    """The share of unanswerable questions that are declined by an index that lacks their topic."""
    by_topic: dict[str, list[Row]] = {}
    for row in rows:
        if not row["answerable"]:
            by_topic.setdefault(bench.topic(row), []).append(row)
    found = [
        answer["answerable"]
        for topic, asked in by_topic.items()
        for answer in bench.ask(bench.ranker(topic), asked, topic).values()
    ]
    return 1.0 - float(np.mean(found)) if found else 1.0


def _rows(file: str) -> list[Row]:
    return [json.loads(line) for line in (_DATA / file).read_text(encoding="utf-8").splitlines() if line]


def _line(name: str, judged: Sequence[Row], printed: Mapping[str, Any]) -> str:
    figures = MEASURES["questions"]({row["id"]: row for row in judged}, printed)
    names = ("ndcg_at_10", "recall_at_5", "declined_unanswerable", "kept_answerable")
    return f"{name:44}" + "".join(f"{figures[key]:9.3f}" for key in names)


def main() -> None:
    """Prints a table."""
    parser = argparse.ArgumentParser(description="Measure how well the guidance is found.")
    parser.add_argument("--report", action="store_true", help="also ask the questions kept for reporting")
    args = parser.parse_args()
    old, more = _rows("questions.jsonl"), _rows("questions_more.jsonl")
    half = {name: [row for row in more if row["half"] == name] for name in ("develop", "report")}
    bench = Bench([*old, *more])
    ranker, judged = bench.ranker(), shares(old)
    print(f"{'':44}  nDCG@10 recall@5 declined     kept")
    for name, weights in _WITHOUT.items():
        print(_line(f"cross-validated, {name}", old, cross_validated(bench, ranker, old, weights)))
    asked = ("develop", "report") if args.report else ("develop",)
    for name in asked:
        for what, weights in _WITHOUT.items() if name == "develop" else [("all witnesses", _SHIPPED)]:
            printed = bench.ask(ranker.using(weights, judged), half[name])
            print(_line(f"{name} half, {what}", half[name], printed))
    for name, rows in {
        "questions.jsonl": old,
        **({"report half": half["report"]} if args.report else {}),
    }.items():
        print(f"declined, topics held out, {name}: {declined_held_out(bench, rows):.3f}")


if __name__ == "__main__":
    main()
