"""What a turn may be given credit for: a statement that plainly speaks to the worry, and no question, haggle or shrug.

The signs of :mod:`assistant.debriefing.signs` are generous, so that nobody is blamed for words that may be an answer. These here are
strict, since they praise: where they find nothing, it is only told what happened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.catalog import table
from assistant.debriefing.signs import DID, may_hold, plain
from assistant.domain import ConcernType
from assistant.listening.plain import answers, fully
from assistant.listening.telling import telling, unknowing
from assistant.text.segment import sentences
from assistant.text.spans import find_spans
from assistant.text.stating import stated

FIGURES = frozenset({"number", "percent", "money", "duration", "amount"})
_TIME = frozenset({"date", "time", "duration"})
_LIGHT = frozenset({"acknowledges", "question"})
_TELL_ME = re.compile(
    r"^\W*(?:(?:and|but|so|then|well|okay|ok|please|just|now)\b,? *)*(?:tell|show|give|let|name|explain to) (?:me|us)\b",
    re.I,
)
"""Whoever tells the other to say something has said nothing yet."""
_DONE = re.compile(
    r"\b(?<!is )(?<!are )(?<!be )(?:\w{3,}ed(?! by\b)|went|had|did|was|were|ran|got|won|sold|held|led|cut|took|made|kept|fell|rose|grew|came|since|so far)\b"
)
_HAVE = re.compile(r"\bi(?:'ve| have)? (?:got(?! \w+ (?:down|up|from|to)\b)|had)\b")
"""What somebody has, and did not do."""
_WHICH = re.compile(r"\b(?:what|which|who|how|when|where|why)\b[^?]*\?\W*$", re.I)
_SHRUGS = re.compile(
    r"\bi (?:don't|do not|can't|cannot) (?:really )?(?:remember|recall|think of)\b|\b(?:hardly|doesn't(?: really)?|does not) matters?\b|"
    r"\bno idea\b"
)
_BY_THEN = re.compile(
    r"\b(?:from|on|by|until|till|to|after|before|within|for|start\w*|beg[ia]n\w*|ends?)\b[^.;]{0,20}$", re.I
)
_JUST_STAYS = re.compile(r"\bi(?:'ll| will| would|'d)? stay\b(?! (?:on|at|in|with)\b)")
_FEWEST = 3


def statements(said: str) -> Iterator[str]:
    """The sentences of a turn that state something: no question, nothing that asks to be told, no shrug."""
    for part in sentences(telling(said)):
        told = stated(part.text)
        if len(told.split()) >= _FEWEST and not (
            shrugs(part.text) or _TELL_ME.search(part.text) or _WHICH.search(part.text)
        ):
            yield told


def shrugs(sentence: str) -> bool:
    """Whether a sentence only says that its speaker does not know, or that it does not matter."""
    return unknowing(sentence) or bool(_SHRUGS.search(plain(sentence)))


def speaks(kind: ConcernType, said: str) -> str:
    """The first statement of a turn that plainly speaks to the worry; empty where none does."""
    told = list(statements(said))
    alone = next(
        (text for text in told if _plainly(kind, text) or any(_is(move, text) for move in _moves(kind.id))),
        "",
    )
    # What two sentences say together ("No new people. Jo takes it.") begins with the first.
    return alone or (told[0] if told and _plainly(kind, " ".join(told)) else "")


def _plainly(kind: ConcernType, text: str) -> bool:
    return any(move not in _LIGHT for move, _ in (*answers(kind, text), *fully(kind, text)))


def shows_result(text: str) -> bool:
    """Whether a sentence tells of something done and what came of it, or how much of it."""
    words = _HAVE.sub("", plain(text))
    if _no_result().search(words):
        return False
    figure = any(span.kind in FIGURES for span in find_spans(text))
    return bool(DID.search(words)) or (figure and bool(_DONE.search(words)))


@cache
def _no_result() -> re.Pattern[str]:
    return re.compile(table("debrief")["acts"]["no_result"])


@cache
def _moves(concern: str) -> tuple[str, ...]:
    """The moves that are praised as an answer to the worry."""
    return tuple(table("debrief")["credits"].get(concern, ()))


def _is(move: str, text: str) -> bool:
    if move == "date":
        return any(span.kind in _TIME and _BY_THEN.search(text[: span.start]) for span in find_spans(text))
    if move == "cover" and _JUST_STAYS.search(plain(text)):
        return False
    return shows_result(text) if move == "evidence" else may_hold(move, text)
