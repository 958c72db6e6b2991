"""The guidance in an embedded Chroma collection: built at first use, rebuilt when the knowledge changes.

In: questions. Out: passages, best first, and whether the knowledge covers the question at all. The user's own
documents stand in a second collection, which follows the copies on disk.

A collection is filled under a working name and renamed when it is complete, so an interrupted build leaves what
was there; a file lock keeps two processes from building at once. Its final name carries a fingerprint of the
entries and the encoder. The index is derived from files: deleting its folder loses nothing.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from assistant import catalog
from assistant.domain import Document, Guidance, Passage, SearchResult
from assistant.errors import OnwardError, StoreError
from assistant.retrieval.documents import Shelf, document_of
from assistant.retrieval.entries import Entry, all_entries, fingerprint
from assistant.retrieval.lexical import Scores
from assistant.retrieval.ranking import Ranker, Ranking
from assistant.seams import Encoder, Progress, Vectors

_VERSION = "1"
_BATCH = 128
_NEAREST = 400
_WAIT_SECONDS = 300
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_SHORTEST_SENTENCE = 3
_MOST_SENTENCES = 6
_DOCUMENT_NEAR, _DOCUMENT_ANSWERS = 0.35, 0.5
"""From which similarity on a passage of a document is shown, and counts as an answer."""


@dataclass(frozen=True)
class _Index:
    """The open collections, with the ranker that fits the guidance's entries."""

    guidance: Any
    size: int
    ranker: Ranker
    documents: Any


