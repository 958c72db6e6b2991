"""Word documents: headings, paragraphs, lists and tables, as they stand after all tracked changes are accepted."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from assistant.documents.content import Content, table
from assistant.documents.outline import Outline
from assistant.errors import InputError

MAX_UNPACKED = 300_000_000
_SUSPICIOUS_RATIO, _SUSPICIOUS_BYTES = 150, 30_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|überschrift|titre|título|rubrik|kop)\s*(\d)", re.I)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNTITLED = re.compile(r"(?:microsoft )?word[ -]|document ?\d*$|untitled|template", re.I)


def read(data: bytes) -> Content:
    """The text below each heading; the title from a title paragraph or the properties, else the first heading."""
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    _refuse_bomb(data)
    try:
        opened = docx.Document(io.BytesIO(data))
        names = {style.style_id: style.name or "" for style in opened.styles}
        outline, title = Outline(), ""
        for element in _blocks(opened.element.body):
            if element.tag == f"{_W}tbl":
                outline.add(table(_rows(element)))
                continue
            text, style = _text(element), _style(element, names)
            if style.lower() == "title" and not title:
                title = text
            elif level := _level(element, style):
                outline.heading(level, text)
            else:
                outline.add(f"- {text}" if text and _is_item(element, style) else text)
        title = title or _named(opened) or outline.first
        return Content("docx", title, outline.sections(title))
    except (
        OpcError,
        LxmlError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        OSError,
        AttributeError,
        EOFError,
    ) as error:
        raise InputError(
            "is damaged and cannot be read. Open it in Word and save it anew", code="damaged"
        ) from error


def _refuse_bomb(data: bytes) -> None:
    """A small file may unpack to more than a machine holds; its own table of contents says how much."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if unpacked > MAX_UNPACKED or (unpacked > _SUSPICIOUS_BYTES and unpacked > _SUSPICIOUS_RATIO * packed):
        raise InputError(
            f"would unpack to {unpacked / 1e6:,.0f} MB, as no honest document does. It was left alone",
            code="bomb",
        )
    if any(part.flag_bits & 1 for part in parts):
        raise InputError("is protected by a password. Save a copy without one", code="encrypted")


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in reading order, those within content controls too."""
    for element in parent.iterchildren():
        if element.tag in (f"{_W}p", f"{_W}tbl"):
            yield element
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}smartTag", f"{_W}customXml"):
            yield from _blocks(element)


def _text(paragraph: Any) -> str:
    """What is shown: insertions count, deletions and hidden runs do not."""
    said = []
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
        if any(above.tag == _FALLBACK for above in element.iterancestors()) or _hidden(element):
            continue
        short = element.tag.removeprefix(_W)
        said.append({"tab": " ", "br": "\n", "noBreakHyphen": "-"}.get(short) or element.text or "")
    return "".join(said).strip()


def _hidden(element: Any) -> bool:
    run = element.getparent()
    vanish = run.find(f"{_W}rPr/{_W}vanish") if run is not None else None
    return vanish is not None and vanish.get(f"{_W}val") not in ("0", "false")


def _style(paragraph: Any, names: dict[str, str]) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return names.get(style.get(f"{_W}val"), "") if style is not None else ""


def _level(paragraph: Any, style: str) -> int:
    """1 for the outermost heading, 0 for none."""
    if named := _HEADING.match(style):
        return int(named[1])
    outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
    level = int(outline.get(f"{_W}val")) + 1 if outline is not None else 0
    return level if level <= 9 else 0


def _is_item(paragraph: Any, style: str) -> bool:
    return paragraph.find(f"{_W}pPr/{_W}numPr") is not None or style.startswith("List")


def _rows(element: Any) -> list[list[str]]:
    """The cells of each row; a table within a cell is read as text."""
    return [
        [" ".join(filter(None, map(_text, cell.iter(f"{_W}p")))) for cell in row.iterchildren(f"{_W}tc")]
        for row in element.iterchildren(f"{_W}tr")
    ]


def _named(opened: Any) -> str:
    title = str(opened.core_properties.title or "").strip()
    return "" if _UNTITLED.match(title) else title
