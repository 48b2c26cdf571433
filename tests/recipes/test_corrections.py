"""A correction says in words what it is about, and holds whatever else changes."""

import json
import tomllib

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geobrief.brief.anchors import Anchor, same_address
from geobrief.brief.corrections import Correction, Doer, OwnPlace, Target, as_table
from geobrief.brief.document import from_json
from geobrief.cli import main
from geobrief.errors import RecipeError
from geobrief.events import event_kinds
from geobrief.recipes import read_overrides_file, recipe_schema
from geobrief.recipes.override_table import read_overrides
from geobrief.recipes.written import toml

BAMAKO = 2460596
ONE = """---
title: Soldiers leave the north
url: https://example.org/north?utm_source=mail
date: 2024-08-08
---
Soldiers left Agadez in northern Niger on 5 August 2024.

Protesters marched in Niamey on 6 August 2024. A delegation from Togo arrived in Niamey on 7 August 2024.
"""
TWO = """---
title: A march and its end
date: 2024-08-09
---
Protesters marched through Niamey on 6 August 2024, the mayor said. About 1,200 troops left Agadez, an officer said.

The police arrested a student in Zinder on 7 August 2024.
"""
PROTEST = 'event = "protest"\narticle = "https://www.example.org/north"\nquote = "Protesters marched in Niamey on 6 August 2024."\n'
TOGO = 'name = "Togo"\ntitle = "Soldiers leave the north"\nquote = "A delegation from Togo arrived in Niamey on 7 August 2024."\n'


@pytest.fixture
def build(tmp_path, monkeypatch, capsys):
    """A function that builds a brief from some articles and corrections; it returns the brief and what was said."""
    monkeypatch.chdir(tmp_path)

    def make(corrections="", articles=(ONE, TWO), outputs=("-o", "one.json")):
        for old in tmp_path.glob("*.md"):
            old.unlink()
        for number, text in enumerate(articles):
            (tmp_path / f"{number:02}.md").write_text(text, "utf-8")
        told = "".join(
            f"[[corrections]]\n{item}\n"
            for item in ([corrections] if isinstance(corrections, str) else corrections)
            if item
        )
        (tmp_path / "overrides.toml").write_text(told, "utf-8")
        assert (
            main(
                [
                    "build",
                    *sorted(str(path.name) for path in tmp_path.glob("*.md")),
                    *outputs,
                    "--overrides",
                    "overrides.toml",
                ]
            )
            == 0
        )
        said = [line for line in capsys.readouterr().err.splitlines() if "overrides." in line]
        return from_json((tmp_path / "one.json").read_text("utf-8")), said

    return make


def told_in(brief, quote):
    return [event for event in brief.events if any(quote in citation.quote for citation in event.citations)]


def test_what_is_said_of_an_event_and_of_a_name_is_done_and_stands_beside_what_the_machine_had(build):
    brief, said = build(
        [
            PROTEST + 'label = "March"\ndate = "2024-08-04"\nstatus = "planned"\nwho = ["Students"]\nby = "AK"',
            TOGO + 'place = "not a place"',
        ]
    )
    assert said == []
    (event,) = [event for event in brief.events if event.label == "March"]
    assert (event.status, event.when.start.isoformat(), [who.name for who in event.who]) == (
        "planned",
        "2024-08-04",
        ["Students"],
    )
    (decision,) = [item for item in brief.decisions if item.about == event.id]
    assert decision.by == "AK"
    assert "the machine had “Protesters" in decision.text
    assert "Togo" not in {place.name for place in brief.places}
    assert event.id in brief.reviewed


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: f" \n{text}".replace("---\ntitle", "---\ntitle", 1).lstrip(), id="nothing"),
        pytest.param(lambda text: f"{text}\n\nAll rights reserved. Contact the desk at the usual address.\n", id="a footer"),
        pytest.param(lambda text: text.replace("Protesters marched in", "Protesters  marched\nin"), id="other line ends"),
        pytest.param(lambda text: text.replace("Soldiers left Agadez in", "Late on Monday the soldiers left Agadez in"), id="another sentence before it"),
        pytest.param(lambda text: text.replace("https://example.org/north?utm_source=mail", "http://www.example.org/north/"), id="another way to write its address"),
        pytest.param(lambda text: text.replace("url: https://example.org/north?utm_source=mail\n", ""), id="no address"),
    ],
)  # fmt: skip
def test_it_holds_when_the_page_was_saved_again(build, change):
    answers = [PROTEST + 'title = "Soldiers leave the north"\nlabel = "March"', TOGO + f"place = {BAMAKO}"]
    brief, said = build(answers, [change(ONE), TWO])
    assert said == []
    assert "March" in {event.label for event in brief.events}
    assert "Togo" not in {place.name for place in brief.places}


