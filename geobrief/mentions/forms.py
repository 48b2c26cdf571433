"""How a mention is written: a name, an abbreviation, or the adjective or people of a place."""

from __future__ import annotations

from geobrief.mentions.features import TokenContext
from geobrief.mentions.gazetteer_names import Profile
from geobrief.mentions.things import is_kindred
from geobrief.model import Form

_LONGEST_ABBREVIATION = 5
"""Letters of an abbreviation in capitals without stops: "ECOWAS" is a name by now, "UAE" is not."""

_LONGEST_CLIPPED = 6
"""Letters of a clipped name with a full stop: "Calif.", "Sask.", "Minn."."""


def form_of(text: str, *, in_capitals: bool) -> Form:
    """The form of a name as written.

    Args:
        text: The mention.
        in_capitals: Whether the whole sentence is in capitals, so that they say nothing.
    """
    letters = text.replace(".", "").replace(" ", "")
    if "." in text and (letters.isupper() or _clipped(text)):
        return "abbreviation"
    if letters.isupper() and letters.isalpha() and len(letters) <= _LONGEST_ABBREVIATION and not in_capitals:
        return "abbreviation"
    return "name"


def _clipped(text: str) -> bool:
    """Whether a text is one clipped word: "Calif."."""
    return text.endswith(".") and text.count(" ") == 0 and len(text) <= _LONGEST_CLIPPED + 1


def demonym_spans(context: TokenContext, taken: set[int]) -> list[tuple[int, int]]:
    """The runs of tokens that are adjectives or peoples of places, outside the tokens already taken; longest first."""
    found = []
    covered = set(taken)
    for (first, last), name in sorted(context.names.items(), key=lambda item: (item[0][0] - item[0][1], item[0])):
        if not _is_demonym(name) or not context.tokens.words[first][0].isupper() or _is_language(context, first, last):
            continue
        if is_kindred(context, last):
            continue
        if covered.isdisjoint(range(first, last)):
            covered.update(range(first, last))
            found.append((first, last))
    return sorted(found)


_LANGUAGE_BEFORE = frozenset(
    "in into speak speaks spoke spoken speaking fluent learn learned learning translated".split()
)


def _is_language(context: TokenContext, first: int, last: int) -> bool:
    """Whether an adjective stands for a language: "interpreted into French", "he speaks Hausa and French"."""
    start, end = context.tokens.bounds[context.tokens.sentence_of[first]]
    words = context.tokens.words
    after = words[last] if last < end else "."
    if after[0].isalpha() and after not in ("and", "or", "but"):
        return False
    return bool(_LANGUAGE_BEFORE.intersection(words[max(start, first - 3) : first]))


def _is_demonym(name: Profile) -> bool:
    """Whether a name is surely an adjective or a people when the recogniser has not taken it for a name."""
    return name.kind == "N" or (name.demonym and name.strong)
