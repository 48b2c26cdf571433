"""How true the events of annotated articles are, article by article, without making a brief.

    python -m models.measure_events GOLD.jsonl PREPARED.pickle [--set TELLS.key=0.5 ...] [--labels] [--table ROWS.tsv]

The scores are those of ``../shared/evaluate_events.py``; grouping over articles is left out. What the encoder reads is
kept beside the pickle for the weights in use, so that decisions can be tried in seconds.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import pickle
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

from geobrief.events import decide as deciding
from geobrief.events.days import days_of
from geobrief.events.decide import Decided, decide
from geobrief.events.judging import Judge
from geobrief.events.kinds import bundled_kinds
from geobrief.events.parties import actors_of
from geobrief.events.pronouns import ParsedSentences
from geobrief.events.reader import Read, Trigger, find_triggers, read_pieces
from geobrief.events.sureness import held_back
from geobrief.events.wording import label_of
from geobrief.model import When
from models.event_gold import GoldArticle

OTHER_TYPE = "Other"
SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


def scorer() -> ModuleType:
    """Return the module that scores events."""
    spec = importlib.util.spec_from_file_location("evaluate_events", SHARED / "evaluate_events.py")
    if spec is None or spec.loader is None:
        raise SystemExit("there is no ../shared/evaluate_events.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_all(prepared: Path) -> list[tuple[GoldArticle, Read, list[Trigger]]]:
    """Return the articles with what the encoder and the heads read of them, from the cache where it is of these weights."""
    digest = hashlib.sha256(files("geobrief.events").joinpath("reader.npz").read_bytes()).hexdigest()[:12]
    cache = prepared.with_suffix(f".{digest}.read")
    if cache.exists():
        return pickle.loads(cache.read_bytes())  # type: ignore[no-any-return]
    golds: list[GoldArticle] = pickle.loads(prepared.read_bytes())
    made = []
    for gold in golds:
        read = read_pieces(gold.article)
        made.append((gold, read, find_triggers(read, gold.candidates)))
    cache.write_bytes(pickle.dumps(made))
    return made


def as_brief(
    articles: Iterable[tuple[GoldArticle, Read, Sequence[Trigger]]],
    module: ModuleType,
    *,
    labels: bool,
    judging: Mapping[str, Judge] | None = None,
) -> dict[str, Any]:
    """Return a brief, as far as the scorer reads it; ``judging`` are other judges of each part than the fitted ones."""
    brief: dict[str, Any] = {"articles": [], "places": [], "events": []}
    places: dict[str, dict[str, Any]] = {}
    for gold, read, triggers in articles:
        article = gold.article
        brief["articles"].append({"id": article.id, "path": module.file_stem(article.path) + ".md"})
        trees = ParsedSentences(read, {})
        decided = decide(read, triggers, gold.candidates, gold.resolutions, gold.times)
        for event, _ in held_back(decided, gold.candidates, gold.resolutions, gold.times, judging):
            brief["events"].append(told_event(event, gold, trees, places, labels=labels))
    brief["places"] = list(places.values())
    return brief


def told_event(
    event: Decided, gold: GoldArticle, trees: ParsedSentences, places: dict[str, dict[str, Any]], *, labels: bool
) -> dict[str, Any]:
    """Return an event as a brief tells it, as far as the scorer reads it; its places go into ``places``."""
    article = gold.article
    where = []
    for spot in event.places:
        place, role = spot.area or gold.resolutions[spot.resolution].place, spot.role
        if place:
            places[place.id] = {
                "id": place.id,
                "name": place.name,
                "kind": place.kind,
                "country": place.country,
                "lat": place.lat,
                "lon": place.lon,
            }
            where.append({"place": place.id, "role": role})
    when: When | None = None
    if event.date is not None:
        when = (
            article.published
            if event.date == len(gold.times)
            else days_of(gold.times[event.date], article.published, event.status)
        )
    who = actors_of(event, trees, gold.resolutions)
    sentences = sorted({t.spot.sentence for t in event.triggers})
    return {
        "kind": event.kind,
        "label": " ".join(p.text for p in label_of(event, trees, who, gold.resolutions)) if labels else "",
        "status": event.status,
        "main": event.main,
        "when": _interval(when),
        "where": where,
        "who": [{"name": a.name, "role": a.role} for a in who],
        "citations": [
            {"article": article.id, "quote": article.text[article.sentences[s].start : article.sentences[s].end]}
            for s in sentences
        ],
    }


def _interval(when: When | None) -> dict[str, str | None] | None:
    if when is None:
        return None
    start = None if when.direction in ("by", "before", "until") and when.end else when.start
    end = None if when.direction in ("since", "after") and when.start else when.end
    return {"start": start.isoformat() if start else None, "end": end.isoformat() if end else None}


def summary(t: Counter[str]) -> dict[str, float]:
    """Return the figures that matter of the scorer's counts."""

    def share(a: float, b: float) -> float:
        return round(a / b, 3) if b else 0.0

    wanted, found = (t[f"{k} main"] + t[f"{k} key"] for k in ("gold", "found"))
    precision, recall, matched = share(t["true"], t["told"]), share(found, wanted), t["matched"]
    return {
        "told": t["told"],
        "P": precision,
        "R": recall,
        "F1": share(2 * precision * recall, precision + recall),
        "head": share(t["found main"], t["gold main"]),
        "head_strict": share(t["strict main"], t["gold main"]),
        "false": share(t["false"] + t["trap"], t["told"]),
        "wrong_kind": share(t["wrong kind"], t["told"]),
        "dup": share(t["duplicate"], t["told"]),
        "main_told": t["main told"],
        "main_false": share(t["main false"], t["main told"]),
        "kind": share(t["kind right"], matched),
        "place": share(t["place right"] + t["place none"], matched),
        "coarse": share(t["place coarse"], matched),
        "p_missing": share(t["place missing"], matched),
        "p_wrong": share(t["place wrong"] + t["place extra"], matched),
        "day": share(t["day right"] + t["day none"], matched),
        "d_missing": share(t["day missing"], matched),
        "d_wrong": share(t["day wrong"] + t["day extra"], matched),
        "status": share(t["status right"], matched),
        "who": share(t["who right"] + t["who none"], matched),
        "label": share(t["label right"], matched),
        "all": share(t["all right"], matched),
    }


