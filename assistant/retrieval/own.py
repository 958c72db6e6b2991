"""The user's own documents in a Chroma collection that follows the shelf.

The shelf (:class:`assistant.store.shelf.Shelf`) is the truth: words, citations, vectors, and a revision that grows with
each change. The collection holds vectors under passage ids, and knows up to which revision it has followed; what
it finds is looked up on the shelf, so a removed passage is never shown, whatever the collection still holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from assistant.domain import Passage
from assistant.retrieval.connection import SPACE, Connection, names
from assistant.seams import Encoder, Progress, Vectors

if TYPE_CHECKING:
    from assistant.store.shelf import Changes, Shelf

SOURCE = "your own document"
HNSW = {"space": SPACE, "ef_construction": 100, "ef_search": 2_000, "max_neighbors": 32}
"""Chosen so that even random vectors, the hardest case, are found among 100,000 (``python -m evals.bench index``)."""
_WAIT_SECONDS = 600
_BATCH = 1_000
_SPARE = 5
"""How many more are asked for than wanted, since some may have been removed a moment ago."""


class OwnDocuments:
    """Finds passages of the user's documents. Safe to share among threads.

    :param lock: the file that keeps two processes from following at once. :param prefix: goes before the names of
        the collections. :param progress: told about (done, total) passages when the index is brought up to date.
    """

    def __init__(
        self,
        encoder: Encoder,
        shelf: Shelf,
        connection: Connection,
        lock: Path,
        prefix: str,
        progress: Progress | None,
    ) -> None:
        self._encoder, self._shelf, self._connection = encoder, shelf, connection
        self._lock, self._progress = lock, progress
        self._prefix = f"{prefix}documents-"
        self._using = RLock()
        self._collection: Any = None
        self._followed: int | None = None
        self._counted = (-1, 0)  # a revision of the shelf, and how many passages it has

    def near(self, vectors: Vectors, k: int) -> list[list[Passage]]:
        """For each vector the ``k`` nearest passages, best first; scores are cosine similarities."""
        if k < 1 or self.empty:
            return [[] for _ in vectors]
        with self._using, self._connection.explained("searched"):
            try:
                self._follow()
                found = self._collection.query(
                    query_embeddings=vectors, n_results=k + _SPARE, include=["distances"]
                )
            except Exception:
                self._forget()
                raise
        wanted = {int(key) for row in found["ids"] for key in row}
        words = self._shelf.found(sorted(wanted))
        rows = zip(found["ids"], found["distances"], strict=True)
        return [
            [
                Passage((), SOURCE, one.title, one.text, round(1.0 - distance, 4), one.place, one.document)
                for key, distance in zip(*row, strict=True)
                if (one := words.get(int(key)))
            ][:k]
            for row in rows
        ]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to find; quick, and without opening the index."""
        if not self._shelf.exists:
            return True
        revision = self._shelf.revision
        if self._counted[0] != revision:
            self._counted = revision, self._shelf.count()
        return self._counted[1] == 0

    def follow(self, progress: Progress | None = None) -> None:
        """Brings the index in line with the shelf now, so that the next search need not.

        :param progress: told about (done, total) passages instead of the one that was given at the beginning.
        """
        if not self._shelf.exists:
            return
        with self._using, self._connection.explained("brought up to date"):
            usual, self._progress = self._progress, progress or self._progress
            try:
                self._follow()
            except Exception:
                self._forget()
                raise
            finally:
                self._progress = usual

    def close(self) -> None:
        """Releases the client."""
        with self._using:
            self._forget()
            self._connection.reopen()

    def clear(self) -> None:
        """Deletes the index of the documents."""
        with self._using, self._connection.explained("deleted"):
            if self._connection.on_server:
                for name in names(self._connection.client):
                    if name.startswith(self._prefix):
                        self._connection.client.delete_collection(name)
            self._forget()
            self._connection.wipe()

    def _forget(self) -> None:
        self._collection = self._followed = None

    def _follow(self) -> None:
        from filelock import FileLock

        if self._collection is not None and self._followed == self._shelf.revision:
            return
        self._lock.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self._lock, timeout=_WAIT_SECONDS):
            self._reencode()
            self._connection.reopen()
            client = self._connection.client
            name = f"{self._prefix}{hashlib.sha256(self._encoder.id.encode()).hexdigest()[:12]}"
            collection = client.get_or_create_collection(
                name, embedding_function=None, configuration={"hnsw": HNSW}
            )
            known: Mapping[str, Any] = collection.metadata or {}
            since = int(known["revision"]) if known.get("shelf") == self._shelf.id else 0
            changes = self._shelf.changes(since, self._encoder.id)
            if since > changes.revision or self._mostly_gone(collection, changes) or (known and not since):
                collection, changes = self._anew(name)
            if since != changes.revision or not known:
                self._apply(collection, changes)
            self._drop_others(name)
        self._collection, self._followed = collection, changes.revision

    def _drop_others(self, name: str) -> None:
        """Indexes of other encoders' vectors, which are on the shelf no more."""
        for other in names(self._connection.client) - {name}:
            if other.startswith(self._prefix):
                self._connection.client.delete_collection(other)

    def _anew(self, name: str) -> tuple[Any, Changes]:
        """An empty collection in place of the old one, whose vectors are then gone from the disk as well."""
        self._connection.client.delete_collection(name)
        self._connection.wipe()
        collection = self._connection.client.create_collection(
            name, embedding_function=None, configuration={"hnsw": HNSW}
        )
        return collection, self._shelf.changes(0, self._encoder.id)

    @staticmethod
    def _mostly_gone(collection: Any, changes: Changes) -> bool:
        """Whether so much goes that building anew is better: Chroma only marks vectors as deleted."""
        dropped = sum(last - first + 1 for first, last in changes.dropped)
        return bool(dropped) and 2 * dropped >= collection.count()

    def _apply(self, collection: Any, changes: Changes) -> None:
        for first, last in changes.dropped:
            for start in range(first, last + 1, _BATCH):
                collection.delete(ids=[str(n) for n in range(start, min(start + _BATCH, last + 1))])
        total, done = self._shelf.count(), 0
        for document in changes.added:
            for ids, vectors in self._shelf.vectors(document):
                collection.upsert(ids=[str(n) for n in ids], embeddings=vectors)
                done += len(ids)
                if self._progress and done > _BATCH:
                    self._progress(done, max(total, done))
        collection.modify(metadata={"shelf": self._shelf.id, "revision": changes.revision})

    def _reencode(self) -> None:
        """Vectors of another encoder are replaced, document by document, before anything is compared with them."""
        outdated = self._shelf.outdated(self._encoder.id)
        total, done = sum(document.passages for document in outdated), 0
        if total and self._progress:
            self._progress(0, total)
        for document in outdated:
            words = self._shelf.words(document.id)
            self._shelf.revector(document.id, self._encoder.id, self._encoder.encode(indexed(words)))
            done += document.passages
            if self._progress:
                self._progress(done, total)


def indexed(passages: Sequence[tuple[str, str]]) -> list[str]:
    """The texts to encode of passages given as place and text."""
    from assistant.documents.cutting import Cutting

    return [Cutting(place, words).indexed for place, words in passages]
