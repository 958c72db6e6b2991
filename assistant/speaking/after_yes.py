"""What is said of a yes itself: to a summary of it, to what exactly it is, to what is not in it, and that it is said now.

Answered from what was said in the talk; what nobody has spoken of is not in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain import Move, Outcome
from assistant.speaking.agreed_to import deal
from assistant.speaking.asked import OPEN, OR, as_heard, bare, last_question, question, their_step
from assistant.speaking.moment import Moment, Part, marked
from assistant.speaking.room import content
from assistant.speaking.takeup import last_day
from assistant.text.segment import sentences
from assistant.text.spans import find_spans, names_in

TRIAL = "trial"
"""Marks a line that says of a yes that it is to a trial."""
_YES = (Outcome.AGREED, Outcome.TRIAL_AGREED)
_GRANTS = (Move.AGREE, Move.AGREE_TRIAL)
_CHECKS = re.compile(
    r"\b(?:(?:is|was|does|do|did|have|has|are) (?:that|this|it|we|i|you)\b[^?]{0,30}\b(?:how you (?:heard|see|have|understood|understand)|what you (?:heard|have|understood|meant)|right|correct|"
    r"straight|all|it|about it|agreed|settled|understood|the same|on the same page|match|fit|sum it up)|anything (?:i(?:'ve| have)? (?:missed|forgotten|left out)|wrong|to add|missing)|"
    r"did i (?:get|hear|understand)|(?:right|correct|agreed|okay|ok|yes|deal))\s*\?\s*$",
    re.I,
)
"""How somebody asks whether their summary is right."""
_TO_WHAT = re.compile(
    r"\bwhat (?:exactly |precisely )?(?:(?:did|have|do|are|is it|is it that) (?:we|you|i)\b[^?]{0,30}\b(?:agree\w*|said?|saying|say|get\w*|settled|decided?)|(?:is|does) (?:the|your|that) yes\b|is (?:now )?agreed)|"
    r"\b(?:yes|agreed) to what\b|\bwhich (?:of (?:the )?(?:two|both)|one) (?:is it|did you|have you|do you)\b|"
    r"\bwhen (?:exactly |then )?(?:do|can|may|should|could|would|will|am|is) (?:i|we|it|that|this)\b[^?]{0,20}\b(?:start\w*|begin\w*|go|effective)\b|\bfrom when\b|"
    r"\b(?:is|was) (?:that|this|it)\b[^?]{0,12}\b(?:a (?:real |full |firm )?yes|for good|a trial|final|definite)\b",
    re.I,
)
"""How somebody asks what a yes is to."""
_FINAL = re.compile(
    r"\b(?:is|was) (?:that|this|it)\b[^?]{0,12}\b(?:a (?:real |full |firm )?yes|for good|a trial|final|definite)\b|\bdo you (?:still )?(?:want to )?decide\b",
    re.I,
)
"""How somebody asks whether it is decided."""
_BESIDES = re.compile(
    r"\b(?:includ\w+|part of (?:it|that|this)|as well|too|also|extra|on top|in it|covered|does (?:that|this|it) mean|(?:do|will|would|can|could) i (?:also )?(?:get|have|keep)|come with|comes with|come along with|thrown in)\b",
    re.I,
)
"""Words of a question whether something else belongs to it."""
_WHETHER_IT_STANDS = frozenset({"snag", "confirm", "verdict", "worry", "view"})
"""Questions whether anything is left in the way of it."""
_SURE = re.compile(
    r"\b(?:(?:are|you(?:'re| are)) (?:really |quite )?(?:sure|certain|serious)|change your mind|mean it|(?:still )?(?:stand|hold)s? (?:by|to)|count on (?:it|that|you))\b",
    re.I,
)
_DECIDES_LATER = re.compile(
    r"\b(?:you|we)(?:'ll| will| can| could| may| would)?(?: then)? (?:decide|say|tell me|give me|let me know)\b(?! (?:whether|if) (?:it|this|that|i|we)\b)"
    r"(?=[^.?!]*\b(?:yes or (?:a )?no|then|later|an answer|your (?:answer|decision))\b)",
    re.I,
)
"""How somebody offers that the yes or no comes another day; whether it *goes on* is decided later in any trial."""
_MEETS = re.compile(
    r"\b(?:(?:shall|can|could|should) we|let's) \w*\b[^?]*\b(?:look|meet|sit|talk|review|check|go (?:over|through)|come back)\b|\b(?:shall|can|could|should) we (?:look|meet|sit|talk|review|check)\b",
    re.I,
)
"""How somebody asks for a day to meet again."""
_TAG, _SAID_BACK = 4, 0.7
"""Words of a mere "Is that right?", and the share of a question's words that were said before, where it says them back."""
_OF_A_THING = re.compile(
    r"^\W*(?:(?:and|but|so|then|okay|ok|well|wait|sorry)\b[, ]*)*(?:is|are|was|will|would|does|do|did)(?:n['’]t)? (?!you\b|i\b|we\b|there\b)[^?]*"
    r"\b(?:(?:worry|bother|trouble|concern|disturb|scare|frighten)s? you|(?:a|your|the|any) (?:\w+ )?(?:problem|issue|worry|snag|obstacle|difficulty|concern)|ok|okay|fine|all right|alright|acceptable)\b",
    re.I,
)
"""How somebody asks whether a thing that they name is in the boss's way, or all right with them."""
_FRESH = frozenset({"date", "time", "duration", "amount", "money", "percent"})
_FIGURE = {
    word: str(n) for n, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
}
_MOST_SAID_AGAIN = 0.5
"""Share of a question's words that were said before, from which on it is about what they had spoken of."""


