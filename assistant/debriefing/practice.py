"""Three things to practise, each with words to say: what stayed open, what was not said, what spoilt an answer, what took long, what may still come.

Whatever the end, there is something true to practise: after an easy yes a fact that was never said, a worry that did not come up,
or the next thing that this boss says to an answer that held at once.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.catalog import table
from assistant.debriefing.agreed import YES, Deal
from assistant.debriefing.conduct import COMPLAINT, FLATTERY, JAB, PRESSURE, THREAT, remarks
from assistant.debriefing.credit import FIGURES, shows_result, speaks
from assistant.debriefing.facts import Facts, was_said
from assistant.debriefing.log import OPEN, Boss, Exchange
from assistant.debriefing.signs import STAYING, leaves
from assistant.debriefing.smaller import begins_small
from assistant.debriefing.wording import about, put_already
from assistant.domain import Act, Advice, ConcernState, ConcernType, Debrief, Fact, Outcome, WorryNote
from assistant.text.quotes import opening, within
from assistant.text.segment import sentences
from assistant.text.spans import find_spans
from assistant.writing.wording import stems

_GUIDANCE: Mapping[Act, tuple[str, ...]] = {
    Act.PURPOSE: ("purpose-statement", "five-acts"),
    Act.IMPACT: ("lead-with-impact", "five-acts"),
    Act.OPTIONS: ("specific-feasible", "five-acts"),
    Act.CLOSE: ("close-summarise", "five-acts"),
}
_MOST, _MOST_FACTS = 3, 2
_FEWEST = 4
"""Words of a question that says what it asks by itself."""
_LONG = 55
"""Words from which on a turn is a long answer."""
_SPOILS: Mapping[str, str] = {
    THREAT: "a threat",
    COMPLAINT: "a complaint",
    JAB: "a jab at them",
    PRESSURE: "pressure",
    FLATTERY: "flattery",
}

_HARD = frozenset({THREAT, JAB})
"""What is the lesson of a talk wherever it stood."""
_OPEN_QUESTION = re.compile(r"^\W*(?:(?:and|but|so|then|well|oh|good|okay|fine|thanks?)\b,? *)*(?:what|which|who|whose|when|how)\b[^?]{12,}\?", re.I)  # fmt: skip

Say = Callable[[WorryNote], str]
"""What to say to an open worry, word for word; empty where there is nothing that would help."""


@dataclass(frozen=True)
class Course:
    """What a talk leaves to practise.

    ``unheard``: the parts of the talk that nothing in it may have been. ``unmentioned``: worries that the boss had and kept.
    ``answered``: by worry the turns that answered it while it was on the table, each with the words that did.
    """

    found: Debrief
    said: Sequence[Exchange]
    boss: Boss
    own: Facts
    unheard: Collection[Act]
    unmentioned: Sequence[str]
    answered: Mapping[str, Mapping[int, str]]
    say: Say
    left: Deal

    def practise(self) -> tuple[Advice, ...]:
        """At most three, no two for one worry or part; each to be practised by a drill (a worry's id) or a rehearsal (an act's name)."""
        first: dict[str, Advice] = {}
        for advice in self._all():
            first.setdefault(advice.element, advice)
            if len(first) == _MOST:
                break
        return tuple(first.values()) or tuple(self._harder())[:1] or tuple(self._second_answer())

    def _all(self) -> Iterator[Advice]:
        parts = {act: advice for act in self.unheard if (advice := _act(act, self.own))}
        yield from (advice for act, advice in parts.items() if act is Act.PURPOSE)
        yield from self._spoilt(_HARD)
        yield from self._ask_them()
        order = {state: place for place, state in enumerate((*OPEN, ConcernState.EASED))}
        open_ = sorted((one for one in self._worries if one.state in order), key=lambda one: order[one.state])
        yield from (_worry(one, self._kind(one), _told(self.say(one)) or self._left(one)) for one in open_)
        yield from (advice for act, advice in parts.items() if act is Act.CLOSE)
        wanted = any("evidence" in table("debrief")["credits"][one.concern] for one in open_)
        yield from self._spoilt(_SPOILS)
        yield from self._one_sum()
        wanted = wanted or Act.IMPACT.value in self.found.acts_missing
        yield from _unused(self.own, wanted, lambda fact: bool(re.search(r"\d", fact)))
        yield from self._plainer()
        yield from self._ask_again()
        yield from self._unsaid()
        if self._worries and self.found.outcome is not Outcome.LEFT_OPEN:
            yield from _to_come(self.unmentioned[:1], self.boss.types)
            slow = _slow(self._worries, self.answered, self.said)
            yield from (
                _sooner(one, self._kind(one), times, self.answered[one.concern]) for one, times in slow
            )
        yield from _unused(self.own, wanted, _in_words)
        yield from self._shorter()

    @property
    def _worries(self) -> Sequence[WorryNote]:
        """Those that came up; to whether somebody stays who goes there is nothing to practise."""
        gone = leaves(self.said) and not self.said[-1].turn.state.departure
        return [note for note in self.found.worries if not (gone and note.concern == STAYING)]

    def _kind(self, note: WorryNote) -> ConcernType:
        return self.boss.types[note.concern]

    def _left(self, note: WorryNote) -> str:
        """What to do about an open worry to which the words are given elsewhere, or were said already."""
        line = next((one for one in self.found.weakest if one.concern == note.concern and one.better), None)
        if line is not None:
            return f"Say it as it is worded beside turn {line.turn}."
        tried = [one for one in self.said if one.concern == note.concern]
        put = put_already(
            note.concern,
            [one for one in tried if any(_OPEN_QUESTION.match(part.text) for part in sentences(one.said))],
        )
        if put and _OPEN_QUESTION.match(put[1]):
            return f"You asked “{within(put[1])}” in turn {put[0].number}, and it is open still. Ask it again, and wait for the answer."
        kind = self._kind(note)
        for condition in self.found.conditions:
            if condition in (*kind.conditions, *kind.pay_conditions):
                return f"Their condition is: “{condition}”. Say in one sentence how it is met."
        if left := next(
            (words for one in reversed(self.said) if (words := self.boss.stays(one.turn, note.concern))), ""
        ):
            return f"They left it open beside their yes: “{within(left)}” Ask on which day you talk about it again."
        heard = self.boss.reaction(tried[-1].turn, note.concern) if tried else note.asked
        parts = [part.text for part in sentences(heard or note.asked)]
        last = " ".join(parts[-2:] if parts and len(parts[-1].split()) < _FEWEST else parts[-1:])
        return f"Answer what they said last: “{within(last)}”" if last else "It is open still."

    def _spoilt(self, kinds: Collection[str]) -> Iterator[Advice]:
        """The turns that a threat, a complaint, a jab, pressure or flattery stood in, beside the worry that was to be answered."""
        noted = {note.concern: note for note in self._worries}
        for one in self.said:
            found = [remark for remark in remarks(one) if remark.kind in kinds]
            if found and one.concern in noted:
                kind = self._kind(noted[one.concern])
                quote = within(opening(found[0].quote))
                what = f"{_SPOILS[found[0].kind]} (“{quote}”)"
                beside = one.number in self.answered.get(kind.id, ()) or speaks(kind, one.said)
                told = f"{what} stood beside your answer" if beside else f"you answered it with {what}"
                text = f"Their worry about {about(kind)}. In turn {one.number} {told}. Give the answer alone."
                yield Advice(one.concern, text, kind.guidance_ids)

    def _ask_them(self) -> Iterator[Advice]:
        """Somebody whom the user counts on and has not asked."""
        if self.left.unasked and (kind := self.boss.types.get("coverage")):
            words, turn = self.left.unasked[0].rstrip(" .,;"), self.left.unasked[1]
            text = f"{_capital(about(kind))}. You counted on somebody who has not said yes (turn {turn}: “{within(words)}”). Ask them before the talk, and say what they answered."
            yield Advice(kind.id, text, kind.guidance_ids)

    def _one_sum(self) -> Iterator[Advice]:
        """More than one sum for one ask, before they had named theirs."""
        named = self.left.terms.sums
        if len(named) > 1 and not self.left.terms.staged:
            (first, _), (last, turn) = named[0], named[-1]
            text = f"What you ask for. You named “{first}”, and “{last}” in turn {turn}. Name one sum, and wait for their answer to it."
            yield Advice(Act.OPTIONS.value, text, _GUIDANCE[Act.OPTIONS])

    def _plainer(self) -> Iterator[Advice]:
        """What was done again and again, with the better words once."""
        for habit in self.found.habits:
            if habit.better:
                text = f"{habit.title}. Say it plainly once: “{within(habit.better)}”"
                yield Advice(Act.OPTIONS.value, text, _GUIDANCE[Act.OPTIONS])

    def _unsaid(self) -> Iterator[Advice]:
        """Facts of the user's that speak to a worry that came up, or say more of the ask, and were never said."""
        used = [note.used for note in self._worries]
        used += [line.used for line in self.found.weakest] + [habit.used for habit in self.found.habits]
        told = {fact.text for facts in used for fact in facts}
        for note in self._worries:
            kind = self._kind(note)
            moves = dict.fromkeys([*table("debrief")["credits"].get(kind.id, ()), *kind.answered_by])
            facts = (fact for move in moves if move != "evidence" for fact in self.own.fitting(move, kind.id))
            fact = next((fact for fact in facts if fact.text not in told), None)
            if fact is not None and not self._ask(fact):
                told.add(fact.text)
                text = f"Their worry about {about(kind)}. You have this and did not say it: “{within(fact.text)}” Put it into your first answer."
                yield Advice(kind.id, text, kind.guidance_ids)
        if any(begins_small(part.text) for one in self.said for part in sentences(one.said)):
            return  # what they asked for in the end was less than they had prepared
        more = (fact.text for fact in self.own.sentences.get("change", ()) if fact.text not in told)
        if part := next((text for text in more if find_spans(text)), ""):
            text = f"What you ask for. You did not say this part of it: “{within(part)}”"
            yield Advice(Act.OPTIONS.value, text, _GUIDANCE[Act.OPTIONS])

    def _ask(self, fact: Fact) -> bool:
        """Whether a fact is the ask itself, which is no answer to a worry about it."""
        return self.own.ask is not None and was_said(self.own.ask.text, fact.text)

    def _shorter(self) -> Iterator[Advice]:
        """The longest turn, where it was long and did nothing that is praised, closes the talk or settled a worry."""
        good = {note.turn for note in self.found.strongest} | {note.turn for note in self.found.acts}
        good |= {turned.turn} if (turned := self.found.turning_point) else set()
        long = (one for one in self.said if not (one.number in good or one.closing or one.settled))
        one = max(long, key=lambda other: len(other.said.split()), default=None)
        if one is None or (words := len(one.said.split())) < _LONG:
            return
        element = (
            one.concern
            if one.concern in self.boss.types
            else (Act.CLOSE if one.closing else Act.OPTIONS).value
        )
        ids = self.boss.types[element].guidance_ids if element in self.boss.types else _GUIDANCE[Act(element)]
        yield Advice(element, f"Your longest turn is turn {one.number} ({words} words). Say it in two sentences, the one that counts most first.", ids)  # fmt: skip

    def _ask_again(self) -> Iterator[Advice]:
        """What was asked of them that their yes did not name."""
        for wish in (*self.left.unanswered, *self.left.unnamed)[-1:]:
            words = within(wish.question or wish.words)
            text = f"How you close. Their answer did not name this: “{words}” (turn {wish.turn}). Put it by itself, and wait for their answer."
            yield Advice(Act.CLOSE.value, text, _GUIDANCE[Act.CLOSE])

    def _harder(self) -> Iterator[Advice]:
        """What a talk that went well did without, and a harder boss asks for."""
        for name, text in table("debrief")["practise"]["harder"].items() if self.found.outcome in YES else ():
            if name in self.found.acts_missing:
                yield Advice(name, text, _GUIDANCE[Act(name)])

    def _second_answer(self) -> Iterator[Advice]:
        """What this boss may say next to an answer that settled a worry at once."""
        spoken = " ".join(one.turn.utterance.text for one in self.said)
        for note in self._worries:
            if note.state is not ConcernState.SETTLED or ConcernState.SETTLED not in note.states:
                continue
            kind = self._kind(note)
            boss = self.boss.temperament.id
            lines = [
                line.text
                for line in kind.lines.get("press", ())
                if not line.slots and not line.of and (not line.temperaments or boss in line.temperaments)
            ]
            lines = [text for text in lines if text not in spoken and text.endswith("?")]
            if lines:
                press = random.Random(f"{self.said[0].turn.state.seed}/{kind.id}/press").choice(lines)
                text = f"Their worry about {about(kind)}. It is settled; have a second answer ready for when they say: “{within(press)}”"
                yield Advice(kind.id, text, kind.guidance_ids)
                return  # one is enough: it is no fault to mend


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _worry(one: WorryNote, kind: ConcernType, what: str) -> Advice:
    return Advice(one.concern, f"Their worry about {about(kind)}. {what}", kind.guidance_ids)


