"""Brief → PowerPoint: a map, a slide a finding with its own map, a line of time, a chronology, sources; quotes in the notes.

Slides are for showing: they carry the events that weigh most, and say how many more there are. A user's own file can
be the template: its masters, sizes and slides stay, ours come after them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from io import BytesIO
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import quoteattr

import pptx
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from geobrief.brief import Brief, by_weight
from geobrief.errors import OutputError
from geobrief.export.drawing import alternative_text, draw_map, find_entries
from geobrief.export.drawing.widths import lines_of
from geobrief.export.messages import Words, words
from geobrief.export.options import ExportOptions
from geobrief.export.package import settle
from geobrief.export.png import MOST_DPI, paint
from geobrief.export.report import EventLine, FindingLine, Report, SourceLine, make_report, numbers_of
from geobrief.export.slide_timeline import MOST as MOST_MOMENTS
from geobrief.export.slide_timeline import Moment, TimelineFrame, draw_timeline
from geobrief.map import Logo, Marking, Step, font_family_of, read_logo, steps_of
from geobrief.model import Event

MOST_EVENTS = 20
"""Events of the chronology on slides: three or four of them; the document has all."""

EVENTS_A_SLIDE, SOURCES_A_SLIDE = 7, 12

_FEWEST_MOMENTS = 3
"""Events from which a line of time says more than a list."""

LONGEST_QUOTE = 180
"""Characters of a quote on a slide; the notes have it whole."""

LONGEST_LABEL = 140
"""Characters of a label on the line of time, where eight of them share a slide; the notes have it whole."""

_EMU_PER_PIXEL = 9525
_EMU_PER_POINT = 12700
_LARGE = 20
"""Points from which letters are bold."""

_LETTER, _SMALL = 13, 11
"""Points of labels and quotes in tables."""

_LEADING = 1.22
_WIDER = 1.12
"""How much wider than Helvetica the font of a slide may run: DejaVu Sans, which stands in for others, does."""

_PADDING = 14.4
"""Points left and right of the text of a cell together."""

_HEAD = 24.0
"""Points of a table's head."""

_MANY = 20
_WIDE = (12192000, 6858000)
"""13.33 by 7.5 inches in English metric units: 16 to 9."""

_CROP = (540, 480)
"""Pixels of the picture beside a finding; below 560 across it is the map alone, without a list."""

_TEXT_SHARE, _GUTTER = 0.54, 250000
"""Share of the width that a finding has beside its picture, and what is between them."""

_EDGE = 457200
"""Half an inch."""

_TOP = 1005840
"""1.1 inches: below the title."""

_BAR = 300000
_INK = "#1c262e"
_GROUNDS = ("#ffffff", "#f6f4ee")
"""Of every other row of a table, in slides without a template of the user's."""

_SHARES = (0.16, 0.52, 0.21, 0.11)
_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
_LONGEST_NOTE = 20_000
"""Characters of a slide's notes."""


def write(brief: Brief, path: Path, options: ExportOptions) -> None:
    """Write the slides.

    Raises:
        OutputError: The template is missing or is no PowerPoint file.
    """
    say = words(options.language)
    report = make_report(brief, options)
    deck = _Deck(_open(options), report.marking, options)
    _map_slide(deck, brief, report, options, say)
    steps = {step.finding.events[0]: step for step in steps_of(brief)}
    for finding in report.findings:
        crop = _crop(brief, steps.get(finding.events[0]), options, say)
        deck.finding(deck.slide(finding.text, _finding_note(finding, report)), finding, crop)
    _timeline_slide(deck, brief, report, say)
    for title, rows, notes in _event_slides(deck, brief, report, say):
        heads = [say(f"doc.{name}") for name in ("when", "what", "where", "sources")]
        deck.table(deck.slide(title, notes), heads, rows)
    for first in range(0, len(report.sources), SOURCES_A_SLIDE):
        deck.paragraphs(deck.slide(say("doc.sources"), ""), first + 1, report.sources[first : first + SOURCES_A_SLIDE])
    properties = deck.file.core_properties
    properties.title, properties.last_modified_by = report.title[:255], "geobrief"
    properties.author = (options.prepared_by or "geobrief")[:255]
    properties.created = properties.modified = (
        datetime.combine(options.issued, time(), UTC) if options.issued else _MOMENT
    )
    deck.file.save(str(path))
    settle(path, _themed(font_family_of(options.font)) if options.template_for(".pptx") is None else None)


