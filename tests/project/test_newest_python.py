"""The gate finds a newer Python where there is one, and takes nothing else for one."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def script(monkeypatch, tmp_path):
    monkeypatch.delenv("GEOBRIEF_NEWEST_PYTHON", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    return runpy.run_path(str(ROOT / "packagers" / "newest_python.py"))


def python(path, said, code=0):
    """Write what answers as a Python of a version would."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho {said}\nexit {code}\n", "utf-8")
    path.chmod(0o755)


def test_where_there_is_none_nothing_is_found(script):
    assert script["newest"]() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")
def test_the_newest_that_works_is_found_wherever_it_lies(script, tmp_path):
    python(tmp_path / "bin" / "python3.17", "3.17")
    python(tmp_path / "pyenv" / "versions" / "3.18.2" / "bin" / "python3", "3.18")
    python(tmp_path / "pyenv" / "versions" / "3.19.0" / "bin" / "python3", "3.19", code=1)  # broken, or no release
    (tmp_path / "pyenv" / "versions" / "miniconda").mkdir()
    assert script["newest"]() == str(tmp_path / "pyenv" / "versions" / "3.18.2" / "bin" / "python3")


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")
def test_one_that_is_no_newer_is_none(script, tmp_path, monkeypatch):
    python(tmp_path / "old", "3.10")
    monkeypatch.setenv("GEOBRIEF_NEWEST_PYTHON", str(tmp_path / "old"))
    assert script["newest"]() == ""
