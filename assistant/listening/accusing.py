"""Complaints: what is said of what the boss or others did, and the sorry for it (``knowledge/conduct.toml``, ``[grievance]``).

A question about what there is accuses nobody, and what is denied, or is to happen to nobody, hurts nobody.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.catalog import table
from assistant.listening.jabs import jab
from assistant.listening.questions import PREFACE
from assistant.listening.threats import threatening
from assistant.text.clean import plain, words
from assistant.text.segment import sentences
from assistant.text.stating import really_asks

_FEW = 3
"""Words of a greeting beside a question."""
_NEUTRAL = re.compile(
    r"^\W*(?:(?:and|but|so|then)\b[, ]*)?(?:is|are|was|were|has|have|had|does|do|did|who|which|when|where|what|how)\b(?! (?:this|that|it)\b)"
    r"(?!.*\b(?:i|me|my|we|us|our|you|your)\b).*\?\W*$",
    re.I,
)
"""A question about what there is: it speaks of neither of the two, so it accuses nobody."""
_ABOUT = re.compile(
    r"^\W*(?:(?:and|but|so)\b[, ]*)?(?:about|as for|as to|regarding|on) [^:;.?!–—]{2,40}[:;–—] ?", re.I
)
"""What a question is about, said before it ("About favourites: who says that?")."""
_ECHO = re.compile(
    r"^\W*(?!.*\b(?:i|me|my|we|us|our|your?)\b)(?:\w+ ){1,4}(?:who|whom|what|where|how|whose)\W*\?$", re.I
)
"""The boss's own word, asked back ("A favour for whom?")."""
_SORE = re.compile(
    r"\b(?:me|us|my|our|mine|why|how come|always|never|ever|again|still|even)\b|\byou\b[^?]*\bi\b"
)
"""What a question has in it that complains: whom it was done to, or that it is done again and again; any other only wants to know."""
_DENIED_BEFORE = re.compile(
    r"(?:n't|\b(?:not|nobody|no one|none|without|(?:wo|do|does|did|is|are|would)nt))\b(?: [\w']+){0,5} $"
)
"""A denial right before a word of a grievance ("the others won't feel passed over")."""


def accuses(said: str, rule: str = "words") -> str:
    """The first sentence with words of a grievance that is more than a question about what there is; or empty.

    :param rule: ``words``, or ``plain`` for those that are one by themselves.
    """
    for part in (one.text for one in sentences(said) if not is_neutral(one.text)):
        sentence = plain(part)
        if rule == "words" and really_asks(part) and not _SORE.search(sentence):
            continue
        found = _rules()[rule].finditer(sentence)
        # What is not so, and what is to happen to nobody, hurts nobody.
        if any(rule == "plain" or not _DENIED_BEFORE.search(sentence[: one.start()]) for one in found):
            return part
    return ""


def only_accuses(said: str) -> bool:
    """Whether every sentence of the turn is a plain grievance, so that nothing is left that could answer anything."""
    parts = [part.text for part in sentences(said)]
    return bool(parts) and all(accuses(part, "plain") for part in parts)


def apologises(said: str) -> bool:
    """Whether the turn says sorry, in whatever words."""
    return bool(_rules()["sorry"].search(plain(said)))


def is_hard(said: str) -> bool:
    """Whether a turn threatens, complains or jabs."""
    return bool(threatening(said) or accuses(said) or jab(said))


def is_neutral(sentence: str) -> bool:
    """Whether the sentence is a question about what there is, which speaks of neither of the two, or a word asked back."""
    asked = _ABOUT.sub("", PREFACE.sub("", sentence.replace("’", "'")))
    return bool(_NEUTRAL.search(asked) or _ECHO.search(asked))


def only_informs_themselves(said: str) -> bool:
    """Whether the turn is only a greeting and such questions, so that it asks for nothing."""
    parts = [part.text for part in sentences(said)]
    asking = [part for part in parts if is_neutral(part)]
    return bool(asking) and all(part in asking or len(words(part)) <= _FEW for part in parts)


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(table("conduct")["grievance"][name]) for name in ("words", "plain", "sorry")}
