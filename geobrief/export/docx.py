"""Brief → Word: findings and key figures, the map, a chronology with the best quotes, places, sources, an annex of quotes.

A user's own document can be the template: its page, styles, header and footer stay, its text stays before ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from geobrief.brief import Brief
from geobrief.errors import OutputError
from geobrief.export.drawing import BELOW, alternative_text, draw_map, find_entries, is_tall
from geobrief.export.footnotes import Footnotes, anchor
from geobrief.export.messages import Words, words
from geobrief.export.options import ExportOptions, Paper
from geobrief.export.package import settle
from geobrief.export.png import MOST_DPI, paint
from geobrief.export.report import ConflictLine, EventLine, Note, Report, make_report, sources_of
from geobrief.map import Marking, font_family_of, read_logo

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section

PICTURE = (720, 860)
"""Pixels of the map at 96 to the inch: its letters are then nearly as large as the text around it."""

_PAGE: dict[Paper, tuple[float, float]] = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
_MARGIN = 20.0
"""Millimetres."""

_BANNER = 6.0
"""Millimetres that a marking needs in header and footer."""

_MAP_SHARE = 0.58
"""Of the height of a page: the map stands under the key figures instead of on a page of its own after half a blank one."""
_TOGETHER = 3
"""Paragraphs at the end that share a page."""
_LOGO = 12.0
"""Millimetres of a logo's height."""

_PAGE_NUMBER = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
_INK = RGBColor(0x1C, 0x26, 0x2E)
_SIZES = {"Normal": 10, "Title": 20, "Heading 2": 13, "Heading 3": 11}
"""Points, in a document without a template of the user's."""

_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
"""When a document was made is not said: the same brief gives the same bytes."""

TABLE_STYLE = "geobrief table"
"""A style that a template of the user's may have, for the tables of briefs."""

_LETTERS, _ANNEX_LETTERS = 8.5, 7.5
"""Points in tables, and in the annex, which is looked up and not read."""

_WIDTHS = (15, 46, 16, 11, 12)
"""Shares of the columns of the table of events, in hundredths."""


def write(brief: Brief, path: Path, options: ExportOptions) -> None:
    """Write the document.

    Raises:
        OutputError: The template is missing or is no Word document.
    """
    say = words(options.language)
    report = make_report(brief, options)
    document = _open(options)
    if report.marking:
        _mark(document, report.marking)
    if options.logo:
        _logo(document, options.logo)
    _heading(document, report.title, 0)
    document.add_paragraph(report.facts)
    if report.dates:
        document.add_paragraph(" · ".join(report.dates))
    notes = Footnotes(document, report.sources)
    _findings(document, report, notes, say)
    _figures(document, report, notes, say)
    contents = document.add_paragraph()
    _map(document, brief, options, say)
    _events(document, report, notes, say)
    _conflicts(document, report.conflicts, notes, say)
    _places(document, report, say)
    _sources(document, report, say)
    for title, rows in (
        (say("doc.decisions"), report.decisions),
        (say("doc.unplaced"), report.unplaced),
        (say("doc.skipped"), report.skipped),
    ):
        _pairs(document, title, rows)
    _method(document, report, say)
    _annex(document, report, say)
    heads = (say(f"doc.{name}") for name in ("chronology", "conflicts", "sources", "method", "annex"))
    _contents(contents, list(heads))
    notes.finish()
    properties = document.core_properties
    properties.title, properties.comments = report.title[:255], ""
    properties.author = (options.prepared_by or "geobrief")[:255]
    properties.language = say.language
    moment = datetime.combine(options.issued, time(), UTC) if options.issued else _MOMENT
    properties.created = properties.modified = moment
    document.save(str(path))
    settle(path)


