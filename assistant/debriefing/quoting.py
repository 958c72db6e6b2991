"""Whole sentences of a turn: what a debrief quotes is never cut in the middle.

A short turn is quoted as it is, so that no wrong sentence of it can be picked. Of a longer one the sentence that is nearest
to the worry is quoted, with those beside it as far as they fit. A sentence that is longer than the limit is quoted up to a
natural stop; the comma, colon or semicolon that ends the quote says so (:func:`assistant.text.quotes.shown`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.text import Span
from assistant.text.segment import sentences

LONGEST = 35
"""Words of a quote from a longer turn."""
WHOLE = 45
"""Words of a turn that is quoted as it is."""
_SHORTEST = 5
_STOP = re.compile(r"[,;:](?=\s)|\s[–—-](?=\s)")
_GREETING = re.compile(
    r"^\W*(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|thanks?|thank you|sorry|okay|ok|um+|well|yes|no|right|fine|fair(?: enough)?)\b",
    re.I,
)

_LEANS = re.compile(r"^(?:(?:and|but|so|then)\b,? *)*(?:he|she|they|it|that|this|these|those|there)\b", re.I)

Nearness = Callable[[str], float]
"""How near a sentence is to what a remark is about."""


def whole(said: str, near: Nearness | None = None) -> str:
    """The words of a turn to quote: all of it where it is short, else whole sentences around the nearest one.

    :param near: without it the sentence that says most is taken.
    """
    text = said.strip()
    if len(text.split()) <= WHOLE:
        return text
    parts = sentences(text)
    marks = [(near(part.text) if near else 0.0) + _weight(part.text) for part in parts]
    best = max(range(len(parts)), key=lambda n: (marks[n], -n))
    first, last = _beside(parts, best)
    found = text[parts[first].start : parts[last].end]
    return until_stop(found) if first == last else found


def until_stop(sentence: str) -> str:
    """A sentence up to its last natural stop within the limit; all of it where it is short or has none."""
    if len(sentence.split()) <= LONGEST:
        return sentence
    stops = [sentence[: match.end()].rstrip() for match in _STOP.finditer(sentence)]
    fitting = [part for part in stops if _SHORTEST <= len(part.split()) <= LONGEST]
    return fitting[-1] if fitting else sentence


def _weight(sentence: str) -> float:
    """How much a sentence says by itself: a question or a greeting is the last thing to quote for an answer."""
    short = len(sentence.split()) < _SHORTEST
    return (
        0.02 * min(len(sentence.split()), LONGEST)
        - 1.5 * sentence.endswith("?")
        - 2.0 * short
        - 0.5 * bool(_GREETING.match(sentence))
    )


def _beside(parts: list[Span], best: int) -> tuple[int, int]:
    """The sentence with its neighbours as far as they fit, those after it first; before a pronoun what it stands for."""
    first = last = best
    words = len(parts[best].text.split())
    if best and _LEANS.match(parts[best].text) and words + len(parts[best - 1].text.split()) <= WHOLE:
        first = best - 1
        words += len(parts[first].text.split())
    for n in range(best + 1, len(parts)):
        words += len(parts[n].text.split())
        if words > LONGEST:
            return first, last
        last = n
    for n in range(first - 1, -1, -1):
        words += len(parts[n].text.split())
        if words > LONGEST or _GREETING.match(parts[n].text):
            break
        first = n
    return first, last
