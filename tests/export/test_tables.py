"""A brief as GeoDataFrames, for notebooks."""

from dataclasses import replace

import pytest

from geobrief.errors import UsageError
from geobrief.export.tables import TABLES, source_name
from tests.brief.builders import a_brief
from tests.export.briefs import a_movement, empty


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("brief", [a_brief(), a_movement(), empty()], ids=["usual", "movement", "empty"])
def test_every_table_has_a_geometry_in_epsg_4326(brief, table):
    frame = brief.to_geodataframe(table)
    assert frame.crs.to_epsg() == 4326
    assert frame.geometry.name == "geometry"
    assert frame["id"].is_unique


def test_movements_are_lines_with_the_names_of_both_ends():
    (row,) = a_movement().to_geodataframe("movements").itertuples()
    assert (row.origin_name, row.destination_name, row.geometry.geom_type) == ("Niamey", "Agadez", "LineString")


def test_an_event_says_which_source_only_repeats_another():
    brief = a_brief()
    first = brief.events[0]
    said = first.citations[0]
    original = next(source for source in brief.articles if source.id == said.article)
    other = replace(original, id="a-other", title="The same again")
    event = replace(first, citations=(said, replace(said, article=other.id, copy_of=original.id)))
    rows = replace(brief, articles=(*brief.articles, other), events=(event,)).to_geodataframe("events")
    assert list(rows["copy_of"]) == [f"{source_name(other)} repeats {source_name(original)}"]
    assert a_brief().to_geodataframe("events")["copy_of"].isna().all()


def test_an_unknown_table_names_the_known_ones():
    with pytest.raises(UsageError, match=r"places.*movements"):
        a_brief().to_geodataframe("people")
