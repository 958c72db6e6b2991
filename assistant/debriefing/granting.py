"""What the user asked of the boss, and whether the boss's very next words grant it.

Three answers are told apart: a yes, words that may be one, and nothing at all. Only the first makes it agreed, and only
the last is called no answer; of what lies between nothing is claimed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from assistant.debriefing.clauses import BOSS, HABITS, asks_for, ordered, pieces, requested, says_yes, tagged
from assistant.debriefing.log import Exchange, spoke
from assistant.debriefing.quoting import until_stop
from assistant.debriefing.sums import names_money
from assistant.debriefing.when import days, says_back, when
from assistant.domain import Move, Outcome
from assistant.text import Span
from assistant.text.segment import sentences
from assistant.text.stating import really_asks
from assistant.writing.wording import stems

YES = frozenset({Outcome.AGREED, Outcome.TRIAL_AGREED})
EITHER = re.compile(r"\bor (?:shall|should|do|does|would|could|can|will) (?:i|you|we)\b", re.I)
"""A question which of the two does it is answered by no yes."""
_POINTS = re.compile(
    r"^you(?:['’]ll| will)? (?:please |then |also |just )?(?P<does>[\w-]+) (?:it|them|that|this|those|these|him|her|so|both|one|something|anything)(?:,.*)?$",
    re.I,
)
"""A wish whose words say nothing without those before them."""
_STANDS_FOR = frozenset({"do", "manage", "arrange"})
"""Verbs that stand for whatever was named before ("Can you do that on Monday?")."""
_SMALL_QUESTION = re.compile(
    r"^\W*(?:(?:is|would|will|does) (?:that|this|it|everything) (?:be )?(?:ok|okay|all right|fine|possible|work|go|suit|do)\b[^?]{0,20}|"
    r"(?:ok|okay|agreed|deal|right|fine|yes|enough)(?: (?:for|with) you)?|can you do (?:that|both|it|this)|(?:is|would) (?:that|this|it) (?:be )?a (?:deal|yes)|do we agree|any objections?\b[^?]{0,12})\?$",
    re.I,
)
"""A sentence of its own that asks for a yes to the one before it."""
_PLAIN_YES = re.compile(
    r"^\W*(?:(?:well|oh|right|good|fine|okay|ok|all right|then)\b[,.! ]*)*(?:yes|will do|of course|agreed|gladly|with pleasure|deal|done|understood|go ahead|by all means|please do|"
    r"consider it done|no problem|happy to|certainly|granted|i['’]ll|i will)\b",
    re.I,
)
"""A yes that nothing else opens with; "okay" and "fine" also open a reply that goes on to the next worry."""
_MAY_BE = re.compile(
    r"^\W*(?:(?:and|so|then|well|oh)\b[, ]*)*(?:yes|good|fine|okay|ok|agreed|done|settled|right|all right|deal|of course|certainly|gladly|very well|both|sure|understood|lovely|go ahead|by all means|please do|no|never|not (?:yet|now|today))\b|"
    r"\b(?:no (?:trouble|objections?|quarrel)|nothing against)\b|\b(?:that|it|this)(?:['’]ll| will| would|['’]d)? (?:also )?(?:holds?|do|does|works?|suits?|fits?|stands?)\b|"
    r"\b(?:that|it)(?:['’]s| is) (?:right|correct|how i (?:have|had|see|understood) it|what (?:we|i) (?:said|agreed))\b|\bi (?:think|say),? (?:it['’]s a )?yes\b|\blet['’]s (?:do|try) (?:it|that|this)\b|\bthe way (?:we|you)\b|"
    r"\b(?:from|by|with) me,? (?:it|that)(?:['’]s| is) (?:fine|all right|okay|ok|a yes)\b|\b(?:that|it|this|which) i (?:can|could|might|would) (?:\w+ )?(?:carry|pass|take|forward|show|sign|use|repeat|live|work|do)\b|\bi['’]d rather (?:have|know|hear|see) (?:it|them|that)\b|"
    r"\b(?:is|are|['’]s) mine\b|\bi(?:['’]d| would) (?:do|sign|ask|tell|send|say) (?:it|that|so|them|him|her)\b|\byou(?:['’]ll| will|['’]ve)? (?:have|got) (?:it|my|that)\b|\b(?:fine|all right|okay) (?:by|with) me\b|\bfor me\b|"
    r"\b(?:can(?:no|['’])t|won['’]t|wouldn['’]t)\b[^.?!]*\b(?:sign|send|tell|ask|promise|do|get) (?:it|that|them|him|her|you|there)\b",
    re.I,
)
"""Words that may answer a request, whichever way."""
_WILL = re.compile(r"\bi(?:['’]ll| will)\b", re.I)
_YES_OR_NO = re.compile(r"\byes\b[^.?!]*\bno\b", re.I)
"""What their yes answers by itself."""
_TAKES_ON = re.compile(r"\bmine\b|\bi(?:['’]ll| will) (?:\w+ )?(?:it|that|this|them|so|both|him|her)\b", re.I)
_TAKES_BACK = re.compile(r"\b(?:not|never|no|if|unless)\b|n['’]t\b", re.I)
_VERDICTS = frozenset({Move.AGREE, Move.AGREE_TRIAL, Move.NOT_NOW, Move.PART})
_TELLS = frozenset({"verdict", "not_yet", "no", "decide", "authority"})
"""Answers by which the boss says how it stands."""
_OF_ME = re.compile(
    r"\b(?:from|of|for) me\b|\bmy (?:part|side|bit|share|job)\b|\b(?:do|should|must|can) i (?:\w+ )?(?:do|sign|ask|tell|bring|need)\b",
    re.I,
)
"""How they ask what is wanted of them."""
PROMISES = ("will_do", "favour_yes", "reference_yes")
"""Lines by which the boss takes on what was asked of them."""
_SHARED = 2
_FEWEST = 4


class Reply(Enum):
    """What the boss's next words make of a wish."""

    YES = "yes"
    MAYBE = "maybe"
    NONE = "none"


