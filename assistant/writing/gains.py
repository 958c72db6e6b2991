"""The gaps for what the boss would gain and who does the present work: questions about this ask, never in general."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import catalog
from assistant.writing.parse import Ask
from assistant.writing.wording import escape

_LOOKED_AT = re.compile(
    r"\b(?:look at|count|compare|check|measure|weigh) (?P<what>(?:the|our|my) [^,.;:]+?)"
    r"(?= (?:and (?:we|I|you|say|decide)|together|then|on|at|by|in|every|again)\b|[,.;:]|$)"
)
_IF = re.compile(
    r"\b[Ii]f (?P<what>the [\w' -]+?) (?P<verb>costs?|(?:is|are)(?:n['’]t| not)?|goes?|stays?|takes?|rises?|falls?|drops?)\b"
)
_LONGEST = 6
_BESIDE = re.compile(
    r"\b(?:as well as|on top of|in addition to|besides|alongside|next to) (?P<what>my (?:own |usual |present )?[\w'’-]+(?: (?:work|round|job|desk|duties))?)\b"
)


def measure(ask: Ask) -> str:
    """What the user says they will look at ("the waste and the till"), empty where they name nothing."""
    for piece in ask.review:
        for cue in (_LOOKED_AT, _IF):
            found = cue.search(piece.text)
            if found and len(found["what"].split()) <= _LONGEST:
                cost = "cost" in (found.groupdict().get("verb") or "")
                return f"the cost of {found['what']}" if cost else found["what"]
    return ""


def kept_beside(ask: Ask) -> str:
    """The present work that the user keeps while doing more ("as well as my round"), empty where they say nothing of it."""
    found = _BESIDE.search(" ".join(piece.text for piece in ask.change))
    return escape(found["what"]) if found else ""


def cover_gap(ask: Ask, spells: Sequence[str]) -> str:
    """The words of the gap for the present work, safe for Markdown.

    :param spells: the short spells in which somebody else does it ("Two mornings"), none for a longer change.
    """
    if kept := kept_beside(ask):
        return f"how {kept} still gets done, or what can wait"
    if spells:
        return f"who does my usual work for {' and '.join(spell.lower() for spell in spells)}"
    return "who looks after my present work, and from when"


def gain_gap(kind: str, ask: Ask) -> str:
    """The words of the gap for the gain, safe for Markdown: about what will be looked at, else by the kind of ask."""
    what = measure(ask)
    if what and not what.startswith("my "):
        return f"what this does for {escape(what)}, and what follows from that"
    table: dict[str, str] = catalog.table("writing")["gain"]
    return table.get(kind) or table["role"]


def at_the_place(line: str, about: str) -> str:
    """A need that "they" have, with the place where they are, where the ask is a move to one ("At the bench they have …")."""
    place = about.removeprefix("a move to ")
    known = place != about and place.startswith(("the ", "our "))
    return f"At {place} they{line[4:]}" if known and line.startswith("They ") else line
