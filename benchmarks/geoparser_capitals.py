"""How good the geoparser is where capitals are missing, or are all there is.

``python benchmarks/geoparser_capitals.py [corpus ...]`` reads each shared corpus three times, as it is, in small
letters and in capitals, with and without the step that gives the names their capitals back
(``geobrief/mentions/lower_case.py``). The shipped models were fitted on lgl, trnews and gwn as they are, not on tudloc.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace

from geobrief.articles import make_article
from geobrief.gazetteer import Gazetteer
from geobrief.gazetteer.earth import distance_km
from geobrief.mentions import find_mentions
from geobrief.mentions.find import find_in_prose
from geobrief.model import Article, Mention
from geobrief.places import resolve_places
from geobrief.places.resolve import resolve_in_prose
from models.geoparser_corpora import FITTED, Document, Score, read_corpus

RIGHT_KM = 161.0
WRITINGS: dict[str, Callable[[str], str]] = {"as it is": str, "small letters": str.lower, "capitals": str.upper}


def written(document: Document, change: Callable[[str], str]) -> Article:
    """The document's article with every letter changed that stays one letter."""
    text = "".join(new if len(new := change(c)) == 1 else c for c in document.article.text)
    return replace(make_article(text), domain=document.article.domain)


def placed(
    document: Document, article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer, *, prose: bool
) -> int:
    """Gold toponyms that are found, by overlap, and placed within 161 km."""
    found = (resolve_in_prose if prose else resolve_places)(article, mentions, gazetteer)
    right = 0
    for toponym in document.gold:
        over = [r for r in found if r.mention.start < toponym["end"] and toponym["start"] < r.mention.end and r.place]
        if toponym["aside"] or toponym.get("lat") is None or not over:
            continue
        place = over[0].place
        right += place is not None and distance_km(toponym["lat"], toponym["lon"], place.lat, place.lon) <= RIGHT_KM
    return right


def main() -> None:
    """Print one line for each corpus, writing and way."""
    gazetteer = Gazetteer.default()
    for corpus in sys.argv[1:] or (*FITTED, "tudloc"):
        documents = read_corpus(corpus)
        gold = sum(not t["aside"] and t.get("lat") is not None for d in documents for t in d.gold)
        for name, change in WRITINGS.items():
            for way, find in (("as prose", find_in_prose), ("with capitals given back", find_mentions)):
                score, right = Score(), 0
                for document in documents:
                    article = written(document, change)
                    found = [m for m in find(article, gazetteer) if m.form not in ("demonym", "description")]
                    score.add(document, [(m.start, m.end) for m in found])
                    right += placed(document, article, found, gazetteer, prose=find is find_in_prose)
                print(f"{corpus}, {name}, {way}: {score} end to end {100 * right / gold:.1f}", flush=True)


if __name__ == "__main__":
    main()
