"""What travels between the stages: frozen records, documented field by field.

Positions are degrees, WGS 84, always in fields named ``lat`` and ``lon``. Offsets are code points
into an article's ``text``, half-open. Unknown is ``None``, never an empty string or a zero. This
module imports nothing of ours.

The records follow the flow:

====================  ===========================================================
``Article``           what was read: text, metadata, passages, sentences
``Mention``           a span that names, or may name, a place
``Place``             one row of the gazetteer, as every stage and the brief see it
``Candidate``         a place that a name may mean, before anything is ranked
``Resolution``        a mention with its place (or none), role, doubt and reasons
``TimeExpression``    a span that tells when, as an interval with a precision
``EventReport``       one sentence of one article telling of one event
``Event``             the same event as all articles tell it, cited
``Source`` … below     the parts of a brief, which :class:`geobrief.brief.Brief` puts together
====================  ===========================================================
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

Form = Literal["name", "abbreviation", "demonym", "description"]
"""How a mention is written: "Niger", "U.S.", "Nigerien", "the West African country"."""

Role = Literal["scene", "origin", "destination", "actor", "background"]
"""What a place does in its sentence. Only ``scene``, ``origin`` and ``destination`` are places where
something happens; ``actor`` is a government or people meant by a place's name; ``background`` is the rest."""

SCENE_ROLES: frozenset[Role] = frozenset({"scene", "origin", "destination"})
"""Roles of places where something happens."""

Status = Literal["done", "under way", "planned", "demanded", "denied", "past", "claimed"]
"""Whether an event has happened: ``past`` is history told as background, long before the article; ``claimed``: only one
side says so."""

Salience = Literal["main", "key", "minor", "background"]
"""How much an event matters to its article: what it is about, what an analyst would want on the map, what is true but
small, what is context."""

SALIENCES: tuple[Salience, ...] = get_args(Salience)
"""From what matters most to what matters least."""

Kind = Literal[
    "continent", "region", "country", "territory", "admin1", "admin2", "city", "district", "site", "water", "landform"
]
"""What sort of thing a place is. ``region`` is any named area that no government administers as one."""

STATES: frozenset[Kind] = frozenset({"country", "territory"})
"""Kinds of place that have a code of a country of their own."""

AREAS: frozenset[Kind] = frozenset(
    {"continent", "region", "country", "territory", "admin1", "admin2", "water", "landform"}
)
"""Kinds of place that have no point, whether or not their outline is at hand: no pin stands for them."""

PlacePrecision = Literal["site", "settlement", "district", "province", "country", "region"]
"""How large the thing is that was named: what a mark on the map may claim."""

DatePrecision = Literal[
    "day", "days", "week", "month", "season", "quarter", "year", "decade", "century", "period", "unknown"
]
"""How exactly an interval was given. ``days``: a few named days; ``period``: any other interval."""

DateBasis = Literal["metadata", "byline", "url", "text", "inferred", "unknown"]
"""Where a date comes from: the file's metadata or its user, a by-line, the article's web address, an expression in the
text, reasoning, nowhere."""

Direction = Literal["on", "before", "by", "since", "until", "after", "within"]
"""How an event lies to the interval: "on Friday", "by 15 September", "since March", "within four months"."""

Sense = Literal["as written", "overruled", "no place"]
"""Whether a name is taken at its word, or the article overrules it ("Nigerian" said of Niger), or it names no place where
it stands ("the Colorado Party")."""

NameKind = Literal["official", "short", "alias", "abbreviation", "demonym", "former", "exonym", "code"]
"""What sort of name a gazetteer name is. ``demonym`` covers adjectives ("Nigerien") and peoples."""

NameStrength = Literal["strong", "weak", "context"]
"""Whether a name names the place by itself, only as one of several, or only when the text supports it."""

PassageKind = Literal["title", "body", "caption", "byline", "dateline", "duplicate", "boilerplate"]
"""What a part of an article's text is. Only ``title`` and ``body`` are searched for places and events,
and a ``dateline`` for the place where the report was filed."""

