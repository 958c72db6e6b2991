"""One finished text against what was judged of its scenario: what it must carry, must never say, and what guidance asks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from evals.drafts.sources import Json, unsourced

DATA = Path(__file__).parents[1] / "data"
WHOLE = frozenset({"agenda", "brief", "five_acts", "not_now_plan"})
"""Kinds that tell the whole case."""
ASKS = WHOLE | {"note", "transition_plan"}
"""Kinds that tell the request."""
PRIVATE = frozenset({"five_acts"})
"""Kinds that only the user reads."""
MOVING = frozenset({"sd-05", "sd-06", "sd-11", "sd-12"})
"""Scenarios whose ask is another post in the same house; read, not computed: there a resignation ends no employment."""
_HOLES = re.compile(r"\bNone\b|\bnan\b|\bundefined\b|\{\{|\{%|\[\]|\bTrue\b|\bFalse\b")
_BEHIND_BACK = (
    r"\b(?:he|she) (?:never |only |has (?:only )?(?:just )?)?(?:says|thinks|wants|needs|worries|wonders|fears|takes any|seen|trained|lost|"
    r"can(?:'t|not) be|does(?:n't| not) know)\b|\bhis only\b|\bthe manager's (?:signature|approval)\b"
)
"""The boss spoken about in a text that the boss reads."""


@cache
def judged() -> Mapping[str, Any]:
    """What was judged, by scenario (``drafts.toml``)."""
    return tomllib.loads((DATA / "drafts.toml").read_text(encoding="utf-8"))


@cache
def elements() -> Mapping[str, Any]:
    """What guidance asks of each kind (``draft_elements.toml``)."""
    return tomllib.loads((DATA / "draft_elements.toml").read_text(encoding="utf-8"))


def faults(row: Json, kind: str, markdown: str, *, leaving: bool) -> list[tuple[str, str]]:
    """What is wrong with a full text, as pairs of a fault's name and what it is about.

    :param leaving: whether the user openly tells the boss that they go.
    """
    line = " ".join(re.sub(r"\*+|\\(?=\W)|^#+ |^> ?|^- ", "", markdown, flags=re.M).split()).replace("’", "'")
    judgement = judged()[row["id"]]
    found = [("unsourced", item) for item in unsourced(markdown, row)]
    found += [("hole", item.group()) for item in _HOLES.finditer(markdown)]
    found += [("missing", item) for item in _missing(judgement, kind, line)]
    found += [("claimed", item) for item in _matches(judgement["never"], line)]
    if kind not in PRIVATE:
        found += [("leaked", item) for item in _matches((*judgement["leak"], _BEHIND_BACK), line)]
    found += [("element", item) for item in _lacking(row, kind, line, leaving=leaving)]
    return found


def counts(row: Json, kind: str, *, leaving: bool) -> tuple[int, int]:
    """How many items and how many elements are due in a text of ``kind``."""
    items = sum(_due(item, kind) for item in judged()[row["id"]]["must"])
    return items, sum(_holds(element.get("when", ""), row, leaving=leaving) for element in elements()[kind])


def _due(item: Json, kind: str) -> bool:
    return kind in (WHOLE if item["in"] == "all" else ASKS) or kind in item.get("and", ())


def _missing(judgement: Json, kind: str, line: str) -> list[str]:
    return [
        item["item"]
        for item in judgement["must"]
        if _due(item, kind) and not any(re.search(said, line, re.I) for said in item["said"])
    ]


def _matches(patterns: Sequence[str], line: str) -> list[str]:
    return [match.group() for pattern in patterns for match in re.finditer(pattern, line, re.I)]


def _lacking(row: Json, kind: str, line: str, *, leaving: bool) -> list[str]:
    return [
        element["guidance"]
        for element in elements()[kind]
        if _holds(element.get("when", ""), row, leaving=leaving)
        and not re.search(element["says"], line, re.I)
    ]


def _holds(when: str, row: Json, *, leaving: bool) -> bool:
    special = row.get("special", ())
    holds = {
        "": True,
        "exit": leaving,
        "stay": not leaving,
        "moves": row["id"] in MOVING,
        "resigns": row["id"] not in MOVING,
        "remote": row["user"].get("work_mode") == "remote",
        "probation": "probation" in special,
        "visa": "visa" in special,
    }
    return bool(holds[when])
