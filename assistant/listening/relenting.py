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
    if threatening(said) or not any(map(is_hard, earlier)) or _rules()["meant"].search(plain(said)):
        return ""
    parts = (part.text for part in sentences(said))
    return next((part for part in parts if _rules()["words"].search(plain(part))), "")


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rule) for name, rule in table("conduct")["relents"].items()}
