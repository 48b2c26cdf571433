"""What was read before is not read again, and makes no difference to the brief."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import geobrief.reading
from geobrief.brief.by_hand import Overrides, PlaceOverride
from geobrief.brief.document import to_json
from geobrief.cache import Cache, cache_folder, digest
from geobrief.cli import main
from geobrief.coded import decode, encode
from geobrief.mentions import Corpus
from geobrief.model import EventReport, Resolution
from geobrief.pipeline import build, geoparse
from geobrief.reading import _meant

TEXTS = (
    "Soldiers left Agadez on 5 August 2024. Ten people were killed in Niamey on Tuesday.",
    "Washington agreed to withdraw its troops from Niger. Protesters marched in Niamey on 13 April 2024.",
    "The Paris Police Department said that a bomb had exploded in Bamako on 3 May 2024.",
)


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A cache of one's own, and some articles."""
    monkeypatch.setenv("GEOBRIEF_CACHE", str(tmp_path / "cache"))
    articles = tmp_path / "articles"
    articles.mkdir()
    for number, text in enumerate(TEXTS):
        (articles / f"{number}.md").write_text(f"{text}\n", "utf-8")
    return articles


@pytest.fixture
def read(monkeypatch):
    """The articles that are understood anew, by file name."""
    names = []
    reports = geobrief.reading._reports

    def watched(article, *rest):
        names.append(Path(article.path).name)
        return reports(article, *rest)

    monkeypatch.setattr(geobrief.reading, "_reports", watched)
    return names


def test_a_brief_is_the_same_with_the_cache_empty_full_and_absent(kept, read):
    without = to_json(build(kept, cache=False))
    assert len(read) == 3
    assert to_json(build(kept)) == without
    assert len(read) == 6
    assert to_json(build(kept)) == without
    assert len(read) == 6


def test_one_changed_article_is_read_and_no_other(kept, read):
    build(kept)
    read.clear()
    path = min(kept.glob("*.md"))
    path.write_text(path.read_text("utf-8") + "\nSoldiers left Agadez on Monday.\n", "utf-8")
    brief = build(kept)
    assert read == [path.name]
    assert to_json(brief) == to_json(build(kept, cache=False))


def test_another_place_on_disk_is_no_other_article(kept, read, tmp_path):
    build(kept)
    read.clear()
    shutil.copytree(kept, tmp_path / "elsewhere")
    brief = build(tmp_path / "elsewhere")
    assert read == []
    assert {Path(source.path).parent.name for source in brief.articles} == {"elsewhere"}


def test_a_correction_costs_the_articles_that_it_touches(kept, read):
    build(kept)
    read.clear()
    overrides = Overrides(places=(PlaceOverride("Washington", None),))
    corrected = build(kept, overrides=overrides)
    touched = {Path(source.path).name for source in corrected.articles if "Washington" in Path(source.path).read_text()}
    assert set(read) == touched
    assert len(touched) == 1
    assert to_json(corrected) == to_json(build(kept, overrides=overrides, cache=False))


def test_another_version_another_gazetteer_and_other_code_find_nothing(kept, read, monkeypatch):
    for name, value in (("VERSION", "9.9.9"), ("_code", lambda: "another")):
        build(kept)
        read.clear()
        monkeypatch.setattr(geobrief.reading, name, value)
        build(kept)
        assert len(read) == 3, name
    gazetteer = geobrief.Gazetteer.default()
    version = replace(gazetteer.version, sha256="0" * 64)
    monkeypatch.setattr(type(gazetteer), "version", property(lambda _: version))
    read.clear()
    build(kept)
    assert len(read) == 3


def test_workers_find_and_keep_the_same(kept, read):
    first = to_json(build(kept, workers=2))
    assert to_json(build(kept)) == first
    assert read == []  # the two processes kept what they read