def test_it_holds_when_ten_articles_come_and_rebuilds_to_the_same_bytes(build, tmp_path):
    answers = [PROTEST + 'label = "March"', TOGO + 'place = "not a place"']
    towns = "Agadez Maradi Tahoua Zinder Dosso Diffa Tillabéri Arlit Gaya Ayorou".split()
    more = [
        f"---\ntitle: News {number}\ndate: 2024-08-{number + 10}\n---\nProtesters marched in {town} on {number + 2} August 2024.\n"
        for number, town in enumerate(towns)
    ]
    brief, said = build(answers, [*more, ONE, TWO])
    first = (tmp_path / "one.json").read_bytes()
    assert said == []
    assert [event.label for event in brief.events].count("March") == 1
    build(answers, [*more, ONE, TWO])
    assert (tmp_path / "one.json").read_bytes() == first


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (PROTEST.replace("6 August", "9 August") + 'label = "March"', ("event protest", "no article has these words", "6 August 2024")),
        (TOGO.replace('"Togo"', '"Tago"') + 'place = "not a place"', ("name “Tago”", "the nearest is “Togo”", "A delegation from Togo")),
        ('name = "Togo"\nhad = "geonames:1"\nplace = "not a place"', ("name “Togo”", "the machine now has Togo")),
        ('name = "Togo"\nplace = 999999999', ("999999999", "left out", "gazetteer search")),
        ('conflict = "dead"\ndrop = true', ("conflict about dead", "do not differ")),
        ('add = "protest"\nquote = "Protesters marched in Lomé"\nlabel = "x"', ("added protest", "no article has these words")),
        ('title = "Nothing"\ngrade = "B2"', ("there is no such article",)),
    ],
)  # fmt: skip
def test_one_that_fits_to_nothing_any_more_is_named_with_the_nearest_and_costs_nothing_else(build, answer, words):
    before, _ = build()
    after, said = build([answer, TOGO.replace("Togo", "Agadez", 1) + "right = true"])
    assert after.events == before.events
    assert all(word in said[0] for word in words), said


def test_an_event_that_the_machine_did_not_find_is_added_with_its_sentence(build):
    quote = "an officer said"
    brief, said = build(
        f'add = "statement"\ntitle = "A march and its end"\nquote = "{quote}"\nlabel = "An officer speaks"\ndate = "2024-08-09"\nplace = {BAMAKO}\nwho = ["an officer"]'
    )
    (event,) = [event for event in brief.events if event.label == "An officer speaks"]
    assert said == []
    assert [citation.quote for citation in event.citations] == [quote]
    assert next(place.name for place in brief.places if place.id == event.where[0].place) == "Bamako"
    assert "was added; the machine had none" in brief.decisions[-1].text


def test_two_events_become_one_with_all_sentences_and_one_becomes_two_again(build):
    before, _ = build()
    (march,) = told_in(before, "Protesters marched in Niamey")
    (arrest,) = told_in(before, "arrested a student")
    told = f'event = "arrest"\nquote = "The police arrested a student in Zinder"\nwas = "{arrest.label}"'
    brief, said = build(f"{PROTEST}merge = [{{ {told.replace(chr(10), ', ')} }}]")
    assert said == []
    (both,) = told_in(brief, "arrested a student")
    assert both.id == march.id
    assert {item.quote for item in both.citations} == {item.quote for item in (*march.citations, *arrest.citations)}
    assert both.articles == len({item.article for item in both.citations})
    assert any("are one event; the machine had 2" in item.text for item in brief.decisions)
    if len(march.citations) > 1:
        parted, said = build(PROTEST + 'split = [{ quote = "Protesters marched through Niamey on 6 August 2024" }]')
        assert said == []
        one, other = told_in(parted, "Protesters marched")
        assert {item.quote for event in (one, other) for item in event.citations} == {
            item.quote for item in march.citations
        }


def test_it_holds_where_a_better_model_reads_another_kind_but_drops_only_what_was_meant(build):
    brief, said = build(PROTEST.replace('"protest"', '"riot"') + 'label = "March"')
    assert said == []
    assert "March" in {event.label for event in brief.events}
    brief, said = build(PROTEST.replace('"protest"', '"riot"') + "drop = true")
    assert told_in(brief, "Protesters marched in Niamey") != []
    assert "the nearest is protest" in said[0]


