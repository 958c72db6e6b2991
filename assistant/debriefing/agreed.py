"""What was agreed: who does what, in the words of whoever said it, and on which day it is looked at again.

The one place that knows this: the parts of the talk, the result and what to practise all ask :class:`Deal`. What one says that the
other does counts only where the other then said yes to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.debriefing.alike import among, latest
from assistant.debriefing.clauses import BOSS, BOTH, YOU, asks_for, pieces, says_yes, words_for_them
from assistant.debriefing.closing import closes
from assistant.debriefing.given import given, in_their_words
from assistant.debriefing.granting import (
    PROMISES,
    YES,
    Reply,
    Wish,
    decides,
    may_be_yes,
    passes_over,
    reply,
    upstairs,
    wishes,
)
from assistant.debriefing.log import Boss, Exchange, spoke
from assistant.debriefing.relied import if_it_goes_well, offers, second_choice, told_whole
from assistant.debriefing.restated import ASK, as_it_stood, narrowed, points, restated
from assistant.debriefing.signs import plain
from assistant.debriefing.steps import LOOK, WE_LOOK, promises, still_mine, stop, threatens, unasked
from assistant.debriefing.sums import beside_the_sum
from assistant.debriefing.terms import Terms, terms
from assistant.debriefing.when import days, pointed_at, start_day, when
from assistant.domain import Move, Outcome, Promise, Turn
from assistant.text.segment import clauses, sentences
from assistant.text.spans import find_spans
from assistant.writing.wording import stems

__all__ = ["ASK", "BOSS", "BOTH", "YES", "YOU", "Deal", "asked_and_answered", "deal", "pieces"]

_GIVES = re.compile(
    r"\b(?:could|can|will|would|i'd like|i want|i need) you (?:to )?(?:ask|tell|talk|speak|send|sign|check|forward|write|give|pay|put|publish|decide)\b|"
    r"\byou(?:'ll| will)? (?:ask|tell|talk|speak|send|sign|check|forward|write|publish|pass|mention|decide|put)\b|"
    r"\byou(?:'d| would) (?:only |just )?(?:come in|help|have to|need to|do your part)\b"
)
"""What gives the boss something to do, in any form."""
_LOOK_AT_IT = re.compile(r"\blook at it\b", re.I)
_FEWEST = 3
_AGAIN = 2
"""Words that a request shares with the ask from which on it is the ask."""
_NO_LOOK = re.compile(rf"(?:n't|\b(?:not|never|hardly)) (?:\w+ ){{0,2}}{LOOK.pattern}")
"""What is said not to happen ("it's why we don't talk") is no day to look at it."""
_BOTH_LOOK = re.compile(r"\b(?:we|us|together|both)\b", re.I)
_POINTS = re.compile(r"[,;] (?:and |so |then )*")
_SUPPOSES = re.compile(r"^\W*(?:(?:and|but|so|then)\b,? *)*(?:if|unless|suppose|had|when)\b", re.I)
_WAITS = re.compile(
    r"\bif (?!(?:i|you|we|it|they|that|this|there|not)\b)[^,.;]*\b(?:says?|agrees?|refuses?|confirms?|approves?|allows?|decides?|signs?|answers?)\b|"
    r"\bnot (?:yet )?(?:confirmed|approved|signed|decided) yet\b|\bnot yet (?:confirmed|approved|signed|decided)\b|\bwaiting for [A-Z]\w+",
    re.I,
)


@dataclass(frozen=True)
class Deal:
    """What the talk left both with. ``day``: on which it is looked at again, in the user's words (``day_turn``: where).

    ``offered``: what the user took on in a talk in which nothing was decided; ``unanswered``: what they asked the boss to do and
    heard nothing to; ``unnamed``: what they asked in the turn of the yes, which did not name it; ``unasked``: (sentence, turn) in which they own up that
    somebody has not been asked yet; ``proposed``: the last day that they named for the two of them. ``hangs_on``: (sentence, turn) of what the close
    makes depend on somebody's word. ``terms``: what was asked beside what of it was given up.

    ``last``: the ask as it was put once more on the way to the yes or with it; ``points``: single points of it that were named there;
    ``part``: what of it was asked for after that; ``goes_well``: what follows by the user's own words if that goes well;
    ``second``: (words, turn) of what would do if the first is not to be had.

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
    unanswered: tuple[Wish, ...] = ()
    unnamed: tuple[Wish, ...] = ()
    unasked: tuple[str, int] | None = None
    proposed: tuple[str, int] | None = None
    gave: bool = False
    cut_short: bool = False
    last: Promise | None = None
    points: tuple[Promise, ...] = ()
    part: Promise | None = None
    goes_well: Promise | None = None
    second: tuple[str, int] | None = None

    @property
    def sure(self) -> bool:
        """Whether what was asked for last is known in the user's own words."""
        return self.terms.sure or self.last is not None

    @property
    def smaller(self) -> tuple[str, int, str, int] | None:
        """The ask and its turn, then the sentence that gave part of it up and its turn; None where nothing was."""
        found = self.terms
        return (found.asked, found.asked_in, found.less, found.less_in) if found.less else None


