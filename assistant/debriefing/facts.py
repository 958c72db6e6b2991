"""The user's own facts by what they are good for: from the scenario as far as the boss may hear it, and from the talk.

What the user marked private, and what the rules for texts to the boss hold back (:mod:`assistant.writing.private`), is not
among them; what was said in the room is, unless it is a complaint, a threat or about something private.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.debriefing.grounds import is_sign
from assistant.domain import Fact, Scenario
from assistant.engine.remarks import Reply
from assistant.text.cues import hinted
from assistant.text.segment import sentences
from assistant.text.spans import find_spans, names_in
from assistant.writing.cues import DOUBT, GRIEVANCE, HEALTH, LEAVING, SEARCH, ULTIMATUM
from assistant.writing.parse import Ask, parse_ask, people
from assistant.writing.private import Piece, Sifted, sift
from assistant.writing.wording import ROUND, sentence, stems

_SLOT_OF_MOVE: Mapping[str, str] = {
    "evidence": "evidence",
    "benefit": "benefit",
    "cover": "cover",
    "milestone": "measure",
    "phased_or_trial": "trial",
    "within_rules": "rule",
}
_FEWEST, _MOST = 4, 40
"""Words of a sentence that is worth saying again."""
_POINTS_BACK = re.compile(
    r"^(?:(?:and|but|so|then|or|also)\b[, ]*)?(?:it|that|this|these|those|he|she|they|which|there|both|neither|no|yes)\b",
    re.I,
)
_FILLER = re.compile(
    r"^(?:(?:well|so|and|but|ok(?:ay)?|yes|yeah|right|look|sure|fair (?:point|enough))\b[,.:]* +)+", re.I
)
_KEPT_BACK = (SEARCH, LEAVING, ULTIMATUM, GRIEVANCE, HEALTH, DOUBT)
_FIGURES = frozenset({"number", "percent", "money", "duration", "amount"})
_LEADS: Mapping[str, str] = {
    "start": r"from|starting|after|as of|beginning",
    "end": r"until|till|to|through",
    "review": r"on|by|in|at",
}
_WEEKDAYS = re.compile(r"^(?:(?:every|each|next|last|on|and|or|to|the) |\w+days?\b[, ]*)+$", re.I)
_ONLY_NEW = frozenset({"trial", "rule"})
"""Slots for which the ask itself, once it was made, is no new answer."""
_ALREADY = 0.7
"""Share of a fact's words that were said in the room, from which on it counts as said."""


@dataclass(frozen=True)
class Facts:
    """Sentences by slot, those to be used first in front; and parts of sentences by slot (``catalog.FRAME_SLOTS``)."""

    sentences: Mapping[str, tuple[Fact, ...]]
    parts: Mapping[str, Fact]


def facts(scenario: Scenario, said: Sequence[Reply]) -> Facts:
    """Everything of the user's that a better wording may be filled with."""
    sifted = sift(scenario, "brief")
    ask = parse_ask(sifted.ask)
    spoken = stems(" ".join(reply.turn.said or "" for reply in said))
    found: dict[str, list[Fact]] = {}
    for slot, fact in (*_from_scenario(sifted, ask), *_from_talk(said)):
        if fact.text not in [known.text for known in found.get(slot, [])]:
            found.setdefault(slot, []).append(fact)
    firm = {f"turn {reply.turn.number}" for reply in said if reply.level == 2}
    ordered = {
        slot: sorted(items, key=lambda fact: _rank(fact, spoken, firm)) for slot, items in found.items()
    }
    new = {
        slot: tuple(f for f in items if slot not in _ONLY_NEW or f.source in firm or not _was_said(f, spoken))
        for slot, items in ordered.items()
    }
    return Facts(new, _parts(scenario, ordered))


def usable(text: str) -> bool:
    """Whether a sentence may be said (again): whole, of a good length, no question, no doubt, nothing to be kept back."""
    words = len(text.split())
    return (
        _FEWEST <= words <= _MOST
        and "?" not in text
        and not _POINTS_BACK.match(text)
        and not hinted(text, "unsure", "hypothetical", "withdrawn")
        and sayable(text)
    )


def sayable(text: str) -> bool:
    """Whether nothing in the words had better not be said to the boss at all."""
    return not any(cue.search(text) for cue in _KEPT_BACK)


