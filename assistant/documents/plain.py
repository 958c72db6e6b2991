"""Plain text, in whatever encoding it comes."""

from __future__ import annotations

import codecs

from assistant.documents.content import Content, Section, one_line
from assistant.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}
_MOST_CONTROLS = 0.02
_SAMPLE = 100_000
_TITLE_WORDS = 12


def read(data: bytes) -> Content:
    """The text as one section; a short first line that stands by itself is the title."""
    text, notes = decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    first, _, rest = text.partition("\n")
    alone = not rest or rest.startswith("\n") or set(rest.partition("\n")[0].strip()) <= set("=-")
    title = (
        first if alone and rest and len(first.split()) <= _TITLE_WORDS and first[-1:] not in ".,;:" else ""
    )
    return Content("text", one_line(title), (Section("", text),), notes)


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The characters, and a note where their encoding had to be guessed.

    :raises InputError: code ``binary``: this is no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), ()
    if b"\x00" in data or sum(byte in _CONTROLS for byte in data[:_SAMPLE]) > _MOST_CONTROLS * len(
        data[:_SAMPLE]
    ):
        raise InputError("is not a text. PDF, DOCX, HTML, Markdown and plain text can be read", code="binary")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _guessed(data)


def _guessed(data: bytes) -> tuple[str, tuple[str, ...]]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    encoding = best.encoding if best else "cp1252"
    text = data.decode(encoding, errors="replace")
    if text == data.decode("cp1252", errors="replace"):
        encoding = "cp1252"  # of several that say the same, the one most people have
    note = f"is not UTF-8; read as {encoding.replace('_', '-')}, which is a guess: look at its accents"
    return text, (note,)