def deal(turns: Sequence[Turn], said: Sequence[Exchange]) -> Deal:
    """What was agreed, by the one reading of it that everything else uses."""
    outcome, asked = turns[-1].state.stands, terms(said)
    mine = [promise for one in said for promise in promises(one, outcome, asked.asked)]
    theirs = [promise for turn, after in _followed(turns) for promise in given(turn, after, outcome)]
    theirs += _yes_to_a_wish(said, [*mine, *theirs]) if outcome in YES else ()
    yes = said_yes(turns)
    again = list(restated(said, asked, yes.number)) if yes and asked.asked else []
    last_ask = again[-1] if again else None
    known = " ".join([asked.whole, asked.less, *(one.quote for one in again)])
    relied = offers(said, known, asked.asked_in) if outcome in YES else ()
    mine += [one for one in relied if not any(_shares(one, other) for other in mine)]
    both = sorted(in_their_words(mine, theirs), key=lambda one: one.turn)
    kept = as_it_stood(latest(both), last_ask)
    if yes and spoke(yes, "rest"):
        # What they said of the money before counts no more, where their yes speaks of it by itself.
        sums = set(re.findall(r"\d+", " ".join(words for words, _ in asked.sums)))
        kept = [one for one in kept if one.who != BOSS or not sums & set(re.findall(r"\d+", one.quote))]
    kept = [replace(one, when=one.when or _pointed(one, turns)) for one in kept]
    decided = outcome in YES or outcome is Outcome.NOT_NOW
    mine = [one for one in latest(list(still_mine(said, asked.asked))) if not among(one, kept)]
    offered = () if outcome in YES else tuple(mine if decided else kept)
    look = _day(said, outcome)
    if outcome in YES:
        kept += _beside(said, look, kept, known)
    whole = list(told_whole(said, kept, known)) if outcome in YES else []
    granted_too = [one for one, granted in whole if granted]
    kept = [one for one in kept if not any(_shares(one, other) for other in granted_too)] + granted_too
    goes_well = if_it_goes_well(said) if outcome is Outcome.AGREED else None
    kept += [goes_well] if goes_well and not any(_shares(goes_well, one) for one in kept) else []
    unnamed = _heard(said, kept, Reply.MAYBE, asked, granted=True) if outcome in YES else []
    unnamed += [Wish(one.quote, one.turn) for one, granted in whole if not granted]
    if last_ask:  # what was dictated for the note is the ask, and no errand
        unnamed = [wish for wish in unnamed if last_ask.quote not in wish.words]
    kept = [one for one in kept if not any(_put_again(wish, one) for wish in unnamed)]
    part = None
    if yes and asked.asked and not turns[-1].state.departure:
        part = narrowed(said, asked, last_ask, yes.number)
    silent = _heard(said, kept, Reply.NONE, asked, granted=outcome in YES)
    if part:  # that was the ask, and their yes the answer
        silent = [one for one in silent if (one.question or one.words) not in part.quote]
    close, close_turn = closes(said)
    spans = (span.kind for one in said for span in find_spans(one.said))
    any_day = any(kind in ("date", "time", "duration") for kind in spans)
    return Deal(
        promises=tuple(kept) if decided else (),
        day=look.when if look else "",
        day_turn=look.turn if look else None,
        close=close,
        close_turn=close_turn,
        any_day=any_day,
        hangs_on=tuple(_hangs_on(said)),
        terms=asked,
        offered=offered,
        cut_short=bool(said)
        and said[-1].turn.decision.outcome in YES
        and not any(one.closing for one in said),
        gave=any(_GIVES.search(plain(one.said)) or any(wishes(one)) for one in said),
        unasked=unasked(said),
        unanswered=tuple(_once(silent)),
        unnamed=tuple(_once(unnamed)),
        proposed=next(_proposed(said), None),
        last=last_ask,
        points=tuple(points(said, yes.number)) if yes else (),
        goes_well=goes_well,
        second=second_choice(said, yes.number) if yes and outcome is Outcome.AGREED else None,
        part=part,
    )


