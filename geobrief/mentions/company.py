"""Names that are places by the words about them: "the village of X", "X refugee camp", lists, pairs and datelines.

The models weigh what they have seen; a village that no gazetteer knows they leave out. Here the structure says it: what
"the towns of" stand before are towns, and where one name of a list is surely a place the others are. Such a name may
have no place on the map, and is a mention all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from geobrief.gazetteer import Gazetteer
from geobrief.mentions.bonuses import is_hit
from geobrief.mentions.decode import Span
from geobrief.mentions.features import BREAKS_ITEM, TokenContext, lower
from geobrief.mentions.lexicon import categories, first_names, surnames
from geobrief.mentions.things import ACRONYM, is_prose
from geobrief.mentions.tokens import CLIPPED, CONNECTORS
from geobrief.text import is_capitalised, listed

TYPED_CONFIDENCE = 0.8
"""How often what follows "the village of" is a place, and what stands before "refugee camp"; from reading cases."""

LISTED_CONFIDENCE = 0.6
"""How often the other names of a list are places where one surely is; from reading cases."""

DATELINE_CONFIDENCE = 0.95
"""How often the town of a dateline is one; from reading cases."""

SURE = 0.6
"""Probability from which a name speaks for the others of its list."""

SURE_OF_PAIR = 0.5
"""The same for a known name that a hyphen ties to it."""

LEAST_TYPED = 0.05
"""Probability that the models must leave a name that only stands before "district" or the like."""

LEAST_UNKNOWN = 0.03
"""Probability that the models must leave a listed name that no gazetteer knows."""

LEAST_LIKELY = 0.15
"""The same for a known name that opens a sentence before another that is surely one: "Reading and Slough were"."""

RARE = 2
"""Band of surnames from which one is rarer than a town."""

MOST_WORDS = 5
"""Tokens of a name that is taken by the words about it."""

ROWS = 3
"""Lines within which one that begins with a place speaks for another."""

LONGEST_ROW = 8
"""Tokens of such a line behind the name."""

LONGEST_CALL = 8
"""Tokens behind a name in which it may be called a town: "is a small market town in"."""

LONGEST_LIST = 30
"""Items of a list; a longer one is a table."""

_TYPES = frozenset(
    "village town city hamlet township suburb settlement commune municipality district province governorate oblast "
    "neighbourhood neighborhood subdistrict locality prefecture county island port region".split()
)
_TYPES_OF_SEVERAL = frozenset(
    "villages towns cities hamlets townships suburbs settlements communes municipalities districts provinces governorates "
    "oblasts neighbourhoods neighborhoods localities prefectures counties islands ports regions states".split()
)
_TYPES_BEHIND = frozenset(
    "village district province governorate municipality township oblast neighbourhood neighborhood suburb subdistrict "
    "locality hamlet commune prefecture county payam boma woreda kebele upazila tehsil taluk taluka cercle wilaya wilayat "
    "arrondissement canton barangay raion".split()
)
_HEALTH_ZONES = (["health", "zone"], ["health", "area"], ["health", "district"])
"""Units that reports of outbreaks name: "the Kirotshe health zone"."""
_BEHIND_TYPES = frozenset(
    "in of on near north south east west about some outside along between that which where with".split()
)
"""Words behind "is a city" and the like: "is a city official" calls nothing a city."""
_ROW_MARKS = frozenset(":-–—,")
_BULLETS = frozenset("-–—•*·▪◦●")
_NUMBERS = listed("numerals", "no none one eleven twelve dozens some about at")
_COUNTED = frozenset(
    "dead killed died death deaths wounded injured hurt missing displaced homeless case cases infections casualties bodies "
    "families households victims evacuated rescued stranded arrested toll".split()
)
"""What a line counts at a place: "Tifin Maza: 8 dead"."""
_CAMPS = frozenset("refugee idp displacement".split())
_AREAS = frozenset("lga lgas upazila woreda kebele payam".split())
"""Units that hardly anything else is called by."""
_DISPLACED = frozenset("displaced fled relocated evacuated airlifted resettled repatriated".split())
_NO_PART = frozenset("Hub Families Households Cluster Response Operation Update".split())
"""Capitalised words of tables and reports with which no place's name goes on: "Aden Hub"."""
_AND = frozenset({"and", "or", "&"})
_DASHES = frozenset("-–—_")
_BREAKS = BREAKS_ITEM | {"y", "e"}
_NO_PLACES = frozenset(
    {"after.org", "after.site", "before.honorific", "before.kin", "calendar.month", "calendar.day", "after.said"}
)
_CODES = frozenset(code.upper() for code in listed("states_of_post", "ab bc mb nb nl ns on pe qc sk"))
_LABELS = frozenset("update breaking watch exclusive correction analysis factbox opinion photos video".split())


