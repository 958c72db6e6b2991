"""Hard words taken back: a threat, a complaint or a jab that the user is sorry for (``knowledge/conduct.toml``, ``[relents]``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.catalog import table
from assistant.listening.accusing import is_hard
from assistant.listening.threats import threatening
from assistant.text.clean import plain
from assistant.text.segment import sentences


def relents(said: str, earlier: Sequence[str]) -> str:
    """The sentence that takes back hard words of before; empty for none, where the turn threatens again, and where they are meant all the same."""
    return _sorry(said, "words") if any(map(is_hard, earlier)) else ""


def owns_up(said: str) -> str:
    """The sentence that owns up to what the user did, whatever was said before ("I should have come to you"); or empty."""
    return _sorry(said, "owns_up")


def _sorry(said: str, rule: str) -> str:
    if threatening(said) or _rules()["meant"].search(plain(said)):
        return ""
    return next((part.text for part in sentences(said) if _rules()[rule].search(plain(part.text))), "")


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rule) for name, rule in table("conduct")["relents"].items()}
