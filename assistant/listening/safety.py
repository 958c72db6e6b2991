"""Notices words that sound like danger, harassment, discrimination or self-harm (``knowledge/safety.toml``).

It errs towards pausing only on plain statements in the first person: the user decides whether to go on.
"""

from __future__ import annotations

import re
from functools import cached_property

from assistant.catalog import table
from assistant.domain import SafetyStop


class SafetyPatterns:
    """Implements :class:`assistant.seams.SafetyListener`."""

    @cached_property
    def _topics(self) -> list[tuple[SafetyStop, re.Pattern[str]]]:
        return [
            (SafetyStop(topic, entry["why"], tuple(entry["help"])), re.compile("|".join(entry["patterns"])))
            for topic, entry in table("safety").items()
        ]

    def notice(self, text: str) -> SafetyStop | None:
        """Why to pause the role-play, or None."""
        lowered = text.lower().replace("’", "'")
        return next((stop for stop, pattern in self._topics if pattern.search(lowered)), None)
