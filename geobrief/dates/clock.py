"""Rules for hours and for feast days: "10:30 GMT", "6 a.m.", "New Year's Day", "Easter Sunday"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from geobrief.dates.days import part_code, with_part
from geobrief.dates.intervals import Interval, easter, nth_weekday, of_day, safe_day, shift_days, unknown
from geobrief.dates.known import DateState
from geobrief.dates.rules import Answer, RuleMatch, Rules
from geobrief.text import either, listed

RULES = Rules()

_AT = re.compile(r"\b(?:at|by|from|until|till|since|before|after|around|about|to)\s+$", re.IGNORECASE)
_ZONE = rf"(?: ?\(?(?P<zone>{either(listed('zones_of_time', 'jst z'))}|local time)\)?(?:[+-]\d{{1,2}})?)?"


@RULES.rule(
    "clock",
    ["#1", "#2"],
    r"(?P<h>[01]?\d|2[0-3])(?:[:.](?P<mi>[0-5]\d))?(?::[0-5]\d)? ?(?P<half>[ap]\.m\.|[ap]m)" + _ZONE,
)
@RULES.rule(
    "clock",
    ["#1", "#2"],
    r"(?P<h>[01]?\d|2[0-3]):(?P<mi>[0-5]\d)(?::[0-5]\d)?(?! ?(?:win|lead|draw|-))(?P<hrs> ?(?:hrs|hours|h))?" + _ZONE,
)
@RULES.rule(
    "clock",
    ["#4"],
    r"(?P<h>[01]\d|2[0-3])(?P<mi>[0-5]\d) ?(?:(?P<hrs>hrs|hours)(?: (?:GMT|local time))?|(?P<zone>GMT|UTC|BST|CET|EST|EDT|local time|Z))",
)
def _clock(m: re.Match[str], context: DateState) -> Answer:
    group = m.groupdict()
    hour, minute = int(m["h"]), int(group.get("mi") or 0)
    half = (group.get("half") or "").lower().replace(".", "")
    if (
        group.get("hrs")
        and not half
        and ":" not in m.group()
        and not _AT.search(context.text, max(0, m.start() - 8), m.start())
    ):
        return None
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return RuleMatch(m.start(), m.end(), _at(f"T{hour:02d}:{minute:02d}", m, context), "clock", "clock", hour=True)


@RULES.rule(
    "oclock",
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "#1", "#2"],
    r"(?P<n>%(cardinal)s) o['’]clock",
)
def _oclock(m: re.Match[str], context: DateState) -> Answer:
    return RuleMatch(m.start(), m.end(), _at("TXX:00", m, context), "clock", "clock", hour=True)


@RULES.rule(
    "noon",
    ["noon", "midnight", "midday", "dawn", "dusk", "sunset", "sunrise"],
    r"(?P<p>noon|midnight|midday|dawn|dusk|daybreak)(?!-| (?:raid|chorus|patrol))",
)
def _noon(m: re.Match[str], context: DateState) -> Answer:
    if m["p"][0].isupper() and re.search(r"[A-Z]\w*\s+$", context.text[max(0, m.start() - 16) : m.start()]):
        return None
    if re.match(r"\s+of\b(?!\s+\d)", context.text[m.end() : m.end() + 6]):
        return None
    code = part_code(m["p"]) or "MO"
    return RuleMatch(
        m.start(), m.end(), _at(code if code.startswith("T") else f"T{code}", m, context), "clock", "clock", hour=True
    )


@RULES.rule("at-night", ["night"], r"night(?!-?(?:club|life|mare|fall|shift|gown)| (?:club|shift|sky|vision))")
def _at_night(m: re.Match[str], context: DateState) -> Answer:
    if not re.search(r"\b(?:at|by|all|every|each)\s+$", context.text[max(0, m.start() - 7) : m.start()], re.IGNORECASE):
        return None
    return RuleMatch(m.start(), m.end(), unknown("XXXX-XX-XXTNI"), "at-night", "set")


def _at(mark: str, m: re.Match[str], context: DateState) -> Interval:
    """Put an hour on the day told in its sentence, else on the day of the article."""
    last = context.last
    base = context.anchor
    if last is not None and last.precision == "day" and (context.same_sentence(m.start()) or context.narrative):
        base = last.start
    elif context.narrative:
        base = None
    return with_part(of_day(base) if base else unknown("XXXX-XX-XX"), mark)


def _fixed(month: int, day: int) -> Callable[[int], date | None]:
    return lambda year: safe_day(year, month, day)


def _easter(days: int) -> Callable[[int], date | None]:
    def of(year: int) -> date | None:
        sunday = easter(year)
        return shift_days(sunday, days) if sunday else None

    return of


_FEASTS: dict[str, Callable[[int], date | None]] = {
    "new year’s eve": _fixed(12, 31), "new year’s day": _fixed(1, 1), "new year’s": _fixed(1, 1), "epiphany": _fixed(1, 6),
    "christmas eve": _fixed(12, 24), "christmas day": _fixed(12, 25), "christmas": _fixed(12, 25), "boxing day": _fixed(12, 26),
    "valentine’s day": _fixed(2, 14), "st patrick’s day": _fixed(3, 17), "april fools’ day": _fixed(4, 1), "may day": _fixed(5, 1),
    "bastille day": _fixed(7, 14), "halloween": _fixed(10, 31), "all saints’ day": _fixed(11, 1), "armistice day": _fixed(11, 11),
    "veterans day": _fixed(11, 11), "juneteenth": _fixed(6, 19), "anzac day": _fixed(4, 25), "fourth of july": _fixed(7, 4),
    "international women’s day": _fixed(3, 8), "d-day": lambda _: date(1944, 6, 6),
    "ash wednesday": _easter(-46), "palm sunday": _easter(-7), "maundy thursday": _easter(-3), "good friday": _easter(-2),
    "holy saturday": _easter(-1), "easter sunday": _easter(0), "easter day": _easter(0), "easter monday": _easter(1), "easter": _easter(0),
    "ascension day": _easter(39), "pentecost": _easter(49), "whit monday": _easter(50), "mardi gras": _easter(-47),
    "thanksgiving day": lambda year: nth_weekday(year, 11, 3, 4), "thanksgiving": lambda year: nth_weekday(year, 11, 3, 4),
    "memorial day": lambda year: nth_weekday(year, 5, 0, -1), "labor day": lambda year: nth_weekday(year, 9, 0, 1),
    "martin luther king day": lambda year: nth_weekday(year, 1, 0, 3), "columbus day": lambda year: nth_weekday(year, 10, 0, 2),
}  # fmt: skip
"""Days that the calendar decides. Feasts of the moon (Ramadan, Eid, Diwali) are left out: their days differ by country."""

_NAMES = "|".join(
    name.replace("’", "['’]?").replace("s['’]? day", "s?['’]? day") for name in sorted(_FEASTS, key=len, reverse=True)
)
_BY_LETTERS = {re.sub(r"[^a-z]", "", name): name for name in _FEASTS}


@RULES.rule(
    "feast",
    [*{re.split(r"[ ’-]", name)[0] for name in _FEASTS}, "last", "this", "next"],
    r"(?:(?P<rel>last|this|next) )?(?P<f>"
    + _NAMES
    + r")(?: (?P<part>morning|night|evening))?(?:,? (?:of )?(?P<y>%(year)s))?(?! (?:Island|Islands|tree|trees|market|markets|carol|card|bombings|Rising|Accords?|Agreement))",
)
def _feast(m: re.Match[str], context: DateState) -> Answer:
    name = _BY_LETTERS.get(re.sub(r"[^a-z]", "", m["f"].lower()))
    if name is None or m["f"].islower() or re.match(r"\s+[A-Z][a-z]", context.text[m.end() : m.end() + 4]):
        return None
    if _ONE_OF_MANY.search(context.text, max(0, m.start() - 8), m.start()):
        return RuleMatch(m.start(), m.end(), unknown(None), "feast: which year")
    rule, part = _FEASTS[name], part_code(m["part"]) if m["part"] else None
    year = int(m["y"]) if m["y"] else _feast_year(rule, (m["rel"] or "").lower(), m, context)
    when = rule(year) if year is not None and year > 0 else None
    if when is None:
        return RuleMatch(m.start(), m.end(), unknown(None), "feast: year unknown", year_known=False)
    return RuleMatch(m.start(), m.end(), with_part(of_day(when), part), "feast", explicit=bool(m["y"]))


_ONE_OF_MANY = re.compile(r"\b(?:a|an|one|every|each|first|some|any)\s+$", re.IGNORECASE)


def _feast_year(rule: Callable[[int], date | None], rel: str, m: re.Match[str], context: DateState) -> int | None:
    anchor = context.anchor
    if context.narrative and context.year is not None:
        return context.year
    if anchor is None:
        return None
    this = rule(anchor.year)
    if this is None:
        return None
    if rel == "this":
        return anchor.year
    if rel == "next" or (not rel and context.tense(m.start(), m.end()) == "future"):
        return anchor.year if this >= anchor else anchor.year + 1
    return anchor.year if this <= anchor and not (rel == "last" and this == anchor) else anchor.year - 1


@RULES.rule("nine-eleven", ["#1"], r"9/11(?!/)")
def _nine_eleven(m: re.Match[str], _: DateState) -> Answer:
    return RuleMatch(m.start(), m.end(), of_day(date(2001, 9, 11)), "nine-eleven")
