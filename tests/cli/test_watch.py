"""``geobrief watch`` builds again when an article changes, and ends when it is told to."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geobrief.cli import main

pytest.importorskip("watchfiles")

PATIENCE_SECONDS = 240
"""A busy machine takes its time."""


def _wait(condition, process):
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < end, "it has not happened"
        time.sleep(0.2)


def _titles(path: Path) -> list[str]:
    try:
        return [Path(item["path"]).name for item in json.loads(path.read_text("utf-8"))["articles"]]
    except (OSError, ValueError):
        return []


@pytest.mark.skipif(os.name != "posix", reason="signals as shells send them")
def test_it_builds_again_says_so_in_a_line_each_and_ends_with_130(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "one.txt").write_text("Soldiers left Agadez on 5 August 2024.")
    output = folder / "brief.json"  # in the folder that is watched: a build is no reason to build
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "GEOBRIEF_CACHE": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "geobrief", "watch", str(folder), "-o", str(output)]
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path
    )
    try:
        _wait(lambda: _titles(output) == ["one.txt"], process)
        time.sleep(2)  # the watch begins after the first build
        (folder / "two.txt").write_text("Ten people were killed in Niamey on 6 August 2024.")
        _wait(lambda: sorted(_titles(output)) == ["one.txt", "two.txt"], process)
        time.sleep(3)
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=PATIENCE_SECONDS)
    finally:
        process.kill()
    assert process.returncode == 130, error
    assert "stopped" in error
    lines = [line.split(":")[0] for line in out.splitlines()]
    assert lines == [f"made {output}", "changed", f"made {output}"]


def test_what_cannot_be_watched_is_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["watch", "-", "-o", "brief.json"]) == 2
    assert main(["watch", "nowhere/news", "-o", "brief.json"]) == 2
    error = capsys.readouterr().err
    assert "standard input cannot be watched" in error
    assert "nothing to watch" in error


def test_to_be_served_a_brief_needs_its_document(tmp_path, capsys):
    pytest.importorskip("starlette")
    (tmp_path / "one.txt").write_text("Soldiers left Agadez on 5 August 2024.")
    assert main(["watch", str(tmp_path / "one.txt"), "-o", str(tmp_path / "b.html"), "--serve"]) == 2
    assert "-o brief.json" in capsys.readouterr().err
