"""``python -m evals.rehearsals``: plays the grid, prints the figures as JSON, and exits 1 when a bar is missed.

--users a,b  --temperaments …  --difficulties …  --seeds 5  --jobs 1  --out FILE (each run with its transcript, JSON Lines)
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from assistant.errors import InputError
from evals.rehearsals.grid import Grid, run_grid
from evals.rehearsals.measure import as_json, report


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 0 all bars kept, 1 one missed, 2 the call is wrong."""
    options = _options(arguments)
    try:
        grid = Grid(options.users, options.temperaments, options.difficulties, options.seeds)
    except InputError as problem:
        print(problem, file=sys.stderr)
        return 2
    records = []
    out = options.out.open("w", encoding="utf-8") if options.out else None
    for run, measured in run_grid(grid, options.jobs, lambda user: print(user, file=sys.stderr)):
        records.append(measured)
        if out:
            print(json.dumps(as_json(run, measured), ensure_ascii=False), file=out)
    if out:
        out.close()
    found = report(records, full=grid.full)
    print(json.dumps(found, ensure_ascii=False, indent=2))
    return 0 if found["passed"] else 1


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.rehearsals", description=__doc__.splitlines()[0])
    for name in ("--users", "--temperaments", "--difficulties"):
        parser.add_argument(
            name, type=_names, default=(), help="names with commas between; all when left out"
        )
    parser.add_argument("--seeds", type=_positive, default=5)
    parser.add_argument("--jobs", type=_positive, default=1)
    parser.add_argument("--out", type=Path, help="write each run with its transcript to this file")
    return parser.parse_args(arguments)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is not 1 or more")
    return number


if __name__ == "__main__":
    sys.exit(main())