def _shares(one: Promise, other: Promise) -> bool:
    """Whether the words of one stand in the other."""
    return one.turn == other.turn and (one.quote in other.quote or other.quote in one.quote)


def _put_again(wish: Wish, one: Promise) -> bool:
    """Whether what the boss had said that they do was asked of them once more, and got no answer then."""
    verbs = [{verb for _, _, verb in pieces(words)} for words in (wish.words, one.quote)]
    days_too = stems(wish.day) & stems(one.when)
    return (
        one.who == BOSS
        and not one.by_boss
        and one.turn < wish.turn
        and bool(verbs[0] & verbs[1] and days_too)
    )


def _yes_to_a_wish(said: Sequence[Exchange], told: Sequence[Promise]) -> Iterator[Promise]:
    """The boss's word that they do what was asked of them, where the request is in no clause that could be told beside it."""
    for one in said:
        if spoke(one.turn, *PROMISES) and not any(
            other.who == BOSS and other.turn == one.number for other in told
        ):
            words = next(part.text for part in sentences(one.turn.utterance.text))
            if stems(words) & stems(one.said):
                yield Promise(BOSS, words, one.number, when(words), by_boss=True)


def _beside(
    said: Sequence[Exchange], look: Promise | None, kept: Sequence[Promise], known: str
) -> Iterator[Promise]:
    """The day to look at it and the rule by which it stops, where neither is told already in ``known`` or ``kept``."""
    known = ". ".join([known, *(one.quote for one in kept)])
    last = stop(said)
    looked = " ".join(part.text for part in sentences(known) if LOOK.search(part.text))
    if look and look.when not in looked and _BOTH_LOOK.search(look.quote):
        # Where the day and what they then do is one sentence, it is told as one.
        day = replace(last, who=BOTH, when=look.when) if last and look.quote in last.quote else look
        yield day
        known += day.quote
    if last and last.quote not in known:
        yield last


def asked_and_answered(found: Deal, turns: Sequence[Turn], boss: Boss) -> tuple[Promise, ...]:
    """The ask in the user's words, and what of it they gave up, each with the words of the yes; empty without a yes."""
    yes = said_yes(turns)
    if yes is None or not found.terms.asked or not (found.sure or turns[-1].state.departure):
        return ()
    if found.last and found.last.turn > yes.number:
        # How it was put last is what they said yes to; what was asked before counts no more.
        yes = next(turn for turn in turns if turn.number == found.last.turn)
    first = found.terms.whole or found.terms.asked
    day = start_day(first if first.startswith(found.terms.asked) else found.terms.asked)
    asked = [Promise(ASK, first, found.terms.asked_in, day)]
    if found.last:
        # A step of one's own that says nothing of what was asked first stands beside that.
        step = any(who == YOU for who, _, _ in pieces(found.last.quote))
        apart = step and not stems(found.last.quote) & stems(found.terms.asked)
        asked = [*asked, found.last] if apart else [found.last]
    if found.terms.less and found.terms.less_in <= yes.number and _not_in(found):
        asked.append(Promise(ASK, found.terms.less, found.terms.less_in, start_day(found.terms.less)))
    if (part := found.part) and not any(part.quote in one.quote or one.quote in part.quote for one in asked):
        asked.append(part)
    answer = boss.verdict(yes)
    rows = [replace(one, answer=answer, answered=yes.number) for one in (*asked, *found.points)]
    if len(asked) > 1 and len(found.terms.sums) > 1:
        # They said yes to the sum that was named last: of the first ask only what is beside its sum still stands.
        rest = beside_the_sum(rows[0].quote)
        rows[:1] = [replace(rows[0], quote=rest, when=when(rest))] if rest else []
    return tuple(rows)


def _not_in(found: Deal) -> bool:
    """Whether what was given up is not part of the ask as it stood last: there only the end of it, which was offered before."""
    less = found.terms
    return found.last is None or (less.less not in found.last.quote and less.less_in == less.trial_in)


def said_yes(turns: Sequence[Turn]) -> Turn | None:
    """The last turn in which they said yes, where that yes stands at the end."""
    grants = [turn for turn in turns if turn.decision.move in (Move.AGREE, Move.AGREE_TRIAL)]
    return grants[-1] if grants and turns[-1].state.stands in YES else None


