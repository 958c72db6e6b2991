"""What a model is sent of the talk: the turns as they were said, and of a long talk's beginning the facts alone.

Condensing happens in one step, when the turns outgrow their budget, and then not again for long: in between the transcript
only grows, so a server that keeps prompts evaluates the newest exchange alone. It is done by rules, without a model: every
number, date, amount and name of the turns that go, and every promise, stays in the sentence in which it was said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.asking import harmless, shortened
from assistant.domain import Turn
from assistant.text.grounding import plain
from assistant.text.segment import clauses, sentences
from assistant.text.spans import find_spans

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

BUDGET = 6_000
"""Tokens of talk that are sent; beyond it the older turns go, down to half of it."""
NOTES_BUDGET = 2_000
"""Tokens that the facts of older turns may take; facts beyond it stay without the words around them."""
LATEST = 2
"""Exchanges that are sent as they were said, however long."""
LONGEST_SAID = 400
"""Words of one turn that are sent; the middle of a longer one is left out. The listener has read all of it."""
_LONGEST_NOTE = 30
SCENE = "<scene>The talk begins.</scene>"
"""The first message of the transcript: some chat templates insist that the other side begins."""
_PROMISE = re.compile(r"\b(?:i|we)(?:['’]ll| will| can| could| promise| agree)\b", re.I)


@dataclass(frozen=True)
class Condensed:
    """``gone``: the turns of which only facts are sent. ``kept``: those that are sent as they were said."""

    gone: tuple[Turn, ...]
    kept: tuple[Turn, ...]


def condense(turns: Sequence[Turn], budget: int = BUDGET) -> Condensed:
    """What goes and what stays; the same for a talk and its continuation until the budget is full again."""
    first = 0
    for end in range(1, len(turns) + 1):
        if sum(map(_size, turns[first:end])) > budget:
            while first < end - LATEST and sum(map(_size, turns[first:end])) > budget // 2:
                first += 1
    return Condensed(tuple(turns[:first]), tuple(turns[first:]))


def notes(gone: Sequence[Turn], employee: str, budget: int = NOTES_BUDGET) -> list[str]:
    """What must not be forgotten of these turns, each in a line: who said it, and the sentence; each fact once.

    :param budget: tokens; facts for which no room is left come in one last line by themselves.
    """
    told: list[str] = []
    lines: list[str] = []
    rest: list[str] = []
    for who, text in _said(gone, employee):
        for part in _parts(text):
            facts = [span.text for span in find_spans(part) if plain(span.text) not in told]
            promises = bool(_PROMISE.search(part)) and plain(part) not in told
            if not facts and not promises:
                continue
            told += [*map(plain, facts), plain(part)]
            line = f'{who}: "{part}"'
            if budget > 0 and len(part.split()) <= _LONGEST_NOTE:
                lines.append(line)
                budget -= estimate_tokens(line)
            else:
                rest += facts
    return [*lines, f"Also mentioned: {'; '.join(rest)}"] if rest else lines


def messages(turns: Sequence[Turn], employee: str, budget: int = BUDGET) -> list[BaseMessage]:
    """The talk so far as alternating messages, the employee's side first."""
    from langchain_core.messages import AIMessage, HumanMessage

    found = condense(turns, budget)
    talk: list[BaseMessage] = []
    if found.gone:
        facts = "\n".join(f"- {harmless(line)}" for line in notes(found.gone, employee))
        scene = f"<scene>The talk has been going on for a while. From its earlier part you remember:\n{facts}</scene>"
        talk += [HumanMessage(scene), AIMessage(harmless(found.gone[-1].utterance.text))]
    for turn in found.kept:
        talk.append(HumanMessage(SCENE if turn.said is None else fenced(turn.said)))
        talk.append(AIMessage(harmless(turn.utterance.text)))
    return talk


def fenced(said: str) -> str:
    """The user's words as data, shortened in the middle when they go on and on."""
    return f"<said>{harmless(shortened(said, LONGEST_SAID))}</said>"


def estimate_tokens(text: str) -> int:
    """About how many tokens ``text`` has, rather too many than too few.

    An estimate on purpose: an exact count needs tables that are downloaded, and nobody asked for that connection.
    """
    return max(-(-len(text.split()) * 4 // 3), len(text) // 4)


def _size(turn: Turn) -> int:
    return estimate_tokens(fenced(turn.said or "")) + estimate_tokens(turn.utterance.text)


def _parts(text: str) -> Iterator[str]:
    """The sentences of ``text``; of a long one its clauses, so that a promise keeps its condition wherever there is room."""
    for sentence in sentences(text):
        short = len(sentence.text.split()) <= _LONGEST_NOTE
        for part in (sentence,) if short else clauses(sentence.text):
            yield " ".join(part.text.split())


def _said(turns: Sequence[Turn], employee: str) -> Iterator[tuple[str, str]]:
    for turn in turns:
        if turn.said:
            yield employee, turn.said
        yield "You", turn.utterance.text
