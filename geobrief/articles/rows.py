"""Lines of a list that say how many, place by place ("Kidal: 3 dead"), and rows of a page's table, which say the same.

They end without a stop, as tags and headlines of other articles do, and are the story's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST_ROW = 120
_NUMBER = r"(?:\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+|\d+|no|none|nil|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|aucun|un|deux|trois|quatre|cinq|dos|tres|cuatro|cinco)"
# "3 dead", "about 40 wounded", "2 soldiers killed": a number with at most four words that belong to it.
_COUNT = rf"(?:(?:about|around|some|at least|over|more than|up to|environ|au moins|unos|al menos|mindestens|etwa)\s)?{_NUMBER}(?:\s[^\W\d_][\w'’-]*){{0,4}}"
_ROW = re.compile(
    rf"^[•●▪◦·*–—-]?\s*[^\W\d_][^\d:|–—\t]{{1,50}}?\s?(?::|,|\||\t|\s[-–—]|–|—|=|\()\s*{_COUNT}(?:\s?(?:,|;|and|et|y|und|/)\s?{_COUNT}){{0,4}}\)?[.;,]?$",
    re.IGNORECASE,
)
_BEGINS_SMALL = re.compile(r"^[•●▪◦·*–—-]?\s*[a-zß-öø-ÿ]")
_TOLL = re.compile(
    r"\b(?:dead|killed|deaths?|died|wounded|injured|hurt|missing|displaced|arrested|detained|abducted|kidnapped|casualties|fatalities|cases|homeless|evacuated"
    r"|morts?|tués?|blessés?|disparus?|déplacés?|muertos?|heridos?|desaparecidos?|desplazados?|mortos?|feridos?|tote|verletzte|vermisste|погибших|погибли|раненых|убитых)\b"
    r"|قتلى|قتيل|جرحى|مفقود",
    re.IGNORECASE,
)


def is_row(line: str) -> bool:
    """Whether a line is a name and a number of something: "Gao: 4", "• Ansongo, 2 wounded"."""
    return len(line) <= _LONGEST_ROW and bool(_ROW.match(line)) and not _BEGINS_SMALL.match(line)


def is_toll(line: str) -> bool:
    """Whether a line is such a row, and its number is one of people."""
    return is_row(line) and bool(_TOLL.search(line))


def rows_of_story(lines: Sequence[str]) -> list[bool]:
    """Lines below a story → for each whether it is a row of a list that belongs to it.

    A row with a toll is; one with a bare number only among others.
    """
    rows = [is_row(line) for line in lines]
    listed = any(map(is_toll, lines)) or sum(rows) > 1
    return [row and listed for row in rows]


def row_of_cells(cells: Sequence[str]) -> str:
    """The cells of a table's row → the row as a line: "Kidal: 3 dead, 4 wounded"."""
    told = [cell for cell in (" ".join(cell.split()) for cell in cells) if cell]
    if len(told) < 2:
        return "".join(told)
    first = told[0]
    return f"{first}{' ' if first[-1] in ':.?!' else ': '}{', '.join(told[1:])}"
