"""What the cross-validated geoparser gets wrong, by cause: ``python benchmarks/geoparser_errors.py FOUND.jsonl [--show N]``.

The causes are read off the text by rule, so that every error is counted; ``--show`` prints examples of each to be
read by hand.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from geobrief.gazetteer import Gazetteer
from geobrief.gazetteer.earth import distance_km
from geobrief.mentions.lexicon import categories, first_names
from geobrief.places.groups import look_up
from models.geoparser_corpora import FITTED, Document, read_corpus

Span = tuple[int, int]
_ROAD = re.compile(
    r"\b(?:St|Street|Road|Rd|Ave|Avenue|Drive|Lane|Boulevard|Highway|Route|Interstate|Parkway|[A-Z]{1,2}-?\d+)\b"
)


def lists(word: str) -> tuple[str, ...]:
    """The word lists that a word is in."""
    return categories().get(word.rstrip(".").casefold(), ())


def around(document: Document, span: Span) -> tuple[str, str]:
    """The words before and after a span."""
    text = document.article.text
    before = re.findall(r"[\w.'’]+", text[max(0, span[0] - 40) : span[0]])
    after = re.findall(r"^[ -]([A-Z][\w.]+)", text[span[1] : span[1] + 30])
    return (before or [""])[-1], (after or [""])[0]


def missed(document: Document, toponym: dict[str, Any], found: list[Span]) -> str:
    """Why a gold name was not found."""
    span = toponym["start"], toponym["end"]
    if any(s < span[1] and span[0] < e for s, e in found):
        return "cut otherwise"
    text = toponym["text"]
    if _ROAD.search(text):
        return "road"
    before, after = around(document, span)
    if after and any(name.startswith("after.org") for name in lists(after)):
        return "nested in an organisation"
    if any(name in ("after.org", "after.site") for name in lists(text.split()[-1])) and " " in text:
        return "institution or building"
    if before.rstrip(".").lower() in first_names() or after:
        return "nested in a longer name"
    return "plain name"


def invented(document: Document, span: Span, gold: list[dict[str, Any]]) -> str:
    """What was wrongly found."""
    text = document.article.text[span[0] : span[1]]
    if any(t["text"] == text for t in gold):
        return "the gold marks the same name elsewhere"
    if _ROAD.search(text):
        return "road"
    before, after = around(document, span)
    if after and any(name.startswith("after.org") for name in lists(after)):
        return "nested in an organisation"
    if before.rstrip(".").lower() in first_names() or "before.honorific" in lists(before):
        return "person"
    if any(name in ("after.org", "after.site") for name in lists(text.split()[-1])) and " " in text:
        return "institution or building"
    return "other name"


def misplaced(toponym: dict[str, Any], gazetteer: Gazetteer) -> str:
    """Why a found name was given a wrong place."""
    options = look_up([toponym["text"]], gazetteer)[toponym["text"]]
    near = [
        option
        for option in options
        if distance_km(toponym["lat"], toponym["lon"], option.hit.place.lat, option.hit.place.lon) <= 161
    ]
    if not near:
        same = [o for o in options if str(o.hit.place.geonameid) == str(toponym["geonameid"])]
        return "the gold's point is another for the same place" if same else "right place not in the gazetteer"
    return "another place of the name was chosen"


def main() -> None:
    """Count, and show examples."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("found", type=Path)
    parser.add_argument("--show", type=int, default=0)
    args = parser.parse_args()
    lines = [json.loads(line) for line in args.found.read_text(encoding="utf-8").split("\n") if line]
    answers = {row["id"]: row["spans"] for row in lines}
    gazetteer = Gazetteer.default()
    for corpus in FITTED:
        causes: dict[str, Counter[str]] = defaultdict(Counter)
        examples: dict[tuple[str, str], list[str]] = defaultdict(list)
        for document in read_corpus(corpus):
            for what, cause, span in errors(document, answers[document.id], gazetteer):
                causes[what][cause] += 1
                text = document.article.text
                examples[what, cause].append(
                    f"{text[max(0, span[0] - 30) : span[0]]}[{text[span[0] : span[1]]}]{text[span[1] : span[1] + 30]}"
                )
        for what, counts in causes.items():
            print(f"{corpus}: {what}, {counts.total()}: " + ", ".join(f"{c} {n}" for c, n in counts.most_common()))
            for cause, _ in counts.most_common():
                sample = random.Random(1).sample(examples[what, cause], min(args.show, len(examples[what, cause])))  # noqa: S311
                for line in sample:
                    print("   ", cause, "|", " ".join(line.split()))


def is_far(toponym: dict[str, Any], answer: dict[str, Any]) -> bool:
    """Whether an answer lies more than 161 km from the gold's point."""
    if toponym.get("lat") is None or answer["lat"] is None:
        return False
    return distance_km(toponym["lat"], toponym["lon"], answer["lat"], answer["lon"]) > 161


def errors(document: Document, answers: list[dict[str, Any]], gazetteer: Gazetteer) -> list[tuple[str, str, Span]]:
    """The errors of one document: what went wrong, why, where."""
    spans = {(a["start"], a["end"]): a for a in answers}
    gold = [t for t in document.gold if not t["aside"]]
    exact = {(t["start"], t["end"]) for t in gold}
    told: list[tuple[str, str, Span]] = []
    for toponym in gold:
        span = toponym["start"], toponym["end"]
        answer = spans.get(span)
        if answer is None:
            told.append(("missed", missed(document, toponym, list(spans)), span))
        elif is_far(toponym, answer):
            told.append(("misplaced", misplaced(toponym, gazetteer), span))
    for span in spans:
        on_gold = any(t["start"] < span[1] and span[0] < t["end"] for t in document.gold)
        if span not in exact and not on_gold:
            told.append(("invented", invented(document, span, gold), span))
    return told


if __name__ == "__main__":
    main()
