"""A user's files become places, and a broken file changes nothing."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from geobrief.cli import main
from geobrief.errors import GazetteerError
from geobrief.gazetteer import Gazetteer
from geobrief.gazetteer.dumps import geonames, ourairports, wikidata
from geobrief.gazetteer.imports import Imported, Skips, install
from geobrief.gazetteer.own import guess_columns, read_csv, read_vector

GOOD = "7\tOasis\tOasis\tAl Waha,Vaha\t18.5\t12.5\tP\tPPL\tFD\t\t01\t\t\t\t320\t\t\tAfrica/Niamey\t2026-01-01"
BROKEN = {
    "latitude": GOOD.replace("18.5", "200").replace("7\t", "8\t", 1),
    "not a number": GOOD.replace("18.5", "NaN").replace("7\t", "9\t", 1),
    "columns": "10\tShort\tline",
    "twice": GOOD.replace("Oasis", "Mirage"),
    "long name": GOOD.replace("Oasis\tOasis", "x" * 100_000 + "\tx").replace("7\t", "11\t", 1),
    "id": GOOD.replace("7\t", "seven\t", 1),
}


def dump(tmp_path: Path, *lines: str, name: str = "FD.txt") -> Path:
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def load(path: Path, folder: Path, **options: object) -> Imported:
    skips = Skips()
    return install(geonames(path, skips=skips, **options), "geonames test", skips=skips, sources=[path], folder=folder)


def test_a_geonames_dump_becomes_places(tmp_path: Path, data_folder: Path) -> None:
    made = load(dump(tmp_path, GOOD), data_folder)
    [candidate] = Gazetteer([made.path]).candidates(["al-waha"])["al-waha"]
    assert (made.places, candidate.place.name, candidate.place.kind) == (1, "Oasis", "city")
    assert (candidate.place.lat, candidate.place.population, candidate.place.geonameid) == (18.5, 320, 7)


def test_a_zipped_dump_is_the_same(tmp_path: Path, data_folder: Path) -> None:
    with zipfile.ZipFile(tmp_path / "FD.zip", "w") as archive:
        archive.writestr("readme.txt", "about " * 1_000)
        archive.writestr("FD.txt", GOOD + "\n")
    assert load(tmp_path / "FD.zip", data_folder).places == 1


def test_broken_rows_are_counted_and_named_not_fatal(tmp_path: Path, data_folder: Path) -> None:
    made = load(dump(tmp_path, GOOD, *BROKEN.values()), data_folder)
    assert made.places == 1
    assert sum(made.skips.counts.values()) == len(BROKEN)
    assert any("position is none on Earth (line 2, line 3)" in line for line in made.skips.lines())


def test_only_the_countries_asked_for_come_in(tmp_path: Path, data_folder: Path) -> None:
    other = GOOD.replace("7\t", "12\t", 1).replace("\tFD\t", "\tSY\t")
    assert load(dump(tmp_path, GOOD, other), data_folder, countries=["fd"]).places == 1


def test_alternate_names_bring_language_and_kind(tmp_path: Path, data_folder: Path) -> None:
    names = tmp_path / "alternateNamesV2.txt"
    rows = [
        "1\t7\tfr\tL'Oasis\t\t\t\t\t\t",
        "2\t7\ten\tOld Well\t\t\t\t1\t\t",
        "3\t7\tlink\thttps://x\t\t\t\t\t\t",
        "x",
    ]
    names.write_text("\n".join(rows) + "\n", encoding="utf-8")
    made = load(dump(tmp_path, GOOD), data_folder, alternates=names)
    found = Gazetteer([made.path]).candidates(["L'Oasis", "Old Well", "https://x"])
    assert (found["L'Oasis"][0].language, found["L'Oasis"][0].name_kind) == ("fr", "exonym")
    assert found["Old Well"][0].name_kind == "former"
    assert set(found) == {"L'Oasis", "Old Well"}


def test_the_same_import_twice_changes_nothing(tmp_path: Path, data_folder: Path) -> None:
    first = load(dump(tmp_path, GOOD), data_folder).path.read_bytes()
    assert load(dump(tmp_path, GOOD), data_folder).path.read_bytes() == first
    assert len(list(data_folder.iterdir())) == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("a,b\n1,2\n" * 200, "no GeoNames dump"),
        ("", "no GeoNames dump"),
        (GOOD.replace("18.5", "99") + "\n", "no usable place"),
    ],
)
def test_a_file_of_another_kind_is_refused_and_the_old_import_stays(
    tmp_path: Path, data_folder: Path, content: str, reason: str
) -> None:
    before = load(dump(tmp_path, GOOD), data_folder)
    old = before.path.read_bytes()
    (tmp_path / "bad.txt").write_text(content, encoding="utf-8")
    with pytest.raises(GazetteerError, match=reason):
        load(tmp_path / "bad.txt", data_folder)
    assert before.path.read_bytes() == old
    assert [p.name for p in data_folder.iterdir()] == [before.path.name]


def test_half_a_zip_is_refused(tmp_path: Path, data_folder: Path) -> None:
    with zipfile.ZipFile(tmp_path / "whole.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("FD.txt", "".join(f"{GOOD}{n}\n" for n in range(5_000)))
    whole = (tmp_path / "whole.zip").read_bytes()
    (tmp_path / "half.zip").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(GazetteerError, match="zip"):
        load(tmp_path / "half.zip", data_folder)
    assert not data_folder.exists() or not list(data_folder.iterdir())


def test_a_zip_bomb_is_refused(tmp_path: Path, data_folder: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("FD.txt", b"\0" * 40_000_000)
    with pytest.raises(GazetteerError, match="unpacks to"):
        load(tmp_path / "bomb.zip", data_folder)


def test_a_full_disk_leaves_the_old_import(tmp_path: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = load(dump(tmp_path, GOOD), data_folder)
    old = before.path.read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("geobrief.gazetteer.index._write_names", full)
    with pytest.raises(GazetteerError, match="No space left"):
        load(dump(tmp_path, GOOD), data_folder)
    assert before.path.read_bytes() == old
    assert [p.name for p in data_folder.iterdir()] == [before.path.name]


CSVS = {
    "comma": ("name,lat,lon\nOur House,1.5,2.5\n", "utf-8"),
    "semicolon": ("Name;Latitude;Longitude\nOur House;1.5;2.5\n", "utf-8"),
    "tab and UTF-16": ("name\tlat\tlng\nOur House\t1.5\t2.5\n", "utf-16"),
    "byte order mark": ("Place,Y,X\nOur House,1.5,2.5\n", "utf-8-sig"),
    "Windows line ends": ("name,lat,lon\r\nOur House,1.5,2.5\r\n", "utf-8"),
}


def own(path: Path, folder: Path, given: dict[str, str] | None = None) -> Imported:
    skips, pins = Skips(), {}
    _, rows = read_csv(path, skips=skips, given=given, pins=pins)
    return install(rows, "user test", skips=skips, sources=[path], pins=pins, folder=folder)


@pytest.mark.parametrize("kind", CSVS)
def test_a_users_own_list_is_read_as_spreadsheets_write_it(tmp_path: Path, data_folder: Path, kind: str) -> None:
    content, encoding = CSVS[kind]
    path = tmp_path / "mine.csv"
    path.write_bytes(content.encode(encoding))
    [candidate] = Gazetteer([own(path, data_folder).path]).candidates(["our house"])["our house"]
    assert (candidate.place.lat, candidate.place.lon) == (1.5, 2.5)


def test_columns_are_guessed_and_can_be_said() -> None:
    assert guess_columns(["Ort", "Breite", "lon"]) == {"name": "Ort", "lat": "Breite", "lon": "lon"}
    assert guess_columns(["a", "b", "c"], {"name": "a", "lat": "b", "lon": "c"})["lat"] == "b"


def test_a_table_without_positions_is_refused_with_the_way_out(tmp_path: Path, data_folder: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("who,what\na,b\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match="no column for name, lat, lon among who, what; say --column"):
        own(path, data_folder)


def test_a_name_can_be_given_one_meaning(tmp_path: Path, world_path: Path, data_folder: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("name,means\nGlückstadt,geonames:4\n", encoding="utf-8")
    made = own(path, data_folder)
    both = Gazetteer([world_path, made.path])
    assert [c.place.key for c in both.candidates(["Glückstadt"])["Glückstadt"]] == ["geonames:4"]


def test_geojson_points_and_areas_become_places(tmp_path: Path, data_folder: Path) -> None:
    square = [[[0, 0], [0, 2], [2, 2], [2, 0], [0, 0]]]
    features = [
        {"type": "Feature", "properties": {"NAME": "Point"}, "geometry": {"type": "Point", "coordinates": [5, 6]}},
        {"type": "Feature", "properties": {"NAME": "Square"}, "geometry": {"type": "Polygon", "coordinates": square}},
        {"type": "Feature", "properties": {"NAME": "Ghost"}, "geometry": None},
    ]
    path = tmp_path / "mine.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    skips = Skips()
    columns, rows = read_vector(path, skips=skips)
    made = install(rows, "user map", skips=skips, sources=[path], folder=data_folder)
    found = Gazetteer([made.path]).candidates(["point", "square"])
    assert columns["name"] == "NAME"
    assert (found["point"][0].place.lat, found["point"][0].place.lon) == (6.0, 5.0)
    assert found["square"][0].place.bbox == (0.0, 0.0, 2.0, 2.0)
    assert skips.counts.total() == 1


def test_ourairports_and_wikidata_become_places(tmp_path: Path) -> None:
    airports = tmp_path / "airports.csv"
    header = "id,ident,type,name,latitude_deg,longitude_deg,iso_country,iata_code,keywords"
    airports.write_text(f'{header}\n1,FDAA,small_airport,Oasis Field,1,2,FD,OAS,"Desert Strip"\n', encoding="utf-8")
    entity = {
        "id": "Q7",
        "labels": {"en": {"value": "Oasis"}, "fr": {"value": "L'Oasis"}},
        "aliases": {"en": [{"value": "The Well"}]},
        "claims": {"P625": [{"mainsnak": {"datavalue": {"value": {"latitude": 1.0, "longitude": 2.0}}}}]},
    }
    lines = tmp_path / "wd.json"
    lines.write_text("[\n" + json.dumps(entity) + ",\n{broken\n]\n", encoding="utf-8")
    skips = Skips()
    [airport] = ourairports(airports, skips=skips)
    [oasis] = wikidata(lines, skips=skips)
    assert (airport.key, [n.text for n in airport.names]) == ("ourairports:FDAA", ["Desert Strip", "OAS"])
    assert (oasis.key, oasis.wikidata, [n.text for n in oasis.names]) == ("wikidata:Q7", "Q7", ["L'Oasis", "The Well"])
    assert skips.counts.total() == 1


@pytest.mark.usefixtures("data_folder")
def test_the_command_imports_and_says_what_it_skipped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = dump(tmp_path, GOOD, BROKEN["latitude"])
    assert main(["gazetteer", "import", "geonames", str(path)]) == 0
    said = capsys.readouterr().out
    assert "1 skipped: the position is none on Earth (line 2)" in said
    assert "1 places imported into" in said


@pytest.mark.usefixtures("data_folder")
def test_the_command_names_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gazetteer", "import", "csv", "nowhere.csv"]) == 2
    assert "nowhere.csv" in capsys.readouterr().err
