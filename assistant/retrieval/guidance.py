"""The guidance in a Chroma collection: built at first use, rebuilt when the knowledge or the encoder changes.

A collection is filled under a working name and renamed when it is complete, so an interrupted build leaves what
was there; a file lock keeps two processes from building at once. Its final name carries a fingerprint of the
entries and the encoder. The index is derived from files: deleting it loses nothing.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from assistant.retrieval.connection import SPACE, Connection, names
from assistant.retrieval.entries import Entry, all_entries, fingerprint
from assistant.retrieval.lexical import Scores
from assistant.retrieval.ranking import Ranker, Ranking
from assistant.seams import Encoder, Progress, Vectors

VERSION = "1"
_BATCH = 128
_NEAREST = 400
_WAIT_SECONDS = 300


@dataclass(frozen=True)
class _Index:
    """The open collection, with the ranker that fits its entries."""

    collection: Any
    size: int
    ranker: Ranker


class GuidanceIndex:
    """Ranks the guidance for questions. Safe to share among threads.

    :param lock: the file that keeps two processes from building at once. :param prefix: goes before the names of
        the collections, where others may have theirs. :param progress: told about (done, total) entries.
    """

    def __init__(
        self, encoder: Encoder, connection: Connection, lock: Path, prefix: str, progress: Progress | None
    ) -> None:
        self._encoder, self._connection, self._lock = encoder, connection, lock
        self._prefix, self._progress = f"{prefix}guidance-", progress
        self._opening = Lock()
        self._opened: _Index | None = None

    @property
    def pieces(self) -> Sequence[str]:
        """The guidance ids that a ranking scores, in its order."""
        return self._index().ranker.pieces

    def prepare(self) -> None:
        """Opens the collection, building it if need be."""
        self._index()

    def close(self) -> None:
        """Releases the client."""
        self._opened = None
        self._connection.reopen()

    def rank(self, questions: Sequence[str], starts: Sequence[int], vectors: Vectors) -> list[Ranking]:
        """A ranking for each question.

        :param vectors: of each question and after it of its sentences. :param starts: at which row each question is.
        """
        index = self._index()
        try:
            with self._connection.explained("searched"):
                near = _similarities(index, vectors)
        except Exception:
            self._opened = None
            raise
        ends = [*starts[1:], len(vectors)]
        return [
            index.ranker.rank(question, near[start:end], vectors[start])
            for question, start, end in zip(questions, starts, ends, strict=True)
        ]

    def _index(self) -> _Index:
        with self._opening:
            if self._opened is None:
                self._opened = self._open()
            return self._opened

    def _open(self) -> _Index:
        from filelock import FileLock

        entries = all_entries()
        name = f"{self._prefix}{fingerprint(entries, self._encoder.id, VERSION)}"
        with self._connection.explained("opened"):
            self._lock.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(self._lock, timeout=_WAIT_SECONDS):
                client = self._connection.client
                if name not in names(client):
                    self._build(client, name, entries)
                collection = client.get_collection(name, embedding_function=None)
                return _Index(collection, len(entries), Ranker(entries, _stored_vectors(collection)))

    def _build(self, client: Any, name: str, entries: Sequence[Entry]) -> None:
        """Fills a collection under a working name, renames it, and only then drops the others."""
        working = f"building-{os.getpid()}-{name}"
        if working in names(client):
            client.delete_collection(working)
        space = {"space": SPACE, "ef_search": _NEAREST, "ef_construction": 200}
        collection = client.create_collection(working, embedding_function=None, configuration={"hnsw": space})
        if self._progress:
            self._progress(0, len(entries))
        for start in range(0, len(entries), _BATCH):
            batch = entries[start : start + _BATCH]
            collection.add(
                ids=[_entry_id(start + n) for n in range(len(batch))],
                embeddings=self._encoder.encode([entry.text for entry in batch]),
            )
            if self._progress:
                self._progress(min(start + _BATCH, len(entries)), len(entries))
        collection.modify(name=name)
        for other in names(client) - {name}:
            if self._prefix in other:
                client.delete_collection(other)


def _entry_id(number: int) -> str:
    return f"{number:06d}"


def _stored_vectors(collection: Any) -> Vectors:
    """The vectors of a collection in the order of its entries."""
    stored = collection.get(include=["embeddings"])
    order = np.argsort(np.array(stored["ids"]))
    vectors: Vectors = np.asarray(stored["embeddings"], dtype=np.float32)[order]
    return vectors


def _similarities(index: _Index, vectors: Vectors) -> Scores:
    """Cosine similarities of each vector to every entry; what is not among the nearest gets the last one's."""
    found = index.collection.query(
        query_embeddings=vectors, n_results=min(_NEAREST, index.size), include=["distances"]
    )
    near = np.empty((len(vectors), index.size))
    for row, ids, distances in zip(near, found["ids"], found["distances"], strict=True):
        row[:] = 1.0 - distances[-1]
        row[[int(number) for number in ids]] = 1.0 - np.asarray(distances)
    return near
