"""What was agreed: who does what, in the words of whoever does it, and on which day it is looked at again.

The one place that knows this: the parts of the talk, the result and what to practise all ask :class:`Deal`. A commitment has
a doer and a verb of doing; no condition, no question of the doer's, no threat. What the user says that the boss does counts
only where the boss then agreed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.debriefing.conduct import THREAT, remarks
from assistant.debriefing.log import Exchange, ids
from assistant.debriefing.when import confirmed, when, without_courtesy
from assistant.domain import ConcernState, Move, Outcome, Promise, Turn
from assistant.text.quotes import within
from assistant.text.segment import sentences
from assistant.text.spans import find_spans
from assistant.writing.wording import stems

YOU, BOSS, BOTH = "You", "Your boss", "Both of you"
_DOING = (
    r"(?:email|mail|e-mail|write|send|draft|prepare|ask|tell|talk|speak|call|ring|phone|bring|show|train|teach|hand|put|book|check|confirm|make|start|begin|"
    r"take|give|keep|finish|stop|meet (?:you|with|up|again|on|them|him|her)|report|share|add|set|come|go|ride|run|do|cover|sign|forward|pass|raise|introduce|mention|arrange|decide|announce|"
    r"free|release|swap|approve|support|back|look at|sit down|review|judge|read|collect|count|list|note|post|invite|join|apply|complete|pay|test|organi[sz]e|"
    r"drop|reopen|come back|watch|visit|observe|publish|open|deliver|order|hand|move|say|answer|reply|lead|try|plan|attend|let (?:you|them|him|her))"
)
_AND_THEN = r"(?:(?:and|so|then|but|okay|ok|right|well|good|fine|first|second|third|next|also|(?:can|shall|could) we say(?: that)?|i propose(?: that)?|agreed)\b[,:]? *)*"
_DAY = r"(?:(?:(?:on|by|from|until|till|after|at|this|next|in|before) [^,;:.!?]{2,30}(?:, \d[^,;:.!?]{1,15})?|today|tonight|tomorrow|first thing(?: tomorrow| today)?),? )?"
_WHO = r"(?P<who>you and (?:i|me)|i and you|both of us|i|you|we)"
_WILL = r"(?:'ll| will| shall)?(?: (?:also|then|first|just|each|both|gladly|personally|myself|only))*"
_START = re.compile(rf"(?:^|(?<=[,;:.–—]) +| - |\b(?:and|then|so|but) ){_AND_THEN}(?P<part>{_DAY}{_WHO}{_WILL} (?P<does>{_DOING})\b)", re.I)  # fmt: skip
_OPEN = re.compile(
    r"\b(?:if|unless|would|could|might|(?-i:may)|maybe|perhaps|want|wish|would like|hope|think|not|never|cannot|need to|have to|rather|whether)\b|n't\b",
    re.I,
)
_ASKS_IF = re.compile(
    r"\b(?:ask|check|see|tell|decide|confirm|find out|say)\b[^.;]*?\b(?:if|whether)\b", re.I
)
_CONDITION = re.compile(r"\b(?:if|unless|suppose|in case|when|once)\b", re.I)
_TOGETHER = re.compile(
    r"\b(?:we|us|you|together|look\w*|review\w*|meet\w*|talk\w*|judge|decide|sit|check|come back|again|both|propose|deadline|until|till|by)\b",
    re.I,
)
_WE_LOOK = re.compile(r"\b(?:we|you and i|you and me|you|together|with you|with me)\b", re.I)
_LOOK = re.compile(
    r"\b(?:look|review\w*|meet|talk|judge|decide|sit down|check|again|compare|yes or no)\b", re.I
)
_BOSS_DOES = re.compile(
    r"\bi(?:'ll| will)(?: also| then| gladly)? (?:sign|reopen|look at|tell|talk|ask|stand up|take it|put|write|do|bring|come back|decide|support|back|raise|speak|"
    r"forward|arrange|book|announce|mention|send|call|check|confirm|make|give|let)\b",
    re.I,
)
_FIRM = re.compile(r"\b(?:i|we)(?:['’]ll| will| shall)\b", re.I)
_DATED = re.compile(r"\d|\b(?:today|tonight|tomorrow|next|week of|end of|start of|beginning of)\b", re.I)
_HABITS = frozenset({"do", "keep", "run", "come", "go", "take", "make", "cover"})
"""Verbs that say how things are as often as what will be done."""
_FEWEST, _MOST = 3, 4
_SAME = 0.75
"""Share of the shorter one's words from which on two promises are one."""
_SETTLES_NOTHING = re.compile(r"\bwhere i have to\b", re.I)
_WAITS = re.compile(
    r"\bif (?!(?:i|you|we|it|they|that|this|there|not)\b)[^,.;]*\b(?:says?|agrees?|refuses?|confirms?|approves?|allows?|decides?|signs?|answers?)\b|"
    r"\bnot (?:yet )?(?:confirmed|approved|signed|decided) yet\b|\bnot yet (?:confirmed|approved|signed|decided)\b|\bwaiting for [A-Z]\w+",
    re.I,
)
_ENDS = re.compile(
    r"\b(?:acting|trial|pilot|temporary|interim|for (?:a|one|two|three|four|six|nine|twelve|\d+) (?:weeks?|months?)|test phase)\b",
    re.I,
)
_YES = frozenset({Outcome.AGREED, Outcome.TRIAL_AGREED})
_LAST_WORD = frozenset({Move.AGREE, Move.AGREE_TRIAL, Move.NOT_NOW, Move.PIN_DOWN, Move.PART})


