"""Figures: how much of what a text says there is, and whether a sentence says it of something that is so.

One reading for whoever compares two of them: the listener, where the manager knows another figure, and the debrief, where the
user's evidence has another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.text import Span
from assistant.text.features import FUNCTION_WORDS
from assistant.text.spans import find_spans

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {
    **{word: float(n) for n, word in enumerate(_ONES.split())},
    **{word: 10.0 * n for n, word in enumerate(_TENS.split(), start=2)},
    "a dozen": 12.0,
    "a": 1.0,
    "an": 1.0,
    "half": 0.5,
    "every": 1.0,
    "each": 1.0,
}
_SCALES = {"hundred": 100.0, "thousand": 1000.0, "million": 1_000_000.0}
_COUNT = re.compile(
    rf"(?:(?P<digits>\d+(?:[.,]\d+)*)|\b(?P<word>{'|'.join(_WORDS)})(?:-(?P<more>{'|'.join(_ONES.split())}))?\b)"
    rf"(?: (?P<scale>{'|'.join(_SCALES)})\b)?",
    re.I,
)
_UNIT = re.compile(r"\b(minute|hour|day|morning|afternoon|evening|night|weekend|week|month|quarter|year|shift|saturday|sunday)s?\b", re.I)  # fmt: skip
NUMBER_WORDS = frozenset([*_ONES.split(), *_TENS.split(), *_SCALES])
"""Numbers that stand as a word."""
_KINDS = frozenset({"money", "percent", "amount", "duration", "number"})
_COUNTED = re.compile(r" ?%|(?:[ -][^\W\d_]+)+")
"""What stands directly behind a number."""
_SMALL = frozenset({"more", "fewer", "new", "of", "the", "all", "our", "my"})
"""Words between a number and the noun of what it counts."""
_SUPPOSED = re.compile(
    r"\?\W*$|'(?:d|ll)\b|\b(?:if|unless|once|would|will|could|should|shall|might|(?-i:may))\b", re.I
)


_SAVED_BEFORE = re.compile(
    r"\b(?:from|with|out of|by|use|using|take|through) (?:it |that |this )?(?:from |with |out of )?[^.!?;]{0,60}?"
    r"\b(?:we(?:'ve| have)? (?:no longer|don't|do not|stopped) (?:\w+ )?(?:buy\w*|pay\w*|need\w*|order\w*|spend\w*|us(?:e|ing)|hir\w+)(?: any ?more)?"
    r"|(?:already|we(?:'ve| have)?|i(?:'ve| have)?) (?:already )?(?:saved|cut|freed up|spared)|(?:saved|freed up|spared) (?:last|this|since|in|so far)|(?:last|this) (?:\w+'s|year's) savings?|savings? (?:of|from) last)\b",
    re.I,
)
"""What is to pay for it was saved before, so it is spent, or gone."""


def saved_before(said: str) -> bool:
    """Whether something is to be paid with what was saved already: a sum that whoever counts money does not add twice."""
    return bool(_SAVED_BEFORE.search(said.replace("’", "'")))


@dataclass(frozen=True)
class Figure:
    """A number in a text, and what it is of.

    ``unit``: "day a week", "percent", …; empty for a bare number. ``behind``: small words and then words with content that stand
    right behind the number.
    """

    words: str
    value: float
    unit: str
    behind: tuple[str, ...]

    @property
    def noun(self) -> str:
        """The first word of what is counted; empty where nothing is named."""
        noun = next((word for word in self.behind if word not in _SMALL), "")
        return "" if noun == "per" else noun

    @property
    def thing(self) -> tuple[str, ...]:
        """All words of what is counted; empty where nothing is named, or where small words make another thing of it ("12 of our …")."""
        return () if self.behind and self.behind[0] in _SMALL else self.behind


def figures(text: str) -> list[Figure]:
    """The figures of a text in order; what is part of a day or a time is none."""
    return [found for span in find_spans(text) if (found := _figure(text, span))]


def _figure(text: str, span: Span) -> Figure | None:
    count = _COUNT.search(span.text) if span.kind in _KINDS else None
    number = value(span.text)
    if count is None or number is None:
        return None
    counted = "" if span.kind == "number" else unit(span)
    return Figure(span.text, number, counted, _behind(text[span.start + count.end() :]))


def _behind(rest: str) -> tuple[str, ...]:
    run = _COUNTED.match(rest)
    found: list[str] = []
    for word in re.split(r"[ -]", run.group().strip(" -").lower()) if run else ():
        if word in FUNCTION_WORDS and (word not in _SMALL or not {*found} <= _SMALL):
            break
        found.append(word)
    return tuple(found)


def unit(span: Span) -> str:
    """What a figure counts: "day a week"; where it names no unit of time, its kind."""
    units = [match.lower() for match in _UNIT.findall(span.text)]
    return " a ".join(units) or span.kind


def value(words: str) -> float | None:
    """The first number in ``words``, in digits or as a word; None where there is none."""
    count = _COUNT.search(words)
    if count is None:
        return None
    if count["digits"]:
        digits = re.sub(r"[.,](?=\d{3}\b)", "", count["digits"]).replace(",", ".")
        number = float(".".join(digits.split(".")[:2]))
    else:
        number = sum(_WORDS[word.lower()] for word in (count["word"], count["more"]) if word)
    return number * _SCALES.get((count["scale"] or "").lower(), 1.0)


def is_supposed(sentence: str) -> bool:
    """Whether a sentence asks, or says what is to be or could be, so that its figures claim nothing."""
    return bool(_SUPPOSED.search(sentence.replace("’", "'")))
