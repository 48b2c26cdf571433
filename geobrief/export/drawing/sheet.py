"""The whole picture: banner, title block, map, list of places, legend, sources, attribution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from geobrief.brief import Brief
from geobrief.export.drawing import furniture
from geobrief.export.drawing.entries import Entry, Movement, find_entries, find_movements
from geobrief.export.drawing.ground import INK, LINE, PAPER, SOFT, Layers, area_rings, ground, has_disputed, layers_of
from geobrief.export.drawing.labels import Box, Space, place_labels
from geobrief.export.drawing.marks import LARGEST, Mark, draw_areas, draw_mark, draw_movement, find_marks
from geobrief.export.drawing.names import wishes
from geobrief.export.drawing.projection import Frame, Projection, view_of
from geobrief.export.drawing.svg import element, layer, number, one_line, text_of
from geobrief.export.drawing.widths import FAMILY, SERIF, lines_of, shortened, text_width
from geobrief.export.options import ExportOptions
from geobrief.export.words import Words, words
from geobrief.map.blocks import ATTRIBUTION, disclaimer
from geobrief.map.options import MapOptions, read_marking

EDGE = 20.0
"""Pixels of paper around everything."""

BANNER = 26.0
"""Pixels of a marking's banner: its letters are 16 pixels, which are the 12 points that TLP asks for."""

ROW = 20.0
_SMALL = 560.0
"""Pixels of width below which a picture has no list and no legend."""

_NAMED_IN_ALT = 40
"""Places that the alternative text names; more would be read aloud for minutes."""


@dataclass(slots=True)
class _Page:
    """What has been drawn, and the room that is left."""

    width: float
    height: float
    top: float = 0.0
    bottom: float = 0.0
    parts: list[str] = field(default_factory=list)


def draw_map(brief: Brief, options: ExportOptions, *, halo_apart: bool = False) -> str:
    """Return the SVG of a brief, ``options.width`` by ``options.height`` pixels.

    Args:
        brief: What is drawn.
        options: Size, marking, title block, language.
        halo_apart: See :func:`geobrief.export.drawing.labels.place_labels`.
    """
    say = words(options.language)
    entries = find_entries(brief)
    page = _Page(options.width, options.height, bottom=float(options.height))
    _banners(page, options)
    _title(page, brief, options, say)
    _foot(page, brief, options, say)
    map_frame, list_frame, legend_frame = _rooms(page)
    projection = Projection(view_of(brief), map_frame, padding=min(LARGEST, map_frame.width / 8))
    movements = find_movements(brief)
    layers = layers_of(projection.view, _countries(entries))
    marks = find_marks(entries, projection)
    drawn = _map(entries, movements, marks, layers, projection, say, halo_apart=halo_apart)
    page.parts[:0] = [drawn, _paper(page, map_frame)]
    shown = _shown(entries, marks, projection)
    facts = {"movements": bool(movements), "disputed": has_disputed(layers)}
    if list_frame and legend_frame:
        rows = furniture.legend_rows(shown, facts, say)
        on_map = frozenset(entry.place.id for entry in shown)
        _panel(page, entries, rows, (list_frame, legend_frame), on_map, say)
    return _document(page, brief, entries, say)


def _document(page: _Page, brief: Brief, entries: Sequence[Entry], say: Words) -> str:
    title = element("title", text_of(brief.title), id="title")
    about = element("desc", text_of(alternative_text(brief, entries, say)), id="description")
    start = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" '
        f'width="{number(page.width)}" height="{number(page.height)}" '
        f'viewBox="0 0 {number(page.width)} {number(page.height)}" '
        f'role="img" aria-labelledby="title description" lang="{say.language}">'
    )
    return "\n".join(
        ['<?xml version="1.0" encoding="UTF-8"?>', start, title, about, *filter(None, page.parts), "</svg>\n"]
    )


def _paper(page: _Page, hole: Frame) -> str:
    """The paper around the map: it covers what reaches beyond the frame."""
    outside = f"M0 0H{number(page.width)}V{number(page.height)}H0Z"
    inside = f"M{number(hole.x)} {number(hole.y)}V{number(hole.bottom)}H{number(hole.right)}V{number(hole.y)}Z"
    return layer("paper", "Paper", [element("path", d=outside + inside, fill=PAPER, fill_rule="evenodd")])


