"""The ground where nothing is told: as coarse as it gets and always the same, so that it is put together once.

``areas.afar.json`` (made by ``gazetteer/build_areas.py`` with ``areas.zip``; not read where it was made from another)
has a feature a line. A page draws anew the few countries of which a part is looked at, and takes the others from here.
"""

from __future__ import annotations

import functools
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from geobrief.cartography.outlines import WORLDVIEWS, Worldview, areas_path, members

FILE = "areas.afar.json"

Feature = dict[str, Any]
"""Of GeoJSON."""

Border = tuple[str, bool, str]
"""The two countries beside it ("EH-MA"), whether it is disputed, and its name."""


@dataclass(frozen=True)
class Afar:
    """Land and borders as they are drawn where nothing is told."""

    tolerance: float = 0.0
    """Degrees by which a line may be off; 0 where nothing is kept."""
    countries: dict[str, Feature] = field(default_factory=dict)
    borders: dict[Border, Feature] = field(default_factory=dict)


NOTHING = Afar()
"""Where all is drawn anew."""


def afar_of(tolerance: float, features: Iterable[Feature]) -> Afar:
    """Features of land and of borders, told apart."""
    found = Afar(tolerance)
    for feature in features:
        own = feature["properties"]
        if "disputed" in own:
            found.borders[own["id"], own["disputed"], own["name"] or ""] = feature
        else:
            found.countries[own["id"] or ""] = feature
    return found


@functools.lru_cache(maxsize=2)
def afar(view: Worldview) -> Afar:
    """What is kept for one view of the world; nothing where the file is missing or was made from other areas."""
    try:
        first, *rows = areas_path().with_name(FILE).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return NOTHING
    head = json.loads(first)
    if head["source"] != _source():
        return NOTHING
    return afar_of(head["tolerance"], (row["feature"] for row in map(json.loads, rows) if view in row["views"]))


def written(made: dict[Worldview, Afar]) -> str:
    """The file: what it was made from, and a feature a line with the views that it belongs to."""
    views: dict[str, list[Worldview]] = {}
    for view in WORLDVIEWS:
        for feature in (*made[view].countries.values(), *made[view].borders.values()):
            views.setdefault(_line(feature), []).append(view)
    head = _line({"source": _source(), "tolerance": made["default"].tolerance})
    rows = (f'{{"views":{_line(own)},"feature":{feature}}}' for feature, own in views.items())
    return "\n".join((head, *rows)) + "\n"


def _source() -> int:
    """A checksum of the arcs and the units."""
    own = members()
    return zlib.crc32(own["units.json"], zlib.crc32(own["arcs.bin"]))


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
