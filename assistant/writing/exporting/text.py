"""A text without any signs, to be pasted into a mail or a chat."""

from __future__ import annotations

from assistant.domain import Artefact, Scenario
from assistant.writing.exporting.blocks import Block, Heading, Items, Paragraph, Table, parse, plain


class TextExporter:
    """Implements :class:`assistant.seams.Exporter` for ``.txt``."""

    def export(self, artefact: Artefact, scenario: Scenario) -> bytes:  # noqa: ARG002 - the text stands by itself
        """The text in UTF-8, ending with a line break."""
        return (plain_text(parse(artefact.markdown)) + "\n").encode("utf-8")


def plain_text(blocks: list[Block]) -> str:
    """The blocks in plain words; lists keep a dash or their number, a table row becomes one item with its columns' names."""
    return "\n\n".join(_words(block) for block in blocks)


def _words(block: Block) -> str:
    match block:
        case Heading(_, runs):
            return plain(runs)
        case Paragraph(runs, quoted):
            return f"“{plain(runs)}”" if quoted else plain(runs)
        case Items(ordered, items):
            return "\n".join(
                f"{f'{n}.' if ordered else '-'} {plain(runs)}" for n, runs in enumerate(items, 1)
            )
        case Table(rows):
            names = [plain(cell) for cell in rows[0]]
            return "\n".join(_row(names, [plain(cell) for cell in row]) for row in rows[1:])


def _row(names: list[str], cells: list[str]) -> str:
    """One row: its first cell, then each further cell after the name of its column."""
    rest = [f"{name}: {cell}" if name else cell for name, cell in zip(names[1:], cells[1:], strict=False)]
    return f"- {cells[0]}. " + "; ".join(rest)
