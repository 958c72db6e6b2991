"""Each worry that came up: where, what the user answered, what it changed, and what would answer it where it is open."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.debriefing.conduct import spoils
from assistant.debriefing.facts import Facts
from assistant.debriefing.lines import Lines
from assistant.debriefing.log import OPEN, Exchange, state_of
from assistant.debriefing.quoting import until_stop
from assistant.debriefing.signs import STAYING, gives, plain
from assistant.debriefing.steps import NOT_ASKED
from assistant.debriefing.wording import closing
from assistant.domain import Concern, ConcernState, Turn, WorryNote
from assistant.text.quotes import within
from assistant.text.segment import sentences

_NOT_TAKEN_BACK = re.compile(
    r"\bi (?:didn't|did not|haven't|have not|never|am not|wasn't) (?:take|took|taken|taking|change|changed|changing|drop|dropped|say|said|saying|withdraw|withdrew)\b|"
    r"\bi(?:'m| am) not (?:taking|changing|dropping|withdrawing)\b|\bi only (?:said|meant)\b|\b(?:that|it|this|everything|nothing|all of it|the rest)(?: still| has)? (?:stands|stays|holds|changed)\b"
)


def worries(
    turns: Sequence[Turn],
    said: Sequence[Exchange],
    lines: Lines,
    own: Facts,
    praised: Collection[int] = (),
    leaves: int | None = None,
) -> tuple[WorryNote, ...]:
    """The worries in the order in which they came up.

    :param praised: the turns of which it is told elsewhere why they worked.
    :param leaves: the turn in which the user said that they go: whether they stay is answered then.
    """
    state = turns[-1].state
    came_up = [one for one in state.concerns if one.state is not ConcernState.DORMANT]
    came_up.sort(key=lambda one: one.raised_at or 0)
    notes = [_note(one, turns, said, lines, own, praised, leaves) for one in came_up]
    first = {note.answer: note.concern for note in reversed(notes) if note.answer}
    again = [bool(note.answer) and first[note.answer] != note.concern for note in notes]
    return tuple(replace(note, answer="Ask the same here.") if twice and not note.used else note for note, twice in zip(notes, again, strict=True))  # fmt: skip


def _note(
    concern: Concern,
    turns: Sequence[Turn],
    said: Sequence[Exchange],
    lines: Lines,
    own: Facts,
    praised: Collection[int],
    leaves: int | None,
) -> WorryNote:
    kind = lines.types[concern.id]
    tried = [one for one in said if one.concern == concern.id]
    answers = [one for one in tried if gives(one, kind)]
    decisive = _decisive(concern, tried, answers, said, lines)
    raised = _raised(concern, turns)
    settled = concern.state is ConcernState.SETTLED
    gone = leaves is not None and concern.id == STAYING
    answer, used = (
        ("", ())
        if settled or gone
        else closing(kind, tried, own, said, decisive.number if decisive else None)
    )
    return WorryNote(
        concern=concern.id,
        state=concern.state,
        states=tuple(state_of(turn.state, concern.id) for turn in turns),
        turn=decisive.number if decisive else None,
        quote=lines.quote(decisive) if decisive else "",
        why=f"You told them that you go (turn {leaves}). There is no better answer to it than the plain one."
        if gone
        else _why(concern, answers, decisive, lines, praised, said),
        raised=raised.number if raised else None,
        asked=lines.boss.raising(raised, concern.id) if raised else "",
        reaction=_reaction(concern, decisive, lines) if decisive else "",
        answer=answer,
        used=used,
    )


def _raised(concern: Concern, turns: Sequence[Turn]) -> Turn | None:
    """The turn in which the manager brought it up; None where it was settled without ever being said."""
    turn = next((turn for turn in turns if turn.number == concern.raised_at), None)
    said = turn is not None and concern.id in (turn.state.current, turn.decision.concern)
    return turn if said else None


def _decisive(
    concern: Concern,
    tried: Sequence[Exchange],
    answers: Sequence[Exchange],
    said: Sequence[Exchange],
    lines: Lines,
) -> Exchange | None:
    """The turn after which the worry was where it is, whatever was on the table then; where none was, the last answer."""
    if concern.state in (ConcernState.SETTLED, ConcernState.EASED):
        became = [one for one in reversed(said) if concern.id in (*one.settled, *one.eased)]
        # Who only set right what the boss had misheard had answered it the first time.
        became = [one for one in became if not _set_right(concern, one, said)] or became
        if became and (words := _spoke_to_it(concern, became[0], lines, said)):
            return words
        return next(iter(became), None) or next((one for one in reversed(tried) if one.moved_on), None)
    last = answers or tried
    return last[-1] if last else None


def _spoke_to_it(
    concern: Concern, moved: Exchange, lines: Lines, said: Sequence[Exchange]
) -> Exchange | None:
    """Where the turn that moved a worry holds no word for it, or only hard ones: the last other turn that plainly answered it; None where none did.

    What settled it was answered before; what is half open may have got its answer after.
    """
    settled = concern.state is ConcernState.SETTLED
    if lines.earns(moved, concern.id) and not spoils(moved):
        return None
    if settled and moved.concern == concern.id and not _asks_back(moved.said):
        return None  # it was the answer to what they had asked, however it is put
    near = [one for one in said if (one.number < moved.number) is settled and one is not moved]
    near = [one for one in near if one.number > (concern.raised_at or 0)]
    fits = [one for one in near if lines.earns(one, concern.id) and not spoils(one)]
    return next(reversed([one for one in fits if one.concern == concern.id] or fits), None)


def _asks_back(said: str) -> bool:
    """Whether a turn begins with a question of the user's own."""
    first = next(iter(sentences(said)), None)
    return first is not None and first.text.endswith("?")


