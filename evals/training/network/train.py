"""Fine-tunes the network on all labels of both tasks at once."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from evals.training.network.model import Network, from_base
from evals.training.network.texts import Task, batches, encoded, padded

EPOCHS, BATCH = 7, 16
_RATE, _HEAD_RATE, _DECAY = 1.3e-4, 1e-3, 0.01
_HEADS = 1
"""The seed of the untrained heads."""
_THREADS = 1
"""Sums split among threads differ from machine to machine; one thread leaves the other cores to whoever sits at the machine."""


def train(
    base: Path, tasks: Sequence[Task], seed: int, told: Callable[[str], None] = print, epochs: int = EPOCHS
) -> Network:
    """The network after ``epochs`` over ``tasks``; equal inputs give equal weights on one machine.

    :param base: the folder of the base weights. :param seed: the order of the rows and what is dropped; all runs begin
        with the same heads, so that :func:`average` has something to average. :param told: hears how far it is.
    """
    torch.set_num_threads(_THREADS)
    torch.use_deterministic_algorithms(True)
    torch.utils.deterministic.fill_uninitialized_memory = False  # costs a third of the time
    draw = random.Random(seed)
    torch.manual_seed(_HEADS)
    network = from_base(base, *(task.targets.shape[1] for task in tasks))
    torch.manual_seed(seed)
    optimizer = _optimizer(network)
    steps = epochs * sum(math.ceil(len(task.rows) / BATCH) for task in tasks)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, step / (0.1 * steps)) * max(0.02, (steps - step) / steps)
    )
    for epoch in range(epochs):
        network.train()
        plan = [(task, places) for task in tasks for places in batches(task, BATCH, draw)]
        draw.shuffle(plan)
        lost = 0.0
        for task, places in plan:
            loss = _loss(network, task, places, draw)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            lost += loss.item()
        told(f"epoch {epoch + 1} of {epochs}: loss {lost / len(plan):.3f}")
    return network.eval()


def average(networks: Sequence[Network]) -> Network:
    """One network with the mean of the weights: nearly as good as asking all of them, at the price of one.

    Wortsman et al. 2022, "Model soups"; it needs runs that began with the same weights.
    """
    states = [network.state_dict() for network in networks]
    mean = {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}
    networks[0].load_state_dict(mean)
    return networks[0].eval()


def predict(network: Network, task: Task) -> npt.NDArray[np.float64]:
    """Chances (rows, labels) for the rows of ``task``."""
    out: npt.NDArray[np.float64] = np.zeros(tuple(task.targets.shape))
    order = sorted(
        range(len(task.rows)), key=lambda i: len(task.rows[i].get("text") or task.rows[i]["reply"])
    )
    with torch.no_grad():
        for start in range(0, len(order), 32):
            places = order[start : start + 32]
            asks, replies = network(*padded([encoded(task.name, task.rows[i]) for i in places]))
            out[places] = (asks if task.name == "asks" else replies).numpy()
    return out


def _optimizer(network: Network) -> torch.optim.Optimizer:
    heads = [*network.asks.parameters(), *network.replies.parameters()]
    known = {id(part) for part in heads}
    body = [part for part in network.parameters() if part.requires_grad and id(part) not in known]
    groups = [{"params": body, "lr": _RATE}, {"params": heads, "lr": _HEAD_RATE}]
    return torch.optim.AdamW(groups, weight_decay=_DECAY, fused=True)


def _loss(network: Network, task: Task, places: Sequence[int], draw: random.Random) -> Tensor:
    items = [encoded(task.name, task.rows[i], draw) for i in places]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        ids, mask, kinds = padded(items)
        x = network.encode(ids, mask, kinds)
    seen = mask.float() if task.name == "asks" else mask.float() * kinds.float()
    said = (network.asks if task.name == "asks" else network.replies)(x.float(), seen)
    due = task.targets[list(places)]
    bce = nn.functional.binary_cross_entropy_with_logits
    loss = bce(said[:, 2:], due[:, 2:], pos_weight=_rarity(task)) + (
        2.0 if task.name == "asks" else 1.5
    ) * bce(said[:, :2], due[:, :2])
    chance = said[:, :2].sigmoid()
    if task.name == "asks":
        loss = loss + 6.0 * ((chance - due[:, :2]) ** 2).mean()
    return loss + 4.0 * _within_groups(chance, due[:, :2], [task.groups[i] for i in places])


def _rarity(task: Task) -> Tensor:
    """What a present flag weighs: more, the rarer it is, within bounds."""
    share = task.targets[:, 2:].mean(0)
    return ((1 - share) / share.clamp(min=1e-3)).sqrt().clamp(1.0, 4.0)


def _within_groups(chance: Tensor, due: Tensor, groups: Sequence[str]) -> Tensor:
    """How far the differences between rows of one group are from what the raters saw: near-alike texts teach most."""
    same = torch.tensor([[a == b for b in groups] for a in groups]).triu(1)
    if not same.any():
        return chance.sum() * 0.0
    gap = (chance[:, None] - chance[None]) - (due[:, None] - due[None])
    return (gap[same] ** 2).mean()
