"""One reading out of two: what the built-in engine found and what a language model found, by rules that are written down.

The model is asked only where it passed the quiz (:mod:`assistant.trust`), and even then it is one of two voices. The
rules were chosen on judged data, with judges of every quality simulated (``python -m evals.reconciling``; the figures
are in ``docs/models.md``): of the rules tried they are the ones that still help when the model is no better than the
built-in engine, and hardly harm when it is worse.

levels      the middle of the two, and where that falls between two levels the one farther from 1: what either calls "partly" is
            mostly the other's 0 or 2. Level 2 on the model's word alone needs words of the reply, quoted for a move that
            offers something
moves       what both found, and what one of them found and quotes; what accuses the user (a complaint, a threat,
            giving up) only where both found it
scores      the mean of the two, at most :data:`FARTHEST` away from the built-in one, so that a draft that talks a model
            into ten of ten gains little
elements    as moves; ``negative_tone`` accuses
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assistant.domain import USER_MOVES, Assessment, Finding, Reading

FARTHEST = 2.0
"""Points by which a model may move a score of the built-in engine."""
ACCUSING = frozenset({"grievance", "ultimatum", "withdraws", "negative_tone"})
"""A false accusation is worse than a missed one."""
_OFFERS = frozenset(USER_MOVES) - ACCUSING - {"acknowledges"}


def readings(own: Reading, model: Reading) -> Reading:
    """The reading that stands; ``own`` is the built-in one. Quotes are the model's where it gave some."""
    moves = {name: _present(name, own.has(name), name in model.quotes) for name in own.moves}
    quotes = _quotes(moves, own.quotes, model.quotes)
    return replace(own, level=_level(own, model), moves=moves, quotes=quotes, engine=model.engine)


def assessments(own: Assessment, model: Assessment) -> Assessment:
    """The assessment that stands; ``own`` is the built-in one."""
    elements = {}
    for name, mine in own.elements.items():
        theirs = model.elements[name]
        present = _present(name, mine.present, theirs.present)
        elements[name] = Finding(present, (theirs.quote or mine.quote) if present else None)
    return replace(
        own,
        specificity=_score(own.specificity, model.specificity),
        business_framing=_score(own.business_framing, model.business_framing),
        elements=elements,
        engine=model.engine,
    )


def _level(own: Reading, model: Reading) -> int:
    if own.level == model.level:
        return own.level
    levels = {own.level, model.level}
    if levels == {0, 2}:
        return 1
    if levels == {0, 1}:
        return 0
    return 2 if own.level == 2 or model.quotes.keys() & _OFFERS else 1


def _present(name: str, own: bool, model: bool) -> bool:
    return own and model if name in ACCUSING else own or model


def _score(own: float, model: float) -> float:
    return round(own + max(-FARTHEST, min(FARTHEST, (model - own) / 2)), 1)


def _quotes(moves: Mapping[str, bool], own: Mapping[str, str], model: Mapping[str, str]) -> dict[str, str]:
    return {
        name: model.get(name) or own[name]
        for name, present in moves.items()
        if present and (name in model or name in own)
    }
