"""Mentions and resolutions in sentences without capitals or in nothing but capitals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from geobrief.model import Article, Mention, Resolution, Sentence

_HOW = {"low": "written without capitals", "caps": "written in capitals"}


def as_in(prose: Article, mention: Mention) -> Mention:
    """A mention as an article of the same length writes it."""
    return replace(mention, text=prose.text[mention.start : mention.end])


def as_written(item: Resolution, mention: Mention, odd: Mapping[Sentence, str]) -> Resolution:
    """A resolution of the mention as it was written, with a word on how that was."""
    style = odd.get(mention.sentence)
    because = f"{item.because}; it is {_HOW[style]}" if style else item.because
    return replace(item, mention=mention, because=because)
