"""How the rehearsal ended and why, in two sentences; what the boss says upstairs; who talked, and how."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from assistant.catalog import table
from assistant.debriefing.agreed import BOSS, Deal
from assistant.debriefing.conduct import COMPLAINT, FLATTERY, PRESSURE, THREAT, remarks
from assistant.debriefing.log import OPEN, Exchange, ids, spoke
from assistant.debriefing.smaller import names_end, names_trial
from assistant.debriefing.terms import Terms, terms
from assistant.debriefing.wording import about
from assistant.domain import ConcernState, ConcernType, Debrief, Outcome, State, Temperament, Turn, WorryNote
from assistant.engine.hearing import is_cool
from assistant.engine.policy import derive, is_unsure, is_wary, rng, why_not
from assistant.text.quotes import shown, within

_ENDED: Mapping[Outcome, str] = {
    Outcome.AGREED: "They agreed.",
    Outcome.TRIAL_AGREED: "They agreed to a trial.",
    Outcome.NOT_NOW: "They said “not now”, with conditions.",
    Outcome.REFUSED: "They said no.",
    Outcome.BROKEN_OFF: "They broke the talk off.",
    Outcome.LEFT_OPEN: "The talk was left open.",
}
_YES = (Outcome.AGREED, Outcome.TRIAL_AGREED)
_NO: Mapping[Outcome, str] = {
    Outcome.TRIAL_AGREED: "They would rather try it than decide it for good",
    Outcome.NOT_NOW: "They did not say yes today",
    Outcome.REFUSED: "They saw no way to a yes",
}
_ABOVE = "not_my_decision"
"""The worry that somebody else decides."""
_FORM = re.compile(
    r"\b(?:rotation|secondment|placement|internship|exchange|leave|course|project|replacement|stand-in)\b",
    re.I,
)
"""What an ask may be that has an end and is no trial."""
_MUCH, _LITTLE = 0.75, 0.3
"""Shares of the words beyond which the talk was lopsided."""
_ENOUGH_WORDS, _ENOUGH_TURNS = 60, 3
"""Of less nobody can say who talked too much."""
_FILLER = re.compile(r"\b(?:u+m+|u+h+|er+m?|you know|i mean)\b", re.I)
_MANY_FILLERS = 6

_PLEASED = re.compile(
    r"\b(?:gladly|happy to|better than fine|decent\w*|pleasant|pleasure|good talk|wasn't like that|i'd love|proud)\b",
    re.I,
)
"""Words of somebody who liked the talk."""


def summary(state: State, outcome: Outcome) -> str:
    """How it ended, in one sentence."""
    if len(state.concerns) == len(ids(state, ConcernState.DORMANT)):
        return f"{_ENDED[outcome]} No worry of theirs came up."
    return _ENDED[outcome]


def _a(temperament: Temperament) -> str:
    name = temperament.title.lower()
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


def because(
    state: State,
    outcome: Outcome,
    temperament: Temperament,
    types: Mapping[str, ConcernType],
    said: Sequence[Exchange],
    closed: Collection[str] = (),
) -> str:
    """Why it ended so, from the states; and what in the user's conduct weighed on it.

    :param closed: worries to which there is nothing left to answer.
    """
    if outcome is Outcome.AGREED:
        return "It is less than you first asked for." if terms(said).came_down else ""
    if outcome is Outcome.BROKEN_OFF:
        return "They ended it because they felt under pressure." + _conduct(said)
    if outcome is Outcome.LEFT_OPEN:
        return _left_open(state, temperament, types, closed)
    reasons = list(_reasons(state, types, closed))
    if state.threat and (not reasons or why_not(state, temperament) == "threat"):
        return f"{_NO[outcome]} after the threat.{_conduct(said)}"
    if outcome is Outcome.TRIAL_AGREED and (start := _trial(terms(said))):
        return f"{start}{f'; {_and(reasons)}' if reasons else ''}." + _conduct(said)
    if outcome is Outcome.TRIAL_AGREED and any(names_end(one.said) for one in said):
        # The user spoke of a part or an end themselves: that it is a trial is no step down of the boss's.
        why = _and(reasons)
        return (f"{why[0].upper()}{why[1:]}." if why else "") + _conduct(said)
    if not reasons and is_unsure(state, temperament):
        reasons.append("they did not trust you enough yet for more")
    elif not reasons and temperament.yields is outcome:
        reasons.append(f"this is as much as {_a(temperament)} boss promises in one talk")
    elif not reasons and outcome is Outcome.NOT_NOW and not closed:
        reasons.append("they promise nothing at once")
    why = f", because {_and(reasons)}" if reasons else ""
    return f"{_NO[outcome]}{why}." + _conduct(said)


def _trial(found: Terms) -> str:
    """Whose the trial was: asked for, offered on the way, or (empty) theirs."""
    if found.end and (found.trial_in is None or names_trial(found.end)):
        if names_trial(found.end) or not _FORM.search(found.whole):
            return f"They agreed to the trial that you asked for (“{within(found.end)}”)"
        return f"What you asked for has an end of its own (“{within(found.end)}”), and they agreed to it as a trial"
    return (
        f"They took the trial that you offered in turn {found.trial_in}" if found.trial_in is not None else ""
    )


def _reasons(state: State, types: Mapping[str, ConcernType], closed: Collection[str] = ()) -> list[str]:
    reasons = []
    if "change" not in state.ask_heard:
        reasons.append("they heard nothing defined to say yes to")
    left, half = _open(state, closed)
    if left:
        reasons.append(f"{_worry(left, types)} stayed open")
    if half:
        reasons.append(f"{_worry(half, types)} {'was' if len(half) == 1 else 'were'} still half open")
    if is_wary(state):
        reasons.append("they did not trust you enough by then")
    return reasons


def _open(state: State, closed: Collection[str]) -> tuple[list[str], list[str]]:
    """The worries that stayed open and those that are half answered, without ``closed``."""
    left, half = ids(state, *OPEN), ids(state, ConcernState.EASED)
    return [one for one in left if one not in closed], [one for one in half if one not in closed]


def _worry(names: Sequence[str], types: Mapping[str, ConcernType]) -> str:
    return f"their {'worry' if len(names) == 1 else 'worries'} about {_and([about(types[name]) for name in names])}"


def _left_open(
    state: State, temperament: Temperament, types: Mapping[str, ConcernType], closed: Collection[str]
) -> str:
    if state.outcome is not None:
        if state.withdrawals:
            return "They took it that you no longer wanted it, and did not push."
        return "They heard no ask, so there was nothing to decide."
    if not ids(state, *OPEN, ConcernState.EASED, ConcernState.SETTLED):
        return "You ended it before any worry of theirs came up."
    left, half = _open(state, closed)
    rest = [f"{_worry(left, types)} still open"] if left else []
    rest += [f"{_worry(half, types)} half open"] if half else []
    where = f" with {_and(rest)}" if rest else ", with every worry answered and nothing decided"
    return (
        f"You ended it{where}. Had they had to decide then, it would have been: {derive(state, temperament)}."
    )


def _conduct(said: Sequence[Exchange]) -> str:
    """What in the conduct weighed on it: a threat that was left standing, else begging or praise, else a complaint they took up.

    A threat that was taken back, and that cost nothing more, is no reason of the end any more.
    """
    marked = [(one, remark) for one in said for remark in remarks(one)]
    stands = said[-1].turn.state.threat if said else False
    for one, remark in marked:
        if stands and remark.kind == THREAT and one.turn.decision.remark == THREAT:
            return f" What weighed on it: “{within(shown(remark.quote))}” (turn {one.number})."
    lost = [
        (one, remark)
        for one, remark in marked
        if remark.kind in (FLATTERY, PRESSURE) and one.concern and not one.moved_on
    ]
    turns = list(dict.fromkeys(one.number for one, _ in lost))
    if len(turns) > 1:
        where = _and([str(number) for number in turns])
        return f" What weighed on it: praise or pressure instead of an answer (turns {where})."
    for one, remark in marked:
        if remark.kind == COMPLAINT and one.turn.decision.remark == COMPLAINT and _still_felt(one, said[-1]):
            return f" What weighed on it: “{within(shown(remark.quote))}” (turn {one.number})."
    return ""


def _still_felt(one: Exchange, last: Exchange) -> bool:
    """Whether trust that a turn cost never came back, and the worry that was on the table then was not settled after all."""
    end = last.turn.state
    lost = one.turn.state.trust < one.before.state.trust and end.trust < one.before.state.trust
    return lost and one.concern not in ids(end, ConcernState.SETTLED)


def tells(turns: Sequence[Turn], outcome: Outcome, temperament: Temperament, user: str) -> str:
    """What the manager says upstairs afterwards; empty where their temperament has no words for it.

    Whoever only backs it, and leaves the word to those above, has approved nothing that they could tell of.
    """
    state = turns[-1].state
    above = state.whole or any(spoke(turn, "agree_above") for turn in turns)
    above = above or _ABOVE in ids(state, *OPEN, ConcernState.EASED)
    if outcome in (Outcome.AGREED, Outcome.TRIAL_AGREED) and above:
        return str(table("debrief")["tells"]["backs"]).format(user=user)
    lines = temperament.tell_own_boss.get(outcome.value, ())
    if is_cool(state):  # nobody who was sneered at says that it was a pleasure
        lines = tuple(line for line in lines if not _PLEASED.search(line)) or lines
    return rng(state, "tells").choice(lines).format(user=user) if lines else ""


def of_this_talk(found: Debrief, left: Deal, *, leaving: bool = False) -> str:
    """What they add of this very talk: what brought them round, what is open still, and the day that was named; nothing where they said no word of it."""
    words = table("debrief")["tells"]
    day = next((one.when for one in left.promises if one.when == left.day and one.who != BOSS), "")
    topics: Mapping[str, str] = {**words["topics"], **(words["leaving"] if leaving else {})}
    praised = (*((found.turning_point,) if found.turning_point else ()), *found.strongest)
    earned = {note.concern for note in praised}
    # What was on the table for one turn brought nobody round, unless nothing was there for longer.
    hard = [
        note
        for note in found.worries
        if note.concern in found.settled and note.concern in topics and note.quote
    ]
    won = max(hard, key=lambda note: (_open_for(note), note.concern in earned)).concern if hard else ""
    if found.turning_point and found.turning_point.concern in {note.concern for note in hard}:
        won = found.turning_point.concern  # one talk has one turn, whoever tells of it
    still = next((name for name in (*found.stuck, *found.eased) if name in topics), "")
    told = [words["won"].format(topic=topics[won])] if won and found.outcome in _YES else []
    told += [words["open"].format(topic=topics[still])] if still else []
    told += [words["day"].format(day=day)] if day and found.outcome in _YES else []
    return " ".join(told)


def _open_for(note: WorryNote) -> int:
    """In how many turns a worry was open, or half open."""
    return sum(state in (*OPEN, ConcernState.EASED) for state in note.states)


def talking(user: int, boss: int, said: Sequence[Exchange]) -> tuple[str, tuple[str, ...]]:
    """A remark on a lopsided or hesitant talk with the guidance it rests on; nothing where it is too short to tell."""
    if len(said) < _ENOUGH_TURNS or user + boss < _ENOUGH_WORDS:
        return "", ()
    share, hesitant = user / (user + boss), _hesitant(said)
    if share > _MUCH:
        text = "You did nearly all the talking. Stop after your point and let them answer: their reaction tells you how far they will stand up for you."
        return f"{text}{hesitant}", ("listen-for-reaction",)
    if share < _LITTLE:
        text = "They did most of the talking. It is your meeting: bring your points and lead from one to the next."
        return f"{text}{hesitant}", ("you-lead",)
    return hesitant.strip(), ()


def _hesitant(said: Sequence[Exchange]) -> str:
    """How often the user held back, counted; nothing where it was seldom."""
    found = [match.group().lower() for one in said for match in _FILLER.finditer(one.said.replace("’", "'"))]
    if len(found) < max(_MANY_FILLERS, len(said)):
        return ""
    most = sorted(set(found), key=lambda word: -found.count(word))[:3]
    counts = [
        f"“{word}” {'once' if found.count(word) == 1 else f'{found.count(word)} times'}" for word in most
    ]
    return f" You said {_and(counts)}. The same sentences without them carry further."


def _and(items: Sequence[str]) -> str:
    return ", ".join(items[:-1]) + " and " + items[-1] if len(items) > 1 else "".join(items)
