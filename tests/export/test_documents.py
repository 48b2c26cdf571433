"""PDF, Word, PowerPoint, e-mail and feeds, read back by libraries that are not ours."""

import io
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from itertools import combinations
from xml.etree import ElementTree as ET

import docx
import pptx
import pytest
from pypdf import PdfReader

from geobrief.brief import period
from geobrief.brief.findings import with_findings
from geobrief.citations import french_reference, short_name
from geobrief.errors import OutputError
from geobrief.export import ExportOptions, check_outputs, formats, save_brief
from geobrief.export.messages import words as words_of
from geobrief.export.report import FindingLine, make_report
from geobrief.map import steps_of
from geobrief.model import UNKNOWN_WHEN, CitedFigure, EventPlace, Finding, PlaceRecord, When
from tests.brief.builders import a_brief, day
from tests.export.briefs import a_place, empty, hostile, scattered

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
QUOTE = "Soldiers left Agadez on 5 August."


def footnotes(path):
    with zipfile.ZipFile(path) as archive:
        return ET.fromstring(archive.read("word/footnotes.xml"))  # noqa: S314  # our own file


def text_of(element):
    return "".join(item.text or "" for item in element.iter(f"{W}t"))


def body_text(path):
    document = docx.Document(str(path))
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *tables])


def test_pdf_has_the_findings_first_then_the_map_events_and_sources_and_a_map_as_large_as_a_sheet(saved):
    reader = PdfReader(saved(".pdf", marking="TLP:AMBER"))
    pages = [page.extract_text() for page in reader.pages]
    assert all(page.count("TLP:AMBER") >= 2 for page in pages), "on top and at the bottom of each page"
    assert "Findings" in pages[0]
    assert "Agadez" in pages[-1]
    text = " ".join(" ".join(pages[:-1]).split())
    for words in (
        QUOTE,
        "Soldiers leave",
        "Withdrawal of forces",
        "$110 million",
        "two.txt",
        f"Page 2 of {len(pages)}",
    ):
        assert words in text
    assert text.index("Findings") < text.index("Chronology") < text.index("Annex")
    assert reader.metadata.title == "Niger"
    links = [
        item.get_object()["/A"].get("/URI")
        for page in reader.pages
        for item in page.get("/Annots", [])
        if "/A" in item.get_object()
    ]
    assert "https://example.org/one" in links


@pytest.mark.parametrize(("paper", "size"), [("A4", (842, 595)), ("Letter", (792, 612))])
def test_pdf_is_made_for_the_paper(saved, paper, size):
    box = PdfReader(saved(".pdf", paper=paper)).pages[-1].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(size, abs=1)


def test_pdf_map_is_drawn_and_not_a_picture(saved):
    page = PdfReader(saved(".pdf")).pages[-1]
    assert len(page.images) == 0


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".pptx", ".svg", ".png", ".kmz", ".atom", ".email.html"])
def test_the_same_brief_is_the_same_bytes(saved, suffix):
    assert saved(suffix).read_bytes() == saved(suffix).read_bytes()


def test_word_has_one_real_footnote_a_source_and_every_quote_in_an_annex(saved):
    path = saved(".docx")
    notes = [note for note in footnotes(path) if note.get(f"{W}type") is None]
    body = docx.Document(str(path)).element
    marks = [item.get(f"{W}id") for item in body.iter(f"{W}footnoteReference")]
    assert marks == [note.get(f"{W}id") for note in notes]
    assert len(marks) == 1
    assert "[1] Example Wire, 6 August 2024" in text_of(notes[0])
    assert body_text(path).count(f"“{QUOTE}”") == 2, "under the finding, and in the annex"
    links = list(body.iter(f"{W}hyperlink"))
    anchors = {item.get(f"{W}name") for item in body.iter(f"{W}bookmarkStart")}
    assert {link.get(f"{W}anchor") for link in links} - {None} <= anchors
    assert any(item.reltype.endswith("/hyperlink") for item in docx.Document(str(path)).part.rels.values())


def test_word_says_how_it_was_made_before_the_annex_so_that_no_last_page_is_nearly_empty(saved):
    heads = [
        paragraph.text
        for paragraph in docx.Document(str(saved(".docx"))).paragraphs
        if paragraph.style.name.startswith("Heading")
    ]
    assert heads.index("Method") < heads.index("Annex: the sentences") == len(heads) - 1


