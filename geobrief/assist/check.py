"""Which proposals a brief's own quotes bear. Each check gives a reason where they do not, and nothing is mended."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from geobrief.assist.ask import strings
from geobrief.brief import Brief
from geobrief.dates import find_dates
from geobrief.events import event_kinds
from geobrief.model import (
    SCENE_ROLES,
    UNKNOWN_WHEN,
    Article,
    Citation,
    CitedMention,
    Event,
    EventActor,
    EventPlace,
    LabelPart,
    Sentence,
    When,
)
from geobrief.text import listed

MARK = "(proposed)"
"""What stands behind each label that a model proposed, in every output."""

MOST_WORDS = 14
_LONGEST_LABEL = 140
_WORD = re.compile(r"\w+(?:[.,]\d+)*(?:['’]\w+)?")
_SMALL = listed("articles possessives prepositions", "into after before and near as", without="by")
"""Words that a label may have which its quote has not: they say nothing by themselves."""
_BEARING = re.compile(
    r"(?:not|no|nor|never|without|neither|fail\w*|if|unless|would|could|may|might|will|shall|should|plan\w*|intend\w*|"
    r"threat\w*|vow\w*|promis\w*|expect\w*|den[iy]\w*|refut\w*|alleg\w*|accus\w*|claim\w*|suspect\w*|reject\w*|rumou?r\w*|"
    r"false\w*|call\w*|demand\w*|urg\w*|want\w*|attempt\w*|tr(?:y|ied|ies)|nearly|almost|about|some|over|least|\w+n['’]t)"
)
"""Words that turn, bound or doubt what a quote says: a label of it keeps every one of them."""
_TURNING = frozenset("by be is are was were been being who whom which that".split())
"""Words that say who did it to whom: a label keeps those between its first and its last word."""
_PARTS = re.compile(r"[,;:()\[\]“”\"–—]|\d|\b[^\W\d_a-zß-öø-ÿ]")
"""What no gap within a label may leave out: another clause, a number, a name. What is left belongs to what it stood at."""


class Refused(ValueError):  # noqa: N818  # not an error: most proposals are
    """A proposal is not borne by the brief; the message is the reason."""


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared.

    >>> words_of("The U.S. left on 5 August, he didn’t say.")
    ['the', 'u', 's', 'left', 'on', '5', 'august', 'he', "didn't", 'say']
    """
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def checked_label(event: Event, proposed: str) -> str:
    """Return the label, if one of the event's quotes bears it.

    Raises:
        Refused: None does, or it is no label.
    """
    label = " ".join(proposed.split()).rstrip(".")
    if not label or len(label) > _LONGEST_LABEL or len(words_of(label)) > MOST_WORDS or not label.isprintable():
        raise Refused("it is empty, too long for a label, or holds signs that cannot be seen")
    if label == event.label:
        raise Refused("it is the label that stands")
    if event.status != "done":
        raise Refused("it is of an event that has not happened, or is denied: its label says so in a way of its own")
    if not any(is_borne(label, citation.quote) for citation in event.citations):
        raise Refused("its words do not stand in one of the quotes in this order, or leave out a word that bears")
    return label


def is_borne(label: str, quote: str) -> bool:
    """Whether a label's words stand in a quote in their order, with every word that turns or doubts what it says.

    >>> is_borne("Soldiers left Agadez", "The last soldiers left Agadez on Monday.")
    True
    >>> is_borne("Soldiers left Agadez", "Officials denied that soldiers left Agadez.")
    False
    >>> is_borne("Mali attacked Niger", "Mali was attacked by Niger.")
    False
    >>> is_borne("Rain fell in Niamey", "Rain fell in Agadez, officials in Niamey said.")
    False
    """
    spans = list(_WORD.finditer(quote))
    said, places = words_of(quote), list[int]()
    at = 0
    for word in words_of(label):
        try:
            found = said.index(word, at)
        except ValueError:
            if word in _SMALL:
                continue
            return False
        places.append(found)
        at = found + 1
    if sum(said[place] not in _SMALL for place in places) < 2:
        return False
    for place in set(range(len(said))) - set(places):
        within = places[0] < place < places[-1]
        if _BEARING.fullmatch(said[place]) or (within and said[place] in _TURNING):
            return False
    gaps = (quote[spans[one].end() : spans[other].start()] for one, other in pairwise(places))
    return not any(_PARTS.search(gap) for gap in gaps)


