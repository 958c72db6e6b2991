"""Content into passages: short enough to be encoded whole and to be quoted, each with its citation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.documents.content import Content, has_words
from assistant.documents.outline import STEP

WORDS = 90
"""The most words of a passage: some 120 word pieces, well within the 256 that the encoder reads."""
_CHARS = 900
_PARAGRAPH = re.compile(r"\n\s*\n")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+|(?<=[。！？])")


@dataclass(frozen=True)
class Cutting:
    """One passage. ``place``: its page or headings. ``text``: as it is quoted."""

    place: str
    text: str

    @property
    def indexed(self) -> str:
        """The text as it is encoded: with its innermost heading, which often names what the text is about."""
        heading = self.place.split(STEP)[-1]
        return self.text if not heading or heading.startswith("page ") else f"{heading}. {self.text}"


def cut(content: Content) -> list[Cutting]:
    """The passages of a file in order; none crosses a page or a heading."""
    return [
        Cutting(section.place, passage)
        for section in content.sections
        for passage in _passages(section.text)
        if has_words(passage)
    ]


def _passages(text: str) -> Iterator[str]:
    """Whole paragraphs together up to the limit; a longer one is cut between sentences, then between words."""
    gathered: list[str] = []
    words = chars = 0
    for piece, joint in _pieces(text):
        count = len(piece.split())
        if gathered and (words + count > WORDS or chars + len(piece) > _CHARS):
            yield "".join(gathered).strip()
            gathered, words, chars = [], 0, 0
        gathered.append(piece + joint)
        words, chars = words + count, chars + len(piece)
    if gathered:
        yield "".join(gathered).strip()


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """What may not be cut further, with what joins it to the next."""
    for paragraph in _PARAGRAPH.split(text):
        whole = paragraph.strip()
        if _fits(whole):
            yield whole, "\n"
            continue
        lines = "\n" if "\n" in whole else " "
        for sentence in filter(None, map(str.strip, _SENTENCE.split(whole))):
            for part in [sentence] if _fits(sentence) else _cut_hard(sentence):
                yield part, lines


def _fits(text: str) -> bool:
    return len(text) <= _CHARS and len(text.split()) <= WORDS


def _cut_hard(sentence: str) -> Iterator[str]:
    """A sentence without end: cut between words, and a word without end anywhere."""
    line: list[str] = []
    length = 0
    for word in sentence.split():
        for start in range(0, len(word), _CHARS):
            part = word[start : start + _CHARS]
            if line and (len(line) >= WORDS or length + len(part) + 1 > _CHARS):
                yield " ".join(line)
                line, length = [], 0
            line.append(part)
            length += len(part) + 1
    if line:
        yield " ".join(line)