def conflict_types(golds: Sequence[dict[str, Any]], rows: Sequence[Sequence[Any]]) -> str:
    """Return how well the kinds of events that were found are told apart as ACLED's sub-event types.

    F1 weighted by the annotated events of each type but ACLED's "Other"; where an annotation takes several, any will do.
    """
    type_of = {key: kind.acled_sub_event_type for key, kind in bundled_kinds().items()}
    kinds_of = {(gold["id"], event["what"]): event["kinds"] for gold in golds for event in gold["events"]}
    annotated, told, right = Counter[str](), Counter[str](), Counter[str]()
    for article, verdict, kind, _, _, what in rows:
        if not verdict.startswith("found"):
            continue
        wanted = [name for key in kinds_of[article, what] if (name := type_of.get(key)) not in (None, OTHER_TYPE)]
        given = type_of.get(kind)
        truth = given if given in wanted else next(iter(wanted), None)
        annotated.update([truth] if truth else [])
        told.update([given] if given and given != OTHER_TYPE else [])
        right.update([truth] if truth and truth == given else [])
    total = annotated.total()
    weighted = sum(count * 2 * right[name] / (count + told[name]) for name, count in annotated.items())
    return f"ACLED's sub-event types of {total} events: weighted F1 {weighted / max(1, total):.3f}"


def main() -> None:
    """Print the scores, one line for each value tried."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("prepared", type=Path)
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUES", help="values to try, by commas")
    parser.add_argument("--labels", action="store_true")
    parser.add_argument("--table", type=Path)
    args = parser.parse_args()
    module = scorer()
    golds = module.read(args.gold)
    articles = read_all(args.prepared)
    for setting in args.set or [""]:
        name, _, values = setting.partition("=")
        for value in values.split(",") if values else [""]:
            if name:
                _put(name, float(value))
            counts, rows = module.score(golds, as_brief(articles, module, labels=args.labels))
            print(f"{name}={value}" if name else "as it is", json.dumps(summary(counts)), flush=True)
    print(conflict_types(golds, rows))
    if args.table:
        args.table.write_text("\n".join("\t".join(map(str, row)) for row in rows) + "\n", "utf-8")


def _put(name: str, value: float) -> None:
    head, _, key = name.partition(".")
    if key:
        getattr(deciding, head)[key] = value
    else:
        setattr(deciding, head, value)


if __name__ == "__main__":
    main()