def test_the_last_rows_of_a_long_table_share_a_page(saved):
    """Word keeps a row with the next where its paragraph asks for it."""
    document = docx.Document(str(saved(".docx", scattered(60))))
    longest = max((table._tbl for table in document.tables), key=lambda table: len(table.findall(f"{W}tr")))
    kept = [bool(row.findall(f".//{W}keepNext")) for row in longest.iter(f"{W}tr")]
    assert len(kept) > 40
    assert kept[-10:] == [True] * 9 + [False]
    assert not any(kept[5:-10])


def test_documents_name_their_maker_and_their_day_from_the_recipe(saved):
    wishes = {"prepared_by": "AK", "issued": date(2024, 8, 9)}
    properties = docx.Document(str(saved(".docx", **wishes))).core_properties
    assert (properties.author, properties.created.date()) == ("AK", date(2024, 8, 9))
    assert PdfReader(saved(".pdf", **wishes)).metadata.author == "AK"
    assert pptx.Presentation(str(saved(".pptx", **wishes))).core_properties.author == "AK"
    for suffix in (".md", ".email.html"):
        text = saved(suffix, **wishes).read_text("utf-8")
        assert "Issued 9 August 2024 · Information until 6 August 2024 · Events 5 August 2024" in text
        assert "Prepared by AK" in text


@pytest.mark.parametrize("suffix", [".md", ".email.html"])
def test_a_document_opens_with_its_findings_and_folds_what_nobody_can_place(saved, suffix):
    brief = a_brief()
    event = brief.events[0]
    bare = replace(event, id="e-9", label="Something happened", where=(), who=(), when=UNKNOWN_WHEN, main=False)
    text = saved(suffix, replace(brief, events=(event, bare))).read_text("utf-8")
    assert text.index("Findings") < text.index("Chronology")
    if suffix == ".md":
        assert text.index("Also mentioned") < text.index("Something happened")


def test_word_loses_nothing(saved):
    text = body_text(saved(".docx"))
    for words in (
        "Niger",
        "Agadez",
        "Withdrawal of forces: Soldiers, from Agadez",
        "5 August 2024",
        "$100 million",
        "two.txt",
    ):
        assert words in text
    assert "[1] Example Wire, “Soldiers leave”, A. Writer" in text


def test_word_describes_the_map_for_those_who_cannot_see_it(saved):
    (picture,) = docx.Document(str(saved(".docx"))).inline_shapes
    assert "1 Agadez (1 event)" in picture._inline.docPr.get("descr")


def test_word_bears_the_marking_in_header_and_footer(saved):
    (section,) = docx.Document(str(saved(".docx", marking="TLP:RED"))).sections
    assert "TLP:RED" in [paragraph.text for paragraph in section.header.paragraphs]
    assert "TLP:RED" in [paragraph.text for paragraph in section.footer.paragraphs]


def test_a_word_template_keeps_its_page_text_and_footnotes(saved, tmp_path):
    house = tmp_path / "house.docx"
    save_brief(a_brief(), house)
    document = docx.Document(str(house))
    document.sections[0].page_width = docx.shared.Mm(150)
    document.sections[0].header.paragraphs[0].text = "House of examples"
    document.save(str(house))
    path = saved(".docx", template=str(house), marking="TLP:GREEN")
    written = docx.Document(str(path))
    assert written.sections[0].page_width == pytest.approx(docx.shared.Mm(150), rel=0.001)
    assert [item.text for item in written.sections[0].header.paragraphs] == ["TLP:GREEN", "House of examples"]
    numbers = [note.get(f"{W}id") for note in footnotes(path)]
    assert len(numbers) == len(set(numbers)) == 2 + 1 + 1


def test_a_template_without_the_usual_styles_is_taken(saved, tmp_path):
    bare = tmp_path / "bare.docx"
    document = docx.Document()
    for style in list(document.styles):
        if style.name in ("Title", "Heading 2", "Table Grid"):
            style.delete()
    document.save(str(bare))
    assert QUOTE in body_text(saved(".docx", template=str(bare)))


