"""Numbers, dates and names of a finished text that nothing in the scenario bears out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

Json = Mapping[str, Any]

_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")
_COUNTS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty "
    "thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen half twice double third quarter"
).split()
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_CAPITAL = re.compile(r"(?<![\w'’])([A-ZÀ-ÞŁŚŻĆŃĀĒĪŌŪŠŽČĐ][\w'’-]*)")
_OPENS = re.compile(r"(?:^|[.!?:*…“\"]|[-•>|*] |\d\. |\n)\s*$")
_OURS = frozenset({"I", "HR"})
# Counts in the program's own wording, which say nothing about this user.
_FIXED = (
    "last 6 to 12 months", "30 or 45 minutes", "half an hour, or better 45 minutes", "planned here for 30 minutes",
    "two or three directions", "in two sentences", "half-way",
)  # fmt: skip


def words(markdown: str) -> str:
    """A text without Markdown's marks and without its ``[blanks]``, line by line."""
    text = re.sub(r"\[[^\]\n]*\]", " ", markdown)
    text = re.sub(r"(?<!\\)\*+", "", text)
    text = re.sub(r"\\([^\w\s])", r"\1", text)
    return re.sub(r"^#+ |^> |^\s*[-*] |^\|[ :|-]+\|$", "", text, flags=re.M)


def unsourced(markdown: str, row: Json) -> list[str]:
    """Every number, count, month, weekday and name of ``markdown`` that neither the scenario nor its meeting gives."""
    text = re.sub(r"^\d\. |^(?=## )|(?<=## )\d\. ", "", markdown, flags=re.M)
    text = words(text)
    for phrase in _FIXED:
        text = re.sub(re.escape(phrase), " ", text, flags=re.I)
    said = " \n ".join(_statements(row))
    return [
        *_numbers(text, said, row),
        *_counts(text, said),
        *_calendar(text, said, row),
        *_names(text, said),
    ]


def untraced(markdown: str, facts: Sequence[str], row: Json) -> list[str]:
    """Every number of ``markdown`` that no stated fact holds, but for the meeting's own on the clock."""
    text = words(re.sub(r"^\d\. |(?<=## )\d\. ", "", markdown, flags=re.M))
    for phrase in _FIXED:
        text = re.sub(re.escape(phrase), " ", text, flags=re.I)
    borne = set(_DIGITS.findall(" ".join(facts))) | _meeting_numbers(row)
    return [
        number
        for number in _DIGITS.findall(text)
        if number.rstrip(".,:") not in {n.rstrip(".,:") for n in borne}
    ]


def _statements(row: Json) -> Iterator[str]:
    """Everything that the user said and that a text may repeat: not what they marked as private, nor notes and contract."""
    yield str(row["preferred_ask"])
    for field in ("evidence", "options", "constraints"):
        for note in row.get(field, ()):
            if isinstance(note, str):
                yield note
            elif not note.get("private"):
                yield note["text"]
    yield from row.get("documents", ())  # what the user's documents say, where there are any
    for part in ("user", "manager", "meeting"):
        yield from (str(value) for value in row.get(part, {}).values())


def _numbers(text: str, said: str, row: Json) -> list[str]:
    known = set(_DIGITS.findall(said)) | _meeting_numbers(row)
    pieces = {piece for number in known for piece in (number, number.rstrip(".,:"))}
    return [number for number in _DIGITS.findall(text) if number.rstrip(".,:") not in pieces]


def _meeting_numbers(row: Json) -> set[str]:
    """The parts of the meeting's date, its length, and every minute of it on the clock, by 24 and by 12 hours."""
    meeting = row.get("meeting", {})
    minutes = int(meeting.get("minutes") or 30)
    found = {str(n) for n in range(1, minutes + 1)}
    if day := meeting.get("date"):
        when = date.fromisoformat(day)
        found |= {str(when.day), str(when.year)}
    if start := meeting.get("start"):
        hour, minute = map(int, start.split(":"))
        for at in range(60 * hour + minute, 60 * hour + minute + minutes + 1):
            hours, rest = divmod(at % 1440, 60)
            found |= {f"{hours:02}:{rest:02}", f"{hours % 12 or 12}:{rest:02}"}
    return found


def _counts(text: str, said: str) -> list[str]:
    spoken = set(re.findall(r"[a-z]+", said.lower()))
    return [word for word in re.findall(r"[a-z]+", text.lower()) if word in _COUNTS and word not in spoken]


def _calendar(text: str, said: str, row: Json) -> list[str]:
    known = set(re.findall(r"[A-Z][a-z]+", said))
    if day := row.get("meeting", {}).get("date"):
        when = date.fromisoformat(day)
        known |= {_MONTHS[when.month - 1], _DAYS[when.weekday()]}
    known |= {name.removesuffix("s") for name in known}
    return [
        name for name in re.findall(r"[A-Z][a-z]+", text) if name in (*_MONTHS, *_DAYS) and name not in known
    ]


def _names(text: str, said: str) -> list[str]:
    """Capitals inside a sentence that stand in no statement; what opens a sentence may be any word."""
    known = {
        part for word in re.findall(r"[\w'’-]+", said.lower()) for part in (word, *re.split(r"['’-]", word))
    }
    found = []
    for match in _CAPITAL.finditer(text):
        word = match.group()
        bare = re.split(r"['’]", word)[0]
        if (
            word in _OURS
            or bare in _OURS
            or bare in (*_MONTHS, *_DAYS)
            or _OPENS.search(text[: match.start()])
        ):
            continue
        if bare.lower() not in known and word.lower() not in known:
            found.append(word)
    return found
