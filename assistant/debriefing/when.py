"""The day that belongs to a doing: "by Friday" in "I send it by Friday", and none in "I ask Ana about the Fridays"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain import Turn
from assistant.text import Span
from assistant.text.segment import sentences
from assistant.text.spans import find_spans

_TIMES = frozenset({"date", "time"})
_LOOSE = re.compile(
    r"\b(?:that (?:same )?day(?: at [\w:.]+(?: o['’]clock)?)?|today|tonight|this (?:week|month|morning|afternoon|evening)|"
    r"the (?:first|second|last|same) (?:week|day|days|monday|tuesday|wednesday|thursday|friday) (?:of|in) (?:the |this |next )?\w+|the same (?:day|evening)|first thing|(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?the (?:\d|[12]\d|3[01])(?:st|nd|rd|th)(?! (?:of|time|floor|century|birthday|one|grade|year|visit|attempt)\b))\b",
    re.I,
)
"""Days that are no calendar date."""
_POINTS_BACK = re.compile(r"\b(?:(?:before|after|by|until|from) (?:that|then)|that (?:same )?(?:day|week|morning|afternoon|evening|month)|at the same time)\b(?! \w+ing\b)", re.I)  # fmt: skip
"""Words for a day that was named before."""
_SMALL_DAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|april|june|july|august|september|october|november|december)\b"
)
"""Days and months as they are typed in a hurry; "march" and "may" are words too."""
_WORDS_TOO = re.compile(
    r"\b(?P<day>\d{1,2}(?:st|nd|rd|th)?(?: of)? )(?P<month>may|march)\b(?! (?:be|have|also|i|we|you)\b)|"
    r"\b(?P<lead>(?:from|until|till|since|by|of|in|end|mid|early|late) )(?P<bare>may|march)\b(?! (?:be|have|also|i|we|you)\b)|"
    r"(?<!\bi )(?<!\byou )(?<!\bwe )\b(?P<first>may|march)(?= \d{1,2}(?:st|nd|rd|th)?\b(?![:.]\d| (?:of|days?|weeks?|hours?|times|people)\b))",
    re.I,
)
"""These two where a number or a preposition makes a month of them."""
_PLURAL = re.compile(r"\b\w+days\b")
_DESCRIBES = re.compile(r"\b(?:about|of|my|your|our|the|as|to)\s+$", re.I)
_BARE = re.compile(r"(?:today|tonight|tomorrow|this|next|that|first thing|every|on|in|at|by)\b", re.I)
_PART = re.compile(r"(?P<the>the )?(?:end|start|beginning|middle|close) of\b", re.I)
_MONTH = re.compile(r"(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:early|late|mid)[ -]\w+|the (?:\w+ ){1,2}week (?:of|in) [\w ]+)(?: \d{4})?", re.I)  # fmt: skip
_PART_OF = re.compile(r"\b(?:the )?(?:end|start|beginning|middle|close) of(?: the)?\s+$", re.I)
"""What stands before a month of which it names a part ("End of July we decide")."""
_BY_THE = re.compile(r"\b(?:by|on|until|till|before|after|from) the\s+$", re.I)
_SINCE = re.compile(r"\bsince (?:(?:the|last|early|late|mid|about|around) )*$", re.I)
"""What has been so since a day is not done on it."""
_CLOSES = re.compile(
    r"(?<!\bi )(?<!\bwe )(?<!\byou )\bclos(?:es|ing(?: date)?)(?: (?:is|was))?(?: on| at| by)?(?: the)? $|"
    r"\b(?:applications?|vacanc(?:y|ies)|adverts?|posting|bids|entries|registration|enrolment) (?:deadline )?(?:is|are|was|were|runs?|stays?|ends?|closed?)\b[^,;.?!]{0,20} $",
    re.I,
)
"""The last day of a vacancy is nobody's day."""
_NOT_THAT = re.compile(r"\b(?:not|no longer|rather than|instead of)(?: in| on| from| for)?(?: the)? $", re.I)
"""A day that is named to rule it out."""
_PAIR = re.compile(r"\w+days? (?:and|&|to) \w+days?", re.I)
_BY_LEAD = re.compile(r"\b(?:by|until|till|before|after|this|next)\s+$", re.I)
"""Two weekdays together are when somebody works, unless a deadline begins with the first."""
_AT = re.compile(r"[ ,]*(?:at|by|around|about)? *")
_SUM = re.compile(r"\d+[.,]\d{2}")
_CLOCK = re.compile(r"\b(?:at|by|until|till|before|after|from|around|about|to|and|day|[ap]m)[ ,]+$", re.I)
"""What stands before a time of day that could be a sum as well ("at 17.30")."""
_NUMBERED = re.compile(r"\d")
_LEADS = re.compile(r"\b(?:on|by|from|until|till|before|after|next|this|every|each|in|at)\s+$", re.I)
_GOES_ON = re.compile(
    r"^\s*(?:$|[^\w\s]|\d{1,2}(?:st|nd|rd|th)\b|(?:morning|afternoon|evening|night|noon|at|in|on|by|with|and|or|to|for|so|then|from|until|before|after|we|you|i)\b)",
    re.I,
)
"""What may follow a weekday that says when; before a noun it says which ("the Monday ordering")."""
_COURTESY = re.compile(
    r"[\s,]*\b(?:if (?:you (?:can|like|want|agree|have time)|that(?:'s| is) (?:all right|okay|ok|fine|possible)(?: (?:with|for) you)?|"
    r"that (?:works|suits you|fits)(?: for you)?|it suits you|you don't mind|possible)|please)[\s.!]*$",
    re.I,
)
_ASKED_DAY = re.compile(
    r"\b(?:do|shall|can|could|will|would) (?P<part>(?:we|you|i) (?!mean\b|think\b|want\b|know\b|need\b|ask\b)[^?]+)\?",
    re.I,
)
_POLITE = re.compile(r"\bif you (?:like|want|wish|must)\b", re.I)
_DENIES = re.compile(r"\b(?:not|no|never|cannot|if|unless|depends|too (?:soon|early|late))\b|n['’]t\b", re.I)


