"""Article → the spans that name places."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

from geobrief.gazetteer import Gazetteer, fold
from geobrief.mentions.company import DATELINE_CONFIDENCE, by_company, datelines
from geobrief.mentions.corpus import Corpus
from geobrief.mentions.decode import Span, best_spans
from geobrief.mentions.features import Context, lower, make_context
from geobrief.mentions.forms import demonym_spans, form_of
from geobrief.mentions.lexicon import categories, first_names, surnames
from geobrief.mentions.model import Recogniser, recogniser
from geobrief.mentions.scan import Profile, profile, scan
from geobrief.mentions.things import (
    is_given_name,
    is_part_of_number,
    is_person,
    is_titled,
    is_told_person,
    names_a_thing,
    says_something,
)
from geobrief.mentions.tokens import find_chunks, is_capitalised, tokenise
from geobrief.model import Article, Form, Mention, Sentence

NOTED = 50_000
"""Inhabitants of a place that is not outweighed by an adjective of its spelling."""

WHOLE = frozenset("RWLC")
"""Kinds whose names of several words are taken whole: a part of one is another place."""

WHOLE_CONFIDENCE = 0.8
"""How often the whole name is right where a model had only thought of a part of it; from reading cases."""

LEAST_AGAIN = 0.1
"""Least probability, over all ways to cut it, of a name that the article uses for a place elsewhere: on tudloc, on which
nothing was fitted, recall rises by 0.6 points and F1 stays."""

SURE_ELSEWHERE = 0.75
LEAST_OF_SURE = 0.02
"""The same for a town's name that is surely one elsewhere in the article, by the models or by what is said of it."""

UNKNOWN_AGAIN_CONFIDENCE = 0.6
"""How often a name that no gazetteer knows is the place that the article has called one elsewhere; from reading cases."""

LEAST_AGAIN_IN_A_NAME = 0.4
"""The same where capitalised words stand beside it, which may make it a part of a person's name."""

SITE_CONFIDENCE = 0.6
"""How often a listed site is meant as one where the models did not say so; read off 50 cases, not fitted."""

BLOCK = 100_000
"""Characters that are read at once: names and nothing else take a gigabyte for 400,000. News is far shorter; of a book
each block, some 35 pages, is read as an article by itself."""

LEAST = 0.01
"""Probability below which the sequence model's spans are not looked at again."""

DEMONYM_CONFIDENCE = 0.95
"""How often a word of the gazetteer's list of peoples and adjectives is one, on the shared corpora."""


GIVEN_NAME_BONUS = -3.0
"""Log-odds that a given name before a surname loses ("Paris Hilton"): local news has few such people. By trial on tudloc."""

TITLE_BONUS = 1.0
"""Log-odds that a country or large town gains in a line of capitalised words ("I Love Berlin"), before no word of note."""

NOTED_SIZE = 6
"""Order of magnitude of the inhabitants of a large town: a hundred thousand or more."""

THING_BONUS = -6.0
"""Log-odds that a name loses before "Party", "fever", "FC" and the like, which make it another's."""

PERSON_WORDS = 2
"""Words of a person's name: the first alone, and both."""

PERSON_BONUS = -4.5
"""Log-odds that the name of a country or town before a surname loses ("Cyprus Lee"): the corpora hold hardly any."""

WATER_BONUS = 2.0
"""Log-odds that a word gains which names a river or the like and stands behind "the" ("on the Amazon"), as no firm does."""

TOLD_PERSON_BONUS = -6.0
"""Log-odds that a name loses to which a rank, an age or an initial beside it gives a person ("Israel, aged 41")."""

FAMILY_NAME_BONUS = -1.0
"""Log-odds that a name loses which the article gives to a person and puts behind no preposition."""

UNIT_BONUS = 1.5
"""Log-odds that a name gains behind "the state of" and its like. By trial on made sentences; no corpus's F1 changes."""

RARE = 2
"""Band of surnames from which one is rarer than a place that is attacked."""

PLACED_NAME_BONUS = 2.2
"""Log-odds that a name of one word gains behind an attack or "residents of", and half of it behind a preposition of place;
on the corpora, cross-validated, F1 stays."""

