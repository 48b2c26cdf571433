"""Numbers with what they count: "more than 1,000 troops", "$110 million", "at least 12 people were killed"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from geobrief.events.numbers import qualifier_of, read_number
from geobrief.events.word_lists import DETERMINERS, PREPOSITIONS, base_form
from geobrief.model import Article, Figure, Sentence
from geobrief.text import Word, analyse, is_word, listed

_UNITS = {
    "km": "km",
    "kilometre": "km",
    "kilometer": "km",
    "mile": "miles",
    "metre": "m",
    "meter": "m",
    "tonne": "t",
    "ton": "t",
    "hectare": "ha",
    "acre": "acres",
    "kg": "kg",
    "kilogram": "kg",
    "litre": "l",
    "barrel": "barrels",
    "foot": "ft",
}
_TIMES = listed("months units_of_time", "hour minute second century am pm a.m p.m o'clock")
_PEOPLE = frozenset(
    "people person man men woman women child children troop troops soldier soldiers civilian villager student protester worker police "
    "policeman officer fighter militant rebel resident migrant refugee passenger pupil girl boy instructor adviser advisor "
    "personnel member prisoner hostage demonstrator gunman victim dead wounded injured patient voter family staff pilgrim "
    "tourist journalist miner peacekeeper mercenary inmate detainee doctor nurse teacher farmer fisherman schoolgirl schoolchild evacuee "
    "life nigerien".split()
)
_HARM = {
    "kill": "killed",
    "die": "killed",
    "dead": "killed",
    "death": "killed",
    "injure": "injured",
    "wound": "injured",
    "hurt": "injured",
    "displace": "displaced",
    "arrest": "arrested",
    "detain": "arrested",
    "abduct": "abducted",
    "kidnap": "abducted",
    "miss": "missing",
    "missing": "missing",
    "evacuate": "evacuated",
    "flee": "displaced",
    "infect": "infected",
    "rescue": "rescued",
    "drown": "killed",
    "fled": "displaced",
}
_SAME = dict.fromkeys(("soldiers", "personnel", "forces", "servicemen", "troops"), "troops") | dict.fromkeys(
    ("protesters", "demonstrators", "marchers"), "protesters"
)
"""Nouns that writers use for one thing: figures of different articles meet under one name."""
_NO_FIGURE = frozenset(
    "country nation side party government state leader minister coup occasion thing reason way word article point".split()
)
"""Nouns whose count says who talks, or how the text is told, and nothing of an event: "the two countries"."""
_HARM_REACH = 5
_BEFORE_REACH = 3


def find_figures(article: Article) -> tuple[tuple[Figure, Sentence], ...]:
    """The figures of an article, each with its sentence, in the order of the text."""
    return tuple(
        (figure, sentence)
        for sentence, found in zip(article.sentences, figures_in(article), strict=True)
        for figure in found
    )


@lru_cache(maxsize=2)
def figures_in(article: Article) -> tuple[tuple[Figure, ...], ...]:
    """The figures of each sentence of an article: events and the brief read the same ones."""
    words = analyse(article).words
    return tuple(tuple(figures_of(words(number), article.text)) for number in range(len(article.sentences)))


def figures_of(tokens: Sequence[Word], text: str) -> list[Figure]:
    """The figures of one sentence; dates, ages, times and bare numbers are none."""
    found = []
    index = 0
    while index < len(tokens):
        reading = read_number(tokens, index)
        if reading is None:
            index += 1
            continue
        last, value, currency = reading
        figure = _figure(tokens, index, last, value=value, currency=currency, text=text)
        if figure:
            found.append(figure)
        index = last + 1
    return found


def _figure(
    tokens: Sequence[Word], first: int, last: int, *, value: float, currency: str | None, text: str
) -> Figure | None:
    share = last + 1 < len(tokens) and tokens[last + 1].low in ("%", "percent", "per-cent")
    per_cent = last + 2 < len(tokens) and tokens[last + 1].low == "per" and tokens[last + 2].low == "cent"
    if share or per_cent:
        last += 2 if per_cent else 1
        unit, what, end = "%", _share_of(tokens, last), last
    elif currency:
        unit, (what, end) = currency, _money_for(tokens, first, last)
    else:
        counted = _counted(tokens, first, last)
        if counted is None:
            return None
        what, unit, end = counted
    begin, qualifier = qualifier_of(tokens, first)
    start, stop = tokens[begin].start, tokens[end].end
    return Figure(what=what, value=value, unit=unit, text=text[start:stop], start=start, end=stop, qualifier=qualifier)


def _counted(tokens: Sequence[Word], first: int, last: int) -> tuple[str, str, int] | None:
    """What a plain number counts: (what, unit, index of the last token), or None."""
    words = _noun_phrase(tokens, last + 1)
    if tokens[first].low == "one" or not words:
        return _bare_harm(tokens, first, last)
    head = base_form(tokens[words[-1]].low)
    low = tokens[words[0]].low
    if head in _NO_FIGURE:
        return None
    if base_form(low) in _TIMES or head in _TIMES or _is_date(tokens, first):
        return None
    if low in _UNITS or base_form(low) in _UNITS:
        return (
            "distance" if _UNITS.get(low, _UNITS.get(base_form(low))) in ("km", "miles", "m", "ft") else base_form(low),
            _UNITS.get(low) or _UNITS[base_form(low)],
            words[0],
        )
    if (
        not tokens[words[-1]].low.endswith("s")
        and head not in _PEOPLE
        and tokens[words[-1]].low not in ("cattle", "aircraft", "police")
    ):
        return _bare_harm(tokens, first, last)
    people = any(base_form(tokens[i].low) in _PEOPLE or tokens[i].low in _PEOPLE for i in words)
    harm = _harm(tokens, first, words[-1]) if people else None
    noun = _SAME.get(tokens[words[-1]].low, tokens[words[-1]].low)
    return (f"people {harm}" if harm else noun), ("people" if people else noun), words[-1]


def _bare_harm(tokens: Sequence[Word], first: int, last: int) -> tuple[str, str, int] | None:
    """People without the word: "killing 12", "12 dead", "left eleven dead"."""
    if _is_date(tokens, first):
        return None
    following = tokens[last + 1].low if last + 1 < len(tokens) else ""
    if following in ("dead", "wounded", "injured", "missing", "killed"):
        return f"people {_HARM.get(following, _HARM.get(base_form(following), following))}", "people", last + 1
    before = tokens[max(0, first - _BEFORE_REACH) : first]
    for token in reversed(before):
        harm = _HARM.get(base_form(token.low))
        if harm and (token.low.endswith("ing") or base_form(token.low) in ("kill", "injure", "wound", "arrest")):
            return f"people {harm}", "people", last
    return None


def _harm(tokens: Sequence[Word], first: int, last: int) -> str | None:
    """What happened to the people counted, from the verb after or before them."""
    for token in tokens[last + 1 : last + 1 + _HARM_REACH]:
        if not is_word(token):
            break
        harm = _HARM.get(token.low) or _HARM.get(base_form(token.low))
        if harm:
            return harm
    for token in reversed(tokens[max(0, first - _BEFORE_REACH) : first]):
        if not is_word(token):
            break
        harm = _HARM.get(base_form(token.low))
        if harm and not token.low.endswith("dead"):
            return harm
    return None


_NOT_IN_PHRASE = (
    PREPOSITIONS
    | DETERMINERS
    | listed(
        "relatives be be_forms have will may and_or while",
        "but that said killed died wounded injured arrested left fled dead missing more where",
        without="can",
    )
)


def _noun_phrase(tokens: Sequence[Word], begin: int) -> list[int]:
    """Indices of the words of the counted thing, up to four: "American military personnel"."""
    words: list[int] = []
    for index in range(begin, min(begin + 4, len(tokens))):
        token = tokens[index]
        if index == begin and token.low == "of" and begin + 1 < len(tokens):
            inner = begin + 1 + (tokens[begin + 1].low in DETERMINERS)
            return _noun_phrase(tokens, inner)
        if "." in token.low and token.text.endswith("."):  # "U.S.", "U.A.E."
            continue
        if not is_word(token) or token.low in _NOT_IN_PHRASE or token.low[0].isdigit() or _looks_verbal(token.low):
            break
        words.append(index)
        if base_form(token.low) in _PEOPLE and not (
            index + 1 < len(tokens) and base_form(tokens[index + 1].low) in _PEOPLE
        ):
            break
    return words


def _looks_verbal(low: str) -> bool:
    return low.endswith("ed") and low not in (
        "armed",
        "wounded",
        "injured",
        "displaced",
        "masked",
        "suspected",
        "unarmed",
        "infected",
        "uniformed",
        "united",
    )


def _is_date(tokens: Sequence[Word], index: int) -> bool:
    low = tokens[index].low
    near = [tokens[i].low for i in (index - 1, index + 1) if 0 <= i < len(tokens)]
    if any(word in _TIMES for word in near):
        return True
    return (
        len(low) == 4
        and low.isdigit()
        and low[:2] in ("18", "19", "20")
        and bool(near)
        and near[0] in ("in", "since", "of", "by", "until", ",", "the", "from")
    )


def _share_of(tokens: Sequence[Word], last: int) -> str:
    words = _noun_phrase(tokens, last + 1)
    return "share of " + " ".join(tokens[i].low for i in words) if words else "share"


def _money_for(tokens: Sequence[Word], first: int, last: int) -> tuple[str, int]:
    """What a sum is for: "$110 million air base" is the cost of an air base."""
    words = _noun_phrase(tokens, last + 1)
    if words:
        return f"cost of the {base_form(tokens[words[-1]].low)}", last
    before = [token.low for token in tokens[max(0, first - 4) : first]]
    for word in ("loan", "grant", "fine", "budget", "deal", "aid", "damage", "ransom", "bail", "fraud", "debt"):
        if word in before:
            return word, last
    return "sum of money", last
