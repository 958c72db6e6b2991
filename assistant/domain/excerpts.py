"""What the user's documents say about their ask, as far as it may be quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.domain.names import ConcernState

EXCERPT_WORDS, SAID_WORDS = 40, 15
_ARTICLES = frozenset({"the", "our", "your", "a", "an"})
_PAPER = re.compile(
    r"\b(?:polic(?:y|ies)|handbook|framework|guide(?:lines?|book)?|agreement|description|rules?|procedures?|charter|plan|code|manual|"
    r"regulations?|matrix|directive|scheme|profile|standards?|instructions?|document|statement|criteria|levels)\b",
    re.I,
)


@dataclass(frozen=True)
class Excerpt:
    """Words of one of the user's documents that bear on the ask, cleaned to one line and otherwise word for word.

    ``kind``: ``rule`` (a policy says it) or ``criterion`` (a framework asks for it). ``text``: the whole sentence, at most
    :data:`EXCERPT_WORDS` words; ``said``: the part of it that can be spoken, at most :data:`SAID_WORDS`. ``concern``: the
    worry under which a manager may bring it up, empty where none would. ``private``: from a document that is the user's
    alone (a contract): shown to them, never to the boss. ``exit``: about leaving; only where the user openly goes.
    """

    kind: str
    text: str
    said: str
    title: str
    place: str = ""
    document: str = ""
    concern: str = ""
    private: bool = False
    exit: bool = False

    @property
    def citation(self) -> str:
        """Where it stands, for people: "Career framework, Level 3"."""
        return f"{self.title}, {self.place}" if self.place else self.title

    @property
    def called(self) -> str:
        """What the document is called behind a "the": its title where that names a kind of paper."""
        first, _, rest = self.title.partition(" ")
        name = rest if rest and first.lower() in _ARTICLES else self.title
        return name if _PAPER.search(name) else f"document “{name}”"


@dataclass(frozen=True)
class ExcerptNote:
    """What a document of the user's says, word for word, and what became of it in the talk.

    ``turn``: when the manager brought it up, None where they did not. ``state``: where the worry stands that it belongs to.
    """

    text: str
    citation: str
    concern: str
    why: str
    turn: int | None = None
    state: ConcernState = ConcernState.DORMANT
