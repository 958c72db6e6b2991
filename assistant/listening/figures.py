"""A figure of the user's that is not the one that both know."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.listening.conduct import stems
from assistant.text.features import FUNCTION_WORDS
from assistant.text.segment import sentences
from assistant.text.spans import find_spans

_NO_CLAIM = re.compile(
    r"\?\W*$|n't\b|'(?:d|ll)\b|\b(?:would|will|could|can|want|like|shall|(?-i:may)|might|if|unless|aim\w*|target\w*|hope|plan\w*|propose|"
    r"next|until|at (?:most|least)|under|below|over|about|nearly|almost|not|never)\b",
    re.I,
)
"""Words that say what is to be, what is not, or what is only roughly so."""
_COMPARED = re.compile(
    r"\b(?:fewer|less|more|extra|another|further|additional\w*|than|differen\w+|from|between|of (?:them|those|these|which)|down|up|by|"
    r"together|altogether|both|all told|in (?:all|total|sum)|totals?|half|twice|double\w*|rest|remaining|left|"
    r"first|second|third|last|since|before|after|only|just)\b",
    re.I,
)
"""Words of a difference, a sum or a part: figures that follow from others, or are counted otherwise."""
_NUMBER = re.compile(r"(?<![\w.,:/-])\d+(?:[.,]\d+)?(?![\w:/]|[.,]\d)")
_WORDS = {
    word: str(value)
    for value, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split(),
        start=2,
    )
} | {
    "twenty": "20",
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "sixty": "60",
    "eighty": "80",
    "hundred": "100",
}
_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.I)
_COUNTED = re.compile(r" ?%|(?:[ -][^\W\d_]+)+")
"""What stands directly behind a number."""
_FURTHER = 2
"""Content words beside what is counted that two sentences about the same thing share."""


def doubted(said: str, known: Iterable[str]) -> str:
    """The first sentence that claims a figure for the very thing of which another is known; or empty.

    A false doubt is the worse mistake: the sentence counts one thing only, and that is what the known one counts; it says
    nothing of it that the known one does not say (another week, another place); and only one figure for it is known.
    """
    facts = [part.text for text in known for part in sentences(text)]
    found = [(*one, _things(part)) for part in facts if not _NO_CLAIM.search(part) for one in _counts(part)]
    for part in (one.text for one in sentences(said)) if found else ():
        plain = part.replace("’", "'")
        mine = _counts(part)
        if len(mine) != 1 or not mine[0][1] or _NO_CLAIM.search(plain) or _COMPARED.search(plain):
            continue
        figure, thing = mine[0]
        about = _things(part)
        further = len(about - set(thing))
        same = [other for other, of, there in found if of == thing and about <= there]
        figures = {other for other, of, _ in found if of == thing}
        if same and further >= _FURTHER and len(figures) == 1 and figure not in {one[0] for one in found}:
            return part
    return ""


def _things(text: str) -> set[str]:
    return {stem for stem in stems(_WORD.sub(" ", text)) if not stem.isdigit()} | {
        span.text.lower()[:5] for span in find_spans(text) if span.kind == "date"
    }


def _counts(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The numbers of a text that are no part of a day or a time, each with the content words right behind it: what is counted."""
    for span in reversed(find_spans(text)):
        if span.kind == "time" or (span.kind == "date" and re.search(r"\d", span.text)):
            text = text[: span.start] + " at then" + text[span.end :]
    text = _WORD.sub(lambda word: _WORDS[word.group().lower()], text)
    return [(number.group(), _behind(text[number.end() :])) for number in _NUMBER.finditer(text)]


def _behind(rest: str) -> tuple[str, ...]:
    run = _COUNTED.match(rest)
    counted: list[str] = []
    for word in re.split(r"[ -]", run.group().strip(" -").lower()) if run else ():
        if word in FUNCTION_WORDS:
            break
        counted.append(word[:5])
    return tuple(counted)
