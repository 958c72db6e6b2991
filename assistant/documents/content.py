"""What a reader makes of a file."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from assistant.errors import InputError
from assistant.text.clean import visible

MAX_CHARS = 20_000_000
"""The most text taken from one file: some ten thousand pages."""
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\xa0": " ", "\x0c": "\n"}
)
_TITLE_CHARS = 120


@dataclass(frozen=True)
class Section:
    """A stretch of text under one citation. ``place``: "page 4", or headings from the outside in ("Leave › Study leave")."""

    place: str
    text: str


@dataclass(frozen=True)
class Content:
    """A whole file as text. ``title`` is empty where the file names none; ``notes`` say what was left out or guessed."""

    format: str
    title: str
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()

    def cleaned(self) -> Content:
        """The same without characters that cannot be seen, and without empty sections.

        :raises InputError: code ``empty`` or ``too_long``.
        """
        sections = tuple(Section(one_line(s.place), _tidy(s.text)) for s in self.sections)
        sections = tuple(section for section in sections if has_words(section.text))
        length = sum(len(section.text) for section in sections)
        if not sections:
            raise InputError("has no words in it", code="empty")
        if length > MAX_CHARS:
            raise InputError(
                f"holds {length:,} characters of text; at most {MAX_CHARS:,} can be taken in. Split it",
                code="too_long",
            )
        return Content(self.format, one_line(self.title)[:_TITLE_CHARS].strip(), sections, self.notes)


def has_words(text: str) -> bool:
    """Whether there is any letter or digit."""
    return any(unicodedata.category(char)[0] in "LN" for char in text)


def one_line(text: str) -> str:
    """``text`` on one line, without what cannot be seen."""
    return " ".join(_tidy(text).split())


def table(rows: list[list[str]]) -> str:
    """A table as lines that can be quoted by themselves: each cell with the head of its column."""
    rows = [[one_line(cell) for cell in row] for row in rows]
    rows = [row for row in rows if any(row)]
    if not rows:
        return ""
    head, body = rows[0], rows[1:]
    if not body or len(head) < 2:
        return "\n".join("; ".join(cell for cell in row if cell) for row in rows)
    lines = []
    for row in body:
        cells = [
            f"{name}: {cell}" if name and name != cell else cell
            for name, cell in zip([*head, *[""] * len(row)], row, strict=False)
            if cell
        ]
        lines.append("; ".join(cells))
    return "\n".join(lines)


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", visible(text.translate(_LIGATURES))).strip()