def _open(options: ExportOptions) -> Document:
    template = options.template_for(".docx")
    if template is None:
        document = docx.Document()
        section = document.sections[0]
        width, height = _PAGE[options.paper]
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.left_margin = section.right_margin = Mm(_MARGIN)
        section.top_margin = section.bottom_margin = Mm(_MARGIN + (_BANNER if options.marking else 0.0))
        house = font_family_of(options.font) or "Arial"
        for name, size in _SIZES.items():
            font: Any = document.styles[name].font
            font.name, font.size, font.color.rgb = house, Pt(size), _INK
            # The headings of the library's own template name a theme's font, which outweighs the name.
            fonts = font.element.rPr.rFonts
            for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{kind}"), None)
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        footer._p.append(parse_xml(_PAGE_NUMBER))  # noqa: SLF001  # the library has no fields
        return document
    try:
        document = docx.Document(template)
    except Exception as error:
        # Missing, no archive, or an archive of something else: the library has an error of its own for each.
        raise OutputError(template, "this template cannot be opened as a Word document (.docx)") from error
    _with_page(document, options.paper)
    return document


def _with_page(document: Document, paper: Paper) -> None:
    """Give a template that says nothing of its page a size and margins, as Word itself would."""
    document.element.body.get_or_add_sectPr()
    section = document.sections[-1]
    width, height = _PAGE[paper]
    section.page_width, section.page_height = section.page_width or Mm(width), section.page_height or Mm(height)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        if getattr(section, side) is None:
            setattr(section, side, Mm(_MARGIN))


def _mark(document: Document, marking: Marking) -> None:
    """The marking in the header and the footer of every page, in 12 points, as TLP asks."""
    for section in document.sections:
        for part in _headers(section):
            paragraph = part.paragraphs[0].insert_paragraph_before() if part.paragraphs else part.add_paragraph()  # type: ignore[attr-defined]  # headers and footers share no type
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = paragraph.add_run(marking.text)
            run.bold, run.font.size = True, Pt(12)
            run.font.color.rgb = RGBColor.from_string(marking.ink[1:].upper())
            shading = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{marking.ground[1:]}"/>')
            paragraph._p.get_or_add_pPr().append(shading)  # noqa: SLF001  # the library has no shading


def _logo(document: Document, path: str) -> None:
    """A house's logo above the title, at the right."""
    logo = read_logo(path)
    paragraph = document.add_paragraph()
    paragraph.alignment, paragraph.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.RIGHT, True
    picture = paragraph.add_run().add_picture(BytesIO(logo.content), height=Mm(_LOGO))
    picture._inline.docPr.set("descr", "")  # noqa: SLF001  # it says nothing that the page does not
    picture._inline.docPr.set("name", "logo")  # noqa: SLF001


def _headers(section: Section) -> Iterator[object]:
    yield from (section.header, section.footer)
    if section.different_first_page_header_footer:
        yield from (section.first_page_header, section.first_page_footer)


def _heading(document: Document, text: str, level: int) -> None:
    """A heading in the template's style, or in bold where it has none."""
    name = "Title" if level == 0 else f"Heading {level}"
    style = _style(document, name)
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    if style is None:
        run.bold, paragraph.paragraph_format.keep_with_next = True, True
    else:
        paragraph.style = style


def _style(document: Document, name: str) -> Any:  # noqa: ANN401  # any of the library's styles
    """A style by its name, or None: the library's own look-up misses names that differ in capitals ("Heading 2")."""
    return next((style for style in document.styles if style.name == name), None)


def _map(document: Document, brief: Brief, options: ExportOptions, say: Words) -> None:
    width, height = PICTURE
    if not is_tall(brief):
        height = int(BELOW * width)
    drawing = draw_map(brief, replace(options, width=width, height=height), titled=False)
    section = document.sections[-1]
    text_width = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]  # always said
    text_height = section.page_height - section.top_margin - section.bottom_margin  # type: ignore[operator]  # as above
    wide = min(text_width, int(_MAP_SHARE * text_height * width / height))
    picture = document.add_picture(BytesIO(paint(drawing, min(options.dpi, MOST_DPI), options.font)), width=wide)
    described = picture._inline.docPr  # noqa: SLF001  # the library has no alternative text
    described.set("descr", alternative_text(brief, find_entries(brief), say))
    described.set("name", "map")


