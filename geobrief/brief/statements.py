"""Event → the words that a brief prints of it first: a headline, its label, or the sentence that says it shortest.

Whoever signs for a brief must be able to print them as they are. A headline is written to be printed and says what its
article is about; a label is a clause made short by a machine and may have lost what it hangs on; a whole sentence is right in
itself but long. All three stand in the articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from geobrief.brief.key_figures import harm_of
from geobrief.brief.quotes import best_first, said
from geobrief.brief.record import Brief
from geobrief.brief.span import UNDATED_WORDS
from geobrief.brief.tellings import content_words
from geobrief.model import SALIENCES, Citation, Event, LabelPart, Source

_SHORT = 140
"""Characters of a sentence that is printed in place of its label: nothing of it is lost."""
LONGEST, LONGEST_OF_MAIN = 200, 240
"""Characters of a sentence that stands for a label, and for that of what an article is about: its lead is rather read than
left out."""
_FEWEST = 4
"""Words without which a headline or a sentence says nothing."""
_MANY, _CLEARLY = 3, 0.15
"""Articles from which an event's label may be one writer's view, and by how much another sentence must say more."""
_LONG_LABEL = 150
"""Characters from which a label is as hard to read as a sentence, and may be put together wrongly."""
_OF_NUMBER, _OF_PLACE, _OF_NEWEST = 0.3, 0.1, 0.2
"""What a number, the name of the place and being of the newest article add to the share of a statement's words that the
articles have in common."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What is printed of an event, and whether a reader would stumble over it."""

    text: str
    rough: bool = False
    headline: bool = False
    unsaid: bool = False
    """Whether it is what somebody said, without him: it was so by the day on which he said it."""


class Statements:
    """What is printed of each event of a brief."""

    def __init__(self, brief: Brief) -> None:
        """Look for the headlines, and for the events that they belong to."""
        self._names = {place.id: place.name for place in brief.places}
        self._newest = _by_age(brief.articles)
        self._headlines = _headlines(brief)
        self._known: dict[str, Statement] = {}

    def of(self, event: Event) -> Statement:
        """Return what is printed of an event.

        A headline that belongs to it; where several articles tell it, that of the headlines and a label that reads well
        which says what most of their sentences say, with a number, in the newest article. Else the sentence of its label, or
        the one that says how many came to harm, where it is short and does not lean on the one before; else the label, or
        where a reader would stumble over that a longer sentence.
        """
        if event.id not in self._known:
            self._known[event.id] = self._of(event)
        return self._known[event.id]

    def _of(self, event: Event) -> Statement:
        if is_given(event):
            return Statement(event.label)
        label = _restored(event)
        if _is_cut(label, event) and not _is_rough(whole := _completed(label, event), event):
            label = whole
        rough, long = _is_rough(label, event), len(label) > _LONG_LABEL or bool(_SAYS.match(_verb_of(event)))
        headlines = self._headlines.get(event.id, {})
        if headlines:
            told = {text: self._newest.get(article, 0.0) for text, article in headlines.items()}
            if not rough and not long and len({citation.article for citation in event.citations}) > 1:
                told.setdefault(label, 0.0)
            best = max(told, key=lambda text: self.worth(text, event, told[text]))
            return Statement(best, headline=best in headlines)
        if len({citation.article for citation in event.citations}) >= _MANY:
            shared = self._shared(event, label, least=0.0 if rough or long else _CLEARLY)
            if shared is not None:
                return Statement(shared)
        return _of_one(event, label, rough=rough, long=long)

    def _shared(self, event: Event, label: str, least: float) -> str | None:
        """Return a sentence that says clearly more than the label of what many articles say."""
        worths = [(self.worth(text, event, 0.0), text) for text in _sentences(event)]
        worth, text = max(worths, default=(-1.0, ""))
        return text if worth > (self.worth(label, event, 0.0) + least if least else 0.0) else None

    def worth(self, text: str, event: Event, newest: float = 0.0) -> float:
        """How much of a statement the articles have in common, whether it has a number and the place, and how new it is."""
        words = content_words(text)
        told: dict[str, set[str]] = {}
        for citation in event.citations:
            told.setdefault(citation.article, set()).update(content_words(citation.quote))
        shared = sum(len(words & others) for others in told.values()) / max(1, len(words) * len(told))
        number = bool(_NUMBER.search(text))
        names = [self._names[where.place] for where in event.where if where.place in self._names]
        place = any(name.casefold() in text.casefold() for name in names)
        return round(shared + _OF_NUMBER * number + _OF_PLACE * place + _OF_NEWEST * newest, 6)


