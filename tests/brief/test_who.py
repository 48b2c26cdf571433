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
