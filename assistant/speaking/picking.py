"""Which of the lines that fit is said, and what of a turn that is too long is left out."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence, Set

from assistant.domain import Line
from assistant.speaking.moment import images

MOST_WORDS = 45
TAKES_UP = frozenset({"date", "amount", "person", "phrase", "earlier_date", "earlier_person"})
"""Slots with the user's words."""
_OWN, _ECHO = 4.0, 3.5
"""How much likelier than another line one is that only this manager says, and one that takes up the user's words."""


def pick(
    lines: Sequence[Line],
    temperament: str,
    values: Mapping[str, str],
    used: set[str],
    draw: random.Random,
    said_so: Set[tuple[str, ...]] = frozenset(),
) -> Line | None:
    """A line this manager can say now and has not said yet, rather one with none of the turns of phrase of this talk (``said_so``)."""
    known = values.keys()
    able = [
        line
        for line in lines
        if line.slots <= known
        and line.id not in used
        and (not line.temperaments or temperament in line.temperaments)
    ]
    if not able:
        return None
    weights = [
        _OWN if temperament in line.temperaments else _ECHO if line.slots & TAKES_UP else 1.0 for line in able
    ]
    drawn = draw.choices(able, weights)[0]
    if images(drawn.text).isdisjoint(said_so):
        return drawn
    other = [(line, w) for line, w in zip(able, weights, strict=True) if not images(line.text) & said_so]
    return draw.choices(*zip(*other, strict=True))[0] if other else drawn


def within(spoken: list[tuple[str, str, bool]]) -> list[tuple[str, str, bool]]:
    """As many parts as fit into the word limit; the last part, the move itself, always stays, and answers go last."""
    while len(spoken) > 1 and sum(len(text.split()) for _, text, _ in spoken) > MOST_WORDS:
        first = next((n for n, (_, _, kept) in enumerate(spoken[:-1]) if not kept), 0)
        spoken = spoken[:first] + spoken[first + 1 :]
    return spoken


def joined(texts: Iterable[str]) -> str:
    """The sentences one after the other."""
    spoken = " ".join(text.strip() for text in texts)
    # A quoted phrase of the user may bring its own full stop.
    return re.sub(r"\.([”\"’']?)\.(?!\.)", r".\1", spoken)