def _of_one(event: Event, label: str, *, rough: bool, long: bool) -> Statement:
    """What is printed of an event without a headline, which few articles tell: a sentence, or its label."""
    if _SPECULATES.search(label):
        return Statement(label, rough=True)
    toll = _toll(event) if not _NUMBER.search(label) else None
    own = _told_by(label, event)
    sentence = toll or (_alone(own, _SHORT) if own else None)
    deed = _unattributed(own) if own and sentence is None else None
    if sentence is None and deed is None and (rough or long):
        sentence = _first_standing(event)
        deed = next(_deeds(event), None) if sentence is None else None
    if deed is not None:
        return Statement(deed, unsaid=True)
    if sentence is not None:
        return Statement(sentence)
    rough = rough or (_SAYS.match(_verb_of(event)) is not None and len(label.split()) < _SAYS_SOMETHING)
    return Statement(label, rough=rough, unsaid=own is not None and _lacks_its_speaker(label, own))


def _first_standing(event: Event) -> str | None:
    """The first sentence that can stand alone; of what an article is about also a longer one."""
    sentence = next(_sentences(event), None)
    return next(_sentences(event, LONGEST_OF_MAIN), None) if sentence is None and event.main else sentence


def _by_age(sources: Sequence[Source]) -> dict[str, float]:
    """Return how new each article is, from 0 to 1; one without a day is as old as can be."""
    days = {source.id: source.published.start for source in sources}
    known = sorted({day for day in days.values() if day})
    return {key: (known.index(day) + 1) / len(known) if day else 0.0 for key, day in days.items()}


def _headlines(brief: Brief) -> dict[str, dict[str, str]]:
    """Return for each event the headlines that belong to it, and of which article.

    An article's headline belongs to its main event where that is told there, or where it is the only one and shares a word with
    the headline; else to the surest other event told there.
    """
    titles = {source.id: " ".join((source.title or "").split()) for source in brief.articles}
    bare = {key: said(title) for key, title in titles.items()}
    tellers: dict[str, list[Event]] = {}
    about: dict[str, list[Event]] = {}
    for event in brief.events:
        for article in {item.article for item in event.citations} if event.main else ():
            about.setdefault(article, []).append(event)
        for article in dict.fromkeys(item.article for item in event.citations if _is_title(item, bare)):
            tellers.setdefault(article, []).append(event)
    for article, events in about.items():
        words = content_words(titles.get(article, ""))
        if (
            article not in tellers
            and len(events) == 1
            and len(words & _words_of(events[0], article)) >= _MOSTLY * len(words)
        ):
            tellers[article] = events
    found: dict[str, dict[str, str]] = {}
    for article, events in tellers.items():
        text = _trimmed(titles[article])
        if text is None:
            continue
        mains = [event for event in events if event.main]
        surest = max(events, key=lambda event: (-SALIENCES.index(event.salience), event.confidence, event.id))
        alone = about.get(article, []) if len(about.get(article, [])) == 1 else []
        alone = [event for event in alone if _is_about(text, event, article)]
        for event in mains or alone or [surest]:
            found.setdefault(event.id, {})[text] = article
    return found


def _is_about(title: str, event: Event, article: str) -> bool:
    """Whether a headline tells an event, and not another one of its story that its day would not fit."""
    words = content_words(title)
    return bool(words) and len(words & _words_of(event, article)) >= _PARTLY * len(words)


