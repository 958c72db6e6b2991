"""How things are written: dates and times by country, forms of address, and user text made safe for Markdown."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH_FIRST = frozenset(
    {
        "united states",
        "united states of america",
        "usa",
        "us",
        "u.s.",
        "u.s.a.",
        "america",
        "canada",
        "philippines",
    }
)
_AMERICAN = _MONTH_FIRST | {
    "mexico",
    "brazil",
    "argentina",
    "chile",
    "colombia",
    "peru",
    "japan",
    "south korea",
    "korea",
    "republic of korea",
    "taiwan",
    "liberia",
}
"""Countries whose schools and offices mostly write English the American way; all others are given the British one."""
_SPELLINGS = {
    "organisation": "organization",
    "organise": "organize",
    "prioritise": "prioritize",
    "programme": "program",
    "practise": "practice",
    "favour": "favor",
    "judgement": "judgment",
}
_TWELVE_HOURS = _MONTH_FIRST | {
    "australia",
    "new zealand",
    "india",
    "pakistan",
    "bangladesh",
    "egypt",
    "malaysia",
}
_FAMILY_FIRST = frozenset(
    {
        "south korea",
        "korea",
        "republic of korea",
        "north korea",
        "china",
        "taiwan",
        "hong kong",
        "japan",
        "hungary",
        "vietnam",
        "viet nam",
    }
)
TITLES = frozenset(
    """mr mrs ms miss mx dr prof professor sir dame lady lord sister brother father mother rabbi imam reverend rev pastor captain chief
    coach chef judge major colonel sergeant lieutenant nurse matron señor señora señorita senor senora sr sra srta don doña dona dom
    herr frau monsieur madame mme mlle maître maitre signor signora signore dott dottor dottore dottoressa avv avvocato ing arch geom rag pan
    pani paní pán meneer mevrouw dhr mevr fru hr bay hanım uncle aunt auntie tio tia sheikh ustaz hajji engr eng atty ustadh madam
    doctor doctora doutor doutora licenciado lic ingeniero""".split()
)
"""Words that stand before a name and belong to it, without their full stop."""

_LIGHT = frozenset(
    """this that with from have will would could should them they their there then than what when where which while work also
    here more most some like want into over under about after before until would your mine been being just only year years
    week weeks month months days nobody cannot must does make made take takes""".split()
)


ROUND = str.maketrans("[]", "()")


def long_date(day: date, country: str) -> str:
    """``day`` with its weekday as the country writes it in English: ``Wednesday 2 June 2027``, ``Wednesday, June 2, 2027``."""
    weekday, month = _DAYS[day.weekday()], _MONTHS[day.month - 1]
    if country.strip().lower() in _MONTH_FIRST:
        return f"{weekday}, {month} {day.day}, {day.year}"
    return f"{weekday} {day.day} {month} {day.year}"


def american(country: str) -> bool:
    """Whether English is spelled the American way in ``country``."""
    return country.strip().lower() in _AMERICAN


def spelled(text: str, country: str) -> str:
    """Our own wording (never the user's) in the spelling of ``country``; it is kept in the British one."""
    if not american(country):
        return text
    return re.sub(
        rf"\b(?:{'|'.join(_SPELLINGS)})",
        lambda word: _match_case(word.group(), _SPELLINGS[word.group().lower()]),
        text,
        flags=re.I,
    )


def _match_case(word: str, other: str) -> str:
    return other.capitalize() if word[0].isupper() else other


def clock(moment: time, country: str) -> str:
    """``moment`` as the country says it: ``15:00`` or ``3:00 pm``."""
    if country.strip().lower() not in _TWELVE_HOURS:
        return f"{moment.hour:02}:{moment.minute:02}"
    return f"{moment.hour % 12 or 12}:{moment.minute:02} {'am' if moment.hour < 12 else 'pm'}"


def later(moment: time, minutes: int) -> time:
    """The time of day ``minutes`` after ``moment``."""
    return (datetime.combine(date(2000, 1, 1), moment) + timedelta(minutes=minutes)).time()


def address(name: str, country: str) -> str:
    """How somebody is named among colleagues: the given name; the whole name where the family name comes first; title and surname."""
    parts = name.split()
    if len(parts) > 1 and parts[0].lower().rstrip(".") in TITLES:
        return f"{parts[0]} {parts[-1]}"
    if len(parts) < 2 or family_first(name, country):
        return name.strip()
    return parts[0]


def family_first(name: str, country: str) -> bool:
    """Whether the family name stands first in ``name``, or may: by the country, or by a script without capitals."""
    parts = name.split()
    if not parts or parts[0].lower().rstrip(".") in TITLES or "-san" in name.lower():
        return False
    scripted = not parts[0].isascii() and parts[0][0].isalpha() and not parts[0][0].isupper()
    return scripted or (len(parts) > 1 and country.strip().lower() in _FAMILY_FIRST)


def escape(text: str) -> str:
    """``text`` on one line, so that none of its characters is read as Markdown, HTML or one of our blanks.

    Square brackets become round ones: they are for gaps, and a page that shows the text styles them as such.
    """
    line = " ".join(text.split()).translate(ROUND)
    line = re.sub(r"([\\`*|])", r"\\\1", line)
    line = re.sub(r"<(?=[a-zA-Z/!?])", r"\\<", line)
    line = re.sub(r"&(?=#?\w+;)", r"\\&", line)
    line = re.sub(r"(?<![^\W_])_|_(?![^\W_])|~(?=~)", lambda match: "\\" + match.group(), line)
    return re.sub(r"^(?:(?=[#>+=-])|(\d+)(?=[.)]\s))", r"\1\\", line)


def unescape(markdown: str) -> str:
    """The words of a Markdown text made here, without its marks; the blanks keep their brackets."""
    text = re.sub(r"^(?:#{1,6} |> |\s*- |\d+\. )|\*\*|^\|?[ :|-]+\|$", "", markdown, flags=re.M)
    return re.sub(r"\\([\\`*\[\]|<&_~#>+=.)-]|(?=[.)]))", r"\1", text)


def shorten(text: str, words: int) -> str:
    """At most ``words`` words of ``text`` and at most 9 characters a word, cut at a clause where one ends late enough."""
    parts = text.split()
    line = " ".join(parts)
    if len(parts) <= words and len(line) <= 9 * words:
        return line
    cut = " ".join(parts[:words])[: 9 * words]
    ends = [match.end() for match in re.finditer(r"[.;,:!?](?=\s)", cut)]
    if ends and ends[-1] > len(cut) // 2:
        cut = cut[: ends[-1]]
    return cut.rstrip(" ,;:.") + " …"


def stems(text: str) -> set[str]:
    """The words of ``text`` that carry meaning, cut to five letters, to see whether two texts speak of the same thing."""
    return {word.rstrip("s")[:5] for word in re.findall(r"[^\W_]{4,}", text.lower()) if word not in _LIGHT}


def sentence(text: str) -> str:
    """``text`` with a capital first letter and an end mark."""
    line = " ".join(text.split()).rstrip(",;:– —-")
    if not line:
        return ""
    line = line[0].upper() + line[1:]
    return line if line[-1] in ".!?…。！？" else line + "."
