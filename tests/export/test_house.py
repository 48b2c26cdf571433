"""A house's logo and font reach every output that can show them; what is missing is said in a clear line."""

import base64
import re
import struct
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pptx
import pytest

from geobrief.cli import main
from geobrief.errors import OutputError, UsageError
from geobrief.export import ExportOptions, save_brief
from geobrief.export.notices import font_notices
from geobrief.map.fontfile import read_font
from tests.brief.builders import a_brief
from tests.export.briefs import a_place, brief_of

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
FONTS = sorted(
    path
    for folder in ("/usr/share/fonts", "/Library/Fonts", "C:/Windows/Fonts")
    for path in Path(folder).rglob("*.ttf")
    if re.fullmatch(r"(DejaVuSerif|LiberationSerif-Regular|Georgia|times)\.ttf", path.name)
)


@pytest.fixture
def font():
    """A font file of the machine."""
    if not FONTS:
        pytest.skip("this machine has none of the font files that the test looks for")
    return str(FONTS[0])


@pytest.fixture
def logo(tmp_path):
    path = tmp_path / "logo.png"
    path.write_bytes(PIXEL)
    return str(path)


def a_font(tmp_path, *, family="Test Sans", width=1000):
    """A font file with nothing but the tables that say its name and its widths."""
    text = family.encode("utf-16-be")
    name = struct.pack(">HHH", 0, 1, 18) + struct.pack(">6H", 3, 1, 0x409, 1, len(text), 0) + text
    head = bytes(18) + struct.pack(">H", 1000) + bytes(34)
    hhea = bytes(34) + struct.pack(">H", 1)
    hmtx = struct.pack(">HH", width, 0)
    letters = struct.pack(">8H", 4, 32, 0, 4, 0, 0, 0, 122) + struct.pack(">HHHHHHHH", 65535, 0, 97, 65535, 0, 1, 0, 0)
    cmap = struct.pack(">HHHHI", 0, 1, 3, 1, 12) + letters
    tables = {b"cmap": cmap, b"head": head, b"hhea": hhea, b"hmtx": hmtx, b"name": name}
    content, start = b"", 12 + 16 * len(tables)
    records = b""
    for tag, table in tables.items():
        records += struct.pack(">4sIII", tag, 0, start + len(content), len(table))
        content += table
    path = tmp_path / "test.ttf"
    path.write_bytes(b"\0\1\0\0" + struct.pack(">HHHH", len(tables), 0, 0, 0) + records + content)
    return str(path)


def test_a_font_says_its_family_and_how_wide_it_runs(tmp_path):
    font = read_font(a_font(tmp_path))
    assert font.family == "Test Sans"
    assert font.stretch == pytest.approx(10_000 / 4335)


def test_labels_are_measured_with_the_font_that_they_are_set_in(saved, tmp_path):
    """In a font twice as wide fewer names find room, and names of the list are cut sooner."""
    brief = brief_of([a_place(f"A place with a very long name indeed {index}", 40 + index, 20) for index in range(9)])
    usual = saved(".svg", brief).read_text("utf-8")
    wide = saved(".svg", brief, font=a_font(tmp_path)).read_text("utf-8")
    assert wide.count("…") > usual.count("…")


def test_a_font_is_in_the_page_and_nothing_is_loaded_for_it(saved, font):
    page = saved(".html", font=font).read_text("utf-8")
    assert f"@font-face{{font-family:'{read_font(font).family}';src:url(data:font/ttf;base64," in page
    assert "font-src data:" in page
    usual = saved(".html").read_text("utf-8")
    assert "font-src data:;" in usual
    assert f"'{read_font(font).family}'" not in usual


def test_a_font_is_named_first_in_the_drawing_and_embedded(saved, font):
    drawing = saved(".svg", font=font).read_text("utf-8")
    assert f"font-family=\"'{read_font(font).family}', Arial" in drawing
    assert "@font-face" in drawing


def test_a_font_with_an_ampersand_in_its_name_leaves_the_drawing_whole(saved, tmp_path):
    drawing = saved(".svg", font=a_font(tmp_path, family="Hall & Oak")).read_text("utf-8")
    ET.fromstring(drawing)  # noqa: S314  # our own drawing
    assert "font-family:'Hall &amp; Oak'" in drawing


def test_a_font_is_embedded_in_the_pdf(saved, font):
    assert read_font(font).family.replace(" ", "").encode() in saved(".pdf", font=font).read_bytes()


def test_a_picture_is_painted_in_the_font(saved, font):
    usual = saved(".png").read_bytes()
    assert saved(".png", font=font).read_bytes() != usual


def test_word_and_slides_name_the_font(saved, font):
    family = read_font(font).family
    assert docx.Document(str(saved(".docx", font=font))).styles["Normal"].font.name == family
    with zipfile.ZipFile(saved(".pptx", font=font)) as archive:
        assert f'<a:latin typeface="{family}"/>' in archive.read("ppt/theme/theme1.xml").decode("utf-8")


@pytest.mark.parametrize(
    ("content", "name"), [(b"not a font", "font.ttf"), (b"\0\1\0\0\0\xff" + bytes(90), "font.ttf"), (b"", "font.otf")]
)
def test_a_file_that_is_no_font_is_named_and_nothing_is_left_behind(tmp_path, content, name):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(OutputError, match=name):
        save_brief(a_brief(), tmp_path / "brief.svg", ExportOptions(font=str(path)))
    assert [item.name for item in tmp_path.iterdir()] == [name]


def test_a_family_cannot_break_out_of_the_style(tmp_path):
    with pytest.raises(UsageError, match="font"):
        ExportOptions(font="x';} body{display:none")
    evil = read_font(a_font(tmp_path, family="a'}</style><script>"))
    assert evil.family == "a/stylescript"


def test_a_missing_font_is_a_line_on_the_command_line_and_the_picture_is_made(saved, tmp_path, capsys):
    brief = saved(".json")
    picture = tmp_path / "brief.png"
    assert main(["export", str(brief), "-o", str(picture), "--font", "No Such Sans", "--dpi", "48"]) == 0
    assert "no font 'No Such Sans'" in capsys.readouterr().err
    assert picture.stat().st_size > 1000


def test_letters_that_no_font_has_are_named():
    brief = brief_of([a_place("\U00012000\U00012001", 33, 44)])
    (notice,) = font_notices(brief, ["brief.png"], ExportOptions())
    assert "\U00012000" in notice
    assert "cuneiform" in notice
    assert font_notices(brief, ["brief.html", "brief.svg"], ExportOptions()) == []


def test_the_logo_is_on_the_page_in_word_and_on_the_first_slide(saved, logo):
    assert "url(data:image/png;base64," in saved(".html", logo=logo).read_text("utf-8")
    pictures = docx.Document(str(saved(".docx", logo=logo))).inline_shapes
    assert [picture._inline.docPr.get("name") for picture in pictures] == ["logo", "map"]
    slides = pptx.Presentation(str(saved(".pptx", logo=logo))).slides
    assert [[shape.name for shape in slide.shapes].count("logo") for slide in slides][:2] == [1, 0]
