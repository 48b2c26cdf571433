"""What the table writes, it reads."""

from __future__ import annotations

import lzma
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
    parse_names,
    parse_row,
    read_table,
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


def test_half_a_table_is_refused(tmp_path: Path) -> None:
    whole = lzma.compress(("\t".join(COLUMNS) + "\n" + write_row(WORLD[0]) * 5_000).encode())
    path = tmp_path / "places.tsv.xz"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(GazetteerError):
        list(read_table(path))
