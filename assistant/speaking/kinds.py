"""What kind of thing is asked for, as far as it decides which worries somebody can have about it (``knowledge/permits.toml``)."""

from __future__ import annotations

import re

from assistant.domain import Scenario

_NUMBERS = {word: n for n, word in enumerate("one two three four five six seven".split(), start=1)}
_LESS = re.compile(
    r"\b(?:fewer|less|shorter) (?:working )?(?:hours|days|shifts|nights|weekends|trips|classes|lessons|rounds)\b|\bwork less\b|\bstep(?:ping)? (?:down|back) (?:from|as)\b|\bhand(?:ing)? back the (?:lead|post|team|role)\b|\bpart[- ]time\b|\breduce (?:my|to)\b|\b(?:cut|bring|go) (?:down )?(?:on )?my (?:\w+ )?(?:hours|days|week)\b|\b(?:down|go|drop|cut \w+|reduce \w+) to (?:\d+(?:[.,]\d+)?|three|four) ?(?:hours|days|%|per ?cent)|"
    r"\bwork (?:\d\d|0[.,]\d) ?(?:%|per ?cent)|\b(?:\d\d) ?(?:%|per ?cent) (?:post|contract|week|job)\b|\b(?:every|each) (?:second|other) \w+day off\b|\b(?:stop|drop|give up|no longer) (?:doing )?(?:the |my )?(?:\w+ )?(?:shifts?|calls?|overtime|nights|weekends)\b",
    re.I,
)
_INSTEAD = re.compile(
    r"\b(?P<new>\d+(?:[.,]\d+)?|one|two|three|four|five|six)(?: (?:hours|days|shifts|evenings|nights))?(?: a week| per week| weekly)?(?:,? instead of|,? and not|,? rather than) (?:the )?(?P<old>\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven)\b(?! o'?clock)",
    re.I,
)
_FROM_TO = re.compile(
    r"\bfrom (?P<old>\d+(?:[.,]\d+)?)(?: (?:hours|days|%|per ?cent))?(?: a week)? (?:down )?to (?P<new>\d+(?:[.,]\d+)?) ?(?:hours|days|%|per ?cent)",
    re.I,
)
"""Two figures of one's own hours: what they were, and what they are to be."""
_OF_TIME = re.compile(r"\b(?:hours|days|shifts|evenings|nights)\b", re.I)
_HOME = re.compile(
    r"\b(?:work\w*|days?|mornings?|afternoons?|hours?|shifts?|week|do(?:ing)? \w+(?: \w+){0,4}) (?:[\w-]+ ){0,3}(?:from|at) home\b|\b(?:from|at) home (?:on|for|two|one|\w+ days?)\b|\bhome[- ]office\b|\bremote(?:ly)?\b|\btelework\w*",
    re.I,
)
_OTHER_TIMES = re.compile(
    r"\b(?:swap|change|move|switch|go|come|start|begin|finish|stop)\b[^.?!]{0,40}\b(?:(?:early|late|night|day|morning|evening|other)s? shifts?|off nights|earlier|later)\b|"
    r"\b(?:start|begin|finish|come in|stop)\w* (?:work |my \w+ )?(?:at|by) [^.?!]{1,20} instead of\b|\bsame (?:number of )?hours\b",
    re.I,
)
_LEARNING = re.compile(
    r"\b(?:course|training|seminar|workshop|conference|licen[cs]e|certificate|diploma|qualification|mentor\w*|apprenticeship|evening classes|exam)\b",
    re.I,
)
_AWAY = re.compile(
    r"\b(?:unpaid|parental|study) leave\b|\bsabbatical\b|\b(?:weeks?|months?|days?) (?:of )?(?:unpaid|off)\b",
    re.I,
)

_A_PLACE = r"(?:shops?|stores?|branch(?:es)?|sites?|depots?|bakery|kitchen|salon|practice|clinic|workshop|outlet|location|plant|warehouse|office|restaurant|café|studio|line|stall)"
_RUNS = re.compile(
    r"\b(?:open|run|lead|head|manage|take over|take on|build up|set up|look after|in charge of|be the one who)(?:s|ing)?\b",
    re.I,
)
_OF_THE_HOUSE = re.compile(rf"\b(?:new|second|third|next|other|planned) (?:[\w-]+ )?{_A_PLACE}\b", re.I)
_MOVES = re.compile(
    r"\b(?:transfer(?:red|ring)? to|relocat\w+|(?:mov|switch|chang)\w* (?:over |across )?to (?:the |our |your |a |an )?(?:[\w-]+ ){0,3}"
    r"(?:company|firm|plant|site|branch|office|depot|town|city|country|hospital|school|ward|department|headquarters))\b|"
    r"\b(?:post|job|role|position|vacancy)\b[^.?!,;]{0,30}\bin (?-i:[A-Z]\w)|"
    r"\b(?:another|other|sister|different) (?:town|city|company|employer|country|plant|site|branch)\b",
    re.I,
)


def runs_a_place(scenario: Scenario) -> bool:
    """Whether the ask is to run a place that the house has or is about to open, so that nobody says that there is nothing."""
    texts = (
        scenario.preferred_ask,
        *(n.text for n in (*scenario.options, *scenario.constraints) if not n.private),
    )
    return bool(_RUNS.search(scenario.preferred_ask)) and any(map(_OF_THE_HOUSE.search, texts))


def moves_away(ask: str) -> bool:
    """Whether the ask is to work for good in another place, department or company."""
    return bool(_MOVES.search(ask))


def is_shorter(ask: str) -> bool:
    """Whether the ask is to work less, which costs no money."""
    instead = _INSTEAD.finditer(ask) if _OF_TIME.search(ask) else ()
    two = (*instead, *_FROM_TO.finditer(ask))
    return bool(_LESS.search(ask)) or any(_number(found["new"]) < _number(found["old"]) for found in two)


def kinds_of(ask: str) -> frozenset[str]:
    """``shorter``, ``home``, ``hours`` (the same work at other times), ``learning``, ``away``: those that the ask is of."""
    found = {
        "shorter": is_shorter(ask),
        "home": bool(_HOME.search(ask)),
        "hours": bool(_OTHER_TIMES.search(ask)),
        "learning": bool(_LEARNING.search(ask)),
        "away": bool(_AWAY.search(ask)),
    }
    return frozenset(name for name, holds in found.items() if holds)


def _number(text: str) -> float:
    return float(_NUMBERS.get(text.lower(), 0) or text.replace(",", "."))
