"""How likely a place is to be meant when nothing but its name is known."""

from __future__ import annotations

import math

from geobrief.gazetteer.layer import Hit
from geobrief.model import Kind, NameStrength

KIND_PRIOR: dict[Kind, float] = {
    "country": 9.0, "continent": 9.0, "region": 7.5, "territory": 7.0, "admin1": 5.2, "water": 5.0, "landform": 4.8,
    "site": 4.5, "admin2": 3.2, "city": 0.0, "district": -0.5,
}  # fmt: skip
"""In powers of ten of the population of a town that would be meant as often: a province is meant like a town of
160,000. Set by hand so that Niger, Georgia, Washington and Congo come out as a reader without context expects."""

CODE_PRIOR: dict[str, float] = {"PPLC": 0.8, "PPLA": 0.3, "PPLX": -0.5, "AIRP": -1.5, "AIRB": 0.0, "PPLQ": -1.0}
"""A capital is meant more often than its inhabitants say; an airport less often than its name."""

STRENGTH_PRIOR: dict[NameStrength, float] = {"strong": 0.0, "weak": -2.2, "context": -4.0}
"""Most people who write a weak name mean another place."""


def prior(hit: Hit) -> float:
    """A figure to sort by, comparable between places of one name only."""
    place = hit.place
    score = KIND_PRIOR[place.kind] + CODE_PRIOR.get(place.feature_code, 0.0) + STRENGTH_PRIOR[hit.strength]
    if place.kind in ("city", "district"):
        score += math.log10(max(place.population, 100))
    elif place.population:
        score += math.log10(place.population) / 10
    return score
