"""The list of briefs as a page: plain HTML without a script, every text of a brief as text."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from geobrief.brief import Brief, cut_off, period
from geobrief.export import words_in
from geobrief.map import read_marking, summary_in_words
from geobrief.serve.library import SearchHit, Shelved

_STYLE = """
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1b1b;--quiet:#595959;--line:#ccc;--link:#0b5394}
@media (prefers-color-scheme:dark){:root{--paper:#121212;--ink:#eee;--quiet:#b3b3b3;--line:#555;--link:#8ab4f8}}
html{background:var(--paper);color:var(--ink)}
body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem;margin:.5rem 0}
h2{font-size:1.1rem;margin:0}
a{color:var(--link)}
form{display:flex;gap:.5rem;flex-wrap:wrap;align-items:end;margin:1rem 0}
label{display:grid;flex:1 1 14rem}
input,button{font:inherit;padding:.4rem .6rem;min-height:2.75rem;border:1px solid var(--quiet);border-radius:4px}
ul{list-style:none;padding:0}
li{padding:.75rem 0;border-top:1px solid var(--line);overflow-wrap:anywhere}
p{margin:.15rem 0}
.quiet{color:var(--quiet)}
.marking{text-align:center;font-weight:700;border:2px solid;padding:.25rem;margin:0}
"""


@lru_cache(maxsize=4)
def words(language: str) -> dict[str, str]:
    """Return the words of the page in a language."""
    path = Path(__file__).with_name("messages") / f"{language}.json"
    read: dict[str, str] = json.loads(path.read_text("utf-8"))
    return read


def list_page(
    shelved: Sequence[Shelved], query: str, hits: Sequence[SearchHit] | None, *, language: str, marking: str | None
) -> str:
    """Return the page.

    Args:
        shelved: All briefs.
        query: What was looked for, as it was written.
        hits: What was found, or None where nothing was looked for.
        language: ``en`` or ``fr``.
        marking: Handling marking, if there is one.
    """
    say = words(language)
    found = "" if hits is None else "".join(_found(hits, query, say))
    rows = "".join(_row(one, language, say) for one in shelved) or f"<li>{_text(say['none'])}</li>"
    form = f"""<form role="search" action="./">
<label>{_text(say["search"])}<input type="search" name="q" maxlength="200" value="{_text(query)}"></label>
<button>{_text(say["find"])}</button>
</form>
"""
    return _page(say["title"], f"{form}{found}<ul>{rows}</ul>", language=language, marking=marking)


def review_page(shelved: Sequence[Shelved], *, language: str, marking: str | None) -> str:
    """Return the page that lists the briefs to be reviewed, each linked to its review."""
    say = words(language)
    rows = "".join(
        f'<li><h2><a href="{_text(quote(one.name))}/">{_text(one.brief.title)}</a></h2>'
        f'<p class="quiet">{_text(_facts(one.brief, language))}</p></li>'
        for one in shelved
    )
    note = f'<p class="quiet">{_text(say["review.note"])}</p>'
    none = f"<li>{_text(say['none'])}</li>"
    return _page(say["review.title"], f"{note}<ul>{rows or none}</ul>", language=language, marking=marking)


def missing_page(home: str, *, language: str, marking: str | None) -> str:
    """Return the page that says that there is no such brief, with the way to the list.

    Args:
        home: The address of the list.
        language: ``en`` or ``fr``.
        marking: Handling marking, if there is one.
    """
    say = words(language)
    way = f'<p><a href="{_text(home)}">{_text(say["missing.all"])}</a></p>'
    return _page(say["missing"], way, language=language, marking=marking)


def _page(title: str, main: str, *, language: str, marking: str | None) -> str:
    mark = f'<header><p class="marking">{_text(read_marking(marking).text)}</p></header>\n' if marking else ""
    return f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{_text(title)}</title>
<style>{_STYLE}</style>
</head>
<body>
{mark}<main>
<h1>{_text(title)}</h1>
{main}
</main>
</body>
</html>
"""


def _found(hits: Sequence[SearchHit], query: str, say: dict[str, str]) -> Iterator[str]:
    key = "found.one" if len(hits) == 1 else "found.other" if hits else "found.none"
    yield f'<section aria-label="{_text(say["results"])}"><p role="status">'
    yield _text(say[key].replace("{n}", str(len(hits))).replace("{query}", query))
    yield "</p><ul>"
    for hit in hits:
        address = f"{_link(hit.name)}#{hit.entry.kind}={hit.entry.id}"
        yield f'<li><a href="{address}">{_text(hit.entry.text)}</a>'
        yield f'<p class="quiet">{_text(hit.entry.quote)}</p><p class="quiet">{_text(hit.title)}</p></li>'
    yield "</ul></section>"


def _row(one: Shelved, language: str, say: dict[str, str]) -> str:
    files = "".join(
        f' <a href="briefs/{_text(quote(one.name + suffix))}">{_text(suffix)}</a>'
        for suffix in one.files
        if suffix != ".html"
    )
    facts = _text(_facts(one.brief, language))
    return (
        f'<li><h2><a href="{_link(one.name)}">{_text(one.brief.title)}</a></h2>'
        f'<p class="quiet">{facts}</p><p class="quiet">{_text(say["files"])}{files}</p></li>'
    )


def _facts(brief: Brief, language: str) -> str:
    """Of what time a brief tells, and how much it holds, in a line."""
    say = words_in(language)
    last, days = cut_off(brief), period(brief)
    dates = [say("dates.cutOff", date=say.day(last))] if last else []
    dates += [say("dates.period", span=say.span(*days))] if days else []
    return " · ".join([*dates, summary_in_words(brief, language)])


def _link(name: str) -> str:
    return _text(f"briefs/{quote(name)}.html")


def _text(text: str) -> str:
    return html.escape("".join(char for char in text if char.isprintable()))
