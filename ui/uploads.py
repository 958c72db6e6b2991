"""How a file gets from the browser onto the shelf: read into memory, imported, never written down as a file.

``POST /documents?name=NAME`` with the file as its body. The answer is JSON, one object a line, as things happen:
``{"done", "total"}`` while passages are encoded, at last ``{"state", "says"}``. Whoever goes away ends the import, and
the shelf stays as it was. Gradio's own upload would leave copies in a folder, and some of these files are contracts.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from assistant.coach import Coach
from assistant.domain import MAX_DOCUMENT_BYTES, Importing
from ui.events import in_plain_words
from ui.present.shelf import outcome

PATH = "/documents"
Step = dict[str, Any]


class _GoneAway(Exception):
    """Nobody waits for the import any more."""


def route(coach: Coach) -> Route:
    """The address that takes files."""

    async def take(request: Request) -> Response:
        name = request.query_params.get("name", "")
        try:
            data = await _body(request)
        except ClientDisconnect:
            return PlainTextResponse("", status_code=499)
        return StreamingResponse(_lines(coach, name, data), media_type="application/x-ndjson")

    return Route(PATH, take, methods=["POST"])


async def _body(request: Request) -> bytes:
    """The file; one that is too large is cut off where that is plain, for the import to refuse it."""
    data = bytearray()
    async for piece in request.stream():
        if len(data) <= MAX_DOCUMENT_BYTES:
            data += piece
    return bytes(data)


async def _lines(coach: Coach, name: str, data: bytes) -> AsyncIterator[str]:
    loop, steps = asyncio.get_running_loop(), asyncio.Queue[Step]()
    gone = threading.Event()

    def tell(step: Step) -> None:
        if gone.is_set() or loop.is_closed():
            raise _GoneAway
        loop.call_soon_threadsafe(steps.put_nowait, step)

    threading.Thread(
        target=_import, args=[coach, name, data, tell], daemon=True, name="onward-import"
    ).start()
    try:
        while True:
            step = await steps.get()
            yield json.dumps(step) + "\n"
            if "state" in step:
                return
    finally:
        gone.set()


def _import(coach: Coach, name: str, data: bytes, tell: Callable[[Step], None]) -> None:
    """Imports one file, telling each step and at last what became of it."""

    def told(step: Importing) -> None:
        tell({"done": step.done, "total": step.total})

    try:
        [found] = coach.library.add_text(name, data, told, replaces=True)
        last = {"state": found.state, "says": outcome(found)}
    except _GoneAway:
        return
    except Exception as error:
        last = {"state": "failed", "says": in_plain_words(error)}
    with suppress(_GoneAway):
        tell(last)
