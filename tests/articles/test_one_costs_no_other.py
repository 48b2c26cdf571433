"""What goes wrong with one record, file or article is its own entry of what was skipped, and costs no other."""

import io
import json
import mailbox
import signal
import zipfile
from email.message import EmailMessage

import pytest

from geobrief.articles import intake, read_articles
from geobrief.articles.faults import FAULT
from geobrief.articles.formats import records
from geobrief.bounds import TOO_LONG

STORIES = [f"The river rose in {place} on Monday, officials said." for place in ("Niamey", "Agadez", "Zinder")]


def broken_at(monkeypatch, module, name, words, error):
    """Let a function fail for whatever holds some words."""
    real = getattr(module, name)

    def fails(*arguments, **named):
        if words in getattr(arguments[0], "text", repr(arguments[0])):
            raise error
        return real(*arguments, **named)

    monkeypatch.setattr(module, name, fails)


def as_jsonl(path):
    path.write_text("".join(json.dumps({"text": story}) + "\n" for story in STORIES), "utf-8")


def as_json(path):
    path.write_text(json.dumps([{"text": story} for story in STORIES]), "utf-8")


def as_csv(path):
    path.write_text("title,text\n" + "".join(f'x,"{story}"\n' for story in STORIES), "utf-8")


def as_feed(path):
    items = "".join(f"<item><title>x</title><description>{story}</description></item>" for story in STORIES)
    path.write_text(f"<rss><channel>{items}</channel></rss>", "utf-8")


def as_mbox(path):
    box = mailbox.mbox(path)
    for story in STORIES:
        message = EmailMessage()
        message["From"], message["Subject"] = "a@example.org", "Rain"
        message.set_content(story)
        box.add(message)
    box.close()


def as_zip(path):
    with zipfile.ZipFile(path, "w") as archive:
        for number, story in enumerate(STORIES):
            archive.writestr(f"{number}.txt", story)


MAKERS = [as_jsonl, as_json, as_csv, as_feed, as_mbox, as_zip]
SUFFIXES = {as_jsonl: "jsonl", as_json: "json", as_csv: "csv", as_feed: "rss", as_mbox: "mbox", as_zip: "zip"}


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
@pytest.mark.parametrize("error", [KeyError("x"), RecursionError(), MemoryError(), AssertionError()])
def test_a_fault_at_one_record_is_its_own_and_the_rest_are_read(tmp_path, monkeypatch, make, error):
    path = tmp_path / f"in.{SUFFIXES[make]}"
    make(path)
    broken_at(monkeypatch, intake, "compose", "Agadez", error)
    articles, skipped = read_articles([str(path)])
    assert len(articles) == 2
    (one,) = skipped
    assert one.path != str(path)
    assert FAULT in one.reason or "so deep" in one.reason


@pytest.mark.parametrize("make", [as_jsonl, as_json], ids=lambda make: make.__name__)
def test_a_fault_inside_a_reader_is_that_records_own(tmp_path, monkeypatch, make):
    path = tmp_path / f"in.{SUFFIXES[make]}"
    make(path)
    broken_at(monkeypatch, records, "_text_key", "Agadez", KeyError("x"))
    if make is not as_jsonl:  # the whole document is looked at first for what its columns are
        monkeypatch.setattr(records, "_records", lambda value: value)
    articles, skipped = read_articles([str(path)])
    assert len(articles) == 2
    assert [FAULT in one.reason for one in skipped] == [True]


def test_a_fault_says_its_kind_where_it_rose_and_how_to_report_it(tmp_path, monkeypatch):
    path = tmp_path / "in.jsonl"
    as_jsonl(path)
    broken_at(monkeypatch, intake, "with_title", "Agadez", ZeroDivisionError())
    _, (one,) = read_articles([str(path)])
    assert "ZeroDivisionError in articles/intake.py:" in one.reason
    assert "report it" in one.reason
    assert str(tmp_path) not in one.reason


def test_what_takes_for_ever_is_stopped_and_named_and_the_rest_are_read(tmp_path, monkeypatch):
    """The timer is rung by hand: no test waits."""
    path = tmp_path / "in.jsonl"
    as_jsonl(path)
    real = intake.compose

    def endless(draft, **named):
        if "Agadez" in draft.text:
            signal.raise_signal(signal.SIGVTALRM)
        return real(draft, **named)

    monkeypatch.setattr(intake, "compose", endless)
    before = signal.getsignal(signal.SIGVTALRM)
    articles, skipped = read_articles([str(path)])
    assert [article.path.rpartition("#")[2] for article in articles] == ["1"]
    assert [one.reason for one in skipped] == [TOO_LONG]
    assert signal.getsignal(signal.SIGVTALRM) == before


def test_a_damaged_part_of_an_archive_costs_no_other(tmp_path):
    path = tmp_path / "in.zip"
    as_zip(path)
    data = path.read_bytes()
    path.write_bytes(data.replace(b"Agadez", b"Agadaz"))
    articles, skipped = read_articles([str(path)])
    assert len(articles) == 2
    assert [one.path.rpartition("/")[2] for one in skipped] == ["1.txt"]


def test_an_archive_with_a_member_without_a_name_is_read(tmp_path):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("0.txt", STORIES[0])
        archive.writestr("X", "nothing")
        archive.infolist()[1].filename = ""
    (tmp_path / "in.zip").write_bytes(held.getvalue())
    articles, _ = read_articles([str(tmp_path / "in.zip")])
    assert len(articles) == 1


def test_an_epub_whose_container_names_no_list_of_contents_is_read(tmp_path):
    chapter = "<html><body><p>" + "The river rose in Niamey on Monday. " * 20 + "</p></body></html>"
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    with zipfile.ZipFile(tmp_path / "in.epub", "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", "<container/>")
        archive.writestr("book.opf", package)
        archive.writestr("a.xhtml", chapter)
    articles, skipped = read_articles([str(tmp_path / "in.epub")])
    assert len(articles) == 1
    assert not skipped
