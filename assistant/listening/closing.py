"""A close: who does what and when, summed up, whatever else the turn answers."""

from __future__ import annotations

import re

from assistant.text.doers import doers
from assistant.text.segment import sentences
from assistant.text.spans import find_spans

_SUMS_UP = re.compile(
    r"^\W*(?:so|okay,? so|right,? so|to sum up|let me sum up|summing up|in short|then)\s*[:,–—-]|\b(?:agreed|deal|settled|right|okay|ok|good|yes)\s*\?\s*$|"
    r"\b(?:is that|are we|do we|can we|shall we say|does that) (?:agreed?|settled|a deal|right|stand|hold|leave it)\b|\bto sum up\b|\blet me sum\b|\bthat's what we (?:agreed?|do)\b",
    re.I,
)
_JUDGED = re.compile(
    r"\b(?:judge|measure|count|compare|go by|success|it worked|if (?:it|they|the \w+|there)\b[^.?!]{3,60}\b(?:stop|hand|go back|worked)|(?:fewer|less|more|under|below|above|at least) (?:than )?\w+)\b",
    re.I,
)
_A_DAY = re.compile(r"\b(?:tonight|today|tomorrow|this week|the \d{1,2}(?:st|nd|rd|th))\b", re.I)
_BEFORE = re.compile(r"\b(?:since|until now|last)\s*$", re.I)
_ENOUGH, _ALL = 2, 3


def closes(said: str, *, asked: bool = False) -> frozenset[str]:
    """What of a close (``actions``, ``date``, ``measure``) the turn sums up; empty where it is none.

    Two of "I do", "you do" and "we look at it" with a day make one where the turn sums up, asks for agreement or names two days,
    and all three with a day in any case.

    :param asked: whether the boss had asked how it goes on; then one day is enough, and it is also one who else does what.
    """
    plain = said.replace("’", "'")
    found = doers(said)
    named = len(found if asked else found - {"theirs"})
    dated = (span for span in find_spans(plain) if span.kind in ("date", "time"))
    days = {span.text for span in dated if not _BEFORE.search(plain[: span.start])}
    days |= set(_A_DAY.findall(plain))
    steps = len([day for day in days if not day.lower().endswith("days")])  # one of every week is a habit
    sums_up = any(_SUMS_UP.search(part.text.replace("’", "'")) for part in sentences(said))
    enough = named >= _ENOUGH and (asked or sums_up or named >= _ALL or steps >= _ENOUGH)
    if not steps or not (enough or (asked and sums_up and steps >= _ENOUGH)):
        return frozenset()
    return frozenset({"actions", "date"} | ({"measure"} if _JUDGED.search(plain) else set()))
