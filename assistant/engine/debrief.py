"""What a rehearsal showed: from the stored turns alone, every remark quoting the words it rests on.

Which words those are is found beforehand (:class:`assistant.engine.remarks.Heard`); better wordings are added afterwards
(:mod:`assistant.debriefing`). No text is read here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from assistant.domain import (
    Act,
    ActNote,
    Advice,
    Concern,
    ConcernState,
    ConcernType,
    Debrief,
    LineNote,
    Outcome,
    SafetyStop,
    State,
    Temperament,
    Turn,
    WorryNote,
)
from assistant.engine.policy import RULES, derive, rng
from assistant.engine.remarks import (
    FLAGS,
    Heard,
    Reply,
    either,
    flags,
    grounds,
    join,
    missing,
    replies,
    strongest,
    told,
    turning_point,
    weakest,
)

_OPEN = (ConcernState.STUCK, ConcernState.PRESSED, ConcernState.RAISED)
_DO: Mapping[Act, tuple[str, tuple[str, ...]]] = {
    Act.PURPOSE: ("Open with one sentence on what this talk is for.", ("purpose-statement", "five-acts")),
    Act.IMPACT: ("Name two or three results before you ask for anything.", ("lead-with-impact", "five-acts")),
    Act.FUTURE: (
        "Say what energises you and where it meets the team's direction.",
        ("five-acts", "define-success"),
    ),
    Act.OPTIONS: (
        "Name what exactly would change, how much of it and from when.",
        ("specific-feasible", "ask-grow-in-place"),
    ),
    Act.CLOSE: (
        "Before you leave, say who does what first, how you both judge it and when you look again.",
        ("close-summarise", "five-acts"),
    ),
}
_NAMES: Mapping[Act, str] = {
    Act.PURPOSE: "What the talk is for",
    Act.IMPACT: "Your results",
    Act.FUTURE: "Where you want to go",
    Act.OPTIONS: "A defined ask",
    Act.CLOSE: "Who does what, by when",
}
_MUCH, _LITTLE = 0.75, 0.3
"""Shares of the words beyond which the talk was lopsided."""
_ENOUGH_WORDS, _ENOUGH_TURNS = 60, 3
"""Of less nobody can say who talked too much."""
_MOST_TO_READ = 6
_KIND_WORDS = (
    "We stopped because of what you wrote, and that matters more than any exercise. Nothing here is judged. "
    "Take your time; the rehearsal will wait, or you can delete it."
)


def debrief(
    turns: Sequence[Turn],
    temperament: Temperament,
    types: Mapping[str, ConcernType],
    user: str,
    heard: Mapping[int, Heard],
) -> Debrief:
    """The debrief of a rehearsal, still without better wordings.

    :param turns: the turns of the current branch, the opening first.
    :param user: how the manager calls the user, for what they tell their own boss.
    :param heard: what may be claimed of each turn, by its number.
    """
    state, said = turns[-1].state, replies(turns, heard)
    outcome = state.outcome or Outcome.LEFT_OPEN
    strong, turned, careful = strongest(said, types), turning_point(said, types), flags(said)
    praised = {note.turn for note in strong} | ({turned[1].turn} if turned and turned[0] > 0 else set())
    weak = weakest(said, types, praised)
    worries = _worries(turns, said, types, praised)
    user_words = sum(len((reply.turn.said or "").split()) for reply in said)
    boss_words = sum(len(turn.utterance.text.split()) for turn in turns)
    talking = _talking(user_words, boss_words, len(said))
    practise = _practise(state, said, worries, types, praised)
    found = Debrief(
        outcome=outcome,
        summary=_summary(state, outcome, temperament),
        because=_because(state, outcome, temperament, types, careful),
        settled=_ids(state, ConcernState.SETTLED),
        eased=_ids(state, ConcernState.EASED),
        stuck=_ids(state, *_OPEN),
        unraised=_ids(state, ConcernState.DORMANT),
        worries=worries,
        turning_point=turned[1] if turned else None,
        acts_done=tuple(act.value for act in Act if act in state.acts_done),
        acts_missing=tuple(act.value for act in Act if act not in state.acts_done),
        acts=tuple(_act(act, state, said) for act in Act),
        strongest=strong,
        weakest=weak,
        flags=careful,
        words_user=user_words,
        words_manager=boss_words,
        talking=talking[0],
        talking_guidance=talking[1],
        manager_tells=_tells(state, outcome, temperament, user),
        conditions=turns[-1].decision.conditions,
        practise=practise,
    )
    return replace(found, read=_read(found))


def after_a_stop(stop: SafetyStop) -> Debrief:
    """The debrief of a talk that ended in a safety stop: kind words, who can help, and no review of anything."""
    return Debrief(
        outcome=Outcome.LEFT_OPEN,
        summary=_KIND_WORDS,
        settled=(),
        eased=(),
        stuck=(),
        unraised=(),
        turning_point=None,
        acts_done=(),
        acts_missing=(),
        strongest=(),
        weakest=(),
        flags=(),
        words_user=0,
        words_manager=0,
        manager_tells="",
        conditions=(),
        practise=(),
        stopped=stop,
    )


def _ids(state: State, *kinds: ConcernState) -> tuple[str, ...]:
    return tuple(c.id for c in state.concerns if c.state in kinds)


# --- the outcome ---------------------------------------------------------------------------------------------


def _summary(state: State, outcome: Outcome, temperament: Temperament) -> str:
    settled = len(_ids(state, ConcernState.SETTLED))
    total = len(state.concerns) - len(_ids(state, ConcernState.DORMANT))
    worries = (
        f"{settled} of {total} worries settled" if total else "no worry came up, because nothing was asked"
    )
    return f"Outcome: {outcome}, with {_a(temperament)} boss; {worries}."


def _a(temperament: Temperament) -> str:
    name = temperament.title.lower()
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


def _because(
    state: State,
    outcome: Outcome,
    temperament: Temperament,
    types: Mapping[str, ConcernType],
    careful: Sequence[LineNote],
) -> str:
    """Why it ended so, in plain words."""
    half, left = _titles(state, types, ConcernState.EASED), _titles(state, types, *_OPEN)
    if outcome is Outcome.AGREED:
        return "Every worry that came up was answered, so nothing was left to hold them back." + _unclosed(
            state
        )
    if outcome is Outcome.BROKEN_OFF:
        return "They ended it, because they felt under pressure." + _conduct(careful)
    if outcome is Outcome.LEFT_OPEN:
        return _left_open(state, temperament, left, half)
    reasons = []
    if "change" not in state.ask_heard:
        reasons.append("they heard no defined change to say yes to")
    if left:
        reasons.append(f"{join(left)} stayed open")
    if half:
        reasons.append(f"{join(half)} {'was' if len(half) == 1 else 'were'} answered half way")
    if not reasons and temperament.yields is outcome:
        reasons.append(f"this is as much as {_a(temperament)} boss promises in one talk")
    starts = {
        Outcome.TRIAL_AGREED: "They would rather try it than decide it for good",
        Outcome.NOT_NOW: "They did not close the door, but would not say yes today",
        Outcome.REFUSED: "They said no",
    }
    why = f", because {join(reasons)}" if reasons else ""
    closed = _unclosed(state) if outcome is Outcome.TRIAL_AGREED else ""
    return f"{starts[outcome]}{why}.{_conduct(careful)}{closed}"


def _left_open(state: State, temperament: Temperament, left: Sequence[str], half: Sequence[str]) -> str:
    if state.outcome is not None:
        if state.withdrawals >= 2:
            return "They took it that you no longer wanted it, and did not push."
        return "They heard no ask, so there was nothing to decide."
    if not _ids(state, *_OPEN, ConcernState.EASED, ConcernState.SETTLED):
        return "You ended it before any worry of theirs came up."
    open_ = [f"{join(left)} still open"] if left else []
    open_ += [f"{join(half)} answered half way"] if half else []
    now = f" with {join(open_ or ['nothing left open'])}"
    would = derive(state, temperament)
    return f"You ended it{now}. Had they had to decide at this point, it would have been: {would}."


def _unclosed(state: State) -> str:
    if len(state.closed_with) >= 2:
        return ""
    return " You left without agreeing who does what, how it is judged and when you look again."


def _conduct(careful: Sequence[LineNote]) -> str:
    """What in the user's conduct weighed on it; threats before complaints."""
    heard = [note for move in ("ultimatum", "grievance") for note in careful if note.why == FLAGS[move]]
    return f" What weighed on it: “{heard[0].quote}” (turn {heard[0].turn})." if heard else ""


