"""The writer that always works: templates filled with the user's own words, then checked."""

from __future__ import annotations

import re

from assistant.domain import ARTEFACT_KINDS, Artefact, Scenario
from assistant.errors import NotFound
from assistant.prompting import Prompt, load
from assistant.seams import Scorer
from assistant.writing.check import flaws, mended
from assistant.writing.context import derived, inputs
from assistant.writing.facts import blanks, trace
from assistant.writing.parse import parse_ask
from assistant.writing.private import open_exit, sift

_TAGS = re.compile(r"\{#.*?#\}|\{%(.*?)%\}|\{\{(.*?)\}\}", re.S)
_QUOTED = re.compile(r'"([^"]*)"')


class EmbeddedWriter:
    """Writes the eight kinds of texts from a scenario (``seams.Writer``); no model, no network.

    :param scorer: helps where no cue does, to find the parts of the ask and its tone; None does without.
    """

    def __init__(self, scorer: Scorer | None = None) -> None:
        self._scorer = scorer

    def write(self, kind: str, scenario: Scenario) -> Artefact:
        """The text of ``kind`` with its facts, blanks and what was withheld; ``NotFound`` for another kind."""
        if kind not in ARTEFACT_KINDS:
            raise NotFound(f"There is no text of the kind {kind!r}. Known: {', '.join(ARTEFACT_KINDS)}.")
        prompt = load("writing", kind)
        assessment = self._scorer.score([scenario.preferred_ask])[0] if self._scorer else None
        sifted = sift(scenario, kind, assessment)
        ask = parse_ask(sifted.ask, assessment)
        values = inputs(scenario, sifted, ask)
        markdown = _tidy(prompt.render(**{name: values[name] for name in prompt.inputs}))
        pieces = [*sifted.ask, *sifted.evidence, *sifted.options, *sifted.constraints]
        fixed = " \n ".join([_fixed_wording(prompt), *(tip for *_, tip in values["worries"])])
        used = [piece.text for piece in pieces]
        found = flaws(markdown, kind, scenario, fixed, sifted.withheld, used, leaving=sifted.exit)
        if found:
            markdown = _tidy(mended(markdown, found))
        return Artefact(
            kind=kind,
            markdown=markdown,
            facts=trace(
                markdown, scenario, [*pieces, *ask.change, *ask.cover, *ask.review], derived(scenario, values)
            ),
            blanks=blanks(markdown),
            withheld=sifted.withheld,
            warnings=warnings(kind, scenario),
            engine="embedded",
        )


def warnings(kind: str, scenario: Scenario) -> tuple[str, ...]:
    """The guidance that must be seen before a text of ``kind`` goes out."""
    low = scenario.manager.trust == "low"
    exits = open_exit(scenario)
    leaving = exits or "considering_leaving" in scenario.special or kind == "resignation_note"
    told = " ".join(
        [
            scenario.preferred_ask,
            scenario.notes,
            *(note.text for note in (*scenario.options, *scenario.constraints)),
        ]
    )
    terms = bool(scenario.contract or (re.search(r"\b(?:bonus|notice)\b", told, re.I)))
    due = {
        "trust-first": low,
        "visa": "visa" in scenario.special,
        "probation": "probation" in scenario.special,
        "health-warning": leaving,
        "irreversible-doubts": leaving,
        "scope-follows-trust": leaving and not exits and kind != "resignation_note",
        "read-your-contract": leaving and (terms or low or exits or kind == "resignation_note"),
    }
    return tuple(name for name, holds in due.items() if holds)


def _tidy(markdown: str) -> str:
    """No more than one empty line in a row, none inside lists, no blanks at the ends of lines."""
    text = re.sub(r"[ \t]+$", "", markdown, flags=re.M)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _fixed_wording(prompt: Prompt) -> str:
    """The words of a template that are always the same, those inside its expressions too."""
    inside = [
        text
        for match in _TAGS.finditer(prompt.source)
        for text in _QUOTED.findall("".join(filter(None, match.groups())))
    ]
    return " \n ".join([_TAGS.sub(" ", prompt.source), *inside])
