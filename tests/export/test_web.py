"""What a map says to the web around it: link previews, oEmbed, HXL; and a house's own looks."""

import base64
import json
import struct
import zlib
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from geobrief.errors import OutputError, UsageError
from geobrief.export import ExportOptions, check_outputs
from geobrief.map.offline import outside_addresses
from tests.brief.builders import a_brief
from tests.export.briefs import HOSTILE, a_movement, hostile

ADDRESS = "https://example.org/maps/a%20brief.html"
SVG = "{http://www.w3.org/2000/svg}"


class Metas(HTMLParser):
    """The ``meta`` elements with a property."""

    def __init__(self, text):
        super().__init__()
        self.found = {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "meta" and "property" in said:
            self.found[said["property"]] = said["content"]


def test_a_page_tells_link_previews_its_title_and_marking(saved):
    page = saved(".html", marking="TLP:CLEAR").read_text("utf-8")
    tags = Metas(page).found
    assert tags["og:title"] == "[TLP:CLEAR] Niger"
    assert tags["og:description"] == "1 article, 2 places, 1 event"
    assert "og:image" not in tags, "nobody knows where it will be"


def test_a_page_with_an_address_names_its_picture_and_still_loads_nothing(saved):
    page = saved(".html", address=ADDRESS).read_text("utf-8")
    tags = Metas(page).found
    assert (tags["og:url"], tags["og:image"]) == (ADDRESS, "https://example.org/maps/a%20brief.png")
    assert outside_addresses(page) == []


def test_a_hostile_title_is_no_markup_in_the_tags(saved):
    assert "<script>alert" not in saved(".html", hostile()).read_text("utf-8").split("</head>")[0]


@pytest.mark.parametrize("brief", [a_brief(), hostile()], ids=["usual", "hostile"])
def test_oembed_has_what_the_specification_requires(saved, brief):
    document = json.loads(saved(".oembed.json", brief, address=ADDRESS).read_text("utf-8"))
    assert (document["version"], document["type"]) == ("1.0", "rich")
    assert isinstance(document["width"], int)
    assert isinstance(document["height"], int)
    frames = []
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, attrs: frames.append((tag, dict(attrs)))
    reader.feed(document["html"])
    assert [tag for tag, _ in frames] == ["iframe", "p", "a"]
    assert frames[0][1]["src"] == f"{ADDRESS}#embed=1"
    assert {"thumbnail_url", "thumbnail_width", "thumbnail_height"} <= set(document), "all three or none"


def test_oembed_without_an_address_frames_the_map_beside_it(saved):
    document = json.loads(saved(".oembed.json").read_text("utf-8"))
    assert 'src="brief.html#embed=1"' in document["html"]
    assert "thumbnail_url" not in document


@pytest.mark.parametrize(
    ("suffix", "some"),
    [
        (".csv", {"event_date": "#date+occurred", "latitude": "#geo+lat", "country": "#country+code+v_iso2"}),
        (".acled.csv", {"fatalities": "#affected+killed", "country": "#country+name"}),
        (".plover.csv", {"recipient": "#org+target"}),
    ],
)
def test_a_table_has_hxl_tags_on_request_only(saved, suffix, some):
    heads, tags = (line.split(",") for line in saved(suffix, hxl=True).read_text("utf-8-sig").splitlines()[:2])
    assert len(heads) == len(tags)
    assert len(set(tags)) == len(tags), "no two columns mean the same"
    assert all(tag.startswith("#") and tag == tag.lower() for tag in tags)
    assert some.items() <= dict(zip(heads, tags, strict=True)).items()
    assert "#" not in saved(suffix).read_text("utf-8-sig").splitlines()[0]


def drawing(path):
    return ET.fromstring(path.read_bytes())  # noqa: S314  # our own file


def labels(path):
    """The names on the map itself."""
    (layer,) = [item for item in drawing(path).iter(f"{SVG}g") if item.get("id") == "layer-labels"]
    return "".join(layer.itertext())


def test_an_extent_chooses_the_part_of_the_world(saved):
    brief = a_movement()
    whole, part = labels(saved(".svg", brief)), labels(saved(".svg", brief, extent=(5, 14, 11, 19)))
    assert "Niamey" in whole
    assert "Agadez" in whole
    assert "Agadez" in part
    assert "Niamey" not in part


def test_the_page_opens_on_the_same_extent(saved):
    page = saved(".html", extent=(170, -25, 190, -10)).read_text("utf-8")
    assert '"story":{"west":170,"south":-25,"east":190,"north":-10}' in page


@pytest.mark.parametrize("extent", [(1, 2, 3), (3, 2, 1, 4), (1, 4, 3, 2), (0, 0, 400, 10), (0, float("nan"), 1, 2)])
def test_an_extent_that_is_no_part_of_the_world_is_refused(extent):
    with pytest.raises(UsageError, match="extent"):
        ExportOptions(extent=extent)


def a_png(width, height):
    """A picture of one colour."""

    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    rows = b"".join(b"\0" + b"\x20\x60\xa0" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


A_JPEG = b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xc0\x00\x0b\x08\x00\x20\x00\x40\x01\x01\x11\x00\xff\xd9"
"""The head of a JPEG of 64 by 32 pixels: an application's segment, then the frame with the size."""


@pytest.mark.parametrize(("name", "content", "ratio"), [("a.png", a_png(80, 20), 4), ("a.jpg", A_JPEG, 2)])
def test_a_logo_stands_whole_beside_the_title(saved, tmp_path, name, content, ratio):
    logo = tmp_path / name
    logo.write_bytes(content)
    (image,) = drawing(saved(".svg", logo=str(logo))).iter(f"{SVG}image")
    assert base64.b64decode(image.get("href").split(",")[1]) == content
    assert float(image.get("width")) / float(image.get("height")) == pytest.approx(ratio, rel=0.01)


@pytest.mark.parametrize("suffix", [".png", ".pdf"])
def test_a_logo_is_painted_and_set(saved, tmp_path, suffix):
    logo = tmp_path / "logo.png"
    logo.write_bytes(a_png(80, 20))
    assert saved(suffix, logo=str(logo)).read_bytes() != saved(suffix).read_bytes()


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0\x00\x00", HOSTILE.encode()]
)
def test_a_logo_that_is_no_picture_is_named_and_nothing_is_left_behind(saved, tmp_path, content):
    logo = tmp_path / "logo.png"
    logo.write_bytes(content)
    with pytest.raises(OutputError, match=r"logo\.png.*PNG or a JPEG"):
        saved(".svg", logo=str(logo))
    assert not (tmp_path / "brief.svg").exists()
    with pytest.raises(OutputError, match="does not exist"):
        check_outputs([tmp_path / "x.svg"], ExportOptions(logo=str(tmp_path / "none.png")))


def test_a_house_has_its_colour(saved):
    assert 'fill="#7a1fa2"' in saved(".svg", accent="#7a1fa2").read_text("utf-8")
    assert ":root{--accent:#7a1fa2}" in saved(".html", accent="#7a1fa2").read_text("utf-8")


@pytest.mark.parametrize("colour", ["red", "#fff", "#1c5b7", "#7a1fa2;}", "#ffe08a"])
def test_a_colour_that_is_none_or_cannot_be_read_is_refused(colour):
    with pytest.raises(UsageError, match=r"colour|light"):
        ExportOptions(accent=colour)
