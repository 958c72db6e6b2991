"""Surface signs, by generous rules: what a sentence may hold, so that nobody is told that they did not say it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from assistant.catalog import table
from assistant.debriefing.log import Exchange
from assistant.domain import ConcernType
from assistant.engine.fitting import moves_of
from assistant.text import leaving
from assistant.text.clean import plain as plain
from assistant.text.segment import sentences
from assistant.text.spans import find_spans, names_in
from assistant.text.stating import really_asks, stated
from assistant.writing.wording import stems

_HELPS = re.compile(
    r"\b(?:agree[ds]?|tak(?:e|es|ing)|took|cover\w*|help\w*|stand\w*|step\w*|do(?:es)?|runs?|holds?|minds?|fills?|trained|shown|sits?|"
    r"swap\w*|share\w*|answer\w*|keep\w*|learn\w*)\b",
    re.I,
)
WONDERS = re.compile(
    r"\bwonder(?:ing|ed)?\b[^.?!]*\b(?:i (?:could|can|might|may)|about (?!you\b|what\b|how\b|why\b|who\b)\w+ing)\b"
)
"""How a wish is put that hardly dares to be one."""
OF_BEFORE = re.compile(
    r"\byou(?:'ve| have)? (?:\w+ )?(?:given|gave|told|said|promised|put)\b|\binstead of (?:the|my|this|it)\b"
)
"""What the other did before, or only a change of place, is no direction."""
DOUBTS = re.compile(
    r"\bi(?:'m| am) (?:just |still |really )?not (?:\w+ )?sure\b(?! (?:if |whether |that )?you\b)|\bi (?:really |just )?(?:don't|do not) (?:\w+ )?know\b"
)
"""Somebody's doubt, which asks for nothing; on words in lower case."""
REPORTS = re.compile(
    r"\b(?:come|get|be) back to you\b|\blet you know\b|\b(?:tell|write) you (?:what|how|whether|if)\b"
)
"""Word that somebody will bring, which is no other way to do it; on words in lower case."""
DID = re.compile(
    r"\b(?:i|we|my \w+)(?:'ve| have| also| already| then| just)? (?:\w+ly )?(?:\w{2,}ed|cut|ran|run|wrote|written|built|made|led|took|did|done|kept|brought|found|got|held|"
    r"set|gave|taught|won|sold|put|caught|rebuilt|redid|rewrote|went|fell|drove|drew|drawn|stood|had|been|sorted|closed|saved|replace)\b|\b(?:went|is|are|fell|dropped|rose|came|(?<!\bi )(?<!\bwe )(?<!d )(?<!ll )(?<!would )(?<!will )(?<!could )(?<!can )go) (?:down |up )?from \S+(?: \w+)? to\b"
)
"""Something done; on words in lower case."""
STAYING = "loyalty"
"""The worry whether the user stays: whoever says that they go has answered it."""
_TIME = frozenset({"date", "time", "duration"})
_LIGHT = frozenset({"acknowledges", "question"})
_FEWEST = 4


@cache
def _signs() -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(sign) for name, sign in table("debrief")["signs"].items()}


@cache
def _sorry() -> re.Pattern[str]:
    return re.compile(table("habits")["apology"]["words"])


@cache
def _rhetorical() -> re.Pattern[str]:
    return re.compile(table("debrief")["asked"]["rhetorical"])


def rhetorical(sentence: str) -> bool:
    """Whether a question asks for nothing: nobody is told that it was left open, or to put it once more."""
    return bool(_rhetorical().search(plain(sentence)))


def is_sign(move: str, words: str) -> bool:
    """Whether ``words`` plainly hold the move (or element) of that name."""
    return bool(_signs()[move].search(plain(words)))


def may_hold(move: str, words: str) -> bool:
    """Whether ``words`` may hold the move; generous."""
    if move == "question":
        return "?" in words
    if move == "date" and any(span.kind in _TIME for span in find_spans(words)):
        return True
    if move == "cover" and names_in(words) and _HELPS.search(words):
        return True
    return is_sign(move, words)


def may_answer(one: Exchange, kind: ConcernType) -> frozenset[str]:
    """The moves that speak to the worry and may be in the turn: heard in it, or by a surface sign."""
    heard = moves_of(one.turn.reading) if one.turn.reading else frozenset()
    signs = {move for move in kind.answered_by if may_hold(move, one.said)}
    return (heard & set(kind.answered_by)) | signs


def asks(said: str) -> bool:
    """Whether somebody asks something in the turn; a question is never a fault."""
    return any(really_asks(part.text) for part in sentences(said))


def gives(one: Exchange, kind: ConcernType | None) -> bool:
    """Whether a turn answers anything: it states something, and not only that one is sorry.

    Beside a question ("Which figure was off? I want to get it right.") a statement counts where it may speak to the worry.
    """
    told = [part.text for part in sentences(one.said) if len(stated(part.text).split()) >= _FEWEST]
    told = [text for text in told if not _sorry().search(plain(text)) or find_spans(text)]
    moves = [move for move in kind.answered_by if move not in _LIGHT] if kind else []
    return any(
        not asks(one.said) or not moves or any(may_hold(move, text) for move in moves) for text in told
    )


_STAYS_AFTER_ALL = re.compile(
    r"(?<!if )\bi(?:'m| am) (?:staying|not (?:leaving|going anywhere|handing in))\b|\bi (?:take (?:that|it) back|didn't mean (?:that|it))\b"
)
"""How somebody takes back that they go."""


def leaves(said: Sequence[Exchange]) -> tuple[int, str] | None:
    """(turn, sentence) in which the user first says plainly that they go, whatever the boss does; None where they never do, or take it back."""
    heard = ((one.number, one.turn.reading.departs) for one in said if one.turn.reading)
    if news := next((found for found in heard if found[1]), None):
        return news
    spoken = ((one.number, leaving.leaves(one.said, planned=False)) for one in said)
    found = next((found for found in spoken if found[1]), None)
    back = found and any(one.number > found[0] and _STAYS_AFTER_ALL.search(plain(one.said)) for one in said)
    return None if back else found


def told(move: str, said: Sequence[Exchange]) -> tuple[int, str] | None:
    """(turn, sentence) of the first statement in which a move was heard and stands plainly; None where there is none."""
    for one in said:
        words = one.turn.reading.quotes.get(move, "") if one.turn.reading else ""
        for part in sentences(one.said) if words else ():
            if words in part.text and stated(part.text) and is_sign(move, part.text):
                return one.number, part.text
    return None


class Near:
    """How near a sentence is to a worry: what the listener makes of it alone, surface signs, and words of the question.

    :param asked: stems of what the manager had asked. :param alone: the level of each sentence read by itself.
    """

    def __init__(self, kind: ConcernType | None, asked: Collection[str], alone: Mapping[str, int]) -> None:
        self._kind, self._asked, self._alone = kind, set(asked), alone

    def __call__(self, sentence: str) -> float:
        """Higher is nearer."""
        weighty = [move for move in self._kind.answered_by if move not in _LIGHT] if self._kind else []
        signs = [len(weighty) - n for n, move in enumerate(weighty) if may_hold(move, sentence)]
        overlap = len(stems(sentence) & self._asked)
        return self._alone.get(sentence, 0) + 0.3 * max(signs, default=0) + 0.4 * min(overlap, 2)
