"""An exception in any stage is that article's entry of what was skipped, and the same with any number of processes."""

import json
import os
import signal

import pytest

from geobrief import events, pipeline, reading
from geobrief.bounds import TOO_LONG
from geobrief.cli import main
from geobrief.engines import bundled
from geobrief.errors import GeobriefError, NothingToReadError, OutputError, RecipeError
from geobrief.model import Skipped
from geobrief.pipeline import composing, guarding

STORY = "Rain in the north\n\nRain fell in {} on Monday, officials said. Two people were injured.\n"
NAMES = ("Niamey", "Agadez", "Zinder")


@pytest.fixture(autouse=True)
def _no_events(monkeypatch):
    """Which events a text tells is no matter here, and dear to find out."""
    monkeypatch.setattr(events, "extract_events", lambda *_: [])


@pytest.fixture
def news(tmp_path):
    for name in NAMES:
        (tmp_path / f"{name}.txt").write_text(STORY.format(name), "utf-8")
    return str(tmp_path)


def failing(real, error):
    """The same function, which fails at the article of Agadez."""

    def fails(first, *arguments, **named):
        if "Agadez.txt" in repr(getattr(first, "path", None) or getattr(getattr(first, "article", None), "path", "")):
            if error == "timer":
                signal.raise_signal(signal.SIGVTALRM)
            raise error
        return real(first, *arguments, **named)

    return fails


STAGES = [
    (reading, "infer_published", "reading.py"),
    (bundled, "find_mentions", "engines/bundled.py"),
    (bundled, "resolve_places", "engines/bundled.py"),
    (bundled, "find_dates", "engines/bundled.py"),
    (events, "extract_events", "engines/bundled.py"),
    (events, "find_figures", "reading.py"),
]
"""Where each stage is looked up, its name, and the file that calls it."""


@pytest.mark.parametrize("called", STAGES, ids=[stage for _, stage, _ in STAGES])
@pytest.mark.parametrize("workers", [1, 2])
def test_an_exception_in_any_stage_is_that_articles_own(news, monkeypatch, called, workers):
    module, stage, where = called
    monkeypatch.setattr(module, stage, failing(getattr(module, stage), KeyError("x")))
    brief = pipeline.build(news, workers=workers)
    assert len(brief.articles) == 2
    (one,) = brief.skipped
    assert one.path.endswith("Agadez.txt")
    assert f"by a fault of geobrief's (KeyError in {where}:" in one.reason
    assert "report it" in one.reason


@pytest.mark.parametrize(
    ("error", "said"), [(MemoryError(), "so large"), (RecursionError(), "so deep"), ("timer", TOO_LONG)]
)
def test_what_has_no_end_is_named_with_its_bound(news, monkeypatch, error, said):
    monkeypatch.setattr(bundled, "find_dates", failing(bundled.find_dates, error))
    (one,) = pipeline.build(news).skipped
    assert said in one.reason


def test_an_article_that_kills_its_process_is_named_and_costs_no_other(news, monkeypatch):
    real = bundled.find_dates

    def deadly(article):
        if article.path.endswith("Agadez.txt"):
            os.kill(os.getpid(), signal.SIGKILL)
        return real(article)

    monkeypatch.setattr(bundled, "find_dates", deadly)
    brief = pipeline.build(news, workers=2)
    assert len(brief.articles) == 2
    assert "ended by the system" in brief.skipped[0].reason


def test_a_reading_that_no_brief_can_be_made_of_is_left_out_and_named(news, monkeypatch):
    real = composing.compose_brief

    def fails(readings, **named):
        if any(reading.article.path.endswith("Agadez.txt") for reading in readings):
            raise AssertionError
        return real(readings, **named)

    monkeypatch.setattr(composing, "compose_brief", fails)
    brief = pipeline.build(news)
    assert len(brief.articles) == 2
    assert "AssertionError" in brief.skipped[0].reason


def test_a_fault_that_is_no_articles_own_is_one_line(news, monkeypatch):
    def fails(readings, **_named):
        if len(readings) > 1:
            raise KeyError("x")

    monkeypatch.setattr(composing, "compose_brief", fails)
    with pytest.raises(GeobriefError, match="by a fault of geobrief's"):
        pipeline.build(news)


