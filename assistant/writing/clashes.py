"""Dates of the user's that do not fit together, as notes to them beside a text; nothing is changed in the text itself.

Only what the words say for certain is compared. A day without a year is the next one from the talk on; where the talk has
no date either, months more than half a year apart are left alone, for nobody knows which comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.domain import Scenario
from assistant.text.calendar import MONTHS, read_day
from assistant.text.segment import sentences
from assistant.text.spans import find_spans

_ROLES = (
    ("deadline", re.compile(r"\b(?:clos(?:es?|ing)|deadline(?: is)?|apply|open|intranet|posted|advertised)\b[^.!?,;]{0,25}?\b(?:on|until|till|by|before|is)\s+$", re.I)),
    ("last day", re.compile(r"\b(?:last (?:working )?(?:day|shift)|stay|leave|finish)\b[^.!?;]{0,40}?\b(?:is|on|until|till|to|be)\s+$", re.I)),
    ("end", re.compile(r"\b(?:until|till|to)\s+$", re.I)),
    ("start", re.compile(r"\b(?:from|as of|ideally(?: in)?|(?:start|begin)(?:s|ning|ing)?(?: in| on| from)?|possible,? in)\s+$", re.I)),
    ("when", re.compile(r"\b(?:in|on|during|from)\s+$", re.I)),
)  # fmt: skip
"""What a date is for, by the words before it; the first that fits counts."""
_BUSY = re.compile(
    r"\b(?:booked|busy|season|launch|stoppage|inventory|count|audit|exams?|fixed|closed|on leave|on holiday|short)\b",
    re.I,
)
_END = re.compile(r"\bprobation\b[^.;,]*?\b(?:until|till|to|ends(?: on| in)?)\s+$", re.I)
_LASTS = re.compile(
    r"\bhand\w*\b[^.!?;]*?\b(?:across|over|for|in)\s+(?P<n>two|three|four|five|six|eight|ten|twelve|\d+) weeks\b",
    re.I,
)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "twelve": 12}
_HALF_A_YEAR = 183
_LONE = re.compile(r"^(?:(?:mid|early|late)[- ])?[A-Z][a-z]+\.?$")


@dataclass(frozen=True)
class _Dated:
    """A date of the user's, what it is for, and the sentence it stands in."""

    words: str
    role: str
    day: date
    said: str

    @property
    def first(self) -> date:
        """The earliest day that it can mean."""
        return self.day.replace(day=1) if _LONE.match(self.words) else self.day


def clashes(scenario: Scenario) -> tuple[str, ...]:
    """One sentence to the user for each pair of dates that do not fit; none where nothing is certain."""
    talk = scenario.meeting.date
    today = talk or date(2000, 1, 1)
    ask = list(_dated([scenario.preferred_ask], today))
    told = list(_dated([note.text for note in scenario.constraints if not note.private], today))
    found = [
        *_before_the_end_of_probation(scenario, ask, today, known=talk is not None),
        *_in_a_busy_month(ask, told),
        *_handover(scenario, ask, told),
        *_after_the_deadline(ask, talk),
        *_twice(ask, told, list(_dated([note.text for note in scenario.options if not note.private], today))),
    ]
    return tuple(dict.fromkeys(found))


def start_in_probation(scenario: Scenario) -> str:
    """The start before the end of probation that the ask names, in the user's words; empty where it names no date."""
    talk = scenario.meeting.date
    today = talk or date(2000, 1, 1)
    ask = list(_dated([scenario.preferred_ask], today))
    early = (
        one.words
        for one in ask
        if any(_before_the_end_of_probation(scenario, [one], today, known=talk is not None))
    )
    return next(early, "")


def starts_in_probation(scenario: Scenario) -> bool:
    """Whether the ask names a start before the end of probation, or one as soon as possible."""
    if re.search(
        r"\b(?:as soon as possible|straight away|right away|at once|from now)\b", scenario.preferred_ask, re.I
    ):
        return True
    return bool(start_in_probation(scenario))


def _dated(texts: Sequence[str], today: date) -> Iterator[_Dated]:
    for text in texts:
        for part in sentences(text):
            for span in find_spans(part.text):
                if span.kind != "date" or (read := read_day(span.text, today)) is None:
                    continue
                before = part.text[: span.start]
                role = next((name for name, cue in _ROLES if cue.search(before)), "")
                yield _Dated(span.text, role, read.day, part.text.rstrip(" ."))


def _before_the_end_of_probation(
    scenario: Scenario, ask: Sequence[_Dated], today: date, *, known: bool
) -> Iterator[str]:
    tenure = scenario.user.tenure
    for span in find_spans(tenure):
        if span.kind != "date" or not _END.search(tenure[: span.start]):
            continue
        end = read_day(span.text, today)
        for one in ask:
            early = end is not None and timedelta() < end.day - one.day
            near = end is not None and (known or (end.day - one.day).days < _HALF_A_YEAR)
            if one.role in ("start", "when") and early and near:
                yield (
                    f"You named two dates that do not fit: {one.words} for the change, and probation until {span.text}. "
                    "Say in the talk that it can wait for the review, or why it cannot."
                )


def _in_a_busy_month(ask: Sequence[_Dated], told: Sequence[_Dated]) -> Iterator[str]:
    for one in ask:
        for other in told:
            same = one.day.month == other.day.month and one.role in ("start", "when")
            if same and _BUSY.search(other.said):
                yield (
                    f"You ask for {one.words}, and you named it as a hard time yourself: “{other.said}”. "
                    "Offer another date, or say who sees to it then."
                )


def _handover(scenario: Scenario, ask: Sequence[_Dated], told: Sequence[_Dated]) -> Iterator[str]:
    """A handover of so many weeks that would fall into a busy month before the start."""
    lasts = _LASTS.search(scenario.preferred_ask)
    starts = [one for one in ask if one.role in ("start", "when")]
    if not lasts or not starts:
        return
    weeks = _NUMBERS.get(lasts["n"].lower()) or int(lasts["n"])
    start = starts[-1].first
    months = {(start - timedelta(weeks=n)).month for n in range(1, min(weeks, 26) + 1)}
    for other in told:
        if other.day.month in months and other.day.month != start.month and _BUSY.search(other.said):
            yield (
                f"{lasts['n'].capitalize()} weeks of handover before {starts[-1].words} fall into {MONTHS[other.day.month - 1]}, "
                f"and you said: “{other.said}”. Name the weeks in which it can be done."
            )


def _after_the_deadline(ask: Sequence[_Dated], talk: date | None) -> Iterator[str]:
    for one in ask:
        if talk and one.role == "deadline" and re.search(r"\d", one.words):
            # Seen from the talk, a day that has passed is read as next year's.
            passed = (one.day - talk).days > 365 - _HALF_A_YEAR // 2
            if passed:
                yield f"Your talk comes after {one.words}, until when one can apply. Apply first, or ask for an earlier talk."


def _twice(*groups: Sequence[_Dated]) -> Iterator[str]:
    """One thing with two dates."""
    for role in ("deadline", "last day"):
        days = {one.day: one.words for group in groups for one in group if one.role == role}
        if len(days) > 1:
            yield f"You named two dates for {_THING[role]}: {' and '.join(list(days.values())[:2])}. Check which one holds."


_THING = {"deadline": "the end of the applications", "last day": "your last day"}
