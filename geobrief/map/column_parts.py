"""Columns → the parts in which they travel: what a page shows at first is unpacked at once, the rest when it is asked for.

The block of a large brief has a line for each part: JSON, compressed (gzip), in base64. The first is the document of
:mod:`geobrief.map.columns`, in which two things stand for what the other lines hold:

==========================================  ==========================================================================
``{"part": n}``                             a column: what line ``n`` says
``{"chunks": [n, ...], "firsts": [...],``   a long list of texts: those that stand ``here``, then what these lines say, one
``"here": [...]}``                          after the other; ``firsts`` says which text each of them begins with
==========================================  ==========================================================================

``web/src/parts.ts`` reads the same.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

JSON = dict[str, Any]

LATER = {
    "articles": ("path", "title", "authors", "url", "language", "sha256", "words", "rating"),
    "places": ("admin1",),
    "mentions": ("id", "start", "text", "end", "sentence", "form", "because", "alternatives", "reasons"),
    "events": ("who", "figures", "label_parts"),
}
"""Columns that a page does without until a card is opened, a word searched for, or the brief printed."""

PARTED = frozenset((*LATER, "conflicts", "said", "texts"))
"""What of a document has parts."""

WORTH = 1500
"""Characters from which on a column is a part of its own."""

CHUNK = 48_000
"""Characters of the texts that are unpacked together: a few milliseconds."""

FEW = 300_000
"""Characters of outlines up to which the browser reads all of them sooner than a script a part of them."""

LEVEL = 6
"""Of compression, from 1 to 9: one less takes half the time for a fifteenth more bytes, one more gains nothing."""

_GZIP = 31
"""What zlib calls gzip, with the largest window; no time is written into it."""

_AT_ONCE = 4096
"""Items of a list that are written in one piece."""

_SURROGATES = re.compile("[\ud800-\udfff]")


def packed(columns: JSON) -> str:
    """Return the text of the block that carries the columns of a brief."""
    parts: list[str] = []
    first = _parted(columns, parts)
    return "\n".join([_written(first), *parts])


def unpacked(block: str) -> JSON:
    """Return the columns that the text of a block carries, whole: for programs that read a page."""
    parts = [json.loads(zlib.decompress(base64.b64decode(line), _GZIP)) for line in block.split()]
    return {name: _joined(value, parts) if name in PARTED else value for name, value in parts[0].items()}


def _parted(columns: JSON, parts: list[str]) -> JSON:
    """The columns with parts in place of what is asked for later."""

    def later(content: Any) -> int:  # noqa: ANN401 - any column
        parts.append(_written(content))
        return len(parts)

    made = dict(columns)
    for name, fields in LATER.items():
        table = dict(columns[name]["fields"])
        for field in fields:
            if field in table and _size(table[field]) >= WORTH:
                table[field] = {"part": later(table[field])}
        made[name] = {**columns[name], "fields": table}
    if _size(columns["conflicts"]) >= WORTH:
        made["conflicts"] = {"part": later(columns["conflicts"])}
    extent = made["places"]["fields"]["extent"]
    if "lines" in extent:
        few = sum(map(len, extent["lines"])) < FEW
        here = len(extent["lines"]) if few else extent["first"]
        made["places"]["fields"]["extent"] = {**extent, "lines": _chunked(extent["lines"], later, here)}
    made["said"] = {**columns["said"], "own": _chunked(columns["said"]["own"], later)}
    if "texts" in columns:
        excerpts = columns["texts"]["parts"]
        texts = {**excerpts["fields"], "text": _chunked(excerpts["fields"]["text"], later)}
        made["texts"] = {**columns["texts"], "parts": {**excerpts, "fields": texts}}
    return made


def _chunked(texts: Sequence[str], later: Callable[[Any], int], here: int = 0) -> JSON:
    """A list of texts in chunks, the first of them in place."""
    firsts: list[int] = []
    chunks: list[int] = []
    chunk: list[str] = []
    size = 0
    for number, text in enumerate(texts[here:], start=here):
        if not chunk:
            firsts.append(number)
        chunk.append(text)
        size += len(text)
        if size >= CHUNK:
            chunks.append(later(chunk))
            size, chunk = 0, []
    if chunk:
        chunks.append(later(chunk))
    return {"chunks": chunks, "firsts": firsts, "here": list(texts[:here])}


def _size(column: Any) -> int:  # noqa: ANN401 - any column
    """Characters of a column, as JSON: as far as it takes to know that it is worth a part."""
    size = 0
    for text in pieces(column):
        size += len(text)
        if size >= WORTH:
            break
    return size


def _joined(content: Any, parts: Sequence[Any]) -> Any:  # noqa: ANN401 - as deep as objects go
    if isinstance(content, dict):
        if content.keys() == {"part"}:
            return _joined(parts[content["part"]], parts)
        if content.keys() == {"chunks", "firsts", "here"}:
            return [*content["here"], *(text for number in content["chunks"] for text in parts[number])]
        return {key: _joined(value, parts) for key, value in content.items()}
    return content


def _written(content: Any) -> str:  # noqa: ANN401 - as above
    gzip = zlib.compressobj(LEVEL, zlib.DEFLATED, _GZIP)
    return base64.b64encode(b"".join([*map(gzip.compress, _plain(content)), gzip.flush()])).decode("ascii")


def _plain(content: Any) -> Iterator[bytes]:  # noqa: ANN401 - as above
    for text in pieces(content):
        try:
            yield text.encode("utf-8")
        except UnicodeEncodeError:  # lone halves of a surrogate pair have no UTF-8 form; JSON can write them out
            yield _SURROGATES.sub(lambda found: f"\\u{ord(found.group()):04x}", text).encode("utf-8")


def pieces(content: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    """A document as JSON, piece by piece: of a large brief the whole takes more memory than all that it is made of."""
    if isinstance(content, dict) and content:
        for number, (key, value) in enumerate(content.items()):
            yield f"{',' if number else '{'}{as_json(key)}:"
            yield from pieces(value)
        yield "}"
    elif isinstance(content, list) and content:
        for first in range(0, len(content), _AT_ONCE):
            yield f"{',' if first else '['}{as_json(content[first : first + _AT_ONCE])[1:-1]}"
        yield "]"
    else:
        yield as_json(content)


def as_json(content: Any, *, ascii_only: bool = False) -> str:  # noqa: ANN401 - as above
    """Return a document as JSON, as short as it can be."""
    return json.dumps(content, ensure_ascii=ascii_only, separators=(",", ":"), allow_nan=False)