def _told(words: str) -> str:
    """Words to say or to ask, as what to do; empty where there are none."""
    return f"{'Ask' if words.endswith('?') else 'Say'}: “{words}”" if words else ""


def _act(act: Act, own: Facts) -> Advice | None:
    """What to say for a part of the talk that was not heard; None where the user's own facts have nothing for it."""
    frame = table("debrief")["practise"].get(act.value, "")
    if not frame or ("{ask}" in frame and own.plainly is None):
        return None
    return Advice(act.value, frame.replace("{ask}", own.plainly.text if own.plainly else ""), _GUIDANCE[act])


def _slow(
    worries: Sequence[WorryNote], answered: Mapping[str, Mapping[int, str]], said: Sequence[Exchange] = ()
) -> Iterator[tuple[WorryNote, int]]:
    """The settled worries on which an answer moved nothing, those longest on the table first, with how many turns moved nothing.

    One that was half answered first took the steps that the boss asked for one by one: nothing is to be mended there. Nor is there
    where what settled it had been said in vain before.
    """
    settled = [
        one
        for one in worries
        if one.state is ConcernState.SETTLED
        and one.turn in answered[one.concern]
        and ConcernState.EASED not in one.states[: one.turn]
        and _wasted(one.states, answered[one.concern])
        and not _in_vain(one, answered[one.concern], said)
    ]
    times = [(one, sum(was in OPEN and now in OPEN for was, now in pairwise(one.states))) for one in settled]
    yield from sorted(times, key=lambda item: -item[1])


