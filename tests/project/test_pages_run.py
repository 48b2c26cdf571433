"""Tutorial, how-tos and README's list of commands are followed as they stand, in an empty folder beside the example.

Left out is what installs (``test_packaging.py``), what reaches the network, and what serves until it is stopped.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from geobrief import Brief
from geobrief.cli import main

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
HOWTO = (ROOT / "docs" / "howto.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
ELSEWHERE = ("collect", "watch", "serve", "gazetteer fetch")
"""Commands that reach the network or run until they are stopped."""


def lines_of(page: str) -> list[str]:
    """Return the lines of a page's shell blocks that call geobrief, each from that call on."""
    blocks = re.findall(r"^```sh\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    found = [re.search(r"(?:^|&& )geobrief (.*)", line) for block in blocks for line in block.splitlines()]
    return [match[1] for match in found if match]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder with the example's articles and recipes, as a checkout has them."""
    (tmp_path / "seeds").symlink_to(ROOT / "seeds", target_is_directory=True)
    (tmp_path / "maps").mkdir()
    for recipe in (ROOT / "maps").glob("*.toml"):
        (tmp_path / "maps" / recipe.name).write_bytes(recipe.read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def follow(line: str) -> None:
    """Run a command as the page writes it."""
    words = shlex.split(line, comments=True)
    assert main(words) == 0, line


def test_the_tutorial_does_what_it_says(folder, capsys):
    pytest.importorskip("docx")
    pytest.importorskip("typst")
    lines = lines_of(TUTORIAL)
    assert [
        line.split()[0] for line in lines
    ] == "build events places explain build build init build export export".split()
    for line in lines:
        if line == "build maps/mine.toml":
            edit_recipe(folder, capsys)
        follow(line)
    told = capsys.readouterr()
    assert "articles differ" in told.err + told.out
    made = {path.name for path in folder.iterdir()}
    assert {f"niger.{suffix}" for suffix in ("html", "json", "gpkg", "kml", "csv", "docx", "pdf")} <= made
    corrected = Brief.load(folder / "maps" / "mine.json")
    assert "AK" in (folder / "maps" / "mine.json").read_text("utf-8")
    assert any(event.when is not None and str(event.when.start) == "2024-07-07" for event in corrected.events)
    (python,) = re.findall(r"^```python\n(.*?)^```", TUTORIAL, re.MULTILINE | re.DOTALL)
    names: dict[str, object] = {}
    statements, expression = python.rstrip().rsplit("\n", 1)
    exec(statements, names)  # noqa: S102 - the page's own example
    assert list(eval(expression, names).columns) == ["label", "date_from", "location"]  # noqa: S307


def edit_recipe(folder: Path, capsys) -> None:
    """Do to the recipe what the tutorial tells: its inputs, and at its end the correction with an id that was printed."""
    capsys.readouterr()
    follow("events niger.json")
    (event, *_) = re.findall(r"e-[0-9a-f]{16}", capsys.readouterr().out)
    recipe = folder / "maps" / "mine.toml"
    (inputs,) = re.findall(r"`(inputs = .*?)`", TUTORIAL)
    text = re.sub(r"^inputs = .*$", inputs, recipe.read_text("utf-8"), flags=re.MULTILINE)
    (block,) = re.findall(r"^```toml\n(.*?)^```", TUTORIAL, re.MULTILINE | re.DOTALL)
    recipe.write_text(f"{text}\n{block.replace('e-0123456789abcdef', event)}", encoding="utf-8")


def test_the_commands_of_the_readme_do_what_they_say(folder):
    pytest.importorskip("pyarrow")
    pytest.importorskip("docx")
    (folder / "news").mkdir()
    for article in (ROOT / "seeds" / "niger-2024").glob("2024-0[48]*.md"):
        (folder / "news" / article.name).write_bytes(article.read_bytes())
    (folder / "news" / "one.txt").write_text("Washington said that talks in Niamey failed.", encoding="utf-8")
    (folder / "in.jsonl").write_text('{"id": 1, "text": "Troops left Agadez."}\n', encoding="utf-8")
    follow("build news/ -o yesterday.json")
    (shown,) = [block for block in README.split("```sh\n") if block.startswith("geobrief build news/")]
    lines = [line for line in lines_of(f"```sh\n{shown.partition('```')[0]}```") if not line.startswith(ELSEWHERE)]
    assert len(lines) >= 14
    for line in lines:
        follow(line)
    made = {path.name for path in folder.iterdir()}
    assert {"brief.html", "brief.json", "brief.gpkg", "protests.html", "out.jsonl", "brief.kml", "changes.html"} <= made


def test_the_how_tos_do_what_they_say(folder, monkeypatch, capsys):
    typst = pytest.importorskip("typst")
    for needed in ("docx", "pypdf", "resvg_py", "xlsxwriter"):
        pytest.importorskip(needed)
    for name in ("news", "reports"):
        (folder / name).mkdir()
    (folder / "news" / "one.txt").write_text("Rangers arrested two poachers near Agadez on Monday.\n", encoding="utf-8")
    (folder / "news" / "two.txt").write_text("Aid came to Camp Alpha on 3 June 2024.\n", encoding="utf-8")
    (folder / "report.typ").write_text("= Floods in Garissa\nFloods displaced 4,000 people in Garissa.\n", "utf-8")
    typst.compile(folder / "report.typ", folder / "reports" / "garissa.pdf")
    (table,) = re.findall(r"^```text\n(.*?)^```", HOWTO, re.MULTILINE | re.DOTALL)
    (folder / "camps.csv").write_text(table, encoding="utf-8")
    (kinds,) = re.findall(r"^```toml\n(.*?)^```", HOWTO, re.MULTILINE | re.DOTALL)
    (folder / "kinds.toml").write_text(kinds, encoding="utf-8")
    follow("build -q news/ -o yesterday.json -o brief.json")
    lines = [line for line in lines_of(HOWTO) if not line.startswith(ELSEWHERE) and "feed.xml" not in line]
    assert len(lines) >= 9
    for line in lines:
        follow(line)
    told = capsys.readouterr().out
    assert "Camp Alpha (site, KE)" in told
    assert '<iframe src="brief.html#embed=1"' in told
    made = {path.name for path in folder.iterdir()}
    assert {"today.eml", "note.docx", "brief.pdf", "brief.gpkg", "brief.kmz", "brief.bib", "brief.xlsx"} <= made
    assert '<html class="geobrief" lang="fr"' in (folder / "note.html").read_text("utf-8")
    with_kinds(folder, monkeypatch)


def with_kinds(folder, monkeypatch):
    """Follow the one line that sets a variable first."""
    ((name, value, line),) = re.findall(r"^(GEOBRIEF_\w+)=(\S+) geobrief (.*)$", HOWTO, re.MULTILINE)
    monkeypatch.setenv(name, value)
    follow(f"{line} -o kinds.json")
    assert "poaching" in {event.kind for event in Brief.load(folder / "kinds.json").events}
