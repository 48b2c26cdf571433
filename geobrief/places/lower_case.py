"""Resolutions in sentences without capitals or in nothing but capitals: as if they were prose, and told so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geobrief.gazetteer import Gazetteer
from geobrief.mentions import recased
from geobrief.model import Article, Mention, Resolution
from geobrief.places.other_languages import resolve_places as resolve_prose
from geobrief.places.within import with_areas

_HOW = {"low": "written without capitals", "caps": "written in capitals"}


def resolve_places(article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Resolution]:
    """Article, mentions → resolutions, one for each mention, in order; null is an answer.

    Args:
        article: Its domain, through the gazetteer's table of outlets, is evidence.
        mentions: In text order.
        gazetteer: Which places names may mean.
    """
    read, odd = recased(article, gazetteer)
    if not odd:
        return with_areas(article, resolve_prose(article, mentions, gazetteer), gazetteer)
    prose = [replace(mention, text=read.text[mention.start : mention.end]) for mention in mentions]
    found = with_areas(read, resolve_prose(read, prose, gazetteer), gazetteer)
    return [_told(item, mention, odd.get(mention.sentence)) for item, mention in zip(found, mentions, strict=True)]


def _told(item: Resolution, mention: Mention, style: str | None) -> Resolution:
    """A resolution of the mention as written, with a word on how that was."""
    because = f"{item.because}; it is {_HOW[style]}" if style else item.because
    return replace(item, mention=mention, because=because)
