"""Three things to practise: worries that stayed open first, then parts of the talk that never came, then worries still to come."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from assistant.catalog import table
from assistant.debriefing.facts import Facts
from assistant.debriefing.log import OPEN
from assistant.debriefing.wording import about
from assistant.domain import Act, Advice, ConcernState, ConcernType, Outcome, WorryNote
from assistant.text.quotes import opening, within
from assistant.writing.wording import stems

_GUIDANCE: Mapping[Act, tuple[str, ...]] = {
    Act.PURPOSE: ("purpose-statement", "five-acts"),
    Act.IMPACT: ("lead-with-impact", "five-acts"),
    Act.CLOSE: ("close-summarise", "five-acts"),
}
_MOST, _MOST_FACTS = 3, 2

Say = Callable[[WorryNote], str]
"""What to say to an open worry, word for word; empty where there is nothing that would help."""


def practise(
    worries: Sequence[WorryNote],
    unheard: Collection[Act],
    unmentioned: Sequence[str],
    types: Mapping[str, ConcernType],
    outcome: Outcome,
    own: Facts,
    answered: Mapping[str, Mapping[int, str]],
    say: Say,
) -> tuple[Advice, ...]:
    """At most three, each with words to say: to what stayed open, for what was not heard, strong facts that were not said, what took long; each to be practised by a drill (a worry's id) or a rehearsal (an act's name).

    :param unheard: the parts of the talk that nothing in it may have been.
    :param answered: by worry the turns that answered it while it was on the table, each with the words that did.
    """
    parts = {act: advice for act in unheard if (advice := _act(act, own))}
    found = [advice for act, advice in parts.items() if act is Act.PURPOSE]
    order = {state: place for place, state in enumerate((*OPEN, ConcernState.EASED))}
    open_ = sorted((one for one in worries if one.state in order), key=lambda one: order[one.state])
    found += [_worry(one, types[one.concern], words) for one in open_ if (words := say(one))]
    found += [advice for act, advice in parts.items() if act is Act.CLOSE]
    if Act.IMPACT not in unheard:
        found += _unused(own, any("evidence" in table("debrief")["credits"][one.concern] for one in open_))
    if worries and outcome is not Outcome.LEFT_OPEN:
        found += list(_to_come(unmentioned[:1], types))
        found += [
            _sooner(one, types[one.concern], times, answered[one.concern])
            for one, times in _slow(worries, answered)
        ]
    return tuple(found[:_MOST])


def _worry(one: WorryNote, kind: ConcernType, words: str) -> Advice:
    do = "Ask" if words.endswith("?") else "Say"
    return Advice(one.concern, f"Their worry about {about(kind)}. {do}: “{words}”", kind.guidance_ids)


def _act(act: Act, own: Facts) -> Advice | None:
    """What to say for a part of the talk that was not heard; None where the user's own facts have nothing for it."""
    frame = table("debrief")["practise"].get(act.value, "")
    if not frame or ("{ask}" in frame and own.ask is None):
        return None
    return Advice(act.value, frame.replace("{ask}", own.ask.text if own.ask else ""), _GUIDANCE[act])


def _slow(
    worries: Sequence[WorryNote], answered: Mapping[str, Collection[int]]
) -> Iterator[tuple[WorryNote, int]]:
    """The settled worries on which an answer moved nothing, most such answers first, with how many.

    One that was half answered first took the steps that the boss asked for one by one: nothing is to be mended there.
    """
    settled = [
        one
        for one in worries
        if one.state is ConcernState.SETTLED
        and one.turn in answered[one.concern]
        and ConcernState.EASED not in one.states[: one.turn]
    ]
    times = [(one, _wasted(one.states, answered[one.concern])) for one in settled]
    yield from sorted((item for item in times if item[1]), key=lambda item: -item[1])


def _wasted(states: Sequence[ConcernState], answered: Collection[int]) -> int:
    """How many answers left a worry on the table just where it was; one that reopened it was heard as something else."""
    return sum(
        n in answered and was in OPEN and was is now for n, (was, now) in enumerate(pairwise(states), start=1)
    )


def _sooner(one: WorryNote, kind: ConcernType, times: int, quotes: Mapping[int, str]) -> Advice:
    """What settled it as the way in."""
    turns = "One turn" if times == 1 else f"{times} turns"
    how = f"begin with what settled it in turn {one.turn}{_first(one, quotes)}"
    return Advice(one.concern, f"Their worry about {about(kind)}. {turns} did not move it; {how}.", kind.guidance_ids)  # fmt: skip


def _first(one: WorryNote, quotes: Mapping[int, str]) -> str:
    """The words that settled it, short."""
    words = quotes.get(one.turn, "") if one.turn is not None else ""
    return f": “{within(opening(words))}”" if words else ""


def _unused(own: Facts, wanted: bool) -> Iterator[Advice]:
    """The user's facts with a figure that were never said and that bear on what they ask for, in one line.

    :param wanted: whether a worry stayed open that a result of theirs may answer, whichever it is.
    """
    ask = stems(own.ask.text) if own.ask else set()
    found = [
        fact.text.rstrip(".")
        for fact in own.sentences.get("evidence", ())
        if re.search(r"\d", fact.text) and (wanted or stems(fact.text) & ask)
    ][:_MOST_FACTS]
    if found:
        quoted = " and ".join(f"“{text}”" for text in found)
        yield Advice(Act.IMPACT.value, f"You did not use: {quoted}.", _GUIDANCE[Act.IMPACT])


def _to_come(unmentioned: Sequence[str], types: Mapping[str, ConcernType]) -> Iterator[Advice]:
    """Worries that this boss had and did not bring up this time."""
    for name in unmentioned:
        kind = types[name]
        yield Advice(name, f"Their worry about {about(kind)}. It did not come up this time, and it may in the real talk. {kind.next_step}", kind.guidance_ids)  # fmt: skip
