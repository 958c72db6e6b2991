"""A figure of the user's that is not the one that both know."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.domain import Reading
from assistant.listening.stems import stems
from assistant.text.clean import words
from assistant.text.figures import NUMBER_WORDS, Figure, figures, is_supposed, saved_before
from assistant.text.pay import names_pay
from assistant.text.segment import sentences
from assistant.text.spans import find_spans

_NO_CLAIM = re.compile(
    r"n't\b|\b(?:can|want|like|aim\w*|target\w*|hope|plan\w*|propose|next|until|at (?:most|least)|under|below|over|about|nearly|almost|not|"
    r"never)\b",
    re.I,
)
"""Words that say what is aimed at, what is not, or what is only roughly so."""
_COMPARED = re.compile(
    r"\b(?:fewer|less|more|extra|another|further|additional\w*|than|differen\w+|from|between|of (?:them|those|these|which)|down|up|by|"
    r"together|altogether|both|all told|in (?:all|total|sum)|totals?|half|twice|double\w*|rest|remaining|left|"
    r"first|second|third|last|since|before|after|only|just)\b",
    re.I,
)
"""Words of a difference, a sum or a part: figures that follow from others, or are counted otherwise."""
_FURTHER = 2
"""Content words beside what is counted that two sentences about the same thing share."""
_STEM = 5


def doubted(said: str, known: Iterable[str]) -> str:
    """The first sentence that claims a figure for the very thing of which another is known; or empty.

    A false doubt is the worse mistake: the sentence counts one thing only, and that is what the known one counts; it says
    nothing of it that the known one does not say (another week, another place); and only one figure for it is known.
    """
    facts = [part.text for text in known for part in sentences(text)]
    found = [(one, _things(part)) for part in facts if _claims(part) for one in _counts(part)]
    for part in (one.text for one in sentences(said)) if found else ():
        mine = _counts(part)
        if (
            len(mine) != 1
            or not mine[0].thing
            or not _claims(part)
            or _COMPARED.search(part.replace("’", "'"))
        ):
            continue
        figure, about = mine[0], _things(part)
        theirs = [(other, there) for other, there in found if _thing(other) == _thing(figure)]
        further = len(about - {*_thing(figure)})
        if (
            any(about <= there for _, there in theirs)
            and further >= _FURTHER
            and len({other.value for other, _ in theirs}) == 1
            and figure.value not in {other.value for other, _ in found}
        ):
            return part
    return ""


def _claims(sentence: str) -> bool:
    return not is_supposed(sentence) and not _NO_CLAIM.search(sentence.replace("’", "'"))


def _counts(text: str) -> list[Figure]:
    """The figures of a text that count something; "an hour" and "one of them" do not."""
    return [one for one in figures(text) if one.value > 1 or one.words[0].isdigit()]


def _thing(figure: Figure) -> tuple[str, ...]:
    return tuple(word[:_STEM] for word in figure.thing)


def _things(text: str) -> set[str]:
    bare = " ".join(word for word in words(text) if word not in NUMBER_WORDS)
    return {stem for stem in stems(bare) if not stem.isdigit()} | {
        span.text.lower()[:_STEM] for span in find_spans(text) if span.kind == "date"
    }


def with_sums(reading: Reading, said: str) -> Reading:
    """The reading with whether a sum of money is named, and whether saved money is to pay for it."""
    money = names_pay(said) or any(span.kind == "money" for span in find_spans(said))
    return replace(reading, money=money, saved=saved_before(said))
