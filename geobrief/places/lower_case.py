"""Mentions and resolutions in sentences without capitals or in nothing but capitals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from geobrief.model import Article, Mention, Resolution, Sentence
from geobrief.reasons import note, sentence

_HOW = {"low": "lower_case", "caps": "capitals"}


def as_in(prose: Article, mention: Mention) -> Mention:
    """A mention as an article of the same length writes it."""
    return replace(mention, text=prose.text[mention.start : mention.end])


def as_written(item: Resolution, mention: Mention, odd: Mapping[Sentence, str]) -> Resolution:
    """A resolution of the mention as it was written, with a word on how that was."""
    style = odd.get(mention.sentence)
    if style is None:
        return replace(item, mention=mention)
    why = (*item.reasons, note(_HOW[style]))
    return replace(item, mention=mention, because=sentence(why), reasons=why)