def is_given(event: Event) -> bool:
    """Whether an analyst worded an event."""
    return event.confidence == 1.0 and all(part.role in ("rest", "status") for part in event.label_parts)


def _words_of(event: Event, article: str) -> frozenset[str]:
    return content_words(" ".join(item.quote for item in event.citations if item.article == article))


_MOSTLY = 0.5
"""Share of a headline's words in the sentences of the only main event, from which it is about that."""
_PARTLY = 0.3
"""The same of a headline that stands in its article's text, and so belongs to one of its events."""
_TOP = 20
"""Characters before a headline at most."""


def _is_title(citation: Citation, titles: Mapping[str, str]) -> bool:
    title = titles.get(citation.article)
    return bool(title) and citation.start <= _TOP and said(citation.quote).startswith(str(title))


def _trimmed(title: str) -> str | None:
    """A headline without what a paper puts before it; None where it asks or announces instead of saying what happened."""
    text = _KICKER.sub("", _FOREIGN.sub("", title, count=1), count=1).strip()
    text = without_stop(text)
    text = _GENRE.sub("", text)
    if len(text.split()) < _FEWEST or text.endswith("?") or "…" in text or text.isupper():
        return None
    if (
        _ANNOUNCES.match(text)
        or _ASKS_WHETHER.match(text)
        or _ANNOUNCES_BEHIND.search(text)
        or _NAMES_ITSELF.search(text)
    ):
        return None
    return text


_NUMBER = re.compile(r"(?<![\w-])[$€£]?\d")
_KICKER = re.compile(
    r"^(?:breaking(?: news)?|updated?|watch|video|exclusive|just in|the latest|live|news)\s*[:|–—-]\s*"
    r"|^(?:\w+ ){0,2}\w+\s\|\s",
    re.IGNORECASE,
)
_FOREIGN = re.compile(r"^(?:[^\x00-\u024f\u2010-\u205e]+\s+)+(?=[A-Z])")
"""Words of another script before a headline in Latin letters: "بریکنگ نیوز Russia announces …"."""
_NAMES_ITSELF = re.compile(
    r"\b(?:situation (?:report|update)|sitrep|(?:weekly|monthly|humanitarian|flash|country|operational) (?:update|brief)"
    r"|update(?=,? [IVX\d]+)|bulletin|briefing note|news brief)\b"
    r"(?:[\s,.#–-]|\d|[IVX]+\b|no\b|as of\b|january|february|march|april|may|june|july|august|september|october|november"
    r"|december)*$|^briefing note\b",
    re.IGNORECASE,
)
"""The name of a report, which says nothing of what happened: "Weekly Humanitarian Update, 31 January 2021"."""
_ANNOUNCES = re.compile(
    r"(?:how|why|what|who|when|where|which|(?:know|learn|read|find out) (?:more|all|how|about|what)|all you|everything you"
    r"|here(?: is| are|[’']s)|opinion|analysis|explainer|editorial|letters?|podcast|photos?|in pictures)\b",
    re.IGNORECASE,
)


_ASKS_WHETHER = re.compile(r"(?:Is|Are|Was|Were|Do|Does|Did|Can|Could|Should|Has|Have) (?:[a-z0-9]|[A-Z]\S+ [a-z])")
"""A question whose mark a page's address or its maker left out."""
_GENRE = re.compile(
    r"\s*[:–—-]\s(?:an? |the )?(?:brief |short |full |complete )?(?:chronicle|chronology|timeline|history|profile|portrait|look"
    r"|guide|explainer|analysis|report|recap|summary)\b[^:]*$",
    re.IGNORECASE,
)
"""What a headline says of its article: "The last Americans leave: a chronicle of a withdrawal"."""
_ANNOUNCES_BEHIND = re.compile(r"[:–—]\s(?:what|how|why|who|where|when|which)\b", re.IGNORECASE)


