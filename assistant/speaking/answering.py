"""What the manager says to a question: what they know, what they think by the state of their worries, or that they do not know it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from assistant.domain import ConcernState, ConcernType, Line, Move, Outcome
from assistant.speaking.after_yes import all_right, of_the_yes, unasked_for
from assistant.speaking.asked import (
    OPEN,
    OR,
    WHAT_THEN,
    about,
    asked_so_often,
    asks_what_then,
    bare,
    guesses,
    last_question,
    mid_sentence,
    missing,
    question,
    their_step,
)
from assistant.speaking.meaning import as_meant, doubted, meaning, to_explain, whole
from assistant.speaking.moment import STAYS, Moment, Part, marked
from assistant.speaking.raising import money_part
from assistant.speaking.room import content, fact_about, told_fact
from assistant.speaking.takeup import last_day
from assistant.speaking.themselves import (
    THEIR_OWN,
    lived_through,
    of_themselves,
    one_of_two,
    rather_have,
    still_missing,
)
from assistant.speaking.who import SOMEBODY_ABOVE, above, who, who_decides
from assistant.text.spans import find_spans

_OF_A_DEPARTURE = frozenset({"tell", "reference_yes", "reference_later", "favour_yes", "favour_later"})
"""What is said to what somebody who leaves asks for."""
_ANSWERED_BY = {
    "whether": "whether",
    "decide": "decides",
    "unsure": "unsure",
    "ever": "ever",
    "then": "what_then",
    "past": "not_here",
    "act": "would_do",
    "around": "around",
    "advice": "advice",
    **{name: name for name in _OF_A_DEPARTURE},
}
"""Questions with lines of their own, where the scenario has nothing to say to them."""
_NO_FACT = frozenset({"decide", "unsure", "then", "past", "act", "around", "advice", *_OF_A_DEPARTURE})
"""Questions that no circumstance of the scenario answers: it would only stand beside them."""
_OF_A_FACT = frozenset({"fact", "detail", "when", "limit"})
"""Questions that what the manager has said already may answer."""
_ABOUT_THE_WORRY = frozenset({"worry", "detail", "meant", "help"})
"""Questions that the user may have answered themselves by what stands beside them."""
_WHEN = re.compile(r"\b(?:when|how soon|which day|what day)\b", re.I)
_WHICH = re.compile(r"\b(?:which|what)\b", re.I)
_WHICH_ONE = re.compile(r"\bwhich\b(?!.*\b(?:worr|bother|troubl|concern|scar|fear))", re.I)
_ON_IT = (Move.PRESS, Move.OFFER_IDEA)
"""Moves of a manager who has nothing new to say of a worry, so that the answer says it."""
_NAME_YOURS = "yours"
"""Lines that ask the user for their figure; never said to whoever has named one."""
_COMPLETE = frozenset({"decide", "unsure", "date", *_OF_A_DEPARTURE})
"""Questions that are answered by what the boss says to them; the talk then goes back to the worry."""
_OWN_WORRY = frozenset(
    {"worry", "detail", "view", "is_so", "is_not", "snag", "meant", "not_yet", "so_far_no", "short"}
)
"""Questions about the worry itself, which is then said in other words."""
_FIGURES = frozenset({"amount", "money", "percent", "number"})
_PAPER = "paper"
"""Lines that allow somebody to bring something, and not to do something."""
_BRINGS = re.compile(
    r"\b(?:bring|send|write|show|draft|prepare|e?-?mail|hand|drop|page|note|list|sheet|plan|summary|letter|sketch)\b",
    re.I,
)
_BRIEF = 8
"""Words of a question that is about one thing."""
_GUESSES = frozenset({"is_so", "was_so", "is_not"})
_MAY_BE_REFUSED = frozenset(
    {"not_yet", "limit", "fact", "when", "decide", "who", "whom", "plans", "done", "past"}
)
"""Questions that they will not go on answering in ever new words."""
_STRAIGHT = frozenset({"not_yet", "so_far_no", "snag", "leave"})


@dataclass(frozen=True)
class Answer:
    """The parts that answer what was asked, and what of the turn they say as well: the manager's ``move``, the ``reaction``."""

    parts: tuple[Part, ...] = ()
    move: bool = False
    reaction: bool = False
    first: bool = False
    """Whether it is said before a yes, and not after it."""


def answer(now: Moment, types: Mapping[str, ConcernType]) -> Answer:
    """What is said to the question of the turn, whatever else the turn did."""
    told = _answer(now, types)
    if not now.decision.waits:
        return told
    # Whoever waits for another question does not say goodbye, and says so where they have no answer.
    return replace(told, parts=told.parts or (Part(now.lines["cannot"], kept=True),), move=True)


