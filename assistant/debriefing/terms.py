"""What was asked beside what was granted: amounts, an end, money and title, by the user's own sentences.

The ask is the sentence in which it was heard first. Less than that is a later proposal of the user's that gives part of it up: a
smaller amount of the same kind, an end that the ask did not have, or what the ask named after a word of doing without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.catalog import table
from assistant.debriefing.log import Exchange
from assistant.debriefing.signs import plain
from assistant.text.figures import figures
from assistant.text.segment import sentences
from assistant.text.spans import find_spans
from assistant.writing.wording import stems

_PRICE = re.compile(r"(?<![\w:.,])\d+[.,]\d{2}(?![\w:]|[.,]\d)")
_CLOCK = re.compile(r"\b(?:at|by|until|till|before|after|from)\s+$", re.I)
_PER = re.compile(rf"{_PRICE.pattern} (?:an?|per|each|every) (?:hour|day|shift|week|month|year)\b", re.I)
"""A rate without a currency; by itself "21.50" may be a time of day."""
_NO_END = re.compile(r"\bfrom [^,.;]*\bon(?:wards?)?\b|\bfor good\b|\bpermanent", re.I)


@dataclass(frozen=True)
class Terms:
    """``asked`` in turn ``asked_in``, and ``less`` in turn ``less_in``, the sentence that gave part of it up; empty for none.

    ``came_down``: whether that was a smaller amount, or something done without, and no trial; ``priced``: whether the ask names money.
    ``end``: the words by which the ask had an end of its own; ``trial_in``: the turn in which the user offered an end to it.
    """

    asked: str = ""
    asked_in: int = 0
    end: str = ""
    less: str = ""
    less_in: int = 0
    trial_in: int | None = None
    came_down: bool = False
    priced: bool = False


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(words, re.I) for name, words in table("debrief")["terms"].items()}


def terms(said: Sequence[Exchange]) -> Terms:
    """What was asked and what of it was given up, by the words of the user's turns."""
    asked = next(_asked(said), None)
    if asked is None:
        return Terms()
    one, sentence = asked
    end = _end_of(one.said)
    found = [
        (kinds, other.number, part.text)
        for other in said
        if other.number > one.number
        for part in sentences(other.said)
        if (kinds := _less(part.text, one.said, ended=bool(end)))
    ]
    trial = next((turn for kinds, turn, _ in found if "end" in kinds), None)
    priced = names_money(one.said)
    if not found:
        return Terms(sentence, one.number, end, priced=priced)
    kinds, turn, words = max(found, key=lambda item: (len(item[0]), -item[1]))
    came_down = any(kinds & {"amount", "without"} for kinds, _, _ in found)
    return Terms(sentence, one.number, end, words, turn, trial, came_down, priced)


def names_money(text: str) -> bool:
    """Whether a text names a sum, with its currency or as a rate ("21.50 an hour")."""
    return bool(_PER.search(text)) or any(span.kind == "money" for span in find_spans(text))


def _asked(said: Sequence[Exchange]) -> Iterator[tuple[Exchange, str]]:
    """The turn and the sentence in which a defined change was heard first."""
    for one in said:
        reading = one.turn.reading
        if "change" in one.turn.state.ask_heard - one.before.state.ask_heard:
            words = reading.element_quotes.get("change", "") if reading else ""
            parts = [part.text for part in sentences(one.said)]
            yield one, next((text for text in parts if words and words in text), max(parts, key=len))


def _end_of(text: str) -> str:
    """The words that give an ask an end: a trial, a length, a last day; empty for none, or where it says that it has none."""
    if _NO_END.search(text) or _rules()["no_trial"].search(plain(text)):
        return ""
    found = _rules()["end"].search(text)
    return found.group().strip() if found else ""


def _less(sentence: str, ask: str, *, ended: bool) -> frozenset[str]:
    """In what a sentence is less than the ask: ``end``, ``amount``, ``without``; empty where it is not, or is no proposal."""
    rules, text = _rules(), plain(sentence)
    if not rules["proposes"].search(text) or rules["no_trial"].search(text):
        return frozenset()
    found = set()
    if not ended and _end_of(sentence) and (rules["less"].search(text) or rules["trial"].search(text)):
        found.add("end")
    mine, theirs = _measures(ask), _measures(sentence)
    if _PER.search(ask) and (later := _prices(sentence)):
        mine["price"], theirs["price"] = max(_prices(ask)), max(later)
    smaller = any(unit in mine and value < mine[unit] for unit, value in theirs.items())
    if smaller and rules["less"].search(text):
        found.add("amount")
    if _does_without(text, plain(ask), mine):
        found.add("without")
    return frozenset(found)


def _does_without(text: str, ask: str, asked: dict[str, float]) -> bool:
    """Whether something that the ask named is given up."""
    rules = _rules()
    dropped = rules["without"].search(text)
    if dropped and (
        set(_measures(dropped["what"])) & set(asked) or len(stems(dropped["what"]) & stems(ask)) > 1
    ):
        return True
    pay, title = (bool(rules[name].search(ask)) for name in ("asks_pay", "asks_title"))
    return (pay and bool(rules["no_pay"].search(text))) or (title and bool(rules["no_title"].search(text)))


def _prices(text: str) -> list[float]:
    """The sums of a text that names rates; what stands as a time of day ("at 17.30") is none, unless it is a rate itself."""
    found = [match for match in _PRICE.finditer(text) if _PER.match(text, match.start()) or not _CLOCK.search(text[: match.start()])]  # fmt: skip
    return [float(match.group().replace(",", ".")) for match in found]


def _measures(text: str) -> dict[str, float]:
    """The amounts of a text by their unit; of two of a unit the larger one."""
    found: dict[str, float] = {}
    for one in figures(text):
        if one.unit:
            found[one.unit] = max(one.value, found.get(one.unit, 0.0))
    return found
