"""The running total of what a model took since the program started."""

from __future__ import annotations

import threading

from assistant.domain import Spending, Usage


class Meter:
    """Adds up; safe to share between threads."""

    def __init__(self) -> None:
        self.total = Spending()
        self._lock = threading.Lock()

    def __call__(self, usage: Usage) -> None:
        """Takes one answer into the total."""
        with self._lock:
            self.total = self.total.plus(usage)
