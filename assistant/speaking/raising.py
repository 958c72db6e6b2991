"""How a worry comes up and is pressed on: with what makes it real in this case, and with what is still missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.domain import ConcernType, Line, Move
from assistant.speaking.agreed_to import ABOVE, last_sum, sum_elsewhere
from assistant.speaking.moment import Moment, Part, marked
from assistant.speaking.permits import at_a_farewell, sayable
from assistant.speaking.reasons import reason_for
from assistant.speaking.takeup import phrase

MORE, UNASKED, SPENT, KEPT = "more", "unasked", "spent", "kept"
"""Marks of lines: pressing on where everything was said in part, for a worry dealt with before it came up, on what is saved already,
and for somebody who goes on with their own work."""
_SAID_BACK = frozenset({"phrase", "amount"})
_REASON = "reason"
"""Marks a line that follows a constraint."""
_OUTSIDE = "outside"
"""Marks a line that takes what follows for something that both see; what the boss needs or fears is not, nor what may come."""
_SMALL = "phased_or_trial"
"""What most ideas come to: something small to begin with."""
_ALLOWED, _RULES = "within_rules", "policy"
_WITHIN = re.compile(r"(?:I|You|Your|My|We|If)\b")
_ASKS_FIRST, _HEARS_FIRST = 0.4, 0.3
"""How often the worry comes before what makes it real, and how often the ask is taken in before both."""


def because(now: Moment, fact: str, *, after: bool = False) -> Part:
    """A constraint of the scenario, said by this manager; ``after`` something of theirs it comes without an introduction."""
    within = _WITHIN.match(fact)
    fits = [line for line in now.lines["because"] if not (within and line.of == _OUTSIDE)]
    straight = [line for line in fits if line.text.startswith("{fact}") and line.id not in now.used]
    return Part(tuple(straight if after and straight else fits), values={"fact": fact}, kept=True)


def with_reason(now: Moment, kind: ConcernType, fact: str) -> Iterator[Part]:
    """The worry with the constraint that makes it real, in one order or the other."""
    decision, temperament = now.decision, now.temperament.id
    missing = lacking(kind, now) or kept(kind, now)
    own = tuple(
        line
        for line in plain(kind.lines["raise"])
        if temperament in line.temperaments
        and "?" not in line.text  # what is asked stays the last thing said
    )
    if missing:
        yield from (because(now, fact), Part(missing))
    elif own and now.draw.random() < _ASKS_FIRST:
        yield from (Part(own, kept=True), because(now, fact, after=True))
    else:
        alone = decision.reaction is None and not (decision.remark or decision.answer or now.is_hard)
        if alone and now.draw.random() < _HEARS_FIRST and not now.worried:
            yield Part(now.lines["heard_ask"])
        follows = (line for line in marked(kind.lines["raise"], _REASON) if _theirs(line, temperament))
        # All alike: a line that only this manager says would come every other time.
        yield from (
            because(now, fact),
            Part(tuple(replace(line, temperaments=frozenset()) for line in follows)),
        )


def _theirs(line: Line, temperament: str) -> bool:
    return not line.temperaments or temperament in line.temperaments


def reason(now: Moment) -> str | None:
    """What the scenario says that makes the worry at hand a real one, where neither has said it yet."""
    gone = now.decision.departure
    worries = now.turns[-1].state.concerns if now.turns else ()
    possible = at_a_farewell() if gone else {now.decision.concern or "", *(c.id for c in worries)}
    return reason_for(now.scenario, now.turns, now.said, now.decision.concern or "", possible, leaving=gone)


def no_money(now: Moment) -> str | None:
    """What of the scenario speaks against more pay, where neither has said it yet."""
    about = (reason_for(now.scenario, now.turns, now.said, one) for one in ("budget", "headcount"))
    return next(filter(None, about), None)


def idea_taken_up(now: Moment, concern: str) -> tuple[Line, ...]:
    """What to say of the move that the user makes right after an idea of the manager's on the same worry; empty where there is none."""
    before = now.turns[-1].decision if now.turns else None
    if (
        before is None
        or before.move is not Move.OFFER_IDEA
        or before.concern != concern
        or now.decision.answer
    ):
        return ()
    made = [move for move in now.types[concern].answered_by if move in now.decision.made]
    return _credit(now, concern, _SMALL if _SMALL in made else made[0]) if made else ()


