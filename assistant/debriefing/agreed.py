"""What was agreed: who does what, in the words of whoever said it, and on which day it is looked at again.

The one place that knows this: the parts of the talk, the result and what to practise all ask :class:`Deal`. What one says that the
other does counts only where the other then said yes to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.debriefing.clauses import (
    BOSS,
    BOTH,
    YOU,
    asks_for,
    handed,
    pieces,
    requested,
    says_yes,
    tagged,
)
from assistant.debriefing.conduct import THREAT, remarks
from assistant.debriefing.log import Exchange
from assistant.debriefing.signs import plain
from assistant.debriefing.terms import Terms, terms
from assistant.debriefing.when import confirmed, says_back, when
from assistant.domain import Move, Outcome, Promise, Turn
from assistant.text.segment import clauses, sentences
from assistant.text.spans import find_spans
from assistant.writing.wording import stems

__all__ = ["BOSS", "BOTH", "YES", "YOU", "Deal", "deal", "pieces"]

_TOGETHER = re.compile(
    r"\b(?:we|us|you|together|look\w*|review\w*|meet\w*|talk\w*|judge|decide|sit|check|come back|again|both|propose|deadline|until|till|by)\b",
    re.I,
)
_WE_LOOK = re.compile(r"\b(?:we|you and i|you and me|you|together|with you|with me)\b", re.I)
_LOOK = re.compile(
    r"\b(?:look|review\w*|meet|talk|judge|decide|sit down|check|again|compare|yes or no|decided|diary|calendar)\b",
    re.I,
)
_BOSS_DOES = re.compile(
    r"\bi(?:'ll| will)(?: also| then| gladly)? (?:sign|reopen|look at|tell|talk|ask|stand up|take it|put|write|do|bring|come back|decide|support|back|raise|speak|"
    r"forward|arrange|book|announce|mention|send|call|check|confirm|make|give|let)\b",
    re.I,
)
_FIRM = re.compile(r"\b(?:i|we)(?:['’]ll| will| shall)\b", re.I)
_DATED = re.compile(r"\d|\b(?:today|tonight|tomorrow|next|week of|end of|start of|beginning of)\b", re.I)
_GIVES = re.compile(
    r"\b(?:could|can|will|would|i'd like|i want|i need) you (?:to )?(?:ask|tell|talk|speak|send|sign|check|forward|write|give|pay|put|publish|decide)\b|"
    r"\byou(?:'ll| will)? (?:ask|tell|talk|speak|send|sign|check|forward|write|publish|pass|mention|decide|put)\b"
)
"""What gives the boss something to do, in any form."""
_HABITS = frozenset({"do", "keep", "run", "come", "go", "take", "make", "cover"})
"""Verbs that say how things are as often as what will be done."""
_BEGINS = frozenset({"start", "begin", "lead", "try"})
_MOST, _FEWEST = 4, 3
_SAME = 0.75
"""Share of the shorter one's words from which on two promises are one."""
_SETTLES_NOTHING = re.compile(r"\bwhere i have to\b|\bdo my (?:part|bit|best|share)\b", re.I)
_EITHER = re.compile(r"\bor (?:shall|should|do|does|would|could|can|will) (?:i|you|we)\b", re.I)
"""A question which of the two does it is answered by no yes."""
_DENIES = re.compile(r"\b(?:not|never|if)\b|n't\b|\byes\b[^.]*\bno\b", re.I)
_PLANS = re.compile(rf"{_LOOK.pattern}|\b(?:let's|propose|deadline|then|start|begin|first|by)\b", re.I)
_SUMS_UP = re.compile(
    r"\b(?:(?:so )?what (?:have we got|do we have|we (?:have|take away|agreed))|(?:to|let me) sum (?:it |this )?up|in short|our plan|the plan(?: is)?|so we have|agreed|then)\b[^:]{0,20}:",
    re.I,
)
_WAITS = re.compile(
    r"\bif (?!(?:i|you|we|it|they|that|this|there|not)\b)[^,.;]*\b(?:says?|agrees?|refuses?|confirms?|approves?|allows?|decides?|signs?|answers?)\b|"
    r"\bnot (?:yet )?(?:confirmed|approved|signed|decided) yet\b|\bnot yet (?:confirmed|approved|signed|decided)\b|\bwaiting for [A-Z]\w+",
    re.I,
)
YES = frozenset({Outcome.AGREED, Outcome.TRIAL_AGREED})
_LAST_WORD = frozenset({Move.AGREE, Move.AGREE_TRIAL, Move.NOT_NOW, Move.PIN_DOWN, Move.PART})


