"""Brings files onto the shelf: reads what is new or changed, encodes it, and publishes all of it at once.

A file whose bytes are known is not read again; a text that is known is not encoded again. What an earlier import
had staged before it was interrupted counts as known.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import numpy as np

from assistant.documents.cutting import Cutting, cut
from assistant.documents.reader import Reader, reading
from assistant.domain import Document, Imported, Importing
from assistant.errors import InputError
from assistant.retrieval.finding import Candidate, candidates, content, digest, key_of, require_size, shown
from assistant.seams import Encoder, ImportProgress

if TYPE_CHECKING:
    from assistant.store.shelf import File, Shelf

_BATCH = 64
_STDIN, _UPLOADED = "(text)/", "(page)/"


class Import:
    """One import; made for it and then forgotten.

    :param told: hears how far it is.
    """

    def __init__(self, shelf: Shelf, encoder: Encoder, told: ImportProgress | None = None) -> None:
        self._shelf, self._encoder, self._told = shelf, encoder, told
        self._known: dict[str, File] = {}
        self._by_digest: dict[str, str] = {}
        self._kept: list[File] = []

    def files(self, paths: Sequence[Path]) -> list[Imported]:
        """Adds files and folders; of a folder that was added before, what is no longer there goes.

        :raises InputError: code ``not_found``: one of the paths does not exist; nothing is changed.
        """
        found = [one for path in paths for one in candidates(path)]
        folders = [key_of(Path(os.path.abspath(path))) + os.sep for path in paths if path.is_dir()]  # noqa: PTH100
        with self._shelf.importing():
            self._look()
            results = list(self._results(found))
            spared = tuple(one.key + os.sep for one in found if one.problem)
            met = {one.key for one in found}
            gone = [
                key
                for key in self._known
                if key.startswith(tuple(folders)) and key not in met and not key.startswith(spared)
            ]
            self._shelf.publish(self._kept, gone)
        return [*results, *(Imported(shown(PurePath(key).name), "removed") for key in gone)]

    def text(self, name: str, data: bytes, *, replaces: bool = False) -> list[Imported]:
        """Adds bytes that lie in no file.

        :param replaces: whether they take the place of what was added under this name in the same way.
        """
        label = shown(PurePath(name).name) or "text"
        try:
            require_size(len(data))
            key = f"{_UPLOADED}{label}" if replaces else f"{_STDIN}{digest(data)[:12]}/{label}"
        except InputError as error:
            return [_failed(label, error)]
        with self._shelf.importing(), reading() as reader:
            self._look()
            result = self._one(reader, Candidate(Path(name), key, label), data, 1, 1)
            self._shelf.publish(self._kept, [])
        return [result]

    def _look(self) -> None:
        self._known = self._shelf.files()
        self._by_digest = {file.digest: file.document for file in self._known.values()}

    def _results(self, found: Sequence[Candidate]) -> Iterator[Imported]:
        with reading() as reader:
            for number, candidate in enumerate(found, 1):
                try:
                    if candidate.problem:
                        raise candidate.problem
                    yield self._one(reader, candidate, content(candidate), number, len(found))
                except InputError as error:
                    yield self._left_as_it_was(candidate, error)

    def _left_as_it_was(self, candidate: Candidate, error: InputError) -> Imported:
        """A file that cannot be read now does not take the earlier version away."""
        result = _failed(candidate.name, error)
        if candidate.key in self._known:
            return replace(result, problem=f"{result.problem} The version added earlier stays.")
        return result

    def _one(self, reader: Reader, candidate: Candidate, data: bytes, number: int, count: int) -> Imported:
        from assistant.store.shelf import File

        step = Importing(candidate.name, number, count, 0, 0)
        self._tell(step)
        mark = digest(data)
        before = self._known.get(candidate.key)
        if before and before.digest == mark:
            return Imported(candidate.name, "unchanged", self._shelf.document(before.document))
        try:
            document, notes, fresh = self._document(reader, candidate, data, mark, step)
        except InputError as error:
            return self._left_as_it_was(candidate, error)
        self._kept.append(File(candidate.key, mark, document.id))
        self._by_digest[mark] = document.id
        state = "changed" if before else "added" if fresh else "duplicate"
        return Imported(candidate.name, state, document, notes)

    def _document(
        self, reader: Reader, candidate: Candidate, data: bytes, mark: str, step: Importing
    ) -> tuple[Document, tuple[str, ...], bool]:
        """The document that a file says, what there is to note, and whether it is new."""
        if (known := self._by_digest.get(mark)) and (document := self._shelf.document(known)):
            return document, (), False
        found = reader.read(candidate.path.name, data).cleaned()
        passages = cut(found)
        title = found.title or shown(candidate.path.stem) or candidate.name
        words = "\x1e".join([title, *(f"{one.place}\x1f{one.text}" for one in passages)])
        name = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:12]
        if document := self._shelf.document(name):
            return document, found.notes, document.id not in self._published()
        document = Document(name, title, len(passages), found.format, len(data))
        self._stage(document, passages, step)
        return document, found.notes, True

    def _published(self) -> set[str]:
        """Ids that a file already leads to; a document staged by an interrupted import is new all the same."""
        return {file.document for file in (*self._known.values(), *self._kept)}

    def _stage(self, document: Document, passages: Sequence[Cutting], step: Importing) -> None:
        texts = [one.indexed for one in passages]
        # Passages of like length are encoded together, so that little of a batch is padding.
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        parts = []
        for start in range(0, len(order), _BATCH):
            parts.append(self._encoder.encode([texts[n] for n in order[start : start + _BATCH]]))
            self._tell(replace(step, done=min(start + _BATCH, len(order)), total=len(order)))
        vectors = np.concatenate(parts)[np.argsort(order)]
        self._shelf.stage(document, self._encoder.id, [(one.place, one.text) for one in passages], vectors)

    def _tell(self, step: Importing) -> None:
        if self._told:
            self._told(step)


def adopt(shelf: Shelf, encoder: Encoder, folder: Path) -> None:
    """Takes over the documents that version 0.1 kept as one JSON file each, and clears them away."""
    for path in sorted(folder.glob("*.json")):
        try:
            old = json.loads(path.read_text(encoding="utf-8"))
            name, text = f"{old['title']}.md", str(old["text"])
        except (OSError, ValueError, KeyError, TypeError):
            continue  # not one of ours, or broken; it stays where it is
        if Import(shelf, encoder).text(name, text.encode())[0].state != "failed":
            path.unlink()
    with suppress(OSError):  # something else lies in it
        folder.rmdir()


def _failed(name: str, error: InputError) -> Imported:
    problem = str(error)
    return Imported(
        name, "failed", problem=f"{name} {problem}{'' if problem.endswith('.') else '.'}", code=error.code
    )
