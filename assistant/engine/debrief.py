"""What a rehearsal showed: from the stored turns alone, every remark quoting the words it rests on.

Practice with feedback helps, practice alone can harm (CARE, 2025): so each weak line comes with the reason in
terms of the rubric, and nothing criticises a turn that dealt with its concern.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from assistant.domain import (
    Act,
    Advice,
    ConcernState,
    ConcernType,
    Debrief,
    LineNote,
    Outcome,
    State,
    Temperament,
    Turn,
)
from assistant.engine.policy import derive, rng

_ACT_TITLES: Mapping[Act, tuple[str, str]] = {
    Act.PURPOSE: ("saying what the talk is for", "Open with one sentence on what this talk is for."),
    Act.IMPACT: ("work with clear impact", "Name two or three results before you ask for anything."),
    Act.FUTURE: ("where you want to go", "Say what energises you and where it meets the team's direction."),
    Act.OPTIONS: ("a defined ask", "Name what exactly would change, how much of it and from when."),
    Act.CLOSE: (
        "closing with actions and a date",
        "Before you leave, say who does what first and when you look again.",
    ),
}
_MOVES: Mapping[str, str] = {
    "acknowledges": "you took the worry seriously",
    "question": "you asked what would settle it",
    "phased_or_trial": "you offered to try it in steps",
    "cover": "you said how the work stays covered",
    "evidence": "you gave facts to lean on",
    "benefit": "you said what the organisation gains",
    "milestone": "you named how it would be judged",
    "date": "you put a date to it",
    "within_rules": "you stayed within the rules",
    "reassurance": "you said plainly what you intend",
}
_MISSING: Mapping[str, str] = {
    "acknowledges": "a word that you see the worry",
    "question": "a question that would settle it",
    "phased_or_trial": "a smaller first step or a trial",
    "cover": "who does the work meanwhile",
    "evidence": "a fact that they can check",
    "benefit": "what the organisation gains",
    "milestone": "what would show that it works",
    "date": "a date",
    "within_rules": "a way within the rules, or the person who decides",
    "reassurance": "a plain word on what you intend",
    "withdraws": "what you would give up",
}
_FOR = "Here it turned in your favour"
_FLAGS: Mapping[str, str] = {
    "grievance": "This reads as a grievance. It may be fair, and it makes a manager defend instead of help.",
    "ultimatum": "This reads as a threat. From here on the talk is about your loyalty, no longer about your ask.",
    "withdraws": "Here you took the ask back before the manager had refused it.",
}


def debrief(
    turns: Sequence[Turn], temperament: Temperament, types: Mapping[str, ConcernType], user: str
) -> Debrief:
    """The debrief of a rehearsal.

    :param turns: the turns of the current branch, the opening first.
    :param user: how the manager calls the user, for what they tell their own boss.
    """
    state = turns[-1].state
    outcome = state.outcome or Outcome.LEFT_OPEN
    answered = [turn for turn in turns if turn.said is not None and turn.reading is not None]
    flags = _flags(answered)
    flagged = {note.turn for note in flags}
    unflagged = [turn for turn in answered if turn.number not in flagged]
    strongest = _strongest(unflagged, turns)
    turned = _turning_point(turns)
    praised = {note.turn for note in strongest} | (
        {turned.turn} if turned and turned.why.startswith(_FOR) else set()
    )
    weakest = _weakest([turn for turn in unflagged if turn.number not in praised], turns, types)
    missing = [act for act in Act if act not in state.acts_done]
    return Debrief(
        outcome=outcome,
        summary=_summary(state, outcome, temperament),
        settled=_ids(state, ConcernState.SETTLED),
        eased=_ids(state, ConcernState.EASED),
        stuck=_ids(state, ConcernState.STUCK, ConcernState.PRESSED, ConcernState.RAISED),
        unraised=_ids(state, ConcernState.DORMANT),
        turning_point=turned,
        acts_done=tuple(act.value for act in Act if act in state.acts_done),
        acts_missing=tuple(act.value for act in missing),
        strongest=strongest,
        weakest=weakest,
        flags=flags,
        words_user=sum(len(turn.said.split()) for turn in answered if turn.said),
        words_manager=sum(len(turn.utterance.text.split()) for turn in turns),
        manager_tells=_tells(state, outcome, temperament, user),
        conditions=turns[-1].decision.conditions,
        practise=_practise(state, missing, answered, types),
    )


def _ids(state: State, *kinds: ConcernState) -> tuple[str, ...]:
    return tuple(c.id for c in state.concerns if c.state in kinds)


def _summary(state: State, outcome: Outcome, temperament: Temperament) -> str:
    settled, total = (
        len(_ids(state, ConcernState.SETTLED)),
        len(state.concerns) - len(_ids(state, ConcernState.DORMANT)),
    )
    worries = (
        f"{settled} of {total} worries settled" if total else "no worry came up, because nothing was asked"
    )
    text = f"Outcome: {outcome}, with a {temperament.title.lower()} boss; {worries}."
    if outcome in (Outcome.AGREED, Outcome.TRIAL_AGREED) and len(state.closed_with) < 2:
        text += " You left without agreeing who does what, how it is judged and when you look again."
    elif outcome is Outcome.LEFT_OPEN and total:
        text += f" Had it ended by the worries alone, it would have been: {derive(state, temperament)}."
    return text


def _asked_by(turn: Turn, turns: Sequence[Turn]) -> str | None:
    """The concern that this turn answered."""
    return turns[turn.number - 1].state.current if turn.number else None


def _quote(text: str, most: int = 30) -> str:
    words = text.split()
    return " ".join(words) if len(words) <= most else " ".join(words[:most]) + " …"


def _worth(turn: Turn) -> tuple[int, int]:
    reading = turn.reading
    assert reading is not None
    good = sum(reading.has(move) for move in _MOVES)
    bad = sum(reading.has(move) for move in _FLAGS)
    return reading.level, good - 2 * bad


def _strongest(answered: Sequence[Turn], turns: Sequence[Turn]) -> tuple[LineNote, ...]:
    good = [turn for turn in answered if turn.reading and turn.reading.level > 0 and _worth(turn)[1] > 0]
    good.sort(key=_worth, reverse=True)
    notes = []
    for turn in good[:2]:
        assert turn.reading is not None
        did = [text for move, text in _MOVES.items() if turn.reading.has(move)][:3]
        concern = _asked_by(turn, turns)
        settled = concern is not None and turn.state.concern(concern).state is ConcernState.SETTLED
        effect = f" It settled {concern.replace('_', ' ')}." if concern and settled else ""
        notes.append(LineNote(turn.number, _quote(turn.said or ""), f"Here {_join(did)}.{effect}"))
    return tuple(notes)


def _weakest(
    answered: Sequence[Turn], turns: Sequence[Turn], types: Mapping[str, ConcernType]
) -> tuple[LineNote, ...]:
    weak = [turn for turn in answered if turn.reading and turn.reading.level < 2 and _asked_by(turn, turns)]
    weak.sort(key=_worth)
    notes = []
    for turn in weak[:2]:
        assert turn.reading is not None
        kind = types[_asked_by(turn, turns) or ""]
        if turn.reading.repeats:
            why = f"You said again what you had said before; the worry was {kind.title.lower()}."
        elif turn.reading.level == 0:
            why = f"The worry was {kind.title.lower()}, and nothing here deals with it."
        else:
            open_moves = [_MISSING[move] for move in kind.answered_by if not turn.reading.has(move)][:2]
            why = f"This goes half way on {kind.title.lower()}" + (
                f"; still missing: {_join(open_moves)}." if open_moves else "."
            )
        notes.append(LineNote(turn.number, _quote(turn.said or ""), why, better=kind.next_step))
    return tuple(notes)


def _flags(answered: Sequence[Turn]) -> tuple[LineNote, ...]:
    found = []
    for turn in answered:
        for move, why in _FLAGS.items():
            if (
                turn.reading is not None
                and turn.reading.has(move)
                and not (move != "ultimatum" and turn.reading.level == 2)
            ):
                found.append(
                    LineNote(turn.number, turn.reading.quotes.get(move) or _quote(turn.said or ""), why)
                )
    return tuple(found)


def _turning_point(turns: Sequence[Turn]) -> LineNote | None:
    """The user's turn after which trust and worries moved most, for better or worse."""

    def stand(state: State) -> float:
        gain = {
            ConcernState.SETTLED: 2.0,
            ConcernState.EASED: 1.0,
            ConcernState.PRESSED: -1.0,
            ConcernState.STUCK: -2.0,
        }
        return sum(gain.get(c.state, 0.0) for c in state.concerns) + 0.5 * state.trust

    best: tuple[float, Turn] | None = None
    for earlier, later in pairwise(turns):
        shift = stand(later.state) - stand(earlier.state)
        if later.said and abs(shift) >= 1 and (best is None or abs(shift) >= abs(best[0])):
            best = shift, later
    if best is None:
        return None
    shift, turn = best
    before = {c.id: c.state for c in turns[turn.number - 1].state.concerns}
    moved = [
        f"{c.id.replace('_', ' ')} is {c.state.value}"
        for c in turn.state.concerns
        if c.state is not before.get(c.id)
    ]
    why = _FOR if shift > 0 else "Here it turned against you"
    return LineNote(turn.number, _quote(turn.said or ""), f"{why}: {_join(moved)}." if moved else f"{why}.")


