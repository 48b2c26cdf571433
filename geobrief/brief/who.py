"""Who takes part in an event, over all its tellings: one name for each, the one that is used most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from geobrief.brief.tellings import Telling
from geobrief.events import base_form, kinds_that_are
from geobrief.model import Actor, EventActor
from geobrief.text import listed

_MOST_ACTORS = 8
"""Actors kept for an event: more are a list that nobody reads."""
_MANY, _SIDES = 3, 2
"""Articles that tell an event, and names that two of them agree on, from which a name that only one has is left out."""
_QUANTITY = listed(
    "articles possessives numerals",
    "all some any many several more most last than at least about around over nearly up to of first few almost another "
    "other remaining dozens hundreds thousands scores tens hundred thousand million twelve twenty similar such "
    "neighbouring neighboring nearby",
)
"""Words before a name that count or point: what they count is a figure of the event."""
_TOO_PLAIN = frozenset("people others persons men women children residents us".split())
"""Names that say nothing without their quantity: "several thousand people"."""
_FORCES = frozenset(
    "troop soldier force army military serviceman servicemen contingent battalion brigade garrison regiment instructor "
    "personnel paratrooper trainer".split()
)
"""Last words of the names of a country's forces."""
_ORDER = {"source": 0, "participant": 1, "target": 2}


def who_takes_part(group: Sequence[Telling]) -> list[Actor]:
    """Return those who take part, those first whom most tellings name.

    "Troops", "the US troops" and "over 1,000 American soldiers" are one: the forces of one country on one side.
    """
    articles = {telling.article.id for telling in group}
    if len(articles) == 1:
        return _of_one_article(group)
    # The tellings of one article have their actors in common: it speaks once, however often it tells the event.
    said = {
        (told.article.id, replace(actor, name=plain_name(actor.name))): None
        for told in group
        for actor in told.report.who
    }
    named: dict[frozenset[str], list[Actor]] = {}
    for _, actor in said:
        if words := _words(actor.name):
            named.setdefault(words, []).append(actor)
    kept: dict[frozenset[str], list[Actor]] = {}
    for words in sorted(named, key=lambda words: (-len(words), sorted(words))):
        fuller = next((other for other in kept if words < other and not _apart(named[words], kept[other])), words)
        kept.setdefault(fuller, []).extend(named[words])
    merged = _forces_together(list(kept.values()))
    ranked = sorted(
        ((len(same), _usual(same)) for same in merged),
        key=lambda item: (-item[0], _ORDER[item[1].role], item[1].name),
    )
    agreed = [item for item in ranked if item[0] > 1]
    if len(articles) >= _MANY and len(agreed) >= _SIDES:
        ranked = agreed  # whom one of many articles names beside those of whom all speak is rarely part of it
    return [actor for _, actor in ranked[:_MOST_ACTORS]]


def _of_one_article(group: Sequence[Telling]) -> list[Actor]:
    """Return those who take part as their one article has them, each once, whoever is named first in each role first."""
    found: dict[tuple[str, frozenset[str]], Actor] = {}
    for actor in (actor for told in group for actor in told.report.who):
        found.setdefault((actor.role, _words(actor.name)), actor)
    fuller = [
        actor
        for (role, words), actor in found.items()
        if not any(role == r and words < w and not _apart([actor], [other]) for (r, w), other in found.items())
    ]
    return sorted(fuller, key=lambda actor: _ORDER[actor.role])[:_MOST_ACTORS]


def _apart(some: Sequence[Actor], others: Sequence[Actor]) -> bool:
    """Whether names that share words are of two countries: the Republic of the Congo and the Democratic one."""
    countries = {actor.country for actor in some if actor.country}
    elsewhere = {actor.country for actor in others if actor.country}
    return bool(countries and elsewhere and not countries & elsewhere)


def doers(kind: str, who: Sequence[Actor | EventActor]) -> list[str]:
    """Return the names for an event's label: who does it, or both sides."""
    if kind in kinds_that_are("nameless"):
        return []
    names: list[str] = []
    for actor in who:
        words = _words(actor.name)
        seen = any(words <= (told := _words(name)) or told <= words for name in names)
        if actor.role != "target" and not seen:
            names.append(actor.name)
    forces = [name for name in names if _is_force(name)]
    if forces and kind in kinds_that_are("forces"):
        names = forces  # "the United States" beside "American forces" says nothing more
    return names[: 2 if kind in kinds_that_are("mutual") else 1]


def plain_name(name: str) -> str:
    """Return a name without the words that count it: "over 1,000 US troops" → "US troops"."""
    words = name.split()
    first = next((i for i, word in enumerate(words) if not _counts(word)), len(words))
    rest = words[first:]
    if not rest or (len(rest) == 1 and rest[0].lower() in _TOO_PLAIN and first):
        return _without_article(name)
    return " ".join(rest)


def _counts(word: str) -> bool:
    return word.lower() in _QUANTITY or word[:1].isdigit()


def _without_article(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an") else name


def _words(name: str) -> frozenset[str]:
    """The words of a name without those that count it and possessives, small."""
    words = name.lower().replace("’", "'").replace("'s", "").replace(".", "").replace(",", "").split()
    return frozenset(word for word in words if not _counts(word)) or frozenset(words)


def _is_force(name: str) -> bool:
    return base_form(name.lower().rpartition(" ")[2]) in _FORCES


def _forces_together(groups: list[list[Actor]]) -> list[list[Actor]]:
    """Put the names of one country's forces on one side together; nameless forces go with them, if there is one country."""
    forces = [group for group in groups if _is_force(group[0].name)]
    sides = {(actor.role, actor.country) for group in forces for actor in group if actor.country}
    out = [group for group in groups if not _is_force(group[0].name)]
    together: dict[tuple[str, str | None], list[Actor]] = {}
    for group in forces:
        role = group[0].role
        countries = {country for side, country in sides if side == role}
        own = next((actor.country for actor in group if actor.country), None)
        country = own or (next(iter(countries)) if len(countries) == 1 and len(group[0].name.split()) == 1 else None)
        key = (role, country) if country else (role, group[0].name)
        together.setdefault(key, []).extend(group)
    return out + list(together.values())


def _usual(actors: Sequence[Actor]) -> Actor:
    """Return the actor under the name that is used most; among equals under the fuller one, then the shorter spelling.

    A name of one word ("troops") goes only where no other is used.
    """
    uses = Counter(actor.name for actor in actors)
    return min(
        actors,
        key=lambda actor: (
            len(actor.name.split()) == 1,
            -uses[actor.name],
            -len(_words(actor.name)),
            len(actor.name),
            actor.name,
        ),
    )