SEARCHED: tuple[PassageKind, ...] = ("title", "body", "dateline")
"""Passages in which names, days and events are looked for."""


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days, as exact as it was told."""

    start: date | None
    """First day, inclusive; None where open or unknown."""
    end: date | None
    """Last day, inclusive; None where open or unknown."""
    precision: DatePrecision
    text: str | None
    """The words that say so ("by September 15"), or None."""
    basis: DateBasis
    direction: Direction = "on"

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            msg = f"an interval ends ({self.end}) before it begins ({self.start})"
            raise ValueError(msg)


UNKNOWN_WHEN = When(start=None, end=None, precision="unknown", text=None, basis="unknown")
"""The interval of which nothing is known."""


def _counted(number: int, what: str) -> str:
    """``3 names``, ``1 name``."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def _lies(name: str, admin1: str | None, country: str | None) -> str:
    """A place and what it lies in, each once."""
    return ", ".join(dict.fromkeys(part for part in (name, admin1, country) if part))


def _short(text: str, most: int = 60) -> str:
    """A text in quotes, on one line and no longer than a line, for what Python shows of a record."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= most else line[: most - 1] + '…'}”"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article: ``article.text[start:end]``, without the white space around it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole lines of an article's text that are of one kind."""

    start: int
    end: int
    kind: PassageKind


