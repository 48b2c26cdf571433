"""Feeds as they are found: not well-formed, with sources, bases and authors that an entry inherits."""

from __future__ import annotations

from pathlib import Path

import pytest

from geobrief.articles import read_articles
from geobrief.articles.formats.xml_repair import repaired

STORY = (
    "The ferry to Likoma was cancelled on Friday, the harbour office said in Nkhata Bay. Passengers waited on the quay"
)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def _rss(item: str, channel: str = "<title>Lake Wire</title><link>https://lake.example/news/</link>") -> str:
    return f'<rss version="2.0"><channel>{channel}<item>{item}</item></channel></rss>'


def _item(more: str = "", description: str = STORY, title: str = "Ferry cancelled") -> str:
    return f"<title>{title}</title><pubDate>Mon, 03 Jun 2024 10:00:00 GMT</pubDate>{more}<description>{description}</description>"


def _read(folder: Path, content: str | bytes, name: str = "a.xml"):
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return read_articles([str(folder / name)])


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        (HEAD + _rss(_item(description=f"{STORY}. Fish & chips")), "Fish & chips"),
        (HEAD + _rss(_item("<link>https://lake.example/?a=1&b=2</link>")), STORY),
        (HEAD + _rss(_item(description=f"{STORY}&nbsp;to M&eacute;naka &hellip; A&B")), "to Ménaka … A&B"),
        (HEAD + _rss(_item(description=f"{STORY}. 5 &lt; 6 &amp; 7 &#233; &unknown; &")), "5 < 6 & 7 é &unknown; &"),
        (HEAD + _rss(_item(description=f"{STORY}.<br>Next<img src='a.png'> <b>day")), "Next"),
        (HEAD + _rss(_item(description=f"<![CDATA[<p>{STORY} & more &eacute;</p>]]>", title="A & B")), "& more é"),
        (HEAD + _rss(_item(description=f"{STORY} \x0b\x01 control")), "control"),
        ("\n\n  \t" + HEAD + _rss(_item()), STORY),
        ("\ufeff\ufeff\n" + HEAD + _rss(_item()), STORY),
        ("<br />\n<b>Warning</b>: Undefined index in feed.php on line 3<br />\n" + HEAD + _rss(_item()), STORY),
        ("Notice: something\n" + _rss(_item()), STORY),
        (HEAD + '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "x.dtd">' + _rss(_item(description=f"{STORY} M&eacute;naka")), "Ménaka"),
        (b'<?xml version="1.0" encoding="ISO-8859-1"?>\n' + _rss(_item(description=f"{STORY} & Ménaka")).encode("latin-1"), "& Ménaka"),
    ],
)  # fmt: skip
def test_a_feed_that_is_not_well_formed_is_read_as_feed_readers_do(
    tmp_path: Path, content: str | bytes, kept: str
) -> None:
    articles, skipped = _read(tmp_path, content)
    assert not skipped
    assert kept in articles[0].text
    assert str(articles[0].published.start) == "2024-06-03"


@pytest.mark.parametrize(
    "content",
    [
        HEAD + '<!DOCTYPE rss [<!ENTITY a "b">]>' + _rss(_item(description=f"{STORY} &a; & &eacute;")),
        "junk" + HEAD + '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hosts">]>' + _rss(_item(description="&a;")),
    ],
)
def test_what_declares_entities_is_refused_whether_it_is_well_formed_or_not(tmp_path: Path, content: str) -> None:
    articles, [skipped] = _read(tmp_path, content)
    assert not articles
    assert "DOCTYPE" in skipped.reason


def test_a_feed_that_cannot_be_mended_is_named_with_the_place_of_its_fault(tmp_path: Path) -> None:
    articles, [skipped] = _read(tmp_path, HEAD + "<rss><channel><item><title>Ferry</item></channel></rss>")
    assert not articles
    assert "not well-formed" in skipped.reason


@pytest.mark.parametrize(
    "content", [b"<description>" * 20_000, b"<rss>" + b"&" * 200_000, b"<![CDATA[" * 20_000, b"<?xml " * 20_000, b""]
)
def test_mending_looks_at_each_character_a_fixed_number_of_times(content: bytes) -> None:
    assert len(repaired(content)) < 6 * len(content) + 100