def checked_event(item: object, brief: Brief, articles: Mapping[str, Article]) -> Event:
    """Return the event that a proposal tells, if its article and what geobrief read of it bear it.

    Raises:
        Refused: They do not.
    """
    said = strings(item)
    article = articles.get(said.get("article", ""))
    if article is None:
        raise Refused("it names no article that was given")
    start, end, sentence = _quoted(article, said.get("quote", ""))
    kind = event_kinds().get(said.get("kind", ""))
    if kind is None:
        raise Refused(f"{said.get('kind', '')!r} is no kind of event")
    quote = article.text[start:end]
    if any(_BEARING.fullmatch(word) for word in words_of(article.text[sentence.start : sentence.end])):
        raise Refused("its sentence says that it has not happened, or may not have")
    if any(one.article == article.id and one.start < end and start < one.end for one in _cited(brief)):
        raise Refused("its sentence is told in an event already")
    mention = _place(said.get("place", ""), brief, article, (start, end))
    when = _day(said.get("day", ""), article, (start, end))
    who = tuple(EventActor(name, "participant") for name in _actors(item, quote))
    if mention is None and when is UNKNOWN_WHEN:
        raise Refused("it has neither place nor day")
    named = {place.id: place.name for place in brief.places}
    where = f" in {named[mention.place]}" if mention and mention.place in named else ""
    parts = (LabelPart("rest", f"{kind.label}{where}"), LabelPart("status", MARK))
    digest = hashlib.sha256(f"proposed:{article.id}:{start}:{end}:{kind.key}".encode()).hexdigest()
    return Event(
        id=f"e-{digest[:16]}",
        kind=kind.key,
        label=" ".join(part.text for part in parts),
        status="done",
        main=False,
        when=when,
        where=(EventPlace(str(mention.place), mention.role),) if mention else (),
        who=who,
        citations=(Citation(article.id, start, end, quote),),
        articles=1,
        independent=1,
        confidence=0.0,
        figures=(),
        salience="minor",
        label_parts=parts,
    )


def _quoted(article: Article, quote: str) -> tuple[int, int, Sentence]:
    """Where a quote stands in the sentences of an article, white space aside."""
    parts = quote.split()
    if len(parts) < 3:
        raise Refused("it quotes nothing")
    match = re.search(r"\s+".join(map(re.escape, parts)), article.text)
    if match is None:
        raise Refused("its quote does not stand in the article")
    for sentence in article.sentences:
        if sentence.start <= match.start() and match.end() <= sentence.end:
            return match.start(), match.end(), sentence
    raise Refused("its quote is no part of one sentence of the story")


def _cited(brief: Brief) -> Iterable[Citation]:
    return (citation for event in brief.events for citation in event.citations)


def _place(name: str, brief: Brief, article: Article, span: tuple[int, int]) -> CitedMention | None:
    if not name:
        return None
    known = {place.id: place.name.casefold() for place in brief.places}
    for mention in brief.mentions:
        inside = mention.article == article.id and span[0] <= mention.start and mention.end <= span[1]
        names = (mention.text.casefold(), known.get(mention.place or "", ""))
        if inside and mention.place and mention.role in SCENE_ROLES and name.casefold() in names:
            return mention
    raise Refused(f"{name!r} is no place at which geobrief finds something happening in its quote")


def _day(written: str, article: Article, span: tuple[int, int]) -> When:
    if not written:
        return UNKNOWN_WHEN
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise Refused(f"{written!r} is no day") from None
    for one in find_dates(article):
        if span[0] <= one.start and one.end <= span[1] and one.when.start == one.when.end == day:
            return one.when
    raise Refused(f"geobrief does not read {written} in its quote")


def _actors(item: object, quote: str) -> Sequence[str]:
    given = item.get("who") if isinstance(item, dict) else None
    names = [one.strip() for one in given if isinstance(one, str)][:5] if isinstance(given, list) else []
    said = f" {' '.join(words_of(quote))} "
    for name in names:
        if not words_of(name) or f" {' '.join(words_of(name))} " not in said:
            raise Refused(f"{name!r} does not stand in its quote")
    return [name for name in names if name]
