"""Clubs by their whole names, where the word behind the town tells nothing by itself: "Utah Jazz", "Miami Heat".

Clubs that are called the City, Town or County of theirs are left out: the name is as often the place's.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

_NO_CLUB = re.compile(
    r"(?:['’]s?)? (?:home|stadium|arena|ground|franchise)\b"
    r"| (?:Council|Hall|Centre|Center|Police|Airport|Court|Station|Festival|Department|Fire|Marshal|Brigade|Wave|Cathedral|"
    r"University|College|School|Museum|centre|center|council|police|hall)\b"
)
"""What makes a place or an office of a club's name, or stands where it plays: "Chicago Fire Department", "Cowboys' stadium"."""


def club_around(text: str, start: int, end: int) -> str | None:
    """The club that a stretch of a text belongs to by what stands beside it; None where none of the list does.

    Args:
        text: Of the article.
        start: Where the name of a place begins.
        end: Where it ends.
    """
    for before, behind in _clubs().get(text[start:end], ()):
        first, last = start - len(before), end + len(behind)
        if first < 0 or text[first:start] != before or text[end:last] != behind:
            continue
        apart = not (first and text[first - 1].isalnum()) and not text[last : last + 1].isalnum()
        if apart and not _NO_CLUB.match(text, last):
            return text[first:last]
    return None


@lru_cache(maxsize=1)
def _clubs() -> dict[str, list[tuple[str, str]]]:
    """Run of words of a club's name → what of the name stands before and behind it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in files("geobrief.places").joinpath("clubs.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        bounds = [(word.start(), word.end()) for word in re.finditer(r"[^ -]+", line)]
        for index, (first, _) in enumerate(bounds):
            for _, last in bounds[index:]:
                found.setdefault(line[first:last], []).append((line[:first], line[last:]))
    return found
