"""Plug-ins are found late, never take the place of what is bundled, and their faults are named as theirs."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from geobrief import plugins
from geobrief.articles import make_article, read_articles
from geobrief.engines import BundledEngine, CheckedEngine, engine_of
from geobrief.errors import PluginError, RecipeError, UsageError
from geobrief.events.added_kinds import added_kinds
from geobrief.events.kinds import event_kinds
from geobrief.export import save_brief
from geobrief.model import EventReport, Mention, PlaceInEvent, Resolution, Sentence
from geobrief.recipes import read_recipe
from tests.brief.builders import a_brief
from tests.plugins.conftest import forget, install

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A function that installs a package of some code and entry points."""
    monkeypatch.setenv(plugins.SWITCH, f"on-{tmp_path.name}")
    monkeypatch.syspath_prepend(str(tmp_path))

    def add(groups, code="", name="other"):
        (tmp_path / f"{name}_code.py").write_text(code, encoding="utf-8")
        install(tmp_path, {f"geobrief.{group}": rows for group, rows in groups.items()}, name=name)
        sys.modules.pop(f"{name}_code", None)
        forget()

    yield add
    forget()


def test_nothing_is_looked_for_before_it_is_needed():
    code = (
        "import sys, geobrief, geobrief.cli\n"
        "try: geobrief.cli.main(['--version'])\nexcept SystemExit: pass\n"
        "assert 'geobrief.plugins' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_a_bundled_suffix_stays_bundled(site, tmp_path):
    site({"exporters": {"csv": "other_code:write"}}, "def write(*_): raise SystemExit('never called')")
    save_brief(a_brief(), tmp_path / "x.csv")
    assert (tmp_path / "x.csv").stat().st_size > 100


def test_two_packages_of_one_name_are_both_named(site):
    site({"engines": {"twin": "other_code:a"}})
    site({"engines": {"twin": "second_code:b"}}, name="second")
    with pytest.raises(PluginError, match=r"(?s)other.*second|second.*other"):
        plugins.found("engines")


def test_a_package_that_cannot_be_loaded_is_named_with_its_version(site):
    site({"engines": {"broken": "other_code:gone"}})
    with pytest.raises(PluginError, match=r"other 1\.2\.3 \(engine 'broken'\).*AttributeError"):
        engine_of("broken")


def test_an_engine_that_is_none_is_named_with_what_it_lacks(site):
    site({"engines": {"half": "other_code:Half"}}, "class Half:\n    def names(self): pass")
    with pytest.raises(PluginError, match="lacks places, dates, events"):
        engine_of("half")


def test_an_engine_that_is_not_there_is_named_with_the_nearest(site):
    site({"engines": {"spacy": "other_code:a"}})
    with pytest.raises(UsageError, match="did you mean spacy"):
        engine_of("spaczy")


def test_a_reader_that_fails_costs_only_its_own_file(site, tmp_path):
    site({"readers": {"xyz": "other_code:read"}}, "def read(path, data): raise KeyError('lost')")
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.xyz").write_text("x", "utf-8")
    (tmp_path / "news" / "b.txt").write_text("Rain fell in Agadez on Monday.", "utf-8")
    articles, skipped = read_articles([str(tmp_path / "news")])
    assert [article.path.rpartition("/")[2] for article in articles] == ["b.txt"]
    assert "by a fault of other 1.2.3 (reader 'xyz'): KeyError" in skipped[0].reason


def test_a_reader_that_gives_no_drafts_is_named(site, tmp_path):
    site({"readers": {"xyz": "other_code:read"}}, "def read(path, data): yield 'a text'")
    (tmp_path / "a.xyz").write_text("x", "utf-8")
    _, (skipped,) = read_articles([str(tmp_path / "a.xyz")])
    assert "gives str and no draft" in skipped.reason


def test_an_exporter_that_fails_is_named_and_leaves_what_was_there(site, tmp_path):
    site({"exporters": {"xyz": "other_code:write"}}, "def write(brief, path, options): path.write_text('half'); 1 / 0")
    (tmp_path / "b.xyz").write_text("before", "utf-8")
    with pytest.raises(PluginError, match=r"other 1\.2\.3.*ZeroDivisionError"):
        save_brief(a_brief(), tmp_path / "b.xyz")
    assert (tmp_path / "b.xyz").read_text("utf-8") == "before"


def test_a_layer_that_is_not_there_is_named(site):
    site({"gazetteers": {"far": "other_code:FILE"}}, "FILE = '/nowhere/places.sqlite'")
    with pytest.raises(PluginError, match=r"its file .*places\.sqlite is not there"):
        plugins.paths("gazetteers")


# What engines answer ------------------------------------------------------------------------------------------------

ARTICLE = make_article("Rain fell in Agadez on Monday.")
SENTENCE = Sentence(0, 30)
MENTION = Mention(13, 19, "Agadez", "name", SENTENCE, 0.9)
RESOLUTION = Resolution(MENTION, None, "scene", 0.9, "because")
REPORT = EventReport(
    start=0, end=4, trigger="Rain", kind="statement", status="done", sentence=SENTENCE, where=(), when=None, who=(),
    figures=(), main=False, confidence=0.5, because="because",
)  # fmt: skip


class Fixed:
    """An engine that answers what it was given."""

    def __init__(self, **answers):
        self.answers = answers

    def names(self, *_):
        return self.answers.get("names", [MENTION])

    def places(self, *_):
        return self.answers.get("places", [RESOLUTION])

    def dates(self, *_):
        return []

    def events(self, *_):
        return self.answers.get("events", [REPORT])


def all_answers(engine):
    mentions = engine.names(ARTICLE, None)
    return engine.events(ARTICLE, engine.places(ARTICLE, mentions, None), engine.dates(ARTICLE))


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"names": [replace(MENTION, text="Niamey")]}, "'Niamey' does not stand at 13:19"),
        ({"names": [replace(MENTION, end=99)]}, "does not stand at"),
        ({"names": [MENTION, MENTION]}, "stands before or over another"),
        ({"names": [replace(MENTION, confidence=1.3)]}, "1.3 is no probability"),
        ({"names": None}, "TypeError"),
        ({"places": []}, "must answer each mention"),
        ({"places": [replace(RESOLUTION, confidence=float("nan"))]}, "is no probability"),
        ({"events": [replace(REPORT, kind="miracle")]}, "'miracle' is no kind of event"),
        ({"events": [replace(REPORT, trigger="Snow")]}, "'Snow' does not stand at 0:4"),
        ({"events": [replace(REPORT, where=(PlaceInEvent(7, "scene"),))]}, "at a place that was not found"),
        ({"events": [replace(REPORT, when=0)]}, "at a time that was not found"),
        ({"events": [replace(REPORT, sentence=Sentence(5, 30))]}, "does not stand in its sentence"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_with_the_name_of_the_package(answers, reason):
    with pytest.raises(PluginError, match=r"^other 1\.2\.3: ") as raised:
        all_answers(CheckedEngine(Fixed(**answers), "other 1.2.3"))
    assert reason in str(raised.value)


def test_right_answers_go_through_as_they_are():
    engine = CheckedEngine(Fixed(), "other 1.2.3")
    assert engine.names(ARTICLE, None) == [MENTION]
    assert engine.places(ARTICLE, [MENTION], None) == [RESOLUTION]
    assert engine.events(ARTICLE, [RESOLUTION], []) == [REPORT]


def test_the_bundled_engine_is_the_default_and_is_trusted():
    assert isinstance(engine_of(None), BundledEngine)
    assert engine_of("bundled") is engine_of(None)


# Kinds of event ------------------------------------------------------------------------------------------------------

KIND = '[[kind]]\nkey = "poaching"\nlabel = "Poaching"\nphrase = "animals are taken"\nfamily = "law"\n'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", r"no \[\[kind\]\]"),
        ("[[kind", "not TOML"),
        ('[kind]\nkey = "x"', r"write each kind as \[\[kind\]\]"),
        ('[[kind]]\nkey = "poaching"\nlabel = "Poaching"', "it needs key, label, phrase, family"),
        (KIND + "colour = 1", "'colour' is not known"),
        (KIND + 'word = ["x"]', "did you mean words"),
        (KIND + "physical = 1", "physical must be a bool"),
        (KIND + "confidence = 2", "between 0 and 1"),
        (KIND + "words = [1]", "texts in quotes"),
        (KIND + 'symbol = "unicorn"', "no such symbol"),
        (KIND.replace("law", "lore"), "no such family"),
        (KIND.replace('"poaching"', '"Poaching!"'), "small letters"),
        (KIND.replace('"poaching"', '"coup"'), "of this key already"),
        (KIND + '[[family]]\nkey = "law"\nlabel = "Law"\ncolour = "#000000"', "a family 'law' already"),
        (KIND + '[[family]]\nkey = "new"\nlabel = "New"\ncolour = "red"', "'red' is no colour"),
    ],
)
def test_a_file_of_kinds_that_is_wrong_is_refused_with_the_reason(tmp_path, text, reason):
    (tmp_path / "kinds.toml").write_text(text, "utf-8")
    with pytest.raises(RecipeError, match=reason) as raised:
        added_kinds(event_kinds(), [tmp_path / "kinds.toml"])
    assert "kinds.toml" in str(raised.value)


