"""Twenty corrections by hand, from a file and from the server; and they hold when the articles change."""

import contextlib
import functools
import threading
import time
import tomllib
from dataclasses import replace

import pytest
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from geobrief.brief.corrections import as_table
from geobrief.brief.document import from_json
from geobrief.cli import main
from geobrief.recipes import read_overrides_file
from geobrief.recipes.written import toml
from tests.browser.test_accessibility import AXE, _violations
from tests.map.hostile import hostile
from tests.map.story import example

pytestmark = pytest.mark.browser

ARTICLES = {
    "north.md": """---
title: A week in the north
url: https://example.org/north
date: 2024-08-09
---
Soldiers withdrew from Agadez in northern Niger on 5 August 2024. Gunmen attacked a convoy near Tahoua on 6 August 2024 and killed 12 people.

Protesters marched in Niamey on 6 August 2024. The police arrested a student in Zinder on 7 August 2024.

A delegation from Togo met the president in Niamey on 7 August 2024. An explosion damaged a bridge in Gaya on 8 August 2024.
""",
    "south.md": """---
title: Trouble on the river
date: 2024-08-10
---
Floods destroyed houses in Dosso on 4 August 2024. Rebels seized a village near Ayorou on 3 August 2024.

Gunmen attacked a convoy near Tahoua on 6 August 2024 and killed 30 people, a hospital said. The government banned rallies in Maradi on 8 August 2024.

The president met the foreign minister of Algeria in Niamey on 9 August 2024. Georgia sent aid to Niger on 2 August 2024.
""",
    "capital.md": """---
title: The capital
url: https://example.org/capital
date: 2024-08-11
---
Thousands of protesters marched in Niamey on 6 August 2024, and the police fired tear gas. The minister of defence resigned on 9 August 2024.

An army helicopter crashed near Diffa on 10 August 2024 and killed five soldiers. Paris called on its citizens to leave Niger on 10 August 2024.
""",
}
FOOTER = "\n\nRead more of our stories, and write to the desk at any time.\nAll rights reserved.\n"
TOWNS = "Tahoua Maradi Zinder Diffa Dosso Agadez Arlit Gaya Ayorou Filingué".split()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("review")
    (folder / "in").mkdir()
    for name, text in ARTICLES.items():
        (folder / "in" / name).write_text(text, "utf-8")
    (folder / "one.toml").write_text(
        'inputs = ["in"]\noutputs = ["served.html", "served.json"]\noverrides = "served.toml"\n', "utf-8"
    )
    assert main(["build", str(folder / "in"), "-o", str(folder / "one.html"), "-o", str(folder / "one.json")]) == 0
    return folder


def steady(act):
    """Try again where the page draws anew what was just found, as a person looks again."""

    @functools.wraps(act)
    def again(*args, **kwargs):
        for _ in range(20):
            with contextlib.suppress(StaleElementReferenceException):
                return act(*args, **kwargs)
            time.sleep(0.05)
        return act(*args, **kwargs)

    return again


