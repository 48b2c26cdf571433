"""How well the main text of web pages is found: geobrief's own reader, trafilatura alone, the raw page.

    python benchmarks/articles_html.py

The pages are made here: five stories in 32 ways in which sites build their pages (20 of them in
``articles_html_layouts.py``), with menus, side
columns, comments, cookie notices and lists of other articles around them. The measure is that of the
public benchmark of Scrapinghub: precision and recall of runs of four words, averaged over pages.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from articles_html_layouts import LAYOUTS

from geobrief.articles.formats import html_page
from geobrief.articles.formats.markup import parse

_CASES = Path(__file__).resolve().parents[1] / "tests" / "articles" / "cases"
_OTHERS = (
    "Strike at the port of Durban enters its third week as talks stall",
    "Cobalt price falls again in London, mines in Katanga send workers home",
    "Peru's congress votes on a new prime minister, the fourth in two years",
    "Cyclone closes schools in Mozambique, thousands without power",
)
_COMMENT = (
    "I grew up in that valley and nobody ever listened to us, not the old government and not the new one either, so why now? "
    "My uncle worked on the dam for thirty years, and he said the rails were rotten from the day they were put in."
)
_COOKIES = "We and our 812 partners store cookies on your device. You can accept all, or choose what you want to share with us, at any time."
_ABOUT = "The Valley Courier is an independent newspaper, founded in 1961. It is read in all provinces, and by our friends abroad."


def stories() -> Iterator[tuple[str, list[str]]]:
    """Titles and paragraphs: the cases' two stories, whole and in parts."""
    for name in ("story.txt", "other_report.txt"):
        title, *paragraphs = (_CASES / name).read_text(encoding="utf-8").strip().split("\n\n")
        yield title, paragraphs
        yield title, paragraphs[:3]
    yield "A note from the lake", paragraphs[3:4]


def _p(paragraphs: list[str]) -> str:
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def _links(tag: str = "li") -> str:
    return "".join(f"<{tag}><a href='/a{number}'>{title}</a></{tag}>" for number, title in enumerate(_OTHERS))


def _nav() -> str:
    return "<nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li><li><a href='/s'>Sport</a></li></ul></nav>"


def _footer() -> str:
    return f"<footer><p>{_ABOUT}</p><p>© The Valley Courier. All rights reserved.</p></footer>"


_TEMPLATES: dict[str, Callable[[str, list[str]], str]] = {
    "article tag": lambda t, p: (
        f"{_nav()}<main><article><h1>{t}</h1>{_p(p)}</article></main><aside><ul>{_links()}</ul></aside>{_footer()}"
    ),
    "microdata": lambda t, p: (
        f"{_nav()}<h1>{t}</h1><div itemprop='articleBody'>{_p(p)}</div><div class='comments'><p>{_COMMENT}</p></div>{_footer()}"
    ),
    "div soup": lambda t, p: (
        f"<div id='top'>{_nav()}</div><div><div><h1>{t}</h1><div>{_p(p)}</div></div><div><h4>More</h4>{_links('p')}</div></div>"
    ),
    "old table layout": lambda t, p: (
        f"<table><tr><td width=160><a href='/'>Home</a><br><a href='/n'>News</a></td><td><h2>{t}</h2>{_p(p)}</td>"
        f"<td><b>Also today</b><br>{_links('div')}</td></tr><tr><td colspan=3>{_ABOUT}</td></tr></table>"
    ),
    "line breaks instead of paragraphs": lambda t, p: (
        f"{_nav()}<div class=content><h1>{t}</h1>{'<br><br>'.join(p)}</div>{_footer()}"
    ),
    "comments longer than the story": lambda t, p: (
        f"<article><h1>{t}</h1>{_p(p)}</article><section id='comments'><h3>Comments</h3>{_p([_COMMENT] * 6)}</section>{_footer()}"
    ),
    "cookie notice first": lambda t, p: (
        f"<div class='cookie-consent'><p>{_COOKIES}</p></div>{_nav()}<article><h1>{t}</h1>{_p(p)}</article>{_footer()}"
    ),
    "related box inside the story": lambda t, p: (
        f"{_nav()}<article><h1>{t}</h1>{_p(p[:2])}<div class='related-articles'><h3>Related</h3><ul>{_links()}</ul></div>{_p(p[2:])}</article>"
    ),
    "newsletter box inside the story": lambda t, p: (
        f"<article><h1>{t}</h1>{_p(p[:1])}<aside class='newsletter'><p>Sign up for our letter, free, every morning, straight to your inbox.</p></aside>{_p(p[1:])}</article>"
    ),
    "figures and captions": lambda t, p: (
        f"<article><h1>{t}</h1><figure><img src=x><figcaption>The wall of the dam in 2019, seen from the southern bank.</figcaption></figure>{_p(p)}</article>{_footer()}"
    ),
    "whole page in a form": lambda t, p: (
        f"<form action='/x'><div id='menu'>{_links('span')}</div><div id='main'><h1>{t}</h1>{_p(p)}</div></form>{_footer()}"
    ),
    "tags never closed": lambda t, p: (
        f"{_nav()}<div class=story><h1>{t}</h1>{''.join('<p>' + q for q in p)}<div class=tags>Tags: <a href=/t>dams</a></div>{_footer()}"
    ),
}


