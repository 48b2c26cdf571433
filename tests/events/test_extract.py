"""What a sentence tells is understood: kind, status, place, time and actors; and what it does not tell is not."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geobrief.articles import make_article
from geobrief.dates import find_dates
from geobrief.events import event_kinds, extract_events
from geobrief.model import Article, EventReport, Mention, Place, Resolution, TimeExpression

CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))["case"]
PUBLISHED = "2024-06-12"


def place(name: str) -> Place:
    """A town of that name; where it lies does not matter here."""
    return Place(
        id=f"p-{name}",
        key=f"test:{name}",
        name=name,
        kind="city",
        precision="settlement",
        country=None,
        admin1=None,
        lat=0.0,
        lon=0.0,
        geonameid=None,
        wikidata=None,
        feature_class="P",
        feature_code="PPL",
        population=0,
        admin1_code=None,
        source="test",
    )


def read(marked: str, **known: Any) -> tuple[Article, list[Resolution], list[TimeExpression]]:
    """A text with its places in square brackets → article, resolutions and dates."""
    names = re.findall(r"\[([^\[\]]+)\]", marked)
    article = make_article(re.sub(r"[\[\]]", "", marked), published=PUBLISHED, **known)
    resolutions, at = [], 0
    for name in names:
        start = article.text.index(name, at)
        at = start + len(name)
        sentence = next(s for s in article.sentences if s.start <= start < s.end)
        mention = Mention(start, at, name, "name", sentence, 0.9)
        resolutions.append(Resolution(mention, place(name), "scene", 0.9, "given"))
    return article, resolutions, find_dates(article)


def told(case: dict[str, Any]) -> tuple[EventReport, list[Resolution], list[TimeExpression], list[EventReport]]:
    """The report of the case's kind, and all reports."""
    article, resolutions, dates = read(case["text"])
    reports = extract_events(article, resolutions, dates)
    found = [report for report in reports if report.kind == case["kind"]]
    assert found, f"told {[(r.kind, r.trigger) for r in reports]}"
    return found[0], resolutions, dates, reports


@pytest.mark.parametrize("case", [c for c in CASES if c["kind"] != "none"], ids=lambda c: c["text"][:50])
def test_sentence_tells_its_event(case: dict[str, Any]) -> None:
    """The sentence tells an event of this kind, with this status, place, time and these actors."""
    report, resolutions, dates, _ = told(case)
    assert report.status == case["status"]
    names = [resolutions[where.resolution].mention.text for where in report.where]
    assert names[: len(case["where"][:1])] == case["where"][:1]
    assert set(case["where"]) <= set(names)
    if "when" in case:
        words = dates[report.when].text if report.when is not None else ""
        assert (case["when"] in words) if case["when"] else not words
    for role in ("source", "target"):
        if role in case:
            assert any(case[role] in actor.name for actor in report.who if actor.role in (role, "participant"))


@pytest.mark.parametrize("case", [c for c in CASES if c["kind"] == "none"], ids=lambda c: c["text"][:50])
def test_sentence_tells_no_event(case: dict[str, Any]) -> None:
    """Sport, shares, figures of speech and mere suppositions are no events."""
    assert extract_events(*read(case["text"])) == []


def test_title_gives_the_main_event() -> None:
    """What the headline tells is the main event of the article, and only events of its kind are."""
    text = "Bomb kills six in [Kabul]\n\nA bomb exploded in [Kabul] on Monday.\n\nPolice arrested two men in [Herat]."
    article, resolutions, dates = read(text, title="Bomb kills six in Kabul")
    reports = extract_events(article, resolutions, dates)
    assert {report.kind for report in reports if report.main} == {"explosion"}
    assert any(report.kind == "arrest" and not report.main for report in reports)


def test_given_triggers_are_coded_one_for_one() -> None:
    """Each trigger that is given gets one report, in the order given, whatever the words are."""
    article, resolutions, dates = read("Rebels attacked [Goma] and the army bombed [Bunia].")
    spans = [
        (article.text.index(word), article.text.index(word) + len(word)) for word in ("bombed", "attacked", "army")
    ]
    reports = extract_events(article, resolutions, dates, triggers=spans)
    assert [(report.start, report.end) for report in reports] == spans
    assert [resolutions[r.where[0].resolution].mention.text for r in reports[:2]] == ["Bunia", "Goma"]


def test_place_of_the_sentence_before_is_taken_with_a_reason() -> None:
    """A sentence without a place takes the one before it in its paragraph, and says so."""
    article, resolutions, dates = read("The market of [Maroua] was crowded. A bomb exploded and killed nine people.")
    report = extract_events(article, resolutions, dates)[0]
    assert [w.resolution for w in report.where] == [0]
    assert "sentence before" in report.because


def test_event_without_a_place_says_why() -> None:
    """Nowhere is an answer, with its reason."""
    report = extract_events(*read("A bomb exploded and killed nine people."))[0]
    assert report.where == ()
    assert "no place is named" in report.because


def test_publication_date_never_poses_as_the_event_date() -> None:
    """An event for which the text gives no time has none."""
    reports = extract_events(*read("A bomb exploded in [Kabul]. The army shelled [Herat]."))
    assert [report.when for report in reports] == [None, None]


def test_the_withdrawal_refers_to_the_one_told_before() -> None:
    """A definite noun takes the status of the event that it refers to: a planned withdrawal is not done."""
    text = "The troops will leave [Chad] by August. Officials gave no reason for the withdrawal of the troops."
    reports = [r for r in extract_events(*read(text)) if r.kind == "withdrawal"]
    assert {report.status for report in reports} == {"planned"}


def check(article: Article, reports: list[EventReport], resolutions: int, dates: int) -> None:
    """What holds of every report."""
    for report in reports:
        assert article.text[report.start : report.end] == report.trigger != ""
        assert report.sentence in article.sentences
        assert report.sentence.start <= report.start < report.end <= report.sentence.end
        assert report.kind in event_kinds()
        assert 0 <= report.confidence <= 1
        assert report.because.endswith(".")
        assert all(0 <= where.resolution < resolutions for where in report.where)
        assert report.when is None or 0 <= report.when < dates
        for actor in report.who:
            assert article.text[actor.start : actor.end] == actor.name
        for figure in report.figures:
            assert article.text[figure.start : figure.end] == figure.text


WORDS = st.sampled_from(
    "troops withdraw from Niger to Mali killed 12 people in the bomb attack on Monday said , . and will not “ ” ( ) : ; "
    "pull out of his her set fire % $ 1,000 million more than ’s -- \n\n U.S. MARCH protest ſ İ é \u2028".split(" ")
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=60))
def test_offsets_hold_whatever_the_text(words: list[str]) -> None:
    """Every span of every report is a span of the article, and nothing crashes."""
    article = make_article(" ".join(words), published=PUBLISHED)
    dates = find_dates(article)
    check(article, extract_events(article, [], dates), 0, len(dates))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    """Hostile text gives reports or none, never an error."""
    article = make_article(text)
    check(article, extract_events(article, [], []), 0, 0)
