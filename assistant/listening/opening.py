"""A turn that answers no worry: read as an ask, since the listener of replies never saw one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.domain import Act, Assessment, Reading

MOVE_OF_ELEMENT = {
    "evidence": "evidence",
    "benefit": "benefit",
    "cover": "cover",
    "measure": "milestone",
    "time": "date",
}
"""The move that an element of the ask amounts to."""
_CONCRETE = frozenset({"amount", "time", "cover", "measure", "next_step"})


def opening(
    reading: Reading,
    assessment: Assessment,
    elements: frozenset[str],
    trial: str = "",
    *,
    hedged: bool = False,
) -> Reading:
    """The reading of the turn as an ask.

    Level 2 is a defined change with two concrete elements, 1 a recognisable or a ``hedged`` one, else 0.

    :param trial: the words that plainly offer a trial.
    """
    stated = {move for element, move in MOVE_OF_ELEMENT.items() if element in elements}
    felt = {move for move in ("grievance", "ultimatum") if reading.has(move)}
    open_ = {move for move in ("question", "withdraws") if reading.has(move) and "change" not in elements}
    present = stated | felt | open_ | ({"phased_or_trial"} if trial else set())
    hedged = hedged and "change" in elements
    defined = "change" in elements and len(elements & _CONCRETE) >= 2 and not hedged
    quotes = {move: quote for move, quote in reading.quotes.items() if move in present}
    return replace(
        reading,
        level=2 if defined else int("change" in elements or assessment.specificity >= 3),
        moves={move: move in present for move in reading.moves},
        quotes=({"phased_or_trial": trial} if trial else {}) | quotes,
        hedged=hedged,
    )


def purpose(elements: frozenset[str], earlier: Sequence[str]) -> frozenset[Act]:
    """Whoever opens with the ask itself has said what the talk is for."""
    return frozenset({Act.PURPOSE} if "change" in elements and not earlier else ())
