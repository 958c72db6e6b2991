"""What a yes is to, in the user's own words: the ask, one of two things that they name, their sum, the boss's part."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain import Move
from assistant.speaking.asked import last_question, mid_sentence
from assistant.speaking.moment import Moment, marked
from assistant.speaking.permits import sum_in
from assistant.text import Span
from assistant.text.clean import words
from assistant.text.doers import doers
from assistant.text.features import FUNCTION_WORDS
from assistant.text.segment import sentences
from assistant.text.spans import find_spans

ABOVE, PART = "above", "part"
"""Marks of lines: on money that somebody else grants, and that ask what the boss's own part is."""
_ELSEWHERE = "elsewhere"
"""Marks a line by which they have said that amounts are not theirs to name."""
_DOES = re.compile(
    r"\b(?:i(?:'d| would) (?:really |just )?(?:like|love)|i want|i(?:'m| am) asking|(?:can|could|may) i|i(?:'d| would) propose) (?:to )?(?P<what>[a-z].*)",
    re.I,
)
_HAS = re.compile(
    r"(?:\b(?:i(?:'d| would) (?:really |just )?(?:like|love)|i want|i(?:'m| am) asking (?:you )?for|i ask for)|^it(?:'s| is)(?: about)?) "
    r"(?P<what>(?:an?|the|one|two|three|four|five|six|half|\d+) .*)",
    re.I,
)
_ENDS = re.compile(
    r"[,;:.?!–—()…]|\.\.|\s-\s|\b(?:if|because|but|when|while|which|that|so|as|please|maybe|perhaps|since|though|until|instead|starting|beginning|and (?:i|you|we|then|the|that))\b|\bfrom (?=\d|(?-i:[A-Z]))",
    re.I,
)
_ONLY_TALKS = re.compile(
    r"^(?:be|do is|have|talk|speak|discuss|ask|say|tell|know|hear|see|show|explain|thank|think|propose|suggest|bring|come back|sum|raise|mention|find|go through|hold|stay|make sure|do (?:it|that|this|something)|like|get|try|understand|add|put|offer|give|send|share|start by)\b",
    re.I,
)
"""What somebody wants of the talk, and not of the work; or what says nothing of it by itself."""
_NOT_SAYABLE = re.compile(
    r"\b(?:i|we|us|our|you|your|he|she|it|its|they|them|his|her|this|these|those|there|here|something|somehow|kind of|sort of|possible|[a-z]+n't|not|an? (?:word|talk|chat|minute|moment|few minutes|thing|question|decision|yes|no|(?:clear |plain |straight )?answer)|(?:two|three) things)\b",
    re.I,
)
_DAYS = r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:after)?noons?|mornings?|evenings?|nights?)\b"
_DAY = re.compile(_DAYS, re.I)
_FEWER = re.compile(
    rf"\b(?:only|just|rather|at least|one)\b[^.?!]{{0,20}}{_DAYS}|{_DAYS} (?:only|alone|instead)\b", re.I
)
"""Words by which somebody comes down to fewer or other days."""
_TURNED = {"my": "your", "me": "you", "myself": "yourself", "mine": "yours"}
_FIGURES = frozenset({"money", "percent", "amount", "duration", "number"})
_SUMS = frozenset({"money", "percent"})
_WORDS = (2, 12)
_SHARED = 2
"""Telling words that what is said back shares with the ask, at least."""
_STEM = 5
_OFFERS = re.compile(
    r"\b(?:(?:could|can|would) you (?:live with|take|accept|agree to|go (?:for|with|to)|say yes to|do|manage|offer)|(?:would|could) it be|we (?:can|could|might) (?:say|do|start|make it|begin)|let's (?:say|do|make it|start)|make it|(?:how|what) about|"
    r"i(?:'d| would| could| can|'ll| will) (?:also |even )?(?:settle for|take|accept|live with|be (?:happy|fine|content) with|start (?:with|at)|come down to|go down to|do it for)|then (?:take|give me|say)|instead of|(?:would|will) do|is (?:also )?(?:fine|enough))\b",
    re.I,
)
"""Words by which somebody puts another figure in the place of the first."""
_COUNTS_NOTHING = re.compile(
    r"(?: (?:from|now|until|till|first|instead|and|in|to begin|to start|(?:a|per|each) (?:month|week|year|hour))\b|\W*$|[,;])",
    re.I,
)
"""What follows a number that counts nothing."""
_CLOCK = re.compile(r"\b(?:at|until|till|by|before|after|from) $", re.I)
"""What stands before a time of the day."""
_YES_TO = re.compile(
    r"\byes (?:to|for) (?P<one>[^?]+?),? or (?:(?:is it|just|only|rather) )*(?:a )?(?:yes )?(?:to |for )?(?P<other>[^?]+)\?",
    re.I,
)
_LESS = re.compile(
    r"^(?:just |only |to )*(?:talk|think|look|meet|discuss|consider|come back|a (?:talk|trial|test|meeting|try)|try)\b",
    re.I,
)
"""The lesser of two things: what only leads to the other."""


def deal(now: Moment) -> str | None:
    """What the yes is to, as the user has first asked for it.

    None where it cannot be said back, is not the ask that they have written down, or was put smaller or otherwise since.
    """
    heard = [turn for turn in now.turns if turn.said and turn.reading]
    first = next((n for n, turn in enumerate(heard) if "change" in turn.state.ask_heard), None)
    if first is None or any(turn.reading is not None and turn.reading.asks_anew for turn in heard):
        return None
    later = [*(turn.said or "" for turn in heard[first + 1 :]), now.said]
    asked = (_asked_for(part.text.replace("’", "'")) for part in sentences(heard[first].said or ""))
    what = next((one for one in asked if one and _is_the_ask(now, one)), None)
    return None if what is None or _changed(what, later) or any(map(_OFFERS.search, later)) else what


