"""What is new in a brief → a page, Markdown or JSON: ``geobrief diff``."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator, Mapping
from os import PathLike, fspath
from pathlib import Path

from geobrief.atomic import write_whole
from geobrief.brief import Brief, changes_to_dict, days
from geobrief.errors import OutputError
from geobrief.export.drawing.elements import one_line
from geobrief.export.markdown import news_lines, plain
from geobrief.export.messages import words
from geobrief.export.news import NewsLine, news_of
from geobrief.export.options import ExportOptions
from geobrief.map import read_marking
from geobrief.model import Changes, Event

SCHEMA = "geobrief/changes@1"
"""What the JSON says of itself; beside the two titles it holds what ``changes`` of ``brief.json`` does."""


def save_changes(
    brief: Brief,
    changes: Changes,
    path: str | PathLike[str],
    options: ExportOptions = ExportOptions(),  # noqa: B008  # frozen
) -> None:
    """Write what is new in a brief; the suffix chooses page, Markdown or JSON.

    Raises:
        OutputError: The suffix is another, or the file cannot be written.
    """
    name = fspath(path)
    render = renderer(name)
    text = render(brief, changes, options).encode("utf-8", "replace")

    def write(draft: Path) -> None:
        draft.write_bytes(text)

    write_whole(Path(name), write)


_Render = Callable[[Brief, Changes, ExportOptions], str]


def renderer(path: str) -> _Render:
    """Return what writes the format that a path's suffix names.

    Raises:
        OutputError: None does.
    """
    found = _RENDERERS.get(Path(path).suffix.lower())
    if found is None:
        raise OutputError(path, f"what is new is written as {', '.join(_RENDERERS)}; name such a file")
    return found


def to_json(brief: Brief, changes: Changes, options: ExportOptions | None = None) -> str:
    """Return what is new as a JSON document."""
    del options
    labels = {event.id: event for event in brief.events}
    data = changes_to_dict(changes)
    told = {"title": brief.title, "since_title": data.pop("title")}
    data["new"] = [_event(labels[key]) for key in changes.new]
    data["changed"] = [{"label": labels[item["event"]].label, **item} for item in data["changed"]]
    return json.dumps({"schema": SCHEMA, **told, **data}, ensure_ascii=False, indent=1) + "\n"


def _event(event: Event) -> dict[str, object]:
    cited = [
        {"article": item.article, "start": item.start, "end": item.end, "quote": item.quote} for item in event.citations
    ]
    return {
        "event": event.id,
        "label": event.label,
        "kind": event.kind,
        "status": event.status,
        "when": days(event.when),
        "where": [item.place for item in event.where],
        "citations": cited,
    }


def to_markdown(brief: Brief, changes: Changes, options: ExportOptions) -> str:
    """Return what is new as Markdown."""
    news = news_of(brief, changes, words(options.language))
    marking = [f"**{plain(read_marking(options.marking).text)}**", ""] if options.marking else []
    return "\n".join([*marking, f"# {plain(news.title)}", "", *news_lines(news), *marking[:1]]).rstrip() + "\n"


_STYLE = (
    ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;"
    "color:#1c262e;background:#fcfbf8}h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.15rem;margin-top:2rem;"
    "border-bottom:1px solid #ddd9d0}li{margin:.5rem 0}blockquote{margin:.25rem 0 .25rem 1rem;padding-inline-start:.75rem;"
    "border-inline-start:3px solid #ddd9d0}cite{font-style:normal;color:#56616b}.marking{padding:.25rem .75rem;"
    "font-weight:700;text-align:center}.summary{font-size:1.1rem}"
    "@media (prefers-color-scheme:dark){body{color:#e6e3dc;background:#171b1f}cite{color:#a3adb6}h2{border-color:#39424a}"
    "blockquote{border-color:#39424a}}@media print{body{margin:0;max-width:none;color:#000;background:#fff}}"
)


def to_html(brief: Brief, changes: Changes, options: ExportOptions) -> str:
    """Return what is new as a page that loads nothing and runs nothing."""
    say = words(options.language)
    news = news_of(brief, changes, say)
    body = [
        *_marking(options),
        f'<h1 dir="auto">{_text(news.title)}</h1>',
        f'<p class="summary">{_text(news.summary)}.</p>',
    ]
    for head, lines in news.sections:
        body += [f"<h2>{_text(head)}</h2>", "<ul>", *(_html_line(line) for line in lines), "</ul>"]
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{say.language}">',
            '<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{_text(news.title)}</title>\n<style>{_STYLE}</style>\n</head>",
            "<body>\n<main>",
            *body,
            "</main>\n</body>\n</html>\n",
        ]
    )


def _marking(options: ExportOptions) -> Iterator[str]:
    if options.marking:
        marking = read_marking(options.marking)
        yield f'<p class="marking" style="color:{marking.ink};background:{marking.ground}">{_text(marking.text)}</p>'


def _html_line(line: NewsLine) -> str:
    quotes = "".join(
        f'<blockquote dir="auto">“{_text(quote)}” <cite>{_text(source)}</cite></blockquote>'
        for quote, source in line.quotes
    )
    under = f"<ul>{''.join(_html_line(item) for item in line.under)}</ul>" if line.under else ""
    return f'<li><span dir="auto">{_text(line.text)}</span>{quotes}{under}</li>'


def _text(text: str) -> str:
    return html.escape(one_line(text))


_RENDERERS: Mapping[str, _Render] = {".html": to_html, ".md": to_markdown, ".json": to_json}