def _answer(now: Moment, types: Mapping[str, ConcernType]) -> Answer:
    decision = now.decision
    if decision.move is Move.PIN_DOWN:
        return Answer()
    if of_it := of_the_yes(now):
        return Answer(of_it, first=all_right(now))
    if not decision.answer:
        return Answer(tuple(unasked_for(now)))
    if decision.answer in _MAY_BE_REFUSED and asked_so_often(now):
        return Answer((Part(now.lines["wont_say"], kept=True),), move=decision.move in _ON_IT)
    if decision.answer in ("help", "whom") and (wished := rather_have(now)):
        return Answer((wished,), move=decision.move in _ON_IT)
    if decision.move is Move.AGREE and decision.answer in _OF_A_DEPARTURE:
        return Answer((Part(now.lines[decision.answer], kept=True),))
    if decision.move in (Move.AGREE, Move.AGREE_TRIAL):
        if decision.answer == "act":
            return Answer((Part(now.lines["will_do"], kept=True),))
        if decision.answer == "fact" and not OPEN.search(bare(question(now.said))):
            return Answer(tuple(unasked_for(now)))  # a yes is no place for "I don't know"
        return Answer(tuple(_parts(now, types, None)) if decision.answer not in ("seal", "rest") else ())
    if decision.move is Move.PART and decision.answer in ("rest", "missing") and decision.rest != "paid":
        # Nothing is called settled in the breath that says what is not.
        return Answer(tuple(_parts(now, types, types.get(decision.rest or ""))), move=True)
    kind = types.get(decision.concern or "")
    if (old := _gone_past(now, types)) is not None:
        return _about_the_last(now, old)
    parts = tuple(_parts(now, types, kind))
    ideas = decision.move is Move.OFFER_IDEA and decision.answer not in _COMPLETE
    # A worry that only now comes up is not yet said by an answer to something else.
    another = decision.answer == "is_so" and decision.about != decision.concern
    told = decision.answer in _OWN_WORRY and decision.move in (Move.PRESS, Move.OFFER_IDEA) and not another
    asked_back = decision.answer in ("meant", "worry")
    told = told and not (asked_back and doubted(now))  # which says nothing of the worry
    told = told or (asked_back and decision.move is Move.EASE and not doubted(now))
    return Answer(parts, bool(parts) and (ideas or told))


def _gone_past(now: Moment, types: Mapping[str, ConcernType]) -> ConcernType | None:
    """The worry that the question was about, where the same turn made the manager go on to something else."""
    if now.decision.answer not in _ABOUT_THE_WORRY or not now.turns or to_explain(now):
        return None
    old = now.turns[-1].state.current
    gone = old is not None and now.decision.move not in STAYS and now.decision.concern != old
    return types[old] if old is not None and gone else None


def _about_the_last(now: Moment, old: ConcernType) -> Answer:
    """What is said to a question about the worry that this very turn has dealt with, or has left half open."""
    reaction = now.decision.reaction
    if reaction is not None and reaction.concern == old.id and reaction.move is Move.SETTLE:
        # Asked what it is they name what it was; what they meant, or what would help, is not answered by that.
        told = now.decision.answer in ("worry", "detail") and not any("/was/" in line for line in now.used)
        was = old.lines.get("was", ()) if told else ()
        return Answer((Part(was, kept=True),), reaction=True) if was else Answer(())
    if fact := fact_about(now.scenario, now.turns, [question(now.said)], least=2):
        return Answer((Part(now.lines["known"], values={"fact": fact}, kept=True),))
    if now.decision.answer == "help":
        lacks = missing(last_question(now.said))
        # What would help says what is left of it.
        return Answer(
            (still_missing(now, old) if lacks else Part(old.lines["idea"], kept=True),), reaction=True
        )
    return Answer((meaning(now, old),), reaction=True)


