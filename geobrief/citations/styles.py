"""Source → one line of text in a house style, as plain text.

Titles keep the capitals that they have: to put them into "sentence case", as APA asks, one must know
which words are names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal

from geobrief.citations.csl import CSLItem, CSLName, csl_item, family_of, file_name
from geobrief.model import Source
from geobrief.text import ordered

Style = Literal["chicago", "chicago-note", "apa", "mla", "news"]

_MONTHS = [month.capitalize() for month in ordered("months")]
_MLA_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()
# So many digits of a hash tell files of one brief apart, and can be read out.
_HASH_DIGITS = 12
_STOPS = ".!?…"
_UNTITLED = "[untitled]"


def reference(source: Source, style: Style = "news") -> str:
    """Source → its reference.

    Without an author the title comes first; without a date the style's own words say so; without an address
    the file's name and the beginning of its SHA-256 say which text it is.
    """
    return _TEMPLATES[style](csl_item(source), _where(source))


def _chicago(item: CSLItem, where: str) -> str:
    """Bibliography: Last, First, and First Last. “Title.” Outlet, April 19, 2024. URL."""
    names = item.get("author", [])
    parts = [
        _sentence(_join([_inverted(name) if at == 0 else _straight(name) for at, name in enumerate(names)], "and"))
    ]
    parts.append(f"“{_sentence(_title(item))}”")
    published = ", ".join(part for part in (item.get("container-title", ""), _american(item) or "n.d.") if part)
    parts.append(_sentence(_capital(published)))
    return " ".join(part for part in [*parts, _sentence(_capital(where))] if part)


def _chicago_note(item: CSLItem, where: str) -> str:
    """Note: First Last, “Title,” Outlet, April 19, 2024, URL."""
    title = _title(item)
    quoted = f"“{title}”" if title[-1] in _STOPS else f"“{title},”"
    names = _join([_straight(name) for name in item.get("author", [])], "and")
    lead = f"{names}, {quoted}" if names else quoted
    rest = ", ".join(part for part in (item.get("container-title", ""), _american(item) or "n.d.", where) if part)
    return _sentence(f"{lead} {rest}")


def _apa(item: CSLItem, where: str) -> str:
    """Form: Last, F., & Last, F. (2024, April 19). Title. Outlet. URL."""
    names = _join([_initials(name) for name in item.get("author", [])], "&", always_comma=True)
    when = f"({_apa_date(item)})."
    title = _sentence(item.get("title", _UNTITLED))
    lead = f"{_sentence(names)} {when} {title}" if names else f"{title} {when}"
    return " ".join(part for part in (lead, _sentence(item.get("container-title", "")), _capital(where)) if part)


def _mla(item: CSLItem, where: str) -> str:
    """Last, First, and First Last. “Title.” Outlet, 19 Apr. 2024, URL."""
    names = item.get("author", [])
    if len(names) > 2:
        author = f"{_inverted(names[0])}, et al."
    else:
        author = _sentence(
            _join(
                [_inverted(name) if at == 0 else _straight(name) for at, name in enumerate(names)],
                "and",
                always_comma=True,
            )
        )
    rest = ", ".join(part for part in (item.get("container-title", ""), _british(item, _MLA_MONTHS), where) if part)
    return " ".join(part for part in (author, f"“{_sentence(_title(item))}”", _sentence(_capital(rest))) if part)


def _news(item: CSLItem, where: str) -> str:
    """Form: Outlet, “Title”, First Last, 19 April 2024, URL."""
    names = _join([_straight(name) for name in item.get("author", [])], "and")
    parts = (item.get("container-title", ""), f"“{_title(item)}”", names, _british(item, _MONTHS) or "undated", where)
    return ", ".join(part for part in parts if part)


def short_name(source: Source) -> str:
    """What a source is called in few words: its outlet or title, else the site of its address, else its file without folders."""
    site = re.match(r"https?://(?:www\.)?([^/?#:@]+)", source.url or "")
    return source.outlet or source.title or (site[1] if site else file_name(source))


def french_reference(source: Source, day: str) -> str:
    """Source → its reference in a French text: « Titre », First Last et First Last, 19 avril 2024, URL.

    Args:
        source: What is referred to.
        day: Its day of publication in words; empty where nobody knows it.
    """
    item = csl_item(source)
    authors = [_straight(name) for name in item.get("author", [])]
    names = " et ".join(part for part in (", ".join(authors[:-1]), *authors[-1:]) if part)
    title = f"«\u00a0{item.get('title', '[sans titre]')}\u00a0»"
    where = source.url or f"fichier {file_name(source)}, SHA-256 {source.sha256[:_HASH_DIGITS]}"
    parts = (item.get("container-title", ""), title, names, day or "sans date", where)
    return ", ".join(part for part in parts if part)


_TEMPLATES: dict[Style, Callable[[CSLItem, str], str]] = {
    "chicago": _chicago,
    "chicago-note": _chicago_note,
    "apa": _apa,
    "mla": _mla,
    "news": _news,
}
STYLES: tuple[Style, ...] = tuple(_TEMPLATES)


def _where(source: Source) -> str:
    return source.url or f"file {file_name(source)}, SHA-256 {source.sha256[:_HASH_DIGITS]}"


def _title(item: CSLItem) -> str:
    """The title as it stands between quotation marks: those in it become single ones."""
    return item.get("title", _UNTITLED).replace("“", "‘").replace("”", "’")


def _sentence(text: str) -> str:
    return text if not text or text[-1] in _STOPS else f"{text}."


def _capital(text: str) -> str:
    """The first word of a part that stands by itself; an address keeps its own letters."""
    return text if "://" in text else text[:1].upper() + text[1:]


def _straight(name: CSLName) -> str:
    if "literal" in name:
        return name["literal"]
    return " ".join(part for part in (name["given"], family_of(name), name.get("suffix", "")) if part)


def _inverted(name: CSLName) -> str:
    if "literal" in name:
        return name["literal"]
    return ", ".join(part for part in (family_of(name), name["given"], name.get("suffix", "")) if part)


def _initials(name: CSLName) -> str:
    if "literal" in name:
        return name["literal"]
    given = " ".join("-".join(f"{part[0]}." for part in word.split("-") if part) for word in name["given"].split())
    return ", ".join(part for part in (family_of(name), given, name.get("suffix", "")) if part)


def _join(names: Sequence[str], last: str, *, always_comma: bool = False) -> str:
    if len(names) < 2:
        return "".join(names)
    comma = "," if always_comma or len(names) > 2 or "," in names[0] else ""
    return f"{', '.join(names[:-1])}{comma} {last} {names[-1]}"


def _dates(item: CSLItem) -> list[list[int]]:
    return item["issued"]["date-parts"] if "issued" in item else []


def _american(item: CSLItem) -> str:
    return "–".join(_american_day(day) for day in _dates(item))


def _american_day(parts: Sequence[int]) -> str:
    if len(parts) == 3:
        return f"{_MONTHS[parts[1] - 1]} {parts[2]}, {parts[0]}"
    return _british_day(parts, _MONTHS)


def _british(item: CSLItem, months: Sequence[str]) -> str:
    return "–".join(_british_day(day, months) for day in _dates(item))


def _british_day(parts: Sequence[int], months: Sequence[str]) -> str:
    words = [str(parts[0])]
    if len(parts) > 1:
        words.insert(0, months[parts[1] - 1])
    if len(parts) > 2:
        words.insert(0, str(parts[2]))
    return " ".join(words)


def _apa_date(item: CSLItem) -> str:
    def one(parts: Sequence[int]) -> str:
        day = " ".join([_MONTHS[parts[1] - 1], *map(str, parts[2:])]) if len(parts) > 1 else ""
        return f"{parts[0]}, {day}" if day else str(parts[0])

    return "–".join(one(parts) for parts in _dates(item)) or "n.d."