HIT_NAME_BONUS = 2.5
"""The same behind an attack or a storm: "hit Mobile"."""

LONG_NAME_BONUS = 1.2
"""Log-odds that a known name of several words gains: the corpora know few of the world's. Chosen on tudloc."""

JOINED_NAME_BONUS = 4.0
"""The same for those with a small word or a hyphen inside ("Dar es Salaam"), which are hardly ever anything else."""

CORPUS_BONUS = 0.5
"""Log-odds that a span gains when its name stands alone as a place in another article of the folder."""


def find_mentions(article: Article, gazetteer: Gazetteer, *, corpus: Corpus | None = None) -> list[Mention]:
    """Article → mentions, in text order, without overlap.

    Args:
        article: Its sentences are searched, and nothing else of its text.
        gazetteer: What names are known.
        corpus: What the other articles of its folder say of their names.
    """
    return [mention for block in _blocks(article) for mention in _find(block, gazetteer, corpus)]


def _find(article: Article, gazetteer: Gazetteer, corpus: Corpus | None) -> list[Mention]:
    """The mentions of one block of an article."""
    context = read(article, gazetteer)
    model = recogniser()
    chosen = choose(context, span_probabilities(context, model), gazetteer, model.threshold, corpus)
    taken = {index for first, last in chosen for index in range(first, last)}
    found = [(span, _form(context, span, gazetteer), confidence) for span, confidence in chosen.items()]
    found += [(span, "demonym", DEMONYM_CONFIDENCE) for span in demonym_spans(context, taken)]
    return [_mention(article, context, *entry) for entry in sorted(found, key=lambda entry: entry[0])]


def _blocks(article: Article) -> Iterator[Article]:
    """An article as it is, or in blocks of sentences where it is too long to be held in memory as tokens."""
    if len(article.text) <= BLOCK:
        yield article
        return
    block: list[Sentence] = []
    for sentence in article.sentences:
        for piece in _pieces(article.text, sentence):
            if block and piece.end - block[0].start > BLOCK:
                yield replace(article, sentences=tuple(block))
                block = []
            block.append(piece)
    yield replace(article, sentences=tuple(block))


