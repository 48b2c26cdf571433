"""Who wrote an article, as metadata says it: every name once, and no office beside a person."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geobrief.articles import read_articles
from geobrief.articles.draft import clean_authors

STORY = (
    "<p>The ferry to Likoma was cancelled on Friday, the harbour office said in Nkhata Bay. Passengers waited on the quay.</p>"
    "<p>Traders said that maize would be dearer on the island by the end of the month, and a second boat was sent.</p>"
)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Example, Mariam; Byrne, Abby", ["Example, Mariam", "Byrne, Abby"]),
        ("Example, Mariam and Byrne, Abby", ["Example, Mariam", "Byrne, Abby"]),
        ("Example, Mariam, Byrne, Abby", ["Example, Mariam", "Byrne, Abby"]),
        ("Example, M.; Byrne, A. B.", ["Example, M.", "Byrne, A. B."]),
        ("van der Berg, Jan", ["van der Berg, Jan"]),
        ("García Márquez, Gabriel; de la Cruz, Ana", ["García Márquez, Gabriel", "de la Cruz, Ana"]),
        ("Mariam Example; Abby Byrne", ["Mariam Example", "Abby Byrne"]),
        ("Mariam Example, Abby Byrne and Jan van der Berg", ["Mariam Example", "Abby Byrne", "Jan van der Berg"]),
        ("Ama Owusu & Kofi Mensah", ["Ama Owusu", "Kofi Mensah"]),
        ("Martin Banda, Jr., Abby Byrne", ["Martin Banda, Jr.", "Abby Byrne"]),
        ("By Mariam Example and Abby Byrne, Sahel Wire Correspondents", ["Mariam Example", "Abby Byrne"]),
        ("Ruth Banda, Staff Writer", ["Ruth Banda"]),
        ("Reuters, Ruth Banda", ["Ruth Banda"]),
        ("Ruth Banda and AFP", ["Ruth Banda"]),
        ("Sahel Wire Correspondents", ["Sahel Wire Correspondents"]),
        ("Reuters", ["Reuters"]),
        ("Ruth Banda in Lusaka", ["Ruth Banda"]),
        ("Ruth Banda | The Valley Courier", ["Ruth Banda"]),
        ("李小龍; Nguyễn Văn A", ["李小龍", "Nguyễn Văn A"]),
        ('["van der Berg, Jan", "Abby Byrne"]', ["van der Berg, Jan", "Abby Byrne"]),
        ("['O'Neil, Mary-Ann', 'Abby Byrne']", ["O'Neil, Mary-Ann", "Abby Byrne"]),
        ("", []),
        (" ; , ", []),
    ],
)
def test_a_string_of_authors_is_parted_where_one_name_ends(written: str, names: list[str]) -> None:
    assert list(clean_authors(written)) == names


@pytest.mark.parametrize("written", ["a, b " * 2_000, ";" * 5_000, "[" * 3_000, "by " * 2_000, "A and " * 1_000])
def test_any_string_gives_at_most_twenty_authors(written: str) -> None:
    assert len(clean_authors(written)) <= 20


@pytest.mark.parametrize(
    "line",
    [
        'authors: ["van der Berg, Jan", "O\'Neil, Mary-Ann Jr.", Abby Byrne]',
        "authors: ['van der Berg, Jan', \"O'Neil, Mary-Ann Jr.\", 'Abby Byrne']",
        'authors:\n  - "van der Berg, Jan"\n  - "O\'Neil, Mary-Ann Jr."\n  - Abby Byrne',
        'authors: [ "van der Berg, Jan" ,"O\'Neil, Mary-Ann Jr.",Abby Byrne ]',
    ],
)
def test_a_comma_in_quotes_parts_no_names_in_front_matter(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.md").write_text(f"---\ntitle: Ferry\n{line}\n---\n\nThe ferry was late in Nkhata Bay.\n", "utf-8")
    [article], _ = read_articles([str(tmp_path)])
    assert article.authors == ("van der Berg, Jan", "O'Neil, Mary-Ann Jr.", "Abby Byrne")


@pytest.mark.parametrize(
    "lines",
    [
        'authors:\n  - name: Jan van den Berg\n    email: jan@example.org\n  - name: "Byrne, Abby"\n    url: https://example.org',
        "authors:\n- {name: Jan van den Berg, email: jan@example.org}\n- {email: a@example.org, name: 'Byrne, Abby'}",
    ],
)
def test_authors_that_front_matter_describes_are_their_names(tmp_path: Path, lines: str) -> None:
    (tmp_path / "a.md").write_text(f"---\ntitle: Ferry\n{lines}\n---\n\nThe ferry was late in Nkhata Bay.\n", "utf-8")
    [article], _ = read_articles([str(tmp_path)])
    assert article.authors == ("Jan van den Berg", "Byrne, Abby")


def _page(folder: Path, *blocks: object, head: str = "") -> tuple[str, ...]:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(block)}</script>' for block in blocks)
    page = (
        f"<html><head><title>Ferry</title>{head}{scripts}</head><body><article><h1>Ferry</h1>{STORY}</article></body>"
    )
    (folder / "a.html").write_text(page, "utf-8")
    [article], _ = read_articles([str(folder / "a.html")])
    return article.authors, article.outlet


PERSON = {"@type": "Person", "@id": "#p1", "name": "Mariam Example"}
OTHER = {"@type": "Person", "@id": "https://n.example/#p2", "name": "Abby Byrne"}
OUTLET = {"@type": "NewsMediaOrganization", "@id": "#org", "name": "Sahel Wire"}


def _article(**more: object) -> dict[str, object]:
    return {"@type": "NewsArticle", "headline": "Ferry", "publisher": {"@id": "#org"}, **more}


@pytest.mark.parametrize(
    "blocks",
    [
        [{"@graph": [PERSON, OUTLET, _article(author={"@id": "#p1"})]}],
        [{"@graph": [_article(author={"@id": "#p1"}), PERSON, OUTLET]}],
        [{"@graph": [_article(author=[{"@id": "#p1"}]), PERSON, OUTLET]}],
        [_article(author={"@id": "#p1"}), PERSON, OUTLET],
        [[PERSON, OUTLET, _article(author="#p1")]],
        [{"@graph": [_article(author={"@list": [{"@id": "#p1"}]}), {"@type": "WebPage", "about": PERSON}, OUTLET]}],
        [{"@graph": [_article(author=[{"@id": "#p1"}, {"@id": "#org"}]), PERSON, OUTLET]}],
        [{"@graph": [_article(author=[PERSON, {"@type": "Organization", "name": "Sahel Wire"}]), OUTLET]}],
        [{"@graph": [_article(author=[PERSON, {"name": "Sahel Wire Correspondents"}]), OUTLET]}],
        [{"@graph": [_article(author=[{"name": "Mariam Example"}, {"name": "Sahel Wire"}]), OUTLET]}],
        [{"@graph": [_article(creator=["Mariam Example"]), OUTLET]}],
        [_article(author={"@type": "Person", "givenName": "Mariam", "familyName": "Example"}), OUTLET],
        [_article(author={"@id": "#p3"}), {"@id": "#p3", "givenName": "Mariam", "familyName": "Example"}, OUTLET],
    ],
)
def test_one_author_is_found_by_id_in_graphs_and_in_lists(tmp_path: Path, blocks: list[object]) -> None:
    assert _page(tmp_path, *blocks) == (("Mariam Example",), "Sahel Wire")


@pytest.mark.parametrize(
    "author",
    [
        [{"@id": "#p1"}, {"@id": "https://n.example/#p2"}],
        [[{"@id": "#p1"}], [{"@id": "https://n.example/#p2"}]],
        {"@type": "Person", "name": ["Mariam Example", "Abby Byrne"]},
        {"@type": "Person", "name": "Mariam Example and Abby Byrne"},
        ["Mariam Example", OTHER],
    ],
)
def test_two_authors_are_found_in_all_forms(tmp_path: Path, author: object) -> None:
    assert _page(tmp_path, {"@graph": [_article(author=author), PERSON, OTHER]})[0] == ("Mariam Example", "Abby Byrne")


def test_an_organisation_signs_where_nobody_else_does(tmp_path: Path) -> None:
    assert _page(tmp_path, {"@graph": [_article(author={"@id": "#org"}), OUTLET]})[0] == ("Sahel Wire",)
    signed = _article(author={"@type": "Organization", "name": "Bill and Melinda Trust"})
    assert _page(tmp_path, signed)[0] == ("Bill and Melinda Trust",)


def test_ids_that_point_to_nothing_or_in_circles_give_no_author(tmp_path: Path) -> None:
    assert _page(tmp_path, _article(author={"@id": "#nobody"}))[0] == ()
    circle = {"@graph": [_article(author={"@id": "#a"}), {"@id": "#a", "sameAs": {"@id": "#a"}}]}
    assert _page(tmp_path, circle)[0] == ()


def test_correspondents_in_a_meta_tag_are_no_second_person(tmp_path: Path) -> None:
    head = '<meta name="author" content="Mariam Example"><meta name="author" content="Sahel Wire Correspondents">'
    assert _page(tmp_path, head=head)[0] == ("Mariam Example",)
