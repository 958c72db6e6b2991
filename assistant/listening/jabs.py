"""Jabs: what is said about the boss and not about the matter, by the form of it (``knowledge/debrief.toml``, ``[conduct.jab]``).

Beside the forms there is one that only the boss's own words tell: their "later" thrown back at them ("Things have been getting
clearer for three years").
"""

from __future__ import annotations

import re
from functools import cache
from itertools import zip_longest

from assistant.catalog import table
from assistant.listening.stems import stems
from assistant.text.clean import plain
from assistant.text.segment import sentences

_FOR_LONG = re.compile(
    r"\b(?:has|have|been|is|are)\b[^.?!]*\b(?:since (?:19|20)\d\d|for (?:\w+ ){0,2}(?:years|months|ages)|for ages|(?:every|each) year|year after year)\b"
)
_OWN = re.compile(r"\b(?:i|we|my|our|me|us)\b|n't\b|\bnot\b")
"""Whoever speaks of themselves tells what they did, and does not throw anything back."""


def jab(said: str, boss: str = "") -> str:
    """The first words of a turn that are a jab; empty where none are.

    :param boss: what the boss had just said to put it off; empty where they had not.
    """
    parts = sentences(said)
    for part, after in zip_longest(parts, parts[1:]):
        if is_jab(part.text) or thrown_back(part.text, boss):
            return part.text
        if after and is_jab(f"{part.text.rstrip('.! ')}, {after.text}"):
            return said[part.start : after.end]
    return ""


def is_jab(sentence: str) -> bool:
    """Whether the sentence, or a part of one, has the form of a jab."""
    return bool(_rule().search(plain(sentence)))


def thrown_back(sentence: str, boss: str) -> bool:
    """Whether a sentence says of the boss's own word for later that it has been so for long."""
    words = plain(sentence)
    said_so = bool(boss) and not sentence.endswith("?") and not _OWN.search(words)
    return said_so and bool(_FOR_LONG.search(words)) and bool(stems(sentence) & stems(boss))


@cache
def _rule() -> re.Pattern[str]:
    return re.compile(table("debrief")["conduct"]["jab"])