def _themed(family: str | None) -> Callable[[str, bytes], bytes]:
    """What puts a house's font into the theme of geobrief's own slides; the library has no themes."""

    def change(name: str, content: bytes) -> bytes:
        if family is None or not name.startswith("ppt/theme/"):
            return content
        return content.replace(b'<a:latin typeface="Calibri"/>', f"<a:latin typeface={quoteattr(family)}/>".encode())

    return change


def _open(options: ExportOptions) -> Any:  # noqa: ANN401  # the library's presentation, which it types as nothing
    template = options.template_for(".pptx")
    if template is None:
        file = pptx.Presentation()
        file.slide_width, file.slide_height = Emu(_WIDE[0]), Emu(_WIDE[1])
        return file
    try:
        return pptx.Presentation(template)
    except Exception as error:
        # Missing, no archive, or an archive of something else: the library has an error of its own for each.
        raise OutputError(template, "this template cannot be opened as a PowerPoint file (.pptx)") from error


class _Crop(NamedTuple):
    """A finding's own part of the world."""

    picture: bytes
    says: str
    """What it shows, for those who cannot see it."""


def _crop(brief: Brief, step: Step | None, options: ExportOptions, say: Words) -> _Crop | None:
    """The places of a finding alone, as PNG; None where it has none."""
    if step is None or step.box is None:
        return None
    own = set(step.finding.events)
    part = replace(
        brief,
        title=step.finding.text,
        events=tuple(event for event in brief.events if event.id in own),
        places=tuple(place for place in brief.places if place.id in step.places),
        mentions=tuple(mention for mention in brief.mentions if mention.place in step.places),
        conflicts=(), findings=(), key_figures=(),
    )  # fmt: skip
    (width, height), box = _CROP, step.box
    extent = (box.west, box.south, box.east, box.north)
    drawing = draw_map(part, replace(options, width=width, height=height, extent=extent), titled=False)
    return _Crop(
        paint(drawing, min(options.dpi, MOST_DPI), options.font), alternative_text(part, find_entries(part), say)
    )


