"""The page: offline, the same every time, true to the brief, and deaf to hostile text."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from geobrief.brief.document import to_dict
from geobrief.errors import RenderError, UsageError
from geobrief.events import event_kinds
from geobrief.map import MapOptions, embed_snippet, folium_layer, notebook_html, render_map, to_folium
from geobrief.map.column_parts import unpacked
from geobrief.map.columns import from_columns
from geobrief.map.offline import outside_addresses, require_offline
from tests.map.hostile import TEXTS, hostile
from tests.map.story import example

ROOT = Path(__file__).resolve().parents[2]

TYPICAL = 1_500_000
"""Bytes that the map of a brief of a few articles may have."""


class Tags(HTMLParser):
    """Every element of a page, and the text of its scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"script": [], "style": [], "title": []}
        self._open: str | None = None
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._open = tag if tag in self.texts else None
        if self._open:
            self.texts[tag].append("")

    def handle_endtag(self, tag):
        if tag == self._open:
            self._open = None

    def handle_data(self, data):
        if self._open:
            self.texts[self._open][-1] += data


@pytest.fixture(scope="module")
def brief():
    return example()


@pytest.fixture(scope="module")
def page(brief):
    return render_map(brief)


def test_the_page_loads_nothing_and_names_no_script_host(page):
    assert outside_addresses(page) == []
    for host in ("cdn.", "unpkg", "jsdelivr", "googleapis", "cloudflare", "openstreetmap"):
        assert host not in page


def test_the_page_of_a_few_articles_stays_small(page):
    assert len(page.encode("utf-8")) < TYPICAL


def test_the_page_carries_the_brief_unchanged(page, brief):
    tags = Tags(page)
    scripts = [attrs for tag, attrs in tags.tags if tag == "script"]
    block = next(i for i, attrs in enumerate(scripts) if attrs.get("id") == "geobrief-brief")
    assert scripts[block]["type"] == "application/json"
    assert json.loads(tags.texts["script"][block]) == json.loads(json.dumps(to_dict(brief)))


def test_the_same_brief_gives_the_same_bytes_under_any_hash_seed(page):
    program = (
        "import sys, hashlib; sys.path[:0] = sys.argv[1:]; from tests.map.story import example; from geobrief.map import render_map;"
        "print(hashlib.sha256(render_map(example()).encode()).hexdigest())"
    )
    command = [sys.executable, "-c", program, str(ROOT)]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONHASHSEED": "7"}, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == hashlib.sha256(page.encode()).hexdigest()


