"""PDF: the text of each page, without the lines that every page repeats."""

from __future__ import annotations

import io
import re
from collections import Counter
from itertools import pairwise
from typing import Any

from assistant.documents.content import Content, Section, has_words, one_line
from assistant.errors import InputError

_EDGE = 2
_REPEATED_FROM = 4
_RUNNING_WORDS = 12
_SPLIT_WORD = re.compile(r"(?<=[a-zäöüßéèáíóúñç])-\n(?=[a-zäöüßéèáíóúñç])")
_ITEM = re.compile(r"\s*(?:[•▪◦‣●○*–—-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")
_UNTITLED = re.compile(
    r"untitled|microsoft (?:word|powerpoint) - |.*\.(?:docx?|pdf|indd|pptx?|odt|tex|dvi)$|\W*$", re.I
)
_TITLE_WORDS = 14
_SHORT_LINE = 0.75


def read(data: bytes) -> Content:
    """A section for each page ("page 4"); the title from the properties, else a short first line.

    :raises InputError: code ``encrypted``, ``damaged`` or ``scanned``.
    """
    import logging

    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it would quote the file
    try:
        opened = PdfReader(io.BytesIO(data))
        _unlock(opened)
        count = len(opened.pages)
    except InputError:
        raise
    except Exception as error:  # the library raises many kinds of its own
        raise InputError("is damaged and cannot be read. Save or export it anew", code="damaged") from error
    pages, faulty, pictures = [], 0, 0
    for number in range(count):
        text, fault, picture = _page(opened, number)
        pages.append(text)
        faulty, pictures = faulty + fault, pictures + picture
    empty = sum(not has_words(text) for text in pages)
    if empty == len(pages):
        raise _nothing(count, faulty, pictures)
    pages = _without_repeated(pages)
    sections = tuple(Section(f"page {n}", _paragraphs(text)) for n, text in enumerate(pages, 1))
    return Content("pdf", _title(opened, pages), sections, tuple(_notes(count, empty, faulty)))


def _unlock(opened: Any) -> None:
    """A document that only restricts printing opens without a password; any other is refused."""
    from pypdf.errors import DependencyError

    if not opened.is_encrypted:
        return
    try:
        if opened.decrypt(""):
            return
    except DependencyError:
        pass
    raise InputError("is protected by a password. Save a copy without one", code="encrypted")


def _page(opened: Any, number: int) -> tuple[str, bool, bool]:
    """The text of a page, whether it could not be read, and whether it holds pictures."""
    try:
        page = opened.pages[number]
        text = page.extract_text() or ""
    except Exception:  # one bad page must not cost the others; the library raises many kinds of its own
        return "", True, False
    return text, False, not has_words(text) and _pictures(page)


def _pictures(page: Any) -> bool:
    try:
        objects = page["/Resources"]["/XObject"].get_object()
        return any(objects[name].get("/Subtype") == "/Image" for name in objects)
    except Exception:  # no resources, or odd ones
        return False


def _nothing(count: int, faulty: int, pictures: int) -> InputError:
    if pictures:
        return InputError(
            "is scanned: its pages are pictures without text. Run it through text recognition (OCR) first",
            code="scanned",
        )
    if faulty:
        return InputError("is damaged and cannot be read. Save or export it anew", code="damaged")
    return InputError(f"has no text on its {count} pages" if count else "has no pages", code="empty")


def _notes(count: int, empty: int, faulty: int) -> list[str]:
    notes = []
    if faulty:
        notes.append(f"{faulty} of {count} pages could not be read")
    if empty - faulty > 0:
        notes.append(f"{empty - faulty} of {count} pages have no text (scanned, or empty)")
    return notes


def _without_repeated(pages: list[str]) -> list[str]:
    """The pages without running heads and feet: short lines at the edge that half of the pages share, but for numbers."""
    if len(pages) < _REPEATED_FROM:
        return pages
    split = [[line for line in page.splitlines() if line.strip()] for page in pages]
    seen = Counter(shape for lines in split for shape in {_shape(line) for line in _edges(lines)} if shape)
    running = {shape for shape, times in seen.items() if times >= max(_REPEATED_FROM - 1, len(pages) / 2)}
    return ["\n".join(_trimmed(_trimmed(lines, running)[::-1], running)[::-1]) for lines in split]


def _trimmed(lines: list[str], running: set[str]) -> list[str]:
    """Without the running lines at the beginning."""
    first = 0
    while first < min(_EDGE, len(lines)) and _shape(lines[first]) in running:
        first += 1
    return lines[first:]


def _edges(lines: list[str]) -> list[str]:
    return [*lines[:_EDGE], *lines[-_EDGE:]]


def _shape(line: str) -> str:
    """A line but for its numbers; "" for one that is no running head: too long, or a sentence."""
    line = one_line(line)
    if len(line.split()) > _RUNNING_WORDS or line[-1:] in tuple(".!?;,"):
        return ""
    return re.sub(r"\d+", "#", line.lower())


def _paragraphs(page: str) -> str:
    """Lines joined to paragraphs: a full line goes on in the next, a short one that ends a sentence does not."""
    lines = [line.strip() for line in _SPLIT_WORD.sub("", page).splitlines() if line.strip()]
    if not lines:
        return ""
    usual = sorted(len(line) for line in lines)[int(len(lines) * 0.8)]
    out = [lines[0]]
    for before, line in pairwise(lines):
        short = len(before) < _SHORT_LINE * usual
        ends = before[-1] in ".!?:;" and short
        heading = (
            short and before[-1] not in ",-" and line[0].isupper() and len(before.split()) <= _TITLE_WORDS
        )
        if ends or heading or _ITEM.match(line):
            out.append(line)
        else:
            out[-1] = f"{out[-1]} {line}"
    return "\n\n".join(out)


def _title(opened: Any, pages: list[str]) -> str:
    try:
        title = one_line(str((opened.metadata or {}).get("/Title") or ""))
    except Exception:  # malformed properties
        title = ""
    if title and not _UNTITLED.match(title):
        return title
    lines = [line.strip() for page in pages[:2] for line in page.splitlines() if has_words(line)]
    first = one_line(lines[0]) if lines else ""
    return first if len(first.split()) <= _TITLE_WORDS and first[-1:] not in ".,;" else ""
