"""Does a worry go only by a reply that deals with *it*? ``python -m evals.elsewhere`` shows every reply that is taken wrongly.

Judged replies (``data/replies_elsewhere.jsonl``) put to another worry than the one they were written for, or to their own in
other words of a manager, and judged anew, one by one, by readers who did not know which was which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant import catalog
from assistant.domain import Prompted
from assistant.drilling import settles
from assistant.settings import Settings
from assistant.wiring import Wiring
from evals.run import rows

Row = Mapping[str, Any]


def put(file: str, split: str) -> list[Row]:
    """The replies whose original ``split.json`` sets aside under ``split``, each with its ask and text; ``own``: put to its own worry."""
    aside = rows("replies.jsonl", split)
    return [
        {**row, **{key: aside[row["of"]][key] for key in ("ask", "reply")}}
        | {"own": row["objection_type"] == aside[row["of"]]["objection_type"]}
        for row in rows(file).values()
        if row["of"] in aside
    ]


def settled(found: Sequence[Row]) -> Iterator[tuple[Row, bool]]:
    """Each row, and whether the worry goes by it alone."""
    with TemporaryDirectory() as profile:
        listener = Wiring(Settings(profile=Path(profile), engine="embedded")).turn_listener
        for row in found:
            prompted = Prompted(row["ask"], row["objection_type"], row["manager"])
            reading = listener.hear(prompted, row["reply"], ())
            yield row, settles(reading, catalog.concerns()[row["objection_type"]])


def figures(file: str, split: str) -> tuple[int, Mapping[str, float]]:
    """How many replies were put, and which share of them settles the worry: by whose worry it is and by the judged level."""
    found = list(settled(put(file, split)))

    def share(level: int, *, own: bool) -> float:
        here = [gone for row, gone in found if row["own"] is own and row["level"] == level]
        return sum(here) / len(here)

    return len(found), {
        "settled_by_an_answer_to_another_worry": share(0, own=False),
        "settled_by_half_an_answer_to_another_worry": share(1, own=False),
        "settled_by_a_full_answer_to_it": share(2, own=True),
    }


def main() -> None:
    """Prints what settles a worry and should not, and what should and does not."""
    for row, gone in settled(put("replies_elsewhere.jsonl", "replies")):
        if gone is not (row["level"] == 2):
            mark = "settles it" if gone else "does not settle it"
            print(
                f"{row['objection_type']}: {row['manager']}\n  {row['reply']}\n  judged {row['level']}, {mark}"
            )


if __name__ == "__main__":
    main()
