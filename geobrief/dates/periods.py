"""Rules for years and what is made of them: decades, centuries, seasons, quarters, halves, years before Christ."""

from __future__ import annotations

import re
from datetime import date

from geobrief.dates.days import LAST_BELIEVED_YEAR, two_digits
from geobrief.dates.described import OF_NOUN, belongs_to_noun, is_numbered, only_describes
from geobrief.dates.intervals import (
    Interval,
    of_century,
    of_decade,
    of_season,
    of_year,
    unknown,
)
from geobrief.dates.known import DateState
from geobrief.dates.rules import Answer, RuleMatch, Rules
from geobrief.dates.vocabulary import NARROWING, ORDINALS, SEASON_WORDS, TENS, number, ordinal

RULES = Rules()

_MOD_STARTS = (*NARROWING, "about", "around", "circa", "ca")
_RELATIVE = ("last", "next", "this", "that", "past", "coming", "previous", "following")

_COUNTED = re.compile(
    r"[^\S\n]{1,3}(?:(?:more|other|new|young|civilian|armed|american|us|french|russian|british|local|foreign|internally|additional)\s+)?"
    r"(?:people|persons?|troops|soldiers|men|women|children|students|workers|houses|homes|families|deaths|dead|killed|wounded|"
    r"injured|metres?|meters?|km|kilomet\w{2,3}|miles?|feet|ft|tons?|tonnes?|kg|pounds?|barrels|dollars|euros?|per\s?cent|percent|"
    r"points|votes|cases|hectares|acres|years?|days|hours|minutes|villages|schools|refugees|migrants|protesters|demonstrators|"
    r"police|officers|fighters|militants|rebels|inhabitants|residents|casualties|prisoners|members|jobs|companies|"
    r"m|mm|cm|mph|hp|cc|calories|watts?|MW|tanks|aircraft|planes|guns|vehicles|ships|boats|shares|copies|million|billion|thousand|"
    r"sq|square|cubic|degrees|rpm|pages|words|items|cars|horses|rupees|naira|yen|yuan|francs|pesos|riyals|dead)\b",
    re.IGNORECASE,
)
_NOT_YEAR_BEFORE = re.compile(
    r"(?:[$€£¥#№]|\b(?:at|no|number|nos|page|pages|p|pp|flight|room|route|highway|section|article|resolution|chapter|model|boeing|"
    r"airbus|channel|unit|line|box|battalion|brigade|figure|table|volume|vol|code|usd|eur|gbp|us\$|rs|mission|report|version|windows|area|"
    r"extension|ext|act|law)\.?)[^\S\n]{0,2}$",
    re.IGNORECASE,
)
_CUED_YEAR = re.compile(
    r"(?:\b(?:in|of|by|since|until|till|from|to|during|between|and|year|years|before|after|through|around|about|circa|c|ca|as\s+of|born|died|b|d)\.?\s+|\(\s?|[a-z]-)$",
    re.IGNORECASE,
)
_OLD_YEAR = 1500
"""Years before this one need a preposition: bare "1200" is mostly a number."""

_LAST_YEAR = 2100
_FAR_YEAR = 2050
"""Years after this one need a preposition too."""


@RULES.rule(
    "year",
    ["#4", *_MOD_STARTS],
    r"(?P<mod>(?:%(mod)s|about |around |circa |ca?\. ))?(?:the year |year )?(?P<y>\d{4})(?P<ad> ?%(ad)s)?",
)
def _year(m: re.Match[str], context: DateState) -> Answer:
    year = int(m["y"])
    if not is_year(m, context) or only_describes(m, context):
        return None
    if m["y"] == "0000":
        return RuleMatch(m.start(), m.end(), unknown(None), "year: no such year")
    if int(m["y"]) > LAST_BELIEVED_YEAR:
        return RuleMatch(m.start(), m.end(), unknown(m["y"]), "year: not believed")
    rule = "year" + OF_NOUN if m.start() == m.start("y") and belongs_to_noun(m, context) else "year"
    return RuleMatch(m.start(), m.end(), of_year(year), rule, explicit=True)