def by_company(
    context: TokenContext, chosen: Mapping[Span, float], probabilities: Mapping[Span, float], gazetteer: Gazetteer
) -> dict[Span, float]:
    """The names that are places by the words about them, beside those that are chosen, with their confidence."""
    company = _Company(context, chosen, probabilities, gazetteer)
    company.take(company.typed(), TYPED_CONFIDENCE)
    company.take(company.listed(), LISTED_CONFIDENCE)
    company.take(company.paired(), LISTED_CONFIDENCE)
    company.take(company.coded(), TYPED_CONFIDENCE)
    company.take(company.rows(), LISTED_CONFIDENCE)
    return company.found


def datelines(context: TokenContext) -> list[Span]:
    """The towns and provinces with which datelines begin: "TROY, N.C. (AP) --", "Gao, Mali (Reuters) -"."""
    found: list[Span] = []
    for start, end in context.tokens.bounds:
        if start < end:
            found += _dateline(context, start, end)
    return found


def _dateline(context: TokenContext, start: int, end: int) -> list[Span]:
    """The names in the dateline of one sentence, if it begins with one."""
    words = context.tokens.words
    town = _run(words, start, end)
    kinds = categories().get(words[start].lower(), ())
    if town == start or words[start].lower() in _LABELS or "before.prep" in kinds or words[start] == "By":
        return []
    at, region, told = town, (0, 0), False
    if at < end and words[at] == ",":
        stop = _run(words, at + 1, end)
        region = _province(context, at + 1, stop)
        at = region[1] or at
    while at < end and not told and words[at] == "," and at + 2 < end and _is_day(words[at + 1 : at + 3]):
        at, told = at + 3, True
    if at < end and words[at] == "(":
        close = next((index for index in range(at, min(end, at + 7)) if words[index] == ")"), at)
        told, at = close > at or told, close + 1
    if at >= end or words[at] not in _DASHES or not (told or region[1]):
        return []
    spaced = context.tokens.ends[at - 1] < context.tokens.starts[at] or words[at] == "—"
    known = (start, town) in context.names
    capitals = all(word.isupper() for word in words[start:town] if word[0].isalpha())
    if not spaced or not (known or (capitals and region[1])):
        return []
    return [(start, town), region] if region[1] else [(start, town)]


def _is_day(words: list[str]) -> bool:
    """Whether two tokens are a month and a day."""
    month, day = sorted(words, key=lambda word: word[0].isdigit())
    return day.isdigit() and any(name.startswith("calendar.month") for name in categories().get(month.lower(), ()))


def _province(context: TokenContext, first: int, last: int) -> Span:
    """The name of a country or province between two tokens, with its full stop; an empty span if it is none."""
    words = context.tokens.words
    if last - first == 1 and words[first] in CLIPPED and words[last : last + 1] == ["."]:
        return first, last + 1
    for stop in (last + 1, last):
        name = context.names.get((first, stop))
        if name is not None and name.kind in "CAR1NK":
            return first, stop
    clipped = last - first == 1 and words[first].count(".") > 1
    return (first, last) if clipped else (0, 0)


def _run(words: list[str], first: int, end: int) -> int:
    """One past the last token of the name that begins at a token; the token itself where none does."""
    last = at = first
    while at < min(end, first + MOST_WORDS + 2):
        if at > first and (ACRONYM.fullmatch(words[at]) or words[at] in _NO_PART):
            break
        if is_capitalised(words[at]):
            last = at + 1
        elif at == first or not (words[at] in "-.'’‘" or (words[at] in CONNECTORS and words[at] not in _BREAKS)):
            break
        at += 1
    return last


