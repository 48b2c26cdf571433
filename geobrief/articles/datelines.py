"""The dateline at the head of a report: "NIAMEY, May 19 (Reuters) -" says where it was filed.

The place in it is not where the event happened, so the span is kept apart from the story.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_LONGEST_DATELINE = 110

_CITY = (
    r"[A-ZÀ-ÖØ-Þ][\w.'’/-]*(?:[ ](?:[A-ZÀ-ÖØ-Þ][\w.'’-]*|de|del|la|el|al|of|and|sur|am|an|den|upon|es|os|do|da)){0,4}"
)
# "Lusaka", "Lusaka, Zambia", "LUSAKA (ZAMBIA)"
_WHERE = rf"{_CITY}(?:,\ (?:the\ )?{_CITY}){{0,2}}(?:\ \([A-Z][\w\ .'-]{{1,30}}\))?(?:\ \[[A-Z][\w\ .'-]{{1,30}}\])?"
_DAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\ )?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|ene|abr|ago|dic|janv|fév|fev|avr|juin|juil|août|déc|mär|mai|okt|dez|set|out)[a-z]{0,7}\.?\ \d{1,2}"
    r"|\d{1,2}\.?\ (?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|ene|abr|ago|dic|janv|fév|fev|avr|juin|juil|août|déc|mär|mai|okt|dez|set|out)[a-z]{0,7}\.?)(?:,?\ (?:\d{4}|\d{2}))?"
)
_AGENCY = r"[(\[][A-Z][\w\ .,/&'’|-]{1,40}[)\]]"
# "(Reuters)", "May 19 (Reuters)", "NIAMEY (Reuters)", "Niamey, Niger, May 19, 2024 (AFP)" and then a dash or colon.
_WITH_AGENCY = re.compile(rf"(?:{_WHERE},?\ )?(?:(?i:{_DAY}),?\ )?{_AGENCY}\.?\ ?(?:\.?--?|–|—|:|_)\ ?")
_WITH_DAY = re.compile(rf"{_WHERE},?\ \(?(?i:{_DAY})\)?\ ?(?:--?|–|—)\ ?")
_CAPITALS = re.compile(
    r"(?P<city>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+(?:[ /][A-ZÀ-ÖØ-Þ.'’-]+){0,4})(?P<more>,\ [A-Z][\w.]+(?:\ [A-Z][\w.]+){0,2})?(?:\ ?(?:--|–|—)\ ?|\ -\ |:\ )"
)
_CITY_AND_COUNTRY = re.compile(
    r"[A-Z][\w'’-]+(?:\ [A-Z][\w'’-]+){0,2},\ [A-Z][\w.'’-]+(?:\ [A-Z][\w.'’-]+){0,2}\ (?:--|–|—)\ "
)
# A title in capitals can end in brackets too ("Coup In Niger (Video)"): here the agency must look like one.
_ALONE = re.compile(
    rf"(?P<place>{_CITY}(?:,\ {_CITY}){{0,2}})(?:,?\ (?i:{_DAY}))?\ ?\((?P<agency>[A-Z]{{2,6}}|Reuters|Xinhua|Bloomberg|Anadolu(?:\ Agency)?)\)\ ?[-–—]{{0,2}}"
    rf"|{_CITY}(?:,\ {_CITY}){{1,2}},?\ (?i:{_DAY})"
)
_NO_AGENCIES = frozenset("video videos photo photos pics pic full watch live update poll audio".split())
_MOST_WORDS_ALONE = 4
_SPEAKER = re.compile(r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’ -]{1,30}:\s")
_SHORTEST_BEFORE_COLON = 4
# In capitals and before a colon or dash, but no places.
_LABELS = frozenset(
    "update updates updated breaking watch live video analysis explainer exclusive opinion editorial correction clarification"
    " note factbox timeline profile interview review read related listen photos photo gallery advertisement warning alert"
    " urgent flash newsalert comment commentary feature background summary headline title date source byline author by q a us"
    " uk un eu usa nato who afp ap bbc cnn fact facts false true claim verdict report recap column poll quiz sponsored covid".split()
)


def dateline_length(line: str, *, labelled: bool = False, begun: bool = False) -> int:
    """A paragraph → how many characters of it are its dateline, its dash included; 0 where it has none.

    ``labelled`` says that capitals and a colon begin what somebody says, as in interviews; ``begun`` that a paragraph
    stands above, which is a picture's words where a place in capitals, and an agency, follow.
    """
    head = line[:_LONGEST_DATELINE]
    if begun:
        match = _WITH_AGENCY.match(head)
        opening = head.split(None, 1)[0].strip(",") if match else ""
        return len(match.group().rstrip()) if match and opening.isupper() and match.end() < len(line) else 0
    for pattern in (_WITH_AGENCY, _WITH_DAY):
        match = pattern.match(head)
        if match and match.end() < len(line) and not _is_label(match.group()):
            return len(match.group().rstrip())
    match = _CAPITALS.match(head)
    if match and not _is_label(match["city"]) and _sentence_follows(line, match.end()):
        colon = match.group().rstrip().endswith(":")
        if not colon or (len(match["city"]) >= _SHORTEST_BEFORE_COLON and not labelled):
            return len(match.group().rstrip())
    match = _CITY_AND_COUNTRY.match(head)
    if match and _sentence_follows(line, match.end()):
        return len(match.group().rstrip())
    return 0


def is_dateline(line: str) -> bool:
    """Whether a line is a dateline and nothing else: "Lusaka (AFP)", "Lusaka, Zambia, March 2"."""
    match = _ALONE.fullmatch(line) if len(line) <= _LONGEST_DATELINE else None
    if match is None or match["place"] is None:
        return match is not None
    return len(match["place"].split()) <= _MOST_WORDS_ALONE and match["agency"].lower() not in _NO_AGENCIES


def labels_speakers(lines: Iterable[str]) -> bool:
    """Whether capitals and a colon begin more than one line, as the names of speakers do."""
    return sum(bool(_SPEAKER.match(line)) for line in lines) > 1


def _is_label(words: str) -> bool:
    first = re.match(r"[\w.]+", words)
    return bool(first and first.group().replace(".", "").lower() in _LABELS)


def _sentence_follows(line: str, at: int) -> bool:
    """A dateline opens a paragraph, not a headline: what follows is a sentence of some length with a stop."""
    rest = line[at:]
    return len(rest) >= 40 and any(stop in rest for stop in ".!?") and not rest.isupper()
