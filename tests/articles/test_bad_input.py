"""Whatever a file holds, it costs one clear line and never the brief."""

from __future__ import annotations

import gzip
import io
import json
import os
import stat
import sys
import tracemalloc
import zipfile
from pathlib import Path

import made
import pytest

from geobrief.articles import read_articles
from geobrief.articles.formats import html_page
from geobrief.articles.formats.markup import parse
from geobrief.model import Skipped
from tests.counted import lines_run

_GOOD = f"{made.TITLE}\n\n{made.BODY}"


def one_line(skipped: list[Skipped]) -> str:
    """The reason of the only file that was skipped; it is one line, and ends without a stop after the way out."""
    assert len(skipped) == 1
    reason = skipped[0].reason
    assert reason
    assert "\n" not in reason
    assert len(reason) < 250
    return reason


def _bomb(size: int = 200_000_000) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("bomb.txt", "w") as part:
        for _ in range(size // 1_000_000):
            part.write(b"a " * 500_000)
    return held.getvalue()


def _encrypted_pdf() -> bytes:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(made.pdf()))
    writer.encrypt("secret", algorithm="RC4-128")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


_ENTITIES = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>'
_OUTSIDE_ENTITY = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&a;</title></item></channel></rss>'

# Name, bytes, and a word of the reason and of the way out.
_BAD = {
    "empty.txt": (b"", ("empty", "again")),
    "blank.txt": (b" \n\n \n", ("no words", "again")),
    "binary.txt": (bytes(range(256)) * 40, ("not text", "UTF-8")),
    "nul.txt": (b"Some words\x00and more words, and a few\x00others", ("not text", "UTF-8")),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(100), ("PNG", "suffix")),
    "old.doc": (b"\xd0\xcf\x11\xe0" + bytes(100), ("does not read", "DOCX")),
    "password.docx": (b"\xd0\xcf\x11\xe0" + bytes(100), ("password", "save")),
    "prose.json": (b"Words, and no JSON\nin any line\n", ("not JSON", "again")),
    "unknown-encoding.txt": (bytes(range(0x80, 0x100)) * 3, ("encoding", "UTF-8")),
    "table.xlsx": (made.zipped({"xl/workbook.xml": "<x/>"}), ("does not read", "CSV")),
    "damaged.docx": (made.docx()[:400], ("damaged", "again")),
    "entities.xml": (_ENTITIES.encode(), ("entity", "DOCTYPE")),
    "outside.xml": (_OUTSIDE_ENTITY.encode(), ("entity", "DOCTYPE")),
    "deep.rss": (b"<rss>" * 5000 + b"</rss>" * 5000, ("deeper",)),
    "broken.rss": (made.rss().encode()[:500], ("not well-formed",)),
    "other.xml": (b"<svg><g/></svg>", ("no feed", "save")),
    "entities.docx": (made.zipped({"word/document.xml": _ENTITIES}), ("entity",)),
    "no-text.docx": (made.docx(paragraphs=()), ("no text",)),
    "damaged.pdf": (b"%PDF-1.4\n" + bytes(2000), ("damaged", "save")),
    "cut.pdf": (made.pdf()[:300], ("PDF", ":")),
    "scanned.pdf": (made.pdf([["1"], ["2"]]), ("scanned", "OCR")),
    "long.pdf": (made.pdf([["Page of a long book"]] * 3_001), ("3,001 pages", "at most")),
    "bad.json": (b"{'text': 1}", ("not JSON", "JSON")),
    "numbers.json": (b"[]", ("no records", "text")),
    "links.csv": (b"title,link\nA,https://a.example\n", ("no column", '"text"')),
    "damaged.epub": (made.zipped({"a": "b"}, stored="application/epub+zip"), ("damaged",)),
    "damaged.zip": (b"PK\x03\x04" + bytes(60), ("damaged", "again")),
    "not-a.mbox": (b"Hello there\n", ("no messages", "mbox")),
    "script.html": (
        b"<html><body><script>var text = 'words words';</script></body></html>",
        ("no running text", "save"),
    ),
    "damaged.warc": (b"WARC/1.0\r\nbroken", ("web", "again")),
    "bomb.gz": (gzip.compress(bytes(120_000_000), mtime=0), ("bounds", "unpack")),
    "twice.gz": (gzip.compress(gzip.compress(b"words")), ("inside an archive", "unpack")),
    "video.mkv": (b"\x1aE\xdf\xa3" + bytes(50), ("does not read", ".txt")),
}


