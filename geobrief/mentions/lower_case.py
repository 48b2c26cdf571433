"""Sentences written without capitals, or in nothing but capitals → as prose is written, for the models to read.

The recogniser and the ranker were fitted on prose. Bad feeds print "police in lagos said", old wires and headlines
"FLOODS IN PAKISTAN": such sentences are read as if their names alone had capitals. What is a name is told by the
gazetteer (strong names that English does not write small), by given names, and by the rest of the article. No
character is added or taken away, so offsets stand. ``docs/accuracy/geoparser.md`` has the figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from geobrief.gazetteer import FLAG_NOT_PLACE, FLAG_STRONG, Gazetteer, NameStats, fold, has_kind
from geobrief.mentions.lexicon import first_names, surnames
from geobrief.mentions.tokens import CONNECTORS
from geobrief.model import Article, Kind, Mention, Sentence
from geobrief.text import either, listed

LEAST_WORDS = 4
"""Words of a sentence from which its writing is judged: "BREAKING NEWS" and "apply" say nothing."""

MOSTLY = 0.5
"""Share of an article's letters that must stand in sentences without capitals before these are read so: in prose a
caption or a button may lack them. Sentences in capitals are read so wherever they stand."""

SURENESS = {"low": 0.9, "caps": 0.95}
"""By what the confidence of a mention is multiplied: how much less often it is right than in prose, on the corpora
with their letters lowered and raised."""

MOST_WORDS = 5
"""Words of a name that is looked for."""

NOTED = 100_000
"""Inhabitants from which a name of nothing but common words ("salt lake city") is believed."""

CERTAIN: tuple[Kind, ...] = ("country", "continent", "territory")
"""Kinds whose names are believed although they may be something else: "turkey", "chad"."""

_WORD = re.compile(r"[^\W\d_]+")
_INITIALS = re.compile(r"\b(?:[a-z]\.){2,4}|\b(?<=the )us\b|\bus(?=-(?:led|backed|based|made|funded|trained)\b)")
"""What is in capitals as a whole: initials, and "us" where it is no pronoun."""
_CLIPPED = re.compile(rf"(?<=, )(?:{either(listed('states_clipped states_clipped_to_words'))})\.")
"""A clipped province behind its town: ", ky."."""
_POSTAL = re.compile(rf"(?<=, )(?:{either(listed('states_of_post', without='in me ne oh or hi'))})(?=[.,;]?(?: |$))")
"""A province in the two letters of its post behind its town: ", al", ", tx"."""
_STATES = re.compile(
    r"(?<=, )(?:alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|"
    r"indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|"
    r"nebraska|nevada|new (?:hampshire|jersey|mexico|york)|(?:north|south) (?:carolina|dakota)|ohio|oklahoma|oregon|"
    r"pennsylvania|rhode island|tennessee|texas|utah|vermont|virginia|washington|west virginia|wisconsin|wyoming|alberta|"
    r"british columbia|manitoba|new brunswick|newfoundland|nova scotia|ontario|saskatchewan)\b"
)
"""The same written out: ", alabama"."""
_JOINTS = frozenset({" ", "-", "'", "’"})
_BEFORE_STOP = frozenset({"st", "mt", "ft", "ste"})
_COMPLETING = frozenset(
    "street st road rd avenue ave boulevard drive lane county parish river creek lake park bay island highway hospital "
    "university college school church bridge times post herald tribune journal gazette airlines airways".split()
)
"""Words that have a capital behind a name: parts of it, or what makes it the name of something else."""
_UPPER = frozenset("uk usa uae eu drc fbi cia nato ecowas nyc".split())
_UPPER_IN_CAPITALS = frozenset({"us", "un"})
_ALWAYS = listed("weekdays months", "mr mrs ms dr", without="march may")


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    """In lower case."""


@cache
def common_words() -> frozenset[str]:
    """Words that name a place somewhere in the world and that English writes small one time in four or more."""
    return frozenset((files("geobrief.mentions") / "lower_case.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=2)
def recased(article: Article, gazetteer: Gazetteer) -> tuple[Article, Mapping[Sentence, str]]:
    """Article → the same in the writing of prose, and which sentences were not: "low" or "caps"."""
    odd = _odd_sentences(article)
    filed = _towns_in_capitals(article)
    odd = {sentence: style for sentence, style in odd.items() if sentence.start not in filed}
    if not odd and not filed:
        return article, {}
    seen = _names_in_prose(article, odd) if odd else frozenset()
    parts, at = [], 0
    for sentence in article.sentences:
        if sentence.start in filed:
            end = filed[sentence.start]
            parts += [article.text[at : sentence.start], _titled(article.text[sentence.start : end])]
            at = end
        elif sentence in odd:
            parts += [article.text[at : sentence.start], _prose(article.text, sentence, odd[sentence], seen, gazetteer)]
            at = sentence.end
    parts.append(article.text[at:])
    return replace(article, text="".join(parts)), odd


_FILED = re.compile(
    r"(?P<town>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’-]+(?:[ ./-]{1,2}[A-ZÀ-ÖØ-Þ'’]{2,}){0,4})"
    r"(?P<where>, (?:[A-Z][\w.'’-]*[ ]?){1,4})?(?P<day>, [A-Z][a-z]{2,8}\.? \d{1,2})?(?P<agency> ?\([A-Z][\w /&'’.-]{1,30}\))?"
    r"(?: ?[–—]| ?--| -(?= ))"
)
"""A dateline whose town is in capitals: "TROY, Ala., June 2 (UPI) --", "SALEM, Ore. – A fire"."""


def _towns_in_capitals(article: Article) -> dict[int, int]:
    """Where the towns of datelines begin that are written in capitals, and where they end."""
    found = {}
    for sentence in article.sentences:
        match = _FILED.match(article.text, sentence.start, min(sentence.end + 3, sentence.start + 110))
        if match and (match["where"] or match["day"] or match["agency"]):
            found[sentence.start] = match.end("town")
    return found


def _titled(text: str) -> str:
    """A name in capitals as prose writes it, of the same length."""
    return re.sub(r"[^\W\d_]+", lambda match: match.group()[0] + _lowered(match.group()[1:]), text)


def as_written(mention: Mention, article: Article, odd: Mapping[Sentence, str]) -> Mention:
    """A mention with the text as the article writes it, less sure where that is not prose."""
    sure = mention.confidence * SURENESS.get(odd.get(mention.sentence, ""), 1.0)
    return replace(mention, text=article.text[mention.start : mention.end], confidence=sure)


def _odd_sentences(article: Article) -> dict[Sentence, str]:
    """The sentences without capitals and those in nothing but capitals."""
    low, caps = [], []
    letters = 0
    for sentence in article.sentences:
        text = article.text[sentence.start : sentence.end]
        letters += len(text)
        if text.isupper() and len(text.split(None, LEAST_WORDS)) >= LEAST_WORDS:
            caps.append(sentence)
        elif text.islower() and len(text.split(None, LEAST_WORDS)) >= LEAST_WORDS:
            low.append(sentence)
    if sum(sentence.end - sentence.start for sentence in low) < MOSTLY * letters:
        low = []
    return dict.fromkeys(low, "low") | dict.fromkeys(caps, "caps")


def _names_in_prose(article: Article, odd: dict[Sentence, str]) -> frozenset[str]:
    """Words that the other sentences write with a capital inside the sentence, and never small."""
    names: set[str] = set()
    small: set[str] = set()
    for sentence in article.sentences:
        if sentence in odd:
            continue
        for number, match in enumerate(_WORD.finditer(article.text, sentence.start, sentence.end)):
            word = match.group()
            if word.islower():
                small.add(word)
            elif number:
                names.add(word.lower())
    return frozenset(names - small - CONNECTORS)


def _prose(text: str, sentence: Sentence, style: str, seen: frozenset[str], gazetteer: Gazetteer) -> str:
    """One sentence with small letters but for its names."""
    small = _lowered(text[sentence.start : sentence.end])
    letters = list(small)
    words = [_Word(match.start(), match.end(), match.group()) for match in _WORD.finditer(small)]
    for word in _capitals(small, words, seen, gazetteer):
        letters[word.start] = _raised(letters[word.start])
    upper = _UPPER | _UPPER_IN_CAPITALS if style == "caps" else _UPPER
    spans = [(w.start, w.end) for w in words if w.text in upper]
    spans += [match.span() for match in _INITIALS.finditer(small)]
    if style == "caps":
        spans += [(match.start(), match.start() + 1) for match in _CLIPPED.finditer(small)]
        spans += [match.span() for match in _POSTAL.finditer(small)]
    for start, end in spans:
        letters[start:end] = map(_raised, letters[start:end])
    return "".join(letters)


def _lowered(text: str) -> str:
    """A text in small letters, of the same length: a letter that becomes two stays as it is."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _raised(letter: str) -> str:
    return letter.upper() if len(letter.upper()) == 1 else letter


