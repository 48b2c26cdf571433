"""Where the articles differ: the same thing counted differently, kept with its citations."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from geobrief.brief.alike import Alike
from geobrief.brief.originals import Published, cite_earliest
from geobrief.brief.tellings import content_words
from geobrief.model import Citation, Conflict, ConflictingValue, Figure, Place, Reading, Sentence

_ALIKE = 0.02
"""Figures closer than this share of the larger are one figure, rounded differently."""
_OPEN_ABOVE = frozenset({"more than", "over", "at least", "nearly", "almost", "about", "around", "close to", "some"})
"""Qualifiers under which a figure may be met by another one: "more than 1,000" and "about 1,050" do not differ."""
_LOOSE = 0.25
"""How far apart two figures of which one is qualified may lie before they differ."""
_SAME_SIZE = 3.0
"""Two figures further apart than this factor count different things: 100 instructors and 1,000 troops."""


_PEOPLE = "people"
"""Unit of figures that count the dead, the arrested, the troops."""
_OF_ONE = "cost of the "
"""What begins so is a sum of one thing that has a name, as "cost of the base"; shares, distances and medals are of many."""
_ALIKE_WORDS, _FEWEST_ALIKE = 0.5, 3
"""Share of the words of the shorter of two sentences, and how many at least, by which they speak of one thing."""
_OF_FIGURES = content_words(
    "per cent percent million billion thousand according data figures dollars statistics average"
)
"""Words of sentences with a figure, whatever it counts."""

_Ground = tuple[str, str]
"""A country and a province of it, the province empty where only the country is known."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure and the sentence that states it."""

    figure: Figure
    citation: Citation
    grounds: frozenset[_Ground]
    """Where the thing that it counts may be."""
    parties: frozenset[str]
    """ISO codes of the countries whose people or things are counted ("1,500 French troops")."""
    told: frozenset[str] = frozenset()
    """Ids of the events that its sentence tells."""


def find_conflicts(
    figures: Sequence[Stated],
    events: Mapping[tuple[str, int], frozenset[str]],
    stories: Mapping[str, str],
    articles: Mapping[str, Published],
) -> tuple[Conflict, ...]:
    """Return what the articles give different figures for.

    Figures are compared when they count the same thing in the same unit on the same ground: the dead of a strike in one
    country say nothing of an outbreak in another. The ground is the provinces that the sentence names, else those that
    its article names; for anything but people the country of these. People of two countries are two things, and so are
    those who were counted in two events: two attacks in one town on one day do not contradict each other. A share or a
    distance is only compared with one whose sentence tells the same event or has the same words, the cost of a thing also
    where two articles tell one event: medals of two contests in one country are two things. Two figures of one story, or of
    one article, are a rounding or two things, and no conflict.

    Args:
        figures: What the articles state (:func:`stated_in`); it may wait on disk.
        events: (article id, start of the sentence) → ids of the events that the sentence tells.
        stories: Id of an article → id of the article whose story it copies.
        articles: The articles by id.
    """
    counted: dict[tuple[str, str], array[int]] = defaultdict(lambda: array("Q"))
    for number, item in enumerate(figures):
        counted[item.figure.what.casefold(), item.figure.unit].append(number)
    stories_of = _told_by_several(events)
    conflicts: list[Conflict] = []
    for (what, unit), numbers in sorted(counted.items()):
        grounds = _by_ground([figures[number] for number in numbers], events)
        differing = _each_once(
            _differing(same, stories)
            for _, items in sorted(grounds.items())
            for same in _of_one_thing(items, unit, stories_of if what.startswith(_OF_ONE) else {})
        )
        conflicts.extend(
            _conflict(what, unit, [_cited(group, articles, stories) for group in values], events)
            for values in differing
        )
    return tuple(conflicts)


def _by_ground(
    figures: Iterable[Stated], events: Mapping[tuple[str, int], frozenset[str]]
) -> Mapping[_Ground, Sequence[Stated]]:
    stated: dict[_Ground, list[Stated]] = defaultdict(list)
    for figure in figures:
        told = events.get((figure.citation.article, figure.citation.start))
        item = replace(figure, told=told) if told else figure
        for ground in _compared_on(item):
            stated[ground].append(item)
    return stated


