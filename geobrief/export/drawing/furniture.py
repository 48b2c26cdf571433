"""Scale bar, north arrow, locator and legend."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from geobrief.export.drawing.elements import element, number, path, text_of
from geobrief.export.drawing.entries import Entry
from geobrief.export.drawing.ground import BORDER, HALO, INK, LAND, PAPER, QUIETER, SEA, SOFT
from geobrief.export.drawing.marks import TOLD, area_look, ink_of, pin, ring_path, step_look, step_names, step_of
from geobrief.export.drawing.projection import Frame, Projection
from geobrief.export.drawing.signs import sign
from geobrief.export.drawing.widths import FAMILY, shortened
from geobrief.export.messages import Words
from geobrief.map import is_wide, ordered_kinds, page_look_of

LOCATOR = (132.0, 60.0)
"""Width and height of the locator in pixels."""

_FRAME = "#c2371d"
"""Colour of the map's frame in the locator, unless a house has its own."""

_LOCATOR_NORTH, _LOCATOR_SOUTH = 84.0, -58.0
_SMALLEST_LAND = 3.0
"""Degrees: smaller parts of the world are left out of the locator."""

ROW = 19.0
"""Pixels from one row of a list to the next."""


def text(
    words: str, x: float, y: float, size: float, *, ink: str = INK, bold: bool = False, anchor: str | None = None,
    family: str = FAMILY, italic: bool = False,
) -> str:  # fmt: skip
    """Return a line of text; ``y`` is its base line."""
    return element(
        "text", text_of(words), x=x, y=y, font_family=family, font_size=size, fill=ink,
        font_weight="bold" if bold else None, text_anchor=anchor, font_style="italic" if italic else None,
    )  # fmt: skip


def scale_bar(projection: Projection, words: Words) -> str:
    """Return a bar of a round length, in the lower left corner."""
    frame = projection.frame
    per_pixel = projection.kilometres_per_pixel()
    longest = max(1e-9, per_pixel * min(160.0, frame.width * 0.3))
    power = 10.0 ** math.floor(math.log10(longest))
    length = max(step * power for step in (1, 2, 5) if step * power <= longest)
    pixels = length / per_pixel
    x, y = frame.x + 16, frame.bottom - 18
    label = f"{length:,.0f} km".replace(",", "\u202f") if length >= 1 else f"{length * 1000:.0f} m"
    if not projection.is_even():
        label += f" {words('sheet.scaleMiddle')}"
    half = x + pixels / 2
    bar = [
        element("rect", x=x, y=y, width=pixels, height=5, fill=PAPER, stroke=INK, stroke_width=1),
        element("rect", x=x, y=y, width=half - x, height=5, fill=INK),
    ]
    haloed = text(label, x, y - 5, 10.5).replace(
        "<text ", f'<text stroke="{HALO}" stroke-width="3" paint-order="stroke" ', 1
    )
    return "".join([*bar, haloed])


def north_arrow(frame: Frame, words: Words) -> str:
    """Return an arrow in the upper right corner: north is up on every map of geobrief."""
    x, y = frame.right - 24, frame.y + 16
    arrow = f"M{number(x)} {number(y)}L{number(x + 7)} {number(y + 22)}L{number(x)} {number(y + 17)}L{number(x - 7)} {number(y + 22)}Z"
    return element("path", d=arrow, fill=INK, stroke=HALO, stroke_width=1) + text(
        words("north"), x, y + 35, 11, bold=True, anchor="middle"
    )


