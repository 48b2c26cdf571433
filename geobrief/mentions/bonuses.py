"""Log-odds that a span gains or loses by what the models do not see, each with where it comes from."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from geobrief.mentions.corpus import Corpus
from geobrief.mentions.decode import Span
from geobrief.mentions.features import TokenContext, lower
from geobrief.mentions.gazetteer_names import Profile
from geobrief.mentions.lexicon import categories, first_names, surnames
from geobrief.mentions.things import is_given_name, is_person, is_titled, is_told_person, names_a_thing, says_something
from geobrief.text import is_capitalised

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
"""The same behind an attack or a storm: "hit Mobile"; and of a name that opens a sentence which tells of one: "Bor was shelled"."""

LONG_NAME_BONUS = 1.2
"""Log-odds that a known name of several words gains: the corpora know few of the world's. Chosen on tudloc."""

JOINED_NAME_BONUS = 4.0
"""The same for those with a small word or a hyphen inside ("Dar es Salaam"), which are hardly ever anything else."""

CORPUS_BONUS = 0.5
"""Log-odds that a span gains when its name stands alone as a place in another article of the folder."""

UNITS = frozenset("area county department district division governorate province region state zone".split())


def bonus_of(context: TokenContext, span: Span, corpus: Corpus | None, told: Persons) -> float:
    """Log-odds that a span gains from what the models do not see."""
    if is_joined_name(context, span):
        return JOINED_NAME_BONUS
    if is_told(context, span, told):
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


def raised(probability: float, bonus: float) -> float:
    """A probability with log-odds added."""
    if not bonus:
        return probability
    odds = math.exp(bonus) * probability / (1 - min(probability, 0.9999))
    return odds / (1 + odds)


@dataclass(frozen=True, slots=True)
class Persons:
    """The names of one word that an article gives to persons."""

    always: frozenset[str]
    """It puts them behind no preposition of place, so that they are nothing else."""
    first: frozenset[str]
    """At their first mention they were surely a person's; they may be a place's, too."""


def told_persons(context: TokenContext, spans: Iterable[Span]) -> Persons:
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


def is_told(context: TokenContext, span: Span, told: Persons) -> bool:
    """Whether a word is a person's name by what is beside it, or by a verb of saying where its first mention was one's."""
    if span[1] - span[0] > 1:
        return False
    again = context.tokens.words[span[0]] in told.first and says_something(context, span[0])
    return again or is_told_person(context, span[0])


def stands_alone(context: TokenContext, span: Span) -> bool:
    """Whether no capitalised word stands beside a span, or it is in capitals itself ("US Troop Withdrawal")."""
    words = context.tokens.words
    start, end = context.tokens.bounds[context.tokens.sentence_of[span[0]]]
    before = span[0] > start and words[span[0] - 1][0].isupper() and not _only_opens(context, span[0] - 1, start)
    after = span[1] < end and words[span[1]][0].isupper()
    return not (before or after) or context.tokens.span(*span).isupper()


def _only_opens(context: TokenContext, index: int, start: int) -> bool:
    """Whether a word has its capital from opening a sentence: a given name there has it from itself ("Jack London")."""
    word = lower(context.tokens.words[index])
    return index == start and (word not in first_names() or word in categories())


def _neighbour_bonus(context: TokenContext, span: Span) -> float:
    """Log-odds by the words beside a span that leave little doubt: "the state of Edo", "Lassa fever"; the African Union."""
    words = context.tokens.words
    start = context.tokens.bounds[context.tokens.sentence_of[span[0]]][0]
    if names_a_thing(context, span):
        return THING_BONUS
    said = (
        span[0] - start > 1 and words[span[0] - 1] == "of" and words[span[0] - 2] in UNITS | {"city", "town", "village"}
    )
    return UNIT_BONUS if said else 0.0


