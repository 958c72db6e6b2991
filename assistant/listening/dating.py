"""A day in a reply: an answer to a worry about time, and to no other."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain import Prompted, Reading
from assistant.listening.conduct import bare_date, undated
from assistant.listening.departing import answered_by
from assistant.listening.offering import ASKING
from assistant.listening.opening import MOVE_OF_ELEMENT
from assistant.seams import Listener
from assistant.text.clean import words

ONLY_A_DATE = "A day and “I see” say nothing about this worry."
THE_DATE_APART = "The day in it does nothing for this worry, so it is read without."
"""Why a level differs from what the listener alone heard (``Reading.notes``)."""
_FEWEST = 3
"""Fewer words than these, beside the day, answer no worry."""


def dated(reading: Reading, prompted: Prompted, said: str, listener: Listener) -> Reading:
    """The reading with the day in ``said`` for what it is worth: beside "I see" it is nothing, and it lifts none to another worry.

    :param listener: the built-in one, which reads the rest by itself.
    """
    if not reading.level or "date" in answered_by(prompted)[:2]:
        return reading
    best = [move for move in answered_by(prompted)[:2] if move not in ASKING]
    if bare_date(said) and not any(map(reading.has, best)):
        return replace(reading, level=0, notes=(*reading.notes, ONLY_A_DATE))
    made = {move for move, present in reading.moves.items() if present}
    made |= {MOVE_OF_ELEMENT[name] for name in reading.elements if name in MOVE_OF_ELEMENT}
    speaks = not made.isdisjoint(set(answered_by(prompted)) - ASKING - {"date"})
    if speaks or reading.engine != "embedded":
        return reading
    # Where nothing else speaks to the worry, it may be the day alone that sounds like an answer.
    rest = undated(said)
    if rest == said or len(words(rest)) < _FEWEST:
        return reading
    [alone] = listener.read([(prompted, rest)])
    if alone.level >= reading.level:
        return reading
    return replace(reading, level=reading.level - 1, notes=(*reading.notes, THE_DATE_APART))