def pages() -> Iterator[tuple[str, str, str]]:
    """Template, page, and the text that a reader would take from it."""
    for title, paragraphs in stories():
        for name, template in _TEMPLATES.items():
            yield name, _page(title, template(title, paragraphs)), "\n".join([title, *paragraphs])


def later_pages() -> Iterator[tuple[str, str, str]]:
    """The same for the layouts that were written when the reader stood."""
    for title, paragraphs in stories():
        for name, layout in LAYOUTS.items():
            body, wanted = layout(title, paragraphs)
            yield name, _page(title, body), "\n".join([title, *wanted])


def _page(title: str, body: str) -> str:
    head = f"<title>{title} | The Valley Courier</title>"
    return f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{body}</body></html>"


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)))


def score(found: str, wanted: str) -> tuple[float, float]:
    """Precision and recall of runs of four words."""
    one, other = _shingles(found), _shingles(wanted)
    shared = sum((one & other).values())
    return shared / max(1, sum(one.values())), shared / max(1, sum(other.values()))


def _raw(page: str) -> str:
    return parse(page).text()


def _trafilatura(page: str) -> str:
    import trafilatura  # noqa: PLC0415  # optional

    return trafilatura.extract(page, include_comments=False) or ""


def _whole(page: str) -> str:
    """What an article is made of: the text found, with the page's title where the text lacks it."""
    return html_page.draft_of_page(page, "a.html").text


READERS: dict[str, Callable[[str], str]] = {
    "geobrief": _whole,
    "trafilatura alone": _trafilatura,
    "raw page": _raw,
}


def measure(reader: Callable[[str], str], every: list[tuple[str, str, str]]) -> dict[str, list[tuple[float, float]]]:
    """Precision and recall of each page, by template."""
    scores: dict[str, list[tuple[float, float]]] = {}
    for template, page, wanted in every:
        scores.setdefault(template, []).append(score(reader(page), wanted))
    return scores


def main() -> None:
    """Print a table in Markdown; ``--worst`` names the templates where a page falls below .9."""
    print("| pages | reader | precision | recall | F | pages/s |\n|---|---|---:|---:|---:|---:|")
    for set_name, every in (("first 12 layouts", list(pages())), ("20 later layouts", list(later_pages()))):
        for name, reader in READERS.items():
            begin = time.process_time()
            scores = measure(reader, every)
            spent = time.process_time() - begin
            pairs = [pair for values in scores.values() for pair in values]
            precision, recall = (sum(values) / len(pairs) for values in zip(*pairs, strict=True))
            f1 = 2 * precision * recall / (precision + recall)
            print(f"| {set_name} | {name} | {precision:.3f} | {recall:.3f} | {f1:.3f} | {len(pairs) / spent:.0f} |")
            for template, values in scores.items():
                worst = min(values, key=min)
                if min(worst) < 0.9 and "--worst" in sys.argv:
                    print(f"  <!-- {name}: {template}: precision {worst[0]:.2f}, recall {worst[1]:.2f} -->")


if __name__ == "__main__":
    main()