def _from_scenario(sifted: Sifted, ask: Ask) -> Iterator[tuple[str, Fact]]:
    def given(slot: str, pieces: Iterable[Piece], fits: Callable[[str], bool] = bool) -> Iterator[tuple[str, Fact]]:  # fmt: skip
        for piece in pieces:
            text = sentence(piece.text.translate(ROUND))
            if usable(text) and fits(text):
                yield slot, Fact(text, piece.source)

    yield from given("change", ask.change)
    yield from given("evidence", sifted.evidence)
    yield from given("benefit", ask.benefit)
    yield from given("cover", ask.cover)
    yield from given("measure", ask.review if ask.measured else ())
    yield from given("trial", ask.sentences, lambda text: is_sign("trial", text))
    yield from given("rule", ask.sentences, lambda text: is_sign("within_rules", text))


def _from_talk(said: Sequence[Reply]) -> Iterator[tuple[str, Fact]]:
    """Sentences that made a move, by the words that the listener quoted for it."""
    for reply in said:
        if not reply.level or reply.heard.flags:
            continue
        parts = [part.text for part in sentences(reply.turn.said or "")]
        for move, slot in _SLOT_OF_MOVE.items():
            quote = reply.heard.moves.get(move)
            for part in parts:
                new = slot not in _ONLY_NEW or reply.concern is not None
                if new and quote and quote in part and usable(part) and is_sign(move, part):
                    text = sentence(_FILLER.sub("", part.translate(ROUND)))
                    yield slot, Fact(text, f"turn {reply.turn.number}")


def _rank(fact: Fact, spoken: set[str], firm: Collection[str]) -> tuple[int, bool]:
    """What the boss has not heard comes first, then what convinced them, then the rest; figures before words.

    :param firm: the turns (as sources) that dealt with a worry.
    """
    if fact.source.startswith("turn "):
        place = 1 if fact.source in firm else 3
    else:
        place = 2 if _was_said(fact, spoken) else 0
    return place, not any(span.kind in _FIGURES for span in find_spans(fact.text))


def _was_said(fact: Fact, spoken: set[str]) -> bool:
    words = stems(fact.text)
    return len(words & spoken) >= _ALREADY * max(1, len(words))


# --- parts of sentences --------------------------------------------------------------------------------------------


def _parts(scenario: Scenario, found: Mapping[str, Sequence[Fact]]) -> Mapping[str, Fact]:
    """Who, how much, from when, until when, and when it is looked at, in the user's words."""
    change = found.get("change", ())
    chosen = {
        "person": _first(found.get("cover", ()), lambda text: _person(text, scenario)),
        "amount": _first(change, lambda text: next((s.text for s in find_spans(text) if s.kind in ("amount", "percent")), "")),
        "start": _first(change, lambda text: _dated(text, "start")),
        "end": _first(change, lambda text: _dated(text, "end")),
        "review": _first(found.get("measure", ()), lambda text: _dated(text, "review")),
    }  # fmt: skip
    return {slot: fact for slot, fact in chosen.items() if fact is not None}


def _first(items: Iterable[Fact], part: Callable[[str], str]) -> Fact | None:
    return next((Fact(text, fact.source) for fact in items if (text := part(fact.text))), None)


def _person(text: str, scenario: Scenario) -> str:
    """Somebody who covers: neither of the two who talk, nor the organisation."""
    both = {*scenario.user.name.split(), *scenario.manager.name.split(), *scenario.user.organisation.split()}
    return next((name for name in people(text, names_in(text)) if not both & set(name.split())), "")


def _dated(text: str, slot: str) -> str:
    """A date with the word that leads it ("from 1 March"); weekdays come again and are no date."""
    for span in find_spans(text):
        lead = re.search(rf"\b({_LEADS[slot]}) (?:the )?$", text[: span.start], re.I)
        if span.kind == "date" and lead and not _WEEKDAYS.match(span.text):
            return f"{lead.group(1).lower()} {text[lead.end(1) + 1 : span.end]}"
    return ""


def closing_date(said: Sequence[Reply]) -> Fact | None:
    """The date that the user named for looking at it again, once the manager had asked how it goes on.

    A review date named earlier belonged to what was asked for, and went down with it.
    """
    for reply in reversed([reply for reply in said[-2:] if reply.before.state.closing]):
        for part in sentences(reply.turn.said or ""):
            if is_sign("next_step", part.text) and (day := _dated(part.text, "review")):
                return Fact(day, f"turn {reply.turn.number}")
    return None