@dataclass(frozen=True, slots=True)
class Article:
    """What was read of one article. Offsets anywhere in a brief point into ``text``."""

    id: str
    """``a-`` and 16 hexadecimal digits of the SHA-256 of the text: the same text has the same id anywhere."""
    path: str
    """As the user gave it, with forward slashes; ``-`` for standard input."""
    text: str
    """The whole text as decoded, line ends as ``\\n``, nothing else changed: boiler-plate stays in it and
    is only marked as such, so that offsets can be checked against the file."""
    title: str | None
    outlet: str | None
    """The publication as it names itself ("Reuters")."""
    authors: tuple[str, ...]
    url: str | None
    """http or https, or None."""
    domain: str | None
    """The outlet's web domain, lower case, without ``www.``."""
    language: str | None
    """ISO 639-1 code, or None where the text does not decide it."""
    sha256: str
    """Of the original bytes, 64 hexadecimal digits."""
    published: When
    passages: tuple[Passage, ...]
    """In order, without overlap; white space between them belongs to none."""
    sentences: tuple[Sentence, ...]
    """Of the title, body and dateline passages, in order; no sentence crosses a passage."""
    rating: str | None = None
    """Admiralty rating that the user gave: reliability of the source A–F, then credibility of the report 1–6 ("B2").
    None where nobody rated it; F6, "cannot be judged", is a rating and is never assumed."""

    def __repr__(self) -> str:
        """Say in a line which article this is: its text fills screens."""
        day = self.published.start.isoformat() if self.published.start else "undated"
        told = ", ".join([*([self.outlet] if self.outlet else []), day])
        return f"<Article {_short(self.title or self.path)} ({told}): {_counted(self.words, 'word')}>"

    @property
    def words(self) -> int:
        """Words in title and body."""
        return sum(len(self.text[p.start : p.end].split()) for p in self.passages if p.kind in ("title", "body"))


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that could not be read, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the gazetteer."""

    id: str
    """``p-`` and 16 hexadecimal digits of the SHA-256 of ``key``."""
    key: str
    """Where the row comes from and its id there: ``geonames:2440485``, ``geobrief:air-base-201``."""
    name: str
    """The name to show, in English where there is one."""
    kind: Kind
    precision: PlacePrecision
    country: str | None
    """ISO 3166-1 alpha-2, or None where the place lies in several countries or none."""
    admin1: str | None
    """Name of the first-order province it lies in (its own name, if it is one)."""
    lat: float
    """Degrees north, WGS 84. GeoNames' own point where the place has a GeoNames id."""
    lon: float
    """Degrees east, WGS 84."""
    geonameid: int | None
    wikidata: str | None
    """``Q`` and digits."""
    feature_class: str
    """GeoNames feature class: A P S T H L U V R."""
    feature_code: str
    """GeoNames feature code: PCLI, ADM1, PPLC, AIRB …"""
    population: int
    """Inhabitants; 0 where unknown."""
    admin1_code: str | None
    """GeoNames admin1 code without the country ("01"), or None."""
    source: str
    """Which source the row comes from: a name listed in ``gazetteer/datapackage.json``."""
    bbox: tuple[float, float, float, float] | None = None
    """West, south, east, north in degrees; west > east where it crosses the antimeridian."""

    def __post_init__(self) -> None:
        if not (math.isfinite(self.lat) and math.isfinite(self.lon) and abs(self.lat) <= 90 and abs(self.lon) <= 180):
            msg = f"{self.name!r} has no place on Earth: lat {self.lat}, lon {self.lon}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean: what a gazetteer look-up returns, unranked."""

    place: Place
    name: str
    """The gazetteer's name that matched, as the gazetteer writes it."""
    name_kind: NameKind
    strength: NameStrength
    language: str | None
    """ISO 639-1 code of the name, or None where the source does not say."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that the recogniser takes for the name of a place."""

    start: int
    end: int
    text: str
    """``article.text[start:end]``"""
    form: Form
    sentence: Sentence
    confidence: float
    """Probability that this span, as cut, names a place."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A place that a mention might have meant instead."""

    place: Place
    confidence: float


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place as a reason names it: enough to say it in any language."""

    kind: Kind
    name: str | None = None
    """As the gazetteer has it; None for the province or country around a place whose own name is not known."""
    admin1: str | None = None
    """Name of the province, where it is another than ``name``."""
    country: str | None = None
    """ISO 3166-1 alpha-2."""


@dataclass(frozen=True, slots=True)
class ReasonArgument:
    """What fills a blank of a reason: words of the text, or places."""

    name: str
    text: str | None = None
    places: tuple[NamedPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """A part of the reason why a name became a place, or none. ``geobrief/reasons`` has its words in each language."""

    key: str
    """What it says ("taken", "held_in", "likely"); a later version may have others."""
    role: Literal["answer", "ground", "note"]
    """What was decided, why it was, or what else a reader must know."""
    arguments: tuple[ReasonArgument, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """A mention and the place it means, or none, with the reason in a sentence."""

    mention: Mention
    place: Place | None
    role: Role
    confidence: float
    """Calibrated probability that the span names a place and that it is this one (right within 161 km);
    where ``place`` is None, the probability that it names a place."""
    because: str
    """One sentence for a reader: why this place, or why none."""
    alternatives: tuple[Alternative, ...] = ()
    """The other places considered, likeliest first, at most five."""
    within: Place | None = None
    """The area that the text gives for a name without a place ("the village of X in the Tillabéri region"): whatever X is,
    it lies there, in it or, of a town, around it. Filled only where ``place`` is None and the text says or shows where; never a point to put a pin on."""
    within_because: str | None = None
    """One sentence for a reader: where the text says so. None where ``within`` is."""
    sense: Sense = "as written"
    """Whether the place is that of the word as written, or one that the article puts in its stead; ``no place``: the word
    names something else here, and so there is neither ``place`` nor ``within``."""
    reasons: tuple[Reason, ...] = ()
    """What ``because`` says, in records, for other languages; empty where whoever resolved the name gave a sentence only."""
    within_reasons: tuple[Reason, ...] = ()
    """What ``within_because`` says, in records."""

    def __repr__(self) -> str:
        """Say in a line which name this is, and what it means."""
        place = self.place
        where = _lies(place.name, place.admin1, place.country) if place else "no place"
        return f"<Resolution {_short(self.mention.text)} → {where}: {self.role}, {self.confidence:.2f}>"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A span that tells when."""

    start: int
    end: int
    text: str
    """``article.text[start:end]``"""
    value: str | None
    """TIMEX3-like value ("2024-09-15", "2023-07", "P4M", "PAST_REF"), or None where unknown."""
    when: When
    rule: str
    """The name of the rule that read it ("month-day", "last-unit"), for explanations and tests."""
    hour: bool = False
    """Whether an hour stands in it."""
    year_known: bool = True
    """Whether the year of a day or month could be told."""
    year_step: int | None = None
    """Of "last year", "this year", "next year": how many years it lies from the article's; None of any other words."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who takes part in an event, in the words of the text."""

    name: str
    role: Literal["source", "target", "participant"]
    start: int
    end: int
    country: str | None = None
    """ISO 3166-1 alpha-2 of a government, force or people that the name means."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a sentence gives about an event."""

    what: str
    """What is counted: "troops", "people killed", "cost of the base"."""
    value: float
    unit: str
    """"people", "USD", "km", …"""
    text: str
    """The words ("more than 1,000 troops")."""
    start: int
    end: int
    qualifier: str | None = None
    """ "more than", "about", "at least", "up to", or None."""


