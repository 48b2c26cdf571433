"""How much of the articles' texts a brief carries."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geobrief.articles import make_article, read_articles
from geobrief.brief.document import from_json, to_json
from geobrief.brief.texts import LONGEST, with_texts
from geobrief.cli import main
from geobrief.gazetteer import Gazetteer
from geobrief.pipeline import build
from geobrief.reading import read, with_date

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "niger-2024"
ARTICLE = SEEDS / "2024-04-14-protest.md"

TEXT = (
    "Soldiers left Agadez on 5 August 2024. They drove south.\n\n"
    "Nobody saw anything else. It was quiet and the night was warm.\n\n"
    "Ten people were killed in Niamey on 6 August 2024.\n"
)


@pytest.fixture(scope="module")
def article(tmp_path_factory):
    path = tmp_path_factory.mktemp("texts") / "one.txt"
    path.write_text(TEXT)
    return path


def test_the_usual_are_the_paragraphs_with_what_is_cited(article):
    texts = build(article).texts
    assert texts.kept == "cited"
    carried = "\n".join(part.text for part in texts.parts)
    assert "They drove south." in carried
    assert "Ten people were killed" in carried
    assert "the night was warm" not in carried


def test_none_carries_none_and_full_carries_all(article):
    assert build(article, texts="none").texts is None
    (part,) = build(article, texts="full").texts.parts
    assert part.text == TEXT.strip()


def test_every_part_is_a_cut_of_its_article_and_parts_do_not_overlap():
    brief = build(SEEDS)
    texts = {article.id: article.text for article in read_articles([str(SEEDS)])[0]}
    before = {}
    for part in brief.texts.parts:
        assert texts[part.article][part.start : part.end] == part.text
        assert part.start >= before.get(part.article, 0)
        before[part.article] = part.end
    # Every sentence that is quoted stands in a part.
    for event in brief.events:
        for item in event.citations:
            assert any(
                p.article == item.article and p.start <= item.start and item.end <= p.end for p in brief.texts.parts
            )
    assert from_json(to_json(brief)).texts == brief.texts


def test_of_a_text_without_paragraphs_only_the_sentences_around_are_carried():
    filler = "It was a day like any other, and nothing was said of it by anyone. " * 40
    made = with_date(make_article(f"{filler}Ten people were killed in Niamey on 6 August 2024. {filler}"))
    brief = build({"text": made.text})
    texts = with_texts(brief, [read(made, Gazetteer.default()).article], "cited").texts
    carried = sum(len(part.text) for part in texts.parts)
    assert 0 < carried < LONGEST


def test_the_command_and_the_recipe_say_how_much(article, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["build", str(article), "-o", "brief.json", "--texts", "none", "-q"]) == 0
    assert "texts" not in json.loads(Path("brief.json").read_text("utf-8"))
    Path("brief.toml").write_text(f'inputs = ["{article}"]\noutputs = ["brief.json"]\ntexts = "full"\n')
    assert main(["build", "brief.toml", "-q"]) == 0
    assert json.loads(Path("brief.json").read_text("utf-8"))["texts"]["kept"] == "full"