def _title_bonus(context: TokenContext, span: Span) -> float:
    """Log-odds that a known name gains in a headline, whose capitals hide that it is one: where noted, or behind "In"."""
    name = context.names.get(span)
    sentence = context.tokens.sentence_of[span[0]]
    if name is None or not name.strong or name.doubtful or context.styles[sentence] != "title":
        return 0.0
    start, end = context.tokens.bounds[sentence]
    if not _is_over(context, span[1], end):
        return 0.0
    noted = TITLE_BONUS * (1 + 2 * _is_paired(context, span[1], end)) if _is_noted(name) else 0.0
    put = _is_put(context, span[0], start) or _opens_clause(context, span, start)
    return max(noted, PLACED_NAME_BONUS) if name.kind not in "NK" and put else noted


def _is_noted(name: Profile) -> bool:
    """Whether a name is that of a country or a large town."""
    return name.kind == "C" or name.size >= NOTED_SIZE


def _is_paired(context: TokenContext, last: int, end: int) -> bool:
    """Whether "And" and another noted name stand behind a name that ends before a token: "Berlin And Rome"."""
    if last + 1 >= end or lower(context.tokens.words[last]) != "and":
        return False
    other = context.names.get((last + 1, last + 2))
    return other is not None and other.strong and not other.doubtful and other.kind not in "NK" and _is_noted(other)


def _is_over(context: TokenContext, last: int, end: int) -> bool:
    """Whether what stands behind a name in a headline makes nothing else of it: no surname, no "Post", no "Day"."""
    behind = lower(context.tokens.words[last]) if last < end else "."
    if behind in _GOES_ON or any(name.startswith("before.prep") for name in categories().get(behind, ())):
        return True
    return not (behind in surnames() or behind in categories())


def _is_put(context: TokenContext, first: int, start: int) -> bool:
    """Whether a preposition of place stands before a token in a headline: "In Gao", "Out Of Agadez"."""
    before = [lower(word) for word in context.tokens.words[max(start, first - 2) : first]]
    if not before or first - start < len(before) or not context.tokens.words[first][0].isupper():
        return False
    if before[-1] == "of":
        return before[0] == "out" or before[0] in _OF_PLACES
    return "before.prep" in categories().get(before[-1], ())


def _opens_clause(context: TokenContext, span: Span, start: int) -> bool:
    """Whether a town of one word that nobody bears opens the second half of a headline: "As Osh Stays Calm"."""
    words, name = context.tokens.words, context.names[span]
    if span[1] - span[0] > 1 or span[0] - start < 1 or lower(words[span[0] - 1]) not in _CLAUSES:
        return False
    return name.size >= NOTED_SIZE - 1 and not is_borne(lower(words[span[0]]))


_CLAUSES = frozenset("as while after amid before but".split())
"""Words behind which the second half of a headline begins."""

_GOES_ON = frozenset("and or as after amid before while over".split())
"""Words behind which a headline goes on, and no name does."""


def _placing_bonus(context: TokenContext, span: Span) -> float:
    """Log-odds that a known name of one word gains which is more often something else, by what is done to it.

    "Shelled Sake", "residents of Gao", "fled to Split": the corpora hold few such towns.
    """
    name = context.names.get(span)
    first = span[0]
    start = context.tokens.bounds[context.tokens.sentence_of[first]][0]
    if name is None or not name.strong or name.kind in "NK" or span[1] - first > 1:
        return 0.0
    if not context.tokens.words[first][0].isupper() or not stands_alone(context, span):
        return 0.0
    words = context.tokens.words
    if first == start:
        told = is_hit(context, span[1]) or _is_governed(context, span[1], name)
        return HIT_NAME_BONUS if told and not name.doubtful and not is_borne(lower(words[first])) else 0.0
    kinds = categories().get(words[first - 1], ())
    if words[first - 1] == "of" and first - start > 1 and words[first - 2].lower() in _OF_PLACES:
        return PLACED_NAME_BONUS
    if "before.hit" in kinds:
        return HIT_NAME_BONUS if surnames().get(lower(words[first]), RARE) >= RARE else 0.0
    return PLACED_NAME_BONUS * 0.7 if "before.prep" in kinds else 0.0


