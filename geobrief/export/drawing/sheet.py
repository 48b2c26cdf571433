"""The whole picture: banner, title block, map, list of places, legend, sources, attribution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import escape, quoteattr

from geobrief.brief import Brief, period
from geobrief.citations import short_name
from geobrief.export.drawing import furniture
from geobrief.export.drawing.elements import element, layer, number, one_line, text_of
from geobrief.export.drawing.entries import Entry, find_entries
from geobrief.export.drawing.ground import PAPER, SOFT
from geobrief.export.drawing.logo import draw_logo
from geobrief.export.drawing.panel import draw_panel
from geobrief.export.drawing.projection import Frame
from geobrief.export.drawing.scene import draw_scene, make_scene
from geobrief.export.drawing.widths import FAMILY, SERIF, STRETCH, lines_of, shortened
from geobrief.export.messages import Words, words
from geobrief.export.options import ExportOptions
from geobrief.map import (
    Font,
    MapOptions,
    attributions,
    borders,
    disclaimer,
    is_font_file,
    read_font,
    read_marking,
    story_box,
)

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


def draw_map(brief: Brief, options: ExportOptions, *, titled: bool = True, halo_apart: bool = False) -> str:
    """Return the SVG of a brief, ``options.width`` by ``options.height`` pixels.

    Args:
        brief: What is drawn.
        options: Size, marking, title block, language.
        titled: Whether the title block is drawn; a document has a title of its own.
        halo_apart: See :func:`geobrief.export.drawing.lettering.place_labels`.
    """
    if options.font is None:
        return _drawn(brief, options, titled=titled, halo_apart=halo_apart)
    file = read_font(options.font) if is_font_file(options.font) else None
    token = STRETCH.set(file.stretch if file else 1.0)
    try:
        drawing = _drawn(brief, options, titled=titled, halo_apart=halo_apart)
    finally:
        STRETCH.reset(token)
    return _in_font(drawing, options.font, file)


def _in_font(drawing: str, font: str, file: Font | None) -> str:
    """A drawing with the house's font before the usual ones, and the file of it inside."""
    family = file.family if file else font
    chosen = quoteattr(f"'{family}', {FAMILY}")
    for usual in (FAMILY, SERIF):
        drawing = drawing.replace(f"font-family={quoteattr(usual)}", f"font-family={chosen}")
    if file is None:
        return drawing
    face = f"<style>@font-face{{font-family:'{escape(family)}';src:url({file.address})}}</style>"
    return drawing.replace("</desc>", f"</desc>\n{face}", 1)


def _drawn(brief: Brief, options: ExportOptions, *, titled: bool, halo_apart: bool) -> str:
    say = words(options.language)
    entries = [_called(entry, say) for entry in find_entries(brief)]
    brief = replace(brief, places=tuple(replace(place, name=say.place_name(place)) for place in brief.places))
    page = _Page(options.width, options.height, bottom=float(options.height))
    _banners(page, options, both=titled)
    if titled:
        _title(page, brief, options, say)
    else:
        page.top += 8
    _foot(page, brief, options, say)
    map_frame, list_frame, legend_frame = _rooms(page)
    scene = make_scene(brief, entries, map_frame, options)
    drawn, above = draw_scene(scene, say, halo_apart=halo_apart)
    page.parts[:0] = [drawn, _paper(page, scene.projection.frame), above]
    if list_frame and legend_frame:
        page.parts += draw_panel(scene, list_frame, legend_frame, say)
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


def _called(entry: Entry, say: Words) -> Entry:
    """A place by its name in the language of the picture."""
    return replace(entry, place=replace(entry.place, name=say.place_name(entry.place)))


def alternative_text(brief: Brief, entries: Sequence[Entry], say: Words) -> str:
    """Return what the picture shows, for those who cannot see it."""
    numbered = [entry for entry in entries if entry.number is not None]
    parts = [say("sheet.alt", title=one_line(brief.title)), f"{', '.join(_facts(brief, say))}."]
    if numbered:
        named = [
            f"{entry.number} {one_line(say.place_name(entry.place))} ({say.count('head.events', entry.events)})"
            for entry in numbered[:_NAMED_IN_ALT]
        ]
        if len(numbered) > _NAMED_IN_ALT:
            named.append(say.count("sheet.more", len(numbered) - _NAMED_IN_ALT))
        parts.append(say("sheet.altPlaces", places=", ".join(named)))
    elif not entries:
        parts.append(say("sheet.noPlace"))
    return " ".join(parts)


