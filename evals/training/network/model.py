"""MiniLM-L6 (BERT with 6 layers of width 384) with one attention head for every label, in torch.

Wang et al. 2020 (MiniLM), Devlin et al. 2019 (BERT), Mullenbach et al. 2018 (one attention for each label, which
says where in the text a label was found). The base weights are all-MiniLM-L6-v2 (Apache-2.0).
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536


class Layer(nn.Module):
    """One transformer block, post-norm."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mix = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.after_mix, self.after = (nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))
        self.widen, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)

    def forward(self, x: Tensor, barred: Tensor) -> Tensor:
        """In and out (batch, tokens, 384); ``barred`` (batch, 1, 1, tokens) is hugely negative where there is padding."""
        parts = [
            part(x).unflatten(-1, (HEADS, -1)).transpose(1, 2) for part in (self.query, self.key, self.value)
        ]
        query, key, value = parts
        weights = (query @ key.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5 + barred).softmax(-1)
        x = self.after_mix(x + self.mix((weights @ value).transpose(1, 2).flatten(2)))
        out: Tensor = self.after(x + self.narrow(nn.functional.gelu(self.widen(x))))
        return out


class Labels(nn.Module):
    """Reads a fixed set of labels off the token vectors."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.seek, self.weigh = nn.Linear(WIDTH, count), nn.Linear(WIDTH, count)
        self.whole = nn.Linear(2 * WIDTH, count)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, seen: Tensor) -> Tensor:
        """Logits (batch, labels); ``seen`` (batch, tokens) is 1 for what counts."""
        x = self.drop(x)
        share = (self.seek(x) - 1e4 * (1 - seen)[:, :, None]).softmax(1)
        found = (share * self.weigh(x)).sum(1)
        mean = (x * seen[:, :, None]).sum(1) / seen.sum(1, keepdim=True).clamp(min=1)
        out: Tensor = found + self.whole(self.drop(torch.cat([mean, x[:, 0]], 1)))
        return out


class Network(nn.Module):
    """The encoder with the labels of both tasks."""

    def __init__(self, asks: int, replies: int) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.places, self.kinds = nn.Embedding(512, WIDTH), nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.asks, self.replies = Labels(asks), Labels(replies)

    def encode(self, ids: Tensor, mask: Tensor, kinds: Tensor) -> Tensor:
        """Token vectors (batch, tokens, 384). ``mask``: 1 for tokens, 0 for padding; ``kinds``: 0 or 1, the first or second text."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.places(places)[None] + self.kinds(kinds))
        barred = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, barred)
        return x

    def forward(self, ids: Tensor, mask: Tensor, kinds: Tensor) -> tuple[Tensor, Tensor]:
        """Chances (0 to 1) of the labels of asks (the whole text counts) and of replies (the second text)."""
        x = self.encode(ids, mask, kinds)
        seen = mask.to(x.dtype)
        return self.asks(x, seen).sigmoid(), self.replies(x, seen * kinds.to(x.dtype)).sigmoid()


def from_base(folder: Path, asks: int, replies: int) -> Network:
    """A network with the base weights of ``folder`` (``model.safetensors``), its heads untrained, its word vectors fixed."""
    network = Network(asks, replies)
    base = load_file(folder / "model.safetensors")
    named = {_ours(name): value for name, value in base.items() if _ours(name)}
    missing, unknown = network.load_state_dict(named, strict=False)
    if unknown or any(not name.startswith(("asks", "replies")) for name in missing):
        raise ValueError(f"the base weights do not fit: missing {missing}, unknown {unknown}")
    for part in (network.words, network.places, network.kinds):
        part.weight.requires_grad = False
    return network


_RENAMED = {
    "attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value",
    "attention.output.dense": "mix", "attention.output.LayerNorm": "after_mix", "intermediate.dense": "widen",
    "output.dense": "narrow", "output.LayerNorm": "after",
}  # fmt: skip
_EMBEDDINGS = {
    "word_embeddings": "words", "position_embeddings": "places", "token_type_embeddings": "kinds", "LayerNorm": "norm",
}  # fmt: skip


def _ours(name: str) -> str:
    """Our name for a tensor of the base; empty for those not needed."""
    kind = name.rpartition(".")[2]
    if name.startswith("embeddings."):
        part = _EMBEDDINGS.get(name.split(".")[1])
        return f"{part}.{kind}" if part else ""
    if name.startswith("encoder.layer."):
        _, _, place, rest = name.split(".", 3)
        return f"layers.{place}.{_RENAMED[rest.rpartition('.')[0]]}.{kind}"
    return ""
