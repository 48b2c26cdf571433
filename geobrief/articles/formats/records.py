"""JSON, JSON Lines and CSV → one draft a record.

Which field holds the text is guessed from its name, and is the longest text where no name says so.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from geobrief.articles.decoding import decode, plain_line_ends
from geobrief.articles.delimited import table_of
from geobrief.articles.draft import Draft, fields_of, folded_key, told_sources
from geobrief.articles.faults import each_record
from geobrief.articles.formats.html_page import text_of_fragment
from geobrief.articles.publication import DateOrder, date_order, in_order
from geobrief.errors import ArticleError
from geobrief.model import Skipped

# So many broken lines show what is wrong with a file; the rest are counted.
_MOST_NAMED = 5
# More records than anyone briefs on; a file with more is a corpus to be split.
_MOST_RECORDS = 100_000
_TEXT_FIELDS = (
    "text", "body", "fulltext", "maintext", "articlebody", "articletext", "bodytext", "plaintext", "contenttext", "cleantext", "content",
    "contents", "contentrendered", "story", "article", "contenthtml", "bodyhtml", "articlecontent", "texte", "texto", "inhalt",
)  # fmt: skip
# Objects that hold an article's fields one level deeper, as the interfaces of newspapers and search engines give them.
_WRAPPERS = frozenset({"fields", "source", "article", "attributes", "document", "doc", "story", "item"})
# Which of the keys of an object is what it is called.
_NAME_KEYS = ("name", "title", "main", "original", "rendered", "label", "plain")
# Records lie so deep in what an interface answers: {"response": {"results": [...]}}.
_DEEPEST_LIST = 3
# A dispatch that was taken back leaves this in place of its text.
_WITHDRAWN = frozenset({"[removed]", "[deleted]"})
# The longest field is the text if it is as long as a short report.
_SHORTEST_GUESS = 200
_NUMERIC_DATE = re.compile(r"\"\s*(?:[^\W\d]{2,9},?\s+)?\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b")


def read_json(path: Path, data: bytes) -> Iterator[Draft | Skipped]:
    """A JSON document: one record, a list of records, or a list under any of its keys."""
    try:
        value = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        if _begins_with_json(data):
            yield from read_json_lines(path, data)
            return
        raise ArticleError(str(path), f"is not JSON ({_short(error)}): write it again as JSON") from error
    records = _records(value)
    if not records:
        raise ArticleError(str(path), 'holds no records: give an object with a "text", or a list of such objects')
    single = isinstance(value, dict) and records[0] is value
    order = _order(records)
    numbered = (("" if single else f"#{number}", record) for number, record in enumerate(records[:_MOST_RECORDS], 1))
    yield from each_record(numbered, lambda record, part: _draft(record, part, order))


def _begins_with_json(data: bytes) -> bool:
    """Whether the first line is a record by itself."""
    try:
        return isinstance(json.loads(data.lstrip().split(b"\n", 1)[0]), dict | str)
    except (ValueError, RecursionError):
        return False


def read_json_lines(path: Path, data: bytes) -> Iterator[Draft | Skipped]:
    """JSON Lines: one record a line."""
    found = broken = 0
    text = decode(data)
    order = _order_of_lines(text)
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        found += 1
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            broken += 1
            if broken <= _MOST_NAMED:
                yield Skipped(f"#{number}", f"is not a line of JSON ({_short(error)}): write one object a line")
        else:
            yield from each_record([(f"#{number}", record)], lambda record, part: _draft(record, part, order))
        if found >= _MOST_RECORDS:
            yield Skipped("", f"has more than {_MOST_RECORDS:,} records, and the rest was left out: split the file")
            break
    if broken > _MOST_NAMED:
        yield Skipped("", f"{broken - _MOST_NAMED:,} more lines are not JSON: write one object a line")
    if not found:
        raise ArticleError(str(path), "holds no records: write one JSON object a line")


def read_csv(path: Path, data: bytes) -> Iterator[Draft | Skipped]:
    """A table with a header row: one article a row."""
    text, delimiter, skipped = table_of(decode(data))
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    rows = csv.DictReader(io.StringIO(text), delimiter=delimiter, restkey="", strict=False)
    try:
        columns = [name or "" for name in rows.fieldnames or []]
        records = [{str(key): value for key, value in row.items() if isinstance(value, str)} for row in rows]
    except csv.Error as error:
        raise ArticleError(str(path), f"is not a table ({error}): save it as CSV in UTF-8") from error
    if not any(_text_key(_flat(record)) for record in records[:20]):
        known = ", ".join(columns)[:200]
        raise ArticleError(
            str(path),
            f'has no column with the text (columns: {known}): name it "text"; links are not followed, geobrief is offline',
        )
    order = _order(records)
    numbered = ((f"#{number}", record) for number, record in enumerate(records[:_MOST_RECORDS], 2 + skipped))
    yield from each_record(numbered, lambda record, part: _draft(record, part, order))


def _records(value: object, depth: int = 0) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and depth <= _DEEPEST_LIST:
        if _text_key(_flat(value)):
            return [value]
        for held in value.values():
            if isinstance(held, list) and held and isinstance(held[0], dict):
                return held
        for held in value.values():
            if isinstance(held, dict) and (found := _records(held, depth + 1)):
                return found
    return []


def _flat(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record → the same in one level: fields that lie in a wrapper brought up, other objects as their names."""
    found: dict[str, Any] = {}
    deeper: dict[str, Any] = {}
    for key, value in record.items():
        wrapper, dot, inner = str(key).partition(".")
        if isinstance(value, dict) and _is_wrapper(str(key)):
            deeper |= {str(name): held for name, held in value.items()}
        elif dot and _is_wrapper(wrapper):
            deeper[inner] = value
        else:
            found[str(key)] = value
    known = {folded_key(key) for key, value in found.items() if value}
    found |= {key: value for key, value in deeper.items() if folded_key(key) not in known}
    return {key: _plain(value) for key, value in found.items()}


