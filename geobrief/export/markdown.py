"""Brief → Markdown: events in time order with numbered footnotes, places, what the articles differ on, sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from geobrief.brief import Brief
from geobrief.export.drawing import find_entries
from geobrief.export.options import ExportOptions
from geobrief.export.report import Note, Report, SourceLine, make_report
from geobrief.export.words import Words, words

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$])")


def write(brief: Brief, path: Path, options: ExportOptions) -> None:
    """Write the page."""
    path.write_text("\n".join(_lines(brief, options)) + "\n", encoding="utf-8", newline="\n", errors="replace")


def plain(text: str) -> str:
    """Return ``text`` on one line with every character that Markdown would read as markup escaped."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _lines(brief: Brief, options: ExportOptions) -> Iterator[str]:
    say = words(options.language)
    report = make_report(brief, options)
    notes: list[Note] = []
    marking = (f"**{plain(report.marking.text)}**", "") if report.marking else ()
    yield from (*marking, f"# {plain(report.title)}", "", plain(report.facts), "")
    if options.picture:
        # Pandoc makes this a caption: what is on the map stands in the table of places.
        alt = f"{say('sheet.alt', title=report.title)} {report.facts}."
        yield from (f"![{plain(alt)}](<{_address(options.picture)}>)", "")
    yield from _events(report, notes, say)
    yield from _places(brief, report, say)
    yield from _conflicts(report, notes, say)
    yield from (f"## {say('doc.sources')}", "")
    yield from (f"{number}. {_source(source)}" for number, source in enumerate(report.sources, 1))
    yield ""
    for key, rows in (
        ("doc.decisions", report.decisions),
        ("doc.unplaced", report.unplaced),
        ("doc.skipped", report.skipped),
    ):
        if rows:
            yield from (f"## {say(key)}", "", *(f"- **{plain(name)}**: {plain(text)}" for name, text in rows), "")
    yield from (f"## {say('doc.method')}", "")
    for line in report.method:
        yield from (plain(line), "")
    for number, note in enumerate(notes, 1):
        yield f"[^{number}]: “{plain(note.quote)}” ({say('doc.source', n=note.source)}){plain(note.aside)}"
    yield from ("", *marking[:1])


def _address(picture: str) -> str:
    """Return a path or address as it can stand between angle brackets."""
    return quote(picture, safe="/:?&=#%.-_~+@,")


def _table(heads: Sequence[str], rows: Iterator[Sequence[str]], aligned: str, shares: Sequence[int]) -> Iterator[str]:
    """A table; Pandoc and Quarto give its columns the shares of the dashes below their heads."""
    yield f"| {' | '.join(heads)} |"
    rule = [
        "-" * (share - 1) + ":" if side == "r" else "-" * share for side, share in zip(aligned, shares, strict=True)
    ]
    yield f"| {' | '.join(rule)} |"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _events(report: Report, notes: list[Note], say: Words) -> Iterator[str]:
    yield from (f"## {say('doc.events')}", "")
    if not report.events:
        yield from (say("doc.noEvents"), "")
        return
    heads = [say(f"doc.{name}") for name in ("when", "what", "where", "status", "told")]
    rows = (
        (
            plain(event.when),
            plain(event.label) + _cite(event.notes, notes),
            plain(event.where),
            plain(event.status),
            plain(event.told),
        )
        for event in report.events
    )
    yield from _table(heads, rows, "lllll", (19, 33, 20, 14, 14))


def _places(brief: Brief, report: Report, say: Words) -> Iterator[str]:
    if not report.places:
        return
    yield from (f"## {say('sheet.places')}", "")
    heads = [say(f"doc.{name}") for name in ("number", "place", "kind", "country", "latitude", "longitude", "events")]
    rows = (
        (
            str(line.number or ""),
            plain(line.name),
            plain(line.kind),
            plain(line.country),
            f"{entry.place.lat:.4f}",
            f"{entry.place.lon:.4f}",
            str(line.events or ""),
        )
        for entry, line in zip(find_entries(brief), report.places, strict=True)
    )
    yield from _table(heads, rows, "rlllrrr", (6, 24, 22, 22, 11, 11, 8))


def _conflicts(report: Report, notes: list[Note], say: Words) -> Iterator[str]:
    if not report.conflicts:
        return
    yield from (f"## {say('doc.conflicts')}", "")
    for conflict in report.conflicts:
        values = "; ".join(plain(value) + _cite(cited, notes) for value, cited in conflict.values)
        yield f"- {plain(conflict.about)}: {values}"
    yield ""


def _cite(cited: Sequence[Note], notes: list[Note]) -> str:
    marks = []
    for note in cited:
        notes.append(note)
        marks.append(f"[^{len(notes)}]")
    return " ".join(marks)


def _source(source: SourceLine) -> str:
    """A reference, its address as a link that Markdown needs no rule of its own to find."""
    if source.url is None:
        return plain(source.text)
    # A bracket in the address would end the link, and what follows it would be markup.
    link = f"<{source.url.replace('<', '%3C').replace('>', '%3E')}>"
    before, found, after = source.text.partition(source.url)
    return f"{plain(before)} {link}{plain(after)}" if found else f"{plain(source.text)} {link}"
