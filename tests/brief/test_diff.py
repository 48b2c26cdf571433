"""What is new in a brief since an older one."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from geobrief.brief.diff import diff
from geobrief.brief.document import from_json, to_json
from geobrief.brief.record import Brief
from geobrief.cli import main
from geobrief.errors import UsageError
from geobrief.export.changes import to_html, to_markdown
from geobrief.export.options import ExportOptions
from geobrief.model import Citation, CitedFigure, Conflict, ConflictingValue, Decision, EventPlace
from geobrief.pipeline import build
from tests.brief.builders import a_brief, day

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "niger-2024"
HOSTILE = '<img src=x onerror="alert(1)"></script>'


@pytest.fixture(scope="module")
def days() -> tuple[Brief, Brief]:
    """The example corpus in May, and in September."""
    may = [path for path in sorted(SEEDS.glob("*.md")) if path.name < "2024-06"]
    return build(may), build(SEEDS)


def one_event(**values):
    """A brief whose only event is otherwise than the usual one."""
    brief = a_brief()
    return replace(brief, events=(replace(brief.events[0], **values),))


def another(brief: Brief) -> Brief:
    """The brief with a second article that tells the same event."""
    article = replace(brief.articles[0], id="a-2", path="two.txt", url=None, title="They left", outlet="Other Wire")
    citation = Citation("a-2", 0, 17, "They left Agadez.")
    event = replace(brief.events[0], citations=(*brief.events[0].citations, citation), articles=2, independent=2)
    return replace(brief, articles=(*brief.articles, article), events=(event,))


def what(changes):
    """What has changed of the only changed event, with what stood there and what stands there."""
    (item,) = changes.changed
    return [(change.what, change.before, change.after) for change in item.changes]


def test_a_diff_of_a_brief_with_itself_is_empty(days):
    for brief in (a_brief(), *days):
        assert diff(brief, brief).is_empty
        assert diff(brief, from_json(to_json(brief))).is_empty


def test_two_days_of_the_example_corpus_differ_by_what_the_later_articles_tell(days):
    changes = diff(*days)
    later = {source.id for source in days[1].articles if source.path >= str(SEEDS / "2024-06")}
    assert set(changes.articles_new) == later
    assert changes.since == date(2024, 5, 20)
    assert not changes.gone
    events = {event.id: event for event in days[1].events}
    assert changes.new
    for key in changes.new:
        assert {item.article for item in events[key].citations} <= later
    assert "confirmed" in {change.what for item in changes.changed for change in item.changes}
    for item in changes.changed:
        for change in item.changes:
            cited = {citation.article for citation in change.citations}
            assert (change.cause == "told") == bool(cited & later)


def test_backwards_what_was_new_is_gone_with_its_sentences(days):
    changes = diff(days[1], days[0])
    assert {item.id for item in changes.gone} == set(diff(*days).new)
    assert {item.cause for item in changes.gone} == {"article gone"}
    assert all(item.quotes and item.quotes[0].source for item in changes.gone)


def test_events_are_the_same_ones_where_every_article_was_saved_again_with_another_footer(days, tmp_path):
    folder = tmp_path / "articles"
    shutil.copytree(SEEDS, folder)
    for path in folder.glob("*.md"):
        head, mark, body = path.read_text("utf-8").rpartition("+++\n")
        path.write_text(f"{head}{mark}\n{body}\nSubscribe to our newsletter.\n", "utf-8")
    changes = diff(days[1], build(folder))
    assert len(changes.articles_changed) == len(days[1].articles)
    assert (changes.new, changes.gone, changes.articles_new, changes.articles_gone) == ((), (), (), ())


def test_status_day_place_and_kind_are_named_with_what_they_were():
    new = one_event(status="denied", when=day("2024-08-07"), where=(EventPlace("p-niger", "scene"),), kind="attack")
    assert what(diff(a_brief(), new)) == [
        ("status", "done", "denied"),
        ("kind", "withdrawal", "attack"),
        ("day", "2024-08-05", "2024-08-07"),
        ("place", "Agadez", "Niger"),
    ]


def test_a_change_without_a_new_sentence_says_that_the_text_was_read_otherwise_or_who_set_it():
    new = one_event(status="denied")
    assert diff(a_brief(), new).changed[0].changes[0].cause == "read"
    new = replace(new, decisions=(Decision("e-1", "set", "status denied", "AK", None),))
    assert diff(a_brief(), new).changed[0].changes[0].cause == "set"


def test_another_source_confirms_with_its_sentence():
    changes = diff(a_brief(), another(a_brief()))
    assert what(changes) == [("confirmed", "1", "2")]
    assert changes.changed[0].changes[0].citations[0].quote == "They left Agadez."
    assert changes.articles_new == ("a-2",)


def test_a_copy_of_the_story_confirms_nothing():
    copied = another(a_brief())
    event = replace(copied.events[0], independent=1)
    assert not diff(a_brief(), replace(copied, events=(event,))).changed


def test_another_toll_is_a_change_and_the_same_toll_in_other_words_is_none():
    figure = a_brief().events[0].figures[0]
    assert not diff(a_brief(), one_event(figures=(replace(figure, text="two hundred soldiers"),))).changed
    more = CitedFigure("soldiers", 350.0, "people", "350 soldiers", figure.citation)
    assert what(diff(a_brief(), one_event(figures=(more,)))) == [("figure", "200 soldiers", "350 soldiers")]


def test_what_is_now_contradicted_and_no_longer_so_is_told():
    calm = replace(a_brief(), conflicts=())
    assert what(diff(calm, a_brief())) == [("contradicted", None, "$100 million; $110 million")]
    assert what(diff(a_brief(), calm)) == [("settled", "$100 million; $110 million", None)]


def test_a_disagreement_of_no_one_event_is_told_by_itself():
    values = (ConflictingValue("10", (Citation("a-1", 0, 5, "Niger"),)),)
    new = replace(a_brief(), conflicts=(*a_brief().conflicts, Conflict("troops", None, values)))
    changes = diff(a_brief(), new)
    assert [(item.what, item.about) for item in changes.disagreements] == [("contradicted", "troops")]


def test_an_event_that_an_analyst_dropped_is_gone_for_that_reason():
    new = replace(a_brief(), events=(), conflicts=(), decisions=(Decision("e-1", "dropped", "no event", "AK", None),))
    assert [item.cause for item in diff(a_brief(), new).gone] == ["dropped"]


def test_two_events_that_became_one_are_merged_and_not_gone():
    brief = a_brief()
    second = replace(brief.events[0], id="e-2", label="They leave")
    old = replace(brief, events=(*brief.events, second))
    assert what(diff(old, brief)) == [("merged", "They leave", None)]
    assert what(diff(brief, old)) == [("split", "Withdrawal of forces: Soldiers, from Agadez", None)]
    assert not diff(old, brief).gone
    assert not diff(brief, old).new


def test_another_article_that_tells_the_same_on_the_same_day_is_no_new_event():
    brief = another(a_brief())
    article, event = brief.articles[1], brief.events[0]
    moved = replace(event, id="e-9", citations=event.citations[1:], articles=1, independent=1, figures=())
    new = replace(brief, articles=(article,), events=(moved,), mentions=(), conflicts=())
    changes = diff(a_brief(), new)
    assert (changes.new, changes.gone) == ((), ())


def test_a_brief_says_what_is_new_in_it_and_is_read_back_the_same(days):
    brief = replace(days[1], changes=diff(*days))
    assert from_json(to_json(brief)) == brief


def test_a_document_whose_changes_name_what_is_not_there_is_refused(days):
    document = json.loads(to_json(replace(days[1], changes=diff(*days))))
    document["changes"]["new"][0] = "e-nowhere"
    with pytest.raises(UsageError, match=r"changes.new\[0\]"):
        from_json(json.dumps(document))


def test_what_is_no_brief_has_no_diff():
    with pytest.raises(UsageError, match=r"Brief\.load"):
        diff("old.json", a_brief())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_hostile_text_is_text_in_page_and_markdown(language):
    old, new = a_brief(), another(one_event(label=HOSTILE))
    new = replace(new, title=HOSTILE, articles=tuple(replace(item, title=HOSTILE) for item in new.articles))
    page = to_html(new, diff(old, new), ExportOptions(language=language, marking="TLP:AMBER"))
    assert "&lt;img" in page
    assert "<img" not in page
    assert "TLP:AMBER" in page
    written = to_markdown(new, diff(old, new), ExportOptions(language=language))
    assert "<img" not in written.replace("\\<", "")


def test_the_command_writes_page_markdown_and_json_and_says_what_is_new(days, tmp_path, capsys):
    for name, brief in zip(("old.json", "new.json"), days, strict=True):
        (tmp_path / name).write_text(to_json(brief), "utf-8")
    outputs = [str(tmp_path / f"changes.{suffix}") for suffix in ("html", "md", "json")]
    briefs = [str(tmp_path / name) for name in ("old.json", "new.json")]
    assert main(["diff", *briefs, *(word for path in outputs for word in ("-o", path))]) == 0
    assert "Since the brief of 20 May 2024: " in capsys.readouterr().out
    told = json.loads(Path(outputs[2]).read_text("utf-8"))
    assert told["schema"] == "geobrief/changes@1"
    assert {item["event"] for item in told["new"]} == set(diff(*days).new)
    assert "## New events" in Path(outputs[1]).read_text("utf-8")
    assert main(["diff", briefs[1], briefs[1]]) == 0
    assert "nothing is new" in capsys.readouterr().out
    assert main(["diff", *briefs, "-o", str(tmp_path / "changes.docx")]) == 2
    assert ".html, .md, .json" in capsys.readouterr().err


def test_a_build_since_an_older_brief_marks_what_is_new(days, tmp_path, capsys):
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text(to_json(days[0]), "utf-8")
    assert main(["build", str(SEEDS), "--since", str(old), "-o", str(new), "-o", str(tmp_path / "new.md"), "-q"]) == 0
    assert from_json(new.read_text("utf-8")).changes == diff(*days)
    assert "## What is new" in (tmp_path / "new.md").read_text("utf-8")
    with pytest.raises(SystemExit):
        main(["build", str(SEEDS), "--since", "yesterday", "-o", str(new)])
    assert "neither a day, as 2024-08-06, nor a brief" in capsys.readouterr().err