class Hand:
    """A person at the page: clicks and keys, counted and timed."""

    def __init__(self, tab, address, brief):
        self.tab, self.driver, self.brief = tab, tab.driver, brief
        self.clicks = self.keys = 0
        tab.resize(1400, 900)
        self.driver.get(address)
        WebDriverWait(self.driver, 30).until(
            lambda driver: driver.execute_script("return document.body.classList.contains('is-ready')")
        )
        if not tab.js("return document.body.classList.contains('is-reviewing')"):
            self.click(".head-actions button[aria-pressed]")

    @steady
    def click(self, selector, inside=None):
        (inside or self.driver).find_element(By.CSS_SELECTOR, selector).click()
        self.clicks += 1

    @steady
    def button(self, words, inside="body"):
        found = [
            one
            for one in self.driver.find_elements(By.CSS_SELECTOR, f"{inside} button")
            if one.text == words and one.is_displayed()
        ]
        found[0].click()
        self.clicks += 1

    def press(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()
        self.keys += sum(len(key) for key in keys)

    @steady
    def field(self, label):
        for one in self.driver.find_elements(By.CSS_SELECTOR, ".review-field"):
            if one.is_displayed() and one.find_element(By.CSS_SELECTOR, "label").text.startswith(label):
                return one.find_element(By.CSS_SELECTOR, "input, select, textarea")
        raise AssertionError(label)

    def reach(self, label):
        """Go to a field by Tab, on which what is in it is chosen and written over."""
        box = self.field(label)
        for _ in range(8):
            if self.tab.js("return document.activeElement === arguments[0]", box):
                return box
            self.press(Keys.TAB)
        raise AssertionError(f"no way by Tab to {label}")

    def save(self):
        ActionChains(self.driver).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
        self.keys += 2

    def write(self, label, words):
        self.reach(label)
        self.press(words)

    @steady
    def choose(self, label, value):
        Select(self.reach(label)).select_by_value(value)
        self.keys += 2

    @steady
    def open(self, tab, selector):
        if (
            self.tab.js("return document.getElementById(arguments[0]).getAttribute('aria-selected')", f"tab-{tab}")
            != "true"
        ):
            self.click(f"#tab-{tab}")
        row = self.driver.find_element(By.CSS_SELECTOR, selector)
        self.tab.js("arguments[0].scrollIntoView({block: 'center'})", row)
        row.click()
        self.clicks += 1
        WebDriverWait(self.driver, 5).until(
            lambda driver: driver.execute_script("return !document.querySelector('.card').hidden")
        )

    def event(self, quote, kind=None):
        key = next(
            e.id for e in self.brief.events if any(quote in c.quote for c in e.citations) and kind in (None, e.kind)
        )
        self.open("events", f'[data-event="{key}"] .event-label')

    def place(self, name):
        key = next(place.id for place in self.brief.places if place.name == name)
        self.open("places", f'[data-row="{key}"] .row-name')

    def article(self, title):
        key = next(source.id for source in self.brief.articles if source.title == title)
        self.open("sources", f'[data-row="{key}"] .row-name')


def twenty(hand):  # noqa: C901, PLR0915  # one after the other, as a person makes them
    """Make twenty corrections; return how many seconds each took."""
    times = []

    def done(act):
        begun = time.perf_counter()
        act()
        times.append(round(time.perf_counter() - begun, 2))

    def edit(quote, *writes, kind=None):
        hand.event(quote, kind)
        hand.press("e")
        for label, words in writes:
            hand.choose(label, words) if label in ("Status", "Kind") else hand.write(label, words)
        hand.save()

    def point():
        hand.event("Rebels seized")
        hand.press("w")
        hand.button("Point on the map", ".card")
        ActionChains(hand.driver).move_to_element_with_offset(
            hand.driver.find_element(By.CSS_SELECTOR, ".map"), -60, 30
        ).click().perform()
        hand.clicks += 1
        hand.write("Name", "Koutougou")
        hand.press(Keys.ENTER)

    def split():
        hand.event("Gunmen attacked a convoy")
        hand.press("s")
        boxes = [one.text for one in hand.driver.find_elements(By.CSS_SELECTOR, ".review-sentences li")]
        hand.press(str(1 + next(number for number, words in enumerate(boxes) if "30 people" in words)))
        hand.save()

    def merge():
        hand.event("Protesters marched in Niamey")
        hand.press("m")
        hand.press("rallies")
        hand.press(Keys.ENTER)

    def note():
        hand.event("The president met")
        hand.press("t")
        hand.press("Confirmed by the ministry.")
        hand.choose("Source", "B")
        hand.choose("Report", "2")
        hand.save()

    def georgia():
        hand.place("Georgia")
        hand.press("w")
        hand.press("georgia, us")
        hand.press(Keys.ENTER)

    def nowhere():
        hand.event("The minister of defence")
        hand.press("w")
        hand.button("Place unknown", ".card")

    def arrival():
        hand.event("A delegation from Togo")
        hand.press("w")
        hand.press("zinder")
        hand.press(Keys.ENTER)

    def contradiction():
        hand.event("Gunmen attacked a convoy")
        hand.button("No contradiction", ".card")

    def add():
        hand.article("Trouble on the river")
        hand.press("a")
        sentence = next(
            o.get_attribute("value") for o in Select(hand.field("Sentence")).options if o.text.startswith("Floods")
        )
        hand.choose("Sentence", sentence)
        hand.write("What happened", "Families were made homeless")
        hand.choose(
            "Kind",
            "displacement"
            if hand.tab.js("return !!document.querySelector('option[value=displacement]')")
            else "disaster",
        )
        hand.write("Day", "2024-08-04")
        hand.press(Keys.ENTER)

    def grade():
        hand.article("The capital")
        hand.press("t")
        hand.choose("Source", "C")
        hand.choose("Report", "3")
        hand.save()

    def key_on(what, name, key):
        (hand.event if what == "event" else hand.place)(name)
        hand.press(key)

    done(lambda: edit("Protesters marched in Niamey", ("What happened", "A march for the army")))
    done(lambda: edit("Soldiers withdrew", ("Day", "2024-08-04")))
    done(lambda: edit("The police arrested", ("Status", "claimed")))
    done(lambda: edit("An explosion", ("Kind", "accident")))
    done(lambda: edit("helicopter", ("Who", "an army helicopter")))
    done(split)
    done(contradiction)
    done(note)
    done(lambda: key_on("event", "Paris called", "x"))
    done(lambda: key_on("event", "Floods", "r"))
    done(point)
    done(georgia)
    done(lambda: key_on("place", "Paris", "x"))
    done(lambda: key_on("place", "Togo", "r"))
    done(lambda: key_on("place", "Zinder", "r"))
    done(merge)
    done(nowhere)
    done(arrival)
    done(add)
    done(grade)
    return times


def check(brief, said):
    """All twenty are in a brief, and none was complained of."""
    assert [line for line in said.splitlines() if "overrides" in line] == []
    labels = [event.label for event in brief.events]
    told = {quote: [e for e in brief.events if any(quote in c.quote for c in e.citations)] for quote in (
        "Soldiers withdrew", "The police arrested", "An explosion", "helicopter crashed", "Gunmen attacked a convoy near Tahoua", "The president met",
        "Paris called", "Rebels seized", "banned rallies", "The minister of defence", "A delegation from Togo",
    )}  # fmt: skip
    names = {place.id: place for place in brief.places}
    assert labels.count("A march for the army") == 1
    assert told["Soldiers withdrew"][0].when.start.isoformat() == "2024-08-04"
    assert told["The police arrested"][0].status == "claimed"
    assert told["An explosion"][0].kind == "accident"
    assert [who.name for who in told["helicopter crashed"][0].who] == ["an army helicopter"]
    assert len(told["Gunmen attacked a convoy near Tahoua"]) == 2
    assert not any("people killed" in conflict.about for conflict in brief.conflicts)
    decisions = "\n".join(f"{item.text} {item.note}" for item in brief.decisions)
    assert "graded B2 Confirmed by the ministry." in decisions
    assert told["Paris called"] == []
    assert names[told["Rebels seized"][0].where[0].place].name == "Koutougou"
    georgia = next(mention for mention in brief.mentions if mention.text == "Georgia")
    assert (names[georgia.place].kind, names[georgia.place].country) == ("admin1", "US")
    assert next(mention for mention in brief.mentions if mention.text == "Paris").place is None
    for name in ("Togo", "Zinder"):
        assert next(place.id for place in brief.places if place.name == name) in brief.reviewed
    assert (
        next(event.id for event in brief.events if any("Floods" in c.quote for c in event.citations)) in brief.reviewed
    )
    assert told["banned rallies"][0].label == "A march for the army"
    assert told["banned rallies"][0].articles == 3
    assert told["The minister of defence"][0].where == ()
    assert names[told["A delegation from Togo"][0].where[0].place].name == "Zinder"
    assert labels.count("Families were made homeless") == 1
    assert next(source.rating for source in brief.articles if source.title == "The capital") == "C3"


@pytest.fixture
def rebuilt(tmp_path, monkeypatch, capsys):
    """A function that builds on another machine, with another footer and ten new articles, twice.

    The machine has other paths, names of files and caches, and places of its own that nobody asked for. The function
    returns the brief and what was said.
    """
    monkeypatch.setenv("GEOBRIEF_CACHE", str(tmp_path / "their cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "their data"))
    (tmp_path / "own.csv").write_text("name,lat,lon,kind,country\nTahoua,1.0,2.0,city,GA\n", "utf-8")
    assert main(["gazetteer", "import", "csv", str(tmp_path / "own.csv")]) == 0
    return lambda overrides: built_elsewhere(tmp_path / "desk" / "saved", overrides, capsys)


def built_elsewhere(later, overrides, capsys):
    """Build articles that were saved again and ten new ones, twice."""
    later.mkdir(parents=True)
    folder = later.parent
    for name, text in ARTICLES.items():
        (later / f"saved {name}").write_text(text.replace(". The", ".  The") + FOOTER, "utf-8")
    for number, town in enumerate(TOWNS):
        text = f"---\ntitle: News of {town}\ndate: 2024-08-{number + 12}\n---\nThe police arrested a trader in {town} on {number + 11} August 2024. Traders from Benin came to {town}.\n"
        (later / f"new-{number}.md").write_text(text, "utf-8")
    capsys.readouterr()
    made = []
    for name in ("a.json", "b.json"):
        assert main(["build", str(later), "-o", str(folder / name), "--overrides", str(overrides)]) == 0
        made.append((folder / name).read_bytes())
    assert made[0] == made[1]
    return from_json(made[0].decode("utf-8")), capsys.readouterr().err


def test_twenty_corrections_from_a_file_hold_when_the_articles_change(tab, folder, capsys, rebuilt):
    downloads = folder / "downloads"
    downloads.mkdir()
    tab.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(downloads)})
    hand = Hand(tab, (folder / "one.html").as_uri(), from_json((folder / "one.json").read_text("utf-8")))
    times = twenty(hand)
    hand.place("Dosso")
    hand.press("r")
    hand.press("u")
    assert "19 answers" in tab.text(".review-actions")
    hand.press("d")
    path = downloads / "overrides.toml"
    WebDriverWait(tab.driver, 20).until(lambda _: path.exists() and path.stat().st_size > 0)
    corrections = tomllib.loads(path.read_text("utf-8"))["corrections"]
    assert len(corrections) == 19  # the march has a label and is merged: that is one answer
    # What stands around a sentence goes with it, as far as the page carries the article.
    events = [item for item in corrections if "event" in item]
    assert any(len(item.get("prefix", "")) > 16 or len(item.get("suffix", "")) > 16 for item in events)
    # The page writes as the server does, letter for letter.
    tables = [as_table(item) for item in read_overrides_file(path).corrections]
    assert toml({"corrections": tables}) == path.read_text("utf-8")
    with capsys.disabled():
        print(f"\ntwenty corrections: {hand.clicks} clicks, {hand.keys} keys, seconds {times}")  # noqa: T201  # the figures for docs/recipes.md
    check(*rebuilt(path))
    # The browser keeps them: the page that is opened again has them still.
    again = Hand(tab, (folder / "one.html").as_uri(), hand.brief)
    assert "19 answers" in tab.text(".review-actions")
    again.click("#tab-places")
    assert "checked" in tab.text(f'[data-row="{next(p.id for p in again.brief.places if p.name == "Togo")}"]')


def test_twenty_corrections_from_the_server_are_in_the_file_at_once_and_hold(tab, folder, capsys, rebuilt):
    from geobrief.cli.review import desk_of
    from geobrief.review.server import ReviewServer

    desk = desk_of(folder / "one.toml", None)
    desk.build()
    with ReviewServer(desk) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            hand = Hand(tab, server.url, desk.brief)
            times = twenty(hand)
            path = folder / "served.toml"
            WebDriverWait(tab.driver, 20).until(
                lambda _: path.exists() and path.read_text("utf-8").count("[[corrections]]") == 19
            )
            with capsys.disabled():
                print(f"\nthe same from the server: {hand.clicks} clicks, {hand.keys} keys, seconds {times}")  # noqa: T201  # the figures for docs/recipes.md
            tab.js("window.before = true")
            hand.press("d")
            WebDriverWait(tab.driver, 60).until(
                lambda driver: driver.execute_script(
                    "return !window.before && document.body.classList.contains('is-ready')"
                )
            )
            assert "A march for the army" in tab.text("#panel-events") + "".join(
                event.label for event in desk.brief.events
            )
            assert all(address.startswith(server.url) for address in tab.requests())
        finally:
            tab.driver.get("about:blank")
            server.shutdown()
            thread.join()
    check(*rebuilt(path))
    tab.requests()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_state_of_the_review_is_accessible(tab, folder, theme):
    if not AXE.is_file():
        pytest.skip("axe-core is not installed in web/; run `python hatch_build.py`")
    axe = AXE.read_text("utf-8")
    tab.media(prefers_color_scheme=theme)
    hand = Hand(tab, (folder / "one.html").as_uri(), from_json((folder / "one.json").read_text("utf-8")))
    for open_it, keys in (("event", "ewmst"), ("place", "wt"), ("article", "at")):
        what = {"event": "Protesters marched in Niamey", "place": "Niamey", "article": "The capital"}[open_it]
        getattr(hand, open_it)(what)
        for key in keys:
            hand.press(key)
            assert _violations(tab, axe) == [], (open_it, key)
            if key == "w":
                hand.press("0")
                assert _violations(tab, axe) == [], "a point by its degrees"
            hand.press(Keys.ESCAPE)
    hand.press("?")
    assert _violations(tab, axe) == []
    hand.press(Keys.ESCAPE)
    hand.click(".review-actions button:nth-of-type(3)")
    assert _violations(tab, axe) == []


def test_a_page_in_french_answers_in_the_words_of_the_brief(tab, folder):
    assert main(["export", str(folder / "one.json"), "-o", str(folder / "fr.html"), "--language", "fr"]) == 0
    hand = Hand(tab, (folder / "fr.html").as_uri(), from_json((folder / "one.json").read_text("utf-8")))
    hand.event("Gunmen attacked a convoy")
    hand.button("Pas de contradiction", ".card")
    hand.press("r")
    kept = tab.js("return JSON.parse(localStorage.getItem('geobrief-review:' + location.pathname)).answers")
    assert [answer.get("conflict") for answer in kept] == [hand.brief.conflicts[0].about, None]
    assert kept[1]["was"] == next(event.label for event in hand.brief.events if event.kind == "attack_on_civilians")
    assert all("relu" not in text for text in tab.texts(".review-bar"))


def test_answers_that_are_none_are_left_out(tab):
    wrong = ({"name": 5}, {"event": ["x"], "quote": "y"}, {"also": 1}, {"place": 7, "name": "x"}, {"who": [None]})
    tab.open(replace(example(), corrections=(*wrong, {"name": "Niamey", "right": True})))
    tab.js("document.querySelector('.head-actions button[aria-pressed]').click()")
    assert "1 answer" in tab.text(".review-actions")


def test_words_of_articles_reach_the_file_and_the_page_as_words(tab):
    tab.open(hostile(example(), '</script><img src=x onerror=alert(1)>"\\'))
    tab.js("document.querySelector('.head-actions button[aria-pressed]').click()")
    tab.js("document.querySelectorAll('.review-quick').forEach((one) => one.click())")
    tab.js("document.querySelectorAll('.review-actions button')[2].click()")
    assert tab.js("return document.querySelector('.review-answers').querySelector('script, img, iframe')") is None


def first_seen(tab, page):
    """A page in a browser that keeps no answers yet."""
    tab.driver.get(page.as_uri())
    tab.js("localStorage.clear()")
    return Hand(tab, page.as_uri(), from_json(page.with_suffix(".json").read_text("utf-8")))


def kept(tab):
    """The answers that this browser keeps."""
    return tab.js("return JSON.parse(localStorage.getItem('geobrief-review:' + location.pathname)).answers")


def test_a_point_is_given_by_its_degrees_and_by_keys_alone(tab, folder):
    hand = first_seen(tab, folder / "one.html")
    hand.event("Rebels seized")
    hand.press("w", "0", "91, 2", Keys.ENTER)
    assert tab.js("return document.activeElement.matches(':invalid')"), "no such degree"
    hand.press(*[Keys.BACKSPACE] * len("91, 2"), "14.73, -0.92")
    hand.press(Keys.ENTER, "Koutougou", Keys.ENTER)
    (answer,) = kept(tab)
    assert answer["place"] == {"name": "Koutougou", "lat": 14.73, "lon": -0.92, "kind": "site"}


def test_who_took_part_keeps_the_role_that_stands_behind_the_name(tab, folder):
    hand = first_seen(tab, folder / "one.html")
    hand.event("Protesters marched in Niamey")
    hand.press("e")
    hand.write("Who", "students; the army (towards); the union (CNT)")
    hand.press(Keys.ENTER)
    (answer,) = kept(tab)
    assert [(one["name"], one["role"]) for one in answer["who"]] == [
        ("students", "source"),
        ("the army", "target"),
        ("the union (CNT)", "source"),
    ]


def test_pins_of_events_that_were_checked_and_changed_are_told_apart(tab, folder):
    hand = first_seen(tab, folder / "one.html")
    hand.event("Floods")
    hand.press("r")
    hand.event("The police arrested")
    hand.press("x")
    pins = {
        name: tab.js(
            "const id = arguments[0]; return document.querySelector(`.mark[data-place='${id}']`)?.className ?? ''",
            next(place.id for place in hand.brief.places if place.name == name),
        ).split()
        for name in ("Dosso", "Zinder")
    }
    assert ("is-checked" in pins["Dosso"], "is-changed" in pins["Dosso"]) == (True, False)
    assert ("is-checked" in pins["Zinder"], "is-changed" in pins["Zinder"]) == (False, True)


def test_an_event_is_added_from_a_sentence_in_which_nothing_was_read_or_that_was_chosen(tab, tmp_path):
    (tmp_path / "one.md").write_text(
        "---\ntitle: A night\ndate: 2024-08-09\n---\nSoldiers withdrew from Agadez on 5 August 2024. Nobody slept that night, she said.\n",
        "utf-8",
    )
    assert (
        main(["build", str(tmp_path / "one.md"), "-o", str(tmp_path / "n.html"), "-o", str(tmp_path / "n.json")]) == 0
    )
    hand = first_seen(tab, tmp_path / "n.html")
    hand.article("A night")
    hand.press("a")
    assert "Nobody slept that night, she said." in [option.text for option in Select(hand.field("Sentence")).options]
    hand.press(Keys.ESCAPE)
    tab.js("getSelection().selectAllChildren(document.querySelector('.reading-paragraph'))")
    hand.press("a")
    assert (
        Select(hand.field("Sentence"))
        .options[0]
        .text.startswith("Soldiers withdrew from Agadez on 5 August 2024. Nobody")
    )
