"""Which of two the user takes that the boss had just asked about: a plain answer, however short ("More, or elsewhere?" – "More, here.")."""

from __future__ import annotations

from assistant.text.clean import words
from assistant.text.segment import sentences

_OUTRIGHT = frozenset({"neither", "both", "former", "latter", "first", "second"})
_GLUE = frozenset(
    """is it it's this that are you you're i i'm do does did have has had they they're he she we a an the to and just only be
    would could will can in of for on at if my your me not so with or""".split()
)
"""Words that tell neither of two things from the other."""


def chosen(boss: str, said: str) -> str:
    """The user's first sentence, where it takes one of two that the boss's last words left the choice between; or empty."""
    first = next((part.text for part in sentences(said)), "")
    for asked in (part.text for part in sentences(boss.replace("’", "'"))):
        left, either, right = asked.lower().rpartition(" or ")
        if not either or not asked.endswith("?") or first.endswith("?"):
            continue
        one, other = set(words(left)) - _GLUE, set(words(right)) - _GLUE
        told = set(words(first.lower().replace("’", "'")))
        if told & _OUTRIGHT or bool(told & (one - other)) is not bool(told & (other - one)):
            return first
    return ""
