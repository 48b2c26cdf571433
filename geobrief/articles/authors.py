"""Authors as metadata writes them, in one string → their names.

"Mariam Example and Abby Byrne", "Example, Mariam; Byrne, Abby", "van der Berg, Jan", "By Ruth Banda in Lusaka, Staff Writer".
A name that is written with the family name first stays as it is written.
"""

from __future__ import annotations

import re

from geobrief.articles.bylines import is_name, is_signature, signs_for_office

_BY = re.compile(r"^\s*(?:written\s+)?(?:by|par|por|von)\s*:?\s+", re.IGNORECASE)
_AND = re.compile(r"\s*,?\s+(?:and|&|et|und|y)\s+", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|phd|ph\.d|md|m\.d|esq)\.?$", re.IGNORECASE)
# What follows a name: where the author is, for whom the author writes, an outlet after a bar.
_TAIL = re.compile(r"\s+(?:in|at|for|from|with)\s+\S.*$|\s*[|•·].*$|\s+[–—]\s+\S.*$", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[ -]?){1,4}$")
_LONGEST = 2_000
# A list as programs write it into one cell: ["van der Berg, Jan", 'Abby Byrne'].
_QUOTED = re.compile(r"\"([^\"]+)\"|'((?:[^']|'(?!\s*(?:,|$)))+)'")
_LIST = re.compile(r"\s*\[(\s*[\"'].*[\"']\s*)\]\s*", re.DOTALL)


def split_authors(written: str) -> list[str]:
    """One string → the names in it, in their order; what is an office beside a name is left out."""
    listed = _LIST.fullmatch(written[:_LONGEST])
    if listed:
        return ["".join(quoted).strip() for quoted in _QUOTED.findall(listed[1])]
    text = _BY.sub("", written[:_LONGEST]).strip()
    names = [_without_tail(name) for name in _pieces(text) if name]
    persons = [name for name in names if not signs_for_office(name)]
    return persons if any(is_name(_spoken(name)) for name in persons) else names


def _pieces(text: str) -> list[str]:
    """A list of names → the names. A semicolon parts them and then no comma does; so does "and" between "Family, Given"."""
    if ";" in text:
        return [name for part in text.split(";") for name in _of_one_part(part.strip())]
    return _of_one_part(text)


def _of_one_part(text: str) -> list[str]:
    joined = _AND.split(text)
    if all(_is_inverted(name) for name in joined) and (len(joined) > 1 or "," in text):
        return joined
    return [name for part in joined for name in _by_commas(part)]


def _by_commas(text: str) -> list[str]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) >= 4 and len(parts) % 2 == 0 and all(" " not in part for part in parts):
        # "Example, Mariam, Byrne, Abby": no part is a whole name.
        return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]
    names: list[str] = []
    for part in parts:
        if names and _SUFFIX.match(part):
            names[-1] += f", {part}"
        else:
            names.append(part)
    return names


def _is_inverted(name: str) -> bool:
    """Whether a name is written "Family, Given": a comma, and no whole name on both its sides."""
    family, comma, given = (part.strip() for part in name.partition(","))
    if not comma or not family or not given or "," in given or is_signature(family) or is_signature(given):
        return False
    if signs_for_office(given) or _SUFFIX.match(given):
        return False
    return " " not in family or " " not in given or bool(_INITIALS.match(given)) or family[0].islower()


def _spoken(name: str) -> str:
    """Return a name in the order in which it is spoken: "Family, Given" is "Given Family"."""
    family, comma, given = (part.strip() for part in name.partition(","))
    return f"{given} {family}" if comma else name


def _without_tail(name: str) -> str:
    head = _TAIL.sub("", name).strip()
    return head if head != name and is_name(_spoken(head)) else name
