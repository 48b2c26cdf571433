"""Which keys the ``[overrides]`` and ``[findings]`` tables of a recipe have, as JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from geobrief.brief import MOST_FINDINGS, NO_PLACE, NOT_A_PLACE, UNKNOWN
from geobrief.model import Kind, Status

_TEXT = {"type": "string", "minLength": 1}
_KEY = {
    "type": "string",
    "pattern": "^[a-z]+:.+$",
    "description": "Key of a row of the gazetteer: geobrief:air-base-201.",
}
LARGEST_ID = 2**63 - 1
"""No index of places holds a larger whole number."""

_ID = {"type": "integer", "minimum": 1, "maximum": LARGEST_ID, "description": "GeoNames id."}
OWN = {
    "name": {**_TEXT, "description": "Name of a place that stands in no gazetteer; lat and lon say where it is."},
    "lat": {"type": "number", "minimum": -90, "maximum": 90, "description": "Degrees north."},
    "lon": {"type": "number", "minimum": -180, "maximum": 180, "description": "Degrees east."},
    "kind": {"enum": list(get_args(Kind)), "description": "What sort of place it is; site if left out."},
    "country": {"type": "string", "pattern": "^[A-Z]{2}$", "description": "Two-letter code of its country."},
}
ROLES = ("source", "target", "participant")
_WHO = {
    "type": "array",
    "description": "Who took part: names of those who did it, or tables with name and role.",
    "items": {
        "anyOf": [_TEXT, {
            "type": "object",
            "properties": {"name": _TEXT, "role": {"enum": list(ROLES)}},
            "required": ["name"],
            "additionalProperties": False,
        }],
    },
}  # fmt: skip
_GRADE = {"type": "string", "pattern": "^[A-F][1-6]$", "description": "Admiralty rating, such as B2."}
SIGNED = {
    "by": {**_TEXT, "description": "Who says so; the reviewer if left out."},
    "note": {**_TEXT, "description": "Why, for the readers of the brief."},
}
_MEANING = {"anyOf": [_ID, {"const": NOT_A_PLACE}, _KEY]}
_EVENT_PLACE = {
    "anyOf": [_ID, {"const": UNKNOWN}, _KEY, {
        "type": "object", "properties": OWN, "required": ["name", "lat", "lon"], "additionalProperties": False,
    }],
}  # fmt: skip
PLACE_KEYS = {
    "place": {**_MEANING, "description": "GeoNames id, key of the gazetteer, or not a place."},
    **OWN,
    "article": {**_TEXT, "description": "Only in the article of this file name."},
    **SIGNED,
}
EVENT_KEYS = {
    "drop": {"type": "boolean", "description": "Whether this is no event at all."},
    "label": {**_TEXT, "description": "What happened, in your words."},
    "kind": {**_TEXT, "description": "Kind of event, as brief.json writes it."},
    "status": {"enum": list(get_args(Status)), "description": "Whether it has happened."},
    "date": {**_TEXT, "description": "2024-07-05, 2024-07, 2024, 2024-07-01/2024-07-05, ../2024-09-15 or unknown."},
    "place": {**_EVENT_PLACE, "description": "Where it happened: GeoNames id, key, place of your own, or unknown."},
    "who": _WHO,
    "grade": _GRADE,
    **SIGNED,
}
_IDS = {"type": "array", "items": {"type": "string", "pattern": "^[emp]-.+$"}}

ANCHOR = {
    "article": {**_TEXT, "description": "Address of the article, or path or name of its file."},
    "title": {**_TEXT, "description": "Its title, where it has no address, or another one next time."},
    "published": {
        "type": "string",
        "format": "date",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "description": "Its day.",
    },
    "quote": {**_TEXT, "description": "The sentence, whole or in part; spaces, capitals and signs do not matter."},
    "prefix": {"type": "string", "description": "What stands before the name; of an event, before the quote."},
    "suffix": {"type": "string", "description": "What stands after it."},
}
_ANCHORS = {"type": "array", "items": {"type": "object", "properties": ANCHOR, "additionalProperties": False}}
TARGET_KEYS = {
    "event": {**_TEXT, "description": "Kind of the event as the machine read it."},
    **ANCHOR,
    "also": {**_ANCHORS, "description": "Sentences that tell the same."},
    "was": {**_TEXT, "description": "What the machine had, in words."},
}
KEYED_PLACE = {
    "type": "object",
    "properties": {**OWN, "key": {**_KEY, "description": "Key of the gazetteer, where it has the place."}},
    "required": ["name", "lat", "lon"],
    "additionalProperties": False,
}
CORRECTION_KEYS = {
    "name": {
        "description": "Of a place name: its words, or several ways to write it.",
        "anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}],
    },
    "conflict": {**_TEXT, "description": "Of a contradiction: what the articles differ about, as the page says it."},
    "add": {**_TEXT, "description": "An event that was not found: its kind; quote says where it is told."},
    **TARGET_KEYS,
    "had": {
        "anyOf": [_KEY, {"const": NO_PLACE}],
        "description": "Only mentions of which the machine has this: a key of the gazetteer, or no place.",
    },
    "right": {"type": "boolean", "description": "Whether it was read and stands."},
    "drop": {"type": "boolean", "description": "Whether this is no event, or no contradiction."},
    "place": {
        "anyOf": [_ID, {"enum": [UNKNOWN, NOT_A_PLACE]}, _KEY, KEYED_PLACE],
        "description": "What the name means, or where it happened: GeoNames id, key, place of your own, or neither.",
    },
    "label": {**_TEXT, "description": "What happened, in your words."},
    "kind": {**_TEXT, "description": "Kind of event, as brief.json writes it."},
    "status": {"enum": list(get_args(Status)), "description": "Whether it has happened."},
    "date": EVENT_KEYS["date"],
    "who": _WHO,
    "grade": _GRADE,
    "merge": {
        "type": "array",
        "description": "Events that are this one.",
        "items": {
            "type": "object",
            "properties": TARGET_KEYS,
            "required": ["event", "quote"],
            "additionalProperties": False,
        },
    },
    "split": {**_ANCHORS, "description": "Sentences that tell another event."},
    **SIGNED,
}
SUBJECTS = ("name", "event", "conflict", "add")

SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "corrections": {
            "description": "What you know better, by the words of the articles: this outlives new articles and new versions.",
            "type": "array",
            "items": {"type": "object", "properties": CORRECTION_KEYS, "additionalProperties": False},
        },
        "reviewer": {**_TEXT, "description": "Initials or name that stand beside everything that is set here."},
        "reviewed": {
            "description": "Ids of events, places and mentions that were read and stand; or lists of them by reviewer.",
            "anyOf": [_IDS, {"type": "object", "additionalProperties": _IDS}],
        },
        "places": {
            "description": "By the words of a mention, or by its id: what it means.",
            "type": "object",
            "additionalProperties": {
                "anyOf": [
                    *_MEANING["anyOf"],
                    {
                        "type": "object",
                        "properties": PLACE_KEYS,
                        "oneOf": [{"required": ["place"]}, {"required": ["name", "lat", "lon"]}],
                        "additionalProperties": False,
                    },
                ]
            },
        },
        "events": {
            "description": "By the id of an event: what is known better of it.",
            "type": "object",
            "propertyNames": {"pattern": "^e-"},
            "additionalProperties": {"type": "object", "properties": EVENT_KEYS, "additionalProperties": False},
        },
    },
    "additionalProperties": False,
}
"""JSON Schema of the table."""


_FINDING = {"type": "string", "pattern": "^[ef]-.+$"}

FINDINGS_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "order": {
            "description": "Ids of events or findings that come first, in this order.",
            "type": "array",
            "items": _FINDING,
        },
        "drop": {"description": "Ids that are no findings.", "type": "array", "items": _FINDING},
        "words": {
            "description": "By id: what a finding says instead of the label of its event.",
            "type": "object",
            "propertyNames": _FINDING,
            "additionalProperties": _TEXT,
        },
        "most": {
            "description": f"How many findings there are at most; {MOST_FINDINGS} if left out.",
            "type": "integer",
            "minimum": 1,
        },
        "by": {**_TEXT, "description": "Who says so; the reviewer of the overrides if left out."},
    },
    "additionalProperties": False,
}
"""JSON Schema of the table ``[findings]``."""
