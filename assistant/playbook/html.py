"""A handbook as one HTML file that prints well: contents, page breaks, nothing loaded from anywhere.

In: the Markdown text of :mod:`assistant.playbook.text`. Out: a page in UTF-8. Markup that the user typed stays text.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.domain import Artefact, Scenario

_BLANK = re.compile(r"\[[^\[\]<>\n]{2,200}\]")
_PIECE = re.compile(r"(<h3\b.*?)(?=<h[1-3]\b|\Z)", re.DOTALL)
"""A third-level heading with what belongs to it, in HTML of our own making; it is not cut when printed."""
_UNSAID = re.compile(r"[^a-z0-9]+")


class HtmlExporter:
    """Implements :class:`assistant.seams.Exporter` for ``.html``."""

    def export(self, artefact: Artefact, scenario: Scenario | None = None) -> bytes:  # noqa: ARG002 - the text has it
        """The page: a title, a table of contents with links, the chapters, each on a page of its own."""
        tokens = _parser().parse(artefact.markdown)
        entries = _anchored(tokens)
        body = _BLANK.sub(
            lambda gap: f'<span class="blank">{gap[0]}</span>',
            _parser().renderer.render(tokens, _parser().options, {}),
        )
        title = next((words for level, _, words in entries if level == 1), "Playbook")
        head, rest = _after_the_title(_PIECE.sub(r'<section class="piece">\1</section>', body))
        page = _template().replace("{{title}}", escape(title)).replace("{{style}}", _style())
        return page.replace("{{body}}", head + _contents(entries) + rest).encode("utf-8")


def _anchored(tokens: list[Token]) -> list[tuple[int, str, str]]:
    """Gives each heading an id, made of its words, and returns (level, id, words) of all."""
    found: list[tuple[int, str, str]] = []
    for token, inner in pairwise(tokens):
        if token.type != "heading_open":
            continue
        words = "".join(child.content for child in inner.children or [])
        stem = _UNSAID.sub("-", words.lower()).strip("-") or "part"
        taken = {anchor for _, anchor, _ in found}
        anchor = next(
            name for n in range(len(found) + 2) if (name := stem if not n else f"{stem}-{n}") not in taken
        )
        token.attrSet("id", anchor)
        found.append((int(token.tag[1]), anchor, words))
    return found


def _contents(entries: list[tuple[int, str, str]]) -> str:
    rows = []
    for level, anchor, words in entries:
        if level in (2, 3):
            rows.append(f'<li class="level{level}"><a href="#{anchor}">{escape(words)}</a></li>')
    return f'<nav aria-labelledby="contents"><h2 id="contents">Contents</h2><ol>{"".join(rows)}</ol></nav>'


def _after_the_title(body: str) -> tuple[str, str]:
    """What stands before the first chapter, and the rest."""
    start = body.find("<h2")
    return (body[:start], body[start:]) if start >= 0 else (body, "")


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    return parser.enable("table").disable(
        ["image", "link", "autolink", "reference", "html_block", "html_inline"]
    )


@cache
def _template() -> str:
    return (Path(__file__).parent / "page.html").read_text(encoding="utf-8")


@cache
def _style() -> str:
    return (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
