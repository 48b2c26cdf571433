"""Kinds of event that a package or a recipe adds with the words that tell of them.

No model knows these kinds. A sentence of title or body that has one of the words tells of the event; where and when are
taken from the same sentence, and how sure that is, the kind's own file says. Where the bundled reader already tells an
event at the same words, the added kind counts: whoever adds a kind wants it seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from geobrief.events import EventKind, event_kinds
from geobrief.model import Article, EventReport, PlaceInEvent, Resolution, Sentence, TimeExpression

_SCENES = ("scene", "destination", "origin")
"""Roles of places where something happens, those first that say where it was."""

_DENIED = re.compile(r"\b(?:not?|never|without|denie[sd]|denied|no longer)\b[^.;:]{0,30}$", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b(?:will|would|shall|plan(?:s|ned)? to|going to|about to|set to)\b[^.;:]{0,30}$", re.IGNORECASE
)
_NEAR = 60
"""Characters before the word in which its negation or its future stands."""


class _Read(NamedTuple):
    """An article and what was read of it before."""

    article: Article
    resolutions: Sequence[Resolution]
    dates: Sequence[TimeExpression]


def told_by_words(
    article: Article,
    resolutions: Sequence[Resolution],
    dates: Sequence[TimeExpression],
    reports: Sequence[EventReport],
) -> list[EventReport]:
    """Return the reports, and those of kinds that words tell, in the order of the text."""
    kinds = [kind for kind in event_kinds().values() if kind.words]
    if not kinds:
        return list(reports)
    read = _Read(article, resolutions, dates)
    added = [
        _report(read, sentence, match, kind)
        for sentence in _searched(article)
        for kind in kinds
        for match in list(_pattern(kind.words).finditer(article.text, sentence.start, sentence.end))[:1]
    ]
    kept = [one for one in reports if not any(two.start < one.end and one.start < two.end for two in added)]
    return sorted([*kept, *added], key=lambda report: (report.start, report.end, report.kind))


def _searched(article: Article) -> Iterator[Sentence]:
    passages = [passage for passage in article.passages if passage.kind in ("title", "body")]
    for sentence in article.sentences:
        if any(passage.start <= sentence.start < passage.end for passage in passages):
            yield sentence


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words, in any case, with any white space between them; ``*`` at an end stands for any ending."""
    parts = []
    for word in sorted(words, key=len, reverse=True):
        body = r"\s+".join(re.escape(part) for part in word.removesuffix("*").split())
        parts.append(body + (r"\w*" if word.endswith("*") else ""))
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def _report(read: _Read, sentence: Sentence, match: re.Match[str], kind: EventKind) -> EventReport:
    before = read.article.text[max(sentence.start, match.start() - _NEAR) : match.start()]
    where = _where(sentence, match.start(), read.resolutions)
    because = "" if where else "; no place of its sentence fits"
    return EventReport(
        start=match.start(),
        end=match.end(),
        trigger=match.group(),
        kind=kind.key,
        status="denied" if _DENIED.search(before) else "planned" if _PLANNED.search(before) else "done",
        sentence=sentence,
        where=where,
        when=_nearest(sentence, match.start(), read.dates),
        who=(),
        figures=(),
        main=False,
        confidence=kind.confidence,
        because=f"“{match.group()}” is one of the words that tell of: {kind.label.lower()}{because}",
    )


def _where(sentence: Sentence, at: int, resolutions: Sequence[Resolution]) -> tuple[PlaceInEvent, ...]:
    inside = [
        (_SCENES.index(one.role), abs(one.mention.start - at), number, one)
        for number, one in enumerate(resolutions)
        if one.place and one.role in _SCENES and sentence.start <= one.mention.start < sentence.end
    ]
    return tuple(PlaceInEvent(number, one.role) for _, _, number, one in sorted(inside, key=lambda row: row[:3])[:1])


def _nearest(sentence: Sentence, at: int, dates: Sequence[TimeExpression]) -> int | None:
    inside = [
        (abs(one.start - at), number)
        for number, one in enumerate(dates)
        if sentence.start <= one.start < sentence.end and (one.when.start or one.when.end)
    ]
    return min(inside)[1] if inside else None
