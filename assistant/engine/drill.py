"""One worry, ten quick replies: which line comes next, what to say about a reply at once, what the drill showed.

Pure, as the rest of the engine: the feedback comes from the reading, and claims nothing without the user's words (``remarks.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import fmean

from assistant.domain import (
    DRILL_REPLIES,
    Act,
    Concern,
    ConcernState,
    ConcernType,
    Decision,
    DrillReply,
    DrillSummary,
    Ground,
    LineNote,
    Move,
    Reading,
    State,
    Temperament,
    Turn,
)
from assistant.engine import remarks
from assistant.engine.fitting import fits
from assistant.engine.hearing import conduct
from assistant.engine.policy import opening as rehearsal_opening
from assistant.engine.remarks import Heard
from assistant.errors import NotFound

_ENOUGH_TO_HALVE = 4
"""Of fewer replies nobody can say whether they grew stronger."""
_PRESSES_BELOW: Mapping[str, int] = {"gentle": 0, "realistic": 1, "hard": 2}
"""The level under which this difficulty presses on; from there on the worry comes back in new words."""

_DO: Mapping[str, str] = {
    "acknowledges": "Begin by saying that you see the worry.",
    "question": "Ask what would settle it for them.",
    "phased_or_trial": "Offer a smaller first step: a trial, or a part of it to begin with.",
    "cover": "Say who does the work meanwhile.",
    "evidence": "Give one result of yours that they can check.",
    "benefit": "Say what your boss or the team gains from it, and how.",
    "milestone": "Name what would show, after a while, that it works.",
    "date": "Put a date to it: from when, until when, or when you look again.",
    "within_rules": "Name a way within the rules, or the person who can decide it.",
    "reassurance": "Say plainly what you intend.",
}
"""How to make a move, in one sentence."""
_BAD: Mapping[str, tuple[str, str]] = {
    "ultimatum": ("they hear a threat", "They hear a threat, and a threat settles nothing."),
    "grievance": (
        "they hear a complaint",
        "They hear a complaint, and will defend themselves instead of listening.",
    ),
    "withdraws": ("you take the ask back", "You take the ask back before they have refused it."),
}
_SUMS_UP: Mapping[int, Move] = {0: Move.PRESS, 1: Move.EASE, 2: Move.SETTLE}


def opening(
    concern: str,
    temperament: Temperament,
    types: Mapping[str, ConcernType],
    *,
    seed: int,
    difficulty: str,
    trust: str,
    departure: bool = False,
) -> tuple[State, Decision]:
    """The state and first decision of a drill: the ask has been made, and this worry comes up.

    :param departure: whether it comes up because the user leaves.

    :raises NotFound: for an unknown concern. :raises InputError: for an unknown difficulty.
    """
    if concern not in types:
        raise NotFound(f"There is no worry {concern!r}. Choose one of {', '.join(types)}.")
    state = rehearsal_opening(temperament, types, seed=seed, difficulty=difficulty, trust=trust)
    worry = Concern(concern, ConcernState.RAISED, raised_at=0)
    state = replace(state, concerns=(worry,), current=concern, act=Act.OPTIONS, departure=departure)
    reason = f"The drill is about {types[concern].title.lower()}."
    return state, Decision(Move.RAISE, concern, reason, Act.OPTIONS, departure=departure)


def step(turns: Sequence[Turn], reading: Reading, kind: ConcernType) -> tuple[State, Decision]:
    """What the manager does on a reply: the worry in new words, or pressed; after the last reply, a word on that one.

    :param turns: the drill so far, its opening first.
    """
    before = turns[-1].state
    state, reached = replace(before, turn=before.turn + 1), level(reading, kind)
    if state.turn >= DRILL_REPLIES:
        move, reason = _SUMS_UP[reached], "That was the last reply of the drill."
    else:
        move = _unsaid(turns, kind, state, pressing=reached < _PRESSES_BELOW[state.difficulty])
        reason = f"The same worry ({kind.title.lower()}) " + (
            "once more: the reply did not deal with it." if move is Move.PRESS else "in other words."
        )
    remark = conduct(before, reading)
    # Without any remark the voice would greet the ask as if it were new; no manager has lines for "again".
    remark = remark if remark and remark != "question" else "again"
    return state, Decision(move, kind.id, reason, Act.OPTIONS, remark=remark, departure=state.departure)


def _unsaid(turns: Sequence[Turn], kind: ConcernType, state: State, *, pressing: bool) -> Move:
    """The wanted move, or the other one when this manager has no new line for it."""
    used = {line for turn in turns for line in turn.utterance.lines}

    def left(move: Move) -> bool:
        return any(
            not line.slots
            and line.id not in used
            and line.of not in ("more", "reason")
            and (not line.temperaments or state.temperament in line.temperaments)
            for line in kind.lines[move.value]
        )

    wanted, other = (Move.PRESS, Move.RAISE) if pressing else (Move.RAISE, Move.PRESS)
    return wanted if left(wanted) or not left(other) else other


def level(reading: Reading, kind: ConcernType) -> int:
    """The reply's level, 0 to 2, as this worry takes it: a full answer to another worry is half an answer."""
    return 1 if reading.level == 2 and not fits(reading, kind) else reading.level


