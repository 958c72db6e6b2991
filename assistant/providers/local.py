"""A model file on this machine: ``local:/path/model.gguf``, served by llama.cpp inside this process over loopback.

There is one server in a process, started when the first answer is asked for and stopped at exit. It listens on a free
port of 127.0.0.1 and answers only to a key drawn at its start, so no other program of this machine can use it or read along.
"""

from __future__ import annotations

import atexit
import secrets
import threading
import time
from collections.abc import Callable, Generator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from assistant.errors import EngineError
from assistant.providers.openai_compatible import Endpoint, OpenAICompatible
from assistant.providers.streaming import Ask, Fault, Piece

PREFIX = "local:"
CONTEXT = 8_192
"""Tokens that a conversation may have; more than the voice sends, and no more memory than that takes."""

CACHE_MIB = 1_024
"""Memory for prompts that were asked before, so that stages with different prompts do not push each other out."""

_ON_OUR_SIDE = "The model file"


class ModelFile:
    """Implements :class:`assistant.providers.streaming.Source` for a GGUF file.

    :param notice: told what is under way while the file is opened, in a sentence for people.
    :raises EngineError: there is no such file, it is no GGUF, or llama.cpp is not installed.
    """

    def __init__(self, name: str, notice: Callable[[str], None] | None = None) -> None:
        self.id, self._notice = name, notice or (lambda _: None)
        self._path = file_of(name)
        self.label = f"{_ON_OUR_SIDE} {self._path.name}"
        self.source: OpenAICompatible | None = None
        _check(self._path)

    def open(self) -> None:
        """Starts the server when it does not run yet; the first time takes as long as reading the file does."""
        endpoint = _serve(self._path, self._notice)
        if self.source is None or self.source.endpoint != endpoint:
            self.source = OpenAICompatible(self.id, self._path.stem, endpoint)

    def attempt(self, ask: Ask) -> Generator[Piece]:
        """One request to the server in this process."""
        if self.source is None:
            raise Fault("is not open")
        return self.source.attempt(ask)


def file_of(name: str) -> Path:
    """The file that a name such as ``local:/path/model.gguf`` means, with its whole path."""
    return Path(name.removeprefix(PREFIX)).expanduser().absolute()


def _check(path: Path) -> None:
    """Everything that can be known without opening the model."""
    try:
        with path.open("rb") as file:
            magic = file.read(4)
    except OSError as error:
        raise EngineError(
            f"{_ON_OUR_SIDE} {path} cannot be read ({error.strerror}). Name an existing file: local:/path/model.gguf."
        ) from error
    if magic != b"GGUF":
        raise EngineError(
            f"{_ON_OUR_SIDE} {path.name} is no GGUF. Choose a file that ends in .gguf and was downloaded whole."
        )
    if find_spec("xllamacpp") is None:
        raise EngineError(
            "A model file needs llama.cpp, which is an extra of Onward. Install it with: pip install 'onward-coach[local]'."
        )


class _Served:
    """The one server of this process. ``lock``: who starts or stops it."""

    lock = threading.Lock()
    path: Path | None = None
    server: Any = None
    endpoint: Endpoint | None = None


def _serve(path: Path, notice: Callable[[str], None]) -> Endpoint:
    with _Served.lock:
        if _Served.endpoint is None or _Served.path != path:
            _close()
            size = path.stat().st_size / 1e9
            notice(f"Opening {path.name} ({size:.1f} GB); this takes a while, and only the first time.")
            began = time.monotonic()
            _Served.server, _Served.endpoint, _Served.path = *_start(path), path
            notice(f"{path.name} is open ({time.monotonic() - began:.1f} s).")
        return _Served.endpoint


def _start(path: Path) -> tuple[Any, Endpoint]:
    """The server and where it listens."""
    import xllamacpp

    key = secrets.token_urlsafe(32)
    wanted = xllamacpp.CommonParams()
    wanted.model.path, wanted.model_alias = str(path), {path.stem}
    wanted.hostnames, wanted.port, wanted.api_keys = ["127.0.0.1"], 0, [key]
    wanted.ui = wanted.endpoint_slots = False  # slots would show what other conversations hold
    wanted.verbosity = -1  # its log would hold what the user typed
    wanted.offline = wanted.cache_prompt = True
    wanted.n_ctx, wanted.cache_ram_mib = CONTEXT, CACHE_MIB
    try:
        server = xllamacpp.Server(wanted)
    except RuntimeError as error:
        raise EngineError(
            f"{_ON_OUR_SIDE} {path.name} cannot be opened. It may be damaged, newer than this version of llama.cpp, or too large "
            "for the memory of this machine. Try a smaller one, or fetch it again."
        ) from error
    return server, Endpoint(f"{server.listening_address}/v1", key, loopback=True)


def _close() -> None:
    _Served.server = _Served.endpoint = _Served.path = None


@atexit.register
def stop() -> None:
    """Stops the server, if one runs; it is started again when it is needed."""
    with _Served.lock:
        _close()
