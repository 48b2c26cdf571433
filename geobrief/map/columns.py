"""Brief → columns: the form in which a large brief travels in its page, and back to what ``brief.json`` holds.

A brief of ten thousand events says most things many times: a sentence stands with its mentions and with its events, ids
point to ids, kinds and days repeat. Columns say each once. A column of ``n`` values is one of

==========================================  ==========================================================================
a list                                      the values as they are
``{"all": value}``                          the same value ``n`` times
``{"codes": text}``                         whole numbers: a character each, its code point less 93
``{"words": [...], "codes": text}``         words of that list, by number
``{"from": name, "codes": text}``           the same of the list ``said``, or of the ids of ``articles`` or ``places``
``{"from": name, "steps": text}``           the same, each number as the way from the one before: 0, -1, 1, -2, 2 …
``{"prefix": p, "size": k, "bytes": text}``  ids: a prefix and ``k`` hexadecimal digits, their bytes in base64
``{"after": [a, b]}``                       the number in column ``a`` plus the length of the text in column ``b``
``{"same": a}``                             what column ``a`` of the same table says
``{"fields": {...}}``                       records: a column for every field
``{"fields": {...}, "spare": [name]}``      the same; of a record in which such a field is null it is left out
``{"counts": column, "items": column}``     lists: how long each is, and all their items in a row
``{"outlines": [...], "lines": [...],``     areas: type, number of rings in each polygon, which of ``lines`` is the first, and
``"first": n, "scale": k}``                 the boxes around all of them and around the largest (west, south, east, north);
                                            lines are steps of 1 / k degrees (``pack.written``), ``n`` of them of what is
                                            no country, which a page draws before it has the others
==========================================  ==========================================================================

Where codes are too many for characters below the surrogates, ``codes`` and ``steps`` are lists of numbers.
``web/src/columns.ts`` reads the same.
"""

from __future__ import annotations

import base64
import re
import sys
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from itertools import accumulate, chain, pairwise
from operator import add
from typing import Any

from geobrief.brief import Brief, dates_of, to_dict
from geobrief.map.pack import read_steps, written
from geobrief.model import CitedMention, Confidences, Event, EventPlace, Excerpt, PlaceRecord, Reason, Source, When
from geobrief.reasons import reason_to_dict

JSON = dict[str, Any]
Column = JSON | list[Any]

SCHEMA = "geobrief/columns@2"
"""What the columns call themselves: no reader of ``brief.json`` must take them for one."""

ZERO = 93
"""Code point of 0: from here on no character has a meaning in JSON."""

LAST = 0xD800 - 1
"""The last code point before the surrogates."""

OUTLINE_SCALE = 1000
"""Steps to a degree in which outlines of places are written: the outlines that geobrief carries are as fine."""

HALF_WAY = 180 * OUTLINE_SCALE
"""Steps around half of the Earth."""

_UTF_16 = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"
_DIGITS = re.compile("[0-9a-f]*")


def to_columns(brief: Brief) -> JSON:
    """Return everything that ``brief.json`` holds, in columns."""
    rest = {**to_dict(replace(brief, articles=(), places=(), mentions=(), events=(), texts=None)), **dates_of(brief)}
    shared = _Shared(brief)
    if brief.texts is not None:
        rest["texts"] = {"kept": brief.texts.kept, "parts": _excerpts(brief.texts.parts, shared)}
    tables = {
        "articles": _articles(brief.articles),
        "places": _places(brief.places),
        "mentions": _mentions(brief.mentions, shared),
        "events": _events(brief.events, shared),
    }
    rows = {name: len(rest_of) for name, rest_of in zip(tables, _tables(brief), strict=True)}
    rows["excerpts"] = 0 if brief.texts is None else len(brief.texts.parts)
    return {**rest, "schema": SCHEMA, "of": rest["schema"], "said": shared.said(), "rows": rows, **tables}


