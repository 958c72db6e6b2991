"""What is said at the end of a talk: what is asked there and what no more, and why it is a "not now" and until when."""

from __future__ import annotations

import re

from assistant.domain import Decision, Line, Move
from assistant.speaking.agreed_to import PART, part_told
from assistant.speaking.moment import Moment, Part, marked
from assistant.speaking.takeup import last_day

_MEASURES = re.compile(
    r"\b(?:judg\w+|measur\w+|success\w*|(?:it )?work(?:s|ed) if|fewer than|no more than|at least|below|target|stays? (?:at|under|above)|drops?|falls?|"
    r"you(?:'ll| will| can| would|'d) (?:see|know|tell))\b",
    re.I,
)
"""Words that say how it will be judged."""


def for_the_end(lines: tuple[Line, ...], decision: Decision) -> tuple[Line, ...]:
    """The lines that can be last: nobody is asked what they can no longer answer."""
    over = decision.outcome is not None and decision.answer not in ("seal", "rest")
    return tuple(line for line in lines if not (over and line.text.rstrip("”").endswith("?")))


def told_already(now: Moment) -> set[str]:
    """What the user has said of how it goes on, so that it is not asked for: ``day`` to look again, ``measure``, the boss's own ``part``."""
    if now.decision.move is not Move.ASK_NEXT_STEPS and now.decision.answer != "seal":
        return set()
    asked_before = [turn.said or "" for turn in now.turns if turn.state.closing]
    heard = [turn.reading for turn in now.turns if turn.reading is not None]
    judged = any("measure" in one.elements or one.has("milestone") for one in heard)
    told = {"measure"} if judged or _MEASURES.search(now.said) else set()
    told |= {PART} if part_told(now) else set()
    return told | ({"day"} if any(last_day(one) for one in (now.said, *asked_before)) else set())


def condition(decision: Decision) -> str | None:
    """The condition to name: the first with the "not now", the other when asked for all."""
    return (
        None if not decision.conditions else decision.conditions[-1 if decision.move is Move.PIN_DOWN else 0]
    )


def why_not(now: Moment) -> Part:
    """Why it is a "not now", out of this talk: the worry that is open, or what in their conduct or the manager stands in the way."""
    why = now.decision.why
    kind = now.types.get(why)
    lines = kind.lines.get("bars", ()) if kind else marked(now.lines["why_not"], why)
    return Part(lines, kept=True)
