"""CPU seconds, memory and growth of the stages after reading: ``python benchmarks/scale.py ARTICLES.jsonl [N ...]``.

The articles of a JSON-lines file (``text``, and ``date`` where known) are read once; archives of N articles are then made of
them with other names, words, days and places (``tests/brief/multiplied.py``), each in a process of its own. The exponent is
that of the CPU seconds against the number of articles, from one line to the next. Linux only: memory is read from ``/proc``.
"""

from __future__ import annotations

import argparse
import json
import math
import pickle
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from geobrief.articles import make_article
from geobrief.brief import Readings, compose
from geobrief.brief.grouping import Reports
from geobrief.brief.tellings import tellings
from geobrief.gazetteer import Gazetteer
from geobrief.model import Reading
from geobrief.pipeline import brief_of, composing, understood
from tests.brief.multiplied import multiplied

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
    if stage in ("articles", "groups", "events") or not before.get(stage) or not row[stage]:
        return ""
    return f"{math.log(row[stage] / before[stage]) / math.log(row['articles'] / before['articles']):.2f}"


def read(path: Path, first: int) -> list[Reading]:
    """What is understood of the first articles of a file."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()[:first]]
    articles = [make_article(row["text"], path=str(row["id"]), published=row.get("date")) for row in rows]
    return [outcome for outcome in understood(articles, Gazetteer.default()) if isinstance(outcome, Reading)]


def measured(path: Path, size: int, *, whole: bool) -> dict[str, float]:
    """CPU seconds of each stage, and memory in MB at its end and at its peak."""
    row: dict[str, float] = {"articles": size}
    held = Readings(multiplied(pickle.loads(path.read_bytes()), size, Gazetteer.default()))  # noqa: S301  # written by main
    stages = Stages(row)
    if not whole:
        reports = Reports()
        for reading in held:
            reports.add(tellings(reading))
        stages.end("reports")
        row["groups"] = len(reports.groups())
        stages.end("grouping")
        return row
    # What a brief is made of, one after the other: the time until a stage begins is that of the one before.
    stages.before(compose.Stories, "originals", "sources, mentions and reports of each reading")
    stages.before(compose.Reports, "groups", "copies")
    stages.before(compose, "_places", "grouping, and summaries of events")
    stages.before(compose, "find_conflicts", "places")
    stages.before(compose, "with_findings", "disagreements")
    stages.before(composing, "with_texts", "findings and title")
    brief = brief_of(held, [])
    stages.end("texts")
    row["events"] = len(brief.events)
    del held
    with tempfile.TemporaryDirectory() as folder:
        for suffix, what in ((".json", "brief.json"), (".html", "page")):
            brief.save(Path(folder, f"brief{suffix}"))
            stages.end(what)
            row[f"{what}, MB"] = Path(folder, f"brief{suffix}").stat().st_size / 1e6
    return row


class Stages:
    """What each stage takes, into a table."""

    def __init__(self, row: dict[str, float]) -> None:
        self._row = row
        self._begun = time.process_time()

    def end(self, stage: str) -> None:
        """Note what was spent since the last stage ended."""
        self._row[f"{stage}, CPU s"] = time.process_time() - self._begun
        self._row[f"{stage}, held MB"] = _status("VmRSS")
        self._row[f"{stage}, peak MB"] = _status("VmHWM")
        Path("/proc/self/clear_refs").write_text("5", "utf-8")  # the next peak is the next stage's
        self._begun = time.process_time()

    def before(self, holder: object, name: str, stage: str) -> None:
        """Let a stage end where something is called."""
        real = getattr(holder, name)

        def noted(*args: Any, **named: Any) -> Any:  # noqa: ANN401  # whatever it takes and gives
            self.end(stage)
            return real(*args, **named)

        setattr(holder, name, noted)


def _status(key: str) -> float:
    lines = Path("/proc/self/status").read_text("utf-8").split("\n")
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{key}:"))


if __name__ == "__main__":
    main()
