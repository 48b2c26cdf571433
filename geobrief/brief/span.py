"""The days of a brief, one definition each: how new its information is, and when its events were."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from geobrief.brief.quotes import said
from geobrief.brief.record import Brief
from geobrief.brief.tellings import content_words
from geobrief.dates import read_dates
from geobrief.events import kinds_that_are
from geobrief.model import UNKNOWN_WHEN, Event, When

_VAGUE = timedelta(days=62)
"""A period longer than this, as of an article that has no day, stretches the period of a brief like a year."""
_HISTORY = timedelta(days=366)
"""What lay longer before the newest article is no news of it, whatever tells it."""
_HAPPENED = frozenset({"done", "under way", "claimed"})


def cut_off(brief: Brief) -> date | None:
    """Return the day of the newest article: what happened later no article can say. None where no article has a day.

    Of an article of some day between two the first counts: its information may be newer, and nobody can say.
    """
    days = [source.published.start or source.published.end for source in brief.articles]
    return max((day for day in days if day), default=None)


def reported(events: Sequence[Event], brief: Brief) -> When | None:
    """Return when the first article told of some events of which no day is given, or None where nobody says that either.

    Of an article of some day between two that lie far apart a reader learns nothing.
    """
    told = {citation.article for event in events for citation in event.citations}
    days = [source.published for source in brief.articles if source.id in told]
    known = [when for when in days if when.start and when.end and when.end - when.start <= _VAGUE]
    return min(known, key=lambda when: (when.start or date.max, when.end or date.max), default=None)


def period(brief: Brief) -> tuple[date, date] | None:
    """Return the first and the last day on which something happened that the articles tell as news.

    History told as background is none, nor is what is planned, demanded or denied, nor what no day, week or month is given
    for: a year would stretch the period to its first of January. Where no event has such a day, None.
    """
    found = [when for when in (event.when for event in brief.events if _is_news(event)) if _is_dated(when)]
    days = [day for when in found for day in (when.start, when.end) if day]
    last = cut_off(brief)
    days = [day for day in days if last is None or day >= last - _HISTORY]
    # "Since March" is open: it lasts until the newest article, as far as anybody can say.
    days += [last for when in found if when.end is None and last and when.start and last > when.start]
    return (min(days), max(days)) if days else None


def _is_news(event: Event) -> bool:
    return event.status in _HAPPENED and event.salience != "background"


def _is_dated(when: When) -> bool:
    if when.start and when.end and when.end - when.start > _VAGUE:
        return False
    return when.precision in ("day", "days", "week", "month", "period") and when.start is not None


def day_of_saying(event: Event, text: str, when: When) -> When:
    """Return when what somebody said was so, where the event is that he said it: by that day, if he did not speak of the future."""
    if event.kind not in kinds_that_are("spoken") or when.start is None or when.end is None:
        return when
    return UNKNOWN_WHEN if _AHEAD.search(text) else replace(when, start=None, direction="by")


_AHEAD = re.compile(
    r"\b(?:will|would|(?:is|are|was|were|have|has) (?:set |due |likely |expected |going |scheduled )?to|plans? to)\b"
)


def day_in_words(text: str, published: When) -> When:
    """Return the one day or month that the words which are printed say themselves, read as of the day of their article.

    Of an article of some day of a month only what names a month or a day of it is read; a month counts where it stands
    beside the verb ("Niger announces in March that …"), not where it dates something else ("the coup of July").
    """
    exact = published.start is not None and published.start == published.end
    month = (published.start and published.start.replace(day=1)) == (published.end and published.end.replace(day=1))
    found = [
        one for one in read_dates(text, published=published.end if month else None) if one.when.start and one.when.end
    ]
    dated = [one for one in found if _YEAR.search(one.text)]
    found = dated if len(dated) == 1 else found
    if len(found) != 1:
        return UNKNOWN_WHEN
    told, before = found[0].when, text[: found[0].start]
    beside = _BESIDE.search(before) is not None or not before
    if told.precision == "month":
        return told if beside and len(before.split()) <= _BESIDE_THE_VERB else UNKNOWN_WHEN
    numbered = any(char.isdigit() for char in found[0].text)
    return told if told.precision in ("day", "days") and beside and (exact or numbered) else UNKNOWN_WHEN


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BESIDE = re.compile(r"(?:\b(?:on|in)|[(,]|day) $|\($")
"""What stands before a day that dates what the words tell."""
_BESIDE_THE_VERB = 5
"""Words before a month that stands beside the verb."""


def printed_day(event: Event, text: str) -> When:
    """Return the day that may be printed beside ``text``, which is said of an event.

    What has lasted for so long has no day. Sentences of an event may tell several things that hang together: a day that only a sentence gives which has next to
    nothing in common with the words that are printed is that of something else.
    """
    when = event.when
    if is_yet_to_come(event, text) or is_done_already(event, text) or _LASTS.search(text) or _is_vague(when):
        return UNKNOWN_WHEN
    if when.text is not None and f"since {when.text}" in _SINCE.sub(r"since ", text):
        return UNKNOWN_WHEN
    if when.text is None or (when.start is None and when.end is None):
        return when
    if _is_of_another(when.text, event):
        return UNKNOWN_WHEN
    words = content_words(text)
    giving = [content_words(item.quote) for item in event.citations if when.text in item.quote]
    apart = [len(words & told) < _LITTLE * min(len(words), len(told)) for told in giving]
    return UNKNOWN_WHEN if apart and all(apart) else when


def is_yet_to_come(event: Event, text: str) -> bool:
    """Whether a headline says of what was agreed or announced that it is to be done."""
    return event.status in _HAPPENED and _TO_BE_DONE.search(text) is not None


def is_done_already(event: Event, text: str) -> bool:
    """Whether words say that what is planned has been done: "the festival has been launched"."""
    return event.status == "planned" and _HAS_BEEN.search(text) is not None


_HAS_BEEN = re.compile(
    r"\b(?:has|have) been (?!(?:scheduled|planned|announced|expected|slated|postponed|delayed|invited|asked|ordered|urged|proposed|set"
    r"|told|agreed|chosen|selected|named|tasked|assigned|called)\b)[a-z]+(?:ed|en)\b(?! to\b)"
)


def _is_vague(when: When) -> bool:
    """Whether an interval only says by how much a day is unsure: the "last month" of an article of some day of a year."""
    told = when.text or ""
    known = when.start is not None and when.end is not None and when.end - when.start > _VAGUE
    return known and when.precision == "period" and not any(char.isdigit() for char in told)


def _is_of_another(told: str, event: Event) -> bool:
    """Whether all sentences that give a day give that of what came before or is to come: "following his promotion on"."""
    giving = [item.quote for item in event.citations if told in item.quote]
    before = rf"\b(?:following|ahead of|(?:after|before|since) (?:his|her|its|their)) (?:[\w’'-]+ ){{1,6}}(?:on |in |of )?{re.escape(told)}"
    return bool(giving) and all(re.search(before, quote) for quote in giving)


def day_left_out(event: Event, text: str, published: Mapping[str, When]) -> When | None:
    """Return the day of the words that were left out of ``text`` since only their reader knows them; None where none were.

    "Fans can order from 10am tomorrow" is printed without "tomorrow", and the day is that one, whatever other day the event
    has; unknown, where its article has no day and the words give none.

    Args:
        event: What is told.
        text: What is printed of it.
        published: Id of an article → when it was published.
    """
    printed = [said(text)]
    doer = next((said(part.text) for part in event.label_parts if part.role == "source"), "")
    done = " ".join(printed[0].removeprefix(doer).split()[1:])
    if printed[0].startswith(doer) and len(done.split()) >= _FEWEST_SAID:
        printed.append(done)  # a label's verb may be in another tense than that of its sentence
    for item in event.citations:
        quote = " ".join(item.quote.split())
        for found in UNDATED_WORDS.finditer(quote):
            before, after = said(quote[: found.start()]), said(quote[found.end() :])
            whole = f"{before} {after}".strip()
            for bare in printed:
                at = whole.find(bare)
                if bare and at >= 0 and at <= len(before) + 1 and len(before) <= at + len(bare) + 1:
                    return _day_of(found.group(), published.get(item.article, UNKNOWN_WHEN))
    return None


def _day_of(words: str, published: When) -> When:
    exact = published.start is not None and published.start == published.end
    found = [one.when for one in read_dates(words.strip(" ,"), published=published.end if exact else None)]
    known = [when for when in found if when.start and when.end]
    numbered = [when for when in known if any(char.isdigit() for char in when.text or "")]
    return next(iter(numbered or known), UNKNOWN_WHEN)


_FEWEST_SAID = 4
"""Words of what was done, by which it is found in its sentence without its doer and its verb."""


UNDATED_WORDS = re.compile(
    r"^(?:Earlier )?(?:Yesterday|Today|Tonight|This (?:morning|afternoon|evening|week|month)|Last (?:night|week|weekend|month)"
    r"|On [A-Z][a-z]+day(?: (?:morning|afternoon|evening|night))?),? (?=[A-Z“\"])"
    r"| (?:yesterday|today|tomorrow|tonight|last night|earlier today|this (?:morning|afternoon|evening))\b"
    r"(?: \([^()]*\d[^()]*\)|(?! \())"
    r"| (?:(?:during|over|in) the (?:last|past) week|(?:last|next) week|last month)(?=[.,]|$)",
    re.IGNORECASE,
)
"""Days and weeks that only the reader of the article knows; the finding's day stands beside its words."""
_TO_BE_DONE = re.compile(r"\bto be \w{2,}(?:ed|en|wn|ut|ld|nt|ght|de|un)\b", re.IGNORECASE)
_LASTS = re.compile(
    r"\b(?:has|have) been (?:\w+ ){0,5}?for (?:(?:almost|nearly|about|around|over|more than|at least) )?"
    r"(?:an?|several|many|\d+|\w+) (?:days|weeks|months|years|decades|year|month|week|decade)\b"
)
"""What goes on: "have been shut for more than five months"."""
_SINCE = re.compile(r"\bsince (?:[a-z]+ ){1,4}(?:in |on )?")
"""What leads to the day from which something lasts: "since the grand reopening in" [October 2021]."""
_LITTLE = 0.15
"""Share of the words of the shorter one below which two texts speak of different things."""
