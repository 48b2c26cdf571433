"""What several articles tell of one event is joined at least as well as it was.

ECB+ marks which triggers mention one event. Every fifth of its topics is read, from text to groups. Precision says how many
of the pairs of what two articles tell that are joined are one event. Of all annotated pairs of articles that mention one
event it says how many are told by both and joined: who tells more has no fewer for it. The model was fitted on ECB+; ``docs/accuracy/events.md`` has the figures that leave a topic out at a time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from geobrief.articles import make_article
from geobrief.brief import tellings_of
from geobrief.brief.grouping import group_tellings
from geobrief.brief.tellings import Telling
from geobrief.gazetteer import Gazetteer
from geobrief.model import Reading
from geobrief.pipeline import understood, with_date
from tests.quality.floors import Stage, rows

pytestmark = pytest.mark.corpora

EVERY = 5


class Told(NamedTuple):
    """What an article tells of one event."""

    group: int
    article: str
    instances: set[str]


def figures(path: Path) -> dict[str, float]:
    """Precision of pairs, and which of all annotated pairs of articles that mention one event are told and joined."""
    by_topic: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(path):
        by_topic[row["topic"]].append(row)
    right = joined = annotated = found = 0
    for topic, articles in sorted(by_topic.items()):
        if int(topic) % EVERY:
            continue
        mentioned = Counter(name for row in articles for name in {e["instance"] for e in row["events"]} if name)
        annotated += sum(count * (count - 1) // 2 for count in mentioned.values())
        together: set[tuple[str, str, str]] = set()
        for one, other in combinations(told(articles), 2):
            if one.article != other.article and one.group == other.group:
                shared = one.instances & other.instances
                joined, right = joined + 1, right + bool(shared)
                together |= {(name, *sorted((one.article, other.article))) for name in shared}
        found += len(together)
    return {"precision": right / joined, "joined_of_all": found / annotated}


def told(articles: list[dict[str, Any]]) -> Iterator[Told]:
    """What the articles of a topic tell that is annotated, with the group that it is in."""
    annotated = {row["id"]: row["events"] for row in articles}
    found = understood([with_date(make_article(row["text"], path=row["id"])) for row in articles], Gazetteer.default())
    tellings = [one for reading in found if isinstance(reading, Reading) for one in tellings_of(reading)]
    for number, group in enumerate(group_tellings(tellings)):
        parts: dict[tuple[str, int | None], set[str]] = defaultdict(set)
        for telling in group:
            parts[telling.article.id, telling.report.chain] |= instances_of(telling, annotated[telling.article.path])
        yield from (Told(number, article, names) for (article, _), names in parts.items() if names)


def instances_of(telling: Telling, events: list[dict[str, Any]]) -> set[str]:
    """The annotated events that the trigger of a report mentions."""
    report = telling.report
    return {
        str(event["instance"])
        for event in events
        if event["instance"] and event["start"] < report.end and report.start < event["end"]
    }


STAGE = Stage("grouping", figures)

(
    test_the_corpus_is_the_one_that_the_floors_were_measured_on,
    test_no_figure_is_below_its_floor,
) = STAGE.tests()