@pytest.mark.parametrize("name", _BAD)
def test_a_bad_file_gives_its_reason_and_the_way_out_and_the_good_one_is_read(name: str, tmp_path: Path) -> None:
    data, words = _BAD[name]
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(_GOOD, encoding="utf-8")
    articles, skipped = read_articles([str(tmp_path)])
    assert [article.title for article in articles] == [made.TITLE]
    reason = one_line(skipped)
    assert skipped[0].path.endswith(name)
    assert all(word in reason for word in words), reason


def test_a_file_of_a_thousand_broken_lines_takes_a_few_lines_to_say_so(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": made.BODY}) + "\n{broken" * 1000, encoding="utf-8")
    articles, skipped = read_articles([str(tmp_path)])
    assert len(articles) == 1
    assert len(skipped) == 6
    assert "995 more lines" in skipped[-1].reason


def test_one_record_of_30_megabytes_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    rows = [{"text": made.BODY}, {"text": "word " * 6_000_000}]
    (tmp_path / "a.json").write_text(json.dumps(rows), encoding="utf-8")
    articles, skipped = read_articles([str(tmp_path)])
    assert len(articles) == 1
    assert "30 million characters" in one_line(skipped)
    assert skipped[0].path.endswith("a.json#2")


def test_a_pdf_of_2000_pages_is_read(tmp_path: Path) -> None:
    pages = [
        ["Report on the dam", f"On day {number} the gate was opened.", "It rained.", "-"] for number in range(2000)
    ]
    (tmp_path / "a.pdf").write_bytes(made.pdf(pages))
    articles, skipped = read_articles([str(tmp_path)])
    assert not skipped
    assert "On day 1999 the gate was opened." in articles[0].text


def test_a_pdf_of_nothing_but_repeated_lines_keeps_them(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(made.pdf([["The gate of the dam is closed today."]] * 4))
    articles, _ = read_articles([str(tmp_path)])
    assert "The gate of the dam" in articles[0].text


@pytest.mark.parametrize("name", ["a\u202etxt.txt", "a\nb.txt", "a\x1b[31m.txt"])
def test_a_name_that_would_show_as_another_is_shown_with_a_sign_in_it(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(_GOOD, encoding="utf-8")
    (tmp_path / "z.zip").write_bytes(made.zipped({name: f"{_GOOD} again"}))
    articles, skipped = read_articles([str(tmp_path)])
    assert not skipped
    assert all(article.path.isprintable() and "\ufffd" in article.path for article in articles)
    assert len(articles) == 2


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", made.docx()),
        ("a.docx", _GOOD.encode()),
        ("a.doc", made.rtf()),
        ("b.doc", made.html_page().encode()),
        ("a.csv", made.html_page().encode()),
        ("a.txt", made.pdf()),
        ("a.zip", made.html_page().encode()),
        ("a.html", made.pdf()),
        ("a.epub", _GOOD.encode("cp1252")),
    ],
)
def test_a_suffix_that_lies_is_not_believed(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    articles, skipped = read_articles([str(tmp_path)])
    assert not skipped
    assert [article.title for article in articles] == [made.TITLE]


def test_an_encrypted_pdf_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(_encrypted_pdf())
    assert "encrypted" in one_line(read_articles([str(tmp_path)])[1])


def test_a_file_of_200_megabytes_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    tracemalloc.start()
    articles, skipped = read_articles([str(path)])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert not articles
    assert "200 MB" in one_line(skipped)
    assert peak < 5_000_000


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    (tmp_path / "bomb.zip").write_bytes(_bomb())
    tracemalloc.start()
    articles, skipped = read_articles([str(tmp_path)])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert not articles
    assert "bombs" in one_line(skipped)
    assert peak < 250_000_000


def test_what_points_out_of_an_archive_is_not_read_and_nothing_is_written(tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.mkdir()
    (box / "a.zip").write_bytes(
        made.zipped(
            {
                "../out.txt": _GOOD,
                "/etc/x.txt": _GOOD,
                "C:\\y.txt": _GOOD,
                "in.txt": _GOOD,
                "inner.zip": made.zipped({"z.txt": _GOOD}),
            }
        )
    )
    articles, skipped = read_articles([str(box)])
    assert [article.path for article in articles] == [f"{box.as_posix()}/a.zip/in.txt"]
    assert sorted("out of its archive" in item.reason for item in skipped) == [False, True, True, True]
    assert any("archive inside" in item.reason for item in skipped)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip", "box"]


def test_attachments_are_named_and_not_read(tmp_path: Path) -> None:
    box = b"".join(b"From a@b.example Tue Mar  2 16:15:00 2021\n" + made.eml(attachment=True) + b"\n" for _ in range(2))
    (tmp_path / "a.mbox").write_bytes(box)
    articles, skipped = read_articles([str(tmp_path)])
    assert len(articles) == 1
    assert [item.path.rpartition("/")[2] for item in skipped] == ["map.bin", "a.mbox#2", "map.bin"]


def test_what_does_not_exist_is_named() -> None:
    for name in ("nowhere.txt", "nowhere/*.txt", "no\x00where", "https://news.example.org/a", "file:///nowhere/a.txt"):
        articles, skipped = read_articles([name])
        assert not articles
        assert ":" in one_line(skipped)


def test_a_file_that_disappears_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(_GOOD, encoding="utf-8")
    assert "disappeared" in one_line(read_articles([str(tmp_path)], progress=lambda _: path.unlink())[1])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_and_a_folder_that_may_not_be_read_are_named(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    (tmp_path / "a.txt").write_text(_GOOD, encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    closed.chmod(0)
    try:
        skipped = read_articles([str(tmp_path)])[1]
    finally:
        closed.chmod(stat.S_IRWXU)
    assert sorted(Path(item.path).name for item in skipped) == ["a.txt", "closed"]
    assert all("right to read" in item.reason for item in skipped)


def test_links_and_pipes_in_a_folder_neither_stop_nor_repeat_the_reading(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").write_text(_GOOD, encoding="utf-8")
    (tmp_path / "sub" / "loop").symlink_to("..")
    (tmp_path / "b.txt").symlink_to("a.txt")
    (tmp_path / "c.txt").symlink_to("nowhere.txt")
    os.mkfifo(tmp_path / "d.txt")
    articles, skipped = read_articles([str(tmp_path)])
    assert [Path(article.path).name for article in articles] == ["a.txt"]
    assert [(Path(item.path).name, item.reason.partition(":")[0]) for item in skipped] == [
        ("c.txt", "is a link to a file that is not there"),
        ("d.txt", "is a pipe, not a file"),
    ]


def test_of_a_web_archive_the_pages_are_read_and_its_index_needs_no_word(tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    index = '{"format": "json-pages-1.0", "id": "pages"}\n{"url": "https://a.example/", "title": "Dam"}\n'
    parts: dict[str, bytes | str] = {
        "archive/data.warc.gz": made.warc(),
        "datapackage.json": "{}",
        "indexes/index.cdx.gz": gzip.compress(b"x"),
        "pages/pages.jsonl": index,
    }
    (tmp_path / "a.wacz").write_bytes(made.zipped(parts))
    articles, skipped = read_articles([str(tmp_path)])
    assert not skipped
    assert [article.url for article in articles] == [made.URL]


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    assert "no article" in one_line(read_articles([str(tmp_path)])[1])


def test_a_second_file_with_the_same_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(_GOOD, encoding="utf-8")
    (tmp_path / "b.txt").write_text(_GOOD, encoding="utf-8")
    articles, skipped = read_articles([str(tmp_path), str(tmp_path / "a.txt")])
    assert [Path(article.path).name for article in articles] == ["a.txt"]
    assert "a.txt" in one_line(skipped)


def test_folders_are_read_in_one_order_without_hidden_files_and_pictures(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.md", "a.txt", ".hidden.txt", "photo.jpg", "README.md", "c/.git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{_GOOD} {name}", encoding="utf-8")
    told: list[str] = []
    articles, skipped = read_articles([str(tmp_path)], progress=told.append)
    assert [Path(article.path).relative_to(tmp_path).as_posix() for article in articles] == [
        "a.txt",
        "b/1.md",
        "b/2.txt",
    ]
    assert not skipped
    assert told == [article.path for article in articles]
    globbed, _ = read_articles([str(tmp_path / "**" / "*.txt")])
    assert [Path(article.path).name for article in globbed] == ["a.txt", "2.txt"]


@pytest.mark.parametrize(
    ("data", "paths"),
    [
        (_GOOD.encode(), ["-"]),
        (made.html_page().encode(), ["-"]),
        (json.dumps(made.records()).encode(), ["-#1"]),
        (json.dumps(made.records()[0]).encode() + b"\n" + json.dumps({"text": made.STORY[0]}).encode(), ["-#1", "-#2"]),
        (b"[Fighting goes on] in the valley, says a note.", ["-"]),
    ],
)
def test_standard_input_is_read_as_what_it_is(data: bytes, paths: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    class Stream:
        buffer = io.BytesIO(data)

    monkeypatch.setattr(sys, "stdin", Stream())
    articles, skipped = read_articles(["-"])
    assert not skipped
    assert [article.path for article in articles] == paths


def test_marks_that_turn_the_direction_of_writing_do_not_reach_the_metadata(tmp_path: Path) -> None:
    page = made.html_page(
        "<meta name='author' content='Ruth\u202e adnaB\u0000'>", title="Dam gate \u202emaj\u2066 on the\u0000 Zambezi"
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    articles, skipped = read_articles([str(tmp_path)])
    if skipped:
        assert "not text" in one_line(skipped)
    for article in articles:
        shown = f"{article.title}{article.authors}{article.outlet}"
        assert not set(shown) & set("\u202e\u2066\u0000")


def test_a_page_with_ten_megabytes_of_script_is_read(tmp_path: Path) -> None:
    page = made.html_page(made.linked_data() + "<script>" + "var a = '<p>x</p>';\n" * 500_000 + "</script>")
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    articles, _ = read_articles([str(tmp_path)])
    assert articles[0].title == made.TITLE


@pytest.mark.parametrize(
    "unit",
    [
        "<div>",
        "<a href='",
        "<p><b>",
        "<!--",
        "<",
        "</p>",
        "<table><tr><td>",
        "&#x41;",
        "<p x=",
        "<script>",
        "<title>",
        '<a "',
    ],
)
def test_malformed_markup_is_work_in_proportion_to_its_length(unit: str) -> None:
    """Counted, not timed: linear work comes out near 4, what grows with the square near 16."""
    root = parse(unit * (500_000 // len(unit)))
    assert root.name == "#page"

    def lines(size: int) -> int:
        return lines_run(lambda: parse(unit * (size // len(unit))))

    assert lines(8_000) < 7 * lines(2_000) + 1_000


@pytest.mark.parametrize(
    "page",
    [
        "<div>"
        + "<b></b>" * 20_000
        + "<div><h3><a href=x>A head</a></h3></div>" * 8_000
        + "<p>Words of the story.</p>",
        "<div><h3><a>" * 10_000 + "words of the story",
        "<article><h1>Words</h1>" * 10_000,
    ],
)
def test_a_page_of_many_headings_is_read(page: str) -> None:
    assert "ords" in html_page.draft_of_page(page, "a.html").text


def test_a_page_of_100_000_nested_tags_is_read(tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in made.STORY)
    (tmp_path / "a.html").write_text(
        "<html><body>" + "<div>" * 100_000 + paragraphs + "</div>" * 100_000, encoding="utf-8"
    )
    articles, skipped = read_articles([str(tmp_path)])
    assert not skipped
    assert made.STORY[0] in articles[0].text
