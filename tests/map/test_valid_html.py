"""The page is valid HTML by the Nu checker, whatever stands in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

import geobrief
from geobrief.map import MapOptions, render_map
from tests import nu
from tests.map.hostile import TEXTS, hostile
from tests.map.story import example

pytestmark = pytest.mark.skipif(nu.missing() is not None, reason=nu.missing() or "")

ROOT = Path(__file__).resolve().parents[2]

FIVE = ROOT.parent / "shared" / "seeds"

DATA_IS_NO_SCRIPT = "Inline script violates Content Security Policy"
"""What the checker warns of twice a page: it takes the two JSON blocks for scripts that the policy ought to
allow. A script element of type application/json is data; browsers never run it, and no policy is asked."""

AS_WRITTEN = "not in Unicode Normalization Form C"
"""What it warns of besides where an article writes so: the page changes no character of what it quotes."""


def _five() -> str:
    brief = geobrief.build(str(FIVE))
    return render_map(brief, options=MapOptions(marking="TLP:AMBER", organisation="the United Nations"))


PAGES: Mapping[str, Callable[[], str]] = {
    "example": lambda: render_map(example()),
    "embedded": lambda: render_map(example(), options=MapOptions(embed=True, address="https://example.org/niger.html")),
    "french": lambda: render_map(example(), options=MapOptions(language="fr", accent="#7a1fa2", version="2")),
    "marked": lambda: render_map(example(), options=MapOptions(marking="TLP:RED", prepared_for="A & B <c>")),
    "niger-2024": lambda: render_map(geobrief.build(str(ROOT / "seeds" / "niger-2024"))),
    **{f"hostile-{name}": (lambda text=text: render_map(hostile(example(), text))) for name, text in TEXTS.items()},
    **({"five": _five} if FIVE.is_dir() else {}),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[dict[str, Any]]]:
    """What the checker says of each page; one run for all, because a Java takes its time to start."""
    folder = tmp_path_factory.mktemp("html")
    for number, make in enumerate(PAGES.values()):
        (folder / f"{number}.html").write_text(make(), encoding="utf-8")
    found = nu.check(sorted(folder.iterdir()))
    return {name: found[f"{number}.html"] for number, name in enumerate(PAGES)}


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_checker_finds_no_error(said, name):
    assert [message["message"] for message in said[name] if message["type"] == "error"] == []


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_checker_warns_of_nothing_but_the_two_blocks_of_data(said, name):
    warned = [each for each in said[name] if each["type"] != "error" and AS_WRITTEN not in each["message"]]
    assert all(message["message"].startswith(DATA_IS_NO_SCRIPT) for message in warned), warned
    assert len(warned) <= 2


def test_the_checker_does_find_errors(tmp_path):
    page = tmp_path / "bad.html"
    page.write_text("<!DOCTYPE html><html lang=en><title>bad</title><p><li id=a><b id=a></p>", encoding="utf-8")
    assert any(message["type"] == "error" for message in nu.check([page])["bad.html"])