def _tables(brief: Brief) -> tuple[Sequence[Any], ...]:
    return (brief.articles, brief.places, brief.mentions, brief.events)


class _Shared:
    """Texts and ids that several tables point to, by their numbers."""

    def __init__(self, brief: Brief) -> None:
        self.texts: dict[str, int] = {}
        self.articles = {source.id: number for number, source in enumerate(brief.articles)}
        self.places = {place.id: number for number, place in enumerate(brief.places)}
        self._excerpts: defaultdict[str, list[tuple[int, int, Excerpt]]] = defaultdict(list)
        for number, part in enumerate(brief.texts.parts if brief.texts is not None else ()):
            self._excerpts[part.article].append((part.start, number, part))
        self._cuts: dict[int, tuple[int, int]] = {}
        """Texts that stand in what the brief carries of the articles: in which excerpt, from which character on."""

    def of_texts(self, values: Sequence[str], spots: Iterable[tuple[str, int]] = ()) -> Column:
        """Texts by their numbers; ``spots`` says of sentences in which article they stand, and where."""
        texts = self.texts
        known = len(texts)
        numbers = [texts.setdefault(text, len(texts)) for text in values]
        for text, number, (article, start) in zip(values, numbers, spots, strict=False):
            if number >= known and number not in self._cuts:
                self._cut(number, text, article, start)
        return {"from": "said", "steps": _steps(numbers)}

    def _cut(self, number: int, text: str, article: str, start: int) -> None:
        parts = self._excerpts[article]
        at = bisect_right(parts, start, key=lambda part: part[0]) - 1
        if at < 0:
            return
        first, excerpt, part = parts[at]
        if part.text.startswith(text, start - first):
            self._cuts[number] = (excerpt, start - first)

    def said(self) -> Column:
        """The shared texts: what stands in an excerpt as a cut of it, the others as they are, one after the other."""
        own = [text for text, number in self.texts.items() if number not in self._cuts]
        cuts = [self._cuts.get(number) for number in self.texts.values()]
        return {
            "of": _steps([0 if cut is None else cut[0] + 1 for cut in cuts]),
            "at": _codes([0 if cut is None else cut[1] for cut in cuts]),
            "long": _codes([0 if cut is None else len(text) for text, cut in zip(self.texts, cuts, strict=True)]),
            "own": own,
        }

    def of_articles(self, values: Sequence[str]) -> Column:
        try:
            return {"from": "articles", "steps": _steps([self.articles[value] for value in values])}
        except KeyError:
            return _words(values)

    def of_places(self, values: Sequence[str | None]) -> Column:
        try:
            return {"from": "places", "codes": _codes([self.places[value] for value in values])}  # type: ignore[index]  # a KeyError is expected
        except KeyError:
            return _words(values)


def _codes(numbers: Sequence[int]) -> str | list[int]:
    """Whole numbers from 0 on as characters, where they all have one."""
    if not numbers or (min(numbers) >= 0 and max(numbers) <= LAST - ZERO):
        return array("H", [number + ZERO for number in numbers]).tobytes().decode(_UTF_16)
    return list(numbers)


def _steps(numbers: Sequence[int]) -> str | list[int]:
    """Numbers as the ways from one to the next, folded: 0, -1, 1, -2, 2 become 0, 1, 2, 3, 4."""
    ways = [after - before for before, after in zip(chain((0,), numbers), numbers, strict=False)]
    return _codes([2 * way if way >= 0 else -2 * way - 1 for way in ways])


def _words(values: Sequence[Hashable]) -> Column:
    table = {value: number for number, value in enumerate(dict.fromkeys(values))}
    if len(table) == 1:
        return {"all": values[0]}
    return {"words": list(table), "codes": _codes(list(map(table.__getitem__, values)))}


def _numbers(values: Sequence[int]) -> Column:
    return {"codes": _codes(values)}


