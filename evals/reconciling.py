"""How two readings are best made one: ``python -m evals.reconciling``.

The built-in engine reads the judged rows that no parameter was fitted to; beside it stands a simulated judge who is right with a
given chance and errs mostly by one level, so the rules can be compared for models of every quality before there is one
to record. What is simulated errs independently of the built-in engine; a real model that errs on the same rows helps less.
"""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant import reconciling
from assistant.domain import Assessment, Finding, Prompted, Reading
from assistant.settings import Settings
from assistant.wiring import Wiring
from evals.metrics import weighted_kappa
from evals.run import Json, rows

QUALITIES = (0.5, 0.6, 0.7, 0.8, 0.9)
"""How often the simulated judge is right about a level, and how often it finds a move or element that is there."""
SEEDS = 10
LEVELS: Mapping[str, Callable[[Reading, Reading], int]] = {
    "built-in alone": lambda own, _: own.level,
    "model alone": lambda _, model: model.level,
    "model if one off": lambda own, model: model.level if abs(model.level - own.level) == 1 else own.level,
    "the lower one": lambda own, model: min(own.level, model.level),
    "as in use": lambda own, model: reconciling.readings(own, model).level,
}
MOVES: Mapping[str, Callable[[set[str], set[str]], set[str]]] = {
    "built-in alone": lambda own, _: own,
    "model alone": lambda _, model: model,
    "either": lambda own, model: own | model,
    "both": lambda own, model: own & model,
    "as in use": lambda own, model: ((own | model) - reconciling.ACCUSING) | (own & model),
}
SCORES: Mapping[str, Callable[[Assessment, Assessment], float]] = {
    "built-in alone": lambda own, _: own.specificity,
    "model alone": lambda _, model: model.specificity,
    "as in use": lambda own, model: reconciling.assessments(own, model).specificity,
}


def main() -> None:
    """Prints a table for replies and one for drafts."""
    parts = Wiring(Settings(engine="embedded"))
    replies = list(rows("replies.jsonl", "replies").values())
    items = [(Prompted(row["ask"], row["objection_type"], row["manager"]), row["reply"]) for row in replies]
    read = parts.listener.read(items)
    print(f"{len(replies)} replies: weighted kappa of the level by how often the model is right")
    _table(LEVELS, lambda rule, quality: _kappa(replies, read, rule, quality))
    print("their moves: F1")
    _table(MOVES, lambda rule, quality: _f1(replies, read, rule, quality))
    asks = list(rows("asks.jsonl", "asks").values())
    scored = parts.scorer.score([row["text"] for row in asks], quoted=False)
    print(f"{len(asks)} drafts: mean error of the specificity by the spread of the model's error, in points")
    _table(SCORES, lambda rule, spread: _error(asks, scored, rule, spread), (0.8, 1.2, 1.6, 2.0, 2.5))


def _table(
    rules: Mapping[str, object], figure: Callable[..., float], columns: Sequence[float] = QUALITIES
) -> None:
    print(f"{'':18}" + "".join(f"{column:>8.2f}" for column in columns))
    for name, rule in rules.items():
        print(f"{name:18}" + "".join(f"{figure(rule, column):8.3f}" for column in columns))


def _simulated(row: Json, quality: float, draw: random.Random) -> Reading:
    level = row["level"]
    if draw.random() >= quality:
        level = draw.choice((0, 2)) if level == 1 else 1 if draw.random() < 0.8 else 2 - level
    noise = 0.3 * (1 - quality)
    found = {move: "…" for move, due in row["moves"].items() if draw.random() < (quality if due else noise)}
    return Reading(level, {move: move in found for move in row["moves"]}, found, "simulated")


def _kappa(
    judged: Sequence[Json], read: Sequence[Reading], rule: Callable[[Reading, Reading], int], quality: float
) -> float:
    truth = [int(row["level"]) for row in judged]
    kappas = []
    for seed in range(SEEDS):
        draw = random.Random(seed)
        said = [rule(own, _simulated(row, quality, draw)) for row, own in zip(judged, read, strict=True)]
        kappas.append(weighted_kappa(truth, said, 2))
    return statistics.mean(kappas)


def _f1(
    judged: Sequence[Json],
    read: Sequence[Reading],
    rule: Callable[[set[str], set[str]], set[str]],
    quality: float,
) -> float:
    right = wrong = missing = 0
    draw = random.Random(0)
    for row, own in zip(judged, read, strict=True):
        due = {move for move, holds in row["moves"].items() if holds}
        simulated = _simulated(row, quality, draw)
        said = rule(_moves(own), _moves(simulated))
        right, wrong, missing = right + len(due & said), wrong + len(said - due), missing + len(due - said)
    return float(2 * right / (2 * right + wrong + missing))


def _moves(found: Reading) -> set[str]:
    return {move for move, present in found.moves.items() if present}


def _error(
    judged: Sequence[Json],
    scored: Sequence[Assessment],
    rule: Callable[[Assessment, Assessment], float],
    spread: float,
) -> float:
    draw = random.Random(0)
    errors = []
    for row, own in zip(judged, scored, strict=True):
        for _ in range(SEEDS):
            said = float(min(10, max(0, round(row["specificity"] + draw.gauss(0, spread)))))
            none = {name: Finding(False) for name in own.elements}
            model = replace(own, specificity=said, elements=none)
            errors.append(abs(float(row["specificity"]) - rule(own, model)))
    return statistics.mean(errors)


if __name__ == "__main__":
    main()
