"""Gets the slow parts ready in the background, so that the page answers at once."""

from __future__ import annotations

import threading

from assistant.coach import Coach
from ui.events import in_plain_words

_SECONDS_TO_STOP = 20


class _Stopped(BaseException):
    """Nobody waits for the rest."""


class Warmup:
    """One run; knows how far the index of the library is."""

    def __init__(self) -> None:
        self.ready = threading.Event()
        self.progress: tuple[int, int] | None = None
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def note(self, done: int, total: int) -> None:
        """Takes note of how many pieces of the index are done; where it is stopped, the index is left at that.

        :raises _Stopped: in the thread that builds the index; no error of a part, so nothing on the way holds it.
        """
        if self._stopping.is_set():
            raise _Stopped
        self.progress = done, total

    def start(self, coach: Coach) -> None:
        """Begins."""
        self._thread = threading.Thread(target=self._run, args=[coach], daemon=True, name="onward-warmup")
        self._thread.start()

    def stop(self) -> None:
        """Ends it after the piece at hand: a network that still computes while the process ends would abort it."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(_SECONDS_TO_STOP)

    def _run(self, coach: Coach) -> None:
        try:
            coach.library.search(["How do I begin?"], k=1)
            coach.review(["I would like to lead one project from May."])
        except _Stopped:
            pass
        except Exception as error:  # whoever uses that part is told in its place
            in_plain_words(error)
        finally:
            self.ready.set()
