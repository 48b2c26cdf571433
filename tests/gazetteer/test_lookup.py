"""Names and positions find their places."""

from __future__ import annotations

import csv
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from geobrief.errors import GazetteerError
from geobrief.gazetteer import Gazetteer, fold, has_kind
from geobrief.gazetteer.earth import distance_km
from geobrief.gazetteer.index import FLAG_CODE_ONLY, FLAG_DEMONYM, FLAG_STRONG, write_index
from tests.gazetteer.tiny_world import WORLD, place

CASES = Path(__file__).parent / "cases" / "resolve.tsv"


def cases() -> list[dict[str, str]]:
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
def test_a_bare_name_means_what_the_table_of_cases_says(bundled: Gazetteer, case: dict[str, str]) -> None:
    found = bundled.search(case["name"], limit=1)
    assert found, f"{case['name']} is unknown"
    first = found[0].place
    assert (first.name, first.kind, first.country or "-") == (case["first"], case["kind"], case["country"])


def test_the_base_at_agadez_stands_where_it_stands(bundled: Gazetteer) -> None:
    base = bundled.search("Air Base 201", limit=1)[0].place
    assert distance_km(base.lat, base.lon, 16.9503, 8.0139) < 0.1
    assert base.feature_code == "AIRB"


def test_countries_carry_geonames_own_points_and_ids(bundled: Gazetteer) -> None:
    niger, russia = bundled.country("NE"), bundled.country("RU")
    assert niger is not None
    assert (niger.geonameid, niger.lat, niger.lon) == (2440476, 18.0, 9.0)
    assert russia is not None
    assert (russia.geonameid, russia.lat, russia.lon) == (2017370, 60.0, 100.0)


def test_an_airport_code_does_not_make_guantanamo_gao(bundled: Gazetteer) -> None:
    strengths = {c.place.name: c.strength for c in bundled.candidates(["Gao"])["Gao"]}
    assert strengths["Gao"] == "strong"
    assert strengths.get("Guantánamo", "context") == "context"


def test_candidates_are_keyed_by_the_names_as_given(world: Gazetteer) -> None:
    found = world.candidates(["GLÜCKSTADT", "Gluckstadt", "Nowhere"])
    assert set(found) == {"GLÜCKSTADT", "Gluckstadt"}
    assert {c.place.country for c in found["Gluckstadt"]} == {"FD", "SY"}


def test_a_demonym_is_found_as_one(world: Gazetteer) -> None:
    [candidate] = world.candidates(["Freedonian"])["Freedonian"]
    assert (candidate.place.name, candidate.name_kind, candidate.language) == ("Freedonia", "demonym", "en")


def test_figures_of_a_name_come_without_its_places(world: Gazetteer) -> None:
    known = world.known(["gluckstadt", "freedonian", "ogd", "nowhere"])
    assert set(known) == {"gluckstadt", "freedonian", "ogd"}
    assert (known["gluckstadt"].places, known["gluckstadt"].population) == (2, 90_000)
    assert has_kind(known["gluckstadt"], "city")
    assert not has_kind(known["gluckstadt"], "country")
    assert known["gluckstadt"].flags & FLAG_STRONG
    assert known["freedonian"].flags & FLAG_DEMONYM
    assert known["ogd"].flags & FLAG_CODE_ONLY


def test_a_place_belongs_to_its_province_by_name(world: Gazetteer) -> None:
    town = world.place("geonames:3")
    assert town is not None
    assert town.admin1 == "Upper Freedonia"


def test_the_larger_of_two_towns_comes_first(world: Gazetteer) -> None:
    assert [c.place.country for c in world.search("Glückstadt")] == ["FD", "SY"]


def test_a_country_decides_between_towns(world: Gazetteer) -> None:
    assert [c.place.country for c in world.search("Glückstadt", country="sy")] == ["SY"]


def test_what_follows_a_comma_decides_between_towns(world: Gazetteer) -> None:
    assert [c.place.country for c in world.search("Glückstadt, Sylvania")] == ["SY"]
    assert [c.place.country for c in world.search("Glückstadt, Upper Freedonia")] == ["FD"]
    assert world.search("Glückstadt, Nowhere") == []


def test_a_misspelt_name_is_found_by_its_consonants(world: Gazetteer) -> None:
    assert [c.place.name for c in world.search("Wagadin")] == ["Ouagadin"]
    assert world.search("Wagadin", fuzzy=False) == []


def test_prefixes_are_completed_by_population(world: Gazetteer) -> None:
    assert world.prefix("gl") == ["gluckstadt"]
    assert "ogd" not in world.prefix("o")
    assert world.prefix("") == []


def test_the_nearest_town_is_near(world: Gazetteer) -> None:
    [(town, km)] = world.nearest(11.11, 20.11)
    assert town.key == "geonames:3"
    assert km < 2


def test_the_nearest_town_is_found_across_the_date_line(world: Gazetteer) -> None:
    [(town, km)] = world.nearest(0.0, -179.9)
    assert town.name == "Datelineville"
    assert km < 25


def test_the_nearest_town_is_found_across_the_pole(world: Gazetteer) -> None:
    [(town, _)] = world.nearest(89.5, -170.0)
    assert town.name == "Polar Station"


def test_nothing_is_near_in_the_middle_of_the_sea(world: Gazetteer) -> None:
    assert world.nearest(-40.0, -20.0) == []


