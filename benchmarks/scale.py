"""CPU seconds, memory and growth of the stages after reading: ``python benchmarks/scale.py ARTICLES.jsonl [N ...]``.

The articles of a JSON-lines file (``text``, and ``date`` where known) are read once; archives of N articles are then made of
them with other names, words, days and places (``tests/brief/multiplied.py``), each in a process of its own. The exponent is
that of the CPU seconds against the number of articles, from one line to the next.
"""

from __future__ import annotations

import argparse
import json
import math
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from geobrief.articles import make_article, same_story
from geobrief.brief import compose
from geobrief.brief.conflicts import find_conflicts
from geobrief.brief.document import to_json
from geobrief.brief.findings import with_findings
from geobrief.brief.grouping import group_tellings
from geobrief.brief.record import Brief
from geobrief.brief.summary import summarise
from geobrief.brief.tellings import tellings
from geobrief.brief.title import title_of
from geobrief.gazetteer import Gazetteer
from geobrief.map import render_map
from geobrief.model import Reading
from geobrief.pipeline import understood
from tests.brief.multiplied import multiplied

Result = TypeVar("Result")
SIZES = (100, 1_000, 4_000, 20_000)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--first", type=int, default=150, help="articles that are read")
    parser.add_argument("--one", action="store_true", help="measure one size here, of readings in a pickle")
    parser.add_argument("--only-groups", action="store_true", help="no page, no document: tellings and groups alone")
    args = parser.parse_args()
    if args.one:
        print(json.dumps(measured(args.articles, args.sizes[0], whole=not args.only_groups)))
        return
    with tempfile.TemporaryDirectory() as folder:
        kept = args.articles if args.articles.suffix == ".pkl" else Path(folder) / "readings.pkl"
        if kept != args.articles:
            kept.write_bytes(pickle.dumps(read(args.articles, args.first)))
        before: dict[str, float] = {}
        for size in args.sizes:
            more = ["--only-groups"] if args.only_groups else []
            command = [sys.executable, __file__, str(kept), str(size), "--one", *more]
            row = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            for stage, spent in row.items():
                print(f"| {size} | {stage} | {spent:,.2f} | {growth(before, row, stage)} |", flush=True)
            before = row


def growth(before: dict[str, float], row: dict[str, float], stage: str) -> str:
    """The exponent of a stage's growth since the size before."""
    if stage in ("articles", "tellings", "events") or not before.get(stage) or not row[stage]:
        return ""
    return f"{math.log(row[stage] / before[stage]) / math.log(row['articles'] / before['articles']):.2f}"


def read(path: Path, first: int) -> list[Reading]:
    """What is understood of the first articles of a file."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()[:first]]
    articles = [make_article(row["text"], path=str(row["id"]), published=row.get("date")) for row in rows]
    return [outcome for outcome in understood(articles, Gazetteer.default()) if isinstance(outcome, Reading)]


def measured(path: Path, size: int, *, whole: bool) -> dict[str, float]:
    """CPU seconds of each stage, and memory in MB at its end."""
    row: dict[str, float] = {"articles": size}

    def timed(stage: str, work: Callable[[], Result]) -> Result:
        begun = time.process_time()
        result = work()
        row[f"{stage}, CPU s"] = time.process_time() - begun
        row[f"{stage}, peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return result

    base = pickle.loads(path.read_bytes())  # noqa: S301  # written by main
    made = multiplied(base, size, Gazetteer.default())
    if not whole:
        told = timed("making", lambda: [telling for reading in made for telling in tellings(reading)])
        row["tellings"] = len(told)
        row["events"] = len(timed("grouping", lambda: group_tellings(told)))
        return row
    readings = timed("making", lambda: list(made))
    stories = timed("same_story", lambda: same_story([reading.article for reading in readings]))
    told = timed("tellings", lambda: [telling for reading in readings for telling in tellings(reading)])
    row["tellings"] = len(told)
    groups = timed("grouping", lambda: group_tellings(told))
    row["events"] = len(groups)
    events = timed("summaries", lambda: sorted((summarise(group, stories) for group in groups), key=compose.by_time))
    sentences = compose._sentences(events)  # noqa: SLF001
    conflicts = timed("conflicts", lambda: find_conflicts(readings, sentences, stories))
    brief = timed(
        "places and mentions",
        lambda: Brief(
            title="",
            generator="",
            gazetteer=Gazetteer.default().version,
            articles=tuple(compose._source(reading.article, stories) for reading in readings),  # noqa: SLF001
            places=compose._places(readings, groups, "default"),  # noqa: SLF001
            mentions=tuple(compose._mentions(readings)),  # noqa: SLF001
            events=tuple(events),
            conflicts=conflicts,
            skipped=(),
        ),
    )
    brief = timed("findings", lambda: with_findings(brief))
    timed("title", lambda: title_of(brief))
    row["json, MB"] = len(timed("json", lambda: to_json(brief)).encode("utf-8")) / 1e6
    row["page, MB"] = len(timed("page", lambda: render_map(brief)).encode("utf-8")) / 1e6
    return row


if __name__ == "__main__":
    main()
