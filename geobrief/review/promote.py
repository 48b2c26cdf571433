"""Names that were put right once → rows of a gazetteer of one's own, so that the next article need not be corrected."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from geobrief.brief import Correction, OwnPlace

COLUMNS = ("name", "lat", "lon", "kind", "country", "means")
"""As ``geobrief gazetteer import`` understands them."""

Row = tuple[str, str, str, str, str, str]


def rows_of(corrections: Iterable[Correction]) -> list[Row]:
    """Return the names and senses that were set: a key of the gazetteer is what a name means, another place is new."""
    rows: dict[Row, None] = {}
    for item in corrections:
        if item.right or item.place is None or not item.names:
            continue
        for name in item.names:
            rows[_row(name, item.place)] = None
    return list(rows)


def _row(name: str, place: str | OwnPlace) -> Row:
    if isinstance(place, str):
        return name, "", "", "", "", place
    if place.key is not None:
        return name, "", "", "", "", place.key
    return name, repr(place.lat), repr(place.lon), place.kind, place.country or "", ""


def with_rows(text: str, rows: Sequence[Row]) -> tuple[str, list[Row]]:
    """Return a gazetteer in CSV with some rows at its end, and those of them that it did not have."""
    old = [tuple(row) for row in csv.reader(io.StringIO(text))][1:]
    new = [row for row in rows if row not in old]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([*old, *new])
    return out.getvalue(), new
