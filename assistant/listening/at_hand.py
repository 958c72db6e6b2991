"""Whose worry a reply answers: a good answer counts only as far as it is one to the worry at hand.

The reader of :mod:`assistant.listening.embedded` learnt from replies that nearly all answer the worry beside which they stand, so
it cannot tell. A linear model on the words of a reply alone can: it learnt which of the twelve worries judged replies are for
(``evals/training/CARD.md``). Nobody learnt from departures, whose worries are others, nor from worries that
somebody adds: replies to those are read as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from assistant.domain import CONCERNS, Prompted, Reading
from assistant.listening.stems import stems
from assistant.seams import Listener
from assistant.text.features import ngrams, tokens
from assistant.text.linear import Linear, Sample, load_linear
from assistant.text.neutral import neutral

PARAMETERS = Path(__file__).parent / "parameters" / "worries.npz"
ELSEWHERE = "It answers another worry more than this one"
"""Why a level differs from what the listener heard (``Reading.notes``)."""
_FULLY, _PARTLY = 0.08, 0.2
"""How far the worry at hand may lie behind the likeliest one, as chances from 0 to 1, for a reply to answer it fully, or in part; what
answers its next of kin counts as well."""
_KIN = (
    ("budget", "headcount"), ("deferral", "no_path"), ("deferral", "timing"), ("headcount", "no_path"),
    ("not_my_decision", "policy"), ("performance", "readiness"),
)  # fmt: skip
"""Worries so near to each other that judges gave full answers to the one level 1.2 and more, on average, as answers to the other."""
_SHARED = 2
"""Content words; with a third of theirs, 2 of 100 full answers to another worry have so many, and 12 to 21 of those to it."""
_LEAD = 0.15
"""How far the likeliest worry must lie before the next, for words to be for that one: right in 88 of 100 full answers (5-fold)."""


class AtHand:
    """Implements :class:`assistant.seams.Listener`: the readings of another one, their levels by the worry that each reply answers.

    :param parameters: the file of the linear model, read at the first use.
    """

    def __init__(self, listener: Listener, parameters: Path = PARAMETERS) -> None:
        self._listener, self._parameters = listener, parameters

    def read(self, items: Sequence[tuple[Prompted, str]]) -> list[Reading]:
        """A reading for each (what was asked, the reply), in order."""
        return [
            self._at_hand(reading, prompted, reply)
            if prompted.concern in CONCERNS and not prompted.departure
            else reading
            for (prompted, reply), reading in zip(items, self._listener.read(items), strict=True)
        ]

    def whose(self, said: str) -> str:
        """The worry that these words are clearly for, by its id; empty where it is not clear."""
        chances = self._linear.chances(sample(said))
        first, second = sorted(chances, key=lambda name: -chances[name])[:2]
        return first if chances[first] - chances[second] > _LEAD else ""

    def _at_hand(self, reading: Reading, prompted: Prompted, reply: str) -> Reading:
        chances = self._linear.chances(sample(reply))
        its_own = (prompted.concern, *_kin(prompted.concern))
        behind = max(chances.values()) - max(chances[name] for name in its_own)
        here = 2 if _takes_up(reply, prompted.manager) else (behind < _FULLY) + (behind < _PARTLY)
        reading = replace(reading, here=here)
        if reading.level <= here:
            return reading
        return replace(reading, level=here, notes=(*reading.notes, ELSEWHERE))

    @cached_property
    def _linear(self) -> Linear:
        return load_linear(self._parameters, CONCERNS)


def _takes_up(reply: str, manager: str) -> bool:
    """Whether a good part of what they have just said comes back in the reply, whatever else it sounds like."""
    theirs = stems(manager)
    shared = theirs & stems(reply)
    return len(shared) >= _SHARED and len(shared) >= len(theirs) / 3


def _kin(concern: str) -> list[str]:
    return [a if b == concern else b for a, b in _KIN if concern in (a, b)]


def sample(reply: str) -> Sample:
    """The features of a reply, whatever it answers; the trainer uses the same."""
    return Sample(terms={"tokens": ngrams(tokens(neutral(reply)), 1, 2)}, dense={})
