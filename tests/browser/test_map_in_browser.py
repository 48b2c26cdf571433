"""The map in a real browser, opened from disk with the network off."""

from __future__ import annotations

import base64
import io
import re
import time
from dataclasses import replace

import pytest
from selenium.webdriver.common.keys import Keys

from geobrief.map import folium_layer, to_folium
from geobrief.model import UNKNOWN_WHEN
from tests.map.hostile import TEXTS, hostile
from tests.map.story import article_id, event_id, example, place_id

pytestmark = pytest.mark.browser


def _mark(key: str) -> str:
    return f'.mark[data-place="{place_id(key)}"]'


def _row(key: str) -> str:
    return f'[data-row="{place_id(key)}"] .row-name'


def _without_hosts(page: str) -> str:
    """A folium page without the helper scripts that it links, for a browser without a network."""
    return re.sub(r'<(script|link)[^>]*(?:src|href)="https?:[^>]*>(</script>)?', "", page)


def _listed(tab, name: str) -> list[str]:
    """What a tab of the list holds."""
    tab.js("document.getElementById(arguments[0]).click()", f"tab-{name}")
    return tab.texts(f"#panel-{name} .row-name, #panel-{name} .event-label")


def _settle(tab, condition: str) -> None:
    """Wait until a JavaScript expression holds."""
    for _ in range(60):
        if tab.js(f"return Boolean({condition})"):
            return
        time.sleep(0.05)
    pytest.fail(f"never: {condition}")


def _rest(tab) -> None:
    """Wait until the map has come to rest and its position stands in the address: a write calls a step back off."""
    before, same = "", 0
    while same < 8:
        time.sleep(0.1)
        now = tab.js("return location.hash")
        before, same = now, same + 1 if now == before else 0


@pytest.mark.parametrize(
    ("key", "name", "sentence"),
    [
        ("niamey", "Niamey", "Hundreds of people marched through Niamey on Saturday"),
        ("agadez", "Agadez", "A small rally was also reported from Agadez."),
    ],
)
def test_a_click_on_a_pin_shows_the_sentence_that_put_it_there(tab, click, key, name, sentence):
    tab.open()
    click(_mark(key))
    assert tab.text(".card h2") == name
    assert any(quote.startswith(sentence) for quote in tab.texts(".card .quote-text"))
    assert set(tab.texts(".card mark")) == {name}


def test_a_click_in_the_list_opens_the_same_card_and_lights_the_pin(tab, click):
    tab.open()
    click(_row("agadez"))
    assert tab.text(".card h2") == "Agadez"
    assert tab.js("return document.querySelector(arguments[0]).classList.contains('is-lit')", _mark("agadez"))


def test_a_card_cites_the_article_and_says_what_is_not_stated(tab, click):
    tab.open()
    click(_mark("niamey"))
    captions = tab.texts(".card .quote-source")
    assert any("Example Wire" in line and "author not stated" in line and "14 Apr 2024" in line for line in captions)


def test_a_link_to_an_article_scrolls_to_the_sentence_and_gives_nothing_away(tab, click):
    tab.open()
    click(_mark("niamey"))
    links = tab.js("return [...document.querySelectorAll('.card figure a')].map((a) => [a.href, a.rel, a.target])")
    assert links
    for href, rel, target in links:
        assert href.startswith("https://")
        assert "#:~:text=" in href
        assert rel == "noopener noreferrer"
        assert target == "_blank"


def test_countries_regions_and_provinces_have_no_pin(tab):
    tab.open()
    areas = {place.id for place in example().places if place.kind in {"country", "region", "admin1"}}
    assert len(areas) >= 6
    pinned = tab.js("return [...document.querySelectorAll('.mark')].map((mark) => mark.dataset.place)")
    assert pinned
    assert not areas & set(pinned)
    # One of three lies over many countries, and is drawn when it is meant.
    assert tab.js("return document.querySelectorAll('path.area-scene').length") == 2
    wide = tab.js("return document.querySelector('.label-region').closest('[data-place]').dataset.place")
    tab.js('document.querySelector(`.label-box[data-place="${arguments[0]}"]`).click()', wide)
    assert tab.js("return document.querySelector('path.area-wide.is-lit').getAttribute('d').length") > 50


