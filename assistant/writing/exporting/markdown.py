"""A text as a Markdown file."""

from __future__ import annotations

from assistant.domain import Artefact, Scenario


class MarkdownExporter:
    """Implements :class:`assistant.seams.Exporter` for ``.md``."""

    def export(self, artefact: Artefact, scenario: Scenario) -> bytes:  # noqa: ARG002 - the text stands by itself
        """The text in UTF-8, ending with a line break."""
        return (artefact.markdown.rstrip() + "\n").encode("utf-8")
