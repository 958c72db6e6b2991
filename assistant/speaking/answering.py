"""What the manager says to a question: what they know, what they think by the state of their worries, or that they do not know it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from assistant.domain import ConcernState, ConcernType, Line, Move
from assistant.speaking.moment import STAYS, Moment, Part
from assistant.speaking.room import fact_about, facts
from assistant.speaking.takeup import last_day

_OF_A_DEPARTURE = frozenset({"tell", "reference_yes", "reference_later", "favour_yes", "favour_later"})
"""What is said to what somebody who leaves asks for."""
_ANSWERED_BY = {
    "whether": "whether",
    "decide": "decides",
    "was_so": "was_so",
    "is_not": "is_not",
    "ever": "ever",
    "either": "either",
    **{name: name for name in _OF_A_DEPARTURE},
}
_COMPLETE = frozenset({"decide", "date", "authority", *_OF_A_DEPARTURE})
"""Questions that are answered by what the boss says to them; the talk then goes back to the worry."""
_OWN_WORRY = frozenset(
    {"worry", "detail", "view", "is_so", "is_not", "snag", "meant", "not_yet", "so_far_no"}
)
"""Questions about the worry itself, which is then said in other words."""
_THINKS_WELL = 5
"""Trust from which on they speak well of somebody who asks for it."""
_BRIEF = 8
"""Words of a question that is about one thing."""
_GUESSES = frozenset({"is_so", "was_so", "is_not"})
_FRAGMENT = re.compile(
    r"^(?:Honestly, t|T)hat (?:I|it|you|they|the|this|there|we|somebody|someone|others|everyone|your)\b"
)
"""How a line begins that answers "What worries you?" and nothing else."""
_STRAIGHT = frozenset({"not_yet", "so_far_no", "snag", "leave"})
_QUOTABLE = 26
"""Words of the user's that a turn can hold beside its own."""
_ABOUT_RULES = frozenset({"policy", "not_my_decision"})
_DECIDERS = re.compile(
    r"\b(?:decid\w+|approv\w+|sign\w* (?:it )?off|sign\w*|director\w*|directorate|board|head office|council|committee|owner\w*|goes? (?:through|to)|hr)\b",
    re.I,
)
"""Words of a constraint that says who decides."""


def answer(now: Moment, types: Mapping[str, ConcernType]) -> tuple[list[Part], bool]:
    """The parts that answer the question; and whether nothing need be added for the manager's move, which they say as well."""
    decision = now.decision
    granted = decision.move in (Move.AGREE, Move.AGREE_TRIAL) and decision.answer not in _OF_A_DEPARTURE
    if not decision.answer or granted or decision.move is Move.PIN_DOWN:
        return [], False
    kind = types.get(decision.concern or "")
    parts = list(_parts(now, types, kind))
    ideas = decision.move is Move.OFFER_IDEA and decision.answer not in _COMPLETE
    # A worry that only now comes up is not yet said by an answer to something else.
    another = decision.answer == "is_so" and decision.about != decision.concern
    told = decision.answer in _OWN_WORRY and decision.move in (Move.PRESS, Move.OFFER_IDEA) and not another
    told = told and not (
        decision.answer in ("meant", "worry") and _doubted(now)
    )  # which says nothing of the worry
    return parts, bool(parts) and (ideas or told)


