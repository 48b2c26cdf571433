"""The head that news agencies print above a report: "Source: Xinhua| 2018-11-17 22:19:45|Editor: xuxin".

Who sends it, when, and who edited it stand in one line, beside the buttons of a player. Where a page was saved as
running text the story goes on behind it in the same line, and the title may stand before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from geobrief.articles.datelines import dateline_length
from geobrief.articles.publication import read_date_line
from geobrief.model import When
from geobrief.text import Line

_MOST_LINES = 12
"""A head stands among the first lines of its article."""
_LONGEST_HEAD = 300
"""Characters within which a line may hold a head, its title included."""
_MOST_NAME_WORDS = 4

_SOURCE = r"source\s?[:：]\s?"
_OUTLET = r"[^\W\d_][^|\n\d：:]{1,58}?"
_MOMENT = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s{1,3}\d{1,2}:\d{2}(?::\d{2})?)?"
_EDITOR = r"(?:web\s|copy\s|chief\s|managing\s)?editors?\s?[:：]\s?"
_PLAYER = r"video\s+player(?:\s+is\s+loading)?\.?(?:\s+close)?"
_HEAD = re.compile(
    rf"(?<!\w)(?:{_SOURCE}(?P<source>{_OUTLET})\s*[|,;·•]?\s*|(?P<outlet>[A-Z][^|:：\n\d]{{1,58}}?)\s*\|\s*)"
    rf"(?P<moment>{_MOMENT})\s*(?:\|\s*)?(?P<editor>{_EDITOR})?",
    re.IGNORECASE,
)
_BEHIND = re.compile(rf"\s*{_PLAYER}(?=\s|$)", re.IGNORECASE)
_EDITOR_ALONE = re.compile(rf"^[(\[]?{_EDITOR}\S[^.!?|]{{0,60}}[)\]]?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AgencyHead:
    """What a head says."""

    outlet: str | None
    published: When | None


def read_agency_head(line: str) -> AgencyHead | None:
    """A line → what it says as the head of a report, or None where it is none. One that names the editor alone says nothing."""
    if not is_agency_head(line):
        return None
    match = _HEAD.match(line)
    dated = read_date_line(match["moment"]) if match else None
    outlet = (match["source"] or match["outlet"]).strip(" |,;") if match else ""
    return AgencyHead(outlet or None, dated.when if dated else None)


def is_agency_head(line: str) -> bool:
    """Whether a line is such a head and nothing else, or names the editor alone."""
    match = _HEAD.match(line)
    if match is None:
        return bool(_EDITOR_ALONE.match(line)) and len(line.split()) <= _MOST_NAME_WORDS + 2
    rest = line[match.end() :]
    player = _BEHIND.search(rest)
    words = (rest[: player.start()] if player else rest).split()
    whole = player is None or not rest[player.end() :].strip()
    return whole and (not words or (bool(match["editor"]) and len(words) <= _MOST_NAME_WORDS))


def with_heads_apart(lines: list[Line]) -> list[Line]:
    """Lines → the same, where a head, the title before it and the story behind it are lines of their own."""
    parted: list[Line] = []
    for number, line in enumerate(lines):
        parted += _parts(line) if number < _MOST_LINES else [line]
    return parted


def _parts(line: Line) -> Iterable[Line]:
    match = _HEAD.search(line.text, 0, _LONGEST_HEAD)
    if match is None or (match.start() and not match["source"]):
        return [line]
    end = _end_of_head(line.text, match)
    if end is None:
        return [line]
    cuts = [0, *([match.start()] if match.start() else []), end]
    return list(_cut(line, [*cuts, len(line.text)]))


def _end_of_head(text: str, match: re.Match[str]) -> int | None:
    """Where a head ends within its line, or None where what follows is no story.

    The editor's name has no end of its own: it goes to the player's buttons, or to the dateline of the story.
    """
    at = match.end()
    words = [found.end() + at for found in re.finditer(r"\S+", text[at : at + 120])][:_MOST_NAME_WORDS]
    ends = []
    for end in words if match["editor"] else [at]:
        player = _BEHIND.match(text, end)
        after = player.end() if player else end
        rest = text[after:].lstrip()
        if player or not rest:
            return after if rest else len(text)
        if dateline_length(rest):
            ends.append((not rest.split(None, 1)[0].strip(",").isupper(), after))
    return min(ends)[1] if ends else None


def _cut(line: Line, cuts: list[int]) -> Iterable[Line]:
    for begin, end in pairwise(cuts):
        part = line.text[begin:end]
        if part.strip():
            lead = begin + len(part) - len(part.lstrip())
            start = line.start + lead
            words = part.strip()
            yield replace(
                line,
                start=start,
                end=start + len(words),
                text=words,
                after_blank=line.after_blank if begin == 0 else True,
                column=line.column + lead,
            )
