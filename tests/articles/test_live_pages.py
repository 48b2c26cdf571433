"""A page that goes on for days is read post by post, and "today" in a post is the day of that post."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from geobrief.articles import read_articles
from geobrief.model import Article

TITLE = "Live: floods on the lower Zambezi"
_POSTS = (
    (9, "17:30", "The bridge at Caia was closed today, the roads office said, and forty lorries wait on the northern bank."),
    (8, "06:15", "Water reached the school of Mopeia this morning. Two hundred families were taken to Quelimane by boat."),
    (7, "21:00", "The river rose by two metres yesterday, and the gauge at Tete is under water, engineers said."),
)  # fmt: skip
_HEAD = (
    f"<html lang='en'><head><title>{TITLE} | Lower Zambezi Press</title><link rel='canonical' href='https://press.example.org/live'>"
    "<meta property='article:published_time' content='2024-02-07T08:00:00Z'></head><body><nav><a href='/'>Home</a></nav><main>"
    f"<h1>{TITLE}</h1>"
)


def _stamp(day: int, clock: str) -> str:
    return f"2024-02-{day:02}T{clock}:00Z"


_LAYOUTS = {
    "divisions with times": lambda d, c, t: f"<div class='post' id='p{d}'><time datetime='{_stamp(d, c)}'>{d} Feb {c}</time><p>{t}</p></div>",
    "articles": lambda d, c, t: f"<article class='update' id='p{d}'><h2><time datetime='{_stamp(d, c)}'>{c}</time></h2><p>{t}</p></article>",
    "sections with headings": lambda d, c, t: f"<section id='p{d}'><h3>{d} February 2024 {c}</h3><p>{t}</p></section>",
    "spans": lambda d, c, t: f"<div id='p{d}'><span data-t='{_stamp(d, c)}'>{d} February 2024, {c}</span><p>{t}</p></div>",
    "list": lambda d, _, t: f"<li id='p{d}'><div class='when'><b>February {d}, 2024</b></div><div>{t}</div></li>",
    "posted and updated": lambda d, c, t: f"<div id='p{d}'><p><time datetime='{_stamp(d, c)}'>x</time> <time datetime='{_stamp(d + 1, c)}'>y</time></p><p>{t}</p></div>",
    "date below": lambda d, c, t: f"<div id='p{d}'><p>{t}</p><footer></footer><p><time datetime='{_stamp(d, c)}'>{c}</time></p></div>",
    "in boxes": lambda d, c, t: f"<div id='p{d}'><div><div><time datetime='{_stamp(d, c)}'>{c}</time></div></div><div><div><p>{t}</p></div></div></div>",
    "headings and paragraphs": lambda d, _, t: f"<h3>{d} February 2024</h3><p>{t}</p>",
    "times and paragraphs": lambda d, c, t: f"<time datetime='{_stamp(d, c)}'>{c}</time><p>{t}</p><p>More is known here soon, the office said.</p>",
}  # fmt: skip


def _page(layout: str, lead: str = "") -> str:
    return f"{_HEAD}{lead}<div class='stream'>{''.join(_LAYOUTS[layout](*post) for post in _POSTS)}</div></main></body></html>"


def _read(folder: Path, page: str) -> list[Article]:
    (folder / "a.html").write_text(page, encoding="utf-8")
    articles, skipped = read_articles([str(folder / "a.html")])
    assert not skipped
    return articles


@pytest.mark.parametrize("layout", _LAYOUTS)
def test_every_post_is_read_with_its_own_day(layout: str, tmp_path: Path) -> None:
    articles = _read(tmp_path, _page(layout))
    assert [article.published.start for article in articles] == [date(2024, 2, day) for day, _, _ in _POSTS]
    for article, (_, _, told) in zip(articles, _POSTS, strict=True):
        searched = " ".join(article.text[sentence.start : sentence.end] for sentence in article.sentences)
        assert told in searched
        assert (article.title, article.outlet, article.domain) == (TITLE, "Lower Zambezi Press", "press.example.org")
    if "and paragraphs" not in layout:
        assert [article.url for article in articles] == [
            f"https://press.example.org/live#p{day}" for day, _, _ in _POSTS
        ]
        assert [article.path.rpartition("#")[2] for article in articles] == ["p9", "p8", "p7"]


def test_posts_that_only_the_page_s_linked_data_tell_are_read(tmp_path: Path) -> None:
    updates = [
        {"@type": "BlogPosting", "headline": f"At {clock}", "datePublished": _stamp(day, clock), "articleBody": told}
        for day, clock, told in _POSTS
    ]
    data = {
        "@type": "LiveBlogPosting",
        "headline": TITLE,
        "datePublished": _stamp(7, "08:00"),
        "liveBlogUpdate": updates,
    }
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    articles = _read(tmp_path, f"{_HEAD}{script}<div id='app'></div></main></body></html>")
    assert [(article.title, article.published.start) for article in articles] == [
        (f"At {clock}", date(2024, 2, day)) for day, clock, _ in _POSTS
    ]
    assert all(told in article.text for article, (_, _, told) in zip(articles, _POSTS, strict=True))


def test_the_page_s_title_is_searched_once_with_the_first_post(tmp_path: Path) -> None:
    articles = _read(tmp_path, _page("articles"))
    assert [article.text.startswith(f"{TITLE}\n\n") for article in articles] == [False, False, True]


def test_what_leads_to_the_posts_is_an_article_of_the_page_s_day(tmp_path: Path) -> None:
    lead = "<p>Heavy rain over Zambia has filled the lower Zambezi since the first days of the month.</p>"
    first, *posts = _read(tmp_path, _page("articles", lead))
    assert first.text.startswith(f"{TITLE}\n\nHeavy rain")
    assert first.published.start == date(2024, 2, 7)
    assert len(posts) == 3
    assert not any(TITLE in post.text for post in posts)


def test_a_post_with_a_heading_has_it_for_its_title(tmp_path: Path) -> None:
    posts = "".join(
        f"<div class='post'><time datetime='{_stamp(day, clock)}'>{clock}</time><h3>Report {'abc'[day - 7]}</h3><p>{told}</p></div>"
        for day, clock, told in _POSTS
    )
    articles = _read(tmp_path, f"{_HEAD}{posts}</main></body></html>")
    assert [article.title for article in articles] == ["Report c", "Report b", "Report a"]
    assert articles[0].text.startswith("Report c\n\nThe bridge")


_STORY = "".join(
    f"<p>{told} {more}</p>"
    for told, more in (
        ("Engineers lowered divers into the river to free the gate of the dam.", "It had jammed in the night, the operator said."),
        ("Fishermen were told to stay away from the wall until the weekend.", "About 1,200 of them live on the northern shore."),
        ("The lake is higher than in any June since records began.", "Three gates were opened after the rains."),
    )
)  # fmt: skip
_CARDS = "".join(
    f"<div class='item'><time datetime='{_stamp(day, clock)}'>{clock}</time><p>Another story of that day, told in a line or so.</p></div>"
    for day, clock, _ in _POSTS
)


@pytest.mark.parametrize(
    "body",
    [
        f"<article><time datetime='2024-02-07'>7 Feb</time><time datetime='2024-02-08'>8 Feb</time>{_STORY}</article>",
        f"<article>{_STORY}</article><div class='list'>{_CARDS}</div>",
        f"<article><time datetime='2024-02-07'>7 Feb</time>{_STORY}</article><div class='comments'>{_CARDS}</div>",
        f"<article>{_STORY}<p>On <time datetime='2024-02-05'>5 February</time> the first gate was opened, and on <time datetime='2024-02-06'>6 February</time> the second, which nobody had seen open since the flood of that spring.</p></article>",
        f"<article><h3>3 March 2011</h3>{_STORY}<h3>4 May 2014</h3>{_STORY.replace('the', 'that')}</article>",
    ],
    ids=["published and changed", "cards beside", "comments", "dates in a sentence", "a chronology"],
)
def test_other_pages_with_several_dates_are_one_article(body: str, tmp_path: Path) -> None:
    (article,) = _read(tmp_path, f"{_HEAD}{body}</main></body></html>")
    assert "Engineers lowered divers" in article.text
    assert article.published.start == date(2024, 2, 7)


def test_posts_of_one_day_that_give_no_day_are_one_article(tmp_path: Path) -> None:
    posts = "".join(f"<div class='post'><b>{clock}</b><p>{told}</p></div>" for _, clock, told in _POSTS)
    (article,) = _read(tmp_path, f"{_HEAD}{posts}</main></body></html>")
    assert all(told in article.text for _, _, told in _POSTS)


def test_a_page_of_more_dates_than_any_live_page_is_read_in_time(tmp_path: Path) -> None:
    times = "<time datetime='2024-02-07'>x</time>" * 3_000
    (article,) = _read(tmp_path, f"{_HEAD}<p>{times}</p>{_STORY}</main></body></html>")
    assert json.dumps(article.title) == json.dumps(TITLE)
