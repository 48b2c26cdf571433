"""Rules for how long and how often: "the next four months", "a 10-year deal", "every Friday", "recently"."""

from __future__ import annotations

import re

from geobrief.dates.counts import APPROX_STARTS, COUNT, NUMBER_STARTS, counted, stretch
from geobrief.dates.intervals import unknown
from geobrief.dates.known import DateState
from geobrief.dates.rules import Answer, RuleMatch, Rules
from geobrief.dates.vocabulary import SEASON_WORDS, WEEKDAYS, month_of, number, period, unit_of, weekday_of

RULES = Rules()


@RULES.rule(
    "stretch",
    ["the", "past", "last", "next", "coming", "these", "this", "previous", "following", "first"],
    r"(?:(?:the|these|this) )?(?P<rel>past|last|next|coming|previous|preceding|following|ensuing|intervening|first|final)(?: (?P<approx>about|nearly|almost|roughly))?(?: (?P<few>few|couple of|several|many|some)| (?P<n>%(cardinal)s)(?P<andhalf> and a half)?)?(?P<half>)(?: (?:or (?:so|two)|straight|consecutive))? (?P<unit>(?:second|minute|hour|day|night|week|weekend|month|quarter|year|decade)s|centuries)(?: or so)?(?! (?:old)\b)",
)
def _stretch(m: re.Match[str], context: DateState) -> Answer:
    """Read "the next four months" as the days from today to the end of the fourth month."""
    rel, unit = m["rel"].lower(), unit_of(m["unit"])
    few = (m["few"] or "").lower()
    count = 2.0 if few.startswith("couple") else number(m["n"]) if m["n"] else None
    if count is not None and m["andhalf"]:
        count += 0.5
    if count is None:
        value = unknown(period(None, unit))
        return RuleMatch(m.start(), m.end(), value, f"{rel}-stretch: vague", "duration", "within")
    if _not_from_today(m, context, rel):
        return RuleMatch(m.start(), m.end(), unknown(period(count, unit)), f"{rel}-stretch: not placed", "duration")
    if rel in ("past", "last", "next", "coming") and not (context.narrative and rel in ("next", "last")):
        interval = stretch(context.anchor, count, unit, ahead=rel in ("next", "coming"))
        return RuleMatch(m.start(), m.end(), interval, f"{rel}-stretch", "duration", "within")
    if rel in ("following", "next", "ensuing") and context.last is not None and rel != "final":
        interval = stretch(context.last.end, count, unit, ahead=True)
        return RuleMatch(m.start(), m.end(), interval, f"{rel}-stretch", "duration", "within")
    return RuleMatch(m.start(), m.end(), unknown(period(count, unit)), f"{rel}-stretch: not placed", "duration")


def _not_from_today(m: re.Match[str], context: DateState, rel: str) -> bool:
    """Tell "the last five months of her life" and "sat there for the next 30 hours" from what counts from today."""
    if re.match(r"\s+of\s+(?!this\b)", context.text[m.end() : m.end() + 10]) and rel in ("last", "next"):
        return True
    lasting = re.search(r"\bfor\s+$", context.text[max(0, m.start() - 6) : m.start()], re.IGNORECASE)
    return rel in ("next", "coming") and bool(lasting) and context.tense(m.start(), m.end()) == "past"


@RULES.rule(
    "duration",
    [*NUMBER_STARTS, *APPROX_STARTS, "the", "dozens", "hundreds", "tens", "couple"],
    r"(?P<approx>%(approx)s)?(?:(?:the|its|his|her|their) )?"
    + COUNT
    + r"(?: (?:more|full|long|straight|consecutive|whole|short|solid|extra|additional|further|good|bloody|or two|or so|to %(cardinal)s|or %(cardinal)s))? (?P<unit>%(units)s)(?P<after> and a half| or (?:so|more))?(?!-(?:ago|earlier))",
)
def _duration(m: re.Match[str], context: DateState) -> Answer:
    word, unit = (m["n"] or "").lower(), unit_of(m["unit"])
    singular = bool(word) and word not in ("a", "an", "one", "the") and _BEFORE_NOUN.match(context.text, m.end())
    if not (_counts_time(m, word, unit) or (singular and unit != "second")) or _AGE.match(context.text, m.end()):
        return None
    if word in ("a", "an") and not m["approx"] and _RATE.search(context.text[max(0, m.start() - 10) : m.start()]):
        return RuleMatch(m.start(), m.end(), unknown(period(1, unit)), "rate", "set")
    count = counted(m)
    if count is not None and m["after"] and "half" in m["after"]:
        count += 0.5
    if m["unit"].lower().startswith("night") and word in ("a", "one"):
        return RuleMatch(m.start(), m.end(), unknown("XXXX-XX-XXTNI"), "duration", "duration")
    return RuleMatch(m.start(), m.end(), unknown(period(count, unit)), "duration", "duration")


def _counts_time(m: re.Match[str], word: str, unit: str) -> bool:
    """Tell "two days" and "a week" from "the week", "a second chance", "some quarters", "the two week"."""
    plural = m["unit"].lower().endswith("s")
    if m["few"]:
        return plural and unit not in ("quarter", "second")
    if word in ("a", "an", "one"):
        return not plural and unit not in ("second", "quarter")
    return word != "the" and (plural or not word)


