"""Sentences that have the form of an answer and take themselves back (``knowledge/conduct.toml``, ``[defeats]``).

Cover that goes round in a circle, a way out that nobody takes, a measure that cannot fail, a start at the worst time by the
user's own words. Only what is plain counts: a day that differs, or a word of what is done about it, and it is an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from assistant.catalog import table
from assistant.text.figures import value
from assistant.text.segment import sentences
from assistant.text.spans import find_spans, names_in

_TIMING = "timing"
_FAR_APART = 3
"""How many times the smaller of two figures the larger one is, where no measure could hold both."""
_PLURAL = re.compile(r"(?<=day)s\b")


def defeated(said: str, concern: str) -> Iterator[str]:
    """The sentences of ``said`` that take themselves back, alone or with the one behind them, as answers to ``concern``."""
    parts = [part.text for part in sentences(said)]
    alone = [part for part in parts if _takes_back(part, concern)]
    yield from alone
    for first, then in pairwise(parts):
        if first not in alone and then not in alone and _takes_back(f"{first} {then}", concern):
            yield from (first, then)


def _takes_back(words: str, concern: str) -> bool:
    plain, rules = words.lower().replace("’", "'"), _rules()
    no_end = rules["no_stop"].search(plain) and not rules["stops"].search(plain)
    if no_end or rules["no_fail"].search(plain):
        return True
    if any(_apart(match["one"], match["other"]) for match in rules["any_figure"].finditer(plain)):
        return True
    return _in_a_circle(words) or (concern == _TIMING and _at_the_worst_time(words, plain))


def _apart(one: str, other: str) -> bool:
    low, high = sorted((value(one) or 0, value(other) or 0))
    return high >= _FAR_APART * low > 0


def _in_a_circle(words: str) -> bool:
    """Whether somebody covers the user on the very days on which the user covers them."""
    plain = words.replace("’", "'")
    if _rules()["by_turns"].search(plain.lower()):
        return False
    for who in names_in(f"And {plain}"):
        theirs = next(_halves("covers_me", plain, who), None)
        mine = next(_halves("i_cover", plain, who), None)
        if theirs and mine and (_same(theirs, mine) or (_days(mine) and _days(mine) == _days(theirs))):
            return True
    return False


def _halves(rule: str, words: str, who: str) -> Iterator[str]:
    """The parts of ``words`` in which ``who`` covers the user, or the user ``who``."""
    named = re.compile(table("conduct")["defeats"][rule].replace("<name>", re.escape(who)), re.I)
    yield from (match.group() for match in named.finditer(words))


def _same(*halves: str) -> bool:
    return any(_rules()["same_days"].search(half.lower()) for half in halves)


def _days(words: str) -> frozenset[str]:
    return frozenset(_PLURAL.sub("", s.text.lower()) for s in find_spans(words) if s.kind == "date")


def _at_the_worst_time(words: str, plain: str) -> bool:
    """Whether the user names a start and says themselves that it is the worst one, with nothing done about it."""
    worst, rules = _rules()["worst_time"].search(plain), _rules()
    if not worst or not any(span.kind == "date" for span in find_spans(words)):
        return False
    return not rules["made_up_for"].search(plain[: worst.start()] + plain[worst.end() :])


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    rules = table("conduct")["defeats"]
    return {name: re.compile(rule) for name, rule in rules.items() if "<name>" not in rule}
