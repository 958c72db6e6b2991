"""The conditions of a "not now" and when it is looked at again: one that was met by the user's words is told as such."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from assistant.catalog import table
from assistant.debriefing.agreed import Deal
from assistant.debriefing.documents import thresholds
from assistant.debriefing.log import Exchange
from assistant.debriefing.relied import claimed
from assistant.debriefing.when import on_day
from assistant.debriefing.wording import about
from assistant.domain import ConcernType, Debrief, Outcome, Rehearsal
from assistant.text.quotes import within

_THEIR_I = re.compile(r"\b(?:i|me|my|mine|we|us|our)\b", re.I)


def again(
    found: Debrief,
    left: Deal,
    rehearsal: Rehearsal,
    types: Mapping[str, ConcernType],
    said: Sequence[Exchange],
) -> tuple[str, ...]:
    """The conditions of a "not now", each with the day that the user named after it, or the blank for one.

    What a framework of theirs asks for stands beside them: it can be checked, as a condition in the boss's words often cannot.
    """
    if found.outcome is not Outcome.NOT_NOW:
        return ()
    state = rehearsal.turns[-1].state
    taken, criteria = "date" in state.pinned, thresholds(rehearsal.scenario, state)
    took = ", and they took it" if taken else ""
    when = (
        f"{on_day(left.day)} (you named it in turn {left.day_turn}{took})" if left.day else "[on which date?]"
    )
    shown = [f"what shows “{one.said}” ({one.citation}) is on the table" for one in criteria]
    came_up = {note.concern for note in found.worries}
    circular = [one for one in found.conditions if _circular().search(one)]
    met = {one: claim for one in found.conditions if one not in circular and (claim := claimed(one, said))}
    strange = [
        (one, kind)
        for one in found.conditions
        if one not in (*circular, *met) and (kind := _of(one, types)) and kind.id not in came_up
    ]
    apart = [one for one, _ in strange]
    named = [_told_apart(one, types) for one in found.conditions if one not in (*apart, *circular, *met)]
    return (
        *(
            f"“{condition}” is no condition that anybody could check. Ask what would have to be true, and look at it again {when}."
            for condition in circular
        ),
        *(
            f"Their condition was “{condition}”, and you said in turn {turn} that it is so: “{within(words)}” Send them that in writing, and look at it again {when}."
            for condition, (turn, words) in met.items()
        ),
        *(f"Once {condition}: look at it again {when}." for condition in (*named, *shown)),
        *(
            f"They also named a condition about {about(kind)}, which had not come up before: “{condition}”. Ask what would show that it is met, and look at it again {when}."
            for condition, kind in strange
        ),
    )


@cache
def _circular() -> re.Pattern[str]:
    """A condition that only says that it will be looked at again, or when things feel different."""
    return re.compile(table("debrief")["revisit"]["circular"], re.I)


def _told_apart(condition: str, types: Mapping[str, ConcernType]) -> str:
    """A condition in words that hold for the user too: the boss's "I" stays theirs, beside the worry that it is about."""
    kind = _of(condition, types)  # None for words that are no longer written
    if not _THEIR_I.search(condition):
        return f"{condition} (their worry about {about(kind)})" if kind else condition
    topic = f"their worry about {about(kind)} is answered" if kind else "what they named is so"
    return f"{topic} (in their words: “{condition}”)"


def _of(condition: str, types: Mapping[str, ConcernType]) -> ConcernType | None:
    """The worry that a condition is about."""
    return next((one for one in types.values() if condition in (*one.conditions, *one.pay_conditions)), None)