def test_a_recipe_brings_its_own_kinds(tmp_path, monkeypatch):
    monkeypatch.setenv("GEOBRIEF_KINDS", "")
    (tmp_path / "kinds.toml").write_text(KIND, "utf-8")
    (tmp_path / "brief.toml").write_text(
        'inputs = ["news"]\nkinds = ["kinds.toml"]\n[overrides.events."e-0123456789abcdef"]\nkind = "poaching"\n',
        "utf-8",
    )
    assert read_recipe(tmp_path / "brief.toml").overrides
    assert event_kinds()["poaching"].family_label == "Police and courts"
    assert list(event_kinds())[:3] == ["armed_clash", *list(event_kinds())[1:3]]


def test_a_family_that_is_added_changes_nothing_of_what_the_fitted_judges_are_given(tmp_path, monkeypatch):
    from geobrief.events.judging import families

    families.cache_clear()
    names, belongs = families()
    new = '[[family]]\nkey = "wildlife"\nlabel = "Wildlife crime"\ncolour = "#117744"\n'
    (tmp_path / "kinds.toml").write_text(new + KIND.replace('"law"', '"wildlife"'), "utf-8")
    monkeypatch.setenv("GEOBRIEF_KINDS", str(tmp_path / "kinds.toml"))
    families.cache_clear()
    assert event_kinds()["poaching"].family == "wildlife"
    assert families()[0] == names
    assert families()[1].shape == belongs.shape
