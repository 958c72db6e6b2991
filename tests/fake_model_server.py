"""A model server that really speaks HTTP, on 127.0.0.1, and misbehaves as it is told."""

import json
import time
from collections.abc import Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread


@dataclass(frozen=True)
class Reply:
    """One answer. ``cut``: the connection ends after the pieces. ``pause``: seconds before each piece."""

    pieces: tuple[str, ...] = ()
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    cut: bool = False
    pause: float = 0.0
    finish: str = "stop"


@dataclass
class Fake:
    """What the server is to answer, in order (the last one again and again), and what it was asked."""

    base_url: str
    replies: Sequence[Reply]
    requests: list[dict] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    closing: Event = field(default_factory=Event)

    def next(self) -> Reply:
        return self.replies[min(len(self.requests), len(self.replies)) - 1]


@contextmanager
def serving(*replies: Reply):
    """A server that gives these replies; yields its :class:`Fake`."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def do_POST(self):
            assert self.path == "/v1/chat/completions"
            fake.requests.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            fake.keys.append(self.headers.get("authorization"))
            reply = fake.next()
            self.close_connection = True
            with suppress(OSError):  # the caller may have gone, as some tests want
                self._plain(reply) if reply.status != 200 or reply.body else self._stream(reply)

        def _plain(self, reply):
            body = (
                reply.body
                or json.dumps({"error": {"message": "you sent: " + str(fake.requests[-1])}}).encode()
            )
            self.send_response(reply.status)
            for name, value in (*reply.headers, ("content-type", "application/json")):
                self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _stream(self, reply):
            self.send_response(200)
            self.send_header("content-type", "text/event-stream")
            self.send_header("transfer-encoding", "chunked")
            self.end_headers()
            for piece in reply.pieces:
                if fake.closing.wait(reply.pause):
                    return
                self._event({"delta": {"content": piece}, "index": 0, "finish_reason": None})
            if reply.pause and fake.closing.wait(reply.pause):
                return
            if reply.cut:
                return
            self._event({"delta": {}, "index": 0, "finish_reason": reply.finish})
            self._chunk(b"data: [DONE]\n\n")
            self._chunk(b"")

        def _event(self, choice):
            data = {
                "id": "1",
                "object": "chat.completion.chunk",
                "created": 0,
                "model": "m",
                "choices": [choice],
            }
            self._chunk(f"data: {json.dumps(data)}\n\n".encode())

        def _chunk(self, data):
            self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
            self.wfile.flush()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake = Fake(f"http://127.0.0.1:{server.server_port}/v1", replies)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        fake.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def until(true, seconds: float = 3.0) -> bool:
    """Whether ``true()`` came to hold in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not true():
        time.sleep(0.01)
    return bool(true())