def test_an_actor_looks_different_from_a_scene(tab):
    tab.open()
    tab.js("document.querySelectorAll('.map-buttons button')[3].click()")
    _settle(tab, f"document.querySelector('{_mark('moscow')}')")
    assert tab.js("return Boolean(document.querySelector(arguments[0] + ' .pin-actor rect'))", _mark("moscow"))
    assert tab.text('[aria-label="Legend"], .legend').count("Named as an actor only") == 1


def test_the_legend_explains_every_look_that_a_mark_has(tab):
    tab.open()
    looks = {
        ".mark .match-fair": "Open: fair match",
        ".mark .match-weak": "Open, broken line: weak match",
        ".mark .pin-plain": "a scene without an event",
        ".mark .pin-plus": "So many more places at this mark",
        ".mark .pin-halo": "Approximate position",
        ".mark .pin-actor": "Named as an actor only",
        ".label-region": "Region, sea or organisation",
        ".arc:not(.arc-stub)": "Movement, from origin to destination",
    }

    def shown() -> set[str]:
        return {look for look in looks if tab.js("return document.querySelector(arguments[0]) !== null", look)}

    found = shown()
    tab.js("document.querySelectorAll('.map-buttons button')[3].click()")
    _settle(tab, f"document.querySelector('{_mark('moscow')}')")
    found |= shown()
    assert {".mark .match-weak", ".mark .pin-halo", ".mark .pin-actor", ".mark .pin-plus"} <= found
    said = tab.text(".legend")
    assert {look for look in found if looks[look] not in said} == set()


def _moving(role: str):
    """The example, its protest in Agadez a movement of which one end is told."""
    brief = example()
    protest = next(event for event in brief.events if event.where and event.where[0].place == place_id("agadez"))
    told = replace(protest, where=(replace(protest.where[0], role=role),))
    return replace(brief, events=tuple(told if event is protest else event for event in brief.events)), protest


RING = """
const map = Object.values(window).find((item) => item instanceof L.Map);
const ring = document.querySelector(arguments[0]).getBoundingClientRect();
const pin = document.querySelector(arguments[1]).getBoundingClientRect();
const middle = ({ left, right, top, bottom }) => [(left + right) / 2, (top + bottom) / 2];
return [middle(ring), middle(pin), ring.width, ring.height, pin.width];
"""


@pytest.mark.parametrize(
    ("role", "look", "words"),
    [("origin", ".arc-out", "Something leaves"), ("destination", ".arc-into", "Something arrives")],
)
def test_a_movement_with_one_known_end_is_a_ring_that_points_nowhere(tab, role, look, words):
    brief, protest = _moving(role)
    tab.open(brief)
    ring, pin, wide, high, of_pin = tab.js(RING, look, _mark("agadez") + " .pin")
    assert max(abs(one - other) for one, other in zip(ring, pin, strict=True)) < 1.5
    assert abs(wide - high) < 0.5
    assert wide > of_pin + 10
    assert words in tab.js("return document.querySelector('.legend').textContent")
    tab.js("document.querySelector(arguments[0]).dispatchEvent(new MouseEvent('click', { bubbles: true }))", look)
    assert tab.text(".card h2") == protest.label


def test_a_weak_match_is_drawn_open_and_said_in_words(tab, click):
    tab.open()
    assert tab.js("return Boolean(document.querySelector(arguments[0] + ' .match-weak'))", _mark("gao"))
    click(_mark("gao"))
    line = tab.text(".card .match-line")
    assert line == "Location match: weak (1 other place considered)"


def test_an_address_opens_a_place_an_event_or_an_article(tab):
    brief = example()
    for hash_, heading in (
        (f"#place={place_id('agadez')}", "Agadez"),
        (f"#event={event_id('Protest: Niamey')}", "Protest: Niamey"),
        (f"#article={article_id(1)}", "1 · Crowds in Niamey ask for a departure"),
    ):
        tab.open(brief, hash_=hash_)
        assert tab.text(".card h2") == heading


def test_an_address_survives_a_rebuild_with_another_article(tab):
    brief = example()
    fewer = replace(brief, articles=brief.articles[1:], title="The same, later")
    tab.open(fewer, hash_=f"#event={event_id('Protest: Agadez')}")
    assert tab.text(".card h2") == "Protest: Agadez"


def test_an_address_of_something_that_is_gone_opens_the_map(tab):
    tab.open(hash_="#place=p-0000000000000000&view=nonsense&from=yesterday&match=")
    assert tab.js("return document.querySelector('.card').hidden")
    assert tab.js("return document.querySelectorAll('.mark').length") > 0


