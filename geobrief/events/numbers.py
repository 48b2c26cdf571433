"""Numbers in words and digits: "1,000", "twenty-three", "3.5 million", "$110 million", "more than two-thirds"."""

from __future__ import annotations

from collections.abc import Sequence

from geobrief.events.word_lists import base_form
from geobrief.text import Word, ordered

_SMALL = {word: float(number) for number, word in enumerate(ordered("below_twenty"))}
_TENS = {word: float(10 * number) for number, word in enumerate(ordered("tens"), 2)}
_VAGUE = {"dozen": 12.0, "dozens": 24.0, "scores": 40.0, "hundreds": 200.0, "thousands": 2000.0, "millions": 2e6}
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "m": 1e6,
    "bn": 1e9,
    "k": 1e3,
    "mn": 1e6,
}
_SHARES = {"half": 0.5, "third": 1 / 3, "thirds": 1 / 3, "quarter": 0.25, "quarters": 0.25, "fifth": 0.2, "fifths": 0.2}
_CURRENCY = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₦": "NGN", "₹": "INR"}
_MONEY_WORDS = {
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "yen": "JPY",
    "naira": "NGN",
    "rupee": "INR",
    "yuan": "CNY",
    "franc": "francs",
    "rouble": "RUB",
    "ruble": "RUB",
    "peso": "pesos",
    "shilling": "shillings",
}
_QUALIFIERS = (  # a phrase before its own tail: "no more than" is no "more than"
    ("no more than", "at most"),
    ("not more than", "at most"),
    ("no less than", "at least"),
    ("no fewer than", "at least"),
    ("not less than", "at least"),
    ("more than", "more than"),
    ("less than", "less than"),
    ("fewer than", "fewer than"),
    ("at least", "at least"),
    ("at most", "at most"),
    ("up to", "up to"),
    ("as many as", "up to"),
    ("as much as", "up to"),
    ("close to", "close to"),
    ("an estimated", "about"),
    ("over", "over"),
    ("about", "about"),
    ("around", "around"),
    ("nearly", "nearly"),
    ("almost", "almost"),
    ("some", "some"),
    ("approximately", "about"),
    ("roughly", "about"),
    ("under", "less than"),
    ("estimated", "about"),
)


def read_number(tokens: Sequence[Word], index: int) -> tuple[int, float, str | None] | None:
    """Read a number: (index of its last token, value, currency or None)."""
    currency = None
    at = index
    low = tokens[at].low
    if low in _CURRENCY and at + 1 < len(tokens):
        currency, at = _CURRENCY[low], at + 1
    elif low == "us" and at + 2 < len(tokens) and tokens[at + 1].low == "$":
        currency, at = "USD", at + 2
    value = _plain(tokens[at].low)
    if (
        tokens[at].low in ("a", "one")
        and at + 1 < len(tokens)
        and tokens[at + 1].low in ("hundred", "thousand", "million", "billion")
    ):
        value = 1.0
    if value is None:
        return None
    at, value = _scaled(tokens, at, value)
    if currency is None and at + 1 < len(tokens):
        money = _MONEY_WORDS.get(base_form(tokens[at + 1].low))
        if money is None and at + 2 < len(tokens) and tokens[at + 1].low in ("us", "u.s", "american"):
            money = _MONEY_WORDS.get(base_form(tokens[at + 2].low))
            at += 1 if money else 0
        if money:
            currency, at = money, at + 1
    return at, value, currency


def _scaled(tokens: Sequence[Word], at: int, value: float) -> tuple[int, float]:
    """Take in the scale and the share that follow: "3.5 million", "two thousand", "two-thirds"."""
    while at + 1 < len(tokens) and tokens[at + 1].low in _SCALES and len(tokens[at + 1].low) > 1:
        at, value = at + 1, value * _SCALES[tokens[at + 1].low]
    if (
        at + 1 < len(tokens)
        and tokens[at + 1].low in ("thirds", "quarters", "fifths", "third", "quarter")
        and value < 5
    ):
        at, value = at + 1, value * _SHARES[tokens[at + 1].low]
    return at, value


def _plain(low: str) -> float | None:
    """The value of one word: "1,000", "100m", "twenty-three", "two-thirds", "dozens"."""
    if low[0].isdigit():
        return _digits(low)
    head, _, tail = low.partition("-")
    for table in (_SMALL, _TENS):
        if head in table:
            if not tail:
                return table[head]
            if tail in _SHARES:
                return table[head] * _SHARES[tail]
            if table is _TENS and tail in _SMALL:
                return table[head] + _SMALL[tail]
            return None
    return _VAGUE.get(low)


def _digits(low: str) -> float | None:
    body, scale = low, 1.0
    for suffix in ("bn", "mn", "m", "k"):
        if low.endswith(suffix) and low[: -len(suffix)].replace(",", "").replace(".", "").isdigit():
            body, scale = low[: -len(suffix)], _SCALES[suffix]
            break
    body = body.replace(",", "")
    if (
        len(body) > 15
        or not body.isascii()
        or body.count(".") > 1
        or not body.replace(".", "").isdigit()
        or body.endswith(".")
    ):
        return None
    return float(body) * scale


def qualifier_of(tokens: Sequence[Word], first: int) -> tuple[int, str | None]:
    """Where a figure begins with its qualifier, and the qualifier."""
    lows = [token.low for token in tokens[max(0, first - 3) : first]]
    for phrase, name in _QUALIFIERS:
        words = phrase.split()
        if lows[-len(words) :] == words:
            return first - len(words), name
    return first, None
