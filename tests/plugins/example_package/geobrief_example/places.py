"""A layer of the gazetteer. A package carries its index; this one makes it, so that none is in git."""

import csv
import tempfile
from functools import cache
from pathlib import Path

from geobrief.gazetteer.imports import Skips, install
from geobrief.gazetteer.own import read_csv

_ROWS = (("name", "lat", "lon", "kind", "country"), ("Headquarters", "13.53", "2.09", "site", "NE"))


@cache
def index() -> Path:
    """Return the path of the index."""
    folder = Path(tempfile.mkdtemp(prefix="geobrief-example-"))
    table = folder / "places.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(_ROWS)
    skips = Skips()
    pins: dict[str, str] = {}
    _, rows = read_csv(table, skips=skips, given={}, pins=pins)
    return install(rows, "example", skips=skips, sources=[table], pins=pins, folder=folder).path
