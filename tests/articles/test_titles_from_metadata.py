"""A title that stands beside the text is searched like one that stands in it, whatever the format."""

from __future__ import annotations

import csv
import io
import json
from email.message import EmailMessage
from pathlib import Path

import pytest

from geobrief.articles import make_article, read_articles
from geobrief.model import Article

TITLE = "Ferry sinks off Zanzibar"
BODY = (
    "Rescuers pulled forty people out of the sea on Monday, the coast guard said in the evening.\n\n"
    "The boat had left the island at noon, and nobody knows how many were aboard when it went down.\n"
)
_FRONT = {
    "toml": f'+++\ntitle = "{TITLE}"\n+++\n',
    "yaml": f"---\ntitle: {TITLE}\n---\n",
    "yaml, quoted": f'---\nTitle: "{TITLE}"\ntags:\n  - sea\n---\n',
}


def _read(folder: Path, name: str, written: str | bytes, **beside: str) -> list[Article]:
    path = folder / name
    path.write_bytes(written if isinstance(written, bytes) else written.encode())
    for other, text in beside.items():
        (folder / other.replace("_", ".")).write_text(text, encoding="utf-8")
    articles, skipped = read_articles([str(path)])
    assert not skipped
    return articles


def _searched(article: Article) -> list[str]:
    return [article.text[sentence.start : sentence.end] for sentence in article.sentences]


@pytest.mark.parametrize("front", _FRONT.values(), ids=_FRONT)
def test_front_matter_gives_the_same_article_as_a_first_line(front: str, tmp_path: Path) -> None:
    (plain,) = _read(tmp_path, "a.txt", f"{TITLE}\n\n{BODY}")
    for blank in ("", "\n", "\n\n"):
        (front_matter,) = _read(tmp_path, "b.md", front + blank + BODY)
        assert front_matter.text == plain.text
        assert front_matter.passages == plain.passages
        assert front_matter.sentences == plain.sentences
        assert front_matter.id == plain.id


def _records(title_key: str) -> dict[str, tuple[str, str | bytes]]:
    record = {title_key: TITLE, "text": BODY}
    table = io.StringIO()
    writer = csv.DictWriter(table, list(record))
    writer.writeheader()
    writer.writerow(record)
    return {
        "json": ("a.json", json.dumps(record)),
        "jsonl": ("a.jsonl", json.dumps(record) + "\n"),
        "csv": ("a.csv", table.getvalue()),
    }


@pytest.mark.parametrize("key", ["title", "Headline", "titre"])
@pytest.mark.parametrize("kind", ["json", "jsonl", "csv"])
def test_a_record_s_title_is_searched(kind: str, key: str, tmp_path: Path) -> None:
    name, written = _records(key)[kind]
    (article,) = _read(tmp_path, name, written)
    assert article.text.startswith(f"{TITLE}\n\nRescuers")
    assert _searched(article)[0] == TITLE
    assert [passage.kind for passage in article.passages][:2] == ["title", "body"]


def test_a_side_car_s_title_is_searched(tmp_path: Path) -> None:
    (own,) = _read(tmp_path, "a.txt", BODY, a_toml=f'title = "{TITLE}"\n')
    assert _searched(own)[0] == TITLE
    (row,) = _read(tmp_path, "b.txt", BODY, sources_csv=f"file,title\nb.txt,{TITLE}\n")
    assert _searched(row)[0] == TITLE


def test_a_side_car_goes_before_front_matter(tmp_path: Path) -> None:
    (article,) = _read(tmp_path, "a.md", _FRONT["toml"] + BODY, a_toml='title = "Ferry lost near Pemba"\n')
    assert article.text.startswith("Ferry lost near Pemba\n\nRescuers")


def _mail(subject: str, body: str) -> bytes:
    message = EmailMessage()
    message["From"] = "Coast Herald <news@coast.example.org>"
    message["Subject"] = subject
    message["Date"] = "Mon, 8 Aug 2022 20:00:00 +0300"
    message.set_content(body)
    return message.as_bytes()


_BESIDE = {
    "mail": ("a.eml", _mail(TITLE, BODY)),
    "feed": ("a.rss", f"<rss><channel><item><title>{TITLE}</title><description>{BODY}</description></item></channel></rss>"),
    "atom": ("a.atom", f"<feed><entry><title>{TITLE}</title><summary>{BODY}</summary></entry></feed>"),
    "page": ("a.html", f"<html><head><meta property='og:title' content='{TITLE}'></head><body><p>{BODY}</p></body></html>"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "written"), _BESIDE.values(), ids=_BESIDE)
def test_mail_feeds_and_pages_begin_with_their_title_once(name: str, written: str | bytes, tmp_path: Path) -> None:
    (article,) = _read(tmp_path, name, written)
    assert article.text.startswith(f"{TITLE}\n\nRescuers")
    assert article.text.count(TITLE) == 1
    assert _searched(article)[0] == TITLE


_SHOWN = {
    "as it is": TITLE,
    "in capitals": TITLE.upper(),
    "as a heading": f"# {TITLE}",
    "with more blanks": TITLE.replace(" ", "  "),
    "with the outlet": f"{TITLE} | The Coast Herald",
    "with a stop": f"{TITLE}.",
    "in quotation marks": f"“{TITLE}”",
    "over two lines": TITLE.replace(" off", "\noff"),
    "below its section": f"AFRICA\n\n{TITLE}",
    "in a header": f"Title: {TITLE}\nDate: 8 August 2022",
}


@pytest.mark.parametrize("shown", _SHOWN.values(), ids=_SHOWN)
def test_a_title_that_the_text_shows_is_not_added(shown: str, tmp_path: Path) -> None:
    (article,) = _read(tmp_path, "a.md", f"{_FRONT['toml']}{shown}\n\n{BODY}")
    assert article.text == f"{shown}\n\n{BODY}"


def test_a_title_whose_words_begin_the_story_is_still_a_line_of_its_own(tmp_path: Path) -> None:
    body = "Ferry sinks off Zanzibar after a storm, and forty people are saved, the coast guard said."
    (article,) = _read(tmp_path, "a.md", _FRONT["yaml"] + body)
    assert _searched(article) == [TITLE, body]


def test_a_file_s_name_is_no_title(tmp_path: Path) -> None:
    (article,) = _read(tmp_path, "Riots in Lagos.txt", BODY)
    assert article.text == BODY


def test_a_text_that_a_caller_gives_is_kept_to_the_character() -> None:
    assert make_article(BODY, title=TITLE).text == BODY


def test_what_is_quoted_is_what_stands_at_the_offsets(tmp_path: Path) -> None:
    (article,) = _read(tmp_path, "a.md", _FRONT["toml"] + BODY)
    title, *story = article.passages
    assert article.text[title.start : title.end] == TITLE
    assert "\n".join(article.text[passage.start : passage.end] for passage in story).split() == BODY.split()
