"""Dates as metadata, tables and web addresses write them: read where they are sure, unknown where they are not."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from geobrief.articles import make_article, read_articles
from geobrief.articles.dated_addresses import month_in_address, published_in_address
from geobrief.articles.publication import date_order, read_published
from geobrief.reading import with_date

STORY = (
    "The ferry to Likoma was cancelled on Friday, the harbour office said in Nkhata Bay. Passengers waited on the"
    " quay until the evening, and a second boat was sent from Chipoka with food and blankets for those who stayed.\n"
    "Traders said that maize would be dearer on the island by the end of the month."
)


def _article(folder: Path, name: str, content: str):
    (folder / name).write_text(content, encoding="utf-8")
    articles, skipped = read_articles([str(folder / name)])
    assert not skipped
    return articles


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://n.example/2022/7/21/ferry", "2022-07-21"),
        ("https://n.example/2022/07/21/", "2022-07-21"),
        ("https://n.example/world/2024/jun/03/ferry-cancelled", "2024-06-03"),
        ("https://n.example/2024/June/3/ferry", "2024-06-03"),
        ("https://n.example/english/2022-07/21/c_1310.htm", "2022-07-21"),
        ("https://n.example/2022/0721/ferry.html", "2022-07-21"),
        ("https://n.example/2022-07-21-ferry", "2022-07-21"),
        ("https://n.example/news/2022.07.21/ferry", "2022-07-21"),
        ("https://n.example/202207260441.html", "2022-07-26"),
        ("https://n.example/stories/202207260441.html?x=1", "2022-07-26"),
        ("https://n.example/news/20220721/", "2022-07-21"),
        ("https://n.example/news/20220721_ferry.html", "2022-07-21"),
        ("https://n.example/africa/ferry-cancelled-2022-07-21/", "2022-07-21"),
        ("https://n.example/2022/07/21", "2022-07-21"),
        ("https://archive.example/web/20230101000000/https://n.example/2022/07/21/ferry", "2022-07-21"),
        ("https://n.example/2022/07/21/ferry-2022-07-21/", "2022-07-21"),
    ],
)
def test_a_day_in_the_path_of_an_address_is_the_day_of_publication(url: str, day: str) -> None:
    when = published_in_address(url)
    assert when is not None
    assert (str(when.start), when.precision, when.basis) == (day, "day", "url")


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "https://n.example/",
        "https://n.example/2022/13/21/ferry",
        "https://n.example/2022/02/30/ferry",
        "https://n.example/2022/07/ferry",  # a month only
        "https://n.example/2199/07/21/ferry",  # still to come
        "https://n.example/1912/04/15/ferry",  # before there was a web
        "https://n.example/africa-20120318",  # the number of an article
        "https://n.example/ferry/2022072112345",
        "https://n.example/ferry?date=2022-07-21",
        "https://n.example/21/07/2022/ferry",
        "https://n.example/what-happened-on-2001-09-11-and-after",
        "https://n.example/2022/07/21/remembering-1999-03-24/",  # two days
        "https://archive.example/web/20230101000000/https://n.example/ferry",  # when an archive came by
        "https://[bad/2022/07/21/",
        "https://20220721.example/ferry",
    ],
)
def test_what_is_no_whole_past_day_or_may_be_another_number_is_not_read_from_an_address(url: str | None) -> None:
    assert published_in_address(url) is None


@pytest.mark.parametrize(
    ("url", "days"),
    [
        ("https://n.example/2022/07/ferry-cancelled/", ("2022-07-01", "2022-07-31")),
        ("https://n.example/africa/2024/02/ferry.html", ("2024-02-01", "2024-02-29")),
        ("https://n.example/2022/07/", None),  # a list of articles
        ("https://n.example/2022/13/ferry", None),
        ("https://n.example/2022/07/4711", None),  # the number of an article
        ("https://n.example/2199/07/ferry", None),
        ("https://n.example/1912/04/ferry", None),
        (None, None),
    ],
)
def test_a_month_in_the_path_of_an_address_is_that_of_publication(
    url: str | None, days: tuple[str, str] | None
) -> None:
    when = month_in_address(url)
    assert (when and (str(when.start), str(when.end))) == days


def test_the_month_of_an_address_counts_only_where_the_text_says_no_day() -> None:
    url = "https://n.example/2022/07/ferry"
    month = with_date(make_article(STORY, url=url)).published
    assert (str(month.start), str(month.end), month.precision, month.basis) == (
        "2022-07-01",
        "2022-07-31",
        "month",
        "url",
    )
    told = with_date(make_article(f"Ferry cancelled\n\n20 July 2022\n\n{STORY}", url=url)).published
    assert (str(told.start), told.precision) == ("2022-07-20", "day")
    assert with_date(make_article(STORY, url=url), date(2022, 7, 3)).published.basis == "metadata"


def test_the_address_counts_only_where_the_page_says_nothing() -> None:
    url = "https://n.example/2022/07/21/ferry"
    assert str(make_article(STORY, url=url).published.start) == "2022-07-21"
    assert make_article(STORY, url=url).published.basis == "url"
    assert make_article(STORY, url=url, published="2022-07-20").published.basis == "metadata"
    dated = make_article(f"Ferry cancelled\n\nBy Ama Owusu\n20 July 2022\n\n{STORY}", url=url, kind="file")
    assert (str(dated.published.start), dated.published.basis) == ("2022-07-20", "byline")


def test_pages_records_tables_and_side_cars_are_dated_by_their_addresses(tmp_path: Path) -> None:
    url = "https://n.example/2022/07/21/ferry"
    paragraphs = "".join(f"<p>{line}</p>" for line in STORY.split("\n"))
    page = f'<html><head><link rel="canonical" href="{url}"></head><body><article><h1>Ferry</h1>{paragraphs}</article>'
    files = {
        "a.html": page,
        "b.json": json.dumps([{"text": STORY + " b", "url": url}]),
        "c.jsonl": json.dumps({"text": STORY + " c", "link": url}),
        "d.csv": f'url,text\n{url},"{STORY} d"\n',
        "e.txt": STORY + " e",
        "e.toml": f'url = "{url}"\n',
        "f.txt": STORY + " f",
        "sources.csv": f"file,url\nf.txt,{url}\n",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    articles, skipped = read_articles([str(tmp_path)])
    assert not skipped
    assert [(str(one.published.start), one.published.basis) for one in articles] == [("2022-07-21", "url")] * 6


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("20240603T101500Z", "2024-06-03"),
        ("20240603101500", "2024-06-03"),
        ("202406031015", "2024-06-03"),
        ("1717409700", "2024-06-03"),
        ("1717409700000", "2024-06-03"),
        ("1717409700.25", "2024-06-03"),
        ("45446", "2024-06-03"),
        ("45446.4271", "2024-06-03"),
        ("Mon, 3 Jun 24", "2024-06-03"),
        ("Mon, 03 Jun 24 08:00 EST", "2024-06-03"),
        ("Sat, 5 Jun 99 08:00:00 GMT", "1999-06-05"),
        ("3-Jun-24", "2024-06-03"),
        ("Mo, 03 Jun 2024 11:41:36", "2024-06-03"),
    ],
)
def test_the_forms_of_feeds_spreadsheets_and_databases_are_dates(written: str, day: str) -> None:
    when = read_published(written)
    assert when is not None
    assert (str(when.start), when.precision, when.basis) == (day, "day", "metadata")


@pytest.mark.parametrize(
    "written",
    [
        "1970-01-01T00:00:00Z", "0001-01-01", "1900-01-00", "Tue, 3 Jun 24", "12345", "99999", "123456789012345", "0", "1", "03/06/2024",
        "3/6/24", "06-03-2024", "20241301101500", "true",
    ],
)  # fmt: skip
def test_what_programs_write_for_no_date_and_what_can_be_read_in_two_ways_is_none(written: str) -> None:
    assert read_published(written) is None


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["03/06/2024", "25/06/2024"], "day"),
        (["03/06/2024", "06/25/2024"], "month"),
        (["03-06-2024", "25-06-2024 10:00"], "day"),
        (["6/3/24", "6/25/24"], "month"),
        (["24/06/03", "24/06/25"], None),  # may begin with the year
        (["03/06/2024", "04/06/2024"], None),
        (["25/06/2024", "06/25/2024"], None),  # they contradict each other
        (["03.06.2024", "2024-06-25", None, 7], None),
        ([], None),
    ],
)
def test_one_date_that_can_be_read_in_one_way_decides_its_column(dates: list[object], order: str | None) -> None:
    assert date_order(dates) == order


def test_a_column_of_a_table_is_read_in_the_order_that_one_of_its_rows_shows(tmp_path: Path) -> None:
    rows = "".join(f'{day},"{STORY} {day}"\n' for day in ("03/06/2024", "25/06/2024", "04/06/2024"))
    days = [str(one.published.start) for one in _article(tmp_path, "a.csv", "date,text\n" + rows)]
    assert days == ["2024-06-03", "2024-06-25", "2024-06-04"]
    american = rows.replace("25/06", "06/25")
    days = [str(one.published.start) for one in _article(tmp_path, "b.csv", "date,text\n" + american)]
    assert days == ["2024-03-06", "2024-06-25", "2024-04-06"]
    alone = _article(tmp_path, "c.csv", f'date,text\n03/06/2024,"{STORY}"\n')
    assert alone[0].published.basis == "unknown"


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_records_are_read_in_the_order_that_one_of_them_shows(tmp_path: Path, name: str) -> None:
    records = [{"text": f"{STORY} {day}", "pub_date": day} for day in ("3/6/2024", "25/6/2024")]
    content = json.dumps(records) if name.endswith("json") else "\n".join(map(json.dumps, records))
    assert [str(one.published.start) for one in _article(tmp_path, name, content)] == ["2024-06-03", "2024-06-25"]


def test_the_table_of_a_folder_is_read_in_the_order_that_one_of_its_rows_shows(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"{STORY} {name}", encoding="utf-8")
    (tmp_path / "sources.csv").write_text("sep=;\nfile;date\na.txt;03/06/2024\nb.txt;25/06/2024\n", encoding="utf-8")
    articles, _ = read_articles([str(tmp_path)])
    assert [str(one.published.start) for one in articles] == ["2024-06-03", "2024-06-25"]


def _page(head: str, body: str = "") -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in STORY.split("\n"))
    return (
        f"<html><head><title>Ferry</title>{head}</head><body><article><h1>Ferry</h1>{body}{paragraphs}</article></body>"
    )


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        ('<meta name="date" content="03/06/2024">', "", None),
        ('<meta property="article:published_time" content="06/03/2024">', "", None),
        ("", "<span class='published'>Published: 04/05/2024</span>", None),
        ("", "<time>5/6/24</time>", None),
        ('<meta name="date" content="03/06/2024"><meta name="last-modified-date" content="25/06/2024">', "", "2024-06-03"),
        ('<meta name="date" content="03/06/2024"><meta name="last-modified-date" content="03/25/2024">', "", "2024-03-06"),
        ('<meta name="date" content="03/06/2024">', "<time>25/06/2024</time>", "2024-06-03"),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "03/06/2024", "dateModified": "25/06/2024"}</script>',
            "",
            "2024-06-03",
        ),
    ],
)  # fmt: skip
def test_a_date_of_a_page_that_two_countries_read_differently_is_unknown_unless_the_page_decides(
    tmp_path: Path, head: str, body: str, day: str | None
) -> None:
    published = _article(tmp_path, "a.html", _page(head, body))[0].published
    assert str(published.start) == str(day)
    assert published.basis == ("metadata" if day else "unknown")