def _deeds(event: Event) -> Iterator[str]:
    """Yield what somebody says at the end of his sentences, where that can stand alone without him."""
    for citation in best_first(event.label, event.citations, [actor.name for actor in event.who]):
        text = _unattributed(citation, LONGEST)
        if text is not None:
            yield text


def _unattributed(citation: Citation, longest: int = _SHORT) -> str | None:
    """A sentence without who said it at its end, where the rest is short and can stand alone."""
    text = " ".join(citation.quote.split())
    found = _ATTRIBUTION.search(text)
    return None if found is None else _standing(f"{text[: found.start()]}.", longest)


def _lacks_its_speaker(label: str, told: Citation) -> bool:
    """Whether a label is what somebody says whom its sentence names only at its end."""
    text = " ".join(told.quote.split())
    found = _ATTRIBUTION.search(text)
    return found is not None and content_words(text[found.start() :]).isdisjoint(content_words(label))


_ATTRIBUTION = re.compile(
    r",[”\"]? [^,;“”\"]{2,70} (?:said|says|announced|reported|confirmed)(?: (?:in (?:a|its) [\w ]+|late|early|on \w+(?: \([^()]+\))?"
    r"|\w+day(?: \w+)?|today|yesterday))*\.$"
)
"""Who said what a sentence says, behind it: ", the two ministries announced on Sunday (7 July)."."""


def _restored(event: Event) -> str:
    """The label without what stands beside it in every output, and with the signs that a sentence of the same words has.

    A place that its sentence does not name was put there from elsewhere in the article, and need not fit its other words.
    """
    parts = [part for part in event.label_parts if part.text != _NO_POSITION and part.role != "status"]
    parts = parts or [LabelPart("rest", event.label)]
    told = _told_by(" ".join(part.text for part in parts), event)
    if (
        told is not None
        and len(parts) > 1
        and parts[-1].role == "place"
        and said(parts[-1].text) not in said(told.quote)
    ):
        parts = parts[:-1]
    label = " ".join(" ".join(part.text for part in parts).replace(_NO_POSITION, "").split())
    bare = said(label)
    whole = next(
        (item.quote for item in event.citations if said(item.quote) == bare), _in_the_passive(label, parts, told)
    )
    return _without_day(without_stop(_DATELINE.sub("", _BULLET.sub("", " ".join(whole.split())), count=1)))


def _in_the_passive(label: str, parts: Sequence[LabelPart], told: Citation | None) -> str:
    """The label with the "was" that its sentence has: "The chief fired by the council" might have fired."""
    roles = [part.role for part in parts]
    if told is None or roles[:2] != ["source", "verb"]:
        return label
    first = " ".join(parts[1].text.split()[:2])
    found = re.search(rf"{re.escape(parts[0].text)} (was|were) {re.escape(first)}(?!\w)", " ".join(told.quote.split()))
    before, after = f"{parts[0].text} ", parts[1].text
    return label.replace(before + after, f"{before}{found[1]} {after}", 1) if found else label


def without_stop(text: str) -> str:
    """A sentence without its full stop; that of "the U.S." is none."""
    return text if _ABBREVIATED.search(text) else text.removesuffix(".")


_ABBREVIATED = re.compile(r"\b(?:[A-Z]\.[A-Z]|[ap]\.m)\.$")


def _without_day(text: str) -> str:
    """A text without its day that only the reader of its article knows."""
    shorter = UNDATED_WORDS.sub("", text)
    return shorter[:1].upper() + shorter[1:]


def _toll(event: Event) -> str | None:
    """A sentence that says how many came to harm, where the event has such a figure."""
    told = [figure for figure in event.figures if harm_of(figure.what)]
    worst = sorted(told, key=lambda figure: -figure.value)
    return next((text for figure in worst if (text := _alone(figure.citation)) is not None), None)


def _told_by(label: str, event: Event) -> Citation | None:
    """The sentence that has most of a label's words."""
    words = content_words(label)
    return max(event.citations, key=lambda item: (len(words & content_words(item.quote)), -item.start), default=None)


