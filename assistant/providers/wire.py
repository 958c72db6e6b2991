"""What a server of the OpenAI chat protocol sends, as pieces: events one after the other, or a whole answer as JSON.

The fields that count are read where they are and nothing else is asked for, since servers differ in what they send besides.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Iterator, Mapping
from typing import Any

from assistant.providers import faults
from assistant.providers.streaming import Fault, Piece, Tokens

_MOST = 4_000_000
"""Bytes of a whole answer that are read."""
_DATA, _DONE = "data:", "[DONE]"


def streamed(lines: Iterable[str]) -> Generator[Piece]:
    """The pieces of a stream of server-sent events, one line of JSON each.

    The last piece is ``ended``; what comes after it is read but says nothing, so that the connection can be used again.

    :raises Fault: the server reports a fault, declines, or breaks off. :raises ValueError: for what is no such stream.
    """
    finish, lines = None, iter(lines)
    for line in lines:
        data = line[len(_DATA) :].strip() if line.startswith(_DATA) else ""
        if data == _DONE:
            finish = finish or "stop"
            break
        if data:
            chunk = _chunk(data, lines)
            for choice in chunk.get("choices") or ():
                finish = choice.get("finish_reason") or finish
                yield _piece(choice.get("delta") or {}, finish)
            yield Piece(tokens=_tokens(chunk.get("usage")))
    if finish is None:
        raise Fault(faults.BROKE_OFF, passing=True)
    yield Piece(ended=True)
    for _ in lines:
        pass


def whole(parts: Iterable[bytes]) -> Generator[Piece]:
    """The one piece of an answer that is given whole. :raises Fault, ValueError: as :func:`streamed`."""
    body = b""
    for part in parts:
        body += part
        if len(body) > _MOST:
            raise ValueError("longer than any answer is")
    answer = _checked(json.loads(body))
    for choice in answer["choices"]:
        yield _piece(choice["message"], choice.get("finish_reason"))
    yield Piece(tokens=_tokens(answer.get("usage")), ended=True)


def _chunk(data: str, lines: Iterator[str]) -> Mapping[str, Any]:
    try:
        return _checked(json.loads(data))
    except json.JSONDecodeError:
        if next(lines, None) is None:  # it ended in the middle of this line
            raise Fault(faults.BROKE_OFF, passing=True) from None
        raise


def _checked(found: Any) -> Mapping[str, Any]:
    if not isinstance(found, Mapping):
        raise ValueError("no JSON object")
    if found.get("error"):
        raise Fault(faults.REPORTED, passing=True)
    return found


def _piece(said: Mapping[str, Any], finish: str | None) -> Piece:
    if said.get("refusal") or finish == "content_filter":
        raise Fault(faults.REFUSED)
    return Piece(said.get("content") or "", finish == "length")


def _tokens(usage: Mapping[str, Any] | None) -> Tokens | None:
    if not usage:
        return None
    cached = (usage.get("prompt_tokens_details") or {}).get("cached_tokens") or 0
    return Tokens(usage["prompt_tokens"], cached, usage.get("completion_tokens") or 0)
