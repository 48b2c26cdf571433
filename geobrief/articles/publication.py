"""Words that say when an article was published → :class:`When`.

Only whole dates count: a date without its year is left to the stage that reads time expressions. A
weekday that stands beside a date must agree with it, or the date is not believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate
from typing import Literal

from geobrief.model import DatePrecision, When

DateOrder = Literal["day", "month"]
"""Which of two numbers comes first in "03/06/2024"."""

_MONTH_NAMES = (
    "january jan janvier janv enero ene janeiro januar jänner gennaio januari stycznia sty ocak ianuarie ledna січня января январь يناير",
    (
        "february feb février fevrier févr febrero fevereiro fev februar feber febbraio februari lutego lut şubat februarie února лютого "
        "февраля февраль فبراير"
    ),
    "march mar mars marzo março marco märz maerz mär maart marts maret machi marca mart martie března березня марта март مارس",
    "april apr avril avr abril abr aprile aprili kwietnia kwi nisan aprilie dubna квітня апреля апрель أبريل ابريل",
    "may mai mayo maio maggio mei maj maja mayıs května травня мая май مايو",
    "june jun juin junio junho juni giugno czerwca cze haziran iunie června червня июня июнь يونيو",
    "july jul juillet juil julio julho juli luglio julai lipca lip temmuz iulie července липня июля июль يوليو",
    "august aug août aout agosto ago augustus augusti agustus agosti sierpnia sie ağustos srpna серпня августа август أغسطس اغسطس",
    (
        "september sept sep septembre septiembre setiembre setembro set settembre septemba września wrz eylül septembrie вересня "
        "сентября сентябрь سبتمبر"
    ),
    (
        "october oct octobre octubre outubro out oktober okt ottobre oktoba października paź ekim octombrie října жовтня октября "
        "октябрь أكتوبر اكتوبر"
    ),
    "november nov novembre noviembre novembro novemba kasım noiembrie листопада ноября ноябрь نوفمبر",
    (
        "december dec décembre decembre déc diciembre dic dezembro dez dezember dicembre desember desemba grudnia gru aralık decembrie "
        "prosince грудня декабря декабрь ديسمبر"
    ),
)
"""Without "listopada" and "listopadu", which are October in Croatia and November in Poland and Czechia."""
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
        r"\b(?P<year>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]",
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
_NUMERIC = re.compile(r"(?<![\d/.-])(?P<a>\d{1,2})(?P<s>[/-])(?P<b>\d{1,2})(?P=s)(?P<year>\d{4}|\d{2})(?![\d/-])")
# "Mon, 3 Jun 24 08:00 EST", as feeds were allowed to write until 1989 and some still do, and "3-Jun-24", as spreadsheets do.
_SHORT_YEAR = re.compile(
    r"(?:(?P<weekday>[^\W\d_]{2,13})\.?,?\s+)?(?P<day>\d{1,2})[ -](?P<month>[^\W\d_]{3,10})\.?[ -](?P<year>\d{2})(?:,?\s+\d{1,2}:\d{2}.*)?$"
)
# Years up to this one, written in two digits, are of this century.
_LAST_SHORT_YEAR = 68
# Seconds, and thousandths of one, since 1970: from 1990 to 2100.
_EPOCH = (631_152_000, 4_102_444_800)
# Days since 30 December 1899, as spreadsheets count: from 1954 to 2091.
_SERIAL = (20_000, 70_000)
# What programs write that have no date.
_NO_DATE = re.compile(r"(?:1970-01-01|0001-01-01|1900-01-00|1899-12-3[01])(?:$|[T ]00:00)")


@dataclass(frozen=True, slots=True)
class DateLine:
    """A publication date in a line, and what else the line says."""

    when: When
    rest: str
    """The line without date, time, weekday and labels; empty where it says nothing else."""
    updated: bool
    """Whether it is said to be the date of a change, so that the publication was before it."""


def read_published(value: date | str | When | None, order: DateOrder | None = None) -> When | None:
    """A date from metadata → the day, month or year it names, or None where it names none.

    A time of day is left out: the day counts as the source's own calendar has it. A number that counts seconds since
    1970 is read in universal time, one of five digits as spreadsheets count days.

    Args:
        value: As it is written; what is a ``When`` already was read before, and stays.
        order: How "03/06/2024" is to be read, where something beside it says so; without it that is no date.
    """
    if value is None or isinstance(value, When):
        return value
    if isinstance(value, date):
        day = date(value.year, value.month, value.day)
        return When(day, day, "day", None, "metadata")
    text = value.strip()[:_LONGEST_DATE_LINE]
    if _NO_DATE.match(text):
        return None
    found = _iso(text) or _counted(text) or _rfc(text) or _short_year(text) or _first_date(text, order)
    if found is None:
        return None
    start, end, precision = found
    return When(start, end, precision, text, "metadata")


def date_order(written: Iterable[object]) -> DateOrder | None:
    """Dates of one column, or of one page → which number comes first in them, if one of them can be read in one way only.

    25/06/2024 beside 03/06/2024 says that the day does. None where nothing says it, or two contradict each other.
    """
    orders: set[DateOrder] = set()
    for value in written:
        match = _NUMERIC.search(value[:_LONGEST_DATE_LINE]) if isinstance(value, str) else None
        if match is None:
            continue
        first, second = int(match["a"]), int(match["b"])
        if first <= 12 < second <= 31:
            orders.add("month")
        elif second <= 12 < first <= 31 and len(match["year"]) == 4:  # 24/06/03 may begin with its year
            orders.add("day")
    return orders.pop() if len(orders) == 1 else None


def may_be_date(text: str | None) -> bool:
    """Whether words name a date, if only one whose order of day and month is not known."""
    return text is not None and (read_published(text) is not None or bool(_NUMERIC.search(text[:_LONGEST_DATE_LINE])))


def in_order(value: date | str | When | None, order: DateOrder | None) -> date | str | When | None:
    """A date as written → the day that it is in a known order of day and month; anything else as it is."""
    if order is None or not isinstance(value, str) or not _NUMERIC.search(value[:_LONGEST_DATE_LINE]):
        return value
    return read_published(value, order) or value


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


def _dates(line: str, order: DateOrder | None = None) -> list[tuple[date, str, str]]:
    """Whole dates of a line in order: the day, its words, what stands before it. Doubtful ones are left out."""
    words = [match.group().lower() for match in _WORD.finditer(line)]
    weekdays = {_WEEKDAYS[word] for word in words if word in _WEEKDAYS}
    found: dict[int, tuple[date, str, str]] = {}
    for pattern in _DATES:
        for match in pattern.finditer(line):
            day = _day_of(match, weekdays, order)
            if day and not any(at <= match.start() < at + len(words) for at, (_, words, _) in found.items()):
                found[match.start()] = (day, match.group(), line[: match.start()])
    days = [found[at] for at in sorted(found)]
    if weekdays and not any(day.weekday() in weekdays for day, _, _ in days):
        return []
    return days


def _day_of(match: re.Match[str], weekdays: set[int], order: DateOrder | None) -> date | None:
    parts = match.groupdict()
    year = int(parts["year"])
    if "a" in parts:
        return _ambiguous(year, int(parts["a"]), int(parts["b"]), weekdays, order)
    month = int(parts["m"]) if "m" in parts else _MONTHS.get(parts["month"].lower(), 0)
    return _day(year, month, int(parts["day"]))


def _ambiguous(year: int, first: int, second: int, weekdays: set[int], order: DateOrder | None) -> date | None:
    """Day and month in an order that only the numbers, a weekday or a known order can tell."""
    if order is not None and not weekdays:
        return _day(year, *((second, first) if order == "day" else (first, second)))
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
    # With hour and minute run together, as databases of news write it: 20240603101500.
    match = re.match(r"(\d{4})(?:-?(\d{2})(?:-?(\d{2})(?:(?![\d-])(?:[T ].*)?|\d{4}(?:\d{2})?Z?))?)?$", text)
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


def _counted(text: str) -> tuple[date, date, DatePrecision] | None:
    """A number that counts seconds, thousandths of seconds or days."""
    match = re.match(r"(\d{5}|\d{9,10}|\d{12,13})(?:\.\d+)?$", text)
    if match is None:
        return None
    number = int(match[1])
    if len(match[1]) == 5:
        day = date(1899, 12, 30) + timedelta(days=number) if _SERIAL[0] <= number <= _SERIAL[1] else None
    else:
        seconds = number // 1000 if len(match[1]) >= 12 else number
        day = datetime.fromtimestamp(seconds, UTC).date() if _EPOCH[0] <= seconds <= _EPOCH[1] else None
    return (day, day, "day") if day else None


def _short_year(text: str) -> tuple[date, date, DatePrecision] | None:
    match = _SHORT_YEAR.match(text)
    if match is None:
        return None
    short = int(match["year"])
    year = short + (2000 if short <= _LAST_SHORT_YEAR else 1900)
    day = _day(year, _MONTHS.get(match["month"].lower(), 0), int(match["day"]))
    weekday = _WEEKDAYS.get((match["weekday"] or "").lower())
    if day is None or (weekday is not None and weekday != day.weekday()):
        return None
    return day, day, "day"


def _first_date(text: str, order: DateOrder | None) -> tuple[date, date, DatePrecision] | None:
    text = _NUMERIC.sub(_long_year, text) if order else text
    days = _dates(text, order)
    return (days[0][0], days[0][0], "day") if days else None


def _long_year(match: re.Match[str]) -> str:
    year = match["year"]
    if len(year) == 2:
        year = f"{20 if int(year) <= _LAST_SHORT_YEAR else 19}{year}"
    return f"{match['a']}{match['s']}{match['b']}{match['s']}{year}"