_NO_POSITION = "(position not known)"
_BULLET = re.compile(r"^[^\w\"“‘'(\[$€£]+")


def _verb_of(event: Event) -> str:
    return next((part.text for part in event.label_parts if part.role == "verb"), "")


_SAYS_SOMETHING = 12
"""Words of a label from which it has what was said, too."""
_SAYS = re.compile(r"(?:said|says|say|tells?|told|adds?|added|claims?|claimed|insists?|insisted|notes?|noted)\b")
"""What is said is often cut short in a label: "said the first group of expelled diplomats"."""


def _is_rough(label: str, event: Event) -> bool:
    """Whether a label lacks what it hangs on: who "he" is, the end of the sentence, what something lies between."""
    if is_incomplete(label) or _is_a_name(label, event):
        return True
    if event.status == "planned" and re.match(r"(?:had|has|have|was|were)\b", _verb_of(event)):
        return True  # what was done is not to come
    if len(label) > LONGEST and len({citation.article for citation in event.citations}) < _MANY:
        return True  # one writer's sentence that nobody reads to its end; what many tell leads whatever its length
    subject = next((part.text for part in event.label_parts if part.role == "source"), "")
    if (
        _begins_within_a_name(label, event)
        or _OF_A_NOUN.match(_verb_of(event))
        or _is_of_another(label, subject, event)
    ):
        return True
    vague = bool(_VAGUE.fullmatch(subject)) and not (event.where and _ONLY_ONE.fullmatch(subject))
    return vague or _is_cut(label, event) or _stands_for_they(label, subject, event)


def is_incomplete(label: str) -> bool:
    """Whether the words alone show that a label is no whole statement, or none of what happened."""
    if "…" in label or label.isupper() or label.count("(") != label.count(")") or _lacks_and(label):
        return True
    begun = (_LEANS, _ALSO)
    searched = (_BROKEN, _SPECULATES, _ANNOUNCES_BEHIND, _OF_WHOM, _THAT_EVENT, _COMES_AS)
    return any(pattern.match(label) for pattern in begun) or any(pattern.search(label) for pattern in searched)


def _is_a_name(label: str, event: Event) -> bool:
    """Whether a label names something and says nothing of it: "Talks between the two"."""
    if not event.label_parts or any(part.role in ("verb", "quote") for part in event.label_parts):
        return False
    return all(said(label) != said(item.quote) for item in event.citations)


def _begins_within_a_name(label: str, event: Event) -> bool:
    """Whether the sentence has more of a name before the label's first words: "Speaker You" [Si-kun]."""
    first = " ".join(label.split()[:1])
    before = [re.search(rf"(?:^|\s)([A-Z][\w’'-]+) {re.escape(first)}(?!\w)", item.quote) for item in event.citations]
    starts = any(said(item.quote).startswith(said(first)) for item in event.citations)
    return bool(_NAME.fullmatch(first)) and not starts and bool(before) and all(before)


_NAME = re.compile(r"[A-Z][\w’'-]+")


def _is_of_another(label: str, subject: str, event: Event) -> bool:
    """Whether a label's doer only belongs to that of its sentence: "a man who tried to block the road" [was freed]."""
    told = _told_by(label, event)
    verb = _verb_of(event).split()[:1]
    if told is None or not subject or not verb:
        return False
    does = f"{re.escape(verb[0][:_STEM])}\\w*" if verb[0] not in _HELPERS else re.escape(verb[0])
    within = rf"\b(?:who|which|that)\b[^.;]* (?:of|in|on|at|by|with|from|for|against|into|near|to [a-z]+) {re.escape(subject)} {does}"
    return re.search(within, " ".join(told.quote.split()), re.IGNORECASE) is not None


_STEM = 4
"""Letters of a verb that stay in another tense."""
_HELPERS = frozenset({"is", "are", "was", "were", "has", "have", "had", "will", "would", "to"})