def _is_the_ask(now: Moment, what: str) -> bool:
    """Whether the words are those of the ask that the user has written down, and no scrap of something else."""
    telling, written = _telling(what), _telling(now.scenario.preferred_ask)
    return len(telling & written) >= max(_SHARED, len(telling) / 2)


def _telling(text: str) -> set[str]:
    return {word[:_STEM] for word in words(text) if word not in FUNCTION_WORDS and len(word) > 2}


def _asked_for(sentence: str) -> str | None:
    """What the sentence asks for, said back to the user; None where it asks for nothing, or only for the talk."""
    has = _HAS.search(sentence)
    found = has or (
        None
        if sentence.rstrip().endswith("?") and not sentence.lower().startswith(("can", "could", "may"))
        else _DOES.search(sentence)
    )
    if found is None:
        return None
    what = _ENDS.split(found["what"], maxsplit=1)[0].strip()
    few, many = _WORDS
    if not few <= len(what.split()) <= many or _ONLY_TALKS.match(what) or _NOT_SAYABLE.search(what):
        return None
    if any(span.kind in _SUMS for span in find_spans(what)):
        return None  # of money they speak by itself
    turned = re.sub(
        r"\b(?:my|me|myself|mine)\b", lambda word: _TURNED[word.group().lower()], what, flags=re.I
    )
    return mid_sentence(turned) if has else f"you {turned}"


def _changed(what: str, later: Sequence[str]) -> bool:
    """Whether a day or a figure of the ask was said otherwise since."""
    if _DAY.search(what) and any(map(_FEWER.search, later)):
        return True
    figures = [span for span in find_spans(what) if span.kind in _FIGURES]
    others = [span for words in later for span in find_spans(words) if span.kind in _FIGURES]
    return any(
        _unit(one) == _unit(other) and one.text.lower() != other.text.lower()
        for one in figures
        for other in others
    )


def _unit(span: Span) -> str:
    return _unit_of(span.text)


def _unit_of(text: str) -> str:
    """What a figure is of: "euros", "%"; of a sum with its sign before it, the sign."""
    return re.sub(r"[\d.,\s]+", " ", text.lower()).split()[-1:][0] if re.search(r"[^\d.,\s]", text) else ""


def counter(now: Moment) -> str | None:
    """The sum or share that the turn puts in the place of the one asked for before; None where it names none."""
    return _counter([turn.said or "" for turn in now.turns], now.said)


def last_sum(now: Moment) -> str | None:
    """What the ask says of money, or what the user has come down to since."""
    sum_ = sum_in(now.scenario.preferred_ask)
    said = [*(turn.said or "" for turn in now.turns), now.said]
    for place, then in enumerate(said):
        other = _counter(said[:place], then)
        if sum_ and other and _unit_of(other) == _unit_of(sum_) and _value(other) < _value(sum_):
            sum_ = other
    return sum_


def _counter(earlier: Sequence[str], said: str) -> str | None:
    before = [span for one in earlier for span in find_spans(one) if span.kind in _SUMS]
    known = {span.text.lower() for span in before}
    digits = {figure for one in known for figure in re.findall(r"\d[\d.,]*", one)}
    for part in sentences(said):
        if not _OFFERS.search(part.text.replace("’", "'")):
            continue
        for span in find_spans(part.text):
            fits = any(span.kind == one.kind and _unit(span) == _unit(one) for one in before)
            if span.kind in _SUMS and fits and span.text.lower() not in known:
                return span.text
            # Once a sum of money is on the table, a bare number that counts nothing else is one ("150 from February").
            bare = len(span.text) > 1 and span.kind == "number" and span.text not in digits
            counts = _COUNTS_NOTHING.match(part.text, span.end) and not _CLOCK.search(part.text[: span.start])
            if bare and counts and any(one.kind == "money" for one in before):
                return span.text
    return None


def _value(sum_: str) -> float:
    digits = re.sub(r"[^\d.]", "", sum_.replace(",", ""))
    return float(digits) if re.fullmatch(r"\d+(?:\.\d+)?", digits) else 0.0


def of_two_yeses(now: Moment) -> str | None:
    """Which of the two the yes is to, where the user asks for that: the lesser one, and rather one without a sum; None where neither is, or it is not asked."""
    asked = _YES_TO.search(last_question(now.said).replace("’", "'"))
    if asked is None:
        return None
    named = [asked["one"].strip(), asked["other"].strip()]
    less = [one for one in named if _LESS.match(one)]
    plain = [one for one in named if not any(span.kind in _SUMS for span in find_spans(one))]
    for some in (less, plain):
        if len(some) == 1:
            return f"a yes to {some[0]}"
    return None


def sum_elsewhere(now: Moment) -> bool:
    """Whether the money is not theirs to grant, by who decides or by what they have said of it in this talk."""
    told = any(line.id in now.used for line in marked(now.lines["limit"], _ELSEWHERE))
    return now.decided_above or told


def part_told(now: Moment) -> bool:
    """Whether the user's turn says what the boss's part is."""
    return "yours" in doers(now.said)


def takes_their_part(now: Moment) -> bool:
    """Whether a yes takes on what the turn has named as theirs, where nothing else answers it."""
    grants = now.decision.move in (Move.AGREE, Move.AGREE_TRIAL) and not now.decision.departure
    return (
        grants
        and now.decision.remark != "added"
        and now.decision.answer in (None, "seal", "rest")
        and part_told(now)
    )