def _places(document: Document, report: Report, say: Words) -> None:
    if not report.places:
        return
    _heading(document, say("sheet.places"), 2)
    rows = [
        [str(place.number or ""), place.name, place.kind, place.country, str(place.events or "")]
        for place in report.places
    ]
    heads = [say("doc.number"), say("doc.place"), say("doc.kind"), say("doc.country"), say("doc.events")]
    _table(document, heads, [[[cell] for cell in row] for row in rows], (8, 28, 28, 24, 12), right=(0, 4))


Element = Any
"""An element of lxml, which ships no types."""

Cell = Sequence[Any]
"""Texts and footnote marks of one cell."""


_LINE = "DDD9D0"
_SHADE = "F1EFE9"
_INDENT = f'<w:tblInd {nsdecls("w")} w:w="0" w:type="dxa"/>'
_BORDERS = (
    f"<w:tblBorders {nsdecls('w')}>"
    + "".join(f'<w:{side} w:val="single" w:sz="4" w:color="{_LINE}"/>' for side in ("top", "bottom", "insideH"))
    + "</w:tblBorders>"
)
"""Hairlines between rows, for a document without a template of the user's."""

_CELLS = (
    f'<w:tblCellMar {nsdecls("w")}><w:top w:w="40" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>'
    '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
)
_KEPT = 3
"""Rows that stay with the heading above them."""
_KEPT_LAST = 10
"""Rows at the end of a long table that share a page."""


def _table(
    document: Document,
    heads: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    shares: Sequence[int],
    *,
    right: Sequence[int] = (),
    letters: float = _LETTERS,
) -> None:
    """A table whose first row is repeated on every page; columns of ``right`` hold numbers, ``letters`` are in points.

    Its elements are made here: the library looks at every cell of a row to find one, and takes minutes for
    thousands of rows.
    """
    table = document.add_table(rows=0, cols=len(heads))
    house = _style(document, TABLE_STYLE)
    if house is not None:
        table.style = house
    # The library has no borders and no margins of cells; the format wants its elements in their order.
    last = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001
    for looks in (_INDENT, *(() if house is not None else (_BORDERS,)), _CELLS):
        last.addprevious(parse_xml(looks))
    section = document.sections[-1]
    width = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]  # always said
    twips = [int(width / 635 * share / 100) for share in shares]
    body = table._tbl  # noqa: SLF001  # see above
    for column, twip in zip(body.tblGrid.findall(qn("w:gridCol")), twips, strict=True):
        column.set(qn("w:w"), str(twip))
    made = [_row([[head] for head in heads], twips, right, head=True, kept=True)]
    # The last of a long table go to a new page together: no page holds one row.
    end = range(len(rows) - _KEPT_LAST, len(rows) - 1) if len(rows) > 2 * _KEPT_LAST else ()
    made += [_row(row, twips, right, kept=index < _KEPT or index in end) for index, row in enumerate(rows)]
    for row in made:
        for size in row.iter(qn("w:sz")) if letters != _LETTERS else ():
            size.set(qn("w:val"), f"{2 * letters:.0f}")
        body.append(row)
    document.add_paragraph()


def _row(
    cells: Sequence[Cell], twips: Sequence[int], right: Sequence[int], *, head: bool = False, kept: bool = False
) -> Element:
    row = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)
    for column, (cell, twip) in enumerate(zip(cells, twips, strict=True)):
        box = OxmlElement("w:tc")
        sized = OxmlElement("w:tcPr")
        width = OxmlElement("w:tcW")
        width.set(qn("w:w"), str(twip))
        width.set(qn("w:type"), "dxa")
        sized.append(width)
        if head:
            sized.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{_SHADE}"/>'))
        box.append(sized)
        paragraph = OxmlElement("w:p")
        paragraph.append(_set(kept=kept, right=column in right))
        for part in cell:
            paragraph.append(_run(part, bold=head) if isinstance(part, str) else part)
        box.append(paragraph)
        row.append(box)
    return row


