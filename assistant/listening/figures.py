"""A figure of the user's that is not the one that both know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.domain import Reading
from assistant.listening.stems import stems
from assistant.text.clean import words
from assistant.text.figures import NUMBER_WORDS, Figure, figures, is_supposed, saved_before, value
from assistant.text.pay import names_pay
from assistant.text.segment import sentences
from assistant.text.spans import find_spans

_NO_CLAIM = re.compile(
    r"n't\b|\b(?:can|want|like|aim\w*|target\w*|hope|plan\w*|propose|next|until|at (?:most|least)|under|below|over|about|nearly|almost|not|"
    r"never)\b",
    re.I,
)
"""Words that say what is aimed at, what is not, or what is only roughly so."""
_COMPARED = re.compile(
    r"\b(?:fewer|less|more|extra|another|further|additional\w*|than|differen\w+|from|between|of (?:them|those|these|which)|down|up|by|"
    r"together|altogether|both|all told|in (?:all|total|sum)|totals?|half|twice|double\w*|rest|remaining|left|"
    r"first|second|third|last|since|before|after|only|just)\b",
    re.I,
)
"""Words of a difference, a sum or a part: figures that follow from others, or are counted otherwise."""
_RATE = re.compile(
    r"(?P<days>\b(?:a|one|two|three|four|five|six|\d+)) (?P<kind>(?:[\w-]+ )?)(?P<unit>day|shift|morning|afternoon|night|week|month)s?,? "
    r"(?:that's |that is |is |are |means |makes |make )(?P<count>\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty) (?P<thing>[a-z]{4,})|"
    r"\b(?P<count_>\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty) (?P<thing_>[a-z]{4,}) (?:in|per|a|an|every|each) "
    r"(?P<days_>(?:two|three|four|five|six|\d+) )?(?P<kind_>(?:(?!day|shift|morning|afternoon|night|week|month)[\w-]+ )?)(?P<unit_>day|shift|morning|afternoon|night|week|month)s?\b",
    re.I,
)
"""So much of something in so many days ("one day is eight units", "five units in two days")."""
_ROUGHLY = re.compile(
    r"\b(?:between|each of us|both|together|we|us|they|he|she|used to|last|this|next|before|then|later|until|after|old|new|today|first|from|"
    r"if|half|up to|good|bad|quiet|busy|now|was|were|did|had|hours?|minutes?|euros?|pounds?|dollars?|percent)\b|'(?:d|ll|ve)\b",
    re.I,
)
"""Words by which a rate is somebody else's, of another time, or of what anybody may name twice (hours, money)."""
_FAR_APART = 1.5
"""How far two rates have to be apart not to be two roundings of one."""
_FURTHER = 2
"""Content words beside what is counted that two sentences about the same thing share."""
_STEM = 5
_WHY = re.compile(r"\b(?:because|as|since) (?=(?:nobody|no one|we|i|they|there|it|he|she)\b)", re.I)
_COUNTABLE = frozenset({"money", "percent", "number"})
_A_GUESS = re.compile(
    r"\b(?:(?:a|my|just a) (?:guess|feeling|gut feeling|rough estimate)|i(?:'m| am)? (?:just )?(?:guess(?:ed|ing)?|made (?:it|that|them) up)|no idea|(?:don't|do not) (?:really )?know|not (?:so )?sure|"
    r"off the top of my head|thin air|hard to say|can't say|nobody (?:has )?counted|(?:haven't|never|didn't) (?:really )?(?:counted?|check(?:ed)?|measured?))\b",
    re.I,
)
"""How somebody owns that a figure rests on nothing."""
_MOST_QUOTED = 12
"""Words of the user's that can be said back in one breath."""


def doubted(said: str, known: Iterable[str]) -> str:
    """The first sentence that claims a figure for the very thing of which another is known; or empty.

    A false doubt is the worse mistake: the sentence counts one thing only, and that is what the known one counts; it says
    nothing of it that the known one does not say (another week, another place); and only one figure for it is known.
    """
    return next((now for _, now in _disagreeing(said, known)), "")


def clash(said: str, earlier: Iterable[str]) -> tuple[str, ...]:
    """Two figures of the user's own for one thing, the earlier words and those of ``said``; empty where nobody can be sure.

    Either plain counts of the same (:func:`doubted`), or how much of it fits into a day.
    """
    earlier = list(earlier)
    rates = [rate for text in earlier for rate in _rates(text)]
    for thing, pace, now in _rates(said):
        for other, before_pace, before in rates:
            if thing == other and max(pace, before_pace) >= _FAR_APART * min(pace, before_pace):
                return before, now
    return next(((before, now) for before, now in _disagreeing(said, earlier) if _brief(before, now)), ())