def granted(now: Moment) -> tuple[Line, ...]:
    """What to say of what the user has given on the worry at hand, before what is missing; who keeps their own work named nobody for it."""
    decision = now.decision
    if decision.move is Move.EASE:
        return idea_taken_up(now, decision.concern or "")
    if decision.answer or decision.remark == "repeat":
        return ()
    # Who does the work is heard beside whatever else they press on.
    moves = decision.given | ({"cover"} & decision.made if decision.move is Move.PRESS else set())
    moves -= {"cover"} if "kept" in now.holds else set()
    return _credit(now, decision.concern or "", *moves)


def _credit(now: Moment, concern: str, *moves: str) -> tuple[Line, ...]:
    """What grants one of the moves; that something is allowed answers only a worry about rules, whatever else goes by that name."""
    return marked(now.lines["grants"], *(move for move in moves if move != _ALLOWED or concern == _RULES))


def money_part(now: Moment, key: str) -> Part:
    """What is said of the money in the ask: with the sum, as far as the user has named it in the talk.

    Granted money is called by its sum where that is known, so that nobody takes it for more; what is not theirs to grant they pass on.
    """
    paid = now.decision.rest == "paid"
    of = (ABOVE if sum_elsewhere(now) else "paid") if paid else ""
    sum_ = last_sum(now)
    named = {"sum": sum_} if sum_ and any(sum_ in one for one in now.heard) else {}
    lines = marked(now.lines[key], of)
    exact = tuple(line for line in lines if "sum" in line.slots) if named and of else ()
    return Part(exact or lines, values=named, kept=True)


def with_a_demand(raised: Part, kind: ConcernType, now: Moment) -> Iterator[Part]:
    """The worry, and what they want to hear to it first of all, unless it was just given."""
    yield Part(tuple(line for line in raised.lines if "?" not in line.text) or raised.lines, kept=True)
    yield Part(sayable(marked(kind.lines["press"], kind.answered_by[0]), now.holds))


def fitting_quotes(lines: Sequence[Line], kind: ConcernType, now: Moment) -> tuple[Line, ...]:
    """The lines without those that say the user's words back, unless these are plainly about the worry that the line goes on with."""
    here = {*now.scenario.user.name.split(), *now.scenario.manager.name.split()}
    said = (phrase(now.said, here, planned=now.decision.move is Move.RAISE) or "").lower().replace("’", "'")
    rules = [*kind.plainly.values(), *kind.fully.values()] if said else []
    if any(re.search(rule.replace("<name>", r"\w+"), said) for rule in rules):
        return tuple(lines)
    return tuple(line for line in lines if line.slots.isdisjoint(_SAID_BACK))


def plain(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines that go with no other one and with no special case."""
    return tuple(line for line in lines if line.of not in (MORE, UNASKED, _REASON, SPENT, KEPT))


def kept(kind: ConcernType, now: Moment) -> tuple[Line, ...]:
    """What there is to ask of somebody whose own work stays with them; who does it is not."""
    return marked(kind.lines["raise"], KEPT) if "kept" in now.holds else ()


def lacking(kind: ConcernType, now: Moment) -> tuple[Line, ...]:
    """What to press for where the user has said something to the worry: what of it is missing, never what was given."""
    given = now.decision.given
    if not given:
        return ()
    missing = [move for move in kind.answered_by if move not in given]
    able = [
        line
        for line in sayable(marked(kind.lines["press"], *missing), now.holds)
        if line.id not in now.used and (not line.temperaments or now.temperament.id in line.temperaments)
    ]
    return tuple(able) or sayable(marked(kind.lines["press"], MORE), now.holds)
