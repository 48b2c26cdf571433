"""The site: every page stands in its menu, the gate fails on its warnings, and the gallery shows all that there is."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[2]
MENU = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:\n")[2]


def hook(name):
    """A module of packagers/, which is no package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "packagers" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def pages():
    return hook("site_pages")


@pytest.fixture(scope="module")
def shown():
    return hook("site_gallery")


def test_every_page_stands_in_the_menu_once(pages):
    in_menu = sorted(re.findall(r": (\S+\.md)$", MENU, re.MULTILINE))
    written = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    made = {*pages.ROOT_PAGES.values(), "commands.md", "python.md", "gallery.md"}
    assert in_menu == sorted(written | made)


def test_the_gate_hears_the_warnings_of_the_site():
    """With ``--quiet`` mkdocs counts no warning, and ``--strict`` passes whatever is wrong."""
    (line,) = [line for line in (ROOT / ".ci" / "run").read_text("utf-8").splitlines() if "mkdocs build" in line]
    assert "--strict" in line
    assert "--quiet" not in line


def test_the_gallery_shows_every_picture_of_the_map(shown):
    there = {path.stem for path in shown.PICTURES.glob("*.webp")}
    assert set(shown.SHOWN) == there
    assert all(f"![{what}](pictures/{name}.webp)" in shown.gallery() for name, what in shown.SHOWN.items())


def test_the_example_is_made_in_every_format_that_the_gallery_names(shown, monkeypatch):
    some = {suffix: shown.FILES[suffix] for suffix in (".html", ".fr.html", ".json", ".kmz", ".bib")}
    monkeypatch.setattr(shown, "FILES", some)
    made = shown.example()
    assert set(made) == set(some)
    assert b'<html class="geobrief" lang="fr"' in made[".fr.html"]
    assert [suffix for suffix, data in made.items() if str(ROOT).encode() in data] == []


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("[docs/accuracy.md](docs/accuracy.md)", "[How good geobrief is](accuracy.md)"),
        ("[names](docs/accuracy/geoparser.md#doubt)", "[names](accuracy/geoparser.md#doubt)"),
        ("[the recipe](packagers/conda-forge/recipe.yaml)", "the recipe"),
        ("![map](docs/pictures/map-wide.webp)", "![map](pictures/map-wide.webp)"),
        ("`[a](b.md)` and [one](https://example.org/x.md)", "`a` and [one](https://example.org/x.md)"),
    ],
)
def test_a_link_of_the_readme_leads_somewhere_in_the_site_or_is_words(pages, written, read):
    page = SimpleNamespace(file=SimpleNamespace(src_uri="index.md"), meta={})
    assert pages.on_page_markdown(written, page) == read


def test_the_reference_of_commands_names_every_command(pages):
    text = pages.commands()
    assert "## geobrief build" in text
    assert "### geobrief gazetteer fetch" in text
    assert "`--min-confidence SHARE`" in text
