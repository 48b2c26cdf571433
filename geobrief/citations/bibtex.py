"""Sources → BibTeX."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from geobrief.citations.csl import CSLItem, CSLName, entry_item, family_of
from geobrief.model import Source

# BibTeX counts braces even behind a backslash, so a single one needs a word of its own.
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
# TeX draws these together: two dashes become a long one, "?`" an inverted question mark.
_LIGATURE = re.compile(r"(?<=-)-|(?<=`)`|(?<=')'|(?<=,),|(?<=<)<|(?<=>)>|(?<=[?!])`")
_SMALL_WORDS = frozenset("the a an of in on at to for and le la les un une el los las der die das o os as".split())


def bibtex(sources: Iterable[Source]) -> str:
    """Sources → one ``@article`` each, in UTF-8; keys are stable: author, year, a word, four digits of the id."""
    return "\n".join(_entry(source) for source in sources)


def _entry(source: Source) -> str:
    item = entry_item(source)
    lines = [f"  {name} = {{{value}}}" for name, value in _fields(item)]
    return f"@article{{{_key(item)},\n" + ",\n".join(lines) + "\n}\n"


def _fields(item: CSLItem) -> Iterator[tuple[str, str]]:
    if "author" in item:
        yield "author", " and ".join(_name(name) for name in item["author"])
    if "title" in item:
        # A second pair of braces keeps the capitals of names.
        yield "title", "{" + _escaped(item["title"]) + "}"
    if "container-title" in item:
        yield "journal", _escaped(item["container-title"])
    if "issued" in item:
        parts = item["issued"]["date-parts"]
        yield "date", "/".join("-".join(f"{part:02d}" for part in date) for date in parts)
        yield "year", str(parts[0][0])
        if len(parts[0]) > 1:
            yield "month", str(parts[0][1])
    if "URL" in item:
        yield "url", item["URL"].replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
    if "language" in item:
        yield "langid", item["language"]
    if "note" in item:
        yield "note", _escaped(item["note"])


def _name(name: CSLName) -> str:
    if "literal" in name:
        return "{" + _escaped(name["literal"]) + "}"
    parts = [family_of(name), name.get("suffix", ""), name["given"]]
    return ", ".join(_escaped(part) for part in parts if part)


def _escaped(text: str) -> str:
    """Text → the same to TeX, on one line, with its signs as signs and its dashes and quotation marks apart."""
    apart = _LIGATURE.sub(lambda match: "\0" + match.group(), " ".join(text.replace("\0", " ").split()))
    return "".join("{}" if char == "\0" else _SPECIAL.get(char, char) for char in apart)


def _key(item: CSLItem) -> str:
    author = family_of(item["author"][0]) if "author" in item else item.get("container-title", "anonymous")
    year = str(item["issued"]["date-parts"][0][0]) if "issued" in item else "nd"
    word = next((word for word in _plain(item.get("title", "")).split() if word not in _SMALL_WORDS), "untitled")
    return f"{_plain(author).replace(' ', '') or 'anonymous'}{year}{word}-{item['id'][-4:]}"


def _plain(text: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", " ", ascii_only.lower()).strip()
