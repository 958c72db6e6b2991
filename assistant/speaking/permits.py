"""What fits this ask and what was said: the worries that can come up, and the lines that can be said (``knowledge/permits.toml``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, TypedDict

from assistant import catalog
from assistant.domain import Line, Scenario
from assistant.speaking.kinds import kinds_of, moves_away, runs_a_place
from assistant.speaking.reasons import spread, worries_of
from assistant.speaking.room import (
    about_applying,
    about_pay,
    about_post,
    about_rank,
    is_there,
    pay_beside,
    people,
)
from assistant.speaking.takeup import (
    brings_in,
    carries,
    last_day,
    mentioned,
    names_a_door,
    names_a_stop,
    offers_paper,
)
from assistant.text.pay import names_pay
from assistant.text.segment import sentences
from assistant.text.spans import find_spans

_WHILE = re.compile(
    r"\b(?:trials?|pilot|try (?:it|this|that)|until|till|to the end of|for (?:[\w-]+ ){1,2}(?:days|weeks?|months?|terms?|seasons?)|[\w-]+[ -](?:week|month)s? (?:trial|pilot|test))\b",
    re.I,
)
_COSTS_NOTHING = re.compile(
    r"\bcosts? (?:\w+ ){0,2}(?:nothing|no (?:more|extra|money))\b|\b(?:no|zero|without) (?:any )?(?:extra |new |more )?(?:costs?|money)\b",
    re.I,
)
_HANDED = re.compile(
    r"\b(?:cover(?:s|ed|ing)?|tak(?:es?|ing) over|stands? in|steps? in|hand(?:s|ing)? over|train\w*(?! (?:me|us)\b)|does my|swaps?)\b",
    re.I,
)

_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b", re.I)
_KEPT = re.compile(
    r"\b(?:stays?|remains?) (?:all )?(?:with me|mine)\b|\bI(?:['’](?:d|ll)| would| will)? (?:(?:still|also|just) )?(?:keep|carry on with|continue|stay (?:in|on|with)) (?:doing )?(?:my|all|the|everything|it)\b|"
    r"\bI\b[^.?!]{0,40}\bkeep(?:ing)? (?:on )?(?:doing )?(?:my|all|the) (?!options?|door|promise|word|dates?|costs?|peace|balance|conversation)\w+|"
    r"\b(?:on top of|beside|besides|alongside|next to) my (?:\w+ )?(?:work|job|round|tours|shifts?|tasks|list)\b",
    re.I,
)
"""The user keeps doing what they do, so that nobody has to take it."""
_SKILLED = re.compile(
    r"\b(?:already|has|have|[’']s|[’']ve)\b[^.?!]{0,30}\b(?:done|covered|run|stood in|trained|qualified|experienced)\b|\b(?:for|in) (?:\w+ )?years\b|"
    r"\bsame (?:job|work|papers|training|licen[cs]e|post|trade)\b|\bknows? (?:it|the work|the job|how|my|all|every)\b|\bis (?:also |already )?an? (?:\w+ ){0,2}(?:too|as well|herself|himself)\b|\b(?:full|qualified|senior|experienced) \w+",
    re.I,
)
"""Whoever takes it over has done it, so that nothing has to be easy for them at first."""

_NOBODY = re.compile(r"\b(?:nobody|no one|nothing)\b|n[’']t\b", re.I)


class OfTheAsk(TypedDict):
    """What the engine is told of the ask (:func:`assistant.engine.policy.opening`)."""

    barred: tuple[str, ...]
    known: tuple[str, ...]
    farewell: tuple[str, ...]
    only_known: tuple[str, ...]
    pay: bool
    money: bool
    rank: bool
    alone: bool
    whole: bool


def of_the_ask(scenario: Scenario) -> OfTheAsk:
    """What kind of ask it is, and which worries fit it."""
    pay = is_pay(scenario)
    return OfTheAsk(
        barred=out_of_place(scenario),
        known=_known(scenario, pay=pay),
        farewell=tuple(dict.fromkeys(its for _, its in spread(scenario, at_a_farewell(), leaving=True))),
        only_known=not_made_up(scenario),
        pay=pay,
        money=not pay and (bool(money_in(scenario.preferred_ask)) or about_pay(scenario)),
        rank=about_rank(scenario),
        alone=scenario.manager.decides_alone,
        whole=about_applying(scenario),
    )


def _known(scenario: Scenario, *, pay: bool) -> tuple[str, ...]:
    """The worries of the constraints: of those that the boss can say, and of those that only tell what they are like."""
    shut = out_of_place(scenario)
    kinds = catalog.concerns().items()
    possible = {name for name, kind in kinds if name not in shut and (kind.pay_conditions or not pay)}
    told = [its for _, its in spread(scenario, possible)]
    others = [worries_of(note.text) for note in scenario.constraints if not note.private]
    untold = [one[0] for one in others if one and one[0] in possible and not {*one} & {*told}]
    return tuple(dict.fromkeys([*told, *untold]))


@cache
def at_a_farewell() -> frozenset[str]:
    """The worries that there are where somebody leaves."""
    return frozenset(name for name, kind in catalog.concerns().items() if kind.departing)


def is_pay(scenario: Scenario) -> bool:
    """Whether more pay is what is asked for; pay that comes with a step up is not: a yes to the step does not grant it."""
    return about_pay(scenario) and not pay_beside(scenario)


def out_of_place(scenario: Scenario) -> tuple[str, ...]:
    """The worries that nobody can have here: an owner decides alone, and a post that is there needs no inventing."""
    return _worries(scenario, "unless")


def not_made_up(scenario: Scenario) -> tuple[str, ...]:
    """The worries that somebody has about an ask of this kind only where the scenario brings them up."""
    return _worries(scenario, "unknown")


def _worries(scenario: Scenario, key: str) -> tuple[str, ...]:
    rows = catalog.table("permits")["worries"].items()
    return tuple(worry for worry, row in rows if _of_the_ask(scenario) & set(row.get(key, ())))


def holding(scenario: Scenario, heard: Sequence[str]) -> frozenset[str]:
    """What holds of the ask and of what the user has said so far, by the names of the table."""
    return _holding(scenario, tuple(heard))


@lru_cache(maxsize=256)
def told_of_it(on_it: tuple[str, ...]) -> frozenset[str]:
    """What kinds of thing the user has given on the worry at hand: ``told_when``, ``told_figure``; nobody asks for these again."""
    figures = [span.kind for one in on_it for span in find_spans(one)]
    found = {
        "told_when": any(map(last_day, on_it)),
        "told_figure": not {"money", "percent", "amount", "duration", "number"}.isdisjoint(figures),
    }
    return frozenset(name for name, holds in found.items() if holds)


def sayable(lines: Iterable[Line], holds: frozenset[str]) -> tuple[Line, ...]:
    """The lines that take nothing for granted that is not so."""
    return tuple(line for line in lines if not any(_bars(row, line) for row in _rows(holds)))


def money_in(text: str) -> str | None:
    """The sum of money that is named first."""
    return next((span.text for span in find_spans(text) if span.kind == "money"), None)


def sum_in(text: str) -> str | None:
    """What an ask says of money: the sum, else the share where more pay is asked for and only one share is named."""
    shares = [span.text for span in find_spans(text) if span.kind == "percent"] if names_pay(text) else []
    return money_in(text) or (shares[0] if len(shares) == 1 else None)


def _hands_over(text: str) -> bool:
    """Whether somebody is said to take a part of the work."""
    return any(_HANDED.search(part.text) and not _NOBODY.search(part.text) for part in sentences(text))


def _stays(text: str) -> bool:
    """Whether somebody says for how long they stay, as the worry about it takes it."""
    return bool(re.search(catalog.concerns()["loyalty"].fully["reassurance"], text))


def _begins(text: str) -> bool:
    """Whether a day is named; one of every week is none to begin on."""
    day = last_day(text)
    return bool(day and not day.endswith("days"))


@lru_cache(maxsize=256)
def _of_the_ask(scenario: Scenario) -> frozenset[str]:
    vacancy = "internal_vacancy" in scenario.special
    applying = vacancy or about_applying(scenario)
    post = applying or about_post(scenario)
    found = {
        "owner": scenario.manager.decides_alone,
        "vacancy": vacancy,
        "applying": applying,
        "wage": is_pay(scenario),
        "free": bool(_COSTS_NOTHING.search(scenario.preferred_ask)),
        "existing": is_there(scenario),
        "place": runs_a_place(scenario),
        "moving": moves_away(scenario.preferred_ask),
        "no_post": not post and "no_ladder" not in scenario.special,
        "lasting": applying or (post and not _WHILE.search(scenario.preferred_ask)),
    }
    # A course that comes with a step up is the step; only where nothing is asked for beside it, it is the learning.
    kinds = kinds_of(scenario.preferred_ask) - ({"learning"} if post else set())
    return frozenset(name for name, holds in found.items() if holds) | kinds


@lru_cache(maxsize=64)
def _holding(scenario: Scenario, heard: tuple[str, ...]) -> frozenset[str]:
    said = (*heard, scenario.preferred_ask)
    here = {*scenario.user.name.split(), *scenario.manager.name.split()}
    known = people(scenario)
    named = any("person" in mentioned(one, here, known) or brings_in(one, here) for one in heard)
    found = {
        "while": any(map(_WHILE.search, said)),
        "dated": any(map(_begins, said)),
        "spanned": any(_WHILE.search(one) and _begins(one) for one in said),
        "priced": any(money_in(one) or _COSTS_NOTHING.search(one) for one in said),
        "named": named,
        "alone": not named and not any(map(_hands_over, heard)),
        "written": offers_paper(heard),
        "unwritten": not offers_paper(heard),
        "no_door": not names_a_door(heard),
        "stopped": names_a_stop(heard),
        "days": any(map(_WEEKDAY.search, said)),
        "carried": carries(heard),
        "uncarried": not carries(heard),
        "kept": not named and any(map(_KEPT.search, heard)),
        "skilled": any(map(_SKILLED.search, heard)),
        "staying": any(_stays(one.lower().replace("’", "'")) for one in heard),
    }
    return _of_the_ask(scenario) | {name for name, holds in found.items() if holds}


@lru_cache(maxsize=256)
def _rows(holds: frozenset[str]) -> tuple[Mapping[str, Any], ...]:
    return tuple(row for row in catalog.table("permits")["lines"].values() if holds & set(row["unless"]))


def _bars(row: Mapping[str, Any], line: Line) -> bool:
    worry = line.id.partition("/")[0]
    if worry != row.get("worry", worry) or worry == row.get("not_worry"):
        return False
    return line.of == row.get("of", line.of) and bool(_pattern(row.get("says", "")).search(line.text))


@cache
def _pattern(says: str) -> re.Pattern[str]:
    return re.compile(says, re.I)