@dataclass(frozen=True, slots=True)
class PlaceInEvent:
    """Which mention of the article says where."""

    resolution: int
    """Index into the article's resolutions."""
    role: Role
    area: Place | None = None
    """The country around that mention's place, where the event is told of the country and no word of the article names it."""


@dataclass(frozen=True, slots=True)
class LabelPart:
    """A part of a label: joined with blanks, the parts are the label."""

    role: Literal["source", "verb", "rest", "place", "status", "quote"]
    """What it says: who, what the text's verb says, whom and how, where, whether it happened, or the quoted clause."""
    text: str


@dataclass(frozen=True, slots=True)
class Confidences:
    """How likely each part of what is told of an event is true, as calibrated chances: docs/accuracy/events.md."""

    kind: float
    """That the text tells of an event of this kind at all."""
    place: float | None
    """That it was at its first place, or in it; None where no place is told."""
    day: float | None
    """That it was when it is said to be; None where no day is told."""
    status: float


@dataclass(frozen=True, slots=True)
class EventReport:
    """One sentence of one article telling of one event."""

    start: int
    """Of the trigger word or words."""
    end: int
    trigger: str
    """``article.text[start:end]``"""
    kind: str
    """Key of a row of the event ontology, ``geobrief/events/kinds.toml``."""
    status: Status
    sentence: Sentence
    where: tuple[PlaceInEvent, ...]
    """Best first; empty where no place fits, and then ``because`` says why."""
    when: int | None
    """Index into the article's time expressions."""
    who: tuple[Actor, ...]
    figures: tuple[Figure, ...]
    main: bool
    """Whether this is the main event of its article."""
    confidence: float
    """Calibrated probability that it is an event of its kind and that its place is where it happened or around it, and never
    more than that the name means this place: docs/accuracy/events.md."""
    because: str
    confidences: Confidences | None = None
    """The same for each part; None where nobody said."""
    direction: Direction | None = None
    """How the event lies to its time, where that is not as the expression itself says: talks of which a statement "on
    Sunday" tells were over ``by`` Sunday. None: as the expression says."""
    on_publication: bool = False
    """Whether it was, as far as the text tells, on the day of publication, though no expression says so."""
    salience: Salience = "key"
    chain: int | None = None
    """Reports of one article with the same number tell one event; None where nobody said."""
    label: tuple[LabelPart, ...] = ()
    """Its clause made short, in parts; empty where no clause fits."""

    def __repr__(self) -> str:
        """Say in a line which words tell which event."""
        return f"<EventReport {_short(self.trigger)} ({self.kind}, {self.status}): {self.confidence:.2f}>"


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything understood of one article: what ``compose_brief`` composes."""

    article: Article
    resolutions: tuple[Resolution, ...]
    dates: tuple[TimeExpression, ...]
    reports: tuple[EventReport, ...]
    figures: tuple[tuple[Figure, Sentence], ...] = ()
    """Every number that counts something, with its sentence, whether an event is told there or not."""
    decisions: tuple[Decision, ...] = ()
    """The mentions whose places an analyst set, and what the machine had."""

    def __repr__(self) -> str:
        """Say in a line what was understood of which article."""
        counts = [
            _counted(len(self.resolutions), "name"),
            _counted(len(self.dates), "date"),
            _counted(len(self.reports), "event"),
        ]
        return f"<Reading of {_short(self.article.title or self.article.path)}: {', '.join(counts)}>"


# What a brief holds -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """An article as a brief cites it: its metadata without its text."""

    id: str
    path: str
    title: str | None
    outlet: str | None
    authors: tuple[str, ...]
    url: str | None
    language: str | None
    sha256: str
    words: int
    published: When
    same_story_as: str | None = None
    """Id of the earliest article of which this is a copy, a cut or a rewrite, or None."""
    rating: str | None = None
    """Admiralty rating that the user gave ("B2"), or None."""

    def __repr__(self) -> str:
        """Say in a line which article this is."""
        day = self.published.start.isoformat() if self.published.start else "undated"
        told = ", ".join([*([self.outlet] if self.outlet else []), day])
        return f"<Source {_short(self.title or self.path)} ({told}): {_counted(self.words, 'word')}>"


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence in its article."""

    start: int
    end: int
    text: str
    """``article.text[start:end]``"""


