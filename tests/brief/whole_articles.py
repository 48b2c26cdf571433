"""Whole articles with the events that a careful reader finds in them, and how far a brief agrees.

An article is ``tests/cases/articles/NAME.md``, its events ``NAME.toml``. An event that is told is matched with the expected
one of its kind with which it shares most; then place, day, status and actor are compared, where they are given.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geobrief
from geobrief.brief import Brief
from geobrief.model import Event

ARTICLES = Path(__file__).resolve().parents[1] / "cases" / "articles"

FIELDS = ("place", "day", "status", "actor")


@dataclass
class Tally:
    """What was found over some articles."""

    expected: int = 0
    found: int = 0
    told: int = 0
    wrong: int = 0
    """Events told that the article does not tell, neither as an event nor in passing."""
    given: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    whole: int = 0
    """Events found of which everything given is right."""
    notes: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Share of the expected events that are told."""
        return self.found / self.expected

    @property
    def precision(self) -> float:
        """Share of the events told that the article tells."""
        return 1 - self.wrong / self.told if self.told else 1.0


def names() -> list[str]:
    """The articles, by name."""
    return sorted(path.stem for path in ARTICLES.glob("*.md"))


def expected(name: str) -> dict[str, list[dict[str, Any]]]:
    """The events of an article (``event``), and what it tells in passing (``also``)."""
    return tomllib.loads((ARTICLES / f"{name}.toml").read_text(encoding="utf-8"))


def judge(name: str, tally: Tally) -> None:
    """Read an article and add what was found to a tally."""
    brief = geobrief.build(ARTICLES / f"{name}.md")
    wanted = expected(name)
    left = list(brief.events)
    tally.expected += len(wanted["event"])
    tally.told += len(left)
    pairs = [(event, case, _agreement(brief, event, case)) for event in left for case in wanted["event"]]
    matched: list[dict[str, Any]] = []
    for event, case, agreement in sorted(pairs, key=lambda row: -sum(row[2].values())):
        if event.kind != case["kind"] or event not in left or case in matched or not _may_be(agreement):
            continue
        left.remove(event)
        matched.append(case)
        tally.found += 1
        tally.given.update(agreement.keys())
        tally.right.update(key for key, right in agreement.items() if right)
        tally.whole += all(agreement.values())
        tally.notes += [f"{name}: {key} of {_shown(brief, event)}" for key, right in agreement.items() if not right]
    tally.notes += [f"{name}: missed {case}" for case in wanted["event"] if case not in matched]
    for event in left:
        if not any(_told_in_passing(event, case) for case in wanted.get("also", [])):
            tally.wrong += 1
            tally.notes.append(f"{name}: not told: {_shown(brief, event)}")


def _may_be(agreement: dict[str, bool]) -> bool:
    """Whether an event may be the expected one: not both its place and its day are others."""
    return agreement.get("place", True) or agreement.get("day", False)


def _agreement(brief: Brief, event: Event, case: dict[str, Any]) -> dict[str, bool]:
    """Which of the given facts are right."""
    out = {"status": event.status == case["status"]}
    places = {place.id: _plain(place.name) for place in brief.places}
    if case.get("place"):
        out["place"] = _plain(case["place"]) in {places[where.place] for where in event.where}
    if "from" in case or "to" in case:
        told = [str(day) if day else None for day in (event.when.start, event.when.end)]
        out["day"] = told == [case.get("from"), case.get("to")]
    if "actor" in case:
        out["actor"] = any(_plain(case["actor"]) in _plain(who.name) for who in event.who)
    return out


def _told_in_passing(event: Event, case: dict[str, Any]) -> bool:
    return event.kind == case["kind"] and event.status == case.get("status", event.status)


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.replace("’", "'").replace("ı", "i"))
    return "".join(char for char in letters if not unicodedata.combining(char)).casefold()


def _shown(brief: Brief, event: Event) -> str:
    places = {place.id: place.name for place in brief.places}
    where = [places[item.place] for item in event.where]
    who = [item.name for item in event.who]
    return (
        f"{event.kind} {event.status} {where} {event.when.start}..{event.when.end} {who} {event.confidence}"
        f" “{event.citations[0].quote[:70]}”"
    )