def _titles(state: State, types: Mapping[str, ConcernType], *kinds: ConcernState) -> list[str]:
    return [types[concern].title.lower() for concern in _ids(state, *kinds)]


def _tells(state: State, outcome: Outcome, temperament: Temperament, user: str) -> str:
    lines = temperament.tell_own_boss.get(outcome.value, ())
    return rng(state, "tells").choice(lines).format(user=user) if lines else ""


# --- worries and acts ------------------------------------------------------------------------------------------


def _worries(
    turns: Sequence[Turn], said: Sequence[Reply], types: Mapping[str, ConcernType], praised: Collection[int]
) -> tuple[WorryNote, ...]:
    """Each worry that came up, in the order in which it did."""
    came_up = [c for c in turns[-1].state.concerns if c.state is not ConcernState.DORMANT]
    came_up.sort(key=lambda concern: concern.raised_at or 0)
    halves = RULES[turns[-1].state.difficulty].partials_settle
    notes = []
    for concern in came_up:
        about = [reply for reply in said if reply.concern == concern.id]
        reply, why = _fate(concern, about, types[concern.id], halves, praised)
        notes.append(
            WorryNote(
                concern=concern.id,
                state=concern.state,
                states=tuple(_state_of(turn.state, concern.id) for turn in turns),
                turn=reply.turn.number if reply else None,
                quote=reply.quote if reply else "",
                why=why,
            )
        )
    return tuple(notes)


