"""Every kind of text in every tone for every judged scenario, and the files made of them, as figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.coach import Coach
from assistant.domain import ARTEFACT_KINDS, TONES, Artefact, Scenario, Style
from assistant.scenario import load_scenario
from evals.drafts.files import calendar_fits, lost, pdf_text, word_text
from evals.drafts.judge import counts, faults
from evals.drafts.sources import untraced

LEAVING = frozenset({"sd-10"})
"""Scenarios whose ask openly says that the user goes; read, not computed."""
STYLES = (*(Style(tone) for tone in TONES), Style(length="short"))
"""Every tone in full, and a short text."""
SCRIPTS = {
    "accents": "Maëlle Besson-Übelhör and Jürgen Łukasiewicz",
    "Cyrillic": "Борис Ёлкин",
    "Greek": "Ελένη Παπαδοπούλου",
    "Arabic": "فاطمة الزهراء",
    "Hebrew": "שרה כהן",
    "Devanagari": "श्रीमती शर्मा",
    "Chinese": "王伟",
    "Japanese": "田中さくら",
    "Korean": "한지우",
}
"""Names that must come through every file as they are written."""


@dataclass(frozen=True)
class Draft:
    """One finished text and the row it was made from."""

    row: Mapping[str, Any]
    scenario: Scenario
    artefact: Artefact

    @property
    def leaving(self) -> bool:
        """Whether the boss is openly told of an exit."""
        return self.row["id"] in LEAVING


def drafts(coach: Coach, rows: Sequence[Mapping[str, Any]]) -> Iterator[Draft]:
    """All kinds in all :data:`STYLES` for all rows."""
    for row in rows:
        case = load_scenario(dict(row))[0]
        for kind in ARTEFACT_KINDS:
            for style in STYLES:
                yield Draft(row, case, coach.draft(kind, case, style))


def figures(coach: Coach, rows: Sequence[Mapping[str, Any]]) -> tuple[int, Mapping[str, float]]:
    """How many texts were read, and what holds of them and of their files."""
    made = list(drafts(coach, rows))
    full = [one for one in made if one.artefact.style.length == "full"]
    wrong = Counter(name for one in full for name, _ in problems(one))
    # A short text may leave out what a full one must carry; it may invent and leak as little.
    wrong.update(
        name
        for one in made
        if one not in full
        for name, _ in problems(one)
        if name not in ("missing", "element")
    )
    due = [counts(one.row, one.artefact.kind, leaving=one.leaving) for one in full]
    found = {name: float(wrong[name]) for name in ("unsourced", "untraced", "claimed", "leaked", "hole")}
    found["must_mention"] = 1 - wrong["missing"] / sum(items for items, _ in due)
    found["elements"] = 1 - wrong["element"] / sum(asked for _, asked in due)
    plain = [one for one in full if one.artefact.style.tone == "plain"]
    return len(made), found | file_figures(coach, plain)


def problems(one: Draft) -> list[tuple[str, str]]:
    """What is wrong with one text."""
    made = one.artefact
    numbers = untraced(made.markdown, [fact.text for fact in made.facts], one.row)
    return [
        *faults(one.row, made.kind, made.markdown, leaving=one.leaving),
        *(("untraced", number) for number in numbers),
    ]


def file_figures(coach: Coach, made: Sequence[Draft]) -> dict[str, float]:
    """Shares of the files that another library reads with every word in them, and of briefs on one page."""
    calendars = [
        calendar_fits(coach.export(one.artefact, one.scenario, ".ics"), one.row)
        for one in made
        if one.artefact.kind == "invitation"
    ]
    words, pages, briefs = [], [], []
    for one in made:
        text = word_text(coach.export(one.artefact, one.scenario, ".docx"))
        words.append(not lost(one.artefact.markdown, text))
        text, count = pdf_text(coach.export(one.artefact, one.scenario, ".pdf"))
        pages.append(not lost(one.artefact.markdown, text))
        briefs += [count == 1] if one.artefact.kind == "brief" else []
    return {
        "calendars_read": _share(calendars),
        "word_files_whole": _share(words),
        "pdfs_whole": _share(pages),
        "briefs_on_one_page": _share(briefs),
        "scripts_intact": _share(list(scripts(coach, made[0]).values())),
    }


def scripts(coach: Coach, one: Draft) -> Mapping[str, bool]:
    """For each script, whether a name in it stands whole in the Word file and in the PDF of a brief."""
    found = {}
    for script, name in SCRIPTS.items():
        row = {
            **one.row,
            "evidence": [f"I trained {name} in 2026"],
            "user": {**one.row["user"], "name": name},
        }
        case = load_scenario(dict(row))[0]
        brief = coach.draft("brief", case)
        word = word_text(coach.export(brief, case, ".docx"))
        page, _ = pdf_text(coach.export(brief, case, ".pdf"))
        found[script] = all(part in word and part in page for part in name.split())
    return found


def _share(good: Sequence[bool]) -> float:
    return sum(good) / len(good) if good else 1.0
