"""Tokens in context → the features of the sequence model, as strings.

Features of a word by itself are kept apart from features of its place in the text: the former are the same
wherever the word stands, so the decoder adds up their weights once for each word.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from geobrief.mentions.gazetteer_names import Profile
from geobrief.mentions.lexicon import categories, first_names, surnames
from geobrief.mentions.tokens import CONNECTORS, Chunk
from geobrief.mentions.word_table import word_table
from geobrief.text import Tokens, is_capitalised

OFFSETS = (0, -1, 1, -2, 2)
"""Where the words stand whose own features a token sees, relative to it."""

EDGE = "\u0002"
"""Stands for the word before the first and after the last of a sentence."""


@lru_cache(maxsize=50_000)
def shape(word: str) -> str:
    """Give the outline of a word.

    "Xx" is capitalised, "XX" and "XXX" are in capitals, "X" is one capital, "X." initials, "x" lower case,
    "9" a number; other signs stand for themselves.
    """
    head = word[0]
    if head.isdigit():
        return "9" if word.isdigit() else "9x"
    if not head.isalpha():
        return head
    if head.islower():
        return "X." if "." in word else "x" if word.islower() else "xX"
    return _capitalised_shape(word)


def _capitalised_shape(word: str) -> str:
    if "." in word:
        return "X."
    if len(word) == 1:
        return "X"
    if word.isupper():
        return "XX" if len(word) < 5 else "XXX"
    return "Xx" if word[1:].islower() else "XxX"


@lru_cache(maxsize=50_000)
def lower(word: str) -> str:
    """The word as the model reads it: lower case, digits as one sign."""
    return "#" * min(len(word), 5) if word.isdigit() else word.casefold()


def word_features(word: str, offset: int) -> list[str]:
    """What a word says by itself, at an offset from the token that is decided."""
    tag = f"{offset}|"
    if word == EDGE:
        return [tag + EDGE]
    low = lower(word)
    found = [f"{tag}w={low}"]
    found += [f"{tag}c={name}" for name in categories().get(low, ())]
    found += [f"{tag}{group}" for group in word_table().groups_of(word)]
    if abs(offset) == 2:
        return found
    found.append(f"{tag}s={shape(word)}")
    if low in first_names():
        found.append(f"{tag}fn")
    if low in surnames():
        found.append(f"{tag}sn={surnames()[low]}")
    if len(low) > 3:
        found.append(f"{tag}z3={low[-3:]}")
    if offset == 0:
        found += [f"p2={low[:2]}", f"p3={low[:3]}", f"z2={low[-2:]}", f"z4={low[-4:]}", f"n={min(len(word), 12)}"]
        found.append(f"p4={low[:4]}")
    return found


@dataclass(slots=True)
class WordHistory:
    """How a capitalised word is used in the whole article."""

    count: int = 0
    after_preposition: int = 0
    after_person_cue: int = 0
    before_saying: int = 0
    alone: int = 0
    before_organisation: int = 0
    before_comma_place: int = 0

    def buckets(self) -> list[str]:
        """Its uses as feature values, coarse enough to generalise."""
        found = [f"d.n={min(self.count, 4)}"]
        for name, value in (
            ("prep", self.after_preposition),
            ("person", self.after_person_cue),
            ("said", self.before_saying),
            ("alone", self.alone),
            ("org", self.before_organisation),
            ("comma", self.before_comma_place),
        ):
            share = 0 if not value else 1 if 3 * value <= self.count else 2 if 3 * value <= 2 * self.count else 3
            found.append(f"d.{name}={share}{'+' if value > 1 else ''}")
        return found


@dataclass(slots=True)
class TokenContext:
    """What the features of a token draw on: the article's tokens, chunks, names found and word histories."""

    tokens: Tokens
    chunks: list[Chunk]
    names: dict[tuple[int, int], Profile]
    styles: list[str]
    """One for each sentence: "caps", "title", "low" or "" for ordinary prose."""
    history: dict[str, WordHistory] = field(default_factory=dict)
    longest: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Token → the longest name that begins at the left-most place and covers it."""


def make_context(tokens: Tokens, chunks: list[Chunk], names: dict[tuple[int, int], Profile]) -> TokenContext:
    """Gather what the features draw on, once for an article."""
    styles = [_style(tokens.words[first:last]) for first, last in tokens.bounds]
    context = TokenContext(tokens, chunks, names, styles)
    for chunk in chunks:
        _cover(context, chunk)
    context.history = _histories(context)
    return context


def _style(words: list[str]) -> str:
    """How a sentence is set: in capitals, as a title, without capitals, or as prose ("")."""
    letters = [word for word in words if word[0].isalpha()]
    if len(letters) < 3:
        return ""
    if sum(word.isupper() for word in letters) > 0.8 * len(letters):
        return "caps"
    long = [word for word in letters if len(word) > 3]
    if long and sum(word[0].isupper() for word in long) > 0.8 * len(long):
        return "title"
    return "low" if not any(word[0].isupper() for word in letters) else ""


def _cover(context: TokenContext, chunk: Chunk) -> None:
    """Cut a chunk from left to right into the longest names that the gazetteer knows."""
    index = chunk.first
    while index < chunk.last:
        for last in range(min(chunk.last, index + 8), index, -1):
            if (index, last) in context.names:
                for token in range(index, last):
                    context.longest[token] = (index, last)
                index = last
                break
        else:
            index += 1


_PERSON_CUES = frozenset({"before.honorific", "before.kin"})


def _histories(context: TokenContext) -> dict[str, WordHistory]:
    """Capitalised word → how the article uses it."""
    found: dict[str, WordHistory] = defaultdict(WordHistory)
    words = context.tokens.words
    lists = categories()
    people = first_names()
    for chunk in context.chunks:
        end = context.tokens.bounds[chunk.sentence][1]
        start = context.tokens.bounds[chunk.sentence][0]
        for index in range(chunk.first, chunk.last):
            if not is_capitalised(words[index]):
                continue
            entry = found[lower(words[index])]
            entry.count += 1
            before = lower(words[index - 1]) if index > start else EDGE
            after = lower(words[index + 1]) if index + 1 < end else EDGE
            kinds, next_kinds = lists.get(before, ()), lists.get(after, ())
            entry.after_preposition += "before.prep" in kinds
            entry.after_person_cue += bool(_PERSON_CUES.intersection(kinds)) or (
                index > chunk.first and before in people
            )
            entry.before_saying += "after.said" in next_kinds
            entry.before_organisation += "after.org" in next_kinds and index + 1 < chunk.last
            entry.alone += chunk.last - chunk.first == 1
            entry.before_comma_place += after == "," and _large(context, index + 2)
    return dict(found)


def _large(context: TokenContext, index: int) -> bool:
    """Whether a country or province is named from a token on."""
    name = context.longest.get(index)
    return name is not None and name[0] == index and context.names[name].kind in "C1"


LIST_REACH = 60
"""Tokens that a list is followed back or on; a longer one is a table."""

_AND = frozenset({",", "and", "or", "&", "/", ";"})
BREAKS_ITEM = frozenset({"and", "or", "the", "of", "in", "on", "as", "an", "i"})
"""Small words that no name holds inside."""


def list_head(tokens: Tokens, first: int) -> tuple[int, int]:
    """Give the token before the list that an item beginning at a token stands in, and how many items precede it.

    In "the towns of Aleis, Zorba and Tees" that is "of" for each of the three.
    """
    words = tokens.words
    start = tokens.bounds[tokens.sentence_of[first]][0]
    at, items = first - 1, 0
    least = max(start, first - LIST_REACH)
    while at > least and words[at] in _AND:
        end = at - 1 if words[at - 1] != "," else at - 2
        begin = end
        while begin >= least and _of_item(words[begin]):
            begin -= 1
        if begin == end:
            break
        at, items = begin, items + 1
    if at > start and words[at] in ("the", "The", "both"):
        at -= 1
    return at, items


def list_tail(tokens: Tokens, last: int) -> tuple[int, int]:
    """Give the token behind the list that an item ending before a token stands in, and how many items follow it."""
    words = tokens.words
    end = tokens.bounds[tokens.sentence_of[last - 1]][1]
    at, items = last, 0
    most = min(end, last + LIST_REACH)
    while at < most and words[at] in _AND:
        begin = at + 1
        while begin < most and words[begin] in _AND:
            begin += 1
        stop = begin
        while stop < most and _of_item(words[stop]):
            stop += 1
        if stop == begin:
            break
        at, items = stop, items + 1
    return at, items


def _of_item(word: str) -> bool:
    """Whether a word can stand in an item of a list of names."""
    return is_capitalised(word) or word in "-–'’‘" or (word in CONNECTORS and word not in BREAKS_ITEM)


def token_features(context: TokenContext, chunk: Chunk) -> list[list[str]]:
    """For each token of a chunk, what its place in the text says; the words' own features come on top."""
    words = context.tokens.words
    first, end = context.tokens.bounds[chunk.sentence]
    left = lower(words[chunk.first - 1]) if chunk.first > first else EDGE
    right = lower(words[chunk.last]) if chunk.last < end else EDGE
    shared = _chunk_features(context, chunk, left, right)
    lists = categories()
    left_kind = _main_kind(left, "before.")
    right_kind = _main_kind(right, "after.")
    found = []
    for index in range(chunk.first, chunk.last):
        row = list(shared)
        row.append(f"i={min(index - chunk.first, 3)}")
        row.append(f"e={min(chunk.last - 1 - index, 3)}")
        low = lower(words[index])
        if index > first:
            row.append(f"b={lower(words[index - 1])}|{low}")
        if index + 1 < end:
            row.append(f"t={low}|{lower(words[index + 1])}")
        row += _gazetteer_features(context, chunk, index, left_kind, right_kind)
        if is_capitalised(words[index]):
            row += context.history[low].buckets()
        for name in {n for k in range(index + 1, chunk.last) for n in lists.get(lower(words[k]), ())}:
            row.append(f"r.{name}")
        for name in {n for k in range(chunk.first, index) for n in lists.get(lower(words[k]), ())}:
            row.append(f"l.{name}")
        found.append(row)
    return found