def _set(*, kept: bool, right: bool) -> Element:
    """How a paragraph of a table is set: without the room that running text has around it."""
    properties = OxmlElement("w:pPr")
    if kept:
        properties.append(OxmlElement("w:keepNext"))
    properties.append(parse_xml(f'<w:spacing {nsdecls("w")} w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'))
    if right:
        properties.append(parse_xml(f'<w:jc {nsdecls("w")} w:val="right"/>'))
    return properties


def _run(text: str, *, bold: bool) -> Element:
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    if bold:
        properties.append(OxmlElement("w:b"))
    size = OxmlElement("w:sz")
    size.set(qn("w:val"), f"{2 * _LETTERS:.0f}")
    properties.append(size)
    run.append(properties)
    words = OxmlElement("w:t")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    return run


def _findings(document: Document, report: Report, notes: Footnotes, say: Words) -> None:
    """The findings: a numbered sentence each, what is doubtful, and the sentence that says most."""
    if not report.findings:
        return
    _heading(document, say("tab.findings"), 2)
    for number, finding in enumerate(report.findings, 1):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = bool(finding.best)
        paragraph.add_run(f"{number}. {finding.closed} ").bold = True
        paragraph.add_run(" · ".join([*finding.facts, *finding.figures]))
        _cite(paragraph, finding.sources, notes)
        for doubt in finding.doubts:
            paragraph.add_run(f" {doubt}").italic = True
        _quotes(document, finding.best, notes)


def _quotes(document: Document, cited: Sequence[Note], notes: Footnotes) -> None:
    for note in cited:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = Mm(_QUOTE_INDENT)
        paragraph.paragraph_format.space_after = Pt(3)
        run = paragraph.add_run(f"“{note.quote}”{note.aside}")
        run.italic, run.font.size = True, Pt(9)
        _cite(paragraph, (note.source,), notes)


_QUOTE_INDENT = 6.0
"""Millimetres."""


def _cite(paragraph: Paragraph, sources: Sequence[int], notes: Footnotes) -> None:
    for source in sources:
        for mark in notes.mark(source):
            paragraph._p.append(mark)  # noqa: SLF001  # the library has no footnotes and no links


def _figures(document: Document, report: Report, notes: Footnotes, say: Words) -> None:
    if not report.key_figures:
        return
    _heading(document, say("story.keyFigures"), 2)
    heads = [say("doc.amount"), say("doc.where"), say("doc.figureOf"), say("doc.sources")]
    rows: list[list[Cell]] = []
    for figure in report.key_figures:
        told: list[Element | str] = []
        for value, cited in figure.values:
            told += [f"{'; ' if told else ''}{value}", *_marks(sources_of(cited), notes)]
        rows.append([[figure.told], [figure.where], [figure.about], told])
    _table(document, heads, rows, (20, 20, 34, 26))


def _contents(place: Paragraph, heads: Sequence[str]) -> None:
    """A table of contents, which Word sets when it opens the document; until then the heads in a line."""
    shown = escape(" · ".join(heads))
    place._p.append(  # noqa: SLF001  # the library has no fields
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr="TOC \\o &quot;2-3&quot; \\h \\z \\u" w:dirty="true">'
            f'<w:r><w:t xml:space="preserve">{shown}</w:t></w:r></w:fldSimple>'
        )
    )


def _events(document: Document, report: Report, notes: Footnotes, say: Words) -> None:
    _heading(document, say("doc.chronology"), 2)
    if not report.events:
        document.add_paragraph(say("doc.noEvents"))
        return
    if report.left_out:
        document.add_paragraph(report.left_out)
    heads = [say(f"doc.{name}") for name in ("when", "what", "where", "status", "told")]
    for title, events in ((None, report.chronology), (say("doc.background"), report.background)):
        if events:
            if title:
                _heading(document, title, 3)
            _table(document, heads, [_event(event, notes) for event in events], _WIDTHS)
    if report.asides:
        _heading(document, say("doc.alsoMentioned"), 3)
        paragraph = document.add_paragraph()
        for number, event in enumerate(report.asides):
            paragraph.add_run(f"{'; ' if number else ''}{event.label}")
            _cite(paragraph, event.sources, notes)


