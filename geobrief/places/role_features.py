"""What the words around a mention tell about its role, as the names of features.

The words before a name are read as what governs it: determiners and type words are stepped over ("in the city of
Herat"), and so are the names that it is listed with ("between Niamey and Moscow" governs both). The words after it
are read as what it owns or describes ("Niger's army", "US troops") or does ("Niger said"). Every feature is a short
string that a person can read; ``role_weights.json`` says what each is worth for each role.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from geobrief.model import Mention, Place
from geobrief.text import listed

BESIDE = 110
"""Characters that are read on either side of a mention: some eighteen words, more than any feature looks at."""
_LISTED = 8
"""Names of one list that are stepped over."""
_LONGEST_NAME = 5
"""Words of one listed name."""
_REACH = 8
"""Words before the governing preposition in which a word of movement or dealing is looked for."""

_TOKEN = re.compile(r"[^\W_]+(?:[.'’\-‐‑][^\W_]+)*|[^\w\s]")
_POSSESSIVE = re.compile(r"['’]s$")
_LIST = re.compile(r",? ?\(?(?:(?:and|or|nor|then) )?(?:in )?(?:the )?(?:neighbou?ring )?")
_BETWEEN = 24
"""Characters that may stand between two members of a list."""
_APOSTROPHES = frozenset("'’")
_DETERMINERS = listed("articles possessives", "our this that all some both either neither")
_QUALIFIERS = listed(
    "compass",
    "northeast northwest southeast southwest northeastern northwestern southeastern southwestern upper lower "
    "downtown greater coastal rural mid nearby neighbouring neighboring nearly mainly particularly mostly "
    "especially landlocked distant faraway war-torn embattled besieged oil-rich impoverished modern-day "
    "present-day",
)
_PREPOSITIONS = listed(
    "after prepositions directions relations places sides",
    "off onto until than like unlike as amid regarding concerning versus out past out-of according-to because-of "
    "far-of born-in",
)
_JOINING = frozenset({"and", "or", "nor", "&", ","})
_STOPS = frozenset('.;:!?—–()“”"…')
_ADVERBS = listed(
    "be have be_forms will may weekdays",
    "also now then still already later never ever again often first only not soon recently reportedly formally "
    "even quickly finally repeatedly must should to yesterday today tomorrow on in week month year this last "
    "expected set due ready likely able about going scheduled",
)
_COMPOUNDS = {
    ("out", "of"): "out-of", ("pulled", "out"): "pulled", ("according", "to"): "according-to", ("such", "as"): "like",
    ("close", "to"): "near", ("next", "to"): "near", ("because", "of"): "because-of", ("instead", "of"): "like",
    ("north", "of"): "far-of", ("south", "of"): "far-of", ("east", "of"): "far-of", ("west", "of"): "far-of",
    ("north-west", "of"): "far-of", ("north-east", "of"): "far-of", ("south-east", "of"): "far-of",
    ("south-west", "of"): "far-of", ("northwest", "of"): "far-of", ("northeast", "of"): "far-of",
    ("southeast", "of"): "far-of", ("southwest", "of"): "far-of", ("away", "from"): "far-of",
    ("similar", "to"): "like", ("compared", "with"): "like", ("compared", "to"): "like", ("native", "of"): "born-in",
    ("born", "in"): "born-in", ("born", "near"): "born-in", ("on", "behalf"): "by", ("well", "as"): "and",
}  # fmt: skip
"""Pairs of words that work as one preposition."""
_RECIPROCAL = frozenset({("each", "other"), ("one", "another")})
_MEASURES = frozenset("km kilometres kilometers kilometre miles mile metres meters hours minutes".split())


_STATES = frozenset({"country", "capital", "seat", "demonym"})
"""Sorts of things by which governments are named."""


@cache
def word_classes() -> dict[str, tuple[str, ...]]:
    """Lower-case word → the lists of ``role_words.toml`` that hold it ("noun.government")."""
    raw = (files("geobrief.places") / "role_words.toml").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for section, lists in tomllib.loads(raw).items():
        for name, words in lists.items():
            for word in dict.fromkeys(words.split()):
                found.setdefault(word, []).append(f"{section}.{name}")
    return {word: tuple(names) for word, names in found.items()}


def features(text: str, mention: Mention, place: Place | None) -> list[str]:
    """The features of one mention.

    Args:
        text: The article's text.
        mention: Only its sentence is read, and of that at most ``BESIDE`` characters on either side.
        place: What it was resolved to.
    """
    sentence = mention.sentence
    before = _tokens(text[max(sentence.start, mention.start - BESIDE) : mention.start])
    after = _tokens(text[mention.end : min(sentence.end, mention.end + BESIDE)])
    sort = _sort(mention, place)
    found = ["bias", f"sort={sort}"]
    govern = _Governor(before)
    found += govern.features()
    follow = list(_following(after))
    found += follow
    crossed = (*govern.key(), *follow[:2])
    found += [f"{sort}|{feature}" for feature in crossed]
    if sort in _STATES:
        found += [f"state|{feature}" for feature in (*crossed, *govern.heads)]
    found += [f"{key}|{feature}" for key in govern.key()[:1] for feature in follow[:2]]
    found += _surroundings(before, after)
    return found


def listed_with(text: str, before: Mention, mention: Mention) -> bool:
    """Whether two names stand in one list, or the second holds the first: "Mali and Niger", "Agadez, Niger"."""
    if "demonym" in (before.form, mention.form) or not 0 < mention.start - before.end <= _BETWEEN:
        return False
    return _LIST.fullmatch(text, before.end, mention.start) is not None


def _tokens(text: str) -> list[str]:
    """Words and marks; a possessive ending is a word of its own."""
    tokens: list[str] = []
    for token in _TOKEN.findall(text):
        cut = _POSSESSIVE.search(token)
        if cut and cut.start():
            tokens += [token[: cut.start()], "'s"]
        elif tokens and (pair := (tokens[-1].lower(), token.lower())) in _COMPOUNDS:
            tokens[-1] = _COMPOUNDS[pair]
        else:
            tokens.append(token)
    return tokens


def _sort(mention: Mention, place: Place | None) -> str:
    """What sort of thing is named, as far as it matters to roles."""
    if mention.form == "demonym":
        return "demonym"
    if place is None:
        return "unknown"
    if place.kind == "city":
        return "capital" if place.feature_code in ("PPLC", "PPLG") else "city"
    if place.kind in ("country", "territory"):
        return "country"
    if place.feature_code in ("GOVB", "PAL", "BLDG", "ADMF", "ST"):
        return "seat"
    return "area" if place.kind in ("continent", "region", "admin1", "admin2", "water", "landform") else "site"


def _classes(word: str) -> tuple[str, ...]:
    return word_classes().get(word, ())


class _Governor:
    """What governs a name from before: a preposition with its head, a verb, or nothing (a subject)."""

    def __init__(self, before: Sequence[str]) -> None:
        self.words = [word.lower() for word in before]
        self.before = before
        self.flags: list[str] = []
        self.heads: list[str] = []
        self.at = self._step_over(len(before))

    def _step_over(self, at: int) -> int:
        """The index after the governing word, with what was stepped over noted in ``flags``."""
        at = self._articles(at)
        joints: list[str] = []
        for _ in range(_LISTED):
            if at < 2 or self.words[at - 1] not in _JOINING:
                break
            joint = at - 1
            if self.words[joint] == "and" and self.words[joint - 1] == "," and joint > 1:
                joint -= 1
            first = self._name_before(joint)
            if first == joint:
                at = self._apposition(at, joint)
                break
            joints.append(self.words[at - 1])
            at = self._articles(first)
        if joints:
            self.flags.append("after-comma" if joints == [","] else "listed-after")
        return at

    def _articles(self, at: int) -> int:
        """Steps over determiners, points of the compass and "city of"."""
        first = at
        while at and (self.words[at - 1] in _DETERMINERS or self.words[at - 1] in _QUALIFIERS):
            at -= 1
        if at > 1 and self.words[at - 1] == "of" and "place.seat" in _classes(self.words[at - 2]):
            self.flags.append(f"type-of={self.words[at - 2]}")
            return self._articles(at - 2)
        if at and "place.seat" in _classes(self.words[at - 1]) and first == at:
            self.flags.append("type")
            return self._articles(at - 1)
        return at

    def _name_before(self, at: int) -> int:
        """The index where a capitalised name that ends at ``at`` begins; ``at`` if there is none."""
        first = at
        while first and at - first < _LONGEST_NAME:
            word = self.before[first - 1]
            if not (word[0].isupper() or (word in ("of", "de", "da", "la", "the", "'s", ".") and first < at)):
                break
            first -= 1
        while first < at and not self.before[first][0].isupper():
            first += 1
        return first

    def _apposition(self, at: int, joint: int) -> int:
        """Steps over "the capital," before a name."""
        if self.words[joint] == "," and "place.seat" in _classes(self.words[joint - 1]):
            self.flags.append("apposition")
            at = self._articles(joint - 1)
            if at > 1 and self.words[at - 1] == "'s":
                at = self._articles(self._name_before(at - 1))
            return at
        return at

    def _word(self) -> str:
        return self.words[self.at - 1] if self.at else "^"

    def key(self) -> tuple[str, ...]:
        """The governing word, as itself if it is a preposition or mark, else as its classes."""
        word = self._word()
        if word in _PREPOSITIONS or word in _STOPS or word in ("^", ",", "and", "'s"):
            if word == "of" and self.at > 1:
                return ("gov=of", *(f"of={name}" for name in _classes(self.words[self.at - 2])[:3]))
            return (f"gov={'^' if word in _STOPS else word}",)
        classes = _classes(word)
        return tuple(f"gov:{name}" for name in classes) or (f"gov~{_shape(self.before[self.at - 1])}",)

    def features(self) -> Iterator[str]:
        """Everything about the governor."""
        yield from self.key()
        yield from self.flags
        word = self._word()
        yield f"word={word}"
        if word in _PREPOSITIONS:
            yield from self._head(word)
        yield "first" if not self.at else "inside"

    def _head(self, preposition: str) -> Iterator[str]:
        """What the preposition belongs to: the word before it, and the nearest telling words of the clause."""
        at = self.at - 2
        if at > 1 and (self.words[at - 1], self.words[at]) in _RECIPROCAL:
            at -= 2  # "rammed each other in": what was done there is told by the verb
        if at >= 0:
            head = self.words[at]
            yield f"{preposition}<{head}"
            self.heads = [f"{preposition}<:{name}" for name in _classes(head)]
            yield from self.heads
            if not _classes(head):
                yield f"{preposition}<~{_shape(self.before[at])}"
        seen: set[str] = set()
        chained = False
        for index in range(self.at - 2, max(-1, self.at - 2 - _REACH), -1):
            word = self.words[index]
            if word in _STOPS:
                break
            if word in _MEASURES:
                yield "measured"
            if not chained and index < self.at - 2 and word in _PREPOSITIONS:
                chained = True
                yield f"chain={word}>{preposition}"
            seen.update(_classes(word))
        yield from (f"{preposition}..{name}" for name in sorted(seen))


def _shape(word: str) -> str:
    """A word that no list has, by what it looks like."""
    if word[0].isupper():
        return "Name"
    if word[0].isdigit():
        return "0"
    for ending in ("ing", "ed", "ly", "s"):
        if word.endswith(ending):
            return f"-{ending}"
    return "word" if word[0].isalpha() else word[0]


def _following(after: Sequence[str]) -> Iterator[str]:
    """What comes after a name: what it owns, what it describes, what it does."""
    words = [word.lower() for word in after]
    if not words:
        yield "next=$"
        return
    if words[0] == "'s" or (words[0] in _APOSTROPHES and len(words) > 1):
        yield from _noun(after, words, 1, "owns")
        return
    at = _past_list(after, words)
    if at:
        yield "listed"
    if at < len(words) and words[at] == "," and at + 1 < len(words):
        at = _past_aside(words, at)
        yield "aside"
    if at >= len(words):
        yield "next=$"
        return
    if words[at] in _PREPOSITIONS or words[at] in _STOPS or words[at] in _JOINING:
        yield f"next={'$' if words[at] in '.!?' else words[at]}"
        return
    yield from _verb(after, words, at)
    yield from _noun(after, words, at, "is")


def _noun(after: Sequence[str], words: Sequence[str], at: int, how: str) -> Iterator[str]:
    """The first telling noun after a possessive or an adjective."""
    for index in range(at, min(at + 4, len(words))):
        word = words[index]
        if word in _PREPOSITIONS or word in _STOPS or word == ",":
            break
        names = [name for name in _classes(word) if name.startswith("noun.")]
        if names:
            yield from (f"{how}:{name}" for name in names)
            yield f"{how}={word}"
            return
    yield f"{how}~{_shape(after[at])}" if at < len(after) else f"{how}=$"


def _verb(after: Sequence[str], words: Sequence[str], at: int) -> Iterator[str]:
    """The verb whose subject the name may be, auxiliaries and adverbs stepped over."""
    first = words[at]
    stepped = at
    while stepped < min(at + 5, len(words)) and (words[stepped] in _ADVERBS or words[stepped].endswith("ly")):
        stepped += 1
    verb = words[stepped] if stepped < len(words) else "$"
    names = [name for name in _classes(verb) if name.startswith("verb.")]
    helped = "+" if stepped > at else ""
    yield from (f"does{helped}:{name}" for name in names)
    if not names:
        yield f"does{helped}~{_shape(after[stepped]) if stepped < len(after) else '$'}"
    yield f"does={verb}"
    yield f"next={first}"


def _past_list(after: Sequence[str], words: Sequence[str]) -> int:
    """Steps over "and Kinshasa", "or the UAE" after a name."""
    at = 0
    while (
        at + 1 < len(words)
        and at < 12
        and (words[at] in ("and", "or", "nor") or (words[at] == "," and at + 3 < len(words)))
    ):
        name = at + 1
        while name < len(words) and words[name] in _DETERMINERS:
            name += 1
        end = name
        while end < len(words) and end - name < _LONGEST_NAME and after[end][0].isupper():
            end += 1
        if end == name:
            break
        at = end
    return at


def _past_aside(words: Sequence[str], at: int) -> int:
    """Steps over ", which hosts a base," after a name; stays where it is if the aside does not end soon."""
    if words[at + 1] not in ("which", "who", "whose", "where", "the", "a", "itself", "like", "too", "home"):
        return at
    for index in range(at + 2, min(at + 13, len(words))):
        if words[index] == "," and index + 1 < len(words):
            return index + 1
    return at


def _surroundings(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """Words of the same clause that tell history, comparison or an event, wherever they stand."""
    near: set[str] = set()
    for word in (*before[-7:], *after[:7]):
        low = word.lower()
        near.update(name for name in _classes(low) if name in _TELLING)
        if len(low) == 4 and low.isdigit() and low < "2010":
            near.add("old-year")
    yield from (f"near:{name}" for name in sorted(near))
    title = sum(1 for word in (*before, *after) if word[0].isupper())
    words = sum(1 for word in (*before, *after) if word[0].isalpha())
    if words >= 3 and title >= 0.7 * words:
        yield "headline"


_TELLING = frozenset({"noun.event", "noun.past", "place.compare", "verb.life", "verb.leave", "noun.deal"})
