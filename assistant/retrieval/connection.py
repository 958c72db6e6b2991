"""The way to Chroma: embedded in a folder of the profile, in memory, or a server that the settings name.

A server gets vectors and numbers, never words: what is quoted comes from this machine.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from assistant.errors import InputError, OnwardError, StoreError

SPACE = "cosine"
_SECONDS = 60.0


@dataclass(frozen=True)
class Server:
    """A Chroma server. ``url``: as in ``http://127.0.0.1:8000``. ``token``: sent as a bearer token if not empty."""

    url: str
    token: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """:raises InputError: for an address that cannot be one."""
        try:
            parts = urlsplit(self.url)
            fine = parts.scheme in ("http", "https") and parts.hostname and parts.path in ("", "/")
            fine = fine and parts.username is None and (parts.port is None or parts.port > 0)
        except ValueError:
            fine = False
        if not fine:
            raise InputError(
                "ONWARD_CHROMA_URL must be the address of a Chroma server such as http://127.0.0.1:8000, without a path, a "
                "name or a password in it; a token goes into ONWARD_CHROMA_TOKEN."
            )

    @property
    def host(self) -> str:
        """Host and port, as shown to people."""
        return urlsplit(self.url).netloc

    def connect(self) -> Any:
        """A client; it asks the server at once whether it is there."""
        import chromadb
        from chromadb.config import Settings

        parts = urlsplit(self.url)
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        client = chromadb.HttpClient(
            host=str(parts.hostname),
            port=parts.port or (443 if parts.scheme == "https" else 80),
            ssl=parts.scheme == "https",
            headers=headers,
            settings=Settings(anonymized_telemetry=False),
        )
        for session in _sessions(client):
            session.timeout = _SECONDS  # chromadb itself would wait for ever
        return client


class Connection:
    """A client that is made when it is first needed and can be made anew.

    :param place: a folder, a server, or None for memory. :param renewable: whether the folder may be wiped; what is
        in it then lies one level deeper, so that an index made anew never meets what an open client remembers.
    """

    def __init__(self, place: Path | Server | None, *, renewable: bool = False) -> None:
        self.place, self._renewable = place, renewable
        self._client: Any = None

    @property
    def on_server(self) -> bool:
        """Whether others may keep collections in the same Chroma."""
        return isinstance(self.place, Server)

    @property
    def client(self) -> Any:
        """The chromadb client."""
        if self._client is None:
            self._client = self._connect()
        return self._client

    def reopen(self) -> None:
        """Lets go of the client: an embedded Chroma sees what another process wrote only when it is opened anew."""
        client, self._client = self._client, None
        if client is not None:
            sessions = _sessions(client) if self.on_server else []
            client.close()
            for session in sessions:
                session.close()

    def wipe(self) -> None:
        """Deletes an embedded Chroma from the disk; a server or memory keeps what others have there."""
        self.reopen()
        if isinstance(self.place, Path) and self._renewable:
            shutil.rmtree(self.place, ignore_errors=True)

    def _folder(self, place: Path) -> Path:
        if not self._renewable:
            return place
        place.mkdir(parents=True, exist_ok=True)
        return max(place.iterdir(), default=place / f"{time.time_ns():020d}")

    def _connect(self) -> Any:
        if isinstance(self.place, Server):
            return self.place.connect()
        import chromadb
        from chromadb.config import Settings

        quiet = Settings(anonymized_telemetry=False)
        if self.place is None:
            return chromadb.EphemeralClient(settings=quiet)
        folder = self._folder(self.place)
        folder.mkdir(parents=True, exist_ok=True)
        return chromadb.PersistentClient(str(folder), settings=quiet)

    @contextmanager
    def explained(self, done: str) -> Iterator[None]:
        """Turns whatever chromadb, sqlite, the network or the disk raise into one error for the user.

        :param done: what was tried, as in "searched".
        """
        try:
            yield
        except OnwardError:
            raise
        except Exception as error:
            if isinstance(self.place, Server):
                raise StoreError(
                    f"The Chroma server at {self.place.host} did not answer as it should ({type(error).__name__}). Check that "
                    "it runs ('chroma run' starts one) and that ONWARD_CHROMA_URL is its address; without that setting "
                    "the index lies in your profile.",
                    code="index",
                ) from error
            raise StoreError(
                f"The search index in {self.place} could not be {done} ({error}). Check that the folder can be written "
                "to; if that does not help, delete it: it is built anew at the next search.",
                code="index",
            ) from error


def _sessions(client: Any) -> list[Any]:
    """The HTTP sessions that chromadb keeps to itself and never closes, if they still are where they were."""
    servers = [getattr(one, "_server", None) for one in (client, getattr(client, "_admin_client", None))]
    return [session for server in servers if (session := getattr(server, "_session", None)) is not None]


def names(client: Any) -> set[str]:
    """The names of all collections."""
    return {collection.name for collection in client.list_collections(limit=10_000)}
