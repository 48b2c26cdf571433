"""A brief of more events than a page carries → several pages by time or region, and one that lists them.

Each page is a whole map of its own; nothing is left out: articles that tell of no event have a page of their own. Tables and
documents are not split.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import quote

from geobrief.articles import is_made_here
from geobrief.brief import Brief, part_of_changes, part_of_texts, with_findings
from geobrief.errors import OutputError
from geobrief.export.messages import Words, words
from geobrief.export.options import ExportOptions
from geobrief.map import render_map
from geobrief.model import Event

COMFORTABLE = 10_000
"""Events that a page is known to carry with ease (``tests/browser/test_large_briefs.py``)."""

_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")

_STYLE = """\
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}
caption{text-align:start;padding:.5rem 0}
th,td{text-align:start;padding:.4rem .8rem .4rem 0;border-bottom:1px solid #8888}
td.n,th.n{text-align:end;font-variant-numeric:tabular-nums}
"""


@dataclass(frozen=True, slots=True)
class Part:
    """What one page shows."""

    label: str
    brief: Brief


def is_split(brief: Brief, options: ExportOptions) -> bool:
    """Whether a brief has more events than were asked for on a page."""
    return options.max_events is not None and len(brief.events) > options.max_events


def pages(brief: Brief, path: Path, options: ExportOptions) -> Iterator[tuple[Path, Callable[[Path], None]]]:
    """Yield each file with what writes it, the list of pages first, under the path that was asked for."""
    said = words(options.language)
    parts = parts_of(brief, options.max_events or COMFORTABLE, options.split, said)
    digits = max(2, len(str(len(parts))))
    names = [f"{path.stem}-{number:0{digits}}{path.suffix}" for number in range(1, len(parts) + 1)]
    for name in names:
        other = path.with_name(name)
        if other.exists() and not is_made_here(other):
            raise OutputError(str(other), "this is in the way of one of the pages, and geobrief did not make it")
    yield path, partial(_write, text=partial(_index, brief, parts, names, options))
    for part, name in zip(parts, names, strict=True):
        yield (
            path.with_name(name),
            partial(_write, text=partial(render_map, part.brief, options=options.map_options())),
        )


def _write(draft: Path, *, text: Callable[[], str]) -> None:
    draft.write_text(text(), encoding="utf-8", newline="\n")


def parts_of(brief: Brief, most: int, by: str, said: Words) -> list[Part]:
    """Return the parts of a brief, none with more than ``most`` events, by ``time`` or by ``region``."""
    runs = list(_by_region(brief, most, said) if by == "region" else _by_time(brief.events, most, said))
    parts = [Part(label, _part(brief, label, events)) for label, events in runs]
    told = {citation.article for event in brief.events for citation in event.citations}
    if any(source.id not in told for source in brief.articles):
        label = said("pages.noEvents")
        parts.append(Part(label, _part(brief, label, (), {s.id for s in brief.articles} - told)))
    return parts


def _by_time(events: Sequence[Event], most: int, said: Words) -> Iterator[tuple[str, list[Event]]]:
    """Yield runs of events in the order of time, as even as they can be, the undated ones last."""
    dated = [event for event in events if _days(event)]
    for some in (dated, [event for event in events if not _days(event)]):
        number = -(-len(some) // most)
        for page in range(number):
            run = some[page * len(some) // number : (page + 1) * len(some) // number]
            days = [day for event in run for day in _days(event)]
            yield (said.span(min(days), max(days)) if days else said("when.unknown")), run


def _days(event: Event) -> list[date]:
    """The day from which an event counts: the one by which it stands in the brief."""
    first = event.when.start or event.when.end
    return [first] if first else []


def _by_region(brief: Brief, most: int, said: Words) -> Iterator[tuple[str, list[Event]]]:
    """Yield the events of each country, by its name; of one with too many by time, too."""
    places = {place.id: place for place in brief.places}
    names = {p.country: p.name for p in brief.places if p.kind in ("country", "territory") and p.country}
    found: dict[str, list[Event]] = defaultdict(list)
    nowhere: list[Event] = []
    for event in brief.events:
        place = places[event.where[0].place] if event.where else None
        if place is None:
            nowhere.append(event)
        else:
            found[names.get(place.country or "", place.country or place.name)].append(event)
    for label, events in (*sorted(found.items()), *([(said("pages.noPlace"), nowhere)] if nowhere else [])):
        if len(events) <= most:
            yield label, events
        else:
            yield from ((f"{label}, {when}", run) for when, run in _by_time(events, most, said))


def _part(brief: Brief, label: str, events: Sequence[Event], articles: set[str] | None = None) -> Brief:
    """The brief of some of the events, and of the articles that tell them."""
    told = articles or {citation.article for event in events for citation in event.citations}
    told |= {source.same_story_as for source in brief.articles if source.id in told and source.same_story_as}
    mentions = tuple(mention for mention in brief.mentions if mention.article in told)
    meant = {mention.place for mention in mentions} | {where.place for event in events for where in event.where}
    known = {event.id for event in events} | meant | {mention.id for mention in mentions}
    part = replace(
        brief,
        title=f"{brief.title}: {label}",
        articles=tuple(source for source in brief.articles if source.id in told),
        places=tuple(place for place in brief.places if place.id in meant),
        mentions=mentions,
        events=tuple(events),
        conflicts=tuple(item for item in brief.conflicts if item.event in known),
        skipped=(),
        reviewed=tuple(key for key in brief.reviewed if key in known),
        decisions=tuple(item for item in brief.decisions if item.about in known),
        changes=part_of_changes(brief.changes, known, told),
        texts=part_of_texts(brief.texts, told),
    )
    return with_findings(part)


def _index(brief: Brief, parts: Sequence[Part], names: Sequence[str], options: ExportOptions) -> str:
    """The page that lists the others: plain HTML that loads nothing and runs nothing."""
    said = words(options.language)
    rows = "".join(
        f'<tr><td><a href="{quote(name)}">{_text(part.label)}</a></td>'
        f'<td class="n">{said.number(len(part.brief.events))}</td>'
        f'<td class="n">{said.number(len(part.brief.articles))}</td></tr>\n'
        for part, name in zip(parts, names, strict=True)
    )
    findings = "".join(f"<li>{_text(finding.text)}</li>" for finding in brief.findings)
    marking = f"<p><strong>{_text(options.marking)}</strong></p>\n" if options.marking else ""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        f'<!DOCTYPE html>\n<html lang="{options.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="{_text(f"geobrief {brief.generator}")}">\n'
        f"<title>{_text(brief.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"{marking}<h1>{_text(brief.title)}</h1>\n"
        + (f"<ul>{findings}</ul>\n" if findings else "")
        + f"<table>\n<caption>{_text(said('pages.caption', events=said.number(len(brief.events)), n=len(parts)))}</caption>\n"
        f'<thead><tr><th scope="col">{_text(said("pages.page"))}</th><th scope="col" class="n">{_text(said("doc.events"))}</th>'
        f'<th scope="col" class="n">{_text(said("pages.articles"))}</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n'
        f"{marking}</main>\n</body>\n</html>\n"
    )


def _text(text: str) -> str:
    return html.escape(_UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", text))
