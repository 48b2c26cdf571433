"""A brief that lies among the articles is named and not read: it is no witness of what it tells."""

from pathlib import Path

import pytest

from geobrief.articles import own_outputs, read_articles
from geobrief.export import save_brief
from geobrief.export.options import ExportOptions
from tests.brief.builders import a_brief

WRITTEN = ("html", "json", "md", "csv", "plover.csv", "atom", "docx", "pdf", "email.html", "eml")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("suffix", WRITTEN)
def test_no_output_is_read_as_an_article(tmp_path: Path, suffix: str, language: str) -> None:
    """Whatever geobrief writes with quotes in it, it knows again."""
    save_brief(a_brief(), str(tmp_path / f"brief.{suffix}"), ExportOptions(language=language))
    articles, skipped = read_articles([str(tmp_path)])
    assert not articles
    assert {one.reason for one in skipped} == {own_outputs.REASON}


def test_an_article_about_geobrief_is_read(tmp_path: Path) -> None:
    """The name alone says nothing."""
    (tmp_path / "review.txt").write_text("The map was made by geobrief 0.1.0, which reads news, on a laptop in Agadez.")
    articles, skipped = read_articles([str(tmp_path)])
    assert len(articles) == 1
    assert not skipped
