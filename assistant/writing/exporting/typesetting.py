"""Blocks on the pages of a PDF: embedded fonts for every script, shaped letters, headings as bookmarks, a structure for screen readers."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar
from unicodedata import combining

from assistant.writing.exporting import fonts
from assistant.writing.exporting.blocks import Block, Heading, Items, Paragraph, Runs, Table, plain
from assistant.writing.exporting.paper import Sheet

if TYPE_CHECKING:
    from fpdf import FPDF

MARGIN = 18.0
"""Millimetres on each side."""
_INDENT = 6.0
INK, QUIET, ACCENT = (31, 29, 27), (110, 105, 99), (15, 95, 89)
_MARKER = re.compile(r"(?<!\*)\*\*(?!\*)|(?<!_)__(?!_)|(?<!-)--(?!-)|(?<!~)~~(?!~)")


class Writer:
    """Puts blocks on pages of one :class:`Sheet` in letters of ``size`` points.

    :param letters: every character that will be written, for the fonts.
    """

    _factors: ClassVar = {1: 1.6, 2: 1.15}
    """How much larger than the text the letters of a heading are, by its level."""

    def __init__(self, page: Sheet, size: float, letters: str) -> None:
        self._size, self._line = size, size * 0.353 * 1.42
        self._page = page
        self.measured: dict[
            tuple[str, float, float, str], int
        ] = {}  # how many lines words take; slow to find out
        self._pdf = _document(page, letters)
        self._pdf.set_font(fonts.BASE, size=size)
        self._pdf.add_page()

    def write(self, blocks: Sequence[Block]) -> FPDF:
        """The document with all ``blocks``."""
        for block, following in pairwise([*blocks, None]):
            match block:
                case Heading(level, runs):
                    self._heading(level, runs, room=3 if following else 1)
                case Paragraph(runs, quoted):
                    self._paragraph(runs, quoted=quoted)
                case Items(ordered, items):
                    for number, item in enumerate(items, 1):
                        self._item(f"{number}." if ordered else "•", item)
                    self._space(0.3)
                case Table(rows):
                    self._table(rows)
        return self._pdf

    def height(self, block: Block) -> float:
        """How many millimetres a block takes, the space after it included."""
        match block:
            case Heading(level, runs):
                factor = self._factors.get(level, 1.0)
                self._pdf.set_font(fonts.BASE, "B", self._size * factor)
                tall = self._tall([runs], height=self._line * factor)
                self._pdf.set_font(fonts.BASE, "", self._size)
                return tall + 0.75 * self._line
            case Paragraph(runs, quoted):
                return self._tall([runs], left=_INDENT if quoted else 0) + 0.45 * self._line
            case Items(_, items):
                rows = (self._tall([item], left=_INDENT) + 0.12 * self._line for item in items)
                return sum(rows) + 0.3 * self._line
            case Table(rows):
                widths = _widths(rows, self._pdf.epw)
                tall = sum(self._height(row, widths) + 2 for row in rows)
                self._pdf.set_font(fonts.BASE, "", self._size)
                return tall + 0.5 * self._line

    def _heading(self, level: int, runs: Runs, room: int) -> None:
        factor = self._factors.get(level, 1.0)
        if self._pdf.get_y() > MARGIN + 1:
            self._space(0.55)
        self._pdf.set_font(fonts.BASE, "B", self._size * factor)
        self._keep(self._line * (factor + room))
        self._pdf.start_section(plain(runs)[:120], level=self._depth(level))
        self._lines(f"/H{min(level, 6)}", [runs], height=self._line * factor)
        self._pdf.set_font(fonts.BASE, "", self._size)
        self._space(0.2)

    def _depth(self, level: int) -> int:  # noqa: ARG002 - others nest them
        """At which depth the bookmark of a heading is; a text of few pages has no need to nest them."""
        return 0

    def _paragraph(self, runs: Runs, *, quoted: bool) -> None:
        if not quoted:
            self._lines("/P", [runs])
            self._space(0.45)
            return
        page, top = self._pdf.page, self._pdf.get_y()
        self._lines("/P", [runs], left=_INDENT)
        if self._pdf.page == page:
            self._pdf.set_draw_color(*ACCENT)
            self._pdf.set_line_width(0.6)
            self._pdf.line(MARGIN + 2, top + 0.6, MARGIN + 2, self._pdf.get_y() - 0.6)
        self._space(0.45)

    def _item(self, mark: str, runs: Runs) -> None:
        self._lines("/P", [runs], left=_INDENT, mark=mark)
        self._space(0.12)

    def _table(self, rows: tuple[tuple[Runs, ...], ...]) -> None:
        """Row by row, none cut by the end of a page; the columns' names come again on the next page."""
        widths = _widths(rows, self._pdf.epw)
        for number, row in enumerate(rows):
            if self._keep(self._height(row, widths) + 2, clean=False) and number:
                self._row(rows[0], widths, head=True)
            self._row(row, widths, head=number == 0)
        self._space(0.5)

    def _row(self, row: tuple[Runs, ...], widths: Sequence[float], *, head: bool) -> None:
        height, top, left = self._height(row, widths) + 2, self._pdf.get_y(), MARGIN
        self._pdf.set_font(fonts.BASE, "B" if head else "", self._size * 0.9)
        self._pdf.set_draw_color(*QUIET)
        self._pdf.set_line_width(0.2)
        with self._tagged("/P"):
            for runs, width in zip(row, widths, strict=False):
                self._pdf.rect(left, top, width, height)
                self._pdf.set_xy(left, top + 1)
                self._cell(runs, width)
                left += width
        self._pdf.set_font(fonts.BASE, "", self._size)
        self._pdf.set_xy(MARGIN, top + height)

    def _cell(self, runs: Runs, width: float, *, measure: bool = False) -> float:
        """One cell's words; only their height in millimetres when ``measure`` is set."""
        found: Any = self._pdf.multi_cell(
            width, self._line * 0.92, _marked(runs), markdown=True, align="L", dry_run=measure,
            output="HEIGHT", new_x="RIGHT", new_y="TOP",
        )  # fmt: skip
        return float(found)

    def _height(self, row: tuple[Runs, ...], widths: Sequence[float]) -> float:
        self._pdf.set_font(fonts.BASE, "B", self._size * 0.9)
        return max(self._cell(runs, width, measure=True) for runs, width in zip(row, widths, strict=False))

    def _lines(
        self, tag: str, paragraphs: Sequence[Runs], *, left: float = 0, mark: str = "", height: float = 0
    ) -> None:
        """Running words as one element of the structure; what is longer than a page is left without one."""
        pdf, line = self._pdf, height or self._line
        width = pdf.epw - left
        text = "\n".join(map(_marked, paragraphs))
        tall = self._tall(paragraphs, left=left, height=height)
        self._keep(tall)
        with self._tagged(tag if tall <= pdf.eph else ""):
            if mark:
                pdf.set_x(MARGIN + 1.5)
                pdf.cell(_INDENT, line, mark)
            pdf.set_x(MARGIN + left)
            pdf.l_margin = MARGIN + left
            pdf.multi_cell(width, line, text, markdown=True, align="L", new_x="LMARGIN", new_y="NEXT")
            pdf.l_margin = MARGIN
            pdf.set_x(MARGIN)

    def _tall(self, paragraphs: Sequence[Runs], *, left: float = 0, height: float = 0) -> float:
        """How many millimetres running words take."""
        text = "\n".join(map(_marked, paragraphs))
        width, line = self._pdf.epw - left, height or self._line
        case = (text, width, self._pdf.font_size_pt, self._pdf.font_style)
        if case not in self.measured:
            lines: Any = self._pdf.multi_cell(
                width, line, text, markdown=True, align="L", dry_run=True, output="LINES"
            )
            self.measured[case] = len(lines)
        return self.measured[case] * line

    def _space(self, lines: float) -> None:
        if self._pdf.get_y() > MARGIN:
            self._pdf.set_y(self._pdf.get_y() + lines * self._line)

    def _keep(self, height: float, *, clean: bool = True) -> bool:
        """Begins a new page where ``height`` millimetres no longer fit on this one; whether it did."""
        fits = self._pdf.get_y() + height <= self._page.height - MARGIN
        if fits or (clean and height > self._pdf.eph) or self._pdf.get_y() <= MARGIN:
            return False
        self._pdf.add_page()
        return True

    @contextmanager
    def _tagged(self, kind: str) -> Iterator[None]:
        """Marks what is written as one element of the document's structure (fpdf2's tree is flat, hence no nesting)."""
        if not kind:
            yield
            return
        pdf: Any = self._pdf
        number = pdf.struct_builder.next_mcid_for_page(pdf.page)
        pdf._add_marked_content(struct_type=kind, mcid=number)
        pdf._out(f"{kind} <</MCID {number}>> BDC")
        yield
        pdf._out("EMC")


