"""Annotated articles → what the heads of the event reader are fitted to.

    python -m models.event_gold OUT.pickle GOLD.jsonl...

The geoparser's mentions and the time expressions of each article are the candidates, as they are when a brief is made;
which of them is the right one is decided as ``evaluate_events.py`` decides it. Needs ``../shared``.
"""

from __future__ import annotations

import bisect
import json
import math
import pickle
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from geobrief.articles import make_article
from geobrief.dates import find_dates
from geobrief.events.candidates import Candidates, Spots, candidates_of
from geobrief.events.days import days_of
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import Corpus, find_mentions, survey
from geobrief.model import Article, Place, Resolution, Status, TimeExpression
from geobrief.pipeline import with_date
from geobrief.places import resolve_places

ROLES = ("source", "target", "participant")
PLACE_ROLES = ("scene", "origin", "destination")
TOLERANCE = {"site": 12, "district": 20, "town": 30, "province": 150, "country": 0, "region": 800, "sea": 400}
"""Kilometres within which a place of that level is the same place; from ``evaluate_events.py``."""


@dataclass
class GoldEvent:
    """One annotated event as spans and candidates of its article."""

    trigger: tuple[int, int]
    others: list[tuple[int, int]]
    """Further triggers of the first quote: neither right nor wrong."""
    quotes: list[tuple[int, int]]
    """The other quotes that tell it, in which a trigger stands somewhere."""
    kinds: list[str]
    statuses: list[str]
    salience: str
    places: list[int] | None
    """Indices of the resolutions that are right; empty where nothing should be told, None where nobody can say."""
    place_roles: dict[int, str]
    dates: list[int] | None
    """Indices of the time expressions that are right (their number means the publication); as above."""
    who: list[tuple[str, int, int]]
    """Role, start and end of those who take part."""
    what: str = ""
    must: list[str] = field(default_factory=list)


@dataclass
class GoldArticle:
    """An article with its candidates and its annotated events."""

    article: Article
    resolutions: list[Resolution]
    times: list[TimeExpression]
    candidates: Candidates
    events: list[GoldEvent]
    sort: str = "whole"
    """What is known of it: ``whole`` (all its events), ``sentence`` (one of its events), ``none`` (no event of a named
    kind) or ``place`` (only where its event was)."""


def read_article(row: dict[str, Any]) -> Article:
    """Return the article of an annotated row: its title as first line, as the product reads it."""
    title, body = row.get("title") or "", row["text"]
    text = body if not title or _starts_with(body, title) else f"{title}\n\n{body}"
    return with_date(
        make_article(text, title=title or None, published=row.get("date"), url=row.get("url"), path=row["id"])
    )


def _starts_with(text: str, title: str) -> bool:
    return _squeeze(text)[: len(_squeeze(title))].casefold() == _squeeze(title).casefold()


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text or "").strip()


def understand(article: Article, gazetteer: Gazetteer, corpus: Corpus | None = None) -> GoldArticle:
    """Return an article with its candidates and no events yet."""
    resolutions = list(resolve_places(article, find_mentions(article, gazetteer, corpus=corpus), gazetteer))
    times = list(find_dates(article))
    return GoldArticle(
        article,
        resolutions,
        times,
        candidates_of(article, resolutions, times, Spots(article), gazetteer.country),
        [],
    )


def find_quote(text: str, quote: str) -> tuple[int, int] | None:
    """Return where a quote stands in a text, white space aside."""
    words = quote.split()
    if not words:
        return None
    at = text.find(quote)
    if at >= 0:
        return at, at + len(quote)
    match = re.search(r"\s+".join(map(re.escape, words)), text)
    return match.span() if match else None


def _trigger_in(text: str, span: tuple[int, int], trigger: str) -> tuple[int, int] | None:
    pattern = r"\s+".join(map(re.escape, trigger.split()))
    inside = re.compile(rf"(?<!\w){pattern}(?!\w)").search(text, *span)
    inside = inside or re.compile(pattern).search(text, *span)
    return inside.span() if inside else None


