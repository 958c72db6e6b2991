"""Okapi BM25 over the words of each piece: catches the rare word that a sentence vector blurs. Pure numpy.

In: for each piece, its texts. Out: for a question, one score for each piece.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_ENDING = re.compile(r"(?:ing|ed|es|s|'s|ly)$")
_SHORTEST_STEMMED = 5
_K1 = 1.2
_B = 0.75


class Lexicon:
    """The words of all pieces, counted once.

    :param documents: the texts of each piece.
    """

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        counts = [Counter(stem for text in texts for stem in _stems(text)) for texts in documents]
        self._rows = {stem: row for row, stem in enumerate(sorted(set().union(*counts)))}
        frequency = np.zeros((len(self._rows), len(counts)))
        for column, count in enumerate(counts):
            for stem, times in count.items():
                frequency[self._rows[stem], column] = times
        length = frequency.sum(axis=0)
        holding = (frequency > 0).sum(axis=1, keepdims=True)
        rarity = np.log(1 + (len(counts) - holding + 0.5) / (holding + 0.5))
        saturation = frequency + _K1 * (1 - _B + _B * length / max(length.mean(), 1.0))
        self._weights = rarity * frequency * (_K1 + 1) / saturation

    def scores(self, question: str) -> Scores:
        """How well the question's words fit each piece; 0 where they share none."""
        rows = sorted({self._rows[stem] for stem in _stems(question) if stem in self._rows})
        summed: Scores = self._weights[rows].sum(axis=0)
        return summed


def _stems(text: str) -> list[str]:
    words = _WORD.findall(text.lower().replace("’", "'"))
    return [_ENDING.sub("", word) if len(word) >= _SHORTEST_STEMMED else word for word in words]
