"""What the page carries beside its script: the brief as JSON, and the view of it (words, kinds, basemap)."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any

from geobrief.brief import Brief, cut_off, period, to_dict
from geobrief.cartography import Worldview, positions_apart
from geobrief.citations import csl_name, family_of
from geobrief.map.choices import review
from geobrief.map.column_parts import as_json, packed
from geobrief.map.columns import to_columns
from geobrief.map.first_marks import packed_marks
from geobrief.map.looks import ordered_kinds, page_look_of
from geobrief.map.options import MapOptions, read_marking
from geobrief.map.pack import FINE, pack
from geobrief.map.steps import Step, steps_of
from geobrief.map.story import LIMIT, Bounds, story_box
from geobrief.map.towns import towns
from geobrief.model import AREAS, PlaceRecord
from geobrief.reasons import templates

JSON = dict[str, Any]

PACK_FROM = 300_000
"""Characters, roughly, of a ``brief.json`` from which on it travels in columns and compressed: a browser inflates faster
than a reader's disk delivers. A smaller one stays readable to any program that looks for it."""

MARGIN = 0.5
"""How far the detailed basemap reaches beyond the story, as a share of its size: a little zooming out stays sharp."""

LEAST_MARGIN = 2.0
"""Degrees."""

NEAR = 45.0
"""Degrees across: so far a view, with its margin, is one region, and its ground is cheap to draw finer."""

NEAR_SCREEN = 9600
"""Steps across such a view that are told apart: a wide screen, zoomed in three times. In trials a region took 30 kB more
than with a quarter of the steps."""

MOST_NEAR = 100
"""Places, at most, around which the ground is as fine as its source: those named most often."""


FAR_SOUTH = -62.0
"""Degrees: a brief of places north of it has no news from Antarctica, which Web Mercator would spread along its edge."""

LAND = frozenset({"world", "countries"})
"""Layers whose features keep the country that they belong to: its name stands inside them."""

_HIDDEN = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def brief_block(brief: Brief, name: str = "geobrief") -> str:
    """Return the script element that holds ``brief.json``: as it is, or in columns and compressed where it is large."""
    if is_large(brief):
        return _packed(f"{name}-brief", to_columns(brief))
    return _block(f"{name}-brief", as_json(to_dict(brief)))


def is_large(brief: Brief) -> bool:
    """Whether a brief travels in columns.

    What stands in such a page beside its title is ASCII, which a browser decodes in a third of the time.
    """
    return _roughly(brief) >= PACK_FROM


def _roughly(brief: Brief) -> int:
    """Characters of ``brief.json``, near enough: its texts, and what stands around them in every record."""
    told = sum([RECORD + 2 * len(mention.sentence.text) for mention in brief.mentions])
    return told + RECORD * (len(brief.events) + len(brief.articles) + len(brief.places))


RECORD = 350
"""Characters of a record of ``brief.json`` without its sentence."""


def view_block(brief: Brief, options: MapOptions, name: str = "geobrief", *, basemap: bool = True) -> str:
    """Return the script element that holds everything else the page needs."""
    return _block(f"{name}-view", as_json(view(brief, options, basemap=basemap), ascii_only=is_large(brief)))


def view(brief: Brief, options: MapOptions, *, basemap: bool = True) -> JSON:
    """Return what the page needs beside the brief."""
    story = story_box(brief) if options.extent is None else _held(Bounds(*options.extent))
    marking = None if options.marking is None else read_marking(options.marking)
    words = {**messages(options.language), **province_names(options.language, brief.places)}
    return {
        "language": options.language,
        "messages": words,
        "reasons": None if options.language == "en" else templates(options.language),
        "marking": None if marking is None else marking._asdict(),
        "preparedBy": options.prepared_by,
        "preparedFor": options.prepared_for,
        "version": options.version,
        "disclaimer": disclaimer(options),
        "worldview": borders(options.worldview, options.language),
        "attribution": attributions(options.language),
        **_kinds(brief),
        "people": people(brief),
        "title": brief.title,
        "marks": packed_marks(brief) if basemap and is_large(brief) else None,
        "story": story._asdict(),
        "dates": _dates(brief, options),
        "steps": [_step(step) for step in steps_of(brief)],
        **(_basemap(brief, story, options.worldview) if basemap else {"basemap": {}, "towns": []}),
        "tiles": None if options.tiles is None else {"url": options.tiles, "attribution": options.tiles_attribution},
        "review": review(brief, live=options.live) if basemap else None,
    }


def _step(step: Step) -> JSON:
    """A finding as the page steps through the brief: its view, its places, its sentences."""
    return {
        "finding": step.finding.id,
        "box": None if step.box is None else _held(step.box)._asdict(),
        "places": list(step.places),
        "quotes": [{"article": quote.article, "start": quote.start} for quote in step.quotes],
    }


def _dates(brief: Brief, options: MapOptions) -> JSON:
    """Date of issue, cut-off of the information and period of the events, as every output says them."""
    last, days = cut_off(brief), period(brief)
    return {
        "issued": options.issued.isoformat() if options.issued else None,
        "cutOff": last.isoformat() if last else None,
        "period": [day.isoformat() for day in days] if days else None,
    }


