"""Lines that say who wrote an article → the names.

"By Amina Sow", "by Amina Sow and Jan Peeters | Reuters", "Amina Sow, Staff Writer". A sentence that
begins with "By" is none: what follows must be names. A line that is only a name is a by-line only where
its neighbours say so, which :mod:`geobrief.articles.layout` looks at.
"""

from __future__ import annotations

import re

from geobrief.articles.publication import read_date_line
from geobrief.text import listed

_LONGEST_BYLINE = 160
_MOST_NAME_WORDS = 5

_BY = re.compile(
    r"^[\W_]{0,4}(?:(?:written|posted|published|reported|story|words|report|analysis|opinion|article|text)\s+by|by|par|por|von|door|автор|بقلم|كتب)"
    r"\s*:?\s+[\W_]{0,4}(?P<names>\S.*)$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^[\W_]{0,4}(?:author|authors|by-?line|writer|reporter|autor|autora|auteur)s?\s*:\s*(?P<names>\S.*)$",
    re.IGNORECASE,
)
# Where the names of a by-line end: a separator, a place, an outlet, an address.
_ENDS_NAMES = re.compile(
    r"\s*[|•·/<\[\t]\s*|\s+[–—-]+\s+|\s*\(|\s{3,}|\s+(?:published|updated|posted)\s+|\s*\S+@\S+|\s*@\w+|\s*https?:|\s+[–—-]?\d",
    re.IGNORECASE,
)
# Where one of several names ends: "Amina Sow in Dakar and Jan Peeters in Ghent".
_ENDS_NAME = re.compile(r"\s+(?:in|at|for|with|from|on|of)\s+", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"\s*(?:,\s*(?:and|&)|\band\b|&|\bet\b|\bund\b|\by\b|;|,)\s*")
_AND = re.compile(r"\s(?:and|&|et|und|y)\s|;")
_PARTICLES = listed("particles", "abd y e zu af av mc o' st")
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "phd", "md"})
# A name never holds one of these; a second part of a by-line that does is an outlet or a role.
_NOT_IN_NAMES = listed(
    "articles be weekdays months newsroom",
    "newsletter digest bulletin alerts times post editor chief service "
    "herald tribune guardian journal gazette chronicle telegraph observer media broadcasting network magazine "
    "radio tv television associated afp ap bbc cnn npr xinhua tass efe dpa report reports special contributor "
    "contributing columnist analyst senior political foreign diplomatic defence defense security world africa "
    "today online daily weekly global international national local breaking latest live update updates analysis "
    "opinion military in on of to for with from after before amid over as will has have says said share comments "
    "photo video read more university institute ministry government army force forces troops war attack president "
    "minister officials police new air base",
    without="may",
)
_OFFICES = frozenset(
    {"admin", "administrator", "staff", "editor", "newsroom", "webmaster", "guest", "editorial", "newsdesk"}
)
# How the name of a role or of a newsroom ends.
_OFFICE_WORDS = listed("newsroom", "editor newsroom wires contributor contributors columnist afp ap")
_SMALL_WORDS = frozenset({"of", "for", "the", "in", "at", "and", "de"})
_ROLES = frozenset(
    "correspondent correspondents reporter reporters editor columnist contributor writer correspondant correspondante envoyé"
    " envoyée corresponsal redactor redactora periodista correspondente repórter jornalista korrespondent korrespondentin"
    " reporterin корреспондент обозреватель مراسل مراسلة".split()
)
# Agencies and offices that sign articles as persons do.
_SIGNATURES = re.compile(
    r"^(?:(?:the )?associated press|reuters(?: staff)?|agence france-presse|afp|ap|xinhua|efe|dpa|tass|(?:our )?staff (?:reporter|writer|correspondent)s?"
    r"|[A-Z][\w&.' -]{1,30} (?:staff|news|desk|team|correspondent|reporter)s?|news agencies|agencies|wires?)$",
    re.IGNORECASE,
)

_SIGNED_ALONE = re.compile(
    r"^(?:(?:the )?associated press|reuters|agence france-presse|afp|ap|xinhua|efe|dpa|tass|(?:our |a )?staff (?:reporter|writer|correspondent)s?"
    r"|(?:our|from our) (?:own )?(?:reporter|correspondent)s?|(?:news )?agencies|agency reports?|wire reports?)$",
    re.IGNORECASE,
)


def read_byline(line: str) -> tuple[str, ...] | None:
    """A line → the authors it names, ``()`` for a by-line that names no person, None for any other line."""
    if len(line) > _LONGEST_BYLINE:
        return None
    match = _BY.match(line) or _LABEL.match(line)
    if match:
        return _signed(match["names"])
    return _name_and_role(line)


def name_before_comma(line: str) -> str | None:
    """A line → the name in "Amina Sow, The Valley Courier", where all after it is capitalised as well."""
    name, _, rest = line.partition(",")
    words = rest.split()
    titled = 0 < len(words) <= _MOST_NAME_WORDS and all(word[0].isupper() or word in _SMALL_WORDS for word in words)
    return name.strip() if titled and is_name(name.strip()) and line[-1] != "." else None