def gold_events(row: dict[str, Any], known: GoldArticle) -> Iterator[GoldEvent]:
    """Yield the annotated events of a row whose trigger stands in the text."""
    text = known.article.text
    for event in row["events"]:
        spans = [span for quote in event["quotes"] if (span := find_quote(text, quote))]
        first = find_quote(text, event["quotes"][0])
        if first is None:
            continue
        triggers = [span for word in event["triggers"] if (span := _trigger_in(text, first, word))]
        if not triggers:
            continue
        places, roles = _places(event["where"], known)
        yield GoldEvent(
            trigger=triggers[0],
            others=triggers[1:],
            quotes=[span for span in spans if span != first],
            kinds=event["kinds"],
            statuses=event["status"],
            salience=event["salience"],
            places=places,
            place_roles=roles,
            dates=_dates(event["when"], known, event["status"]),
            who=list(_who(event["who"], known.article, triggers[0], first)),
            what=event["what"],
            must=event["must"],
        )


def _km(a: float, b: float, c: float, d: float) -> float:
    p, q = math.radians(a), math.radians(c)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(d - b) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(h)))


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return re.sub(r"[^a-z0-9]+", " ", "".join(c for c in plain if not unicodedata.combining(c)).lower()).strip()


def same_place(place: Place, answer: dict[str, Any]) -> bool:
    """Whether a place is the annotated one, by name or distance."""
    if answer["level"] == "country":
        return place.kind in ("country", "territory") and place.country == answer.get("country")
    named = _fold(answer["name"]) == _fold(place.name)
    if named and (not answer.get("country") or place.country in (None, answer["country"])):
        return True
    if place.kind in ("country", "continent", "territory"):
        return False
    return _km(place.lat, place.lon, answer["lat"], answer["lon"]) <= TOLERANCE[answer["level"]]


def _same_name(resolution: Resolution, answer: dict[str, Any]) -> bool:
    """Whether a mention without a place is the annotated one by its words."""
    words, name = _fold(resolution.mention.text), _fold(answer["name"])
    return bool(words) and resolution.place is None and (words == name or f" {words} " in f" {name} ")


def _places(answers: Sequence[dict[str, Any]], known: GoldArticle) -> tuple[list[int] | None, dict[int, str]]:
    if not answers:
        return [], {}
    finest = [a for a in answers if a["level"] == answers[0]["level"]] if answers[0].get("role") else answers[:1]
    stated = [a for a in answers if a["level"] == answers[0]["level"] and a["basis"] == "stated"]
    resolutions, implied = known.resolutions, known.candidates.implied
    for tier in ([*finest, *stated], answers):
        roles = {
            index: answer.get("role") or "scene"
            for index, item in enumerate(resolutions)
            for answer in tier
            if (item.place and same_place(item.place, answer)) or _same_name(item, answer)
        }
        roles |= {
            len(resolutions) + index: answer.get("role") or "scene"
            for index, area in enumerate(implied)
            for answer in tier
            if same_place(area.place, answer)
        }
        if roles:
            return sorted(roles), roles
    return [], {}


def _dates(gold: dict[str, Any] | None, known: GoldArticle, statuses: Sequence[Status]) -> list[int] | None:
    if not gold:
        return []
    today = known.article.published
    told = [days_of(item, today, statuses[0]) for item in known.times]
    options = [(when.start, when.end) for when in told]
    if today.start and today.start == today.end:
        options.append((today.start, today.end))
    for slack in (timedelta(0), timedelta(1)):
        right = [i for i, (start, end) in enumerate(options) if _right_day(start, end, gold, slack)]
        if right:
            return right
    return None


def _right_day(start: date | None, end: date | None, gold: dict[str, Any], slack: timedelta) -> bool:
    first, last = start or end, end or start
    if first is None or last is None:
        return False
    true_first = date.fromisoformat(str(gold.get("from") or gold.get("to"))[:10])
    true_last = date.fromisoformat(str(gold.get("to") or gold.get("from"))[:10])
    if gold.get("from") and gold.get("to"):
        return abs(first - true_first) <= slack and abs(last - true_last) <= slack
    return abs((last if gold.get("to") else first) - true_first) <= slack


def _who(
    who: dict[str, list[str]],
    article: Article,
    trigger: tuple[int, int],
    quote: tuple[int, int],
) -> Iterator[tuple[str, int, int]]:
    starts = [s.start for s in article.sentences]
    at = bisect.bisect_right(starts, trigger[0]) - 1
    sentence = article.sentences[at] if at >= 0 else None
    home = (sentence.start, sentence.end) if sentence else quote
    for role in ROLES:
        for names in who.get(role, []):
            found = _name_near(article.text, names.split("|"), trigger, home)
            if found:
                yield role, *found