class _Deck:
    """The slides of one file."""

    def __init__(self, file: Any, marking: Marking | None, options: ExportOptions) -> None:  # noqa: ANN401  # see _open
        self.file = file
        self._marking = marking
        self._own = options.template_for(".pptx") is None
        self._accent = options.accent or _INK
        self._layout = _title_only(file)

    @property
    def width(self) -> int:
        """Width between the edges."""
        return int(self.file.slide_width) - 2 * _EDGE

    @property
    def height(self) -> int:
        """Height from below the title to the lower edge."""
        return int(self.file.slide_height) - _TOP - _EDGE

    def slide(self, title: str, notes: str) -> Any:  # noqa: ANN401  # the library's slide
        """Add a slide with a title, notes and the marking on top and at the bottom."""
        slide = self.file.slides.add_slide(self._layout)
        for shape in list(slide.placeholders):
            if shape.placeholder_format.type not in _TITLES:
                shape.element.getparent().remove(shape.element)
        box = slide.shapes.title or slide.shapes.add_textbox(0, 0, 0, 0)
        box.left, box.top, box.width, box.height = _EDGE, _BAR, self.width, _TOP - _BAR - 60000
        frame = box.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        frame.text = title
        frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        frame.paragraphs[0].font.size, frame.paragraphs[0].font.bold = Pt(24 if len(title) < 80 else 18), True
        if notes:
            slide.notes_slide.notes_text_frame.text = notes[:_LONGEST_NOTE]
        if self._marking:
            self._mark(slide, self._marking, 0)
            self._mark(slide, self._marking, int(self.file.slide_height) - _BAR)
        return slide

    def logo(self, slide: Any, logo: Logo) -> None:  # noqa: ANN401  # as above
        """Put a logo beside the title, at the right."""
        high = _TOP - _BAR - 160000
        scale = min(high / logo.height, self.width / 4 / logo.width)
        wide = int(logo.width * scale)
        left, top = int(self.file.slide_width) - _EDGE - wide, _BAR + 60000
        picture = slide.shapes.add_picture(BytesIO(logo.content), left, top, wide, int(logo.height * scale))
        picture.name = "logo"
        picture._element.nvPicPr.cNvPr.set("descr", "")  # noqa: SLF001  # it says nothing that the slide does not
        if slide.shapes.title:
            slide.shapes.title.width = self.width - wide - 160000

    def _mark(self, slide: Any, marking: Marking, top: int) -> None:  # noqa: ANN401  # as above
        box = slide.shapes.add_textbox(0, top, self.file.slide_width, _BAR)
        box.name = "marking"
        box.fill.solid()
        box.fill.fore_color.rgb = _colour(marking.ground)
        frame = box.text_frame
        frame.margin_top = frame.margin_bottom = 0
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        frame.text = marking.text
        frame.paragraphs[0].alignment = PP_ALIGN.CENTER
        font = frame.paragraphs[0].font
        font.size, font.bold, font.color.rgb = Pt(13), True, _colour(marking.ink)

    def table(self, slide: Any, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:  # noqa: ANN401  # as above
        """Put a table below the title of a slide."""
        shape = slide.shapes.add_table(len(rows) + 1, len(heads), _EDGE, _TOP, self.width, 300000 * (len(rows) + 1))
        table = shape.table
        for column, share in zip(table.columns, _SHARES, strict=True):
            column.width = int(self.width * share)
        for index, row in enumerate((heads, *rows)):
            for column, words_ in enumerate(row):
                cell = table.cell(index, column)
                cell.text = words_
                cell.margin_top = cell.margin_bottom = 36000
                if self._own:
                    cell.fill.solid()
                    cell.fill.fore_color.rgb = _colour(self._accent if index == 0 else _GROUNDS[index % 2])
                first, *others = cell.text_frame.paragraphs
                first.font.size, first.font.bold = Pt(_LETTER), bool(others) or index == 0
                for paragraph in others:
                    paragraph.font.size, paragraph.font.italic = Pt(_SMALL), True

    def finding(self, slide: Any, finding: FindingLine, crop: _Crop | None) -> None:  # noqa: ANN401  # as above
        """Put what is known of a finding below its title, and its part of the world beside it.

        Facts and figures, doubts, the sentences that say most; without a place they have the whole width.
        """
        wide = self.width if crop is None else int(self.width * _TEXT_SHARE)
        if crop is not None:
            left = _EDGE + wide + _GUTTER
            picture = slide.shapes.add_picture(
                BytesIO(crop.picture), left, _TOP + _BAR, width=int(self.file.slide_width) - _EDGE - left
            )
            picture.name = "map"
            picture._element.nvPicPr.cNvPr.set("descr", crop.says)  # noqa: SLF001  # see _map_slide
        frame = slide.shapes.add_textbox(_EDGE, _TOP + _BAR, wide, self.height - _BAR).text_frame
        frame.word_wrap = True
        known = " · ".join(finding.facts)
        lines = [(f"{known} {numbers_of(finding.sources)}", 18, False)]
        lines += [(figure, 28, False) for figure in finding.figures]
        lines += [(doubt, 16, False) for doubt in finding.doubts]
        for note in finding.best:
            quote = textwrap.shorten(note.quote, LONGEST_QUOTE, placeholder=" …")
            lines.append((f"“{quote}” [{note.source}]", 16, True))
        for index, (text, size, quoted) in enumerate(lines):
            paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
            run = paragraph.add_run()
            run.text = text
            run.font.size, run.font.italic, run.font.bold = Pt(size), quoted, size > _LARGE
            paragraph.space_after = Pt(10)

    def paragraphs(self, slide: Any, first: int, sources: Sequence[SourceLine]) -> None:  # noqa: ANN401  # as above
        """Put numbered sources below the title of a slide, each with its link."""
        frame = slide.shapes.add_textbox(_EDGE, _TOP, self.width, self.height).text_frame
        frame.word_wrap = True
        for index, source in enumerate(sources):
            paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
            run = paragraph.add_run()
            run.text = f"[{first + index}] {source.text}"
            run.font.size = Pt(12)
            paragraph.space_after = Pt(6)
            if source.url:
                run.hyperlink.address = source.url


def _colour(written: str) -> RGBColor:
    return RGBColor(*(int(written[at : at + 2], 16) for at in (1, 3, 5)))  # type: ignore[no-untyped-call]  # theirs


_TITLES = (1, 3)
"""Title and centred title, as the file format counts placeholders."""


def _title_only(file: Any) -> Any:  # noqa: ANN401  # see _open
    """The layout with a title and the fewest other places to fill; the first layout where none has a title."""
    layouts = list(file.slide_layouts)
    titled = [layout for layout in layouts if any(p.placeholder_format.type in _TITLES for p in layout.placeholders)]
    return min(titled or layouts, key=lambda layout: len(list(layout.placeholders)))


def _map_slide(deck: _Deck, brief: Brief, report: Report, options: ExportOptions, say: Words) -> None:
    decided = [f"{by}: {text}" for by, text in report.decisions]
    slide = deck.slide(report.title, "\n".join([report.facts, *report.dates, *report.method, *decided]))
    if options.logo:
        deck.logo(slide, read_logo(options.logo))
    width = max(640, deck.width // _EMU_PER_PIXEL)
    height = max(400, (deck.height + _EDGE - _BAR - 60000) // _EMU_PER_PIXEL)
    # The slide bears the marking; the picture bears it too, because pictures are copied out of slides.
    drawing = draw_map(brief, replace(options, width=width, height=height), titled=False)
    picture = slide.shapes.add_picture(
        BytesIO(paint(drawing, min(options.dpi, MOST_DPI), options.font)), _EDGE, _TOP - 40000, width=deck.width
    )
    described = picture._element.nvPicPr.cNvPr  # noqa: SLF001  # the library has no alternative text
    described.set("descr", alternative_text(brief, find_entries(brief), say))
    picture.name = "map"


def _finding_note(finding: FindingLine, report: Report) -> str:
    """What is known of a finding and its sources, for whoever presents it."""
    quotes = [f"“{note.quote}” [{note.source}]" for note in finding.best]
    sources = [f"[{number}] {report.sources[number - 1].text}" for number in finding.sources]
    told = f"{finding.closed} {' · '.join([*finding.facts, *finding.figures])}"
    return "\n".join([told, *finding.doubts, *quotes, *sources])


def _timeline_slide(deck: _Deck, brief: Brief, report: Report, say: Words) -> None:
    """A line of time of the news that weighs most and has a day; none where fewer than three have."""
    first = {key: number for number, finding in enumerate(report.findings) for key in finding.events}
    # History that is a finding has its day on the line, too: nobody understands the news without it.
    own = (line for line in report.background if line.id in first)
    lines = {line.id: line for line in (*report.chronology, *own)}
    found = [(event, lines[event.id]) for event in by_weight(brief) if event.id in lines and _is_dated(event)]
    moments = sorted(
        Moment(day, line.when, textwrap.shorten(line.label, LONGEST_LABEL, placeholder=" …"), _colour(line.colour))
        for event, line in found[:MOST_MOMENTS]
        if (day := event.when.start or event.when.end)
    )
    if len(moments) < _FEWEST_MOMENTS:
        return
    title = say("figure.of", what=say("region.timeline"), amount=_months([moment.day for moment in moments], say))
    slide = deck.slide(title, "\n\n".join(_note(line, report) for _, line in found[:MOST_MOMENTS]))
    draw_timeline(slide, moments, TimelineFrame(_EDGE, _TOP + _BAR, deck.width, deck.height - 2 * _BAR))


def _months(days: Sequence[date], say: Words) -> str:
    """From the first to the last of some days, in months: some of the days stand for one."""
    ends = [f"{say.months[day.month - 1]} {day.year}" for day in (min(days), max(days))]
    return " – ".join(dict.fromkeys(ends))


def _is_dated(event: Event) -> bool:
    """Whether an event has a place on a line of time: a day, a week or a month, not a year or a mere bound.

    What is planned by a day stands at that day.
    """
    if event.status == "planned" and event.when.start is None and event.when.end is not None:
        return True
    return event.when.precision in ("day", "days", "week", "month") and event.when.start is not None


def _event_slides(deck: _Deck, brief: Brief, report: Report, say: Words) -> Iterator[tuple[str, list[list[str]], str]]:
    """Yield title, rows and notes of each slide: the events that weigh most, in the order of time."""
    known = {line.id: line for line in (*report.chronology, *report.background)}
    days = {event.id: [day for day in (event.when.start, event.when.end) if day] for event in brief.events}
    dated = {key for key, some in days.items() if some}
    order = [event.id for event in brief.events if event.id in known and (not dated or event.id in dated)]
    own = set(order)
    chosen = set([event.id for event in by_weight(brief) if event.id in own][:MOST_EVENTS])
    shown = [known[key] for key in order if key in chosen]
    title = say("doc.chronology")
    if len(shown) < len(report.events):
        title = f"{title} ({say('doc.selection', shown=len(shown), all=len(report.events))})"
    for batch in _batches(shown, deck):
        told = [days[event.id][0] for event in batch if days[event.id]]
        one = len({event.when for event in batch}) == 1
        span = batch[0].when if one or not told else _months(told, say)
        yield (
            say("figure.of", what=title, amount=span),
            [_row(event) for event in batch],
            "\n\n".join(_note(event, report) for event in batch),
        )


def _batches(events: Sequence[EventLine], deck: _Deck) -> list[list[EventLine]]:
    """The events of each slide: as few slides as find room above the marking, about as many events on each."""
    full = list(_filled(events, deck, EVENTS_A_SLIDE))
    few, more = divmod(len(events), max(1, len(full)))
    ends = [0, *accumulate(few + (number < more) for number in range(len(full)))]
    even = [list(events[first:last]) for first, last in pairwise(ends)]
    return even if all(len(list(_filled(batch, deck, few + 1))) == 1 for batch in even) else full


def _filled(events: Sequence[EventLine], deck: _Deck, most: int) -> Iterator[list[EventLine]]:
    """Yield the events of each slide: so many at most, and no more than find room."""
    batch: list[EventLine] = []
    room = free = deck.height / _EMU_PER_POINT - _HEAD
    for event in events:
        high = _height(_row(event), deck.width / _EMU_PER_POINT)
        if batch and (high > free or len(batch) == most):
            yield batch
            batch, free = [], room
        batch.append(event)
        free -= high
    if batch:
        yield batch


def _height(cells: Sequence[str], width: float) -> float:
    """About how many points high a row is: that of its highest cell, whose first line is bold where it has others."""
    heights = []
    for cell, share in zip(cells, _SHARES, strict=True):
        first, *others = cell.split("\n")
        room = width * share - _PADDING
        lines = len(lines_of(first, room, _LETTER * _WIDER, most=_MANY, bold=bool(others)))
        small = sum(len(lines_of(line, room, _SMALL * _WIDER, most=_MANY)) for line in others)
        heights.append((lines * _LETTER + small * _SMALL) * _LEADING)
    return max(heights) + _PADDING / 2


def _row(event: EventLine) -> list[str]:
    what = f"{event.label} ({event.status})"
    for note in event.best[:1]:
        what += f"\n“{textwrap.shorten(note.quote, LONGEST_QUOTE, placeholder=' …')}” [{note.source}]"
    return [event.when, what, event.where, numbers_of(event.sources)]


def _note(event: EventLine, report: Report) -> str:
    quotes = [
        f"“{note.quote}” [{note.source}]{note.aside} {report.sources[note.source - 1].text}" for note in event.notes
    ]
    return "\n".join([f"{event.label}. {event.when}, {event.told}.", *quotes])