def _state_of(state: State, concern: str) -> ConcernState:
    return next((c.state for c in state.concerns if c.id == concern), ConcernState.DORMANT)


def _fate(
    concern: Concern, about: Sequence[Reply], kind: ConcernType, halves: int, praised: Collection[int]
) -> tuple[Reply | None, str]:
    """The reply that brought the worry where it is, and why."""
    if concern.state in (ConcernState.SETTLED, ConcernState.EASED):
        reply = next((r for r in reversed(about) if r.turn.number == concern.changed_at), None)
        if reply is None:
            return None, "It was not answered on its own."
        found = grounds(reply, kind)
        if concern.state is ConcernState.EASED:
            if reply.asked_openly:
                return reply, "Your question moved it on half way."
            lacking = missing(reply, kind)
            return reply, "Half answered." + (f" What would close it: {either(lacking)}." if lacking else "")
        if reply.level < 2 and halves and concern.partial >= halves:
            return reply, "Several half answers together settled it; this was the last of them."
        return reply, f"Settled: {told(found, reply.quote)}." if found else "Settled by this answer."
    failed = [
        reply
        for reply in about
        if reply.level < 2 and not reply.asked_openly and reply.turn.number not in praised
    ]
    if not about:
        return None, "It came up, and the talk ended before you answered it."
    if not failed:
        return None, "It came up again later and was left open."
    lacking = missing(failed[-1], kind)
    still = f" What would speak to it: {either(lacking)}." if lacking else ""
    times = "after this answer" if len(about) == 1 else f"after {len(about)} answers; this was the last"
    return failed[-1], f"Still open {times}.{still}"


def _act(act: Act, state: State, said: Sequence[Reply]) -> ActNote:
    reply = next((reply for reply in said if act in reply.heard.acts), None)
    if act not in state.acts_done or reply is None:
        return ActNote(act, act in state.acts_done)
    return ActNote(act, True, reply.turn.number, reply.heard.acts[act])


# --- talking time, practice, reading ----------------------------------------------------------------------------


