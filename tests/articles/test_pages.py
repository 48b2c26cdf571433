"""What a careful reader would write down about a pasted page is what geobrief finds."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from geobrief.articles import make_article, read_articles
from geobrief.model import Article

_CASES = [
    case
    for name in ("pages.toml", "pages_second.toml")
    for case in tomllib.loads((Path(__file__).parent / "cases" / name).read_text(encoding="utf-8"))["case"]
]
_SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"


@pytest.fixture(params=_CASES, ids=lambda case: case["name"])
def case(request: pytest.FixtureRequest) -> dict[str, Any]:
    return request.param


def _read(case: dict[str, Any], folder: Path) -> Article:
    path = folder / ("page" + case.get("suffix", ".txt"))
    path.write_text(case["text"], encoding="utf-8")
    articles, skipped = read_articles([str(path)])
    assert not skipped
    return articles[0]


def test_the_metadata_are_those_of_a_careful_reader(case: dict[str, Any], tmp_path: Path) -> None:
    article = _read(case, tmp_path)
    published = article.published
    assert article.title == case.get("title")
    assert list(article.authors) == case.get("authors", [])
    assert (published.start.isoformat() if published.start else None) == case.get("date")
    assert article.outlet == case.get("outlet")
    assert article.url == case.get("url")
    assert article.language == case.get("language", "en")


def test_what_is_not_the_story_is_not_searched_and_the_rest_is(case: dict[str, Any], tmp_path: Path) -> None:
    article = _read(case, tmp_path)
    searched = [
        article.text[passage.start : passage.end]
        for passage in article.passages
        if passage.kind in ("title", "body", "dateline")
    ]
    for words in case.get("not_searched", []):
        kept = [part for part in searched if words in part]
        assert kept == ([words] if words == case.get("title") else [])
    dated = [article.text[passage.start : passage.end] for passage in article.passages if passage.kind == "dateline"]
    assert dated == ([case["dateline"]] if "dateline" in case else [])
    if "sentences" in case:
        assert len(article.sentences) == case["sentences"]


def test_sentences_of_the_story_are_searched(case: dict[str, Any], tmp_path: Path) -> None:
    """Nothing of the story is lost: each paragraph that ends with a full stop and is not listed is searched."""
    article = _read(case, tmp_path)
    body = " ".join(
        article.text[passage.start : passage.end]
        for passage in article.passages
        if passage.kind in ("body", "dateline", "title")
    )
    unsearched = case.get("not_searched", [])
    for line in article.text.split("\n"):
        story = len(line.split()) >= 10 and line.endswith(".") and line not in unsearched
        assert not story or " ".join(line.split()) in " ".join(body.split())


def test_a_plain_text_is_searched_whole() -> None:
    text = "Ferry sinks off Zanzibar\r\n\r\nBy Asha Juma\r\n8 August 2022\r\nShare This\r\nA ferry sank off Zanzibar on Monday."
    article = make_article(text)
    covered = "".join(article.text[passage.start : passage.end] for passage in article.passages)
    assert article.text == text
    assert covered.split() == text.split() or "".join(covered.split()) == "".join(text.split())
    assert article.authors == ("Asha Juma",)
    assert article.published.start is not None


def test_what_is_given_goes_before_what_the_text_says() -> None:
    article = make_article(
        "Ferry sinks off Zanzibar\n\nBy Asha Juma\n8 August 2022\nA ferry sank off Zanzibar on Monday.",
        title="Another title",
        published="2022-08-10",
        authors=["Neema Ally"],
        url="https://www.coast.example.org/a",
        kind="file",
    )
    assert (article.title, article.authors, article.domain) == ("Another title", ("Neema Ally",), "coast.example.org")
    assert article.published.start is not None
    assert article.published.start.day == 10
    assert article.published.basis == "metadata"


@pytest.mark.corpora
@pytest.mark.skipif(
    not _SEEDS.is_dir(), reason="the five articles that started the project are not beside the repository"
)
def test_the_five_first_articles_have_their_titles_authors_and_dates() -> None:
    articles, skipped = read_articles([str(_SEEDS)])
    assert not skipped
    assert len(articles) == 5
    assert [article.authors for article in articles] == [(), (), (), ("Sededin Dedovic",), ("Oliver Thansan",)]
    assert [str(article.published.start) for article in articles] == ["None"] * 4 + ["2024-04-19"]
    for article in articles:
        first_line = article.text.split("\n", 1)[0]
        assert article.title
        assert first_line.startswith(article.title)
        assert first_line[len(article.title) :] in ("", " | military news")
        searched = [
            article.text[passage.start : passage.end]
            for passage in article.passages
            if passage.kind in ("title", "body")
        ]
        assert sum(article.title == part for part in searched) == 1
        assert not any(
            part.startswith(("Share", "CATEGORIES", "scroll", "©", "Comments are", "4 Reads", "Read More"))
            for part in searched
        )
