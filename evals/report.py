"""What the suites found, beside the run before: for the terminal, as JSON and as Markdown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.errors import InputError

SLACK = 0.02
"""How much worse a bounded figure may be than in the last run: so much of it, and never less than so much."""
LAST = Path(__file__).parent / "results" / "last.json"
"""The run that new ones are set beside; written anew by ``onward eval --out evals/results/last.json``."""
Json = dict[str, Any]


def beside(report: Json, last: Path = LAST) -> Json:
    """``report`` beside the last run: its value (``before``) in each figure, None where there is none, and its day.

    A figure with a bound that is ``worse`` than before has not passed, even within its bound: whoever finds the change right says so by
    making this run the last one.
    """
    kept = _read(last)
    old = {
        (suite["name"], figure["name"]): figure["value"]
        for suite in kept.get("suites", ())
        for figure in suite["figures"]
    }
    suites = [_set_beside(suite, old) for suite in report["suites"]]
    passed = all(suite["passed"] for suite in suites)
    return report | {
        "passed": passed,
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "last": kept.get("date", ""),
        "suites": suites,
    }


def _set_beside(suite: Json, old: Mapping[tuple[str, str], float]) -> Json:
    figures = [
        one | {"before": before, "worse": _worse(one, before)}
        for one in suite["figures"]
        for before in [old.get((suite["name"], one["name"]))]
    ]
    passed = suite["passed"] and not any(one["worse"] for one in figures)
    return suite | {"figures": figures, "passed": passed}


def _worse(figure: Json, before: float | None) -> bool:
    if before is None or figure["bound"] is None:
        return False
    lost = before - figure["value"] if figure["sign"] == "≥" else figure["value"] - before
    return bool(lost > SLACK * max(1.0, abs(before)))


def write(report: Json, path: Path) -> None:
    """``report`` as a file: Markdown where the name ends in ``.md``, else JSON; there, suites that were not run stay.

    Beside the JSON its table is written as Markdown, all suites included.

    :raises InputError: the file cannot be written, or is no report.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix != ".md":
            report = _merged(report, path)
            path.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        path.with_suffix(".md").write_text(markdown(report), encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"{path} cannot be written ({error.strerror}). Choose another place with --out."
        ) from error


def markdown(report: Json) -> str:
    """One table of all figures."""
    last = f"last run ({report['last']})" if report["last"] else "last run"
    lines = [
        f"# Evals, {report['date']}",
        "",
        f"| suite | figure | value | {last} | bound | |",
        "|---|---|---|---|---|---|",
    ]
    notes = []
    for suite in report["suites"]:
        by = f" by {suite['by']}" if suite["by"] else ""
        notes.append(f"- **{suite['name']}** ({suite['rows']} cases{by}): {suite['note']}")
        if problem := suite.get("problem"):
            lines.append(f"| {suite['name']} | {problem} | | | | FAILED |")
        for figure in suite["figures"]:
            cells = [suite["name"], figure["name"], number(figure["value"]), number(figure["before"])]
            lines.append(f"| {' | '.join([*cells, bound(figure), verdict(figure)])} |")
    return "\n".join([*lines, "", *notes]) + "\n"


def number(value: float | None) -> str:
    """A figure for people; "–" for none."""
    return "–" if value is None else f"{value:.3f}".rstrip("0").rstrip(".")


def bound(figure: Mapping[str, Any]) -> str:
    """What the figure must reach or keep below, with the sign; "" where it is only reported."""
    return "" if figure["bound"] is None else f"{figure['sign']} {number(figure['bound'])}"


def verdict(figure: Mapping[str, Any]) -> str:
    """``ok``, ``WORSE`` than the last run, or ``FAILED``; "" for a figure without a bound."""
    if figure["bound"] is None:
        return ""
    return "FAILED" if not figure["passed"] else "WORSE" if figure.get("worse") else "ok"


def _merged(report: Json, path: Path) -> Json:
    run = {suite["name"] for suite in report["suites"]}
    kept = [suite for suite in _read(path).get("suites", ()) if suite["name"] not in run]
    return report | {"suites": sorted([*kept, *report["suites"]], key=lambda suite: suite["name"])}


def _read(path: Path) -> Json:
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        found = None
    if not isinstance(found, dict) or "suites" not in found:
        raise InputError(f"{path} is no report of the evals. Choose another file with --out.")
    return found
