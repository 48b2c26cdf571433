"""Words that say when an article was published → :class:`When`.

Only whole dates count: a date without its year is left to the stage that reads time expressions. A
weekday that stands beside a date must agree with it, or the date is not believed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from email.utils import parsedate

from geobrief.model import DatePrecision, When

_MONTH_NAMES = (
    "january jan janvier janv enero ene janeiro januar jänner gennaio января январь يناير",
    "february feb février fevrier févr febrero fevereiro fev februar feber febbraio февраля февраль فبراير",
    "march mar mars marzo março marco märz maerz mär марта март مارس",
    "april apr avril avr abril abr aprile апреля апрель أبريل ابريل",
    "may mai mayo maio maggio мая май مايو",
    "june jun juin junio junho juni giugno июня июнь يونيو",
    "july jul juillet juil julio julho juli luglio июля июль يوليو",
    "august aug août aout agosto ago августа август أغسطس اغسطس",
    "september sept sep septembre septiembre setiembre setembro set settembre сентября сентябрь سبتمبر",
    "october oct octobre octubre outubro out oktober okt ottobre октября октябрь أكتوبر اكتوبر",
    "november nov novembre noviembre novembro ноября ноябрь نوفمبر",
    "december dec décembre decembre déc diciembre dic dezembro dez dezember dicembre декабря декабрь ديسمبر",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_DAY_NAMES = (
    "monday mon lundi lunes segunda-feira segunda montag lunedì понедельник",
    "tuesday tue tues mardi martes terça-feira terça dienstag martedì вторник",
    "wednesday wed mercredi miércoles miercoles quarta-feira quarta mittwoch mercoledì среда",
    "thursday thu thur thurs jeudi jueves quinta-feira quinta donnerstag giovedì четверг",
    "friday fri vendredi viernes sexta-feira sexta freitag venerdì пятница",
    "saturday sat samedi sábado sabado samstag sonnabend sabato суббота",
    "sunday sun dimanche domingo sonntag domenica воскресенье",
)
_WEEKDAYS = {name: number for number, names in enumerate(_DAY_NAMES) for name in names.split()}

# Any word may stand where a month does: it is looked up, which is faster than a pattern of ninety names.
_MONTH = r"(?P<month>[^\W\d_]{3,10})\b\.?"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<year>\d{4})-(?P<m>\d{1,2})-(?P<day>\d{1,2})(?:(?=T\d)|(?!\d))",
        r"\b(?P<year>\d{4})[/.](?P<m>\d{1,2})[/.](?P<day>\d{1,2})\b",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?[ \u00a0-]?(?:of |de |d['’])?{_MONTH},?[ \u00a0-]?(?:de |del )?(?P<year>\d{{4}})\b",
        rf"\b{_MONTH}[ \u00a0]?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,[ \u00a0]?|[ \u00a0])(?P<year>\d{{4}})\b",
        r"\b(?P<day>\d{1,2})\.[ ]?(?P<m>\d{1,2})\.[ ]?(?P<year>\d{4})\b",
        r"\b(?P<a>\d{1,2})[/-](?P<b>\d{1,2})[/-](?P<year>\d{4})\b",
    )
)
_WORD = re.compile(r"[^\W\d_]{3,13}(?:-feira)?(?![^\W\d_])")
# The last label before a date says whether it is that of a change.
_LABEL = re.compile(
    r"(?P<change>updated?|modified|edited|revised|mis à jour|actualizado|atualizado|aktualisiert|обновлено)"
    r"|published|posted|created|publié|publicado|veröffentlicht|опубликовано",
    re.IGNORECASE,
)
# What may stand beside a date in a line that only says when: labels, times, time zones, reading times.
_BESIDE = re.compile(
    r"""(?<!\w)(?:
        \d{1,2}\s?[:.h]\s?\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?:\s?[ap]\.?\s?m\.?)? | \d{1,2}\s?[ap]\.?\s?m\.? | \d{4}\s?hrs?
      | (?:first\ |originally\ )?(?:published|posted|created|issued|released|uploaded)(?:\ (?:on|at|in))? | publication\ date | pub\.?\ date
      | (?:last\ )?(?:updated?|modified|edited|revised)(?:\ (?:on|at))? | date(?:line|d)? | time | filed | as\ of | added | on | at | le | à | um | am | el | a\ las | às | em | o'clock
      | publié(?:\ le)? | mis\ à\ jour(?:\ le)? | publicado | actualizado | atualizado | veröffentlicht | aktualisiert | stand | опубликовано | обновлено | uhr | hs? | г | года
      | gmt | utc | est | edt | et | cst | cdt | ct | mst | mdt | mt | pst | pdt | pt | cet | cest | eet | eat | cat | wat | bst | ist | msk | sast | local\ time | z
      | [+-]\d{2}:?\d{2} | \d+\s?(?:min(?:ute)?s?|hours?|days?)(?:\s(?:read|ago))? | read
      | t(?=\d)
    )(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
_AGO = re.compile(r"\b\d+\s?(?:min(?:ute)?|hour|day|week|month|year)s?\s+ago\b", re.IGNORECASE)
_LONGEST_DATE_LINE = 160


@dataclass(frozen=True, slots=True)
class DateLine:
    """A publication date in a line, and what else the line says."""

    when: When
    rest: str
    """The line without date, time, weekday and labels; empty where it says nothing else."""
    updated: bool
    """Whether it is said to be the date of a change, so that the publication was before it."""


def read_published(value: date | str | None) -> When | None:
    """A date from metadata → the day, month or year it names, or None where it names none.

    A time of day is left out: the day counts as the source's own calendar has it.
    """
    if value is None:
        return None
    if isinstance(value, date):
        day = date(value.year, value.month, value.day)
        return When(day, day, "day", None, "metadata")
    text = value.strip()[:_LONGEST_DATE_LINE]
    found = _iso(text) or _rfc(text) or _first_date(text)
    if found is None:
        return None
    start, end, precision = found
    return When(start, end, precision, text, "metadata")


def read_date_line(line: str) -> DateLine | None:
    """A line → the publication date in it, or None. Of several dates the first that is no update counts."""
    if len(line) > _LONGEST_DATE_LINE:
        return None
    rest = line
    chosen: tuple[date, str] | None = None
    updated: tuple[date, str] | None = None
    for found, words, before in _dates(line):
        rest = rest.replace(words, " ", 1)
        labels = list(_LABEL.finditer(before))
        if labels and labels[-1]["change"]:
            updated = updated or (found, words)
        else:
            chosen = chosen or (found, words)
    if (chosen or updated) is None:
        return None
    day, words = chosen or updated  # type: ignore[misc]  # the line above says that one of them is there
    rest = _BESIDE.sub(" ", _WORD.sub(lambda word: " " if word.group().lower() in _WEEKDAYS else word.group(), rest))
    rest = re.sub(r"^[\s|•·,;:/()\[\]*_–—-]+|[\s|•·,;:/()\[\]*_–—-]+$", "", rest)
    return DateLine(When(day, day, "day", words, "byline"), rest, updated=chosen is None)


def says_only_when(line: str) -> bool:
    """Whether a line holds nothing but words of time, though no date that can be believed: "Mon 19 May 2024", "2 days ago"."""
    if len(line) > _LONGEST_DATE_LINE or not any(char.isdigit() for char in line):
        return False
    words = [word.lower() for word in _WORD.findall(_AGO.sub(" ", _BESIDE.sub(" ", line)))]
    short = re.sub(r"[\W\d_]+|[^\W\d_]{3,}", "", _BESIDE.sub(" ", line))
    timed = bool(_AGO.search(line)) or any(word in _MONTHS for word in words)
    return timed and not short and all(word in _MONTHS or word in _WEEKDAYS for word in words)


def _dates(line: str) -> list[tuple[date, str, str]]:
    """Whole dates of a line in order: the day, its words, what stands before it. Doubtful ones are left out."""
    words = [match.group().lower() for match in _WORD.finditer(line)]
    weekdays = {_WEEKDAYS[word] for word in words if word in _WEEKDAYS}
    found: dict[int, tuple[date, str, str]] = {}
    for pattern in _DATES:
        for match in pattern.finditer(line):
            day = _day_of(match, weekdays)
            if day and not any(at <= match.start() < at + len(words) for at, (_, words, _) in found.items()):
                found[match.start()] = (day, match.group(), line[: match.start()])
    days = [found[at] for at in sorted(found)]
    if weekdays and not any(day.weekday() in weekdays for day, _, _ in days):
        return []
    return days


def _day_of(match: re.Match[str], weekdays: set[int]) -> date | None:
    parts = match.groupdict()
    year = int(parts["year"])
    if "a" in parts:
        return _ambiguous(year, int(parts["a"]), int(parts["b"]), weekdays)
    month = int(parts["m"]) if "m" in parts else _MONTHS.get(parts["month"].lower(), 0)
    return _day(year, month, int(parts["day"]))


def _ambiguous(year: int, first: int, second: int, weekdays: set[int]) -> date | None:
    """Day and month in an order that only the numbers, or a weekday, can tell."""
    readings = {day for day in (_day(year, second, first), _day(year, first, second)) if day}
    if len(readings) > 1:
        readings = {day for day in readings if day.weekday() in weekdays}
    return readings.pop() if len(readings) == 1 else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1600 <= year <= 2200 else None
    except ValueError:
        return None


def _iso(text: str) -> tuple[date, date, DatePrecision] | None:
    match = re.match(r"(\d{4})(?:-?(\d{2})(?:-?(\d{2})(?![\d-])(?:[T ].*)?)?)?$", text)
    if not match:
        return None
    year, month, day = match.groups()
    if day:
        exact = _day(int(year), int(month), int(day))
        return (exact, exact, "day") if exact else None
    first = _day(int(year), int(month or 1), 1)
    if first is None:
        return None
    if month is None:
        return first, date(first.year, 12, 31), "year"
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1), "month"


def _rfc(text: str) -> tuple[date, date, DatePrecision] | None:
    if not re.match(r"(?:[A-Z][a-z]{2},? )?\d{1,2} [A-Z][a-z]{2} \d{4} \d", text):
        return None
    parts = parsedate(text)
    day = _day(*parts[:3]) if parts else None
    return (day, day, "day") if day else None


def _first_date(text: str) -> tuple[date, date, DatePrecision] | None:
    days = _dates(text)
    return (days[0][0], days[0][0], "day") if days else None