def is_year(m: re.Match[str], context: DateState) -> bool:
    """Tell a year from a number: by its size, by what stands before it and by what is counted behind it."""
    text, at, end = context.text, m.start("y"), m.end()
    year = int(m["y"])
    if text[end : end + 1] in ("%", "°") or re.match(r"[.,:]\d|[-–]?(?:mm|km|ft)\b|['’]\d", text[end : end + 4]):
        return False
    before = text[max(0, at - 16) : at]
    if _NOT_YEAR_BEFORE.search(before) or is_numbered(text, at) or _COUNTED.match(text, end):
        return False
    explained = bool(m.groupdict().get("ad")) or "year" in m.group().lower()
    if explained or (m.groupdict().get("mod") and not re.match(r"(?:about|around)\s", m.group(), re.IGNORECASE)):
        return year <= _LAST_YEAR or explained
    cued = bool(_CUED_YEAR.search(before))
    if not cued and year > _FAR_YEAR:
        return False
    if re.search(r"(?:than|over|nearly|almost|some|least|approximately|only|up\s+to)\s+$", before, re.IGNORECASE):
        return False
    return 1000 <= year <= _LAST_YEAR and (cued or year >= _OLD_YEAR)


@RULES.rule(
    "year-range",
    ["#4"],
    r"(?P<y>(?:1[0-9]|20)\d\d)(?P<to>[-–—/]|%(dash)s| to | through | until )(?P<b>(?:1[0-9]|20)\d\d|\d\d)(?![\d%%]|:\d|[.,-]\d)",
)
def _year_range(m: re.Match[str], context: DateState) -> Answer:
    first = int(m["y"])
    last = int(m["b"]) if len(m["b"]) == 4 else first // 100 * 100 + int(m["b"])
    if len(m["b"]) == 2 and m["to"].strip() in ("to", "through", "until"):
        return None
    if (
        not first < last <= min(first + 400, _LAST_YEAR)
        or not is_year(m, context)
        or (len(m["b"]) == 2 and last > first + 60)
    ):
        return None
    return [
        RuleMatch(m.start(), m.end("y"), of_year(first), "year-range", explicit=True, joins=len(m["b"]) == 2),
        RuleMatch(m.start("b"), m.end(), of_year(last), "year-range", explicit=True),
    ]


@RULES.rule("short-year", ["'", "’"], r"['’](?P<y>[3-9]\d|[0-2]\d)(?!\w|['’])")
def _short_year(m: re.Match[str], context: DateState) -> Answer:
    if not re.search(
        r"(?:\b(?:in|of|since|until|from|to|by|and|[A-Z][a-z]+)\s+|[-–])$",
        context.text[max(0, m.start() - 12) : m.start()],
    ):
        return None
    return RuleMatch(m.start(), m.end(), of_year(two_digits(m["y"])), "short-year", explicit=True)


@RULES.rule(
    "before-christ",
    ["#1", "#2", "#3", "#4", *_MOD_STARTS],
    r"(?:%(mod)s|about |around |circa |ca?\. )?(?P<y>\d{1,4}) ?(?P<era>%(bc)s)",
)
@RULES.rule(
    "before-christ",
    ["#3", *_MOD_STARTS],
    r"(?:%(mod)s)?(?P<y>\d{3})(?! ?[A-Za-z]*(?:ships|men|triremes|talents|hoplites)|[,.]\d)",
)
def _before_christ(m: re.Match[str], context: DateState) -> Answer:
    if m.groupdict().get("era") is None:
        cue = re.search(
            r"\b(?:in|by|of|until|since|from|and|to|during)\s+$", context.text[max(0, m.start() - 8) : m.start()]
        )
        if not context.before_christ or not (cue or m.start() != m.start("y")) or _COUNTED.match(context.text, m.end()):
            return None
    end = m.end()
    return RuleMatch(m.start(), end, of_year(-int(m["y"])), "before-christ", explicit=True)


@RULES.rule("bc-range", ["#3", "#2", "#4"], r"(?P<y>\d{2,4}) ?(?:%(bc)s)?(?:%(dash)s| to | and )(?P<b>\d{1,4}) ?%(bc)s")
def _bc_range(m: re.Match[str], _: DateState) -> Answer:
    if int(m["y"]) <= int(m["b"]):
        return None
    return [
        RuleMatch(m.start(), m.end("y"), of_year(-int(m["y"])), "bc-range", explicit=True, joins=True),
        RuleMatch(m.start("b"), m.end(), of_year(-int(m["b"])), "bc-range", explicit=True),
    ]


@RULES.rule("ancient-year", ["#1", "#2", "#3", *_MOD_STARTS], r"(?:%(mod)s)?(?P<y>\d{1,3}) ?%(ad)s")
@RULES.rule("ancient-year", ["ad"], r"(?:AD|A\.D\.) (?P<y>\d{1,4})")
def _ancient_year(m: re.Match[str], _: DateState) -> Answer:
    if "a" in m.group() and "d" in m.group():
        return None
    return RuleMatch(m.start(), m.end(), of_year(int(m["y"])), "ancient-year", explicit=True)


