"""A user's own list of places: positions as spreadsheets and field teams write them, and a reason for every row refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from geobrief.cli import main
from geobrief.errors import GazetteerError
from geobrief.gazetteer import Gazetteer
from geobrief.gazetteer.degrees import read_point
from geobrief.gazetteer.imports import Imported, Skips, install
from geobrief.gazetteer.own import read_csv


def _load(path: Path, folder: Path) -> Imported:
    skips: Skips = Skips()
    pins: dict[str, str] = {}
    _, rows = read_csv(path, skips=skips, pins=pins)
    return install(rows, "user test", skips=skips, sources=[path], pins=pins, folder=folder)


@pytest.mark.parametrize(
    ("lat", "lon", "degrees"),
    [
        ("13.51", "2.11", (13.51, 2.11)),
        ("13,51", "2,11", (13.51, 2.11)),
        ("-13,51", "−2,11", (-13.51, -2.11)),
        ("+13.51", "-2.11", (13.51, -2.11)),
        ("13.51N", "2.11W", (13.51, -2.11)),
        ("13,51 S", "2,11 E", (-13.51, 2.11)),
        ("S 13.51", "W2.11", (-13.51, -2.11)),
        ("13°30'36\"N", "2°06'36\"E", (13.51, 2.11)),
        ("13° 30′ 36″ S", "002° 06′ 36.0″ W", (-13.51, -2.11)),
        ("13º30’36”n", "2º06’36”e", (13.51, 2.11)),
        ("13 30 36 N", "2 6 36 E", (13.51, 2.11)),
        ("N13°30'36''", "E2°6'36''", (13.51, 2.11)),
        ("13° 30.6' N", "2° 6,6' W", (13.51, -2.11)),
        ("-13 30 36", "2 6 36", (-13.51, 2.11)),
        ("13°N", "2°E", (13.0, 2.0)),
        ("0", "2.11", (0.0, 2.11)),
    ],
)
def test_degrees_are_read_as_they_are_written(lat: str, lon: str, degrees: tuple[float, float]) -> None:
    point = read_point(lat, lon)
    assert point.fault is None
    assert (round(point.lat, 6), round(point.lon, 6)) == degrees


@pytest.mark.parametrize(
    ("lat", "lon", "fault"),
    [
        ("", "2.11", "the latitude is empty"),
        ("13.51", "", "the longitude is empty"),
        ("north", "2.11", "the latitude is no number"),
        ("NaN", "2.11", "the latitude is no number"),
        ("1e1", "2.11", "the latitude is no number"),
        ("13.51.2", "2.11", "the latitude is no number"),
        ("1.234,5", "2.11", "the latitude is no number"),
        ("9" * 500, "2.11", "the latitude is no number"),
        ("113.51", "2.11", "the latitude is beyond 90"),
        ("13.51", "202.11", "the longitude is beyond 180"),
        ("13°75'N", "2.11", "minutes or seconds"),
        ("13.5°30'N", "2.11", "minutes or seconds"),
        ("2.11 E", "13.51 N", "letter of another direction"),
        ("13.51 N", "2.11 O", "the letter O"),
        ("-13.51 S", "2.11", "a sign and a letter"),
        ("0", "0.0", "0, 0"),
    ],
)  # fmt: skip
def test_what_is_no_position_says_why(lat: str, lon: str, fault: str) -> None:
    assert fault in (read_point(lat, lon).fault or "")


@pytest.mark.parametrize(
    "content",
    [
        "name;lat;lon\nCamp Uno;13,51;2,11\n",
        "sep=;\nname;lat;lon\nCamp Uno;13,51;2,11\n",
        'name,lat,lon\nCamp Uno,"13,51","2,11"\n',
        "name\tlat\tlon\nCamp Uno\t13°30'36\"N\t2°06'36\"E\n",
        'name,lat,lon\nCamp Uno,"13°30\'36""N","2°06\'36""E"\n',
    ],
)
def test_tables_with_decimal_commas_and_degrees_are_imported(tmp_path: Path, data_folder: Path, content: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(content, encoding="utf-8")
    [candidate] = Gazetteer([_load(path, data_folder).path]).candidates(["camp uno"])["camp uno"]
    assert (round(candidate.place.lat, 4), round(candidate.place.lon, 4)) == (13.51, 2.11)


def test_a_row_whose_cells_were_moved_by_a_comma_is_refused_and_not_misplaced(
    tmp_path: Path, data_folder: Path
) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("name,lat,lon\nCamp Uno,13,51,2,11\nCamp Due,14.2,1.45\n", encoding="utf-8")
    made = _load(path, data_folder)
    assert made.places == 1
    assert made.skips.lines() == ["1 skipped: the row has more cells than the header (line 2)"]


def test_every_refused_row_is_counted_and_named_with_its_reason(tmp_path: Path, data_folder: Path) -> None:
    path = tmp_path / "mine.csv"
    rows = ("Good;1,5;2,5", "A;x;2", "B;y;2", "C;95;2", "D;1;2 O", "E;;2", ";1;2")
    path.write_text("name;lat;lon\n" + "\n".join(rows) + "\n", encoding="utf-8")
    lines = _load(path, data_folder).skips.lines()
    assert lines[0] == "2 skipped: the latitude is no number of degrees (line 3, line 4)"
    assert len(lines) == 5
    assert any("beyond 90 degrees (line 5)" in line for line in lines)


def test_a_table_without_a_usable_row_says_which_rows_and_why(tmp_path: Path, data_folder: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("name,lat,lon\nA,x,1\nB,1,200\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match=r"no usable place.*no number of degrees \(line 2\).*beyond 180.*line 3"):
        _load(path, data_folder)


@pytest.mark.usefixtures("data_folder")
def test_the_command_says_which_rows_it_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("name;lat;lon\nA;13,51;2,11\nB;here;2\n", encoding="utf-8")
    assert main(["gazetteer", "import", "csv", str(path)]) == 0
    assert "1 skipped: the latitude is no number of degrees (line 3)" in capsys.readouterr().out
    path.write_text("name;lat;lon\nB;here;2\n", encoding="utf-8")
    assert main(["gazetteer", "import", "csv", str(path)]) == 2
    assert "line 2" in capsys.readouterr().err
