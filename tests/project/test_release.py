"""What a release asks before it is made, and what it hands over."""

from __future__ import annotations

import importlib.util
import subprocess
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def release():
    spec = importlib.util.spec_from_file_location("release", ROOT / "packagers" / "release.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def checkout(tmp_path):
    """A checkout of one commit."""
    run = lambda *words: subprocess.run(["git", *words], cwd=tmp_path, check=True, capture_output=True)  # noqa: E731
    run("init", "--quiet")
    (tmp_path / "one.txt").write_text("one", encoding="utf-8")
    run("add", "one.txt")
    run("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "One")
    return tmp_path


def test_a_clean_checkout_whose_files_agree_may_be_released(release, checkout):
    version = release.version_of(ROOT)
    assert list(release.wrong_with_tree(checkout, version)) == []
    assert list(release.wrong_with_files(ROOT, version)) == []
    assert list(release.wrong_with_folder(checkout / "dist")) == []


def test_what_is_in_no_commit_and_a_tag_that_is_taken_are_named(release, checkout):
    (checkout / "two.txt").write_text("two", encoding="utf-8")
    subprocess.run(["git", "tag", "v9.9.9"], cwd=checkout, check=True)
    changed, taken = release.wrong_with_tree(checkout, "9.9.9")
    assert "two.txt" in changed
    assert "v9.9.9" in taken


def test_files_that_say_another_version_are_named(release):
    named = [line.split()[0] for line in release.wrong_with_files(ROOT, "9.9.9")]
    assert named == ["CITATION.cff", "packagers/conda-forge/recipe.yaml", "docs/geobrief.1", "CHANGELOG.md"]


def test_a_folder_that_holds_something_is_refused(release, checkout):
    assert [line for line in release.wrong_with_folder(checkout) if "is not empty" in line]


def test_a_wheel_that_lacks_its_parts_is_refused(release, tmp_path):
    wheel = tmp_path / "geobrief-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as file:
        file.writestr(
            "geobrief-1.0.dist-info/METADATA", "Metadata-Version: 2.4\nName: geobrief\nVersion: 1.0\n\nhello\n"
        )
        file.writestr("tests/test_x.py", "")
    said = "\n".join(release.wrong_with_wheel(wheel, "2.0"))
    for words in ("version is 1.0", "no Author", "no License-Expression", "not the README", "map.js", "tests"):
        assert words in said


def test_the_feedstocks_recipe_has_address_and_digest_and_no_path(release):
    recipe = (ROOT / "packagers" / "conda-forge" / "recipe.yaml").read_text("utf-8")
    filled = release.filled(recipe, "geobrief-0.2.0.tar.gz", "ab" * 32)
    assert f"source:\n  url: {release.WHERE}/geobrief-0.2.0.tar.gz\n  sha256: {'ab' * 32}\n\nbuild:" in filled
    assert "path:" not in filled
    assert filled.partition("\nbuild:")[2] == recipe.partition("\nbuild:")[2]


def test_the_notes_are_the_changelogs_of_this_version_alone(release):
    text = release.notes((ROOT / "CHANGELOG.md").read_text("utf-8"), "0.2.0")
    assert text.startswith("### What scripts must know")
    assert "0.1.0 (22 November" not in text