def alternative_text(brief: Brief, entries: Sequence[Entry], say: Words) -> str:
    """Return what the picture shows, for those who cannot see it."""
    numbered = [entry for entry in entries if entry.number is not None]
    parts = [say("sheet.alt", title=one_line(brief.title)), f"{', '.join(_facts(brief, say))}."]
    if numbered:
        named = [
            f"{entry.number} {one_line(entry.place.name)} ({say.count('head.events', entry.events)})"
            for entry in numbered[:_NAMED_IN_ALT]
        ]
        if len(numbered) > _NAMED_IN_ALT:
            named.append(say.count("sheet.more", len(numbered) - _NAMED_IN_ALT))
        parts.append(say("sheet.altPlaces", places=", ".join(named)))
    elif not entries:
        parts.append(say("sheet.noPlace"))
    return " ".join(parts)


def _banners(page: _Page, options: ExportOptions) -> None:
    if options.marking is None:
        return
    marking = read_marking(options.marking)
    words = shortened(marking.text, page.width - 2 * EDGE, 16, bold=True)
    for name, top in (("top", 0.0), ("bottom", page.height - BANNER)):
        label = furniture.text(words, page.width / 2, top + 18.5, 16, ink=marking.ink, bold=True, anchor="middle")
        ground = element("rect", x=0, y=top, width=page.width, height=BANNER, fill=marking.ground)
        page.parts.append(layer(f"marking-{name}", f"Marking, {name}", [ground, label]))
    page.top, page.bottom = BANNER, page.height - BANNER


def _title(page: _Page, brief: Brief, options: ExportOptions, say: Words) -> None:
    size = max(16.0, min(25.0, page.width / 48))
    room = page.width - 2 * EDGE
    parts = []
    y = page.top + 12
    for line in lines_of(one_line(brief.title), room, size, most=2, bold=True):
        y += size * 1.15
        parts.append(furniture.text(line, EDGE, y, size, bold=True, family=SERIF))
    y += 19
    parts.append(furniture.text(shortened(" · ".join(facts(brief, options, say)), room, 12), EDGE, y, 12, ink=SOFT))
    page.parts.append(layer("title", "Title", parts))
    page.top = y + 12


def facts(brief: Brief, options: ExportOptions, say: Words) -> list[str]:
    """Return what the title block says under the title."""
    found = _facts(brief, say)
    if options.prepared_for:
        found.append(say("head.preparedFor", name=one_line(options.prepared_for)))
    if options.version:
        found.append(say("head.version", version=one_line(options.version)))
    return found


def _facts(brief: Brief, say: Words) -> list[str]:
    """How much there is, and of which days."""
    counts = [
        say.count("head.articles", len(brief.articles)),
        say.count("head.places", len(brief.places)),
        say.count("head.events", len(brief.events)),
    ]
    days = _days(brief)
    return [*counts, say.span(*days)] if days else counts


def _days(brief: Brief) -> tuple[date, date] | None:
    """First and last day of the events that are no history, or else of the articles."""
    told = [event.when for event in brief.events if event.status == "done" and event.when.start and event.when.end]
    spans = told or [source.published for source in brief.articles]
    starts = [when.start for when in spans if when.start]
    ends = [when.end for when in spans if when.end]
    return (min(starts), max(ends)) if starts and ends else None


def _foot(page: _Page, brief: Brief, options: ExportOptions, say: Words) -> None:
    """Sources, boundary note, attribution and method, from the bottom up."""
    from geobrief.gazetteer.basemap import attribution  # noqa: PLC0415  # it opens the outlines of the world

    room = page.width - 2 * EDGE
    small = page.width < _SMALL
    made = say(
        "sheet.made",
        version=brief.generator,
        gazetteer=one_line(brief.gazetteer.name),
        gazetteerVersion=brief.gazetteer.version,
    )
    notes = " ".join([say("sheet.machine"), made, attribution(), ATTRIBUTION[0]])
    disclaimed = disclaimer(MapOptions(organisation=options.organisation))
    if disclaimed:
        notes = f"{one_line(disclaimed)} {notes}"
    parts = []
    y = page.bottom - 8
    for line in reversed(lines_of(notes, room, 9, most=3)):
        parts.append(furniture.text(line, EDGE, y, 9, ink=SOFT))
        y -= 11.5
    sources = lines_of(_sources(brief, say), room, 10, most=1 if small else 2)
    for line in reversed(sources):
        parts.append(furniture.text(line, EDGE, y, 10))
        y -= 13
    page.parts.append(layer("sources", "Sources and notes", reversed(parts)))
    page.bottom = y - 2


