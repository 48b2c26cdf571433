"""A tiny world, chosen for trouble: two towns of one name, a demonym, a code, the date line, the pole."""

from __future__ import annotations

from geobrief.gazetteer.table import Row, parse_names
from geobrief.model import Kind


def place(
    key: str, name: str, kind: Kind, lat: float, lon: float, *, country: str = "", names: str = "", **more: object
) -> Row:
    """A row of the tiny world; everything that a test does not care about has a plain value."""
    number = int(key[9:]) if key.startswith("geonames:") else None
    values: dict[str, object] = {
        "feature_class": "P" if kind == "city" else "A",
        "feature_code": {"city": "PPL", "country": "PCLI", "admin1": "ADM1"}.get(kind, "SITE"),
        "admin1": "",
        "admin2": "",
        "population": 0,
        "wikidata": "",
        "source": "test",
    }
    return Row(
        key=key, name=name, kind=kind, country=country, lat=lat, lon=lon, geonameid=number, names=parse_names(names),
        **{**values, **more},
    )  # fmt: skip


WORLD = (
    place("geonames:1", "Freedonia", "country", 10.0, 20.0, country="FD", names="Freedonian:demonym:strong:en"),
    place("geonames:2", "Upper Freedonia", "admin1", 11.0, 20.0, country="FD", admin1="01"),
    place("geonames:3", "Glückstadt", "city", 11.1, 20.1, country="FD", admin1="01", population=90_000),
    place("geonames:4", "Glückstadt", "city", 50.0, -100.0, country="SY", population=1_000),
    place("geonames:5", "Ouagadin", "city", 10.5, 20.5, country="FD", population=5_000, names="OGD:code:context"),
    place("geobrief:base", "Base 7", "site", 11.2, 20.2, country="FD", names="Camp Seven:alias:strong"),
    place("geonames:6", "Sylvania", "country", 50.0, -101.0, country="SY"),
    place("geonames:7", "Datelineville", "city", 0.0, 179.9, country="SY", population=700),
    place("geonames:8", "Polar Station", "city", 89.5, 10.0, country="SY", population=600),
)