_DECADE_WORDS = {f"{word[:-1]}ies": value for word, value in TENS.items()} | {"teens": 10}


@RULES.rule(
    "decade",
    ["#4", "#3", "#2", "'", "’", *_MOD_STARTS, "mid", *_DECADE_WORDS],
    r"(?P<mod>%(mod)s)?(?:the )?(?:(?:early|late|mid)(?: |-|–)(?:to (?:early|late|mid)(?: |-|–))?)?(?:(?P<d>\d{2,3}0)['’]?s|['’](?P<s>\d0)['’]?s|(?P<s2>[2-9]0)s|(?P<w>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))(?P<era> %(bc)s)?",
)
def _decade(m: re.Match[str], context: DateState) -> Answer:
    if only_describes(m, context):
        return None
    if m["w"] or m["s2"]:
        if not _is_spoken_decade(m, context):
            return None
        base = 1900 + (int(m["s2"]) if m["s2"] else _DECADE_WORDS[m["w"].lower()])
    elif m["s"]:
        base = two_digits(m["s"])
    else:
        base = int(m["d"])
    if m["era"]:
        return RuleMatch(m.start(), m.end(), of_decade(-base), "decade")
    if m["d"] and not 1000 <= base <= _LAST_YEAR:
        return None
    if m["d"] and base % 100 == 0 and base < 2000 and not m["mod"]:
        whole = of_century(base // 100 + 1)
        return RuleMatch(
            m.start(), m.end(), Interval(date(base, 1, 1), date(base + 99, 12, 31), "century", whole.value), "century"
        )
    return RuleMatch(m.start(), m.end(), of_decade(base), "decade")


def _is_spoken_decade(m: re.Match[str], context: DateState) -> bool:
    """Tell "the sixties" from "in his thirties" and from temperatures "in the mid-70s"."""
    before = context.text[max(0, m.start() - 60) : m.start()].lower()
    if not re.search(r"\bthe\b", before[-4:] + m.group().lower()) or _WARM.match(context.text, m.end()):
        return False
    return not re.search(r"temperature|\bhighs?\b|\blows?\b|sunny|cloud|\bscore|\baged?\b|\bshot\b|degrees", before)


_WARM = re.compile(r"\s+(?:F|Fahrenheit|degrees|Celsius)\b")


@RULES.rule(
    "century",
    ["#1", "#2", *_MOD_STARTS, "turn", *(w for w in ORDINALS if "-" not in w), "twenty"],
    r"(?P<mod>%(mod)s)?(?:the )?(?:(?:early|late|mid)(?: |-|–))?(?P<n>%(ordinal)s)(?: |-)(?P<c>century|centuries)(?P<era> %(era)s)?",
)
def _century(m: re.Match[str], _: DateState) -> Answer:
    n = ordinal(m["n"])
    if not n or n > 30:
        return None
    before = bool(m["era"]) and m["era"].strip().upper().startswith("B")
    return RuleMatch(m.start(), m.end(), of_century(-n if before else n), "century")


@RULES.rule(
    "season-year",
    ["the", "early", "late", "mid", "middle", "end", "beginning", "start", *SEASON_WORDS],
    r"(?P<mod>%(mod)s)?(?:the )?(?:(?:early|late|mid)(?: |-|–))?(?P<s>%(season)s),?(?:(?:/| |-)(?:%(season)s))?(?: of| in)?(?: the year)? (?:(?P<y>\d{4})|(?P<y3>\d{1,4}) ?(?P<era>%(era)s)|(?P<same>(?:that|the same) year)|(?P<ly>last year)|(?P<ty>this year)|(?P<ny>next year))",
)
@RULES.rule(
    "season-year", ["#4"], r"(?P<y>(?:1[5-9]|20)\d\d) (?P<s>%(season)s)(?! (?:Olympics?|Games|Paralympics|Offensive))"
)
def _season_year(m: re.Match[str], context: DateState) -> Answer:
    group = m.groupdict()
    code = SEASON_WORDS[m["s"].lower()]
    year: int | None = None
    if group.get("y"):
        year = int(group["y"])
    elif group.get("y3"):
        year = -int(group["y3"]) if group["era"].upper().startswith("B") else int(group["y3"])
    elif group.get("same"):
        year = context.year
    elif context.anchor is not None:
        year = context.anchor.year + (-1 if group.get("ly") else 1 if group.get("ny") else 0)
    interval = _season(year, code)
    return RuleMatch(m.start(), m.end(), interval, "season-year", explicit=bool(group.get("y")))


def _season(year: int | None, code: str) -> Interval:
    if year is None or year == 0:
        return unknown(f"XXXX-{code}")
    return of_season(year, code) if year > 0 else unknown(f"BC{-year:04d}-{code}")


@RULES.rule(
    "season",
    ["the", "early", "late", "mid", "middle", "end", "beginning", "start", *_RELATIVE, *SEASON_WORDS],
    r"(?P<mod>%(mod)s)?(?:the )?(?:(?P<rel>last|next|this past|this coming|this|past|coming|previous|following|that|same) )?(?:(?:early|late|mid)(?: |-|–))?(?P<s>%(season)s)(?!-|time| ?(?:Games|Olympics|Olympic|Paralympics|Palace|of [a-z]+[^n\d]))",
)
def _season_alone(m: re.Match[str], context: DateState) -> Answer:
    word, rel = m["s"], (m["rel"] or "").lower()
    if word[0].isupper() and not word.isupper() and not rel and not m["mod"] and _capital_near(m, context):
        return None
    if (
        word.lower() == "fall"
        and not rel
        and not re.search(r"\bin\s+the\s+fall$", context.text[max(0, m.start() - 6) : m.end()])
    ):
        return None
    if (
        word.lower() == "spring"
        and not rel
        and not (
            m["mod"]
            or re.search(
                r"\b(?:in|by|until|since|during|the)\s+(?:the\s+)?spring$",
                context.text[max(0, m.start() - 12) : m.end()],
                re.IGNORECASE,
            )
        )
    ):
        return None
    code = SEASON_WORDS[word.lower()]
    return RuleMatch(
        m.start(),
        m.end(),
        _season(_season_year_of(rel, code, m, context), code),
        f"{rel.split()[-1]}-season" if rel else "season",
    )


def _capital_near(m: re.Match[str], context: DateState) -> bool:
    """Say whether a capitalised name goes on behind ("the Winter Carnival", "Spring Offensive")."""
    return bool(re.match(r"\s+[A-Z]", context.text[m.end() : m.end() + 3]))


def _season_year_of(rel: str, code: str, m: re.Match[str], context: DateState) -> int | None:
    """Choose the year in which a season begins."""
    anchor = context.anchor
    if context.year is not None and (context.narrative or rel in ("that", "same", "following", "previous")):
        step = {"following": 1, "previous": -1, "next": 1}.get(rel, 0)
        return context.year + step
    if anchor is None:
        return None
    this = of_season(anchor.year - int(code == "WI" and anchor.month <= 2), code)
    if this.start is None or this.end is None:
        return None
    past = not rel and this.start > anchor and context.tense(m.start(), m.end()) == "past"
    if rel in ("last", "this past", "past", "previous") or past:
        return this.start.year - int(this.end >= anchor)
    return this.start.year + int(rel in ("next", "coming", "this coming") and this.start <= anchor)


_UNIT_OF_WORDS = {"nineteen": 1900, "eighteen": 1800, "twenty": 2000}
_CUED_WORDS = re.compile(r"\b(?:in|of|since|by|until|from|during|year|to|the)\s+$", re.IGNORECASE)


@RULES.rule(
    "year-in-words",
    ["nineteen", "eighteen", "twenty", "the"],
    r"(?:the year )?(?P<c>nineteen|eighteen|twenty)(?: |-)(?:(?:oh|hundred and)(?: |-))?(?P<n>%(cardinal)s)(?! (?:thousand|hundred|percent|people|years?))",
)
@RULES.rule("year-in-words", ["the"], r"the year (?P<k>two thousand)(?: (?:and )?(?P<n>%(cardinal)s))?")
def _year_in_words(m: re.Match[str], context: DateState) -> Answer:
    """Read "nineteen ninety-six" and "the year two thousand", as they are spoken on the air."""
    rest = number(m["n"]) if m["n"] else 0
    if rest is None or rest >= 100 or (m["n"] and m["n"][0].isdigit()):
        return None
    if m.groupdict().get("k"):
        return RuleMatch(m.start(), m.end(), of_year(2000 + int(rest)), "year-in-words", explicit=True)
    century = _UNIT_OF_WORDS[m["c"].lower()]
    if century == 2000 and not _CUED_WORDS.search(context.text, max(0, m.start("c") - 8), m.start("c")):
        return None
    return RuleMatch(m.start(), m.end(), of_year(century + int(rest)), "year-in-words", explicit=True)
