"""Web pages: trafilatura finds the text that matters and says it in Markdown; what is hidden is not read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from assistant.documents.content import Content, has_words, one_line
from assistant.documents.markdown import from_text
from assistant.documents.outline import Outline
from assistant.documents.plain import decode

_ENOUGH = 0.5
"""An extraction with less of the page's text than this lost more than menus: the plain reading is taken."""
_DEEP = 200
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.I | re.S)
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.I)
_SITE = re.compile(r"\s+[|–—·»]\s+[^|–—·»]*$")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_SKIPPED = frozenset("script style template noscript nav footer svg head iframe select button".split())
_BLOCKS = frozenset("p div li tr section article blockquote td th dt dd pre ul ol table main header".split())
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?!\.?\d)|opacity\s*:\s*0(?!\.?\d)", re.I
)


def read(data: bytes) -> Content:
    """The text below each heading; the title as the page says it."""
    text, notes = _decoded(data)
    plain = _Visible()
    plain.feed(text)
    plain.close()
    title = _title(text) or plain.outline.first
    shown = plain.outline.sections(title)
    length = sum(len(section.text) for section in shown)
    extracted = "" if plain.deepest > _DEEP else _extract(text)
    if len(extracted) >= _ENOUGH * length and has_words(extracted):
        return from_text(extracted, "html", title=title, notes=notes)
    return Content("html", title, shown, notes)


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The characters; what the page says of its own encoding goes before a guess."""
    text, notes = decode(data)
    named = _CHARSET.search(data[:4_000])
    if notes and named:
        try:
            return data.decode(named[1].decode("ascii"), errors="replace"), ()
        except LookupError:
            pass
    return text, notes


def _extract(text: str) -> str:
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        page = trafilatura.load_html(text)
        for element in [] if page is None else [one for one in page.iter() if _unseen(one)]:
            element.drop_tree()
        found = trafilatura.extract(
            page,
            output_format="markdown",
            include_tables=True,
            include_links=False,
            include_comments=False,
            include_images=False,
            favor_recall=True,
        )
    except Exception:  # the page is odd; the plain reading remains
        return ""
    return found or ""


def _unseen(element: Any) -> bool:
    """Whether the page hides it; words that nobody sees are often meant for machines."""
    return isinstance(element.tag, str) and element.getparent() is not None and _hides(dict(element.attrib))


def _hides(said: Mapping[str, str | None]) -> bool:
    hidden = "hidden" in said or said.get("aria-hidden") == "true"
    return hidden or bool(_HIDDEN.search(said.get("style") or ""))


def _title(text: str) -> str:
    import html

    named = _TITLE.search(text)
    return _SITE.sub("", one_line(html.unescape(named[1]))) if named else ""


class _Visible(HTMLParser):
    """What a page shows, in order and without recursion, however deep it is nested."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.outline = Outline()
        self.deepest = 0
        self._open: list[tuple[str, bool]] = []  # each open tag, and whether nothing in it is shown
        self._heading = 0
        self._said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes what opens, and whether it is hidden."""
        if tag in _BLOCKS or tag in ("br", "h1", "h2", "h3", "h4", "h5", "h6"):
            self._flush()
        if tag in _VOID:
            return
        unseen = _hides(dict(attrs)) or tag in _SKIPPED or bool(self._open and self._open[-1][1])
        self._open.append((tag, unseen))
        self.deepest = max(self.deepest, len(self._open))
        if tag[0] == "h" and tag[1:].isdigit():
            self._heading = int(tag[1:])
        if tag == "li" and not unseen:
            self._said.append("- ")

    def handle_endtag(self, tag: str) -> None:
        """Closes the innermost such tag, with what was left open in it."""
        for n in range(len(self._open) - 1, max(-1, len(self._open) - 50), -1):
            if self._open[n][0] == tag:
                del self._open[n:]
                break
        if tag in _BLOCKS or (tag[0] == "h" and tag[1:].isdigit()):
            self._flush()

    def handle_data(self, data: str) -> None:
        """Words, if they are shown."""
        if not (self._open and self._open[-1][1]):
            self._said.append(data)

    def close(self) -> None:
        """The end of the page."""
        super().close()
        self._flush()

    def _flush(self) -> None:
        words = one_line("".join(self._said))
        self._said = []
        if self._heading:
            self.outline.heading(self._heading, words)
            self._heading = 0
        else:
            self.outline.add(words)
