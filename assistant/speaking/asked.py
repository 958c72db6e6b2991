"""What the questions of a turn are about, in words: which is the last, whether it guesses, what its "that" points to."""

from __future__ import annotations

import re

from assistant.speaking.moment import Moment
from assistant.text.segment import sentences

OR = re.compile(r"\bor\b(?! (?:not|so|rather|what)\b)", re.I)
"""One thing or another."""
OPEN = re.compile(r"\b(?:what|which|who|whose|when|where|why|how)\b", re.I)
"""No yes and no no answers it."""
_A_GUESS = re.compile(
    r"^\W*(?:(?:so|and|but|then|or|well|okay|ok|sorry)\b[, ]*)*(?:is|was|are) (?:it|that|this)\b", re.I
)
_THEIR_PART = re.compile(
    r"\b(?:which|what)\b[^?]*\byou(?:rs?)?\b|\b(?:right|proper|correct|responsible)\b|\b(?:give|hand|send|address|submit|bring|go|turn)\b",
    re.I,
)
_POINTS_BACK = re.compile(r"\b(?:that|this|it|those|these)\b|^(?:\W*\w+){1,4}\W*$", re.I)
"""A question that says only with the boss's own words before it what it is about."""


def question(said: str) -> str:
    """The questions of a turn; all of it where none ends like one."""
    return " ".join(_questions(said)) or said


def last_question(said: str) -> str:
    """The last question of a turn; all of it where none ends like one."""
    return next(reversed(_questions(said)), said)


def about(now: Moment) -> str:
    """The questions of the turn; with what the manager had just said, where only that says what they are about."""
    asked = question(now.said)
    return f"{asked} {now.before}" if _POINTS_BACK.search(last_question(now.said)) else asked


def guesses(asked: str) -> bool:
    """Whether a question names one thing and wants to hear whether it is that."""
    return bool(_A_GUESS.search(asked)) and not OPEN.search(asked) and not OR.search(asked)


def asks_for_their_part(asked: str) -> bool:
    """Whether somebody who asks who decides wants to know what of it is the manager's, or whom to hand it to."""
    return bool(_THEIR_PART.search(asked))


def _questions(said: str) -> list[str]:
    return [part.text for part in sentences(said) if part.text.rstrip().endswith("?")]
