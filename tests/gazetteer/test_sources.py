"""Every hand-edited fact has a source and a date, and the built table is the one described."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from geobrief.gazetteer import Gazetteer
from geobrief.gazetteer.index import read_source
from geobrief.gazetteer.table import NO_COUNTRY, in_order, read_table, tables_in

FOLDER = Path(__file__).resolve().parents[2] / "gazetteer"
TABLES = sorted((FOLDER / "sources").glob("*.tsv"))
STATES = "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK"


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_every_row_has_a_source_and_the_day_it_was_checked(path: Path) -> None:
    rows = read_source(path)
    assert rows
    for row in rows:
        assert None not in row.values(), f"{path.name}: a row has too few cells: {row}"
        assert row["source"], f"{path.name}: no source: {row}"
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", row["checked"]), f"{path.name}: no date: {row}"


def test_the_tables_are_those_that_are_described() -> None:
    package = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    resource = package["resources"][0]
    assert resource["path"] == [f"places/{path.name}" for path in tables_in(FOLDER / "places")]
    whole = b"".join((FOLDER / path).read_bytes() for path in resource["path"])
    assert resource["hash"] == f"sha256:{hashlib.sha256(whole).hexdigest()}"
    assert resource["bytes"] == len(whole)
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert "GeoNames" in package["attribution"]


def test_each_table_holds_the_places_of_its_country_in_order_so_that_a_change_is_a_line() -> None:
    wrong = []
    for path in tables_in(FOLDER / "places"):
        rows = list(read_table(path))
        if {row.country or NO_COUNTRY for row in rows} != {path.stem} or rows != sorted(rows, key=in_order):
            wrong.append(path.name)
    assert not wrong


def test_every_country_has_a_demonym_and_a_point(bundled: Gazetteer) -> None:
    targets = {row["target"] for row in read_source(FOLDER / "sources" / "demonyms.tsv")}
    for row in read_source(FOLDER / "sources" / "countries.tsv"):
        place = bundled.country(row["iso"])
        assert place is not None
        assert (place.lat, place.lon) == (pytest.approx(float(row["lat"])), pytest.approx(float(row["lon"])))
        if row["feature_code"] == "PCLI":
            assert row["iso"] in targets, f"{row['name']} has no people"


def test_the_people_of_a_country_are_of_the_whole_of_it(bundled: Gazetteer) -> None:
    """A people named "Ukrainian" is of Ukraine, not of a part that shares its code and lies later in the table."""
    wrong = []
    for row in read_source(FOLDER / "sources" / "demonyms.tsv"):
        country = bundled.country(row["target"]) if len(row["target"]) == 2 else None
        for word in {row["singular"], row["plural"], row["adjective"]} - {""} if country else ():
            meant = [c.place.key for c in bundled.candidates([word]).get(word, ()) if c.name_kind == "demonym"]
            if country.key not in meant:
                wrong.append((word, meant))
    assert not wrong


@pytest.mark.parametrize("state", STATES.split())
def test_every_state_has_its_postal_code_as_a_weak_word(bundled: Gazetteer, state: str) -> None:
    found = [c for c in bundled.candidates([state]).get(state, ()) if c.place.admin1_code == state]
    assert any(c.strength != "strong" and c.place.kind == "admin1" for c in found)


def test_disputed_places_say_who_claims_them(bundled: Gazetteer) -> None:
    for name in ("Crimea", "Western Sahara", "Taiwan", "Kosovo"):
        rows = [c.place.key for c in bundled.candidates([name])[name] if c.place.kind in ("territory", "country")]
        assert any(bundled.row(key).claims for key in rows), name
