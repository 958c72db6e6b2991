"""The user's own facts that they have not said yet, by what they are good for.

They come from the scenario as far as the boss may hear it: what the user marked private, and what the rules for texts to the
boss hold back (:mod:`assistant.writing.private`), is not among them. What was said in the room is not said again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from assistant.catalog import table
from assistant.debriefing.log import Exchange
from assistant.debriefing.signs import DID, is_sign, plain
from assistant.debriefing.terms import requests
from assistant.domain import Fact, Scenario
from assistant.text.cues import hinted
from assistant.text.segment import sentences
from assistant.text.spans import find_spans, names_in
from assistant.writing.cues import DOUBT, GRIEVANCE, HEALTH, LEAVING, SEARCH, ULTIMATUM
from assistant.writing.parse import Ask, parse_ask
from assistant.writing.private import Piece, Sifted, sift
from assistant.writing.wording import ROUND, sentence, stems

SLOT_OF_MOVE: Mapping[str, str] = {
    "evidence": "evidence",
    "benefit": "benefit",
    "cover": "cover",
    "milestone": "measure",
    "phased_or_trial": "trial",
    "within_rules": "rule",
}
"""Which of the facts make which move."""
_NOT_FOR: Mapping[str, frozenset[str]] = {
    "fairness": frozenset({"benefit", "evidence"}),
    "loyalty": frozenset({"benefit", "measure"}),
    "not_my_decision": frozenset({"measure"}),
}
"""Facts that fit the move and not the worry: what the boss gains is no reason that holds for everybody."""
_ABOUT_TIME = frozenset({"timing", "deferral"})
"""Worries to which a date of the ask is no answer: it is what they object to."""
_KEEPS = re.compile(
    r"\W*i(?:'d| would|'ll| will)? (?:still |also )*keep\b(?!.*\b(?:takes?|covers?|does|would (?:take|do|cover))\b)"
)
_FEWEST, _MOST = 4, 40
"""Words of a sentence that is worth saying."""
_KEPT_BACK = (SEARCH, LEAVING, ULTIMATUM, GRIEVANCE, HEALTH, DOUBT)
_FIGURES = frozenset({"number", "percent", "money", "duration", "amount"})
_FEWEST_SHARED = 2
"""Words of the prepared ask that were said in a talk about it."""
_ALREADY = 0.55
"""Share of a fact's words that were said in the room, from which on it counts as said."""


_FIGURE = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SMALL, _STEM = 10, 5
_LEADS = re.compile(
    r"\b(?:(?P<start>from|starting|beginning|start|begin)(?: on| in)?|until|till|to|through)(?: the)?$"
)


@dataclass(frozen=True)
class Facts:
    """Sentences that were not said yet, by slot, those with figures in front.

    ``ask`` and ``result``: the ask and the strongest result as the user wrote them, said or not. ``plainly``: the sentence of it
    by which it could have been asked in this talk. ``parts``: what fills the gaps of
    a frame beside whole sentences (``amount``, ``start``, ``end``, ``review``), in the words of the ask. ``post``: whether the ask is for a post that exists.
    """

    sentences: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
    ask: Fact | None = None
    plainly: Fact | None = None
    result: Fact | None = None
    parts: Mapping[str, str] = field(default_factory=dict)
    post: bool = False

    def fitting(self, move: str, concern: str) -> tuple[Fact, ...]:
        """The facts that make ``move`` and may answer this worry."""
        slot = SLOT_OF_MOVE.get(move, "")
        if slot in _NOT_FOR.get(concern, ()):
            return ()
        dated = concern in _ABOUT_TIME
        # What somebody keeps is no answer to who does the rest.
        kept = slot == "cover"
        return tuple(
            fact
            for fact in self.sentences.get(slot, ())
            if not (dated and any(span.kind == "date" for span in find_spans(fact.text)))
            and not (kept and _KEEPS.match(plain(fact.text)))
        )

    def unsaid(self, slot: str) -> str:
        """The first unsaid sentence of that slot; empty where there is none."""
        return next((fact.text for fact in self.sentences.get(slot, ())), "")


def facts(scenario: Scenario, said: Sequence[Exchange]) -> Facts:
    """What of the scenario the user has not said yet."""
    sifted = sift(scenario, "brief")
    ask = parse_ask(sifted.ask)
    spoken = " ".join(one.said for one in said)
    people = {name for one in said for part in sentences(one.said) for name in names_in(part.text)}
    found: dict[str, list[Fact]] = {}
    known: dict[str, list[Fact]] = {}
    for slot, fact in _from_scenario(sifted, ask):
        known.setdefault(slot, []).append(fact)
        # Who takes over what was said where they were named for it, whatever the words.
        told = was_said(fact.text, spoken) or (slot == "cover" and bool(people & set(names_in(fact.text))))
        if not told and fact.text not in [other.text for other in found.get(slot, [])]:
            found.setdefault(slot, []).append(fact)
    return Facts(
        {slot: tuple(sorted(items, key=_dull)) for slot, items in found.items()},
        ask=next(iter(known.get("change", ())), None),
        plainly=_plainly(known.get("change", ()), spoken),
        result=next(iter(sorted(known.get("evidence", ()), key=_dull)), None),
        parts=dict(_parts(ask)),
        post="internal_vacancy" in scenario.special or bool(_vacant().search(plain(scenario.preferred_ask))),
    )