def test_the_source_of_an_entry_is_its_outlet(tmp_path: Path) -> None:
    more = '<link>https://reader.example/rss/articles/CBMi?oc=5</link><source url="https://www.other.example">Other Paper</source>'
    [article], _ = _read(tmp_path, HEAD + _rss(_item(more, title="Ferry cancelled - Other Paper")))
    assert (article.outlet, article.domain, article.title) == ("Other Paper", "other.example", "Ferry cancelled")


def test_the_source_of_an_atom_entry_is_its_outlet(tmp_path: Path) -> None:
    entry = (
        "<entry><title>Ferry cancelled</title><updated>2024-06-03</updated><source><title>Other Paper</title><author>"
        f"<name>Abby Byrne</name></author></source><summary>{STORY}</summary></entry>"
    )
    [article], _ = _read(tmp_path, f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Planet</title>{entry}</feed>')
    assert (article.outlet, article.authors) == ("Other Paper", ("Abby Byrne",))


@pytest.mark.parametrize(
    ("feed", "entry", "authors"),
    [
        ("<author><name>Feed Desk</name></author>", "", ("Feed Desk",)),
        ("<author><name>Feed Desk</name></author>", "<author><name>Abby Byrne</name></author>", ("Abby Byrne",)),
        ("<author><name>Lake Wire</name></author>", "", ()),
        ("", "<author><name>Abby Byrne</name></author><author><name>Ama Owusu</name></author>", ("Abby Byrne", "Ama Owusu")),
    ],
)  # fmt: skip
def test_an_atom_entry_inherits_the_author_of_its_feed(
    tmp_path: Path, feed: str, entry: str, authors: tuple[str, ...]
) -> None:
    body = f"<entry><title>Ferry</title>{entry}<updated>2024-06-03</updated><summary>{STORY}</summary></entry>"
    content = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Lake Wire</title>{feed}{body}</feed>'
    [article], _ = _read(tmp_path, content)
    assert article.authors == authors


@pytest.mark.parametrize(
    ("feed", "entry", "link", "url"),
    [
        ("https://n.example/blog/", "", "posts/1", "https://n.example/blog/posts/1"),
        ("https://n.example/blog/", "2024/", "posts/1", "https://n.example/blog/2024/posts/1"),
        ("https://n.example/blog/", "", "/posts/1", "https://n.example/posts/1"),
        ("https://n.example/blog/", "https://m.example/", "posts/1", "https://m.example/posts/1"),
        ("https://n.example/blog/", "", "https://o.example/1", "https://o.example/1"),
        ("", "", "posts/1", "https://self.example/posts/1"),
    ],
)
def test_relative_links_are_read_by_their_bases(tmp_path: Path, feed: str, entry: str, link: str, url: str) -> None:
    based = f' xml:base="{feed}"' if feed else ""
    inner = f' xml:base="{entry}"' if entry else ""
    content = (
        f'<feed xmlns="http://www.w3.org/2005/Atom"{based}><title>Lake Wire</title><link href="https://self.example/"/>'
        f'<entry{inner}><title>Ferry</title><link rel="self" href="x"/><link href="{link}"/><summary>{STORY}</summary></entry></feed>'
    )
    [article], _ = _read(tmp_path, content)
    assert article.url == url


def test_a_relative_link_of_rss_is_read_by_the_link_of_its_channel(tmp_path: Path) -> None:
    [article], _ = _read(tmp_path, HEAD + _rss(_item("<link>/2</link>")))
    assert article.url == "https://lake.example/2"


def test_entries_are_read_in_the_order_of_day_and_month_that_one_of_them_shows(tmp_path: Path) -> None:
    items = "".join(
        f"<item><title>Ferry {day}</title><pubDate>{day}</pubDate><description>{STORY} {day}</description></item>"
        for day in ("03/06/2024", "25/06/2024")
    )
    articles, _ = _read(tmp_path, f"<rss><channel><title>Lake Wire</title>{items}</channel></rss>")
    assert [str(one.published.start) for one in articles] == ["2024-06-03", "2024-06-25"]


def test_the_first_date_of_an_entry_that_can_be_read_counts(tmp_path: Path) -> None:
    item = f"<title>Ferry</title><pubDate>soon</pubDate><date>2024-06-03</date><description>{STORY}</description>"
    [article], _ = _read(tmp_path, HEAD + _rss(item))
    assert str(article.published.start) == "2024-06-03"