@dataclass(frozen=True, slots=True)
class Citation:
    """The passage of an article that says so."""

    article: str
    """Id of the article."""
    start: int
    end: int
    quote: str
    """``article.text[start:end]``, always."""
    copy_of: str | None = None
    """Id of an earlier article of the same story in which the same words stand, or None: a copy is no second source."""

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.quote) or not self.quote:
            msg = f"a citation of {len(self.quote)} characters cannot span {self.start}:{self.end}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class OtherPlace:
    """An alternative as a brief keeps it: enough to say which place it was."""

    place: str
    """Id of the place. It is among the brief's places only if another mention means it."""
    name: str
    """The name with its province and country, to be read by a person."""
    confidence: float


@dataclass(frozen=True, slots=True)
class CitedMention:
    """A resolved mention with the sentence it stands in."""

    id: str
    article: str
    start: int
    end: int
    text: str
    sentence: Quote
    form: Form
    role: Role
    place: str | None
    confidence: float
    because: str
    alternatives: tuple[OtherPlace, ...]
    reasons: tuple[Reason, ...] = ()
    """What ``because`` says, in records; empty where a brief has none."""

    def __repr__(self) -> str:
        """Say in a line which name this is, and which place it means."""
        return f"<CitedMention {_short(self.text)} → {self.place or 'no place'}: {self.role}, {self.confidence:.2f}>"


@dataclass(frozen=True, slots=True)
class EventPlace:
    """Where an event happened, or what the place was to it."""

    place: str
    role: Role
    named: str | None = None
    """The name in the text whose position no gazetteer knows: ``place`` is only the area in which the text puts it."""


@dataclass(frozen=True, slots=True)
class EventActor:
    """Who took part in an event."""

    name: str
    role: Literal["source", "target", "participant"]