def _name_near(
    text: str, names: Sequence[str], trigger: tuple[int, int], home: tuple[int, int]
) -> tuple[int, int] | None:
    """Return the occurrence of one of the names that stands in the trigger's sentence, else nearest to it."""
    spans = [
        match.span()
        for name in names
        if name.strip()
        for match in re.finditer(
            r"(?<!\w)" + r"\s+".join(map(re.escape, name.split())) + r"(?!\w)", text, re.IGNORECASE
        )
    ]
    if not spans:
        return None
    inside = [s for s in spans if home[0] <= s[0] < home[1]]
    if inside:
        # the longest form; among equals the nearest
        return min(inside, key=lambda s: (-(s[1] - s[0]), abs(s[0] - trigger[0])))
    return min(spans, key=lambda s: (abs(s[0] - trigger[0]) + (400 if s[0] > trigger[0] else 0), -(s[1] - s[0])))


def prepare(rows: Sequence[dict[str, Any]], gazetteer: Gazetteer) -> Iterator[GoldArticle]:
    """Yield each annotated row as the heads are fitted to it."""
    for row in rows:
        article = read_article(row)
        known = understand(article, gazetteer, survey([article], gazetteer))
        known.events = list(gold_events(row, known))
        yield known


def own_sentences(path: Path, gazetteer: Gazetteer) -> Iterator[GoldArticle]:
    """Yield the project's own labelled sentences as articles of one event or none."""
    roles = {role: role for role in PLACE_ROLES}
    for row in _rows(path):
        known = understand(with_date(make_article(row["text"])), gazetteer)
        known.sort = "sentence" if row["trigger"] else "none"
        if row["trigger"]:
            spots = {
                index: roles[spot["role"]]
                for index, item in enumerate(known.resolutions)
                for spot in row["where"]
                if item.mention.start < spot["end"] and spot["start"] < item.mention.end
            }
            when = row["when"]
            days = [i for i, t in enumerate(known.times) if when and t.start < when["end"] and when["start"] < t.end]
            known.events = [
                GoldEvent(
                    trigger=(row["trigger"]["start"], row["trigger"]["end"]),
                    others=[],
                    quotes=[],
                    kinds=[row["kind"]],
                    statuses=[row["status"]],
                    salience="",
                    places=sorted(spots) if spots or not row["where"] else None,
                    place_roles=spots,
                    dates=days if days or not when else None,
                    who=[(who["role"], who["start"], who["end"]) for who in row["who"]],
                )
            ]
        yield known


def place_sentences(path: Path, gazetteer: Gazetteer) -> Iterator[GoldArticle]:
    """Yield the sentences of ``event_place``: a trigger and where it was, if the sentence says."""
    for row in _rows(path):
        known = understand(make_article(row["text"]), gazetteer)
        known.sort = "place"
        for event in row["events"]:
            spans = event["location"] or []
            spots = {
                index: "scene"
                for index, item in enumerate(known.resolutions)
                if any(item.mention.start < s["end"] and s["start"] < item.mention.end for s in spans)
            }
            if spans and not spots:
                continue  # the name was not found: nothing to choose
            known.events.append(
                GoldEvent(
                    trigger=(event["start"], event["end"]),
                    others=[],
                    quotes=[],
                    kinds=[],
                    statuses=[],
                    salience="",
                    places=sorted(spots),
                    place_roles={},
                    dates=None,
                    who=[],
                )
            )
        if known.events and known.article.sentences:
            yield known


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


def main() -> None:
    """Write the prepared articles of the files named on the command line."""
    out, *paths = sys.argv[1:]
    gazetteer = Gazetteer.default()
    read = {"sentences.jsonl": own_sentences, "event_place.jsonl": place_sentences}
    rows: list[dict[str, Any]] = []
    made: list[GoldArticle] = []
    for path in map(Path, paths):
        if path.name in read:
            made += read[path.name](path, gazetteer)
        else:
            rows += _rows(path)
    made += prepare(rows, gazetteer)
    Path(out).write_bytes(pickle.dumps(made))
    events = [event for article in made for event in article.events]
    wanted = sum(len(row["events"]) for row in rows)
    none = sum(event.places == [] for event in events)
    undated = sum(event.dates is None for event in events)
    print(
        f"{len(made)} articles, {len(events)} of {wanted} events; no place {none}; day not among the candidates {undated}"
    )


if __name__ == "__main__":
    # Imported by its own name, so that the pickles name the classes rightly.
    from models.event_gold import main as named_main

    named_main()
