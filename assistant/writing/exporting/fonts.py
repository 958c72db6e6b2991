"""Which of the fonts that come along a text needs: one for Latin, Cyrillic and Greek, others only where they are used."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
BASE = "NotoSans"
_EAST_ASIAN = "WenQuanYiMicroHei"
# First and last character of the blocks that each font is for.
_SCRIPTS: tuple[tuple[str, int, int], ...] = (
    ("NotoSansArmenian", 0x0530, 0x058F),
    ("NotoSansHebrew", 0x0590, 0x05FF),
    ("NotoSansArabic", 0x0600, 0x06FF),
    ("NotoSansArabic", 0x0750, 0x077F),
    ("NotoSansArabic", 0x08A0, 0x08FF),
    ("NotoSansDevanagari", 0x0900, 0x097F),
    ("NotoSansBengali", 0x0980, 0x09FF),
    ("NotoSansGurmukhi", 0x0A00, 0x0A7F),
    ("NotoSansGujarati", 0x0A80, 0x0AFF),
    ("NotoSansTamil", 0x0B80, 0x0BFF),
    ("NotoSansTelugu", 0x0C00, 0x0C7F),
    ("NotoSansKannada", 0x0C80, 0x0CFF),
    ("NotoSansMalayalam", 0x0D00, 0x0D7F),
    ("NotoSansSinhala", 0x0D80, 0x0DFF),
    ("NotoSansThai", 0x0E00, 0x0E7F),
    ("NotoSansLao", 0x0E80, 0x0EFF),
    ("NotoSansMyanmar", 0x1000, 0x109F),
    ("NotoSansGeorgian", 0x10A0, 0x10FF),
    (_EAST_ASIAN, 0x1100, 0x11FF),
    ("NotoSansEthiopic", 0x1200, 0x139F),
    ("NotoSansKhmer", 0x1780, 0x17FF),
    ("NotoSansArabic", 0xFB50, 0xFDFF),
    ("NotoSansArabic", 0xFE70, 0xFEFE),
    (_EAST_ASIAN, 0x2E80, 0xFFEF),
)


def needed(text: str) -> tuple[str, ...]:
    """The fonts beside :data:`BASE` that ``text`` needs, in the order of its characters."""
    found: dict[str, None] = {}
    for character in sorted(set(text)):
        code = ord(character)
        name = next((name for name, first, last in _SCRIPTS if first <= code <= last), None)
        if name:
            found[name] = None
    return tuple(found)


def path(name: str, style: str = "Regular") -> Path:
    """The file of a font."""
    return FOLDER / f"{name}-{style}.ttf" if name != _EAST_ASIAN else FOLDER / f"{name}.ttf"