def _parts(now: Moment, types: Mapping[str, ConcernType], kind: ConcernType | None) -> Iterator[Part]:
    decision, lines = now.decision, now.lines
    asked = decision.answer or ""
    if asked in _OF_A_FACT and (fact := told_fact(now.scenario, now.turns, last_question(now.said))):
        yield Part(lines["again"], values={"fact": mid_sentence(fact)}, kept=True)
        return
    if asked == "authority":
        yield from who_decides(now)
        return
    if asked == "who":
        yield from who(now)
        return
    if decision.about == SOMEBODY_ABOVE and asked not in _GUESSES:
        yield from who_decides(now)  # asked beside what the last question wants to know
        asked = "unsure" if asked == "decide" and above(now) else asked
    if asked == "rest":
        yield money_part(now, "rest_no")
        return
    if asked == "missing":
        yield still_missing(now, kind)
        return
    if asked == "meant" or (asked == "worry" and to_explain(now)):
        yield from as_meant(now, kind)
        return
    if asked == "worry":
        yield from _worry(now, kind)
        return
    if asked in THEIR_OWN:
        yield from of_themselves(now, kind)
        return
    if asked == "view":
        yield from _view(now, types, kind)
        return
    if asked in _STRAIGHT:
        yield from _straight(now, kind)
        return
    if asked in _GUESSES:
        yield from _guessed(now, types, kind)
        return
    if asked == "detail":
        yield from _named(now, kind)
        return
    if asked == "help":
        yield from _helps(now, types, kind)
        return
    if asked in ("date", "when") and their_step(last_question(now.said)):
        yield Part(lines["would_do"], kept=True)
        return
    if asked == "date":
        yield _day(now)
        return
    plain = _limit(now) if asked == "limit" else ()
    if asked == "act" and decision.outcome is not None:
        plain = lines["will_do"]
    if asked in _OF_A_FACT and asks_what_then(now.said, of_somebody=True):
        plain = marked(lines["on_softened"], WHAT_THEN)
    if plain:
        yield Part(plain, kept=True)
        return
    known = [question(now.said) if asked == "whether" else about(now)]
    least = 2 if asked == "whether" else 1  # that both know of the day is no answer to whether it may be
    fact = None if asked in _NO_FACT else fact_about(now.scenario, now.turns, known, least=least)
    if fact:
        yield Part(lines["known"], values={"fact": fact}, kept=True)
    else:
        key = "not_here" if asked == "fact" and lived_through(now) else _ANSWERED_BY.get(asked, _nothing(now))
        yield Part(lines[key], kept=True)
    if kind is not None and decision.move is Move.OFFER_IDEA and asked not in _COMPLETE:
        yield Part(kind.lines["idea"], kept=True)


def _day(now: Moment) -> Part:
    """The day that the user names, or that they are to name one, from a manager who gives days."""
    last = last_question(now.said)
    day = last_day(last if _WHEN.search(last) else now.said)  # a day beside "when" is another one's
    key = ("pin_date" if day else "pin_which") if "date" in now.temperament.pins else "pin_refuse"
    return Part(now.lines[key], values={"date": day} if day else {}, kept=True)


def _nothing(now: Moment) -> str:
    """Where they have nothing to tell: that they do not know, and after a yes only that they cannot say."""
    return "cannot" if now.decision.outcome in (Outcome.AGREED, Outcome.TRIAL_AGREED) else "unknown"


def _limit(now: Moment) -> tuple[Line, ...]:
    """That they have no figure to name; whoever has named theirs is not asked for it."""
    said = [*(turn.said or "" for turn in now.turns), now.said]
    named = any(span.kind in _FIGURES for one in said for span in find_spans(one))
    return tuple(line for line in now.lines["limit"] if not (named and line.of == _NAME_YOURS))


def _worry(now: Moment, kind: ConcernType | None) -> Iterator[Part]:
    """What worries them: what they know of the thing asked about, else the worry in their words; of two things, both."""
    asked = last_question(now.said)
    guess = guesses(asked)
    # "Is it the reading room?": what they know of it says more than their worry in general.
    least = 1 if guess or (len(asked.split()) <= _BRIEF and not _WHICH_ONE.search(asked)) else 2
    if fact := fact_about(now.scenario, now.turns, [asked], least=least):
        yield Part(now.lines["known"], values={"fact": fact}, kept=True)
    elif kind is not None and now.decision.move in STAYS:
        if guess:
            so = content(asked) & content(f"{kind.worry} {now.before}")
            yield Part(now.lines["is_so" if so else "not_as_such"], kept=True)
            yield meaning(now, kind)
            return
        if OR.search(asked):
            told = one_of_two(now, kind, else_="which_of")
            yield told
            if told.values or now.decision.move not in _ON_IT:
                return  # the one they name is the answer; and what is still open is said by what follows
        explains = OR.search(asked) or _WHICH_ONE.search(asked)
        yield meaning(now, kind) if explains else Part(kind.lines["own"], kept=True)


def _helps(now: Moment, types: Mapping[str, ConcernType], kind: ConcernType | None) -> Iterator[Part]:
    """What would help: an idea of theirs, or that nothing more is needed."""
    move = now.decision.move
    if missing(last_question(now.said)) and (left := kind if move in STAYS else _open(now, types)):
        yield still_missing(now, left)
    elif move is Move.ASK_NEXT_STEPS:
        yield Part(_left_open(now, types, "idea") or now.lines["view_clear"], kept=True)
    elif kind is not None and move in STAYS:
        yield Part(kind.lines["idea"], now.lines["on_question"] if move is not Move.EASE else (), kept=True)
    elif kind is not None and move is Move.RAISE:
        yield still_missing(now, kind)


