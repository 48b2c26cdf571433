"""Place names found in short articles of six languages other than English, written for this project.

    python benchmarks/articles_languages.py [LANGUAGE ...]

Each language named is followed by what went wrong in it. A name counts as found where the span is the same, and
as right where it was given a place in the same country (of a river, any place that is in no one country, or none).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from geobrief.articles import make_article
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import find_mentions
from geobrief.places import resolve_places

_ARTICLES = Path(__file__).with_suffix(".txt")
_MARK = re.compile(r"\[([^|\]]+)\|([A-Z]{2}|-)\]")


def articles() -> Iterator[tuple[str, str, dict[tuple[int, int], str]]]:
    """Language, text, and the spans of its place names with their countries."""
    for block in _ARTICLES.read_text(encoding="utf-8").split("\n== ")[1:]:
        language, _, marked = block.partition("\n")
        text = ""
        spans: dict[tuple[int, int], str] = {}
        at = 0
        for match in _MARK.finditer(marked := marked.strip()):
            text += marked[at : match.start()]
            spans[len(text), len(text) + len(match[1])] = match[2]
            text += match[1]
            at = match.end()
        yield language, text + marked[at:], spans


def measure(language: str, gazetteer: Gazetteer) -> tuple[list[int], list[str]]:
    """A language → its numbers (names, found, right, wrongly taken), and a line for each thing that went wrong."""
    counts = [0, 0, 0, 0]
    wrong: list[str] = []
    for _, text, spans in (each for each in articles() if each[0] == language):
        article = make_article(text, kind="file")
        if article.language != language:
            wrong.append(f"taken for {article.language}: {text[:40]}")
        resolutions = resolve_places(article, find_mentions(article, gazetteer), gazetteer)
        found = {(each.mention.start, each.mention.end): each for each in resolutions if each.mention.form == "name"}
        for span, country in spans.items():
            place = found[span].place if span in found else None
            right = span in found and (country == "-" or (place is not None and place.country == country))
            counts = [a + b for a, b in zip(counts, (1, span in found, right, 0), strict=True)]
            if not right:
                wrong.append(f"{text[slice(*span)]}: {'not found' if span not in found else place and place.country}")
        for span in found.keys() - spans.keys():
            counts[3] += 1
            place = found[span].place
            wrong.append(f"wrongly taken: {text[slice(*span)]} ({place and place.name}, {place and place.country})")
    return counts, wrong


def main(shown: Sequence[str]) -> None:
    """Print a table in Markdown."""
    gazetteer = Gazetteer.default()
    print("| language | names | found | right country | wrongly taken |\n|---|---:|---:|---:|---:|")
    for language in dict.fromkeys(each[0] for each in articles()):
        counts, wrong = measure(language, gazetteer)
        print(f"| {language} | {' | '.join(map(str, counts))} |")
        for line in wrong if language in shown else ():
            print(f"  <!-- {line} -->")


if __name__ == "__main__":
    main(sys.argv[1:])
