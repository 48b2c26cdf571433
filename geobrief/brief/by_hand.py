"""What an analyst set by hand, as records: of a name, of an event, and all of it for one brief."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from geobrief.brief.anchors import Anchor, has_surroundings, likeness
from geobrief.brief.compose import full_name, mention_id
from geobrief.brief.corrections import NO_PLACE, Correction, Doer, OwnPlace, Wanted
from geobrief.brief.findings import FindingWishes
from geobrief.model import (
    Article,
    CitedMention,
    Mention,
    Place,
    Status,
    When,
)

Notes = Callable[[str], None]
"""Takes a line for each override that fits to nothing."""


@dataclass(frozen=True, slots=True)
class PlaceOverride:
    """What a name, or one mention, means."""

    name: str
    """The words of the mentions, or the id of one (``m-…``)."""
    place: Wanted
    article: str | None = None
    """Only in the article of this path or file name."""
    by: str | None = None
    note: str | None = None
    correction: Correction | None = None
    """What says so, where it is one in words: its names, its passage, and what the machine must have had."""

    def fits(self, article: Article, mention: Mention) -> bool:
        """Whether a mention of an article is meant."""
        named = " ".join(mention.text.split())
        if self.correction is not None:
            return named in self.correction.names and stands_there(article, mention, self.correction.anchor)
        if self.article is not None and self.article not in (article.path, PurePath(article.path).name):
            return False
        return named == self.name or mention_id(article, mention.start, mention.end) == self.name

    def still(self, place: Place | None) -> bool:
        """Whether the machine still has what it had when this was said; where one passage is meant, that is no matter."""
        item = self.correction
        if item is None or item.had is None or item.anchor.quote is not None:
            return True
        if place is None:
            return item.had == NO_PLACE
        return place.key == item.had or full_name(place) == item.was

    @property
    def rank(self) -> int:
        """How few mentions it is said of: one goes before an article, an article before a name."""
        anchor = None if self.correction is None else self.correction.anchor
        if self.name.startswith("m-") or (anchor is not None and anchor.quote is not None):
            return 2
        return int(self.article is not None or (anchor is not None and bool(anchor.article or anchor.title)))


def stands_there(article: Article, mention: Mention | CitedMention, anchor: Anchor) -> bool:
    """Whether a mention stands in the passage that is meant; of several alike in it, where the surroundings are."""
    if not anchor.fits(article):
        return False
    text, start, end = article.text, mention.start, mention.end
    if anchor.quote is None:
        return not (anchor.prefix or anchor.suffix) or has_surroundings(text, start, end, anchor)
    within = [span for span in anchor.spans(text) if span[0] <= start and end <= span[1]]
    if not within:
        # The sentence reads differently now; what stands right around the name may still be as it was.
        return not anchor.spans(text) and has_surroundings(text, start, end, anchor)
    if not (anchor.prefix or anchor.suffix):
        return True
    alike = [at for at in _same_words(text, mention.text, within[0]) if at != start]
    own = likeness(text, start, end, anchor)
    return all(own > likeness(text, at, at + len(mention.text), anchor) for at in alike)


def _same_words(text: str, words: str, span: tuple[int, int]) -> Iterator[int]:
    at = text.find(words, *span)
    while at >= 0:
        yield at
        at = text.find(words, at + 1, span[1])


@dataclass(frozen=True, slots=True)
class EventOverride:
    """What is known better of an event; None where the machine is right."""

    event: str
    drop: bool = False
    label: str | None = None
    kind: str | None = None
    status: Status | None = None
    when: When | None = None
    place: Wanted = None
    no_place: bool = False
    """Whether it is not known where it happened."""
    by: str | None = None
    note: str | None = None
    who: tuple[Doer, ...] | None = None
    grade: str | None = None
    """Admiralty rating of what is told."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the event is known better."""
        values = (self.label, self.kind, self.status, self.when, self.place, self.who, self.grade)
        return not (self.drop or self.no_place) and all(value is None for value in values)


@dataclass(frozen=True, slots=True)
class Overrides:
    """Everything that an analyst set by hand for one brief."""

    path: str = ""
    """The recipe that says so, for messages."""
    places: tuple[PlaceOverride, ...] = ()
    events: tuple[EventOverride, ...] = ()
    reviewed: tuple[tuple[str, str | None], ...] = ()
    """Ids of events, places and mentions that were read and let stand, each with the reviewer."""
    findings: FindingWishes = field(default_factory=FindingWishes)
    """What comes first in the brief, in which words."""
    found: tuple[tuple[OwnPlace | str, Place], ...] = ()
    """The places that overrides ask for; filled in by :func:`look_up`."""
    corrections: tuple[Correction, ...] = ()
    """What was answered in words; those about places stand in ``places`` as well, once :func:`look_up` has been there."""

    def place(self, wanted: OwnPlace | str) -> Place:
        """Return a place that was looked up."""
        return next(place for key, place in self.found if key == wanted)

    def has(self, wanted: Wanted) -> bool:
        """Whether a place was looked up and is there."""
        return wanted is not None and any(key == wanted for key, _ in self.found)

    def __or__(self, other: Overrides) -> Overrides:
        """Return both, those of ``other`` after one's own: where two speak of the same, the last word holds."""
        return replace(
            other,
            path=self.path or other.path,
            places=self.places + other.places,
            events=self.events + other.events,
            reviewed=self.reviewed + other.reviewed,
            findings=self.findings if other.findings == FindingWishes() else other.findings,
            corrections=self.corrections + other.corrections,
        )

    def unfit(self, notes: Notes | None, key: str, reason: str) -> None:
        """Say that something was set of which there is nothing."""
        if notes:
            notes(f"{self.path}: overrides.{key}: {reason}")