def _sources(brief: Brief, say: Words) -> str:
    """The sources in a line, each with its number, its outlet and its day."""
    if not brief.articles:
        return ""
    shown = 24
    named = []
    for index, source in enumerate(brief.articles[:shown], 1):
        day = f", {say.when(source.published)}" if source.published.start or source.published.end else ""
        named.append(f"[{index}] {one_line(source.outlet or source.title or source.path)}{day}")
    if len(brief.articles) > shown:
        named.append(say.count("sheet.moreSources", len(brief.articles) - shown))
    return f"{say('sheet.sources')}: {'; '.join(named)}"


def _rooms(page: _Page) -> tuple[Frame, Frame | None, Frame | None]:
    """Where the map, the list of places and the legend stand."""
    left, top = EDGE, page.top
    width, height = page.width - 2 * EDGE, max(60.0, page.bottom - page.top)
    if page.width < _SMALL or height < 260:
        return Frame(left, top, width, height), None, None
    if width > height * 1.15:
        panel = max(225.0, min(330.0, width * 0.25))
        gap = 18.0
        side = Frame(left + width - panel, top, panel, height)
        return Frame(left, top, width - panel - gap, height), side, side
    below = max(150.0, height * 0.34)
    column = (width - 24) / 2
    y = top + height - below
    return (
        Frame(left, top, width, height - below - 14),
        Frame(left, y, column, below),
        Frame(left + column + 24, y, column, below),
    )


def _countries(entries: Sequence[Entry]) -> list[str]:
    return sorted({entry.place.country for entry in entries if entry.presence == "scene" and entry.place.country})


def _shown(entries: Sequence[Entry], marks: Sequence[Mark], projection: Projection) -> list[Entry]:
    on_map = {entry.place.id for mark in marks for entry in (mark.entry, *mark.also)}
    return [entry for entry in entries if entry.place.id in on_map or _is_seen(entry, projection)]


def _is_seen(entry: Entry, projection: Projection) -> bool:
    """Whether some of an area is in the frame; an area without an outline is, where its name stands."""
    if entry.place.extent is not None:
        return any(True for _ in area_rings(entry.place.extent, projection))
    x, y = projection.at(entry.place.lat, entry.place.lon)
    frame = projection.frame
    return entry.is_area and frame.x < x < frame.right and frame.y < y < frame.bottom


def _map(
    entries: Sequence[Entry],
    movements: Sequence[Movement],
    marks: Sequence[Mark],
    layers: Layers,
    projection: Projection,
    say: Words,
    *,
    halo_apart: bool,
) -> str:
    frame = projection.frame
    space = Space(frame)
    for mark in marks:
        space.take(Box(mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius))
    corner = _furniture(frame, layers, projection, marks, space, say)
    arcs = [draw_movement(movement, projection) for movement in movements]
    inside = [
        *ground(layers, projection),
        layer("areas", "Areas", draw_areas(entries, projection)),
        layer("movements", "Movements", arcs),
        layer("pins", "Places", [draw_mark(mark) for mark in reversed(marks)]),
        layer(
            "labels", "Labels", place_labels(wishes(marks, entries, layers, projection), space, halo_apart=halo_apart)
        ),
    ]
    edge = element("rect", x=frame.x, y=frame.y, width=frame.width, height=frame.height, fill="none", stroke=LINE)
    return "\n".join([*filter(None, inside), corner, edge])


def _furniture(
    frame: Frame, layers: Layers, projection: Projection, marks: Sequence[Mark], space: Space, say: Words
) -> str:
    """Scale bar, north arrow and locator; labels keep away from them."""
    bar = furniture.scale_bar(projection, say)
    space.take(Box(frame.x, frame.bottom - 36, frame.x + 200, frame.bottom))
    arrow = furniture.north_arrow(frame, say)
    space.take(Box(frame.right - 42, frame.y, frame.right, frame.y + 58))
    parts = [bar, arrow]
    wide, high = furniture.LOCATOR
    if frame.width > 3 * wide and frame.height > 3 * high:
        corners = [
            (frame.right - wide - 8, frame.bottom - high - 8),
            (frame.x + 8, frame.y + 8),
            (frame.x + 8, frame.bottom - high - 44),
            (frame.right - wide - 50, frame.y + 8),
        ]
        x, y = min(corners, key=lambda corner: _covered(marks, *corner, wide, high))
        space.take(Box(x - 4, y - 4, x + wide + 4, y + high + 4))
        parts.append(furniture.locator(layers, projection, x, y, say("locator.label")))
    return layer("furniture", "Scale, north, locator", parts)


