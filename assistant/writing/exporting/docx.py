"""A text as a Word file: real headings, lists and tables, so that it can be edited and read aloud."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from assistant.domain import Artefact, Scenario
from assistant.writing.exporting.blocks import Block, Heading, Items, Paragraph, Runs, Table, parse
from assistant.writing.exporting.paper import Sheet, sheet
from assistant.writing.exporting.pdf import fitted

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as WordParagraph


class DocxExporter:
    """Implements :class:`assistant.seams.Exporter` for ``.docx``."""

    def export(self, artefact: Artefact, scenario: Scenario) -> bytes:
        """The file; a kind that must fit one page is set in letters small enough."""
        import docx

        blocks = parse(artefact.markdown)
        page = sheet(artefact, scenario, blocks)
        document = docx.Document()
        with fitted(artefact.kind, blocks, page) as (_, size):
            _dress(document, page, size)
        for block in blocks:
            _add(document, block)
        stream = BytesIO()
        document.save(stream)
        return stream.getvalue()


def _dress(document: Document, page: Sheet, size: float) -> None:
    """Page size, letters, language, title and page numbers."""
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(18))
    properties = document.core_properties
    properties.title, properties.language, properties.author = page.title, page.language, page.author
    properties.comments = ""
    for name, scale in (("Normal", 1.0), ("Title", 1.5), ("Heading 1", 1.5), ("Heading 2", 1.15)):
        style: Any = document.styles[name]
        style.font.name, style.font.size = "Calibri", Pt(round(size * scale))
        style.font.color.rgb = RGBColor(0x1F, 0x1D, 0x1B)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in [key for key in fonts.attrib if "Theme" in key]:
            del fonts.attrib[theme]
        for script in ("w:ascii", "w:hAnsi", "w:cs"):
            fonts.set(qn(script), "Calibri")
        style.paragraph_format.space_before = Pt(0 if scale == 1 else size * 0.7)
        style.paragraph_format.space_after = Pt(size * 0.35)
    quote: Any = document.styles["Intense Quote"]
    quote.paragraph_format.space_before = quote.paragraph_format.space_after = Pt(size * 0.35)
    quote.font.italic, quote.font.bold, quote.font.color.rgb = False, False, RGBColor(0x1F, 0x1D, 0x1B)
    language = document.styles["Normal"].element.get_or_add_rPr()
    language.append(_element("w:lang", val=page.language))
    _number_pages(section.footer.paragraphs[0])


def _element(name: str, **values: str) -> Any:
    """An element of Word's own language, for what python-docx has no call for."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made: Any = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _number_pages(footer: WordParagraph) -> None:
    """A field that Word fills with the number of the page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = footer.add_run()
    instruction = _element("w:instrText")
    instruction.text = "PAGE"
    for part in (
        _element("w:fldChar", fldCharType="begin"),
        instruction,
        _element("w:fldChar", fldCharType="end"),
    ):
        run._r.append(part)  # python-docx offers no other way to add a field


def _add(document: Document, block: Block) -> None:
    match block:
        case Heading(level, runs):
            _write(document.add_heading(level=min(level, 4)), runs)
        case Paragraph(runs, quoted):
            _write(document.add_paragraph(style="Intense Quote" if quoted else None), runs)
        case Items(ordered, items):
            for runs in items:
                _write(document.add_paragraph(style="List Number" if ordered else "List Bullet"), runs)
        case Table(rows):
            _table(document, rows)


def _table(document: Document, rows: tuple[tuple[Runs, ...], ...]) -> None:
    """A grid whose first row is named as such and comes again on each page."""
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for number, row in enumerate(rows):
        made = table.add_row()
        for cell, runs in zip(made.cells, row, strict=False):
            _write(cell.paragraphs[0], runs, bold=number == 0)
        properties = made._tr.get_or_add_trPr()
        properties.append(_element("w:cantSplit"))
        if number == 0:
            properties.append(_element("w:tblHeader"))
    document.add_paragraph()


def _write(paragraph: WordParagraph, runs: Runs, *, bold: bool = False) -> None:
    """The runs; a blank is marked in yellow, and keeps its brackets for those who see no colour."""
    from docx.enum.text import WD_COLOR_INDEX

    for run in runs:
        made = paragraph.add_run(run.text)
        made.bold, made.italic = run.bold or bold or None, run.italic or None
        if run.blank:
            made.font.highlight_color = WD_COLOR_INDEX.YELLOW
