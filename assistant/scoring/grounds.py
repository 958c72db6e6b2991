"""Which words of a draft may stand for a finding: a request for the change, something done for the evidence.

The trained scorer says what is in a draft; which of its words are shown is chosen among all of them, and this tells those that
are plainly of the kind from those that are plainly of another (``knowledge/grounds.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from assistant import catalog
from assistant.scoring.tone import SOUR, is_sore
from assistant.text import Span
from assistant.text.cues import hinted

_SPEAKS, _NEVER = 1.5, -6.0
"""What it counts for words that they are of the kind, and that they are of another, beside opinions of spread 1."""
_RELATIVE = re.compile(r"(?:and |but )?(?:which|who|whose|whom|than)\b", re.I)
_ADJUNCT = re.compile(
    r"(?:and |but )?(?:(?:until|till|when|while)\b|(?:from|to|in|at|of|for|with|by|as)\b(?!.*\b(?:i|we|it|they|you|nobody)\b))",
    re.I,
)
"""Words that hang on others, and say nothing alone; a longer stretch that begins so has its own main clause."""
_LONGEST_ADJUNCT = 7
_FEWEST = 4
_ADVERBIAL = frozenset({"amount", "time"})
"""Elements that a few words of a sentence can hold."""
_TOLD = frozenset({"benefit", "mechanism", "evidence", "alignment"})
"""Elements that are told, not asked for."""
_UNMARKED = re.compile(r"\bi(m|d|ve)\b")
"""Typed without the apostrophe."""
_REASON = re.compile(r"\b(?:so|because|since|which means|that way|instead of|rather than)\b", re.I)


def fit(element: str, words: str) -> float:
    """How well ``words`` can stand for the element: above 0 where they are of its kind, below where of another."""
    if element == "negative_tone":
        of_kind = is_sore(words) or hinted(words, "grievance", "comparison", "ultimatum", "sarcasm")
        return (_SPEAKS if of_kind else 0.0) + (0.0 if of_kind or not asks(words) else _NEVER) + _hangs(words)
    if element == "change":
        return _change(words)
    found = _SPEAKS if _found(element, "speaks", words) else 0.0
    barred = _found(element, "never", words)
    if element == "mechanism":  # how a gain comes about is told with the gain
        found = found or (_SPEAKS / 2 if _found("benefit", "speaks", words) else 0.0)
        barred = barred or _found("benefit", "never", words)
    asked = asks(words) or words.rstrip().endswith("?")
    barred = barred or (element in _TOLD and asked and not _REASON.search(words))
    if element in _ADVERBIAL:
        return (
            found + (1.0 if asks(words) else 0.0) + (_NEVER if barred else -1.0 if is_reply(words) else 0.0)
        )
    return found + (_NEVER if barred else 0.0) + _hangs(words)


def borne_out(element: str, sentences: Mapping[Span, Sequence[Span]], framing: float) -> bool:
    """Whether any words of a draft can stand for what was found in it.

    A mere request or a review tells no gain; a complaint needs words for it where something speaks for the organisation.

    :param sentences: the sentences of the draft, each with its parts. :param framing: how it frames the case, 0 to 10.
    """
    if element in _TOLD:
        return any(_tells(element, sentence.text, parts) for sentence, parts in sentences.items())
    if element == "negative_tone" and framing >= SOUR:
        return any(fit(element, part.text) > 0 for parts in sentences.values() for part in parts)
    return True


def _tells(element: str, sentence: str, parts: Sequence[Span]) -> bool:
    least = 0.0 if asks(sentence) and not _REASON.search(sentence) else _NEVER / 2
    return any(fit(element, half) > least for part in parts for half in part.text.split(";"))


def asks(words: str) -> bool:
    """Whether the words plainly ask for a change, and not only for an answer."""
    return _found("request", "asks", words) and not is_reply(words)


def is_reply(words: str) -> bool:
    """Whether the words ask the manager for an answer or a meeting."""
    return _found("request", "reply", words)


def _change(words: str) -> float:
    if is_reply(words):
        return _NEVER
    if asks(words):
        return 2 * _SPEAKS
    return (_SPEAKS if _found("request", "need", words) else 0.0) + _hangs(words)


def _hangs(words: str) -> float:
    size = len(words.split())
    hangs = _RELATIVE.match(words) or (size <= _LONGEST_ADJUNCT and _ADJUNCT.match(words))
    return _NEVER if hangs or size < _FEWEST else 0.0


def _found(group: str, key: str, words: str) -> bool:
    pattern = _pattern(group, key)
    text = _UNMARKED.sub(r"i'\1", words.lower().replace("’", "'"))
    return pattern is not None and bool(pattern.search(text))


@lru_cache(maxsize=64)
def _pattern(group: str, key: str) -> re.Pattern[str] | None:
    written = catalog.table("grounds")[group].get(key)
    return re.compile(written) if written else None
