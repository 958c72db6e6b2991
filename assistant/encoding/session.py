"""The network's parameters on onnxruntime, apart from what it is asked: a program that will need it begins to load it first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assistant.errors import EngineError

PARAMETERS = Path(__file__).parent / "parameters" / "tuned.onnx"


def load(parameters: Path = PARAMETERS) -> Any:
    """The session of an ONNX file; other threads can work meanwhile.

    :raises EngineError: when it cannot be loaded.
    """
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # Joined steps take a fifth less time, at 0.02 s more to load. No rewriting beyond: it differs from one processor to the next.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.log_severity_level = 3  # errors only: its warnings would mix with ours on stderr
    try:
        return onnxruntime.InferenceSession(str(parameters), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the library raises many kinds of its own
        raise EngineError(
            f"The embedded reader cannot be loaded ({error}). Reinstall Onward to mend it.",
            code="encoder_missing",
        ) from error
