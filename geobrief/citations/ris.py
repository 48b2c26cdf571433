"""Sources → RIS, which every reference manager imports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from geobrief.citations.csl import CSLName, entry_item, family_of
from geobrief.model import Source


def ris(sources: Iterable[Source]) -> str:
    """Sources → one ``NEWS`` record each; lines end as the format asks."""
    return "\r\n".join(line for source in sources for line in [*_record(source), "ER  - ", ""])


def _record(source: Source) -> Iterator[str]:
    item = entry_item(source)
    yield "TY  - NEWS"
    yield f"ID  - {item['id']}"
    for name in item.get("author", []):
        yield f"AU  - {_name(name)}"
    if "title" in item:
        yield f"TI  - {_line(item['title'])}"
    if "container-title" in item:
        yield f"T2  - {_line(item['container-title'])}"
    if "issued" in item:
        first = item["issued"]["date-parts"][0]
        yield f"PY  - {first[0]}"
        yield "DA  - " + "/".join([str(first[0]), *(f"{part:02d}" for part in first[1:]), *[""] * (4 - len(first))])
    if "URL" in item:
        yield f"UR  - {item['URL']}"
    if "language" in item:
        yield f"LA  - {item['language']}"
    if "note" in item:
        yield f"N1  - {_line(item['note'])}"


def _name(name: CSLName) -> str:
    if "literal" in name:
        return _line(name["literal"])
    return _line(", ".join(part for part in (family_of(name), name["given"], name.get("suffix", "")) if part))


def _line(text: str) -> str:
    return " ".join(text.split())
