"""Place names found in sentences of six languages other than English, written for this project.

python benchmarks/other_languages.py
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from geobrief.articles import make_article
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import find_mentions
from geobrief.places import resolve_places

CASES = Path(__file__).resolve().parents[1] / "tests" / "mentions" / "cases" / "other_languages.toml"


def main(shown: Sequence[str]) -> None:
    """Print a table in Markdown, and for the languages given what went wrong."""
    for part in ("sentences", "second"):
        print(f"\n{part}\n")
        _table(part, shown)


def _table(part: str, shown: Sequence[str]) -> None:
    gazetteer = Gazetteer.default()
    print("| language | names | found | right country | found too much |\n|---|---:|---:|---:|---:|")
    for language, cases in tomllib.loads(CASES.read_text(encoding="utf-8")).items():
        wanted = found = right = extra = 0
        for text, *names in cases[part]:
            places = _places(text, language, gazetteer)
            expected = dict(_expected(text, names))
            wanted += len(expected)
            found += len(expected.keys() & places.keys())
            right += sum(places.get(span) == country for span, country in expected.items())
            extra += len(places.keys() - expected.keys())
            if language in shown and places != expected:
                print([(text[a:b], code) for (a, b), code in expected.items() if places.get((a, b)) != code], end=" ")
                print("<-", [(text[a:b], code) for (a, b), code in places.items() if expected.get((a, b)) != code])
        print(f"| {language} | {wanted} | {found} | {right} | {extra} |")


def _places(text: str, language: str, gazetteer: Gazetteer) -> dict[tuple[int, int], str | None]:
    article = replace(make_article(text, path="case"), language=language)
    resolved = resolve_places(article, find_mentions(article, gazetteer), gazetteer)
    return {
        (item.mention.start, item.mention.end): item.place.country
        for item in resolved
        if item.place and item.mention.form != "demonym"
    }


def _expected(text: str, names: Iterable[str]) -> Iterable[tuple[tuple[int, int], str]]:
    for name in names:
        words, country = name.rsplit(" ", 1)
        start = text.index(words)
        yield (start, start + len(words)), country


if __name__ == "__main__":
    main(sys.argv[1:])
