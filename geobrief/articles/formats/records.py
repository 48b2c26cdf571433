"""JSON, JSON Lines and CSV → one draft a record.

Which field holds the text is guessed from its name, and is the longest text where no name says so.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from geobrief.articles.decoding import decode, plain_line_ends
from geobrief.articles.draft import Draft, fields_of, told_sources
from geobrief.articles.faults import each_record
from geobrief.articles.formats.html_page import text_of_fragment
from geobrief.errors import ArticleError
from geobrief.model import Skipped

# So many broken lines show what is wrong with a file; the rest are counted.
_MOST_NAMED = 5
# More records than anyone briefs on; a file with more is a corpus to be split.
_MOST_RECORDS = 100_000
_TEXT_FIELDS = (
    "text", "body", "fulltext", "full_text", "maintext", "main_text", "articlebody", "article_body", "article_text", "content",
    "contents", "story", "article", "plain_text", "content_text", "content_html", "body_text", "texte", "texto", "inhalt",
)  # fmt: skip
# The longest field is the text if it is as long as a short report.
_SHORTEST_GUESS = 200
_DELIMITERS = ",;\t|"


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
    numbered = (("" if single else f"#{number}", record) for number, record in enumerate(records[:_MOST_RECORDS], 1))
    yield from each_record(numbered, _draft)


def _begins_with_json(data: bytes) -> bool:
    """Whether the first line is a record by itself."""
    try:
        return isinstance(json.loads(data.lstrip().split(b"\n", 1)[0]), dict | str)
    except (ValueError, RecursionError):
        return False


def read_json_lines(path: Path, data: bytes) -> Iterator[Draft | Skipped]:
    """JSON Lines: one record a line."""
    found = broken = 0
    for number, line in enumerate(decode(data).split("\n"), 1):
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
            yield from each_record([(f"#{number}", record)], _draft)
        if found >= _MOST_RECORDS:
            yield Skipped("", f"has more than {_MOST_RECORDS:,} records, and the rest was left out: split the file")
            break
    if broken > _MOST_NAMED:
        yield Skipped("", f"{broken - _MOST_NAMED:,} more lines are not JSON: write one object a line")
    if not found:
        raise ArticleError(str(path), "holds no records: write one JSON object a line")


def read_csv(path: Path, data: bytes) -> Iterator[Draft | Skipped]:
    """A table with a header row: one article a row."""
    text = decode(data)
    header = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=header.count)
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    rows = csv.DictReader(io.StringIO(text), delimiter=delimiter, restkey="", strict=False)
    try:
        columns = [name or "" for name in rows.fieldnames or []]
        records = [{str(key): value for key, value in row.items() if isinstance(value, str)} for row in rows]
    except csv.Error as error:
        raise ArticleError(str(path), f"is not a table ({error}): save it as CSV in UTF-8") from error
    if not any(_text_key(record) for record in records[:20]):
        known = ", ".join(columns)[:200]
        raise ArticleError(
            str(path),
            f'has no column with the text (columns: {known}): name it "text"; links are not followed, geobrief is offline',
        )
    yield from each_record(((f"#{number}", record) for number, record in enumerate(records[:_MOST_RECORDS], 2)), _draft)


def _records(value: object) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        if _text_key(value):
            return [value]
        for held in value.values():
            if isinstance(held, list) and held and isinstance(held[0], dict):
                return held
    return []


def _text_key(record: Mapping[str, object]) -> str | None:
    texts = {key: value for key, value in record.items() if isinstance(value, str) and value.strip()}
    by_name = {key.strip().lower().replace(" ", "_").replace("-", "_"): key for key in texts}
    named = next((by_name[name] for name in _TEXT_FIELDS if name in by_name), None)
    if named:
        return named
    longest = max(texts, key=lambda key: len(texts[key]), default=None)
    return longest if longest is not None and len(texts[longest]) >= _SHORTEST_GUESS else None


def _draft(record: object, part: str) -> Draft | Skipped:
    if isinstance(record, str):
        record = {"text": record}
    if not isinstance(record, dict):
        return Skipped(part, 'is not an object: write {"text": "…"}')
    key = _text_key(record)
    if key is None:
        names = ", ".join(map(str, record))[:200]
        return Skipped(part, f'has no field with the text (fields: {names}): name it "text"')
    text = plain_line_ends(record[key])
    if key.lower().endswith("html") or text.lstrip()[:3].lower() in {"<p>", "<p ", "<di"}:
        text = text_of_fragment(text)
    if not any(char.isalpha() for char in text):
        return Skipped(part, "holds no words")
    fields = fields_of({name: _plain(value) for name, value in record.items() if name != key})
    return Draft(
        text,
        fields,
        part=part,
        data=json.dumps(record, ensure_ascii=True, sort_keys=True, default=str).encode(),
        note=f'text from "{key}", {told_sources(record)}',
    )


def _plain(value: object) -> object:
    """A value that is an object or a list of objects → the names in it."""
    if isinstance(value, dict):
        return value.get("name") or value.get("title")
    if isinstance(value, list):
        return [item.get("name") if isinstance(item, dict) else item for item in value]
    return value if isinstance(value, str | int | float | date) else None


def _short(error: Exception) -> str:
    return str(error).split("\n", 1)[0][:120]