def _stands_for_they(label: str, subject: str, event: Event) -> bool:
    """Whether a label's subject was put for a "they": it stands in no sentence of the event, or behind what is said of it."""
    words = said(subject)
    if not words:
        return False
    told = _told_by(label, event)
    said_of = " ".join(said(label).removeprefix(words).split()[1:4])
    if told is not None and said_of and _BEGINS_WITH_THEY.match(told.quote):
        before, found, after = said(told.quote).partition(said_of)
        if found and words in after and words not in before:
            return True
    return not any(words in said(citation.quote) for citation in event.citations)


_BEGINS_WITH_THEY = re.compile(r"[“\"‘]?(?:he|she|it|they)\b", re.IGNORECASE)


def _lacks_and(label: str) -> bool:
    """Whether something lies between one thing: "Fighting between security forces in Lashkar Gah"."""
    after = label.casefold().partition("between ")[2]
    return bool(after) and " and " not in after


def _is_cut(label: str, event: Event) -> bool:
    """Whether a label ends where its sentence goes on with a word that it needs: "said the first group" [left]."""
    told = _told_by(label, event)
    if told is None:
        return False
    last = label.split()[-2:]
    quote, ending = (" ".join(text.replace("-", " ").split()) for text in (told.quote, " ".join(last)))
    at = quote.rfind(ending)
    rest = quote[at + len(ending) :] if at >= 0 else ""
    following = rest.split()[:1] if rest[:1] == " " else []
    if following == ["to"] and (_NEEDS_TO.fullmatch(last[-1]) or _ASKS.search(label)):
        return True
    if (following == ["of"] and _THE_ONE.search(label)) or (following and _AND_NUMBER.search(label)):
        return True
    return bool(following) and following[0].isalpha() and not _MAY_FOLLOW.fullmatch(following[0])


def _completed(label: str, event: Event) -> str:
    """A label that was cut, with what its sentence goes on to say until the next comma."""
    told = _told_by(label, event)
    ending = " ".join(label.split()[-2:])
    quote = "" if told is None else " ".join(told.quote.split())
    _, found, rest = quote.rpartition(ending)
    more = _UNTIL_A_COMMA.match(rest) if found else None
    return label if more is None or len(more[0].split()) > _MOST_MORE else f"{label}{more[0]}"


_UNTIL_A_COMMA = re.compile(r"(?:[^,;:.–—]|[.,:](?=\d))+")
_MOST_MORE = 16
"""Words by which a cut label is lengthened at most."""
_ASKS = re.compile(
    r"\b(?:call(?:s|ed)? (?:up)?on|ask(?:s|ed)?|urg(?:es?|ed)|order(?:s|ed)?|allow(?:s|ed)?|invit(?:es?|ed)|forc(?:es?|ed)"
    r"|want(?:s|ed)?|tell(?:s)?|told|encourag(?:es?|ed)|appeal(?:s|ed)? to) (?!for\b)[^,;:]{2,90}$"
)
"""What somebody asks of whom, without what he asks: "calls on the government" [to extend …]."""
_THE_ONE = re.compile(r"\bthe (?:[a-z]+ )?(?:once )?(?:[a-z]+[- ]?){0,2}[a-z]+$")
"""What is one of something, and nobody knows of what: "at the stronghold" [of …]."""
_AND_NUMBER = re.compile(r"\band \d[\d.,]*(?: (?:hundred|thousand|million|billion))?$")
"""A number of which only the sentence says what becomes of it: "95 million into poverty, and 50 million" [into hunger]."""


_NEEDS_TO = re.compile(
    r"(?:efforts?|steps|measures|plans?|decision|ability|right|need|attempts?|pledge|promise|failure)"
)
"""Nouns that say nothing without what follows: "calls for efforts" [to boost]."""


