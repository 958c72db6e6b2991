"""What the boss takes on in their own words, and what they give the user to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.debriefing.clauses import BOSS, YOU, handed, pieces, says_yes
from assistant.debriefing.log import spoke
from assistant.debriefing.when import when
from assistant.domain import Move, Outcome, Promise, Turn
from assistant.text.segment import sentences
from assistant.writing.wording import stems

_BOSS_DOES = re.compile(
    r"\bi(?:'ll| will)(?: also| then| gladly)? (?:sign|reopen|look at|tell|talk|ask|stand up|take it|put|write|do|bring|come back|decide|support|back|raise|speak|"
    r"forward|arrange|book|announce|mention|send|call|check|confirm|make|give|let)\b",
    re.I,
)
_FIRM = re.compile(r"\b(?:i|we)(?:['’]ll| will| shall)\b", re.I)
_GLADLY = re.compile(r"\bi(?:'d| would) (?:love|be (?:so )?(?:glad|happy)|be only too (?:glad|happy)|gladly|like to be the one)\b", re.I)  # fmt: skip
_TAKES_BACK = re.compile(r"\b(?:not|never|if|but|unless)\b|n't\b", re.I)
_SETTLES_NOTHING = re.compile(
    r"\bmy (?:part|bit|share|side),? (?:i(?:['’]ll| will)|yes)\b|\b(?:happy|glad) with (?:it|that|this)\b|\bi(?:'ll| will) ask (?:them|him|her|you) if (?:they|he|she|you) (?:is|are|do|does)\b|\bwhere i have to\b|\bi(?:'ll| will) ask (?:it |that )?again\b|\b(?:isn't|not|nothing is) settled\b|\bdo my (?:part|bit|best|share)\b|\bmy (?:part|bit|share|side)\b[^.]*\bdo (?:it|that)\b|\bmy (?:part|bit|share|side) i(?:'ll| will) do\b",
    re.I,
)
_LAST_WORD = frozenset({Move.AGREE, Move.AGREE_TRIAL, Move.NOT_NOW, Move.PIN_DOWN, Move.PART})


def given(turn: Turn, after: Turn | None, outcome: Outcome) -> Iterator[Promise]:
    """What the boss takes on in their own words at the end, and what they give the user to do, where the user took it."""
    if turn.decision.remark == "added" or spoke(turn, "rest_no"):
        return  # they turned one more wish down, and what they say to that gives nobody anything to do
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
        text = part.text.replace("’", "'")
        takes = _BOSS_DOES.search(text) or (
            turn.decision.answer and _GLADLY.search(text) and not _TAKES_BACK.search(text)
        )
        if last and takes and not _SETTLES_NOTHING.search(text):
            own = [words for who, words, _ in pieces(part.text, BOSS) if who == BOSS and _FIRM.search(words)]
            words = own[0] if told and own else part.text
            yield Promise(BOSS, words, turn.number, when(words), by_boss=True)


def in_their_words(mine: Sequence[Promise], given: Sequence[Promise]) -> Iterator[Promise]:
    """All that was taken on; what the boss said to a request of the same turn stands beside it, and is not told twice."""
    told: set[Promise] = set()
    for one in mine:
        words = next((own for own in given if one.who == own.who == BOSS and one.turn == own.turn and stems(one.quote) & stems(own.quote)), None)  # fmt: skip
        told |= {words} if words else set()
        yield replace(one, answer=words.quote, answered=words.turn) if words else one
    yield from (one for one in given if one not in told)