@dataclass(frozen=True)
class Wish:
    """What the user asks or tells the boss to do: the clause of it, and the whole sentence where it is a question.

    ``direct``: whether a yes was asked for, by the sentence itself or by a small question right behind it; ``within``: by the sentence.
    """

    words: str
    turn: int
    question: str = ""
    direct: bool = False
    within: bool = False

    @property
    def day(self) -> str:
        """The day by which it was asked for; empty where none was named."""
        return when(self.words)


def wishes(one: Exchange) -> Iterator[Wish]:
    """What a turn asks the boss to do, in order; a request that only points back is told with the sentence to which it points."""
    parts, before = sentences(one.said), list[Wish]()
    for n, part in enumerate(parts):
        found = list(_wishes_of(one, parts, n))
        asked = requested(part.text)
        points = _POINTS.search(_without_day(asked)) if asked else None
        if asked and points and before:
            # A day that only the question names belongs to what it points at.
            begin = one.said.find(before[-1].words, parts[n - 1].start)
            whole = one.said[begin : part.end] if begin >= 0 and when(asked) and not before[-1].day else ""
            before[-1] = replace(before[-1], direct=True, within=True)
            if whole:
                before[-1] = replace(before[-1], words=whole, question=whole)
            found = []
        elif asked and points and n and points["does"].lower() in _STANDS_FOR:
            both = one.said[parts[n - 1].start : part.end]
            found = [Wish(both, one.number, both, direct=True, within=True)] if found else []
        yield from before
        before = found
    yield from before


def _without_day(words: str) -> str:
    """``words`` without the day at their end."""
    day = when(words)
    return re.sub(rf" (?:(?:on|by|this|next) )?{re.escape(day)}$", "", words.rstrip(" .?!")) if day else words.rstrip(" .?!")  # fmt: skip


def _wishes_of(one: Exchange, parts: Sequence[Span], n: int) -> Iterator[Wish]:
    """What one sentence of a turn asks the boss to do."""
    part, ends = parts[n], one.closing or decides(one)
    if EITHER.search(part.text):
        return
    if asked := requested(part.text):
        if not _POINTS.search(asked.rstrip(" .?!")):
            yield Wish(asked, one.number, _question(part.text), direct=True, within=True)
        return
    put = asks_for(part.text)
    if put and really_asks(part.text):
        return  # "Could we try it, and you decide then?" asks for something else
    within = put or tagged(part.text)
    direct = within or _asked_right_after(parts[n + 1 :])
    told = [(words, does) for who, words, does in pieces(part.text) if who == BOSS]
    for words, does in told:
        # "You do the desk" says how it is, unless a yes was asked for.
        said = does not in HABITS or says_back(when(words) or words, one.turn.utterance.text)
        if not _POINTS.search(words) and (direct or ends or said):
            yield Wish(words, one.number, _question(part.text) if put else "", direct, within)
    if (direct or asked_for_theirs(one)) and not told and not put and (words := ordered(part.text)):
        yield Wish(words, one.number, direct=True)


