"""The form of step 1 and the JSON object of a scenario, there and back. Nothing is judged here: what was typed stays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from assistant.domain import Meeting
from assistant.text.calendar import read_clock, read_day, say_day

PARTS: Mapping[str, tuple[str, ...]] = {
    "user": ("name", "role", "organisation", "sector", "size", "work_mode", "country", "tenure"),
    "manager": ("name", "role", "temperament", "trust"),
    "meeting": ("date", "start", "minutes", "place", "link", "timezone"),
}
LISTS = ("evidence", "constraints", "options")
TEXTS = ("preferred_ask", "contract", "notes")
SPECIAL: Mapping[str, str] = {
    "probation": "I am in probation",
    "visa": "My visa or permit depends on this job",
    "small_company": "A small firm",
    "family_firm": "A family firm",
    "considering_leaving": "I am thinking of leaving",
    "been_told_not_now": "I was told “not now” before",
    "no_ladder": "There is no next rung here",
    "internal_vacancy": "It is about an internal vacancy",
}
"""The special circumstances that the program knows, each as a user would tick it."""

PRIVATE = "private:"
"""A line that begins with this word never reaches a text that the boss reads."""

FIELDS = (
    *(f"{part}_{key}" for part, keys in PARTS.items() for key in keys),
    *LISTS,
    "special",
    "other",
    *TEXTS,
)
"""The names of the form's fields, in a fixed order."""

WHEN = ("meeting_date", "meeting_start")
"""The fields in which a day or an hour may be told in words."""

DEFAULTS: Mapping[str, Any] = {
    "manager_temperament": "busy",
    "manager_trust": "medium",
    "special": [],
}


def empty() -> dict[str, Any]:
    """The values of an untouched form."""
    return {name: DEFAULTS.get(name, "") for name in FIELDS}


def to_scenario(values: Mapping[str, Any]) -> dict[str, Any]:
    """The form's values as the JSON object of a scenario, unchecked."""
    data: dict[str, Any] = {
        part: {key: _plain(values.get(f"{part}_{key}")) for key in keys} for part, keys in PARTS.items()
    }
    minutes = data["meeting"]["minutes"]
    data["meeting"]["minutes"] = int(minutes) if minutes.isdecimal() else minutes or None
    for name in LISTS:
        data[name] = [_note(line) for line in _lines(values.get(name))]
    data["special"] = [*(values.get("special") or []), *_lines(values.get("other"))]
    return data | {name: _plain(values.get(name)) for name in TEXTS}


def read_when(values: Mapping[str, Any], today: date) -> tuple[dict[str, Any], dict[str, str]]:
    """The form's values with the day and the hour of the talk as a scenario has them, and what to tell beside each.

    What is read out of words is said, so that nothing is taken silently; what cannot be read stays as it is.
    """
    found, notes = dict(values), dict.fromkeys(WHEN, "")
    country = _plain(values.get("user_country"))
    typed, clock = (_plain(values.get(name)) for name in WHEN)
    if (day := read_day(typed, today, country)) is not None and typed != day.day.isoformat():
        found["meeting_date"] = day.day.isoformat()
        why = re.sub(r"[,;] (?:so )?I (?:took|read) .*", "", day.remark)
        read = f"Read as {day.day:%A}, {say_day(day.day, country)}{f' ({why})' if why else ''}."
        notes["meeting_date"] = f"{read} Is that right?"
    if (at := read_clock(clock)) is not None and f"{at:%H:%M}" != clock.rjust(5, "0"):
        found["meeting_start"] = f"{at:%H:%M}"
        notes["meeting_start"] = f"Read as {at:%H:%M}."
    return found, notes


def from_scenario(data: Mapping[str, Any]) -> dict[str, Any]:
    """The form's values for the JSON object of a scenario."""
    values = empty()
    for part, keys in PARTS.items():
        given = data.get(part) or {}
        values |= {f"{part}_{key}": str(given[key]) for key in keys if given.get(key) not in (None, "")}
    for name in LISTS:
        values[name] = "\n".join(_line(note) for note in data.get(name) or [])
    special = [str(item) for item in data.get("special") or []]
    values["special"] = [item for item in special if item in SPECIAL]
    values["other"] = "\n".join(item for item in special if item not in SPECIAL)
    return values | {name: data.get(name) or "" for name in TEXTS}


def in_words(message: str) -> str:
    """A complaint about a scenario with the form's own names for its fields."""
    for key, label in _LABELS:
        message = message.replace(key, label)
    return message.replace("The scenario cannot be used yet: ", "Before we go on: ")


def past(meeting: Meeting, today: date) -> str:
    """A friendly word when the talk is dated in the past; empty otherwise."""
    if meeting.date is None or meeting.date >= today:
        return ""
    return f"The date of the talk, {meeting.date:%d %B %Y}, is in the past. Is it the right one?"


def missing(data: Mapping[str, Any]) -> list[str]:
    """What a scenario needs and this one does not have yet, in the form's own words."""
    values = from_scenario(data)
    return [label for name, label in _NEEDED.items() if not values[name]]


def faulty(data: Mapping[str, Any], complaint: str) -> list[str]:
    """The names of the fields that keep a scenario from being used: the empty ones, else those that are complained of.

    :param complaint: the words of :func:`assistant.scenario.load_scenario`.
    """
    lacking = missing(data)
    if lacking:
        return [name for name, label in _NEEDED.items() if label in lacking]
    named = {f"{part}_{key}": f"{part}.{key}" for part, keys in PARTS.items() for key in keys}
    return [name for name in FIELDS if re.search(rf"(?<![\w.]){named.get(name, name)}\b", complaint)]


_NEEDED = {
    "user_name": "your name",
    "user_role": "your role",
    "manager_name": "your boss’s name",
    "preferred_ask": "what you want to ask",
}
"""The fields that no scenario can do without."""
_LABELS = (
    ("user.name", "your name"),
    ("user.role", "your role"),
    ("manager.name", "your boss’s name"),
    ("manager.role", "your boss’s role"),
    ("preferred_ask", "what you want to ask"),
    ("meeting.date", "the date of the meeting"),
    ("meeting.start", "the start of the meeting"),
    ("meeting.minutes", "the length of the meeting"),
    ("meeting.timezone", "the time zone"),
    ("user.", "your "),
    ("manager.", "your boss’s "),
    ("meeting.", "the meeting’s "),
)


def _plain(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _lines(value: Any) -> Iterable[str]:
    return [line.strip() for line in _plain(value).splitlines() if line.strip()]


def _note(line: str) -> str | dict[str, Any]:
    if line.lower().startswith(PRIVATE):
        return {"text": line[len(PRIVATE) :].strip(), "private": True}
    return line


def _line(note: Any) -> str:
    if isinstance(note, Mapping):
        words = " ".join(str(note.get("text", "")).split())
        return f"{PRIVATE} {words}" if note.get("private") else words
    return " ".join(str(note).split())
