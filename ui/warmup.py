"""Gets the slow parts ready in the background, so that the page answers at once."""

from __future__ import annotations

import threading

from assistant.coach import Coach
from ui.events import in_plain_words


class Warmup:
    """One run; knows how far the index of the library is."""

    def __init__(self) -> None:
        self.ready = threading.Event()
        self.progress: tuple[int, int] | None = None

    def note(self, done: int, total: int) -> None:
        """Takes note of how many pieces of the index are done."""
        self.progress = done, total

    def start(self, coach: Coach) -> None:
        """Begins."""
        threading.Thread(target=self._run, args=[coach], daemon=True, name="onward-warmup").start()

    def _run(self, coach: Coach) -> None:
        try:
            coach.library.search(["How do I begin?"], k=1)
            coach.review(["I would like to lead one project from May."])
        except Exception as error:  # whoever uses that part is told in its place
            in_plain_words(error)
        finally:
            self.ready.set()
