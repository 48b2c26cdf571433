"""The pages for people who come to the project: what they name is there, and they agree with each other."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from geobrief.version import VERSION

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(page for room in ("docs", "maps", "packagers") for page in (ROOT / room).rglob("*.md"))]
)
LINK = re.compile(r"!?\[[^\]]*\]\((?!https?:|mailto:)([^)\s#]*)(#[^)\s]*)?\)")
CODE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def headings(page: Path) -> set[str]:
    """Return the anchors of a page, as they are made of its headings."""
    text = CODE.sub("", page.read_text("utf-8"))
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_of_a_page_leads_somewhere(page):
    for target, anchor in LINK.findall(CODE.sub("", page.read_text("utf-8"))):
        file = (page.parent / unquote(target)).resolve() if target else page
        assert file.exists(), f"{target} is not there"
        if anchor and file.suffix == ".md":
            assert anchor[1:] in headings(file), f"{target}{anchor} has no such heading"


@pytest.mark.parametrize(
    "name", ["CONTRIBUTING.md", "docs/architecture.md", "docs/compared.md", "docs/plugins.md", "SECURITY.md"]
)
def test_every_file_that_a_page_names_is_there(name):
    """Files that are made, not kept, stand in ``made``."""
    made = {"geobrief/_built/"}
    page = ROOT / name
    named = re.findall(r"`((?:geobrief|docs|tests|models|benchmarks|gazetteer|web)/[\w./-]*)`", page.read_text("utf-8"))
    assert [path for path in named if path not in made and not (ROOT / path).exists()] == []


def test_the_version_is_the_same_in_the_package_and_in_the_citation():
    assert re.search(r'^version: "(.+)"$', (ROOT / "CITATION.cff").read_text("utf-8"), re.MULTILINE)[1] == VERSION


def test_the_changelog_has_a_section_for_the_version():
    assert re.search(rf"^## {re.escape(VERSION)} \(", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
