"""Of the user's documents: is what bears on an ask quoted, and nothing else? ``python -m evals.bearing`` shows each quotation.

The documents are written for this, as firms write theirs; which sentences bear on which scenario was judged by reading
(``data/bearing.toml``). All kinds of texts are then written with the documents at hand, and read from outside like those of
``evals.drafts``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant.coach import Coach
from assistant.domain import ARTEFACT_KINDS, Excerpt
from assistant.scenario import load_scenario
from assistant.settings import Settings
from assistant.wiring import build
from evals.drafts.judge import faults
from evals.drafts.judge import judged as texts_judged
from evals.drafts.measure import LEAVING
from evals.drafts.sources import unsourced, untraced
from evals.run import rows

HERE = Path(__file__).parent / "data"
_MARKED = ("unsourced", "leaked", "hole")


@dataclass(frozen=True)
class Quoted:
    """What was quoted for one scenario, and which pieces would bear on it."""

    row: Mapping[str, Any]
    excerpts: tuple[Excerpt, ...]
    bears: tuple[str, ...]

    def fits(self, one: Excerpt) -> bool:
        """Whether the excerpt holds one of the pieces."""
        return any(piece.lower() in one.text.lower() for piece in self.bears)


def judged(folder: str) -> Mapping[str, Any]:
    """What was judged of the documents in ``data/<folder>``."""
    found: Mapping[str, Any] = tomllib.loads((HERE / "bearing.toml").read_text(encoding="utf-8"))[folder]
    return found


def quoted(coach: Coach, folder: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[Quoted]:
    """What is quoted for each row; the coach has the documents of ``folder``."""
    bears = judged(folder)["bears"]
    for row in rows:
        yield Quoted(row, coach.library.excerpts(row["preferred_ask"]), tuple(bears[row["id"]]))


def figures(folder: str, rows: Sequence[Mapping[str, Any]]) -> tuple[int, Mapping[str, float]]:
    """How many quotations were read, and what holds of them and of the texts that quote them."""
    with TemporaryDirectory() as profile:
        coach = build(Settings(profile=Path(profile), engine="embedded"))
        coach.library.add([HERE / folder])
        found = list(quoted(coach, folder, rows))
        texts = _read(coach, folder, [one.row for one in found])
    told = [(one, excerpt) for one in found for excerpt in one.excerpts]
    due = [one for one in found if one.bears]
    unrelated = judged(folder)["unrelated"]
    return len(told), {
        "bearing_quoted": sum(any(map(one.fits, one.excerpts)) for one in due) / len(due),
        "bearing_first": sum(bool(one.excerpts) and one.fits(one.excerpts[0]) for one in due) / len(due),
        "quotations_that_bear": sum(one.fits(excerpt) for one, excerpt in told) / len(told),
        "unrelated_quoted": float(sum(excerpt.title in unrelated for _, excerpt in told)),
        **texts,
    }


def _read(coach: Coach, folder: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """What is wrong with the texts that are written with the documents at hand, and how many quote one."""
    words = [path.read_text(encoding="utf-8") for path in sorted((HERE / folder).iterdir())]
    counts = dict.fromkeys([*_MARKED, "untraced", "private_quoted"], 0.0)
    quoting = 0
    for row in rows:
        case, leaving = load_scenario(dict(row))[0], row["id"] in LEAVING
        private = [one.said for one in coach.library.excerpts(case.preferred_ask) if one.private]
        for kind in ARTEFACT_KINDS:
            made = coach.draft(kind, case)
            known = {**row, "documents": words}
            quoting += any(fact.source.startswith("document: ") for fact in made.facts)
            wrong = [name for name, _ in _faults(known, kind, made.markdown, leaving=leaving)]
            for name in _MARKED:
                counts[name] += wrong.count(name)
            counts["untraced"] += len(untraced(made.markdown, [fact.text for fact in made.facts], known))
            counts["private_quoted"] += sum(said in made.markdown for said in private)
    return {**counts, "texts_that_quote": float(quoting)}


def _faults(row: Mapping[str, Any], kind: str, markdown: str, *, leaving: bool) -> list[tuple[str, str]]:
    """What is wrong with a text; where nothing more was judged of the scenario, what stands in it without a source."""
    if row["id"] in texts_judged():
        return faults(row, kind, markdown, leaving=leaving)
    return [("unsourced", item) for item in unsourced(markdown, row)]


def _show(folder: str) -> None:
    """Prints each quotation with a mark, ``+`` where it bears on the ask."""
    everything = [*rows("scenarios.jsonl").values(), *rows("scenarios_more.jsonl").values()]
    with TemporaryDirectory() as profile:
        coach = build(Settings(profile=Path(profile), engine="embedded"))
        coach.library.add([HERE / folder])
        for one in quoted(coach, folder, everything):
            print(f"\n{one.row['id']}  {one.row['preferred_ask'][:150]}")
            for excerpt in one.excerpts:
                mark = "+" if one.fits(excerpt) else "-"
                private = ", private" if excerpt.private else ""
                print(f"  {mark} “{excerpt.said}” ({excerpt.citation}{private})")
    for name, value in figures(folder, everything)[1].items():
        print(f"{name:<22}{value:8.3f}")


if __name__ == "__main__":
    for name in ("documents", "documents_more"):
        _show(name)