@dataclass(frozen=True)
class Deal:
    """What the talk left both with. ``day``: on which it is looked at again, in the user's words (``day_turn``: where).

    ``hangs_on``: (sentence, turn) of what the close makes depend on somebody's word. ``smaller``: the ask and its turn, then the
    sentence of the close and its turn, where the close has an end (a trial, an acting role) that the ask did not have.

    ``close``: the whole sentence that closes the talk, and ``close_turn``. ``any_day``: whether anybody named any time at all.
    """

    promises: tuple[Promise, ...] = ()
    day: str = ""
    day_turn: int | None = None
    close: str = ""
    close_turn: int | None = None
    any_day: bool = False
    hangs_on: tuple[tuple[str, int], ...] = ()
    smaller: tuple[str, int, str, int] | None = None


def deal(turns: Sequence[Turn], said: Sequence[Exchange]) -> Deal:
    """What was agreed, by the one reading of it that everything else uses."""
    outcome = turns[-1].state.stands
    mine = [promise for one in said for promise in _promises(one, outcome)]
    kept = tuple(_latest(mine)) if outcome in _YES or outcome is Outcome.NOT_NOW else ()
    boss = tuple(_of_boss(turns)) if outcome in _YES or outcome is Outcome.NOT_NOW else ()
    day, day_turn = _day(said, outcome)
    close, close_turn = _close(said)
    spans = (span.kind for one in said for span in find_spans(one.said))
    any_day = any(kind in ("date", "time", "duration") for kind in spans)
    less = _smaller(said, close, close_turn)
    return Deal((*kept, *boss), day, day_turn, close, close_turn, any_day, tuple(_hangs_on(said)), less)


def _hangs_on(said: Sequence[Exchange]) -> Iterator[tuple[str, int]]:
    """The sentences of the close that wait for the word of a third person; a measure that both look at is none."""
    for one in said:
        if one.closing or one.turn.decision.outcome in _YES:
            for part in sentences(one.said):
                if _WAITS.search(part.text.replace("’", "'")) and not part.text.endswith("?"):
                    yield part.text, one.number


def _smaller(said: Sequence[Exchange], close: str, turn: int | None) -> tuple[str, int, str, int] | None:
    for one in said:
        reading = one.turn.reading
        words = reading.element_quotes.get("change", "") if reading else ""
        new = "change" in one.turn.state.ask_heard - one.before.state.ask_heard
        if new and words and turn is not None and turn != one.number:
            asked = next((part.text for part in sentences(one.said) if words in part.text), "")
            if asked and _ENDS.search(close) and not _ENDS.search(one.said):
                return asked, one.number, close, turn
            return None
    return None


def open_ends(
    found: Deal, turns: Sequence[Turn], titles: Sequence[str], *, sponsors: bool
) -> tuple[str, ...]:
    """What is left loose after the talk, as far as the log is sure of it.

    :param titles: the worries that are half answered. :param sponsors: whether a boss of this temperament ever says yes.
    """
    state, outcome = turns[-1].state, turns[-1].state.stands
    ends: list[str] = []
    if outcome in _YES and not found.any_day:
        ends.append("Nobody named a day. Send a note today, and put one in it.")
    if outcome is Outcome.NOT_NOW:
        if state.evaded:
            ends.append("You asked, and they would not be pinned down.")
        elif not found.day:
            ends.append("There is no day yet on which you look at it again. Ask for one in writing.")
        if not sponsors:
            ends.append("A boss of this kind does not stand up for you: hold them to what they said, and look for somebody who will.")  # fmt: skip
    if outcome in _YES:
        for turn in dict.fromkeys(turn for _, turn in found.hangs_on):
            words = " ".join(words for words, at in found.hangs_on if at == turn)
            ends.append(f"It still hangs on this, in your own words: “{within(words)}” (turn {turn}).")
        if found.smaller:
            asked, turn, less, later = found.smaller
            ends.append(f"You asked for one thing (“{within(asked)}”, turn {turn}) and closed on something with an end to it (“{within(less)}”, turn {later}). What they agreed to is the second; say so in your note.")  # fmt: skip
    if outcome in _YES and titles and ids(state, ConcernState.EASED):
        ends.append(f"Their worry about {' and '.join(titles)} was answered half way, so it may come back.")
    return tuple(ends)