@dataclass(frozen=True)
class Deal:
    """What the talk left both with. ``day``: on which it is looked at again, in the user's words (``day_turn``: where).

    ``offered``: what the user took on in a talk in which nothing was decided; ``unanswered``: what they asked the boss to do and
    got no yes to, with the turn; ``proposed``: the last day that they named for the two of them. ``hangs_on``: (sentence, turn) of what the close
    makes depend on somebody's word. ``terms``: what was asked beside what of it was given up.

    ``gave``: whether the user gave the boss anything to do. ``cut_short``: whether the boss's yes ended the
    talk before they had asked how it goes on. ``close``: the whole sentence that closes the talk, and ``close_turn``. ``any_day``: whether anybody named any time at all.
    """

    promises: tuple[Promise, ...] = ()
    day: str = ""
    day_turn: int | None = None
    close: str = ""
    close_turn: int | None = None
    any_day: bool = False
    hangs_on: tuple[tuple[str, int], ...] = ()
    terms: Terms = field(default_factory=Terms)
    offered: tuple[Promise, ...] = ()
    unanswered: tuple[tuple[str, int], ...] = ()
    proposed: tuple[str, int] | None = None
    gave: bool = False
    cut_short: bool = False

    @property
    def smaller(self) -> tuple[str, int, str, int] | None:
        """The ask and its turn, then the sentence that gave part of it up and its turn; None where nothing was."""
        found = self.terms
        return (found.asked, found.asked_in, found.less, found.less_in) if found.less else None


def deal(turns: Sequence[Turn], said: Sequence[Exchange]) -> Deal:
    """What was agreed, by the one reading of it that everything else uses."""
    outcome = turns[-1].state.stands
    mine = [promise for one in said for promise in _promises(one, outcome)]
    given = [promise for turn, after in _followed(turns) for promise in _given(turn, after, outcome)]
    kept = tuple(_latest(sorted([*mine, *given], key=lambda one: one.turn)))
    decided = outcome in YES or outcome is Outcome.NOT_NOW
    stands = kept if not decided else [one for one in _latest(list(_still_mine(said))) if not any(_same(one, other) for other in kept)]  # fmt: skip
    day, day_turn = _day(said, outcome)
    close, close_turn = _close(said)
    spans = (span.kind for one in said for span in find_spans(one.said))
    any_day = any(kind in ("date", "time", "duration") for kind in spans)
    return Deal(
        promises=kept if decided else (),
        day=day,
        day_turn=day_turn,
        close=close,
        close_turn=close_turn,
        any_day=any_day,
        hangs_on=tuple(_hangs_on(said)),
        terms=terms(said),
        offered=() if outcome in YES else tuple(stands),
        cut_short=bool(said)
        and said[-1].turn.decision.outcome in YES
        and not any(one.closing for one in said),
        gave=any(_GIVES.search(plain(one.said)) for one in said),
        unanswered=tuple(_once(list(_unanswered(said, kept)))),
        proposed=next(_proposed(said), None),
    )


def _still_mine(said: Sequence[Exchange]) -> Iterator[Promise]:
    """The dated steps that the user took on before a "not now", which are theirs to take all the same."""
    for one in said:
        if one.before.state.parting or any(remark.kind == THREAT for remark in remarks(one)):
            continue
        for part in sentences(one.said):
            for who, words, does in pieces(part.text) if not asks_for(part.text) else ():
                if who == YOU and _FIRM.search(words) and when(words) and does not in _HABITS | _BEGINS:
                    yield Promise(YOU, words, one.number, when(words))


def _unanswered(said: Sequence[Exchange], kept: Sequence[Promise]) -> Iterator[tuple[str, int]]:
    """What the user asked or told the boss to do and heard no yes to, unless it is on the list all the same."""
    for one in said:
        if any(remark.kind == THREAT for remark in remarks(one)):
            continue
        for part in sentences(one.said):
            told = [words for who, words, does in pieces(part.text) if who == BOSS and does not in _HABITS]
            asked = "" if _EITHER.search(part.text) else requested(part.text)
            for wish in [asked, *told]:
                wished = Promise(BOSS, wish, one.number, when(wish))
                open_ = wish and (one.closing or wished.when or tagged(part.text)) and not _took(one, wish)
                if open_ and not any(_same(wished, other) for other in kept):
                    yield wish, one.number


