"""How the time of each stage grows from a hostile text to one four times as long, as a table.

    PYTHONPATH=. python benchmarks/hostile_texts.py [CHARACTERS]

The tests count the lines of Python that are run (``tests/counted.py``); what runs in C, above all regular expressions, is
seen here only. Linear work comes out near 4, what grows with the square near 16; below a hundredth of a second it is noise.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date

from geobrief.articles import make_article
from geobrief.articles.formats.markup import parse
from geobrief.dates import find_dates, read_dates
from geobrief.events import extract_events
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import find_mentions
from geobrief.places import resolve_places
from geobrief.text.sentences import split_sentences

PIECES = (
    "The army attacked the town on 3 May and ",
    "Paris, Springfield, Santa Maria, San Pedro, ",
    "PARIS AND LONDON ",
    "between 1 and ",
    "twenty-",
    "12/",
    "A. ",
    "“",
    "((",
    "O'",
    "\n",
    "<p x=",
    "1234 !!! ... --- ",
    "$ 3 million ",
    "agreed on 3 May ",
)
TIMES = 4


def stages() -> dict[str, Callable[[str], object]]:
    """The stages by name, each from a text on."""
    gazetteer = Gazetteer.default()

    def places(text: str) -> object:
        article = make_article(text)
        return resolve_places(article, find_mentions(article, gazetteer), gazetteer)

    def events(text: str) -> object:
        article = make_article(text, published="2024-06-12")
        return extract_events(article, [], find_dates(article))

    def dates(text: str) -> object:
        return read_dates(text, published=date(2024, 6, 12))

    return {"markup": parse, "sentences": split_sentences, "dates": dates, "places": places, "events": events}


def seconds(work: Callable[[str], object], text: str) -> float:
    """CPU seconds of one run."""
    begin = time.process_time()
    work(text)
    return time.process_time() - begin


def main() -> None:
    """Print the table."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    table = stages()
    print("| text | " + " | ".join(table) + " |")
    print("| --- |" + " ---: |" * len(table))
    for piece in PIECES:
        cells = []
        for work in table.values():
            short, long = (piece * (count // len(piece)) for count in (size, size * TIMES))
            work(short)
            once, more = seconds(work, short), seconds(work, long)
            cells.append(f"{more:.2f} s" if more < 0.05 else f"{more:.2f} s, ×{more / max(once, 1e-4):.1f}")
        print(f"| `{piece.strip() or 'line break'}` | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