_MAY_FOLLOW = re.compile(
    r"(?:about|above|across|after|against|ahead|along|alongside|although|amid|amidst|among|and|around|as|at|away|back|because"
    r"|before|behind|below|beside|between|beyond|but|by|despite|down|due|during|early|earlier|except|following|for|from|here|if"
    r"|in|including|inside|into|last|late|later|like|near|nearly|next|of|off|on|onto|or|out|outside|over|past|per|saying|since"
    r"|so|than|that|then|there|this|though|through|throughout|to|today|together|tomorrow|toward|towards|under|unless|until|up"
    r"|upon|via|when|where|whereas|which|while|who|whom|whose|with|within|without|yesterday|yet|according|also|[A-Z][a-z]+day"
    r"|January|February|March|April|May|June|July|August|September|October|November|December|both|is|was|were|are|has|had)",
)
"""What a clause can do without. A verb behind it is that of another clause: "the talks that began in May" [were held]."""

_LEANS = re.compile(
    r"[“\"‘]?(?:(?:\w+ ){0,3}\w+, (?:he|she|it|they)|thus|therefore|hence|consequently|moreover|furthermore|nevertheless|nonetheless|indeed|similarly|likewise|in fact|as a result|for (?:example|instance)"
    r"|he|she|it|they|we|i|this|that|these|those|his|her|hers|its|their|our|my|is|are|was|were|has|have|had|will|would|there|but|and|or|so(?! far)|then|also|however"
    r"|meanwhile|such|another|(?:\w+ )?others?|both|here|a (?:day|week|month|year) (?:after|before|earlier|later)|after(?! (?:[a-z]+ )?(?:hours|days|weeks|months|years) of)|before"
    r"|when|while|as|if|whether|which|who|not|instead|the \w+ (?:he|she|it|they|we)|later|earlier|of (?:course|these|those|them|whom)|in (?:addition|another|other|both|this|that|these|those|such)|during the)\b",
    re.IGNORECASE,
)
"""What begins so leans on the sentence before."""
_OF_WHOM = re.compile(
    r"^(?:\S+ ){1,6}?[a-z]+ (?:him|them|her(?= (?:in|to|from|on|at|by|for|of|as|among|after|and)\b)) "
    r"|^(?:(?:local|the) )?(?:police|officers|authorities|prosecutors|investigators|doctors|officials|soldiers|troops|gunmen"
    r"|detectives|agents|colleagues|relatives|friends|lawyers|voters|critics) [a-z]+ (?:his|her) ",
    re.IGNORECASE,
)
"""Whom somebody did something to was said in the sentence before: "The agency selects him among the applicants"."""
_THAT_EVENT = re.compile(
    r"^(?:[A-Z]\w+ (?:\w+ )?said (?:that )?)?the (?:accident|incident|attack|crash|collision|explosion|blast|fire|shooting|robbery"
    r"|clash|tragedy|ceremony|meeting|event)s? (?:occurred|occurs|took place|takes place|happened|happens|came|comes|was|were)\b",
    re.IGNORECASE,
)
"""What happened is told in the sentence before: "Police said the accident occurred around 4 am"."""
_OF_A_NOUN = re.compile(r"(?:who|which|that) (?:is|are|was|were|has|have|had)\b")
"""A verb that says only who somebody is: "A man who was last year pardoned" [asks for …]."""
_COMES_AS = re.compile(
    r"^(?:The|His|Her|Their|Its|A) (?:\S+ ){0,8}?(?:comes?|came) (?:as|after|amid|days|hours|weeks|just|less than|a (?:day|week|month))\b"
    r"|^(?:Closed|Opened|Founded|Built|Located|Known|Born|Based|Written|Made|Used) (?:to|by|in|as|for|on|at|from)\b(?!.*,)"
    r"|^An? (?:[a-z-]+ ){1,3}[a-z]+ed by (?:(?!\b(?:was|were|is|are|has|have|had|will|would|could|can|said|says)\b)[^,;])*$"
)
"""What says when something came and not what it was, and half a sentence of a list: "Closed to the public due to …"."""
_ALSO = re.compile(r"(?:\S+ ){1,6}also\b")
"""What somebody did besides is said after what he did."""
_VAGUE = re.compile(
    r"(?:The|These|Those|This|That|Both|Some|Others?|All) (?:(?:local|two|three|four|other|same|latter|former|said|new) )?[a-z-]+"
)
"""A subject that was named before: "The officials"."""
_ONLY_ONE = re.compile(r"The (?:government|army|military|police|president|prime minister|parliament|opposition)")
"""A subject of which a country has one: where the event has a place, a reader knows which."""
_BROKEN = re.compile(
    r"\bas saying\b|\s[–—]\s|\balthough\b|\bthat (?:in|after|because of|despite|due to|given|with|under|since|if) [^,]*$"
    r"|\b(?:a|an|the|of|to|in|at|by|with|from|for|and|or|between|them|most|who|which|that|whose|also|not|than|wherein|below)$",
    re.IGNORECASE,
)
_SPECULATES = re.compile(
    r"\bmakes one wonder\b|\b(?:should|must|ought to|needs? to|needed to)\b|\b(?:I|[Mm]y|[Ww]e|[Oo]ur)\b"
    r"|\b(?:might|could|would|may) (?:seem|be|have|well|also|not)\b"
)
"""What somebody thinks, and not what happened."""


