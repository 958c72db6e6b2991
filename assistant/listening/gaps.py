"""Cover that leaves a part of the time to nobody: what is said to be open, and is not filled behind it, is half an answer.

"Eli does the afternoon, so it's only ten to one that's left" tells the boss where they would stand themselves.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from assistant.catalog import concerns, table
from assistant.domain import Reading
from assistant.listening.plain import answers
from assistant.text.clean import plain
from assistant.text.segment import clauses, sentences
from assistant.text.spans import find_spans, names_in

NOT_ASKED = "Whoever is to do it has not been asked, so it is at most half an answer"
LEFT_OPEN = "It says itself what nobody covers yet, so it is at most half an answer"
_COVERAGE, _HEADCOUNT = "coverage", "headcount"
_TIMES = frozenset({"date", "time", "duration", "amount"})
_SHORTEST = 3
_ASKS_WHICH = re.compile(
    r"\W*(?:(?:so|and|but|well|ok(?:ay)?)\b,? )*(?:i asked |tell me )?(?:what|which|where|how)\b", re.I
)


def left_open(said: str) -> str:
    """The sentence of ``said`` that leaves a part of the user's work to nobody, with no word behind it of who does it; or empty."""
    parts = clauses(said, _SHORTEST)
    for number, part in enumerate(parts):
        words = plain(part.text)
        rules = _rules()
        timed = any(span.kind in _TIMES for span in find_spans(part.text))
        if not (rules["open"].search(words) or (timed and rules["remains"].search(words))):
            continue
        if _ASKS_WHICH.match(words):  # "What is still missing?" leaves nothing open
            continue
        after = " ".join(other.text for other in parts[number + 1 :])
        if not rules["filled"].search(words) and not is_filled(after):
            return next(one.text for one in sentences(said) if one.start <= part.start < one.end)
    return ""


def only_promised(said: str) -> str:
    """The sentence that promises that nobody is left short, where no other one says who does the work; or empty."""
    parts = [part.text for part in sentences(said)]
    promises = [part for part in parts if _rules()["promised"].search(plain(part))]
    others = " ".join(part for part in parts if part not in promises)
    return promises[0] if promises and not (is_filled(others) or names_in(f"And {said}")) else ""


def is_filled(said: str) -> bool:
    """Whether somebody does the work by these words, the user included, or nobody has to."""
    return bool(_rules()["filled"].search(plain(said))) or any(answers(concerns()[_COVERAGE], f"And {said}"))


def without_gaps(reading: Reading, concern: str, said: str) -> Reading:
    """The reading of a reply to ``concern``, with cover only as far as it goes."""
    counts = reading.level or reading.speaks or reading.deals
    gap = (left_open(said) or only_promised(said)) if counts else ""
    return _half(replace(reading, gap=gap), concern, f"{LEFT_OPEN}: “{gap}”") if gap else reading


def not_asked(reading: Reading, concern: str) -> Reading:
    """The reading of a reply to ``concern``, with cover by somebody who has not been asked only as far as it goes."""
    return _half(reading, concern, f"{NOT_ASKED}: “{reading.softened}”") if reading.softened else reading


def _half(reading: Reading, concern: str, why: str) -> Reading:
    """The reading with cover that is at most half an answer, to whatever worry it was given."""
    covers = f"{_COVERAGE}/"
    reading = replace(
        reading,
        speaks=frozenset(one for one in reading.speaks if not one.startswith(covers)),
        deals=reading.deals - {_COVERAGE},
    )
    by_somebody = concern == _COVERAGE or (concern == _HEADCOUNT and reading.has("cover"))
    if not by_somebody or reading.level < 2:
        return reading
    return replace(reading, level=1, notes=(*reading.notes, why))


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rule) for name, rule in table("conduct")["gap"].items()}
