"""The event reader as it is fitted: encoder and heads, articles by word piece, and what each head scores.

``models.fit_events`` fits it, ``models.fit_context`` what reads its rows beside one another; the package makes the same
sums with NumPy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from geobrief.events.candidates import DATE_FIGURES, PAIR_FIGURES, PLACE_FIGURES, Spot, Spots, pair_figures, place_pairs
from geobrief.events.windows import Pieces, Window, lay_out
from models.encoders import read_encoder
from models.event_gold import PLACE_ROLES, ROLES, GoldArticle

WIDTH = 384
"""Numbers of a row of the encoder that is shipped."""
STATUSES = ("done", "under way", "planned", "demanded", "denied", "past", "claimed")
SALIENCES = ("main", "key", "minor", "background")
DISTANCES = (-64, -32, -16, -8, -4, -2, -1, 0, 1, 2, 4, 8, 16, 32, 64)
"""Lower bounds of the classes of distance, in word pieces, from a trigger to a word."""
LAST_MARK, MASK = 103, 103
"""Ids up to which the vocabulary has marks, and that of the mark for a word that is not shown."""
WHO_REACH = 260
"""Word pieces around a trigger in which those who take part are looked for."""


class Pair(nn.Module):
    """Scores a trigger with a candidate: both, their product, and figures."""

    def __init__(self, width: int, figures: int, hidden: int, outputs: int) -> None:
        super().__init__()
        self.left, self.right = nn.Linear(width, hidden), nn.Linear(width, hidden, bias=False)
        self.both = nn.Linear(width, hidden, bias=False)
        self.figures = nn.Linear(figures, hidden, bias=False) if figures else None
        self.out = nn.Linear(hidden, outputs)
        self.drop = nn.Dropout(0.1)

    def forward(self, left: Tensor, right: Tensor, figures: Tensor | None) -> Tensor:
        """(m, width), (n, width), (m, n, figures) → (m, n, outputs)."""
        x = self.left(left)[:, None] + self.right(right)[None] + self.both(left[:, None] * right[None])
        if self.figures is not None and figures is not None:
            x = x + self.figures(figures)
        return self.out(self.drop(functional.relu(x)))


class Reader(nn.Module):
    """The encoder and all heads."""

    def __init__(self, path: Path, kinds: Sequence[str], relations: Sequence[str], tags: Sequence[str]) -> None:
        super().__init__()
        self.encoder = read_encoder(path)
        self.hidden = 0.0
        """Share of the word pieces that are not shown while fitting: what is told must hang on the words around."""
        width = self.encoder.width
        self.kind = nn.Linear(width, len(kinds) + 1)
        self.status = nn.Sequential(nn.Linear(width, 128), nn.ReLU(), nn.Dropout(0.1), nn.Linear(128, len(STATUSES)))
        self.salience = nn.Sequential(
            nn.Linear(width + 4, 128), nn.ReLU(), nn.Dropout(0.1), nn.Linear(128, len(SALIENCES))
        )
        self.place = Pair(width, PLACE_FIGURES + PAIR_FIGURES, 192, 1 + len(PLACE_ROLES))
        self.date = Pair(width, DATE_FIGURES + PAIR_FIGURES, 128, 1)
        self.nowhere = nn.Linear(width, 1)
        self.never = nn.Linear(width, 1)
        self.published = nn.Parameter(torch.zeros(width))
        self.who = Pair(width, len(DISTANCES) + 2, 128, 1 + len(ROLES))
        self.same = Pair(width, 10, 128, 1)
        self.tag = nn.Linear(width, len(tags))
        self.dependent, self.governor = nn.Linear(width, 160), nn.Linear(width, 160)
        self.arc = nn.Parameter(torch.zeros(161, 160))
        self.rel_dependent, self.rel_governor = nn.Linear(width, 96), nn.Linear(width, 96)
        self.relation = nn.Parameter(torch.zeros(len(relations), 97, 97))
        self.root = nn.Parameter(torch.zeros(width))
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
    """Return the rows of all ids of some windows, read at once: (windows, longest, width)."""
    length = max(len(window.ids) for window in windows)
    ids = torch.zeros(len(windows), length, dtype=torch.long)
    mask = torch.zeros(len(windows), length, dtype=torch.bool)
    for row, window in enumerate(windows):
        ids[row, : len(window.ids)] = torch.tensor(window.ids)
        mask[row, : len(window.ids)] = True
    if model.training and model.hidden:
        ids[(torch.rand(ids.shape) < model.hidden) & (ids > LAST_MARK)] = MASK
    with torch.autocast("cpu", dtype=torch.bfloat16):
        out: Tensor = model.encoder(ids, mask)
    return out.float()


def encode(model: Reader, examples: Sequence[Example]) -> list[Tensor]:
    """Return the rows of all pieces of each article."""
    windows = [(number, window) for number, item in enumerate(examples) for window in item.pieces.windows]
    rows = [torch.zeros(len(item.pieces.pieces), model.encoder.width) for item in examples]
    parts: list[list[tuple[int, Tensor]]] = [[] for _ in examples]
    order = sorted(range(len(windows)), key=lambda i: len(windows[i][1].ids))
    with torch.autocast("cpu", dtype=torch.bfloat16):  # so that the weights are made short once for all groups
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
    owner = torch.tensor([number for number, group in enumerate(groups) for _ in group], dtype=torch.long)
    sums = rows.new_zeros(len(groups), rows.shape[1]).index_add(0, owner, rows[[i for group in groups for i in group]])
    return sums / torch.tensor([[max(1.0, len(group))] for group in groups]).reshape(-1, 1)


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


def place_figures(item: Example, spots: Sequence[Spot]) -> Tensor:
    """Return the figures of each trigger with each place: (triggers, places, figures)."""
    candidates = item.gold.candidates
    if not len(candidates.places):
        return torch.zeros(len(spots), 0, PLACE_FIGURES + PAIR_FIGURES)
    return torch.tensor(np.stack([np.hstack([candidates.place_figures, place_pairs(s, candidates)]) for s in spots]))


def place_scores(model: Reader, item: Example, rows: Tensor, t: Tensor, spots: Sequence[Spot]) -> tuple[Tensor, Tensor]:
    """Where: scores of nowhere and of each place, (triggers, places + 1), and of what it is to the event."""
    mentions = mean_of(rows, item.mentions)
    areas = [mentions[list(area.members)].mean(0) for area in item.gold.candidates.implied]
    places = torch.cat([mentions, torch.stack(areas)]) if areas else mentions
    scores = model.place(t, places, place_figures(item, spots))
    return torch.cat([model.nowhere(t), scores[..., 0]], -1), scores[..., 1:]


def date_figures(item: Example, spots: Sequence[Spot]) -> Tensor:
    """Return the figures of each trigger with each time and the publication: (triggers, times + 1, figures)."""
    candidates = item.gold.candidates
    last = np.zeros((1, PAIR_FIGURES), np.float32)
    return torch.tensor(
        np.stack(
            [np.hstack([candidates.date_figures, np.vstack([pair_figures(s, candidates.dates), last])]) for s in spots]
        )
    )


def date_scores(model: Reader, item: Example, rows: Tensor, t: Tensor, spots: Sequence[Spot]) -> Tensor:
    """When: scores of never said, of each time expression, and of the day of publication where it is known."""
    times = torch.cat([mean_of(rows, item.dates), model.published[None]])
    scores = torch.cat([model.never(t), model.date(t, times, date_figures(item, spots))[..., 0]], -1)
    return scores if item.gold.article.published.start is not None else scores[:, :-1]


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


def same_scores(model: Reader, item: Example, t: Tensor, groups: Sequence[Sequence[int]]) -> Tensor:
    """Same: scores that two triggers tell one event, the same both ways: (triggers, triggers)."""
    scores: Tensor = model.same(t, t, same_figures(item, groups))[..., 0]
    return (scores + scores.T) / 2


def trees(model: Reader, words: Tensor, heads: Tensor) -> tuple[Tensor, Tensor]:
    """(n, 384) → scores of governors (n, n + 1), the root first, and of relations to the given governors (n, r)."""
    above = torch.cat([model.root[None], words])
    d, g = functional.relu(model.dependent(words)), functional.relu(model.governor(above))
    one = torch.ones(len(d), 1)
    arcs = torch.cat([d, one], -1) @ model.arc @ g.T
    a, b = functional.relu(model.rel_dependent(words)), functional.relu(model.rel_governor(above))[heads]
    a, b = torch.cat([a, one], -1), torch.cat([b, one], -1)
    return arcs, torch.einsum("ni,rij,nj->nr", a, model.relation, b)