@cache
def _vacant() -> re.Pattern[str]:
    """Words that name a post that is there: the signs of a vacancy, or its holder going."""
    return re.compile(
        rf"\b(?:{'|'.join(table('traits')['ask']['vacancy'])}|retires?|retiring|retirement|success(?:or|ion)|succeed)\b"
    )


def _parts(ask: Ask) -> Iterator[tuple[str, str]]:
    """The amount, the start, the end and the day of the review that the ask names."""
    text = " ".join(piece.text for piece in ask.change)
    for span in find_spans(text):
        before = text[: span.start].rstrip().lower()
        if span.kind == "amount":
            yield "amount", span.text
        elif span.kind == "date" and (lead := _LEADS.search(before)):
            yield ("start" if lead["start"] else "end"), span.text
    if ask.review_date:
        yield "review", ask.review_date


def _plainly(known: Sequence[Fact], spoken: str) -> Fact | None:
    """The sentence of the prepared ask that asks for something; None where the talk was about something else."""
    asks = next((fact for fact in known if requests(fact.text)), None)
    elsewhere = asks and spoken and len(stems(asks.text) & stems(spoken)) < _FEWEST_SHARED
    return None if elsewhere else asks


def same_fact(fact: str, sentence: str) -> bool:
    """Whether a sentence tells the fact in other words: one of its telling figures stands in it, beside a word of what it counts."""
    return bool(_telling(fact) & _telling(sentence) and _nouns(fact) & _nouns(sentence))


def _telling(text: str) -> set[str]:
    """The figures of a text that hardly stand for anything else: no small ones, no years."""
    found = {figure.replace(",", ".") for figure in _FIGURE.findall(text)}
    return {
        figure for figure in found if "." in figure or (int(figure) >= _SMALL and not _YEAR.fullmatch(figure))
    }


def _nouns(text: str) -> set[str]:
    return {word[:_STEM] for word in stems(text) if not word[0].isdigit()}


def was_said(fact: str, spoken: str) -> bool:
    """Whether most of a fact's words, two of its figures, or one with what it counts were said in the room."""
    if any(same_fact(fact, part.text) for part in sentences(spoken)):
        return True
    words = stems(fact)
    figures = {span.text.lower() for span in find_spans(fact) if span.kind in _FIGURES}
    heard = {span.text.lower() for span in find_spans(spoken) if span.kind in _FIGURES}
    return len(words & stems(spoken)) >= _ALREADY * max(1, len(words)) or len(figures & heard) > 1


def usable(text: str) -> bool:
    """Whether a sentence may be said: whole, of a good length, no question, no doubt, nothing to be kept back."""
    return (
        _FEWEST <= len(text.split()) <= _MOST
        and "?" not in text
        and not hinted(text, "unsure", "hypothetical", "withdrawn")
        and not any(cue.search(text) for cue in _KEPT_BACK)
    )


def _with_subject(text: str) -> str:
    """A note in the shape "Cut the waste by half" as something to say: "I cut the waste by half"."""
    mine = f"I {text[0].lower()}{text[1:]}"
    return mine if not DID.search(plain(text)) and DID.match(plain(mine)) else text


def _dull(fact: Fact) -> bool:
    return not any(span.kind in _FIGURES for span in find_spans(fact.text))


def _from_scenario(sifted: Sifted, ask: Ask) -> Iterator[tuple[str, Fact]]:
    def given(slot: str, pieces: Iterable[Piece], fits: Callable[[str], bool] = bool) -> Iterator[tuple[str, Fact]]:  # fmt: skip
        for piece in pieces:
            text = sentence(piece.text.translate(ROUND))
            if usable(text) and fits(text):
                yield slot, Fact(_with_subject(text) if slot == "evidence" else text, piece.source)

    yield from given("change", ask.change)
    yield from given("evidence", sifted.evidence)
    yield from given("benefit", ask.benefit)
    yield from given("cover", ask.cover)
    yield from given("measure", ask.review if ask.measured else ())
    yield from given("trial", ask.sentences, lambda text: is_sign("trial", text))
    yield from given("rule", ask.sentences, lambda text: is_sign("within_rules", text))
