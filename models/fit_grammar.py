"""Fits the event reader's grammar (tags, governors, relations) on sentences as they stand in their documents.

    python -m models.fit_grammar MODEL_FOLDER READER.pt OUT.pt TREES.jsonl

``fit_events`` reads the sentences of the treebank one by one, and articles in windows: what it learns of words alone holds
less of the same words between others. Here the encoder stays as it is, the sentences of a document are laid out as those of
an article are, and only the heads for trees are fitted. Every tenth document is kept back to say how good they are.
"""

from __future__ import annotations

import json
import random
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import torch
from torch import Tensor
from torch.nn import functional

from geobrief.articles import make_article
from geobrief.events.windows import Pieces, lay_out
from models.fit_events import Reader, encode, trees

if TYPE_CHECKING:
    from models.fit_events import Example

EPOCHS, RATE, BATCH = 3, 1e-3, 16


@dataclass(frozen=True)
class Laid:
    """A document's pieces, as ``encode`` asks for them."""

    pieces: Pieces


def sentences(
    path: Path, relations: list[str], tags: list[str], vocabulary: dict[str, int], model: Reader
) -> list[Any]:
    """Return (document's number, rows of words, governors, relations, tags) of each sentence that is found whole."""
    documents: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in path.read_text("utf-8").split("\n"):
        if line.strip():
            row = json.loads(line)
            documents[row["id"].rsplit("-", 1)[0]].append(row)
    found = []
    for number, rows in enumerate(documents.values()):
        article = make_article(" ".join(row["text"] for row in rows), path="treebank.txt")
        pieces = lay_out(article, vocabulary)
        first = {piece.start: index for index, piece in reversed(list(enumerate(pieces.pieces)))}
        with torch.no_grad():
            encoded = encode(model, [cast("Example", Laid(pieces))])[0]
        at = 0
        for row in rows:
            begin = article.text.find(row["text"], at)
            if begin < 0 or len(row["tokens"]) < 3:
                continue
            at = begin + len(row["text"])
            words = [first.get(begin + token[0]) for token in row["tokens"]]
            if any(word is None for word in words):
                continue
            found.append(
                (
                    number,
                    encoded[torch.tensor(words)],
                    torch.tensor([token[3] + 1 for token in row["tokens"]]),
                    torch.tensor([relations.index(token[4].split(":")[0]) for token in row["tokens"]]),
                    torch.tensor([tags.index(token[2]) for token in row["tokens"]]),
                )
            )
    return found


def right(model: Reader, items: list[Any]) -> str:
    """Return how many tags, governors and relations are right."""
    counts = torch.zeros(4)
    with torch.no_grad():
        for _, rows, heads, relations, tags in items:
            arcs, rels = trees(model, rows, heads)
            counts += torch.tensor(
                [
                    float(len(rows)),
                    float((model.tag(rows).argmax(-1) == tags).sum()),
                    float((arcs.argmax(-1) == heads).sum()),
                    float((rels.argmax(-1) == relations).sum()),
                ]
            )
    tag, head, relation = (counts[1:] / counts[0]).tolist()
    return f"tags {tag:.3f}, governors {head:.3f}, relations {relation:.3f}"


def main() -> None:
    """Fit and write."""
    folder, reader, out, treebank = map(Path, sys.argv[1:])
    torch.manual_seed(0)
    vocabulary = {line: i for i, line in enumerate((folder / "vocab.txt").read_text("utf-8").split("\n")) if line}
    kept = torch.load(reader)
    model = Reader(folder, kept["kinds"], kept["relations"], kept["tags"])
    model.load_state_dict(kept["model"])
    model.eval()
    items = sentences(treebank, kept["relations"], kept["tags"], vocabulary, model)
    held, used = ([item for item in items if (item[0] % 10 == 0) == aside] for aside in (True, False))
    print(len(used), "sentences;", len(held), "kept back:", right(model, held), flush=True)
    names = ("tag", "dependent", "governor", "arc", "rel_dependent", "rel_governor", "relation", "root")
    parameters: list[Tensor] = [p for name, p in model.named_parameters() if name.split(".")[0] in names]
    optimiser = torch.optim.AdamW(parameters, lr=RATE, weight_decay=0.01)
    steps = EPOCHS * (len(used) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    rng = random.Random(0)
    for epoch in range(EPOCHS):
        rng.shuffle(used)
        for at in range(0, len(used), BATCH):
            loss, count = torch.zeros(()), 0
            for _, rows, heads, relations, tags in used[at : at + BATCH]:
                dropped = functional.dropout(rows, 0.1)
                arcs, rels = trees(model, dropped, heads)
                loss = loss + functional.cross_entropy(arcs, heads, reduction="sum")
                loss = loss + functional.cross_entropy(rels, relations, reduction="sum")
                loss = loss + functional.cross_entropy(model.tag(dropped), tags, reduction="sum")
                count += len(rows)
            optimiser.zero_grad(set_to_none=True)
            (loss / count).backward()
            optimiser.step()
            schedule.step()
        print(f"epoch {epoch}: kept back: {right(model, held)}", flush=True)
    torch.save(kept | {"model": model.state_dict()}, out)


if __name__ == "__main__":
    main()