def test_a_name_that_was_checked_counts_as_reviewed_only_while_the_machine_means_the_same(build):
    brief, _ = build('name = "Agadez"\nplace = "geonames:2448085"\nright = true\nby = "AK"')
    assert next(place.id for place in brief.places if place.name == "Agadez") in brief.reviewed
    brief, said = build(f'name = "Agadez"\nplace = "geonames:{BAMAKO}"\nright = true')
    assert brief.reviewed == ()
    assert "another place" in said[0]


def test_a_place_that_the_gazetteer_of_this_machine_lacks_is_put_where_it_was(build):
    place = '{ key = "lab:depot", name = "Depot", lat = 18.9, lon = 7.4, kind = "site", country = "NE" }'
    brief, said = build(f"{TOGO}place = {place}")
    assert said == []
    assert next((item.lat, item.lon) for item in brief.places if item.name == "Depot") == (18.9, 7.4)


def test_a_contradiction_that_is_none_is_dropped_and_said_to_be(build):
    told = [
        f"---\ntitle: Toll {count}\ndate: 2024-08-09\n---\nAn attack on a market in Agadez killed {count} people on 8 August 2024, {who} said.\n"
        for count, who in ((12, "the mayor"), (30, "a hospital"))
    ]
    before, _ = build("", told)
    (conflict,) = before.conflicts
    brief, said = build(f'conflict = "{conflict.about}"\ndrop = true\nnote = "two attacks"', told)
    assert said == []
    assert brief.conflicts == ()
    assert brief.decisions[-1].what == "dropped"
    assert "12 people" in brief.decisions[-1].text


TOLLS = [
    f"---\ntitle: Toll {count}\ndate: 2024-08-09\n---\nAn attack on a market in Agadez killed {count} people on 8 August 2024, {who} said.\n"
    for count, who in ((12, "the mayor"), (30, "a hospital"))
]
"""Two articles that differ about one attack."""


@pytest.mark.parametrize("form", ["words", "id"])
def test_what_the_articles_differ_about_goes_with_its_event(build, tmp_path, form):
    before, _ = build("", TOLLS)
    (conflict,) = before.conflicts
    (event,) = [event for event in before.events if event.id == conflict.event]
    drop = f'event = "{event.kind}"\nquote = "{event.citations[0].quote}"\ndrop = true'
    if form == "words":
        brief, said = build(drop, TOLLS, ("-o", "one.json", "-o", "one.md", "-o", "one.html"))
        assert said == []
    else:
        build("", TOLLS)
        (tmp_path / "r.toml").write_text(
            f'inputs = ["00.md", "01.md"]\noutputs = ["one.json", "one.md", "one.html"]\n[overrides.events."{event.id}"]\ndrop = true\n'
        )
        assert main(["build", "r.toml", "-q"]) == 0
        brief = from_json((tmp_path / "one.json").read_text("utf-8"))
    assert event.id not in {item.id for item in brief.events}
    assert brief.conflicts == ()
    assert [decision.what for decision in brief.decisions] == ["dropped"]
    assert "people killed:" not in (tmp_path / "one.md").read_text("utf-8")


def test_the_other_contradictions_stay_where_an_event_is_dropped(build):
    elsewhere = [text.replace("Agadez", "Zinder").replace("Toll", "Zinder") for text in TOLLS]
    told = [*TOLLS, *elsewhere]
    before, _ = build("", told)
    assert len(before.conflicts) == 2
    gone = before.conflicts[0]
    event = next(event for event in before.events if event.id == gone.event)
    brief, _ = build(f'event = "{event.kind}"\nquote = "{event.citations[0].quote}"\ndrop = true', told)
    assert brief.conflicts == tuple(item for item in before.conflicts if item != gone)


def test_two_attacks_that_were_one_event_contradict_each_other_no_more(build):
    before, _ = build("", TOLLS)
    (conflict,) = before.conflicts
    (event,) = [event for event in before.events if event.id == conflict.event]
    words = [citation.quote for citation in event.citations if citation.quote.startswith("An attack")]
    assert len(words) == 2
    brief, said = build(f'event = "{event.kind}"\nquote = "{words[0]}"\nsplit = [{{ quote = "{words[1]}" }}]', TOLLS)
    assert said == []
    assert len([item for item in brief.events if item.kind == event.kind]) == 2
    assert brief.conflicts == ()


