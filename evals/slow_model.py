"""A model server that answers every request after a fixed delay with the same sentence, in a process of its own.

For measuring what we add to a model's own time; it says nothing about models.
"""

from __future__ import annotations

import json
import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection

SENTENCE = "Tell me more about what that would mean for the team."


@contextmanager
def serving(delay: float) -> Iterator[str]:
    """The base URL of a server that answers after ``delay`` seconds."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs, delay), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{ours.recv()}/v1"
    finally:
        process.terminate()
        process.join(5)


def _serve(told: Connection, delay: float) -> None:
    _Handler.delay = delay
    server = _Server(("127.0.0.1", 0), _Handler)
    told.send(server.server_port)
    server.serve_forever()


class _Server(ThreadingHTTPServer):
    """Lets hundreds of callers in at once, and logs nothing of one that has gone."""

    request_queue_size = 512
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Logs nothing."""


class _Handler(BaseHTTPRequestHandler):
    """One connection; kept open, as real servers do."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    delay = 0.0

    def log_message(self, *_: object) -> None:
        """Logs nothing."""

    def do_POST(self) -> None:
        """The one answer, in one piece; as events where it was asked to stream."""
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        time.sleep(self.delay)
        if not asked.get("stream"):
            self._send("application/json", json.dumps(_WHOLE).encode())
            return
        chunks = [_chunk({"content": SENTENCE}, None), _chunk({}, "stop"), b"data: [DONE]\n\n"]
        self._send("text/event-stream", b"".join(chunks))

    def _send(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


_WHOLE = {
    "id": "1",
    "object": "chat.completion",
    "created": 0,
    "model": "slow",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": SENTENCE}, "finish_reason": "stop"}],
}


def _chunk(delta: dict[str, str], finish: str | None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    data = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "slow", "choices": [choice]}
    return f"data: {json.dumps(data)}\n\n".encode()