def _brief(*quotes: str) -> bool:
    return all(len(quote.split()) <= _MOST_QUOTED for quote in quotes)


def unheard(said: str, told: Iterable[str]) -> str:
    """The first figure of a claim that stands in nothing that was told (the case, the talk so far); or empty.

    Sums, shares and counts in digits only: what somebody proposes, and days and hours, are theirs to name.
    """
    known = {span.text.lower() for text in told for span in find_spans(text) if span.kind in _COUNTABLE}
    numbers = set(re.findall(r"\d+(?:[.,]\d+)*", " ".join(known)))
    for part in (one.text for one in sentences(said)):
        claim = _WHY.split(part)[0]  # why it was so may well speak of what nobody could do
        if part.endswith("?") or not _claims(claim):
            continue
        for span in find_spans(claim):
            digits = re.findall(r"\d+(?:[.,]\d+)*", span.text)
            if span.kind in _COUNTABLE and digits and not numbers.intersection(digits):
                # A bare number is told with what it counts.
                counted = re.match(r" [a-z]{3,}", claim[span.end :]) if span.kind == "number" else None
                return f"{span.text}{counted.group() if counted else ''}"
    return ""


def _rates(text: str) -> Iterator[tuple[tuple[str, ...], float, str]]:
    """What of how much fits into how many days, as the user puts it: the thing and its day, how many a day, and the words."""
    for part in (part.text.replace("’", "'") for part in sentences(text)):
        for found in _RATE.finditer(part):
            before, after = part[: found.start()].rpartition(",")[2], part[found.end() :].partition(",")[0]
            clause = f"{before}{found.group()}{after}"
            if _ROUGHLY.search(clause) or is_supposed(part):
                continue
            get = {name.rstrip("_"): value for name, value in found.groupdict().items() if value}
            days, count = value(get.get("days", "one")), value(get["count"])
            if days and count:
                what = (
                    get["thing"].lower()[:_STEM],
                    get.get("kind", "").strip().lower(),
                    get["unit"].lower(),
                )
                yield what, count / days, found.group()


def _disagreeing(said: str, known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The pairs of a sentence known and one of ``said`` that count the same thing and find another number."""
    facts = [part.text for text in known for part in sentences(text)]
    found = [(one, _things(part), part) for part in facts if _claims(part) for one in _counts(part)]
    for part in (one.text for one in sentences(said)) if found else ():
        mine = _counts(part)
        if (
            len(mine) != 1
            or not mine[0].thing
            or not _claims(part)
            or _COMPARED.search(part.replace("’", "'"))
        ):
            continue
        figure, about = mine[0], _things(part)
        theirs = [entry for entry in found if _thing(entry[0]) == _thing(figure)]
        further = len(about - {*_thing(figure)})
        if (
            any(about <= there for _, there, _ in theirs)
            and further >= _FURTHER
            and len({other.value for other, *_ in theirs}) == 1
            and figure.value not in {other.value for other, *_ in found}
        ):
            yield theirs[0][2], part


def _claims(sentence: str) -> bool:
    return not is_supposed(sentence) and not _NO_CLAIM.search(sentence.replace("’", "'"))


def _counts(text: str) -> list[Figure]:
    """The figures of a text that count something; "an hour" and "one of them" do not."""
    return [one for one in figures(text) if one.value > 1 or one.words[0].isdigit()]


def _thing(figure: Figure) -> tuple[str, ...]:
    return tuple(word[:_STEM] for word in figure.thing)


def _things(text: str) -> set[str]:
    bare = " ".join(word for word in words(text) if word not in NUMBER_WORDS)
    return {stem for stem in stems(bare) if not stem.isdigit()} | {
        span.text.lower()[:_STEM] for span in find_spans(text) if span.kind == "date"
    }


def compared(reading: Reading, said: str, known: Iterable[str], earlier: Sequence[str]) -> Reading:
    """The reading with what of its figures is not so by what both know, and what does not fit the user's own."""
    known = tuple(known)
    if wrong := doubted(said, known):
        # Until it is cleared up, it proves nothing.
        moves = {**reading.moves, "evidence": False}
        reading = replace(reading, level=min(1, reading.level), moves=moves, doubted=wrong)
    carries = reading.level and (reading.has("evidence") or reading.has("benefit"))
    return replace(
        reading,
        clashes=clash(said, earlier),
        figure=unheard(said, (*known, *earlier)) if carries else "",
        guesses=bool(_A_GUESS.search(said.replace("’", "'"))),
    )


def with_sums(reading: Reading, said: str) -> Reading:
    """The reading with whether a sum of money is named, and whether saved money is to pay for it."""
    money = names_pay(said) or any(span.kind == "money" for span in find_spans(said))
    return replace(reading, money=money, saved=saved_before(said))
