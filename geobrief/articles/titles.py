"""Which line is the title, and what of it is the title: without section, outlet and repetition."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geobrief.articles.agency_heads import is_agency_head
from geobrief.articles.boilerplate import is_boilerplate, is_caption
from geobrief.articles.bylines import read_byline
from geobrief.articles.datelines import dateline_length, is_dateline
from geobrief.articles.publication import read_date_line

# Headlines are shorter; a longer first line is the story itself.
_LONGEST_TITLE = 250
# A first line that ends in a full stop is a sentence of the story, unless it is as short as a headline.
_LONGEST_WITH_STOP = 110
# A longer line is a whole text without line ends, and is compared as it stands: taking it apart costs memory.
_LONGEST_COMPARED = 100_000
# What stands above the title (menus, a section's name, a date) takes no more lines.
_LINES_ABOVE = 8
_LONGEST_KICKER_WORDS = 3

_FIELD = re.compile(r"^[*_]{0,2}(?P<key>[A-Za-z][A-Za-z -]{1,18}?)[*_]{0,2}\s?:[*_]{0,2}\s+(?P<value>\S.*)$")
_KEYS = {
    "title": "title",
    "headline": "title",
    "author": "author",
    "authors": "author",
    "byline": "author",
    "by-line": "author",
    "by": "author",
    "writer": "author",
    "date": "date",
    "published": "date",
    "publication date": "date",
    "publish date": "date",
    "date published": "date",
    "pubdate": "date",
    "source": "outlet",
    "outlet": "outlet",
    "publication": "outlet",
    "publisher": "outlet",
    "newspaper": "outlet",
    "site": "outlet",
    "url": "url",
    "link": "url",
    "web": "url",
    "section": "other",
    "language": "other",
    "length": "other",
    "copyright": "other",
    "page": "other",
    "edition": "other",
    "id": "other",
}

_BAR = re.compile(r"\s+[|¦•·»]\s+|\s?\|\s?")
_DASH = re.compile(r"\s+[-–—]+\s+")
_OUTLET_WORD = re.compile(
    r"\b(?:news|times|post|press|reuters|herald|tribune|guardian|journal|gazette|chronicle|telegraph|observer|bbc|cnn|nbc|abc"
    r"|cbs|npr|voa|dw|rfi|afp|ap|al jazeera|jazeera|france ?24|mail|mirror|express|independent|star|sun|monitor|today|daily|weekly"
    r"|magazine|review|radio|tv|online|le monde|figaro|libération|el país|el mundo|clarín|folha|globo|spiegel|zeit|welt|tass"
    r"|bloomberg|politico|axios|euronews|anadolu|xinhua|punch|vanguard|standard|nation|citizen|report|dispatch|wire|insider|courier|bulletin|globe|register|examiner|advertiser|argus|sentinel|inquirer|enquirer)\b"
    r"|\.(?:com|org|net|info|co\.uk|fr|de|ng|news)$",
    re.IGNORECASE,
)
_SECTION_WORDS = frozenset(
    "news world africa asia europe americas america middle east west politics political military business economy economics"
    " sport sports opinion analysis features feature international national local regional global home latest breaking top"
    " stories story conflict security defense defence society culture science health environment climate technology tech"
    " the and of in us uk".split()
)
_MOST_OUTLET_WORDS = 5
_MOST_MASTHEAD_WORDS = 4


def same_words(line: str) -> str:
    """A line → what it says whatever its case, quotation marks and mark-up, to tell that two are the same."""
    if len(line) > _LONGEST_COMPARED:
        return line
    return " ".join(re.sub(r"[^\w]+", " ", line.casefold()).split())


def parse_header(lines: Sequence[str]) -> list[tuple[str, str]]:
    """First lines → the fields they hold, ("title", "…"), ("date", "…"); empty where they are no header.

    One field with a name such as "Title" makes a header, and so do two of any names known here.
    """
    fields: list[tuple[str, str]] = []
    for line in lines[:12]:
        match = _FIELD.match(line)
        key = _KEYS.get(" ".join(match["key"].lower().split())) if match else None
        if match is None or key is None or is_agency_head(line):
            break
        fields.append((key, match["value"].strip(" *_")))
    if len(fields) >= 2 or (fields and fields[0][0] == "title"):
        return fields
    return []


def find_title(lines: Sequence[str], first: int, *, known: str | None) -> int | None:
    """Lines → the index of the title, or None where no line is one.

    Above it may stand menus, dates and the name of a section; a line that is a section's name or menu
    is none, nor is a sentence of the story.
    """
    if known:
        wanted = same_words(known)
        for index, line in enumerate(lines[first : first + _LINES_ABOVE], first):
            if same_words(line) == wanted or same_words(split_title(line)[0]) == wanted:
                return index
        return None
    for index, line in enumerate(lines[first : first + _LINES_ABOVE], first):
        if _stands_above(line):
            continue
        if _is_kicker(lines, index):
            continue
        return index if _could_be_title(lines, index) else None
    return None


def split_title(line: str) -> tuple[str, str | None]:
    """The line of a title → the title, and the outlet that the line ends with, or None."""
    title = re.sub(r"^[#*_=\s]+|[*_=\s#]+$", "", line)
    outlet = None
    parts = _BAR.split(title)
    if len(parts) > 1 and len(parts[0].split()) >= 2:
        named = [part.strip() for part in parts[1:] if _is_outlet(part.strip())]
        outlet = named[-1] if named else None
        title = parts[0]
    dashed = list(_DASH.finditer(title))
    if dashed and len(title[: dashed[-1].start()].split()) >= 3:
        tail = title[dashed[-1].end() :].strip()
        if _is_outlet(tail) and _OUTLET_WORD.search(tail) and len(tail.split()) <= 4:
            title, outlet = title[: dashed[-1].start()], tail
    return _once(title.strip()), outlet


def _once(title: str) -> str:
    """A title that stands twice on its line → the title."""
    middle, odd = divmod(len(title), 2)
    if odd and title[:middle] == title[middle + 1 :] and title[middle].isspace() and middle >= 15:
        return title[:middle]
    if not odd and title[:middle] == title[middle:] and middle >= 15:
        return title[:middle]
    return title


def _is_outlet(words: str) -> bool:
    parts = words.split()
    if not 1 <= len(parts) <= _MOST_OUTLET_WORDS or not (parts[0][0].isupper() or "." in words):
        return False
    return not all(part.lower().strip("&,") in _SECTION_WORDS for part in parts)


def _stands_above(line: str) -> bool:
    if (
        is_agency_head(line)
        or is_boilerplate(line)
        or is_caption(line)
        or is_dateline(line)
        or read_byline(line) is not None
    ):
        return True
    dated = read_date_line(line)
    return dated is not None and (not dated.rest or len(dated.rest.split()) <= 2)


def _is_kicker(lines: Sequence[str], index: int) -> bool:
    """Whether a line names the section above the title: "AFRICA", "World > Africa", "Opinion"."""
    if len(lines[index]) > _LONGEST_TITLE:
        return False
    words = re.split(r"[\s>/»›|]+", lines[index].strip(" #*"))
    if len(words) > 6 or index + 1 >= len(lines):
        return False
    section = all(word.lower().strip("&,:") in _SECTION_WORDS or not word for word in words)
    trail = bool(re.search(r"\S\s?[>»›]\s?\S", lines[index]))
    slug = len(words) == 1 and words[0].isupper() and "-" in words[0]
    below = lines[index + 1]
    named = section or trail or slug or is_masthead(lines[index])
    return named and len(below.split()) > _LONGEST_KICKER_WORDS and not _is_sentence(below)


def is_masthead(line: str) -> bool:
    """Whether a line is the name of a publication and nothing else: "The Valley Courier"."""
    words = line[:_LONGEST_TITLE].split()
    titled = all(word[0].isupper() or word in {"of", "the", "de", "and"} for word in words)
    named = len(words) <= _MOST_MASTHEAD_WORDS and titled and bool(_OUTLET_WORD.search(line))
    return named and _is_outlet(line) and not is_boilerplate(line)


def _could_be_title(lines: Sequence[str], index: int) -> bool:
    line = lines[index].strip(" #*_")
    if not any(char.isalpha() for char in line) or dateline_length(line):
        return False
    if len(line) > _LONGEST_TITLE:
        # Nothing but a title stands twice at the head.
        return any(same_words(line) == same_words(other) for other in lines[index + 1 : index + 3]) and len(line) < 500
    if any(same_words(line) == same_words(other) for other in lines[index + 1 :]):
        return True
    if lines[index].startswith("#"):
        return True
    if _is_sentence(line):
        return len(line) <= _LONGEST_WITH_STOP and len(lines) > index + 1 and line.count(". ") == 0
    return True


def _is_sentence(line: str) -> bool:
    return line.endswith((".", "…", ".”", '."', "。", ";", ",")) and len(line.split()) >= 5
