"""The judged rows, and which of them belong together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Row = dict[str, Any]
_DATA = Path(__file__).parents[1] / "data"


def asks() -> list[Row]:
    """All judged draft asks."""
    return _rows("asks")


def replies() -> list[Row]:
    """All judged replies."""
    return _rows("replies")


def held_out() -> frozenset[str]:
    """The ids of the rows that are set aside for quoting figures."""
    split = json.loads((_DATA / "split.json").read_text(encoding="utf-8"))
    return frozenset(split["asks"]) | frozenset(split["replies"])


def ask_groups(rows: Sequence[Row]) -> list[str]:
    """A name for each row; rows of one family share theirs."""
    return [row.get("family") or row["id"] for row in rows]


def reply_groups(rows: Sequence[Row]) -> list[str]:
    """A name for each row; rows of one conversation, group, or ask and manager's words share theirs."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            key = parent[key]
        return key

    for row in rows:
        for key in _links(row):
            parent[root(key)] = root(f"row {row['id']}")
    return [root(f"row {row['id']}") for row in rows]


def _links(row: Row) -> list[str]:
    links = [f"concern {row['ask']} {row['manager']}"]
    links += [f"{key} {row[key]}" for key in ("conversation", "group") if row.get(key)]
    return links


def folds(groups: Sequence[str], count: int, salt: str) -> npt.NDArray[np.intp]:
    """The fold of each row: whole groups, spread evenly in an order that only ``salt`` decides."""
    order = sorted(set(groups), key=lambda name: hashlib.sha256(f"{salt} {name}".encode()).hexdigest())
    place = {name: i % count for i, name in enumerate(order)}
    return np.array([place[name] for name in groups], dtype=np.intp)


def _rows(name: str) -> list[Row]:
    files = [path for path in (_DATA / f"{name}.jsonl", _DATA / f"{name}_more.jsonl") if path.exists()]
    lines = [line for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    return [json.loads(line) for line in lines if line.strip()]
