"""Countries that are described and not named: "the West African country", "the island nation".

A description is found by its words alone; which country it is said of is decided in ``geobrief.places``, where the
article's other places are known. It stands for the adjective in it: "West African" is no mention of its own there.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from geobrief.model import Article, Mention

CONFIDENCE = 0.9
"""How often such words describe a country that the article names; read by hand, ``docs/accuracy/geoparser.md``."""

MOST_WORDS = 7
"""Words of a description, its article among them: "the impoverished, oil-rich West African coastal country"."""


_NOT_SAID_OF_IT = (
    "of|in|on|at|by|for|from|to|with|around|across|near|and|or|as|than|between|against|into|over|under|through|"
    "first|second|third|fourth|fifth|last|next|other|only|same|most|least|latest|[a-z]{2,}(?:est|th)"
)
"""Words between article and region with which another country is meant, or none yet: "the first African country to"."""


@dataclass(frozen=True, slots=True)
class Description:
    """What the words of a description say of the country."""

    words: str
    """The region or quality, as a reader would say it ("West African")."""
    countries: frozenset[str]
    """ISO codes of the countries that it may be said of."""


@cache
def _tables() -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    raw = tomllib.loads((files("geobrief.mentions") / "descriptions.toml").read_text(encoding="utf-8"))
    regions = {name.replace("-", " "): frozenset(codes.split()) for name, codes in raw["regions"].items()}
    return regions, raw["nouns"]


@cache
def _pattern() -> re.Pattern[str]:
    """Article, at most three words in lower case, region, at most two more, noun; bounded, so linear in the text."""
    regions, nouns = _tables()
    names = "|".join(re.escape(name).replace(r"\ ", r"[ -]") for name in sorted(regions, key=len, reverse=True))
    more = rf"(?:(?!(?:{_NOT_SAID_OF_IT})[ ,])[a-z][a-z-]{{1,19}},? ){{0,%d}}?"
    return re.compile(
        rf"\b([Tt]he|[Tt]his|[Tt]hat) {more % 3}(?i:(?P<region>{names}))[ -]{more % 2}(?P<noun>{'|'.join(nouns)})\b"
        r"(?! of [A-Z])(?![’'-][^\W\d_]{2})(?! (?:department|television|media|radio|visit|bank|level|team))"
    )


def descriptions(article: Article) -> list[Mention]:
    """Article → the descriptions of countries in its sentences, in text order."""
    found = []
    starts = [sentence.start for sentence in article.sentences]
    for match in _pattern().finditer(article.text):
        number = bisect_right(starts, match.start()) - 1
        if number < 0 or match.end() > article.sentences[number].end or len(match.group().split()) > MOST_WORDS:
            continue
        sentence = article.sentences[number]
        found.append(Mention(match.start(), match.end(), match.group(), "description", sentence, CONFIDENCE))
    return found


def described(text: str) -> Description | None:
    """The words of a description → what they say of the country."""
    match = _pattern().match(text)
    if match is None:
        return None
    regions, nouns = _tables()
    codes = regions[match["region"].lower().replace("-", " ")]
    limit = nouns[match["noun"]]
    if limit.startswith("!"):
        codes = codes - set(limit[1:].split())
    elif limit:
        codes = codes & set(limit.split())
    return Description(match["region"], codes)


def with_descriptions(article: Article, mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions in text order with the descriptions among them, instead of the adjectives and regions inside these."""
    own = descriptions(article)
    if not own:
        return list(mentions)
    inside = {offset for mention in own for offset in range(mention.start, mention.end)}
    kept = [mention for mention in mentions if inside.isdisjoint(range(mention.start, mention.end))]
    return sorted((*kept, *own), key=lambda mention: mention.start)