_BEFORE_NOUN = re.compile(r"\s[a-z]{3,}")
""""A five year low", "a three hour meeting"."""
_AGE = re.compile(r"[-\s]{1,3}(?:old|olds|of\s+age)\b")
_RATE = re.compile(
    r"(?:[\d%]|\b(?:times|once|twice|percent|dollars|euros|million|billion|people|barrels|tons|tonnes|hours|days|cents))\s+$"
)


@RULES.rule(
    "bare-duration",
    ["seconds", "minutes", "hours", "days", "weeks", "months", "years", "decades", "centuries"],
    r"(?P<unit>(?:minute|hour|day|week|month|year|decade)s|centuries)(?:-long)?",
)
def _bare_duration(m: re.Match[str], context: DateState) -> Answer:
    """Read "for months" and "years of neglect" as a time of unknown length."""
    before = context.text[max(0, m.start() - 14) : m.start()]
    if (
        not re.search(
            r"(?:\b(?:for|in|within|after|over|take|takes|took|last|lasted|of|through|spent|spend|wait|waited|and|or|but|just|only|despite|following)\s+|[.!?\n]\s*|^)$",
            before,
            re.IGNORECASE,
        )
        or before[-1:] == "-"
    ):
        return None
    if re.search(r"\bof\s+$", before) and not re.search(
        r"(?:period|couple|tens|matter|hundreds|thousands)\s+of\s+$", before
    ):
        return None
    return RuleMatch(m.start(), m.end(), unknown(period(None, unit_of(m["unit"]))), "bare-duration", "duration")


_YOUNG = r"(?! (?:bab|boy|girl|infant|son|daughter|child|twin|pupp|kitten|toddler|grand|brother|sister|niece|nephew|fet|foal|cub|calf|lamb))"
_OLD_THING = (
    r"(?= (?:[a-z]+ )?(?:war|conflict|truce|ceasefire|ban|dispute|insurgency|rebellion|uprising|government|rule|regime|blockade|"
    r"embargo|siege|agreement|treaty|pact|law|peace|crisis|strike|protest|movement|feud|campaign|occupation|policy)\b)"
)


@RULES.rule(
    "old-duration",
    ["#1", "#2", "#3", *NUMBER_STARTS],
    r"(?P<n>%(cardinal)s)-(?:(?P<unit>day|week|month)-old(?= [a-z])"
    + _YOUNG
    + r"|(?P<years>year)-old"
    + _OLD_THING
    + ")",
)
def _old_duration(m: re.Match[str], _: DateState) -> Answer:
    """Read the age of a thing, "an 8-month-old truce", and leave people's alone."""
    return RuleMatch(
        m.start(), m.end(), unknown(period(number(m["n"]), m["unit"] or m["years"])), "old-duration", "duration"
    )


@RULES.rule(
    "hyphen-duration",
    ["#1", "#2", "#3", *NUMBER_STARTS, "multi", "month", "year", "week", "day", "decade", "hour"],
    r"(?:the )?(?:(?P<n>%(cardinal)s|half|multi)(?P<half>-and-a-half)?-(?P<unit>second|minute|hour|day|week|month|quarter|year|decade|century)|(?P<long>month|year|week|day|decade|hour)s?-long)(?P<tail>-long|(?: |-)period)?(?!-?old|-olds| olds?\b)",
)
def _hyphen_duration(m: re.Match[str], _: DateState) -> Answer:
    if m["long"]:
        several = "s-" in m.group().lower()
        return RuleMatch(
            m.start(),
            m.end(),
            unknown(period(None if several else 1, m["long"].lower())),
            "hyphen-duration",
            "duration",
        )
    word = m["n"].lower()
    count = 0.5 if word == "half" else None if word == "multi" else number(word)
    if count is not None and m["half"]:
        count += 0.5
    end = m.end() if not (m["tail"] or "").endswith("period") else m.end("unit")
    return RuleMatch(m.start(), end, unknown(period(count, unit_of(m["unit"]))), "hyphen-duration", "duration")


_EVERY = {
    "weekend": "XXXX-WXX-WE",
}
_ADVERBS = {
    "daily": "P1D", "nightly": "XXXX-XX-XXTNI", "weekly": "P1W", "monthly": "P1M", "quarterly": "P3M",
    "annually": "P1Y", "yearly": "P1Y", "hourly": "PT1H", "everyday": "P1D",
}  # fmt: skip