def locator(
    layers: Mapping[str, Any], projection: Projection, x: float, y: float, title: str, *, accent: str | None = None
) -> str:
    """Return a small world with the frame of the map in it."""
    wide, high = LOCATOR
    across, up = wide / 360, high / (_LOCATOR_NORTH - _LOCATOR_SOUTH)
    data = []
    for item in layers["world"]["features"]:
        for polygon in item["geometry"]["coordinates"]:
            lons = [position[0] for position in polygon[0]]
            if max(lons) - min(lons) >= _SMALLEST_LAND:
                ring = (
                    (x + (lon + 180) * across, y + min(high, max(0.0, (_LOCATOR_NORTH - lat) * up)))
                    for lon, lat, *_ in polygon[0]
                )
                data.append(path(ring, closed=True))
    return element(
        "g",
        element("title", text_of(title)),
        element("rect", x=x, y=y, width=wide, height=high, fill=SEA),
        element("path", d="".join(data), fill=LAND, stroke=BORDER, stroke_width=0.4),
        *_locator_frames(projection, (x, y), (across, up), accent or _FRAME),
        element("rect", x=x, y=y, width=wide, height=high, fill="none", stroke=SOFT, stroke_width=1),
    )


def _locator_frames(
    projection: Projection, corner: tuple[float, float], scale: tuple[float, float], ink: str
) -> list[str]:
    (x, y), (across, up), view = corner, scale, projection.view
    wide = max(6.0, min(360.0, view.east - view.west))
    high = max(6.0, min(_LOCATOR_NORTH, view.north) - max(_LOCATOR_SOUTH, view.south))
    west = (view.middle - wide / 2 + 180) % 360 - 180 if wide < 360 else -180.0
    middle = (min(_LOCATOR_NORTH, view.north) + max(_LOCATOR_SOUTH, view.south)) / 2
    top = min(_LOCATOR_NORTH - _LOCATOR_SOUTH - high, max(0.0, _LOCATOR_NORTH - middle - high / 2))
    spans = [(west, min(180.0, west + wide))]
    if west + wide > 180.0:
        spans.append((-180.0, west + wide - 360))
    return [
        element(
            "rect", x=x + (start + 180) * across, y=y + top * up, width=(end - start) * across, height=high * up,
            fill=ink, fill_opacity=0.12, stroke=ink, stroke_width=1.4,
        )
        for start, end in spans
    ]  # fmt: skip


def legend_rows(entries: Sequence[Entry], facts: Mapping[str, bool], words: Words, most: int) -> list[tuple[str, str]]:
    """Return what is on the map: a picture of 26 by 16 around (0, 0), and what it means.

    Where there is room for ``most`` rows only, the kinds of the fewest places give way, and the last row says so.
    """
    others = [*_shape_rows(entries, words), *_area_rows(entries, words), *_line_rows(facts, words)]
    counts = Counter(entry.kind for entry in entries if entry.kind)
    room = max(1, most - len(others))
    order = ordered_kinds(set(counts))
    kept = sorted(counts, key=lambda kind: (-counts[kind], order.index(kind)))
    if len(kept) > room:
        kept = kept[: room - 1]
    rows = [(kind_sign(key), words.kind(key)) for key in order if key in kept]
    if len(kept) < len(counts):
        rows.append(("", words.count("sheet.moreKinds" if kept else "sheet.kindsOnly", len(counts) - len(kept))))
    return [*rows, *others][: max(0, most)]


def kind_sign(key: str, size: float = 15.0) -> str:
    """Return the sign of a kind of event on a disc of its colour, around (0, 0)."""
    return element("circle", cx=0, cy=0, r=size / 2, fill=ink_of(key)) + sign(
        page_look_of(key).symbol, 0, 0, size * 0.62, PAPER
    )


