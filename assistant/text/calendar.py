"""Days as people name them ("by the end of May", "on Friday", "in two weeks") to calendar days, and back to words.

What a phrase leaves open is never filled in silently: it comes back as a remark for the user to confirm.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH_FIRST = re.compile(
    r"^(?:the )?(?:united states(?: of america)?|u\.?s\.?(?:a\.?)?|america|canada|philippines)$", re.I
)
_NUMBERS = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {"a": 1, "an": 1, "a couple of": 2}  # fmt: skip

_COUNT = r"(?P<count>\d{1,3}|a couple of|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?:,? (?P<year>(?:19|20)\d\d))?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_NAMED = rf"(?P<named>{'|'.join(_WEEKDAYS)})"
_LONG_AGO = timedelta(days=183)
"""A day without a year that would lie further back is as likely to be one ahead."""
_PART = r"(?P<part>start|beginning|middle|end|mid|early|late)"


@dataclass(frozen=True)
class Day:
    """A calendar day that was read out of a phrase; ``remark`` says what the phrase left open, empty when nothing."""

    day: date
    remark: str = ""


def month_first(country: str) -> bool:
    """Whether the country writes the month before the day."""
    return bool(_MONTH_FIRST.match(country.strip()))


def say_day(day: date, country: str = "") -> str:
    """``day`` in words: ``3 March 2027``, or ``March 3, 2027`` where the country writes it so."""
    month = MONTHS[day.month - 1]
    return f"{month} {day.day}, {day.year}" if month_first(country) else f"{day.day} {month} {day.year}"


def read_day(phrase: str, today: date, country: str = "", *, past: bool = False) -> Day | None:
    """The calendar day that ``phrase`` names, seen from ``today``; None where it names no single day.

    A day without a year is the next one from today on; with ``past`` the latest one up to today.
    """
    read = _read(phrase, today, country)
    if read is None or not past or read.day <= today:
        return read
    ahead = Day(read.day, f"{say_day(read.day, country)} is still to come")
    if re.search(r"\d{4}|\b(?:next|tomorrow|in|within)\b", phrase, re.I):
        return ahead
    if not re.search(r"\d", phrase) and re.search(r"day\b", phrase, re.I):
        return Day(read.day - timedelta(weeks=1))
    before = _read(f"{phrase.strip(' .')} {today.year - (read.day.year == today.year)}", today, country)
    return before if before and today - before.day < _LONG_AGO else ahead


def _read(phrase: str, today: date, country: str) -> Day | None:
    plain = re.sub(
        r"^(?:on|by|before|until|till|due|the|in time for|in(?= [a-z]))\s+(?:the )?",
        "",
        " ".join(phrase.lower().split()),
    )
    plain = re.sub(r"^(?:on|by) ", "", plain).strip(" .,;")
    for pattern, reader in _READERS:
        if (found := re.fullmatch(pattern, plain)) is not None:
            try:
                return reader(found, today, country)
            except ValueError:  # 31 June
                return None
    return None


_HOURS = "one two three four five six seven eight nine ten eleven twelve".split()
_HOUR = rf"(?P<hour>\d{{1,2}}|{'|'.join(_HOURS)})"
_TIME_OF_DAY = re.compile(
    rf"(?:at )?(?:(?P<lead>half past|quarter past|quarter to) )?{_HOUR}(?:[:.h](?P<minutes>[0-5]\d)|h)?"
    r"(?: ?(?:o['’]?clock|sharp))?(?: ?(?:(?P<am>a\.?m\.?|in the morning)|(?P<pm>p\.?m\.?|in the afternoon|in the evening)))?"
)
_LEADS = {"half past": 30, "quarter past": 15, "quarter to": -15}
_WORK_BEGINS = 7


def read_clock(phrase: str) -> time | None:
    """The time of day that ``phrase`` names ("9.30", "half past two", "4 pm", "noon"); None where it names none.

    In words, an hour before seven is one of the afternoon: nobody meets at three in the morning.
    """
    plain = re.sub(r"^(?:a|at) ", "", " ".join(phrase.lower().split())).strip(" ,;")
    if plain in ("noon", "midday"):
        return time(12)
    found = _TIME_OF_DAY.fullmatch(plain)
    if found is None or (found["lead"] and found["minutes"]):
        return None
    hour = _HOURS.index(found["hour"]) + 1 if found["hour"] in _HOURS else int(found["hour"])
    minutes = 60 * hour + int(found["minutes"] or 0) + _LEADS.get(found["lead"] or "", 0)
    loose = not found["am"] and len(found["hour"]) != 2 and hour < _WORK_BEGINS
    if (found["pm"] and hour < 12) or loose:
        minutes += 12 * 60
    elif found["am"] and hour == 12:
        minutes -= 12 * 60
    return time(*divmod(minutes, 60)) if 0 <= minutes < 24 * 60 and hour < 24 else None


def _iso(found: re.Match[str], _today: date, _country: str) -> Day:
    return Day(date.fromisoformat(found[0]))


def _numeric(found: re.Match[str], _today: date, country: str) -> Day:
    one, two, year = int(found[1]), int(found[2]), int(found[3])
    year += 2000 if year < 100 else 0
    day, month = (two, one) if month_first(country) else (one, two)
    if month > 12:
        day, month = month, day
    unclear = one <= 12 and two <= 12 and one != two
    read = date(year, month, day)
    return Day(
        read, f"“{found[0]}” could be read two ways; I read {say_day(read, country)}" if unclear else ""
    )


def _day_of_month(found: re.Match[str], today: date, country: str) -> Day:
    month, day = _month(found["month"]), int(found["day"])
    read = Day(date(int(found["year"]), month, day)) if found["year"] else _next(month, day, today, country)
    named = found["named"]
    if named and not read.remark and _WEEKDAYS[read.day.weekday()] != named:
        return Day(
            read.day,
            f"{say_day(read.day, country)} is a {_WEEKDAYS[read.day.weekday()].capitalize()}, not a {named.capitalize()}",
        )
    return read


def _next(month: int, day: int, today: date, country: str) -> Day:
    """The next such day from today on, with a remark when this year's has passed."""
    this = date(today.year, month, day)
    if this >= today:
        return Day(this)
    following = date(today.year + 1, month, day)
    return Day(following, f"{say_day(this, country)} has passed, so I took {say_day(following, country)}")


