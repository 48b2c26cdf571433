"""The geocoder keeps geopy's documented contract."""

from __future__ import annotations

import inspect

import pytest
from geopy.exc import GeocoderQueryError, GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from geobrief.gazetteer import Gazetteer
from geobrief.gazetteer.geocoder import GazetteerGeocoder


@pytest.fixture
def geocoder(world: Gazetteer) -> GazetteerGeocoder:
    return GazetteerGeocoder(world)


def test_it_is_a_geopy_geocoder(geocoder: GazetteerGeocoder) -> None:
    assert isinstance(geocoder, Geocoder)


@pytest.mark.parametrize("method", ["geocode", "reverse"])
def test_it_takes_the_arguments_that_all_geocoders_share(method: str) -> None:
    ours = inspect.signature(getattr(GazetteerGeocoder, method)).parameters
    theirs = inspect.signature(getattr(Nominatim, method)).parameters
    for name in ("query", "exactly_one", "timeout"):
        assert name in ours
        assert ours[name].kind == theirs[name].kind


def test_one_location_comes_back_with_its_whole_row(geocoder: GazetteerGeocoder) -> None:
    found = geocoder.geocode("Glückstadt, Freedonia", timeout=1)
    assert isinstance(found, Location)
    assert (found.latitude, found.longitude) == (11.1, 20.1)
    assert found.address == "Glückstadt, Upper Freedonia, Freedonia"
    assert found.raw["key"] == "geonames:3"
    assert found.raw["population"] == 90_000
    assert found.raw["because"]


def test_a_list_comes_back_where_more_than_one_is_asked_for(geocoder: GazetteerGeocoder) -> None:
    found = geocoder.geocode("Glückstadt", exactly_one=False)
    assert [place.raw["key"] for place in found] == ["geonames:3", "geonames:4"]
    assert len(geocoder.geocode("Glückstadt", exactly_one=False, limit=1)) == 1


@pytest.mark.parametrize("exactly_one", [True, False])
@pytest.mark.parametrize("query", ["Nowhere-on-Sea", "", "   ", {"city": ""}])
def test_nothing_found_is_none(geocoder: GazetteerGeocoder, query: object, exactly_one: bool) -> None:
    assert geocoder.geocode(query, exactly_one=exactly_one) is None


def test_countries_can_be_given_as_one_code_or_several(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.geocode("Glückstadt", country_codes="sy").raw["country"] == "SY"
    assert geocoder.geocode("Glückstadt", country_codes=["XX", "SY"]).raw["country"] == "SY"
    assert geocoder.geocode("Glückstadt", country_codes="xx") is None


def test_a_structured_query_looks_for_its_first_part(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.geocode({"city": "Glückstadt", "country": "Sylvania"}).raw["key"] == "geonames:4"
    assert geocoder.geocode({"state": "Upper Freedonia"}).raw["kind"] == "admin1"
    assert geocoder.geocode({"country": "Freedonia"}).raw["kind"] == "country"
    assert geocoder.geocode({"city": "Freedonia"}) is None


def test_a_view_box_prefers_and_can_bound(geocoder: GazetteerGeocoder) -> None:
    box = [Point(51, -99), Point(49, -101)]
    assert geocoder.geocode("Glückstadt", viewbox=box).raw["key"] == "geonames:4"
    assert geocoder.geocode("Ouagadin", viewbox=box).raw["key"] == "geonames:5"
    assert geocoder.geocode("Ouagadin", viewbox=box, bounded=True) is None


def test_reverse_gives_the_nearest_town(geocoder: GazetteerGeocoder) -> None:
    found = geocoder.reverse((11.11, 20.11))
    assert found.raw["key"] == "geonames:3"
    assert found.raw["distance_km"] < 2
    assert geocoder.reverse("11.11, 20.11").raw["key"] == "geonames:3"
    assert geocoder.reverse(Point(11.11, 20.11), exactly_one=False)[0].raw["key"] == "geonames:3"
    assert geocoder.reverse((-40.0, -20.0)) is None


@pytest.mark.parametrize(
    "call",
    [
        lambda g: g.geocode(42),
        lambda g: g.geocode({"street": "High Street"}),
        lambda g: g.geocode("Glückstadt", limit=0),
        lambda g: g.geocode("Glückstadt", featuretype="planet"),
        lambda g: g.geocode("Glückstadt", viewbox=["here"]),
        lambda g: g.reverse("nowhere at all"),
    ],
)
def test_a_wrong_question_raises_geopys_own_error(geocoder: GazetteerGeocoder, call: object) -> None:
    with pytest.raises(GeocoderQueryError) as caught:
        call(geocoder)
    assert isinstance(caught.value, GeopyError)


def test_it_makes_no_request_whatever_is_asked(geocoder: GazetteerGeocoder) -> None:
    with pytest.raises(GeocoderQueryError, match="makes no requests"):
        geocoder._call_geocoder("https://example.org", lambda _: None)


def test_it_works_with_the_rate_limiter_and_pandas(geocoder: GazetteerGeocoder) -> None:
    pd = pytest.importorskip("pandas")
    limited = RateLimiter(geocoder.geocode, min_delay_seconds=0)
    frame = pd.DataFrame({"name": ["Ouagadin", "Nowhere-on-Sea", "Base 7"]})
    frame["location"] = frame["name"].apply(limited)
    assert [place and place.raw["key"] for place in frame["location"]] == ["geonames:5", None, "geobrief:base"]