def replies(turns: Sequence[Turn], kind: ConcernType, heard: Mapping[int, Heard]) -> tuple[DrillReply, ...]:
    """Each reply of the drill with its feedback, in order.

    :param heard: what may be claimed of each reply, by its number.
    """
    found: list[DrillReply] = []
    made: frozenset[str] = frozenset()
    for one in remarks.replies(turns, heard):
        found.append(_reply(one, kind, made))
        made |= one.heard.moves.keys()
    return tuple(found)


def _reply(given: remarks.Reply, kind: ConcernType, made: frozenset[str]) -> DrillReply:
    """One reply with its feedback; what was ``made`` before is not asked for as if it were new, for it moves nothing twice."""
    turn, reading = given.turn, given.turn.reading
    assert reading is not None
    reached = level(reading, kind)
    lacking = (
        () if reached == 2 or reading.repeats else remarks.missing(given, kind, most=len(kind.answered_by))
    )
    missing = next((move for move in lacking if move not in made), lacking[0] if lacking else None)
    return DrillReply(
        number=turn.number,
        asked=given.before.utterance.text,
        said=turn.said or "",
        manager=turn.utterance.text,
        level=reached,
        verdict=_verdict(given, reading, reached, kind),
        grounds=_grounds(given, reached, kind),
        missing=missing,
        advice=_advice(missing, reading, reached, kind, made),
        guidance_ids=kind.guidance_ids,
    )


def _verdict(given: remarks.Reply, reading: Reading, reached: int, kind: ConcernType) -> str:
    """The level in plain words, and what in the reply decided it."""
    if reached == 2:
        return "This deals with it: nothing urgent is left to ask."
    if reading.repeats:
        return "You have said this before; it moves nothing the second time."
    for move, (_, felt) in _BAD.items():
        if move in given.heard.flags:
            return f"{'Half way there, but careful. ' if reached else ''}{felt}"
    if reached == 0:
        return "This passes their worry by."
    if reading.level == 2:
        return f"A good answer, but to another worry than {kind.title.lower()}: half way there."
    if reading.has("question") and not given.heard.moves.keys() - {"question"}:
        return "Half way there: the question keeps them talking, and settles nothing by itself."
    return "Half way there."


def _advice(
    missing: str | None, reading: Reading, reached: int, kind: ConcernType, made: frozenset[str]
) -> str:
    if reached == 2:
        return ""
    if missing in made and missing:
        return f"Say it in one breath with what you have given before: {remarks.LACKS[missing]}."
    if missing:
        return _DO[missing]
    return "Say something that they have not heard yet." if reading.repeats else kind.next_step


def _grounds(given: remarks.Reply, reached: int, kind: ConcernType) -> tuple[Ground, ...]:
    """What the level rests on, each with its words; what deals with nothing is not praised."""
    flags = given.heard.flags if reached < 2 else {}
    bad = tuple(Ground(move, _BAD[move][0], quote) for move, quote in flags.items())
    return bad + (remarks.grounds(given, kind) if reached else ())


def summary(turns: Sequence[Turn], kind: ConcernType, heard: Mapping[int, Heard]) -> DrillSummary:
    """What the drill showed so far; ``heard`` as in :func:`replies`."""
    given = replies(turns, kind, heard)
    levels = tuple(reply.level for reply in given)
    half = len(levels) // 2 if len(levels) >= _ENOUGH_TO_HALVE else 0
    first, second = (fmean(levels[:half]), fmean(levels[-half:])) if half else (None, None)
    missed = Counter(reply.missing for reply in given if reply.missing)
    missing = max(missed, key=lambda move: missed[move], default=None)
    times = missed[missing] if missing else 0
    return DrillSummary(
        concern=kind.id,
        levels=levels,
        first_half=first,
        second_half=second,
        best=_best(given),
        missing=missing,
        missed=times,
        text=_told(levels, first, second),
        advice=_next(missing, times, kind),
        guidance_ids=kind.guidance_ids,
    )


def _best(given: Sequence[DrillReply]) -> LineNote | None:
    """The strongest reply; None where none got anywhere."""
    good = [reply for reply in given if reply.level]
    if not good:
        return None
    best = max(good, key=lambda reply: (reply.level, len(reply.grounds)))
    praise = [ground for ground in best.grounds if ground.move not in _BAD]
    why = f" Here {remarks.told(praise, best.said)}." if praise else ""
    return LineNote(best.number, best.said, best.verdict + why)


def _told(levels: Sequence[int], first: float | None, second: float | None) -> str:
    if not levels:
        return "You gave no reply."
    counts = ", ".join(
        f"{levels.count(reached)} {what}"
        for reached, what in ((2, "dealt with the worry"), (1, "went half way"), (0, "passed it by"))
        if levels.count(reached)
    )
    text = f"{'One reply' if len(levels) == 1 else f'{len(levels)} replies'}: {counts}."
    if first is None or second is None:
        return text
    change = "grew stronger" if second > first else "grew weaker" if second < first else "stayed level"
    return f"{text} They {change}: {first:.1f} of 2 on average in the first half, {second:.1f} in the second."


def _next(missing: str | None, times: int, kind: ConcernType) -> str:
    if missing is None:
        return ""
    often = "once" if times == 1 else f"{times} times"
    return f"Missing most often ({often}): {remarks.LACKS[missing]}. {kind.next_step}"
