"""What the manager says of themselves: whom they have in mind, what they plan, what they still miss, who would know, which of two.

Nobody need look any of this up, and nothing of it has to be made up: nobody yet, not decided, not yet, the worry's own
condition, a role, one of what the user has named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.catalog import table
from assistant.domain import ConcernType, Line, Move
from assistant.engine.policy import unmet
from assistant.speaking.agreed_to import of_two_yeses
from assistant.speaking.asked import alternatives, asks_who_does_it, last_question
from assistant.speaking.firsthand import facts
from assistant.speaking.moment import Moment, Part, marked
from assistant.speaking.room import content, fact_about
from assistant.text.clean import words

_PLAINLY = {"whom": "nobody", "plans": "undecided", "done": "not_done", "suits": "no_objection"}
"""Questions that are answered by a line, whatever they are about."""
THEIR_OWN = frozenset({*_PLAINLY, "regard", "short", "knows", "either"})
"""Questions that only they can answer."""
_THINKS_WELL = 5
"""Trust from which on they speak well of somebody who asks for it."""
_FEARS_NOT = re.compile(r"\b(?:unhappy|disappointed|angry|cross|annoyed|mad|upset)\b", re.I)
"""A question about what they think that hopes for a no."""
_A_YES = re.compile(
    r"^(?:Oh, )?(?:yes|of course|I do\b|I did|I… yes|but naturally|more than|as far as|not|less|I'd like|I want|some days|could be)\b",
    re.I,
)
_OF_ITS_OWN = frozenset({"policy", "budget", "not_my_decision"})
"""Worries of which somebody knows whatever is asked about them."""
_WISH = "wish"
"""Lines that say what somebody would have to be like, and leave the name to the user."""
_WISHES = re.compile(
    r"\bwho(?:m|'d| would)?\b[^?]{0,20}\b(?:you|would you) (?:\w+ )?(?:want|like|prefer|trust|choose|pick|take|accept|feel)\b",
    re.I,
)
"""How somebody asks whom the boss would rather have, and not whom they have in mind."""
_ASKING = content("know would could tell should where might whom")


def of_themselves(now: Moment, kind: ConcernType | None) -> Iterator[Part]:
    """What they say to such a question; what both know of the thing comes first.

    :param kind: the worry that the turn is about.
    """
    asked = now.decision.answer or ""
    if asked == "either":
        yield one_of_two(now, kind, else_="either")
    elif asked == "short":
        yield still_missing(now, kind)
    elif asked == "knows":
        yield Part(_who_knows(now, kind), kept=True)
    elif asked == "regard":
        yield Part(_regard(now), kept=True)
    elif fact := fact_about(now.scenario, now.turns, [last_question(now.said)], least=2):
        yield Part(now.lines["known"], values={"fact": fact}, kept=True)
    else:
        yield Part(marked(now.lines[_PLAINLY[asked]], ""), kept=True)


def rather_have(now: Moment) -> Part | None:
    """What somebody would have to be like, where that is asked: the name is the user's to find; None where it is not."""
    wished = _WISHES.search(last_question(now.said))
    return Part(marked(now.lines["nobody"], _WISH), kept=True) if wished else None


def _who_knows(now: Moment, kind: ConcernType | None) -> tuple[Line, ...]:
    """The role that could tell: of what the question names, else of the worry, where it is that which is asked about."""
    asked = last_question(now.said)
    named = (name for name, words in table("conduct")["names"].items() if re.search(words, asked.lower()))
    if (name := next(named, None)) and name in now.types:
        return now.types[name].lines["knows"]
    about = content(asked) - _ASKING
    fits = not about or about & content(now.before)
    if kind is not None and (kind.id in _OF_ITS_OWN or fits or about & content(kind.worry)):
        return kind.lines["knows"]
    return now.lines["unnamed"]


def _regard(now: Moment) -> tuple[Line, ...]:
    """What they think of the user, by how far they trust them; no yes to somebody who asks whether they are cross."""
    trust = now.turns[-1].state.trust if now.turns else _THINKS_WELL
    lines = now.lines["regard_good" if trust >= _THINKS_WELL else "regard_poor"]
    hopes_for_no = _FEARS_NOT.search(last_question(now.said))
    return tuple(line for line in lines if not (hopes_for_no and _A_YES.search(line.text)))


def still_missing(now: Moment, kind: ConcernType | None) -> Part:
    """What would have to be so for the worry to go; that nothing is missing where none is left."""
    if kind is None or not now.turns:
        return Part(
            now.lines["view_clear" if now.decision.move is Move.ASK_NEXT_STEPS else "unknown"], kept=True
        )
    condition = now.draw.choice(unmet(now.turns[-1].state, kind))
    return Part(now.lines["easy"], values={"condition": condition}, kept=True)


def one_of_two(now: Moment, kind: ConcernType | None, *, else_: str) -> Part:
    """One of what the user names, rather the one that the worry or a circumstance speaks of.

    :param else_: the lines that are said where nothing can be said back; ``which_of`` also where nothing speaks for either.
    """
    asked = last_question(now.said)
    if which := of_two_yeses(now):  # before there is a yes, it is to neither
        granted = now.decision.outcome is not None
        return Part(now.lines["pick" if granted else "not_yet"], values={"choice": which}, kept=True)
    named = alternatives(asked)
    spoken_of = content(" ".join((kind.worry if kind else "", now.before, *facts(now.scenario))))
    if now.decision.outcome is not None:  # a yes is to what was asked for
        spoken_of = set(words(now.scenario.preferred_ask))
        met = [len(spoken_of.intersection(words(one))) for one in named]
    else:
        met = [len(content(one) & spoken_of) for one in named]
    if not named or (else_ == "which_of" and max(met) == min(met)):
        who = "who" if asks_who_does_it(asked) else ""
        return Part(marked(now.lines[else_], who) or now.lines[else_], kept=True)
    choice = named[met.index(max(met))] if max(met) > min(met) else now.draw.choice(named)
    return Part(now.lines["pick"], values={"choice": choice}, kept=True)


_LIVED = re.compile(
    r"\bI(?:['’]ve| have|['’]d| had)? (?:\w+ )?(?:seen|saw|lost|watched|tried|had|been through|lived through)\b[^.?!]*"
)


def lived_through(now: Moment) -> bool:
    """Whether the question is about something that they have said they saw happen: of that nobody says that they don't know."""
    told = (found.group() for turn in now.turns for found in _LIVED.finditer(turn.utterance.text))
    return any(content(one) & content(now.said) for one in told)
