"""``onward eval``: suites are data (``evals/suites/<name>.toml``), checks go by name, a figure below its bound fails.

A suite names its judged rows and bounds; one of the kind ``rehearsals`` names a grid of scripted users instead.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant import views
from assistant.coach import Coach
from assistant.domain import Prompted
from assistant.errors import NotFound, OnwardError
from assistant.scenario import load_scenario
from evals.metrics import MEASURES

HERE = Path(__file__).parent
Json = dict[str, Any]


def run(coach: Coach, name: str | None = None) -> Json:
    """The figures of one suite or of all: ``{"passed", "engine", "suites": [{"name", "note", "rows", "figures"}]}``."""
    paths = {path.stem: path for path in sorted((HERE / "suites").glob("*.toml"))}
    if name is not None and name not in paths:
        raise NotFound(f"There is no suite {name!r}. Choose one of {', '.join(paths)}.")
    suites = [_suite(coach, path) for stem, path in paths.items() if name in (None, stem)]
    passed = all(figure["passed"] for suite in suites for figure in suite["figures"])
    return {"passed": passed, "engine": coach.engine_name, "suites": suites}


def rows(file: str, only: str | None = None) -> dict[str, Json]:
    """Judged rows by id; with ``only`` those that ``split.json`` sets aside under that name."""
    found = [
        json.loads(line)
        for line in (HERE / "data" / file).read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    kept = set(json.loads((HERE / "data" / "split.json").read_text(encoding="utf-8"))[only]) if only else None
    return {row["id"]: row for row in found if kept is None or row["id"] in kept}


def _suite(coach: Coach, path: Path) -> Json:
    spec = tomllib.loads(path.read_text(encoding="utf-8"))
    size, found = _rehearsed(spec) if spec["kind"] == "rehearsals" else _judged(coach, spec)
    figures = []
    for name, value in found.items():
        low, high = spec.get("at_least", {}).get(name), spec.get("at_most", {}).get(name)
        good = (low is None or value >= low) and (high is None or value <= high)
        figures.append(
            {"name": name, "value": value, "bound": low if low is not None else high, "passed": good}
        )
    return {"name": path.stem, "note": spec["note"], "rows": size, "figures": figures}


def _judged(coach: Coach, spec: Mapping[str, Any]) -> tuple[int, Mapping[str, float]]:
    """How many judged rows, and how what the program prints for them compares."""
    judged = rows(spec["data"], spec.get("split"))
    printed = dict(zip(judged, PRINTERS[spec["kind"]](coach, list(judged.values())), strict=True))
    return len(judged), MEASURES[spec["kind"]](judged, printed)


def _rehearsed(spec: Mapping[str, Any]) -> tuple[int, Mapping[str, float]]:
    """How many rehearsals with scripted users, on a coach of their own that keeps nothing, and what holds of them."""
    from evals.rehearsals.grid import Grid, run_grid
    from evals.rehearsals.measure import figures

    names = {axis: tuple(spec["grid"][axis]) for axis in ("users", "temperaments", "difficulties")}
    grid = Grid(**names, seeds=spec["grid"]["seeds"])
    records = [record for _, record in run_grid(grid)]
    return len(records), figures(records)


def _seen(found: Any, view: Callable[[Any], Json]) -> Json:
    return views.error(found) if isinstance(found, OnwardError) else view(found)


def _asks(coach: Coach, judged: Sequence[Json]) -> list[Json]:
    return [_seen(item, views.assessment) for item in coach.assess([row["text"] for row in judged])]


def _replies(coach: Coach, judged: Sequence[Json]) -> list[Json]:
    items = [(Prompted(row["ask"], row["objection_type"], row["manager"]), row["reply"]) for row in judged]
    return [_seen(item, views.reading) for item in coach.read(items)]


def _questions(coach: Coach, judged: Sequence[Json]) -> list[Json]:
    return [_seen(item, views.search) for item in coach.search([row["question"] for row in judged])]


def _checks(coach: Coach, judged: Sequence[Json]) -> list[Json]:
    return [views.clearance(coach.check(load_scenario(row)[0])) for row in judged]


PRINTERS: Mapping[str, Callable[[Coach, Sequence[Json]], list[Json]]] = {
    "asks": _asks,
    "replies": _replies,
    "questions": _questions,
    "checks": _checks,
}
