"""What the page shows where scripts do not run: title, findings, events and sources, as plain HTML."""

from __future__ import annotations

import html
import json
import re
from importlib.resources import files

from geobrief.brief import Brief
from geobrief.model import Event, Finding, Source, When

MOST = 100
"""Events and sources listed, each; a reader without scripts is better served by an export than by thousands of lines."""

_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def without_script(brief: Brief, language: str) -> str:
    """Return a ``noscript`` element with the gist of the brief."""
    words = json.loads(files("geobrief.map").joinpath("messages", f"{language}.json").read_text("utf-8"))
    numbers = {source.id: number for number, source in enumerate(brief.articles, start=1)}
    names = {place.id: place.name for place in brief.places}
    known = {event.id: event for event in brief.events}
    findings = "".join(f"<li>{_finding(item, known, numbers, names)}</li>" for item in brief.findings)
    events = "".join(f"<li>{_event(event, numbers, names, words)}</li>" for event in brief.events[:MOST])
    events += _rest(len(brief.events))
    sources = "".join(f"<li>{_source(source)}</li>" for source in brief.articles[:MOST]) + _rest(len(brief.articles))
    return (
        f"<noscript><h1>{_text(brief.title)}</h1><p>{_text(words['noscript'])}</p>"
        + (f"<h2>{_text(words['tab.findings'])}</h2><ol>{findings}</ol>" if findings else "")
        + (f"<h2>{_text(words['tab.events'])}</h2><ol>{events}</ol>" if events else "")
        + (f"<h2>{_text(words['tab.sources'])}</h2><ol>{sources}</ol>" if sources else "")
        + "</noscript>"
    )


def _rest(count: int) -> str:
    """Say how many are left out."""
    return f"<li>… (+{count - MOST:,})</li>" if count > MOST else ""


def _text(text: str) -> str:
    return html.escape(_UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", text))


def _label(event: Event, words: dict[str, str]) -> str:
    """Say what happened: in English as the brief has it, in another language by the kind and those who act."""
    kind = words.get(f"kind.{event.kind}")
    if kind is None:
        return event.label
    return ": ".join(filter(None, (kind, ", ".join(actor.name for actor in event.who if actor.role != "target"))))


def _finding(finding: Finding, events: dict[str, Event], numbers: dict[str, int], names: dict[str, str]) -> str:
    where = ", ".join(names[place] for place in finding.places if place in names)
    told = [citation for key in finding.events if key in events for citation in events[key].citations]
    cited = sorted({numbers[citation.article] for citation in told if citation.article in numbers})
    parts = [finding.text, where, _when(finding.when), "".join(f"[{number}]" for number in cited)]
    return _text(" – ".join(part for part in parts if part))


def _event(event: Event, numbers: dict[str, int], names: dict[str, str], words: dict[str, str]) -> str:
    where = ", ".join(names[place.place] for place in event.where if place.place in names)
    cited = sorted({numbers[citation.article] for citation in event.citations if citation.article in numbers})
    parts = [_label(event, words), where, _when(event.when), "".join(f"[{number}]" for number in cited)]
    return _text(" – ".join(part for part in parts if part))


def _source(source: Source) -> str:
    parts = [source.title, source.outlet, ", ".join(source.authors), _when(source.published), source.url or source.path]
    return _text(". ".join(part for part in parts if part))


def _when(when: When) -> str:
    days = [day.isoformat() for day in (when.start, when.end) if day is not None]
    return "/".join(dict.fromkeys(days))
