"""The last look at a text, whoever worded it: nothing invented, nothing private, nothing broken.

Works from the finished Markdown and the scenario alone, so that it also catches what the writer got wrong.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.domain import Scenario, Withheld
from assistant.errors import EngineError
from assistant.text.spans import find_spans
from assistant.writing.cues import HEALTH, LEAVING, SEARCH, ULTIMATUM
from assistant.writing.facts import BLANK, fields, known_names
from assistant.writing.private import PRIVATE_KINDS
from assistant.writing.wording import clock, later, long_date, unescape

_BROKEN = re.compile(r"\b(?:None|NaN|nan|null|undefined)\b|\{\{|\}\}|\{%")
_RUN = 5  # words in a row that count as the same statement


@dataclass(frozen=True)
class Flaw:
    """One line of a text that must not stand, and why."""

    line: int
    what: str


def flaws(
    markdown: str,
    kind: str,
    scenario: Scenario,
    fixed: str,
    withheld: Sequence[Withheld],
    used: Collection[str],
    *,
    leaving: bool,
) -> list[Flaw]:
    """What is wrong with ``markdown``.

    :param fixed: wording that belongs to the kind itself (its template), not to this user.
    :param withheld: what must not be in it.
    :param used: the user's statements that may be in it.
    :param leaving: whether the user openly tells the boss that they go.
    """
    lines = [unescape(BLANK.sub(" ", line)) for line in markdown.splitlines()]
    said = _plain(" \n ".join(fields(scenario).values()))
    known = f"{said} {_plain(fixed)} {_plain(' '.join(_meeting_forms(scenario)))}"
    secrets = _secret_runs(withheld, used)
    names = known_names(scenario)
    found: list[Flaw] = []
    for n, line in enumerate(lines):
        found += [
            Flaw(n, f"{span.text!r} comes from nowhere")
            for span in find_spans(line, names)
            if _plain(span.text) not in known
        ]
        found += [
            Flaw(n, f"{match.group()!r} is a hole")
            for match in _BROKEN.finditer(line)
            if _plain(match.group()) not in said
        ]
        if any(run in f" {_words(line)} " for run in secrets):
            found.append(Flaw(n, "it repeats what was withheld"))
        if kind not in PRIVATE_KINDS and _tells_too_much(line, kind, scenario, leaving=leaving):
            found.append(Flaw(n, "it speaks of what the boss must not read"))
    return found


def mended(markdown: str, found: Sequence[Flaw]) -> str:
    """``markdown`` without the lines that have a flaw; ``EngineError`` when hardly anything would be left."""
    bad = {flaw.line for flaw in found}
    lines = [line for n, line in enumerate(markdown.splitlines()) if n not in bad]
    if not any(re.search(r"\w", line) and not line.startswith("#") for line in lines):
        raise EngineError(
            f"No text could be made that passes the check: {found[0].what}. Say it in other words and try again."
        )
    return "\n".join(lines)


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _secret_runs(withheld: Sequence[Withheld], used: Collection[str]) -> set[str]:
    """Runs of words that only stand in what was withheld."""
    open_words = f" {' | '.join(_words(text) for text in used)} "
    runs: set[str] = set()
    for item in withheld:
        tokens = _words(item.text).split()
        size = min(_RUN, len(tokens))
        if size >= 3:
            runs |= {f" {' '.join(tokens[n : n + size])} " for n in range(len(tokens) - size + 1)}
    return {run for run in runs if run not in open_words}


def _tells_too_much(line: str, kind: str, scenario: Scenario, *, leaving: bool) -> bool:
    about = " ".join((scenario.user.role, scenario.user.organisation, scenario.manager.role))
    cues = [SEARCH, ULTIMATUM, HEALTH]
    if not leaving and kind not in ("resignation_note",):
        cues.append(LEAVING)
    return any(match.group().lower() not in about.lower() for cue in cues for match in cue.finditer(line))


def _meeting_forms(scenario: Scenario) -> list[str]:
    """Every way in which the meeting's date, times and length may be written."""
    meeting, country = scenario.meeting, scenario.user.country
    length = meeting.minutes or 30
    forms = [f"{n} min" for n in range(length + 1)] + [f"{length} minutes"]
    if meeting.date:
        forms.append(long_date(meeting.date, country))
    if meeting.start:
        forms += [clock(later(meeting.start, n), country) for n in range(length + 1)]
    return forms
