"""Habits: what the user did again and again, named only where it happened twice at least, with the words and better ones once.

A turn that moved a worry, was a full answer or closed the talk is in none of them. What each habit is called, why it costs and how
it is told are data (``knowledge/habits.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from assistant.catalog import table
from assistant.debriefing.agreed import YES, pieces
from assistant.debriefing.conduct import COMPLAINT, THREAT, remarks
from assistant.debriefing.credit import shows_result
from assistant.debriefing.facts import Facts
from assistant.debriefing.log import Exchange
from assistant.debriefing.quoting import until_stop
from assistant.debriefing.signs import DID, asks, plain
from assistant.domain import Fact, HabitNote, Spoken
from assistant.text.segment import clauses, sentences
from assistant.text.spans import find_spans
from assistant.text.stating import really_asks, stated

_FEWEST, _MOST, _QUOTES = 2, 3, 2
_CLAUSE = 5
_FIGURES = frozenset({"number", "percent", "money", "amount"})

Found = list[tuple[Exchange, str]]
"""The turns of a habit, each with the sentence that shows it."""


def habits(
    said: Sequence[Exchange], empty: Collection[int], quoted: Collection[int], own: Facts
) -> tuple[HabitNote, ...]:
    """At most three, the costliest first (the order of the file).

    :param empty: the turns that left the worry on the table where it was. :param quoted: turns that are quoted elsewhere already.
    """
    fair = [one for one in said if not _good(one)]
    idle = [one for one in fair if not one.moved_on]
    longest = table("habits")["monologue"]["fewest_words"]
    finders: Mapping[str, Found] = {
        "past_worry": _told(one for one in idle if one.number in empty),
        "hedging": _hedging(fair),
        "many_asks": [(one, _clause(one, _rule("many_asks", "more"))) for one in fair if _asks_much(one)],
        "monologue": [(one, _clause(one)) for one in fair if len(one.said.split()) >= longest],
        "no_close": _told(one for one in idle if _leaves_it(one)),
        "apology": _apologies(said, fair),
        "questions": _questions(said, fair),
        "repeats": _told(one for one in idle if one.turn.reading and one.turn.reading.repeats),
    }
    more = {
        "hedging": _elsewhere(said, finders["hedging"]),
        "questions": _share_asked(said, finders["questions"]),
    }
    notes: list[HabitNote] = []
    told: set[str] = set()
    for name, data in table("habits").items():
        found = finders[name]
        new = any(one.number not in quoted for one, _ in found)
        if new and len({one.number for one, _ in found}) >= _FEWEST:
            note = _note(name, data, found, quoted, own, told)
            note = replace(note, why=f"{note.why}{more.get(name, '')}")
            told.add(note.better)
            notes.append(note)
    return tuple(notes[:_MOST])


def _good(one: Exchange) -> bool:
    reading = one.turn.reading
    full = reading is not None and reading.level == 2
    return full or bool(one.settled) or one.turn.decision.outcome in YES


def _note(
    name: str,
    data: Mapping[str, Any],
    found: Found,
    quoted: Collection[int],
    own: Facts,
    told: Collection[str],
) -> HabitNote:
    shown = [item for item in found if item[0].number not in quoted][:_QUOTES]
    better, used = _better(data.get("better", ""), found, own)
    return HabitNote(
        habit=name,
        title=data["title"],
        why=data["why"],
        turns=tuple(dict.fromkeys(one.number for one, _ in found)),
        quotes=tuple(Spoken(one.number, words) for one, words in shown),
        better="" if better in told else better,
        used=() if better in told else used,
    )


def _better(frame: str, found: Found, own: Facts) -> tuple[str, tuple[Fact, ...]]:
    """The better wording: a sentence of the user's own, or the frame where it holds no gap; empty where they have none."""
    facts = {"{ask}": own.plainly, "{result}": own.result}
    if frame == "{core}":
        return next(filter(None, (_core(one) for one, _ in found)), ""), ()
    if frame in facts:
        fact = facts[frame]
        fits = fact is not None and (fact is own.plainly or shows_result(fact.text))
        return (fact.text, (fact,)) if fact and fits else ("", ())
    return frame, ()


def _told(turns: Iterable[Exchange]) -> Found:
    return [(one, _telling(one)) for one in turns]


def _telling(one: Exchange) -> str:
    """The sentence that says most of a turn, up to a natural stop."""
    return until_stop(max((part.text for part in sentences(one.said)), key=lambda text: len(text.split())))


def _clause(one: Exchange, rule: re.Pattern[str] | None = None) -> str:
    """The clause of a turn in which a rule finds most; without one the first, which is how a long turn begins."""
    parts = [part.text for part in clauses(one.said, shortest=_CLAUSE)]
    return max(parts, key=lambda text: len(rule.findall(plain(text)))) if rule else parts[0]


def _core(one: Exchange) -> str:
    """The clause of a long turn that tells of something done, with a figure; a sentence by itself."""
    for part in clauses(one.said, shortest=_CLAUSE):
        words = part.text.strip(" ,;:–—-.")
        words = re.sub(
            r"^(?:(?:and|but|so|then|because|well|yes|i mean|besides|too)\b,? *)+", "", words, flags=re.I
        )
        figures = [span for span in find_spans(words) if span.kind in _FIGURES]
        if figures and DID.search(plain(words)) and _CLAUSE <= len(words.split()) <= 25:
            return f"{words[0].upper()}{words[1:]}."
    return ""


