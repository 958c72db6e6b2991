"""The writer that always works: templates filled with the user's own words, then checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.domain import ARTEFACT_KINDS, PLAIN, Artefact, Scenario, Style, Withheld
from assistant.errors import NotFound
from assistant.prompting import Prompt, load
from assistant.seams import Scorer
from assistant.writing import documents
from assistant.writing.beside import TOO_EARLY, remarks, warnings
from assistant.writing.check import Flaw, flaws, mended
from assistant.writing.clashes import clashes
from assistant.writing.context import derived, inputs
from assistant.writing.facts import blanks, held, trace
from assistant.writing.leftovers import left_over
from assistant.writing.parse import parse_ask
from assistant.writing.private import Piece, Sifted, sift
from assistant.writing.style import fixed_wording
from assistant.writing.voice import formal, proposed, spoken, voiced
from assistant.writing.wording import ROUND, spelled, unescape

_ASK_FIRST = "You count on {who}: ask whether they agree before your boss {hears} it, unless your boss should hear of it first."
_BEFORE = ("invitation", "agenda", "brief", "five_acts")
"""Kinds that the boss reads or hears before anything is agreed."""
AFTER = ("note", "resignation_note")
"""Kinds for which the dates of the ask are no longer open."""
_TAGS = re.compile(r"\{#.*?#\}|\{%(.*?)%\}|\{\{(.*?)\}\}", re.S)
_QUOTED = re.compile(r'"([^"]*)"')


class EmbeddedWriter:
    """Writes the eight kinds of texts from a scenario (``seams.Writer``); no model, no network.

    :param scorer: helps where no cue does, to find the parts of the ask and its tone; None does without.
    """

    def __init__(self, scorer: Scorer | None = None) -> None:
        self._scorer = scorer

    def write(self, kind: str, scenario: Scenario, style: Style = PLAIN) -> Artefact:
        """The text of ``kind`` with its facts, blanks and what was withheld; ``NotFound`` for another kind."""
        composed = self.compose(kind, scenario, style)
        return composed.artefact(composed.markdown)

    def compose(self, kind: str, scenario: Scenario, style: Style = PLAIN) -> Composed:
        """The filled template, not yet checked, with all that a check needs; ``NotFound`` for another kind."""
        if kind not in ARTEFACT_KINDS:
            raise NotFound(f"There is no text of the kind {kind!r}. Known: {', '.join(ARTEFACT_KINDS)}.")
        prompt = load("writing", kind)
        assessment = self._scorer.score([scenario.preferred_ask])[0] if self._scorer else None
        sifted = sift(scenario, kind, assessment)
        ask = parse_ask(sifted.ask, assessment)
        values = inputs(kind, scenario, sifted, ask, style)
        markdown = _tidy(prompt.render(**{name: values[name] for name in prompt.inputs}))
        fixed = " \n ".join(
            [
                _fixed_wording(prompt, scenario.user.country),
                fixed_wording(),
                *(tip for *_, tip in values["worries"]),
            ]
        )
        return Composed(
            kind,
            scenario,
            markdown,
            sifted,
            fixed,
            tuple(
                Piece(text, piece.source)
                for piece in ask.pieces
                for text in dict.fromkeys(
                    (proposed(voiced(piece.text, style.tone)), voiced(piece.text, style.tone), piece.text)
                )
            )
            + tuple(Piece(formal(one.text), one.source) for one in (*sifted.constraints, *sifted.evidence))
            + tuple(Piece(spoken(one.text), one.source) for one in sifted.evidence),
            derived(scenario, values),
            style,
            vague=values["vague"] and kind not in ("invitation", "resignation_note"),
            last_date=values["last_date"],
            unasked=() if scenario.held or (kind in _BEFORE and sifted.exit) else ask.unasked,
        )


@dataclass(frozen=True)
class Composed:
    """A text of ``kind`` before its check. ``fixed``: the wording that belongs to the kind itself, not to this user.

    ``parts``: the parts of the ask that were used; ``derived``: wordings made of a field's value, and that field.
    ``unasked``: people the cover rests on whom the user has to ask first, where the text names them. ``vague``: the paper needs an object that the ask does not name yet. ``last_date``: the user's last day of work, if told.
    """

    kind: str
    scenario: Scenario
    markdown: str
    sifted: Sifted
    fixed: str
    parts: tuple[Piece, ...]
    derived: Mapping[str, str]
    style: Style
    vague: bool = False
    last_date: str = ""
    unasked: tuple[str, ...] = ()

    @property
    def pieces(self) -> list[Piece]:
        """The user's statements that the text may use."""
        sifted = self.sifted
        told = [Piece(text, source) for text, source in held(self.scenario)]
        return [*sifted.ask, *sifted.evidence, *sifted.options, *sifted.constraints, *told]

    def flaws(self, markdown: str) -> list[Flaw]:
        """What must not stand in ``markdown``, this text in whatever wording."""
        used, sifted = [piece.text for piece in self.pieces], self.sifted
        return flaws(
            markdown, self.kind, self.scenario, self.fixed, sifted.withheld, used, leaving=sifted.exit
        )

    def artefact(self, markdown: str) -> Artefact:
        """``markdown`` as the finished text, without the lines that have a flaw."""
        if found := self.flaws(markdown):
            markdown = _tidy(mended(markdown, found))
        named = " and ".join(name for name in self.unasked if name in unescape(markdown))
        hears = "reads or hears" if self.kind in _BEFORE else "reads"
        quoted = documents.pieces(self.scenario, leaving=self.sifted.exit)
        return Artefact(
            kind=self.kind,
            markdown=markdown,
            facts=trace(markdown, self.scenario, [*self.pieces, *self.parts, *quoted], self.derived),
            blanks=blanks(markdown),
            withheld=(
                *self.sifted.withheld,
                *documents.withheld(self.scenario),
                *_left_out(markdown, self.scenario),
                *left_over(markdown, self.kind, self.sifted, self.scenario, vague=self.vague),
            ),
            warnings=(*warnings(self.kind, self.scenario), *(("specific-feasible",) if self.vague else ())),
            engine="embedded",
            style=self.style,
            notes=(
                *((TOO_EARLY,) if self.vague else ()),
                *((_ASK_FIRST.format(who=named, hears=hears),) if named else ()),
                *remarks(self.kind, self.scenario, self.last_date),
                *(clashes(self.scenario) if self.kind not in AFTER else ()),
            ),
        )


def _left_out(markdown: str, scenario: Scenario) -> list[Withheld]:
    """What the real talk brought that did not pass the check."""
    plain = unescape(markdown)
    why = "it speaks of leaving, health or a threat; what was said in the room need not stand in writing"
    return [
        Withheld(text, why)
        for text, _ in held(scenario)
        if " ".join(text.split()).translate(ROUND) not in plain
    ]


def _tidy(markdown: str) -> str:
    """No more than one empty line in a row, none inside lists, no blanks at the ends of lines."""
    text = re.sub(r"[ \t]+$", "", markdown, flags=re.M)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _fixed_wording(prompt: Prompt, country: str) -> str:
    """The words of a template that are always the same, those inside its expressions too, in the country's spelling."""
    inside = [
        text
        for match in _TAGS.finditer(prompt.source)
        for text in _QUOTED.findall("".join(filter(None, match.groups())))
    ]
    return spelled(" \n ".join([_TAGS.sub(" ", prompt.source), *inside]), country)
