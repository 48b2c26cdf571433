"""Annotated articles: which sentences tell one event, and how well a brief agrees with that, pair by pair."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import geobrief

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases" / "grouping"

Telling = tuple[str, int, str]
"""Beginning of the article's file name, offset of the sentence, kind."""


@dataclass(frozen=True)
class Annotation:
    """Which tellings are one event."""

    name: str
    folder: Path
    events: dict[str, frozenset[Telling]]

    @property
    def tellings(self) -> frozenset[Telling]:
        """All of them."""
        return frozenset().union(*self.events.values())


@dataclass(frozen=True)
class Score:
    """Counts of pairs: right ones, those told, those annotated."""

    right: int
    told: int
    annotated: int

    @property
    def precision(self) -> float:
        """Share of the pairs told that are annotated."""
        return self.right / self.told if self.told else 1.0

    @property
    def recall(self) -> float:
        """Share of the pairs annotated that are told."""
        return self.right / self.annotated if self.annotated else 1.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def annotation(path: Path) -> Annotation:
    """Read one file of annotations."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    events = {event["name"]: frozenset(_telling(text) for text in event["tellings"]) for event in data["event"]}
    return Annotation(path.stem, (ROOT / data["articles"]).resolve(), events)


def _telling(text: str) -> Telling:
    article, offset, kind = text.split()
    return article, int(offset), kind


def told(gold: Annotation) -> list[frozenset[Telling]]:
    """The events of the brief, as tellings: each citation under the kind of its event."""
    brief = geobrief.build(gold.folder)
    stems = {article.id: Path(article.path).stem for article in brief.articles}
    starts = {article for article, _, _ in gold.tellings}
    short = {key: next((start for start in starts if stem.startswith(start)), stem) for key, stem in stems.items()}
    return [frozenset((short[c.article], c.start, event.kind) for c in event.citations) for event in brief.events]


def pairs(events: Iterable[frozenset[Telling]]) -> set[tuple[Telling, ...]]:
    """Every two tellings of one event."""
    return {pair for event in events for pair in combinations(sorted(event), 2)}


def score(gold: Annotation, events: list[frozenset[Telling]], *, end_to_end: bool) -> Score:
    """Compare pairs.

    Args:
        gold: The annotation.
        events: The events told, as tellings.
        end_to_end: Whether tellings count that are told and not annotated, or annotated and not told.
    """
    known = gold.tellings & frozenset().union(*events)
    kept = events if end_to_end else [event & known for event in events]
    wanted = list(gold.events.values()) if end_to_end else [event & known for event in gold.events.values()]
    mine, theirs = pairs(kept), pairs(wanted)
    return Score(len(mine & theirs), len(mine), len(theirs))
