"""The small encoder fine-tuned on judged asks and replies: how likely each label is.

The parameters (``parameters/tuned.onnx``, 8-bit) are written by ``python -m evals.training``; they started from
all-MiniLM-L6-v2 (Apache-2.0, see ``parameters/NOTICE``). Texts are read in :mod:`assistant.text.neutral` form, one by
one: a quantised network's numbers depend a little on what else is in a batch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property, partial
from threading import Lock
from typing import Any, TypeVar

import numpy as np

from assistant.beside import beside
from assistant.domain import ELEMENTS, USER_MOVES, Prompted
from assistant.encoding import session
from assistant.text.neutral import neutral
from assistant.text.spelling import VOCABULARY

ASK_LABELS = ("specificity", "business_framing", *ELEMENTS)
"""What is found in a draft ask: the scores as tenths, and how likely each element is."""
REPLY_LABELS = ("partly", "dealt_with", *USER_MOVES)
"""What is found in a reply: how likely level 1 or more, level 2, and each move."""

_T = TypeVar("_T")
_MAX_TOKENS = 512
_ASK_CHARS = 200
_WORRIES: Mapping[str, str] = {
    "coverage": "who covers",
    "not_my_decision": "not my decision",
    "loyalty": "are you leaving",
    "no_path": "no such role",
    "deferral": "not now",
}


class TunedEncoder:
    """Implements :class:`assistant.seams.Evidence`; loads at the first use. Safe to share among threads.

    :param load: gives the network; it may have begun to load it. :param threads: how many texts of one call are read at
        a time, each on one core: two cores that share one short text spend a sixth of their time on sharing it.
    """

    def __init__(self, load: Callable[[], Any] = session.load, threads: int = 2) -> None:
        self._load, self._threads = load, threads
        self._loading = Lock()

    def asks(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """How likely each of :data:`ASK_LABELS` is in each draft ask."""
        return self._each(self._ask, texts)

    def replies(self, items: Sequence[tuple[Prompted, str]]) -> list[dict[str, float]]:
        """How likely each of :data:`REPLY_LABELS` is in each reply to what prompted it."""
        return self._each(self._reply, items)

    def _each(self, find: Callable[[_T], dict[str, float]], items: Sequence[_T]) -> list[dict[str, float]]:
        """What ``find`` says of each item; with two threads each takes every second one."""
        parts = [items[n :: self._threads] for n in range(self._threads)]
        others = [beside(partial(_all, find, part)) for part in parts[1:] if part]
        found = [_all(find, parts[0]), *(other() for other in others)]
        return [found[n % self._threads][n // self._threads] for n in range(len(items))]

    def _ask(self, text: str) -> dict[str, float]:
        return self._find("asks", ASK_LABELS, tokenizer().encode(neutral(text)))

    def _reply(self, item: tuple[Prompted, str]) -> dict[str, float]:
        prompted, reply = item
        return self._find("replies", REPLY_LABELS, tokenizer().encode(prompt(prompted), neutral(reply)))

    def _find(self, task: str, labels: tuple[str, ...], encoding: Any) -> dict[str, float]:
        inputs = {
            "input_ids": np.array([encoding.ids], dtype=np.int64),
            "attention_mask": np.array([encoding.attention_mask], dtype=np.int64),
            "token_type_ids": np.array([encoding.type_ids], dtype=np.int64),
        }
        [chances] = self._network.run([task], inputs)
        return dict(zip(labels, chances[0].tolist(), strict=True))

    @property
    def _network(self) -> Any:
        with self._loading:
            return self._session

    @cached_property
    def _session(self) -> Any:
        return self._load()


def _all(find: Callable[[_T], dict[str, float]], items: Sequence[_T]) -> list[dict[str, float]]:
    return [find(item) for item in items]


def prompt(prompted: Prompted) -> str:
    """What a reply answers, as the network reads it beside the reply."""
    worry = _WORRIES.get(prompted.concern, prompted.concern)
    return f"{worry}: {prompted.manager} (asked: {prompted.ask[:_ASK_CHARS]})"


@cache
def tokenizer() -> Any:
    """The WordPiece tokenizer of the base model, cut to what the network can read."""
    from tokenizers import BertWordPieceTokenizer

    made = BertWordPieceTokenizer(str(VOCABULARY), lowercase=True)
    made.enable_truncation(_MAX_TOKENS)
    return made