def of_the_yes(now: Moment) -> tuple[Part, ...]:
    """What they say to a question about their yes, beside it or in the turn after it; empty where it is not about that."""
    decision = now.decision
    if decision.outcome not in _YES or decision.departure or decision.answer in ("rest", "missing"):
        return ()
    asked = last_question(now.said).replace("’", "'")
    if not asked.rstrip().endswith("?"):
        return ()
    if their_step(asked):
        return (Part(now.lines["no_day"], kept=True),)
    if all_right(now):
        return (_heard_so(now, asked, "no_objection"),)
    if _CHECKS.search(asked) and (
        as_heard(asked) or _said_before(now, now.said)
    ):  # else it is one thing more
        return (_heard_so(now, now.said),)
    return tuple(_told(now, asked)) if decision.move is Move.PART else ()


def all_right(now: Moment) -> bool:
    """Whether it is asked, of something that the yes goes with, if it troubles the manager or is all right with them."""
    asked = last_question(now.said)
    settled = now.decision.outcome in _YES and now.decision.answer != "leave" and not now.decision.rest
    return settled and bool(_OF_A_THING.search(asked)) and not OPEN.search(asked) and not OR.search(asked)


def unasked_for(now: Moment) -> Iterator[Part]:
    """What a talk that ends with a yes says to the question in its last turn: that it is so, or that the day suits."""
    asked, ends = question(now.said), now.decision.outcome in (Outcome.AGREED, Outcome.TRIAL_AGREED)
    if not ends or not asked.rstrip().endswith("?") or OPEN.search(bare(asked)) or OR.search(asked):
        return
    if now.decision.move is not Move.PART:
        day = last_day(asked)
        dated = tuple(line for line in now.lines["leave"] if line.slots)
        if day and _MEETS.search(asked):
            yield Part(dated, values={"date": day}, kept=True)
    elif _said_back(now, asked):
        yield Part(now.lines["recap"], kept=True)


def _said_back(now: Moment, asked: str) -> bool:
    """Whether a question only says back what was said in the talk, and wants to hear that it is so."""
    size = len(asked.split())
    if as_heard(asked) or 1 < size <= _TAG:
        return True
    told = content(now.said if size == 1 else asked)  # a mere "OK?" is about what stands before it
    heard = content(" ".join(turn.said or "" for turn in now.turns))
    return bool(told) and len(told & heard) >= _SAID_BACK * len(told)


def said_now(now: Moment) -> Part | None:
    """That their yes is one now, where the user has offered that they decide another day; None where nobody did."""
    later = _offered_later(now)
    if later is None or now.decision.move not in _GRANTS or now.decision.departure:
        return None
    return _at_once(now, later)


def _offered_later(now: Moment) -> str | None:
    """The last sentence that offers a decision on another day."""
    offered = [part.text for said in now.heard for part in sentences(said) if not part.text.endswith("?")]
    return next((one for one in reversed(offered) if _DECIDES_LATER.search(one.replace("’", "'"))), None)


def _at_once(now: Moment, later: str) -> Part:
    day = last_day(later)
    return Part(now.lines["yes_now"], values={"date": day} if day else {}, kept=True)


def _told(now: Moment, asked: str) -> Iterator[Part]:
    if _FINAL.search(asked) and (later := _offered_later(now)) is not None:
        yield _at_once(now, later)
    elif _FINAL.search(asked) or _TO_WHAT.search(asked):
        yield Part(marked(now.lines["as_put"], TRIAL if _is_a_trial(now) else ""), kept=True)
        if what := deal(now):
            yield Part(now.lines["yes_to"], values={"deal": what}, kept=True)
    elif _BESIDES.search(asked) and not (OPEN.search(asked) or OR.search(asked) or _said_before(now, asked)):
        yield Part(now.lines["not_in_it"], kept=True)
    elif _SURE.search(asked) or (now.decision.answer in _WHETHER_IT_STANDS and not now.decision.rest):
        yield Part(now.lines["stands"], kept=True)


def _is_a_trial(now: Moment) -> bool:
    return now.decision.outcome is Outcome.TRIAL_AGREED


def _heard_so(now: Moment, told: str, so: str = "recap") -> Part:
    """That what was ``told`` is right (or what else is said where it is ``so``), or the first thing in it that nobody has said before."""
    parts = [span.text for span in find_spans(told) if span.kind in _FRESH]
    heard = _counted(_said(now))
    fresh = next((one for one in [*parts, *names_in(told)] if _counted(one) not in heard), None)
    return Part(now.lines["recap_but" if fresh else so], values={"now": fresh} if fresh else {}, kept=True)


def _counted(text: str) -> str:
    """The words with small numbers as figures: "every two weeks" is every 2 weeks."""
    return " ".join(_FIGURE.get(word, word) for word in re.findall(r"[\w'’.,-]*\w", text.lower()))


def _said_before(now: Moment, asked: str) -> bool:
    told = content(asked)
    return len(told & content(_said(now))) >= _MOST_SAID_AGAIN * len(told)


def _said(now: Moment) -> str:
    """All that was said before this turn, by either, and what both know of the case."""
    people = f"{now.scenario.user.name} {now.scenario.manager.name} {now.scenario.preferred_ask}"
    return " ".join([people, *(f"{turn.said or ''} {turn.utterance.text}" for turn in now.turns)])
