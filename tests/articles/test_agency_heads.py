"""What agencies print around a report: who sends it and when, the player's buttons, captions and credits."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

import pytest

from geobrief.articles import make_article, read_articles
from geobrief.model import Article

HEAD = "Source: Xinhua| 2018-11-17 22:19:45|Editor: xuxin"
DATELINE = "ATBARA, Sudan, Nov. 17 (Xinhua) --"
STORY = "Two trains ran into each other near the bridge of Atbara on Friday, the railway said."
Kind = Literal["plain", "file"]


def parts(article: Article, kind: str) -> list[str]:
    """The passages of one kind."""
    return [article.text[passage.start : passage.end] for passage in article.passages if passage.kind == kind]


@pytest.mark.parametrize("kind", ["plain", "file"])
@pytest.mark.parametrize(
    "text",
    [
        f"Trains collide in Sudan - Xinhua\n\n{HEAD}\n\nVideo Player Close\n\n{DATELINE} {STORY}\n",
        f"Trains collide in Sudan - Xinhua\n{HEAD} Video Player Close\n{DATELINE} {STORY}\n",
        f"{HEAD} Video Player Close {DATELINE} {STORY}",
        f"Trains collide in Sudan - Xinhua {HEAD} Video Player Close {DATELINE} {STORY}",
        f"Trains collide in Sudan\nSource: Xinhua   2018-11-17 22:19:45   Editor: Li Xia {DATELINE} {STORY}",
        f"Trains collide in Sudan\nSource: Xinhua   2018-11-17 22:19:45   {DATELINE} {STORY}",
    ],
    ids=["lines of their own", "one line", "before the story", "between title and story", "no player", "no editor"],
)
def test_the_head_dates_the_article_and_the_dateline_is_found(text: str, kind: Kind):
    article = make_article(text, kind=kind)
    assert (article.published.start, article.published.basis) == (date(2018, 11, 17), "byline")
    assert article.outlet == "Xinhua"
    assert parts(article, "dateline") == [DATELINE]
    assert parts(article, "body")[-1] == STORY
    assert article.title in ("Trains collide in Sudan", None)
    assert (article.title is None) == text.startswith("Source")


def test_the_title_of_a_page_that_is_one_line_ends_at_the_head():
    article = make_article(
        f"Bridge of Gao opens again - Xinhua {HEAD} Video Player Close {DATELINE} {STORY}", kind="file"
    )
    assert parts(article, "title") == ["Bridge of Gao opens again"]
    assert [article.text[one.start : one.end] for one in article.sentences] == [
        "Bridge of Gao opens again",
        DATELINE,
        STORY,
    ]


@pytest.mark.parametrize(
    "story",
    [
        "Source: the railway put the toll at 30 on 2018-11-17, and said that more may follow in the days to come.",
        "The editor: a man of 60 who came to Atbara in 1998, and never left the town again, as he told a reporter.",
        "Photos released by the ministry show that the bridge of Atbara fell on Friday, and that a second one leans.",
    ],
)
def test_a_sentence_of_the_story_is_no_head_and_no_caption(story: str):
    article = make_article(f"Trains collide in Sudan\n\n{story}\n\n{STORY}\n", kind="file")
    assert "\n".join(parts(article, "body")) == f"{story}\n{STORY}"
    assert article.published.basis == "unknown"


@pytest.mark.parametrize(
    "lines",
    [
        ["A ferry lies at the pier of Bosaso. /VCG Photo"],
        ["Women wait for water in Merca, Somalia, March 21, 2019. /CGTN"],
        ["File photo shows the silos of Kosti, Sudan."],
        ["Photo taken on Nov. 16, 2018 shows a street in Kosti, Sudan. (Xinhua/Omar Bashir)"],
        ["In this May 3, 2018 file photo, trains wait in Kosti, Sudan."],
        ["Damage caused by a storm is seen in Kosti, Sudan, October 16, 2018.", "REUTERS/Nada Bashir"],
        ["Boats are seen on the White Nile near Kosti.", "(Xinhua/Omar Bashir)"],
        ["FILE PHOTO: A train stands in Kosti, Sudan, on May 23, 2016.", "REUTERS/J. T. Bashir/File Photo"],
        ["Boats on the White Nile near Kosti. (Photo/Agencies)"],
    ],
    ids=lambda lines: lines[0][:30],
)
@pytest.mark.parametrize("place", ["above", "inside"])
def test_the_words_of_a_picture_are_set_apart(lines: list[str], place: str):
    below = "The driver of the first train was taken to Berber, and the line stayed shut until Saturday."
    story = f"{DATELINE} {STORY}"
    order = (
        ["Trains collide in Sudan", *lines, story, below]
        if place == "above"
        else ["Trains collide in Sudan", story, *lines, below]
    )
    article = make_article("\n\n".join(order), kind="file")
    assert parts(article, "caption") == lines
    assert parts(article, "dateline") == [DATELINE]
    assert parts(article, "body") == [STORY, below]


def test_a_poll_is_no_credit():
    title = "Support for the new railway grows in the north: Reuters/Ipsos poll"
    assert make_article(f"{title}\n\n{STORY}\n\n{STORY.replace('Two', 'Three')}", kind="file").title == title


@pytest.mark.parametrize(
    "head",
    [
        f"<div>{HEAD}</div><div>Video Player</div>",
        "<p><span>Source: Xinhua</span><span>2018-11-17 22:19:45</span><span>Editor: xuxin</span></p>",
    ],
)
def test_a_page_without_a_day_of_its_own_has_that_of_the_head(head: str, tmp_path: Path):
    page = tmp_path / "page.html"
    story = f"<div id='detail'><p>{DATELINE} {STORY}</p><p>{STORY.replace('Two', 'Three')}</p></div>"
    page.write_text(f"<html><body><h1>Trains collide in Sudan</h1>{head}{story}</body></html>", "utf-8")
    (article,), skipped = read_articles([str(page)])
    assert skipped == []
    assert (article.published.start, article.published.basis) == (date(2018, 11, 17), "byline")
    assert article.outlet == "Xinhua"
    assert "Source" not in "".join(parts(article, "body"))
