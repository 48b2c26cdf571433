"""What may say where and when an event was: the mentions and time expressions of the whole article, as figures.

Each pair of a trigger and a candidate gets a row of figures between 0 and 1 beside what the encoder reads of both:
how they lie to each other, what sort of place or interval it is, and how much the article speaks of it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from geobrief.model import Article, Place, Resolution, TimeExpression

Figures = NDArray[np.float32]

_FORMS = ("name", "abbreviation", "demonym", "description")
_ROLES = ("scene", "origin", "destination", "actor", "background")
_SORTS = {
    "country": 0,
    "territory": 0,
    "admin1": 1,
    "admin2": 1,
    "city": 2,
    "district": 2,
    "site": 3,
    "region": 4,
    "continent": 4,
    "water": 5,
    "landform": 5,
}
_PRECISIONS = {"day": 0, "days": 0, "week": 1, "month": 2, "season": 3, "quarter": 3, "year": 4}
_DIRECTIONS = {"on": 0, "before": 1, "by": 1, "until": 1, "since": 2, "after": 2, "within": 3}
_LONG_AGO = timedelta(days=183)
_RECENT = timedelta(days=9)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands in an article."""

    start: int
    end: int
    sentence: int
    """Index of its sentence."""
    passage: str


@dataclass(frozen=True, slots=True)
class Implied:
    """A country that no word of the article names, and in which places lie that it does name."""

    place: Place
    members: tuple[int, ...]
    """Indices of the resolutions that lie in it."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The places and times of an article with the figures that do not depend on a trigger."""

    places: tuple[Spot, ...]
    """One for each resolution, in their order."""
    implied: tuple[Implied, ...]
    """Candidates behind those of the resolutions."""
    place_figures: Figures
    """One row for each resolution, then for each implied country."""
    dates: tuple[Spot, ...]
    """One for each time expression, in their order."""
    date_figures: Figures
    """One row more than ``dates``: the last is the day of publication."""


class Spots:
    """Finds the sentence and passage of an offset."""

    def __init__(self, article: Article) -> None:
        self._starts = [sentence.start for sentence in article.sentences]
        self._passages = [
            next((p.kind for p in article.passages if p.start <= sentence.start < p.end), "body")
            for sentence in article.sentences
        ]

    def passage(self, sentence: int) -> str:
        """Return the kind of passage in which a sentence stands."""
        return self._passages[sentence]

    def spot(self, start: int, end: int) -> Spot:
        """Return where ``start`` to ``end`` stands; before the first sentence counts as in it."""
        at = max(0, int(np.searchsorted(self._starts, start, side="right")) - 1)
        return Spot(start, end, at, self._passages[at] if self._passages else "body")


def candidates_of(
    article: Article,
    resolutions: Sequence[Resolution],
    dates: Sequence[TimeExpression],
    spots: Spots,
    country: Callable[[str], Place | None],
) -> Candidates:
    """Return what may say where and when the events of an article were.

    Args:
        article: The article.
        resolutions: Its mentions with their places.
        dates: Its time expressions.
        spots: Where its sentences stand.
        country: Gives the country of an ISO code.
    """
    implied = _implied(resolutions, country)
    return Candidates(
        places=tuple(spots.spot(item.mention.start, item.mention.end) for item in resolutions),
        implied=implied,
        place_figures=_place_figures(resolutions, implied),
        dates=tuple(spots.spot(item.start, item.end) for item in dates),
        date_figures=_date_figures(article, dates),
    )


def _implied(resolutions: Sequence[Resolution], country: Callable[[str], Place | None]) -> tuple[Implied, ...]:
    named = {item.place.country for item in resolutions if item.place and item.place.kind in ("country", "territory")}
    inside: dict[str, list[int]] = {}
    for index, item in enumerate(resolutions):
        code = item.place.country if item.place else None
        if code and code not in named:
            inside.setdefault(code, []).append(index)
    return tuple(Implied(place, tuple(members)) for code, members in inside.items() if (place := country(code)))


def _one_hot(index: int | None, size: int) -> list[float]:
    return [float(i == index) for i in range(size)]