def _reaction(concern: Concern, one: Exchange, lines: Lines) -> str:
    if concern.state in OPEN and one.turn.state.current == concern.id:
        return lines.boss.raising(one.turn, concern.id)
    return lines.boss.reaction(one.turn, concern.id)


def _why(
    concern: Concern,
    tried: Sequence[Exchange],
    decisive: Exchange | None,
    lines: Lines,
    praised: Collection[int],
    said: Sequence[Exchange],
) -> str:
    """What it changed, from the states alone; praise and its reason only where the turn plainly speaks to the worry.

    :param tried: the turns that answered it; a question of the user's is none, whatever came of it.
    """
    if concern.state is ConcernState.SETTLED and decisive is None:
        return "You had answered it before it came up."
    fell = _fall(concern, said)
    if fell and decisive and decisive.number < fell.number and concern.state is ConcernState.SETTLED:
        fell = None  # that it came up again was a misunderstanding
    if concern.state is ConcernState.SETTLED and decisive is not None:
        told = decisive.number in praised
        why = "" if told else lines.reason(decisive, concern.id)
        more = f" {why}" if why else ""
        if fell is not None:
            return f"{_came_back(concern, fell, said)}{_went_into(concern, fell, decisive, said)}{more}"
        return why
    if concern.state is ConcernState.EASED:
        return ""
    if fell is not None:
        return _came_back(concern, fell, said)
    return "" if tried or decisive else "It came up, and the talk went on before you answered it."


def _set_right(concern: Concern, one: Exchange, said: Sequence[Exchange]) -> bool:
    """Whether a turn that settled a worry again only says that nothing of the first answer was taken back."""
    before = any(concern.id in other.settled for other in said if other.number < one.number)
    return before and bool(_NOT_TAKEN_BACK.search(plain(one.said)))


def _fall(concern: Concern, said: Sequence[Exchange]) -> Exchange | None:
    """The last turn after which a settled worry was open again; None where it never fell."""
    settled = ConcernState.SETTLED
    return next(
        (one for one in reversed(said) if state_of(one.before.state, concern.id) is settled and state_of(one.turn.state, concern.id) is not settled),
        None,
    )  # fmt: skip


def _came_back(concern: Concern, fell: Exchange, said: Sequence[Exchange]) -> str:
    """That it had been settled and where it came up again, with the words that the boss took for the cause."""
    first = next((one.number for one in reversed(said) if one.number < fell.number and concern.id in one.settled), None)  # fmt: skip
    start = f"You had settled it in turn {first}" if first is not None else "It had been settled"
    back = fell.turn.reading.takes_back if fell.turn.reading else ()
    # That somebody was not asked yet shakes only who does the work; to any other worry it is honesty, and no slip.
    back = () if back and concern.id != "coverage" and NOT_ASKED.search(back[-1].replace("’", "'")) else back
    cause = f", after “{within(until_stop(back[-1])).rstrip('.')}”" if back else ""
    return f"{start}; it came up again in turn {fell.number}{cause}."


def _went_into(concern: Concern, fell: Exchange, last: Exchange, said: Sequence[Exchange]) -> str:
    """How many turns it took to settle it once more."""
    spent = [one for one in said if fell.number < one.number <= last.number and one.concern == concern.id]
    turns = "one more turn" if len(spent) == 1 else f"{len(spent)} more turns"
    return f" It took {turns} to settle it again; this did it."