def _ids(values: Sequence[str]) -> Column:
    """Ids of one length with one prefix; others as they are."""
    prefix = values[0][:2] if values and values[0][1:2] == "-" else ""
    size = len(values[0]) if values else 0
    start = len(prefix)
    digits = "".join([value[start:] for value in values])
    alike = all([len(value) == size and value.startswith(prefix) for value in values])  # noqa: C419 - twice as fast
    if size == start or (size - start) % 2 or not alike or not _DIGITS.fullmatch(digits):
        return list(values)
    packed = base64.b64encode(bytes.fromhex(digits)).decode("ascii")
    return {"prefix": prefix, "size": size - start, "bytes": packed}


def _ends(starts: Sequence[int], ends: Sequence[int], texts: Sequence[str], names: tuple[str, str]) -> Column:
    """Ends of passages: their start and their length, as everywhere where a passage is what it says it is."""
    told = list(map(add, starts, map(len, texts)))
    return {"after": list(names)} if told == list(ends) else _numbers(ends)


def _lists(values: Sequence[Sequence[Any]], items: Callable[[list[Any]], Column]) -> Column:
    return {"counts": _words([len(value) for value in values]), "items": items(list(chain.from_iterable(values)))}


def _fields(**columns: Column) -> JSON:
    return {"fields": columns}


def _excerpts(parts: Sequence[Excerpt], shared: _Shared) -> Column:
    starts = [part.start for part in parts]
    texts = [part.text for part in parts]
    return _fields(
        article=shared.of_articles([part.article for part in parts]),
        start=_numbers(starts),
        text=texts,
        end={"after": ["start", "text"]},
    )


def _when(values: Sequence[When]) -> Column:
    starts = [when.start for when in values]
    ends = [when.end for when in values]
    return _fields(
        start=_days(starts),
        end={"same": "start"} if starts == ends else _days(ends),
        precision=_words([when.precision for when in values]),
        text=_words([when.text for when in values]),
        basis=_words([when.basis for when in values]),
    )


def _days(days: Sequence[Any]) -> Column:
    column = _words(days)
    if isinstance(column, dict) and "words" in column:
        return {**column, "words": [None if day is None else day.isoformat() for day in column["words"]]}
    return {"all": None if days[0] is None else days[0].isoformat()} if days else column


def _articles(sources: Sequence[Source]) -> Column:
    return _fields(
        id=_ids([source.id for source in sources]),
        path=[source.path for source in sources],
        title=[source.title for source in sources],
        outlet=_words([source.outlet for source in sources]),
        authors=_lists([source.authors for source in sources], _words),
        url=[source.url for source in sources],
        language=_words([source.language for source in sources]),
        sha256=_ids([source.sha256 for source in sources]),
        words=_numbers([source.words for source in sources]),
        published=_when([source.published for source in sources]),
        same_story_as=_words([source.same_story_as for source in sources]),
        rating=_words([source.rating for source in sources]),
    )


def _places(places: Sequence[PlaceRecord]) -> Column:
    return _fields(
        id=_ids([place.id for place in places]),
        name=[place.name for place in places],
        kind=_words([place.kind for place in places]),
        precision=_words([place.precision for place in places]),
        country=_words([place.country for place in places]),
        admin1=_words([place.admin1 for place in places]),
        lat=[place.lat for place in places],
        lon=[place.lon for place in places],
        geonameid=[place.geonameid for place in places],
        wikidata=_words([place.wikidata for place in places]),
        extent=_areas(places),
    )


def _areas(places: Sequence[PlaceRecord]) -> Column:
    """Outlines of whole thousandths of a degree in steps; others, and what is no area, as they are."""
    told: list[Any] = [None] * len(places)
    lines: list[str] = []
    first = 0
    # A page draws a country as its ground has it: the lines of others, which it asks for, stand together.
    for is_country in (False, True):
        first = len(lines)
        for number, place in enumerate(places):
            if place.extent is not None and (place.kind == "country") is is_country:
                told[number] = _area(place.extent, lines) or dict(place.extent)
    return {"outlines": told, "lines": lines, "first": first, "scale": OUTLINE_SCALE} if lines else told


