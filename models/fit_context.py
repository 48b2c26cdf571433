"""Fits what reads triggers, places and days of an article beside one another, on the rows of a fitted encoder.

    python -m models.fit_context MODEL_FOLDER FITTED.pt OUT.pt TRAIN.pickle [TRAIN.pickle ...] [--test TEST.pickle]

The encoder reads windows; where an article goes on telling of one scene over several sentences is seen only when all its
triggers, mentions and time expressions stand side by side. A small attention over them (two layers) does that, and the
heads for place, day, salience and same event look at its rows beside the encoder's. The encoder stays as it is, so that
the rows are made once; half a minute an epoch of 600 articles.
"""

from __future__ import annotations

import argparse
import math
import pickle
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from geobrief.events.candidates import DATE_FIGURES, PAIR_FIGURES, PLACE_FIGURES, Spot
from models.event_gold import PLACE_ROLES
from models.reader import (
    SALIENCES,
    WIDTH,
    Example,
    Pair,
    Reader,
    date_figures,
    encode,
    example,
    log_sum,
    mean_of,
    place_figures,
    same_figures,
    where_it_stands,
)

HIDDEN = 192
DEPTH = 2
HEADS = 4
WAVES = 16
"""Sines and cosines that tell where a node stands; as many for sentences as for characters."""
LEAST = 0.2
"""Chance from which a word is a trigger, as in the product."""


