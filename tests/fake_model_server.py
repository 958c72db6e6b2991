"""A model server that really speaks HTTP, on 127.0.0.1, and misbehaves as it is told."""

import json
import time
from collections.abc import Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread


@dataclass(frozen=True)
class Reply:
    """One answer.

    ``cut``: the connection ends after the pieces. ``pause``: seconds before each piece. ``body``: sent as it is, instead of
    an answer, as ``kind``. ``refusal``: said in the protocol's own field. ``usage``: what the server counted. ``unknown``: a field of the
    request that this server does not accept; ``names``: whether it says which. ``plain``: it never streams. ``keeps``: the
    connection stays open for the next request; ``lingers``: seconds that it stays silent after its last words, before it ends.
    """

    pieces: tuple[str, ...] = ()
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    cut: bool = False
    pause: float = 0.0
    finish: str = "stop"
    refusal: str = ""
    usage: dict | None = None
    unknown: tuple[str, ...] = ()
    kind: str = "text/event-stream"
    names: bool = False
    plain: bool = False
    keeps: bool = False
    lingers: float = 0.0


@dataclass
class Fake:
    """What the server is to answer, in order (the last one again and again), and what it was asked.

    ``models``: what it lists as its models; a server without any knows no such page.
    """

    base_url: str
    replies: Sequence[Reply]
    models: Sequence[dict] = ()
    requests: list[dict] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    closing: Event = field(default_factory=Event)
    connections: set[tuple[str, int]] = field(default_factory=set)

    def next(self) -> Reply:
        return self.replies[min(len(self.requests), len(self.replies)) - 1]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, fake, *args):
        self.fake = fake
        super().__init__(*args)

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.close_connection = True
        self.fake.keys.append(self.headers.get("authorization"))
        found = self.path == "/v1/models" and self.fake.models
        self._plain(200 if found else 404, json.dumps({"data": list(self.fake.models)}).encode())

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.close_connection = True
        if self.path != "/v1/chat/completions":
            self._plain(404, b"{}")
            return
        self.fake.requests.append(request)
        self.fake.connections.add(self.client_address)
        self.fake.keys.append(self.headers.get("authorization"))
        reply = self.fake.next()
        self.close_connection = not reply.keeps
        with suppress(OSError):  # the caller may have gone, as some tests want
            if refused := [name for name in reply.unknown if name in request]:
                self._error(400, param=refused[0] if reply.names else None)
            elif reply.status != 200:
                self._error(reply.status, reply.headers)
            elif reply.body:
                self._plain(200, reply.body, reply.headers, reply.kind)
            elif reply.plain or not request.get("stream"):
                self._whole(reply)
            else:
                self._stream(reply)

    def _error(self, status, headers=(), param=None):
        """As some real servers do, the error repeats what was sent, with the key."""
        message = f"you sent {self.fake.requests[-1]} with {self.fake.keys[-1]}"
        self._plain(status, json.dumps({"error": {"message": message, "param": param}}).encode(), headers)

    def _plain(self, status, body, headers=(), kind="application/json"):
        self.send_response(status)
        for name, value in (*headers, ("content-type", kind), ("content-length", len(body))):
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)

    def _whole(self, reply):
        """An answer in one piece of JSON; one that is cut ends in the middle of it."""
        if self.fake.closing.wait(reply.pause * len(reply.pieces)):
            return
        message = {"role": "assistant", "content": "".join(reply.pieces)}
        message |= {"refusal": reply.refusal} if reply.refusal else {}
        choices = [{"index": 0, "message": message, "finish_reason": reply.finish}]
        answer = {"id": "1", "object": "chat.completion", "created": 0, "model": "m", "choices": choices}
        body = json.dumps(answer | ({"usage": reply.usage} if reply.usage else {})).encode()
        if not reply.cut:
            self._plain(200, body)
            return
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2])

    def _stream(self, reply):
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        for piece in reply.pieces:
            if self.fake.closing.wait(reply.pause):
                return
            self._choice({"content": piece})
        if reply.refusal:
            self._choice({"refusal": reply.refusal})
        if reply.cut or (reply.pause and self.fake.closing.wait(reply.pause)):
            return
        self._choice({}, reply.finish)
        if reply.usage:
            self._event(choices=[], usage=reply.usage)
        self._chunk(b"data: [DONE]\n\n")
        if not self.fake.closing.wait(reply.lingers):
            self._chunk(b"")

    def _choice(self, delta, finish=None):
        self._event(choices=[{"delta": delta, "index": 0, "finish_reason": finish}])

    def _event(self, **fields):
        data = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m"} | fields
        self._chunk(f"data: {json.dumps(data)}\n\n".encode())

    def _chunk(self, data):
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()


@contextmanager
def serving(*replies: Reply, models: Sequence[dict] = ()):
    """A server that gives these replies; yields its :class:`Fake`."""
    fake = Fake("", replies, models)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, fake))
    fake.base_url = f"http://127.0.0.1:{server.server_port}/v1"
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
