"""What a gazetteer holds, in figures."""

from __future__ import annotations

from typing import TypedDict

from geobrief.gazetteer.lookup import Gazetteer
from geobrief.gazetteer.table import KINDS


class LayerSummary(TypedDict):
    """The figures of one layer, as ``geobrief gazetteer info --json`` prints them."""

    name: str
    version: str
    path: str
    sha256: str
    places: int
    names: int
    kinds: dict[str, int]


def summary(gazetteer: Gazetteer) -> list[LayerSummary]:
    """The figures of each layer, the bundled one first."""
    found: list[LayerSummary] = []
    for layer in gazetteer.layers:
        kinds = dict(layer.query("SELECT kind, count(*) FROM place GROUP BY kind ORDER BY kind").fetchall())
        found.append(
            {
                "name": layer.meta("name"),
                "version": layer.meta("version"),
                "path": str(layer.path),
                "sha256": layer.meta("sha256"),
                "places": int(layer.meta("places")),
                "names": int(layer.query("SELECT count(*) FROM name").fetchone()[0]),
                "kinds": {KINDS[number]: count for number, count in kinds.items()},
            }
        )
    return found
