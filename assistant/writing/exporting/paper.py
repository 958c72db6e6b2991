"""What a printed page looks like where the user lives, and how a file names its language."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain import Artefact, Scenario
from assistant.writing.exporting.blocks import Block, title
from assistant.writing.wording import american

_LETTER = frozenset(
    "united states|united states of america|usa|us|u.s.|u.s.a.|america|canada|mexico|philippines|chile|colombia|venezuela|"
    "costa rica|guatemala|puerto rico|dominican republic|panama|el salvador|nicaragua".split("|")
)
"""Countries that print on Letter; all others on A4."""
_NAMES = {
    "invitation": "Invitation",
    "note": "Note of our conversation",
    "resignation_note": "Resignation note",
}


@dataclass(frozen=True)
class Sheet:
    """Size in millimetres, margins of 20, and what a file says of itself."""

    width: float
    height: float
    title: str
    language: str
    author: str


def sheet(artefact: Artefact, scenario: Scenario, blocks: list[Block]) -> Sheet:
    """The page for one text."""
    country = scenario.user.country.strip().lower()
    size = (215.9, 279.4) if country in _LETTER else (210.0, 297.0)
    name = title(blocks, _NAMES.get(artefact.kind, "Career conversation"))
    return Sheet(*size, name, "en-US" if american(country) else "en-GB", " ".join(scenario.user.name.split()))
