"""Admiralty ratings, as people write them into side-cars, tables and front matter.

A letter for the source, from A (reliable) to E (unreliable) and F (cannot be judged), and a digit for the
report, from 1 (confirmed) to 5 (improbable) and 6 (cannot be judged). What nobody rated stays unrated: F6 is
a judgement that somebody made.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from geobrief.articles.draft import Fields, clean, fields_of

_RATING = re.compile(r"([A-F])[ \-/]?([1-6])", re.IGNORECASE)
_NAMES = ("rating", "admiralty", "admiralty_rating", "admiralty_code")


def rated_fields(entries: Mapping[str, Any]) -> Fields:
    """What the user wrote beside an article → its fields, the rating among them."""
    return replace(fields_of(entries), rating=written_rating(entries))


def written_rating(entries: Mapping[str, Any]) -> str | None:
    """Keys and values as people write them → the rating as it is written there, right or wrong, or None.

    It stands under ``rating`` or ``admiralty``, or in two under ``reliability`` and ``credibility``.
    """
    known = {
        str(key).strip().lower().replace("-", "_").replace(" ", "_"): clean(value) for key, value in entries.items()
    }
    whole = next((known[name] for name in _NAMES if known.get(name)), None)
    halves = "".join(known.get(name) or "" for name in ("reliability", "credibility"))
    return whole or halves or None


def read_rating(written: str | None) -> str | None:
    """A rating as written ("b2", "B-2") → as it is kept ("B2"), or None where it is none."""
    match = _RATING.fullmatch((written or "").strip())
    return f"{match[1].upper()}{match[2]}" if match else None


def why_unrated(written: str) -> str:
    """The reason, and the way out, for a rating that is none."""
    return (
        f'has the rating "{written}", which is none of the Admiralty scale, and is read without it: write a letter A–F '
        "for the source and a digit 1–6 for the report (B2)"
    )
