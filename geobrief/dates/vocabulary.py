"""The vocabulary of time in English news, and the pieces that the rules' patterns are built from.

In a pattern, a space stands for white space inside a paragraph (at most one line break), and ``%(name)s``
for a piece from :data:`PIECES`. Every repetition is bounded, so a match costs no more than its length.
"""

from __future__ import annotations

import re

from geobrief.text import ordered


def _numbered(names: str, clipped: str, first: int) -> dict[str, int]:
    """Names and clipped names with their numbers: three letters tell months and weekdays apart."""
    numbers = {name: number for number, name in enumerate(ordered(names), first)}
    by_letters = {name[:3]: number for name, number in numbers.items()}
    return numbers | {name: by_letters[name[:3]] for name in ordered(clipped)}


MONTHS = _numbered("months", "months_clipped", 1)
WEEKDAYS = _numbered("weekdays", "weekdays_clipped", 0)

NARROWING = ("the", "early", "earlier", "late", "later", "mid", "middle", "beginning", "start", "end")
"""First words of what narrows a month, a year or a decade ("the end of May", "mid-1990s")."""

SEASON_WORDS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}

DAY_PARTS = {
    "morning": "MO", "mornings": "MO", "dawn": "MO", "daybreak": "MO", "sunrise": "MO",
    "noon": "T12:00", "midday": "MI", "lunchtime": "MI",
    "afternoon": "AF", "afternoons": "AF",
    "evening": "EV", "evenings": "EV", "dusk": "EV", "sunset": "EV",
    "night": "NI", "nights": "NI", "overnight": "NI", "midnight": "T24:00", "daytime": "DT",
}  # fmt: skip

SMALL = list(ordered("below_twenty"))
TENS = {word: 10 * number for number, word in enumerate(ordered("tens"), 2)}
_ORDINAL_SMALL = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
ORDINALS = {word: n for n, word in enumerate(_ORDINAL_SMALL) if n}
ORDINALS |= {"twentieth": 20, "thirtieth": 30, "thirty-first": 31}
ORDINALS |= {f"twenty-{word}": 20 + n for n, word in enumerate(_ORDINAL_SMALL) if 0 < n < 10}

UNIT_WORDS = {
    "second": "second", "minute": "minute", "hour": "hour", "day": "day", "night": "day", "week": "week",
    "fortnight": "fortnight", "weekend": "weekend", "month": "month", "quarter": "quarter", "year": "year", "decade": "decade",
    "century": "century", "centurie": "century",
}  # fmt: skip
"""Units by their singular; "centurie" is what remains of "centuries" without its s."""

LETTERS = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "weekend": "WE", "month": "M", "quarter": "Q",
    "year": "Y", "decade": "DE", "century": "CE",
}  # fmt: skip
"""The letter of a unit in a TIMEX3 period."""

_small = "|".join(SMALL[1:])
_tens = "|".join(TENS)
_cardinal = rf"(?:(?:{_tens})(?:(?:-| )(?:{'|'.join(SMALL[1:10])}))?|{'|'.join(sorted(SMALL[1:], key=len, reverse=True))}|(?:a|one) hundred)"
_month_long = "|".join(month.capitalize() for month in ordered("months"))
_month_short = "|".join(month.capitalize() for month in ordered("months_clipped"))
MONTH_NAMES = f"{_month_long}|{_month_short}"
"""Of a pattern, long names first."""
_weekday_long = "|".join(day.capitalize() for day in ordered("weekdays"))
_weekday_short = "|".join(day.capitalize() for day in ordered("weekdays_clipped"))

