"""What the table writes, it reads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geobrief.errors import GazetteerError
from geobrief.gazetteer.table import (
    COLUMNS,
    NAME_KINDS,
    STRENGTHS,
    Name,
    Row,
    in_order,
    parse_names,
    parse_row,
    read_table,
    read_tables,
    tables_in,
    write_names,
    write_row,
)
from tests.gazetteer.tiny_world import WORLD

TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="|:"), min_size=1, max_size=20)
NAMES = st.builds(
    Name,
    text=TEXT,
    kind=st.sampled_from(NAME_KINDS),
    strength=st.sampled_from(STRENGTHS),
    language=st.none() | st.sampled_from(["en", "fr", "ar"]),
)


@given(st.lists(NAMES, max_size=5))
def test_names_come_back_as_they_were_written(names: list[Name]) -> None:
    assert parse_names(write_names(names)) == tuple(names)


@pytest.mark.parametrize("row", WORLD, ids=lambda row: row.key)
def test_rows_come_back_as_they_were_written(row: object) -> None:
    assert parse_row(write_row(row)) == row


def test_a_colon_in_a_name_stays_in_it() -> None:
    assert parse_names("Kanón:no") == (Name("Kanón:no"),)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("name\tlat\n", "header"),
        ("\t".join(COLUMNS) + "\nonly\tthree\tcells\n", "line 2: 3 columns"),
        ("\t".join(COLUMNS) + "\n" + write_row(WORLD[0]).replace("\tcountry\t", "\tempire\t") + "\n", "no kind"),
    ],
)
def test_a_damaged_table_is_refused_with_file_and_reason(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "places.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(GazetteerError, match=reason):
        list(read_table(path))


def table(folder: Path, name: str, *rows: Row) -> None:
    (folder / f"{name}.tsv").write_text("\n".join(["\t".join(COLUMNS), *map(write_row, rows)]) + "\n", encoding="utf-8")


def test_half_a_table_is_refused(tmp_path: Path) -> None:
    table(tmp_path, "FR", *sorted(WORLD, key=in_order))
    path = tmp_path / "FR.tsv"
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(GazetteerError, match="columns"):
        list(read_tables(tmp_path))


def test_the_tables_of_all_countries_are_read_as_one_in_order(tmp_path: Path) -> None:
    sea = replace(WORLD[0], key="geobrief:sea", country="", kind="water")
    ordered = sorted([*WORLD, sea], key=in_order)
    for country in {row.country for row in ordered}:
        table(tmp_path, country or "world", *[row for row in ordered if row.country == country])
    assert [path.stem for path in tables_in(tmp_path)] == ["world", "FD", "SY"]
    assert list(read_tables(tmp_path)) == ordered


def test_a_table_out_of_order_is_refused_and_none_of_its_places_is_lost(tmp_path: Path) -> None:
    (wide,), (town,) = ([row for row in WORLD if row.kind == kind][:1] for kind in ("country", "city"))
    table(tmp_path, "FR", town, wide)
    with pytest.raises(GazetteerError, match=r"FR\.tsv.*not sorted"):
        list(read_tables(tmp_path))


def test_a_folder_without_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="no table of places"):
        list(read_tables(tmp_path))
