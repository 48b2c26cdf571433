"""Training documents with other names in them, so that the recogniser learns contexts and not the corpora's towns.

A copy of a document has each of its places replaced by another of the same kind from anywhere in the world, and some
of its people given the names of places ("Tom Jordan"); the beginnings of some copies are set in capitals or as titles.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from typing import Any

from geobrief.articles import make_article
from geobrief.gazetteer import Gazetteer, fold
from geobrief.gazetteer.layer import PlaceRow
from geobrief.mentions.lexicon import first_names
from models.geoparser_corpora import Document

REPLACED = 0.8
"""Share of the names that are replaced; the rest keep the article's own."""
PEOPLE = 0.3
"""Share of the people (a given name and one more word) who get the name of a place."""
CAPITALS = 0.2
"""Share of the copies that begin with a line in capitals; as many begin with one in title case."""

_PERSON = re.compile(r"\b([A-Z][a-z]{2,12}) ([A-Z][a-z]{2,14})\b(?! [A-Z])")
_LATIN = re.compile(r"[A-Z][\w'’ -]{2,30}")


class Names:
    """Names of places by kind, drawn evenly over countries."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._by_kind: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for layer in gazetteer.layers[:1]:
            for row in layer.places_where("population > 15000 OR kind IN (1, 2, 3, 4, 5) ORDER BY id"):
                self._add(row)

    def _add(self, row: PlaceRow) -> None:
        if _LATIN.fullmatch(row.name) and row.name.count(" ") < 4:
            self._by_kind[row.kind][row.country].append(row.name)

    def other(self, text: str, random_: random.Random) -> str | None:
        """Another name of the kind that a name most likely is; None where the gazetteer does not know it."""
        hits = self._gazetteer.hits([fold(text)]).get(fold(text), ())
        if not hits or len(text) < 4:
            return None
        kind = next((k for k in ("country", "admin1") if any(h.place.kind == k for h in hits)), hits[0].place.kind)
        if text.endswith((" County", " Parish")) or kind not in ("country", "admin1", "city"):
            return None
        return self.draw(kind, random_)

    def draw(self, kind: str, random_: random.Random) -> str:
        """A name of a kind, every country as likely as every other."""
        countries = self._by_kind[kind]
        return random_.choice(countries[random_.choice(sorted(countries))])


def augmented(document: Document, names: Names, seed: int) -> Document:
    """A copy of a document with other names."""
    random_ = random.Random(f"{seed} {document.id}")
    text = document.article.text
    edits: list[tuple[int, int, str]] = []
    chosen: dict[str, str | None] = {}
    for toponym in document.gold:
        name = toponym["text"]
        if toponym["aside"]:
            continue
        if name not in chosen:
            chosen[name] = names.other(name, random_) if random_.random() < REPLACED else None
        if chosen[name]:
            new = str(chosen[name])
            edits.append((toponym["start"], toponym["end"], new.upper() if name.isupper() else new))
    edits += _people(document, names, random_)
    return _rebuilt(document, _edited(text, document.gold, edits, _header(text, random_)))


def _people(document: Document, names: Names, random_: random.Random) -> list[tuple[int, int, str]]:
    """Edits that give some people, wherever the text names them, the name of a town."""
    text = document.article.text
    gold = {index for t in document.gold for index in range(t["start"], t["end"])}
    edits: list[tuple[int, int, str]] = []
    for match in _PERSON.finditer(text):
        family = match[2]
        if match[1].lower() not in first_names() or gold.intersection(range(*match.span())):
            continue
        if any(family == text[start:end] for start, end, _ in edits) or random_.random() > PEOPLE:
            continue
        new = names.draw(random_.choice(["city", "city", "city", "country", "admin1"]), random_)
        if " " in new:
            continue
        places = [m.span() for m in re.finditer(rf"\b{re.escape(family)}\b", text)]
        edits += [(*span, new) for span in places if not gold.intersection(range(*span))]
    return edits


def _header(text: str, random_: random.Random) -> tuple[int, Any]:
    """How far the beginning is set in another way, and how."""
    end = next((m.end() for m in re.finditer(r"[.\n]", text) if m.end() > 25), 0)
    chance = random_.random()
    if chance < CAPITALS:
        return end, str.upper
    if chance < 2 * CAPITALS:
        return end, lambda part: re.sub(r"\b[a-z](?=[a-z]{3})", lambda m: m[0].upper(), part)
    return 0, str


def _edited(
    text: str, gold: tuple[dict[str, Any], ...], edits: list[tuple[int, int, str]], header: tuple[int, Any]
) -> tuple[str, list[dict[str, Any]]]:
    """The text with the edits made, and its gold moved along."""
    starts = {t["start"]: t for t in gold}
    changes = {start: (end, new) for start, end, new in edits}
    for toponym in gold:
        changes.setdefault(toponym["start"], (toponym["end"], text[toponym["start"] : toponym["end"]]))
    parts: list[str] = []
    moved: list[dict[str, Any]] = []
    length = at = 0
    for start in sorted(changes):
        if start < at:
            continue
        end, new = changes[start]
        for piece, named in ((text[at:start], None), (new, starts.get(start))):
            written = header[1](piece) if start < header[0] else piece
            if named is not None:
                moved.append({**named, "start": length, "end": length + len(written), "text": written})
            parts.append(written)
            length += len(written)
        at = end
    parts.append(text[at:])
    return "".join(parts), moved


def _rebuilt(document: Document, edited: tuple[str, list[dict[str, Any]]]) -> Document:
    text, gold = edited
    article = make_article(text, domain=document.article.domain)
    return Document(f"{document.id}+", document.corpus, article, tuple(gold))