def _told_by_several(events: Mapping[tuple[str, int], frozenset[str]]) -> Mapping[str, frozenset[str]]:
    """Return for each article the events that other articles tell, too."""
    tellers: dict[str, set[str]] = defaultdict(set)
    for (article, _), told in events.items():
        for event in told:
            tellers[event].add(article)
    shared: dict[str, set[str]] = defaultdict(set)
    for event, articles in tellers.items():
        for article in articles if len(articles) > 1 else ():
            shared[article].add(event)
    return {article: frozenset(told) for article, told in shared.items()}


def _of_one_thing(
    items: Sequence[Stated], unit: str, stories: Mapping[str, frozenset[str]]
) -> Iterable[Sequence[Stated]]:
    """Yield the figures that may count the same: those of one party and, of people, of one event or of none."""
    for same in _of_one_event(items) if unit == _PEOPLE else _of_one_matter(items, stories):
        parties = sorted({party for item in same for party in item.parties})
        for party in parties or [""]:
            yield [item for item in same if not party or not item.parties or party in item.parties]


def _of_one_matter(items: Sequence[Stated], stories: Mapping[str, frozenset[str]]) -> Iterable[Sequence[Stated]]:
    """Yield the figures whose sentences speak of one matter: in one event, in like words, or in articles of ``stories``.

    Args:
        items: What is stated of one ground.
        stories: Id of an article → the events for whose sake its figures are compared with those of other articles.
    """
    if len(items) < 2:
        return
    words = [content_words(item.citation.quote) - _OF_FIGURES for item in items]
    index = Alike(words, _ALIKE_WORDS)
    matters = list(range(len(items)))

    def root(number: int) -> int:
        while matters[number] != number:
            number = matters[number]
        return number

    first: dict[str, int] = {}
    for number, item in enumerate(items):
        for event in sorted(item.told | stories.get(item.citation.article, frozenset())):
            matters[root(number)] = root(first.setdefault(event, number))
        for other in index.near(words[number]):
            both = len(words[number] & words[other])
            if both >= max(_FEWEST_ALIKE, _ALIKE_WORDS * min(len(words[number]), len(words[other]))):
                matters[root(number)] = root(other)
        index.add(words[number])
    spoken: dict[int, list[Stated]] = defaultdict(list)
    for number, item in enumerate(items):
        spoken[root(number)].append(item)
    yield from spoken.values()


def _of_one_event(items: Sequence[Stated]) -> Iterable[Sequence[Stated]]:
    """Yield for each event what its sentences state, with all that is stated of none, in their order."""
    told: dict[str, list[int]] = defaultdict(list)
    of_none = [number for number, item in enumerate(items) if not item.told]
    for number, item in enumerate(items):
        for event in item.told:
            told[event].append(number)
    for event in sorted(told):
        yield [items[number] for number in sorted((*told[event], *of_none))]
    if not told:
        yield items


def stated_in(reading: Reading) -> Iterable[Stated]:
    """Yield the figures that an article states."""
    seen = set()
    for figure, sentence in reading.figures:
        if figure.start in seen:
            continue
        seen.add(figure.start)
        text = reading.article.text[sentence.start : sentence.end]
        citation = Citation(reading.article.id, sentence.start, sentence.end, text)
        yield Stated(figure, citation, _grounds(reading, sentence), _parties(reading, figure))


_PARTY_REACH = 24
"""Characters behind a number in which the country of those who are counted stands: "1,500 of the French soldiers"."""


def _parties(reading: Reading, figure: Figure) -> frozenset[str]:
    """Countries of the adjectives that stand in a figure's words or right behind them."""
    return frozenset(
        item.place.country
        for item in reading.resolutions
        if item.place
        and item.place.country
        and item.mention.form in ("demonym", "abbreviation")
        and figure.start <= item.mention.start < figure.end + _PARTY_REACH
    )