class ChromaRetriever:
    """Searches the guidance. Safe to share among threads.

    :param encoder: makes the vectors. :param folder: where the index lives (``<profile>/index``); the user's
        documents are kept beside it, in ``<profile>/documents``.
    :param progress: told about (done, total) entries while the index is built.
    """

    def __init__(self, encoder: Encoder, folder: Path, progress: Progress | None = None) -> None:
        self._encoder = encoder
        self._folder = folder
        self._progress = progress
        self._opening = Lock()
        self._opened: _Index | None = None
        self._shelf = Shelf(folder.parent / "documents")
        self._followed: frozenset[str] | None = None

    def prepare(self) -> None:
        """Opens the index, building it if need be, so that the first search does not wait."""
        self._index()

    def search(self, questions: Sequence[str], k: int) -> list[SearchResult]:
        """At most ``k`` passages for each question, best first."""
        if not questions:
            return []
        index = self._index()
        wordings = [_wordings(question) for question in questions]
        vectors = self._encoder.encode([text for texts in wordings for text in texts])
        with self._explained("searched"):
            near = _similarities(index, vectors)
            own = self._own_passages(index, [vectors[n] for n in _starts(wordings)], k)
        results = []
        for question, start, texts, passages in zip(questions, _starts(wordings), wordings, own, strict=True):
            ranking = index.ranker.rank(question, near[start : start + len(texts)], vectors[start])
            results.append(_result(question, ranking, index.ranker.pieces, passages, k))
        return results

    def add(self, path: Path) -> Document:
        """Adds a document of the user's; adding the same content again changes nothing."""
        return self._shelf.add(path)

    def documents(self) -> list[Document]:
        """The documents that were added, by title."""
        return self._shelf.all()

    def remove(self, document: str) -> None:
        """Removes a document by its id; ``NotFound`` if there is none."""
        self._shelf.remove(document)
        if (self._folder / "chroma.sqlite3").is_file():
            self._follow(self._index())  # its vectors go at once, not at the next search

    def _own_passages(self, index: _Index, vectors: Sequence[Vectors], k: int) -> list[list[Passage]]:
        """For each question the passages of the user's documents that are near enough, best first."""
        if self._shelf.ids() != self._followed:
            self._follow(index)
        if not self._followed or k < 1:
            return [[] for _ in vectors]
        found = index.documents.query(query_embeddings=np.stack(vectors), n_results=k, include=["distances"])
        return [self._own(*row) for row in zip(found["ids"], found["distances"], strict=True)]

    def _own(self, keys: Sequence[str], distances: Sequence[float]) -> list[Passage]:
        near = {key: 1.0 - distance for key, distance in zip(keys, distances, strict=True)}
        excerpts = {key: self._shelf.excerpt(key) for key, score in near.items() if score >= _DOCUMENT_NEAR}
        return [
            Passage((), "your own document", excerpt.title, excerpt.text, round(near[key], 4))
            for key, excerpt in excerpts.items()
        ]

    def _follow(self, index: _Index) -> None:
        """Brings the documents' collection in line with the copies on disk."""
        from filelock import FileLock

        with FileLock(self._folder.with_suffix(".lock"), timeout=_WAIT_SECONDS):
            wanted = self._shelf.ids()
            held = set(index.documents.get(include=[])["ids"])
            if stale := [key for key in held if document_of(key) not in wanted]:
                index.documents.delete(ids=stale)
            for document in wanted - {document_of(key) for key in held}:
                self._index_document(index.documents, document)
            self._followed = wanted

    def _index_document(self, collection: Any, document: str) -> None:
        """Indexes vectors only: the words stay in the copy, and go with it when it is removed."""
        excerpts = self._shelf.excerpts(document)
        collection.add(
            ids=[excerpt.id for excerpt in excerpts],
            embeddings=self._encoder.encode([excerpt.text for excerpt in excerpts]),
        )

    def _index(self) -> _Index:
        with self._opening:
            if self._opened is None:
                self._opened = self._open()
            return self._opened

    def _open(self) -> _Index:
        from filelock import FileLock

        entries = all_entries()
        name = f"guidance-{fingerprint(entries, self._encoder.id, _VERSION)}"
        with self._explained("opened"):
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._folder.with_suffix(".lock"), timeout=_WAIT_SECONDS):
                client = _client(self._folder)
                if name not in {collection.name for collection in client.list_collections()}:
                    self._build(client, name, entries)
                collection = client.get_collection(name, embedding_function=None)
                vectors = _stored_vectors(collection)
                documents = client.get_or_create_collection(
                    self._documents_name(),
                    embedding_function=None,
                    configuration={"hnsw": {"space": "cosine"}},
                )
        return _Index(collection, len(entries), Ranker(entries, vectors), documents)

    def _documents_name(self) -> str:
        return f"documents-{hashlib.sha256(self._encoder.id.encode()).hexdigest()[:12]}"

    def _build(self, client: Any, name: str, entries: Sequence[Entry]) -> None:
        """Fills a collection under a working name, renames it, and only then drops the others."""
        working = f"building-{os.getpid()}-{name}"
        if working in {collection.name for collection in client.list_collections()}:
            client.delete_collection(working)
        space = {"space": "cosine", "ef_search": _NEAREST, "ef_construction": 200}
        collection = client.create_collection(working, embedding_function=None, configuration={"hnsw": space})
        if self._progress:
            self._progress(0, len(entries))
        for start in range(0, len(entries), _BATCH):
            batch = entries[start : start + _BATCH]
            collection.add(
                ids=[_entry_id(start + n) for n in range(len(batch))],
                embeddings=self._encoder.encode([entry.text for entry in batch]),
                metadatas=[{"piece": entry.piece, "kind": entry.kind} for entry in batch],
                documents=[entry.text for entry in batch],
            )
            if self._progress:
                self._progress(min(start + _BATCH, len(entries)), len(entries))
        collection.modify(name=name)
        for other in client.list_collections():
            if other.name not in (name, self._documents_name()):
                client.delete_collection(other.name)

    @contextmanager
    def _explained(self, done: str) -> Iterator[None]:
        """Turns whatever chromadb, sqlite or the disk raise into one error for the user."""
        try:
            yield
        except OnwardError:
            raise
        except Exception as error:
            self._opened = None
            raise StoreError(
                f"The search index in {self._folder} could not be {done} ({error}). Check that the folder can be written "
                "to; if that does not help, delete it: it is built anew at the next search.",
                code="index",
            ) from error


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))


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
    found = index.guidance.query(
        query_embeddings=vectors, n_results=min(_NEAREST, index.size), include=["distances"]
    )
    near = np.empty((len(vectors), index.size))
    for row, ids, distances in zip(near, found["ids"], found["distances"], strict=True):
        row[:] = 1.0 - distances[-1]
        row[[int(number) for number in ids]] = 1.0 - np.asarray(distances)
    return near


def _wordings(question: str) -> list[str]:
    """The question, and its sentences if it has several: rambling people hide the question in one of them."""
    parts = [part for part in _SENTENCE.split(question) if len(part.split()) >= _SHORTEST_SENTENCE]
    return [question, *(parts[:_MOST_SENTENCES] if len(parts) > 1 else [])]


def _starts(wordings: Sequence[Sequence[str]]) -> list[int]:
    """At which row the vectors of each question begin."""
    return [0, *np.cumsum([len(texts) for texts in wordings])[:-1].tolist()]


def _result(
    question: str, ranking: Ranking, pieces: Sequence[str], own: Sequence[Passage], k: int
) -> SearchResult:
    known = catalog.guidance()
    best = np.argsort(-ranking.scores, kind="stable")[: max(k, 0)]
    passages = [*own, *(_passage(known[pieces[n]], float(ranking.scores[n])) for n in best)]
    passages.sort(key=lambda passage: -passage.score)
    answerable = ranking.answerable or any(passage.score >= _DOCUMENT_ANSWERS for passage in own)
    return SearchResult(question, answerable, tuple(passages[: max(k, 0)]))


def _passage(piece: Guidance, score: float) -> Passage:
    source = catalog.sources()[piece.source]
    return Passage(
        guidance_ids=piece.ids,
        source=f"{source.title}, {source.publisher}",
        title=piece.title,
        text=f"{piece.short}\n\n{piece.body}",
        score=round(score, 4),
    )
