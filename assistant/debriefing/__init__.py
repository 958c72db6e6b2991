"""The debrief: what a rehearsal showed, in claims that are true by construction.

log.py       what the log knows for sure: who said what, what moved after it, which words of the manager were about it
quoting.py   whole sentences
signs.py     generous surface signs, so that nobody is told that they did not say something
conduct.py   threats, complaints, flattery, pressure, retreats
agreed.py    who does what, and when it is looked at again: the one place that knows it (steps.py: what the user said that is
             done; given.py: what the boss said that they do; alike.py: which of that is the same; granting.py: what was
             asked of them, and their answer; clauses.py: the clauses of a sentence that say so; when.py: which day belongs
             to a doing; relied.py: the offers and points on which their yes rests; closing.py: the sentence that
             closes); terms.py: what was asked beside what was granted (smaller.py: what is less than that, sums.py: its
             sums); restated.py: how it was asked last; loose.py: what is left loose; questions.py: what was asked and not answered
habits.py    what was done again and again; figures.py: figures that the user's evidence has otherwise
worries.py, lines.py, acts.py (results.py: what was achieved), practice.py, result.py   the sections
facts.py     the user's facts that were not said yet; wording.py   what would answer a worry, better wordings
revisit.py   the conditions of a "not now" and when it is looked at again
documents.py what the user's documents said, and what of it makes a threshold
grounds.py   which words of a reply a drill's feedback may lean on

How a single sentence was read decides at most which sentence of a long turn is quoted. What a line did is told by what
happened after it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.debriefing.acts import acts, unheard
from assistant.debriefing.agreed import BOSS, YES, Deal, asked_and_answered, deal
from assistant.debriefing.conduct import flags, spoils
from assistant.debriefing.credit import speaks
from assistant.debriefing.departing import as_farewell, as_they_were
from assistant.debriefing.documents import documents
from assistant.debriefing.facts import Facts, facts
from assistant.debriefing.figures import contradictions
from assistant.debriefing.habits import habits
from assistant.debriefing.lines import Lines
from assistant.debriefing.log import OPEN, Boss, Exchange, exchanges, ids, unmentioned
from assistant.debriefing.loose import open_ends
from assistant.debriefing.practice import Course
from assistant.debriefing.quoting import LONGEST, whole
from assistant.debriefing.result import because, of_this_talk, summary, talking, tells
from assistant.debriefing.revisit import again
from assistant.debriefing.signs import STAYING, Near, leaves
from assistant.debriefing.wording import Hear, Trial, and_after, better
from assistant.debriefing.worries import worries
from assistant.domain import (
    Act,
    ConcernState,
    ConcernType,
    Debrief,
    LineNote,
    Outcome,
    Promise,
    Prompted,
    Rehearsal,
    SafetyStop,
    Temperament,
    Turn,
    WorryNote,
)
from assistant.seams import Listener
from assistant.text.segment import sentences

__all__ = ["debrief", "heard"]

_MOST_TO_READ = 6
_KIND_WORDS = (
    "We stopped because of what you wrote, and that matters more than any exercise. Nothing here is judged. "
    "Take your time; the rehearsal will wait, or you can delete it."
)


def debrief(
    rehearsal: Rehearsal,
    temperament: Temperament,
    types: Mapping[str, ConcernType],
    user: str,
    listener: Listener | None = None,
    hear: Hear | None = None,
) -> Debrief:
    """The debrief of a rehearsal as it stands; of one that stands at a safety stop, kind words and no review.

    :param user: how the manager calls the user.
    :param listener: reads the sentences of a long turn, so that the one is quoted that is nearest to the worry.
    :param hear: how the boss would hear a better wording; one that would not help in the same place is not given.
    """
    if rehearsal.stopped is not None:
        return _after_a_stop(rehearsal.stopped)
    turns, scenario = rehearsal.turns, rehearsal.scenario
    state, said = turns[-1].state, exchanges(turns)
    types, temperament = as_they_were(state, types, temperament)
    found = _outline(rehearsal, temperament, types, user, said)
    own, left = facts(scenario, said), deal(turns, said)
    boss, doubtful = Boss(types, temperament), contradictions(scenario, said)
    lines = Lines(types, boss, _Quotes(rehearsal, types, listener), {note.turn for note in doubtful}, said)
    turned = lines.turning_point(said)
    strongest = lines.strongest(said, turned.turn if turned else None)
    praised = {note.turn for note in strongest} | ({turned.turn} if turned else set())
    going = leaves(said)
    # A talk about going has worries of its own.
    gone = going[0] if going and not state.departure else None
    notes, parts = worries(turns, said, lines, own, praised, gone), acts(scenario, said, left, own)
    wordings = _Wordings(rehearsal, types, said, own, hear, gone)
    quoted = {note.turn for note in notes if note.turn is not None}
    # A line that was one of the five parts of the talk did its work, whatever it answered.
    worked = praised | {note.turn for note in parts if note.turn is not None}
    weakest = lines.weakest(said, worked | {note.turn for note in doubtful}, quoted, rehearsal.seed)
    weakest = tuple(wordings.better(note, settled=note.concern in found.settled) for note in weakest)
    found = replace(
        found,
        because=_because(found, left),
        worries=notes,
        turning_point=turned,
        acts_done=tuple(note.act.value for note in parts if note.done),
        acts_missing=tuple(note.act.value for note in parts if not note.done),
        acts=parts,
        strongest=strongest,
        weakest=weakest,
        flags=flags(said, rehearsal.seed, {note.turn for note in weakest}),
        figures=doubtful,
        habits=habits(said, lines.empty(said) - worked, {note.turn for note in weakest}, own),
        agreed=_each_once(asked_and_answered(left, turns, boss), left.promises),
        open_ends=open_ends(left, turns, said, boss, sponsors=_sponsors(temperament)),
        documents=documents(scenario, turns, found.outcome),
    )
    if found.manager_tells and (more := of_this_talk(found, left, leaving=bool(state.departure))):
        found = replace(found, manager_tells=f"{found.manager_tells} {more}")
    cut_short = frozenset({Act.CLOSE}) if left.cut_short else frozenset[Act]()
    course = Course(
        found,
        said,
        boss,
        own,
        unheard(said, parts) - cut_short,
        unmentioned(rehearsal, types),
        _answered(said, types),
        wordings.to_say(weakest),
        left,
    )
    found = replace(found, practise=course.practise() if said else ())
    revisit = again(_open_to(found, types, gone), left, rehearsal, types, said)
    return as_farewell(replace(found, revisit=revisit, read=_read(found)), rehearsal, said, types)


def heard(rehearsal: Rehearsal) -> frozenset[Act]:
    """The parts of the talk that were heard so far, by the reading that the debrief has of them."""
    said = exchanges(rehearsal.turns)
    if not said:
        return frozenset()
    found = acts(rehearsal.scenario, said, deal(rehearsal.turns, said), facts(rehearsal.scenario, said))
    return frozenset(note.act for note in found if note.done)


def _outline(
    rehearsal: Rehearsal,
    temperament: Temperament,
    types: Mapping[str, ConcernType],
    user: str,
    said: Sequence[Exchange],
) -> Debrief:
    """How it ended, why, and who talked; still without worries, lines and parts."""
    turns = rehearsal.turns
    state = turns[-1].state
    outcome = state.stands
    user_words = sum(len(one.said.split()) for one in said)
    boss_words = sum(len(turn.utterance.text.split()) for turn in turns)
    remark, guidance = talking(user_words, boss_words, said)
    return replace(
        _nothing(outcome, summary(state, outcome)),
        because=because(
            state,
            outcome,
            temperament,
            types,
            said,
            {STAYING} if leaves(said) and not state.departure else (),
        ),
        settled=ids(state, ConcernState.SETTLED),
        eased=ids(state, ConcernState.EASED),
        stuck=ids(state, *OPEN),
        unraised=ids(state, ConcernState.DORMANT),
        words_user=user_words,
        words_manager=boss_words,
        talking=remark,
        talking_guidance=guidance,
        manager_tells=""
        if rehearsal.scenario.manager.decides_alone
        else tells(turns, outcome, temperament, user),
        conditions=_spoken(turns),
    )


def _spoken(turns: Sequence[Turn]) -> tuple[str, ...]:
    """The conditions of a "not now" that they said; all of them where they said none in these words."""
    every, heard = turns[-1].decision.conditions, " ".join(turn.utterance.text.lower() for turn in turns)
    return tuple(one for one in every if one.lower() in heard) or every


def _each_once(asked: Sequence[Promise], taken: Sequence[Promise]) -> tuple[Promise, ...]:
    """What was asked for, and who does what beside it; a step that stands in the ask word for word is told there."""
    told = [(one.turn, one.quote) for one in asked]
    beside = [
        one
        for one in taken
        if one.who == BOSS or not any(one.turn == turn and one.quote in words for turn, words in told)
    ]
    return (*asked, *beside)


def _sponsors(temperament: Temperament) -> bool:
    """Whether a boss of this temperament ever says yes."""
    return temperament.yields is not Outcome.NOT_NOW


def _because(found: Debrief, left: Deal) -> str:
    """Why it ended so, with what a yes still hangs on."""
    hangs = left.hangs_on and found.outcome in YES
    more = f" It still hangs on somebody's word, though (turn {left.hangs_on[0][1]})." if hangs else ""
    return f"{found.because}{more}".strip()


def _answered(said: Sequence[Exchange], types: Mapping[str, ConcernType]) -> dict[str, dict[int, str]]:
    """By worry the turns that plainly answered it while it was on the table, each with the sentence that did."""
    found: dict[str, dict[int, str]] = {name: {} for name in types}
    for one in said:
        if one.concern and not spoils(one) and (words := speaks(types[one.concern], one.said)):
            found[one.concern][one.number] = words
    return found


@dataclass(frozen=True)
class _Wordings:
    """Better wordings for single lines, and what to say to a worry that stayed open.

    ``gone``: the turn in which the user said that they go: to whether they stay there is nothing better to say.
    """

    rehearsal: Rehearsal
    types: Mapping[str, ConcernType]
    said: Sequence[Exchange]
    own: Facts
    hear: Hear | None
    gone: int | None

    def better(self, note: LineNote, *, settled: bool) -> LineNote:
        """The note with a better wording; what settled a worry later is the better line by itself."""
        return note if note.better or settled else self._worded(note)

    def to_say(self, weakest: Sequence[LineNote]) -> Callable[[WorryNote], str]:
        """What to say to a worry, in words that are not given beside a line already."""
        told = [note.better for note in weakest]

        def say(note: WorryNote) -> str:
            asked = LineNote(note.turn or 0, note.quote, "", asked=note.asked, concern=note.concern)
            return self._worded(asked, told, bare=True).better

        return say

    def _worded(self, note: LineNote, told: Collection[str] = (), *, bare: bool = False) -> LineNote:
        if self.gone is not None and note.concern == STAYING:
            return note
        trial = Trial(self.hear, self.rehearsal.scenario.preferred_ask, [one.said for one in self.said])
        tried = and_after([one for one in self.said if one.concern == note.concern], self.said)
        return better(
            note, self.types.get(note.concern), tried, self.own, self.rehearsal.seed, trial, told, bare=bare
        )


class _Quotes:
    """How a turn is quoted: as it is, or by the sentence that is nearest to the worry; equal turns alike in every section."""

    def __init__(
        self, rehearsal: Rehearsal, types: Mapping[str, ConcernType], listener: Listener | None
    ) -> None:
        self._types = types
        self._alone = _read_alone(rehearsal, types, listener) if listener else {}

    def __call__(self, one: Exchange) -> str:
        kind = self._types.get(one.concern)
        near = Near(kind, one.before.utterance.text, self._alone.get(one.number, {})) if kind else None
        return whole(one.said, near)


def _read_alone(
    rehearsal: Rehearsal, types: Mapping[str, ConcernType], listener: Listener
) -> dict[int, dict[str, int]]:
    """The level of each sentence of the long replies to a worry, read by itself, by turn."""
    jobs: list[tuple[int, str, Prompted]] = []
    for before, turn in pairwise(rehearsal.turns):
        if before.state.current and turn.said and len(turn.said.split()) > LONGEST:
            # The worry in plain words rather than as it was said, so that equal sentences are read alike.
            prompted = Prompted(rehearsal.scenario.preferred_ask, before.state.current, types[before.state.current].worry)  # fmt: skip
            jobs += [(turn.number, part.text, prompted) for part in sentences(turn.said)]
    found: dict[int, dict[str, int]] = {}
    for (number, part, _), reading in zip(jobs, listener.read([(prompted, part) for _, part, prompted in jobs]), strict=True):  # fmt: skip
        found.setdefault(number, {})[part] = reading.level
    return found


def _after_a_stop(stop: SafetyStop) -> Debrief:
    """The debrief of a talk that ended in a safety stop: kind words, who can help, and no review of anything."""
    return replace(_nothing(Outcome.LEFT_OPEN, _KIND_WORDS), stopped=stop)


def _nothing(outcome: Outcome, summary: str) -> Debrief:
    return Debrief(
        outcome=outcome,
        summary=summary,
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
    )


def _open_to(found: Debrief, types: Mapping[str, ConcernType], gone: int | None) -> Debrief:
    """The debrief without the conditions that nobody can meet who goes."""
    if gone is None:
        return found
    never = {*types[STAYING].conditions, *types[STAYING].pay_conditions}
    return replace(found, conditions=tuple(one for one in found.conditions if one not in never))


def _read(found: Debrief) -> tuple[str, ...]:
    """What to read first: what the practice rests on, then what the talk's end and conduct call for."""
    extra = {
        Outcome.NOT_NOW: ("not-now-plan", "not-now-thresholds"),
        Outcome.AGREED: ("same-day-note",),
        Outcome.TRIAL_AGREED: ("same-day-note",),
    }.get(found.outcome, ())
    conduct = ("lead-with-impact",) if found.flags else ()
    first = [advice.guidance_ids[:2] for advice in found.practise]
    guidance = [gid for group in (*first, conduct, extra, found.talking_guidance) for gid in group]
    return tuple(dict.fromkeys(guidance))[:_MOST_TO_READ]
