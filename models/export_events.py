"""Writes the fitted event reader as the package reads it: eight-bit matrices with a scale for each row.

python -m models.export_events FITTED.pt CONTEXT.pt MODEL_FOLDER
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch

from models.reader import WIDTH

ROOM = Path(__file__).resolve().parent.parent / "geobrief" / "events"
REPLACED = ("place.", "date.", "same.", "salience.", "nowhere.", "never.", "published")
QUANTISED = 20_000
"""Matrices with more numbers than this are kept in eight bits; smaller ones whole."""


def arrays(fitted: dict[str, torch.Tensor]) -> dict[str, np.ndarray]:
    """Return the arrays of ``reader.npz``."""
    out: dict[str, np.ndarray] = {}
    for name, tensor in sorted(fitted.items()):
        plain = name.removeprefix("encoder.").replace("words.weight", "words")
        array = tensor.detach().float().numpy()
        if array.ndim == 2 and array.size > QUANTISED and plain != "places":
            scale = np.abs(array).max(1) / 127
            scale[scale == 0] = 1
            out[plain] = np.round(array / scale[:, None]).astype(np.int8)
            out[plain + ".scale"] = scale.astype(np.float32)
        else:
            out[plain] = array.astype(np.float16 if array.size > QUANTISED else np.float32)
    return out


def shipped(fresh: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Return the shipped weights as a fit goes on from them; what is kept in eight bits comes back as exact as that is.

    Heads that are shipped only in the article's context begin as the part of it that looks at the encoder's rows, which
    stands first in each. ``fresh`` says which names and shapes the fit has.
    """
    with np.load(ROOM / "reader.npz") as stored:
        raw = {name: stored[name] for name in stored.files}
    out = {}
    for name, tensor in fresh.items():
        plain = name.removeprefix("encoder.").replace("words.weight", "words")
        plain = plain if plain in raw else f"context.{plain}"
        array = raw[plain].astype(np.float32)
        if plain + ".scale" in raw:
            array = array * raw[plain + ".scale"][:, None]
        if array.shape != tuple(tensor.shape):
            rows, others = WIDTH, tensor.shape[1] - WIDTH
            array = np.hstack([array[:, :rows], array[:, array.shape[1] - others :]])
        out[name] = torch.tensor(array)
    return out


def main() -> None:
    """Write weights and names."""
    fitted = torch.load(sys.argv[1], weights_only=True)
    # Heads that were fitted together with the encoder and again, better, in the article's context.
    kept = {name: value for name, value in fitted["model"].items() if not name.startswith(REPLACED)}
    context = {f"context.{name}": value for name, value in torch.load(sys.argv[2], weights_only=True).items()}
    made = arrays(kept | context)
    np.savez(ROOM / "reader.npz", allow_pickle=False, **made)
    lists = {name: fitted[name] for name in ("kinds", "relations", "tags")}
    lines = [f"{name} = {json_list(values)}" for name, values in lists.items()]
    (ROOM / "reader.toml").write_text(
        "# The classes of the heads in reader.npz, in their order; written by models/export_events.py.\n"
        + "\n".join(lines)
        + "\n",
        "utf-8",
    )
    (ROOM / "vocabulary.txt").write_bytes((Path(sys.argv[3]) / "vocab.txt").read_bytes())
    print(f"{sum(a.nbytes for a in made.values()) / 1e6:.1f} MB")


def json_list(values: list[str]) -> str:
    """Return a list of names as TOML writes it."""
    return "[" + ", ".join(f'"{value}"' for value in values) + "]"


if __name__ == "__main__":
    main()
