"""A constraint of the case that the boss has just named, and an answer to it in its own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.domain import ConcernType, Prompted, Reading
from assistant.listening.stems import stems
from assistant.text.segment import sentences
from assistant.text.spans import find_spans
from assistant.text.stating import statement

MEETS_IT = "It deals with what they named, in its own words"
"""Why a level differs from what the listener heard (``Reading.notes``)."""
_IS_KNOWN, _SHARED, _ADDS = 0.6, 2, 3
"""Share of a sentence's words that make it one of the case; words that an answer shares with it, and adds to it."""
_ACTS = re.compile(
    r"\b(?:I|[Ww]e|[Ss]he|[Hh]e|[Tt]hey|(?!Nobody|Yours?\b|You\b|Th|It\b|If\b|Wh|So\b|And\b|But\b|Yes\b|No\b|Just\b|Then\b|Please)[A-Z][a-zà-ÿ]+)(?:['’](?:ll|d|ve|s))?(?: (?:will|would|can|could|have|has|had|won['’]t|wouldn['’]t))?(?: (?:still|also|only|just|already|then))* "
    r"(?!ever|never|seen|heard|know|see|understand|hear|think|believe|hope|wish|guess|suppose|feel|wonder|admire|love|like|promise|swear|trust|am\b|['’]m\b|want(?:ed)?\b|need you)[a-z]{3,}",
)
VAGUE = re.compile(
    r"\b(?:somehow|always|maybe|perhaps|probably|hopefully|i['’]m sure|surely|don['’]t know|haven['’]t thought|no idea|be fine|no problem|never mind|don['’]t worry|not that|"
    r"manage|like you|the best|wonderful\w*|great|amazing|brilliant\w*|see about|sort itself|work(?:s)? (?:it|itself) out|who cares|so what|your problem|not my problem)\b",
    re.I,
)
CONCRETE = frozenset({"date", "time", "duration", "amount", "number", "money", "percent", "name"})


def named(manager: str, known: Sequence[str]) -> list[set[str]]:
    """The words of each sentence of the case that the manager has just said."""
    case = [_stems(one) for one in known]
    said = [_stems(part.text) for part in sentences(manager)]
    return [one for one in said if one and any(len(one & its) >= _IS_KNOWN * len(one) for its in case)]


def meeting(reading: Reading, kind: ConcernType, prompted: Prompted, said: str) -> Reading:
    """The reading with a step more where ``said`` does something about the constraint; naming it again, or shrugging, is no answer."""
    put = statement(said) or said
    best = [move for move in kind.answered_by if move not in ("question", "acknowledges")]
    if not best or VAGUE.search(put) or not _ACTS.search(put):
        return reading
    its = _stems(put)
    met = next((one for one in named(prompted.manager, prompted.known) if _speaks_of(its, one)), None)
    if met is None:
        return reading
    # A whole answer says something that can be checked, and leaves little of the constraint out.
    exact = any(span.kind in CONCRETE and span.text not in prompted.manager for span in find_spans(put))
    whole = exact and (reading.level or len(its & met) >= _IS_KNOWN * len(met))
    level = max(reading.level, 2 if whole else 1)
    made = next((move for move in best if reading.has(move)), best[0])
    if level == reading.level and (reading.has(made) or level < 2):
        return reading
    return replace(
        reading,
        level=level,
        moves={**reading.moves, made: True},
        quotes={made: put, **reading.quotes} if put in said else reading.quotes,
        notes=(*reading.notes, MEETS_IT) if level > reading.level else reading.notes,
    )


def _speaks_of(its: set[str], constraint: set[str]) -> bool:
    """Whether an answer has the constraint's words, and more than these."""
    enough = _SHARED if len(constraint) > _SHARED + 1 else 1
    return len(its & constraint) >= enough and len(its - constraint) >= _ADDS


def _stems(text: str) -> set[str]:
    return {stem.rstrip("s") for stem in stems(text)}
