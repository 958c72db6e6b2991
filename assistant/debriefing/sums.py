"""The sums of an ask: which the user named for it, and which of them are lower offers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.catalog import table
from assistant.debriefing.log import Exchange
from assistant.debriefing.signs import plain
from assistant.text.figures import value
from assistant.text.segment import sentences
from assistant.text.spans import find_spans
from assistant.text.stating import really_asks
from assistant.writing.wording import stems

PRICE = re.compile(r"(?<![\w:.,])\d+[.,]\d{2}(?![\w:]|[.,]\d)")
PER = re.compile(rf"{PRICE.pattern} (?:an?|per|each|every) (?:hour|day|shift|week|month|year)\b", re.I)
"""A rate without a currency; by itself "21.50" may be a time of day."""
_WEIGHS = re.compile(r"\b(?:if|too (?:much|high|many)|instead|rather|otherwise|or|not)\b", re.I)
"""How a smaller sum is set beside the one that was asked."""
_PART_OF = re.compile(r"\b(?:half|third|quarter) of\b", re.I)
"""The same sum for a part of the time ("that's half of the 4,500")."""
_SHARE = 0.2
"""Of the sum asked, below which a sum is about something else."""
_OF_THE_WHOLE = re.compile(r"(?P<part>\d[\d.,]*) of (?:the |your |those )?$", re.I)
"""What stands before a sum of which only a part is asked for ("1,400 of the 2,800 euro")."""
_POINT = re.compile(r",? (?:and|with|plus|for) |[,;:] ")
_LEAD = re.compile(
    r"^\W*(?:i|i'[a-z]+|we|would|want|like|am|asking|ask|for|to|have|get|my|request|proposal|is|a|an|the|\W)+\b"
)
"""How an ask begins, which names nothing of it."""
_MONTHS = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_BARE_SUM = re.compile(
    rf"(?<![\w.,:£$€])\d+(?:[.,]\d+)*(?!\d)(?=[,;.!?)]|$| (?:now|today|in|from|at (?:first|once)|to (?:start|begin)|for now|and|or|a|an|per|then|would|will|is|if|when|on|straight)\b)(?!,? (?:of )?{_MONTHS})",
    re.I,
)
"""A number that stands without its currency where a sum does ("18.20 now and 19 in January")."""
_OF_A_DAY = re.compile(rf"(?:\b(?:at|by|until|till|before|after|page|room|line|item|turn|under|over|than|{_MONTHS})\s+|\bi(?:'ll| will|'d)? (?:pay|add|cover|bring|put in) )$", re.I)  # fmt: skip
"""What stands before a number that is no sum on offer: a time of day, a mark, or what the user pays themselves."""
_MAKES = re.compile(
    r"\b(?:is|are|(?:that|which|this|it)['’]s|makes|means|comes to|works out at|equals) (?:about |only |just )?$",
    re.I,
)
"""What stands before a sum that was worked out from another one, and is not offered."""


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(words, re.I) for name, words in table("debrief")["terms"].items()}


def names_money(text: str) -> bool:
    """Whether a text names a sum, with its currency or as a rate ("21.50 an hour")."""
    return bool(PER.search(text)) or any(span.kind == "money" for span in find_spans(text))


def beside_the_sum(ask: str) -> str:
    """What an ask names before the point that holds its sum ("I'd like the title and 200 a month"); empty where that is all."""
    points = list(_POINT.finditer(ask))
    for point in reversed(points):
        head = ask[: point.start()]
        if not (names_money(head) or _SHARE_OF.search(head)) and len(stems(_LEAD.sub("", plain(head)))) > 0:
            return head.rstrip(" ,;:")
    return ""


def staged(found: Sequence[tuple[str, int]], said: Sequence[Exchange]) -> bool:
    """Whether the sum that was named last came with the first one behind it in one sentence ("75 now and 150 from May")."""
    if len(found) < 2:
        return False
    (first, _), (last, turn) = found[0], found[-1]
    parts = [part.text for one in said if one.number == turn for part in sentences(one.said)]
    number = re.search(r"\d[\d.,]*", first)
    again = re.compile(
        rf"{re.escape(last)}.*(?<!\d){re.escape(number.group().rstrip('.,') if number else first)}(?!\d)"
    )
    return any(again.search(text) for text in parts)


def sums(ask: str, asked: Exchange, said: Sequence[Exchange]) -> Iterator[tuple[str, int]]:
    """The sum that the ask names, and the smaller ones that were named for it later; nothing where it names none."""
    first = moneys(ask)
    if not first:
        return
    named, words = max(first.items())
    yield words, asked.number
    seen = {named}
    for one in said:
        for part in sentences(one.said) if one.number > asked.number else ():
            if lowers(part.text, ask):
                value_, words = min(_offered(part.text, ask).items())
                if value_ not in seen:
                    yield words, one.number
                seen.add(value_)


def lowers(sentence: str, ask: str) -> bool:
    """Whether a sentence offers a smaller sum than the one that was asked: "If 3 is too much: 2 euros, the rest in autumn"."""
    mine, theirs = moneys(ask), _offered(sentence, ask)
    if (
        not theirs
        or _PART_OF.search(sentence)
        or (
            sentence.endswith("?")
            and really_asks(sentence)
            and not _rules()["offers"].search(plain(sentence))
        )
    ):
        return False
    named = {value(number) for number in re.findall(r"\d+(?:[.,]\d+)*", sentence)}
    weighs = max(mine) in named and _WEIGHS.search(sentence)
    return bool(weighs or any(_rules()[name].search(plain(sentence)) for name in ("less", "offers")))


def _offered(sentence: str, ask: str) -> dict[float, str]:
    """The sums of a sentence that are less than the one asked and not too small to be about it, with their words."""
    top = max(moneys(ask), default=0.0)
    bare = [
        one
        for one in _BARE_SUM.finditer(sentence)
        if not (_OF_A_DAY.search(before := sentence[: one.start()]) or (_MAKES.search(before) and re.search(r"\d", before)))
    ]  # fmt: skip
    found = {number: one.group() for one in bare if (number := value(one.group())) is not None}
    return {number: words for number, words in (found | moneys(sentence, shares=bool(_SHARE_OF.search(ask)))).items() if _SHARE * top <= number < top}  # fmt: skip


_SHARE_OF = re.compile(
    r"\b\d+(?:[.,]\d+)? ?(?:%|per ?cent) (?:(?:share )?of the (?:business|firm|company|shop|profits?|practice|place)|more (?:pay|money|salary|wage)s?|on top|(?:pay |salary )?(?:rise|raise|increase))\b",
    re.I,
)
"""A share or a raise in percent is a sum; other percentages measure something."""


def moneys(text: str, *, shares: bool = False) -> dict[float, str]:
    """The sums of a text with their words; of one of which only a part is meant, that part.

    :param shares: whether a percentage is one wherever it stands, since the ask is for a share.
    """
    found: dict[float, str] = {}
    for span in find_spans(text):
        if span.kind == "money" or (span.kind == "percent" and (shares or _SHARE_OF.search(text))):
            part = _OF_THE_WHOLE.search(text[: span.start])
            number = value(part["part"] if part else span.text)
            if number is not None:
                found[number] = text[part.start() : span.end] if part else span.text
    return found
