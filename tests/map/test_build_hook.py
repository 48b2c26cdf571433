"""The build hook makes what is missing or out of date, and nothing else."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

HOOK = Path(__file__).resolve().parents[2] / "hatch_build.py"


@pytest.fixture
def hook(monkeypatch):
    pytest.importorskip("hatchling")
    spec = importlib.util.spec_from_file_location("hatch_build", HOOK)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    def front_end(_root, built):
        for name in module.FRONT_END:
            (built / name).write_text("made", encoding="utf-8")

    monkeypatch.setattr(module, "_build_front_end", front_end)
    monkeypatch.setattr(
        module,
        "_build_gazetteer",
        lambda _root, built: (built / "gazetteer.sqlite").write_text("made", encoding="utf-8"),
    )
    return module


@pytest.fixture
def checkout(tmp_path):
    for name in (
        "web/package.json",
        "web/package-lock.json",
        "web/.npmrc",
        "web/build.mjs",
        "web/tsconfig.json",
        "web/src/main.ts",
        "gazetteer/places/NE.tsv",
        "gazetteer/areas.zip",
        "geobrief/gazetteer/index.py",
        "geobrief/export/drawing/signs.json",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return tmp_path


def test_everything_is_made_once(hook, checkout):
    assert hook.build(checkout) == ["front end", "gazetteer", "areas"]
    assert hook.build(checkout) == []
    assert (checkout / "geobrief" / "_built" / "areas.zip").read_text("utf-8") == "gazetteer/areas.zip"


@pytest.mark.parametrize(
    ("changed", "made"),
    [
        ("web/src/main.ts", ["front end"]),
        ("web/src/new.css", ["front end"]),
        ("web/package-lock.json", ["front end"]),
        ("geobrief/export/drawing/signs.json", ["front end"]),
        ("gazetteer/places/NE.tsv", ["gazetteer"]),
        ("gazetteer/places/new.tsv", ["gazetteer"]),
        ("geobrief/gazetteer/index.py", ["gazetteer"]),
        ("gazetteer/areas.zip", ["areas"]),
        ("README.md", []),
    ],
)
def test_only_what_has_changed_is_made_again(hook, checkout, changed, made):
    hook.build(checkout)
    (checkout / changed).write_text("changed", encoding="utf-8")
    assert hook.build(checkout) == made


def test_what_has_been_deleted_is_made_again(hook, checkout):
    hook.build(checkout)
    (checkout / "geobrief" / "_built" / "map.css").unlink()
    assert hook.build(checkout) == ["front end"]


def test_damaged_stamps_only_cost_time(hook, checkout):
    hook.build(checkout)
    (checkout / "geobrief" / "_built" / "stamps.json").write_text("{", encoding="utf-8")
    assert hook.build(checkout) == ["front end", "gazetteer", "areas"]
