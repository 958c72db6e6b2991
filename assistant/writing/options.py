"""The ways that the user listed: which of them is the ask itself, and which are other ways beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.writing.parse import Ask
from assistant.writing.wording import escape, sentence, shorten, stems

ENOUGH = 0.6
"""Share of the words of an option that the ask must say for the option to be the ask; a word in common is not enough."""
_CONDITION = re.compile(r",? (?:when|once|if|after|until|unless|while|because|so that)\b.*$", re.I)
"""What an option adds to its name: when it would come, and under which condition."""
_TIMES = stems(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday morning afternoon evening night shift weekend hour half time "
    "three four five seven eight"
)
"""Words that say when and how much, of whatever it is."""
_LEAD_IN = re.compile(r"^(?:ask (?:\w+ )?for |ask to |try to |maybe |perhaps )", re.I)
_STAYS = re.compile(r"\b(?:stay|remain)\w*\b", re.I)
"""Staying is another way than a change, whatever it shares with it."""


def named(text: str, words: int) -> str:
    """An option as a text lists it, safe for Markdown."""
    return escape(sentence(shorten(_LEAD_IN.sub("", text), words)).rstrip("."))


def chosen(options: Sequence[str], ask: Ask) -> tuple[str, list[str]]:
    """The option that is the ask itself, empty where none is, and the others."""
    change = _proposal(ask)
    fitting = [option for option in options if _is_asked(option, change)]
    if not fitting:
        return "", list(options)
    first = stems(ask.change[0].text) if ask.change else stems(change)
    best = max(fitting, key=lambda option: (len(stems(option) & first), len(stems(option) & stems(change))))
    return best, [option for option in options if option is not best]


def already_said(option: str, ask: Ask) -> bool:
    """Whether the sentences of the proposal say what ``option`` says, its conditions too."""
    wanted = stems(option)
    return bool(wanted) and len(wanted & stems(_proposal(ask))) >= ENOUGH * len(wanted)


def repeats(option: str, ask: Ask) -> bool:
    """Whether ``option`` names nothing that the proposal does not say already, and so is no other way."""
    if _STAYS.match(option) and not _STAYS.search(_proposal(ask)):
        return False
    return already_said(option, ask) and _is_asked(option, _proposal(ask))


def beside(others: Sequence[str], ask: Ask) -> list[str]:
    """Other ways that the user named, beside a proposal: nothing that the proposal says already.

    They are what the user falls back on: rivals of the ask that no text before the talk lays before the boss.
    """
    if not ask.change:
        return []
    return [option for option in others if not repeats(option, ask)]


def _proposal(ask: Ask) -> str:
    return " ".join(piece.text for piece in (*ask.background, *ask.change))


def _is_asked(option: str, change: str) -> bool:
    """Whether ``change`` asks for most of what ``option`` names.

    What only says how often ("One Sunday a month") must stand there whole, and so must a single word.
    """
    name = _CONDITION.sub("", option)
    wanted = stems(name) - _TIMES
    if len(wanted) < 2:
        there = _words(change)
        return bool(_words(name)) and _words(name) <= there
    return len(wanted & stems(change)) >= ENOUGH * len(wanted)


def _words(text: str) -> set[str]:
    """The words of ``text`` as they are written, without articles and the like."""
    return set(re.findall(r"[^\W_]{3,}", text.lower())) - {"the", "and", "for", "with", "our", "half", "time"}
