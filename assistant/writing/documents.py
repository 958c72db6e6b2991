"""What the user's documents say, as texts to the boss may quote it: rules and criteria, never a paper of the user's own."""

from __future__ import annotations

from assistant.domain import Excerpt, Scenario, Withheld
from assistant.writing.facts import document
from assistant.writing.private import Piece
from assistant.writing.wording import escape

_LONGEST = 30
"""Words of a sentence that is quoted whole; of a longer one the part that can be spoken."""
_WHY = "It stands in {citation}, a paper of your own; what it says stays with you."


def quotable(scenario: Scenario, *, leaving: bool) -> tuple[Excerpt, ...]:
    """The excerpts that the boss may read.

    :param leaving: whether the user openly tells them that they go; without it nothing about leaving is quoted.
    """
    return tuple(one for one in scenario.excerpts if not one.private and (leaving or not one.exit))


def values(scenario: Scenario, *, leaving: bool) -> dict[str, str | list[str]]:
    """For the templates: ``rule``, a quoted rule with its source or "", and ``criteria``, those that a framework lists."""
    found = quotable(scenario, leaving=leaving)
    rules = [escape(_quoted(one)) for one in found if one.kind == "rule"]
    criteria = [escape(_quoted(one)) for one in found if one.kind == "criterion"]
    return {"rule": rules[0] if rules else "", "criteria": criteria}


def pieces(scenario: Scenario, *, leaving: bool) -> list[Piece]:
    """The quotations as they stand in a text, with the document that they come from."""
    return [Piece(_quoted(one), document(one)) for one in quotable(scenario, leaving=leaving)]


def withheld(scenario: Scenario) -> list[Withheld]:
    """What bears on the ask and stands in a paper of the user's own."""
    return [
        Withheld(one.said, _WHY.format(citation=one.citation)) for one in scenario.excerpts if one.private
    ]


def _words(one: Excerpt) -> str:
    return (one.text if len(one.text.split()) <= _LONGEST else one.said).rstrip(" .;,")


def _quoted(one: Excerpt) -> str:
    return f"“{_words(one)}” ({one.citation})"