def _sentences(event: Event, longest: int = LONGEST) -> Iterator[str]:
    """Yield the sentences of an event that can stand alone, the one first that says most of it.

    One that has none of the label's words but its names, where another has some, tells other news of the same people.
    """
    words = content_words(" ".join(word for word in event.label.split() if word[:1].islower()))
    alike = {citation: bool(words & content_words(citation.quote)) for citation in event.citations}
    least = any(alike.values())
    for citation in best_first(event.label, event.citations, [actor.name for actor in event.who]):
        text = _alone(citation, longest) if alike[citation] >= least else None
        if text is not None:
            yield text


def _alone(citation: Citation, longest: int = LONGEST) -> str | None:
    """A sentence without its dateline, where it can stand alone."""
    return _standing(citation.quote, longest)


def _standing(sentence: str, longest: int) -> str | None:
    text = _DATELINE.sub("", _BULLET.sub("", " ".join(sentence.split())), count=1).strip()
    if not text.endswith((".", "!", ".”", '."', "!”")) or len(text) > longest or len(text.split()) < _FEWEST:
        return None
    if any(pattern.match(text) for pattern in (_LEANS, _THEY, _ALSO, _OF_WHOM, _THAT_EVENT, _COMES_AS)):
        return None
    if not text[:1].isupper() or _OPEN_QUOTE.search(text):
        return None
    return None if _SPECULATES.search(text) else _without_day(without_stop(text))


_THEY = re.compile(
    r"(?:The|These|Those|This|That|Both|Some|Others?|All) [a-z-]+ (?:[a-z]+ly |also |soon |then )?"
    r"(?:was|were|is|are|has|have|had|will|would|[a-z]+ed|went|goes|came|took|made|said|says|told|left|found|gave|got|held|led"
    r"|met|ran|saw|sent|set|spoke|stood|won|began|broke|brought|built)\b"
)
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Z.' ]{2,}(?:, [A-Z][\w.' ]+)?(?: \([\w ]+\))?|[A-Z][\w.'& ]{2,40}, (?:[A-Z][\w.' ]+)? \([\w ]+\))"
    r"\s*[-–—�]+\s*(?=[A-Z0-9])"
    r"|^[A-Z][a-z]{3,}(?: [A-Z][a-z]+)?(?:\s[–—]|\s?-)\s(?=[A-Z])|^[A-Z][A-Z ]{2,}: (?=[A-Z])"
)
"""Town, day and agency before the first sentence: "TBILISI, Georgia -- ", "Srinagar- ", "Kampala & Kayunga, Jul 19 2022 (IPS) - "."""
_OPEN_QUOTE = re.compile(r"“[^”]*$|^[^“]*”")
