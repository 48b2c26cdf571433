"""The numbered list of places and the legend, beside the map or below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geobrief.export.drawing import furniture
from geobrief.export.drawing.elements import element, layer, number, one_line
from geobrief.export.drawing.entries import Entry
from geobrief.export.drawing.ground import INK, LINE, SOFT
from geobrief.export.drawing.projection import Frame
from geobrief.export.drawing.scene import Scene
from geobrief.export.drawing.widths import lines_of, shortened, text_width
from geobrief.export.messages import Words

ROW = 20.0
"""Pixels from one place of the list to the next."""

LEGEND_SHARE = 0.55
"""How much of a common column the legend may take."""


def draw_panel(scene: Scene, list_frame: Frame, legend_frame: Frame, say: Words) -> Iterator[str]:
    """Yield the list and the legend; in one frame the legend stands at its foot."""
    shown = scene.shown
    together = list_frame == legend_frame
    most = int((legend_frame.height * (LEGEND_SHARE if together else 1.0) - 22) // furniture.ROW)
    rows = furniture.legend_rows(shown, scene.facts, say, most)
    high = 22 + len(rows) * furniture.ROW if rows else 0.0
    top = legend_frame.bottom - high if together else legend_frame.y
    legend = [_heading(say("legend.title"), legend_frame.x, top + 12)]
    legend += furniture.draw_rows(rows, Frame(legend_frame.x, top + 20, legend_frame.width, high))
    room = list_frame.height - (high + 14 if together else 0)
    on_map = frozenset(entry.place.id for entry in shown)
    yield layer("list", "List of places", _list(scene.entries, list_frame, room, on_map, say))
    yield layer("legend", "Legend", legend if rows else [])


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
    dot = furniture.kind_sign(entry.kind, 13) if entry.kind else element("circle", cx=0, cy=0, r=3.5, fill=SOFT)
    sign = element("g", dot, transform=f"translate({number(frame.x + 34)} {number(y + 10)})")
    name = shortened(one_line(entry.place.name), frame.width - 48 - wide - 10, 12)
    return "".join(
        [
            furniture.text(str(entry.number), frame.x + 20, y + 14, 11.5, bold=True, anchor="end"),
            sign,
            furniture.text(name, frame.x + 46, y + 14, 12, ink=SOFT if off else INK, italic=off),
            furniture.text(note, frame.right, y + 14, 10.5, ink=SOFT, anchor="end") if note else "",
            element(
                "path", d=f"M{number(frame.x)} {number(y + ROW)}H{number(frame.right)}", stroke=LINE, stroke_width=0.6
            ),
        ]
    )
