"""A figure of the user's that is not the one that both know."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.listening.conduct import stems
from assistant.text.segment import sentences
from assistant.text.spans import find_spans

_PLANNED = re.compile(
    r"\b(?:would|will|could|can|want|like|shall|(?-i:may)|might|if|aim\w*|target\w*|hope|plan\w*|propose|next|until|at (?:most|least)|(?:fewer|less|more) than|under|below|over)\b|'(?:d|ll)\b",
    re.I,
)
"""Words that say what is to be, not what was."""
_NUMBER = re.compile(r"(?<![\w.,:/-])\d+(?:[.,]\d+)?(?![\w:/]|[.,]\d)")
_UNITS = frozenset(
    stem[:5] for stem in "hour hours days week weeks month months year years times percent".split()
)
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
_SAME = 2
"""Content words that a sentence shares with a known one that speaks of the same thing."""


def doubted(said: str, known: Iterable[str]) -> str:
    """The first sentence that claims a figure where a known sentence about the same thing has another; or empty.

    Only what was is held against anybody, and only where the figure stands in nothing that is known.
    """
    known = [part for part in known if _figures(part)]
    figures = frozenset[str]().union(*map(_figures, known))
    for part in (one.text for one in sentences(said)) if known else ():
        mine = _figures(part)
        if not mine or mine <= figures or part.endswith("?") or _PLANNED.search(part.replace("’", "'")):
            continue
        about = _things(part)
        if any(len(about & _things(other)) >= _SAME for other in known):
            return part
    return ""


def _things(text: str) -> set[str]:
    return {stem for stem in stems(text) if not stem.isdigit()} - _UNITS


def _figures(text: str) -> frozenset[str]:
    """The numbers of a text that are no part of a day or a time."""
    for span in reversed(find_spans(text)):
        if span.kind in ("date", "time"):
            text = text[: span.start] + " " + text[span.end :]
    return frozenset(_NUMBER.findall(_WORD.sub(lambda word: f" {_WORDS[word.group().lower()]} ", text)))