def _talking(user: int, boss: int, turns: int) -> tuple[str, tuple[str, ...]]:
    """A remark on a lopsided talk, with the guidance it rests on; nothing where it was balanced or too short to tell."""
    if turns < _ENOUGH_TURNS or user + boss < _ENOUGH_WORDS:
        return "", ()
    share = user / (user + boss)
    if share > _MUCH:
        return (
            "You did nearly all the talking. Stop after your point and let them answer: their reaction tells you how far they will stand up for you.",
            ("listen-for-reaction",),
        )
    if share < _LITTLE:
        return (
            "They did most of the talking. It is your meeting: bring your points and lead from one to the next.",
            ("you-lead",),
        )
    return "", ()


def _practise(
    state: State,
    said: Sequence[Reply],
    worries: Sequence[WorryNote],
    types: Mapping[str, ConcernType],
    praised: Collection[int],
) -> tuple[Advice, ...]:
    """At most three things, the most costly first: no ask, open worries, no close, half-met worries, other acts."""
    if not said:
        return ()
    lacking = [act for act in Act if act not in state.acts_done]
    found: list[Advice] = []
    if "change" not in state.ask_heard:
        dull = [reply.quote for reply in said if reply.level < 2 and reply.turn.number not in praised]
        line = max(dull, key=len, default="") or None
        text, ids = _DO[Act.OPTIONS]
        found.append(Advice(Act.OPTIONS.value, f"They heard no defined change. {text}", ids, quote=line))  # fmt: skip
        lacking = [act for act in lacking if act is not Act.OPTIONS]
    order = {kind: place for place, kind in enumerate(_OPEN)}
    open_ = sorted((w for w in worries if w.state in order), key=lambda worry: order[worry.state])
    found += [_drill(worry, types[worry.concern]) for worry in open_]
    # Without a close nothing of it will happen; what comes before the ask weighs least.
    found += [_act_to_practise(act, said, praised) for act in lacking if act is Act.CLOSE]
    found += [_drill(worry, types[worry.concern]) for worry in worries if worry.state is ConcernState.EASED]
    found += [_act_to_practise(act, said, praised) for act in lacking if act is not Act.CLOSE]
    return tuple(found[:3])


def _act_to_practise(act: Act, said: Sequence[Reply], praised: Collection[int]) -> Advice:
    """An act that did not happen, with how the talk began or ended instead, unless that was a good line."""
    (do, ids), name = _DO[act], _NAMES[act]
    reply, where = (said[-1], "ended") if act is Act.CLOSE else (said[0], "began")
    good = reply.level == 2 or reply.asked_openly or reply.turn.number in praised
    if act is Act.FUTURE or good:
        return Advice(act.value, f"{name}: they did not hear it. {do}", ids)
    return Advice(
        act.value,
        f"{name}: you {where} without it, at turn {reply.turn.number}. {do}",
        ids,
        quote=reply.quote,
    )


def _drill(worry: WorryNote, kind: ConcernType) -> Advice:
    where = f" (turn {worry.turn})" if worry.turn is not None else ""
    why = worry.why.rstrip(".")
    return Advice(worry.concern, f"{kind.title}{where}: {why[:1].lower()}{why[1:]}. {kind.next_step}", kind.guidance_ids, quote=worry.quote or None)  # fmt: skip


def _read(found: Debrief) -> tuple[str, ...]:
    """What to read first: what the practice rests on, then what the talk's end and conduct call for."""
    extra = {
        Outcome.NOT_NOW: ("not-now-plan", "not-now-thresholds"),
        Outcome.AGREED: ("same-day-note",),
        Outcome.TRIAL_AGREED: ("same-day-note",),
    }.get(found.outcome, ())
    conduct = ("lead-with-impact",) if any(note for note in found.flags) else ()
    first = [advice.guidance_ids[:2] for advice in found.practise]
    ids = [gid for group in (*first, conduct, extra, found.talking_guidance) for gid in group]
    return tuple(dict.fromkeys(ids))[:_MOST_TO_READ]
