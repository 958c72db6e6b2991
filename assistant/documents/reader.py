"""Reads files in a process of its own, with bounds on memory and time: a hostile file can end that process, not Onward."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Timer
from typing import IO, Any

import assistant
from assistant.documents.content import Content, Section
from assistant.errors import InputError

SECONDS = 60.0
MEMORY = 2_000_000_000
_PATIENCE = 5
"""How many times as long it may take by the clock: other programs want the processor too."""


@contextmanager
def reading(seconds: float = SECONDS, memory: int = MEMORY) -> Iterator[Reader]:
    """A :class:`Reader` whose process ends with the block.

    :param seconds: of processor time that one file may take. :param memory: bytes that its reading may take. Windows
        holds neither; there, five times the seconds by the clock is the bound.
    """
    reader = Reader(seconds, memory)
    try:
        yield reader
    finally:
        reader.close()


class Reader:
    """One process that reads file after file; begun at the first, and anew after one that it did not survive."""

    def __init__(self, seconds: float, memory: int) -> None:
        self._seconds, self._memory = seconds, memory
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, name: str, data: bytes) -> Content:
        """The text of one file.

        :raises InputError: what is wrong, as a phrase that goes on after the name; code ``too_slow`` or ``crashed``
            where the reading had to be ended.
        """
        process = self._process = self._process or self._start()
        late = Event()

        def give_up() -> None:
            late.set()
            process.kill()

        timer = Timer(_PATIENCE * self._seconds, give_up)
        timer.start()
        try:
            answer = _ask(process, name, data)
        finally:
            timer.cancel()
        if answer is None:
            self.close()
            slow = late.is_set() or process.returncode == -getattr(signal, "SIGXCPU", 0)
            raise _given_up(self._seconds if slow else None)
        if "problem" in answer:
            raise InputError(answer["problem"], code=answer["code"])
        sections = tuple(Section(**section) for section in answer["sections"])
        return Content(answer["format"], answer["title"], sections, tuple(answer["notes"]))

    def close(self) -> None:
        """Ends the process."""
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                _there(stream).close()
        try:
            process.wait(1)  # its input has ended, so it ends by itself, unless it is stuck
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        home = str(Path(assistant.__file__).parent.parent)
        paths = os.pathsep.join(filter(None, [home, os.environ.get("PYTHONPATH", "")]))
        process = subprocess.Popen(  # noqa: S603 - this very program
            [sys.executable, "-m", "assistant.documents.worker", str(self._memory), str(self._seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
        )
        _there(process.stdout).readline()  # it is ready: a file's time does not count the start
        return process


def _ask(process: subprocess.Popen[bytes], name: str, data: bytes) -> dict[str, Any] | None:
    """What the process answers, or None if it ended."""
    head = {"name": name.encode("utf-8", "replace").decode(), "bytes": len(data)}
    try:
        stdin = _there(process.stdin)
        stdin.write(json.dumps(head).encode() + b"\n" + data)
        stdin.flush()
        line = _there(process.stdout).readline()
    except OSError:
        return None
    answer: dict[str, Any] | None = json.loads(line) if line.endswith(b"\n") else None
    return answer


def _given_up(seconds: float | None) -> InputError:
    if seconds is None:
        return InputError(
            "brought its reader down, so it was left out. Save it anew as PDF or text", code="crashed"
        )
    return InputError(
        f"took longer than {seconds:g} seconds to read, so it was left out. Split it, or save it as text",
        code="too_slow",
    )


def _there(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None  # it was asked for
    return stream
