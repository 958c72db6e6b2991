"""Work that is done beside other work: while one thread waits for a network or a model, another reads the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Thread
from typing import TypeVar

T = TypeVar("T")
S = TypeVar("S")
_BLOCK = 64


def beside(work: Callable[[], T]) -> Callable[[], T]:
    """Begins ``work`` in a thread of its own; what comes back waits for what it found, or raises what it raised.

    No pool: work that waits for other work beside it can then never wait for a free place, and a thread costs 0.1 ms. And
    not the standard library's futures, which load its logging: a cold start would notice.
    """
    found: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            found.append(work())
        except BaseException as error:
            failed.append(error)

    thread = Thread(target=run, name="onward-beside")
    thread.start()

    def result() -> T:
        thread.join()
        if failed:
            raise failed[0]
        return found[0]

    return result


def in_blocks(work: Callable[[Sequence[S]], list[T]], items: Sequence[S]) -> list[T]:
    """What ``work`` finds of each item, given some at a time: what is made ahead of a thousand texts must not pile up."""
    return [found for start in range(0, len(items), _BLOCK) for found in work(items[start : start + _BLOCK])]
