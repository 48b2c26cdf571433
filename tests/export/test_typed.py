"""A table has the same columns of the same types in every brief."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geobrief.errors import UsageError
from geobrief.export.tables import PLAIN, TABLES
from geobrief.export.typed import COLUMNS
from tests.brief.builders import a_brief

EMPTY = replace(a_brief(), articles=(), places=(), mentions=(), events=(), conflicts=(), findings=(), key_figures=())


@pytest.mark.parametrize("table", [*TABLES, *PLAIN])
@pytest.mark.parametrize("brief", [a_brief(), EMPTY], ids=["one of everything", "empty"])
def test_a_table_has_the_columns_and_types_that_are_said(table, brief):
    frame = brief.to_geodataframe(table)
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == {**COLUMNS[table], "geometry": "geometry"}
    assert str(frame.crs) == "EPSG:4326"


@pytest.mark.parametrize("table", [*TABLES, *PLAIN])
def test_the_columns_that_are_said_are_those_of_the_rows(table):
    rows = [*{**TABLES, **PLAIN}[table](a_brief())]
    for row in rows:
        assert [name for name in row if name != "geometry"] == list(COLUMNS[table])


def test_every_table_has_its_types():
    assert set(COLUMNS) == {*TABLES, *PLAIN}


def test_a_table_that_is_not_there_is_refused():
    with pytest.raises(UsageError, match="there is no table 'people'"):
        a_brief().to_geodataframe("people")
