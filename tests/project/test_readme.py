"""What README and the docs show works as it stands there."""

from __future__ import annotations

import ast
import re
import runpy
import shlex
from pathlib import Path

import pytest

from geobrief.cli import _parser
from geobrief.errors import UsageError
from geobrief.pipeline import geoparse, given_day

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "tests" / "project" / "readme_example.py"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def blocks(page: Path, language: str) -> list[str]:
    """Return the blocks of code of a language in a page."""
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def commands(page: Path) -> list[list[str]]:
    """Return the calls of geobrief that a page shows, as words."""
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
    calls = re.findall(r"(?:^|&& |\.venv/bin/)(geobrief [^&>\n]+)", "\n".join(lines), re.MULTILINE)
    found = [shlex.split(call, comments=True)[1:] for call in calls]
    return [words for words in found if words != ["--version"]]


def test_readmes_example_is_the_file_that_is_checked():
    (block,) = blocks(ROOT / "README.md", "python")
    assert EXAMPLE.read_text("utf-8").partition('"""\n\n')[2] == block


def test_readmes_example_runs(tmp_path, monkeypatch, capsys):
    (tmp_path / "seeds").symlink_to(ROOT / "seeds", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(EXAMPLE))
    assert (tmp_path / "niger.html").is_file()
    assert "Agadez Agadez" in capsys.readouterr().out


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_that_a_page_shows_is_understood(page):
    for words in commands(page):
        args = _parser(words).parse_args([word for word in words if word != "…"])
        assert args.run


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_piece_of_python_that_a_page_shows_is_python(page):
    for block in blocks(page, "python"):
        ast.parse(block.replace("…", "..."))


@pytest.mark.parametrize(
    "given", ["06/08/2024", "yesterday", "2024-13-45", "", 20240806, 2024.5, b"2024-08-06", "2024-02-30", "Monday"]
)
def test_a_publication_date_that_names_no_day_is_refused_with_what_is_accepted(given):
    with pytest.raises(UsageError, match=r'names no day.*"2024-08-06"'):
        geoparse("Troops left Agadez on Monday.", published=given)


def test_a_date_that_could_be_two_says_so():
    with pytest.raises(UsageError, match="day and month could be taken for one another"):
        given_day("06/08/2024")


@pytest.mark.parametrize(
    "given",
    ["2024-08-06", "2024-08", "2024", "6 August 2024", "August 6, 2024", "2024-08-06T10:28:00Z", "25/12/2024", None],
)
def test_a_publication_date_that_names_a_day_is_taken(given):
    assert given_day(given) == given
