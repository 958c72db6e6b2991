"""The user's own documents: copies on disk, cut into passages for the index.

In: a Markdown or text file. Out: a :class:`Document`. The copies are the truth (one JSON file each in
``<profile>/documents``); the index only follows them. Nothing here knows chromadb.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.domain import Document
from assistant.errors import InputError, NotFound, StoreError
from assistant.text.clean import clean

MAX_BYTES = 1_000_000
_SUFFIXES = frozenset({".md", ".markdown", ".txt", ".text", ""})
_PASSAGE_WORDS = 90
_PARAGRAPH = re.compile(r"\n\s*\n")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_HEADING = re.compile(r"^#+\s+(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Excerpt:
    """One passage of a document. ``id`` is unique among all documents."""

    id: str
    title: str
    text: str


class Shelf:
    """The documents in one folder; the folder is made when the first one comes.

    :param folder: where the copies live.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def ids(self) -> frozenset[str]:
        """The ids of all documents; cheap enough to ask at every search."""
        return frozenset(path.stem for path in self._folder.glob("*.json"))

    def all(self) -> list[Document]:
        """The documents, by title."""
        found = [self._document(document) for document in self.ids()]
        return sorted(found, key=lambda document: (document.title.lower(), document.id))

    def add(self, path: Path) -> Document:
        """Keeps a copy of a file; the same content again changes nothing."""
        text = _read(path)
        document = hashlib.sha256(text.encode()).hexdigest()[:12]
        heading = _HEADING.search(text)
        content = {"title": (heading[1] if heading else path.stem).strip(), "text": text}
        target = self._path(document)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if not target.exists():
                draft = target.with_suffix(".part")
                draft.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
                draft.replace(target)  # at once: nobody ever reads half a document
        except OSError as error:
            raise StoreError(
                f"The document cannot be kept in {self._folder} ({error.strerror}). Check that it can be written to."
            ) from error
        return self._document(document)

    def remove(self, document: str) -> None:
        """Deletes the copy; ``NotFound`` if there is none of that id."""
        if document not in self.ids():
            raise NotFound(f"There is no document {document!r}. 'onward knowledge list' shows the ids.")
        self._path(document).unlink(missing_ok=True)

    def excerpts(self, document: str) -> list[Excerpt]:
        """The passages of one document, in order."""
        try:
            content = json.loads(self._path(document).read_text(encoding="utf-8"))
            title, text = str(content["title"]), str(content["text"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError(
                f"The document {document} cannot be read ({error}). Remove it and add it again."
            ) from error
        return [Excerpt(f"{document}#{n}", title, part) for n, part in enumerate(_passages(text))]

    def excerpt(self, key: str) -> Excerpt:
        """The passage with that id."""
        return next(excerpt for excerpt in self.excerpts(document_of(key)) if excerpt.id == key)

    def _document(self, document: str) -> Document:
        parts = self.excerpts(document)
        return Document(document, parts[0].title, len(parts))

    def _path(self, document: str) -> Path:
        return self._folder / f"{document}.json"


def document_of(key: str) -> str:
    """The document that the passage with this id belongs to."""
    return key.split("#")[0]


def _read(path: Path) -> str:
    if path.suffix.lower() not in _SUFFIXES:
        raise InputError(
            f"{path.name} is not Markdown or plain text. Save its text as .md or .txt and add that."
        )
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(
                f"{path.name} is larger than {MAX_BYTES // 1000} kB. Add the part that matters as a file of its own."
            )
        return clean(path.read_text(encoding="utf-8-sig"), what=path.name, limit=MAX_BYTES)
    except OSError as error:
        raise NotFound(
            f"{path} cannot be read ({error.strerror}). Give the path of a Markdown or text file."
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name} is not UTF-8 text. Save it as UTF-8 and try again.") from error


def _passages(text: str) -> Iterator[str]:
    """Whole paragraphs together up to some ninety words; a longer one is cut between sentences."""
    gathered: list[str] = []
    length = 0
    for paragraph in _PARAGRAPH.split(text):
        fits = len(paragraph.split()) <= _PASSAGE_WORDS
        for piece in [paragraph] if fits else _SENTENCE.split(paragraph):
            words = len(piece.split())
            if gathered and length + words > _PASSAGE_WORDS:
                yield "\n".join(gathered)
                gathered, length = [], 0
            gathered.append(piece.strip())
            length += words
    if gathered:
        yield "\n".join(gathered)