def _place_figures(resolutions: Sequence[Resolution], implied: Sequence[Implied]) -> Figures:
    named = Counter(item.place.id for item in resolutions if item.place)
    countries = Counter(item.place.country for item in resolutions if item.place and item.place.country)
    total, leading = max(1, countries.total()), countries.most_common(1)
    home = leading[0][0] if leading else None
    most = max(named.values(), default=1)
    rows = []
    for item in resolutions:
        place = item.place
        rows.append(
            [
                *_one_hot(_FORMS.index(item.mention.form), len(_FORMS)),
                *_one_hot(_ROLES.index(item.role), len(_ROLES)),
                *_one_hot(_SORTS[place.kind] if place else 6, 7),
                math.log1p(named[place.id]) / 4 if place else 0.0,
                named[place.id] / most if place else 0.0,
                float(bool(place and place.country and place.country == home)),
                countries[place.country] / total if place and place.country else 0.0,
                item.confidence,
                item.mention.confidence,
                0.0,
            ]
        )
    for area in implied:
        code = area.place.country or ""
        rows.append(
            [
                *_one_hot(None, len(_FORMS)),
                *_one_hot(None, len(_ROLES)),
                *_one_hot(0, 7),
                math.log1p(len(area.members)) / 4,
                min(1.0, len(area.members) / most),
                float(code == home),
                countries[code] / total,
                max(resolutions[index].confidence for index in area.members),
                max(resolutions[index].mention.confidence for index in area.members),
                1.0,
            ]
        )
    return np.array(rows, dtype=np.float32).reshape(len(rows), PLACE_FIGURES)


def _date_figures(article: Article, dates: Sequence[TimeExpression]) -> Figures:
    today = article.published.end or article.published.start
    rows = []
    for item in dates:
        when = item.when
        rows.append(
            [
                0.0,
                *_one_hot(_PRECISIONS.get(when.precision, 5), 6),
                *_one_hot(_DIRECTIONS[when.direction], 4),
                *_one_hot(_lies(when.start, when.end, today), 5),
                float(when.start is not None or when.end is not None),
                min(1.0, len(item.text) / 30),
            ]
        )
    published = [1.0, *_one_hot(0, 6), *_one_hot(0, 4), *_one_hot(1, 5), float(today is not None), 0.0]
    return np.array([*rows, published], dtype=np.float32).reshape(len(rows) + 1, DATE_FIGURES)


def _lies(start: date | None, end: date | None, today: date | None) -> int:
    """How an interval lies to the publication: long before, shortly before, after, in between, or unknown."""
    first, last = start or end, end or start
    if first is None or last is None or today is None:
        return 4
    if first > today:
        return 2
    if last < today - _LONG_AGO:
        return 0
    return 1 if last >= today - _RECENT else 3


PLACE_FIGURES = len(_FORMS) + len(_ROLES) + 7 + 7
DATE_FIGURES = 1 + 6 + 4 + 5 + 2
PUBLISHED_KNOWN = DATE_FIGURES - 2
"""Column of the last row of ``Candidates.date_figures``: whether the day of publication is known."""
PAIR_FIGURES = 7 + 6


def pair_figures(trigger: Spot, spots: Sequence[Spot]) -> Figures:
    """Return how each spot lies to a trigger: sentences between, order, distance, and how many lie nearer."""
    inside = sorted(
        (abs(_gap(trigger, spot)), number) for number, spot in enumerate(spots) if spot.sentence == trigger.sentence
    )
    rank = {number: place for place, (_, number) in enumerate(inside)}
    rows = []
    for number, spot in enumerate(spots):
        gap = _gap(trigger, spot)
        same = spot.sentence == trigger.sentence
        rows.append(
            [
                *_one_hot(_bucket(spot.sentence - trigger.sentence), 7),
                float(same and gap < 0),
                float(spot.passage == "title"),
                float(spot.passage == "dateline"),
                float(trigger.passage == "title"),
                math.log1p(abs(gap)) / 6 if same else 1.0,
                1 / (1 + rank[number]) if number in rank else 0.0,
            ]
        )
    return np.array(rows, dtype=np.float32).reshape(len(rows), PAIR_FIGURES)


def place_pairs(trigger: Spot, candidates: Candidates) -> Figures:
    """Return how each mention, then each implied country, lies to a trigger; a country as the nearest of its places."""
    rows = pair_figures(trigger, candidates.places)
    areas = [rows[list(area.members)].max(0) for area in candidates.implied]
    return np.vstack([rows, *areas]) if areas else rows


def _gap(trigger: Spot, spot: Spot) -> int:
    """Characters from a trigger to a spot: negative where the spot stands before it."""
    if spot.end <= trigger.start:
        return spot.end - trigger.start - 1
    return max(0, spot.start - trigger.end)


def _bucket(sentences: int) -> int:
    """Which of seven: same, one before, two, three and more, one behind, two, three and more."""
    return -max(sentences, -3) if sentences <= 0 else 3 + min(sentences, 3)