def _month_alone(found: re.Match[str], today: date, country: str) -> Day:
    month, groups = _month(found["month"]), found.groupdict()
    year = int(groups["year"]) if groups.get("year") else today.year
    part = groups.get("part") or ""
    read = _part_of(year, month, part)
    if not groups.get("year") and read < today:
        read = _part_of(year + 1, month, part)
    return Day(read, "" if part == "end" else f"no day is named, so I took {say_day(read, country)}")


def _part_of(year: int, month: int, part: str) -> date:
    if part in ("start", "beginning", "early"):
        return date(year, month, 1)
    if part in ("middle", "mid"):
        return date(year, month, 15)
    return date(year, month, monthrange(year, month)[1])


def _weekday(found: re.Match[str], today: date, country: str) -> Day:
    ahead = (_WEEKDAYS.index(found["weekday"]) - today.weekday() - 1) % 7 + 1
    read = today + timedelta(days=ahead)
    if found["next"] == "last":
        return Day(read - timedelta(weeks=1 + (ahead == 7)))
    if found["next"] != "next":
        return Day(read)
    monday = today - timedelta(days=today.weekday()) + timedelta(days=7)
    read = monday + timedelta(days=_WEEKDAYS.index(found["weekday"]))
    return Day(read, f"“{found[0]}” could be this week’s or the next; I took {say_day(read, country)}")


def _ahead(found: re.Match[str], today: date, _country: str) -> Day:
    count = _NUMBERS.get(found["count"]) or int(found["count"])
    match found["unit"]:
        case "day":
            return Day(today + timedelta(days=count))
        case "week":
            return Day(today + timedelta(weeks=count))
        case "fortnight":
            return Day(today + timedelta(weeks=2 * count))
        case _:
            return Day(_months_on(today, count))