def _shape_rows(entries: Sequence[Entry], words: Words) -> list[tuple[str, str]]:
    points = [entry for entry in entries if not entry.is_area]
    scenes = [entry for entry in points if entry.presence == "scene"]
    disc = element("circle", cx=0, cy=0, r=6, fill=SOFT)
    rows: list[tuple[str, str]] = []
    if any(entry.place.kind == "site" for entry in scenes):
        rows.append((element("path", d="M0 -7L7 0L0 7L-7 0Z", fill=SOFT), words("legend.site")))
    if any(entry.place.kind != "site" and not entry.is_approximate for entry in scenes):
        rows.append((disc, words("legend.exact")))
    if any(entry.place.kind != "site" and entry.is_approximate for entry in scenes):
        halo = element("circle", cx=0, cy=0, r=7, fill="none", stroke=SOFT, stroke_width=1.3, stroke_dasharray="2.5 2")
        rows.append((element("circle", cx=0, cy=0, r=4.5, fill=SOFT) + halo, words("legend.approximate")))
    if any(entry.match != "strong" for entry in scenes):
        ring = element("circle", cx=0, cy=0, r=6, fill=PAPER, stroke=SOFT, stroke_width=1.8)
        rows.append((ring, words("legend.uncertain")))
    if len({entry.independent for entry in scenes}) > 1:
        sizes = element("circle", cx=-7, cy=2, r=3.5, fill=SOFT) + element("circle", cx=4, cy=0, r=6.5, fill=SOFT)
        rows.append((sizes, words("legend.size")))
    for presence in ("actor", "background"):
        found = next((entry for entry in points if entry.presence == presence), None)
        if found:
            rows.append((pin(found, 0, 0, 11), words(f"legend.{presence}")))
    return rows


def _area_rows(entries: Sequence[Entry], words: Words) -> list[tuple[str, str]]:
    areas = [entry for entry in entries if entry.place.extent is not None]
    scenes = [entry for entry in areas if entry.presence == "scene"]
    rows: list[tuple[str, str]] = []
    told = [entry for entry in scenes if not is_wide(entry.place)]
    if told:
        highest = max(step_of(entry.independent) for entry in told)
        rows.append((_steps(highest), words("legend.told", steps=" · ".join(step_names(highest)))))
    actor = next((entry for entry in areas if entry.presence == "actor" and not is_wide(entry.place)), None)
    if actor:
        rows.append((_swatch(actor), words("legend.actorArea")))
    return rows


def _swatch(entry: Entry) -> str:
    return element("rect", x=-11, y=-6.5, width=22, height=13, rx=2, **area_look(entry))


def _steps(highest: int) -> str:
    """The steps of the fill of areas side by side."""
    wide = 24 / highest
    return "".join(
        element(
            "rect", x=-12 + wide * index, y=-6, width=wide, height=12, stroke=TOLD, stroke_width=0.5, **step_look(index + 1)
        )
        for index in range(highest)
    )  # fmt: skip


def _line_rows(facts: Mapping[str, bool], words: Words) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    if facts["movements"]:
        curve = element("path", d="M-11 4Q0 -8 8 1", fill="none", stroke=SOFT, stroke_width=1.6, stroke_dasharray="5 3")
        rows.append((curve + element("path", d="M11 4L4.5 2.8L9 -2Z", fill=SOFT), words("legend.movement")))
    for key, leaves in (("leaves", True), ("arrives", False)):
        if facts[key]:
            ring = element(
                "path",
                d=ring_path(0, 0, 5, leaves=leaves),
                fill="none",
                stroke=SOFT,
                transform="scale(.62)",
                stroke_width=2,
            )
            rows.append((ring, words(f"legend.{key}")))
    if facts["disputed"]:
        dashed = element("path", d="M-11 0L11 0", stroke=QUIETER, stroke_width=1.2, stroke_dasharray="4 3")
        rows.append((dashed, words("legend.disputed")))
    return rows


def draw_rows(rows: Sequence[tuple[str, str]], frame: Frame) -> list[str]:
    """Return the rows of a legend from the top of a frame."""
    return [
        element("g", picture, transform=f"translate({number(frame.x + 13)} {number(frame.y + ROW * index + ROW / 2)})")
        + text(shortened(meaning, frame.width - 34, 11), frame.x + 34, frame.y + ROW * index + ROW / 2 + 4, 11)
        for index, (picture, meaning) in enumerate(rows)
    ]