class Context(nn.Module):
    """Attention over the triggers, places and times of an article, and the heads on it."""

    def __init__(self) -> None:
        super().__init__()
        self.node = nn.Linear(WIDTH, HIDDEN)
        self.sorts = nn.Parameter(torch.randn(3, HIDDEN) * 0.02)
        self.order = nn.Linear(2 * WAVES, HIDDEN)
        self.place_node = nn.Linear(PLACE_FIGURES, HIDDEN)
        self.date_node = nn.Linear(DATE_FIGURES, HIDDEN)
        self.standing = nn.Linear(4, HIDDEN)
        layer = nn.TransformerEncoderLayer(
            HIDDEN, HEADS, 2 * HIDDEN, 0.15, activation="gelu", batch_first=True, norm_first=True
        )
        self.attention = nn.TransformerEncoder(layer, DEPTH, enable_nested_tensor=False)
        self.norm = nn.LayerNorm(HIDDEN)
        width = WIDTH + HIDDEN
        self.place = Pair(width, PLACE_FIGURES + PAIR_FIGURES, 192, 1 + len(PLACE_ROLES))
        self.date = Pair(width, DATE_FIGURES + PAIR_FIGURES, 128, 1)
        self.same = Pair(width, 10, 128, 1)
        self.nowhere, self.never = nn.Linear(width, 1), nn.Linear(width, 1)
        self.published = nn.Parameter(torch.zeros(WIDTH))
        self.salience = nn.Sequential(nn.Linear(width + 4, 128), nn.ReLU(), nn.Dropout(0.15), nn.Linear(128, 4))
        self.drop = nn.Dropout(0.15)

    def forward(
        self, item: Example, rows: Tensor, triggers: Sequence[Sequence[int]], spots: Sequence[Spot]
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Return scores of places (nowhere first), of their roles, of days (never first), of same event, of salience."""
        known = item.gold.candidates
        t, places = mean_of(rows, triggers), mean_of(rows, item.mentions)
        areas = [places[list(area.members)].mean(0) for area in known.implied]
        places = torch.cat([places, torch.stack(areas)]) if areas else places
        times = torch.cat([mean_of(rows, item.dates), self.published[None]])
        stand = where_it_stands(item, triggers)
        where = [*known.places, *(known.places[area.members[0]] for area in known.implied)]
        nodes = self.node(self.drop(torch.cat([t, places, times]))) + self.order(_waves([*spots, *where, *known.dates]))
        nodes = nodes + torch.cat(
            [
                self.sorts[0] + self.standing(stand),
                self.sorts[1] + self.place_node(torch.tensor(known.place_figures)),
                self.sorts[2] + self.date_node(torch.tensor(known.date_figures)),
            ]
        )
        read = self.norm(self.attention(nodes[None])[0])
        n, k = len(t), len(places)
        t, places, times = (
            torch.cat([t, read[:n]], -1),
            torch.cat([places, read[n : n + k]], -1),
            torch.cat([times, read[n + k :]], -1),
        )
        scores = self.place(t, places, place_figures(item, spots))
        same = self.same(t, t, same_figures(item, triggers))[..., 0]
        return (
            torch.cat([self.nowhere(t), scores[..., 0]], -1),
            scores[..., 1:],
            torch.cat([self.never(t), self.date(t, times, date_figures(item, spots))[..., 0]], -1),
            (same + same.T) / 2,
            self.salience(torch.cat([t, stand], -1)),
        )


def _waves(spots: Sequence[Spot]) -> Tensor:
    """Return where nodes stand, as sines and cosines of sentence and character; the publication stands at the beginning."""
    sentence = torch.tensor([*(float(spot.sentence) for spot in spots), 0.0])
    character = torch.tensor([*(spot.start / 40 for spot in spots), 0.0])
    return torch.cat([_sines(sentence), _sines(character)], -1)


def _sines(x: Tensor) -> Tensor:
    steps = torch.exp(torch.arange(0, WAVES, 2) * (-math.log(200.0) / WAVES))
    angles = x[:, None] * steps[None]
    return torch.cat([angles.sin(), angles.cos()], -1)


@dataclass
class Nodes:
    """The triggers of an article: the annotated ones, their further tellings, and words that only look like it."""

    groups: list[list[int]]
    owner: list[int]
    """Of each annotated or further trigger: its event; those that only look like one stand behind them."""
    spots: list[Spot]


def nodes_of(model: Reader, item: Example, rows: Tensor, kinds: dict[str, int]) -> Nodes | None:
    """Return the triggers of an annotated article, or None where it has none."""
    if not item.triggers:
        return None
    with torch.no_grad():
        chances = model.kind(rows).softmax(-1)
    groups, owner = list(item.triggers), list(range(len(item.triggers)))
    taken = {i for group in groups for i in group}
    for number, (event, quotes) in enumerate(zip(item.gold.events, item.quotes, strict=True)):
        for quote in quotes:
            if not quote or taken.intersection(quote):
                continue
            fits = chances[quote][:, [kinds[k] for k in event.kinds]].sum(-1)
            if float(fits.max()) > LEAST:
                groups.append([quote[int(fits.argmax())]])
                owner.append(number)
                taken.update(groups[-1])
    likely = (1 - chances[:, 0] > LEAST).nonzero()[:, 0].tolist()
    groups += [[i] for i in likely if i not in taken and i - 1 not in likely and i not in item.aside]
    pieces = item.pieces.pieces
    spots = [item.spots.spot(pieces[group[0]].start, pieces[group[-1]].end) for group in groups]
    return Nodes(groups, owner, spots)


def loss_of(context: Context, item: Example, rows: Tensor, nodes: Nodes) -> tuple[Tensor, int]:
    """Return what the heads err on an article, and over how many events."""
    places, roles, days, same, salience = context(item, rows, nodes.groups, nodes.spots)
    dated = item.gold.article.published.start is not None
    count, loss = len(item.triggers), torch.zeros(())
    for number, owner in enumerate(nodes.owner):
        event, weight = item.gold.events[owner], 1.0 if number < count else 0.5
        if event.places is not None:
            loss = loss + weight * log_sum(places[number], [i + 1 for i in event.places] or [0])
            for index, role in event.place_roles.items() if number < count else ():
                target = torch.tensor(PLACE_ROLES.index(role))
                loss = loss + 0.2 * functional.cross_entropy(roles[number, index], target) / len(event.place_roles)
        if event.dates is not None:
            row = days[number] if dated else days[number, :-1]
            loss = loss + weight * log_sum(row, [i + 1 for i in event.dates] or [0])
    wanted = torch.tensor([SALIENCES.index(event.salience) for event in item.gold.events])
    loss = loss + 0.4 * functional.cross_entropy(salience[:count], wanted, reduction="sum")
    if len(nodes.owner) > 1:
        owners = torch.tensor(nodes.owner)
        alike = (owners[:, None] == owners[None]).float()
        above = torch.triu(torch.ones_like(alike, dtype=torch.bool), 1)
        scores = same[: len(owners), : len(owners)]
        each = functional.binary_cross_entropy_with_logits(scores[above], alike[above], reduction="sum")
        loss = loss + 2 * each / (len(owners) - 1)
    return loss, count


def tested(context: Context, items: Sequence[tuple[Example, Tensor, Nodes | None]]) -> str:
    """Return how often place and day of given triggers are right, in words."""
    context.eval()
    right, counted = np.zeros(2), np.zeros(2)
    with torch.no_grad():
        for item, rows, nodes in items:
            if nodes is None:
                continue
            places, _, days, _, _ = context(item, rows.float(), nodes.groups, nodes.spots)
            known = item.gold
            names = [x.place.id if x.place else x.mention.text for x in known.resolutions]
            names += [area.place.id for area in known.candidates.implied]
            for number, event in enumerate(known.events):
                if event.places is not None:
                    summed = {"": float(places[number].softmax(-1)[0])}
                    for name, chance in zip(names, places[number].softmax(-1)[1:].tolist(), strict=True):
                        summed[name] = summed.get(name, 0.0) + chance
                    best = max(summed, key=lambda name: summed[name])
                    right[0] += best in ({names[i] for i in event.places} or {""})
                    counted[0] += 1
                if event.dates is not None:
                    row = days[number] if known.article.published.start else days[number, :-1]
                    right[1] += int(row.argmax()) in ([i + 1 for i in event.dates] or [0])
                    counted[1] += 1
    shares = right / np.maximum(1, counted)
    return f"place {shares[0]:.4f}, day {shares[1]:.4f}"


def read_items(
    model: Reader, paths: Sequence[str], vocabulary: dict[str, int], kinds: dict[str, int]
) -> list[tuple[Example, Tensor, Nodes | None]]:
    """Return the whole articles of some files with the rows that the encoder makes of them."""
    golds = [gold for path in paths for gold in pickle.loads(Path(path).read_bytes()) if gold.sort == "whole"]
    items = [example(gold, vocabulary) for gold in golds]
    made = []
    for at in range(0, len(items), 4):
        group = items[at : at + 4]
        with torch.no_grad():
            rows = encode(model, group)
        made += [(item, row.half(), nodes_of(model, item, row, kinds)) for item, row in zip(group, rows, strict=True)]
    return made


def main() -> None:
    """Fit, test and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("fitted", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("train", nargs="+")
    parser.add_argument("--test", nargs="*", default=[])
    parser.add_argument("--epochs", type=int, default=11)
    parser.add_argument("--rate", type=float, default=7e-4)
    args = parser.parse_args()
    torch.manual_seed(0)
    state = torch.load(args.fitted, weights_only=True)
    vocabulary = {line: i for i, line in enumerate((args.folder / "vocab.txt").read_text("utf-8").split("\n")) if line}
    kinds = {kind: i + 1 for i, kind in enumerate(state["kinds"])}
    model = Reader(args.folder, state["kinds"], state["relations"], state["tags"])
    model.load_state_dict(state["model"])
    model.eval()
    began = time.time()
    train = [entry for entry in read_items(model, args.train, vocabulary, kinds) if entry[2] is not None]
    test = read_items(model, args.test, vocabulary, kinds)
    print(f"read in {time.time() - began:.0f} s", flush=True)
    context = Context()
    optimiser = torch.optim.AdamW(context.parameters(), lr=args.rate, weight_decay=0.03)
    steps = args.epochs * math.ceil(len(train) / 4)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1, (s + 1) / 60) * 0.5 * (1 + math.cos(math.pi * min(1, s / steps)))
    )
    for epoch in range(args.epochs):
        context.train()
        order = list(range(len(train)))
        random.Random(epoch).shuffle(order)
        total, done = 0.0, 0
        for at in range(0, len(order), 4):
            loss, count = torch.zeros(()), 0
            for index in order[at : at + 4]:
                item, half, nodes = train[index]
                rows = half.float() * (torch.rand(WIDTH) > 0.1) / 0.9
                if nodes is not None:
                    part, events = loss_of(context, item, rows, nodes)
                    loss, count = loss + part, count + events
            optimiser.zero_grad()
            (loss / max(1, count)).backward()
            nn.utils.clip_grad_norm_(context.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total, done = total + float(loss.detach()), done + count
        told = tested(context, test) if test else ""
        print(f"epoch {epoch}: {time.time() - began:.0f} s: {total / done:.3f} {told}", flush=True)
    torch.save(context.state_dict(), args.out)


if __name__ == "__main__":
    main()