def test_a_template_that_says_nothing_of_its_page_gets_one(saved, tmp_path):
    bare = tmp_path / "bare.docx"
    document = docx.Document()
    document.element.body.remove(document.element.body.sectPr)
    document.save(str(bare))
    (section,) = docx.Document(str(saved(".docx", template=str(bare), paper="Letter"))).sections
    assert section.page_width == pytest.approx(docx.shared.Mm(215.9), rel=0.001)


def test_slides_carry_no_more_events_than_find_room(saved, tmp_path):
    """On a small slide the tables end above the marking: fewer events stand on each."""
    small = tmp_path / "small.pptx"
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = pptx.util.Cm(16), pptx.util.Cm(9)
    deck.save(str(small))
    rows = [
        len(shape.table.rows) - 1
        for slide in pptx.Presentation(str(saved(".pptx", scattered(20), slides=str(small)))).slides
        for shape in slide.shapes
        if shape.has_table
    ]
    assert sum(rows) == 20
    assert max(rows) < 5


def test_word_and_slides_have_a_template_each(saved, tmp_path):
    word, slides = tmp_path / "house.docx", tmp_path / "house.pptx"
    docx.Document().save(str(word))
    deck = pptx.Presentation()
    deck.slide_width = pptx.util.Cm(20)
    deck.save(str(slides))
    wishes = {"template": str(word), "slides": str(slides)}
    assert pptx.Presentation(str(saved(".pptx", **wishes))).slide_width == pptx.util.Cm(20)
    assert docx.Document(str(saved(".docx", **wishes))).sections[0].page_width == docx.Document().sections[0].page_width
    with pytest.raises(OutputError, match="none of the outputs"):
        check_outputs([tmp_path / "a.pptx"], ExportOptions(template=str(word)))


@pytest.mark.parametrize("suffix", [".docx", ".pptx"])
def test_a_template_that_is_none_is_named(tmp_path, suffix):
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not an archive")
    with pytest.raises(OutputError, match=r"wrong\.txt"):
        save_brief(a_brief(), tmp_path / f"out{suffix}", ExportOptions(template=str(wrong)))
    assert not (tmp_path / f"out{suffix}").exists()
    with pytest.raises(OutputError, match="does not exist"):
        check_outputs([tmp_path / "out.docx"], ExportOptions(template=str(tmp_path / "none.docx")))


def slides_of(path):
    return list(pptx.Presentation(str(path)).slides)


def test_events_of_several_days_are_titled_by_their_months(tmp_path):
    """Days, a year and a bound side by side read as no span."""
    brief = a_brief()
    (event, *_) = brief.events
    others = [
        replace(event, id="e-year", when=day("2023-01-01", end="2023-12-31", precision="year")),
        replace(event, id="e-late", when=day("2024-09-08")),
    ]
    save_brief(replace(brief, events=(others[0], *brief.events, others[1])), tmp_path / "out.pptx", ExportOptions())
    titles = [slide.shapes.title.text for slide in slides_of(tmp_path / "out.pptx")]
    assert "Chronology: January 2023 – September 2024" in titles


def test_slides_have_titles_the_map_the_events_and_quotes_in_the_notes(saved):
    first, finding, events, sources = slides_of(saved(".pptx", marking="TLP:AMBER"))
    assert first.shapes.title.text == "Niger"
    (picture,) = [shape for shape in first.shapes if shape.name == "map"]
    assert "1 Agadez" in picture._element.nvPicPr.cNvPr.get("descr")
    assert finding.shapes.title.text == "Soldiers left Agadez on 5 August"
    said = [shape.text_frame.text for shape in finding.shapes if shape.has_text_frame and shape != finding.shapes.title]
    assert not any(QUOTE.rstrip(".") in text for text in said)  # the title says it word for word
    assert "[1] Example Wire" in finding.notes_slide.notes_text_frame.text
    assert events.shapes.title.text == "Chronology: 5 August 2024"
    (table,) = [shape.table for shape in events.shapes if shape.has_table]
    assert "Withdrawal of forces" in table.cell(1, 1).text
    assert QUOTE in events.notes_slide.notes_text_frame.text
    assert any("[1] Example Wire" in shape.text_frame.text for shape in sources.shapes if shape.has_text_frame)
    for slide in (first, finding, events, sources):
        assert [shape.text_frame.text for shape in slide.shapes if shape.name == "marking"] == ["TLP:AMBER"] * 2