def is_role(line: str) -> bool:
    """Whether a line below a name says what the person is: "Africa correspondent", "Staff Writer, Lusaka"."""
    if len(line) > _LONGEST_BYLINE:
        return False
    words = re.findall(r"[^\W\d_]+", line.lower())
    return 0 < len(words) <= _MOST_NAME_WORDS and line[-1] not in ".!?:" and not _ROLES.isdisjoint(words)


def is_signature(line: str) -> bool:
    """Whether a line is the name of an agency or an office and nothing else: "(Reuters)", "Staff Reporter"."""
    return len(line) <= _LONGEST_BYLINE and bool(_SIGNED_ALONE.match(line.strip("()[] \t–—-|*_")))


def signs_for_office(name: str) -> bool:
    """Whether what stands where a name does is an office, an agency or a role: "Sahel Wire Correspondents", "Staff Writer"."""
    last = name.split()[-1:] or [""]
    return is_signature(name) or bool(_SIGNATURES.match(name)) or last[0].lower().strip(".,") in _OFFICE_WORDS


def is_name(words: str) -> bool:
    """Whether words are written as a person's name is: two to five, each with a capital."""
    if len(words) > _LONGEST_BYLINE:
        return False
    parts = words.split()
    if not 2 <= len(parts) <= _MOST_NAME_WORDS or any(char.isdigit() for char in words):
        return False
    if any(_is_no_name(part) for part in parts):
        return False
    if not (_capital(parts[0]) and (_capital(parts[-1]) or parts[-1].lower().strip(",") in _SUFFIXES)):
        return False
    return all(_capital(part) or part.lower() in _PARTICLES for part in parts)


def _is_no_name(part: str) -> bool:
    initial = len(part) == 2 and part[0].isupper() and part[1] == "."
    return not initial and part.lower().strip(".,'’") in _NOT_IN_NAMES


def _capital(part: str) -> bool:
    bare = part.strip(".,'’\"“”")
    core = bare.replace("-", "").replace("'", "").replace("’", "").replace(".", "")
    if not core or not core.isalpha():
        return False
    lead = bare[2:3] if bare[:2].lower() in {"d'", "d’", "o'", "o’"} else bare[0]
    # Scripts without capitals pass.
    return lead.isupper() or lead.lower() == lead.upper()


_STAFF = re.compile(
    r"(?:[A-Z][\w.]*(?:\s[A-Z][\w.]*)?\s+)?(?:staff\s+)?(?P<office>writer|correspondent|reporter|contributor)(?P<several>s?)\s+(?=[^\W\d_a-z])"
)
"""What agencies print before the names of their own: "by Xinhua writers Ma Qian, Wang Naishui"."""


def _signed(names: str) -> tuple[str, ...] | None:
    staff = _STAFF.match(names)
    names = names[staff.end() :] if staff else names
    dated = read_date_line(names)
    if dated:
        names = dated.rest
    end = _ENDS_NAMES.search(names)
    names = (names[: end.start()] if end else names).strip(" \t*_.,;:|")
    alone = _ENDS_NAME.split(names, maxsplit=1)[0]
    if _SIGNATURES.match(alone):
        return (_plain_case(alone),)
    if alone.lower() in _OFFICES or (not names and dated):
        return ()
    parts = [_ENDS_NAME.split(part.strip(), maxsplit=1)[0] for part in _BETWEEN_NAMES.split(names) if part.strip()]
    if not parts or not is_name(parts[0]):
        return None
    several = bool(_AND.search(names)) or (staff is not None and staff["several"] == "s")
    found = [parts[0]]
    for part in parts[1:]:
        if part.lower() in _SUFFIXES:
            found[-1] += f", {part}"
        elif several and is_name(part):
            found.append(part)
    return tuple(_plain_case(name) for name in found)


def _name_and_role(line: str) -> tuple[str, ...] | None:
    """A name, a separator, a role or an outlet: "Amina Sow, Staff Writer", "Jan Peeters | The Herald"."""
    parts = re.split(r"\s*[,|•·]\s*|\s+[–—-]\s+", line, maxsplit=1)
    if len(parts) != 2 or not is_name(parts[0]) or len(line.split()) > 12:
        return None
    dated = read_date_line(parts[1])
    words = [word.lower().strip(".,()") for word in (dated.rest if dated else parts[1]).split()]
    roles = {
        "writer",
        "correspondent",
        "editor",
        "reporter",
        "staff",
        "contributor",
        "columnist",
        "reuters",
        "press",
        "afp",
        "news",
        "times",
        "post",
    }
    capitals = all(word[0].isupper() or word.lower() in _SMALL_WORDS for word in parts[1].split() if word[0].isalpha())
    if (not words and dated) or (roles & set(words) and (capitals or len(words) <= 4) and not line.endswith(".")):
        return (_plain_case(parts[0]),)
    return None


def _plain_case(name: str) -> str:
    """A name as a reader would write it: "AMINA SOW" is "Amina Sow"; an agency's initials stay."""
    if name.isupper() and " " in name:
        return re.sub(r"[^\W\d_]+", lambda match: match.group().capitalize(), name)
    return name
