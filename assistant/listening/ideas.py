"""An idea of the boss's own that the user takes up: whoever does what was suggested has answered, at least in part."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.domain import ConcernType, Reading
from assistant.listening.stems import stems
from assistant.text.segment import sentences
from assistant.text.spans import find_spans
from assistant.text.stating import stated

_DOES = re.compile(
    r"\b(?:i|we|let's|let us)\b(?! (?:\w+ )?(?:know|see|understand|hear|think|believe)\b)", re.I
)
_WELCOMES = re.compile(
    r"^\W*(?:(?:yes|oh|well|ok|okay|right|then)\b[, ]*)*(?:(?:that(?:'s| is|'d be| would be) )?(?:an? )?(?:very )?"
    r"(?:good|great|fine|nice|excellent|fair) (?:idea|suggestion|point)|gladly|with pleasure|let's do (?:that|it|so)|i(?:'d| would)? (?:like|love) that)\b",
    re.I | re.M,
)
_REFUSES = re.compile(r"n't\b|\b(?:not|never|no|cannot|without)\b", re.I)
_CONCRETE = frozenset({"date", "time", "duration", "amount", "name"})
_ENOUGH = 2
TAKES_UP = "It takes up what they suggested themselves"
"""Why a level differs from what the listener heard (``Reading.notes``)."""
_NOTHING_NEW = frozenset({"question", "acknowledges"})


@dataclass(frozen=True)
class TakenUp:
    """The sentence that takes the idea up, and whether it says when, how much or with whom."""

    words: str
    concrete: bool


def takes_up(kind: ConcernType, manager: str, said: str) -> TakenUp | None:
    """How ``said`` takes up what the manager suggested in ``manager`` about the worry; None where it does not.

    Two content words of the idea are enough, or one where the user welcomes it ("Good idea"); what is refused is not taken up.
    """
    ideas = [line.text for line in kind.lines["idea"] if not line.slots and line.text in manager]
    welcome = bool(_WELCOMES.search(said.replace("’", "'")))
    for part in sentences(said) if ideas else ():
        text = stated(part.text).replace("’", "'")
        if not text or not _DOES.search(text) or _REFUSES.search(text):
            continue
        shared = max(len(stems(text) & stems(idea)) for idea in ideas)
        if shared >= _ENOUGH or (shared and welcome):
            named = any(span.kind in _CONCRETE for span in find_spans(text))
            return TakenUp(part.text, shared >= _ENOUGH and named)
    return None


def taking_up(reading: Reading, kind: ConcernType, manager: str, said: str) -> Reading:
    """The reading with the boss's own idea where ``said`` takes it up: half an answer, a whole one where it is concrete."""
    found = takes_up(kind, manager, said)
    best = [move for move in kind.answered_by if move not in _NOTHING_NEW]
    if found is None or not best:
        return reading
    level = max(reading.level, 2 if found.concrete else 1)
    made = next((move for move in best if reading.has(move)), best[0])
    return replace(
        reading,
        level=level,
        moves={**reading.moves, made: True},
        quotes={made: found.words, **reading.quotes},
        notes=(*reading.notes, f"{TAKES_UP}: “{found.words}”") if level > reading.level else reading.notes,
    )
