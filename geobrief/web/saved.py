"""A page in a folder: its bytes as they were, and beside it a side-car that says where it came from.

The side-cars are all that is remembered: what has one, with bytes of the digest that it names, is there already.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from geobrief.articles import kind_of
from geobrief.atomic import together
from geobrief.errors import WebError
from geobrief.version import VERSION
from geobrief.web.client import Answer

_SUFFIXES = {
    "html": ".html", "plain": ".txt", "pdf": ".pdf", "json": ".json", "feed": ".xml", "rtf": ".rtf", "docx": ".docx",
    "odt": ".odt", "epub": ".epub",
}  # fmt: skip
"""Of the kinds that are kept: an article each."""

_TYPES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/markdown": ".txt",
    "application/pdf": ".pdf", "application/json": ".json", "application/ld+json": ".json",
    "application/feed+json": ".json", "application/rss+xml": ".xml", "application/atom+xml": ".xml",
    "application/xml": ".xml", "text/xml": ".xml", "application/rtf": ".rtf", "text/rtf": ".rtf",
    "application/epub+zip": ".epub", "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}  # fmt: skip

_UNTOLD = ("", "application/octet-stream", "binary/octet-stream", "application/force-download")
_LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """What a feed says of a page that it names."""

    feed: str
    title: str | None = None
    published: date | None = None


def kind_sent(answer: Answer) -> str:
    """Return what was sent, by its bytes before the type that the server calls it.

    Raises:
        WebError: It is nothing that an article is read from.
    """
    called = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    suffix = _TYPES.get(called)
    if suffix is None:
        own = Path(urlsplit(answer.address).path).suffix.lower()
        suffix = own if called in _UNTOLD and own in _SUFFIXES.values() else f".{called.rpartition('/')[2] or 'bin'}"
    kind = kind_of(f"page{suffix}", answer.data)
    if kind not in _SUFFIXES or not answer.data:
        sent = f"{called or 'of no type'}" if answer.data else "empty"
        raise WebError(answer.address, f"is no page to read ({sent[:80]})")
    return kind


def file_name(address: str, kind: str) -> str:
    """Return the name of a page's file: readable, and of no other address.

    >>> file_name("https://www.example.org/2024/07/Élan%20at%20Agadez.html?x=1", "html")
    'example.org-elan-at-agadez-11dcd2a5.html'
    """
    parts = urlsplit(address)
    last = next((part for part in reversed(parts.path.split("/")) if part), "")
    host = (parts.hostname or "").removeprefix("www.")
    stem = "-".join(part for part in (_slug(host, "."), _slug(re.sub(r"\.\w{2,5}$", "", unquote(last)))) if part)
    return f"{stem}-{_digest(address.encode())[:8]}{_SUFFIXES[kind]}"


def _slug(text: str, kept: str = "") -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(rf"[^a-z0-9{re.escape(kept)}]+", "-", plain)[:_LONGEST_SLUG].strip("-.")


def save(folder: Path, answer: Answer, kind: str, *, fetched: str, told: FeedEntry | None) -> Path:
    """Put a page and its side-car into a folder, both or none.

    Args:
        folder: It exists.
        answer: What was sent.
        kind: As :func:`kind_sent` has it.
        fetched: When, in ISO 8601.
        told: What a feed said of it.

    Raises:
        OutputError: They cannot be written.
    """
    path = folder / file_name(answer.requested, kind)
    card = side_car(answer, fetched=fetched, told=told)
    with together() as files:
        files.write(path, lambda draft: _write(draft, answer.data))
        files.write(side_car_path(path), lambda draft: _write(draft, card.encode()))
    return path


def side_car_path(page: Path) -> Path:
    """Return where what is known of a page stands."""
    return page.with_name(page.name + ".toml")


def side_car(answer: Answer, *, fetched: str, told: FeedEntry | None) -> str:
    """Return what is kept of where a page came from. geobrief reads ``url``, ``published`` and ``charset``; the rest is for people."""
    headers = answer.headers
    facts: dict[str, object] = {
        "requested": answer.requested,
        "address": answer.address,
        "passed": list(answer.passed),
        "when": fetched,
        "by": f"geobrief {VERSION}",
        "status": answer.status,
        "content_type": headers.get("content-type"),
        "last_modified": headers.get("last-modified"),
        "etag": headers.get("etag"),
        "bytes": len(answer.data),
        "sha256": _digest(answer.data),
    }
    lines = [f"url = {_toml(answer.address)}"]
    if told and told.published:
        lines.append(f"published = {told.published.isoformat()}")
    charset = _charset(headers.get("content-type", ""), answer.data)
    lines += [f"charset = {_toml(charset)}"] if charset else []
    lines += ["", "[fetched]", *_rows(facts)]
    if told:
        lines += ["", "[feed]", *_rows({"address": told.feed, "title": told.title})]
    return "\n".join(lines) + "\n"


def _charset(called: str, data: bytes) -> str | None:
    """How a page is encoded as only its server says, where that is not UTF-8."""
    said = re.search(r"charset\s*=\s*[\"']?([\w:.-]{2,40})", called, re.IGNORECASE)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return said[1] if said else None
    return None


def _rows(facts: Mapping[str, object]) -> Iterator[str]:
    return (f"{name} = {_toml(value)}" for name, value in facts.items() if value not in (None, "", []))


def _toml(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, str):
        whole = value.encode("utf-8", "replace").decode()
        return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value)


def there_already(folder: Path) -> dict[str, Path]:
    """Return the pages of a folder by the address that was asked for; those whose bytes have changed are not there."""
    found: dict[str, Path] = {}
    for card in sorted(folder.glob("*.toml")):
        page = card.with_name(card.name.removesuffix(".toml"))
        facts = _facts(card)
        requested, digest = facts.get("requested"), facts.get("sha256")
        if isinstance(requested, str) and page.is_file() and _digest(page.read_bytes()) == digest:
            found[requested] = page
    return found


def _facts(card: Path) -> dict[str, Any]:
    try:
        facts = tomllib.loads(card.read_text("utf-8")).get("fetched")
    except (OSError, ValueError):
        return {}  # a side-car of somebody's own, or the half of one
    return facts if isinstance(facts, dict) else {}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)
