"""Brief → columns: the form in which a large brief travels in its page, and back to what ``brief.json`` holds.

A brief of ten thousand events says most things many times: a sentence stands with its mentions and with its events, ids
point to ids, kinds and days repeat. Columns say each once. A column of ``n`` values is one of

==========================================  ==========================================================================
a list                                      the values as they are
``{"all": value}``                          the same value ``n`` times
``{"codes": text}``                         whole numbers: a character each, its code point less 93
``{"words": [...], "codes": text}``         words of that list, by number
``{"from": name, "codes": text}``           the same of the list ``texts``, or of the ids of ``articles`` or ``places``
``{"from": name, "steps": text}``           the same, each number as the way from the one before: 0, -1, 1, -2, 2 …
``{"prefix": p, "size": k, "bytes": text}``  ids: a prefix and ``k`` hexadecimal digits, their bytes in base64
``{"after": [a, b]}``                       the number in column ``a`` plus the length of the text in column ``b``
``{"same": a}``                             what column ``a`` of the same table says
``{"fields": {...}}``                       records: a column for every field
``{"fields": {...}, "spare": [name]}``      the same; of a record in which such a field is null it is left out
``{"counts": column, "items": column}``     lists: how long each is, and all their items in a row
==========================================  ==========================================================================

Where codes are too many for characters below the surrogates, ``codes`` and ``steps`` are lists of numbers.
``web/src/columns.ts`` reads the same.
"""

from __future__ import annotations

import base64
import re
import sys
from array import array
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import asdict, replace
from itertools import chain
from operator import add
from typing import Any

from geobrief.brief import Brief, dates_of, to_dict
from geobrief.model import CitedMention, Confidences, Event, EventPlace, PlaceRecord, Reason, Source, When
from geobrief.reasons import reason_to_dict

JSON = dict[str, Any]
Column = JSON | list[Any]

SCHEMA = "geobrief/columns@1"
"""What the columns call themselves: no reader of ``brief.json`` must take them for one."""

ZERO = 93
"""Code point of 0: from here on no character has a meaning in JSON."""

LAST = 0xD800 - 1
"""The last code point before the surrogates."""

_UTF_16 = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"
_DIGITS = re.compile("[0-9a-f]*")


def to_columns(brief: Brief) -> JSON:
    """Return everything that ``brief.json`` holds, in columns."""
    rest = {**to_dict(replace(brief, articles=(), places=(), mentions=(), events=())), **dates_of(brief)}
    shared = _Shared(brief)
    tables = {
        "articles": _articles(brief.articles),
        "places": _places(brief.places),
        "mentions": _mentions(brief.mentions, shared),
        "events": _events(brief.events, shared),
    }
    rows = {name: len(rest_of) for name, rest_of in zip(tables, _tables(brief), strict=True)}
    return {**rest, "schema": SCHEMA, "of": rest["schema"], "texts": list(shared.texts), "rows": rows, **tables}


def _tables(brief: Brief) -> tuple[Sequence[Any], ...]:
    return (brief.articles, brief.places, brief.mentions, brief.events)


class _Shared:
    """Texts and ids that several tables point to, by their numbers."""

    def __init__(self, brief: Brief) -> None:
        self.texts: dict[str, int] = {}
        self.articles = {source.id: number for number, source in enumerate(brief.articles)}
        self.places = {place.id: number for number, place in enumerate(brief.places)}

    def of_texts(self, values: Iterable[str]) -> Column:
        texts = self.texts
        return {"from": "texts", "steps": _steps([texts.setdefault(text, len(texts)) for text in values])}

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
        extent=[None if place.extent is None else dict(place.extent) for place in places],
    )


def _mentions(mentions: Sequence[CitedMention], shared: _Shared) -> Column:
    starts = [mention.start for mention in mentions]
    texts = [mention.text for mention in mentions]
    columns = _fields(
        id=_ids([mention.id for mention in mentions]),
        article=shared.of_articles([mention.article for mention in mentions]),
        start=_numbers(starts),
        text=_words(texts),
        end=_ends(starts, [mention.end for mention in mentions], texts, ("start", "text")),
        sentence=_passages([mention.sentence for mention in mentions], "text", shared),
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


def _passages(passages: Sequence[Any], name: str, shared: _Shared) -> JSON:
    """Columns of sentences (``text``) or citations (``quote``)."""
    starts = [passage.start for passage in passages]
    texts = [getattr(passage, name) for passage in passages]
    columns = {
        "start": _numbers(starts),
        name: shared.of_texts(texts),
        "end": _ends(starts, [passage.end for passage in passages], texts, ("start", name)),
    }
    return {"fields": columns}


def _citations(citations: Sequence[Any], shared: _Shared) -> Column:
    columns = _passages(citations, "quote", shared)
    articles = shared.of_articles([citation.article for citation in citations])
    fields = {"article": articles, **columns["fields"]}
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
        label=_words([event.label for event in events]),
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
    lists: dict[str, list[Any]] = {"texts": data["texts"]}
    for name in ("articles", "places"):
        lists[name] = _read(data[name]["fields"]["id"], data["rows"][name], {}, {})
    tables = {name: _read(data[name], rows, {}, lists) for name, rows in data["rows"].items()}
    whole = {**data, **tables, "schema": data["of"]}
    return {name: value for name, value in whole.items() if name not in ("of", "texts", "rows")}


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


def _read_steps(codes: str | list[int]) -> list[int]:
    at, numbers = 0, []
    for code in _read_codes(codes):
        at += -(code + 1) // 2 if code % 2 else code // 2
        numbers.append(at)
    return numbers