def _event(event: EventLine, notes: Footnotes) -> list[Cell]:
    told: list[Element | str] = [event.label, *_marks(event.sources, notes)]
    for note in event.best:
        told += [_small(f"“{note.quote}”{note.aside}"), *_marks((note.source,), notes)]
    return [[event.when], told, [event.where], [event.status], [event.told]]


def _small(text: str) -> Element:
    """A quote on a line of its own in a cell."""
    run = _run(text, bold=False)
    run.find(qn("w:rPr")).insert(0, OxmlElement("w:i"))
    run.insert(1, OxmlElement("w:br"))
    return run


def _marks(sources: Sequence[int], notes: Footnotes) -> Iterator[Element]:
    for source in sources:
        yield from notes.mark(source)


def _conflicts(document: Document, conflicts: Sequence[ConflictLine], notes: Footnotes, say: Words) -> None:
    if not conflicts:
        return
    _heading(document, say("doc.conflicts"), 2)
    for conflict in conflicts:
        paragraph: Paragraph = document.add_paragraph()
        paragraph.add_run(f"{conflict.about}: ").bold = True
        for number, (value, cited) in enumerate(conflict.values):
            paragraph.add_run(f"{'; ' if number else ''}{value}")
            _cite(paragraph, sources_of(cited), notes)


def _sources(document: Document, report: Report, say: Words) -> None:
    """The numbered sources, each with a bookmark for its citations and a link to its address."""
    _heading(document, say("doc.sources"), 2)
    if report.sources and not report.rated:
        document.add_paragraph(say("doc.notRated"))
    for number, source in enumerate(report.sources, 1):
        paragraph = document.add_paragraph()
        body = paragraph._p  # noqa: SLF001  # the library has no bookmarks
        ids = f'w:id="{_FIRST_BOOKMARK + number}"'
        body.append(parse_xml(f'<w:bookmarkStart {nsdecls("w")} {ids} w:name="{anchor(number)}"/>'))
        paragraph.add_run(f"[{number}] ")
        if source.url is None:
            paragraph.add_run(source.text)
        else:
            _linked(document, paragraph, source.text, source.url)
        body.append(parse_xml(f"<w:bookmarkEnd {nsdecls('w')} {ids}/>"))


_FIRST_BOOKMARK = 9000
"""Ids of bookmarks of ours begin behind those of a template."""


def _linked(document: Document, paragraph: Paragraph, text: str, url: str) -> None:
    """Text that leads to an address."""
    relation = document.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(text)
    run.font.underline = True
    link.append(run._r)  # noqa: SLF001  # the library has no links
    paragraph._p.append(link)  # noqa: SLF001  # as above


def _method(document: Document, report: Report, say: Words) -> None:
    """How the brief was made, before the annex: behind that, it would often be alone on a last page."""
    _heading(document, say("doc.method"), 2)
    for left, line in zip(range(len(report.method), 0, -1), report.method, strict=True):
        paragraph = document.add_paragraph(line)
        paragraph.paragraph_format.space_after = Pt(4)
        # The last lines go to a new page together, not one by itself.
        paragraph.paragraph_format.keep_with_next = 1 < left <= _TOGETHER


def _annex(document: Document, report: Report, say: Words) -> None:
    """Every sentence that tells an event, once, by source, in small letters."""
    if not report.annex:
        return
    _heading(document, say("doc.annex"), 2)
    rows = [[[f"[{item.source}]"], [f"“{item.quote}”{item.aside}"], ["; ".join(item.events)]] for item in report.annex]
    _table(
        document, [say("doc.number"), say("doc.quote"), say("doc.events")], rows, (6, 54, 40), letters=_ANNEX_LETTERS
    )


def _pairs(document: Document, title: str, rows: Sequence[tuple[str, str]]) -> None:
    if rows:
        _heading(document, title, 2)
        for name, reason in rows:
            paragraph = document.add_paragraph()
            paragraph.add_run(name).bold = True
            paragraph.add_run(f": {reason}")
