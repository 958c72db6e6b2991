"""What of the user's results and other ways a text that tells the whole case has no room for: listed, not lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.domain import Withheld
from assistant.text.spans import find_spans
from assistant.writing.options import chosen, repeats
from assistant.writing.parse import Ask, parse_ask
from assistant.writing.private import Piece, Sifted
from assistant.writing.voice import voiced
from assistant.writing.wording import stems, unescape

_WHOLE_CASE = ("agenda", "brief", "five_acts", "not_now_plan")
_BEFORE = ("invitation", "agenda", "brief", "five_acts")
"""Texts that bring the proposal, each as much of it as it has room for."""
_ENOUGH = 0.6
"""Share of the words of a statement in one line that show that the text says it."""
_WHY = {
    "ask": "This text has no room for it; say it in the talk, or put it in.",
    "evidence": "There was no room for it here; put it in where you want it.",
    "options": "You named it as another way; this text keeps to one proposal.",
}


def left_over(markdown: str, kind: str, sifted: Sifted, *, vague: bool = False) -> Iterator[Withheld]:
    """The sentences of the ask, the results and the options that ``markdown`` does not tell, with why.

    :param vague: the ask has no object yet, so that a gap stands for it.
    """
    ask = parse_ask(sifted.ask)
    plain = unescape(markdown).lower()
    whole = stems(plain)
    lines = [stems(line) for line in unescape(markdown).splitlines()]
    if kind in _BEFORE and not vague:
        for piece, reworded in _told(ask):
            wanted = stems(voiced(piece.text, "plain"))
            said = _said(wanted, [whole] if reworded else lines) or _said(stems(piece.text), lines)
            if not said or any(day not in plain for day in _days(piece.text)):
                yield Withheld(piece.text, _WHY["ask"])
    if kind in _WHOLE_CASE:
        for piece in sifted.evidence:
            if not _said(stems(piece.text), lines):
                yield Withheld(piece.text, _WHY["evidence"])
    if kind in {*_WHOLE_CASE, *_BEFORE}:
        asked_for, _ = chosen([piece.text for piece in sifted.options], ask)
        for piece in sifted.options:
            # What the ask itself is about is no other way.
            asked = piece.text == asked_for or repeats(piece.text, ask)
            if not asked and not _said(stems(piece.text), lines):
                yield Withheld(piece.text, _WHY["options"])


def _days(text: str) -> list[str]:
    """The dates of a statement: one that is lost is told to the user, however much of the sentence stands there."""
    return [span.text.lower() for span in find_spans(text) if span.kind == "date"]


def _said(wanted: set[str], where: Sequence[set[str]]) -> bool:
    return not wanted or any(len(wanted & words) >= _ENOUGH * len(wanted) for words in where)


def _told(ask: Ask) -> Iterator[tuple[Piece, bool]]:
    """What the ask tells, and whether a text rewords it over several lines; without what only says why the boss is told."""
    parts = [*ask.background, *ask.change, *ask.benefit, *ask.cover, *ask.review, *ask.next_step]
    known = [piece.text.rstrip(".?! ") for piece in (*parts, *ask.news)]
    yield from ((piece, True) for piece in parts)
    for piece in ask.sentences:
        if not any(text in piece.text for text in known):
            yield piece, False
