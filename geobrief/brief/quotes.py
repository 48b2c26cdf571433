"""The sentences that tell an event, the one that says most of it first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from geobrief.brief.tellings import content_words
from geobrief.model import Citation

_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_LEAD = 600
"""Characters from the beginning of an article that hold its headline and lead."""
_LONG = 320
"""Characters from which a sentence is read twice: one that says the same in fewer goes first."""
_OF_NAMES = 0.5
"""What a word of a name counts beside one of the label: who else takes part is not what happened."""
_OF_LEAD, _OF_NUMBERS, _OF_LENGTH, _OF_COPY = 0.25, 0.2, 0.2, 0.5
"""What place, numbers, length and being a repetition weigh beside the share of the label's words, which weighs 1."""


def best_first(label: str, citations: Iterable[Citation], names: Iterable[str] = ()) -> tuple[Citation, ...]:
    """Return the citations of an event, each sentence once, in the order in which they are worth reading.

    What says most holds the words of the label and the names of places, gives the numbers, stands in headline or lead and is
    no longer than a reader takes in. Where two say as much, the order in which they were given decides.

    Args:
        label: What the event is called.
        citations: Its sentences, the earliest first.
        names: Names of its places and of who takes part.
    """
    wanted = dict.fromkeys(content_words(" ".join(names)), _OF_NAMES) | dict.fromkeys(content_words(label), 1.0)
    numbers = frozenset(_NUMBER.findall(label))
    return tuple(sorted(dict.fromkeys(citations), key=lambda citation: -_says(citation, wanted, numbers)))


def _says(citation: Citation, wanted: Mapping[str, float], numbers: frozenset[str]) -> float:
    words = content_words(citation.quote)
    share = sum(weight for word, weight in wanted.items() if word in words) / sum(wanted.values()) if wanted else 0.0
    given = frozenset(_NUMBER.findall(citation.quote))
    told = len(numbers & given) / len(numbers) if numbers else float(bool(given))
    return round(
        share
        + _OF_NUMBERS * told
        + _OF_LEAD * (citation.start < _LEAD)
        - _OF_LENGTH * max(0.0, len(citation.quote) / _LONG - 1)
        - _OF_COPY * (citation.copy_of is not None),
        6,
    )


def chosen(citations: Sequence[Citation], most: int, quoted: frozenset[str] | set[str] = frozenset()) -> list[Citation]:
    """Return the best ``most`` citations, of different articles, without those that a reader has met already.

    A sentence that says less does not stand in for one that is left out: what was quoted before is quoted enough.

    Args:
        citations: After :func:`best_first`.
        most: How many are wanted.
        quoted: Sentences that stand further up, as :func:`said` writes them.
    """
    best: list[Citation] = []
    for citation in citations:
        repeated = citation.copy_of is not None or said(citation.quote) in {said(item.quote) for item in best}
        if not repeated and all(citation.article != item.article for item in best):
            best.append(citation)
    return [citation for citation in best[:most] if said(citation.quote) not in quoted]


def said(quote: str) -> str:
    """Return the words of a quote without case, signs and spacing: by them a repetition is known."""
    return " ".join("".join(char if char.isalnum() else " " for char in quote.casefold()).split())
