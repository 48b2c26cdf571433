"""Front matter at the head of a text → its fields.

Between two lines ``+++`` stands TOML. Between two lines ``---`` stands what most writers of YAML use:
``key: value`` and lists of one level. A block that is neither is left to be text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from geobrief.articles.draft import Fields
from geobrief.articles.ratings import rated_fields

# Front matter is short; a longer block is a text between two rules.
_LONGEST = 20_000

_TOML = re.compile(r"\A\s*\+\+\+[ \t]*\n(?P<block>.*?\n)?\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_YAML = re.compile(r"\A\s*---[ \t]*\n(?P<block>.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
# An item of a list in brackets: a comma in quotes parts nothing.
_ITEM = re.compile(r'\s*(?:"[^"]*"|\'[^\']*\'(?=\s*(?:,|$))|[^,])[^,]*')
_NAMED = re.compile(r"""["']?name["']?\s*:\s+(?P<name>"[^"]*"|'[^']*'|\S.*)""", re.IGNORECASE)
_NAMED_BETWEEN = re.compile(r"""[{,]\s*["']?name["']?\s*:\s*(?P<name>"[^"]*"|'[^']*'|[^,}]+)""", re.IGNORECASE)
_KEYED = re.compile(r"[a-z_]{2,20}:\s+\S")
_ENTRY = re.compile(r"(?P<key>[A-Za-z_][\w -]{0,40}?)\s*:(?:\s+(?P<value>.*))?$")


class FrontMatter(NamedTuple):
    """The fields, and the offset at which the text goes on; ``(Fields(), 0)`` where there are none."""

    fields: Fields
    end: int


def split_front_matter(text: str) -> FrontMatter:
    """Text → the fields of its front matter and where the text begins."""
    head = text[:_LONGEST]
    match = _TOML.match(head)
    if match:
        try:
            return FrontMatter(rated_fields(tomllib.loads(match["block"] or "")), match.end())
        except tomllib.TOMLDecodeError:
            return FrontMatter(Fields(), 0)
    match = _YAML.match(head)
    entries = _simple_yaml(match["block"] or "") if match else None
    if match is None or entries is None:
        return FrontMatter(Fields(), 0)
    return FrontMatter(rated_fields(entries), match.end())


def _simple_yaml(block: str) -> Mapping[str, str | date | list[str]] | None:
    """Lines of a block → its entries, or None where a line is not of the simple form."""
    entries: dict[str, str | date | list[str]] = {}
    key = ""
    for line in block.split("\n"):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        item = line.strip()
        if item.startswith("- ") and key:
            before = entries.get(key)
            entries[key] = [*(before if isinstance(before, list) else []), *_listed(item[2:])]
            continue
        match = _ENTRY.match(item)
        if match is None:
            if line[0].isspace() and key:
                # A value that goes on in the next line.
                entries[key] = f"{entries[key]} {item}".strip() if isinstance(entries[key], str) else entries[key]
                continue
            return None
        if line[0].isspace() and key:
            continue
        key = match["key"].strip().lower()
        entries[key] = _value(match["value"] or "")
    return entries


def _listed(written: str) -> list[str]:
    """The item of a list: itself, or its name where it is a mapping ("- name: Abby Byrne", "- {name: Abby Byrne}")."""
    whole = written.strip()
    flow = whole.startswith("{") and whole.endswith("}")
    named = _NAMED_BETWEEN.search(whole) if flow else _NAMED.match(whole)
    if named:
        return [_unquoted(named["name"])]
    return [] if flow or _KEYED.match(whole) else [_unquoted(whole)]


def _value(written: str) -> str | list[str]:
    written = written.strip()
    if written in {"|", ">", "|-", ">-", "null", "~"}:
        return ""
    if written.startswith("[") and written.endswith("]"):
        return [_unquoted(item.group()) for item in _ITEM.finditer(written[1:-1]) if item.group().strip()]
    return _unquoted(written)


def _unquoted(written: str) -> str:
    written = written.strip()
    if len(written) >= 2 and written[0] == written[-1] and written[0] in "\"'":
        return written[1:-1]
    return written.split(" #")[0].strip()
