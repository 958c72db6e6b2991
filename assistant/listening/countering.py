"""Questions asked back: whoever only wants to know what the worry is has not dealt with it, whatever stands beside the question."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain import ConcernType, Reading
from assistant.listening.plain import answers, fully

ASKED_BACK = "It asks what the worry is, so it is at most half an answer"
_BACK = frozenset({"meant", "worry"})
"""Questions that ask what the boss meant, or what worries them."""


def countered(reading: Reading, kind: ConcernType | None, said: str) -> Reading:
    """The reading of a reply to a worry (``kind``): one that asks back settles it only where plain words beside it do."""
    if kind is None or reading.level < 2 or reading.asks not in _BACK:
        return reading
    if any(True for _ in (*answers(kind, said), *fully(kind, said))):
        return reading
    return replace(reading, level=1, notes=(*reading.notes, ASKED_BACK))
