"""What the index holds: each piece of guidance as many short texts, and questions that it does not cover.

In: the catalogue. Out: entries. A question finds a piece when it is near to any of the piece's entries, so the
situations, questions and other words that people use count as much as the advice itself.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant import catalog
from assistant.domain import Guidance
from assistant.errors import CatalogError

OUTSIDE = "outside"
"""The kind of the entries that are examples of what the knowledge does not cover."""

_SENTENCE = re.compile(r"(?<=[.!?”])\s+(?=[A-Z“*])")
_MARKUP = re.compile(r"[*_#>`]+")
_WORDS_TOGETHER = 4
_SENTENCES_TOGETHER = 4


@dataclass(frozen=True)
class Entry:
    """One indexed text. ``piece`` is a guidance id, or the topic of an outside question; ``kind`` is what it was."""

    piece: str
    kind: str
    text: str


def all_entries() -> list[Entry]:
    """Everything to be indexed, in a stable order."""
    pieces = {piece.ids[0]: piece for piece in catalog.guidance().values()}
    inside = [entry for piece in pieces.values() for entry in _of_piece(piece)]
    return inside + list(_outside())


def fingerprint(entries: Sequence[Entry], *parts: str) -> str:
    """A short hash that changes with any entry and any of ``parts``."""
    digest = hashlib.sha256("\x1e".join(parts).encode())
    for entry in entries:
        digest.update(f"\x1e{entry.piece}\x1f{entry.kind}\x1f{entry.text}".encode())
    return digest.hexdigest()[:24]


def _of_piece(piece: Guidance) -> Iterator[Entry]:
    gid = piece.ids[0]
    yield Entry(gid, "title", f"{piece.title}. {piece.short}")
    for part in (piece.what, piece.why, f"{piece.said_well} {piece.said_badly}"):
        sentences = _SENTENCE.split(" ".join(_MARKUP.sub("", part).split()))
        for start in range(0, len(sentences), _SENTENCES_TOGETHER):
            yield Entry(gid, "body", " ".join(sentences[start : start + _SENTENCES_TOGETHER]))
    for situation in piece.situations:
        yield Entry(gid, "situation", situation)
    for question in piece.questions:
        yield Entry(gid, "question", question)
    for start in range(0, len(piece.also), _WORDS_TOGETHER):
        yield Entry(gid, "also", ", ".join(piece.also[start : start + _WORDS_TOGETHER]))


def _outside() -> Iterator[Entry]:
    path = catalog.data_root() / "knowledge" / "outside.toml"
    try:
        topics = tomllib.loads(path.read_text(encoding="utf-8"))
        for topic, table in topics.items():
            for question in table["questions"]:
                yield Entry(topic, OUTSIDE, str(question))
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise CatalogError(f"{path.name}: {error!r}; each topic needs a list `questions`.") from error
