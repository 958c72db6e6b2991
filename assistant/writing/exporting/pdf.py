"""A text as a PDF: as many pages as it needs, one page where it must fit one, or a booklet with contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.domain import Artefact, Scenario
from assistant.writing.exporting.blocks import Block, Heading, Items, Paragraph, Runs, Table, parse, plain
from assistant.writing.exporting.booklet import BOOKLETS, Booklet, entries
from assistant.writing.exporting.paper import Sheet, sheet
from assistant.writing.exporting.typesetting import Writer

if TYPE_CHECKING:
    from fpdf import FPDF
    from fpdf.fonts import TTFFont

SIZES = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5)
"""Sizes of letters in points, the usual one first; a text for one page takes the largest that fits."""
ONE_PAGE = frozenset({"brief", "five_acts"})


class PdfExporter:
    """Implements :class:`assistant.seams.Exporter` for ``.pdf``."""

    def export(self, artefact: Artefact, scenario: Scenario) -> bytes:
        """The file; a kind that must fit one page is set in letters small enough, a long one is bound as a booklet."""
        blocks = parse(artefact.markdown)
        page = sheet(artefact, scenario, blocks)
        with ExitStack() as files:
            if artefact.kind in BOOKLETS:
                made = files.enter_context(bound(blocks, page))
            else:
                made, _ = files.enter_context(fitted(artefact.kind, blocks, page))
            _leave_out_second_glyphs(made)
            return bytes(made.output())


@contextmanager
def fitted(kind: str, blocks: Sequence[Block], page: Sheet) -> Iterator[tuple[FPDF, float]]:
    """The document and its size of letters in points: where a text of ``kind`` must fit one page, the largest in which it does."""
    letters = _letters(blocks)
    with ExitStack() as files:
        for size in SIZES if kind in ONE_PAGE else SIZES[:1]:
            made = Writer(page, size, letters).write(blocks)
            _close(files, made)
            if made.pages_count == 1:
                break
        yield made, size


@contextmanager
def bound(blocks: Sequence[Block], page: Sheet) -> Iterator[FPDF]:
    """The document as a booklet: set once to learn on which page everything is, and then with its contents."""
    letters = _letters(blocks)
    with ExitStack() as files:
        draft = Booklet(page, SIZES[0], letters, entries(blocks))
        _close(files, draft.write(blocks))
        final = Booklet(page, SIZES[0], letters, draft.headings)
        final.measured = draft.measured
        made = final.write(blocks)
        _close(files, made)
        yield made


def _letters(blocks: Sequence[Block]) -> str:
    return "".join({sign for block in blocks for runs in _parts(block) for sign in plain(runs)})


def _close(files: ExitStack, made: FPDF) -> None:
    """Has the font files closed at the end."""
    for font in _embedded(made):
        files.callback(font.ttfont.close)


def _embedded(pdf: FPDF) -> list[TTFFont]:
    """The fonts that come along in the file."""
    from fpdf.fonts import TTFFont

    return [font for font in pdf.fonts.values() if isinstance(font, TTFFont)]


class _Nothing(tuple[int, ...]):
    """No characters, yet worth an entry in the table that turns glyphs back into text."""

    __slots__ = ()

    def __len__(self) -> int:
        return 1


def _leave_out_second_glyphs(pdf: FPDF) -> None:
    """Where several glyphs make one cluster (Devanagari, Thai), all its characters belong to the first.

    fpdf2 gives the others no entry, and readers then put control characters into a copied name.
    """
    for font in _embedded(pdf):
        glyphs: Any = font.subset._char_id_per_glyph
        font.subset._char_id_per_glyph = {
            replace(glyph, unicode=_Nothing()) if glyph is not None and glyph.unicode == () else glyph: number
            for glyph, number in glyphs.items()
        }


def _parts(block: Block) -> Iterator[Runs]:
    match block:
        case Heading(_, runs) | Paragraph(runs, _):
            yield runs
        case Items(_, items):
            yield from items
        case Table(rows):
            for row in rows:
                yield from row