def _document(page: Sheet, letters: str) -> FPDF:
    """An empty document that knows its title, its language and the fonts that ``letters`` need."""
    from fpdf import FPDF
    from fpdf.prefs import ViewerPreferences

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    logging.getLogger("fpdf").setLevel(logging.ERROR)

    class Numbered(FPDF):
        def footer(self) -> None:
            self.set_y(-12)
            self.set_font(fonts.BASE, size=8)
            self.set_text_color(*QUIET)
            self._out("/Artifact BMC")  # a screen reader passes over it
            self.cell(0, 5, str(self.page), align="C")
            self._out("EMC")

    pdf = Numbered(unit="mm", format=(page.width, page.height))
    pdf.alias_nb_pages("")  # no word of the user's is ever taken for a placeholder
    pdf.set_margin(MARGIN)
    pdf.set_auto_page_break(True, MARGIN)
    pdf.set_title(page.title)
    pdf.set_author(page.author)
    pdf.set_lang(page.language)
    pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
    pdf.set_text_color(*INK)
    for style, name in (("", "Regular"), ("B", "Bold")):
        pdf.add_font(fonts.BASE, style, fonts.path(fonts.BASE, name))
    others = fonts.needed(letters)
    for other in others:
        pdf.add_font(other, "", fonts.path(other))
    pdf.set_fallback_fonts(list(others), exact_match=False)
    if others or any(map(combining, letters)):
        # Shaping measures every line letter by letter, so plain letters go without. The sentences are English: left to right.
        pdf.set_text_shaping(True, direction="ltr")
    return pdf


def _marked(runs: Runs) -> str:
    """The runs in the marks that fpdf2 reads: bold, and underlined where a blank waits; italics become plain."""
    parts = []
    for run in runs:
        words = _MARKER.sub(r"\\\g<0>", run.text.replace("\\", "\\\\"))
        words = f"--{words}--" if run.blank else words
        parts.append(f"**{words}**" if run.bold else words)
    return "".join(parts)


def _widths(rows: tuple[tuple[Runs, ...], ...], whole: float) -> list[float]:
    """The width of each column in millimetres: by the words in it, none below half of an equal share."""
    columns = len(rows[0])
    weights = [
        min(max(len(plain(row[n])) for row in rows if n < len(row)) ** 0.6, 14) for n in range(columns)
    ]
    least = 0.55 / columns
    shares = [max(weight / sum(weights), least) for weight in weights]
    return [whole * share / sum(shares) for share in shares]