def _once(wishes: Sequence[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Each wish where it was said last."""
    told = [Promise(BOSS, wish, turn, when(wish)) for wish, turn in wishes]
    yield from (
        item for n, item in enumerate(wishes) if not any(_same(told[n], other) for other in told[n + 1 :])
    )


def _followed(turns: Sequence[Turn]) -> Iterator[tuple[Turn, Turn | None]]:
    """Each turn with the one after it."""
    return zip(turns, [*turns[1:], None], strict=True)


def _hangs_on(said: Sequence[Exchange]) -> Iterator[tuple[str, int]]:
    """The sentences of the close that wait for the word of a third person; a measure that both look at is none."""
    for one in said:
        if one.closing or one.turn.decision.outcome in YES:
            for part in sentences(one.said):
                if _WAITS.search(part.text.replace("’", "'")) and not part.text.endswith("?"):
                    yield part.text, one.number


# --- the user's words ----------------------------------------------------------------------------------------------


def _promises(one: Exchange, outcome: Outcome) -> Iterator[Promise]:
    """What the user takes on in a turn, and what they say that the boss does where the boss then agreed."""
    if any(remark.kind == THREAT for remark in remarks(one)):
        return
    after_no = bool(one.before.state.parting)
    if outcome is Outcome.NOT_NOW and not after_no:
        return  # what was proposed before a "not now" went down with it
    asked, day = confirmed(one.turn)
    if asked:
        who = {"i": YOU, "you": BOSS}.get(asked.split()[0].lower(), BOTH)
        yield Promise(who, asked, one.number, day)
    doers = {who for part in sentences(one.said) for who, _, _ in pieces(part.text)}
    for part in sentences(one.said):
        if asked and asked in part.text:
            continue  # it is there, with the day
        if one.turn.decision.outcome in YES:
            yield from _summed(one, part.text)
        wish = "" if _EITHER.search(part.text) else requested(part.text)
        if wish and _took(one, wish):
            yield Promise(BOSS, wish, one.number, when(wish))
        elif not wish:
            yield from _clauses(one, part.text, outcome, sums_up=len(doers) > 1)


def _summed(one: Exchange, sentence: str) -> Iterator[Promise]:
    """The dated points of a summary without a doer to which the boss said yes: "So what have we got: talk on 16 June, …"."""
    lead = _SUMS_UP.search(sentence)
    if lead is None or list(pieces(sentence)):
        return
    for point in re.split(r"[,;]\s+(?:and )?", sentence[lead.end() :].rstrip(" .!?")):
        if when(point) and len(point.split()) >= _FEWEST:
            yield Promise(BOTH, point.strip(), one.number, when(point))


def _took(one: Exchange, words: str) -> bool:
    """Whether the boss took what the user asked of them: by the full yes, a plain yes in the next breath, or its day said back.

    A trial that is granted is an answer to the ask, and to nothing else.
    """
    answer, day = one.turn.utterance.text, when(words)
    agreed_to = one.turn.decision.outcome is Outcome.AGREED
    return agreed_to or says_yes(answer) or bool(day and says_back(day, answer))


def _clauses(one: Exchange, sentence: str, outcome: Outcome, *, sums_up: bool) -> Iterator[Promise]:
    """The clauses of a sentence by which somebody takes something on, as far as it stood in its turn.

    :param sums_up: whether the turn says what more than one of the two does.
    """
    agreed_to = one.turn.decision.outcome in YES
    found = list(pieces(sentence))
    closes = one.closing or agreed_to or sums_up
    if asks_for(sentence) and (not agreed_to or _EITHER.search(sentence)):
        return
    for who, words, does in found:
        habit = does in _HABITS
        if outcome is Outcome.NOT_NOW and (habit or does in _BEGINS):
            continue  # that is what they just said no to
        # Two doers in one sentence make a habit no promise: "we keep to the rota, you do the desk".
        ends = one.closing or agreed_to or (sums_up and not habit) or not does
        vowed = bool(_FIRM.search(words)) and bool(when(words))
        firm = ends or _FIRM.search(words) or (not habit and (_DATED.search(words) or when(words)))
        if not firm or not (closes or one.moved_on or vowed or outcome not in YES):
            continue  # "On Thursdays I do the front desk" says how it is, and promises nothing
        # What the boss is said to do counts only where they said yes to it.
        theirs = who == BOSS and closes and outcome in YES and _took(one, words)
        both = who == BOTH and (closes or (outcome in YES and when(words) and _LOOK.search(words)))
        if who == YOU or both or theirs:
            yield Promise(who, words, one.number, when(words))


# --- the boss's words ----------------------------------------------------------------------------------------------


def _given(turn: Turn, after: Turn | None, outcome: Outcome) -> Iterator[Promise]:
    """What the boss takes on in their own words at the end, and what they give the user to do, where the user took it."""
    last = turn.decision.move in _LAST_WORD and turn.decision.answer not in ("which", "refuse")
    if outcome is Outcome.NOT_NOW and not (turn.state.parting or last):
        return
    took = last or (after is not None and says_yes(after.said or ""))
    for part in sentences(turn.utterance.text):
        if part.text.endswith("?"):
            continue
        told = handed(part.text)
        for_user = [
            words for who, words, does in pieces(part.text, BOSS) if who == YOU and (when(words) or not does)
        ]
        for words in [told, *for_user] if took else ():
            if words and (last or when(words) or words != told):
                yield Promise(YOU, words, turn.number, when(words), by_boss=True)
        if last and _BOSS_DOES.search(part.text.replace("’", "'")) and not _SETTLES_NOTHING.search(part.text):
            own = [words for who, words, _ in pieces(part.text, BOSS) if who == BOSS and _FIRM.search(words)]
            words = own[0] if told and own else part.text
            yield Promise(BOSS, words, turn.number, when(words), by_boss=True)


# --- both ------------------------------------------------------------------------------------------------------------


def _latest(found: Sequence[Promise]) -> list[Promise]:
    """The last ones of each side, none twice; those of the close hold, and a day that was named before stays."""
    kept: list[Promise] = []
    for one in found:
        alike = [other for other in kept if _same(other, one)]
        dated = next((other for other in alike if other.when and not one.when), None)
        kept = [other for other in kept if other not in alike]
        kept.append(dated or one)
    out: list[Promise] = []
    for who in (YOU, BOSS, BOTH):
        out += [one for one in kept if one.who == who][-_MOST:]
    return out


def _same(one: Promise, other: Promise) -> bool:
    """Whether two say the same: the same side with the same beginning, the same verb and day, or mostly the same words."""
    if one.who != other.who:
        return False
    words, others = (re.findall(r"\w+", item.quote.lower()) for item in (one, other))
    first, second = (next(iter(pieces(item.quote)), ("", "", "")) for item in (one, other))
    if words[:4] == others[:4] or (
        one.when and one.when == other.when and first[2] and first[2] == second[2]
    ):
        return True
    shared = stems(one.quote) & stems(other.quote)
    return len(shared) >= _SAME * max(1, min(len(stems(one.quote)), len(stems(other.quote))))


def _day(said: Sequence[Exchange], outcome: Outcome) -> tuple[str, int | None]:
    """The day on which both look at it again: the last one named that no "not now" came after."""
    for one in reversed(said):
        if outcome is Outcome.NOT_NOW and not one.before.state.parting:
            break
        if taken := _taken(one):
            return taken, one.number
        for part in reversed(sentences(one.said)):
            spans = [span.text for span in find_spans(part.text) if span.kind == "date"]
            if spans and _LOOK.search(part.text) and _WE_LOOK.search(part.text):
                return spans[-1], one.number
    return "", None


def _proposed(said: Sequence[Exchange]) -> Iterator[tuple[str, int]]:
    """The days that the user named to look at it, or for the boss to do something, with their turns; the last one first."""
    for one in reversed(said):
        for part in reversed(sentences(one.said)):
            told = [words for who, words, _ in pieces(part.text) if who != YOU]
            looks = [piece.text for piece in clauses(part.text, shortest=_FEWEST) if _LOOK.search(piece.text) and _WE_LOOK.search(piece.text)]  # fmt: skip
            yield from ((day, one.number) for words in [*told, *looks] if (day := when(words)))


def _taken(one: Exchange) -> str:
    """The day that the user named after a "not now" and the manager took, by the log; empty where they took none."""
    if one.turn.decision.answer != "date":
        return ""
    days = [span.text for span in find_spans(one.said) if span.kind == "date"]
    return next((day for day in days if day.lower() in one.turn.utterance.text.lower()), "")


def _close(said: Sequence[Exchange]) -> tuple[str, int | None]:
    """The sentence with which the user closes the talk: who does what, or when both look again; generous.

    Before the manager asked how it goes on, only a sentence that names two doers, or a day to look at it, closes.
    """
    best: tuple[int, int, int, str] | None = None
    for one in said:
        if any(remark.kind == THREAT for remark in remarks(one)):
            continue
        last = one.turn.decision.outcome in YES
        for part in sentences(one.said):
            deeds = list(pieces(part.text))
            doers = len({who for who, _, _ in deeds})
            dated = any(span.kind in ("date", "time") for span in find_spans(part.text))
            looks = dated and bool(_LOOK.search(part.text) and _WE_LOOK.search(part.text))
            if _EITHER.search(part.text):
                continue  # nobody has said which of the two it is
            refuses = _DENIES.search(part.text.replace("’", "'"))
            plans = dated and not refuses and _TOGETHER.search(part.text) and _PLANS.search(part.text)
            here = (one.closing or last) and (doers or plans or list(_summed(one, part.text)))
            if here or doers > 1 or (looks and not part.text.endswith("?")):
                mark = doers + 2 * dated + (one.closing or last)
                best = max(best or (0, 0, 0, ""), (mark, one.number, len(deeds), part.text))
    return (best[3], best[1]) if best else ("", None)