def _grounds(reading: Reading, sentence: Sentence) -> frozenset[_Ground]:
    """The provinces that a sentence names; where it names none, those of its article in the countries that it names."""
    named = [(item.mention.start, item.place) for item in reading.resolutions if item.place and item.role != "actor"]
    own = frozenset(_ground(place) for start, place in named if sentence.start <= start < sentence.end)
    if any(province for _, province in own):
        return frozenset(ground for ground in own if ground[1])
    countries = {country for country, _ in own}
    around = frozenset(_ground(place) for _, place in named)
    return own | {ground for ground in around if not countries or ground[0] in countries} or frozenset({("", "")})


def _compared_on(item: Stated) -> frozenset[_Ground]:
    """People are counted in many places of a country, and by the place; of other things a country speaks as a whole."""
    if item.figure.unit == _PEOPLE:
        return item.grounds
    return frozenset((country, "") for country, _ in item.grounds)


def _ground(place: Place) -> _Ground:
    return place.country or place.id, place.admin1_code or ""


def _each_once(conflicts: Iterable[list[list[Stated]]]) -> list[list[list[Stated]]]:
    """Drop what compares nothing, and what another comparison says whole: articles share more than one province."""
    told = [(values, frozenset(id(item) for group in values for item in group)) for values in conflicts if values]
    kept: list[list[list[Stated]]] = []
    holders: dict[int, list[frozenset[int]]] = defaultdict(list)
    for values, items in sorted(told, key=lambda one: -len(one[1])):
        # What holds all of it holds any one of it.
        if len(values) > 1 and not any(items <= others for others in holders.get(next(iter(items)), ())):
            kept.append(values)
            for item in items:
                holders[item].append(items)
    return kept


def _differing(items: Sequence[Stated], stories: Mapping[str, str]) -> list[list[Stated]]:
    """Return the statements grouped by value, where values of different stories cannot both be right."""
    groups: list[list[Stated]] = []
    for item in sorted(items, key=lambda item: (item.figure.value, item.citation.article, item.citation.start)):
        if groups and _agree(groups[-1][0].figure, item.figure):
            groups[-1].append(item)
        else:
            groups.append([item])
    if len(groups) < 2:
        return []
    largest = max(groups, key=len)[0].figure.value
    near = [group for group in groups if _factor(group[0].figure.value, largest) <= _SAME_SIZE]
    tellers = {stories.get(item.citation.article, item.citation.article) for group in near for item in group}
    return near if len(tellers) > 1 else []


def _factor(one: float, other: float) -> float:
    low, high = sorted((abs(one), abs(other)))
    return high / low if low else float("inf") if high else 1.0


def _agree(one: Figure, other: Figure) -> bool:
    larger = max(abs(one.value), abs(other.value))
    loose = one.qualifier in _OPEN_ABOVE or other.qualifier in _OPEN_ABOVE
    return abs(one.value - other.value) <= (_LOOSE if loose else _ALIKE) * larger


def _cited(
    group: Sequence[Stated], articles: Mapping[str, Published], stories: Mapping[str, str]
) -> tuple[str, tuple[Citation, ...]]:
    """One value in the words of its first statement, with its quotes, the earliest first."""
    return group[0].figure.text, cite_earliest((item.citation for item in group), articles, stories)


def _conflict(
    what: str,
    unit: str,
    values: Sequence[tuple[str, tuple[Citation, ...]]],
    events: Mapping[tuple[str, int], frozenset[str]],
) -> Conflict:
    cited = [(citation.article, citation.start) for _, citations in values for citation in citations]
    return Conflict(
        about=what if unit in what else f"{what} ({unit})",
        event=next((min(shared) for shared in _shared(cited, events)), None),
        values=tuple(ConflictingValue(value=value, citations=citations) for value, citations in values),
    )


def _shared(
    cited: Sequence[tuple[str, int]], events: Mapping[tuple[str, int], frozenset[str]]
) -> Iterable[frozenset[str]]:
    """Yield the events to which a conflict may belong: those that all its sentences tell, else those of one of them."""
    told = [events[key] for key in cited if events.get(key)]
    common = frozenset.intersection(*told) if told else frozenset()
    yield from (ids for ids in (common, *told) if ids)
