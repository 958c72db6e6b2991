"""News of a private kind in what the user says: an illness, a loss, a birth, fear, exhaustion (``knowledge/news.toml``).

A manager of any kind says one human sentence to it before anything else, once in a talk; they ask nothing about it, and say
nothing that the user has not said.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.catalog import table
from assistant.text.clean import plain
from assistant.text.segment import sentences

_KINDS = ("loss", "hard", "glad", "afraid", "tired")
"""The kinds, the gravest first; fear and exhaustion weigh nothing where there is a reason for them."""


def private_news(said: str) -> str:
    """The kind of news that a turn tells; empty where it tells none. What is not so, or only might be, is none."""
    told = [plain(part.text) for part in sentences(said) if not part.text.endswith("?")]
    return next((kind for kind in _KINDS if any(_tells(kind, one) for one in told)), "")


def _tells(kind: str, sentence: str) -> bool:
    found = _rules()[kind].search(sentence)
    return found is not None and not _rules()["no_news"].search(sentence[: found.end()].replace("can't", ""))


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    news = table("news")
    family = f"(?:{news['family']})"
    kinds = {kind: re.compile(news[kind].replace("<family>", family)) for kind in _KINDS}
    return kinds | {"no_news": re.compile(news["no_news"])}
