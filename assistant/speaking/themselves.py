"""What the manager says of themselves: whom they have in mind, what they plan, what they still miss, who would know, which of two.

Nobody need look any of this up, and nothing of it has to be made up: nobody yet, not decided, not yet, the worry's own
condition, a role, one of what the user has named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.domain import ConcernType, Line, Move
from assistant.engine.policy import unmet
from assistant.speaking.asked import alternatives, last_question
from assistant.speaking.firsthand import facts
from assistant.speaking.moment import Moment, Part
from assistant.speaking.permits import sayable
from assistant.speaking.room import content, fact_about

_PLAINLY = {"whom": "nobody", "plans": "undecided", "done": "not_done", "suits": "no_objection"}
"""Questions that are answered by a line, whatever they are about."""
THEIR_OWN = frozenset({*_PLAINLY, "short", "knows", "either"})
"""Questions that only they can answer."""


def of_themselves(now: Moment, types: Mapping[str, ConcernType], kind: ConcernType | None) -> Iterator[Part]:
    """What they say to such a question; what both know of the thing comes first.

    :param kind: the worry that the turn is about.
    """
    asked = now.decision.answer or ""
    if asked == "either":
        yield _one_of_two(now, kind)
    elif asked == "short":
        yield _still_missing(now, kind)
    elif asked == "knows":
        about = types.get(now.decision.about) or kind
        yield Part(about.lines["knows"] if about else now.lines["unnamed"], kept=True)
    elif fact := fact_about(now.scenario, now.turns, [last_question(now.said)], least=2):
        yield Part(now.lines["known"], values={"fact": fact}, kept=True)
    else:
        yield Part(now.lines[_PLAINLY[asked]], kept=True)


def _still_missing(now: Moment, kind: ConcernType | None) -> Part:
    """What would have to be so for the worry to go; that nothing is missing where none is left."""
    if kind is None or not now.turns:
        return Part(
            now.lines["view_clear" if now.decision.move is Move.ASK_NEXT_STEPS else "unknown"], kept=True
        )
    conditions = unmet(now.turns[-1].state, kind)
    lines = [Line(f"{kind.id}/conditions/{n}", one, frozenset()) for n, one in enumerate(conditions)]
    fitting = sayable(lines, now.holds) or tuple(lines)
    return Part(now.lines["easy"], values={"condition": now.draw.choice(fitting).text}, kept=True)


def _one_of_two(now: Moment, kind: ConcernType | None) -> Part:
    """One of what the user names, rather the one that the worry or a circumstance speaks of; in general words where neither can be said back."""
    named = alternatives(last_question(now.said))
    if not named:
        return Part(now.lines["either"], kept=True)
    spoken_of = content(" ".join((kind.worry if kind else "", now.before, *facts(now.scenario))))
    met = [len(content(one) & spoken_of) for one in named]
    choice = named[met.index(max(met))] if max(met) > min(met) else now.draw.choice(named)
    return Part(now.lines["pick"], values={"choice": choice}, kept=True)
