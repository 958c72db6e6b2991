"""Markdown, by its CommonMark tokens: headings become the place, markup goes, lists and tables stay lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.documents.content import Content, table
from assistant.documents.outline import Outline
from assistant.documents.plain import decode

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.S)
_TITLE = re.compile(r"^title:\s*[\"']?(.+?)[\"']?\s*$", re.M)
_SPOKEN = frozenset({"text", "code_inline"})
_BREAKS = frozenset({"softbreak", "hardbreak"})


def read(data: bytes) -> Content:
    """The text below each heading; the title from the front matter, else the first heading."""
    text, notes = decode(data)
    return from_text(text, "markdown", notes=notes)


def from_text(text: str, kind: str, title: str = "", notes: tuple[str, ...] = ()) -> Content:
    """Markdown as content. ``kind``: the format that it was made from; ``title``: what the file itself says."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if front := _FRONT_MATTER.match(text):
        named = _TITLE.search(front[1])
        title, text = title or (named[1] if named else ""), text[front.end() :]
    outline = Outline()
    tokens = _parser().parse(text)
    at = 0
    while at < len(tokens):
        end = _end(tokens, at)
        block = tokens[at : end + 1]
        if block[0].type == "heading_open":
            outline.heading(int(block[0].tag[1]), _spoken(block))
        else:
            outline.add(_block(block))
        at = end + 1
    title = title or outline.first
    return Content(kind, title, outline.sections(title), notes)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _end(tokens: Sequence[Token], start: int) -> int:
    """Where the block that begins at ``start`` ends."""
    depth = 0
    for n in range(start, len(tokens)):
        depth += tokens[n].nesting
        if depth == 0:
            return n
    return len(tokens) - 1


def _block(block: Sequence[Token]) -> str:
    if block[0].type == "table_open":
        rows: list[list[str]] = []
        for token in block:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(_inline(token))
        return table(rows)
    if block[0].type in ("fence", "code_block"):
        return block[0].content
    if block[0].type in ("bullet_list_open", "ordered_list_open"):
        return _list(block)
    return _spoken(block)


def _list(block: Sequence[Token]) -> str:
    lines: list[str] = []
    mark = ""
    for token in block:
        if token.type == "list_item_open":
            mark = f"{token.info}. " if token.info else "- "
        elif token.type == "inline":
            lines.append(f"{mark}{_inline(token)}")
            mark = ""
    return "\n".join(lines)


def _spoken(block: Sequence[Token]) -> str:
    return "\n".join(_inline(token) for token in block if token.type == "inline")


def _inline(token: Token) -> str:
    """The words of a paragraph without its markup; of a link its words, of a picture nothing."""
    said = [
        child.content if child.type in _SPOKEN else " " if child.type in _BREAKS else ""
        for child in token.children or ()
    ]
    return "".join(said)
