"""The map inside its frame: ground, areas, movements, pins, names, and the furniture that stands on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geobrief.brief import Brief
from geobrief.export.drawing import furniture
from geobrief.export.drawing.elements import element, layer
from geobrief.export.drawing.entries import Entry, Movement, find_movements
from geobrief.export.drawing.ground import LINE, Layers, area_rings, ground, has_disputed, layers_of
from geobrief.export.drawing.lettering import Space, place_labels
from geobrief.export.drawing.marks import (
    LARGEST,
    Mark,
    badge,
    draw_areas,
    draw_mark,
    draw_movement,
    find_marks,
    ring_box,
)
from geobrief.export.drawing.placing import Rectangle, Rows, scan
from geobrief.export.drawing.projection import Frame, Projection, View, view_of
from geobrief.export.drawing.wanted import wishes
from geobrief.export.messages import Words
from geobrief.export.options import ExportOptions


@dataclass(frozen=True, slots=True)
class Scene:
    """What one map shows, and where."""

    entries: tuple[Entry, ...]
    movements: tuple[Movement, ...]
    marks: tuple[Mark, ...]
    layers: Layers
    projection: Projection
    accent: str | None = None
    """A house's colour, or None."""

    @property
    def shown(self) -> list[Entry]:
        """The places of which something is in the frame."""
        on_map = {entry.place.id for mark in self.marks for entry in (mark.entry, *mark.also)}
        return [entry for entry in self.entries if entry.place.id in on_map or _is_seen(entry, self.projection)]

    @property
    def facts(self) -> dict[str, bool]:
        """What the legend must explain beside places."""
        radii = self.radii
        drawn = [movement for movement in self.movements if draw_movement(movement, self.projection, radii)]
        return {
            "movements": any(movement.origin and movement.destination for movement in drawn),
            "leaves": any(movement.destination is None for movement in drawn),
            "arrives": any(movement.origin is None for movement in drawn),
            "disputed": has_disputed(self.layers),
        }

    @property
    def radii(self) -> dict[str, float]:
        """Pixels from the middle of a pin to its edge, by the id of its place."""
        return {mark.entry.place.id: mark.radius for mark in self.marks}


def make_scene(brief: Brief, entries: Sequence[Entry], frame: Frame, options: ExportOptions) -> Scene:
    """Return what the map of a brief shows in a frame."""
    view = View(*options.extent) if options.extent else view_of(brief)
    padding = 0.0 if options.extent else min(LARGEST, frame.width / 8)
    projection = Projection(view, frame, padding)
    staged = {entry.place.country for entry in entries if entry.presence == "scene"}
    layers = layers_of(projection.view, sorted(code for code in staged if code), options.worldview)
    marks = find_marks(entries, projection)
    return Scene(tuple(entries), tuple(find_movements(brief)), tuple(marks), layers, projection, options.accent)


def draw_scene(scene: Scene, say: Words, *, halo_apart: bool) -> tuple[str, str]:
    """Return the map, which reaches a little beyond its frame, and what stands on it, which does not."""
    frame, projection = scene.projection.frame, scene.projection
    space = Space(frame)
    for mark in scene.marks:
        space.take(Rectangle(mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius))
        if at := badge(mark):
            space.take(at)
    ringed: dict[str, float] = {}
    for movement in scene.movements:
        if at := ring_box(movement, projection, scene.radii):
            space.take(at)
            place = movement.origin or movement.destination
            if place:
                ringed[place.id] = (at.right - at.left) / 2
    corner = _furniture(scene, space, say)
    names = wishes(scene.marks, scene.entries, scene.layers, projection, ringed, say)
    inside = [
        *ground(scene.layers, projection),
        layer("areas", "Areas", draw_areas(scene.entries, projection)),
        layer(
            "movements", "Movements", [draw_movement(movement, projection, scene.radii) for movement in scene.movements]
        ),
        layer("pins", "Places", [draw_mark(mark) for mark in reversed(scene.marks)]),
        layer("labels", "Labels", place_labels(names, space, halo_apart=halo_apart, land=_land(scene))),
    ]
    edge = element("rect", x=frame.x, y=frame.y, width=frame.width, height=frame.height, fill="none", stroke=LINE)
    return "\n".join(filter(None, inside)), f"{corner}\n{edge}"


def _land(scene: Scene) -> Rows:
    """All land in the frame."""
    rings = [
        ring
        for item in scene.layers["countries"]["features"]
        for rings in area_rings(item["geometry"], scene.projection)
        for ring in rings
    ]
    frame = scene.projection.frame
    return scan(rings, Rectangle(frame.x, frame.y, frame.right, frame.bottom))


def _is_seen(entry: Entry, projection: Projection) -> bool:
    """Whether some of an area is in the frame; an area without an outline is, where its name stands."""
    frame = projection.frame
    if entry.place.extent is not None:
        return any(_reaches(rings[0], frame) for rings in area_rings(entry.place.extent, projection))
    x, y = projection.at(entry.place.lat, entry.place.lon)
    return entry.is_area and frame.x < x < frame.right and frame.y < y < frame.bottom


def _reaches(ring: Sequence[tuple[float, float]], frame: Frame) -> bool:
    """Whether something of a ring is inside the frame itself, and not only in the margin under the paper."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return max(xs) > frame.x + 2 and min(xs) < frame.right - 2 and max(ys) > frame.y + 2 and min(ys) < frame.bottom - 2


def _furniture(scene: Scene, space: Space, say: Words) -> str:
    """Scale bar, north arrow and locator; labels keep away from them."""
    frame, projection = scene.projection.frame, scene.projection
    bar = furniture.scale_bar(projection, say)
    space.take(Rectangle(frame.x, frame.bottom - 36, frame.x + 200, frame.bottom))
    arrow = furniture.north_arrow(frame, say)
    space.take(Rectangle(frame.right - 42, frame.y, frame.right, frame.y + 58))
    parts = [bar, arrow]
    wide, high = furniture.LOCATOR
    # In a frame that holds half of the world, a small world tells nothing.
    half = projection.view.east - projection.view.west > 180
    if not half and frame.width > 3 * wide and frame.height > 3 * high:
        corners = [
            (frame.right - wide - 8, frame.bottom - high - 8),
            (frame.x + 8, frame.y + 8),
            (frame.x + 8, frame.bottom - high - 44),
            (frame.right - wide - 50, frame.y + 8),
        ]
        x, y = min(corners, key=lambda corner: _covered(scene.marks, *corner))
        space.take(Rectangle(x - 4, y - 4, x + wide + 4, y + high + 4))
        parts.append(furniture.locator(scene.layers, projection, x, y, say("locator.label"), accent=scene.accent))
    return layer("furniture", "Scale, north, locator", parts)


def _covered(marks: Sequence[Mark], x: float, y: float) -> int:
    """How many marks a locator would cover."""
    wide, high = furniture.LOCATOR
    return sum(
        x - mark.radius < mark.x < x + wide + mark.radius and y - mark.radius < mark.y < y + high + mark.radius
        for mark in marks
    )
