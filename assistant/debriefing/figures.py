"""Figures that the user's own evidence has otherwise: the same thing, the same unit, another number.

Only what contradicts is named, and softly: a figure that the evidence does not know may be one that the user did not write down.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from assistant.catalog import table
from assistant.debriefing.log import Exchange
from assistant.debriefing.quoting import until_stop
from assistant.debriefing.signs import DID, plain
from assistant.domain import Act, Fact, LineNote, Scenario
from assistant.text.figures import figures, is_supposed
from assistant.text.segment import sentences
from assistant.writing.wording import stems

_SHARED = 0.5
"""Share of the shorter one's words from which on two sentences are about the same."""
_FEWEST = 2
_STEM = 4
_NEAR = 12
"""Letters behind a figure within which it is said what it is for."""
_PER = re.compile(r"\b(?:(?P<each>each|apiece)|(?:an?|per|every) (?P<of>hour|day|shift|week|month|quarter|season|year|person|head|order|piece|visit))\b", re.I)  # fmt: skip
_BETWEEN = frozenset({"more", "fewer", "less", "better", "worse", "higher", "lower", "earlier", "later"})

Figures = dict[str, dict[float, str]]
"""By unit the values, each with its words."""


def contradictions(scenario: Scenario, said: Sequence[Exchange]) -> tuple[LineNote, ...]:
    """The sentences of the user's whose figure the evidence has otherwise, one for each turn, with what it says."""
    notes = {}
    known = [_figures(note.text) for note in scenario.evidence if not note.private]
    right = {number for figures in known for values in figures.values() for number in values}
    for one in said:
        for part in sentences(one.said):
            for n, note in enumerate(scenario.evidence):
                found = None if note.private else _differs(part.text, note.text, right)
                if found and one.number not in notes:
                    notes[one.number] = _note(one, part.text, found, Fact(note.text, f"evidence[{n}]"))
    return tuple(notes.values())


def _note(one: Exchange, sentence: str, found: tuple[str, str], fact: Fact) -> LineNote:
    why = f"You said {found[0]}; your evidence says {found[1]}. Bring the one that you can show: a boss who knows the other doubts the rest."
    return LineNote(
        one.number, until_stop(sentence), why, concern=one.concern, better=fact.text, used=(fact,)
    )


def _differs(sentence: str, evidence: str, right: Collection[float]) -> tuple[str, str] | None:
    """(what was said, what the evidence says); None where they agree, or are about different things.

    :param right: every figure that stands anywhere in the evidence; whoever says one of them is not wrong.
    """
    # That both speak of euros, or of weeks, makes them about nothing yet.
    units = {unit[:_STEM] for one in figures(evidence) for unit in (one.unit, *stems(one.words)) if unit}
    words, known = (_words(text) - units for text in (sentence, evidence))
    shared = len(words & known)
    if shared < max(_FEWEST, _SHARED * min(len(words), len(known))) or not _tells(sentence):
        return None
    told, written = _figures(sentence), _figures(evidence)
    for counted, mine in told.items():
        theirs = written.get(counted, {})
        extra, lacking = mine.keys() - {*right}, theirs.keys() - mine.keys()
        if extra and lacking and len(mine) <= len(theirs):
            if _rate(sentence, mine[min(extra)]) != _rate(evidence, theirs[min(lacking)]):
                continue  # so much each is no other figure than so much a week
            return mine[min(extra)], theirs[min(lacking)]
    return None


def _rate(text: str, words: str) -> str:
    """What a figure is for ("each", "week"), by the words right behind it or within it; empty where none is named."""
    found = _PER.search(text[text.find(words) :][: len(words) + _NEAR])
    return (found["of"] or found["each"]).lower() if found else ""


def _words(text: str) -> set[str]:
    return {word[:_STEM] for word in stems(text) if not word[0].isdigit()}


@cache
def _request() -> re.Pattern[str]:
    return re.compile(table("acts")[Act.OPTIONS.value]["request"])


def _tells(sentence: str) -> bool:
    """Whether a sentence tells of something done, and is no wish, question or condition."""
    words = plain(sentence)
    return bool(DID.search(words)) and not (is_supposed(sentence) or _request().search(words))


def _figures(text: str) -> Figures:
    found: Figures = {}
    for one in figures(text):
        if one.behind[:1] and one.behind[0] in _BETWEEN:
            continue  # "seven fewer" says what lies between two figures
        found.setdefault(one.unit or one.noun[:_STEM], {})[one.value] = one.words
    return found
