"""Documents per CPU second, load time and peak memory of the geoparser and of its peers, on the same articles.

``python benchmarks/geoparser_speed.py`` runs every engine that is installed in a process of its own: ours, and
flashgeotext and geotext (``pip install flashgeotext geotext``), which only find names and place none.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec

from models.geoparser_corpora import CORPORA

ENGINES = ("geobrief", "geobrief, names only", "flashgeotext", "geotext")


def geobrief(*, places: bool) -> Callable[[dict[str, str]], object]:
    """Our geoparser, from the text to the resolved places or to the names."""
    from geobrief.articles import make_article  # noqa: PLC0415 - its import is part of what is timed
    from geobrief.gazetteer import Gazetteer  # noqa: PLC0415
    from geobrief.mentions import find_mentions  # noqa: PLC0415
    from geobrief.places import resolve_places  # noqa: PLC0415

    gazetteer = Gazetteer.default()

    def work(raw: dict[str, str]) -> object:
        article = make_article(raw["text"], domain=raw["domain"])
        mentions = find_mentions(article, gazetteer)
        return resolve_places(article, mentions, gazetteer) if places else mentions

    work({"text": "The first text, read in Paris, Texas, loads the models.", "domain": "example.org"})
    return work


def peer(name: str) -> Callable[[dict[str, str]], object]:
    """A peer's default use."""
    if name == "flashgeotext":
        from flashgeotext.geotext import GeoText  # noqa: PLC0415

        engine = GeoText()
        return lambda raw: engine.extract(raw["text"], span_info=True)
    from geotext import GeoText as Plain  # noqa: PLC0415

    return lambda raw: Plain(raw["text"])


def run(engine: str) -> dict[str, float | str]:
    """One engine on LGL, twice over; the second pass counts."""
    lines = (CORPORA / "lgl.jsonl").read_text(encoding="utf-8").split("\n")
    documents = [json.loads(line) for line in lines if line]
    start = time.process_time()
    work = geobrief(places="," not in engine) if engine.startswith("geobrief") else peer(engine)
    load = time.process_time() - start
    seconds = []
    for _ in range(2):
        start = time.process_time()
        for raw in documents:
            work(raw)
        seconds.append(time.process_time() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "engine": engine, "documents per CPU s, first pass": round(len(documents) / seconds[0], 1),
        "second pass": round(len(documents) / seconds[1], 1), "load, CPU s": round(load, 2), "peak MB": round(peak),
    }  # fmt: skip


def main() -> None:
    """Run each engine in its own process and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", choices=ENGINES)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(run(args.one)))
        return
    for engine in ENGINES:
        if find_spec(engine.partition(",")[0]) is None:
            print(f"| {engine} | not installed |")
            continue
        out = subprocess.run([sys.executable, __file__, "--one", engine], check=True, capture_output=True, text=True)
        print("| " + " | ".join(str(value) for value in json.loads(out.stdout).values()) + " |")


if __name__ == "__main__":
    main()