# --- which turns ---------------------------------------------------------------------------------------------------------


@cache
def _rule(habit: str, name: str) -> re.Pattern[str]:
    return re.compile(table("habits")[habit][name])


def _hedging(fair: Sequence[Exchange]) -> Found:
    """The turns with hedges, where there are enough of them over all: one "perhaps" is politeness."""
    rule, honest = _rule("hedging", "words"), _rule("hedging", "honest")
    found = [
        (one, marked) for one in fair if (marked := _most(rule, one)) and not honest.search(plain(marked))
    ]
    often = sum(len(rule.findall(plain(one.said))) for one, _ in found)
    return found if often >= table("habits")["hedging"]["fewest"] else []


def _apologies(said: Sequence[Exchange], fair: Sequence[Exchange]) -> Found:
    """The turns with an apology for nothing: one for a threat or a complaint of before is none."""
    rule, no = _rule("apology", "words"), _rule("apology", "no_apology")
    hard = [one.number for one in said if any(remark.kind in (THREAT, COMPLAINT) for remark in remarks(one))]
    return [
        (one, marked)
        for one in fair
        if (marked := _most(rule, one))
        and not no.search(plain(marked))
        and not any(0 < one.number - n < 3 for n in hard)
    ]


def _asks_much(one: Exchange) -> bool:
    """Whether several things are asked for in one turn, or one more beside the ask that is on the table already."""
    text = plain(one.said)
    wishes, more = (len(_rule("many_asks", name).findall(text)) for name in ("request", "more"))
    several = wishes >= 2 and more >= 1 and wishes + more >= 4
    added = wishes >= 1 and more >= 1 and "change" in one.before.state.ask_heard and not one.moved_on
    return not one.closing and (several or added)


def _leaves_it(one: Exchange) -> bool:
    """Whether they were asked how it goes on, and nothing that closes a talk came of it."""
    if any(True for part in sentences(one.said) for _ in pieces(part.text)) or asks(one.said):
        return False
    if any(span.kind in ("date", "time") for span in find_spans(one.said)):
        return False
    return bool(one.before.state.closing) and one.turn.state.closed_with == one.before.state.closed_with


def _questions(said: Sequence[Exchange], fair: Sequence[Exchange]) -> Found:
    """The turns that say little beside a question, where at least half of all do: one by one each of them is a good thing."""
    data = table("habits")["questions"]
    found = [(one, asked) for one in fair if (asked := _asked(one))]
    return found if len(found) >= max(data["fewest"], data["share"] * len(said)) else []


def _in_earnest(text: str) -> bool:
    return really_asks(text) and not stated(text)


def _share_asked(said: Sequence[Exchange], found: Found) -> str:
    """How many of all turns say little else."""
    return f" {len(found)} of your {len(said)} turns say little else."


def _elsewhere(said: Sequence[Exchange], found: Found) -> str:
    """The good turns that hedge too: they are counted, and not blamed."""
    rule, told = _rule("hedging", "words"), {one.number for one, _ in found}
    turns = [
        str(one.number)
        for one in said
        if one.number not in told and (_good(one) or one.moved_on) and _most(rule, one) and _solid(one)
    ]
    if not turns:
        return ""
    where = f"turns {', '.join(turns[:-1])} and {turns[-1]}" if len(turns) > 1 else f"turn {turns[0]}"
    return f" It is in {where} too, which did well all the same."


def _solid(one: Exchange) -> bool:
    """Whether a turn states who, when or how much, hedged or not; a hedged question does not."""
    return any(find_spans(part.text) and not part.text.endswith("?") for part in sentences(one.said))


def _told_and_asked(one: Exchange) -> tuple[int, int]:
    """How many words of a turn state something, and how many of it ask in earnest."""
    parts = [part.text for part in sentences(one.said)]
    asked = sum(len(text.split()) for text in parts if _in_earnest(text))
    return sum(len(stated(text).split()) for text in parts), asked


def _asked(one: Exchange) -> str:
    """The question of a turn that is mostly one; a proposal put as one is none."""
    told, asked = _told_and_asked(one)
    parts = (part.text for part in sentences(one.said))
    return next((text for text in parts if _in_earnest(text)), "") if asked > told else ""


def _most(rule: re.Pattern[str], one: Exchange) -> str:
    """The sentence with most of what the rule finds, up to a natural stop that leaves one in; empty for none."""
    marked = list(_marked(rule, one))
    return max(marked)[2] if marked else ""


def _marked(rule: re.Pattern[str], one: Exchange) -> Iterator[tuple[int, int, str]]:
    for n, part in enumerate(sentences(one.said)):
        words = until_stop(part.text)
        if not rule.search(plain(words)):
            words = max(
                (piece.text for piece in clauses(part.text, shortest=_CLAUSE)),
                key=lambda text: len(rule.findall(plain(text))),
            )
        count = len(rule.findall(plain(words)))
        if count:
            yield count, -n, words