def _banners(page: _Page, options: ExportOptions, *, both: bool) -> None:
    """The marking above and below; a picture inside a marked document has it below, for when it is copied out."""
    if options.marking is None:
        return
    marking = read_marking(options.marking)
    words = shortened(marking.text, page.width - 2 * EDGE, 16, bold=True)
    for name, top in (("top", 0.0), ("bottom", page.height - BANNER))[0 if both else 1 :]:
        label = furniture.text(words, page.width / 2, top + 18.5, 16, ink=marking.ink, bold=True, anchor="middle")
        ground = element("rect", x=0, y=top, width=page.width, height=BANNER, fill=marking.ground)
        page.parts.append(layer(f"marking-{name}", f"Marking, {name}", [ground, label]))
    page.top, page.bottom = BANNER if both else 0.0, page.height - BANNER


def _title(page: _Page, brief: Brief, options: ExportOptions, say: Words) -> None:
    size = max(16.0, min(25.0, page.width / 48))
    room = page.width - 2 * EDGE
    parts = []
    y = page.top + 12
    if options.logo:
        drawn, wide = draw_logo(options.logo, page.width - EDGE, y, room / 4)
        parts.append(drawn)
        room -= wide + 16
    for line in lines_of(one_line(brief.title), room, size, most=2, bold=True):
        y += size * 1.15
        parts.append(furniture.text(line, EDGE, y, size, bold=True, family=SERIF))
    y += 19
    parts.append(furniture.text(shortened(" · ".join(facts(brief, options, say)), room, 12), EDGE, y, 12, ink=SOFT))
    if options.accent:
        parts.append(element("rect", x=0, y=page.top, width=page.width, height=4, fill=options.accent))
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


def review_line(brief: Brief, say: Words) -> str:
    """Return how much of a brief a person has looked at."""
    if not brief.reviewed:
        return say("sheet.machine")
    seen = frozenset(brief.reviewed)
    return say(
        "sheet.reviewed",
        events=sum(event.id in seen for event in brief.events),
        allEvents=len(brief.events),
        places=sum(place.id in seen for place in brief.places),
        allPlaces=len(brief.places),
    )


def _facts(brief: Brief, say: Words) -> list[str]:
    """How much there is, and of which days."""
    counts = [
        say.count("head.articles", len(brief.articles)),
        say.count("head.places", len(brief.places)),
        say.count("head.events", len(brief.events)),
    ]
    days = period(brief)
    return [*counts, say.span(*days)] if days else counts


def _foot(page: _Page, brief: Brief, options: ExportOptions, say: Words) -> None:
    """Sources, boundary note, attribution and method, from the bottom up."""
    room = page.width - 2 * EDGE
    small = page.width < _SMALL
    made = say(
        "sheet.made",
        version=brief.generator,
        gazetteer=one_line(brief.gazetteer.name),
        gazetteerVersion=brief.gazetteer.version,
    )
    told = [borders(options.worldview, options.language), attributions(options.language)[0]]
    notes = " ".join([review_line(brief, say), made, *told])
    disclaimed = disclaimer(MapOptions(organisation=options.organisation, language=options.language))
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
        named.append(f"[{index}] {one_line(short_name(source))}{day}")
    if len(brief.articles) > shown:
        named.append(say.count("sheet.moreSources", len(brief.articles) - shown))
    return say("sheet.sourcesOf", sources="; ".join(named))


BELOW = 0.98
"""Height of a picture by its width at which the list stands below the map and a map of the world fills its room."""
_TALL = 1.6


def is_tall(brief: Brief) -> bool:
    """Whether a map of the brief is not much wider than it is high."""
    box = story_box(brief)
    return (box.east - box.west) % 360 <= _TALL * (box.north - box.south)


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