def _tells(state: State, outcome: Outcome, temperament: Temperament, user: str) -> str:
    lines = temperament.tell_own_boss.get(outcome.value, ())
    return rng(state, "tells").choice(lines).format(user=user) if lines else ""


def _practise(
    state: State, missing: Sequence[Act], answered: Sequence[Turn], types: Mapping[str, ConcernType]
) -> tuple[Advice, ...]:
    """At most three things, the most costly first: open worries, then missing acts, then a half-met worry."""
    found: list[Advice] = []
    if answered and "change" not in state.ask_heard:
        found.append(
            Advice(Act.OPTIONS.value, _ACT_TITLES[Act.OPTIONS][1], ("specific-feasible", "ask-grow-in-place"))
        )
        missing = [act for act in missing if act is not Act.OPTIONS]
    for concern in _ids(state, ConcernState.STUCK, ConcernState.PRESSED, ConcernState.RAISED):
        kind = types[concern]
        found.append(Advice(concern, kind.next_step, kind.guidance_ids))
    if answered:
        found += [Advice(act.value, _ACT_TITLES[act][1], ("five-acts",)) for act in missing]
    for concern in _ids(state, ConcernState.EASED):
        found.append(Advice(concern, types[concern].next_step, types[concern].guidance_ids))
    return tuple(found[:3])


def _join(items: Sequence[str]) -> str:
    return ", ".join(items[:-1]) + " and " + items[-1] if len(items) > 1 else "".join(items)