def test_the_nearest_are_sorted_by_distance(bundled: Gazetteer) -> None:
    near = bundled.nearest(13.5, 2.1, limit=5)
    distances = [km for _, km in near]
    assert near[0][0].name == "Niamey"
    assert distances == sorted(distances)
    assert len(near) == 5


def test_months_newspapers_and_surnames_are_no_places(bundled: Gazetteer) -> None:
    assert bundled.not_a_place("March") == "a month"
    assert bundled.not_a_place("Sunday") == "a weekday"
    assert "newspaper" in (bundled.not_a_place("Washington Post") or "")
    assert bundled.not_a_place("Niamey") is None
    assert bundled.not_a_place("Washington") is None


def test_a_local_paper_is_at_home_in_its_town(bundled: Gazetteer) -> None:
    home = bundled.outlet_home("www.parispi.net")
    assert home is not None
    assert (home.name, home.admin1) == ("Paris", "Tennessee")


def test_a_national_paper_is_at_home_in_its_country_and_an_agency_nowhere(bundled: Gazetteer) -> None:
    home = bundled.outlet_home("actuniger.com")
    assert home is not None
    assert home.name == "Niger"
    assert bundled.outlet_home("reuters.com") is None
    assert bundled.outlet_home("nobody.example") is None


def test_the_users_place_replaces_the_bundled_one_of_the_same_id(world_path: Path, tmp_path: Path) -> None:
    own = place("geonames:3", "Glückstadt", "city", 12.0, 21.0, country="FD", population=95_000)
    write_index([own], tmp_path / "own.sqlite", meta={"name": "own", "version": "1", "sha256": "1" * 64})
    both = Gazetteer([world_path, tmp_path / "own.sqlite"])
    found = {c.place.key: c.place.lat for c in both.candidates(["Glückstadt"])["Glückstadt"]}
    assert found == {"geonames:3": 12.0, "geonames:4": 50.0}
    assert both.place("geonames:3").lat == 12.0
    assert both.version.places == len(WORLD) + 1


def test_a_copy_in_another_process_works(world: Gazetteer) -> None:
    twin = pickle.loads(pickle.dumps(world))  # noqa: S301 - our own bytes
    assert twin.candidates(["Freedonia"]) == world.candidates(["Freedonia"])


def test_the_version_says_which_gazetteer_it_is(bundled: Gazetteer) -> None:
    version = bundled.version
    assert version.name.startswith("geobrief-gazetteer")
    assert version.places > 250_000
    assert len(version.sha256) == 64


def test_a_missing_or_damaged_file_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="no such gazetteer"):
        Gazetteer([tmp_path / "none.sqlite"])
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"SQLite format 3\0 and then nothing")
    with pytest.raises(GazetteerError, match="no gazetteer index"):
        Gazetteer([broken])


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_index(WORLD, tmp_path / f"{name}.sqlite", meta={"name": "world", "version": "1", "sha256": "0"})
    assert (tmp_path / "one.sqlite").read_bytes() == (tmp_path / "two.sqlite").read_bytes()


def test_a_failing_build_leaves_the_old_index(world_path: Path) -> None:
    before = world_path.read_bytes()

    def rows() -> object:
        yield WORLD[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_index(rows(), world_path, meta={"name": "world", "version": "2", "sha256": "0"})
    assert world_path.read_bytes() == before
    assert [p.name for p in world_path.parent.iterdir()] == ["world.sqlite"]


def test_opening_the_gazetteer_imports_nothing_heavy() -> None:
    code = (
        "import sys; from geobrief.gazetteer import Gazetteer; Gazetteer.default().candidates(['Niamey']);"
        "print([m for m in ('numpy', 'pandas', 'geopandas', 'shapely', 'geopy', 'rapidfuzz') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_strong_name_of_a_country_leads_to_it(bundled: Gazetteer) -> None:
    for name in ("Niger", "Nigeria", "Chad", "Guinea", "Georgia", "Mali", "Jordan", "Lebanon", "Türkiye", "Turkey"):
        hits = bundled.hits([fold(name)])[fold(name)]
        assert any(hit.place.kind == "country" and hit.strength == "strong" for hit in hits), name


def test_a_full_memo_forgets_nothing_that_is_asked(bundled: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names that were known before the memo ran over are answered in the same question as those that made it."""
    monkeypatch.setattr("geobrief.gazetteer.lookup.MEMO", 3)
    gazetteer = Gazetteer([layer.path for layer in bundled.layers])
    names = [fold(name) for name in ("Agadez", "Niamey", "Zinder", "Maradi", "Tahoua")]
    for asked in (names[:2], names[:3], names, names[3:]):
        assert sorted(gazetteer.known(asked)) == sorted(asked)
        assert sorted(gazetteer.hits(asked)) == sorted(asked)


@pytest.mark.parametrize("name", ["Par\ud800is", "\udfff", "a\x00b", "\ud83d\ude00"])
def test_damaged_text_can_be_asked_about(bundled: Gazetteer, name: str) -> None:
    assert bundled.not_a_place(name) is None
    assert bundled.outlet(f"{name}.example") is None
    assert bundled.row(name) is None
    whole = "".join(letter for letter in name if letter not in "\ud800\udfff\x00")
    assert bundled.search(name, fuzzy=False) == bundled.search(whole, fuzzy=False)
    assert bundled.candidates([name]).keys() <= {name}
