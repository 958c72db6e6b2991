"""JSON Lines in, JSON Lines out: one line out for each line in, in order, whatever is wrong with a line.

Lines that wait are answered together, because models work faster on many texts; a line that comes alone is answered at once.
"""

from __future__ import annotations

import json
import queue
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from assistant.errors import InputError, OnwardError
from assistant.views import error, keyed

MOST_TOGETHER = 64
MAX_LINE = 2_000_000
"""Bytes of one line; beyond that it cannot be a text that somebody would say."""

Json = dict[str, Any]
Answer = Callable[[Sequence[Json]], Sequence[Json | OnwardError]]


def run(source: str, answer: Answer, required: Sequence[str], out: IO[str]) -> bool:
    """Answers every line of ``source``; whether all went well.

    :param source: a path, or ``-`` for standard input.
    :param answer: results (or errors) for a group of objects, in order.
    :param required: keys that must be strings.
    """
    fine = True
    for group in _groups(_raw_lines(source)):
        parsed = [_parse(raw, required) for raw in group]
        good = [item for item in parsed if not isinstance(item, _Broken)]
        answers = iter(answer(good) if good else [])
        for item in parsed:
            result = item.problem if isinstance(item, _Broken) else next(answers)
            key = item.key if isinstance(item, _Broken) else item.get("id")
            fine = fine and not isinstance(result, OnwardError)
            emit(keyed(key, error(result) if isinstance(result, OnwardError) else result), out)
    return fine


def read_rows(source: str, required: Sequence[str]) -> list[Json]:
    """All lines of ``source`` as objects; the first that is wrong raises ``InputError``."""
    rows = []
    for raw in _raw_lines(source):
        row = _parse(raw, required)
        if isinstance(row, _Broken):
            raise row.problem
        rows.append(row)
    return rows


def emit(value: Json, out: IO[str]) -> None:
    """One JSON object as a line."""
    out.write(json.dumps(value, ensure_ascii=False) + "\n")
    out.flush()


class _Broken:
    def __init__(self, key: object, problem: OnwardError) -> None:
        self.key, self.problem = key, problem


def parse_object(raw: bytes) -> Json:
    """One line as a JSON object; ``InputError`` says what is wrong with it."""
    if len(raw) > MAX_LINE:
        raise InputError(
            f"The line has {len(raw):,} bytes; at most {MAX_LINE:,} can be read.", code="too_long"
        )
    try:
        value = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError("The line is not UTF-8. Save the file as UTF-8.", code="bad_json") from None
    except RecursionError:
        raise InputError("The line is nested too deeply.", code="bad_json") from None
    except ValueError as problem:
        raise InputError(
            f"The line is not valid JSON ({problem}). Write one object a line.", code="bad_json"
        ) from None
    if not isinstance(value, dict):
        raise InputError(
            'The line must be one JSON object, such as {"id": "1", "text": "…"}.', code="bad_json"
        )
    return value


def _parse(raw: bytes, required: Sequence[str]) -> Json | _Broken:
    try:
        value = parse_object(raw)
    except InputError as problem:
        return _Broken(None, problem)
    for name in required:
        if not isinstance(value.get(name), str):
            return _Broken(
                value.get("id"),
                InputError(f"The key {name!r} must be there and hold a text.", code="missing_field"),
            )
    return value


def _raw_lines(source: str) -> Iterator[bytes]:
    if source == "-":
        yield from (line for line in sys.stdin.buffer if line.strip())
        return
    try:
        with Path(source).open("rb") as lines:
            yield from (line for line in lines if line.strip())
    except OSError as failed:
        raise InputError(
            f"{source} cannot be read ({failed.strerror}). Give a JSON Lines file, or - for standard input."
        ) from failed


def _groups(lines: Iterator[bytes]) -> Iterator[list[bytes]]:
    """What is there already, in groups; a reader thread keeps a slow writer from holding up what came before."""
    waiting: queue.Queue[bytes | BaseException | None] = queue.Queue(maxsize=4 * MOST_TOGETHER)

    def fill() -> None:
        try:
            for line in lines:
                waiting.put(line)
            waiting.put(None)
        except BaseException as failed:  # handed to the reader, who raises it
            waiting.put(failed)

    threading.Thread(target=fill, daemon=True).start()
    over = False
    while not over:
        group: list[bytes] = []
        item = waiting.get()
        while True:
            if isinstance(item, BaseException):
                raise item
            if item is None:
                over = True
                break
            group.append(item)
            if len(group) >= MOST_TOGETHER:
                break
            try:
                item = waiting.get_nowait()
            except queue.Empty:
                break
        if group:
            yield group
