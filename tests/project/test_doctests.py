"""What ``help()`` shows works as it stands there."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import geobrief

ROOT = Path(__file__).resolve().parents[2]
SHOWING = sorted(
    path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
    for path in (ROOT / "geobrief").rglob("*.py")
    if ">>> " in path.read_text("utf-8")
)
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
EXTRAS = {"geobrief.web": "httpx", "geobrief.assist": "httpx", "geobrief.serve": "starlette"}


@pytest.mark.parametrize("name", SHOWING)
def test_every_example_of_a_docstring_gives_what_it_shows(name, monkeypatch):
    for room, library in EXTRAS.items():
        if name.startswith(room):
            pytest.importorskip(library)
    monkeypatch.chdir(ROOT)
    results = doctest.testmod(import_module(name), optionflags=OPTIONS)
    assert results.attempted
    assert not results.failed


@pytest.mark.parametrize("name", ["build", "geoparse", "read", "Gazetteer", "GazetteerGeocoder", "Brief"])
def test_what_a_user_meets_first_has_an_example(name):
    item = getattr(geobrief, name)
    held = [item, *vars(item).values()] if isinstance(item, type) else [item]
    assert any(">>> " in (getattr(one, "__doc__", None) or "") for one in held)
