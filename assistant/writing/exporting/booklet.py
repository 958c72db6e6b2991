"""A long text as a booklet: contents with page numbers, chapters with room to begin in, pieces that are not cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from assistant.writing.exporting import fonts
from assistant.writing.exporting.blocks import Block, Heading, Runs, plain
from assistant.writing.exporting.paper import Sheet
from assistant.writing.exporting.typesetting import ACCENT, INK, MARGIN, QUIET, Writer

if TYPE_CHECKING:
    from fpdf import FPDF

BOOKLETS = frozenset({"playbook"})
"""The kinds of text that are bound."""
_TITLE, _CHAPTER, _PIECE, _DEEPEST = 1, 2, 3, 6
_NUMBER = 12.0
"""Millimetres at the right edge of the contents for a page number."""


@dataclass(frozen=True)
class Entry:
    """A line of the contents: the heading, and where it is (``top`` in millimetres from the upper edge)."""

    level: int
    words: str
    page: int = 1
    top: float = 0.0


def entries(blocks: Sequence[Block]) -> list[Entry]:
    """All headings, before it is known where they come to stand."""
    return [Entry(block.level, plain(block.runs)) for block in blocks if isinstance(block, Heading)]


class Booklet(Writer):
    """Sets a booklet; ``headings`` tells afterwards where each heading came to stand.

    :param contents: what :func:`entries` gave, or the ``headings`` of an earlier round. Lines of the contents are as
        tall in both, so the second round has the right page numbers.
    """

    _factors: ClassVar = {_TITLE: 2.0, _CHAPTER: 1.6, _PIECE: 1.15}

    def __init__(self, page: Sheet, size: float, letters: str, contents: Sequence[Entry]) -> None:
        super().__init__(page, size, letters + "0123456789Contents")
        self.headings: list[Entry] = []
        self._contents = contents
        self._deepest = -1

    def write(self, blocks: Sequence[Block]) -> FPDF:
        """The document: what stands before the first chapter, the contents, the chapters."""
        opening, *chapters = _cut(blocks, _CHAPTER)
        super().write(opening)
        self._list()
        self._pdf.add_page()
        for chapter in chapters:
            self._space(1.2)
            if not self._keep(sum(map(self.height, chapter))):
                self._keep(self._pdf.eph / 2)
            for section in _cut(chapter, _DEEPEST):
                self._keep(sum(map(self.height, section)))
                super().write(section)
        return self._pdf

    def _heading(self, level: int, runs: Runs, room: int) -> None:
        self._pdf.set_text_color(*(ACCENT if level <= _CHAPTER else INK))
        super()._heading(level, runs, room)
        self._pdf.set_text_color(*INK)
        top = max(self._pdf.get_y() - 2 * self._line * self._factors.get(level, 1.0), 0.0)
        self.headings.append(Entry(level, plain(runs), self._pdf.page, top))

    def _depth(self, level: int) -> int:
        self._deepest = min(level - 1, self._deepest + 1)
        return self._deepest

    def _paragraph(self, runs: Runs, *, quoted: bool) -> None:
        """What is all in italics is said in passing: a chapter's lead, a source."""
        aside = not quoted and all(run.italic for run in runs)
        self._pdf.set_text_color(*(QUIET if aside else INK))
        super()._paragraph(runs, quoted=quoted)
        self._pdf.set_text_color(*INK)

    def _list(self) -> None:
        """The contents: chapters and pieces with the number of their page, each a link."""
        pdf, line = self._pdf, self._line * 0.76
        self._space(0.8)
        pdf.set_font(fonts.BASE, "B", self._size * 1.15)
        with self._tagged("/H2"):
            pdf.cell(0, self._line * 1.3, "Contents", new_x="LMARGIN", new_y="NEXT")
        for entry in self._contents:
            if not _CHAPTER <= entry.level <= _PIECE:
                continue
            chapter = entry.level == _CHAPTER
            if chapter:
                self._space(0.3)
            pdf.set_font(fonts.BASE, "B" if chapter else "", self._size * (1.0 if chapter else 0.9))
            left = 0.0 if chapter else 5.0
            self._row_of_contents(entry, left, line)
        pdf.set_font(fonts.BASE, "", self._size)

    def _row_of_contents(self, entry: Entry, left: float, line: float) -> None:
        pdf = self._pdf
        width = pdf.epw - left - _NUMBER
        tall = float(pdf.multi_cell(width, line, entry.words, align="L", dry_run=True, output="HEIGHT"))  # type: ignore[arg-type]
        self._keep(tall)
        link, top = pdf.add_link(page=entry.page, y=entry.top), pdf.get_y()
        with self._tagged("/P"):
            pdf.set_x(MARGIN + left)
            pdf.multi_cell(width, line, entry.words, align="L", link=link, new_x="LMARGIN", new_y="NEXT")
            below = pdf.get_y()
            pdf.set_xy(pdf.w - MARGIN - _NUMBER, top)
            pdf.cell(_NUMBER, line, str(entry.page), align="R", link=link)
        pdf.set_xy(MARGIN, below)


def _cut(blocks: Sequence[Block], level: int) -> Iterator[list[Block]]:
    """The blocks cut before each heading of ``level`` or above; what stands before the first chapter is one part."""
    part: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and _TITLE < block.level <= level and part:
            yield part
            part = []
        part.append(block)
    yield part