def _main_kind(word: str, prefix: str) -> str:
    """The first list of a section that a word is in, or the word's outline."""
    return next((name for name in categories().get(word, ()) if name.startswith(prefix)), shape(word))


def _chunk_features(context: TokenContext, chunk: Chunk, left: str, right: str) -> list[str]:
    """What all tokens of a chunk share: its surroundings, its length, its last word, the sentence's style."""
    words = context.tokens.words
    first, end = context.tokens.bounds[chunk.sentence]
    found = [f"L={left}", f"R={right}", f"len={min(chunk.last - chunk.first, 6)}", f"CL={lower(words[chunk.last - 1])}"]
    found.append(f"CF={lower(words[chunk.first])}")
    found.append(f"st={context.styles[chunk.sentence]}")
    if chunk.first == first:
        found.append("S0")
    if chunk.first > first + 1:
        found.append(f"L2={lower(words[chunk.first - 2])}|{left}")
    if chunk.last + 1 < end:
        found.append(f"R2={right}|{lower(words[chunk.last + 1])}")
    if right == "," and _large(context, chunk.last + 1):
        found.append(f"R,{context.names[context.longest[chunk.last + 1]].kind}")
    if left == "," and chunk.first - 2 >= first:
        before = context.longest.get(chunk.first - 2)
        found.append(f"L,{context.names[before].label if before else '-'}")
    if right == "(" or left == "(":
        found.append("()")
    return found + _list_features(context, chunk)


