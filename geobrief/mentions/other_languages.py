"""Articles in French, Spanish, Portuguese, German, Russian and Arabic → the gazetteer's names in them.

The recogniser was fitted on English. In these languages the gazetteer's own names are looked for: countries
anywhere, towns by their size and by the word before them. What is found says with its confidence that it is
less sure than in English. Where the limits are is said in ``docs/accuracy/languages.md``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from geobrief.gazetteer import Gazetteer, NameStats, fold, has_kind
from geobrief.mentions.lexicon import first_names
from geobrief.model import Article, Mention, Sentence

LANGUAGES = frozenset({"fr", "es", "pt", "de", "ru", "ar"})
OWN_SCRIPT = frozenset({"ru", "ar"})
"""Languages whose words the English recogniser cannot read at all: its spans do not count there."""

COUNTRY, TOWN, GUESS = 0.7, 0.65, 0.5
"""Confidences, all far below what the recogniser gives a plain name in English: a country or a town after a word
like "near"; a large city anywhere; a town whose size alone speaks for it. They are caps, not measured."""

_MOST_WORDS = 5
_SHORTEST = 3
"""Letters of an Arabic name from which what is tied to it is taken off."""
_LARGE = 1_000_000
"""Inhabitants from which a city is believed anywhere in a sentence; in Arabic, too, where no capital helps."""
_SIZABLE = 100_000
_SMALLEST = 5_000
"""Inhabitants from which a town is believed after a word that places stand behind."""

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_ELISION = re.compile(r"(?:l|d|qu|s|n|c|j|m|t|dell|nell)['’](?=\w)", re.IGNORECASE)
_GLUED = re.compile("[وف]?(?:[بك]|لل?)?")
"""Arabic "and", "in", "to", "like", which are written together with the next word."""
_TIED = re.compile("[وف]?(?:ب|لل?)")
"""Those of them that a place stands behind."""
_RUSSIAN = (
    ("ией", ("ия",)), ("ии", ("ия",)), ("ию", ("ия",)), ("ом", ("",)), ("ем", ("й", "ь")), ("ой", ("а",)),
    ("ей", ("я",)), ("ью", ("ь",)), ("у", ("а", "")), ("ю", ("я", "ь", "й")), ("е", ("", "а", "я", "ь")),
    ("ы", ("а", "")), ("и", ("ь", "а", "я")), ("а", ("",)), ("я", ("ь", "й")),
)  # fmt: skip
"""Endings of Russian cases → those of the nominative, longest first."""


@dataclass(frozen=True, slots=True)
class _Rules:
    places: frozenset[str]
    articles: frozenset[str]
    determiners: frozenset[str]
    never: frozenset[str]
    common: frozenset[str] = frozenset()

    @property
    def no_names(self) -> frozenset[str]:
        """Words that are no names by themselves, with a capital or without."""
        return self.never | self.places | self.determiners | self.common


@dataclass(frozen=True, slots=True)
class _Run:
    """Words ``first`` to ``last`` (exclusive), and the offsets of the name in them."""

    first: int
    last: int
    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    before: str
    """What is elided before it, in lower case: "l", "d"."""


def is_other(article: Article) -> bool:
    """Whether an article is in one of these languages; where its language could not be told, it is read as English."""
    return article.language in LANGUAGES


def names_in(article: Article, gazetteer: Gazetteer) -> list[Mention]:
    """Article in one of these languages → the gazetteer's names in it, in text order."""
    language = article.language or ""
    own = list(_scan_all(article, language, gazetteer, frozenset()))
    told = frozenset(mention.text for mention in own if mention.confidence >= TOWN)
    return list(_scan_all(article, language, gazetteer, told)) if told else own


def joined(article: Article, own: Sequence[Mention], others: Sequence[Mention]) -> list[Mention]:
    """The gazetteer's names, and of those that were read as English is what overlaps none and is no word of the language."""
    taken = {offset for mention in own for offset in range(mention.start, mention.end)}
    no_names = _tables()[0][article.language or ""].no_names
    kept = [
        mention
        for mention in others
        if mention.text.lower() not in no_names and taken.isdisjoint(range(mention.start, mention.end))
    ]
    return sorted((*own, *map(_capped, kept)), key=lambda mention: mention.start)


def base_forms(text: str) -> list[str]:
    """A name as news writes it in another script or case → the forms that gazetteers have; none in plain Latin letters."""
    irregular = _tables()[1].get(text.casefold())
    forms = [irregular] if irregular else []
    if text[:2] == "ال" and len(text) > 4:
        forms.append(text[2:])
    if text and "а" <= text[-1] <= "я":
        for ending, nominatives in _RUSSIAN:
            if text.endswith(ending) and len(text) - len(ending) >= 3:
                forms += [text[: -len(ending)] + nominative for nominative in nominatives]
    return list(dict.fromkeys(forms))


@cache
def _tables() -> tuple[dict[str, _Rules], dict[str, str]]:
    raw = tomllib.loads((files("geobrief.mentions") / "other_languages.toml").read_text(encoding="utf-8"))
    irregular = raw.pop("irregular")
    rules = {
        language: _Rules(**{name: frozenset(words.split()) for name, words in lists.items()})
        for language, lists in raw.items()
    }
    return rules, irregular