def _area(extent: Mapping[str, Any], lines: list[str]) -> JSON | None:
    """The polygons of an area, their rings added to the lines; None where steps cannot say it to the digit."""
    kind = extent.get("type")
    if kind not in ("Polygon", "MultiPolygon") or set(extent) != {"type", "coordinates"}:
        return None
    polygons = [extent["coordinates"]] if kind == "Polygon" else extent["coordinates"]
    rings = [[_whole(ring) for ring in polygon] for polygon in polygons]
    boxes = [_box(ring) for polygon in rings for ring in polygon if ring]
    if not boxes or any(not ring for polygon in rings for ring in polygon):
        return None
    first = len(lines)
    lines += [written(_ways(ring or [])) for polygon in rings for ring in polygon]
    west, south, east, north = zip(*boxes, strict=True)
    return {
        "type": kind,
        "first": first,
        "rings": list(map(len, rings)),
        "box": [min(west), min(south), max(east), max(north)],
        "main": max(boxes, key=lambda box: (box[2] - box[0]) * (box[3] - box[1])),
    }


def _whole(ring: Sequence[Sequence[float]]) -> list[tuple[int, int]] | None:
    """A ring in whole steps; None where it is finer, has heights, or leaps around the Earth."""
    spots = [tuple(round(at * OUTLINE_SCALE) for at in position) for position in ring]
    true = all(
        len(spot) == 2 and spot[0] / OUTLINE_SCALE == position[0] and spot[1] / OUTLINE_SCALE == position[1]
        for spot, position in zip(spots, ring, strict=True)
    )
    leaps = [abs(after[0] - before[0]) > HALF_WAY for before, after in pairwise(spots)]
    if not true or any(leaps) or any(abs(spot[0]) > HALF_WAY for spot in spots):
        return None
    return [(spot[0], spot[1]) for spot in spots]


def _box(ring: Sequence[tuple[int, int]]) -> list[int]:
    lons, lats = zip(*ring, strict=True)
    return [min(lons), min(lats), max(lons), max(lats)]


def _ways(ring: Sequence[tuple[int, int]]) -> list[int]:
    steps: list[int] = []
    x = y = 0
    for lon, lat in ring:
        steps += (lon - x, lat - y)
        x, y = lon, lat
    return steps


def _mentions(mentions: Sequence[CitedMention], shared: _Shared) -> Column:
    starts = [mention.start for mention in mentions]
    texts = [mention.text for mention in mentions]
    articles = [mention.article for mention in mentions]
    columns = _fields(
        id=_ids([mention.id for mention in mentions]),
        article=shared.of_articles(articles),
        start=_numbers(starts),
        text=_words(texts),
        end=_ends(starts, [mention.end for mention in mentions], texts, ("start", "text")),
        sentence=_passages([mention.sentence for mention in mentions], "text", shared, articles),
        form=_words([mention.form for mention in mentions]),
        role=_words([mention.role for mention in mentions]),
        place=shared.of_places([mention.place for mention in mentions]),
        confidence=_words([mention.confidence for mention in mentions]),
        because=_words([mention.because for mention in mentions]),
        alternatives=_lists(
            [mention.alternatives for mention in mentions],
            lambda others: _fields(
                place=_words([other.place for other in others]),
                name=_words([other.name for other in others]),
                confidence=_words([other.confidence for other in others]),
            ),
        ),
    )
    if any(mention.reasons for mention in mentions):
        columns["fields"]["reasons"] = _reasons([mention.reasons for mention in mentions])
        columns["spare"] = ["reasons"]
    return columns


def _reasons(values: Sequence[tuple[Reason, ...]]) -> Column:
    """Reasons in records: each once, as ``brief.json`` has it, null where there are none."""
    column: Any = _words(values)
    told = [[reason_to_dict(reason) for reason in reasons] or None for reasons in column.get("words", [values[0]])]
    return {**column, "words": told} if "words" in column else {"all": told[0]}


