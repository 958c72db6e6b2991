"""Which format a file has, told by its first bytes; the name only decides between kinds of plain text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import PurePath

from assistant.documents import docx, html, markdown, pdf, plain
from assistant.documents.content import Content
from assistant.errors import InputError

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_SOME_TAG = re.compile(r"<(?:p|div|h[1-6]|ul|table|span|br)\b", re.I)
_HEADING = re.compile(r"^#{1,6} \S", re.M)
_HEAD_CHARS = 4_000
_OTHERS = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"SQLite format 3", "a database"),
)
_SUFFIXES = {
    "pdf": {".pdf"},
    "docx": {".docx", ".docm", ".dotx"},
    "html": {".html", ".htm", ".xhtml"},
}


def read(name: str, data: bytes) -> Content:
    """The text of a file.

    :param name: the file's name; its ending is only a hint. :param data: all of it.
    :raises InputError: what is wrong, as a phrase that goes on after the name ("is protected by a password. …").
    """
    kind, reader = _reader(name, data)
    found = reader(data)
    suffix = PurePath(name).suffix.lower()
    expected = _SUFFIXES.get(kind)
    plainly = (expected and suffix not in expected and suffix) or (
        not expected and suffix in {".pdf", ".docx"}
    )
    notes = (*found.notes, f"is {_an(kind)} in spite of its ending {suffix}") if plainly else found.notes
    return Content(found.format, found.title, found.sections, notes).cleaned()


def _reader(name: str, data: bytes) -> tuple[str, Callable[[bytes], Content]]:
    if not data.strip(b"\x00 \t\r\n"):
        raise InputError("is empty", code="empty")
    if b"%PDF-" in data[:1024]:
        return "pdf", pdf.read
    if data[:4] == b"PK\x03\x04":
        _require_word(data)
        return "docx", docx.read
    _refuse(data)
    text = plain.decode(data)[0][:_HEAD_CHARS]
    suffix = PurePath(name).suffix.lower()
    if _HTML.match(text) or (suffix in _SUFFIXES["html"] and _SOME_TAG.search(text)):
        return "html", html.read
    if suffix in {".md", ".markdown"} or _HEADING.search(text):
        return "markdown", markdown.read
    return "text", plain.read


def _require_word(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise InputError("is damaged: its parts cannot be unpacked. Save it anew", code="damaged") from error
    if "word/document.xml" not in names:
        kind = "a spreadsheet" if any(n.startswith("xl/") for n in names) else "an archive"
        kind = "a slide show" if any(n.startswith("ppt/") for n in names) else kind
        raise InputError(f"is {kind}. Save its text as PDF, DOCX or plain text", code="format")


def _refuse(data: bytes) -> None:
    if data[:4] == b"\xd0\xcf\x11\xe0":  # the container of old Word files, and of encrypted new ones
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise InputError("is protected by a password. Save a copy without one", code="encrypted")
        raise InputError("is an old Office file. Save it as DOCX or PDF", code="format")
    if data[:5] == b"{\\rtf":
        raise InputError("is an RTF file. Save it as DOCX or PDF", code="format")
    for magic, kind in _OTHERS:
        if data.startswith(magic):
            raise InputError(f"is {kind}, not a text. Add the text that it shows", code="format")


def _an(kind: str) -> str:
    return {"pdf": "a PDF", "docx": "a Word document", "html": "a web page"}.get(kind, "plain text")