def _scan_all(article: Article, language: str, gazetteer: Gazetteer, told: frozenset[str]) -> Iterator[Mention]:
    """Mentions of all sentences; a name in ``told`` stood elsewhere in the article where places stand."""
    for sentence in article.sentences:
        yield from _scan(article.text, sentence, language, gazetteer, told)


def _scan(
    text: str, sentence: Sentence, language: str, gazetteer: Gazetteer, told: frozenset[str]
) -> Iterator[Mention]:
    words = list(_words(text, sentence, language))
    rules = _tables()[0][language]
    runs = [
        _Run(first, last, start, words[last - 1].end)
        for first, last in _runs(text, words, language)
        for start in _starts(words[first], language)
    ]
    folded = {run: [fold(form) for form in (run.of(text), *base_forms(run.of(text)))] for run in runs}
    known = gazetteer.known(norm for norms in folded.values() for norm in norms if norm)
    end = 0
    for run in sorted(runs, key=lambda run: (run.first, -run.last, run.start)):
        stats = next((known[norm] for norm in folded[run] if norm in known), None)
        if run.first < end or stats is None:
            continue
        tied = text[words[run.first].start : run.start]
        # A name that is tied by "and" to one just found stands where a place stands, too.
        behind = _behind(words, run.first, rules) or (end > 0 and run.first == end and tied == "و")
        behind = behind or _TIED.fullmatch(tied) is not None or run.of(text) in told
        sure = _confidence(words, run, run.of(text), stats, rules, behind=behind, language=language)
        if sure:
            end = run.last
            yield Mention(run.start, run.end, run.of(text), "name", sentence, sure)


def _starts(word: _Word, language: str) -> list[int]:
    """Where a name may begin in its first word: in Arabic also behind what is written together with it."""
    glued = _GLUED.match(word.text) if language == "ar" else None
    ends = {len(word.text[:1]), glued.end()} if glued and glued.group() else set()
    return [word.start, *(word.start + end for end in sorted(ends) if len(word.text) - end >= _SHORTEST)]


def _words(text: str, sentence: Sentence, language: str) -> Iterator[_Word]:
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        start = match.start()
        elided = _ELISION.match(match.group()) if language == "fr" else None
        if elided:
            yield _Word(start + elided.end(), match.end(), match.group()[elided.end() :], elided.group()[:-1].lower())
        else:
            yield _Word(start, match.end(), match.group(), "")


def _runs(text: str, words: Sequence[_Word], language: str) -> Iterator[tuple[int, int]]:
    """Runs of words that could be a name: from a capital to a capital, with nothing but blanks between."""
    caps = language != "ar"
    for first, word in enumerate(words):
        if caps and not word.text[0].isupper() and word.text[:2] not in ("al", "el"):
            continue
        for last in range(first + 1, min(len(words), first + _MOST_WORDS) + 1):
            apart = last > first + 1 and not text[words[last - 2].end : words[last - 1].start].isspace()
            if apart and not words[last - 1].before:
                break
            if last > first + 1 or not caps or word.text[0].isupper():
                yield first, last


def _behind(words: Sequence[_Word], first: int, rules: _Rules) -> bool:
    """Whether a word that places stand behind comes right before, or before an article."""
    if words[first].before in rules.places:
        return True
    before = [word.text.lower() for word in words[max(0, first - 2) : first]]
    if not before:
        return False
    return before[-1] in rules.places or (
        len(before) > 1 and before[-1] in rules.articles and before[0] in rules.places
    )


def _confidence(
    words: Sequence[_Word], run: _Run, name: str, stats: NameStats, rules: _Rules, *, behind: bool, language: str
) -> float:
    """How surely a run is a place, or 0 where it is not taken for one."""
    first, last = run.first, run.last
    single = last == first + 1
    if name.lower() in rules.no_names and not (behind and language == "ar" and name in rules.never):
        return 0.0
    if has_kind(stats, "country") or has_kind(stats, "continent") or has_kind(stats, "territory"):
        return COUNTRY
    before = words[first - 1].text.lower() if first else ""
    determined = single and not behind and before in rules.determiners
    if determined or (language != "ar" and _person(words, first, last, language)):
        return 0.0
    return _by_size(stats, behind=behind, single=single, language=language)


def _by_size(stats: NameStats, *, behind: bool, single: bool, language: str) -> float:
    """How surely the name of a town or province is meant as one, from its size and the words before it."""
    listed = behind and (stats.population >= _SMALLEST or (has_kind(stats, "admin1") and not single))
    if listed or stats.population >= _LARGE:
        return TOWN
    return GUESS if stats.population >= _SIZABLE and language not in ("ar", "de") else 0.0


def _person(words: Sequence[_Word], first: int, last: int, language: str) -> bool:
    """Whether capitalised words beside a run make it part of a person's or a body's name."""
    before = words[first - 1].text if first else ""
    if before.lower() in first_names() and before[0].isupper():
        return True
    if language == "de":
        return False
    after = words[last] if last < len(words) else None
    joined = after is not None and after.start == words[last - 1].end + 1 and after.text[0].isupper()
    return joined and words[first].text.lower() in first_names()


def _capped(mention: Mention) -> Mention:
    return replace(mention, confidence=min(mention.confidence, COUNTRY))
