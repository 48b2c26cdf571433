"""Who takes part: names that share words are one actor, unless they are of two countries."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from geobrief.brief.who import who_takes_part
from geobrief.model import Actor


def _names(*actors: tuple[str, str | None]) -> list[str]:
    who = [Actor(name, "participant", 0, len(name), country) for name, country in actors]
    telling: Any = SimpleNamespace(article=SimpleNamespace(id="a"), report=SimpleNamespace(who=who))
    return sorted(actor.name for actor in who_takes_part([telling]))


def test_two_countries_that_share_a_name_stay_two() -> None:
    both = [("Democratic Republic of Congo", "CD"), ("Republic of Congo", "CG")]
    assert _names(*both) == ["Democratic Republic of Congo", "Republic of Congo"]


def test_a_shorter_name_of_the_same_actor_is_one_with_the_fuller() -> None:
    assert len(_names(("Malian transitional government", "ML"), ("Malian government", "ML"))) == 1
    assert len(_names(("Transitional government of Mali", "ML"), ("transitional government", None))) == 1


def _told(*articles: tuple[str, ...]) -> list[str]:
    """Who takes part in an event that each article tells with these names, in their order."""
    group: list[Any] = [
        SimpleNamespace(
            article=SimpleNamespace(id=names[0]),
            report=SimpleNamespace(who=[Actor(name, "participant", 0, len(name), None) for name in names[1:]]),
        )
        for names in articles
    ]
    return [actor.name for actor in who_takes_part(group)]


def test_an_article_speaks_once_however_often_it_tells_an_event() -> None:
    assert _told(*[("one", "Mali")] * 4, ("two", "Togo"), ("three", "Togo"))[0] == "Togo"


def test_whom_one_of_many_articles_names_is_left_out_where_the_others_agree() -> None:
    agree = [("one", "Mali", "Niger"), ("two", "Mali", "Niger")]
    assert sorted(_told(*agree, ("three", "Mali", "Togo"))) == ["Mali", "Niger"]
    assert sorted(_told(("one", "Mali"), ("two", "Togo"))) == ["Mali", "Togo"]
