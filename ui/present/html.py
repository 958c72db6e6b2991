"""The few building blocks of HTML that the page is made of. Text goes in, escaped HTML comes out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from html import escape

from markdown_it import MarkdownIt

from assistant.domain import Guidance, Source

BLANK = re.compile(r"\[[^\[\]<>\n]{2,200}\]")
"""A gap that a text leaves for the user to fill."""
_INVISIBLE = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def text(value: object) -> str:
    """``value`` as escaped text, without characters that would turn the page's writing direction round.

    Braces and dollar signs become entities, so that no template engine in the browser can take them for its own.
    """
    shown = escape(str(value).translate(_INVISIBLE))
    return shown.replace("$", "&#36;").replace("{", "&#123;").replace("}", "&#125;")


def paragraphs(value: str) -> str:
    """Escaped text with its line breaks kept."""
    return text(value.strip()).replace("\n", "<br>")


def items(values: Iterable[str], *, ordered: bool = False, css: str = "") -> str:
    """Ready HTML fragments as a list; nothing at all when there are none."""
    rows = "".join(f"<li>{value}</li>" for value in values)
    tag = "ol" if ordered else "ul"
    return f'<{tag} class="{css}">{rows}</{tag}>' if rows else ""


def section(title: str, body: str, *, css: str = "", level: int = 3) -> str:
    """A titled section; nothing at all when the body is empty."""
    return f'<section class="{css}"><h{level}>{text(title)}</h{level}>{body}</section>' if body else ""


def notice(message: str, *, kind: str = "info", fields: Iterable[str] = ()) -> str:
    """A short message to the user; ``kind`` is ``info``, ``error`` or ``done``.

    :param fields: the names of the form's fields that an error is about; the page marks them.
    """
    if not message:
        return ""
    role = "alert" if kind == "error" else "status"
    about = f' data-fields="{text(" ".join(fields))}"' if fields else ""
    return f'<div class="notice {kind}" role="{role}"{about}>{paragraphs(message)}</div>'


def made_by(engine: str, what: str) -> str:
    """Which model had a hand in ``what``; nothing for the built-in engine."""
    return "" if engine == "embedded" else f'<p class="quiet made-by">{text(what)}: {text(engine)}</p>'


def anchor(gid: str) -> str:
    """The stable address of a piece of guidance on the page: a link to ``#`` and this opens it in the library."""
    return f"guidance-{text(gid)}"


def cite(ids: Iterable[str], guidance: Mapping[str, Guidance], sources: Mapping[str, Source]) -> str:
    """The pieces of guidance behind a remark, each to be opened on the spot."""
    pieces = {guidance[gid].title: guidance[gid] for gid in ids if gid in guidance}
    return "".join(
        f'<details class="cite"><summary>{text(piece.title)}</summary>{markdown(piece.body or piece.short, blanks=False)}'
        f'<p class="quiet">Source: {text(source_name(piece.source, sources))}. '
        f'<a href="#{anchor(piece.ids[0])}">Open it in the library</a></p></details>'
        for piece in pieces.values()
    )


def source_name(source: str, sources: Mapping[str, Source]) -> str:
    """A source's title and publisher; its id when it is not known."""
    found = sources.get(source)
    return f"{found.title}, {found.publisher}" if found else source


def markdown(value: str, *, blanks: bool = True) -> str:
    """Markdown as HTML: headings, lists, emphasis and tables; links, images and markup stay plain text.

    :param blanks: whether gaps in square brackets are made visible.
    """
    rendered: str = _parser().render(value.translate(_INVISIBLE))
    # The page has one main heading of its own.
    rendered = re.sub(r"<(/?)h([1-5])>", lambda tag: f"<{tag[1]}h{int(tag[2]) + 1}>", rendered)
    rendered = rendered.replace(
        "<table>", '<div class="wide" tabindex="0" role="region" aria-label="Table"><table>'
    ).replace("</table>", "</table></div>")
    if blanks:
        rendered = BLANK.sub(lambda gap: f'<mark class="blank">{gap[0]}</mark>', rendered)
    return rendered.replace("$", "&#36;").replace("{", "&#123;").replace("}", "&#125;")


def sentences(value: str) -> str:
    """Text of the engine for people: names of ids as words, each sentence with a capital."""
    words = re.sub(r"(?<=[a-z])_(?=[a-z])", " ", value)
    return re.sub(r"(^|[.!?] )([a-z])", lambda start: start[1] + start[2].upper(), words)


def excerpt(value: str, most: int = 70) -> str:
    """The beginning of ``value`` in one line, unescaped."""
    line = " ".join(value.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True})
    return parser.enable("table").disable(
        ["image", "link", "autolink", "reference", "html_block", "html_inline"]
    )
