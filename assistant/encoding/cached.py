"""An encoder that remembers: the same sentence is encoded once, whoever asks for it.

A quantised encoder's vectors depend a little on what else is in the batch, so each text is encoded by itself: what is
remembered is what would be computed again, and results never depend on what came before.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np

from assistant.seams import Encoder, Vectors

MOST = 4096
"""Remembered texts; 1.5 kB each."""


class CachedEncoder:
    """Implements :class:`assistant.seams.Encoder` around another one. Safe to share among threads."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = Lock()

    @property
    def id(self) -> str:
        """The id of the encoder inside."""
        return self._encoder.id

    def encode(self, texts: Sequence[str]) -> Vectors:
        """An array (len(texts), dimensions), rows of length 1."""
        if not texts:
            return self._encoder.encode(texts)
        return np.stack([self._one(text) for text in texts])

    def _one(self, text: str) -> Vectors:
        with self._lock:
            if (found := self._known.get(text)) is not None:
                self._known.move_to_end(text)
                return found
        made: Vectors = self._encoder.encode([text])[0]
        with self._lock:
            self._known[text] = made
            while len(self._known) > MOST:
                self._known.popitem(last=False)
        return made
