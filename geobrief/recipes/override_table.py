"""The ``[overrides]`` table of a recipe: what an analyst sets by hand, checked word for word.

::

    [overrides]
    reviewer = "AK"
    reviewed = ["e-0123456789abcdef"]

    [overrides.places]
    "Georgia" = 4197000                       # GeoNames id
    "Ali" = "not a place"
    "m-0123456789abcdef" = { name = "Depot", lat = 18.9, lon = 7.4, by = "MB" }

    [overrides.events."e-0123456789abcdef"]
    date = 2024-07-05

    [[overrides.corrections]]
    event = "protest"
    quote = "Protesters marched in Niamey on 6 August 2024."
    label = "March for the army"
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, NoReturn, get_args

from geobrief.brief import (
    MOST_FINDINGS,
    NO_PLACE,
    NOT_A_PLACE,
    UNKNOWN,
    Anchor,
    Correction,
    Doer,
    EventOverride,
    FindingWishes,
    Overrides,
    OwnPlace,
    PlaceOverride,
    Target,
    WantedPlace,
    letters,
)
from geobrief.errors import RecipeError
from geobrief.model import UNKNOWN_WHEN, DatePrecision, Kind, Status, When
from geobrief.recipes.override_keys import (
    ANCHOR,
    CORRECTION_KEYS,
    EVENT_KEYS,
    FINDINGS_SCHEMA,
    KEYED_PLACE,
    LARGEST_ID,
    OWN,
    PLACE_KEYS,
    ROLES,
    SCHEMA,
    SIGNED,
    SUBJECTS,
    TARGET_KEYS,
)

_ALIKE = 0.75
"""From which likeness a value is a misspelling: "protets" is "protest", while "flood" is no "looting"."""


class _Table:
    """A table of the recipe and where it stands, so that every complaint names file and key."""

    def __init__(self, path: str, name: str, data: object) -> None:
        self.path, self.name = path, name
        if not isinstance(data, dict):
            self.refuse("", "this must be a table")
        self.data: dict[str, Any] = data

    def refuse(self, key: str, reason: str) -> NoReturn:
        raise RecipeError(self.path, f"{self.name}{'.' if key else ''}{key}: {reason}")

    def only(self, known: Mapping[str, Any]) -> None:
        unknown = sorted(set(self.data) - set(known))
        if unknown:
            self.refuse(unknown[0], f"nothing of this name can be set here; use {', '.join(known)}")

    def text(self, key: str) -> str | None:
        value = self.data.get(key)
        if value is not None and not (isinstance(value, str) and value.strip()):
            self.refuse(key, "must be a text in quotes")
        return value

    def words(self, key: str) -> str:
        """A text that may be empty."""
        value = self.data.get(key, "")
        if not isinstance(value, str):
            self.refuse(key, "must be a text in quotes")
        return value

    def flag(self, key: str) -> bool:
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            self.refuse(key, "must be true or false")
        return value

    def tables(self, key: str) -> list[_Table]:
        value = self.data.get(key, [])
        if not isinstance(value, list):
            self.refuse(key, "must be a list of tables")
        return [_Table(self.path, f"{self.name}.{key}[{number}]", item) for number, item in enumerate(value, 1)]

    def choice(self, key: str, choices: tuple[str, ...]) -> Any:  # noqa: ANN401  # one of the choices, which have types of their own
        value = self.text(key)
        if value is not None and value not in choices:
            near = get_close_matches(value, choices, n=3, cutoff=_ALIKE) or choices
            self.refuse(key, f"there is no {value!r}; use {' or '.join(near)}")
        return value


def read_overrides(path: str, data: object) -> Overrides:
    """Return what an analyst set by hand.

    Raises:
        RecipeError: A key or value is not understood; the error names file and key.
    """
    table = _Table(path, "overrides", data)
    table.only(SCHEMA["properties"])
    reviewer = table.text("reviewer")
    places = _Table(path, "overrides.places", table.data.get("places", {}))
    events = _Table(path, "overrides.events", table.data.get("events", {}))
    return Overrides(
        path=path,
        places=tuple(_place(_entry(places, key), key, reviewer) for key in places.data),
        events=tuple(_event(_entry(events, key), key, reviewer) for key in events.data),
        reviewed=tuple(_reviewed(table, reviewer)),
        corrections=tuple(_corrections(table, reviewer)),
    )


def _corrections(table: _Table, reviewer: str | None) -> Iterator[Correction]:
    given = table.data.get("corrections", [])
    if not isinstance(given, list):
        table.refuse("corrections", "must be a list of tables: write [[corrections]] above each")
    for number, item in enumerate(given, 1):
        yield _correction(_Table(table.path, f"{table.name}.corrections[{number}]", item), reviewer)


def _correction(table: _Table, reviewer: str | None) -> Correction:
    table.only(CORRECTION_KEYS)
    subjects = [key for key in SUBJECTS if key in table.data]
    if len(subjects) > 1 or (not subjects and "grade" not in table.data):
        table.refuse("", f"say what it is about with one of {', '.join(SUBJECTS)}, or grade an article")
    names = _names(table)
    anchors = _anchors(table)
    given = table.data.get("place")
    nothing = NOT_A_PLACE if names else UNKNOWN
    item = Correction(
        anchors=anchors,
        names=names,
        event=table.text("event"),
        conflict=table.text("conflict"),
        add=_kind(table, "add"),
        had=_had(table),
        was=table.text("was"),
        right=table.flag("right"),
        drop=table.flag("drop"),
        place=None if given is None or given == nothing else _place_of(table, given, nothing),
        no_place=given == nothing,
        label=table.text("label"),
        kind=_kind(table, "kind"),
        status=table.choice("status", get_args(Status)),
        when=_when(table),
        who=_who(table),
        grade=_grade(table),
        merge=tuple(_target(one) for one in table.tables("merge")),
        split=tuple(_anchor(one) for one in table.tables("split")),
        by=table.text("by") or reviewer,
        note=table.text("note"),
    )
    _check_answer(table, item)
    return item


_ANSWERS: Mapping[str, frozenset[str]] = {
    "name": frozenset(("right", "place", "had")),
    "event": frozenset(("right", "drop", "place", "label", "kind", "status", "date", "who", "grade", "merge", "split")),
    "conflict": frozenset(("right", "drop")),
    "add": frozenset(("place", "label", "status", "date", "who", "grade")),
    "article": frozenset(("grade",)),
}
"""What may be said of each subject, besides where it stands, who says it and why."""


def _check_answer(table: _Table, item: Correction) -> None:
    """Refuse a correction that says nothing, and one that says what its subject has not."""
    subject = next((key for key in SUBJECTS if key in table.data), "article")
    every = frozenset().union(*_ANSWERS.values())
    for key in sorted((table.data.keys() & every) - _ANSWERS[subject]):
        table.refuse(key, f"this cannot be said of {'an article' if subject == 'article' else subject}")
    answers = (table.data.keys() & (_ANSWERS[subject] - {"had"})) | (table.data.keys() & {"note"})
    if not answers and subject != "add":
        table.refuse("", f"say what is known better: {', '.join(sorted(_ANSWERS[subject] - {'had'}))} or note")
    if subject in ("event", "add") and item.anchor.quote is None:
        table.refuse("quote", "an event is known by a sentence that tells it: give it here")
    if subject == "article" and not (item.anchor.article or item.anchor.title):
        table.refuse("article", "say which: its address, or its title")


def _names(table: _Table) -> tuple[str, ...]:
    given = table.data.get("name", [])
    names = [given] if isinstance(given, str) else given
    if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
        table.refuse("name", "must be a text in quotes, or a list of them")
    if "name" in table.data and not names:
        table.refuse("name", "must be a text in quotes, or a list of them")
    return tuple(" ".join(name.split()) for name in names)


def _anchors(table: _Table) -> tuple[Anchor, ...]:
    return (_anchor(table, own=False), *(_anchor(one) for one in table.tables("also")))


def _anchor(table: _Table, *, own: bool = True) -> Anchor:
    """A passage; where a table is about nothing else, ``own``, it must give the words."""
    if own:
        table.only(ANCHOR)
    quote = table.text("quote")
    if (own and quote is None) or (quote is not None and not letters(quote)):
        table.refuse("quote", "must hold the words of the sentence")
    return Anchor(
        article=table.text("article"),
        title=table.text("title"),
        published=_published(table),
        quote=quote,
        prefix=table.words("prefix"),
        suffix=table.words("suffix"),
    )


def _published(table: _Table) -> str | None:
    value = table.data.get("published")
    text = value.isoformat() if isinstance(value, date) and not isinstance(value, datetime) else value
    if text is None:
        return None
    try:
        return (
            date.fromisoformat(text).isoformat() if isinstance(text, str) and len(text) == 10 else _no_day(table, value)
        )
    except ValueError:
        return _no_day(table, value)


def _no_day(table: _Table, value: object) -> NoReturn:
    table.refuse("published", f"{value!r} is no day; write 2024-08-06")


def _target(table: _Table) -> Target:
    table.only(TARGET_KEYS)
    kind = table.text("event")
    if kind is None:
        table.refuse("event", "say of which kind the event is, as the machine read it")
    anchors = _anchors(table)
    if anchors[0].quote is None:
        table.refuse("quote", "an event is known by a sentence that tells it: give it here")
    return Target(kind, anchors, table.text("was"))


def _kind(table: _Table, key: str) -> str | None:
    from geobrief.events import event_kinds  # noqa: PLC0415  # it reads the ontology

    kind: str | None = table.choice(key, tuple(event_kinds())) if key in table.data else None
    return kind


def _had(table: _Table) -> str | None:
    value = table.text("had")
    if value is not None and value != NO_PLACE and not re.match("[a-z]+:.", value):
        table.refuse(
            "had", f'{value!r} is no key of the gazetteer; use one such as "geonames:2440485", or "{NO_PLACE}"'
        )
    return value


def _place_of(table: _Table, given: object, nothing: str) -> WantedPlace:
    if not isinstance(given, dict):
        return _wanted(table, given, nothing)
    inner = _Table(table.path, f"{table.name}.place", given)
    inner.only(KEYED_PLACE["properties"])  # type: ignore[arg-type]  # it is the table of keys
    own = _own(inner)
    key = inner.text("key")
    if own is None:
        inner.refuse("name", "a place of your own needs name, lat and lon")
    if key is not None and not re.match("[a-z]+:.", key):
        inner.refuse("key", f'{key!r} is no key of the gazetteer; use one such as "geonames:2440485"')
    return replace(own, key=key)


def _who(table: _Table) -> tuple[Doer, ...] | None:
    given = table.data.get("who")
    if given is None:
        return None
    if not isinstance(given, list):
        table.refuse("who", "must be a list of names in quotes")
    doers = []
    for number, item in enumerate(given, 1):
        one = _Table(table.path, f"{table.name}.who[{number}]", {"name": item} if isinstance(item, str) else item)
        one.only({"name": None, "role": None})
        name = one.text("name")
        if name is None:
            one.refuse("name", "must be a text in quotes")
        doers.append(Doer(name, one.choice("role", ROLES) or "source"))
    return tuple(doers)


def _grade(table: _Table) -> str | None:
    grade = table.text("grade")
    if grade is not None and not re.fullmatch("[A-F][1-6]", grade):
        table.refuse("grade", f"{grade!r} is no Admiralty rating; write A to F and 1 to 6, such as B2")
    return grade


def read_findings(path: str, data: object, reviewer: str | None = None) -> FindingWishes:
    """Return what an analyst wants of the findings.

    Raises:
        RecipeError: A key or value is not understood; the error names file and key.
    """
    table = _Table(path, "findings", data)
    table.only(FINDINGS_SCHEMA["properties"])
    words = _Table(path, "findings.words", table.data.get("words", {}))
    most = table.data.get("most", MOST_FINDINGS)
    if type(most) is not int or most < 1:
        table.refuse("most", "must be a whole number from 1")
    return FindingWishes(
        order=_finding_ids(table, "order", table.data.get("order", [])),
        drop=_finding_ids(table, "drop", table.data.get("drop", [])),
        words=tuple((key, words.text(key) or "") for key in _finding_ids(words, "", list(words.data))),
        most=most,
        by=table.text("by") or reviewer,
    )


def _finding_ids(table: _Table, key: str, given: object) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(item, str) and re.match("[ef]-.", item) for item in given):
        table.refuse(key, "must hold ids of events (e-…) or findings (f-…), in quotes")
    return tuple(dict.fromkeys(given))


def _entry(table: _Table, key: str) -> _Table:
    value = table.data[key]
    return _Table(table.path, f'{table.name}."{key}"', value if isinstance(value, dict) else {"place": value})


def _reviewed(table: _Table, reviewer: str | None) -> Iterator[tuple[str, str | None]]:
    given = table.data.get("reviewed", [])
    lists = given if isinstance(given, dict) else {reviewer: given}
    for by, ids in lists.items():
        if not isinstance(ids, list) or not all(isinstance(item, str) for item in ids):
            table.refuse("reviewed", "must be a list of ids in quotes, or such a list for each reviewer")
        for item in ids:
            if not re.match("[emp]-.", item):
                table.refuse("reviewed", f"{item!r} is no id of an event (e-…), a place (p-…) or a mention (m-…)")
            yield item, by


def _place(table: _Table, name: str, reviewer: str | None) -> PlaceOverride:
    table.only(PLACE_KEYS)
    own = _own(table)
    if (own is None) == ("place" not in table.data):
        table.refuse("", f'say what it means: a GeoNames id, "{NOT_A_PLACE}", or name, lat and lon')
    return PlaceOverride(
        name=" ".join(name.split()),
        place=own or _wanted(table, table.data["place"], NOT_A_PLACE),
        article=table.text("article"),
        by=table.text("by") or reviewer,
        note=table.text("note"),
    )


def _own(table: _Table) -> OwnPlace | None:
    given = [key for key in OWN if key in table.data]
    if not given:
        return None
    missing = [key for key in ("name", "lat", "lon") if key not in given]
    if missing:
        table.refuse(missing[0], "a place of your own needs name, lat and lon")
    for key, most in (("lat", 90), ("lon", 180)):
        value = table.data[key]
        if type(value) not in (int, float) or not abs(value) <= most:  # which no number is that is none
            table.refuse(key, f"must be a number of degrees from -{most} to {most}")
    country = table.text("country")
    if country is not None and not re.fullmatch("[A-Z]{2}", country):
        table.refuse("country", "must be a two-letter code such as NE")
    return OwnPlace(
        name=table.text("name") or "",
        lat=float(table.data["lat"]),
        lon=float(table.data["lon"]),
        kind=table.choice("kind", get_args(Kind)) or "site",
        country=country,
    )


def _wanted(table: _Table, value: object, nothing: str) -> WantedPlace:
    """A GeoNames id, a key of the gazetteer, or None for the word that says there is none."""
    if value == nothing:
        return None
    if type(value) is int and 0 < value <= LARGEST_ID:
        return f"geonames:{value}"
    number = value.removeprefix("geonames:") if isinstance(value, str) else ""
    endless = number.isdecimal() and len(number) > len(str(LARGEST_ID)) - 1
    if endless or not (isinstance(value, str) and re.match("[a-z]+:.", value)):
        known = f'a GeoNames id, a key such as "geobrief:air-base-201", or "{nothing}"'
        table.refuse("place", f"{value!r} is no place; use {known}")
    return value


def _event(table: _Table, event: str, reviewer: str | None) -> EventOverride:
    table.only(EVENT_KEYS)
    if not table.data.keys() - SIGNED.keys():
        table.refuse("", f"say what is known better: {', '.join(EVENT_KEYS)}")
    given = table.data.get("place")
    own = isinstance(given, dict)
    place: WantedPlace = None
    if own:
        inner = _Table(table.path, f"{table.name}.place", given)
        inner.only(OWN)
        place = _own(inner)
    elif given is not None:
        place = _wanted(table, given, UNKNOWN)
    return EventOverride(
        event=event,
        drop=table.flag("drop"),
        label=table.text("label"),
        kind=_kind(table, "kind"),
        status=table.choice("status", get_args(Status)),
        when=_when(table),
        place=place,
        no_place=given == UNKNOWN,
        by=table.text("by") or reviewer,
        note=table.text("note"),
        who=_who(table),
        grade=_grade(table),
    )


def _when(table: _Table) -> When | None:
    """A day, month, year or interval in ISO 8601; ``..`` is an open end."""
    value = table.data.get("date")
    if value is None:
        return None
    if value == UNKNOWN:
        return UNKNOWN_WHEN
    text = value.isoformat() if isinstance(value, date) and not isinstance(value, datetime) else value
    parts = str(text).split("/")
    spans = [_span(part) for part in parts]
    if not isinstance(text, str) or len(parts) > 2 or None in spans or set(parts) == {".."}:
        table.refuse("date", f"{value!r} is no date; write 2024-07-05, 2024-07, 2024-07-01/2024-07-05 or ../2024-09-15")
    first, last = spans[0], spans[-1]
    start, end = first[0] if first else None, last[1] if last else None
    if start and end and start > end:
        table.refuse("date", f"{value!r} ends before it begins")
    precision: DatePrecision = "period"
    if len(parts) == 1:
        precision = ("year", "month", "day")[len(parts[0].split("-")) - 1]
    direction = "by" if start is None else "since" if end is None else "on"
    return When(start, end, precision, None, "inferred", direction)  # type: ignore[arg-type]  # three of its values


def _span(text: str) -> tuple[date | None, date | None] | None:
    """First and last day of a day, a month or a year; two times None for an open end; None for no date."""
    if text == "..":
        return None, None
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        return None
    numbers = [int(part) for part in text.split("-")]
    try:
        year, month = numbers[0], numbers[1] if len(numbers) > 1 else 1
        start = date(year, month, numbers[2] if len(numbers) > 2 else 1)
        end = start if len(numbers) == 3 else date(year, month if len(numbers) == 2 else 12, 1)
        return start, end if len(numbers) == 3 else end.replace(day=monthrange(end.year, end.month)[1])
    except ValueError:
        return None