def _heard(
    said: Sequence[Exchange], kept: Sequence[Promise], what: Reply, asked: Terms, *, granted: bool
) -> list[Wish]:
    """The wishes that got such a reply, unless they are on the list all the same.

    :param asked: the ask, which is no request of its own however often it is put. :param granted: whether they said yes in the end.

    No answer is told of what called for one; words that may be one are told of only beside their yes, which did not name it.
    """
    found, known = [], stems(f"{asked.whole} {asked.less}")
    for one in said:
        ends, tried = one.closing or decides(one), one.turn.decision.outcome is Outcome.TRIAL_AGREED
        if threatens(one) or (granted and one.number <= asked.asked_in):
            continue  # the yes was the answer to what was asked with the ask
        for wish in wishes(one):
            # A step that was stated on the way stands or falls with the yes; a question was asked to be answered.
            asked_for = ends or wish.within or (wish.direct and not granted)
            calls = (
                asked_for
                if what is Reply.NONE
                else passes_over(one, wish) and bool(wish.question or upstairs(one) or tried)
            )
            # With a "not now" they answered the ask, however it was put once more; with a yes what is mostly the ask.
            words = stems(_POINTS.split(wish.words)[0])
            shared = len(words & known)
            again = shared >= _AGAIN and (
                one.turn.decision.move is Move.NOT_NOW or (granted and 2 * shared > len(words))
            )
            if calls and not again and reply(one, wish) is what and not among(_promise(wish), kept):
                found.append(wish)
    return found


def _promise(wish: Wish) -> Promise:
    return Promise(BOSS, wish.words, wish.turn, wish.day)


def _once(found: Sequence[Wish]) -> Iterator[Wish]:
    """Each wish where it was said last."""
    told = [_promise(wish) for wish in found]
    yield from (wish for n, wish in enumerate(found) if not among(told[n], told[n + 1 :]))


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


# --- both ------------------------------------------------------------------------------------------------------------


def _pointed(one: Promise, turns: Sequence[Turn]) -> str:
    """The day that a step only points at, in the words of who said it."""
    said = (turn for turn in turns if turn.number == one.turn)
    return next(
        (pointed_at(one.quote, turn.utterance.text if one.by_boss else turn.said or "") for turn in said), ""
    )


def _day(said: Sequence[Exchange], outcome: Outcome) -> Promise | None:
    """The day on which both look at it again, with its sentence: the last one named that no "not now" came after."""
    for one in reversed(said):
        if outcome is Outcome.NOT_NOW and not one.before.state.parting:
            break
        if taken := _taken(one):
            return Promise(BOTH, taken, one.number, taken)
        for part in reversed(sentences(one.said)):
            text = words_for_them(part.text)
            looks = LOOK.search(text) and WE_LOOK.search(text) and not (_SUPPOSES.search(text) or _NO_LOOK.search(plain(text)))  # fmt: skip
            named = days(text) if looks else []
            if not named:
                continue
            if asks_for(part.text) and outcome in YES and not may_be_yes(one.turn.utterance.text):
                continue  # it was asked, and nothing that could be a yes came
            both = [words for who, words, _ in pieces(text) if who == BOTH and when(words)]
            looking = [words for words in _POINTS.split(text) if LOOK.search(words) and WE_LOOK.search(words) and days(words)]  # fmt: skip
            found = next(iter(looking), text)
            # What is looked at, behind a colon, is told to its end.
            lead, colon, _ = found.partition(":")
            found = text[text.index(found) :] if colon and LOOK.search(lead) else found
            words = next(iter(both), found.rstrip(" ."))
            return Promise(BOTH, words, one.number, days(words)[-1])
    return None


def _proposed(said: Sequence[Exchange]) -> Iterator[tuple[str, int]]:
    """The days that the user named to look at it again and that no yes was said to, with their turns; the last one first."""
    taken = {day for one in said for day in days(one.said) if says_yes(one.turn.utterance.text)}
    for one in reversed(said):
        for part in reversed(sentences(one.said)):
            parts = [piece.text for piece in clauses(part.text, shortest=_FEWEST)]
            looks = [words for words in parts if LOOK.search(words) and (WE_LOOK.search(words) or _LOOK_AT_IT.search(words))]  # fmt: skip
            yield from ((day, one.number) for words in looks if (day := when(words)) and day not in taken)


def _taken(one: Exchange) -> str:
    """The day that the user named after a "not now" and the manager took, by the log; empty where they took none."""
    if one.turn.decision.answer != "date":
        return ""
    heard = one.turn.utterance.text.lower()
    return next((day for day in days(one.said) if day.lower() in heard), "")
