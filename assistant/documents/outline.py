"""Gathers blocks of text under the path of headings that they stand below."""

from __future__ import annotations

from assistant.documents.content import Section, has_words, one_line

STEP = " › "
_DEEPEST = 3
_HEADING_CHARS = 100


class Outline:
    """Filled in reading order: headings with their level (1 the outermost), and what stands below them."""

    def __init__(self) -> None:
        self.first = ""
        """The first heading, which often is the title."""
        self._path: list[tuple[int, str]] = []
        self._found: list[tuple[tuple[str, ...], list[str]]] = []

    def heading(self, level: int, text: str) -> None:
        """A heading; those of its own level and deeper end here."""
        text = one_line(text)[:_HEADING_CHARS]
        if has_words(text):
            self.first = self.first or text
            self._path = [*((depth, name) for depth, name in self._path if depth < level), (level, text)]

    def add(self, text: str) -> None:
        """A paragraph, a list or a table."""
        place = tuple(name for _, name in self._path)
        if not has_words(text):
            return
        if not self._found or self._found[-1][0] != place:
            self._found.append((place, []))
        self._found[-1][1].append(text)

    def sections(self, title: str) -> tuple[Section, ...]:
        """What was gathered, cited by the innermost headings; the title among them is left to the title.

        A document of nothing but headings gives the last ones.
        """
        if not self._found and self.first:
            return (Section("", "\n".join(name for _, name in self._path)),)
        return tuple(
            Section(STEP.join([name for name in place if name != title][-_DEEPEST:]), "\n\n".join(blocks))
            for place, blocks in self._found
        )