def _pieces(text: str, sentence: Sentence) -> Iterator[Sentence]:
    """A sentence, or what a sentence of a megabyte is cut into, at a blank if there is one."""
    start = sentence.start
    while sentence.end - start > BLOCK:
        cut = text.rfind(" ", start + BLOCK // 2, start + BLOCK)
        cut = cut if cut > 0 else start + BLOCK
        yield Sentence(start, cut)
        start = cut
    yield Sentence(start, sentence.end)


def choose(
    context: Context,
    probabilities: Mapping[Span, float],
    gazetteer: Gazetteer,
    threshold: float,
    corpus: Corpus | None = None,
) -> dict[Span, float]:
    """The models' spans → those that are taken, with their probabilities, without overlap."""
    probabilities = {span: p for span, p in probabilities.items() if not is_part_of_number(context, span)}
    persons = told_persons(context, probabilities)
    weighed = {span: _raised(p, _bonus(context, span, corpus, persons)) for span, p in probabilities.items()}
    chosen: dict[Span, float] = {}
    end = 0
    for span in best_spans(weighed, threshold):
        whole = whole_name(context, span)
        if whole[0] >= end and not within_other_name(context, span, gazetteer) and not _is_direction(context, whole):
            chosen[whole] = max(weighed.get(whole, 0.0), WHOLE_CONFIDENCE) if whole != span else weighed[span]
            end = whole[1]
    filed = datelines(context)
    chosen = _without(chosen, filed) | dict.fromkeys(filed, DATELINE_CONFIDENCE)
    sites = _without(dict.fromkeys(listed_sites(context, gazetteer), SITE_CONFIDENCE), filed)
    chosen = _without(chosen, sites) | sites
    told = by_company(context, chosen, probabilities, gazetteer)
    chosen |= told
    chosen |= named_again(context, chosen, probabilities, gazetteer, persons)
    return chosen | _unknown_again(context, told, chosen)


def _without(chosen: Mapping[Span, float], others: Iterable[Span]) -> dict[Span, float]:
    """The spans that overlap none of some others."""
    held = {index for first, last in others for index in range(first, last)}
    return {span: p for span, p in chosen.items() if held.isdisjoint(range(*span))}


_DIRECTIONS = frozenset("north south east west northern southern eastern western central".split())
_UNITS = frozenset("area county department district division governorate province region state zone".split())


def _is_direction(context: Context, span: Span) -> bool:
    """Whether a span is a direction alone ("Western partners", "the West"): a province only where it is called one."""
    if context.tokens.span(*span).lower() not in _DIRECTIONS:
        return False
    return span[1] >= len(context.tokens.words) or context.tokens.words[span[1]].lower() not in _UNITS


class _Overlaps:
    """How much probability lies on the spans that overlap a given one, after one sort of all of them."""

    def __init__(self, probabilities: Mapping[Span, float]) -> None:
        by_start = sorted((first, p) for (first, _), p in probabilities.items())
        by_end = sorted((last, p) for (_, last), p in probabilities.items())
        self._starts = [first for first, _ in by_start]
        self._ends = [last for last, _ in by_end]
        self._begun = [0.0, *accumulate(p for _, p in by_start)]
        self._over = [0.0, *accumulate(p for _, p in by_end)]

    def of(self, span: Span) -> float:
        """What has begun before the span's end, less what was over at its beginning."""
        return self._begun[bisect_left(self._starts, span[1])] - self._over[bisect_right(self._ends, span[0])]


def named_again(
    context: Context,
    chosen: Mapping[Span, float],
    probabilities: Mapping[Span, float],
    gazetteer: Gazetteer,
    persons: Persons,
) -> dict[Span, float]:
    """Names that stand here under some doubt and for a place elsewhere in the article: it means one thing by a name."""
    taken = {index for first, last in chosen for index in range(first, last)}
    meant = {context.tokens.span(*span) for span in chosen}
    overlaps = _Overlaps(probabilities)
    sure: dict[str, float] = {}
    for span, p in chosen.items():
        sure[context.tokens.span(*span)] = max(p, sure.get(context.tokens.span(*span), 0.0))
    openings = {start for start, _ in context.tokens.bounds}
    found: dict[Span, float] = {}
    for span, name in sorted(context.names.items(), key=lambda item: (item[0][0] - item[0][1], item[0])):
        if context.tokens.span(*span) not in meant or not taken.isdisjoint(range(*span)):
            continue
        if _is_told(context, span, persons):
            continue
        if name.doubtful and not (_stands_alone(context, span) and span[0] not in openings):
            continue
        odds = overlaps.of(span)
        least = LEAST_AGAIN if _stands_alone(context, span) else LEAST_AGAIN_IN_A_NAME
        certain = name.kind in "P1" and name.strong and sure.get(context.tokens.span(*span), 0.0) >= SURE_ELSEWHERE
        if certain and least == LEAST_AGAIN:
            least = LEAST_OF_SURE
        if odds >= least and not within_other_name(context, span, gazetteer):
            found[span] = min(max(odds, UNKNOWN_AGAIN_CONFIDENCE if least == LEAST_OF_SURE else 0.0), 1.0)
            taken.update(range(*span))
    return found


def _unknown_again(context: Context, told: Iterable[Span], chosen: Iterable[Span]) -> dict[Span, float]:
    """Names that no gazetteer knows, where they stand by themselves and the article calls them a place elsewhere."""
    meant = {context.tokens.span(*span) for span in told}
    taken = {index for first, last in chosen for index in range(first, last)}
    found = {}
    for chunk in context.chunks:
        stop = chunk.last - chunk.first > 1 and context.tokens.words[chunk.last - 1] == "."
        span = (chunk.first, chunk.last - stop)
        if span in context.names or not taken.isdisjoint(range(*span)) or context.tokens.span(*span) not in meant:
            continue
        found[span] = UNKNOWN_AGAIN_CONFIDENCE
    return found


def _stands_alone(context: Context, span: Span) -> bool:
    """Whether no capitalised word stands beside a span, or it is in capitals itself ("US Troop Withdrawal")."""
    words = context.tokens.words
    start, end = context.tokens.bounds[context.tokens.sentence_of[span[0]]]
    before = span[0] > start and words[span[0] - 1][0].isupper() and not _only_opens(context, span[0] - 1, start)
    after = span[1] < end and words[span[1]][0].isupper()
    return not (before or after) or context.tokens.span(*span).isupper()


def _only_opens(context: Context, index: int, start: int) -> bool:
    """Whether a word has its capital from opening a sentence: a given name there has it from itself ("Jack London")."""
    word = lower(context.tokens.words[index])
    return index == start and (word not in first_names() or word in categories())


def _bonus(context: Context, span: Span, corpus: Corpus | None, told: Persons) -> float:
    """Log-odds that a span gains from what the models do not see."""
    if _is_joined_name(context, span):
        return JOINED_NAME_BONUS
    if _is_told(context, span, told):
        return TOLD_PERSON_BONUS
    if context.tokens.span(*span) in told.always:
        return GIVEN_NAME_BONUS
    bonus = LONG_NAME_BONUS if _is_long_name(context, span) or _is_region(context, span) else 0.0
    if span[1] - span[0] <= PERSON_WORDS and is_person(context, span[0]):
        bonus += PERSON_BONUS
    elif span[1] - span[0] == 1 and (is_given_name(context, span[0]) or is_titled(context, span[0])):
        bonus += GIVEN_NAME_BONUS
    bonus += _neighbour_bonus(context, span) + _placing_bonus(context, span)
    bonus += WATER_BONUS if _is_the_water(context, span) else 0.0
    bonus += _title_bonus(context, span)
    if span[1] - span[0] == 1 and _is_family_name(context, span[0]):
        bonus += FAMILY_NAME_BONUS
    if corpus is not None and context.tokens.span(*span).casefold() in corpus.places:
        bonus += CORPUS_BONUS
    return bonus


def _raised(probability: float, bonus: float) -> float:
    """A probability with log-odds added."""
    if not bonus:
        return probability
    odds = math.exp(bonus) * probability / (1 - min(probability, 0.9999))
    return odds / (1 + odds)


def read(article: Article, gazetteer: Gazetteer) -> Context:
    """Article → its tokens, chunks and known names."""
    tokens = tokenise(article)
    chunks = find_chunks(tokens)
    return make_context(tokens, chunks, scan(tokens, chunks, gazetteer))


def sequence_spans(context: Context, model: Recogniser) -> dict[Span, float]:
    """The spans that the first model thinks possible, with their probabilities."""
    found: dict[Span, float] = {}
    for chunk in context.chunks:
        found.update(model.sequence.span_probabilities(context, chunk, LEAST))
    return found


def span_probabilities(context: Context, model: Recogniser) -> dict[Span, float]:
    """The spans that all models have weighed, with their probabilities."""
    return model.weigh(context, sequence_spans(context, model))


@dataclass(frozen=True, slots=True)
class Persons:
    """The names of one word that an article gives to persons."""

    always: frozenset[str]
    """It puts them behind no preposition of place, so that they are nothing else."""
    first: frozenset[str]
    """At their first mention they were surely a person's; they may be a place's, too."""


def told_persons(context: Context, spans: Iterable[Span]) -> Persons:
    """The names of persons that an article tells once in full ("Georgia Stevens", "Sgt. Houston", "Florence, 34,")."""
    words = context.tokens.words
    single = {words[first] for first, last in spans if last - first == 1}
    at: dict[str, list[int]] = {}
    for index, word in enumerate(words):
        if word in single:
            at.setdefault(word, []).append(index)
    persons = {word: [index for index in found if is_told_person(context, index)] for word, found in at.items()}
    free = {word for word in at if (use := context.history.get(lower(word))) is not None and not use.after_preposition}
    given = {
        word
        for word in free
        if lower(word) in first_names() and any(is_given_name(context, index) for index in at[word])
    }
    first = frozenset(word for word, found in persons.items() if found[:1] == at[word][:1])
    return Persons(frozenset(given | {word for word in free if persons[word]}), first)


def _is_told(context: Context, span: Span, told: Persons) -> bool:
    """Whether a word is a person's name by what is beside it, or by a verb of saying where its first mention was one's."""
    if span[1] - span[0] > 1:
        return False
    again = context.tokens.words[span[0]] in told.first and says_something(context, span[0])
    return again or is_told_person(context, span[0])


def _neighbour_bonus(context: Context, span: Span) -> float:
    """Log-odds by the words beside a span that leave little doubt: "the state of Edo", "Lassa fever"; the African Union."""
    words = context.tokens.words
    start = context.tokens.bounds[context.tokens.sentence_of[span[0]]][0]
    if names_a_thing(context, span):
        return THING_BONUS
    said = (
        span[0] - start > 1
        and words[span[0] - 1] == "of"
        and words[span[0] - 2] in _UNITS | {"city", "town", "village"}
    )
    return UNIT_BONUS if said else 0.0


def _title_bonus(context: Context, span: Span) -> float:
    """Log-odds that a known name gains in a headline, whose capitals hide that it is one: where noted, or behind "In"."""
    name = context.names.get(span)
    sentence = context.tokens.sentence_of[span[0]]
    if name is None or not name.strong or name.doubtful or context.styles[sentence] != "title":
        return 0.0
    start, end = context.tokens.bounds[sentence]
    if not _is_over(context, span[1], end):
        return 0.0
    noted = TITLE_BONUS * (1 + 2 * _is_paired(context, span[1], end)) if _is_noted(name) else 0.0
    return max(noted, PLACED_NAME_BONUS) if name.kind not in "NK" and _is_put(context, span[0], start) else noted


def _is_noted(name: Profile) -> bool:
    """Whether a name is that of a country or a large town."""
    return name.kind == "C" or name.size >= NOTED_SIZE


def _is_paired(context: Context, last: int, end: int) -> bool:
    """Whether "And" and another noted name stand behind a name that ends before a token: "Berlin And Rome"."""
    if last + 1 >= end or lower(context.tokens.words[last]) != "and":
        return False
    other = context.names.get((last + 1, last + 2))
    return other is not None and other.strong and not other.doubtful and other.kind not in "NK" and _is_noted(other)


def _is_over(context: Context, last: int, end: int) -> bool:
    """Whether what stands behind a name in a headline makes nothing else of it: no surname, no "Post", no "Day"."""
    behind = lower(context.tokens.words[last]) if last < end else "."
    if behind in _GOES_ON or any(name.startswith("before.prep") for name in categories().get(behind, ())):
        return True
    return not (behind in surnames() or behind in categories())


def _is_put(context: Context, first: int, start: int) -> bool:
    """Whether a preposition of place stands before a token in a headline: "In Gao", "Out Of Agadez"."""
    before = [lower(word) for word in context.tokens.words[max(start, first - 2) : first]]
    if not before or first - start < len(before) or not context.tokens.words[first][0].isupper():
        return False
    if before[-1] == "of":
        return before[0] == "out" or before[0] in _OF_PLACES
    return "before.prep" in categories().get(before[-1], ())


_GOES_ON = frozenset("and or as after amid before while over".split())
"""Words behind which a headline goes on, and no name does."""


def _placing_bonus(context: Context, span: Span) -> float:
    """Log-odds that a known name of one word gains which is more often something else, by what is done to it.

    "Shelled Sake", "residents of Gao", "fled to Split": the corpora hold few such towns.
    """
    name = context.names.get(span)
    first = span[0]
    start = context.tokens.bounds[context.tokens.sentence_of[first]][0]
    if name is None or not name.strong or name.kind in "NK" or span[1] - first > 1 or first == start:
        return 0.0
    if not context.tokens.words[first][0].isupper() or not _stands_alone(context, span):
        return 0.0
    words = context.tokens.words
    kinds = categories().get(words[first - 1], ())
    if words[first - 1] == "of" and first - start > 1 and words[first - 2].lower() in _OF_PLACES:
        return PLACED_NAME_BONUS
    if "before.hit" in kinds:
        return HIT_NAME_BONUS if surnames().get(lower(words[first]), RARE) >= RARE else 0.0
    return PLACED_NAME_BONUS * 0.7 if "before.prep" in kinds else 0.0


_OF_PLACES = frozenset(
    "mayor mayors governor residents people inhabitants population outskirts streets suburbs citizens natives markets "
    "control siege battle battles fall capture liberation bombing shelling bombardment centre center evacuation bishop "
    "archbishop port capital north south east west".split()
)
"""Words that "of" ties to a place more than to anything else."""


def _is_the_water(context: Context, span: Span) -> bool:
    """Whether a word that names a river or the like stands behind "the" and before no noun: "boats on the Amazon near"."""
    name = context.names.get(span)
    first, last = span
    start, end = context.tokens.bounds[context.tokens.sentence_of[first]]
    if name is None or name.kind != "W" or last - first > 1 or first == start:
        return False
    words = context.tokens.words
    if words[first - 1].lower() != "the" or not words[first][0].isupper():
        return False
    behind = words[last].lower() if last < end else "."
    return not behind[0].isalnum() or behind in ("and", "or") or not _FOLLOWS.isdisjoint(categories().get(behind, ()))


_FOLLOWS = frozenset({"before.prep", "before.prep2", "after.acts"})
"""Words behind which a name is over: "the Amazon near Manaus", but not "the Amazon warehouse"."""


def _is_family_name(context: Context, index: int) -> bool:
    """Whether a word is a surname that the article has behind a given name or title, and behind no preposition."""
    word = lower(context.tokens.words[index])
    use = context.history.get(word)
    return use is not None and use.after_person_cue > 0 and not use.after_preposition and word in surnames()


def _is_long_name(context: Context, span: Span) -> bool:
    """Whether a span is a known name of several words that hardly means anything else ("Port-au-Prince")."""
    name = context.names.get(span)
    if name is None or not name.strong or name.doubtful or name.kind not in "CAR1PWL" or span[1] - span[0] < 2:
        return False
    words = context.tokens.words[span[0] : span[1]]
    capitals = sum(is_capitalised(word) for word in words)
    title = len(words) == 2 and "before.honorific" in categories().get(lower(words[0]), ())
    person = lower(words[0]) in first_names() or title
    return capitals > 1 and not person and words[0] not in ("The", "And")


def _is_joined_name(context: Context, span: Span) -> bool:
    """Whether a long name is joined by small words or hyphens ("Port-au-Prince", "Rio de Janeiro")."""
    inside = context.tokens.words[span[0] + 1 : span[1] - 1]
    return any(word in _JOINTS for word in inside) and _is_long_name(context, span)


_JOINTS = frozenset("- and au aux da das de del des di do dos du e el es la le les sur y".split())


def _is_region(context: Context, span: Span) -> bool:
    """Whether a span is the name of a region that hardly means anything else ("the Sahel"): the corpora hold few."""
    name = context.names.get(span)
    return name is not None and name.kind == "R" and name.strong and not name.doubtful and _stands_alone(context, span)


def whole_name(context: Context, span: Span) -> Span:
    """A span, or the name of a region, sea or range around it: "West Africa" and not "Africa"."""
    longer = context.longest.get(span[0])
    if longer is None or longer[1] < span[1] or longer == span:
        return span
    edges = context.tokens.words[longer[0]], context.tokens.words[longer[1] - 1]
    if edges[0].lower() == "the" or not all(edge[0].isupper() for edge in edges):
        return span
    name = context.names[longer]
    known = name.kind in WHOLE and name.strong and not name.doubtful
    return longer if known or _is_joined_name(context, longer) else span


def listed_sites(context: Context, gazetteer: Gazetteer) -> list[Span]:
    """Names of sites that nothing else bears, in several words ("Air Base 201") or with their article ("the Kremlin").

    The corpora that the models were fitted on mark such names one time in three; a brief needs them all.
    """
    words = context.tokens.words
    found = []
    for (first, last), name in context.names.items():
        start = context.tokens.bounds[context.tokens.sentence_of[first]][0]
        if words[first].lower() == "the" or not (name.strong and not name.doubtful):
            continue
        if words[last - 1] == ".":
            continue
        alone = name.kind == "S" and name.count == 1 and last - first > 1
        if _is_institution(words[first]) or _is_institution(words[last - 1]):
            alone = alone and _is_entered(words[first - 1] if first > start else ".")
        after_the = first > start and words[first - 1].lower() == "the"
        if alone or (after_the and _is_site(context.tokens.span(first, last), gazetteer)):
            found.append((first, last))
    longest = sorted(found, key=lambda span: (span[0] - span[1], span))
    covered: set[int] = set()
    kept = []
    for span in longest:
        if covered.isdisjoint(range(*span)) and not within_other_name(context, span, gazetteer):
            covered.update(range(*span))
            kept.append(span)
    return kept


def _is_institution(word: str) -> bool:
    """Whether a word of a name makes an organisation of it: universities and hospitals are actors more than sites."""
    return "after.org" in categories().get(lower(word), ())


_ENTERED = frozenset(
    "entered stormed raided surrounded occupied evacuated attacked bombed shelled inside outside near".split()
)
"""Words behind which an institution is the ground that it stands on: "entered Columbia University"."""


def _is_entered(before: str) -> bool:
    """Whether what stands before an institution's name makes a site of it."""
    return before in _ENTERED


def _is_site(text: str, gazetteer: Gazetteer) -> bool:
    """Whether a name with its article names sites and nothing else."""
    norm = fold(f"the {text}")
    stats = gazetteer.known([norm]).get(norm)
    return stats is not None and profile(stats).kind == "S"


def within_other_name(context: Context, span: Span, gazetteer: Gazetteer) -> bool:
    """Whether a longer name around a span is known to be no place ("Washington" in "Washington Post")."""
    words = context.tokens.words
    start, end = context.tokens.bounds[context.tokens.sentence_of[span[0]]]
    first, last = span
    if not ((first > start and words[first - 1][0].isupper()) or (last < end and words[last][0].isupper())):
        return False
    wider = [
        context.tokens.span(begin, stop)
        for begin in range(max(start, first - 2), first + 1)
        for stop in range(last, min(end, last + 3) + 1)
        if (begin, stop) != span and words[begin][0].isupper() and words[stop - 1][0].isupper()
    ]
    return any(_is_other_name(text, gazetteer) for text in wider)


@lru_cache(maxsize=20_000)
def _is_other_name(text: str, gazetteer: Gazetteer) -> bool:
    # A lone surrogate cannot be asked of the index, and no name holds one.
    return text.isprintable() and gazetteer.not_a_place(text) is not None


def _form(context: Context, span: Span, gazetteer: Gazetteer) -> Form:
    name = context.names.get(span)
    if name is not None and (
        name.kind == "N" or (name.demonym and _is_mostly_demonym(context.tokens.span(*span), gazetteer))
    ):
        return "demonym"
    sentence = context.tokens.sentence_of[span[0]]
    return form_of(context.tokens.span(*span), in_capitals=context.styles[sentence] == "caps")


@lru_cache(maxsize=5_000)
def _is_mostly_demonym(text: str, gazetteer: Gazetteer) -> bool:
    """Whether a word is the adjective of a country, and otherwise only the name of small places."""
    hits = gazetteer.hits([fold(text)]).get(fold(text), ())
    if not any(hit.name_kind == "demonym" and hit.strength == "strong" for hit in hits):
        return False
    return not any(
        hit.name_kind != "demonym" and (hit.place.population >= NOTED or hit.place.kind in ("country", "admin1"))
        for hit in hits
    )


def _mention(article: Article, context: Context, span: Span, form: Form, confidence: float) -> Mention:
    tokens = context.tokens
    return Mention(
        start=tokens.starts[span[0]],
        end=tokens.ends[span[1] - 1],
        text=tokens.span(*span),
        form=form,
        sentence=article.sentences[tokens.sentence_of[span[0]]],
        confidence=confidence,
    )