def _parts(now: Moment, types: Mapping[str, ConcernType], kind: ConcernType | None) -> Iterator[Part]:
    decision, lines = now.decision, now.lines
    asked, stays = decision.answer or "", decision.move in STAYS
    if asked == "authority":
        yield _who_decides(now)
        return
    if asked == "meant" or (asked == "worry" and _to_explain(now)):
        yield from _meant(now, kind)
        return
    if asked == "worry":
        # "Is it the reading room?": what they know of it says more than their worry in general.
        least = 1 if len(now.said.split()) <= _BRIEF else 2
        if fact := fact_about(now.scenario, now.turns, [now.said], least=least):
            yield Part(lines["known"], values={"fact": fact}, kept=True)
        elif kind is not None and stays:
            yield Part(kind.lines["own"], kept=True)
        return
    if asked == "view":
        yield from _view(now, types, kind)
        return
    if asked == "regard":
        trust = now.turns[-1].state.trust if now.turns else _THINKS_WELL
        yield Part(lines["regard_good" if trust >= _THINKS_WELL else "regard_poor"], kept=True)
        return
    if asked in _STRAIGHT:
        yield from _straight(now, kind)
        return
    if asked in _GUESSES:
        yield from _guessed(now, types, kind)
        return
    if asked == "detail" and kind is not None and stays:
        yield from _named(now, kind)
        return
    about = [now.said] if asked != "help" else [now.said, *(kind.cues if kind else ())]
    fact = None if asked in _COMPLETE else fact_about(now.scenario, now.turns, about)
    if fact:
        yield Part(lines["known"], values={"fact": fact}, kept=True)
    elif asked in _ANSWERED_BY:
        yield Part(lines[_ANSWERED_BY[asked]], kept=True)
    elif asked == "date":
        day = last_day(now.said)
        given = "pin_date" if day else "pin_which"
        key = given if "date" in now.temperament.pins else "pin_refuse"
        yield Part(lines[key], values={"date": day} if day else {}, kept=True)
    elif asked != "help":
        yield Part(lines["unknown"], kept=True)
    elif decision.move is Move.ASK_NEXT_STEPS:
        yield Part(_left_open(now, types, "idea") or lines["view_clear"], kept=True)
    elif decision.move is Move.RAISE and now.turns and (left := now.turns[-1].state.current):
        yield Part(
            types[left].lines["idea"], kept=True
        )  # what would help, before they go on to the next thing
    helps = (decision.move is Move.OFFER_IDEA and asked not in _COMPLETE) or (
        decision.move is Move.PRESS and asked == "help"
    )
    if kind is not None and helps:
        yield Part(
            kind.lines["idea"], lines["on_question"] if asked == "help" and not fact else (), kept=True
        )


def _who_decides(now: Moment) -> Part:
    """What the scenario says about it; else themselves, or somebody above where that is one of their worries."""
    told = " ".join(turn.utterance.text for turn in now.turns)
    known = next((one for one in facts(now.scenario) if _DECIDERS.search(one) and one not in told), None)
    if known:
        return Part(now.lines["known"], values={"fact": known}, kept=True)
    worries = now.turns[-1].state.concerns if now.turns else ()
    above = not now.scenario.manager.decides_alone and any(c.id == "not_my_decision" for c in worries)
    return Part(now.lines["authority_above" if above else "authority_mine"], kept=True)


def _left_open(now: Moment, types: Mapping[str, ConcernType], key: str) -> tuple[Line, ...]:
    """What is still to be said of a worry that is not settled, at the close; empty where none is left."""
    worries = now.turns[-1].state.concerns if now.turns else ()
    left = next(
        (c.id for c in worries if c.raised_at is not None and c.state is not ConcernState.SETTLED), None
    )
    if left is None:
        return ()
    return _whole(types[left]) if key == "own" else types[left].lines[key]


def _view(now: Moment, types: Mapping[str, ConcernType], kind: ConcernType | None) -> Iterator[Part]:
    """How they see it: with the worry on the table in the way, or with nothing in the way any more."""
    if fact := fact_about(now.scenario, now.turns, [now.said], least=2):
        yield Part(now.lines["known"], values={"fact": fact}, kept=True)
    elif now.decision.move is Move.ASK_NEXT_STEPS:
        yield Part(_left_open(now, types, "own") or now.lines["view_clear"], kept=True)
        return
    else:
        yield Part(now.lines["view"], kept=True)
    if kind is not None and now.decision.move in STAYS:
        yield Part(_whole(kind), kept=True)


def _guessed(now: Moment, types: Mapping[str, ConcernType], kind: ConcernType | None) -> Iterator[Part]:
    """Yes or no to a worry that the user names, and in full sentences what it is."""
    asked = now.decision.answer or ""
    named = types.get(now.decision.about)
    if asked == "is_not":
        words = [now.said, *(named.cues if named else ())]
        if fact := fact_about(now.scenario, now.turns, words):  # it is not their worry, and they know of it
            yield Part(now.lines["known"], values={"fact": fact}, kept=True)
            return
        # What they have said themselves they do not deny.
        asked = "is_so" if fact_about(now.scenario, (), [now.said]) else asked
    yield Part(now.lines[asked], kept=True)
    mine = named if now.decision.answer == "is_so" and now.decision.move is not Move.RAISE else kind
    if mine is not None and asked != "was_so" and now.decision.move in STAYS:
        yield Part(_whole(mine), kept=True)


