"""One sentence about who does what by when ("Ben sends the job description by 3 March") to its three parts.

Nothing is guessed silently: whatever the sentence leaves open is named in ``unsure``, and the user confirms or mends it
before anything is kept.
"""

from __future__ import annotations

import re
from datetime import date

from assistant.domain import Scenario, Understood
from assistant.text.calendar import SPOKEN, read_day, say_day
from assistant.text.spans import find_spans

_FIRST = r"(?:I|i|me)\b(?!['’]?s\b)"
_WE = r"(?:[Ww]e|[Bb]oth of us|[Ww]e both)\b"
_THIRD = r"(?:[Ss]he|[Hh]e|[Tt]hey|(?:[Mm]y |[Tt]he )?(?:boss|manager))\b"
_BODY = r"(?:[Tt]he )?(?:HR|IT|[Pp]ayroll|[Ff]inance|[Uu]nion|[Pp]ersonnel|[Ww]orks council)\b"
_TITLE = r"(?:(?:Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Chef|Sister)\.? )?"
_NAME = rf"{_TITLE}[^\W\d_a-z][\w’'-]*(?: (?:(?:de|van|von|der|da|di|al|bin|el) )*[^\W\d_a-z][\w’'-]*){{0,2}}"
_WILL = r"(?:['’]ll|['’]d| will| would| is going to| are going to| am going to|['’]m going to| shall| (?:has |have |had )?(?:promised|agreed|offered|undertook|said (?:he|she|they|I)(?:['’]d|['’]ll| will| would)?)(?: to)?| is to| are to| am to)?(?: also)? +"
_CALLED = re.compile(r"^\s*([^:–—]{2,60}?)\s*(?::|–|—)\s+(?=\S)")
_OPENERS = (
    (re.compile(rf"^\s*({_FIRST}){_WILL}"), "first"),
    (re.compile(rf"^\s*({_WE}){_WILL}"), "we"),
    (re.compile(rf"^\s*({_THIRD}){_WILL}"), "third"),
    (re.compile(rf"^\s*({_BODY}){_WILL}"), "body"),
    (re.compile(rf"^\s*({_NAME}(?: and (?:I\b|{_NAME}))?){_WILL}(?=[a-z])"), "name"),
)
_LEAD = re.compile(
    r"(?:,\s*)?\b(?:by|before|until|till|due(?: on| by)?|no later than|not later than|on|at|in)\s+(?:the\s+)?$",
    re.I,
)
_DEADLINE = re.compile(r"\b(?:by|before|until|till|due(?: on| by)?|later than)\s+(?:the\s+)?$", re.I)
_BEGINS = re.compile(r"\b(?:from|since|starting(?: on| in)?|as of)\s+(?:the\s+)?$", re.I)
_ADJECTIVE = re.compile(r"\w+day\b", re.I)
_NOT_OWNERS = frozenset(
    """the a an this that it there then next first on by in at before after monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december please send ask write talk meet
    book find check give take make get let""".split()
)
NO_DATE = "by when: no date is named"
"""The remark on a sentence without a day."""
WE = "both of you"
"""The owner of what the user and the manager do together."""


def understand(text: str, today: date, scenario: Scenario) -> Understood:
    """The parts of ``text`` as far as it names them, seen from ``today``."""
    line = " ".join(text.split())
    owner, rest, unsure = _owner(line, scenario)
    due, rest, doubts = _due(rest, today, scenario.user.country)
    what = rest.strip(" ,;.–—-")
    if not what:
        doubts = (*doubts, "what exactly is to be done")
    return Understood(owner, what, due, (*unsure, *doubts))


def whose(owner: str, scenario: Scenario) -> str:
    """``owner`` as the ledger writes it: the user's and the manager's own names for "I" and for parts of their names."""
    plain = " ".join(owner.split())
    if plain.lower() in ("i", "me", "myself"):
        return scenario.user.name
    if plain.lower() in ("we", "both", "both of us", WE):
        return WE
    for name in (scenario.manager.name, scenario.user.name):
        if plain.lower() in (name.lower(), *name.lower().split()) and len(plain) > 1:
            return name
    return plain


def _owner(line: str, scenario: Scenario) -> tuple[str, str, tuple[str, ...]]:
    """Who does it, the sentence without them, and what was not plain."""
    if (called := _CALLED.match(line)) is not None:
        return whose(called[1], scenario), line[called.end() :], ()
    for pattern, kind in _OPENERS:
        found = pattern.match(line)
        if found is None or (kind == "name" and found[1].split()[0].lower() in _NOT_OWNERS):
            continue
        rest = line[found.end() :]
        match kind:
            case "first":
                return scenario.user.name, rest, ()
            case "we":
                return WE, rest, ()
            case "third":
                return scenario.manager.name, rest, (f"I took “{found[1]}” to be {scenario.manager.name}",)
            case "body":
                return re.sub(r"^the ", "", found[1], flags=re.I), rest, ()
            case _:
                return whose(found[1], scenario), rest, ()
    return "", line, ("who does it",)


def _due(rest: str, today: date, country: str) -> tuple[date | None, str, tuple[str, ...]]:
    """The day it is due, the sentence without it, and what was not plain."""
    found = _phrases(rest)
    deadlines = [item for item in found if _DEADLINE.search(rest, 0, item[0])]
    if not found:
        return None, rest, (NO_DATE,)
    if len(deadlines or found) > 1:
        named = ", ".join(f"“{rest[start:end]}”" for start, end in deadlines or found)
        return None, rest, (f"by when: more than one date is named ({named})",)
    start, end = (deadlines or found)[0]
    read = read_day(rest[start:end], today, country)
    if read is None:
        return None, rest, (f"by when: “{rest[start:end]}” names no single day that I can tell",)
    doubts = [read.remark] if read.remark else []
    if read.day < today:
        doubts.append(f"{say_day(read.day, country)} has passed already")
    lead = _LEAD.search(rest, 0, start)
    return (
        read.day,
        f"{rest[: lead.start() if lead else start].rstrip()} {rest[end:].lstrip()}",
        tuple(doubts),
    )


def _phrases(text: str) -> list[tuple[int, int]]:
    """Where days are named on which something could be due, in order, without overlaps."""
    places = [match.span() for match in SPOKEN.finditer(text)]
    for span in find_spans(text):
        if span.kind == "date" and not any(start < span.end and span.start < end for start, end in places):
            places.append((span.start, span.end))
    dues = [place for place in sorted(places) if not _BEGINS.search(text, 0, place[0])]
    days = [
        place for place in dues if not _ADJECTIVE.match(text, *place) or text[place[1] :].strip(" .") == ""
    ]
    return days or dues
