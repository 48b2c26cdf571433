"""What an analyst sets by hand reaches every output, stays visible as such, and never fits silently to nothing."""

import json
import tomllib

import jsonschema
import pytest

from geobrief.brief.document import from_json, schema
from geobrief.cli import main
from geobrief.errors import RecipeError
from geobrief.reasons import sentence
from geobrief.recipes import read_recipe, recipe_schema
from geobrief.recipes.override_table import read_overrides

TEXT = (
    "Soldiers left Agadez in northern Niger on 5 August 2024.\n\n"
    "Protesters marched in Niamey on 6 August 2024. A delegation from Togo arrived in Niamey on 7 August 2024.\n"
)
BAMAKO, AGADEZ = 2460596, 2448083


@pytest.fixture
def build(tmp_path, monkeypatch):
    """A function that builds a brief from the text and some overrides, and returns it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.txt").write_text(TEXT, "utf-8")

    def make(overrides="", outputs='["one.json"]'):
        (tmp_path / "one.toml").write_text(f'inputs = ["one.txt"]\noutputs = {outputs}\n{overrides}', "utf-8")
        code = main(["build", "one.toml"])
        return from_json((tmp_path / "one.json").read_text("utf-8")) if code == 0 else code

    return make


def event_of(brief, kind):
    return next(event for event in brief.events if event.kind == kind)


def test_a_name_that_is_set_moves_its_mentions_and_the_events_with_them(build):
    before = build()
    after = build(f'[overrides]\nreviewer = "AK"\n[overrides.places]\n"Niamey" = {BAMAKO}\n')
    protest = event_of(before, "protest")
    moved = next(event for event in after.events if event.id == protest.id)
    names = {place.id: place.name for place in after.places}
    assert names[moved.where[0].place] == "Bamako"
    assert "Niamey" not in names.values()
    mention = next(mention for mention in after.mentions if mention.text == "Niamey")
    assert mention.because.startswith("set by the analyst (AK); the machine had Niamey")
    assert mention.alternatives[0].name.startswith("Niamey")


def test_what_is_not_a_place_leaves_the_map_and_keeps_its_reason(build):
    brief = build('[overrides.places]\n"Togo" = { place = "not a place", note = "a name of a person" }\n')
    mention = next(mention for mention in brief.mentions if mention.text == "Togo")
    assert mention.place is None
    assert "a name of a person" in mention.because
    assert "Togo" not in {place.name for place in brief.places}


def test_one_mention_is_set_by_its_id_and_the_others_stay(build):
    first, second = (mention for mention in build().mentions if mention.text == "Niamey")
    brief = build(f'[overrides.places]\n"{second.id}" = {{ name = "Depot", lat = 18.9, lon = 7.4, by = "MB" }}\n')
    places = {place.id: place for place in brief.places}
    meant = {mention.id: places[mention.place].name for mention in brief.mentions if mention.text == "Niamey"}
    assert meant == {first.id: "Niamey", second.id: "Depot"}
    depot = next(place for place in brief.places if place.name == "Depot")
    assert (depot.lat, depot.lon, depot.geonameid, depot.kind) == (18.9, 7.4, None, "site")


def test_an_event_is_relabelled_dated_moved_and_says_what_the_machine_had(build):
    event = event_of(build(), "protest")
    brief = build(
        f'[overrides.events."{event.id}"]\nlabel = "March"\ndate = 2024-08-04\nplace = {AGADEZ}\nstatus = "planned"\n'
    )
    changed = event_of(brief, "protest")
    assert (changed.label, changed.status, changed.when.start.isoformat()) == ("March", "planned", "2024-08-04")
    assert next(place.name for place in brief.places if place.id == changed.where[0].place) == "Agadez"
    (decision,) = brief.decisions
    assert decision.about == event.id
    assert event.label in decision.text
    assert "2024-08-06" in decision.text
    assert decision.fields == ("label", "status", "date", "place")
    assert changed.citations == event.citations


def test_a_label_follows_its_event_only_where_it_says_where(build, tmp_path):
    build()
    (tmp_path / "one.txt").write_text("Niger's students marched in Niger on 6 August 2024.\n", "utf-8")
    event = event_of(build(), "protest")
    assert event.label.startswith("Niger's students marched in Niger")
    brief = build(f'[overrides.events."{event.id}"]\nplace = {AGADEZ}\n')
    assert event_of(brief, "protest").label.startswith("Niger's students marched in Agadez")


def test_a_dropped_event_is_gone_and_said_to_be_dropped(build):
    event = event_of(build(), "protest")
    brief = build(f'[overrides]\nreviewer = "AK"\n[overrides.events."{event.id}"]\ndrop = true\nnote = "a rumour"\n')
    assert event.id not in {item.id for item in brief.events}
    (decision,) = brief.decisions
    assert (decision.what, decision.by, decision.note) == ("dropped", "AK", "a rumour")


def test_what_was_reviewed_is_counted_and_signed(build):
    before = build()
    event, place = event_of(before, "protest"), before.places[0]
    brief = build(f'[overrides]\nreviewed = {{ AK = ["{event.id}"], MB = ["{place.id}"] }}\n')
    assert set(brief.reviewed) == {event.id, place.id}
    assert {(item.about, item.by) for item in brief.decisions} == {(event.id, "AK"), (place.id, "MB")}


def test_a_corrected_brief_keeps_to_the_schema_and_comes_back_whole(build, tmp_path):
    event = event_of(build(), "protest")
    brief = build(
        f'[overrides]\nreviewed = ["{event.id}"]\n[overrides.places]\n"Togo" = "not a place"\n'
        f'[overrides.events."{event.id}"]\nkind = "riot"\n'
    )
    document = json.loads((tmp_path / "one.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema()).validate(document)
    assert len(document["decisions"]) == len(brief.decisions) == 3
    assert [item.fields for item in brief.decisions if item.about == event.id and item.what == "set"] == [("kind",)]


def test_the_reason_of_a_corrected_name_is_told_in_records_too(build):
    brief = build('[overrides]\nreviewer = "AK"\n[overrides.places]\n"Togo" = "not a place"\n')
    mention = next(mention for mention in brief.mentions if mention.text == "Togo")
    assert [reason.key for reason in mention.reasons][:3] == ["set_by", "had", "taken"]
    assert sentence(mention.reasons) == mention.because


def test_every_page_shows_what_the_analyst_set(build, tmp_path):
    build('[overrides]\nreviewer = "AK"\n[overrides.places]\n"Togo" = "not a place"\n', '["one.json", "one.md"]')
    page = (tmp_path / "one.md").read_text("utf-8")
    assert "Set by the analyst" in page
    assert "“Togo” names no place" in page
    assert "AK" in page


@pytest.mark.parametrize(
    ("overrides", "words"),
    [
        ('[overrides.places]\n"Tog" = "not a place"', ('overrides.places."Tog"', "no mention")),
        ('[overrides.places]\n"m-0" = "not a place"', ('overrides.places."m-0"', "no mention", "brief.json")),
        ('[overrides.places]\n"Togo" = 999999999', ('overrides.places."Togo"', "999999999", "gazetteer search")),
        ('[overrides.places]\n"Togo" = { place = 2448083, article = "two.txt" }', ("two.txt",)),
        ('[overrides.events."e-0"]\ndrop = true', ('overrides.events."e-0"', "no event")),
        ('[overrides]\nreviewed = ["e-0"]', ("overrides.reviewed", "e-0")),
    ],
)
def test_an_override_of_nothing_is_named_with_file_and_key_and_costs_nothing_else(
    build, tmp_path, capsys, overrides, words
):
    assert build().events == build(overrides).events
    said = next(line for line in capsys.readouterr().err.splitlines() if "overrides." in line)
    assert said.startswith("geobrief: one.toml: ")
    assert all(word in said for word in words)
    assert (tmp_path / "one.json").exists()


@pytest.mark.parametrize(
    "overrides",
    [
        "overrides = 1",
        'overrides = ""',
        "[overrides]\nreviewer = 1",
        '[overrides]\nreviewed = "e-1"',
        '[overrides]\nreviewed = ["Niamey"]',
        "[overrides]\nmentions = {}",
        '[overrides.places]\n"Togo" = true',
        '[overrides.places]\n"Togo" = "Lomé"',
        '[overrides.places]\n"Togo" = { lat = 1.0, lon = 2.0 }',
        '[overrides.places]\n"Togo" = { name = "x", lat = 91, lon = 2 }',
        '[overrides.places]\n"Togo" = { place = 1, colour = "red" }',
        '[overrides.events."e-1"]\nstatus = "happened"',
        '[overrides.events."e-1"]\ndrop = 1',
        '[overrides.events."e-1"]\nplace = "Niamey"',
        '[overrides.events."e-1"]\nwhere = 1',
    ],
)
def test_reader_and_schema_refuse_the_same(tmp_path, overrides):
    path = tmp_path / "one.toml"
    path.write_text(overrides, "utf-8")
    with pytest.raises(RecipeError, match="overrides"):
        read_recipe(path)
    assert not jsonschema.Draft202012Validator(recipe_schema()).is_valid(tomllib.loads(overrides))


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2024-07-05", "2024-07-05", "2024-07-05", "day"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2024", "2024-01-01", "2024-12-31", "year"),
        ("2024-07-01/2024-07-05", "2024-07-01", "2024-07-05", "period"),
        ("../2024-09-15", "None", "2024-09-15", "period"),
        ("2024-03/..", "2024-03-01", "None", "period"),
        ("unknown", "None", "None", "unknown"),
    ],
)
def test_dates_are_as_exact_as_they_are_written(text, start, end, precision):
    (override,) = read_overrides("one.toml", {"events": {"e-1": {"date": text}}}).events
    assert (str(override.when.start), str(override.when.end), override.when.precision) == (start, end, precision)


@pytest.mark.parametrize(
    "text", ["5 July 2024", "2024-13", "2024-02-30", "2024-07-05/2024-07-01", "../..", "1/2/3", ""]
)
def test_a_date_that_is_none_is_refused(text):
    with pytest.raises(RecipeError, match="date"):
        read_overrides("one.toml", {"events": {"e-1": {"date": text}}})


@pytest.mark.parametrize(
    ("kind", "offered", "not_offered"), [("protets", "protest", "looting"), ("flood", "disaster", None)]
)
def test_a_kind_that_is_none_names_its_neighbour_or_all_kinds(kind, offered, not_offered):
    with pytest.raises(RecipeError) as refused:
        read_overrides("one.toml", {"events": {"e-1": {"kind": kind}}})
    assert offered in str(refused.value)
    assert not_offered is None or not_offered not in str(refused.value)