def _capitals(text: str, words: Sequence[_Word], seen: frozenset[str], gazetteer: Gazetteer) -> Iterator[_Word]:
    """The words that prose writes with a capital: the first one, names of places and people, days and months."""
    yield from words[:1]
    known = _known(text, words, gazetteer)
    at = 0
    while at < len(words):
        last = next((end for end in range(min(len(words), at + MOST_WORDS), at, -1) if (at, end) in known), 0)
        if last:
            yield from (word for word in words[at:last] if word.text not in CONNECTORS and len(word.text) > 1)
            if last < len(words) and words[last].text in _COMPLETING and words[last].start == words[last - 1].end + 1:
                yield words[last]
        elif words[at].text in _ALWAYS or words[at].text in seen:
            yield words[at]
        yield from _person(words, at, is_place=last == at + 1)
        at = max(last, at + 1)


def _person(words: Sequence[_Word], at: int, *, is_place: bool) -> Iterator[_Word]:
    """A given name with the word behind it, if that can be a family name; behind a place's ("CHAD SIGNS") it must be one."""
    if words[at].text not in first_names() or at + 1 == len(words) or words[at + 1].start != words[at].end + 1:
        return
    pair = words[at : at + 2]
    if is_place and pair[1].text not in surnames():
        return
    if not any(word.text in common_words() or word.text in CONNECTORS for word in pair):
        yield from pair


