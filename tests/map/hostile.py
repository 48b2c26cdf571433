"""Texts that have broken maps made of news before, put into every field of a brief that holds text."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from geobrief.brief import Brief
from geobrief.model import Decision

TEXTS = {
    "markup": "</script><script>window.pwned=1</script><img src=x onerror=window.pwned=1>",
    "template": "pay ${window.pwned=1} and `${alert(1)}` {{7*7}} {% raw %}",
    "escapes": "C:\\users\\x \\u0041 \\' \" ' <!-- --> ]]>",
    "separators": "one\u2028two\u2029three\x00four",
    "direction": "\u202etxt.exe\u202c and \u2067abc\u2069 \u05e9\u05dc\u05d5\u05dd",
    "marks": "Z\u0351\u036b\u0343\u0363\u0369\u0367a\u0300\u0301\u0302\u0303lgo \U0001f1f3\U0001f1ea \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "long": "An endless headline " * 5_000,
    "attribute": '" onmouseover="window.pwned=1" style="background:url(https://evil.example/x)',
}

KEPT = frozenset(
    "id kind precision status role form basis direction salience doubts place places article articles event events "
    "same_story_as copy_of reviewed sha256 country".split()
)
"""Fields whose words are fixed or which point to other records."""


def hostile(brief: Brief, text: str) -> Brief:
    """Return the brief with the text at the end of every field that holds free text, citations still true.

    It is a brief made in Python, which may hold what a reader of brief.json refuses, as an address that is a program.
    """
    return _poison(brief, text, None)


def _poison(value: Any, text: str, field: str | None) -> Any:
    if is_dataclass(value):
        return _poisoned_record(value, text)
    if isinstance(value, tuple):
        return tuple(_poison(inner, text, field) for inner in value)
    if not isinstance(value, str) or field in KEPT:
        return value
    if field == "url":
        return f"javascript:window.pwned=1//{text[:40]}"
    return f"{value} {text if field == 'title' else text[:2_000]}"


def _poisoned_record(record: Any, text: str) -> Any:
    held = {field.name: getattr(record, field.name) for field in fields(record)}
    made = {name: _poison(value, text, name) for name, value in held.items()}
    if isinstance(record, Decision):
        made |= {"about": record.about, "what": record.what}
    # A quote has grown: so has the passage that it stands for.
    for name in ("quote", "text"):
        if isinstance(held.get("start"), int) and name in made:
            made["end"] = made["start"] + len(made[name])
    return type(record)(**made)
