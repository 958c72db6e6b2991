"""What a turn wants to know beside what it offers: an "if" that offers something is an offer, and is answered as one."""

from __future__ import annotations

import re

from assistant.domain import Reading
from assistant.listening.conduct import Conduct
from assistant.listening.questions import OF_THE_TALK
from assistant.text.segment import sentences
from assistant.text.stating import proposed

OFFERS = frozenset({"cover", "within_rules", "phased_or_trial", "milestone"})
"""Moves that are something to work with even beside a threat."""
_WOULD_IT = re.compile(r"\b(?:would|could|might|does|will) (?:it|that)\b", re.I)
_IF = re.compile(
    r"^\W*(?:(?:and|but|so|or|then|well)\b[, ]*)*(?:what if|how about if|suppose|imagine)\b", re.I
)
"""How somebody tries out a proposal that speaks to nothing else."""


def wanted(manner: Conduct, reading: Reading, said: str, boss: str) -> str:
    """What the turn wants to know (``knowledge/conduct.toml``); somebody put forward by a question hears whether they would do."""
    asks = manner.asks(said, boss)
    a_name = asks == "who" and not manner.about(said)  # which no idea of what would help answers
    if reading.asks and asks not in OF_THE_TALK and not a_name:
        return reading.asks
    if asks not in ("", "whether"):
        return asks
    covers = reading.has("cover") or any(one.startswith("coverage/") for one in reading.speaks)
    if covers and _puts_forward(said):
        return "suits"
    if any(reading.level and reading.has(move) for move in OFFERS):
        return ""
    return asks or (
        "whether" if any(_IF.search(part.text) and proposed(part.text) for part in sentences(said)) else ""
    )


def _puts_forward(said: str) -> bool:
    """Whether a question proposes something and asks whether it will do, and not only whether it would help."""
    return any(proposed(part.text) and not _WOULD_IT.search(part.text) for part in sentences(said))
