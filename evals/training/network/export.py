"""The trained network as an ONNX file with 8-bit weights."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from evals.training.network.model import Network

OUTPUTS = ("asks", "replies")


def export(network: Network, path: Path) -> None:
    """Writes ``network`` to ``path``.

    Weights keep 7 of their 8 bits, so that integer arithmetic never overflows on older processors: the same file
    gives the same integers on every machine.
    """
    example = (torch.tensor([[101, 2003, 102]]), torch.tensor([[1, 1, 1]]), torch.tensor([[0, 1, 1]]))
    names = ("input_ids", "attention_mask", "token_type_ids")
    axes = {name: {0: "batch", 1: "tokens"} for name in names} | {name: {0: "batch"} for name in OUTPUTS}
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            network.eval(), example, str(whole), input_names=list(names), output_names=list(OUTPUTS),
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(whole, path, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