def _known(text: str, words: Sequence[_Word], gazetteer: Gazetteer) -> set[tuple[int, int]]:
    """The runs of words that are names of places by themselves."""
    folded: dict[tuple[int, int], str] = {}
    before_province = {m.start() - 2 for pattern in (_CLIPPED, _POSTAL, _STATES) for m in pattern.finditer(text)}
    for first, word in enumerate(words):
        for last in range(first + 1, min(len(words), first + MOST_WORDS) + 1):
            if last > first + 1 and not _joins(text, words[last - 2], words[last - 1]):
                break
            folded[first, last] = fold(text[word.start : words[last - 1].end])
    stats = gazetteer.known(set(folded.values()))
    return {
        span
        for span, norm in folded.items()
        if norm in stats
        and (
            (words[span[1] - 1].end in before_province and bool(stats[norm].flags & FLAG_STRONG))
            or _is_name([w.text for w in words[slice(*span)]], stats[norm])
        )
    }


def _joins(text: str, word: _Word, next_: _Word) -> bool:
    """Whether what stands between two words may stand inside a name: a blank, a hyphen, the full stop of "St."."""
    between = text[word.end : next_.start]
    return between in _JOINTS or (between == ". " and word.text in _BEFORE_STOP)


def _is_name(words: Sequence[str], stats: NameStats) -> bool:
    """Whether words that some place is called are a name where no capital says so."""
    if not stats.flags & FLAG_STRONG or words[0] in CONNECTORS or words[-1] in CONNECTORS:
        return False
    if any(has_kind(stats, kind) for kind in CERTAIN):
        return len(words[0]) > 2
    if stats.flags & FLAG_NOT_PLACE:
        return False
    usual = all(word in common_words() or word in CONNECTORS for word in words)
    if len(words) == 1:
        return not usual and len(words[0]) > 2
    return not usual or stats.population >= NOTED
