"""Brief → Markdown: findings, key figures, events in time order, places, sources, and every sentence in an annex."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from geobrief.brief import Brief
from geobrief.export.messages import Words, words
from geobrief.export.news import News, NewsLine, news_of
from geobrief.export.options import ExportOptions
from geobrief.export.report import EventLine, Note, Report, SourceLine, facts_of, make_report, sources_of

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
    marking = (f"**{plain(report.marking.text)}**", "") if report.marking else ()
    yield from (*marking, f"# {plain(report.title)}", "", plain(report.facts), "")
    if report.dates:
        yield from (plain(" · ".join(report.dates)), "")
    if brief.changes is not None:
        yield from (f"## {say('news.title')}", "", *news_lines(news_of(brief, brief.changes, say), 3))
    yield from _findings(report, say)
    yield from _figures(report, say)
    if options.picture:
        # Pandoc makes this a caption: what is on the map stands in the table of places.
        alt = f"{say('sheet.alt', title=report.title)} {report.facts}."
        yield from (f"![{plain(alt)}](<{_address(options.picture)}>)", "")
    yield from _chronology(report, say)
    yield from _conflicts(report, say)
    yield from _places(report, say)
    yield from _sources(report, say)
    for key, rows in (
        ("doc.decisions", report.decisions),
        ("doc.unplaced", report.unplaced),
        ("doc.skipped", report.skipped),
    ):
        if rows:
            yield from (f"## {say(key)}", "", *(f"- **{plain(name)}**: {plain(text)}" for name, text in rows), "")
    yield from _annex(report, say)
    yield from (f"## {say('doc.method')}", "")
    for line in report.method:
        yield from (plain(line), "")
    # One footnote a source: what it says stands in the text and in the annex.
    yield from (f"[^{number}]: {plain(source.short)}" for number, source in enumerate(report.sources, 1))
    yield from ("", *marking[:1])


def news_lines(news: News, level: int = 2) -> Iterator[str]:
    """Yield what is new as lines of Markdown."""
    yield from (f"{plain(news.summary)}.", "")
    for head, lines in news.sections:
        yield from (f"{'#' * level} {plain(head)}", "")
        for line in lines:
            yield from _news_line(line, "")
        yield ""


def _news_line(line: NewsLine, indent: str) -> Iterator[str]:
    yield f"{indent}- {plain(line.text)}"
    for said, source in line.quotes:
        yield f"{indent}  - “{plain(said)}” ({plain(source)})"
    for under in line.under:
        yield from _news_line(under, indent + "  ")


def _sources(report: Report, say: Words) -> Iterator[str]:
    yield from (f"## {say('doc.sources')}", "")
    if report.sources and not report.rated:
        yield from (plain(say("doc.notRated")), "")
    yield from (f"{number}. {_source(source)}" for number, source in enumerate(report.sources, 1))
    yield ""


def _findings(report: Report, say: Words) -> Iterator[str]:
    if not report.findings:
        return
    yield from (f"## {say('tab.findings')}", "")
    for number, finding in enumerate(report.findings, 1):
        told = " · ".join([*finding.facts, *finding.figures])
        yield f"{number}. **{plain(finding.closed)}** {plain(told)} {_marks(finding.sources)}"
        yield from (f"   {plain(doubt)}" for doubt in finding.doubts)
        yield from _quotes(finding.best, "   ")
    yield ""


def _figures(report: Report, say: Words) -> Iterator[str]:
    if not report.key_figures:
        return
    yield from (f"## {say('story.keyFigures')}", "")
    heads = [say("doc.amount"), say("doc.where"), say("doc.figureOf"), say("doc.sources")]
    rows = (
        (
            plain(figure.told),
            plain(figure.where),
            plain(figure.about),
            "; ".join(f"{plain(value)} {_marks(sources_of(notes))}" for value, notes in figure.values),
        )
        for figure in report.key_figures
    )
    yield from _table(heads, rows, "llll", (20, 20, 34, 26))


def _chronology(report: Report, say: Words) -> Iterator[str]:
    yield from (f"## {say('doc.chronology')}", "")
    if not report.events:
        yield from (say("doc.noEvents"), "")
        return
    if report.left_out:
        yield from (plain(report.left_out), "")
    yield from _listed(report.chronology)
    if report.background:
        yield from (f"### {say('doc.background')}", "", *_listed(report.background))
    if report.asides:
        yield from (f"### {say('doc.alsoMentioned')}", "")
        yield from ("; ".join(f"{plain(event.label)} {_marks(event.sources)}" for event in report.asides), "")


def _listed(events: Iterable[EventLine]) -> Iterator[str]:
    for event in events:
        yield f"- **{plain(event.when)}**: {plain(event.label)}"
        yield f"  ({plain(facts_of(event))}) {_marks(event.sources)}"
        yield from _quotes(event.best, "  ")
    yield ""


def _quotes(notes: Sequence[Note], indent: str) -> Iterator[str]:
    for note in notes:
        yield from (indent.rstrip(), f"{indent}> “{plain(note.quote)}” {_marks([note.source])}{plain(note.aside)}")
    if notes:
        yield indent.rstrip()


def _annex(report: Report, say: Words) -> Iterator[str]:
    if not report.annex:
        return
    yield from (f"## {say('doc.annex')}", "")
    for item in report.annex:
        told = plain(say("doc.tells", events="; ".join(item.events)))
        yield f"- [{item.source}] “{plain(item.quote)}”{plain(item.aside)} ({told})"
    yield ""


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


def _places(report: Report, say: Words) -> Iterator[str]:
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
            f"{line.lat:.4f}",
            f"{line.lon:.4f}",
            str(line.events or ""),
        )
        for line in report.places
    )
    yield from _table(heads, rows, "rlllrrr", (6, 24, 22, 22, 11, 11, 8))


def _conflicts(report: Report, say: Words) -> Iterator[str]:
    if not report.conflicts:
        return
    yield from (f"## {say('doc.conflicts')}", "")
    for conflict in report.conflicts:
        values = "; ".join(f"{plain(value)} {_marks(sources_of(cited))}" for value, cited in conflict.values)
        yield f"- {plain(conflict.about)}: {values}"
    yield ""


def _marks(sources: Iterable[int]) -> str:
    return " ".join(f"[^{number}]" for number in sources)


def _source(source: SourceLine) -> str:
    """A reference, its address as a link that Markdown needs no rule of its own to find."""
    if source.url is None:
        return plain(source.text)
    # A bracket in the address would end the link, and what follows it would be markup.
    link = f"<{source.url.replace('<', '%3C').replace('>', '%3E')}>"
    before, found, after = source.text.partition(source.url)
    return f"{plain(before)} {link}{plain(after)}" if found else f"{plain(source.text)} {link}"
