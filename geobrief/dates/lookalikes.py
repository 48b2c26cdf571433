"""Names and verbs that look like dates: Theresa May, "march on parliament", the Sunday Times."""

from __future__ import annotations

import re

from geobrief.dates.known import DateState

_BEFORE_NAME = re.compile(
    r"(?:Theresa|Brian|Elaine|James|Peter|Mr|Mrs|Ms|Dr|Sir|Lady|Prime Minister|Minister|President|Premier|Secretary|"
    r"Robert|Juliana|Imelda|Augusto|Aunt|Miss|Sister|Princess|Queen|Saint|St|Cape|Mount|Fort|San|Rio de)\.?\s+$"
)
_SPEAKS = re.compile(
    r"\s+(?:(?:has|had|was|is|were|also|then|later)\s+)?(?:said|says|told|tells|added|argued|insisted|announced|warned|resigned|will\s+(?:meet|tell|say)|"
    r"be|have|not|also|go|on\s+(?:the\s+)?(?:parliament|capital|city|rome|washington|palace))\b"
)
_LEADS_MONTH = re.compile(
    r"(?:\b(?:in|by|since|until|till|of|from|to|and|or|during|last|next|this|before|after|through|early|late|mid|for|"
    r"between|past|previous|following|coming|as|on|around|about|throughout|every|each|is|was|the|a|its|their|his|her)|['’]s|[-–(/,])\s*$",
    re.IGNORECASE,
)


_SURNAME = re.compile(r"\s[A-Z][a-z]")
""""Jan Kavan" is a person; the month has its full stop or a figure."""

_LEADS_IN_CAPITALS = re.compile(r"\b(?:IN|OF|SINCE|BY|UNTIL|TILL|DURING|FROM|BETWEEN|THROUGH)\s+$")
"""In a text all in capitals, "THEY MAY" and "TO MARCH" look like months."""
_NEVER_LOWER = ("may", "march", "mar", "dec", "sun", "august", "jan")
"""Months that are words of their own in lower case."""


def month_is_name(m: re.Match[str], context: DateState) -> bool:
    """Say whether the month of a match that has a day or a year beside it is no month after all ("12 may go")."""
    word = m["m"].strip(" .")
    at = m.start("m")
    after_figure = context.text[max(0, at - 3) : at].strip()[-1:].isdigit()
    return word.islower() and word in ("may", "march") and not after_figure


def lone_month_is_name(m: re.Match[str], context: DateState) -> bool:
    """Say whether a month that stands alone is a person, a verb or an adjective."""
    word = m["m"].strip(" .")
    lower = word.lower()
    at = m.start("m")
    before = context.text[max(0, at - 20) : at]
    if word.islower() or _BEFORE_NAME.search(before) or (word == "Jan" and _SURNAME.match(context.text, m.end("m"))):
        return True
    if word in ("MAY", "MARCH"):
        return not _LEADS_IN_CAPITALS.search(before)
    if lower == "march" and re.match(r"\s+on\b", context.text[m.end() : m.end() + 5]):
        return not re.search(r"\b(?:in|since|last|of)\s+$", before, re.IGNORECASE)
    if lower in ("may", "march", "april", "june", "august") or len(lower) < 5:
        return not _LEADS_MONTH.search(before) or bool(_SPEAKS.match(context.text, m.end()))
    return False


def month_is_common_word(m: re.Match[str]) -> bool:
    """Say whether "this august body" or "next march" is meant, where a modifier stands before it."""
    word = m["m"].strip(" .")
    return word in _NEVER_LOWER or (word in ("MAY", "MARCH") and m.group().upper().startswith("THAT"))


_PROPER_AFTER = re.compile(
    r"\s+(?:the\s+13th|Times|Mail|Mirror|Telegraph|Express|People|Herald|Tribune|Post|Star|World|Agreement|Night\s+(?:Live|Football))\b"
)
_PROPER_BEFORE = re.compile(
    r"(?:Sheffield|Bloody|Black|Cyber|Super|Giving|Man|Ruby|Joe|Billie|Robinson's|Girl|Freaky)\s+$"
)


def weekday_is_name(m: re.Match[str], context: DateState, rel: str) -> bool:
    """Say whether a weekday is part of a name: the Sunday Times, Sheffield Wednesday, Bloody Sunday."""
    if _PROPER_AFTER.match(context.text, m.end()):
        return True
    return not rel and bool(_PROPER_BEFORE.search(context.text[max(0, m.start() - 12) : m.start()]))
