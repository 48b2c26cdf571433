"""Brief → HTML for an e-mail: the map as a picture inside the file, plain tables, no style sheet, no script.

Desktop Outlook sets pages with Word's engine: only tables, and attributes and styles on each element, are safe there.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from geobrief.brief import Brief, by_weight
from geobrief.export.drawing import BELOW, alternative_text, draw_map, find_entries, is_tall
from geobrief.export.messages import Words, words
from geobrief.export.options import ExportOptions
from geobrief.export.png import MOST_DPI, paint
from geobrief.export.report import EventLine, Note, Report, make_report

WIDTH, HEIGHT = 720, 560
"""Pixels of the picture, of which a narrow window shows fewer: mail is read 320 to 720 pixels wide."""
_SHOWN = 600
"""Pixels that mail programs leave a mail beside their lists."""

MOST_FIGURES = 12
"""Key figures: more are a table, and the documents have it."""

MOST_EVENTS = 40
"""Rows of the chronology: mail programs cut letters of more than 100 kB, and the page and the documents have all."""

_TEXT = "font-family:Arial,Helvetica,sans-serif;font-size:14px;line-height:20px;color:#1c262e"
_CELL = "padding:6px 8px;border-bottom:1px solid #ddd9d0;vertical-align:top;" + _TEXT


def write(brief: Brief, path: Path, options: ExportOptions) -> None:
    """Write the fragment."""
    inside = base64.b64encode(picture(brief, options)).decode("ascii")
    text = fragment(brief, make_report(brief, options), options, f"data:image/png;base64,{inside}")
    path.write_bytes(text.encode("utf-8", "replace"))


def picture(brief: Brief, options: ExportOptions) -> bytes:
    """Return the map as a mail shows it, as PNG."""
    height = HEIGHT if is_tall(brief) else int(BELOW * WIDTH)
    drawing = draw_map(brief, replace(options, width=WIDTH, height=height), titled=False)
    return paint(drawing, min(options.dpi, MOST_DPI), options.font)


def fragment(
    brief: Brief,
    report: Report,
    options: ExportOptions,
    address: str,
    *,
    events: int = MOST_EVENTS,
    sources: Sequence[int] | None = None,
) -> str:
    """Return the brief as tables.

    Args:
        brief: What is told.
        report: The same, in words.
        options: Wishes.
        address: Of the picture.
        events: Rows of the chronology at most.
        sources: Numbers of the sources that are listed, or None for all.
    """
    say = words(options.language)
    alt = html.escape(alternative_text(brief, find_entries(brief), say))
    lines = [
        # Outlook goes by the attribute, all others by the style: no line is cut where the window is narrower.
        (
            f'<table role="presentation" width="{_SHOWN}" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff"'
            f' lang="{say.language}" style="width:100%;max-width:{_SHOWN}px">'
        ),
        *_marking(report),
        f'<tr><td style="{_TEXT}"><h1 style="font-size:22px;line-height:28px">{html.escape(report.title)}</h1>',
        f"<p>{html.escape(report.facts)}</p>",
        *([f"<p>{html.escape(' · '.join(report.dates))}</p>"] if report.dates else []),
        "</td></tr>",
        *_findings(report, say),
        f'<tr><td><img src="{address}" width="{_SHOWN}" style="display:block;width:100%;height:auto" alt="{alt}"></td></tr>',
        *_figures(report, say),
        *_events(report, say, events, [event.id for event in by_weight(brief)]),
        *_sources(report, say, sources),
        *_marking(report),
        "</table>",
    ]
    return "\n".join(lines) + "\n"


def _marking(report: Report) -> Iterator[str]:
    if report.marking:
        marking = report.marking
        yield (
            f'<tr><td align="center" bgcolor="{marking.ground}" style="padding:4px;font:bold 16px Arial,sans-serif;'
            f'color:{marking.ink}">{html.escape(marking.text)}</td></tr>'
        )


def _findings(report: Report, say: Words) -> Iterator[str]:
    """The findings: in a mail they are what is read."""
    if not report.findings:
        return
    yield f'<tr><td style="{_TEXT}"><h2 style="font-size:17px">{html.escape(say("tab.findings"))}</h2>'
    for number, finding in enumerate(report.findings, 1):
        told = html.escape(" · ".join([*finding.facts, *finding.figures]))
        doubts = "".join(f"<br>{html.escape(doubt)}" for doubt in finding.doubts)
        cited = " ".join(_link(source, report) for source in finding.sources)
        yield f"<p><b>{number}. {html.escape(finding.closed)}</b> {told} {cited}{doubts}{_quotes(finding.best, report)}</p>"
    yield "</td></tr>"


def _figures(report: Report, say: Words) -> Iterator[str]:
    """The key figures: how many, of what and where, and who says so."""
    if not report.key_figures:
        return
    yield f'<tr><td style="{_TEXT}"><h2 style="font-size:17px">{html.escape(say("story.keyFigures"))}</h2>'
    for figure in report.key_figures[:MOST_FIGURES]:
        cited = " ".join(_link(source, report) for source in figure.sources)
        told = html.escape(figure.told)
        yield f"<p><b>{told}</b> – {html.escape(figure.where)} {cited}<br>{html.escape(figure.about)}</p>"
    yield "</td></tr>"


def _events(report: Report, say: Words, most: int, weightiest: Sequence[str]) -> Iterator[str]:
    """The events that weigh most, in the order of time."""
    if not most:
        return
    yield f'<tr><td style="{_TEXT}"><h2 style="font-size:17px">{html.escape(say("doc.chronology"))}</h2>'
    yield '<table width="100%" cellpadding="0" cellspacing="0" border="0">'
    heads = "".join(
        f'<th align="left" style="{_CELL}">{html.escape(say(f"doc.{name}"))}</th>' for name in ("when", "what", "where")
    )
    yield f"<tr>{heads}</tr>"
    told = (*report.chronology, *report.background)
    known = {event.id for event in told}
    chosen = set([key for key in weightiest if key in known][:most])
    shown = [event for event in told if event.id in chosen]
    for event in shown:
        cells = (html.escape(event.when), _what(event, report), html.escape(event.where))
        yield "<tr>" + "".join(f'<td style="{_CELL}">{cell}</td>' for cell in cells) + "</tr>"
    yield "</table>"
    left = len(report.events) - len(shown)
    if left:
        yield f"<p>{html.escape(say('doc.selection', shown=len(shown), all=len(report.events)))}</p>"
    yield "</td></tr>"


def _what(event: EventLine, report: Report) -> str:
    cited = " ".join(_link(source, report) for source in event.sources)
    return f"<b>{html.escape(event.label)}</b> ({html.escape(event.status)}) {cited}{_quotes(event.best[:1], report)}"


def _quotes(notes: Sequence[Note], report: Report) -> str:
    return "".join(
        f'<br><span style="color:#53606a">“{html.escape(note.quote)}” {_link(note.source, report)}{html.escape(note.aside)}</span>'
        for note in notes
    )


def _link(source: int, report: Report) -> str:
    url = report.sources[source - 1].url
    return f'<a href="{html.escape(url)}">[{source}]</a>' if url else f"[{source}]"


def _sources(report: Report, say: Words, listed: Sequence[int] | None) -> Iterator[str]:
    yield f'<tr><td style="{_TEXT}"><h2 style="font-size:17px">{html.escape(say("doc.sources"))}</h2>'
    for number, source in enumerate(report.sources, 1):
        if listed is not None and number not in listed:
            continue
        text = html.escape(f"[{number}] {source.text}")
        yield f'<p><a href="{html.escape(source.url)}">{text}</a></p>' if source.url else f"<p>{text}</p>"
    if listed is not None and len(listed) < len(report.sources):
        yield f"<p>{html.escape(say('doc.selection', shown=len(listed), all=len(report.sources)))}</p>"
    if report.decisions and listed is None:
        yield f'<h2 style="font-size:17px">{html.escape(say("doc.decisions"))}</h2>'
        yield from (f"<p><b>{html.escape(by)}</b>: {html.escape(text)}</p>" for by, text in report.decisions)
    for line in report.method:
        yield f'<p style="font-size:12px;color:#53606a">{html.escape(line)}</p>'
    yield "</td></tr>"
