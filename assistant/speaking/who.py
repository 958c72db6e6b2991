"""What the manager says to "who": who has the say, as far as the scenario tells, and otherwise plainly that they know no name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain import Line
from assistant.speaking.asked import (
    about_people,
    asks_for_backing,
    asks_for_their_part,
    last_question,
    mid_sentence,
)
from assistant.speaking.firsthand import facts
from assistant.speaking.moment import Moment, Part, marked
from assistant.speaking.room import content, fact_about

_DECIDERS = re.compile(
    r"\b(?:decid\w+|approv\w+|sign\w* (?:it )?off|sign\w*|director\w*|directorate|board|head office|council|committee|owner\w*|goes? (?:through|up to)|hr)\b",
    re.I,
)
"""Words of a constraint that says who decides."""
SOMEBODY_ABOVE = "not_my_decision"
"""The worry that whoever asks who decides means."""
_PART = "part"
"""Lines that say what of it is theirs, and that it is handed to them."""
_THING = re.compile(
    r"\b(?:is|are|would) ((?:the|my|our|that|this|those|these) [^?,;]{2,30}?) (?:be )?(?:yours|something)\b",
    re.I,
)
"""What somebody asks whether it is the manager's to give."""
_WITHIN = re.compile(
    r"\bwho (?:\w+ )?(?:at|in|on|from|among)(?! (?:charge|the end|it|that|this|those|these|such)\b)\b", re.I
)
"""How somebody asks for one of those whom they name."""
_NO_NAME = "who"
"""Lines that say so of a person."""
_OR_YOU = re.compile(r"\bor (?:is it |does it go (?:to|through) )?you(?:rs)?\b|\byou or\b", re.I)
"""How somebody asks whether it is the manager or somebody else."""
_MEANS = re.compile(r"\byou mean\b|[,;:] (?:is|are) (?:it|that|they|those)\b", re.I)
"""How somebody says whom they take it to be."""


def who_decides(now: Moment) -> Iterator[Part]:
    """What the scenario says about it; else themselves, or somebody above where that is one of their worries.

    Asked for a name among those who were named already, they know none. Whether they would stand behind it is answered too.
    """
    asked = about_people(now.said)
    told = " ".join(turn.utterance.text for turn in now.turns)
    deciders = [one for one in facts(now.scenario) if _DECIDERS.search(one)]
    fresh = next((one for one in deciders if one not in told), None)
    named = next((one for one in deciders if one in told and content(one) & content(asked)), None)
    part = _PART if asks_for_their_part(asked) else ""
    thing = _THING.search(asked)
    of_it = fact_about(now.scenario, now.turns, [thing[1]]) if thing else None
    if of_it:  # what they know of the very thing that is asked for
        yield Part(now.lines["known"], values={"fact": of_it}, kept=True)
    elif part and above(now):
        yield Part(marked(now.lines["authority_above"], part), kept=True)
    elif named and _OR_YOU.search(asked):
        yield Part(now.lines["again"], values={"fact": mid_sentence(named)}, kept=True)
    elif named and _MEANS.search(asked):
        yield Part(now.lines["recap"], kept=True)
    elif named or (_WITHIN.search(asked)):
        yield Part(no_name(now), kept=True)
    elif fresh:
        yield Part(now.lines["known"], values={"fact": fresh}, kept=True)
    elif above(now):
        yield Part(marked(now.lines["authority_above"], ""), kept=True)
    else:
        yield Part(now.lines["authority_mine"], kept=True)
    if asks_for_backing(last_question(now.said)):
        yield Part(now.lines["would_do"], kept=True)


def above(now: Moment) -> bool:
    """Whether somebody else has the say: the scenario says who, or it is one of the manager's worries."""
    worries = now.turns[-1].state.concerns if now.turns else ()
    worried = any(concern.id == SOMEBODY_ABOVE for concern in worries)
    told = any(_DECIDERS.search(one) for one in facts(now.scenario))
    return not now.scenario.manager.decides_alone and (worried or told)


def who(now: Moment) -> Iterator[Part]:
    """Who it is, where a circumstance of the scenario tells; else that they know no name. Whoever names the place asks for a name in it."""
    asked = about_people(now.said)
    fact = None if _WITHIN.search(asked) else fact_about(now.scenario, now.turns, [asked])
    if fact:
        yield Part(now.lines["known"], values={"fact": fact}, kept=True)
    else:
        yield Part(no_name(now), kept=True)
    if asks_for_backing(last_question(now.said)):
        yield Part(now.lines["would_do"], kept=True)


def no_name(now: Moment) -> tuple[Line, ...]:
    """That they know nobody by name."""
    return marked(now.lines["unnamed"], _NO_NAME)
