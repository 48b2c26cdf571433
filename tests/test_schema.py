"""Our own reading of JSON Schema says what jsonschema says, and where."""

import json
import random

import jsonschema
import pytest

from geobrief.brief.document import from_dict, from_json, schema, to_dict, to_json
from geobrief.cli import main
from geobrief.errors import GeobriefError, UsageError
from geobrief.recipes import recipe_schema
from geobrief.schema import InvalidError, checker
from tests.brief.builders import a_brief


@pytest.fixture
def a_document():
    """A brief with something of everything."""
    return a_brief()


WORDS = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "properties": {
        "a": {"type": ["string", "null"], "minLength": 1, "pattern": "^[a-z]+$"},
        "b": {"type": "integer", "minimum": 0, "maximum": 9},
        "c": {"type": "array", "items": {"enum": ["x", 1, None, True]}, "minItems": 1, "maxItems": 2},
        "d": {"anyOf": [{"const": "auto"}, {"type": "number"}]},
        "e": {"$ref": "#/$defs/pair"},
        "f": {"type": "array", "uniqueItems": True},
    },
    "required": ["a"],
    "additionalProperties": {"type": "boolean"},
    "$defs": {"pair": {"type": "object", "properties": {"x": {"type": "string"}}, "additionalProperties": False}},
}
VALUES = [None, True, False, 0, 1, -1, 9.5, 10, "", "x", "abc", "A1", "auto", [], ["x"], [1], [True], [1, 1], ["x", "x"], {}, {"x": 1}, {"x": "y"}, {"z": 1}]  # fmt: skip


@pytest.mark.parametrize("name", ["a", "b", "c", "d", "e", "f", "other"])
@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_it_says_what_jsonschema_says(name, value):
    for document in ({"a": "x", name: value}, {name: value}, value):
        fits = jsonschema.Draft202012Validator(WORDS).is_valid(document)
        try:
            checker(WORDS)(document)
        except InvalidError:
            assert not fits
        else:
            assert fits


@pytest.mark.parametrize("made", [schema(), recipe_schema()], ids=["brief", "recipe"])
def test_our_schemas_are_schemas_and_use_no_word_that_is_not_checked(made):
    jsonschema.Draft202012Validator.check_schema(made)
    checker(made)


def test_a_word_that_is_not_known_is_refused_when_the_schema_is_read():
    with pytest.raises(ValueError, match="multipleOf"):
        checker({"type": "number", "multipleOf": 2})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d["events"][0]["when"].update(start="2024-13-01"), r"events\[0\]\.when\.start must be a day"),
        (lambda d: d["events"][0].update(confidence="high"), r"events\[0\]\.confidence must be a number"),
        (lambda d: d["events"][0].update(confidence=float("nan")), r"events\[0\]\.confidence is a number beyond"),
        (lambda d: d["articles"][0].update(words=10**400), r"articles\[0\]\.words is a number beyond"),
        (lambda d: d["articles"][0].update(title="\ud800"), r"articles\[0\]\.title holds half of a sign"),
        (lambda d: d["places"][0].pop("lat"), r"places\[0\] lacks 'lat'"),
        (lambda d: d["places"][0].update(colour="red"), r"places\[0\] has 'colour'"),
        (
            lambda d: d["places"][0].update(extent={"type": "Polygon", "coordinates": [[[0, "x"]]]}),
            r"places\[0\]\.extent",
        ),
        (lambda d: d["mentions"][0].update(place="p-none"), r"mentions\[0\]\.place is 'p-none', which is none"),
        (lambda d: d["events"][0]["citations"][0].update(article="a"), r"events\[0\]\.citations\[0\]\.article is 'a'"),
        (lambda d: d["articles"].append(d["articles"][0]), r"articles\[\d+\]\.id is .* as another is"),
        (lambda d: d.update(events={}), "events must be a list"),
    ],
)
def test_a_damaged_brief_is_one_line_with_the_path_to_the_fault(a_document, change, said):
    document = json.loads(to_json(a_document))
    change(document)
    with pytest.raises(UsageError, match=said) as found:
        from_dict(document)
    assert "\n" not in str(found.value)


def test_a_brief_with_an_area_comes_back_as_it_went(a_document):
    assert from_json(to_json(a_document)) == a_document
    assert from_dict(to_dict(a_document)) == a_document


def places_of(value, path=()):
    """Return the path to every value of a document."""
    yield path
    if isinstance(value, dict):
        for key, held in value.items():
            yield from places_of(held, (*path, key))
    elif isinstance(value, list):
        for number, held in enumerate(value):
            yield from places_of(held, (*path, number))


def test_whatever_is_changed_in_a_brief_it_is_read_or_refused_in_one_line(a_document):
    """A thousand changes of one value each, always the same ones."""
    chance = random.Random(18)  # noqa: S311  # always the same
    whole = json.loads(to_json(a_document))
    paths = [path for path in places_of(whole) if path]
    for _ in range(1000):
        document = json.loads(to_json(a_document))
        *way, last = chance.choice(paths)
        held = document
        for step in way:
            held = held[step]
        if chance.random() < 0.2:
            del held[last]
        else:
            held[last] = chance.choice(
                [*VALUES, "\ud800", 10**30, -1e308, "2024-02-30", [[]], [[0, 0]], {"type": "Point"}]
            )
        try:
            brief = from_dict(document)
        except GeobriefError as error:
            assert "\n" not in str(error)  # noqa: PT017
        else:
            assert from_json(to_json(brief)) == brief


def test_export_names_the_path_and_writes_nothing(tmp_path, capsys, a_document):
    document = json.loads(to_json(a_document))
    document["events"][0]["when"]["precision"] = "roughly"
    (tmp_path / "brief.json").write_text(json.dumps(document), "utf-8")
    assert main(["export", str(tmp_path / "brief.json"), "-o", str(tmp_path / "out.kml")]) == 2
    said = capsys.readouterr().err
    assert "events[0].when.precision must be one of day, " in said
    assert said.count("\n") == 1
    assert not (tmp_path / "out.kml").exists()


def test_what_has_no_end_is_refused(tmp_path, capsys):
    (tmp_path / "link.toml").symlink_to("/dev/zero")
    out = str(tmp_path / "out.kml")
    for command in (
        ["export", "/dev/zero", "-o", out],
        ["build", str(tmp_path / "link.toml"), "-o", out],
        ["geoparse", "/dev/zero", "-o", str(tmp_path / "out.jsonl")],
        ["build", "/dev/zero", "-o", out],
    ):
        assert main(command) == 2
        assert capsys.readouterr().err.count("\n") == 1