@RULES.rule(
    "every",
    ["every", "each"],
    r"(?:every|each)(?: single)?(?: (?P<other>other|second))?(?: (?P<n>%(cardinal)s|few))? (?:(?P<unit>%(units)s)|(?P<w>%(weekday_long)s)|(?P<m>%(month_long)s)|(?P<s>%(season)s)|(?P<p>morning|afternoon|evening|night))",
)
def _every(m: re.Match[str], _: DateState) -> Answer:
    if m["w"]:
        value = f"XXXX-WXX-{weekday_of(m['w']) + 1}"
    elif m["m"]:
        value = f"XXXX-{month_of(m['m']):02d}"
    elif m["s"]:
        value = f"XXXX-{SEASON_WORDS[m['s'].lower()]}"
    elif m["p"]:
        value = {"morning": "XXXX-XX-XXTMO", "afternoon": "XXXX-XX-XXTAF", "evening": "XXXX-XX-XXTEV"}.get(
            m["p"].lower(), "XXXX-XX-XXTNI"
        )
    else:
        unit = unit_of(m["unit"])
        count = 2.0 if m["other"] else number(m["n"]) if m["n"] and m["n"].lower() != "few" else None if m["n"] else 1.0
        value = period(count, unit) if count != 1 else _EVERY.get(unit, period(1, unit))
    return RuleMatch(m.start(), m.end(), unknown(value), "every", "set")


@RULES.rule(
    "adverb-set",
    list(_ADVERBS),
    r"(?P<a>"
    + "|".join(_ADVERBS)
    + ")(?! (?:Mail|Telegraph|Mirror|Express|Star|News|Times|Beast|Show|Record|Standard|Post|Nation|Monitor|Sun|Trust|Maverick|Sabah))",
)
def _adverb(m: re.Match[str], context: DateState) -> Answer:
    if m["a"][0].isupper() and re.match(r"\s+[A-Z]", context.text[m.end() : m.end() + 3]):
        return None
    if m["a"].lower() == "quarterly" and re.match(r"\s+[a-z]+", context.text[m.end() : m.end() + 8]):
        return None
    return RuleMatch(m.start(), m.end(), unknown(_ADVERBS[m["a"].lower()]), "adverb-set", "set")


@RULES.rule("per", ["per"], r"per (?P<unit>day|week|month|quarter|year|hour|minute|second|night)")
def _per(m: re.Match[str], _: DateState) -> Answer:
    return RuleMatch(m.start(), m.end(), unknown(period(1, unit_of(m["unit"]))), "per", "set")


@RULES.rule(
    "plural-day",
    [*(f"{w}s" for w in WEEKDAYS if w.endswith("day")), "weekends", "weekdays"],
    r"(?P<w>%(weekday_long)s)s(?: (?:mornings|nights|evenings|afternoons))?|(?P<e>weekends|weekdays)",
)
def _plural_day(m: re.Match[str], _: DateState) -> Answer:
    value = (
        f"XXXX-WXX-{weekday_of(m['w']) + 1}"
        if m["w"]
        else "XXXX-WXX-WE"
        if m["e"].lower() == "weekends"
        else "XXXX-XX-XX"
    )
    return RuleMatch(m.start(), m.end(), unknown(value), "plural-day", "set")


_KEPT = (
    ("now", "PRESENT_REF", r"(?:right |just )?now(?!-defunct)"),
    ("currently", "PRESENT_REF", "currently|presently|nowadays"),
    ("present", "PRESENT_REF", r"(?:the )?present(?:-day| day| time)"),
    ("these", "PRESENT_REF", "these days"),
    ("the", "PRESENT_REF", r"the (?:moment|time being|present)"),
    ("this", "PRESENT_REF", "this (?:time|moment)(?! (?:around|he|she|it|they|a|the|with))"),
    ("modern", "PRESENT_REF", "modern(?:-day| day)"),
    ("recently", "PAST_REF", "recently|lately"),
    ("recent", "PAST_REF", "recent(?: (?:days|weeks|months|years|decades|times))?"),
    ("the", "PAST_REF", r"the (?:recent |distant )?past(?! [a-z0-9])"),
    ("the", "FUTURE_REF", r"the (?:near |foreseeable |not(?:-| )too(?:-| )distant )?future"),
    ("coming", "FUTURE_REF", "coming (?:days|weeks|months|years)"),
    ("the", "FUTURE_REF", r"the (?:coming|ensuing) (?:days|weeks|months|years)"),
)
_SYNONYMS = {
    "now": ("right", "just"), "currently": ("presently", "nowadays"), "recently": ("lately",), "present": ("the",),
}  # fmt: skip


_LED = re.compile(r"\b(?:at|by|during|since|until|for)\s+$", re.IGNORECASE)
""""At the moment" is now; "the moment he fell" is not."""


def _reference(value: str, word: str, pattern: str) -> None:
    needs = _LED if re.search(r"moment|this", pattern) else None

    def read(m: re.Match[str], context: DateState) -> Answer:
        if m.group()[:1].isupper() and word == "future" and re.match(r"\s+[A-Z]", context.text[m.end() : m.end() + 3]):
            return None
        if word in ("this", "the") and needs and not needs.search(context.text[max(0, m.start() - 8) : m.start()]):
            return None
        return RuleMatch(m.start(), m.end(), unknown(value), value.lower().replace("_ref", "-reference"), "reference")

    RULES.rule("reference", [word, *_SYNONYMS.get(word, ())], pattern)(read)


for _word, _value, _pattern in _KEPT:
    _reference(_value, _word, _pattern)