def _named(now: Moment, kind: ConcernType) -> Iterator[Part]:
    """What they can say of a rule or a time that they spoke of: what they know, else their worry in a full sentence, or an idea."""
    fact = fact_about(now.scenario, now.turns, [now.said, *kind.cues])
    if fact and now.decision.move is not Move.EASE:
        yield Part(now.lines["known"], values={"fact": fact}, kept=True)
        return
    # Of a rule that they cannot name they can say what they mean by it; a time they can describe.
    first, then = kind.lines["meant"] if kind.id in _ABOUT_RULES else _whole(kind), kind.lines["idea"]
    fresh = [line for line in first if line.id not in now.used and not line.slots]
    able = [line for line in fresh if not line.temperaments or now.temperament.id in line.temperaments]
    yield Part(first if able else then, kept=True)


def _straight(now: Moment, kind: ConcernType | None) -> Iterator[Part]:
    """Yes or no: to the ask, with what stands between; to what may be in the way; to a step."""
    asked = now.decision.answer or ""
    if asked == "snag":
        yield from _in_the_way(now, kind)
    elif asked == "leave":
        day = last_day(now.said)
        yield Part(now.lines["leave"], values={"date": day} if day else {}, kept=True)
    else:
        yield Part(now.lines[asked], kept=True)
        if kind is not None and now.decision.move in (Move.PRESS, Move.OFFER_IDEA):
            yield _meaning(now, kind)


def _in_the_way(now: Moment, kind: ConcernType | None) -> Iterator[Part]:
    """Whether something stands in the way: as far as they know of it, else it does not, and what does."""
    fact = fact_about(now.scenario, now.turns, [now.said])
    # What they have said themselves they do not deny.
    so = fact or fact_about(now.scenario, (), [now.said])
    yield Part(now.lines["is_so" if so else "is_not"], kept=True)
    if fact:
        yield Part(now.lines["known"], values={"fact": fact}, kept=True)
    elif kind is not None and now.decision.move in STAYS:
        yield _meaning(now, kind)


def _doubted(now: Moment) -> bool:
    """Whether they have just doubted a figure."""
    return bool(now.turns) and now.turns[-1].decision.remark == "doubt"


def _to_explain(now: Moment) -> bool:
    """Whether they have just doubted or contradicted the user, so that "What do you mean?" asks for that."""
    return bool(now.turns) and now.turns[-1].decision.remark in ("doubt", "retract")


def _meant(now: Moment, kind: ConcernType | None) -> Iterator[Part]:
    """What they meant by what they had just said: a doubt is dropped, a contradiction shown, a worry named with what would answer it."""
    before = now.turns[-1] if now.turns else None
    if _doubted(now):
        yield Part(now.lines["doubt_dropped"], kept=True)
    elif before and before.reading and before.decision.remark == "retract" and before.reading.takes_back:
        first, then = (one.strip(" .!?") for one in before.reading.takes_back)
        if len(f"{first} {then}".split()) <= _QUOTABLE:
            yield Part(now.lines["retract_shown"], values={"before": first, "now": then}, kept=True)
            return
        yield Part(now.lines["doubt_dropped"], kept=True)
    elif fact := fact_about(now.scenario, now.turns, [now.said, *(kind.cues if kind else ())]):
        yield Part(now.lines["known"], values={"fact": fact}, kept=True)
    if kind is not None and now.decision.move in STAYS and not _doubted(now):
        yield _meaning(now, kind)


def _meaning(now: Moment, kind: ConcernType) -> Part:
    """The worry by its plain name, with what would show them that it is met; in their own words where all that was said."""
    fresh = [line for line in kind.lines["meant"] if line.id not in now.used]
    return Part(tuple(fresh) or _whole(kind), kept=True)


def _whole(kind: ConcernType) -> tuple[Line, ...]:
    """The worry in full sentences."""
    return tuple(line for line in kind.lines["own"] if not _FRAGMENT.match(line.text))