def test_no_cache_keeps_and_finds_nothing(kept, read, tmp_path, capsys):
    assert main(["build", str(kept), "--no-cache", "-o", str(tmp_path / "brief.json"), "-q"]) == 0
    assert not (tmp_path / "cache").exists()
    assert len(read) == 3
    capsys.readouterr()


@pytest.mark.parametrize("damage", [b"this is no database", b""])
def test_a_damaged_file_is_begun_anew(kept, damage):
    expected = to_json(build(kept))
    (cache_folder() / "readings.sqlite").write_bytes(damage)
    assert to_json(build(kept)) == expected
    assert to_json(build(kept)) == expected


def test_an_entry_that_is_no_reading_is_as_good_as_not_there(kept):
    expected = to_json(build(kept))
    for forged in ("{}", "nonsense", '[[[["__class__"]]],[],[],[]]', "[[-1],[],[],[]]"):
        cache = Cache(cache_folder())
        for (key,) in cache._file.execute("SELECT key FROM entries").fetchall():
            cache.put(key, forged)
        cache.close()
        assert to_json(build(kept)) == expected


def test_where_nothing_can_be_kept_the_brief_is_made_all_the_same(kept, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("GEOBRIEF_CACHE", str(tmp_path / "file" / "cache"))
    assert build(kept).events


def test_the_file_is_the_users_alone(kept):
    build(kept)
    path = cache_folder() / "readings.sqlite"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_place_follows_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("GEOBRIEF_CACHE", "off")
    assert cache_folder() is None
    monkeypatch.delenv("GEOBRIEF_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert os.name != "posix" or cache_folder() == tmp_path / "geobrief"


def test_what_is_too_much_goes_and_what_was_used_last_stays(tmp_path):
    noise = {str(number): "".join(digest((str(number), str(part))) for part in range(32)) for number in range(40)}
    cache = Cache(tmp_path, most=30_000)
    for key, text in noise.items():
        cache.put(key, text)
    cache._file.execute("UPDATE entries SET used = 0")
    cache._used = {"39", "38"}
    cache.close()
    cache = Cache(tmp_path, most=30_000)
    assert cache.get("39") == noise["39"]
    assert cache.get("0") is None
    assert sum(cache.get(key) is not None for key in noise) < 30


def _write(folder, number):
    cache = Cache(folder)
    for entry in range(50):
        cache.put(f"{number}:{entry}", str(entry))
    cache.close()


def test_several_processes_write_at_once_and_nothing_is_lost(tmp_path):
    processes = [multiprocessing.get_context("spawn").Process(target=_write, args=(tmp_path, n)) for n in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    cache = Cache(tmp_path)
    assert [cache.get(f"{number}:{entry}") for number in range(3) for entry in range(50)] == [
        str(entry) for entry in range(50)
    ] * 3


def test_records_are_read_back_as_they_were():
    reading = geoparse(
        "Troops left Agadez on Monday, 5 August. Ten died in Niamey, Niger’s capital.", published="2024-08-06"
    )
    assert decode(Resolution, encode(reading.resolutions)) == reading.resolutions
    assert decode(EventReport, encode(reading.reports)) == reading.reports
    assert reading.resolutions
    with pytest.raises(ValueError, match="no records"):
        decode(EventReport, encode(reading.resolutions))


def test_of_the_names_in_other_articles_those_count_that_stand_here_too():
    article = geoparse("He was seen at the Port Sudan Hotel in PARIS.").article
    names = Corpus(frozenset({"paris", "port sudan", "portugal", "london", "sudan hotels"}))
    assert set(_meant(article, names)) == {"paris", "port sudan"}


def test_what_was_kept_is_found_again_whatever_the_hash_seed(tmp_path):
    code = "from geobrief.cache import Cache; from geobrief.gazetteer import Gazetteer; from geobrief.reading import Kept; "
    code += (
        "from pathlib import Path; import sys; kept = Kept.of(Cache(Path(sys.argv[1])), Gazetteer.default(), None); "
    )
    code += "print(kept.stamp)"
    stamps = {
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(stamps) == 1
