"""Brief → a mail that is ready to be sent: plain text, HTML, and the picture of the map inside by its content id.

A picture in a ``data:`` address is not shown by Gmail and classic Outlook; one that travels as a part of the mail is. The
file opens as a draft (``X-Unsent``); it names nobody and, where no day of issue is given, no date.
"""

from __future__ import annotations

import html
import textwrap
from collections.abc import Iterator
from datetime import UTC, datetime, time
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from geobrief.brief import Brief
from geobrief.export.email_html import fragment, picture
from geobrief.export.messages import Words, words
from geobrief.export.options import ExportOptions
from geobrief.export.report import FindingLine, Report, make_report, numbers_of

MOST_BYTES = 100_000
"""Of the HTML: Gmail cuts what is longer than 102 kB, and with it whoever is cited last."""

_ROWS = (40, 20, 10, 5, 0)
"""Rows of the chronology, the most first: fewer where the mail would be too long."""

_PICTURE = "map@geobrief"
_BOUNDARY = "=_geobrief_{}_="
_WIDTH = 76
"""Characters of a line of plain text."""


def write(brief: Brief, path: Path, options: ExportOptions) -> None:
    """Write the mail."""
    say = words(options.language)
    report = make_report(brief, options)
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = _header(_subject(report))
    if options.issued:
        mail["Date"] = format_datetime(datetime.combine(options.issued, time(), UTC))
    mail["X-Unsent"] = "1"
    mail["X-Mailer"] = _header(f"geobrief {brief.generator}")
    mail.set_content(_sendable("\n".join(_text(report, say)) + "\n"), cte="quoted-printable")
    mail.add_alternative(_sendable(page(brief, report, options)), subtype="html", cte="quoted-printable")
    drawn = picture(brief, options)
    _parts(mail)[1].add_related(drawn, "image", "png", cid=f"<{_PICTURE}>", filename="map.png", disposition="inline")
    _settle(mail)
    path.write_bytes(mail.as_bytes())


def page(brief: Brief, report: Report, options: ExportOptions) -> str:
    """Return the HTML of the mail, with as many rows and sources as a mail program shows without cutting it."""
    for rows in _ROWS:
        inner = fragment(brief, report, options, f"cid:{_PICTURE}", events=rows, sources=None)
        if len(_framed(inner, report, options).encode("utf-8", "replace")) < MOST_BYTES:
            return _framed(inner, report, options)
    cited = sorted({number for finding in report.findings for number in finding.sources})
    inner = fragment(brief, report, options, f"cid:{_PICTURE}", events=0, sources=cited)
    return _framed(inner, report, options)


def _framed(inner: str, report: Report, options: ExportOptions) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{options.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(_subject(report))}</title>\n</head>\n<body>\n{inner}</body>\n</html>\n"
    )


def _subject(report: Report) -> str:
    return f"[{report.marking.text}] {report.title}" if report.marking else report.title


def _header(text: str) -> str:
    """A text as a header can bear it: on one line, and in Unicode."""
    return " ".join(_sendable(text).split())


def _sendable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _text(report: Report, say: Words) -> Iterator[str]:
    """Yield the lines of the plain text: findings, key figures, sources."""
    marking = [report.marking.text, ""] if report.marking else []
    yield from (*marking, *_wrapped(report.title), "", *_wrapped(report.facts))
    yield from (*_wrapped(" · ".join(report.dates)), "")
    if report.findings:
        yield from (say("tab.findings").upper(), "")
        for number, finding in enumerate(report.findings, 1):
            yield from _finding(number, finding)
    if report.key_figures:
        yield from (say("story.keyFigures").upper(), "")
        for figure in report.key_figures:
            told = f"{figure.told} – {figure.where} {numbers_of(figure.sources)}"
            yield from _wrapped(told, "- ")
        yield ""
    yield from (say("doc.sources").upper(), "")
    for number, source in enumerate(report.sources, 1):
        yield from _wrapped(f"[{number}] {source.text}")
    yield ""
    for line in report.method[:1]:
        yield from _wrapped(line)
    yield from ("", *marking)


def _finding(number: int, finding: FindingLine) -> Iterator[str]:
    yield from _wrapped(finding.closed, f"{number}. ")
    yield from _wrapped(f"{' · '.join([*finding.facts, *finding.figures])} {numbers_of(finding.sources)}", "   ")
    for doubt in finding.doubts:
        yield from _wrapped(doubt, "   ! ")
    for note in finding.best:
        yield from _wrapped(f"“{note.quote}” [{note.source}]{note.aside}", "   > ")
    yield ""


def _wrapped(text: str, lead: str = "") -> list[str]:
    """A text in lines; those after the first stand below its first word, those of a quote behind its sign."""
    below = lead if lead.strip() == ">" else " " * len(lead)
    return textwrap.wrap(
        text, _WIDTH, initial_indent=lead, subsequent_indent=below, break_long_words=False, break_on_hyphens=False
    )


def _parts(mail: MIMEPart) -> list[EmailMessage]:
    """The parts of a mail; the library types them as what any mail may hold."""
    return [part for part in mail.iter_parts() if isinstance(part, EmailMessage)]


def _settle(mail: EmailMessage) -> None:
    """Boundaries of our own: those that the library makes up are others each time."""
    for number, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary(_BOUNDARY.format(number))