def test_where_every_article_fails_all_are_named(news, monkeypatch):
    def fails(*_arguments):
        raise KeyError("x")

    monkeypatch.setattr(bundled, "find_dates", fails)
    with pytest.raises(NothingToReadError) as found:
        pipeline.build(news)
    assert len(found.value.skipped) == 3


@pytest.mark.parametrize(("most", "what"), [("MOST_MENTIONS", "place names"), ("MOST_DATES", "dates")])
def test_more_of_anything_than_is_kept_is_named(news, monkeypatch, most, what):
    monkeypatch.setattr(guarding, most, 1)
    brief = pipeline.build(news)
    said = {one.reason for one in brief.skipped}
    assert said == {f"has 1 {what} or more, and the rest of them was left out: split it"}


@pytest.mark.parametrize(
    "error",
    [OutputError("a", "b"), RecipeError("a", "b"), NothingToReadError("a", [Skipped("b", "c")]), GeobriefError("a")],
)
def test_errors_cross_from_one_process_to_another(error):
    import pickle

    back = pickle.loads(pickle.dumps(error))  # noqa: S301  # our own
    assert str(back) == str(error)
    assert vars(back) == vars(error)


def test_each_stage_says_what_it_is_and_how_many_it_has_to_do(news):
    told, done = [], []
    pipeline.build(news, stages=lambda what, total: told.append((what, total)), progress=done.append)
    each = [(stage, 3) for stage in ("reading", "comparing", "understanding", "gathering")]
    assert told == [*each, ("grouping", 0), ("composing", None)]  # no event is told here
    assert len(done) == 4 * 3
    assert {os.path.basename(path) for path in done} == {f"{name}.txt" for name in NAMES}  # noqa: PTH119


BAD_LINES = [
    '{"id": "\\ud800", "text": "Rain fell in Niamey."}',
    '{"id": "\\ud83d\\ude00", "text": "Rain fell in Niamey. \\ud800"}',
    '{"id": 1, "text": "Rain fell in Niamey.", "title": "\\udfff", "domain": "\\ud800", "date": "\\ud800"}',
    '{"id": [[[]]], "text": "Rain fell in Niamey."}',
    '{"id": 1e999, "text": "Rain fell in Niamey."}',
    "[" * 100_000,
    '{"id": 1, "text": 1}',
    "9" * 10_000,
    "\x00",
    '"\\ud800"',
]


@pytest.mark.parametrize("output", ["-", "out.jsonl"])
def test_every_line_of_geoparse_is_answered_whatever_the_others_are(tmp_path, monkeypatch, capfd, output):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.jsonl").write_bytes(
        "\n".join([*BAD_LINES, '{"id": "\xff"}', '{"id": 9, "text": "Mali"}']).encode("latin-1")
    )
    assert main(["geoparse", "in.jsonl", "-o", output]) == 1
    said = capfd.readouterr().out if output == "-" else (tmp_path / output).read_text("utf-8")
    answers = [json.loads(line) for line in said.splitlines()]
    assert len(answers) == len(BAD_LINES) + 2
    assert all(("error" in answer) or answer["spans"] for answer in answers)
    assert answers[0]["id"] == "\ud800"
    assert answers[-1]["spans"][0]["name"] == "Mali"


def test_an_exception_at_one_line_is_its_answer_with_its_id(tmp_path, monkeypatch):
    from geobrief.cli import geoparse

    real = geoparse._understand

    def fails(request, **named):
        if request["id"] == 2:
            raise KeyError("x")
        return real(request, **named)

    monkeypatch.setattr(geoparse, "_understand", fails)
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps({"id": n, "text": "Rain fell in Niamey."}) + "\n" for n in range(4)), "utf-8")
    assert main(["geoparse", str(source), "-o", str(target)]) == 1
    answers = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [answer["id"] for answer in answers] == [0, 1, 2, 3]
    assert "a fault of geobrief's (KeyError in cli/geoparse.py:" in answers[2]["error"]
