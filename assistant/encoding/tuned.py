"""The small encoder fine-tuned on judged asks and replies: how likely each label is.

The parameters (``parameters/tuned.onnx``, 8-bit) are written by ``python -m evals.training``; they started from
all-MiniLM-L6-v2 (Apache-2.0, see ``parameters/NOTICE``). Texts are read in :mod:`assistant.text.neutral` form, one by
one: a quantised network's numbers depend a little on what else is in a batch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from assistant.domain import ELEMENTS, USER_MOVES, Prompted
from assistant.errors import EngineError
from assistant.text.neutral import neutral
from assistant.text.spelling import VOCABULARY

ASK_LABELS = ("specificity", "business_framing", *ELEMENTS)
"""What is found in a draft ask: the scores as tenths, and how likely each element is."""
REPLY_LABELS = ("partly", "dealt_with", *USER_MOVES)
"""What is found in a reply: how likely level 1 or more, level 2, and each move."""

_HERE = Path(__file__).parent
PARAMETERS = _HERE / "parameters" / "tuned.onnx"
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

    :param parameters: the ONNX file. :param threads: how many cores one call may use.
    """

    def __init__(self, parameters: Path = PARAMETERS, threads: int = 2) -> None:
        self._parameters, self._threads = parameters, threads
        self._loading = Lock()

    def asks(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """How likely each of :data:`ASK_LABELS` is in each draft ask."""
        return [self._find("asks", ASK_LABELS, tokenizer().encode(neutral(text))) for text in texts]

    def replies(self, items: Sequence[tuple[Prompted, str]]) -> list[dict[str, float]]:
        """How likely each of :data:`REPLY_LABELS` is in each reply to what prompted it."""
        return [
            self._find("replies", REPLY_LABELS, tokenizer().encode(prompt(prompted), neutral(reply)))
            for prompted, reply in items
        ]

    def _find(self, task: str, labels: tuple[str, ...], encoding: Any) -> dict[str, float]:
        inputs = {
            "input_ids": np.array([encoding.ids], dtype=np.int64),
            "attention_mask": np.array([encoding.attention_mask], dtype=np.int64),
            "token_type_ids": np.array([encoding.type_ids], dtype=np.int64),
        }
        [chances] = self._loaded.run([task], inputs)
        return dict(zip(labels, chances[0].tolist(), strict=True))

    @property
    def _loaded(self) -> Any:
        with self._loading:
            return self._session

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # Joined steps take a fifth less time, at 0.02 s more to load. No rewriting beyond: it differs from one processor to the next.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
        options.log_severity_level = 3  # errors only: its warnings would mix with ours on stderr
        try:
            return onnxruntime.InferenceSession(
                str(self._parameters), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # the library raises many kinds of its own
            raise EngineError(
                f"The embedded reader cannot be loaded ({error}). Reinstall Onward to mend it.",
                code="encoder_missing",
            ) from error


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
