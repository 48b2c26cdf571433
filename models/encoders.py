"""The encoder that is fitted: MiniLM, written out, the same sums as ``geobrief.events.encoder`` makes with NumPy.

Its weights come inside a registry package (``models/README.md``).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

HEADS = 12
Weights = dict[str, Tensor]


class SharedDropout(nn.Module):
    """Dropout with one mask for all windows of a batch: drawing a mask of its own for each took a fifth of the time."""

    def forward(self, x: Tensor) -> Tensor:
        """(batch, length, width) → the same with a tenth of it left out while fitting."""
        if not self.training:
            return x
        return x * ((torch.rand(x.shape[1:]) > 0.1).to(x.dtype) / 0.9)


class Encoder(nn.Module):
    """all-MiniLM-L6-v2 (Wang et al. 2020): six layers of 384 over word pieces."""

    def __init__(self, weights: Weights, layers: int) -> None:
        super().__init__()
        words = weights["embeddings.word_embeddings.weight"]
        self.width = words.shape[1]
        self.words = nn.Embedding.from_pretrained(words, freeze=False)
        self.places = nn.Parameter(weights["embeddings.position_embeddings.weight"].clone())
        self.sort = nn.Parameter(weights["embeddings.token_type_embeddings.weight"][0].clone())
        self.norm = _norm(weights, "embeddings.LayerNorm")
        self.layers = nn.ModuleList(_layer(weights, f"encoder.layer.{i}.") for i in range(layers))
        self.drop = SharedDropout()

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """(batch, length) ids and mask → (batch, length, width)."""
        batch, length = ids.shape
        x = self.drop(self.norm(self.words(ids) + self.places[:length] + self.sort))
        bias = (~mask)[:, None, None, :].float() * -1e9  # padding is never looked at
        for layer in self.layers:
            qkv = layer["qkv"](x).view(batch, length, 3, HEADS, self.width // HEADS).permute(2, 0, 3, 1, 4)
            mixed = functional.scaled_dot_product_attention(qkv[0], qkv[1], qkv[2], attn_mask=bias.to(qkv.dtype))
            x = layer["norm1"](x + self.drop(layer["out"](mixed.transpose(1, 2).reshape(batch, length, self.width))))
            x = layer["norm2"](x + self.drop(layer["down"](functional.gelu(layer["up"](x)))))
        return x


def read_encoder(folder: Path) -> Encoder:
    """Return the encoder whose weights lie in a folder of a package."""
    config = json.loads((folder / "config.json").read_text("utf-8"))
    return Encoder(load_file(folder / "model.safetensors"), config["num_hidden_layers"])


def _layer(weights: Weights, at: str) -> nn.ModuleDict:
    return nn.ModuleDict(
        {
            "qkv": _joined(weights, [f"{at}attention.self.{name}" for name in ("query", "key", "value")]),
            "out": _joined(weights, [at + "attention.output.dense"]),
            "norm1": _norm(weights, at + "attention.output.LayerNorm"),
            "up": _joined(weights, [at + "intermediate.dense"]),
            "down": _joined(weights, [at + "output.dense"]),
            "norm2": _norm(weights, at + "output.LayerNorm"),
        }
    )


def _norm(weights: Weights, name: str) -> nn.LayerNorm:
    weight = weights[name + ".weight"]
    norm = nn.LayerNorm(len(weight), eps=1e-12)
    norm.weight.data, norm.bias.data = weight.clone(), weights[name + ".bias"].clone()
    return norm


def _joined(weights: Weights, names: Sequence[str]) -> nn.Linear:
    weight = torch.cat([weights[name + ".weight"] for name in names])
    linear = nn.Linear(weight.shape[1], weight.shape[0])
    linear.weight.data = weight.clone()
    linear.bias.data = torch.cat([weights[name + ".bias"] for name in names]).clone()
    return linear