def test_only_protests_in_april_by_keyboard_and_the_address_says_so(tab, press):
    tab.open()
    tab.js("document.querySelector('.filter-toggle').focus()")
    press(Keys.ENTER)
    tab.js(
        "[...document.querySelectorAll('.choice')].find((c) => c.textContent.startsWith('Protest')).querySelector('input').focus()"
    )
    press(Keys.SPACE)
    tab.js(
        "for (const [id, day] of [['filter-from', '2024-04-01'], ['filter-to', '2024-04-30']]) {"
        "const field = document.getElementById(id); field.value = day; field.dispatchEvent(new Event('change')); }"
    )
    assert sorted(_listed(tab, "events")) == ["Protest: Agadez", "Protest: Niamey"]
    assert sorted(_listed(tab, "places")) == ["Agadez", "Niamey"]
    assert tab.text(".filter-status") == "2 of 15 places, 2 of 11 events shown"
    # The address is not changed more often than browsers put up with.
    _settle(tab, "location.hash.includes('from=')")
    assert "kind=protest" in tab.js("return location.hash")
    # The address follows, not too often.
    _settle(tab, "location.hash.includes('from=2024-04-01&to=2024-04-30')")
    address = tab.js("return location.hash")
    tab.open(hash_=address)
    assert sorted(_listed(tab, "places")) == ["Agadez", "Niamey"]


def test_a_bar_of_the_timeline_restricts_everything_to_its_time_and_again_frees_it(tab, press):
    tab.open()
    tab.js("document.querySelector('.bar:not(:disabled)').focus()")
    press(Keys.ARROW_RIGHT, Keys.ENTER)
    chosen = tab.js("return document.activeElement")
    assert sorted(_listed(tab, "events")) == [
        "Arrival of instructors: Niamey",
        "Protest: Agadez",
        "Protest: Niamey",
    ]
    chosen.send_keys(Keys.ENTER)
    assert len(_listed(tab, "events")) == 11


def test_search_finds_words_of_a_quote_without_their_accents(tab):
    tab.open(hash_="#q=tillaberi")
    assert "Tillabéri" in _listed(tab, "places")
    assert "Niamey" not in _listed(tab, "places")


def test_what_could_not_be_placed_is_listed(tab):
    tab.open()
    assert "Tabalak Nord" in tab.text(".unplaced")
    assert "no place in the gazetteer is called “Tabalak Nord”" in tab.text(".unplaced")
    assert "Statement: ties with Iran and Russia" in _listed(tab, "events")
    assert "articles/empty.txt" not in _listed(tab, "sources")
    assert "empty.txt" in tab.text("#panel-sources")
    assert "articles/" not in tab.text("#panel-sources"), "where somebody keeps their files is theirs to tell"


def test_a_disagreement_is_shown_where_it_belongs(tab):
    tab.open(hash_=f"#event={event_id('Base: Agadez')}")
    assert "110 million dollars" in tab.text(".card .conflict")
    assert "100 million dollars" in tab.text(".card .conflict")


def test_copies_of_one_story_count_once(tab):
    tab.open(hash_=f"#event={event_id('Protest: Niamey')}")
    assert tab.text(".card .card-counts") == "2 articles, 1 independent"


def test_escape_closes_the_card_and_gives_the_focus_back(tab, press):
    tab.open()
    tab.js("document.querySelector(arguments[0]).focus()", _row("niamey"))
    press(Keys.ENTER)
    assert tab.js("return document.activeElement.id") == "card-title"
    press(Keys.ESCAPE)
    assert tab.js("return document.querySelector('.card').hidden")
    assert tab.js("return document.activeElement.textContent") == "Niamey"


def test_escape_closes_the_card_wherever_the_focus_is(tab, press):
    tab.open(hash_=f"#place={place_id('niamey')}")
    tab.js("document.querySelector('[type=search]').focus()")
    press(Keys.ESCAPE)
    assert tab.js("return document.querySelector('.card').hidden")


def test_back_goes_to_the_card_before_and_not_out_of_the_brief(tab):
    tab.open()
    # Until nothing is left to be written: the first card moves the map, and must have an entry of its own all the same.
    time.sleep(1)
    for key in ("agadez", "niamey"):
        tab.js("document.querySelector(arguments[0]).click()", _row(key))
        _rest(tab)
    tab.driver.back()
    _settle(tab, "document.querySelector('.card h2').textContent === 'Agadez'")
    _rest(tab)
    tab.driver.back()
    _settle(tab, "document.querySelector('.card').hidden")
    assert tab.text("h1") == example().title