def test_what_was_taken_apart_and_put_together_again_is_one_event_with_its_contradiction(build):
    before, _ = build("", TOLLS)
    (event,) = [event for event in before.events if event.id == before.conflicts[0].event]
    words = [citation.quote for citation in event.citations if citation.quote.startswith("An attack")]
    apart = f'event = "{event.kind}"\nquote = "{words[0]}"\nsplit = [{{ quote = "{words[1]}" }}]'
    together = (
        f'event = "{event.kind}"\nquote = "{words[0]}"\nmerge = [{{ event = "{event.kind}", quote = "{words[1]}" }}]'
    )
    brief, said = build([apart, together], TOLLS)
    assert said == []
    assert len([item for item in brief.events if item.kind == event.kind]) == 1


def test_every_output_shows_what_was_set(build, tmp_path):
    build(
        PROTEST + 'label = "March"\nby = "AK"',
        outputs=("-o", "one.json", "-o", "one.md", "-o", "one.html", "-o", "one.csv"),
    )
    for name in ("one.md", "one.html", "one.csv"):
        assert "March" in (tmp_path / name).read_text("utf-8")
    assert "the machine had “Protesters" in (tmp_path / "one.md").read_text("utf-8")
    document = json.loads((tmp_path / "one.json").read_text("utf-8"))
    assert document["corrections"][0]["label"] == "March"


def test_a_recipe_names_its_file_of_overrides(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.md").write_text(ONE, "utf-8")
    (tmp_path / "mine.toml").write_text(f'[[corrections]]\n{PROTEST}label = "March"\n', "utf-8")
    (tmp_path / "one.toml").write_text(
        'inputs = ["one.md"]\noutputs = ["one.json"]\noverrides = "mine.toml"\n', "utf-8"
    )
    assert main(["build", "one.toml"]) == 0
    assert "March" in {event.label for event in from_json((tmp_path / "one.json").read_text("utf-8")).events}
    jsonschema.Draft202012Validator(recipe_schema()).validate(tomllib.loads((tmp_path / "one.toml").read_text("utf-8")))


@pytest.mark.parametrize(
    "correction",
    [
        {"quote": "x", "label": "y"},
        {"name": "Togo"},
        {"name": "Togo", "label": "y"},
        {"name": "Togo", "event": "protest", "quote": "x", "right": True},
        {"event": "protest", "label": "y"},
        {"event": "protest", "quote": "…", "label": "y"},
        {"event": "protest", "quote": "x", "status": "happened"},
        {"event": "protest", "quote": "x", "grade": "G7"},
        {"event": "protest", "quote": "x", "merge": [{"quote": "y"}]},
        {"event": "protest", "quote": "x", "place": {"name": "y", "lat": 91, "lon": 1}},
        {"event": "protest", "quote": "x", "who": [1]},
        {"conflict": "troops", "label": "y"},
        {"grade": "B2"},
        {"colour": "red"},
    ],
)
def test_one_that_says_nothing_or_too_much_is_refused_with_its_number(correction):
    with pytest.raises(RecipeError, match=r"overrides\.corrections\[1\]"):
        read_overrides("one.toml", {"corrections": [correction]})


WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).filter(
    lambda text: any(char.isalnum() for char in text)
)
DAYS = st.dates().map(lambda day: day.isoformat())
ANCHORS = st.builds(
    Anchor, st.none() | WORDS, st.none() | WORDS, st.none() | DAYS, WORDS, st.just("") | WORDS, st.just("") | WORDS
)
KINDS = st.sampled_from(sorted(event_kinds()))
PLACES = st.integers(1, 10**9).map("geonames:{}".format) | st.builds(
    OwnPlace,
    WORDS,
    st.floats(-90, 90),
    st.floats(-180, 180),
    st.sampled_from(["site", "city"]),
    st.none() | st.just("NE"),
    st.none() | st.just("geonames:1"),
)
WHENS = st.one_of(
    DAYS, st.dates().map(lambda day: day.isoformat()[:7]), st.dates().map(lambda day: day.isoformat()[:4]), st.just("unknown"), DAYS.map("../{}".format), DAYS.map("{}/..".format)
).map(lambda text: read_overrides("x", {"events": {"e-1": {"date": text}}}).events[0].when)  # fmt: skip
TARGETS = st.builds(Target, WORDS, st.lists(ANCHORS, min_size=1, max_size=2).map(tuple), st.none() | WORDS)
SIGNED = {"by": st.none() | WORDS, "note": st.none() | WORDS, "was": st.none() | WORDS}
ANSWERS = st.one_of(
    st.builds(Correction, st.tuples(ANCHORS), names=st.lists(WORDS.map(lambda text: " ".join(text.split())).filter(bool), min_size=1, max_size=3).map(tuple), right=st.just(True), place=st.none() | PLACES, had=st.sampled_from([None, "no place", "geonames:7"]), **SIGNED),
    st.builds(
        Correction, st.lists(ANCHORS, min_size=1, max_size=3).map(tuple), event=KINDS, label=WORDS, kind=st.none() | KINDS,
        status=st.none() | st.just("planned"), when=st.none() | WHENS, who=st.none() | st.lists(st.builds(Doer, WORDS, st.sampled_from(["source", "target"]))).map(tuple),
        grade=st.none() | st.just("B2"), place=st.none() | PLACES, merge=st.lists(TARGETS, max_size=2).map(tuple), split=st.lists(ANCHORS, max_size=2).map(tuple), drop=st.booleans(), **SIGNED,
    ),
)  # fmt: skip


