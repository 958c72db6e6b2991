"""Which promises say the same, so that each is told once, where it was said last."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.debriefing.clauses import BOSS, BOTH, YOU, pieces
from assistant.domain import Promise
from assistant.writing.wording import stems

_MOST = 6
_SAME = 0.75
"""Share of the shorter one's words from which on two promises are one."""
_SENDS = frozenset({"write", "send", "mail", "email", "e-mail", "forward"})
_BRINGS = re.compile(r"\b(?:write|send|e?-?mail|forward|put|bring|give|hand|get|have)\b", re.I)
_TODAY = re.compile(
    r"\b(?:today|tonight|this (?:morning|afternoon|evening)|the same (?:day|evening))\b", re.I
)


def latest(found: Sequence[Promise]) -> list[Promise]:
    """The last ones of each side, none twice; those of the close hold, and a day that was named before stays."""
    kept: list[Promise] = []
    for one in found:
        alike = [other for other in kept if same(other, one)]
        dated = next((other for other in alike if other.when and not one.when), None)
        kept = [other for other in kept if other not in alike]
        kept.append(dated or one)
    out: list[Promise] = []
    for who in (YOU, BOSS, BOTH):
        out += [one for one in kept if one.who == who][-_MOST:]
    return out


def among(one: Promise, others: Sequence[Promise]) -> bool:
    """Whether one of ``others`` says the same."""
    return any(same(one, other) for other in others)


def same(one: Promise, other: Promise) -> bool:
    """Whether two say the same: the same side with the same beginning, the same verb and day, or mostly the same words."""
    if one.who != other.who:
        return False
    words, others = (re.findall(r"\w+", item.quote.lower()) for item in (one, other))
    first, second = (next(iter(pieces(item.quote)), ("", "", "")) for item in (one, other))
    if words[:4] == others[:4] or (
        one.when and one.when == other.when and first[2] and first[2] == second[2]
    ):
        return True
    shared = stems(one.quote) & stems(other.quote)
    both = _BRINGS.search(one.quote) and _BRINGS.search(other.quote)
    if both and one.when and one.when == other.when and shared - stems(one.when):
        return True  # "I send you the plan by Friday", "I put the plan on your desk on Friday"
    if (
        {first[2], second[2]} <= _SENDS
        and _TODAY.search(one.when)
        and _TODAY.search(other.when)
        and shared - stems(one.when)
    ):
        return True  # "I'll write it down and mail it today", "You have the mail this afternoon"
    sizes = (len(stems(one.quote)), len(stems(other.quote)))
    # Two days make one of two only where nearly all else is the same: a note in June is not the notes in May.
    apart = one.when and other.when and one.when != other.when
    return len(shared) >= _SAME * max(1, max(sizes) if apart else min(sizes))
