"""The language-model writer: words the lines of a text that carry the user's own sentences, and nothing else.

The built-in writer sifts, fills and checks; what it withheld, no model ever sees. A line in other words is taken only if
it has the same gaps and facts, and the whole text then goes through :mod:`assistant.writing.check` once more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant.asking import Form, Inquiry, harmless, instead
from assistant.domain import PLAIN, Artefact, Fact, Scenario, Style, Usage
from assistant.errors import EngineError, StageFailed
from assistant.seams import ChatModel
from assistant.text.grounding import BLANK, may_replace, plain
from assistant.writing.embedded import Composed, EmbeddedWriter
from assistant.writing.wording import escape, unescape

MOST_LINES = 24
"""Lines of one text that the model is asked to word."""
_SHORTEST = 6
"""A line of fewer words has nothing to word."""
_RUN = 4
"""So many words in a row that the user wrote make a line one of theirs."""
_LEAD = re.compile(r"\s*(?:[-*] |\d+\. |> )?(?:\*\*[^*\n]+\*\*:?\s*)?")
"""What stands before the words of a line: a list mark, a label in bold."""
_FIXED = re.compile(r"\s*(?:#|\||\*\*Subject|\*\*For\*\*|Hello )")
_HELD = "\ue000"


class _Line(Form):
    number: int
    text: str


class Lines(Form):
    """The lines in the model's words."""

    lines: list[_Line]


INQUIRY = Inquiry("wording", "lines", Lines, limit=2_000)


class ModelWriter:
    """Implements :class:`assistant.seams.Writer`.

    :param own: the built-in writer. :param barred: why the model may not do this; then it is not asked.
    """

    def __init__(self, model: ChatModel, own: EmbeddedWriter, barred: str = "") -> None:
        self._model, self._own, self._barred = model, own, barred

    def write(self, kind: str, scenario: Scenario, style: Style = PLAIN) -> Artefact:
        """The built-in text with the lines that the model worded well; ``NotFound`` for another kind."""
        composed = self._own.compose(kind, scenario, style)
        own = composed.artefact(composed.markdown)
        if self._barred:
            return replace(own, notes=(*own.notes, self._barred))
        spent: list[Usage] = []
        try:
            found = self._worded(composed, own, spent)
        except EngineError as error:
            found = replace(own, notes=(*own.notes, instead(error, "wrote this")))
        return replace(found, usage=tuple(spent))

    def _worded(self, composed: Composed, own: Artefact, spent: list[Usage]) -> Artefact:
        said = plain(" \n ".join(piece.text for piece in composed.pieces))
        lines = own.markdown.splitlines()
        chosen = [n for n, line in enumerate(lines) if _is_users(line, said)][:MOST_LINES]
        if not chosen:
            return own
        bare = {n: unescape(lines[n][_lead(lines[n]) :]) for n in chosen}
        answer = INQUIRY.ask(self._model, spent, lines=[harmless(text) for text in bare.values()])
        told = {line.number: " ".join(line.text.split()) for line in answer.lines}
        taken: dict[int, str] = {}
        for number, (n, text) in enumerate(bare.items(), start=1):
            if number in told and told[number] != text and may_replace(told[number], text):
                taken[n] = lines[n][: _lead(lines[n])] + _escaped(told[number])
        taken = _sound(composed, lines, taken)
        if not taken:
            raise StageFailed(f"{self._model.id} worded nothing that says the same")
        markdown = "\n".join(taken.get(n, line) for n, line in enumerate(lines)) + "\n"
        return replace(own, markdown=markdown, facts=_facts(own, lines, taken), engine=self._model.id)


def _is_users(line: str, said: str) -> bool:
    """Whether the line carries words that the user wrote, rather than those of the template."""
    if _FIXED.match(line):
        return False
    words = plain(unescape(BLANK.sub(" ", line[_lead(line) :]))).split()
    runs = (" ".join(words[n : n + _RUN]) for n in range(len(words) - _RUN + 1))
    return len(words) >= _SHORTEST and any(run in said for run in runs)


def _lead(line: str) -> int:
    found = _LEAD.match(line)
    return found.end() if found else 0


def _escaped(text: str) -> str:
    """``text`` safe for Markdown, its gaps kept."""
    gaps = iter(BLANK.findall(text))
    return re.sub(_HELD, lambda _: next(gaps), escape(BLANK.sub(_HELD, text.replace(_HELD, ""))))


def _sound(composed: Composed, lines: list[str], taken: Mapping[int, str]) -> dict[int, str]:
    """Those of the new lines that pass the check in the text as a whole."""
    found = composed.flaws("\n".join(taken.get(n, line) for n, line in enumerate(lines)))
    bad = {flaw.line for flaw in found}
    return {n: line for n, line in taken.items() if n not in bad}


def _facts(own: Artefact, lines: list[str], taken: Mapping[int, str]) -> tuple[Fact, ...]:
    """Where everything comes from: a statement that was reworded stands with its new words and its old source."""
    kept = plain(unescape("\n".join(line for n, line in enumerate(lines) if n not in taken)))
    new = {plain(unescape(lines[n])): unescape(line[_lead(line) :]) for n, line in taken.items()}
    found: list[Fact] = []
    for fact in own.facts:
        text = plain(fact.text)
        reworded = next((words for old, words in new.items() if text in old), None)
        if text in kept or reworded is None or text in plain(reworded):
            found.append(fact)
        else:
            found.append(Fact(reworded, fact.source))
    return tuple(dict.fromkeys(found))
