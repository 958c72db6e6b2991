"""Learns which pieces of guidance answer the same questions: ``python -m evals.training.companions``.

In: ``evals/data/questions.jsonl`` (judged questions). Out: ``knowledge/companions.toml``. With ``--holdout`` the
rows that ``split.json`` sets aside are left out, and the table is printed instead of written: for quoting figures.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import permutations
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[2]
_DATA = _ROOT / "evals" / "data"
_PRIOR = 3
"""Questions' worth of doubt: a pair seen once among a piece's two questions counts for 1/5, not for 1/2."""

_HEAD = """\
# Pieces that tend to answer the same questions: of the questions that the piece in brackets answers, the share that
# the other one answers too, shrunk towards 0. Written by `python -m evals.training.companions`; do not edit.
"""


def shares(rows: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    """For each piece the shares of the others, from the ``relevant`` ids of judged questions."""
    alone: Counter[str] = Counter()
    together: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        alone.update(row["relevant"])
        for one, other in permutations(row["relevant"], 2):
            together[one][other] += 1
    return {
        one: {other: round(times / (alone[one] + _PRIOR), 2) for other, times in sorted(others.items())}
        for one, others in sorted(together.items())
    }


def as_toml(table: Mapping[str, Mapping[str, float]]) -> str:
    """The table as the text of ``companions.toml``."""
    parts = (
        f"\n[{one}]\n" + "".join(f"{key} = {value}\n" for key, value in others.items())
        for one, others in table.items()
    )
    return _HEAD + "".join(parts)


def main() -> None:
    """Reads the judged questions and writes the table."""
    parser = argparse.ArgumentParser(description="Learn which pieces of guidance go together.")
    parser.add_argument(
        "--holdout", action="store_true", help="leave out the rows set aside, and print the table"
    )
    args = parser.parse_args()
    rows = [json.loads(line) for line in (_DATA / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    if args.holdout:
        aside = set(json.loads((_DATA / "split.json").read_text(encoding="utf-8"))["questions"])
        print(as_toml(shares(row for row in rows if row["id"] not in aside)))
    else:
        (_ROOT / "knowledge" / "companions.toml").write_text(as_toml(shares(rows)), encoding="utf-8")


if __name__ == "__main__":
    main()