@dataclass(frozen=True, slots=True)
class CitedFigure:
    """A number with the sentence that gives it."""

    what: str
    value: float
    unit: str
    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Event:
    """One event as all articles tell it. An event without a citation cannot exist."""

    id: str
    kind: str
    label: str
    status: Status
    main: bool
    """Whether it is the main event of an article that cites it."""
    when: When
    where: tuple[EventPlace, ...]
    who: tuple[EventActor, ...]
    citations: tuple[Citation, ...]
    articles: int
    """How many articles tell it."""
    independent: int
    """How many of them are independent: copies of one story count once."""
    confidence: float
    figures: tuple[CitedFigure, ...]
    salience: Salience = "key"
    label_parts: tuple[LabelPart, ...] = ()
    confidences: Confidences | None = None
    """How likely each part of it is true, of the telling that is surest; None where nobody said."""

    @property
    def place_confidence(self) -> float:
        """How likely it was where it is said to be; 1 where nobody said, or no place is told."""
        placed = self.confidences.place if self.confidences else None
        return 1.0 if placed is None else placed

    @property
    def day_confidence(self) -> float:
        """How likely it was when it is said to be; 1 where nobody said, or no day is told."""
        dated = self.confidences.day if self.confidences else None
        return 1.0 if dated is None else dated

    def __repr__(self) -> str:
        """Say in a line what happened, when, and how many tell it."""
        day = self.when.start.isoformat() if self.when.start else "undated"
        return f"<Event {_short(self.label)} ({self.kind}, {self.status}, {day}): {_counted(self.articles, 'article')}>"

    def __post_init__(self) -> None:
        if not self.citations:
            msg = f"the event {self.label!r} has no citation"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class ConflictingValue:
    """One of the values that articles give for the same thing."""

    value: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something on which the articles differ."""

    about: str
    """What they differ about, to be read by a person."""
    event: str | None
    """Id of the event it belongs to, or None."""
    values: tuple[ConflictingValue, ...]


Doubt = Literal[
    "contradicted", "denied", "claimed", "planned", "demanded", "undated", "unplaced", "named", "place", "day", "single"
]
"""What a reader must know before relying on a statement: articles give different figures; somebody denies it; only one side
says so; it is planned or demanded and has not happened; no day, no place is given; its place is known by name only; one
independent source tells it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A statement that a brief puts first, in an article's words: of an event, or of several that say the same."""

    id: str
    """``f-`` and what follows ``e-`` in the id of its first event."""
    text: str
    """Of its first event the headline of an article that is about it, its label, or a sentence that stands alone
    (:mod:`geobrief.brief.statements`), without a full stop; or the words that an analyst gave it."""
    events: tuple[str, ...]
    """Ids of the events it stands for, the one that it says first; never empty."""
    places: tuple[str, ...]
    """Ids of the places where that happened, best first."""
    when: When
    status: Status
    articles: int
    """How many articles tell one of its events."""
    independent: int
    """How many of them are independent: copies of one story count once."""
    doubts: tuple[Doubt, ...]
    """In the order of :data:`Doubt`."""
    pinned: bool = False
    """Whether an analyst put it where it stands."""
    machine: str | None = None
    """What the machine printed, where an analyst gave it other words."""

    def __repr__(self) -> str:
        """Say in a line what is stated, when, and how many say so."""
        day = self.when.start.isoformat() if self.when.start else "undated"
        return f"<Finding {_short(self.text)} ({self.status}, {day}): {_counted(self.articles, 'article')}>"

    def __post_init__(self) -> None:
        if not self.events:
            msg = f"the finding {self.text!r} stands for no event"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """How many an event killed, moved or cost, as all articles that tell of it say: never a sum."""

    event: str
    """Id of the event."""
    what: str
    """What is counted: "people killed", "troops", "sum of money"."""
    unit: str
    """"people", "USD" …"""
    low: float
    high: float
    """The least and the most that an article gives; equal where they agree."""
    place: str | None
    """Id of the place for which it holds, or None where the event has none."""
    values: tuple[ConflictingValue, ...]
    """What the articles give, the least first, each with its citations."""


DecidedField = Literal["label", "kind", "status", "date", "place", "who", "grade"]
"""What an analyst, or a model, may set of an event."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that an analyst set by hand: it stands beside what the machine had read, never silently in its place."""

    about: str
    """Id of the mention, event or place; that of an event which was dropped stands nowhere else in the brief."""
    what: Literal["set", "dropped", "reviewed", "proposed"]
    """``proposed``: a model proposed it, the articles' own words bear it, and nobody has read it. ``set``: something of it was put right; ``dropped``: it is no event; ``reviewed``: it was read and let stand."""
    text: str
    """What was set and what the machine had, in a sentence."""
    by: str | None
    """Initials or name of the analyst, or None where they were not given."""
    note: str | None
    """The analyst's own reason, or None."""
    fields: tuple[DecidedField, ...] = ()
    """What of an event was set or proposed; empty for everything else, and in briefs of older versions."""


