"""The encoders that are fitted: MiniLM, which is shipped, and MPNet, which only teaches it.

Both read the same word pieces, so that what one tells of a piece can be compared with what the other does. Their weights
come inside registry packages (``models/README.md``); ``config.json`` of the folder says which one it is.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

HEADS = 12
MPNET_LAYERS = 9
"""Of MPNet's twelve layers; the last three were fitted to sum up sentences, and cost a quarter of the time."""
MPNET_MARKS = 4
"""Vocabulary ids that MPNet has before those of MiniLM."""
BUCKETS, FARTHEST = 32, 128
"""Classes of distance of MPNet's attention, and the distance from which all are one (Song et al. 2020)."""

Weights = dict[str, Tensor]


class SharedDropout(nn.Module):
    """Dropout with one mask for all windows of a batch: drawing a mask of its own for each took a fifth of the time."""

    def forward(self, x: Tensor) -> Tensor:
        """(batch, length, width) → the same with a tenth of it left out while fitting."""
        if not self.training:
            return x
        return x * ((torch.rand(x.shape[1:]) > 0.1).to(x.dtype) / 0.9)


class Encoder(nn.Module):
    """A transformer over word pieces, written out: MiniLM's are the sums that ``geobrief.events.encoder`` makes."""

    def __init__(self, width: int, words: Tensor, places: Tensor, norm: nn.LayerNorm) -> None:
        super().__init__()
        self.width = width
        self.words = nn.Embedding.from_pretrained(words, freeze=False)
        self.places = nn.Parameter(places.clone())
        self.norm = norm
        self.layers = nn.ModuleList()
        self.drop = SharedDropout()

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """(batch, length) ids and mask → (batch, length, width)."""
        batch, length = ids.shape
        x = self.drop(self.norm(self.embedded(ids)))
        bias = self.bias(mask)
        for layer in self.layers:
            qkv = layer["qkv"](x).view(batch, length, 3, HEADS, self.width // HEADS).permute(2, 0, 3, 1, 4)
            mixed = functional.scaled_dot_product_attention(qkv[0], qkv[1], qkv[2], attn_mask=bias.to(qkv.dtype))
            x = layer["norm1"](x + self.drop(layer["out"](mixed.transpose(1, 2).reshape(batch, length, self.width))))
            x = layer["norm2"](x + self.drop(layer["down"](functional.gelu(layer["up"](x)))))
        return x

    def embedded(self, ids: Tensor) -> Tensor:
        """(batch, length) ids → the vectors of words and of their places."""
        raise NotImplementedError

    def bias(self, mask: Tensor) -> Tensor:
        """(batch, length) → what is added to the scores of attention: padding is never looked at."""
        return (~mask)[:, None, None, :].float() * -1e9


class MiniLM(Encoder):
    """all-MiniLM-L6-v2 (Wang et al. 2020): six layers of 384."""

    def __init__(self, weights: Weights, layers: int) -> None:
        words = weights["embeddings.word_embeddings.weight"]
        places = weights["embeddings.position_embeddings.weight"]
        super().__init__(words.shape[1], words, places, _norm(weights, "embeddings.LayerNorm", 1e-12))
        self.sort = nn.Parameter(weights["embeddings.token_type_embeddings.weight"][0].clone())
        for i in range(layers):
            at = f"encoder.layer.{i}."
            names = [f"attention.self.{n}" for n in ("query", "key", "value")]
            norms = ("attention.output.LayerNorm", "output.LayerNorm")
            self.layers.append(_layer(weights, at, names, "attention.output.dense", norms, 1e-12))

    def embedded(self, ids: Tensor) -> Tensor:
        """(batch, length) ids → the vectors of words and of their places."""
        return self.words(ids) + self.places[: ids.shape[1]] + self.sort


class MPNet(Encoder):
    """all-mpnet-base-v2 (Song et al. 2020): layers of 768, whose attention knows how far apart two pieces are."""

    def __init__(self, weights: Weights) -> None:
        words = weights["embeddings.word_embeddings.weight"]
        places = weights["embeddings.position_embeddings.weight"][2:]
        super().__init__(words.shape[1], words, places, _norm(weights, "embeddings.LayerNorm", 1e-5))
        self.words.weight.requires_grad_(
            False
        )  # a third of all numbers; what stands in no fitted article would stay behind
        # Not fitted: attention whose bias is takes twice as long.
        self.register_buffer("far", weights["encoder.relative_attention_bias.weight"].clone())
        for i in range(MPNET_LAYERS):
            at = f"encoder.layer.{i}."
            names = [f"attention.attn.{n}" for n in ("q", "k", "v")]
            norms = ("attention.LayerNorm", "output.LayerNorm")
            self.layers.append(_layer(weights, at, names, "attention.attn.o", norms, 1e-5))

    def embedded(self, ids: Tensor) -> Tensor:
        """(batch, length) ids of MiniLM's vocabulary → the vectors of words and of their places."""
        own = ids + MPNET_MARKS
        own = torch.where(ids == 101, 0, torch.where(ids == 102, 2, torch.where(ids == 0, 1, own)))
        return self.words(own) + self.places[: ids.shape[1]]

    def bias(self, mask: Tensor) -> Tensor:
        """(batch, length) → (batch, heads, length, length): how far apart two pieces stand; padding is never looked at."""
        at = torch.arange(mask.shape[1])
        gap = at[None] - at[:, None]  # from the piece that looks to the one that is looked at
        half = BUCKETS // 2
        exact, size = half // 2, gap.abs()
        far = exact + (torch.log(size.clamp(min=1) / exact) / math.log(FARTHEST / exact) * (half - exact)).long()
        bucket = (gap > 0) * half + torch.where(size < exact, size, far.clamp(max=half - 1))
        return self.far[bucket].permute(2, 0, 1)[None] + super().bias(mask)


def read_encoder(folder: Path) -> Encoder:
    """Return the encoder whose weights lie in a folder of a package."""
    weights = load_file(folder / "model.safetensors")
    config = json.loads((folder / "config.json").read_text("utf-8"))
    return MPNet(weights) if config["model_type"] == "mpnet" else MiniLM(weights, config["num_hidden_layers"])


def _layer(
    weights: Weights, at: str, projections: Sequence[str], out: str, norms: tuple[str, str], least: float
) -> nn.ModuleDict:
    return nn.ModuleDict(
        {
            "qkv": _joined(weights, [at + name for name in projections]),
            "out": _joined(weights, [at + out]),
            "norm1": _norm(weights, at + norms[0], least),
            "up": _joined(weights, [at + "intermediate.dense"]),
            "down": _joined(weights, [at + "output.dense"]),
            "norm2": _norm(weights, at + norms[1], least),
        }
    )


def _norm(weights: Weights, name: str, least: float) -> nn.LayerNorm:
    weight = weights[name + ".weight"]
    norm = nn.LayerNorm(len(weight), eps=least)
    norm.weight.data, norm.bias.data = weight.clone(), weights[name + ".bias"].clone()
    return norm


def _joined(weights: Weights, names: Sequence[str]) -> nn.Linear:
    weight = torch.cat([weights[name + ".weight"] for name in names])
    linear = nn.Linear(weight.shape[1], weight.shape[0])
    linear.weight.data = weight.clone()
    linear.bias.data = torch.cat([weights[name + ".bias"] for name in names]).clone()
    return linear