class _Company:
    """An article's chosen names, and what else is taken beside them."""

    def __init__(
        self,
        context: TokenContext,
        chosen: Mapping[Span, float],
        probabilities: Mapping[Span, float],
        gazetteer: Gazetteer,
    ) -> None:
        self.context = context
        self.words = context.tokens.words
        self.chosen = dict(chosen)
        self.gazetteer = gazetteer
        self.found: dict[Span, float] = {}
        self.taken = {index for first, last in chosen for index in range(first, last)}
        self.odds: dict[int, float] = {}
        for (first, last), p in probabilities.items():
            for index in range(first, last):
                self.odds[index] = max(self.odds.get(index, 0.0), p)

    def take(self, spans: Iterable[Span], confidence: float) -> None:
        """Take those of some spans that overlap nothing taken before."""
        for span in spans:
            if self.taken.isdisjoint(range(*span)):
                self.taken.update(range(*span))
                self.found[span] = confidence

    def typed(self) -> Iterator[Span]:
        """Names behind "the village of", and before "refugee camp" and "district"."""
        for first, sentence in self._beginnings():
            start, end = self.context.tokens.bounds[sentence]
            span = (first, _run(self.words, first, end))
            said = self._is_typed_before(span[0], start) or self._is_called(span, end) or self._is_reached(span, start)
            said = said or (span[1] - span[0] > 1 and lower(self.words[span[1] - 1]) in _AREAS)
            if self.is_name(span, told=said) and (said or self._is_typed_behind(span, end)):
                yield span

    def _is_typed_before(self, first: int, start: int) -> bool:
        """Whether "the village of" stands before a token."""
        return first - start > 1 and self.words[first - 1] == "of" and self.words[first - 2] in _TYPES

    def _is_reached(self, span: Span, start: int) -> bool:
        """Whether people are said to have been displaced or to have fled to a name, which nobody does to a person."""
        before = self.words[max(start, span[0] - 2) : span[0]]
        return len(before) > 1 and before[1] == "to" and before[0] in _DISPLACED

    def _is_called(self, span: Span, end: int) -> bool:
        """Whether a sentence says of a name that it is a town or the like: "Gao is a city in northern Mali"."""
        words = self.words[span[1] : min(end, span[1] + LONGEST_CALL)]
        if words[:1] not in (["is"], ["was"], [","]) or words[1:2] not in (["a"], ["an"]):
            return False
        at = next((index for index, word in enumerate(words) if word in _TYPES), 0)
        plain = all(word.islower() or word == "-" for word in words[2:at])
        return plain and words[at + 1 : at + 2] != [] and words[at + 1] in _BEHIND_TYPES and self._has_odds(span)

    def _is_typed_behind(self, span: Span, end: int) -> bool:
        """Whether a kind of place stands behind a name: "refugee camp" leaves no doubt, "district" little."""
        behind = [word.lower() for word in self.words[span[1] : min(end, span[1] + 2)]]
        if behind and behind[0] in _CAMPS:
            return behind[1:] in (["camp"], ["camps"])
        if behind and behind[0] in _AREAS:
            return True
        odds = max((self.odds.get(index, 0.0) for index in range(*span)), default=0.0)
        unit = bool(behind) and (behind[0] in _TYPES_BEHIND or behind in _HEALTH_ZONES)
        return unit and odds >= LEAST_TYPED

    def listed(self) -> Iterator[Span]:
        """Names of lists whose other names, or whose heading, say that they are places."""
        seen: set[int] = set()
        for first, sentence in self._beginnings():
            if first in seen:
                continue
            items, closed = self._items(first, self.context.tokens.bounds[sentence][1])
            seen.update(begin for begin, _ in items)
            if len(items) > 1:
                yield from self._spread(items, sentence, closed=closed)

    def _beginnings(self) -> Iterator[tuple[int, int]]:
        """Where names may begin in prose, with the sentence: at a chunk, and behind "in" and the like inside one."""
        for chunk in self.context.chunks:
            if is_prose(self.context, chunk.first):
                for index in range(chunk.first, chunk.last):
                    behind = self.words[index - 1] in _BREAKS or self.words[index - 1 : index] == ["The"]
                    if index == chunk.first or (behind and is_capitalised(self.words[index])):
                        yield index, chunk.sentence

    def _items(self, first: int, end: int) -> tuple[list[Span], bool]:
        """The items of the list that begins at a token, and whether "and" closes it."""
        items: list[Span] = []
        at, closed = first, False
        while at < end and len(items) < LONGEST_LIST:
            at = self._past_figure(at, end) if items else at
            last = _run(self.words, at, end)
            if last == at:
                break
            items.append((at, last))
            at = last = self._past_figure(last, end)
            stroke = at < end and self.words[at] == "/"
            while at < end and (self.words[at] in _AND or self.words[at] in ",/"):
                closed = closed or self.words[at] in _AND or stroke
                at += 1
            if at == last:
                break
        return items, closed

    def _past_figure(self, at: int, end: int) -> int:
        """One past the figure in brackets that begins at a token: "(26) Sabha, (10) Ashati", "Sebha (21%), Ubari (8%)"."""
        if at + 2 >= end or self.words[at] != "(" or not self.words[at + 1][0].isdigit():
            return at
        close = at + 2 + (self.words[at + 2] == "%")
        return close + 1 if close < end and self.words[close] == ")" else at

    def _spread(self, items: list[Span], sentence: int, *, closed: bool) -> Iterator[Span]:
        """The items of a list that are places because others are."""
        start, end = self.context.tokens.bounds[sentence]
        headed = self._is_headed(items, start, end)
        sure = [span for span in items if max(self.chosen.get(span, 0.0), self.found.get(span, 0.0)) >= SURE]
        open_ = [span for span in items if self.taken.isdisjoint(range(*span))]
        if not open_ or not (headed or (closed and sure)):
            return
        names = [span for span in open_ if self.is_name(span, told=headed)]
        if headed:
            yield from names
        elif len(names) == len(open_):
            placed = self._is_placed(items[0][0], start) or is_hit(self.context, items[-1][1])
            half = placed and 2 * len(sure) >= len(items)
            for span in names:
                slashed = sure and self._is_slashed(items)
                opens = span[0] == start and len(items) == len(sure) + 1 and self._is_likely(span)
                if (self._is_known(span) and (placed or len(sure) > 1 or slashed or opens)) or (
                    half and (self._has_odds(span) or self._is_slashed(items))
                ):
                    yield span

    def _is_slashed(self, items: list[Span]) -> bool:
        """Whether strokes alone part the items of a list: "Srebrenica/Potočari"."""
        return all(self.words[one[1] : other[0]] == ["/"] for one, other in pairwise(items))

    def coded(self) -> Iterator[Span]:
        """States of the USA and Canada in the two letters of their post behind a town: "Salem, OR"."""
        for first, last in sorted(set(self.chosen) | set(self.found)):
            end = self.context.tokens.bounds[self.context.tokens.sentence_of[first]][1]
            style = self.context.styles[self.context.tokens.sentence_of[first]]
            if last + 1 < end and self.words[last] == "," and style != "caps" and self.words[last + 1] in _CODES:
                yield last + 1, last + 2

    def rows(self) -> Iterator[Span]:
        """Names before the figures of lines of which another begins with a place: "Kidal: 3 dead", "Gao: 4 dead".

        A name that no gazetteer knows is one where victims or cases are counted behind it, which no person has.
        """
        rows = [(number, span) for number, span in enumerate(map(self._row, self.context.tokens.bounds)) if span]
        sure = {number for number, span in rows if self._is_sure_row(span, number)}
        for number, span in rows:
            if sure.isdisjoint(range(number - ROWS, number + ROWS + 1)):
                continue
            if self._is_known(span) or (self._counts_victims(span, number) and self.is_name(span, told=False)):
                yield span

    def _is_sure_row(self, span: Span, sentence: int) -> bool:
        """Whether the name of a line is surely a place: by itself, or as a known one at which victims are counted."""
        p = max(self.chosen.get(span, 0.0), self.found.get(span, 0.0))
        odds = max(self.odds.get(index, 0.0) for index in range(*span))
        return p >= SURE or (odds >= LEAST_TYPED and self._is_known(span) and self._counts_victims(span, sentence))

    def _counts_victims(self, span: Span, sentence: int) -> bool:
        """Whether a line, or the heading of its list, counts dead, hurt, missing, homeless or sick."""
        bounds = self.context.tokens.bounds
        end = bounds[sentence][1]
        head = next(
            (n for n in range(sentence - 1, max(-1, sentence - LONGEST_LIST), -1) if not self._row(bounds[n])), None
        )
        words = [*self.words[span[1] : end], *(self.words[slice(*bounds[head])] if head is not None else ())]
        return not _COUNTED.isdisjoint(word.lower() for word in words)

    def _row(self, bounds: tuple[int, int]) -> Span | None:
        """The name with which a line of a name and a figure begins."""
        start, end = bounds
        while start < end and self.words[start] in _BULLETS:
            start += 1
        last = _run(self.words, start, end) if start < end else start
        told = last > start and last + 1 < end and self.words[last] in _ROW_MARKS
        figure = told and (self.words[last + 1][0].isdigit() or self.words[last + 1].lower() in _NUMBERS)
        return (start, last) if figure and end - last <= LONGEST_ROW else None

    def paired(self) -> Iterator[Span]:
        """Known names that a hyphen ties to a name that is surely a place: "the Kidal-Gao road"."""
        sure = {edge: span for span, p in self.chosen.items() if p >= SURE_OF_PAIR for edge in span}
        for span in self.context.names:
            if self._is_known(span) and (self._is_tied(span[0] - 1, sure) or self._is_tied(span[1], sure)):
                yield span

    def _is_tied(self, at: int, sure: Mapping[int, Span]) -> bool:
        """Whether a token is a hyphen between two words, at the other side of which a sure name stands."""
        if not 0 < at < len(self.words) - 1 or self.words[at] not in "-–":
            return False
        starts, ends = self.context.tokens.starts, self.context.tokens.ends
        touches = ends[at - 1] == starts[at] and ends[at] == starts[at + 1]
        return touches and (at in sure or at + 1 in sure)

    def _is_headed(self, items: list[Span], start: int, end: int) -> bool:
        """Whether a list is called one of places: "the towns of X and Y", "X and Y districts"."""
        first, last = items[0][0], items[-1][1]
        before = (
            first - start > 1 and self.words[first - 1] == "of" and self.words[first - 2].lower() in _TYPES_OF_SEVERAL
        )
        return before or (last < end and self.words[last] in _TYPES_OF_SEVERAL)

    def _is_placed(self, first: int, start: int) -> bool:
        """Whether a preposition of place or an attack stands before a token, and does not open the sentence."""
        at = first - 2 if first - start > 1 and self.words[first - 1] == "the" else first - 1
        return at > start and not {"before.prep", "before.hit"}.isdisjoint(categories().get(self.words[at], ()))

    def _is_known(self, span: Span) -> bool:
        name = self.context.names.get(span)
        return name is not None and name.strong and not name.doubtful and name.kind not in "NK"

    def _has_odds(self, span: Span) -> bool:
        return max(self.odds.get(index, 0.0) for index in range(*span)) >= LEAST_UNKNOWN

    def _is_likely(self, span: Span) -> bool:
        """Whether the models half believe in a name of one word that nobody bears."""
        odds = max(self.odds.get(index, 0.0) for index in range(*span))
        word = lower(self.words[span[0]])
        named = surnames().get(word, RARE) < RARE or word in first_names()
        return span[1] - span[0] == 1 and odds >= LEAST_LIKELY and not named

    def is_name(self, span: Span, *, told: bool) -> bool:
        """Whether a run of tokens can be the name of a place: no organisation, no day, no adjective.

        Args:
            span: Its tokens.
            told: Whether the words before it call it a place, so that it is no person either.
        """
        words = self.words[span[0] : span[1]]
        if not words or len(words) > MOST_WORDS or not any(len(word) > 1 for word in words):
            return False
        name = self.context.names.get(span)
        if name is not None and not name.doubtful and name.kind not in "NK":
            return True
        if name is not None and name.kind in "NK":
            return False
        if any(_NO_PLACES.intersection(categories().get(lower(word), ())) for word in words):
            return False
        return not self._is_acronym(words) and (told or not self._is_person(span, words))

    def _is_acronym(self, words: list[str]) -> bool:
        return len(words) == 1 and words[0].isupper()

    def _is_person(self, span: Span, words: list[str]) -> bool:
        """Whether a name is a person's: a given name before another word, or one that the article calls by a title."""
        history = self.context.history.get(lower(words[-1]))
        told = history is not None and history.after_person_cue > 0 and lower(words[-1]) in surnames()
        given = len(words) > 1 and lower(words[0]) in first_names() and lower(words[0]) not in CONNECTORS
        return told or given or self.gazetteer.not_a_place(self.context.tokens.span(*span)) is not None