def test_a_card_leads_back_to_the_one_before(tab):
    tab.open(hash_=f"#place={place_id('niamey')}")
    tab.js("document.querySelector('.card .event-label').click()")
    assert tab.text(".card h2") != "Niamey"
    tab.js("document.querySelector('.card-actions .card-close:not([hidden])').click()")
    assert tab.text(".card h2") == "Niamey"


def test_a_search_turns_to_the_tab_that_finds_something(tab):
    tab.open(hash_="#q=Example Wire")
    assert tab.text('[role=tab][aria-selected="true"]').startswith("Sources")
    assert len(_listed(tab, "sources")) >= 1


def test_an_id_that_is_gone_leaves_the_address(tab):
    tab.open(hash_="#place=p-0000000000000000")
    _settle(tab, "!location.hash.includes('p-0000')")


def test_printing_four_times_leaves_the_map_and_the_address_as_they_were(tab):
    tab.open()
    where = "const map = Object.values(window).find((i) => i instanceof L.Map); const c = map.getCenter(); return [map.getZoom(), c.lat, c.lng, location.hash]"
    before = tab.js(where)
    for _ in range(4):
        tab.driver.execute_cdp_cmd("Page.printToPDF", {})
        assert tab.js(where) == before


def test_undated_events_are_not_dropped_without_a_word(tab):
    tab.open(hash_="#from=2024-04-01&to=2024-04-30")
    undated = [event for event in example().events if event.when.start is None and event.when.end is None]
    if undated:
        assert f"{len(undated)} undated, hidden" in tab.text(".timeline-facts")
    assert "30 Apr 2024" in tab.text(".timeline-chosen")


