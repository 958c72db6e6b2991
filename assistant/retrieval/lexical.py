"""What a sentence vector blurs, in pure numpy: the rare word, and the word that is spelt in another way.

:class:`Lexicon` is Okapi BM25 over the words of each piece; :class:`Fragments` compares words by their parts, entry
by entry. In: texts. Out: for a question, one score for each piece or entry.
"""

from __future__ import annotations

import math
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
_PART = 4
_RARE = 2
_PARTS = re.compile(r"[a-z0-9]+")


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


class Fragments:
    """Runs of four letters within words, weighted by rarity (tf-idf): typing errors and word forms change few of them.

    :param texts: the texts of the entries. Memory: some 100,000 numbers for 3,000 entries.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        counts = [Counter(_fragments(text)) for text in texts]
        holding = Counter(part for count in counts for part in count)
        self._size = len(texts)
        self._rarity = {
            part: math.log(1 + len(texts) / times) for part, times in holding.items() if times >= _RARE
        }
        found: dict[str, list[tuple[int, float]]] = {part: [] for part in self._rarity}
        for row, count in enumerate(counts):
            for part, weight in self._weighed(count).items():
                found[part].append((row, weight))
        self._postings = {
            part: (np.array([row for row, _ in rows]), np.array([weight for _, weight in rows]))
            for part, rows in found.items()
        }

    def scores(self, question: str) -> Scores:
        """The cosine similarity of the question to each entry, from 0 to 1."""
        summed = np.zeros(self._size)
        for part, weight in self._weighed(Counter(_fragments(question))).items():
            rows, weights = self._postings[part]
            summed[rows] += weight * weights
        return summed

    def _weighed(self, count: Counter[str]) -> dict[str, float]:
        """The known parts of one text with weights whose squares add up to 1."""
        raw = {
            part: (1 + math.log(times)) * self._rarity[part]
            for part, times in count.items()
            if part in self._rarity
        }
        length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        return {part: weight / length for part, weight in raw.items()}


def _fragments(text: str) -> list[str]:
    words = (f" {word} " for word in _PARTS.findall(text.lower()))
    return [word[n : n + _PART] for word in words for n in range(len(word) - _PART + 1)]


def _stems(text: str) -> list[str]:
    words = _WORD.findall(text.lower().replace("’", "'"))
    return [_ENDING.sub("", word) if len(word) >= _SHORTEST_STEMMED else word for word in words]