def _wasted(states: Sequence[ConcernState], answered: Collection[int]) -> int:
    """How many answers left a worry on the table just where it was; one that reopened it was heard as something else."""
    return sum(
        n in answered and was in OPEN and was is now for n, (was, now) in enumerate(pairwise(states), start=1)
    )


def _in_vain(one: WorryNote, answered: Mapping[int, str], said: Sequence[Exchange]) -> bool:
    """Whether a turn before the one that settled a worry held the same words or figures, and moved nothing."""
    words = answered[one.turn] if one.turn is not None else ""
    start = one.raised or 0
    return any(was_said(words, other.said) for other in said if start < other.number < (one.turn or 0))


def _sooner(one: WorryNote, kind: ConcernType, times: int, quotes: Mapping[int, str]) -> Advice:
    """What settled it as the way in."""
    text = f"Their worry about {about(kind)} took {times + 1} turns; begin with what settled it in turn {one.turn}{_first(one, quotes)}"
    return Advice(one.concern, text, kind.guidance_ids)


def _first(one: WorryNote, quotes: Mapping[int, str]) -> str:
    """The words that settled it, short."""
    words = quotes.get(one.turn, "") if one.turn is not None else ""
    return f": “{within(opening(words))}”" if words else "."


def _in_words(fact: str) -> bool:
    """Whether a fact counts something in words; "the other two" count nothing."""
    return any(span.kind in FIGURES and span.text.lower() not in ("one", "two") for span in find_spans(fact))


def _unused(own: Facts, wanted: bool, counts: Callable[[str], bool]) -> Iterator[Advice]:
    """The user's facts with a figure that were never said and that bear on what they ask for, in one line.

    :param counts: what is a figure; one in digits is told before one in words.
    :param wanted: whether any result of theirs is better than none: a worry stayed open that one may answer, or none was said.
    """
    ask = stems(own.ask.text) if own.ask else set()
    found = [
        fact.text.rstrip(".")
        for fact in own.sentences.get("evidence", ())
        if counts(fact.text) and shows_result(fact.text) and (wanted or stems(fact.text) & ask)
    ][:_MOST_FACTS]
    if found:
        quoted = " and ".join(f"“{text}”" for text in found)
        yield Advice(Act.IMPACT.value, f"You did not use: {quoted}.", _GUIDANCE[Act.IMPACT])


def _to_come(unmentioned: Sequence[str], types: Mapping[str, ConcernType]) -> Iterator[Advice]:
    """Worries that this boss had and did not bring up this time."""
    for name in unmentioned:
        kind = types[name]
        yield Advice(name, f"Their worry about {about(kind)}. It did not come up this time, and it may in the real talk. {kind.next_step}", kind.guidance_ids)  # fmt: skip