def when(words: str) -> str:
    """The first date, time or loose day in ``words`` that says when the doing is; empty where there is none."""
    return next(iter(days(words)), "")


def days(words: str) -> list[str]:
    """Every day or time in ``words`` that says when something is done, in order."""
    text = spelled(words)
    loose = [Span("date", match.group(), match.start(), match.end()) for match in _LOOSE.finditer(text)]
    dated = [_whole(span, text) for span in find_spans(text) if span.kind in _TIMES and _belongs(span, text)]
    found = sorted([*loose, *dated], key=lambda span: span.start)
    return [
        words[span.start : span.end]
        for span in _joined(found, words)
        if not any(rule.search(words[: span.start]) for rule in (_SINCE, _CLOSES, _NOT_THAT))
    ]


def start_day(words: str) -> str:
    """The day from which something is: a date, or a weekday where there is none."""
    named = days(words)
    return next((day for day in named if _NUMBERED.search(day)), next(iter(named), ""))


def on_day(day: str) -> str:
    """A day with the word that it takes: "on Friday", "in April", "at the end of July", "tomorrow"."""
    if _BARE.match(day):
        return day
    if part := _PART.match(day):
        return f"at {'' if part['the'] else 'the '}{day[:1].lower()}{day[1:]}"
    return f"in {day}" if _MONTH.fullmatch(day) else f"on {day}"


def _whole(span: Span, words: str) -> Span:
    """A month with the part of it that is named."""
    part = _PART_OF.search(words[: span.start])
    return Span(span.kind, words[part.start() : span.end], part.start(), span.end) if part else span


def spelled(words: str) -> str:
    """``words``, letter for letter as long, with their days and months written large as far as they are sure to be some."""
    text = _SMALL_DAY.sub(lambda day: day.group().capitalize(), words)
    return _WORDS_TOO.sub(_large, text)


def _large(found: re.Match[str]) -> str:
    """The month in a match written large."""
    month = found["month"] or found["bare"] or found["first"]
    return found.group()[: -len(month)] + month.capitalize()


def pointed_at(words: str, turn: str) -> str:
    """The day to which "before that" or "by then" in ``words`` points: the last one named before them in the same turn."""
    begin = turn.find(words)
    if begin < 0 or not _POINTS_BACK.search(words):
        return ""
    return next(iter(reversed(days(turn[:begin]))), "")


def _joined(found: Sequence[Span], words: str) -> list[Span]:
    """A time of day that stands with its day is one with it; by itself it says no day."""
    out: list[Span] = []
    for span in found:
        last = out[-1] if out else None
        if span.kind == "time" and last and last.kind == "date" and span.start >= last.end:
            near = _AT.fullmatch(words[last.end : span.start])
            if near:
                out[-1] = Span("date", words[last.start : span.end], last.start, span.end)
            continue
        out.append(span)
    return out


def _belongs(span: Span, words: str) -> bool:
    before, after = words[: span.start], words[span.end :]
    if _SUM.fullmatch(span.text) and not _CLOCK.search(before):
        return False
    if span.kind == "time" or _NUMBERED.search(span.text):
        return True
    if _PAIR.fullmatch(span.text) and not _BY_LEAD.search(before):
        return False
    if not _PLURAL.search(span.text) and _BY_THE.search(before):
        return bool(_GOES_ON.match(after))  # "by the Monday", and not "on the Monday round"
    if _PART_OF.search(before):
        return True
    if _PLURAL.search(span.text) or _DESCRIBES.search(before):
        return False
    return bool(_LEADS.search(before) or _LEADS.match(span.text.split(" ")[0] + " ") or _GOES_ON.match(after))


def without_courtesy(words: str) -> str:
    """``words`` without "if you can" or "please" at the end, which make nothing conditional."""
    return _COURTESY.sub("", words)


def confirmed(turn: Turn) -> tuple[str, str]:
    """(words of the user's question, day) where the user asked for a day and the manager said that day back, without a "but"."""
    for part in sentences(turn.said or ""):
        asked = _ASKED_DAY.search(part.text)
        day = when(asked["part"]) if asked else ""
        if asked and day and says_back(day, turn.utterance.text):
            return asked["part"], day
    return "", ""


def says_back(day: str, text: str) -> bool:
    """Whether an answer says the day too, with or without its time of day, as it stands and not as a question."""
    alone = next((span.text for span in find_spans(day) if span.kind == "date"), day).lower()
    found: Sequence[str] = [part.text for part in sentences(text) if alone in part.text.lower()]
    return bool(found) and not any(_DENIES.search(_POLITE.sub("", one)) or one.endswith("?") for one in found)
