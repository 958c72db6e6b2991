"""What is left loose after a talk, as far as the log is sure of it: questions and ideas that were left, conditions, days that nobody named."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from assistant.debriefing.agreed import BOSS, BOTH, YES, YOU, Deal, said_yes
from assistant.debriefing.clauses import asks_of
from assistant.debriefing.granting import Wish
from assistant.debriefing.log import OPEN, Boss, Exchange, state_of
from assistant.debriefing.questions import unanswered
from assistant.debriefing.smaller import begins_small
from assistant.debriefing.sums import names_money
from assistant.debriefing.when import days
from assistant.domain import ConcernState, Move, Outcome, Promise, Turn
from assistant.text.quotes import within
from assistant.text.segment import sentences

_STILL = {"actions": "who does what", "date": "when you look at it again"}
_MOST, _WISHES = 3, 2
_WHO_DOES = re.compile(
    r"\b(?:who|which of us|which part|part|bit|mine|yours|step|steps|expect|taking away|take away|first|by when|what happens|goes on|go on|help|from me|from you|of me)\b",
    re.I,
)
"""What asks who does what, and when; "How do we know that it worked?" asks something else."""
_ASKS_WHEN = re.compile(r"\b(?:when|(?:what|which) (?:day|date|week|time))\b", re.I)
_YOURS = re.compile(r"\W*(?:from |of )?you(?:r|rs)?\b|both of", re.I)
_YOU = re.compile(r"^.*?\byou(?:['’]ll| will)? (?!and\b)", re.I)
"""Up to the doer, so that "by Friday you send it" is told as what they were asked to do."""


def open_ends(
    found: Deal,
    turns: Sequence[Turn],
    said: Sequence[Exchange],
    boss: Boss,
    *,
    sponsors: bool,
) -> tuple[str, ...]:
    """What is left loose, the weightiest first.

    :param sponsors: whether a boss of this temperament ever says yes.
    """
    outcome = turns[-1].state.stands
    ends = list(_added(said))
    if outcome in YES:
        ends += _of_a_yes(found, turns, boss)
    if outcome is Outcome.NOT_NOW:
        ends += _of_a_no(found, turns, sponsors=sponsors)
    if outcome is Outcome.NOT_NOW and found.offered:
        ends.append(
            f"You said that you would do this, and it stands without their yes: {_listed(found.offered)}."
        )
    if outcome is Outcome.LEFT_OPEN:
        ends += (
            [f"You took this on, and nothing is agreed yet: {_listed(found.offered)}."]
            if found.offered
            else []
        )
    if outcome in YES or outcome is Outcome.LEFT_OPEN:
        ends += _asked_how(turns, found)
    if found.unasked and (outcome in YES or outcome in (Outcome.LEFT_OPEN, Outcome.NOT_NOW)):
        words, turn = found.unasked
        ends.append(
            f"Somebody whom you count on has not said yes yet (“{within(words.rstrip(' .,;'))}”, turn {turn}). Ask them before you build on it."
        )
    if outcome in YES or outcome in (Outcome.LEFT_OPEN, Outcome.NOT_NOW):
        ends += [f"In turn {wish.turn} you {_asked_them(wish)} and heard no answer to that." for wish in found.unanswered[-_WISHES:]]  # fmt: skip
        ends += [f"In turn {wish.turn} you {_asked_them(wish)}. Their yes does not name it, so put it into your note." for wish in found.unnamed]  # fmt: skip
    dated = {one.turn for one in found.promises if one.when and one.who != YOU}
    return (*ends, *_questions(said, ends, dated), *_ideas(turns, said, boss))


def _added(said: Sequence[Exchange]) -> Iterator[str]:
    """What the user asked for beside the yes, or after it, and was turned down for the day."""
    for one in said:
        if one.turn.decision.remark == "added" and one.turn.reading is not None:
            words = within(one.turn.reading.adds)
            yield f"This is not agreed: “{words}” (turn {one.number}). It was new at the end, and they turned it down for today. Ask for it another time, by itself."


def _questions(said: Sequence[Exchange], told: Sequence[str], dated: Collection[int]) -> Iterator[str]:
    """What they did not know, and the direct question that went unanswered, the one that was put oftenest, unless it is told already.

    :param dated: the turns with a day on which the boss does something: whoever asked when, and then set it, has the answer.
    """
    found = [
        one
        for one in unanswered(said)
        if not any(within(one.quote.rstrip("?")) in text for text in told)
        and not (_ASKS_WHEN.search(one.quote) and any(turn > one.turns[-1] for turn in dated))
        and not (
            not one.unknown and _ASKS_WHEN.search(one.quote) and _named_by_themselves(one.turns[-1], said)
        )
    ]
    unknown = {within(one.quote): one.turns[-1] for one in found if one.unknown}
    if unknown:
        asked = " and ".join(f"“{quote}” (turn {turn})" for quote, turn in list(unknown.items())[-2:])
        yield f"You asked {asked}, and they did not know. Find it out, or ask them by when they will."
    if found := [one for one in found if not one.unknown and within(one.quote) not in unknown]:
        most = max(found, key=lambda one: (len(one.turns), one.turns[-1]))
        where = f"turn{'s' if len(most.turns) > 1 else ''} {', '.join(map(str, most.turns))}"
        yield f"You asked “{within(most.quote)}” ({where}), and they did not say. Ask it once more, alone, in one sentence."


def _named_by_themselves(turn: int, said: Sequence[Exchange]) -> bool:
    """Whether the user, who asked for a day, named it then or in the next turn, and that settled what was on the table."""
    table_ = {one.number: one.concern for one in said}
    near = (one for one in said if one.number in (turn, turn + 1) and days(one.said))
    return any(table_[turn] in one.settled for one in near)


def _asked_them(wish: Wish) -> str:
    """What the user asked the boss to do: their whole question, or the statement as it goes on ("asked them to “send it on Friday”")."""
    if wish.question:
        return f"asked “{within(wish.question)}”"
    if asks_of(wish.words):
        return f"said “{within(wish.words)}”"
    if ":" in wish.words.split(" ")[0] or not (found := _YOU.match(wish.words)):
        return (
            f"named {'what they would do' if _YOURS.match(wish.words) else 'this'} (“{within(wish.words)}”)"
        )
    return f"asked them to “{within(wish.words[found.end() :])}”"


def _of_a_yes(found: Deal, turns: Sequence[Turn], boss: Boss) -> Iterator[str]:
    yes = said_yes(turns)
    left = boss.left_out(yes) if yes else ""
    if found.terms.asked and not (found.sure or turns[-1].state.departure):
        yield "You asked in several pieces, and none says all of it. Write down the last wording yourself, and have it confirmed."
    if yes and left:
        yield f"Their yes leaves this out: “{within(left)}” (turn {yes.number})."
    if found.cut_short and not found.close:
        yield "The talk ended on their yes, before you could close it. Send them today who does what first, and the day on which you look at it."
    elif not found.any_day:
        yield "Nobody named a day. Send a note today, and put one in it."
    for turn in dict.fromkeys(turn for _, turn in found.hangs_on):
        words = " ".join(words for words, at in found.hangs_on if at == turn)
        yield f"It still hangs on this, in your own words: “{within(words)}” (turn {turn})."
    theirs = any(names_money(turn.utterance.text) for turn in turns)
    if found.last and found.terms.sums:
        pass  # they were told the sums once more, and went along
    elif len(found.terms.sums) > 1 and not (theirs or found.terms.staged):
        yield _which_sum(found)
    elif (
        found.terms.priced
        and not (found.smaller or left or (yes and boss.grants_money(yes)))
        and (sum_ := _unsaid_sum(found, turns))
    ):
        yield f"You asked for “{sum_}” (turn {found.terms.asked_in}), and they never said that sum. Have it confirmed before you count on it."
    sizes = re.findall(r"\d+", f"{found.terms.whole} {found.second[0]}" if found.second else "")
    named = yes and set(sizes) & set(re.findall(r"\d+", yes.utterance.text))
    if found.second and not (named or found.smaller or found.part or found.last):
        words, turn = found.second
        yield f"You offered a second way yourself (“{within(words)}”, turn {turn}), and their yes does not say which of the two it is. Write down the first, and have it confirmed."
    if found.goes_well:
        pass  # the rest of it follows by what they said yes to, so that nothing was given up
    elif found.smaller and found.sure and not found.last and len(found.terms.sums) < 2:
        asked, turn, less, later = found.smaller
        yield f"You asked for more (“{within(asked)}”, turn {turn}) than you came down to (“{within(less)}”, turn {later}). What they agreed to is the second; say so in your note."
    elif (part := found.part) and part.turn > found.terms.asked_in and begins_small(part.quote):
        yield f"It came down to a part, to steps or to a trial in turn {part.turn} (“{within(part.quote)}”). That is what they said yes to; say so in your note."
    if (
        found.promises
        and not (found.unanswered or found.gave)
        and all(one.who == YOU for one in found.promises)
    ):
        yield "All of it is yours to do. Ask what they do, and by when."


def _unsaid_sum(found: Deal, turns: Sequence[Turn]) -> str:
    """The sum that the user asked for, where the boss never said its number; empty where it was given up, or said."""
    numbers = [(words, re.sub(r"\D", "", words)) for words, _ in found.terms.sums[:1]]
    said = re.sub(r"(?<=\d)[.,](?=\d)", "", " ".join(turn.utterance.text for turn in turns))
    return next((words for words, digits in numbers if digits and digits not in said), "")


def _which_sum(found: Deal) -> str:
    """The sums that the user named one below the other, of which the boss took none by name."""
    (first, asked), *lower = found.terms.sums
    steps = " and then ".join(f"“{words}” (turn {turn})" for words, turn in lower)
    return (
        f"You named “{first}” (turn {asked}) and then {steps} yourself, before they had named one of theirs. "
        "Their yes names none: write down which one you mean. Next time wait for their answer to the first."
    )


def _of_a_no(found: Deal, turns: Sequence[Turn], *, sponsors: bool) -> Iterator[str]:
    if turns[-1].state.evaded:
        yield "You asked, and they would not be pinned down."
    elif not found.day and found.proposed:
        day, turn = found.proposed
        spoken = any(day in one.utterance.text for one in turns if one.number >= turn)
        if not spoken and not any(day in wish.words for wish in found.unanswered[-_WISHES:]):
            yield f"You named {day} (turn {turn}), and they did not take it up. Ask for it in writing."
    elif not found.day:
        yield "There is no day yet on which you look at it again. Ask for one in writing."
    yield from _bargained(found, turns)
    if not sponsors:
        yield "A boss of this kind does not stand up for you: hold them to what they said, and look for somebody who will."


def _bargained(found: Deal, turns: Sequence[Turn]) -> Iterator[str]:
    """What was given in a talk that granted nothing: a step down without one of theirs, a figure without theirs."""
    theirs = any(names_money(turn.utterance.text) for turn in turns)
    if found.smaller and found.terms.came_down:
        *_, less, later = found.smaller
        figure = " or named a figure" if found.terms.priced and not theirs else ""
        yield (
            f"You came down in turn {later} (“{within(less)}”) before they gave anything{figure}. "
            "Ask first what they would give for it."
        )
    elif found.terms.priced and not theirs:
        yield f"You named a figure (turn {found.terms.asked_in}) and heard none of theirs. Ask for it before you change yours."


def _listed(promises: Sequence[Promise]) -> str:
    sides = {YOU: "your part", BOSS: "their part", BOTH: "both of you"}
    shown = [f"“{within(one.quote)}” ({sides[one.who]}, turn {one.turn})" for one in promises]
    return "; ".join(shown[:_MOST])


def _asked_how(turns: Sequence[Turn], found: Deal) -> Iterator[str]:
    """The manager's question how it goes on, with what of it nobody said."""
    asked = [turn for turn in turns if turn.decision.move is Move.ASK_NEXT_STEPS]
    last = [part.text for part in sentences(turns[-1].utterance.text) if part.text.endswith("?")]
    if (
        last
        and turns[-1].state.outcome is None
        and not _told(found, turns[-1].number)
        and (
            turns[-1].decision.move in (Move.ASK_NEXT_STEPS, Move.PROBE)
            or turns[-1].decision.answer == "seal"
        )
    ):
        yield f"They asked “{within(last[-1])}” (turn {turns[-1].number}), and it ended before you answered."
        return
    named = {"actions": bool(found.promises or found.offered), "date": found.any_day}
    closed = turns[-1].state.closed_with
    lacking = [words for what, words in _STILL.items() if what not in closed and not named[what]]
    questions = [
        part.text for turn in asked[:1] for part in sentences(turn.utterance.text) if part.text.endswith("?")
    ]
    if questions and lacking and _WHO_DOES.search(questions[-1]):
        yield f"They asked “{within(questions[-1])}” (turn {asked[0].number}); not said: {' and '.join(lacking)}."


def _told(found: Deal, turn: int) -> bool:
    """Whether the user had said in that very turn who does what."""
    return found.close_turn == turn or any(one.turn == turn and not one.by_boss for one in found.promises)


def _ideas(turns: Sequence[Turn], said: Sequence[Exchange], boss: Boss) -> Iterator[str]:
    """The last idea of the manager's on a worry that stayed open, where the user went past it."""
    last = turns[-1].state
    after = {one.before.number: one for one in said}
    for turn in reversed(turns):
        one, concern = after.get(turn.number), turn.decision.concern or ""
        if turn.decision.move is not Move.OFFER_IDEA or state_of(last, concern) not in (
            *OPEN,
            ConcernState.EASED,
        ):
            continue
        reading = one.turn.reading if one else None
        words = boss.idea(turn)
        if words and (one is None or (reading is not None and reading.level == 0 and not one.moved_on)):
            where = "and the talk ended there" if one is None else "and you went past it"
            yield f"They gave you an idea, {where}: “{within(words)}” (turn {turn.number}). Take it up next time."
            return
