"""Work in proportion to the length of a document, whatever it is made of; counted, not timed."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from geobrief.articles import read_articles
from geobrief.articles.formats import html_page, mail
from geobrief.articles.formats.pdf import _HYPHEN, _paragraphs
from geobrief.text.sentences import LONGEST, split_sentences


@pytest.mark.parametrize(
    "line",
    ["words of a sentence that never comes to its end and", "字" * 30, "words that are hyphen-", "Saint-", "x"],
)
def test_paragraphs_without_an_end_are_put_together_once(monkeypatch, line):
    """What was searched for a hyphen at every line is the line before, not all that came before it."""
    searched = []
    real = _HYPHEN

    class Watching:
        @staticmethod
        def search(text):
            searched.append(len(text))
            return real.search(text)

        @staticmethod
        def sub(new, text):
            searched.append(len(text))
            return real.sub(new, text)

    monkeypatch.setattr("geobrief.articles.formats.pdf._HYPHEN", Watching)
    lines = [line] * 2_000
    whole = "".join(_paragraphs(lines))
    assert len(whole) > 1_000 * len(line) * 0.9
    assert max(searched) <= len(line) + 1


@pytest.mark.parametrize(
    ("lines", "paragraph"),
    [
        (["the hyphen-", "ated word goes", "on"], "the hyphenated word goes on"),
        (["the river in Guinea-", "Bissau, which is", "wide"], "the river in Guinea-Bissau, which is wide"),
        (["a", "-", "b"], "a - b"),
        (["well-", "-", "known"], "well-- known"),
        (["un-", "be-", "lievable"], "unbelievable"),
    ],
)
def test_lines_are_joined_as_they_were_before_they_were_kept_in_pieces(lines, paragraph):
    assert list(_paragraphs(lines)) == [paragraph]


@pytest.mark.parametrize(
    "page",
    [
        "<ul>" + "<li>an item of words</li>" * 20_000 + "</ul>",
        "<dl>" + "<dt>a<dd>b" * 10_000 + "</dl>",
        "<p " + " ".join(f"a{number}=1" for number in range(10_000)) + ">words",
        '<p data="' + "x" * 30_000 + '" ' + " ".join(f"a{number}=1" for number in range(10_000)) + ">words",
        "<p>word</p>" * 40_000,
    ],
    ids=["list", "definitions", "attributes", "attributes behind a long one", "paragraphs"],
)
def test_pages_unlike_any_are_read(page):
    assert "wor" in html_page.draft_of_page(f"<html><body>{page}<p>The word.</p></body></html>", "a.html").text


def a_mail(parts, subtype="mixed"):
    boundary = "b0undary"
    head = f'From: a@example.org\nSubject: Rain\nContent-Type: multipart/{subtype}; boundary="{boundary}"\n\n'
    first = f"--{boundary}\nContent-Type: text/plain\n\nThe river rose in Niamey on Monday.\n"
    return (head + first + f"--{boundary}\n\n\n" * parts + f"--{boundary}--\n").encode()


def test_a_mail_of_20_000_parts_is_named_before_it_is_taken_apart(tmp_path, monkeypatch):
    (tmp_path / "a.eml").write_bytes(a_mail(20_000))
    monkeypatch.setattr(mail, "BytesParser", lambda *_, **__: pytest.fail("it was taken apart"))
    articles, (one,) = read_articles([str(tmp_path / "a.eml")])
    assert not articles
    assert "more than 2,000 parts" in one.reason


def test_parts_that_are_nested_in_parts_count_as_well(tmp_path, monkeypatch):
    nested = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(5_000))
    (tmp_path / "a.eml").write_text("From: a@example.org\n" + nested, "utf-8")
    monkeypatch.setattr(mail, "BytesParser", lambda *_, **__: pytest.fail("it was taken apart"))
    _, (one,) = read_articles([str(tmp_path / "a.eml")])
    assert "parts" in one.reason


def test_a_mail_of_500_parts_is_read_and_the_rest_of_them_named(tmp_path):
    (tmp_path / "a.eml").write_bytes(a_mail(500))
    articles, skipped = read_articles([str(tmp_path / "a.eml")])
    assert len(articles) == 1
    assert [one.reason for one in skipped] == ["has more than 200 parts, and the rest was left out: save them as files"]


def test_lines_of_dashes_in_a_mail_are_no_parts(tmp_path):
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.org", "Rain"
    message.set_content("The river rose in Niamey on Monday.\n" + "-- \n" * 3_000)
    Path(tmp_path / "a.eml").write_bytes(message.as_bytes())
    articles, _ = read_articles([str(tmp_path / "a.eml")])
    assert len(articles) == 1


@pytest.mark.parametrize(
    "unit", ["Paris London ", "attack killed bombing ", "a,a,a,", "x", "字", "Niger, ", "12:30 ", "— "]
)
def test_no_sentence_is_longer_than_any_that_people_write(unit):
    text = unit * (30_000 // len(unit)) + "The end."
    found = split_sentences(text)
    assert all(0 < sentence.end - sentence.start <= LONGEST for sentence in found)
    held = "".join(text[sentence.start : sentence.end] for sentence in found)
    assert held.replace(" ", "") == text.replace(" ", "")


def test_a_long_sentence_is_cut_where_it_pauses():
    text = "The list goes on; " * 400 + "and ends."
    found = split_sentences(text)
    assert all(text[sentence.start : sentence.end].endswith((";", ".")) for sentence in found)


def test_a_sentence_that_people_write_is_not_cut():
    text = "word " * 700 + "end. Another one."
    assert len(split_sentences(text)) == 2