def is_hit(context: TokenContext, at: int) -> bool:
    """Whether from a token on a sentence says of what stands before it what is done to towns: "was heavily shelled"."""
    words = context.tokens.words
    end = context.tokens.bounds[context.tokens.sentence_of[at - 1]][1]
    said = [lower(word) for word in words[at : min(end, at + LONGEST_PASSIVE)]]
    if tuple(said[:2]) in _FALLS:
        return True
    aux = next((index for index, word in enumerate(said) if word not in _AUXILIARIES), len(said))
    if not aux:
        return False
    done = next((word for word in said[aux:] if not word.endswith("ly") and word not in _AGAIN), "")
    return done in _SUFFERED


def _is_governed(context: TokenContext, at: int, name: Profile) -> bool:
    """Whether what a town has stands behind the name of a large one that opens a sentence: "Reading council said"."""
    end = context.tokens.bounds[context.tokens.sentence_of[at - 1]][1]
    return name.kind == "P" and name.size >= NOTED_SIZE - 1 and at < end and context.tokens.words[at] in _OF_TOWNS


_OF_TOWNS = frozenset("council councillors councilors police residents airport firefighters".split())
"""What a town has, in small letters right behind its name."""

LONGEST_PASSIVE = 5
"""Words in which a passive tells what was done: "has been repeatedly shelled"."""

_AUXILIARIES = frozenset("was were is are has have had been being".split())
_AGAIN = frozenset("again also still once then not".split())
_FALLS = frozenset(
    (verb, word) for verb in ("came", "comes", "is", "was", "remains", "remained") for word in ("under",)
) | {("fell", "to"), ("falls", "to")}
"""What is said of towns that are attacked: "came under fire", "fell to the rebels"."""

_SUFFERED = frozenset(
    "shelled bombed bombarded besieged stormed captured recaptured retaken seized overrun looted flooded evacuated blockaded "
    "encircled surrounded liberated occupied cut ravaged devastated flattened razed".split()
)
"""What is done to towns, and to nobody by name."""


def is_borne(word: str) -> bool:
    """Whether a folded word is a given name or a surname that is no rarer than a town."""
    return surnames().get(word, RARE) < RARE or word in first_names()


_OF_PLACES = frozenset(
    "mayor mayors governor residents people inhabitants population outskirts streets suburbs citizens natives markets "
    "control siege battle battles fall capture liberation bombing shelling bombardment centre center evacuation bishop "
    "archbishop port capital north south east west".split()
)
"""Words that "of" ties to a place more than to anything else."""


def _is_the_water(context: TokenContext, span: Span) -> bool:
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


def _is_family_name(context: TokenContext, index: int) -> bool:
    """Whether a word is a surname that the article has behind a given name or title, and behind no preposition."""
    word = lower(context.tokens.words[index])
    use = context.history.get(word)
    return use is not None and use.after_person_cue > 0 and not use.after_preposition and word in surnames()


def _is_long_name(context: TokenContext, span: Span) -> bool:
    """Whether a span is a known name of several words that hardly means anything else ("Port-au-Prince")."""
    name = context.names.get(span)
    if name is None or not name.strong or name.doubtful or name.kind not in "CAR1PWL" or span[1] - span[0] < 2:
        return False
    words = context.tokens.words[span[0] : span[1]]
    capitals = sum(is_capitalised(word) for word in words)
    title = len(words) == 2 and "before.honorific" in categories().get(lower(words[0]), ())
    person = lower(words[0]) in first_names() or title
    return capitals > 1 and not person and words[0] not in ("The", "And")


def is_joined_name(context: TokenContext, span: Span) -> bool:
    """Whether a long name is joined by small words or hyphens ("Port-au-Prince", "Rio de Janeiro")."""
    inside = context.tokens.words[span[0] + 1 : span[1] - 1]
    return any(word in _JOINTS for word in inside) and _is_long_name(context, span)


_JOINTS = frozenset("- and au aux da das de del des di do dos du e el es la le les sur y".split())


def _is_region(context: TokenContext, span: Span) -> bool:
    """Whether a span is the name of a region that hardly means anything else ("the Sahel"): the corpora hold few."""
    name = context.names.get(span)
    return name is not None and name.kind == "R" and name.strong and not name.doubtful and stands_alone(context, span)