def pieces(sentence: str) -> Iterator[tuple[str, str, str]]:
    """(who, words, verb) of each clause of a sentence that says who does what, without a condition."""
    text = sentence.replace("’", "'")
    starts = list(_START.finditer(text))
    for n, start in enumerate(starts):
        begin = start.start("part")
        end = starts[n + 1].start() if n + 1 < len(starts) else len(text)
        before = text[starts[n - 1].end() if n else 0 : begin]
        words = re.sub(
            r"(?:[\s,;:–—-]+|\b(?:and|so|then|but))+$", "", sentence[begin:end].rstrip(" .!?"), flags=re.I
        )
        words = without_courtesy(words)
        if _CONDITION.search(before) or _OPEN.search(_ASKS_IF.sub("", words.replace("’", "'"))):
            continue
        if len(words.split()) >= _FEWEST:
            who = {"i": YOU, "you": BOSS}.get(start["who"].lower(), BOTH)
            yield who, words, start["does"].lower()


def _promises(one: Exchange, outcome: Outcome) -> Iterator[Promise]:
    """What the user takes on in a turn, and what they say that the boss does where the boss then agreed."""
    if any(remark.kind == THREAT for remark in remarks(one)):
        return
    after_no = bool(one.before.state.parting)
    if outcome is Outcome.NOT_NOW and not after_no:
        return  # what was proposed before a "not now" went down with it
    agreed_to = one.turn.decision.outcome in _YES
    asked, day = confirmed(one.turn)
    if asked:
        who = {"i": YOU, "you": BOSS}.get(asked.split()[0].lower(), BOTH)
        yield Promise(who, asked, one.number, day)
    for part in sentences(one.said):
        found = list(pieces(part.text))
        if asked and asked in part.text:
            continue  # it is there, with the day
        sums_up = len({who for who, _, _ in found}) > 1
        closes = one.closing or agreed_to or sums_up
        if (outcome in _YES and not (closes or one.moved_on)) or (part.text.endswith("?") and not agreed_to):
            continue
        for who, words, does in found:
            habit = does in _HABITS
            # Two doers in one sentence make a habit no promise: "we keep to the rota, you do the desk".
            ends = one.closing or agreed_to or (sums_up and not habit)
            firm = ends or _FIRM.search(words) or (not habit and _DATED.search(words))
            if not firm:
                continue  # "On Thursdays I do the front desk" says how it is, and promises nothing
            # What the boss is said to do counts only where they said yes to it.
            theirs = who == BOSS and (agreed_to or (sums_up and outcome in _YES))
            if who == YOU or (who == BOTH and closes) or theirs:
                yield Promise(who, words, one.number, when(words))


def _latest(found: Sequence[Promise]) -> list[Promise]:
    """The last ones of each side, none twice; those of the close hold."""
    kept: list[Promise] = []
    for one in found:
        kept = [other for other in kept if not _same(other, one)]
        kept.append(one)
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


def _of_boss(turns: Sequence[Turn]) -> Iterator[Promise]:
    """What the boss takes on in their own words, at the end."""
    for turn in turns:
        if turn.decision.move in _LAST_WORD and turn.decision.answer not in ("which", "refuse"):
            for part in sentences(turn.utterance.text):
                if (
                    _BOSS_DOES.search(part.text.replace("’", "'"))
                    and not part.text.endswith("?")
                    and not _SETTLES_NOTHING.search(part.text)
                ):
                    yield Promise(BOSS, part.text, turn.number, by_boss=True)


def _day(said: Sequence[Exchange], outcome: Outcome) -> tuple[str, int | None]:
    """The day on which both look at it again: the last one named that no "not now" came after."""
    for one in reversed(said):
        if outcome is Outcome.NOT_NOW and not one.before.state.parting:
            break
        for part in reversed(sentences(one.said)):
            spans = [span.text for span in find_spans(part.text) if span.kind == "date"]
            if spans and _LOOK.search(part.text) and _WE_LOOK.search(part.text):
                return spans[-1], one.number
    return "", None


def _close(said: Sequence[Exchange]) -> tuple[str, int | None]:
    """The sentence with which the user closes the talk: who does what, or when both look again; generous.

    Before the manager asked how it goes on, only a sentence that names two doers, or a day to look at it, closes.
    """
    best: tuple[int, int, str] | None = None
    for one in said:
        if any(remark.kind == THREAT for remark in remarks(one)):
            continue
        last = one.turn.decision.outcome is not None
        for part in sentences(one.said):
            doers = len({who for who, _, _ in pieces(part.text)})
            dated = any(span.kind in ("date", "time") for span in find_spans(part.text))
            looks = dated and bool(_LOOK.search(part.text) and _WE_LOOK.search(part.text))
            here = (one.closing or last) and (doers or (dated and _TOGETHER.search(part.text)))
            if here or doers > 1 or (looks and not part.text.endswith("?")):
                mark = doers + dated + (one.closing or last)
                best = max(best or (0, 0, ""), (mark, one.number, part.text))
    return (best[2], best[1]) if best else ("", None)