def _is_wrapper(key: str) -> bool:
    """Whether an object of this name holds an article's fields; "source" is an outlet, "_source" a search engine's record."""
    return folded_key(key) in _WRAPPERS and key.casefold() != "source"


def _order(records: Iterable[object]) -> DateOrder | None:
    """Records → how all of them write day and month, if one of them tells."""
    return date_order(fields_of(_flat(record)).published for record in records if isinstance(record, dict))


def _order_of_lines(text: str) -> DateOrder | None:
    if not _NUMERIC_DATE.search(text):
        return None
    return _order(_loaded(line) for line in text.split("\n"))


def _loaded(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _text_key(record: Mapping[str, object]) -> str | None:
    texts = {key: value for key, value in record.items() if isinstance(value, str) and value.strip()}
    by_name = {folded_key(key): key for key in reversed(texts)}
    named = next((by_name[name] for name in _TEXT_FIELDS if name in by_name), None)
    if named:
        return named
    longest = max(texts, key=lambda key: len(texts[key]), default=None)
    return longest if longest is not None and len(texts[longest]) >= _SHORTEST_GUESS else None


def _draft(record: object, part: str, order: DateOrder | None) -> Draft | Skipped:
    if isinstance(record, str):
        record = {"text": record}
    if not isinstance(record, dict):
        return Skipped(part, 'is not an object: write {"text": "…"}')
    flat = _flat(record)
    key = _text_key(flat)
    if key is None:
        names = ", ".join(map(str, record))[:200]
        return Skipped(part, f'has no field with the text (fields: {names}): name it "text"')
    text = plain_line_ends(flat[key])
    if key.lower().endswith("html") or text.lstrip()[:3].lower() in {"<p>", "<p ", "<di"}:
        text = text_of_fragment(text)
    if not any(char.isalpha() for char in text):
        return Skipped(part, "holds no words")
    if text.strip().lower() in _WITHDRAWN:
        return Skipped(part, f'holds nothing but "{text.strip()}": its publisher took it back')
    fields = fields_of({name: value for name, value in flat.items() if name != key})
    fields = replace(fields, published=in_order(fields.published, order))
    return Draft(
        text,
        fields,
        part=part,
        data=json.dumps(record, ensure_ascii=True, sort_keys=True, default=str).encode(),
        note=f'text from "{key}", {told_sources(flat)}',
    )


def _plain(value: object) -> Any:  # noqa: ANN401  # whatever a record holds
    """A value that is an object or a list of objects → the names in it."""
    if isinstance(value, dict):
        return next((value[name] for name in _NAME_KEYS if isinstance(value.get(name), str)), None)
    if isinstance(value, list):
        return [_plain(item) if isinstance(item, dict) else item for item in value]
    return value if isinstance(value, str | int | float | date) else None


def _short(error: Exception) -> str:
    return str(error).split("\n", 1)[0][:120]