def _months_on(today: date, count: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 + count, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _quarter(found: re.Match[str], today: date, country: str) -> Day:
    month = 3 * int(found["quarter"])
    year = int(found["year"]) if found["year"] else today.year
    read = _part_of(year, month, "end")
    if not found["year"] and read < today:
        read = _part_of(year + 1, month, "end")
    return Day(read, f"no day is named, so I took {say_day(read, country)}")


def _end_of(found: re.Match[str], today: date, country: str) -> Day:
    coming = found["which"] == "next"
    match found["unit"]:
        case "week":
            read = today + timedelta(days=(4 - today.weekday()) % 7 + 7 * coming)
            return Day(read, f"I took the Friday, {say_day(read, country)}")
        case "month":
            on = _months_on(today.replace(day=1), int(coming))
            return Day(_part_of(on.year, on.month, "end"))
        case "quarter":
            on = _months_on(date(today.year, 3 * ((today.month + 2) // 3), 1), 3 * coming)
            return Day(_part_of(on.year, on.month, "end"))
        case _:
            return Day(date(today.year + coming, 12, 31))


def _spoken(found: re.Match[str], today: date, _country: str) -> Day:
    return Day(today + timedelta(days={"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}[found[0]]))


def _this_month(found: re.Match[str], today: date, country: str) -> Day:
    day = int(found["day"])
    for ahead in range(3):
        on = _months_on(today.replace(day=1), ahead)
        if day <= monthrange(on.year, on.month)[1] and on.replace(day=day) >= today:
            read = on.replace(day=day)
            return Day(read, f"no month is named, so I took {say_day(read, country)}")
    raise ValueError(found[0])


def _month(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, 1) if month.lower().startswith(name[:3]))


_WEEKDAY = rf"(?P<weekday>{'|'.join(_WEEKDAYS)})"
_READERS: tuple[tuple[str, Callable[[re.Match[str], date, str], Day]], ...] = (
    (r"\d{4}-\d\d-\d\d", _iso),
    (r"(\d{1,2})[./](\d{1,2})[./](\d{4}|\d\d)", _numeric),
    (rf"(?:{_NAMED},? )?(?:the )?{_DAY} (?:of )?{_MONTH}{_YEAR}", _day_of_month),
    (rf"(?:{_NAMED},? )?{_MONTH} {_DAY}{_YEAR}", _day_of_month),
    (rf"(?:the )?(?:{_PART}[ -](?:of )?)?{_MONTH}{_YEAR}", _month_alone),
    (rf"(?:(?P<next>next|this|coming|last) )?{_WEEKDAY}", _weekday),
    (rf"(?:in|within)?\s*{_COUNT} (?P<unit>day|week|fortnight|month)s?(?:['’]s? time)?", _ahead),
    (r"q(?P<quarter>[1-4])(?: (?P<year>20\d\d))?", _quarter),
    (r"(?:the )?end of (?:the |this )?(?:(?P<which>next) )?(?P<unit>week|month|quarter|year)", _end_of),
    (r"(?P<which>next) (?P<unit>week|month|quarter|year)", _end_of),
    (r"yesterday|today|tonight|tomorrow", _spoken),
    (r"(?P<day>\d{1,2})(?:st|nd|rd|th)", _this_month),
)  # fmt: skip

SPOKEN = re.compile(
    rf"\b(?:today|tonight|tomorrow|(?:in|within) {_COUNT} (?:day|week|fortnight|month)s?(?:['’]s? time)?|"
    r"(?:the )?end of (?:the |this )?(?:next )?(?:week|month|quarter|year)|(?:this|coming) \w+day|"
    r"(?<=the )\d{1,2}(?:st|nd|rd|th)(?! \w*(?:of|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))\b",
    re.I,
)
"""Days that only make sense seen from today; :mod:`assistant.text.spans` leaves most of them alone."""