def _held(box: Bounds) -> Bounds:
    """The part of a box between the latitudes that a web map shows; its east beyond 180 where it crosses the antimeridian."""
    east = box.east + 360 if box.east < box.west else box.east
    return Bounds(box.west, max(-LIMIT, box.south), east, min(LIMIT, box.north))


def messages(language: str) -> dict[str, str]:
    """Return the words of the interface in one language; what a language lacks is said in English."""
    folder = files("geobrief.map").joinpath("messages")
    english: dict[str, str] = json.loads(folder.joinpath("en.json").read_text("utf-8"))
    if language == "en":
        return english
    return {**english, **json.loads(folder.joinpath(f"{language}.json").read_text("utf-8"))}


def province_names(language: str, places: Iterable[PlaceRecord] | None = None) -> dict[str, str]:
    """Return what provinces are called in a language by the key of their message, of some places or of all that are known."""
    table = files("geobrief.map").joinpath("messages", "provinces", f"{language}.json")
    known: dict[str, dict[str, str]] = json.loads(table.read_text("utf-8")) if table.is_file() else {}
    called = {f"place.{code}.{name}": own for code, names in known.items() for name, own in names.items()}
    if places is None:
        return called
    keys = {f"place.{place.country}.{place.name}" for place in places if place.kind == "admin1"}
    return {key: called[key] for key in sorted(keys & called.keys())}


def attributions(language: str) -> list[str]:
    """Return whom the licences of what is on the map ask to name: places, boundaries, map library."""
    return [text for key, text in messages(language).items() if key.startswith("attribution.")]


def borders(worldview: Worldview, language: str) -> str:
    """Return whose borders are drawn, in words."""
    from geobrief.cartography import default_worldview as default_view  # noqa: PLC0415 - it opens the outlines of the world

    return messages(language)[f"about.worldview.{worldview}"].replace("{name}", str(default_view()["name"]))


def disclaimer(options: MapOptions) -> str | None:
    """Return the usual sentence on boundaries, in the name of the organisation given."""
    if options.organisation is None:
        return None
    return messages(options.language)["about.disclaimer"].replace("{organisation}", options.organisation)


def _kinds(brief: Brief) -> JSON:
    """Kinds of event that the brief has, in the order of the ontology, and their families."""
    looks = {key: page_look_of(key) for key in ordered_kinds({event.kind for event in brief.events})}
    return {
        "kinds": {
            key: {
                "label": look.label,
                "family": look.family,
                "colour": look.colour,
                "symbol": look.symbol,
                "weak": look.weak,
            }
            for key, look in looks.items()
        },
        "families": {look.family: {"label": look.family_label, "colour": look.colour} for look in looks.values()},
    }


def people(brief: Brief) -> dict[str, tuple[str, str, str]]:
    """Return family name, given names and suffix of the authors that are persons, for references."""
    names = dict.fromkeys(name for source in brief.articles for name in source.authors)
    read = {name: csl_name(name) for name in names}
    return {
        name: (family_of(parts), parts["given"], parts.get("suffix", ""))
        for name, parts in read.items()
        if "literal" not in parts
    }


def _basemap(brief: Brief, story: Bounds, worldview: Worldview) -> JSON:
    box = story.grown(MARGIN, LEAST_MARGIN)
    countries = tuple(sorted({place.country for place in brief.places if place.country is not None}))
    is_polar = any(place.lat < FAR_SOUTH for place in brief.places)
    near = tuple(positions_apart(_cited_first(brief), MOST_NEAR))
    layers = _layers(box, near, countries, worldview, is_polar=is_polar)
    return {**layers, "towns": towns(brief, box, near)}


def _cited_first(brief: Brief) -> list[tuple[float, float]]:
    """The positions of places that have a pin, the most often named first."""
    named = Counter(mention.place for mention in brief.mentions)
    pins = [place for place in brief.places if place.extent is None and place.kind not in AREAS]
    return [(place.lat, place.lon) for place in sorted(pins, key=lambda place: (-named[place.id], place.id))]


@lru_cache(maxsize=4)
def _layers(
    box: Bounds,
    near: tuple[tuple[float, float], ...],
    countries: tuple[str, ...],
    worldview: Worldview,
    *,
    is_polar: bool,
) -> JSON:
    """The packed basemap of a view; a notebook draws the same one again and again."""
    from geobrief.cartography import SCREEN, ground  # noqa: PLC0415 - it opens the outlines of the world

    size = max(box.east - box.west, box.north - box.south)
    tolerance = size / (NEAR_SCREEN if box.size <= NEAR else SCREEN)
    layers = ground(
        [(box.west, box.south, box.east, box.north)],
        tolerance,
        near,
        countries=countries,
        view=worldview,
        is_polar=is_polar,
    )
    return {
        "basemap": {
            name: pack(layer, FINE, ["id", "disputed"] if name in LAND else ["disputed"])
            for name, layer in layers.items()
        },
    }


def _block(name: str, content: str) -> str:
    return f'<script type="application/json" id="{name}">{_HIDDEN.sub(_escape, content)}</script>'


def _packed(name: str, content: JSON) -> str:
    kind = 'type="application/json" data-encoding="gzip-base64" data-layout="columns"'
    return f'<script {kind} id="{name}">{packed(content)}</script>'


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"
