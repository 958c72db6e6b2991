"""The user's documents in a file of their own: words, citations and vectors; the search index only follows them.

An import stages its documents one by one, unseen, and publishes them all in one transaction; whatever interrupts it
leaves what was there, and the next import takes up what was staged. Deleted words are overwritten (``secure_delete``)
and the write-ahead log is emptied. One writer at a time: importers hold :meth:`Shelf.importing`.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path, PurePath
from typing import Any

import numpy as np
from filelock import FileLock, Timeout
from sqlalchemy import create_engine, delete, event, func, insert, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from assistant.domain import Document
from assistant.errors import NotFound, StoreError
from assistant.seams import Vectors
from assistant.store.shelf_schema import (
    VERSION,
    Base,
    DocumentRow,
    FileRow,
    PassageRow,
    RemovedRow,
    ShelfRow,
    VectorRow,
)

FILE = "documents.sqlite3"
_MANY = 500


@dataclass(frozen=True)
class File:
    """A file that is on the shelf, or about to be: where it lies, a hash of its bytes, the id of its document."""

    path: str
    digest: str
    document: str


@dataclass(frozen=True)
class Found:
    """A passage as it is quoted."""

    document: str
    title: str
    place: str
    text: str


@dataclass(frozen=True)
class Changes:
    """What an index must do to follow from one revision to ``revision``: passage ids to drop, documents to add."""

    revision: int
    dropped: tuple[tuple[int, int], ...]
    added: tuple[str, ...]


class Shelf:
    """The documents of one profile. Safe to share among threads.

    :param path: the database file, made at the first use; None keeps everything in memory.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path

    # --- importing -----------------------------------------------------------------------------------------------

    @contextmanager
    def importing(self) -> Iterator[None]:
        """Held by whoever imports or removes.

        :raises StoreError: code ``busy``: another process has been importing for longer than a minute.
        """
        if self._path is None:
            yield
            return
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = FileLock(self._path.with_suffix(".lock"), timeout=60)
        try:
            lock.acquire()
        except Timeout as error:
            raise StoreError(
                "Another import into this profile is under way. Wait until it is done, and try again.",
                code="busy",
            ) from error
        try:
            yield
        finally:
            lock.release()

    def stage(
        self, document: Document, encoder: str, passages: Sequence[tuple[str, str]], vectors: Vectors
    ) -> None:
        """Keeps a document unseen; of each passage its place and text."""
        with self._errors(), Session(self._engine) as db, db.begin():
            row = DocumentRow(
                id=document.id, title=document.title, format=document.format, size=document.size,
                added=datetime.now(UTC), encoder=encoder, first=0, last=-1, revision=None,
            )  # fmt: skip
            db.add(row)
            db.flush()
            first = 1 + (db.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = 'passage'")) or 0)
            rows = [
                {"id": first + n, "document_id": document.id, "place": place, "text": words}
                for n, (place, words) in enumerate(passages)
            ]
            db.execute(insert(PassageRow), rows)
            row.first, row.last = first, first + len(rows) - 1
            db.execute(insert(VectorRow), _vector_rows(first, vectors))

    def publish(self, files: Sequence[File], gone: Sequence[str]) -> None:
        """Makes an import visible, all at once: these files lead to their documents, the ``gone`` paths to none.

        Documents that no file leads to any more are deleted, and so is what interrupted imports left behind.
        """
        with self._errors(), Session(self._engine) as db, db.begin():
            db.execute(text("BEGIN IMMEDIATE"))
            shelf = db.scalars(select(ShelfRow)).one()
            for path in [*gone, *(file.path for file in files)]:
                db.execute(delete(FileRow).where(FileRow.path == path))
            wanted = {file.document for file in files}
            staged = db.scalars(select(DocumentRow).where(DocumentRow.revision.is_(None))).all()
            new = [row for row in staged if row.id in wanted]
            for row in new:
                row.revision = shelf.revision + 1
            if files:
                db.execute(insert(FileRow), [_file_row(file) for file in files])
            orphans = db.scalars(
                select(DocumentRow).where(DocumentRow.id.not_in(select(FileRow.document_id)))
            ).all()
            old = [row for row in orphans if row.revision is not None]
            self._delete(db, orphans, shelf.revision + 1)
            shelf.revision += bool(new or old)
        if orphans:
            self._overwrite()

    def remove(self, documents: Sequence[str]) -> None:
        """Deletes documents by their ids; overwritten on disk when this returns. ``NotFound`` if one is missing."""
        with self._errors(), Session(self._engine) as db, db.begin():
            db.execute(text("BEGIN IMMEDIATE"))
            shelf = db.scalars(select(ShelfRow)).one()
            rows = [db.get(DocumentRow, document) for document in documents]
            for document, row in zip(documents, rows, strict=True):
                if row is None or row.revision is None:
                    raise NotFound(
                        f"There is no document {document!r}. 'onward knowledge list' shows the ids."
                    )
            shelf.revision += 1
            self._delete(db, [row for row in rows if row is not None], shelf.revision)
        self._overwrite()

    def clear(self) -> int:
        """Deletes everything, half-done imports too; how many documents went."""
        if not self.exists:
            return 0
        with self._errors(), Session(self._engine) as db, db.begin():
            db.execute(text("BEGIN IMMEDIATE"))
            shelf = db.scalars(select(ShelfRow)).one()
            rows = db.scalars(select(DocumentRow)).all()
            count = sum(row.revision is not None for row in rows)
            shelf.revision += 1
            self._delete(db, rows, shelf.revision)
        self._overwrite()
        return count

    # --- looking up ----------------------------------------------------------------------------------------------

    @property
    def exists(self) -> bool:
        """Whether anything was ever added here; costs nothing."""
        return self._path is None or self._path.is_file()

    @cached_property
    def id(self) -> str:
        """Tells this shelf from any other."""
        with self._errors(), Session(self._engine) as db:
            return db.scalars(select(ShelfRow.id)).one()

    @property
    def revision(self) -> int:
        """Grows with each change; cheap enough to ask at every search."""
        with self._errors(), Session(self._engine) as db:
            return db.scalars(select(ShelfRow.revision)).one()

    def count(self) -> int:
        """How many passages can be found."""
        with self._errors(), Session(self._engine) as db:
            length = DocumentRow.last - DocumentRow.first + 1
            return db.scalar(select(func.sum(length)).where(DocumentRow.revision.is_not(None))) or 0

    def documents(self) -> list[Document]:
        """The documents, by title."""
        if not self.exists:
            return []
        with self._errors(), Session(self._engine) as db:
            names: dict[str, list[str]] = {}
            for document, path in db.execute(
                select(FileRow.document_id, FileRow.path).order_by(FileRow.path)
            ):
                names.setdefault(document, []).append(PurePath(path).name)
            rows = db.scalars(select(DocumentRow).where(DocumentRow.revision.is_not(None)))
            found = [_document(row, names.get(row.id, [])) for row in rows]
        return sorted(found, key=lambda document: (document.title.lower(), document.id))

    def document(self, document: str) -> Document | None:
        """A document by its id, staged ones too."""
        with self._errors(), Session(self._engine) as db:
            row = db.get(DocumentRow, document)
            return _document(row, []) if row else None

    def files(self) -> dict[str, File]:
        """Every file by its path."""
        if not self.exists:
            return {}
        with self._errors(), Session(self._engine) as db:
            return {
                row.path: File(row.path, row.digest, row.document_id) for row in db.scalars(select(FileRow))
            }

    def found(self, passages: Sequence[int]) -> Mapping[int, Found]:
        """The words of these passages; those that were removed are missing."""
        with self._errors(), Session(self._engine) as db:
            rows = db.execute(
                select(PassageRow, DocumentRow.title)
                .join(DocumentRow, PassageRow.document_id == DocumentRow.id)
                .where(PassageRow.id.in_(passages), DocumentRow.revision.is_not(None))
            )
            return {row.id: Found(row.document_id, title, row.place, row.text) for row, title in rows}

    # --- following -----------------------------------------------------------------------------------------------

    def changes(self, since: int, encoder: str) -> Changes:
        """What happened after revision ``since`` that concerns an index of this encoder's vectors."""
        with self._errors(), Session(self._engine) as db:
            revision = db.scalars(select(ShelfRow.revision)).one()
            dropped = db.execute(select(RemovedRow.first, RemovedRow.last).where(RemovedRow.revision > since))
            added = db.scalars(
                select(DocumentRow.id)
                .where(DocumentRow.revision > since, DocumentRow.encoder == encoder)
                .order_by(DocumentRow.first)
            )
            return Changes(revision, tuple((first, last) for first, last in dropped), tuple(added))

    def vectors(self, document: str) -> Iterator[tuple[list[int], Vectors]]:
        """The passage ids of a document with their vectors, some hundred at a time."""
        with self._errors(), Session(self._engine) as db:
            rows = db.execute(
                select(VectorRow.passage_id, VectorRow.data)
                .join(PassageRow, PassageRow.id == VectorRow.passage_id)
                .where(PassageRow.document_id == document)
                .order_by(VectorRow.passage_id)
            )
            for batch in rows.partitions(_MANY):
                data = [np.frombuffer(row.data, dtype=np.float32) for row in batch]
                yield [row.passage_id for row in batch], np.stack(data)

    def outdated(self, encoder: str) -> list[Document]:
        """The documents whose vectors another encoder made."""
        with self._errors(), Session(self._engine) as db:
            rows = db.scalars(
                select(DocumentRow).where(DocumentRow.revision.is_not(None), DocumentRow.encoder != encoder)
            )
            return [_document(row, []) for row in rows]

    def words(self, document: str) -> list[tuple[str, str]]:
        """Place and text of each passage of a document, in order."""
        with self._errors(), Session(self._engine) as db:
            rows = select(PassageRow.place, PassageRow.text).where(PassageRow.document_id == document)
            return [(place, words) for place, words in db.execute(rows.order_by(PassageRow.id))]

    def revector(self, document: str, encoder: str, vectors: Vectors) -> None:
        """Replaces the vectors of a document by those of another encoder."""
        with self._errors(), Session(self._engine) as db, db.begin():
            db.execute(text("BEGIN IMMEDIATE"))
            row = db.get(DocumentRow, document)
            if row is None or row.last - row.first + 1 != len(vectors):
                return  # it was removed meanwhile
            db.execute(delete(VectorRow).where(VectorRow.passage_id.between(row.first, row.last)))
            db.execute(insert(VectorRow), _vector_rows(row.first, vectors))
            row.encoder = encoder

    # --- the file ------------------------------------------------------------------------------------------------

    def close(self) -> None:
        """Releases the file."""
        if "_engine" in self.__dict__:
            self._engine.dispose()
            del self.__dict__["_engine"]

    def _delete(self, db: Session, rows: Sequence[DocumentRow], revision: int) -> None:
        for row in rows:
            if row.revision is not None:
                db.add(RemovedRow(first=row.first, last=row.last, revision=revision))
            db.execute(delete(VectorRow).where(VectorRow.passage_id.between(row.first, row.last)))
            db.execute(delete(PassageRow).where(PassageRow.document_id == row.id))
            db.execute(delete(DocumentRow).where(DocumentRow.id == row.id))

    def _overwrite(self) -> None:
        """What was deleted must not linger in the write-ahead log."""
        with self._errors(), self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    @cached_property
    def _engine(self) -> Any:
        with self._errors():
            if self._path is None:
                engine = create_engine(
                    "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
                )
            else:
                self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._path.touch(mode=0o600)
                engine = create_engine(f"sqlite:///{self._path}", connect_args={"timeout": 60})
            event.listen(engine, "connect", _prepare)
            with engine.begin() as connection:
                version = connection.exec_driver_sql("PRAGMA user_version").scalar() or 0
                if version > VERSION:
                    raise StoreError(
                        f"{self._path} was written by a newer Onward (its version is {version}). Update Onward to read it."
                    )
                if version < VERSION:
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                    Base.metadata.create_all(connection)
                    if connection.scalar(select(func.count()).select_from(ShelfRow)) == 0:
                        connection.execute(insert(ShelfRow).values(id=secrets.token_hex(6), revision=0))
                    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
            return engine

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, OSError) as error:
            cause = getattr(error, "orig", None) or error
            raise StoreError(
                f"Your documents in {self._path or 'memory'} cannot be read or written ({cause}). Check that the folder is "
                "yours and has room, or choose another with --profile."
            ) from error


def _prepare(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _vector_rows(first: int, vectors: Vectors) -> list[dict[str, Any]]:
    return [
        {"passage_id": first + n, "data": np.ascontiguousarray(row, dtype=np.float32).tobytes()}
        for n, row in enumerate(vectors)
    ]


def _file_row(file: File) -> dict[str, str]:
    return {"path": file.path, "digest": file.digest, "document_id": file.document}


def _document(row: DocumentRow, names: list[str]) -> Document:
    added = row.added if row.added.tzinfo else row.added.replace(tzinfo=UTC)
    return Document(row.id, row.title, row.last - row.first + 1, row.format, row.size, tuple(names), added)
