"""What a larger reader tells of an article, and how far the one that is fitted is from it (Hinton et al. 2015).

The larger one (``models/encoders.py``: MPNet, three times as many numbers a layer) is too slow and too large to be
shipped. What it tells of an article, with its doubts, says more than the annotation alone, and it also tells of articles
that nobody annotated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from models.reader import (
    Example,
    Reader,
    date_scores,
    encode,
    mean_of,
    place_scores,
    same_scores,
    where_it_stands,
    who_scores,
)

LIKELY = 0.3
"""Chance from which a word that nobody marked is asked about as if it told an event."""
MOST_ASKED = 48
"""Triggers of an article that are asked about at most."""


@dataclass(frozen=True)
class Answers:
    """What a reader tells of an article, each as logarithms of chances, and of which triggers."""

    groups: list[list[int]]
    kinds: Tensor
    """(pieces, kinds + 1)"""
    places: Tensor
    days: Tensor
    statuses: Tensor
    saliences: Tensor
    who: list[Tensor]
    """Of each trigger: (pieces around it, roles + 1)."""
    same: Tensor
    """(triggers, triggers), scores"""

    def short(self) -> Answers:
        """Return the same in half the memory."""
        return Answers(
            groups=self.groups,
            kinds=self.kinds.half(),
            places=self.places.half(),
            days=self.days.half(),
            statuses=self.statuses.half(),
            saliences=self.saliences.half(),
            who=[part.half() for part in self.who],
            same=self.same.half(),
        )


class Teacher:
    """A fitted reader that is asked about each article once."""

    def __init__(self, folder: Path, fitted: Path) -> None:
        state = torch.load(fitted, weights_only=True)
        self.model = Reader(folder, state["kinds"], state["relations"], state["tags"])
        self.model.load_state_dict(state["model"])
        self.model.eval()
        self.told: dict[int, Answers] = {}

    def answers(self, items: Sequence[Example]) -> list[Answers]:
        """Return what it tells of some articles."""
        new = [item for item in items if id(item) not in self.told]
        if new:
            with torch.no_grad():
                for item, rows in zip(new, encode(self.model, new), strict=True):
                    groups = [*item.triggers, *_further(self.model, item, rows)][:MOST_ASKED]
                    self.told[id(item)] = answers(self.model, item, rows, groups).short()
        return [self.told[id(item)] for item in items]


def _further(model: Reader, item: Example, rows: Tensor) -> list[list[int]]:
    """Return the pieces that likely tell an event and are no trigger yet."""
    taken = {i for group in item.triggers for i in group} | set(item.aside)
    likely = (model.kind(rows).softmax(-1)[:, 0] < 1 - LIKELY).nonzero()[:, 0].tolist()
    return [[i] for i in likely if i not in taken and i - 1 not in likely]


def answers(model: Reader, item: Example, rows: Tensor, groups: list[list[int]]) -> Answers:
    """Return what a reader tells of an article and of some triggers in it."""
    t, pieces = mean_of(rows, groups), item.pieces.pieces
    spots = [item.spots.spot(pieces[group[0]].start, pieces[group[-1]].end) for group in groups]
    standing = where_it_stands(item, groups)
    asked = bool(groups)
    return Answers(
        groups=groups,
        kinds=model.kind(rows).log_softmax(-1),
        places=place_scores(model, item, rows, t, spots)[0].log_softmax(-1) if asked else t,
        days=date_scores(model, item, rows, t, spots).log_softmax(-1) if asked else t,
        statuses=model.status(t).log_softmax(-1),
        saliences=model.salience(torch.cat([t, standing], -1)).log_softmax(-1) if asked else t,
        who=[who_scores(model, item, rows, t, n, group).log_softmax(-1) for n, group in enumerate(groups)],
        same=same_scores(model, item, t, groups) if asked else t,
    )


def differences(model: Reader, item: Example, rows: Tensor, told: Answers) -> dict[str, Tensor]:
    """Return how far each head is from what the teacher told, in nats, named and weighed as the heads' errors are."""
    mine = answers(model, item, rows, told.groups)
    kinds = told.kinds.float()
    out = {"trigger": (_apart(mine.kinds, kinds) * (3 - 2 * kinds[:, 0].exp())).sum()}
    if not told.groups:
        return out
    out |= {
        "place": _apart(mine.places, told.places).sum(),
        "date": _apart(mine.days, told.days).sum(),
        "status": _apart(mine.statuses, told.statuses).sum(),
        "salience": _apart(mine.saliences, told.saliences).sum(),
    }
    who = [_apart(a, b) * (2 - b[:, 0].float().exp()) for a, b in zip(mine.who, told.who, strict=True)]
    out["who"] = torch.cat(who).sum() / 4
    if len(told.groups) > 1:
        above = torch.triu(torch.ones_like(mine.same, dtype=torch.bool), 1)
        right = told.same.float().sigmoid()[above]
        each = functional.binary_cross_entropy_with_logits(mine.same[above], right, reduction="sum")
        out["same"] = each / (len(told.groups) - 1) * 2
    return out


def _apart(mine: Tensor, told: Tensor) -> Tensor:
    """Divergence of each row of chances from the teacher's, of logarithms."""
    told = told.float()
    return (told.exp() * (told - mine)).sum(-1)
