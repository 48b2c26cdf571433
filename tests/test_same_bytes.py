"""The same articles give the same bytes, in every format, in any folder and under any hash seed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SEEDS = Path(__file__).resolve().parents[1] / "seeds" / "niger-2024"

ARTICLES = 3
"""Enough for groups, conflicts and copies; the rest would only take longer."""

SUFFIXES = ("html", "json", "geojson", "gpkg", "kml", "csv", "parquet", "png", "svg", "pdf", "docx", "pptx", "md")


def _build(folder: Path, seed: str) -> dict[str, bytes]:
    """Build some articles into every format, and return what was made."""
    (folder / "news").mkdir(parents=True)
    for path in sorted(SEEDS.glob("*.md"))[:ARTICLES]:
        shutil.copy(path, folder / "news")
    outputs = [word for suffix in SUFFIXES for word in ("-o", f"brief.{suffix}")]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "geobrief", "build", "news", *outputs]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes]]:
    root = tmp_path_factory.mktemp("same")
    return _build(root / "one", "1"), _build(root / "elsewhere" / "another name", "4711")


def test_the_same_files_are_made(builds):
    one, other = builds
    assert list(one) == list(other)
    assert {f"brief.{suffix}" for suffix in ("html", "json", "png", "docx")} <= set(one)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_two_builds_in_two_folders_are_alike_to_the_byte(builds, suffix):
    one, other = builds
    made = [name for name in one if name.endswith(f".{suffix}")]
    assert made
    for name in made:
        assert one[name] == other[name], name


def test_a_page_names_no_folder_of_the_machine_that_made_it(builds, tmp_path):
    page = builds[1]["brief.html"].decode()
    assert "another name" not in page
    assert str(tmp_path.parents[1]) not in page