PIECES = {
    "month": rf"(?:(?:{_month_long})|(?:{_month_short})\.?)",
    "month_long": rf"(?:{_month_long})",
    "weekday": rf"(?:(?:{_weekday_long})|(?:{_weekday_short})\.?)",
    "weekday_long": rf"(?:{_weekday_long})",
    "season": "(?:spring|summer|autumn|fall|winter)",
    "ordinal": rf"(?:\d{{1,2}} ?(?:st|nd|rd|th)|{'|'.join(sorted(ORDINALS, key=len, reverse=True))})",
    "dayno": r"(?:[0-3]?\d ?(?:st|nd|rd|th)|[0-3]?\d)(?![\d%]|:\d|[.,]\d)",
    "year": r"(?:1\d{3}|20\d{2})(?![\d%]|:\d|[.,]\d{3})",
    "anyyear": r"(?:1\d{3}|20\d{2}|[09]\d{3})(?![\d%]|:\d|[.,]\d{3})",
    "era": r"(?:B\.C\.(?:E\.)?|BCE?|A\.D\.|AD|C\.E\.|CE)",
    "bc": r"(?:B\.C\.(?:E\.)?|BCE?)",
    "ad": r"(?:A\.D\.|AD|C\.E\.|CE)",
    "dash": r" ?[-–—] ?",
    "cardinal": rf"(?:\d{{1,3}}(?:,\d{{3}}){{0,2}}(?:\.\d{{1,2}})?(?: ?1/2|½)?|{_cardinal})",
    "units": r"(?:second|minute|hour|day|night|week|fortnight|weekend|month|quarter|year|decade|centur(?:y|ies))s?",
    "longunit": r"(?:day|week|weekend|month|quarter|year|decade|century)",
    "approx": (
        r"(?:(?:about|around|approximately|roughly|some|almost|nearly|over|under|more than|less than|at least|at most|up to|"
        r"only|just|just over|just under|well over|fewer than|not less than|no more than|no less than|another|an additional|"
        r"an estimated|a mere|a full|a further|the full|the entire|the whole|close to|little more than) )"
    ),
    "mod": (
        r"(?:(?:(?:the )?(?:very )?(?:early|earlier|late|later)(?: on in| in)?(?: the)? |(?:the )?mid(?:dle)?(?:-|–| )(?:of )?(?:the )?|"
        r"(?:the )?(?:very )?(?:beginning|start|end|close|onset|turn|(?:early|first|latter|last|later) part|(?:first|last|final|"
        r"closing|opening) (?:days|weeks|months)|rest|remainder|height) of (?:the )?(?:year )?))"
    ),
    "daypart": r"(?:(?:early |late |mid-?)?(?:morning|afternoon|evening|night)|dawn|noon|midday|midnight|dusk)",
}


_BLANK = r"[ \t\xa0\u2009\u202f]"
_SPACE = r"[ \t\n\xa0\u2009\u202f]{1,4}"


def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a rule's pattern: pieces filled in, spaces widened, and no word cut at its end.

    Case is folded in ASCII only, so that every word that matches is one that the tables hold ("Auguſt" is not).
    """
    filled = pattern % PIECES
    spaced = filled.replace(" ?", "\0").replace(" ", _SPACE).replace("\0", f"{_BLANK}?")
    return re.compile(rf"(?:{spaced})(?![\w\u00c0-\u024f])", re.IGNORECASE | re.ASCII)


def number(words: str) -> float | None:
    """Read a cardinal ("twenty-three", "1,500", "2½"); None where it is not a number."""
    words = words.strip().lower().replace(",", "")
    half = 0.0
    for mark in ("1/2", "½"):
        if words.endswith(mark) and words != mark:
            words, half = words[: -len(mark)].strip(), 0.5
    if words.replace(".", "", 1).isdecimal() and words.isascii():
        return float(words) + half
    if words.endswith("hundred"):
        return 100.0
    total = 0
    for word in re.split(r"[-\s]+", words):
        if word in TENS:
            total += TENS[word]
        elif word in SMALL:
            total += SMALL.index(word)
        else:
            return None
    return float(total) + half


def ordinal(words: str) -> int | None:
    """Read an ordinal ("3rd", "twenty-first", "15"); None where it is none."""
    words = words.strip().lower()
    if words in ORDINALS:
        return ORDINALS[words]
    digits = re.match(r"\d{1,3}", words)
    return int(digits.group()) if digits else None


def unit_of(words: str) -> str:
    """Return the unit that "months" or "centuries" counts."""
    word = words.strip().lower()
    singular = word if word in UNIT_WORDS else word.removesuffix("s")
    return UNIT_WORDS.get(singular, "century" if singular.startswith("centur") else singular)


def month_of(words: str) -> int:
    """Return the number of a month by its name or abbreviation."""
    return MONTHS[words.strip(" .\n\t").lower()]


def weekday_of(words: str) -> int:
    """Return the number of a weekday, Monday being 0."""
    return WEEKDAYS[words.strip(" .\n\t").lower()]


_YEARS_OF = {"decade": 10}
_HALVES = {"minute": ("S", 30), "hour": ("M", 30), "year": ("M", 6)}
"""What half a unit is written as: five and a half hours are PT5H30M."""


def period(count: float | None, unit: str) -> str:
    """Write a TIMEX3 period: P4M, PT24H, PXD where the count is vague."""
    if unit == "fortnight":
        return period(None if count is None else count * 2, "week")
    if count is not None and unit in _YEARS_OF:
        unit, count = "year", count * _YEARS_OF[unit]
    if count is not None and count % 1 == 0.5 and unit in _HALVES:
        finer, many = _HALVES[unit]
        time = "T" if unit in ("minute", "hour") else ""
        return f"P{time}{int(count)}{LETTERS[unit]}{many}{finer}" if count > 1 else f"P{time}{many}{finer}"
    amount = "X" if count is None else f"{count:g}" if count < 1e6 else f"{count:.0f}"
    time = "T" if unit in ("second", "minute", "hour") else ""
    return f"P{time}{amount}{LETTERS.get(unit, 'D')}"