def _open(now: Moment, types: Mapping[str, ConcernType]) -> ConcernType | None:
    """The first worry that is not settled; None where none is left."""
    worries = now.turns[-1].state.concerns if now.turns else ()
    return next(
        (types[c.id] for c in worries if c.raised_at is not None and c.state is not ConcernState.SETTLED),
        None,
    )


def _left_open(now: Moment, types: Mapping[str, ConcernType], key: str) -> tuple[Line, ...]:
    """What is still to be said of a worry that is not settled, at the close; empty where none is left."""
    if (left := _open(now, types)) is None:
        return ()
    return whole(left) if key == "own" else left.lines[key]


def _view(now: Moment, types: Mapping[str, ConcernType], kind: ConcernType | None) -> Iterator[Part]:
    """How they see it: with the worry on the table in the way, or with nothing in the way any more."""
    if fact := fact_about(now.scenario, now.turns, [question(now.said)], least=2):
        yield Part(now.lines["known"], values={"fact": fact}, kept=True)
    elif now.decision.move is Move.ASK_NEXT_STEPS:
        yield Part(_left_open(now, types, "own") or now.lines["view_clear"], kept=True)
        return
    else:
        yield Part(now.lines["view"], kept=True)
    if kind is not None and now.decision.move in STAYS:
        yield Part(whole(kind), kept=True)


def _guessed(now: Moment, types: Mapping[str, ConcernType], kind: ConcernType | None) -> Iterator[Part]:
    """Yes or no to a worry that the user names, and in full sentences what it is."""
    asked = now.decision.answer or ""
    named = types.get(now.decision.about)
    if asked == "is_not":
        words = [question(now.said), *(named.cues if named else ())]
        if fact := fact_about(now.scenario, now.turns, words):  # it is not their worry, and they know of it
            yield Part(now.lines["known"], values={"fact": fact}, kept=True)
            return
        # What they have said themselves they do not deny.
        asked = "is_so" if fact_about(now.scenario, (), [question(now.said)]) else asked
    yield Part(now.lines[asked], kept=True)
    mine = named if now.decision.answer == "is_so" and now.decision.move is not Move.RAISE else kind
    if mine is not None and asked != "was_so" and now.decision.move in STAYS:
        yield Part(whole(mine), kept=True)


def _named(now: Moment, kind: ConcernType | None) -> Iterator[Part]:
    """What they can say of a rule or a time that they spoke of: what they know, else that they can name none, and what they mean."""
    asked, stays = about(now), now.decision.move in STAYS
    if fact := fact_about(now.scenario, now.turns, [asked, *(kind.cues if kind and stays else ())]):
        yield Part(now.lines["known"], values={"fact": fact}, kept=True)
        return
    if _WHICH.search(asked) or kind is None or not stays:
        yield Part(marked(now.lines["unnamed"], ""), kept=True)
    if kind is not None and now.decision.move in _ON_IT:
        yield meaning(now, kind)


def _straight(now: Moment, kind: ConcernType | None) -> Iterator[Part]:
    """Yes or no: to the ask, with what stands between; to what may be in the way; to a step."""
    asked = now.decision.answer or ""
    if asked == "snag":
        yield from _in_the_way(now, kind)
    elif asked == "leave":
        day = last_day(now.said)
        if now.decision.waits and not day and OPEN.search(last_question(now.said)):
            which = "pin_which" if "date" in now.temperament.pins else "pin_refuse"
            yield Part(now.lines[which], kept=True)
            return
        brings = _BRINGS.search(last_question(now.said))
        lines = tuple(line for line in now.lines["leave"] if brings or line.of != _PAPER)
        yield Part(lines, values={"date": day} if day else {}, kept=True)
    else:
        yield Part(now.lines[asked], kept=True)
        if kind is not None and now.decision.move in (Move.PRESS, Move.OFFER_IDEA):
            yield meaning(now, kind)


def _in_the_way(now: Moment, kind: ConcernType | None) -> Iterator[Part]:
    """Whether something stands in the way: as far as they know of it, else it does not, and what does."""
    asked = question(now.said)
    fact = fact_about(now.scenario, now.turns, [asked])
    if OR.search(asked):  # no yes and no no to two things
        yield Part(
            now.lines["known" if fact else "which_of"], values={"fact": fact} if fact else {}, kept=True
        )
        return
    # What they have said themselves they do not deny.
    so = fact or fact_about(now.scenario, (), [asked])
    yield Part(now.lines["is_so" if so else "is_not"], kept=True)
    if fact:
        yield Part(now.lines["known"], values={"fact": fact}, kept=True)
    elif kind is not None and now.decision.move in STAYS:
        yield meaning(now, kind)
