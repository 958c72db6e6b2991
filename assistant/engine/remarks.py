"""What may be said of a drill's replies: what good a line did, and what it lacks, each resting on the user's own words.

A remark about a move is made only where :class:`Heard` holds words for it. Practice with feedback helps, practice alone can
harm (CARE, 2025), and criticism of a good line is what users of comparable tools resent most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.domain import ConcernType, Ground, Turn
from assistant.engine.fitting import moves_of

DID: Mapping[str, str] = {
    "phased_or_trial": "you offered it in steps",
    "cover": "you said how the work stays covered",
    "within_rules": "you stayed within the rules",
    "milestone": "you said how it would be judged",
    "evidence": "you gave a fact to lean on",
    "benefit": "you said what they gain",
    "date": "you put a date to it",
    "reassurance": "you said plainly what you intend",
    "acknowledges": "you showed that you see the worry",
    "question": "you asked an open question",
}
"""What each good move does, the most telling first; where several rest on the same words, the first is named."""
LACKS: Mapping[str, str] = {
    "acknowledges": "a word that you see the worry",
    "question": "an open question about what would settle it",
    "phased_or_trial": "a smaller first step",
    "cover": "who does the work meanwhile",
    "evidence": "a fact that they can check",
    "benefit": "what they gain",
    "milestone": "what would show that it works",
    "date": "a date",
    "within_rules": "a way within the rules, or the person who decides",
    "reassurance": "a plain word on what you intend",
}
FLAGS = ("ultimatum", "grievance", "withdraws")
"""Moves that are flagged."""
_SELDOM_ENOUGH = frozenset({"acknowledges", "question"})
_MOST_GROUNDS = 3
_MOST_MISSING = 2


@dataclass(frozen=True)
class Heard:
    """What may be claimed of one turn, each with words of the turn that plainly are it.

    ``possible``: moves that may be in it, so that nobody is told that they are missing.
    """

    moves: Mapping[str, str] = field(default_factory=dict)
    flags: Mapping[str, str] = field(default_factory=dict)
    possible: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reply:
    """One turn of the user with the one before it and what may be claimed of it."""

    before: Turn
    turn: Turn
    heard: Heard

    @property
    def concern(self) -> str | None:
        """The worry that was on the table."""
        return self.before.state.current

    @property
    def level(self) -> int:
        """The level as it was heard, 0 to 2."""
        return self.turn.reading.level if self.turn.reading else 0


def replies(turns: Sequence[Turn], heard: Mapping[int, Heard]) -> tuple[Reply, ...]:
    """Every turn of the user that was answered, in order."""
    return tuple(
        Reply(before, turn, heard.get(turn.number, Heard()))
        for before, turn in pairwise(turns)
        if turn.said is not None and turn.reading is not None
    )


def grounds(reply: Reply, kind: ConcernType | None = None) -> tuple[Ground, ...]:
    """What good the line did, each with its words; what speaks to ``kind`` first, no words twice."""
    order = [move for move in (kind.answered_by if kind else ()) if move in DID]
    # A date stands in many lines and is seldom what did it: it counts where the worry asks for one.
    others = [move for move in DID if move != "date" or not kind]
    found: dict[str, Ground] = {}
    for move in (*order, *others):
        if (quote := reply.heard.moves.get(move)) and move not in [one.move for one in found.values()]:
            found.setdefault(quote, Ground(move, DID[move], quote))
    told_by = tuple(found.values())
    if kind and reply.level == 2 and all(one.move in _SELDOM_ENOUGH for one in told_by):
        return ()  # seeing a worry or asking about it was not what dealt with it
    return told_by[:_MOST_GROUNDS]


def told(found: Sequence[Ground], line: str) -> str:
    """The grounds as one clause with their words; words that are the whole line anyway are not said twice."""
    return join([one.text + ("" if one.quote.strip(" .!?") == line.strip(" .!?") else f" (“{one.quote}”)") for one in found])  # fmt: skip


def missing(reply: Reply, kind: ConcernType, most: int = _MOST_MISSING) -> tuple[str, ...]:
    """At most ``most`` of the moves that speak to the worry and are not in the line, most telling first."""
    reading = reply.turn.reading
    made = moves_of(reading) if reading is not None and reply.level else frozenset()
    lacking = [move for move in kind.answered_by if move not in made and move not in reply.heard.possible]
    return tuple(lacking[:most])


def join(items: Sequence[str]) -> str:
    """``a, b and c``."""
    return ", ".join(items[:-1]) + " and " + items[-1] if len(items) > 1 else "".join(items)