@given(st.lists(ANSWERS, max_size=3))
def test_what_is_written_is_read_back_as_it_was(tmp_path_factory, answers):
    path = tmp_path_factory.mktemp("overrides") / "overrides.toml"
    path.write_text(toml({"corrections": [as_table(item) for item in answers]}), "utf-8", newline="\n")
    assert read_overrides_file(path).corrections == tuple(answers)
    jsonschema.Draft202012Validator(recipe_schema()).validate({"overrides": tomllib.loads(path.read_text("utf-8"))})


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.example.org/a/", "http://example.org/a#top", True),
        ("https://example.org/a?id=1&utm_source=x", "https://example.org/a?id=1", True),
        ("https://example.org/a?id=1", "https://example.org/a?id=2", False),
        ("https://example.org/a", "https://example.org/b", False),
    ],
)
def test_two_ways_to_write_an_address_are_one_article(one, other, same):
    assert (same_address(one) == same_address(other)) is same


def test_a_quote_whose_words_were_changed_is_found_between_its_surroundings():
    said = Anchor(
        quote="Some 1,200 troops left Agadez on Monday.",
        prefix="The minister spoke on Sunday.",
        suffix="Nobody was hurt, he said.",
    )
    before, after = "The minister spoke on Sunday. ", " Nobody was hurt, he said."
    now = "About 1,200 troops have left Agadez on Monday."
    text = f"{before}{now}{after} More."
    [(start, end)] = said.spans(text)
    assert text[start:end] == now.removesuffix(".")
    assert said.spans(f"{before}Some 1,300 troops left Agadez on Monday.{after}") == (), (
        "another number is another statement"
    )
    assert said.spans(f"{before}Rain fell in Zinder all of 1,200 nights.{after}") == (), (
        "other words are another statement"
    )
    assert said.spans(f"{before}{now} He left.") == (), "one side alone does not say where it ends"
    assert Anchor(quote=said.quote, prefix="Sunday", suffix="Nobody").spans(text) == (), "a word or two stand anywhere"


def test_a_correction_of_an_event_holds_when_its_sentence_is_reworded(build):
    surrounded = (
        PROTEST
        + 'prefix = "Soldiers left Agadez in northern Niger on 5 August 2024."\n'
        + 'suffix = "A delegation from Togo arrived in Niamey"\nlabel = "Students march in Niamey"\n'
    )
    reworded = ONE.replace(
        "Protesters marched in Niamey on 6 August", "Many protesters marched in Niamey city on 6 August"
    )
    brief, said = build(surrounded, articles=(reworded,))
    assert said == []
    assert "Students march in Niamey" in [event.label for event in brief.events]
    plain = PROTEST + 'label = "Students march in Niamey"\n'
    brief, said = build(plain, articles=(reworded,))
    assert said, "without its surroundings it is named with what is nearest"
    assert "Students march in Niamey" not in [event.label for event in brief.events]


def test_of_the_same_words_twice_the_one_with_the_same_surroundings_is_meant():
    text = "They met in Niamey. They met in Niamey, and left."
    first, second = (Anchor(quote="They met in Niamey", suffix=suffix) for suffix in (". They met", ", and left"))
    assert first.spans(text)[0] == (0, 18)
    assert second.spans(text)[0] == (20, 38)
