"""``onward eval``: suites are data (``evals/suites/<name>.toml``), checks go by name, a figure below its bound fails.

A suite names its judged rows and bounds; one of the kind ``rehearsals`` names a grid of scripted users instead, one of the kind ``drafts`` judges finished texts,
and those of :mod:`evals.recorded` are played from cassettes.
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
from evals.recorded.cassettes import StaleCassette
from evals.recorded.suites import KINDS, replay

HERE = Path(__file__).parent
Json = dict[str, Any]


def run(coach: Coach, name: str | None = None) -> Json:
    """The figures of one suite or of all: ``{"passed", "engine", "suites": [{"name", "note", "rows", "by", "figures", "passed"}]}``.

    A suite whose cassette no longer holds what is asked has a ``problem`` instead of figures, and has not passed.
    """
    known = specs()
    if name is not None and name not in known:
        raise NotFound(f"There is no suite {name!r}. Choose one of {', '.join(known)}.")
    suites = [_suite(coach, stem, spec) for stem, spec in known.items() if name in (None, stem)]
    passed = all(suite["passed"] for suite in suites)
    return {"passed": passed, "engine": coach.engine_name, "suites": suites}


def specs() -> dict[str, Json]:
    """All suites by name, as their files say."""
    return {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted((HERE / "suites").glob("*.toml"))
    }


def rows(file: str, only: str | None = None) -> dict[str, Json]:
    """Judged rows by id; with ``only`` those that ``split.json`` sets aside under that name."""
    found = [
        json.loads(line)
        for line in (HERE / "data" / file).read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    kept = set(json.loads((HERE / "data" / "split.json").read_text(encoding="utf-8"))[only]) if only else None
    return {row["id"]: row for row in found if kept is None or row["id"] in kept}


def _suite(coach: Coach, name: str, spec: Json) -> Json:
    try:
        size, found, by = _measured(coach, name, spec)
    except StaleCassette as problem:
        return {"name": name, "note": spec["note"], "rows": 0, "by": "", "figures": [], "passed": False} | {
            "problem": str(problem)
        }
    figures = [_bounded(spec, figure, value) for figure, value in found.items()]
    return {
        "name": name,
        "note": spec["note"],
        "rows": size,
        "by": by,
        "figures": figures,
        "passed": all(figure["passed"] for figure in figures),
    }


def _bounded(spec: Json, name: str, value: float) -> Json:
    """A figure with its bound, if it has one, and whether it keeps to it."""
    low, high = spec.get("at_least", {}).get(name), spec.get("at_most", {}).get(name)
    passed = (low is None or value >= low) and (high is None or value <= high)
    bound, sign = (low, "≥") if low is not None else (high, "≤" if high is not None else "")
    return {"name": name, "value": value, "bound": bound, "sign": sign, "passed": passed}


def _measured(coach: Coach, name: str, spec: Json) -> tuple[int, Mapping[str, float], str]:
    """How many rows, the figures, and who was measured: the engine, or the model of a cassette."""
    if spec["kind"] in KINDS:
        return replay(name, spec)
    size, found = WHOLE.get(spec["kind"], _judged)(coach, spec)
    return size, found, coach.engine_name


def _judged(coach: Coach, spec: Mapping[str, Any]) -> tuple[int, Mapping[str, float]]:
    """How many judged rows, and how what the program prints for them compares."""
    judged = rows(spec["data"], spec.get("split"))
    printed = dict(zip(judged, PRINTERS[spec["kind"]](coach, list(judged.values())), strict=True))
    return len(judged), MEASURES[spec["kind"]](judged, printed)


def _drafted(coach: Coach, spec: Mapping[str, Any]) -> tuple[int, Mapping[str, float]]:
    """How many texts to take along were read, and what holds of them and of their files."""
    from evals.drafts.measure import figures

    return figures(coach, list(rows(spec["data"]).values()))


def _rehearsed(_: Coach, spec: Mapping[str, Any]) -> tuple[int, Mapping[str, float]]:
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
    return [_seen(item, views.search) for item in coach.library.search([row["question"] for row in judged])]


def _checks(coach: Coach, judged: Sequence[Json]) -> list[Json]:
    return [views.clearance(coach.check(load_scenario(row)[0])) for row in judged]


def _bearing(_: Coach, spec: Mapping[str, Any]) -> tuple[int, Mapping[str, float]]:
    """How many quotations from documents were read, on a coach of their own, and what holds of them."""
    from evals.bearing import figures

    return figures(spec["data"], [row for file in spec["scenarios"] for row in rows(file).values()])


def _elsewhere(_: Coach, spec: Mapping[str, Any]) -> tuple[int, Mapping[str, float]]:
    """How many replies were put to another worry or in other words, on a listener of their own, and which settle it."""
    from evals.elsewhere import figures

    return figures(spec["data"], spec["split"])


WHOLE: Mapping[str, Callable[[Coach, Mapping[str, Any]], tuple[int, Mapping[str, float]]]] = {
    "bearing": _bearing,
    "drafts": _drafted,
    "elsewhere": _elsewhere,
    "rehearsals": _rehearsed,
}
"""Suites that judge more than what is printed for a row."""
PRINTERS: Mapping[str, Callable[[Coach, Sequence[Json]], list[Json]]] = {
    "asks": _asks,
    "replies": _replies,
    "questions": _questions,
    "checks": _checks,
}
