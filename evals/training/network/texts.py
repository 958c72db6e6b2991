"""Judged rows as the network meets them: token ids, small disturbances that a judgement must survive, batches."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from assistant.domain import Prompted
from assistant.encoding.tuned import ASK_LABELS, REPLY_LABELS, prompt, tokenizer
from assistant.text.neutral import neutral
from evals.training.data import Row, ask_groups, reply_groups

_MASK = 103
_GREETINGS = (
    "Hi,",
    "Hello!",
    "Morning all.",
    "Dear manager,",
    "Hi, quick one.",
    "Good afternoon.",
    "Hey, got a minute?",
)
_CLOSINGS = ("Thanks!", "Many thanks for reading.", "Best wishes", "Let me know.", "Cheers.", "Thank you.")


@dataclass(frozen=True)
class Task:
    """The rows of one task (``asks`` or ``replies``) with their targets (rows, labels) from 0 to 1 and their groups."""

    name: str
    rows: Sequence[Row]
    targets: Tensor
    groups: Sequence[str]


def asks_task(rows: Sequence[Row]) -> Task:
    """Draft asks: two scores as tenths, then the elements."""
    targets = [
        [
            row["specificity"] / 10,
            row["business_framing"] / 10,
            *(float(row["elements"][name]) for name in ASK_LABELS[2:]),
        ]
        for row in rows
    ]
    return Task("asks", rows, torch.tensor(targets), ask_groups(rows))


def replies_task(rows: Sequence[Row]) -> Task:
    """Replies: at least partly, dealt with, then the moves."""
    targets = [
        [
            float(row["level"] >= 1),
            float(row["level"] >= 2),
            *(float(row["moves"][name]) for name in REPLY_LABELS[2:]),
        ]
        for row in rows
    ]
    return Task("replies", rows, torch.tensor(targets), reply_groups(rows))


def encoded(task: str, row: Row, draw: random.Random | None = None) -> tuple[list[int], list[int]]:
    """Token ids and kinds of a row; with ``draw`` slightly disturbed."""
    disturb = (lambda text: _disturbed(text, draw)) if draw else (lambda text: text)
    if task == "asks":
        found = tokenizer().encode(neutral(disturb(row["text"])))
    else:
        first = prompt(Prompted(row["ask"], row["objection_type"], row["manager"]))
        found = tokenizer().encode(first, neutral(disturb(row["reply"])))
    ids = list(found.ids)
    if draw and draw.random() < 0.5:  # word dropout
        ids = [_MASK if i > 999 and draw.random() < 0.07 else i for i in ids]
    return ids, list(found.type_ids)


def batches(task: Task, size: int, draw: random.Random) -> Iterator[list[int]]:
    """The places of the rows of each batch: like lengths and whole groups together, in a random order."""
    key = {name: draw.random() for name in task.groups}
    length: dict[str, int] = {}
    for name, row in zip(task.groups, task.rows, strict=True):
        length.setdefault(name, len(row.get("text") or row["reply"]))
    order = sorted(
        range(len(task.rows)),
        key=lambda i: (length[task.groups[i]] + 160 * key[task.groups[i]], key[task.groups[i]]),
    )
    found = [order[start : start + size] for start in range(0, len(order), size)]
    draw.shuffle(found)
    yield from found


def padded(items: Sequence[tuple[list[int], list[int]]]) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, mask and kinds (batch, longest)."""
    longest = max(len(ids) for ids, _ in items)
    ids, mask, kinds = (torch.zeros(len(items), longest, dtype=torch.long) for _ in range(3))
    for i, (found, kind) in enumerate(items):
        ids[i, : len(found)], kinds[i, : len(found)] = torch.tensor(found), torch.tensor(kind)
        mask[i, : len(found)] = 1
    return ids, mask, kinds


def _disturbed(text: str, draw: random.Random) -> str:
    """``text`` with a greeting, a closing, typing errors or lost apostrophes, each now and then."""
    if draw.random() < 0.12:
        text = f"{draw.choice(_GREETINGS)} {text}"
    if draw.random() < 0.08:
        text = f"{text} {draw.choice(_CLOSINGS)}"
    if draw.random() < 0.08:
        text = re.sub("['’]", "", text)
    if draw.random() < 0.2:
        for _ in range(draw.randint(1, 1 + len(text) // 80)):
            text = _mistyped(text, draw)
    return text


def _mistyped(text: str, draw: random.Random) -> str:
    places = [m.start() for m in re.finditer(r"(?<=[a-z])[a-z](?=[a-z])", text)]
    if not places:
        return text
    at = draw.choice(places)
    match draw.randrange(3):
        case 0:
            return text[:at] + text[at + 1 :]
        case 1:
            return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        case _:
            return text[:at] + text[at] + text[at:]
