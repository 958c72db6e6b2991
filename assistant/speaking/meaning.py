"""What the manager meant: a doubt dropped, a contradiction shown, a worry by its plain name and in full sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain import ConcernType, Line
from assistant.speaking.asked import OR, question
from assistant.speaking.moment import STAYS, Moment, Part
from assistant.speaking.raising import reason
from assistant.speaking.room import fact_about
from assistant.speaking.themselves import one_of_two

_QUOTABLE = 26
"""Words of the user's that a turn can hold beside its own."""
_FRAGMENT = re.compile(
    r"^(?:Honestly, t|T)hat (?:I|it|you|they|the|this|there|we|somebody|someone|others|everyone|your)\b"
)
"""How a line begins that answers "What worries you?" and nothing else."""


def doubted(now: Moment) -> bool:
    """Whether they have just doubted a figure."""
    return bool(now.turns) and now.turns[-1].decision.remark == "doubt"


def to_explain(now: Moment) -> bool:
    """Whether they have just doubted or contradicted the user, so that "What do you mean?" asks for that."""
    return bool(now.turns) and now.turns[-1].decision.remark in ("doubt", "retract")


def as_meant(now: Moment, kind: ConcernType | None) -> Iterator[Part]:
    """What they meant by what they had just said: a doubt is dropped, a contradiction shown, a worry named with what would answer it."""
    before = now.turns[-1] if now.turns else None
    if doubted(now):
        yield Part(now.lines["doubt_dropped"], kept=True)
    elif before and before.reading and before.decision.remark == "retract" and before.reading.takes_back:
        first, then = (one.strip(" .!?") for one in before.reading.takes_back)
        if len(f"{first} {then}".split()) <= _QUOTABLE:
            yield Part(now.lines["retract_shown"], values={"before": first, "now": then}, kept=True)
            return
        yield Part(now.lines["doubt_dropped"], kept=True)
        return
    asked = question(now.said)
    about_it = kind is not None and now.decision.move in STAYS
    # What they know of something else would be no answer to what they meant.
    if fact := fact_about(now.scenario, now.turns, [asked], least=2) or (reason(now) if about_it else None):
        yield Part(now.lines["known"], values={"fact": fact}, kept=True)
    elif OR.search(asked):
        told = one_of_two(now, kind, else_="which_of")
        yield told
        if told.values:
            return
    if kind is not None and now.decision.move in STAYS:
        yield meaning(now, kind)


def meaning(now: Moment, kind: ConcernType) -> Part:
    """The worry by its plain name, with what would show them that it is met; in their own words where all that was said."""
    fresh = [line for line in kind.lines["meant"] if line.id not in now.used]
    return Part(tuple(fresh) or whole(kind), kept=True)


def whole(kind: ConcernType) -> tuple[Line, ...]:
    """The worry in full sentences."""
    return tuple(line for line in kind.lines["own"] if not _FRAGMENT.match(line.text))
