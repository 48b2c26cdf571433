"""CPU time of each stage for one article, and its share of a build: ``python benchmarks/stages_speed.py [--first N]``.

The articles of GeoWebNews and TR-News, the first N of each, are made into one brief and one map, twice in one process; the
second pass counts.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from typing import TypeVar

from geobrief.articles import make_article
from geobrief.brief import compose_brief
from geobrief.dates import find_dates
from geobrief.events import extract_events, find_figures
from geobrief.gazetteer import Gazetteer
from geobrief.map import render_map
from geobrief.mentions import find_mentions
from geobrief.model import Reading
from geobrief.pipeline import with_date
from geobrief.places import resolve_places
from models.geoparser_corpora import CORPORA

Result = TypeVar("Result")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", type=int, help="articles of each corpus; all without it")
    most = parser.parse_args().first
    corpora = [(CORPORA / f"{name}.jsonl").read_text("utf-8").splitlines()[:most] for name in ("gwn", "trnews")]
    raws = [json.loads(line) for lines in corpora for line in lines]
    for _ in range(2):
        seconds = run(raws)
    whole = sum(seconds.values())
    print("| stage | ms an article | articles per CPU second | share |\n| --- | ---: | ---: | ---: |")
    for stage, spent in seconds.items():
        print(f"| {stage} | {1000 * spent / len(raws):.1f} | {len(raws) / spent:,.0f} | {100 * spent / whole:.0f} % |")
    print(f"| all | {1000 * whole / len(raws):.1f} | {len(raws) / whole:,.0f} | {len(raws)} articles |")


def run(raws: list[dict[str, str]]) -> dict[str, float]:
    """CPU seconds of each stage."""
    seconds: dict[str, float] = {}

    def timed(stage: str, work: Callable[[], Result]) -> Result:
        begun = time.process_time()
        result = work()
        seconds[stage] = time.process_time() - begun
        return result

    gazetteer = Gazetteer.default()
    articles = timed(
        "articles from text, with their dates",
        lambda: [
            with_date(make_article(raw["text"], path=raw["id"], domain=raw.get("domain"), published=raw.get("date")))
            for raw in raws
        ],
    )
    mentions = timed("names", lambda: [find_mentions(article, gazetteer) for article in articles])
    pairs = list(zip(articles, mentions, strict=True))
    places = timed("places and roles", lambda: [resolve_places(*pair, gazetteer) for pair in pairs])
    dates = timed("time expressions", lambda: [find_dates(article) for article in articles])
    inputs = list(zip(articles, places, dates, strict=True))
    reports = timed("events and figures", lambda: [(extract_events(*row), find_figures(row[0])) for row in inputs])
    readings = [
        Reading(article, tuple(found), tuple(told), tuple(events), tuple(figures))
        for (article, found, told), (events, figures) in zip(inputs, reports, strict=True)
    ]
    brief = timed("the brief", lambda: compose_brief(readings, title="All of them", gazetteer=gazetteer.version))
    timed("the map", lambda: render_map(brief))
    return seconds


if __name__ == "__main__":
    main()
