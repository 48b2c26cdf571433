"""The table of features that the ranker weighs: what each says of a place that a name may mean.

The order is the order of the columns; ``geobrief/places/evidence.py`` fills them in and ``ranker.json.gz`` holds the
fitted weights. Those in ``ORDER`` of ``geobrief/places/reasons.py`` are said to the reader where they decided for a
place; the others only shape the weighing.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Feature:
    """One column."""

    name: str
    says: str


FEATURES: tuple[Feature, ...] = (
    # What the place is.
    Feature("population", "log10 of its inhabitants (of the province or country, for those)"),
    Feature("population_gap", "how far that is below the most populous place of the name, in powers of ten"),
    Feature("largest", "it is the most populous place of the name"),
    Feature("rank", "its rank by population among the places of the name"),
    Feature("prior", "how likely it is meant when nothing but the name is known (gazetteer's prior)"),
    Feature("prior_gap", "how far that is below the likeliest place of the name"),
    Feature("options", "log10 of the number of places of the name"),
    Feature("only", "it is the only place of the name"),
    Feature("country", "it is a country or territory"),
    Feature("continent", "it is a continent"),
    Feature("region", "it is a region"),
    Feature("admin1", "it is a first-order province"),
    Feature("admin2", "it is a second-order province"),
    Feature("city", "it is a settlement"),
    Feature("district", "it is a part of a town"),
    Feature("site", "it is a site: an airport, base or building"),
    Feature("nature", "it is a river, sea, lake, mountain or island"),
    Feature("capital", "it is the capital of a country"),
    Feature("seat", "it is the seat of a province"),
    Feature("holds_namesake", "it is a province that holds a town of its name"),
    Feature("held_by_namesake", "it is a town in a province of its name"),
    # What the name is.
    Feature("strong", "the name is a strong name of it"),
    Feature("context", "the name needs a context that supports it"),
    Feature("own", "the name is its own name, not another one"),
    Feature("short_form", "the name is an abbreviation or code"),
    Feature("foreign", "the name is a foreign or former one"),
    Feature("way", "how the name was got from the text: 0 as written, 4 furthest from it"),
    Feature("spelt", "the text spells the name as the gazetteer does, capitals and accents included"),
    # What stands around the mentions.
    Feature("cue", "a type word beside the name fits its kind (town of, County, Province)"),
    Feature("cue_against", "a type word beside the name fits another kind"),
    Feature("held", "the text says that it lies there (Agadez, Niger)"),
    Feature("held_against", "the text says that it lies elsewhere"),
    Feature("mentions", "log of how often the article uses the name"),
    # Where the outlet is at home.
    Feature("home_known", "the outlet's home is known"),
    Feature("home_km", "log10 of the distance to the outlet's home"),
    Feature("home_admin1", "it lies in the home province"),
    Feature("home_country", "it lies in the home country"),
    # What else the article names.
    Feature("country_share", "share of the other names that lie in its country"),
    Feature("admin1_share", "share of the other names that lie in its province"),
    Feature("country_named", "its country is named, as a name or a demonym"),
    Feature("admin1_named", "its province is named"),
    Feature("holds_share", "share of the other names that lie in it, for a country or province"),
    Feature("nearest_km", "log10 of the distance to the nearest other likely place"),
    Feature("near_50", "share of the other likely places within 50 km"),
    Feature("near_200", "share of the other likely places within 200 km"),
    Feature("others", "log of the number of other names"),
)

NAMES: tuple[str, ...] = tuple(feature.name for feature in FEATURES)
COLUMN: dict[str, int] = {name: column for column, name in enumerate(NAMES)}