def test_the_policy_names_the_digests_of_the_scripts_and_of_the_style_and_allows_nothing_else(page):
    tags = Tags(page)
    policy = next(attrs["content"] for _, attrs in tags.tags if attrs.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    kinds = [attrs.get("type") for tag, attrs in tags.tags if tag == "script"]
    programs = [text for text, kind in zip(tags.texts["script"], kinds, strict=True) if kind is None]

    def digest(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    assert rules["default-src"] == "'none'"
    assert rules["script-src"].split() == [digest(text) for text in programs]
    assert rules["style-src"].split() == [digest(text) for text in tags.texts["style"]]
    assert rules["img-src"] == "data:"
    assert "unsafe" not in policy


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_hostile_text_in_every_field_adds_no_element_to_the_page(name, brief, page):
    poisoned = render_map(hostile(brief, TEXTS[name]))

    def skeleton(text: str) -> list[tuple[str, tuple[str, ...]]]:
        packing = {"data-encoding", "data-layout"}
        return [(tag, tuple(sorted(set(attrs) - packing))) for tag, attrs in Tags(text).tags]

    assert skeleton(poisoned) == skeleton(page)
    poisoned.encode("utf-8")


def test_a_lone_half_of_a_surrogate_pair_is_written_out(brief):
    poisoned = render_map(hostile(brief, "half \ud83d of a sign"))
    assert "\\ud83d" in poisoned
    poisoned.encode("utf-8")


def test_a_large_brief_travels_compressed_and_is_the_same_brief(brief, monkeypatch):
    monkeypatch.setattr("geobrief.map.blocks.PACK_FROM", 10_000)
    tags = Tags(render_map(brief))
    scripts = [attrs for tag, attrs in tags.tags if tag == "script"]
    block = next(i for i, attrs in enumerate(scripts) if attrs.get("id") == "geobrief-brief")
    assert scripts[block]["data-encoding"] == "gzip-base64"
    assert scripts[block]["data-layout"] == "columns"
    columns = unpacked(tags.texts["script"][block])
    assert columns["schema"] != to_dict(brief)["schema"], "no reader of brief.json takes it for one"
    assert from_columns(columns) == json.loads(json.dumps(to_dict(brief)))


def test_a_large_page_is_ascii_beside_its_title_and_says_the_same(brief, monkeypatch):
    small = render_map(brief)
    monkeypatch.setattr("geobrief.map.blocks.PACK_FROM", 10_000)
    large = render_map(brief)
    parts = re.findall(r"<(?:script|style|noscript)\b.*?</(?:script|style|noscript)>", large, re.DOTALL)
    assert len(parts) >= 5
    assert all(part.isascii() for part in parts)
    views = [json.loads(_block(page, "geobrief-view")) for page in (small, large)]
    assert views[0]["messages"] == views[1]["messages"]
    assert not json.dumps(views[0]["messages"], ensure_ascii=False).isascii()
    noscripts = [html.unescape(re.findall("<noscript>.*</noscript>", page)[0]) for page in (small, large)]
    assert noscripts[0] == noscripts[1]


def _block(page: str, name: str) -> str:
    tags = Tags(page)
    scripts = [attrs for tag, attrs in tags.tags if tag == "script"]
    return tags.texts["script"][next(i for i, attrs in enumerate(scripts) if attrs.get("id") == name)]


@pytest.mark.parametrize(
    "outside",
    [
        '<script src="https://example.org/x.js"></script>',
        '<link rel="stylesheet" href="//example.org/x.css">',
        '<img src="x.png">',
        '<img srcset="https://example.org/2x.png 2x">',
        "<style>@import 'https://example.org/x.css';</style>",
        "<style>body{background:url(https://example.org/x.png)}</style>",
        '<p style="background:url(&quot;https://example.org/x.png&quot;)">',
        '<form action="https://example.org">',
        '<iframe src="https://example.org"></iframe>',
        '<svg><image xlink:href="https://example.org/x.png"></image></svg>',
    ],
)
def test_a_page_that_would_load_something_is_refused(outside):
    with pytest.raises(RenderError, match="from outside"):
        require_offline(f"<!DOCTYPE html><title>x</title>{outside}")


@pytest.mark.parametrize(
    "inside",
    [
        '<a href="https://example.org/article" rel="noopener noreferrer">article</a>',
        "<style>i{background:url(data:image/png;base64,AAAA)}</style>",
        '<svg><path style="fill:url(#hatch)"></path></svg>',
        '<script type="application/json">{"url": "https://example.org/x.js"}</script>',
    ],
)
def test_links_data_and_fragments_load_nothing(inside):
    require_offline(f"<!DOCTYPE html><title>x</title>{inside}")


def test_a_marking_stands_in_the_title_and_travels_with_the_page(brief):
    page = render_map(brief, options=MapOptions(marking="tlp:amber+strict"))
    assert Tags(page).texts["title"][0].startswith("[TLP:AMBER+STRICT]")
    assert '"marking":{"text":"TLP:AMBER+STRICT"' in page


@pytest.mark.parametrize(
    "wish", [{"marking": "TLP:WHITE"}, {"marking": " "}, {"language": "xx"}, {"tiles": "http://x"}]
)
def test_a_wish_that_cannot_be_met_is_refused_with_the_way_out(wish):
    with pytest.raises(UsageError):
        MapOptions(**wish)


def test_tiles_open_the_policy_for_their_host_only(brief):
    page = render_map(brief, options=MapOptions(tiles="https://{s}.tile.example.org/{z}/{x}/{y}.png"))
    assert "img-src data: https://*.tile.example.org;" in page


def test_a_page_says_its_language(brief):
    assert '<html class="geobrief" lang="fr" dir="ltr">' in render_map(brief, options=MapOptions(language="fr"))


def test_folium_layers_can_be_added_and_find_the_map(brief):
    import folium

    made = to_folium(brief)
    assert isinstance(made, folium.Map)
    folium.Marker([13.5, 2.1], popup="mine").add_to(made)
    page = made.get_root().render()
    name = made.get_name()
    assert f'var {name} = geobrief.show("{name}");' in page
    assert f".addTo({name})" in page
    assert "leaflet.js" not in page
    assert "Content-Security-Policy" not in page


def test_the_brief_can_be_a_layer_of_somebodys_own_map(brief):
    import folium

    made = folium.Map([16, 5], zoom_start=5)
    layer = folium_layer(brief).add_to(made)
    page = made.get_root().render()
    assert f'geobrief.addTo({made.get_name()}, "{layer.get_name()}")' in page
    assert f'id="{layer.get_name()}-brief"' in page
    assert page.index("geobrief's map") < page.index("L.map("), "Leaflet comes before the map that it makes"
    assert "leaflet@1" not in page
    assert "geobrief-view" not in page


def test_a_layer_without_a_map_says_so(brief):
    with pytest.raises(RenderError, match="add it to one first"):
        folium_layer(brief).render()


def test_a_folium_map_is_rendered_twice_alike(brief):
    made = to_folium(brief)
    assert made.get_root().render() == made.get_root().render() == render_map(brief)


def test_a_notebook_shows_the_map_in_a_frame_that_cannot_reach_out(brief):
    frame = notebook_html(brief)
    tags = Tags(frame).tags
    assert [tag for tag, _ in tags] == ["iframe"]
    assert "allow-same-origin" not in tags[0][1]["sandbox"]
    assert tags[0][1]["srcdoc"].startswith("<!DOCTYPE html>")


def test_a_snippet_escapes_its_title_and_has_a_link_to_fall_back_on():
    snippet = embed_snippet("niger.html", 'A "quoted" <title>')
    tags = Tags(snippet).tags
    assert [tag for tag, _ in tags] == ["iframe", "p", "a"]
    assert tags[0][1]["title"] == 'A "quoted" <title>'
    assert tags[0][1]["src"] == "niger.html#embed=1"


def test_a_brief_without_anything_still_makes_a_page(brief):
    from dataclasses import replace

    empty = replace(brief, articles=(), places=(), mentions=(), events=(), conflicts=(), skipped=())
    assert render_map(empty).startswith("<!DOCTYPE html>")


def test_every_kind_of_event_has_a_sign():
    signs = json.loads((ROOT / "geobrief" / "export" / "drawing" / "signs.json").read_text("utf-8"))
    assert {kind.symbol for kind in event_kinds().values()} <= set(signs)
    assert all(signs.values()), "a sign without a stroke"