def _covered(marks: Sequence[Mark], x: float, y: float, wide: float, high: float) -> int:
    """How many marks a box would cover."""
    return sum(
        x - mark.radius < mark.x < x + wide + mark.radius and y - mark.radius < mark.y < y + high + mark.radius
        for mark in marks
    )


def _panel(
    page: _Page,
    entries: Sequence[Entry],
    rows: Sequence[tuple[str, str]],
    frames: tuple[Frame, Frame],
    on_map: frozenset[str],
    say: Words,
) -> None:
    """The numbered list, and the legend below it or beside it."""
    list_frame, legend_frame = frames
    together = list_frame == legend_frame
    most = int((legend_frame.height * (0.55 if together else 1.0) - 22) // furniture.ROW)
    rows = rows[: max(0, most)]
    high = 22 + len(rows) * furniture.ROW if rows else 0.0
    top = legend_frame.bottom - high if together else legend_frame.y
    legend = [_heading(say("legend.title"), legend_frame.x, top + 12)]
    legend += furniture.draw_rows(rows, Frame(legend_frame.x, top + 20, legend_frame.width, high))
    room = list_frame.height - (high + 14 if together else 0)
    page.parts.append(layer("list", "List of places", _list(entries, list_frame, room, on_map, say)))
    page.parts.append(layer("legend", "Legend", legend if rows else []))


def _heading(title: str, x: float, y: float) -> str:
    return furniture.text(title, x, y, 12.5, bold=True)


def _list(entries: Sequence[Entry], frame: Frame, room: float, on_map: frozenset[str], say: Words) -> list[str]:
    numbered = [entry for entry in entries if entry.number is not None]
    parts = [_heading(say("sheet.places"), frame.x, frame.y + 12)]
    if not numbered:
        return [*parts, *_nothing(frame, say)]
    fits = max(1, int((room - 24) // ROW))
    shown = numbered if len(numbered) <= fits else numbered[: max(1, fits - 1)]
    for index, entry in enumerate(shown):
        parts.append(_item(entry, frame, frame.y + 24 + ROW * index, say, off=entry.place.id not in on_map))
    if len(shown) < len(numbered):
        more = say.count("sheet.more", len(numbered) - len(shown))
        parts.append(furniture.text(more, frame.x + 26, frame.y + 24 + ROW * len(shown) + 14, 11, ink=SOFT))
    return parts


def _nothing(frame: Frame, say: Words) -> list[str]:
    lines = lines_of(say("sheet.noPlace"), frame.width, 11.5, most=3)
    return [
        furniture.text(line, frame.x, frame.y + 34 + 15 * index, 11.5, ink=SOFT) for index, line in enumerate(lines)
    ]


def _item(entry: Entry, frame: Frame, y: float, say: Words, *, off: bool) -> str:
    notes = [say.count("head.events", entry.events)] if entry.events else []
    if off:
        notes.append(say("sheet.off"))
    note = ", ".join(notes)
    wide = text_width(note, 10.5)
    sign = (
        element("g", furniture.kind_sign(entry.kind, 13), transform=f"translate({number(frame.x + 34)} {number(y + 10)})")
        if entry.kind
        else ""
    )
    name = shortened(one_line(entry.place.name), frame.width - 48 - wide - 10, 12)
    return "".join(
        [
            furniture.text(str(entry.number), frame.x + 20, y + 14, 11.5, bold=True, anchor="end"),
            sign,
            furniture.text(name, frame.x + 46, y + 14, 12, ink=SOFT if off else INK, italic=off),
            furniture.text(note, frame.right, y + 14, 10.5, ink=SOFT, anchor="end") if note else "",
            element("path", d=f"M{number(frame.x)} {number(y + ROW)}H{number(frame.right)}", stroke=LINE, stroke_width=0.6),
        ]
    )