def _passages(passages: Sequence[Any], name: str, shared: _Shared, articles: Sequence[str]) -> JSON:
    """Columns of sentences (``text``) or citations (``quote``)."""
    starts = [passage.start for passage in passages]
    texts = [getattr(passage, name) for passage in passages]
    columns = {
        "start": _numbers(starts),
        name: shared.of_texts(texts, zip(articles, starts, strict=True)),
        "end": _ends(starts, [passage.end for passage in passages], texts, ("start", name)),
    }
    return {"fields": columns}


def _citations(citations: Sequence[Any], shared: _Shared) -> Column:
    articles = [citation.article for citation in citations]
    columns = _passages(citations, "quote", shared, articles)
    fields = {"article": shared.of_articles(articles), **columns["fields"]}
    copies = [citation.copy_of for citation in citations]
    if not any(copies):
        return {"fields": fields}
    return {"fields": {**fields, "copy_of": _words(copies)}, "spare": ["copy_of"]}


def _events(events: Sequence[Event], shared: _Shared) -> Column:
    def where(items: Sequence[EventPlace]) -> Column:
        fields = {
            "place": shared.of_places([item.place for item in items]),
            "role": _words([item.role for item in items]),
        }
        named = [item.named for item in items]
        if any(named):
            return {"fields": {**fields, "named": _words(named)}, "spare": ["named"]}
        return {"fields": fields}

    def who(items: Sequence[Any]) -> Column:
        return _fields(name=_words([item.name for item in items]), role=_words([item.role for item in items]))

    def parts(items: Sequence[Any]) -> Column:
        return _fields(role=_words([item.role for item in items]), text=shared.of_texts([item.text for item in items]))

    def figures(items: Sequence[Any]) -> Column:
        return _fields(
            what=_words([item.what for item in items]),
            value=[int(item.value) if item.value == item.value // 1 else item.value for item in items],
            unit=_words([item.unit for item in items]),
            text=_words([item.text for item in items]),
            citation=_citations([item.citation for item in items], shared),
        )

    columns = _fields(
        id=_ids([event.id for event in events]),
        kind=_words([event.kind for event in events]),
        label=shared.of_texts([event.label for event in events]),
        status=_words([event.status for event in events]),
        main=_words([event.main for event in events]),
        when=_when([event.when for event in events]),
        where=_lists([event.where for event in events], where),
        who=_lists([event.who for event in events], who),
        citations=_lists([event.citations for event in events], lambda items: _citations(items, shared)),
        articles=_words([event.articles for event in events]),
        independent=_words([event.independent for event in events]),
        confidence=_words([event.confidence for event in events]),
        figures=_lists([event.figures for event in events], figures),
        salience=_words([event.salience for event in events]),
        label_parts=_lists([event.label_parts for event in events], parts),
    )
    sure = [event.confidences for event in events]
    if not any(sure):
        return columns
    columns["fields"]["confidences"] = _confidences([one for one in sure if one]) if all(sure) else _records(sure)
    return {**columns, "spare": ["confidences"]}


def _confidences(sure: Sequence[Confidences]) -> Column:
    return _fields(
        kind=_words([one.kind for one in sure]),
        place=_words([one.place for one in sure]),
        day=_words([one.day for one in sure]),
        status=_words([one.status for one in sure]),
    )


def _records(sure: Sequence[Confidences | None]) -> Column:
    return [asdict(one) if one else None for one in sure]


# Back ------------------------------------------------------------------------------------------------------


def from_columns(data: JSON) -> JSON:
    """Return what ``brief.json`` holds, from its columns: for programs that read a page."""
    lists: dict[str, list[Any]] = {}
    for name in ("articles", "places"):
        lists[name] = _read(data[name]["fields"]["id"], data["rows"][name], {}, {})
    whole = {**data, "schema": data["of"]}
    if "texts" in data:
        parts = _read(data["texts"]["parts"], data["rows"]["excerpts"], {}, lists)
        whole["texts"] = {"kept": data["texts"]["kept"], "parts": parts}
    lists["said"] = _read_said(data["said"], [part["text"] for part in whole.get("texts", {}).get("parts", ())])
    for name in ("articles", "places", "mentions", "events"):
        whole[name] = _read(data[name], data["rows"][name], {}, lists)
    return {name: value for name, value in whole.items() if name not in ("of", "said", "rows")}


def _read_said(said: JSON, excerpts: Sequence[str]) -> list[str]:
    cuts = zip(_read_steps(said["of"]), _read_codes(said["at"]), _read_codes(said["long"]), strict=True)
    own = iter(said["own"])
    return [excerpts[of - 1][at : at + size] if of else next(own) for of, at, size in cuts]


def _read(column: Column, rows: int, table: dict[str, list[Any]], lists: dict[str, list[Any]]) -> list[Any]:
    """The values of a column.

    Args:
        column: As written above.
        rows: How many values it has.
        table: The columns of the same table that have been read, by name.
        lists: What columns point to with ``from``.
    """
    if isinstance(column, list):
        return column
    if "all" in column:
        return [column["all"]] * rows
    if "fields" in column:
        read: dict[str, list[Any]] = {}
        for name, inner in column["fields"].items():
            read[name] = _read(inner, rows, read, lists)
        records = [dict(zip(read, values, strict=True)) for values in zip(*read.values(), strict=True)]
        return _without_spare(records, column.get("spare", ()))
    if "counts" in column:
        counts = _read(column["counts"], rows, {}, lists)
        items = iter(_read(column["items"], sum(counts), {}, lists))
        return [[next(items) for _ in range(count)] for count in counts]
    return _read_coded(column, table, lists)


def _without_spare(records: list[JSON], spare: Sequence[str]) -> list[JSON]:
    for name in spare:
        for record in records:
            if record[name] is None:
                del record[name]
    return records


def _read_coded(column: JSON, table: dict[str, list[Any]], lists: dict[str, list[Any]]) -> list[Any]:
    if "same" in column:
        return table[column["same"]]
    if "outlines" in column:
        return [_read_area(area, column) if area and "rings" in area else area for area in column["outlines"]]
    if "after" in column:
        start, text = column["after"]
        return [at + len(words) for at, words in zip(table[start], table[text], strict=True)]
    if "bytes" in column:
        digits, size = base64.b64decode(column["bytes"]).hex(), column["size"]
        return [column["prefix"] + digits[at : at + size] for at in range(0, len(digits), size)]
    numbers = _read_steps(column["steps"]) if "steps" in column else _read_codes(column["codes"])
    words = column.get("words") or lists.get(column.get("from", ""))
    return numbers if words is None else [words[number] for number in numbers]


def _read_codes(codes: str | list[int]) -> list[int]:
    return [ord(code) - ZERO for code in codes] if isinstance(codes, str) else codes


def _read_area(area: JSON, column: JSON) -> JSON:
    lines = iter(column["lines"][area["first"] :])
    rings = [[_read_ring(next(lines), column["scale"]) for _ in range(count)] for count in area["rings"]]
    return {"type": area["type"], "coordinates": rings[0] if area["type"] == "Polygon" else rings}


def _read_ring(text: str, scale: int) -> list[list[float]]:
    steps = read_steps(text)
    lons, lats = accumulate(steps[::2]), accumulate(steps[1::2])
    return [[lon / scale, lat / scale] for lon, lat in zip(lons, lats, strict=True)]


def _read_steps(codes: str | list[int]) -> list[int]:
    at, numbers = 0, []
    for code in _read_codes(codes):
        at += -(code + 1) // 2 if code % 2 else code // 2
        numbers.append(at)
    return numbers
