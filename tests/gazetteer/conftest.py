"""A tiny world to look things up in, and the bundled gazetteer."""

from __future__ import annotations

from pathlib import Path

import pytest

from geobrief.gazetteer import Gazetteer
from geobrief.gazetteer.index import write_index
from tests.gazetteer.tiny_world import WORLD


@pytest.fixture
def world_path(tmp_path: Path) -> Path:
    path = tmp_path / "world.sqlite"
    write_index(WORLD, path, meta={"name": "world", "version": "1", "sha256": "0" * 64})
    return path


@pytest.fixture
def world(world_path: Path) -> Gazetteer:
    return Gazetteer([world_path])


@pytest.fixture(scope="session")
def bundled() -> Gazetteer:
    return Gazetteer.default()


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's data folder of one's own."""
    folder = tmp_path / "data"
    monkeypatch.setattr("geobrief.gazetteer.imports.imports_folder", lambda: folder)
    return folder
