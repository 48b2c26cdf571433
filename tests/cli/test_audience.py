"""Who reads a brief chooses what is made of it."""

from __future__ import annotations

import pytest

from geobrief.brief.document import to_json
from geobrief.brief.findings import with_findings
from geobrief.cli import main
from geobrief.errors import UsageError
from geobrief.export.packs import PACKS, outputs_for
from tests.brief.builders import a_brief


@pytest.fixture
def brief(tmp_path):
    path = tmp_path / "niger.json"
    path.write_text(to_json(with_findings(a_brief())), encoding="utf-8")
    return path


@pytest.mark.parametrize("audience", sorted(PACKS))
def test_an_audience_gets_its_pack_beside_the_brief(brief, audience):
    pytest.importorskip("typst")
    pytest.importorskip("docx")
    assert main(["export", str(brief), "--audience", audience, "--dpi", "48"]) == 0
    made = sorted(path.name for path in brief.parent.iterdir() if path != brief)
    assert made == sorted(f"niger{suffix}" for suffix in PACKS[audience])


def test_the_page_of_a_minister_is_one_page(brief):
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("typst")
    assert main(["export", str(brief), "--audience", "minister", "--marking", "TLP:AMBER"]) == 0
    (page,) = pypdf.PdfReader(brief.with_name("niger.page.pdf")).pages
    text = page.extract_text()
    assert "Findings" in text
    assert text.count("TLP:AMBER") >= 2


def test_a_pack_is_called_like_the_first_output_and_named_outputs_are_made_as_well():
    assert outputs_for("gis", ["out/a.csv.zip"], "maps/x.html") == ["out/a.csv.zip", "out/a.gpkg", "out/a.xlsx"]
    assert outputs_for("minister", [], "maps/x.html") == ["maps/x.page.pdf"]
    assert outputs_for(None, ["a.html"], "maps/x.html") == ["a.html"]


def test_who_names_no_audience_is_told_which_there_are(brief, capsys):
    with pytest.raises(UsageError, match="minister, desk, gis"):
        outputs_for("public", [], "x.html")
    with pytest.raises(SystemExit):
        main(["export", str(brief), "--audience", "public"])
    error = capsys.readouterr().err
    assert all(name in error for name in PACKS)


def test_an_export_of_nothing_says_how_to_ask(brief, capsys):
    assert main(["export", str(brief)]) == 2
    assert "--audience" in capsys.readouterr().err


def test_a_recipe_may_name_its_audience(tmp_path):
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text(
        "Soldiers leave\n\nSoldiers left Agadez in Niger on 5 August 2024.", encoding="utf-8"
    )
    recipe = tmp_path / "niger.toml"
    recipe.write_text('inputs = ["articles"]\noutputs = ["out.csv"]\naudience = "gis"\n', encoding="utf-8")
    assert main(["build", str(recipe)]) == 0
    assert {"out.csv", "out.gpkg", "out.csv.zip", "out.xlsx"} <= {path.name for path in tmp_path.iterdir()}
    recipe.write_text('inputs = ["articles"]\naudience = "public"\n', encoding="utf-8")
    assert main(["build", str(recipe)]) == 2