def _list_features(context: TokenContext, chunk: Chunk) -> list[str]:
    """What stands before and behind the list of names that a chunk is in; a chunk alone is a list of one."""
    words = context.tokens.words
    first, end = context.tokens.bounds[chunk.sentence]
    head, before = list_head(context.tokens, chunk.first)
    tail, behind = list_tail(context.tokens, chunk.last)
    kinds = [_any_kind(lower(words[at])) if first <= at < end else EDGE for at in (head - 1, head, tail)]
    items = f"{min(before, 2)}{min(behind, 2)}"
    return [f"LH={kinds[1]}", f"LH={kinds[0]}|{kinds[1]}", f"LT={kinds[2]}", f"LI={items}", f"LI={items}|{kinds[1]}"]


def _any_kind(word: str) -> str:
    """The first list that a word is in, or its outline."""
    return next(iter(categories().get(word, ())), "") or shape(word)


def _gazetteer_features(context: TokenContext, chunk: Chunk, index: int, left: str, right: str) -> list[str]:
    """What the gazetteer says of the longest name over a token, and of the token by itself."""
    single = context.names.get((index, index + 1))
    weak = "~" if single and not single.strong else ""
    found = [f"g1={single.label}{weak}" if single else "g1=-"]
    span = context.longest.get(index)
    if span is None:
        found += [f"g=-|{left}", f"g=-|{right}"]
        return found
    name = context.names[span]
    begin, last = span
    place = "S" if last - begin == 1 else "B" if begin == index else "E" if last - 1 == index else "I"
    whole = "=" if (begin, last) == (chunk.first, chunk.last) else "<"
    label = name.label
    tag = f"{place}{label}"
    found += [
        f"g={tag}",
        f"g={tag}{whole}",
        f"g={place}{label}{name.strong:d}{name.doubtful:d}",
        f"g={label}|{left}|{whole}",
        f"g={label}|{right}|{whole}",
        f"gc={label}|{min(name.count, 9)}",
    ]
    if name.demonym:
        found.append(f"gd={place}")
    if place != "S" and name.strong and not name.doubtful:
        found.append(f"gm={place}")
        found.append(f"gm={place}|{left}")
    return found
