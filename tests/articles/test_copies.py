"""Copies of one story are one source; different reports of one event are several."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from geobrief.articles import make_article, same_story
from geobrief.articles.copies import containment
from geobrief.model import Article

_STORY = (Path(__file__).parent / "cases" / "story.txt").read_text(encoding="utf-8")
_OTHER = (Path(__file__).parent / "cases" / "other_report.txt").read_text(encoding="utf-8")


def article(text: str, path: str, published: str | None = None) -> Article:
    return make_article(text, path=path, published=published, kind="file")


def _cut(text: str) -> str:
    paragraphs = text.split("\n\n")
    return "\n\n".join(paragraphs[: len(paragraphs) * 6 // 10])


def _edited(text: str) -> str:
    """Spelling of another country, figures in words, a sentence of the editor's own."""
    told = re.sub("metres", "meters", text).replace(" 12 ", " twelve ").replace("the government", "officials")
    return told + "\n\nThis newspaper could not reach the operator for comment."


def _reworded(text: str) -> str:
    """One word in twelve is another."""
    chance = random.Random(7)  # noqa: S311  # the same words every time
    return " ".join("otherwise" if chance.random() < 0.08 else word for word in text.split(" "))


@pytest.mark.parametrize("change", [_cut, _edited, _reworded, lambda text: _reworded(_cut(text))])
def test_a_cut_edited_or_reworded_copy_is_the_same_story(change) -> None:
    original = article(_STORY, "a.txt", "2021-03-02")
    copy = article("Another headline altogether\n\n" + change(_STORY), "b.txt", "2021-03-03")
    assert same_story([copy, original]) == {original.id: original.id, copy.id: original.id}


def test_another_report_of_the_same_event_is_independent() -> None:
    one, other = article(_STORY, "a.txt"), article(_OTHER, "b.txt")
    assert same_story([one, other]) == {one.id: one.id, other.id: other.id}


def test_shared_quotations_do_not_make_a_copy() -> None:
    quotations = " ".join(f"“{part}”" for part in _STORY.split("\n\n")[1:])
    one = article(_STORY.replace("\n\n", f"\n\n{quotations} ", 1), "a.txt")
    other = article(_OTHER.replace("\n\n", f"\n\n{quotations} ", 1), "b.txt")
    assert containment(one, other) < 0.1
    assert len(set(same_story([one, other]).values())) == 2


def test_the_earliest_is_the_original_whatever_the_order() -> None:
    articles = [
        article(_STORY + f"\n\nEdition {number} closes here with these few words.", f"{number}.txt", day)
        for number, day in enumerate(["2021-03-04", "2021-03-02", None, "2021-03-03"])
    ]
    wanted = dict.fromkeys((item.id for item in articles), articles[1].id)
    assert same_story(articles) == wanted
    assert same_story(articles[::-1]) == wanted


def test_where_dates_are_equal_the_path_decides() -> None:
    one, two = article(_STORY, "b.txt", "2021-03-02"), article(_STORY + "\n\nMore will follow.", "a.txt", "2021-03-02")
    assert set(same_story([one, two]).values()) == {two.id}


def test_many_copies_have_one_original() -> None:
    articles = [
        article(f"{_STORY}\n\nThis is the copy with the number {number} and a date.", f"{number:04}.txt")
        for number in range(300)
    ]
    assert set(same_story(articles).values()) == {articles[0].id}


def test_nothing_is_a_copy_of_nothing() -> None:
    empty = article("One line only", "a.txt", None)
    assert same_story([]) == {}
    assert same_story([empty]) == {empty.id: empty.id}
