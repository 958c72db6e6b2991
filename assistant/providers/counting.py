"""How many tokens texts have: counted with ``tiktoken`` where its tables are at hand, estimated from the words else."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tiktoken import Encoding


class Counter:
    """Counts for one model.

    ``tiktoken`` downloads its tables at first use. That is done only for a hosted model, which is remote already, in the
    background, and nobody waits for it: until the tables are there, or when they cannot be had, counts are estimates.

    :param hosted: the name of a model of the OpenAI service; empty for any other, whose tokens tiktoken does not know.
    """

    def __init__(self, hosted: str = "") -> None:
        self._hosted = hosted
        self._encoding: Encoding | None = None
        self._begun = threading.Lock()

    def count(self, texts: Sequence[str]) -> tuple[int, bool]:
        """The tokens of all texts together, and whether they are only estimated."""
        if self._hosted and self._encoding is None and self._begun.acquire(blocking=False):
            threading.Thread(target=self._load, name="onward-tiktoken", daemon=True).start()
        if self._encoding is None:
            return sum(-(-len(text.split()) * 4 // 3) for text in texts), True
        return sum(len(self._encoding.encode(text, disallowed_special=())) for text in texts), False

    def _load(self) -> None:
        """Gets the tables once; without them the estimates stay."""
        try:
            import tiktoken

            try:
                self._encoding = tiktoken.encoding_for_model(self._hosted)
            except KeyError:  # a model that is younger than the library
                self._encoding = tiktoken.get_encoding("o200k_base")
        except Exception:  # no network, no room, a proxy's page: whatever it is, an estimate will do
            self._encoding = None
