"""The day that a web address carries: "/2022/7/21/", "/2022-07-21-flood", "/202207260441.html", or its month: "/2022/07/flood".

News sites put the day of publication into addresses more often than any other day. A whole day in the path
counts, where a site would put one; numbers that could be the number of an article are left alone. A month counts only
where neither metadata nor text say a day, and stands in the two folders in which blogs and papers keep their articles.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from geobrief.model import When
from geobrief.text import ordered

# The web has carried news since then.
_FIRST_YEAR = 1994
_LONGEST = 2_000

_MONTHS = {name[:width]: number for number, name in enumerate(ordered("months"), 1) for width in (3, len(name))}
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # Folders: /2022/7/21/, /2022/jul/21/, /2022-07/21/, /2022/0721/
        r"/(?P<y>\d{4})[/-](?P<m>\d{1,2}|[a-z]{3,9})/(?P<d>\d{1,2})(?=[/_.-]|$)",
        r"/(?P<y>\d{4})/(?P<m>\d{2})(?P<d>\d{2})(?=/|$)",
        # A name that begins with the day, or is nothing else: /2022-07-21-flood, /20220721/, /20220721_flood, /202207260441.html
        r"/(?P<y>\d{4})(?P<s>[-_.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?=[/_.T-]|$)",
        r"/(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:[T-]?(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?(?=[/_.-]|$)",
        # The last name, where it ends with the day: /africa/flood-in-kayes-2022-07-21/
        r"[a-z0-9][-_](?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?:\.[a-z]{3,5})?/?$",
    )
)
_MONTH = re.compile(r"/(?P<y>\d{4})/(?P<m>0[1-9]|1[0-2])/(?=[^/]*[a-z]{2}[^/]*/?$)", re.IGNORECASE)
# What an archive of the web puts before the address of the page: when it came by, not when the page was published.
_ARCHIVED = re.compile(r"^.*?/web/\d{4,14}(?:[a-z]{2}_)?/(?=https?:/)", re.IGNORECASE)


def published_in_address(url: str | None) -> When | None:
    """A web address → the day in its path, of basis ``url``; None where there is none, or more than one.

    A day that is still to come is none: no article was published on it. That is the one question here that asks the clock.
    """
    path, latest = _path(url), _latest()
    found = [(day, match) for pattern in _PATTERNS for match in pattern.finditer(path) if (day := _day(match, latest))]
    if len({day for day, _ in found}) != 1:
        return None
    day, match = found[0]
    return When(day, day, "day", match.group().strip("/-_"), "url")


def month_in_address(url: str | None) -> When | None:
    """A web address → the month in its path, "/2022/07/flood-in-kayes", of basis ``url``; None where there is none, or more than one."""
    found = {(int(match["y"]), int(match["m"])) for match in _MONTH.finditer(_path(url))}
    if len(found) != 1:
        return None
    year, month = found.pop()
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    known = year >= _FIRST_YEAR and first <= _latest()
    return When(first, last, "month", f"{year}/{month:02}", "url") if known else None


def _path(url: str | None) -> str:
    try:
        return urlsplit(_ARCHIVED.sub("", (url or "")[:_LONGEST])).path
    except ValueError:
        return ""


def _latest() -> date:
    return datetime.now(UTC).date() + timedelta(days=1)


def _day(match: re.Match[str], latest: date) -> date | None:
    month = match["m"].lower()
    number = int(month) if month.isdecimal() else _MONTHS.get(month, 0)
    try:
        day = date(int(match["y"]), number, int(match["d"]))
    except ValueError:
        return None
    return day if day.year >= _FIRST_YEAR and day <= latest else None
