"""The embedded voice: a decision worded from written lines, taking up the user's own words.

A turn is up to three parts: the answer to a question, or what the manager takes up (remark); what became of the worry on
the table (reaction); and what the manager does now (move). Each part draws a line that was not said in this session and
whose slots are known; lines that take up the user's words come first, but not every time.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from assistant.domain import (
    USER_MOVES,
    ConcernType,
    Decision,
    Line,
    Move,
    Outcome,
    Scenario,
    Temperament,
    Turn,
    Utterance,
    as_departure,
)
from assistant.speaking.after_yes import said_now
from assistant.speaking.agreed_to import counter, deal, takes_their_part
from assistant.speaking.answering import answer
from assistant.speaking.asked import WHAT_THEN, asks_what_then
from assistant.speaking.ending import condition, for_the_end, told_already, why_not
from assistant.speaking.moment import Moment, Part, images, is_hard, marked
from assistant.speaking.permits import sayable
from assistant.speaking.picking import MOST_WORDS, TAKES_UP, joined, pick, within
from assistant.speaking.raising import (
    SPENT,
    UNASKED,
    because,
    fitting_quotes,
    granted,
    idea_taken_up,
    kept,
    lacking,
    money_part,
    no_money,
    plain,
    reason,
    with_a_demand,
    with_reason,
)
from assistant.speaking.room import slots
from assistant.speaking.takeup import last_day
from assistant.text.doers import takes_on
from assistant.text.figures import saved_before
from assistant.text.spans import with_capitals

_CONCERN_KEYS = {
    Move.RAISE: "raise",
    Move.PRESS: "press",
    Move.EASE: "ease",
    Move.SETTLE: "settle",
    Move.REOPEN: "reopen",
}
_YIELDS = (Move.EASE, Move.SETTLE)
_ON_IT = (Move.PRESS, Move.EASE, Move.ASK_NEXT_STEPS)
_GROUNDS = frozenset({*USER_MOVES, "figure"})
"""What a turn may hold that a line names as the reason why a worry goes."""
_SEES_IT = "acknowledges"
"""What a line credits that is less than what somebody has done who takes up an idea."""
_HEARS = (Move.RAISE, Move.PRESS, Move.EASE, Move.OFFER_IDEA, Move.ASK_NEXT_STEPS)
"""Moves beside which they take in another figure."""
_NOTHING_SAID = (None, "empty", "question")
_GRANTS = (Move.AGREE, Move.AGREE_TRIAL)
_DATES = frozenset({"date", "earlier_date"})
_UP = re.compile(r"\b(?:upstairs|up|above|higher)\b", re.I)
"""Words for those above the manager."""
_LEAVING = re.compile(
    r"\b(?:go|goes|leave|left|los(?:e|ing) you|miss you|notice|pack|greener|door|cope|quit|resign|without you|anyone's way|stop you)\b",
    re.I,
)
"""Words that take a threat to be one of leaving."""
_COOL = "cool"
"""Marks a yes to somebody who was rude."""
_SHORT_YES = 16
"""Words of a yes that leaves room to say what it is to."""
_RECALLS = 0.5
"""How often an earlier name or date is asked about at the end."""


__all__ = ["MOST_WORDS", "EmbeddedVoice"]


class EmbeddedVoice:
    """Implements :class:`assistant.seams.Voice` with ``knowledge/concerns`` and ``knowledge/temperaments``."""

    def __init__(self, types: Mapping[str, ConcernType], temperaments: Mapping[str, Temperament]) -> None:
        self._types, self._temperaments = types, temperaments

    def speak(
        self,
        scenario: Scenario,
        turns: Sequence[Turn],
        said: str | None,
        decision: Decision,
        seed: int,
        aloud: Callable[[str], None] | None = None,
    ) -> Utterance:
        """The manager's words for ``decision``, at most 45 of them, told to ``aloud`` all at once."""
        temperament, types = self._temperaments[scenario.manager.temperament], self._types
        if decision.departure:
            temperament, types = temperament.departing or temperament, as_departure(types)
        draw = random.Random(f"{seed}/{len(turns)}/voice{'/hard' if is_hard(turns) else ''}")
        values = slots(scenario, turns, said, condition(decision), planned=decision.move is Move.RAISE)
        now = Moment(scenario, turns, said or "", decision, temperament, types, draw)
        used = {line for turn in turns for line in turn.utterance.lines}
        said_so = images(" ".join(turn.utterance.text for turn in turns))
        spoken: list[tuple[str, str, bool]] = []
        parts = list(self._parts(now))
        for part in parts:
            known = {**values, **part.values}
            known |= {key: with_capitals(known[key]) for key in _DATES & known.keys()}
            # What fits comes first; what does not is at least no repetition.
            ranked = (sayable(for_the_end(part.lines, decision), now.holds), part.lines)
            line = next(
                filter(None, (pick(some, temperament.id, known, used, draw, said_so) for some in ranked)),
                None,
            )
            if line is None:
                continue
            wants_lead = (
                part.lead
                and len(parts) < 3
                and not (decision.answer or decision.cool)
                and draw.random() < 0.5
            )
            lead = pick(part.lead, temperament.id, known, used, draw, said_so) if wants_lead else None
            for chosen in (lead, line):
                if chosen is not None:
                    used.add(chosen.id)
                    said_so |= images(chosen.text)
                    spoken.append((chosen.id, chosen.text.format(**known), part.kept))
                    # One use of the user's words in a turn sounds attentive, two sound like a parrot.
                    if chosen.slots & TAKES_UP:
                        values = {key: value for key, value in values.items() if key not in TAKES_UP}
        if not spoken:  # every fitting line was said in this talk already
            spoken = [self._spare(now, values, used)]
        spoken = within(spoken)
        text = joined(text for _, text, _ in spoken)
        if aloud:
            aloud(text)
        return Utterance(text, tuple(line_id for line_id, _, _ in spoken))

    def _parts(self, now: Moment) -> Iterator[Part]:
        decision, lines, draw = now.decision, now.lines, now.draw
        remark, reaction = f"on_{decision.remark}", decision.reaction
        # Praise and "that is settled" say the same thing; one of them is enough.
        if decision.remark == "strong" and now.is_hard:
            remark = ""
        elif decision.remark == "strong" and reaction is not None and reaction.move is Move.SETTLE:
            remark, reaction = (remark, None) if draw.random() < 0.4 else ("", reaction)
        # Nor is an answer praised without reserve that deals with half of the worry.
        if decision.remark == "strong" and Move.EASE in (decision.move, reaction and reaction.move):
            remark = ""
        if now.news:
            yield Part(marked(lines["on_news"], now.news), kept=True)
            remark = ""
        if decision.move in _HEARS and not decision.departure and (offer := counter(now)):
            yield Part(lines["on_counter"], values={"sum": offer}, kept=True)
            remark = ""
        replied = answer(now, now.types)
        # A yes comes before what else was asked; who leaves hears the answer first, and then the farewell.
        yes_first = decision.move in _GRANTS and not (decision.departure or replied.first)
        if (
            decision.remark in ("departs", "firm") and decision.move not in _GRANTS
        ):  # taken in before what was asked beside it is answered
            yield Part(lines[remark], kept=True)
            yield from replied.parts
        elif replied.parts and not yes_first:
            if decision.remark in ("jab", "relents"):
                yield Part(lines[remark], kept=decision.remark == "relents")
            yield from replied.parts
            if decision.remark == "softened" and decision.move in _ON_IT:
                yield Part(_to_the_softer(now))
                return  # one question at a time
        elif decision.remark == "figure":
            yield Part(lines["on_figure"], values={"now": decision.clash[0].strip(" .!")}, kept=True)
            return  # one question at a time
        elif decision.clash:
            before, then = (words.strip(" .!") for words in decision.clash)
            yield Part(lines["on_clash"], values={"before": before, "now": then}, kept=True)
            return  # one question at a time
        elif (
            decision.remark in _NOTHING_SAID
            and decision.move in (Move.PRESS, Move.EASE)
            and takes_on(now.said)
        ):
            yield Part(lines["on_step"])  # a step promised is heard, though it answers nothing yet
        elif remark in lines and decision.remark != "question" and decision.move is not Move.PIN_DOWN:
            taken_up = _to_the_softer(now) if decision.remark == "softened" else lines[remark]
            yield Part(_about_no_leaving(taken_up) if _past_them(decision) else taken_up)
            if decision.remark in ("withdraws", "postponed") and decision.move is Move.LEAVE_OPEN:
                return  # whoever takes the ask back is not told that the time is up
            if decision.remark == "softened" and decision.move in _ON_IT:
                return  # one question at a time
        elif decision.remark == "aside" and decision.move is not Move.PIN_DOWN:
            yield Part(marked(lines["grants"], "cover"))
        if reaction is not None and not replied.reaction:
            if reaction.move is Move.EASE:
                yield Part(idea_taken_up(now, reaction.concern))
            yield self._concern_part(reaction.move, reaction.concern, now)
        if not replied.move:
            yield from self._move(now)
        if yes_first:
            yield from replied.parts

    def _move(self, now: Moment) -> Iterator[Part]:
        """What the manager does now, in words."""
        decision, lines, draw = now.decision, now.lines, now.draw
        if decision.cites is not None and decision.concern is not None:
            cited = now.scenario.excerpts[decision.cites]
            # What is written there takes the place of what else they would say about this worry, and of its introduction.
            values = {"document": cited.called, "quote": cited.said}
            yield Part(now.types[decision.concern].lines["cite"], values=values)
        elif decision.move in (*_CONCERN_KEYS, Move.OFFER_IDEA) and decision.concern is not None:
            again = decision.move is Move.PRESS and not decision.answer
            fact = reason(now) if again or decision.move is Move.RAISE else None
            if fact and decision.move is Move.RAISE:
                yield from with_reason(now, now.types[decision.concern], fact)
                return
            alone = decision.reaction is None and not (
                decision.remark or decision.answer or now.is_hard or now.news
            )
            if decision.move is Move.RAISE and decision.concern == "coverage":
                # Whoever was named before is asked about, not overlooked.
                yield Part(tuple(line for line in lines["recall"] if "earlier_person" in line.slots))
            elif decision.move is Move.RAISE and alone and draw.random() < 0.6 and not now.worried:
                yield Part(lines["heard_ask"])
            if fact:
                yield because(now, fact)
            else:
                yield Part(granted(now))
            raised = self._concern_part(decision.move, decision.concern, now)
            if now.is_hard and decision.move is Move.RAISE and not decision.given and not decision.answer:
                yield from with_a_demand(raised, now.types[decision.concern], now)
            else:
                yield raised
        elif decision.move is Move.PROBE:
            urges = decision.remark == "departs"
            key = "stay" if urges else "probe_open" if decision.remark == "open" else "probe"
            yield Part(lines[key], kept=urges)
        elif decision.move is Move.GREET:
            remote = now.scenario.user.work_mode == "remote" and draw.random() < 0.6
            yield Part(lines["greet_remote" if remote else "greet"])
        elif decision.move is Move.PIN_DOWN:
            # A day that cannot be said back ("since March") is none; which day, then?
            day = last_day(now.said)
            vague = decision.answer == "date" and (day is None or day.endswith("days"))
            key = "pin_which" if vague else "easy" if decision.answer == "still" else f"pin_{decision.answer}"
            key = key if key in lines else decision.answer or "pin_refuse"
            yield Part(lines[key], values={"date": day} if day else {})
        else:
            yield from self._last(now)

    def _last(self, now: Moment) -> Iterator[Part]:
        """What they say where no worry is left to raise, and to the end: what a yes is to and leaves open, why it is none."""
        decision, lines, draw = now.decision, now.lines, now.draw
        if decision.move is Move.ASK_NEXT_STEPS and draw.random() < _RECALLS:
            yield Part(tuple(line for line in lines["recall"] if line.slots))
        if decision.why:
            yield why_not(now)
        after_yes = decision.move is Move.PART and decision.outcome is not Outcome.NOT_NOW
        what = deal(now) if decision.move in _GRANTS and not decision.departure else None
        said = told_already(now)
        key = "done" if after_yes else decision.move.value
        if decision.move in _GRANTS and now.decided_above:
            of = "trial" if decision.move is Move.AGREE_TRIAL else ""
            passed_on = marked(lines["agree_above"], of)
            # Where nobody has spoken of those above, whoever fills the post need not be there.
            named = now.told_above or not (open_ := tuple(x for x in passed_on if not _UP.search(x.text)))
            yield Part(passed_on if named else open_, kept=True)
        else:
            key = "agree_part" if decision.move is Move.AGREE and decision.rest == "money" else key
            cool = marked(lines[key], _COOL) if decision.cool else ()
            warm = tuple(line for line in lines[key] if line.of not in (*said, _COOL))
            if what:  # a yes that says to what is a short one
                warm = tuple(line for line in warm if len(line.text.split()) <= _SHORT_YES) or warm
            yield Part(cool or warm, kept=True)
        if what:
            yield Part(lines["yes_to"], values={"deal": what})
        if at_once := said_now(now):
            yield at_once
        if takes_their_part(now):
            yield Part(lines["will_do"], kept=True)
        if decision.move in _GRANTS and decision.rest:
            if decision.rest == "money" and (fact := no_money(now)):
                yield because(now, fact)
            yield self._left_open(now)
        if decision.answer == "seal":
            yield Part(tuple(line for line in lines["seal"] if line.of not in said))

    def _left_open(self, now: Moment) -> Part:
        """What a yes does not grant: the money, named where the user has named it, or the worry that is half met."""
        if now.decision.rest in now.types:
            return Part(now.types[now.decision.rest].lines["stays"], kept=True)
        return money_part(now, "rest")

    def _spare(self, now: Moment, values: Mapping[str, str], used: set[str]) -> tuple[str, str, bool]:
        """A line that can be said to anything; one that was said before only where none is left."""
        groups = [now.lines["on_question"], now.lines["recall"], now.lines["probe"]]
        if now.decision.concern is not None:
            press = plain(now.types[now.decision.concern].lines["press"])
            groups.insert(0, sayable(press, now.holds) or press)
        for known in (used, set[str]()):
            for group in groups:
                if line := pick(group, now.temperament.id, values, known, now.draw):
                    return line.id, line.text.format(**values), True
        raise AssertionError(
            "the knowledge has no lines without slots; tests/test_temperaments.py holds that it has"
        )

    def _concern_part(self, move: Move, concern: str, now: Moment) -> Part:
        if move is Move.OFFER_IDEA:
            return Part(now.types[concern].lines["idea"], now.lines["offer_idea"])
        key, kind = _CONCERN_KEYS[move], now.types[concern]
        if (
            move in (Move.PRESS, Move.RAISE)
            and concern == now.decision.concern
            and (missing := lacking(kind, now) or kept(kind, now))
        ):
            return Part(missing)
        # Whoever has just been told that a worry is settled is not accused in the same breath.
        lead = () if now.decision.reaction and move is Move.PRESS else now.lines.get(f"lead_{key}", ())
        if not now.voiced(concern) and (unasked := marked(kind.lines[key], UNASKED)):
            return Part(unasked)
        if move is Move.EASE and saved_before(now.said) and (spent := marked(kind.lines[key], SPENT)):
            return Part(spent)
        lines = fitting_quotes(plain(kind.lines[key]), kind, now)
        if move is Move.EASE and idea_taken_up(now, concern):
            lines = tuple(line for line in lines if line.of != _SEES_IT and not line.slots)
        return Part(_grounded(lines, now.decision.made) if move in _YIELDS else lines, lead)


def _past_them(decision: Decision) -> bool:
    """Whether the threat was to go past the boss: one of leaving puts loyalty on the table (``engine/step.py``)."""
    return decision.remark == "ultimatum" and decision.concern != "loyalty"


def _to_the_softer(now: Moment) -> tuple[Line, ...]:
    """What they say to an offer made softer: what then, or, where the user asks that, an answer to it."""
    return marked(now.lines["on_softened"], WHAT_THEN if asks_what_then(now.said) else "")


def _about_no_leaving(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(line for line in lines if not _LEAVING.search(line.text))


def _grounded(lines: Sequence[Line], made: frozenset[str]) -> tuple[Line, ...]:
    """The lines that let go of a worry for no reason that the turn did not give."""
    return tuple(line for line in lines if line.of not in _GROUNDS or line.of in made)
