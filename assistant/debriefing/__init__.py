"""The debrief: what a rehearsal showed, each remark on words that bear it, with better wordings of the user's own facts.

grounds.py   which words of a turn may be leaned on
(engine)     what they add up to: :func:`assistant.engine.debrief`
facts.py     the user's facts, from the scenario and from the talk
wording.py   frames filled with them
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant import engine
from assistant.catalog import table
from assistant.debriefing.facts import Facts, closing_date, facts
from assistant.debriefing.grounds import heard
from assistant.debriefing.wording import answer, example, reworded
from assistant.domain import ActNote, ConcernType, Debrief, LineNote, Outcome, Rehearsal, Temperament
from assistant.engine.debrief import after_a_stop
from assistant.engine.remarks import Reply, replies

__all__ = ["debrief"]


def debrief(
    rehearsal: Rehearsal, temperament: Temperament, types: Mapping[str, ConcernType], user: str
) -> Debrief:
    """The debrief of a rehearsal as it stands; of one that stands at a safety stop, kind words and no review.

    :param user: how the manager calls the user.
    """
    if rehearsal.stopped is not None:
        return after_a_stop(rehearsal.stopped)
    turns = rehearsal.turns
    words = {turn.number: heard(before, turn) for before, turn in pairwise(turns)}
    found = engine.debrief(turns, temperament, types, user, words)
    if rehearsal.scenario.manager.decides_alone:
        found = replace(found, manager_tells="")  # there is nobody above an owner to tell
    said = replies(turns, words)
    own = facts(rehearsal.scenario, said)
    by_turn = {reply.turn.number: reply for reply in said}
    texts, seed = table("debrief"), rehearsal.seed
    return replace(
        found,
        weakest=tuple(_better(note, by_turn[note.turn], types, own, seed) for note in found.weakest),
        flags=tuple(_neutral(note, by_turn[note.turn], texts["neutral"], own, seed) for note in found.flags),
        acts=tuple(_shown(note, texts["acts"], own, seed) for note in found.acts),
        revisit=_revisit(found, said),
    )


def _better(
    note: LineNote, reply: Reply, types: Mapping[str, ConcernType], own: Facts, seed: int
) -> LineNote:
    if note.concern:
        return answer(note, reply, types[note.concern], own, seed)
    return reworded(note, table("debrief")["opening"]["change"], own, seed)


def _neutral(
    note: LineNote, reply: Reply, frames: Mapping[str, Sequence[str]], own: Facts, seed: int
) -> LineNote:
    move = next(move for move, quote in reply.heard.flags.items() if quote == note.quote)
    return reworded(note, frames[move], own, seed)


def _shown(note: ActNote, frames: Mapping[str, Sequence[str]], own: Facts, seed: int) -> ActNote:
    """An act that did not happen with what could have been said."""
    return note if note.done else replace(note, better=example(frames[note.act], own, seed, note.act))


def _revisit(found: Debrief, said: Sequence[Reply]) -> tuple[str, ...]:
    """The conditions of a "not now", each with the date that the user named at the end, or the blank for one."""
    if found.outcome is not Outcome.NOT_NOW:
        return ()
    named = closing_date(said)
    when = f"{named.text} (you named it in {named.source})" if named else "[on which date?]"
    return tuple(f"Once {condition}: look at it again {when}." for condition in found.conditions)
