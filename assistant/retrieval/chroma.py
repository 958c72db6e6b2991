"""Search in the guidance and in the user's own documents, by vectors in Chroma.

In: questions. Out: passages, best first, and whether the knowledge covers the question at all. Everything lies in the
profile: ``index/`` (derived, may be deleted at any time) and ``documents.sqlite3`` (what the user added).
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant import catalog
from assistant.domain import Document, Guidance, Imported, Importing, Passage, SearchResult
from assistant.errors import NotFound

if TYPE_CHECKING:
    from assistant.retrieval.connection import Server
    from assistant.retrieval.guidance import GuidanceIndex
    from assistant.retrieval.own import OwnDocuments
    from assistant.retrieval.ranking import Ranking
    from assistant.seams import Encoder, ImportProgress, Progress, Vectors
    from assistant.store.shelf import Shelf

_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_SHORTEST_SENTENCE = 3
_MOST_SENTENCES = 6
_DOCUMENT_NEAR, _DOCUMENT_ANSWERS = 0.35, 0.5
"""From which similarity on a passage of a document is shown, and counts as an answer."""
_REMEMBERED = 64
"""Texts whose vectors are kept: the asks of a session and the queries that are always the same."""
_SHELF, _OLD_SHELF = "documents.sqlite3", "documents"


class ChromaRetriever:
    """Searches. Safe to share among threads.

    :param encoder: makes the vectors. :param folder: where the index lives (``<profile>/index``); the user's
        documents are kept beside it.
    :param progress: told about (done, total) while an index is built.
    :param server: a Chroma server to use instead of the embedded one.
    :param keep: whether documents are kept on disk; else they are forgotten with this object.
    """

    def __init__(
        self,
        encoder: Encoder,
        folder: Path,
        progress: Progress | None = None,
        *,
        server: Server | None = None,
        keep: bool = True,
    ) -> None:
        self._encoder, self._folder, self._progress = encoder, folder, progress
        self._server, self._keep = server, keep
        self._lately: dict[tuple[str, ...], Vectors] = {}

    def prepare(self) -> None:
        """Opens the index of the guidance, building it if need be, so that the first search does not wait."""
        self._guidance.prepare()

    def search(self, questions: Sequence[str], k: int) -> list[SearchResult]:
        """At most ``k`` passages for each question, best first."""
        if not questions:
            return []
        self._guidance.prepare()
        asked = [wordings(question) for question in questions]
        starts = _starts(asked)
        vectors = self._encoder.encode([text for texts in asked for text in texts])
        rankings = self._guidance.rank(questions, starts, vectors)
        own = self._own.near(vectors[starts], k) if self._any_documents() else [[] for _ in questions]
        return [
            _result(question, ranking, self._guidance.pieces, _near_enough(passages), k)
            for question, ranking, passages in zip(questions, rankings, own, strict=True)
        ]

    def near(self, texts: Sequence[str], k: int) -> list[Passage]:
        """At most ``k`` passages of the user's documents that are near to any of the texts, best first."""
        if not texts or not self._any_documents():
            return []
        best: dict[str, Passage] = {}
        for row in self._own.near(self._encoded(tuple(texts)), k):
            for passage in row:
                if passage.text not in best or passage.score > best[passage.text].score:
                    best[passage.text] = passage
        return sorted(_near_enough(list(best.values())), key=lambda passage: -passage.score)[: max(k, 0)]

    @property
    def has_documents(self) -> bool:
        """Whether the user has any documents; cheap, and without opening an index."""
        return self._any_documents() and not self._own.empty

    def _encoded(self, texts: tuple[str, ...]) -> Vectors:
        """The vectors of texts; those asked for lately, as for the same ask at every turn, are remembered."""
        found = self._lately.get(texts)
        if found is None:
            found = self._encoder.encode(texts)
            self._lately = dict([*self._lately.items(), (texts, found)][-_REMEMBERED:])
        return found

    def add(self, paths: Sequence[Path], told: ImportProgress | None = None) -> list[Imported]:
        """Adds files and folders, all or none; added again, they are brought up to date."""
        from assistant.retrieval.importing import Import

        found = Import(self._shelf, self._encoder, told).files(paths)
        self._own.follow(_as_last_step(told, len(found)))
        return found

    def add_text(
        self, name: str, data: bytes, told: ImportProgress | None = None, *, replaces: bool = False
    ) -> list[Imported]:
        """Adds the content of a file that lies nowhere (standard input, an upload)."""
        from assistant.retrieval.importing import Import

        found = Import(self._shelf, self._encoder, told).text(name, data, replaces=replaces)
        self._own.follow(_as_last_step(told, len(found)))
        return found

    def documents(self) -> list[Document]:
        """The documents that were added, by title."""
        return self._shelf.documents() if self._any_documents() else []

    def remove(self, document: str) -> list[Document]:
        """Removes a document by its id, or those of a file or folder; ``NotFound`` if there is none."""
        doomed = self._meant(document)
        with self._shelf.importing():
            self._shelf.remove([one.id for one in doomed])
        self._own.clear() if self._own.empty else self._own.follow()  # its vectors go at once, not at the next search
        return doomed

    def clear(self) -> int:
        """Removes all documents and whatever was derived from them; how many went."""
        if not self._any_documents():
            return 0
        with self._shelf.importing():
            count = self._shelf.clear()
        self._own.clear()
        return count

    def close(self) -> None:
        """Releases files and connections."""
        for part in ("_guidance", "_own", "_shelf"):
            if part in self.__dict__:
                self.__dict__.pop(part).close()

    def _meant(self, document: str) -> list[Document]:
        """The documents that an id, a file or a folder stands for."""
        from assistant.retrieval.finding import key_of

        known = {one.id: one for one in self.documents()}
        if document in known:
            return [known[document]]
        place = key_of(Path(os.path.abspath(document)))  # noqa: PTH100 - the shelf knows links by their own names
        files = self._shelf.files().values() if known else ()
        ids = {file.document for file in files if file.path == place or file.path.startswith(place + os.sep)}
        if not ids:
            raise NotFound(f"There is no document {document!r}. 'onward knowledge list' shows the ids.")
        return [known[one] for one in sorted(ids)]

    def _any_documents(self) -> bool:
        """Whether it is worth opening the shelf; costs nothing where nothing was ever added."""
        if not self._keep:
            return "_shelf" in self.__dict__  # what is held in memory was added through this object
        profile = self._folder.parent
        return (profile / _SHELF).is_file() or (profile / _OLD_SHELF).is_dir()

    @cached_property
    def _shelf(self) -> Shelf:
        from assistant.store.shelf import Shelf

        profile = self._folder.parent
        shelf = Shelf(profile / _SHELF if self._keep else None)
        if self._keep and (profile / _OLD_SHELF).is_dir():
            from assistant.retrieval.importing import adopt

            adopt(shelf, self._encoder, profile / _OLD_SHELF)
        return shelf

    @cached_property
    def _guidance(self) -> GuidanceIndex:
        from assistant.retrieval.connection import Connection
        from assistant.retrieval.guidance import GuidanceIndex

        return GuidanceIndex(
            self._encoder,
            Connection(self._server or self._folder),
            self._folder.with_suffix(".lock"),
            self._prefix,
            self._progress,
        )

    @cached_property
    def _own(self) -> OwnDocuments:
        from assistant.retrieval.connection import Connection
        from assistant.retrieval.own import OwnDocuments

        place = self._server or (self._folder / "documents" if self._keep else None)
        lock = self._folder.with_suffix(".documents.lock")
        connection = Connection(place, renewable=True)
        return OwnDocuments(self._encoder, self._shelf, connection, lock, self._prefix, self._progress)

    @property
    def _prefix(self) -> str:
        """On a server, and in memory, which several profiles may share, each has collections of its own."""
        return f"onward-{self._shelf.id}-" if self._server or not self._keep else ""


def _as_last_step(told: ImportProgress | None, files: int) -> Progress | None:
    """Tells of the index as of the last thing that an import does."""
    if told is None:
        return None
    return lambda done, total: told(Importing("the search index", files, files, done, total))


def _near_enough(passages: Sequence[Passage]) -> list[Passage]:
    return [passage for passage in passages if passage.score >= _DOCUMENT_NEAR]


def wordings(question: str) -> list[str]:
    """The question, and its sentences if it has several: rambling people hide the question in one of them."""
    parts = [part for part in _SENTENCE.split(question) if len(part.split()) >= _SHORTEST_SENTENCE]
    return [question, *(parts[:_MOST_SENTENCES] if len(parts) > 1 else [])]


def _starts(asked: Sequence[Sequence[str]]) -> list[int]:
    """At which row the vectors of each question begin."""
    return [0, *np.cumsum([len(texts) for texts in asked])[:-1].tolist()]


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