def test_slides_say_how_many_events_they_leave_out(saved):
    brief = scattered(100)
    slides = slides_of(saved(".pptx", brief))
    rows = [len(shape.table.rows) - 1 for slide in slides for shape in slide.shapes if shape.has_table]
    assert sum(rows) == 20
    assert any(slide.shapes.title.text.startswith("Chronology (20 of 100)") for slide in slides)


def test_a_slide_template_keeps_its_size_and_slides(saved, tmp_path):
    house = tmp_path / "house.pptx"
    own = pptx.Presentation()
    own.slides.add_slide(own.slide_layouts[0]).shapes.title.text = "Our cover"
    own.save(str(house))
    written = pptx.Presentation(str(saved(".pptx", template=str(house))))
    assert written.slide_width == own.slide_width
    assert written.slides[0].shapes.title.text == "Our cover"


class Tags(HTMLParser):
    """The elements and their attributes."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("brief", [a_brief(), hostile()], ids=["usual", "hostile"])
def test_mail_is_plain_tables_with_the_picture_inside(saved, brief):
    text = saved(".email.html", brief, marking="TLP:AMBER").read_text("utf-8")
    page = Tags()
    page.feed(text)
    assert {tag for tag, _ in page.found} <= set("table tr td th h1 h2 p b br span a img".split())
    (picture,) = [attributes for tag, attributes in page.found if tag == "img"]
    assert picture["src"].startswith("data:image/png;base64,")
    assert "Agadez" in picture["alt"]
    assert all(attributes["href"].startswith("https://") for tag, attributes in page.found if tag == "a")
    assert not any(name.startswith("on") for _, attributes in page.found for name in attributes)
    assert text.count("TLP:AMBER") >= 2


@pytest.mark.parametrize("suffix", [".kml", ".atom", ".email.html", ".docx", ".pptx", ".pdf"])
def test_only_web_addresses_become_links(saved, suffix):
    source = replace(a_brief().articles[0], url="javascript:alert(1)")
    path = saved(suffix, replace(a_brief(), articles=(source,)))
    if suffix in (".docx", ".pptx"):
        with zipfile.ZipFile(path) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".rels"))
    else:
        content = path.read_bytes()
    assert b'"javascript' not in content
    assert b"(javascript" not in content


ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_has_an_entry_an_event(saved):
    root = ET.fromstring(saved(".atom").read_bytes())  # noqa: S314  # our own file
    (entry,) = root.findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}id").text == "urn:geobrief:e-1"
    assert entry.find(f"{ATOM}updated").text == "2024-08-06T00:00:00Z"
    assert entry.find(f"{ATOM}link").get("href") == "https://example.org/one"
    assert QUOTE in entry.find(f"{ATOM}content").text
    assert entry.find("{http://www.georss.org/georss}point").text == "16.97 7.99"


def test_undated_articles_still_make_a_valid_feed(saved):
    source = replace(a_brief().articles[0], published=When(None, None, "unknown", None, "unknown"))
    root = ET.fromstring(saved(".atom", replace(a_brief(), articles=(source,))).read_bytes())  # noqa: S314  # ours
    assert root.find(f"{ATOM}updated").text == "1970-01-01T00:00:00Z"


def test_the_snippet_frames_the_map_beside_it(saved):
    page = Tags()
    page.feed(saved(".embed.html", hostile()).read_text("utf-8"))
    assert [tag for tag, _ in page.found] == ["iframe", "script"]
    assert page.found[0][1]["src"] == "brief.html#embed"


@pytest.mark.parametrize(
    ("suffix", "library", "extra"),
    [(".png", "resvg_py", "png"), (".pdf", "typst", "documents"), (".docx", "docx", "documents"), (".pptx", "pptx", "documents"), (".parquet", "pyarrow", "parquet")],
)  # fmt: skip
def test_a_missing_library_is_found_before_the_work_and_the_way_out_named(
    monkeypatch, tmp_path, suffix, library, extra
):
    find = formats.find_spec
    monkeypatch.setattr(formats, "find_spec", lambda name: None if name == library else find(name))
    with pytest.raises(OutputError, match=rf"{library}.*pip install 'geobrief\[{extra}\]'"):
        check_outputs([tmp_path / f"out{suffix}"])


def test_a_machine_without_a_font_is_told_so(monkeypatch, tmp_path):
    from geobrief.errors import RenderError
    from geobrief.export import png

    monkeypatch.setattr(png, "has_font", lambda: False)
    with pytest.raises(RenderError, match=r"no font.*fonts-dejavu-core.*\.pdf.*\.svg"):
        save_brief(a_brief(), tmp_path / "map.png")
    assert list(tmp_path.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


def test_kmz_holds_the_kml(saved):
    with zipfile.ZipFile(io.BytesIO(saved(".kmz").read_bytes())) as archive:
        assert archive.namelist() == ["doc.kml"]
        assert archive.read("doc.kml") == saved(".kml").read_bytes()


def test_a_page_set_from_an_empty_brief_says_that_there_is_nothing(saved):
    text = PdfReader(saved(".pdf", empty())).pages[0].extract_text()
    assert "no event that geobrief knows" in text.replace("\n", " ")


@pytest.mark.parametrize(
    ("told", "amount"),
    [
        (("at least 12 people",), "killed: at least 12"),
        (("12 people", "more than 15 people"), "killed: 12–more than 15"),
        (("Twelve villagers",), "killed: 12"),
    ],
)
def test_a_key_figure_keeps_what_an_article_says_of_how_exact_it_is(told, amount):
    brief = a_brief()
    event, source = brief.events[0], brief.articles[0]
    others = tuple(replace(source, id=f"a-{number}") for number in range(1, len(told) + 1))
    values = (12.0, 15.0)
    figures = tuple(
        CitedFigure(
            "people killed", values[number], "people", text, replace(event.citations[0], article=others[number].id)
        )
        for number, text in enumerate(told)
    )
    report = make_report(
        with_findings(replace(brief, articles=others, events=(replace(event, figures=figures),))), ExportOptions()
    )
    assert report.findings[0].figures == (amount,)
    assert f"{report.key_figures[0].what}: {report.key_figures[0].amount}" == amount


def test_no_document_says_in_which_folder_of_a_machine_an_article_lies():
    (first, *_) = a_brief().articles
    bare = replace(first, outlet=None, title=None, url=None, path="home/desk/articles/one.txt")
    assert short_name(bare) == "one.txt"
    assert short_name(replace(bare, url="https://www.example.org/news/1?x=2")) == "example.org"
    assert short_name(replace(bare, title="Soldiers leave")) == "Soldiers leave"


def a_long_brief(events):
    """A brief of so many events, each with its own sentence; the last ones came to more harm, and so weigh most."""
    base = a_brief()
    first = base.events[0]
    places = tuple(a_place(f"Town {number}", 10 + number / 20, 5.0) for number in range(events))
    told = tuple(
        replace(
            first,
            id=f"e-{number:03}",
            label=f"Gunmen raid the village of {place.name}",
            where=(EventPlace(place.id, "scene"),),
            citations=(
                replace(
                    first.citations[0],
                    start=40 * number,
                    end=40 * number + 27,
                    quote=f"Gunmen raided Town {number:03} now.",
                ),
            ),
            figures=(CitedFigure("people killed", float(number), "people", f"{number} people", first.citations[0]),),
            independent=1,
            articles=1,
        )
        for number, place in enumerate(places)
    )
    return with_findings(replace(base, places=places, mentions=(), events=told, conflicts=()))


def test_a_document_of_many_events_tells_those_that_weigh_most_and_says_where_all_are():
    brief = a_long_brief(100)
    report = make_report(brief, ExportOptions())
    told = [line.id for line in (*report.chronology, *report.background, *report.asides)]
    assert told == [f"e-{number:03}" for number in range(40, 100)], "by time, as they were"
    assert {key for line in report.findings for key in line.events} <= set(told)
    assert [item.quote for item in report.annex] == [
        f"Gunmen raided Town {number:03} now." for number in range(40, 100)
    ]
    assert {line.name for line in report.places} == {f"Town {number}" for number in range(40, 100)}
    assert "100 events; the 60 that weigh most" in report.left_out
    assert all(suffix in report.left_out for suffix in (".html", ".xlsx", ".csv.zip"))
    assert len(report.events) == 100
    whole = make_report(brief, ExportOptions(complete=True))
    assert (len(whole.annex), len(whole.places), len(whole.chronology), whole.left_out) == (100, 100, 100, "")
    assert not make_report(a_long_brief(80), ExportOptions()).left_out, "nobody minds twenty more"


@pytest.mark.parametrize("suffix", [".md", ".docx", ".pdf"])
def test_each_document_of_many_events_says_that_it_tells_a_part(tmp_path, suffix):
    path = tmp_path / f"long{suffix}"
    save_brief(a_long_brief(100), path, ExportOptions())
    read = {
        ".md": lambda: path.read_text("utf-8"),
        ".docx": lambda: body_text(path),
        ".pdf": lambda: " ".join(page.extract_text() for page in PdfReader(path).pages),
    }
    text = " ".join(read[suffix]().split())
    assert "the 60 that weigh most stand here" in text
    assert "Town 099" in text
    assert "Town 007" not in text


def test_a_sentence_that_is_hardly_more_than_its_label_stands_in_the_annex_only():
    brief = a_brief()
    (event, *others) = brief.events
    same, longer = (make_report(replace(brief, events=(replace(event, label=label), *others)), ExportOptions()).events[0]
                    for label in ("Soldiers left Agadez on 5 August", "Withdrawal"))  # fmt: skip
    findings = with_findings(brief).findings
    assert findings
    assert same.best == ()
    assert same.notes == longer.notes


def test_in_french_countries_counts_and_sources_are_french():
    brief = with_findings(a_brief())
    report = make_report(brief, ExportOptions(language="fr"))
    assert any("Niger" in place.country for place in report.places)
    say = words_of("fr")
    country = PlaceRecord("p-us", "United States", "country", "country", "US", None, 38.0, -97.0, None, None, None)
    assert say.place_name(country) == "États-Unis"
    assert say.place_name(replace(country, kind="city", name="Paris")) == "Paris"
    assert say.counted("cost of the base (USD)") == "coût de la base (USD)"
    assert say.counted("cats") == "cats"
    assert report.key_figures[0].told == "soldats\u00a0: 200"
    assert report.sources[0].text.startswith("Example Wire, « Soldiers leave », A. Writer, 6 août 2024")
    (first, *_) = brief.articles
    assert french_reference(replace(first, url=None, outlet=None, authors=("A", "B", "C")), "") == (
        "«\u00a0Soldiers leave\u00a0», A, B et C, sans date, fichier one.txt, SHA-256 000000000000"
    )


def test_the_picture_says_the_period_of_the_events_as_every_output_does_and_names_provinces_in_french(tmp_path):
    brief = with_findings(a_brief())
    old = replace(brief.events[0], id="e-old", status="done", salience="background", when=day("1990-01-01"))
    brief = replace(brief, events=(*brief.events, old))
    path = tmp_path / "map.svg"
    save_brief(brief, path, ExportOptions(language="fr"))
    said = "".join(ET.fromstring(path.read_text("utf-8")).itertext())  # noqa: S314  # our own file
    first, last = period(brief)
    assert words_of("fr").span(first, last) in said
    assert "1990" not in said
    assert "Sources : " in said
    assert "Agadez Region" not in said


def test_in_french_provinces_have_their_french_names():
    say = words_of("fr")
    province = replace(a_place("Tillabéri Region", 13.9, 2.2, country="NE"), kind="admin1", precision="province")
    assert say.place_name(province) == "Région de Tillabéri"
    assert say.place_name(replace(province, name="Kidal", country="ML")) == "Kidal"
    town = replace(a_place("Téra", 14.0, 0.75, country="NE"), admin1="Tillabéri Region")
    brief = replace(a_brief(), places=(town,), events=(), findings=(), key_figures=(), conflicts=())
    brief = replace(brief, mentions=tuple(replace(item, place=town.id) for item in brief.mentions))
    (line,) = [line for line in make_report(brief, ExportOptions(language="fr")).places if line.name == "Téra"]
    assert line.country == "Région de Tillabéri, Niger"


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (When(date(2023, 7, 1), None, "month", "since July 2023", "text", "since"), "depuis juillet 2023"),
        (When(date(2023, 7, 4), None, "day", "since 4 July", "text", "since"), "depuis le 4 juillet 2023"),
        (When(None, date(2024, 9, 30), "month", "by September", "text", "by"), "au plus tard en septembre 2024"),
        (When(None, date(2024, 9, 15), "day", "by 15 September", "text", "by"), "au plus tard le 15 septembre 2024"),
    ],
)
def test_a_bound_in_french_has_the_article_of_a_day_only(when, said):
    assert words_of("fr").when(when) == said


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (When(date(2012, 1, 1), None, "year", "since 2012", "text", "since"), "since 2012"),
        (When(None, date(2024, 9, 30), "month", "by September", "text", "by"), "by September 2024"),
        (When(None, date(2024, 9, 15), "day", "by 15 September", "text", "by"), "by 15 September 2024"),
        (When(date(2024, 8, 1), date(2024, 8, 31), "month", "August", "text"), "August 2024"),
    ],
)
def test_a_bound_is_written_no_more_exactly_than_it_was_told(when, said):
    assert words_of("en").when(when) == said


def test_each_finding_is_a_slide_with_its_own_map_its_quote_and_its_sources_in_the_notes(saved):
    brief = with_findings(a_brief())
    slides = slides_of(saved(".pptx", brief))
    places = {place.id: place.name for place in brief.places}
    for number, finding in enumerate(brief.findings, 1):
        slide = slides[number]
        assert slide.shapes.title.text == finding.text
        (picture,) = (shape for shape in slide.shapes if shape.name == "map")
        described = picture._element.nvPicPr.cNvPr.get("descr")
        assert all(places[key] in described for key in finding.places)
        notes = slide.notes_slide.notes_text_frame.text
        assert "“" in notes
        assert "Example Wire" in notes


def _dated(count):
    """A brief of so many events, one a week."""
    brief = scattered(count)
    days = [date(2024, 1, 1) + timedelta(weeks=number) for number in range(count)]
    events = tuple(
        replace(event, label=f"Label of event {event.id}", when=When(day, day, "day", None, "text"))
        for event, day in zip(brief.events, days, strict=True)
    )
    return replace(brief, events=events)


def test_the_line_of_time_has_a_dot_a_day_in_order_and_no_label_over_another(saved):
    file = pptx.Presentation(str(saved(".pptx", _dated(8))))
    (slide,) = (slide for slide in file.slides if slide.shapes.title.text.startswith("Timeline"))
    dots = [shape for shape in slide.shapes if shape.name == "moment"]
    assert [dot.left for dot in dots] == sorted(dot.left for dot in dots)
    assert len(dots) == 8
    labels = [shape for shape in slide.shapes if shape.name == "label"]
    for one, other in combinations(labels, 2):
        assert not (
            one.left < other.left + other.width
            and other.left < one.left + one.width
            and one.top < other.top + other.height
            and other.top < one.top + one.height
        )
    assert all(shape.left + shape.width <= file.slide_width for shape in (*dots, *labels))


def test_a_line_of_few_events_has_large_letters_the_history_of_a_finding_and_what_is_planned(saved):
    """Four moments fill a slide in letters that a hall can read."""
    brief = _dated(3)
    past, *others = brief.events
    until = When(None, date(2024, 9, 15), "day", "by 15 September", "text", "by")
    planned = replace(others[0], id="e-to-come", label="Soldiers will leave", status="planned", when=until)
    history = replace(past, status="past")
    brief = replace(brief, events=(history, *others, planned))
    finding = Finding(
        id=f"f-{past.id[2:]}",
        text="It was",
        events=(past.id,),
        places=(),
        when=past.when,
        status="past",
        articles=1,
        independent=1,
        doubts=(),
    )
    file = pptx.Presentation(str(saved(".pptx", replace(brief, findings=(finding,)))))
    (slide,) = (slide for slide in file.slides if slide.shapes.title.text.startswith("Timeline"))
    labels = [shape.text_frame for shape in slide.shapes if shape.name == "label"]
    told = [frame.text for frame in labels]
    assert any(past.label in text for text in told)
    assert any("Soldiers will leave" in text for text in told)
    assert all(frame.paragraphs[1].runs[0].font.size.pt >= 15 for frame in labels)


def test_the_chronology_is_spread_evenly_over_as_few_slides_as_it_needs(saved):
    rows = [
        len(shape.table.rows) - 1
        for slide in slides_of(saved(".pptx", _dated(9)))
        for shape in slide.shapes
        if shape.has_table
    ]
    assert sorted(rows) == [4, 5]


def test_two_events_are_no_line_of_time(saved):
    titles = [slide.shapes.title.text for slide in slides_of(saved(".pptx", _dated(2)))]
    assert not any(title.startswith("Timeline") for title in titles)


def test_figures_that_say_the_same_of_the_same_places_are_one_row_and_never_a_sum():
    brief = with_findings(a_brief())
    twin = replace(brief.events[0], id="e-twin")
    figures = [figure for figure in brief.key_figures if figure.event == brief.events[0].id]
    assert figures
    doubled = replace(
        brief,
        events=(*brief.events, twin),
        key_figures=(*brief.key_figures, *(replace(figure, event="e-twin") for figure in figures)),
    )
    one, two = (make_report(item, ExportOptions()).key_figures for item in (brief, doubled))
    assert [(row.what, row.amount) for row in two] == [(row.what, row.amount) for row in one]


def test_a_figure_that_the_same_articles_give_for_two_events_of_a_place_is_one_row():
    brief = with_findings(a_brief())
    first = brief.events[0]
    (figure, *_) = (item for item in brief.key_figures if item.event == first.id)
    talks = replace(first, id="e-talks", where=(*first.where, EventPlace("p-elsewhere", "scene")))
    elsewhere = PlaceRecord("p-elsewhere", "Kano", "city", "settlement", "NG", None, 12.0, 8.5, None, None, None)
    again = replace(figure, event="e-talks")
    other = tuple(replace(value, citations=(replace(value.citations[0], article="a-2"),)) for value in figure.values)
    both = replace(
        brief,
        events=(*brief.events, talks),
        places=(*brief.places, elsewhere),
        articles=(*brief.articles, replace(brief.articles[0], id="a-2")),
    )

    def rows(*figures):
        return len(make_report(replace(both, key_figures=figures), ExportOptions()).key_figures)

    assert rows(figure, again) == 1
    assert rows(figure, replace(again, low=figure.low + 1, high=figure.high + 1)) == 2
    assert rows(figure, replace(again, values=other)) == 2, "another article says so, too"


@pytest.mark.parametrize(
    ("text", "closed"),
    [("Troops left", "Troops left."), ("It was “illegal.”", "It was “illegal.”"), ("Who left?", "Who left?")],
)
def test_a_finding_ends_with_one_stop(text, closed):
    line = FindingLine(text, (), (), (), (), (), (), "#000000")
    assert line.closed == closed


def test_a_number_that_an_article_does_not_give_is_not_put_for_its_words():
    brief = a_brief()
    event = replace(brief.events[0], salience="key", status="done")
    cited = event.citations[0]
    told = replace(event, figures=(CitedFigure("people displaced", 24.0, "people", "dozens of families", cited),))
    (line,) = make_report(with_findings(replace(brief, events=(told,))), ExportOptions()).key_figures
    assert line.amount == "dozens of families"
    counted = replace(told, figures=(replace(told.figures[0], text="at least 24 people"),))
    (line,) = make_report(with_findings(replace(brief, events=(counted,))), ExportOptions()).key_figures
    assert line.amount == "at least 24"


def test_under_a_finding_that_is_a_sentence_stands_the_next_one_of_its_article():
    brief = a_brief()
    event = brief.events[0]
    next_one = "They left at dawn in trucks."
    first = replace(event.citations[0], start=0, end=len(event.label), quote=event.label)
    second = replace(first, start=100, end=100 + len(next_one), quote=next_one)
    told = with_findings(replace(brief, events=(replace(event, citations=(first, second)),)))
    (finding, *_) = make_report(told, ExportOptions()).findings
    assert finding.text == event.label
    assert [note.quote for note in finding.best] == [second.quote]
    assert [quote.quote for quote in steps_of(told)[0].quotes] == [second.quote]
