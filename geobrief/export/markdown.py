"""Brief → Markdown: events in time order with numbered footnotes, places, what the articles differ on, sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from geobrief.brief import Brief
from geobrief.export.options import ExportOptions
from geobrief.export.tables import when_text
from geobrief.model import Citation, Source

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$])")


def write(brief: Brief, path: Path, options: ExportOptions) -> None:
    """Write the page."""
    path.write_text("\n".join(_lines(brief, options)) + "\n", encoding="utf-8", newline="\n")


def plain(text: str) -> str:
    """Return ``text`` on one line with every character that Markdown would read as markup escaped."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _lines(brief: Brief, options: ExportOptions) -> Iterator[str]:
    numbers = {source.id: number for number, source in enumerate(brief.articles, 1)}
    notes: list[Citation] = []
    if options.marking:
        yield from (f"**{plain(options.marking)}**", "")
    yield from (f"# {plain(brief.title)}", "")
    if options.prepared_for:
        yield from (f"Prepared for {plain(options.prepared_for)}.", "")
    if options.picture:
        yield from (f"![{plain(brief.title)}](<{_address(options.picture)}>)", "")
    yield from _events(brief, notes)
    yield from _places(brief)
    yield from _conflicts(brief, notes)
    yield from ("## Sources", "")
    yield from (f"{number}. {describe(source)}" for number, source in enumerate(brief.articles, 1))
    yield ""
    for number, note in enumerate(notes, 1):
        yield f"[^{number}]: “{plain(note.quote)}” (source {numbers[note.article]})"
    yield from ("", "Extracted by machine; not reviewed by a person.")


def _address(picture: str) -> str:
    """Return a path or address as it can stand between angle brackets."""
    return quote(picture, safe="/:?&=#%.-_~+@,")


def _events(brief: Brief, notes: list[Citation]) -> Iterator[str]:
    names = {place.id: place.name for place in brief.places}
    yield from ("## Events", "", "| When | What | Where | Status | Sources |", "| --- | --- | --- | --- | --- |")
    for event in brief.events:
        where = ", ".join(names[item.place] for item in event.where) or "place not stated"
        when = when_text(event.when) or "undated"
        told = (
            f"{event.independent} of {event.articles}" if event.independent != event.articles else f"{event.articles}"
        )
        cells = (plain(when), plain(event.label) + _cite(event.citations, notes), plain(where), event.status, told)
        yield f"| {' | '.join(cells)} |"
    yield ""


def _places(brief: Brief) -> Iterator[str]:
    yield from (
        "## Places",
        "",
        "| Place | Kind | Country | Latitude | Longitude | Mentions |",
        "| --- | --- | --- | ---: | ---: | ---: |",
    )
    for place in brief.places:
        count = sum(mention.place == place.id for mention in brief.mentions)
        yield f"| {plain(place.name)} | {place.kind} | {place.country or ''} | {place.lat:.4f} | {place.lon:.4f} | {count} |"
    yield ""


def _conflicts(brief: Brief, notes: list[Citation]) -> Iterator[str]:
    if not brief.conflicts:
        return
    yield from ("## Where the sources differ", "")
    for conflict in brief.conflicts:
        values = "; ".join(plain(value.value) + _cite(value.citations, notes) for value in conflict.values)
        yield f"- {plain(conflict.about)}: {values}"
    yield ""


def _cite(citations: tuple[Citation, ...], notes: list[Citation]) -> str:
    marks = []
    for citation in citations:
        notes.append(citation)
        marks.append(f"[^{len(notes)}]")
    return " ".join(marks)


def describe(source: Source) -> str:
    """Return a source in a line; what is not known is said to be unknown."""
    authors = ", ".join(source.authors) or "author not stated"
    title = f"“{plain(source.title)}”" if source.title else "untitled"
    published = when_text(source.published) or "date not stated"
    link = f" <{source.url}>" if source.url else ""
    rating = f" Admiralty rating {plain(source.rating)}." if source.rating else ""
    return f"{plain(authors)}: {title}, {plain(source.outlet or source.path)}, {published}.{rating}{link}"