TextsKept = Literal["cited", "full"]
"""How much of the articles' texts a brief carries: the paragraphs with what it cites, or all."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of an article's text, at its place in it."""

    article: str
    start: int
    end: int
    text: str
    """``article.text[start:end]``"""

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.text):
            msg = f"an excerpt of {len(self.text)} characters cannot span {self.start}:{self.end}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Texts:
    """What a brief carries of the articles, to be read beside the map."""

    kept: TextsKept
    parts: tuple[Excerpt, ...]
    """By article, in the order of the text, without overlap."""


ChangeOf = Literal[
    "status", "day", "place", "kind", "figure", "contradicted", "settled", "confirmed", "merged", "split"
]
"""What has changed of an event: it is contradicted or no longer so (``settled``), more independent sources tell it
(``confirmed``), it takes in another event (``merged``) or was part of one (``split``)."""

ChangeCause = Literal["told", "set", "read"]
"""Why: a sentence that the older brief does not have tells it so; an analyst set it; the same sentences were read
otherwise."""

GoneCause = Literal["article gone", "article changed", "dropped", "read"]
"""Why an event is gone: no article that told it is left; their text was changed; an analyst dropped it; the same sentences
were read otherwise."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs between two briefs."""

    what: ChangeOf
    about: str | None
    """What is counted or differed about, or None where ``what`` says it all."""
    before: str | None
    """A status or kind by its key, days in ISO 8601 with ``..`` for an open end, names of places, words of figures, a number
    of independent sources; None for none."""
    after: str | None
    cause: ChangeCause
    citations: tuple[Citation, ...] = ()
    """The sentences of the newer brief that say so."""


@dataclass(frozen=True, slots=True)
class ChangedEvent:
    """An event that both briefs have, and what differs."""

    event: str
    """Its id in the newer brief."""
    was: str
    """Its id in the older brief; the same, as a rule."""
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class GoneQuote:
    """A sentence that told an event, as the older brief cites it."""

    quote: str
    source: str
    """Outlet and title of its article."""


@dataclass(frozen=True, slots=True)
class GoneEvent:
    """An event that only the older brief has."""

    id: str
    kind: str
    label: str
    status: Status
    when: When
    where: tuple[str, ...]
    """Names of its places."""
    cause: GoneCause
    quotes: tuple[GoneQuote, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new in a brief since an older one."""

    title: str
    """Of the older brief."""
    since: date | None
    """Day of the newest article of the older brief, or None where none has a day."""
    new: tuple[str, ...] = ()
    """Ids of the events that only the newer brief has, in its order."""
    changed: tuple[ChangedEvent, ...] = ()
    gone: tuple[GoneEvent, ...] = ()
    disagreements: tuple[Change, ...] = ()
    """What the articles have begun to differ on, or no longer do, that is of no one event."""
    articles_new: tuple[str, ...] = ()
    """Ids of the articles that the older brief has not."""
    articles_changed: tuple[str, ...] = ()
    """Ids of the articles that it has with another text."""
    articles_gone: tuple[str, ...] = ()
    """Outlet and title of those that only it has."""

    @property
    def is_empty(self) -> bool:
        """Whether both briefs say the same."""
        events = self.new or self.changed or self.gone or self.disagreements
        return not (events or self.articles_new or self.articles_changed or self.articles_gone)


@dataclass(frozen=True, slots=True)
class GazetteerVersion:
    """Which gazetteer resolved the names."""

    name: str
    version: str
    places: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """A place as a brief holds it."""

    id: str
    name: str
    kind: Kind
    precision: PlacePrecision
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    geonameid: int | None
    wikidata: str | None
    extent: Mapping[str, Any] | None
    """GeoJSON geometry ([lon, lat], as GeoJSON has it), or None where the place is drawn as a point."""

    def __repr__(self) -> str:
        """Say in a line which place this is, and where: an outline fills screens."""
        where = _lies(self.name, self.admin1, self.country)
        return f"<PlaceRecord {where} ({self.kind}): {self.lat:.4f}, {self.lon:.4f}>"