def test_a_citation_is_copied_with_its_quote_and_reference(tab, click):
    tab.open()
    tab.driver.execute_cdp_cmd(
        "Browser.grantPermissions", {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    )
    click(_mark("agadez"))
    tab.js(
        "window.copied = null; navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }"
    )
    click(".card .copy-tools button")
    copied = tab.js("return window.copied")
    assert copied.startswith("“A small rally was also reported from Agadez.”")
    assert "https://wire.example.com/2024/04/protest" in copied
    tab.js(
        "const s = document.querySelector('.card .copy-tools select'); s.value = 'bibtex';"
        "s.dispatchEvent(new Event('change'))"
    )
    click(".card .copy-tools button")
    assert tab.js("return window.copied").startswith("@")


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_hostile_text_is_shown_as_text_and_nothing_runs(tab, click, name):
    tab.open(hostile(example(), TEXTS[name]))
    click(_mark("niamey"))
    tab.js("for (const tab of document.querySelectorAll('[role=tab]')) tab.click()")
    tab.js("document.querySelector('.head-actions button').click(); document.querySelector('dialog').close()")
    assert tab.js("return window.pwned ?? null") is None
    assert tab.js("return document.querySelectorAll('img, iframe, object').length") == 0
    assert tab.js("return [...document.links].every((a) => /^(https?:|file:)/.test(a.protocol))")
    assert tab.js(
        "return [...document.querySelectorAll('*')].every((e) => ![...e.attributes].some((a) => /^on/.test(a.name)))"
    )
    shown = tab.text("h1").removeprefix("The American withdrawal from Niger, April to May 2024 ")
    # HTML and JSON both keep every character; only the page's own parser replaces NUL, and JSON brings it in escaped.
    assert shown == TEXTS[name]


def test_a_marking_cannot_be_removed_by_the_address(tab):
    tab.open(marking="TLP:AMBER", hash_="#embed=1&marking=")
    assert tab.texts(".marking") == ["TLP:AMBER", "TLP:AMBER"]
    assert tab.js(
        "return [...document.querySelectorAll('.marking')].every((e) => e.getBoundingClientRect().height > 10)"
    )


def test_a_frame_is_told_the_height_of_the_map(tab):
    tab.open(embed=True)
    page = tab.driver.current_url
    host = tab.folder / "host.html"
    host.write_text(
        "<!DOCTYPE html><title>host</title><script>addEventListener('message', (e) => {"
        "if (e.data.type === 'geobrief:height') window.height = e.data.height })</script>"
        f'<iframe src="{page}" sandbox="allow-scripts" width="600" height="400" title="map"></iframe>',
        encoding="utf-8",
    )
    tab.driver.get(host.as_uri())
    _settle(tab, "window.height > 100")


def test_the_page_prints_the_map_the_passages_and_the_sources(tab):
    tab.open(marking="TLP:GREEN")
    tab.media("print")
    tab.js("window.dispatchEvent(new Event('beforeprint'))")
    report = tab.text(".report")
    assert "Hundreds of people marched through Niamey" in report
    assert "American soldiers to be out of Niger by mid-September" in report
    assert tab.js("return getComputedStyle(document.querySelector('.side')).display") == "none"
    tab.js("window.dispatchEvent(new Event('afterprint'))")
    assert tab.text(".report") == ""


def test_a_summary_on_paper_has_the_sources_and_neither_places_nor_events(tab):
    tab.open()
    tab.js(
        "window.print = () => { window.dispatchEvent(new Event('beforeprint')); window.seen = document.querySelector('.report').textContent;"
        " window.dispatchEvent(new Event('afterprint')); }; [...document.querySelectorAll('.head-actions button')][2].click()"
    )
    summary = tab.js("return window.seen")
    assert "American soldiers to be out of Niger by mid-September" in summary
    assert "Hundreds of people marched through Niamey" not in summary
    tab.js("document.querySelectorAll('.head-actions button')[1].click()")
    assert "Hundreds of people marched through Niamey" in tab.js("return window.seen")


def test_paper_says_how_many_events_have_no_date_and_tells_the_events_before_the_places(tab):
    brief = example()
    undated = replace(
        brief, events=tuple(replace(event, when=UNKNOWN_WHEN) for event in brief.events[:2]) + brief.events[2:]
    )
    tab.open(undated)
    tab.media("print")
    tab.js("window.dispatchEvent(new Event('beforeprint'))")
    assert tab.js("return document.querySelector('.timeline-count').getBoundingClientRect().height") > 0
    assert any("undated" in words for words in tab.texts(".timeline-count"))
    heads = tab.texts(".report h2")
    assert heads.index("Events") < heads.index("Places and what is said of them")
    tab.js("window.dispatchEvent(new Event('afterprint'))")


def test_a_slash_goes_to_the_search_and_is_a_letter_inside_it(tab):
    from selenium.webdriver.common.action_chains import ActionChains

    tab.open()
    ActionChains(tab.driver).send_keys("/").perform()
    assert tab.js("return document.activeElement.type") == "search"
    ActionChains(tab.driver).send_keys("/").perform()
    assert tab.js("return document.activeElement.value") == "/"


def test_a_row_is_as_high_as_its_words(tab):
    tab.open()
    heights = tab.js(
        "document.getElementById('tab-places').click();"
        " return [...document.querySelectorAll('.places .row-body')].map((body) => body.getBoundingClientRect().bottom"
        " - body.querySelector('.row-facts').getBoundingClientRect().bottom)"
    )
    assert heights
    assert max(heights) < 3


def test_every_printed_page_carries_the_marking_at_its_head_and_its_foot(tab):
    pypdf = pytest.importorskip("pypdf")
    tab.open(marking="TLP:AMBER", size=(1200, 800))
    printed = tab.driver.execute_cdp_cmd(
        "Page.printToPDF", {"printBackground": True, "paperWidth": 8.27, "paperHeight": 11.69}
    )
    pages = pypdf.PdfReader(io.BytesIO(base64.b64decode(printed["data"]))).pages
    assert len(pages) >= 2
    for page in pages:
        assert page.extract_text().count("TLP:AMBER") == 2


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("paper", [(8.27, 11.69), (8.5, 11)])
def test_the_first_page_on_paper_holds_map_legend_timeline_and_credit_and_the_list_follows(tab, paper, landscape):
    pypdf = pytest.importorskip("pypdf")
    tab.open(marking="TLP:AMBER", organisation="the United Nations")
    size = {"paperWidth": paper[0], "paperHeight": paper[1], "landscape": landscape, "printBackground": True}
    printed = tab.driver.execute_cdp_cmd("Page.printToPDF", size)
    first, second = (
        " ".join(page.extract_text().split())
        for page in pypdf.PdfReader(io.BytesIO(base64.b64decode(printed["data"]))).pages[:2]
    )
    for said in (
        "The American withdrawal",
        "Size: independent articles",
        "Timeline",
        "acceptance by the United Nations",
    ):
        assert said in first
    assert "Places and what is said of them" in second
    assert "Hundreds of people marched" not in first


@pytest.mark.parametrize("hash_", ["", "#embed=1"])
def test_whose_borders_are_drawn_stands_below_the_map_wherever_it_is_shown(tab, hash_):
    tab.open(hash_=hash_, organisation="the United Nations")
    assert tab.text(".credit").removesuffix(" Open the full map") == (
        "Boundaries: UN-oriented, geobrief 1. Made with Natural Earth. Places: GeoNames, CC BY 4.0. The boundaries and names "
        "shown and the designations used on this map do not imply official endorsement or acceptance by the United Nations."
    )
    assert tab.js("return document.querySelector('.credit').getBoundingClientRect().height") > 10


def test_a_marker_of_folium_stands_on_the_map_beside_ours(tab):
    import folium

    made = to_folium(example())
    folium.Marker([20.0, 5.0], tooltip="mine").add_to(made)
    tab.show(_without_hosts(made.get_root().render()))
    _settle(tab, "document.body.classList.contains('is-ready')")
    assert tab.js("return document.querySelectorAll('img.leaflet-marker-icon[src^=\"data:\"]').length") == 1
    assert tab.js("return Boolean(document.querySelector(arguments[0]))", _mark("niamey"))


def test_as_a_layer_of_another_map_the_brief_opens_its_cards(tab, click):
    import folium

    made = folium.Map([16, 5], zoom_start=5, tiles=None)
    folium_layer(example()).add_to(made)
    tab.show(_without_hosts(made.get_root().render()))
    _settle(tab, f"document.querySelector('{_mark('agadez')}')")
    click(_mark("agadez"))
    assert tab.text(".gb-layer .card h2") == "Agadez"
    assert "A small rally was also reported from Agadez." in tab.texts(".gb-layer .quote-text")


def test_a_large_brief_is_read_from_its_compressed_block(tab, monkeypatch):
    monkeypatch.setattr("geobrief.map.blocks.PACK_FROM", 10_000)
    tab.open()
    assert tab.js("return document.getElementById('geobrief-brief').dataset.encoding") == "gzip-base64"
    assert tab.text(".head-facts").count("15 places") == 1
    assert tab.texts("#panel-places .places .row-name")[0] == "Agadez"


def test_what_is_pointed_at_lights_its_bars_and_what_passes_under_a_dragging_hand_lights_nothing(tab):
    lit = (
        "[...document.querySelectorAll('.mark.is-lit, .bar.is-lit, .span.is-lit')].map((e) => e.dataset.place ?? 'bar')"
    )
    tab.open(size=(1400, 900))
    point = """
        const at = document.querySelector(arguments[0]);
        at.dispatchEvent(new MouseEvent(arguments[1], { bubbles: true }));
    """
    tab.js(point, _mark("niamey"), "mouseover")
    assert set(tab.js(f"return {lit}")) == {place_id("niamey"), "bar"}
    tab.js(point, _mark("niamey"), "mouseout")
    tab.js(point, _mark("agadez"), "mouseover")
    assert place_id("niamey") not in tab.js(f"return {lit}"), "one at a time"
    tab.js("Object.values(window).find((item) => item instanceof L.Map).fire('dragstart')")
    tab.js(point, _mark("niamey"), "mouseover")
    assert tab.js(f"return {lit}") == []
    tab.js("Object.values(window).find((item) => item instanceof L.Map).fire('dragend')")
    tab.js(point, _mark("agadez"), "mouseout")
    tab.js(point, _mark("agadez"), "mouseover")
    assert place_id("agadez") in tab.js(f"return {lit}")


def test_a_window_that_grows_shows_its_ground_at_once(tab):
    """Not only when the map has come to rest: a picture of the page is taken in between."""
    tab.open(size=(1000, 640))
    tab.js("""
        addEventListener("resize", () => requestAnimationFrame(() => requestAnimationFrame(() => {
          const edges = (selector) => {
            const boxes = [...document.querySelectorAll(selector)].map((e) => e.getBoundingClientRect()).filter((b) => b.height);
            return [Math.min(...boxes.map((b) => b.top)), Math.max(...boxes.map((b) => b.bottom))];
          };
          window.seen = { land: edges("[class^=base-]"), map: edges(".leaflet-container") };
        })), { once: true });
    """)
    tab.resize(1500, 1200)
    _settle(tab, "window.seen")
    seen = tab.js("return window.seen")
    assert seen["land"][0] <= seen["map"][0] + 1
    assert seen["land"][1] >= seen["map"][1] - 1
