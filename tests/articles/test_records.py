"""Records as the interfaces of news, newspapers and search engines give them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geobrief.articles import read_articles

STORY = (
    "The ferry to Likoma was cancelled on Friday, the harbour office said in Nkhata Bay. Passengers waited on the quay until"
    " the evening, and a second boat was sent from Chipoka with food and blankets for those who stayed on the shore."
)


def _read(folder: Path, value: object, name: str = "a.json"):
    content = value if isinstance(value, str) else json.dumps(value)
    (folder / name).write_text(content, encoding="utf-8")
    return read_articles([str(folder / name)])


@pytest.mark.parametrize(
    "key",
    [
        "publishedAt", "published_at", "publishedDate", "published-date", "PublishDate", "publish_date", "Published Date", "PUBLICATION_DATE",
        "pubDate", "pub_date", "datePublished", "date_published", "webPublicationDate", "seendate", "seen_date", "dateTime", "dateTimePub",
        "first_publication_date", "articleDate", "date_publish", "date de publication", "Fecha de publicación", "data_publicacao", "veröffentlicht am", "published", "date", "Date", "created_at",
    ],
)  # fmt: skip
def test_a_date_is_found_under_every_name_that_interfaces_use(tmp_path: Path, key: str) -> None:
    [article], skipped = _read(tmp_path, [{"title": "Ferry", "text": STORY, key: "2024-06-03T10:00:00Z"}])
    assert not skipped
    assert (str(article.published.start), article.published.basis) == ("2024-06-03", "metadata")


@pytest.mark.parametrize("key", ["date_download", "downloadDate", "modified", "updatedAt", "crawl_date", "accessed"])
def test_when_a_record_was_fetched_or_changed_is_not_when_it_was_published(tmp_path: Path, key: str) -> None:
    [article], _ = _read(tmp_path, [{"title": "Ferry", "text": STORY, key: "2024-06-03T10:00:00Z"}])
    assert article.published.basis == "unknown"


@pytest.mark.parametrize(
    "entry",
    [
        {"media_name": "Lake Wire"}, {"mediaName": "Lake Wire"}, {"source_name": "Lake Wire"}, {"sourceTitle": "Lake Wire"}, {"source": "Lake Wire"},
        {"source": {"id": None, "name": "Lake Wire"}}, {"source": {"title": "Lake Wire", "url": "https://w.example"}}, {"source.name": "Lake Wire"},
        {"provider": [{"name": "Lake Wire"}]}, {"Publication Title": "Lake Wire"}, {"feed_title": "Lake Wire"}, {"siteName": "Lake Wire"},
        {"publisher": {"name": "Lake Wire"}}, {"newspaper": "Lake Wire"},
    ],
)  # fmt: skip
def test_an_outlet_is_found_under_every_name_that_interfaces_use(tmp_path: Path, entry: dict[str, object]) -> None:
    [article], _ = _read(tmp_path, [{"title": "Ferry", "text": STORY, **entry}])
    assert article.outlet is not None
    assert article.outlet.startswith("Lake Wire")
    assert article.url is None


@pytest.mark.parametrize(
    "record",
    [
        {"webTitle": "Ferry cancelled", "fields": {"bodyText": STORY, "byline": "Ama Owusu in Nkhata Bay"}},
        {"webTitle": "Ferry cancelled", "fields": {"body": f"<p>{STORY}</p>", "byline": "Ama Owusu"}},
        {"webTitle": "Ferry cancelled", "fields.bodyText": STORY, "fields.byline": "Ama Owusu"},
        {"headline": {"main": "Ferry cancelled"}, "byline": {"original": "By Ama Owusu"}, "body_text": STORY},
        {"headline.main": "Ferry cancelled", "byline.original": "By Ama Owusu", "articleBody": STORY},
        {"title": {"rendered": "Ferry cancelled"}, "content": {"rendered": f"<p>{STORY}</p>"}, "author_name": "Ama Owusu"},
        {"_source": {"title": "Ferry cancelled", "full_text": STORY, "authors": ["Ama Owusu"]}, "_id": "1"},
        {"article": {"title": "Ferry cancelled", "content": STORY, "author": {"name": "Ama Owusu"}}},
        {"Headline": "Ferry cancelled", "Full Text": STORY, "Authors": "Owusu, Ama"},
    ],
)  # fmt: skip
def test_title_author_and_text_are_found_in_the_record_or_one_level_deeper(
    tmp_path: Path, record: dict[str, object]
) -> None:
    [article], skipped = _read(tmp_path, [record])
    assert not skipped
    assert article.title == "Ferry cancelled"
    assert article.authors in (("Ama Owusu",), ("Owusu, Ama",))
    assert STORY in article.text
    assert "<p>" not in article.text


@pytest.mark.parametrize(
    "wrap",
    [
        lambda records: {"status": "ok", "totalResults": 2, "articles": records},
        lambda records: {"response": {"status": "ok", "results": records}},
        lambda records: {"response": {"docs": records, "meta": {"hits": 2}}},
        lambda records: {"hits": {"total": 2, "hits": [{"_source": one} for one in records]}},
        lambda records: {"articles": {"results": records, "page": 1}},
    ],
)
def test_records_are_found_where_interfaces_put_them(tmp_path: Path, wrap) -> None:
    records = [{"title": f"Ferry {n}", "text": f"{STORY} {n}"} for n in (1, 2)]
    articles, skipped = _read(tmp_path, wrap(records))
    assert not skipped
    assert [one.title for one in articles] == ["Ferry 1", "Ferry 2"]


def test_a_flag_or_a_null_is_no_date_where_another_key_holds_one(tmp_path: Path) -> None:
    record = {
        "text": STORY,
        "published": True,
        "publishedAt": None,
        "pub_date": "1970-01-01T00:00:00Z",
        "date": "2024-06-03",
    }
    [article], _ = _read(tmp_path, [record])
    assert str(article.published.start) == "2024-06-03"


def test_an_ambiguous_date_is_not_passed_over_for_another_kind_of_date(tmp_path: Path) -> None:
    [article], _ = _read(tmp_path, [{"text": STORY, "date": "03/06/2024", "created_at": "2024-07-01"}])
    assert article.published.basis == "unknown"


def test_a_record_that_its_publisher_took_back_is_named(tmp_path: Path) -> None:
    records = [{"title": "Ferry", "content": STORY}, {"title": "[Removed]", "content": "[Removed]"}]
    [_], [skipped] = _read(tmp_path, {"articles": records})
    assert skipped.path.endswith("#2")
    assert "took it back" in skipped.reason


def test_a_record_keeps_the_hash_of_what_stood_in_the_file(tmp_path: Path) -> None:
    [nested], _ = _read(tmp_path, [{"fields": {"body": STORY}}], "a.json")
    [flat], _ = _read(tmp_path, [{"body": STORY}], "b.json")
    assert nested.id == flat.id
    assert nested.sha256 != flat.sha256


@pytest.mark.parametrize("first", ["sep=;\n", "SEP=;\r\n", '"sep=;"\n', "sep=;;;;\n", "\ufeffsep=;\n"])
def test_a_first_line_that_says_what_parts_the_columns_is_skipped(tmp_path: Path, first: str) -> None:
    table = f'date;title;source;text\n2024-06-03;Ferry, cancelled;Lake Wire;"{STORY}"\n'
    [article], skipped = _read(tmp_path, first + table, "a.csv")
    assert not skipped
    assert article.path.endswith("#3")
    assert (article.title, article.outlet, str(article.published.start)) == (
        "Ferry, cancelled",
        "Lake Wire",
        "2024-06-03",
    )


@pytest.mark.parametrize(("separator", "name"), [(",", "comma"), ("\t", "tab"), ("|", "bar")])
def test_the_separator_that_is_said_goes_before_the_one_that_is_guessed(
    tmp_path: Path, separator: str, name: str
) -> None:
    header = separator.join(["title; and more; of it;", "text"])
    row = separator.join([f"Ferry {name}", STORY.replace(",", "")])
    [article], skipped = _read(tmp_path, f"sep={separator}\n{header}\n{row}\n", "a.csv")
    assert not skipped
    assert article.text.endswith(STORY.replace(",", ""))


def test_days_counted_by_a_spreadsheet_are_dates(tmp_path: Path) -> None:
    [article], _ = _read(tmp_path, f'PublishDate,Headline,Body\n45446,Ferry,"{STORY}"\n', "a.csv")
    assert (str(article.published.start), article.published.text) == ("2024-06-03", "45446")


def test_deep_and_hostile_records_are_read_or_named(tmp_path: Path) -> None:
    deep: object = {"text": STORY}
    for _ in range(200):
        deep = {"response": deep}
    articles, skipped = _read(tmp_path, deep)
    assert not articles
    assert "no records" in skipped[0].reason
    articles, _ = _read(
        tmp_path, [{"text": STORY, "title": [[1]], "author": [[{"name": []}]], "source": [{}], "date": {"a": 1}}]
    )
    assert articles[0].authors == ()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "utf-8-sig"])
def test_a_table_that_a_spreadsheet_saved_as_unicode_text_is_a_table(tmp_path: Path, encoding: str) -> None:
    lines = ["date\ttitle\ttext", f"2024-06-03\tFerry\t{STORY}", f"2024-06-04\tBoat\t{STORY}"]
    (tmp_path / "a.txt").write_bytes("\r\n".join(lines).encode(encoding))
    articles, skipped = read_articles([str(tmp_path / "a.txt")])
    assert not skipped
    assert [(a.title, str(a.published.start)) for a in articles] == [("Ferry", "2024-06-03"), ("Boat", "2024-06-04")]


@pytest.mark.parametrize("head", ["Title\tof the text", "text\tand nothing", "date\ttitle\ttext"])
def test_a_text_with_tabs_in_its_first_line_stays_one_article(tmp_path: Path, head: str) -> None:
    (tmp_path / "a.txt").write_text(f"{head}\n{STORY}\n", encoding="utf-8")
    articles, _ = read_articles([str(tmp_path / "a.txt")])
    assert len(articles) == 1
    assert STORY in articles[0].text
