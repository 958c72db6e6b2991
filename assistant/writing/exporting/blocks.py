"""A Markdown text as blocks of runs, the one reading of it that every file format is made from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.writing.facts import BLANK


@dataclass(frozen=True)
class Run:
    """Characters of one look; ``blank`` ones are a gap for the user to fill, brackets included."""

    text: str
    bold: bool = False
    italic: bool = False
    blank: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` 1 is the title of the text."""

    level: int
    runs: Runs


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, its line breaks kept; ``quoted`` ones are words to be spoken."""

    runs: Runs
    quoted: bool = False


@dataclass(frozen=True)
class Items:
    """A list without sublists."""

    ordered: bool
    items: tuple[Runs, ...]


@dataclass(frozen=True)
class Table:
    """A table; the first row names the columns."""

    rows: tuple[tuple[Runs, ...], ...]


Block = Heading | Paragraph | Items | Table
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
"""Characters that a Word file must not hold and that nobody sees."""


def parse(markdown: str) -> list[Block]:
    """The blocks of ``markdown`` in order; links, pictures and HTML are plain words."""
    return list(_blocks(_parser().parse(_UNSEEN.sub("", markdown))))


def plain(runs: Sequence[Run]) -> str:
    """The words of ``runs``."""
    return "".join(run.text for run in runs)


def title(blocks: Sequence[Block], otherwise: str) -> str:
    """What the text calls itself: its first-level heading, the subject of a mail, or ``otherwise``."""
    for block in blocks[:1]:
        if isinstance(block, Heading):
            return plain(block.runs)
        if isinstance(block, Paragraph) and plain(block.runs).startswith("Subject:"):
            return plain(block.runs).removeprefix("Subject:").strip()
    return otherwise


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True})
    return parser.enable("table").disable(
        ["image", "link", "autolink", "reference", "html_block", "html_inline"]
    )


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    """One pass over the parser's flat stream: what is open decides where an inline token belongs."""
    quoted = False
    items: list[Runs] | None = None
    rows: list[list[Runs]] | None = None
    level = 0
    for token in tokens:
        match token.type:
            case "blockquote_open" | "blockquote_close":
                quoted = token.nesting == 1
            case "bullet_list_open" | "ordered_list_open":
                items = items or []
            case "bullet_list_close" | "ordered_list_close" if token.level == 0:
                yield Items(token.type.startswith("ordered"), tuple(items or ()))
                items = None
            case "table_open":
                rows = []
            case "tr_open" if rows is not None:
                rows.append([])
            case "table_close":
                yield Table(tuple(tuple(row) for row in rows or ()))
                rows = None
            case "heading_open":
                level = int(token.tag[1])
            case "heading_close":
                level = 0
            case "fence" | "code_block":
                yield Paragraph((Run(token.content.strip()),), quoted)
            case "inline":
                runs = _runs(token.children or ())
                if rows:
                    rows[-1].append(runs)
                elif items is not None:
                    items.append(runs)
                else:
                    yield Heading(level, runs) if level else Paragraph(runs, quoted)


def _runs(children: Sequence[Token]) -> Runs:
    """The runs of one inline token; neighbours of one look are joined before the blanks are cut out."""
    bold = italic = 0
    found: list[Run] = []
    for token in children:
        bold += token.nesting if token.tag == "strong" else 0
        italic += token.nesting if token.tag == "em" else 0
        text = "\n" if token.type in ("softbreak", "hardbreak") else token.content
        if not text:
            continue
        if found and (found[-1].bold, found[-1].italic) == (bool(bold), bool(italic)):
            text = found.pop().text + text
        found.append(Run(text, bool(bold), bool(italic)))
    return tuple(part for run in found for part in _cut(run))


def _cut(run: Run) -> Iterator[Run]:
    """``run`` with each of its blanks as a run of its own."""
    at = 0
    for gap in BLANK.finditer(run.text):
        if gap.start() > at:
            yield Run(run.text[at : gap.start()], run.bold, run.italic)
        yield Run(gap.group(), run.bold, run.italic, blank=True)
        at = gap.end()
    if at < len(run.text):
        yield Run(run.text[at:], run.bold, run.italic)
