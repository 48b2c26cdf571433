"""The same article comes out of every format, with its metadata."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import made
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geobrief.articles import read_articles
from geobrief.articles.reading import FAULT
from geobrief.model import Article, Skipped

_MBOX = b"From alerts@valley.example.org Tue Mar  2 16:15:00 2021\n" + made.eml() + b"\n"
_FRONT = f'+++\ntitle = "{made.TITLE}"\nauthors = ["{made.AUTHOR}"]\ndate = 2021-03-02\noutlet = "{made.OUTLET}"\nurl = "{made.URL}"\n+++\n'

# File name, content, and which of the fields the format carries.
_FILES: dict[str, tuple[bytes, str]] = {
    "a.txt": (f"{made.TITLE}\n\nBy {made.AUTHOR}\n2 March 2021\n\n{made.BODY}".encode(), "author date"),
    "a.md": ((_FRONT + made.BODY).encode(), "author date outlet url"),
    "linked.html": (made.html_page(made.linked_data()).encode(), "author date outlet url"),
    "graph.html": (made.html_page(made.OPEN_GRAPH).encode(), "author date outlet url"),
    "visible.html": (
        made.html_page(before=f"<p class='byline'>By {made.AUTHOR}</p><time datetime='2021-03-02T16:15'>yesterday</time>").encode(),
        "author date outlet",
    ),
    "a.docx": (made.docx(), "author date"),
    "a.odt": (made.odt(), "author date"),
    "a.rtf": (made.rtf(), "author date"),
    "a.eml": (made.eml(), "date outlet"),
    "html.eml": (made.eml(html=True), "date outlet"),
    "a.mbox": (_MBOX, "date outlet"),
    "a.rss": (made.rss().encode(), "author date outlet url"),
    "a.xml": (made.rss().encode(), "author date outlet url"),
    "a.atom": (made.atom().encode(), "author date outlet url"),
    "a.json": (json.dumps(made.records()).encode(), "author date outlet url"),
    "one.json": (json.dumps(made.records()[0]).encode(), "author date outlet url"),
    "under.json": (json.dumps({"count": 1, "articles": made.records()}).encode(), "author date outlet url"),
    "a.jsonl": ("\n".join(json.dumps(record) for record in made.records()).encode() + b"\n", "author date outlet url"),
    "a.csv": (made.table(), "author date outlet url"),
    "semicolons.csv": (made.table(delimiter=";"), "author date outlet url"),
    "a.epub": (made.epub(), "author date outlet"),
    "a.pdf": (made.pdf(), "author date"),
    "a.warc.gz": (made.warc(), "author date outlet url"),
    "a.zip": (made.zipped({"in/a.html": made.html_page(made.linked_data())}), "author date outlet url"),
    "a.txt.gz": (gzip.compress(f"{made.TITLE}\n\nBy {made.AUTHOR}\n2 March 2021\n\n{made.BODY}".encode()), "author date"),
    "lies.txt": (made.html_page(made.linked_data()).encode(), "author date outlet url"),
    "lies.html": (made.docx(), "author date"),
    "lies.doc": (made.rtf(), "author date"),
}  # fmt: skip


def read(path: Path, data: bytes) -> tuple[list[Article], list[Skipped]]:
    path.write_bytes(data)
    return read_articles([str(path)])


@pytest.mark.parametrize("name", _FILES)
def test_the_article_is_the_same_in_every_format(name: str, tmp_path: Path) -> None:
    data, carried = _FILES[name]
    articles, skipped = read(tmp_path / name, data)
    assert not skipped
    assert len(articles) == 1
    article = articles[0]
    told = " ".join(article.text.split())
    assert article.title == made.TITLE
    assert all(paragraph in told.replace("’", "'") for paragraph in made.STORY)
    assert "Johannesburg" not in told
    assert article.authors == ((made.AUTHOR,) if "author" in carried else ())
    assert str(article.published.start) == ("2021-03-02" if "date" in carried else "None")
    assert article.outlet == (made.OUTLET if "outlet" in carried else None)
    assert article.url == (made.URL if "url" in carried else None)
    assert article.language == "en"
    assert article.path.startswith((tmp_path / name).as_posix())


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(_FILES)),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4), st.integers(0, 60)), min_size=1, max_size=6),
)
def test_a_file_that_was_damaged_anywhere_gives_articles_or_a_reason_that_was_foreseen(name: str, damage) -> None:
    data = _FILES[name][0]
    for where, put, taken in damage:
        at = int(where * len(data))
        data = data[:at] + put + data[at + taken :]
    with TemporaryDirectory() as folder:
        articles, skipped = read(Path(folder) / name, data)
    assert articles or skipped
    assert not [item for item in skipped if FAULT in item.reason]


@pytest.mark.parametrize("name", _FILES)
def test_the_whole_story_is_searched_sentence_by_sentence(name: str, tmp_path: Path) -> None:
    articles, _ = read(tmp_path / name, _FILES[name][0])
    sentences = [
        " ".join(articles[0].text[sentence.start : sentence.end].split()).replace("’", "'")
        for sentence in articles[0].sentences
    ]
    assert [sentence for sentence in sentences if sentence in made.STORY][:3] == list(made.STORY)


def test_a_page_that_declares_two_dates_is_dated_by_its_publication(tmp_path: Path) -> None:
    articles, _ = read(tmp_path / "a.html", made.html_page(made.linked_data(dateModified="2024-01-01")).encode())
    assert articles[0].published.text == "2021-03-02T16:15:00+02:00"
    assert articles[0].published.basis == "metadata"


def test_a_side_car_overrides_the_file_and_a_table_what_the_side_car_leaves_open(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{made.TITLE}\n\nBy {made.AUTHOR}\n\n{made.BODY}", encoding="utf-8")
    (tmp_path / "a.toml").write_text('outlet = "The Lake Mail"\n', encoding="utf-8")
    (tmp_path / "sources.csv").write_text("file,outlet,date\na.txt,Nobody,2021-03-05\n", encoding="utf-8")
    articles, skipped = read_articles([str(tmp_path)])
    assert not skipped
    assert len(articles) == 1
    assert (articles[0].outlet, str(articles[0].published.start), articles[0].authors) == (
        "The Lake Mail",
        "2021-03-05",
        (made.AUTHOR,),
    )


@pytest.mark.parametrize(
    ("module", "name", "extra"),
    [("pypdf", "a.pdf", "geobrief[pdf]"), ("warcio.archiveiterator", "a.warc.gz", "geobrief[warc]")],
)
def test_a_missing_extra_is_named(
    module: str, name: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    articles, skipped = read(tmp_path / name, _FILES[name][0])
    assert not articles
    assert extra in skipped[0].reason


@pytest.fixture(params=["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"])
def encode(request: pytest.FixtureRequest) -> Callable[[str], bytes]:
    return lambda text: text.encode(request.param)


def test_every_common_encoding_gives_the_same_text(encode: Callable[[str], bytes], tmp_path: Path) -> None:
    text = "Café in Zinder reopens\n\nThe café on São Tomé street was closed for a year, its owner said."
    articles, skipped = read(tmp_path / "a.txt", encode(text))
    assert not skipped
    assert articles[0].text == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "iso8859-5", "cp866", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("shape", [str, str.upper])
def test_russian_is_read_in_every_encoding_that_it_is_kept_in(
    encoding: str, shape: Callable[[str], str], tmp_path: Path
) -> None:
    text = shape(
        "Затвор плотины заклинило\n\nВодолазы спустились к плотине во вторник, чтобы освободить затвор (ЗАО «Исток»)."
    )
    if encoding in ("cp866", "koi8-r", "iso8859-5"):  # they have no such marks
        text = text.replace("«", '"').replace("»", '"')
    articles, skipped = read(tmp_path / "a.txt", text.encode(encoding))
    assert not skipped
    assert articles[0].text == text


@pytest.mark.parametrize("encoding", ["cp1256", "iso8859-6", "utf-16-le"])
def test_arabic_is_read_in_every_encoding_that_it_is_kept_in(encoding: str, tmp_path: Path) -> None:
    text = "تعطل بوابة السد\n\nنزل الغواصون إلى النهر يوم الثلاثاء لتحرير بوابة السد التي تعطلت في الليل."
    articles, skipped = read(tmp_path / "a.txt", text.encode(encoding))
    assert not skipped
    assert articles[0].text == text


def test_signs_beyond_the_first_plane_are_read_from_rich_text(tmp_path: Path) -> None:
    articles, _ = read(
        tmp_path / "a.rtf", b"{\\rtf1 The dam \\u-10179?\\u-8704? is open, \\u-10179? said the crew.\\par}"
    )
    assert articles[0].text == "The dam 😀 is open, � said the crew."


def test_it_is_said_from_which_columns_a_table_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        f'titel,inhalt,datum,views\n{made.TITLE},"{made.STORY[0]}",2021-03-02,5\n', encoding="utf-8"
    )
    told: list[str] = []
    articles, _ = read_articles([str(tmp_path)], notes=told.append)
    assert articles[0].title == made.TITLE
    assert str(articles[0].published.start) == "2021-03-02"
    where = (tmp_path / "a.csv").as_posix()
    assert told == [
        f'{where}: text from "inhalt", title from "titel", published from "datum", nothing for authors and outlet and url'
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_become_line_feeds_and_nothing_else_changes(end: str, tmp_path: Path) -> None:
    articles, _ = read(
        tmp_path / "a.txt", f"One title here{end}{end}A line with a\u2028separator and\ta tab. {end}".encode()
    )
    assert articles[0].text == "One title here\n\nA line with a\u2028separator and\ta tab. \n"