def asked_for_theirs(one: Exchange) -> bool:
    """Whether the turn answers their question what is wanted of them, so that whatever it tells them to do is asked of them."""
    return any(
        part.text.endswith("?") and _OF_ME.search(part.text) for part in sentences(one.before.utterance.text)
    )


def decides(one: Exchange) -> bool:
    """Whether the answer to a turn is the boss's yes or no."""
    return one.turn.decision.outcome is not None or one.turn.decision.move in _VERDICTS


def _question(sentence: str) -> str:
    """A question by itself, without what an abbreviation ("HR.") joined to it, up to a natural stop."""
    return until_stop(re.split(r"(?<=[.!?:]) (?=[A-ZÀ-Ý])", sentence)[-1])


def _asked_right_after(parts: Sequence[Span]) -> bool:
    """Whether a small question follows ("… Is that ok with you?"), at once or behind one more statement."""
    following = next((part.text for part in parts[:2] if part.text.endswith("?")), "")
    return bool(_SMALL_QUESTION.search(following))


def reply(one: Exchange, wish: Wish) -> Reply:
    """What the words right after ``wish`` say to it.

    A full yes grants what the same turn stated, as far as it leaves nothing out; a question of that turn it grants only where it
    says yes to it. A trial that is granted is an answer to the ask, and to nothing else.
    """
    text, decision = one.turn.utterance.text, one.turn.decision
    full = decision.outcome is Outcome.AGREED or (decision.move is Move.PART and decision.outcome in YES)
    goes_on = not (one.closing or full or decision.outcome in YES)
    if wish.day and says_back(wish.day, text):
        return Reply.YES
    other_day = bool(wish.day and days(text))
    if says_yes(text) and not other_day and (not goes_on or _PLAIN_YES.search(text)):
        return Reply.YES
    if _names(wish, text) or (wish.within and spoke(one.turn, *PROMISES)):
        return Reply.YES
    whole = (
        full
        and not upstairs(one)
        and not spoke(one.turn, "rest_no")
        and not (spoke(one.turn, "rest") and names_money(wish.words))
    )
    if whole and not wish.question:
        return Reply.YES
    # Where they answered some question of the turn, it may have been this one.
    told = full or decision.answer in _TELLS or (decision.answer and wish.question)
    return Reply.MAYBE if told or may_be_yes(text) else Reply.NONE


def upstairs(one: Exchange) -> bool:
    """Whether their yes only takes the ask to somebody above, which is no yes to what else was said."""
    return spoke(one.turn, "agree_above")


def passes_over(one: Exchange, wish: Wish) -> bool:
    """Whether a turn got their yes, and nothing in it takes this request of the turn on."""
    full = one.turn.decision.outcome in YES and not spoke(one.turn, "rest_no")
    if upstairs(one):
        return full
    parts = [part.text for part in sentences(one.turn.utterance.text)]
    taken = (
        part
        for part in parts
        if _TAKES_ON.search(part) or (_WILL.search(part) and stems(part) & stems(wish.words))
    )
    return full and not any(taken) and not _YES_OR_NO.search(wish.words)


def may_be_yes(text: str) -> bool:
    """Whether some statement of an answer may be meant for what was asked."""
    found = [part.text for part in sentences(text) if not part.text.endswith("?")]
    return any(_MAY_BE.search(one) or (_WILL.search(one) and not _TAKES_BACK.search(one)) for one in found)


def _names(wish: Wish, text: str) -> bool:
    """Whether the boss says that they will do it, in words of the wish: "I'll ask the harbour office"."""
    wished = stems(wish.words)
    return any(
        _WILL.search(part.text)
        and not _TAKES_BACK.search(part.text)
        and not part.text.endswith("?")
        and len(wished & stems(part.text)) >= _SHARED
        for part in sentences(text)
    )
