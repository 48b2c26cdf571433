"""Lines of a page that are not the article: share buttons, counters, menus, lists of other articles.

The fixed phrases are in ``boilerplate.txt``; what carries a number or a name is a pattern here.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import NamedTuple

from geobrief.text import ordered

# Longer lines are prose, whatever they begin with; the credits at the end of agency copy are the longest.
_LONGEST_FURNITURE = 400
_LONGEST_HEADLINE = 140
_MOST_CREDIT_WORDS, _MOST_BARE_CREDIT_WORDS = 40, 15

_SEPARATORS = " \t|·•/,;:.!>»→←↓↑▼▲-–—*_#[](){}\u00a0\u200b"

_COUNTERS = re.compile(
    r"""^[\W_]*(?:
        [\d.,]+\s?[km]?\s?(?:reads?|views?|shares?|likes?|comments?|replies|retweets|followers|claps|votes?|reactions?|clicks?)
      | (?:reads?|views?|shares?|likes?|comments?|hits)\s*:?\s*\(?[\d.,]+\s?[km]?\)?
      | (?:\d+\s+)?(?:min(?:ute)?s?|sec(?:ond)?s?)\s?(?:read|reading\ time|de\ lecture|de\ lectura|de\ leitura|lesezeit)
      | \d+\s?-?\s?min(?:ute)?s?(?:\ read)?
      | (?:reading\ time|time\ to\ read|estimated\ reading\ time|lesezeit)\s*:?\s*\d+\s?\w*
      | (?:page|slide|photo|image)\s+\d+\s+of\s+\d+ | \d+\s+of\s+\d+ | \d+\s?/\s?\d+
      | (?:a\+?\s?){1,3}a?-?
      | [\d\W_]+
    )[\W_]*$""",
    re.VERBOSE | re.IGNORECASE,
)
_ADDRESS = re.compile(r"^[<(]?(?:(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w+)[>)]?$", re.IGNORECASE)
_CONTRIBUTED = re.compile(
    r"\b(?:contributed (?:to|reporting)|reporting contributed|compiled by|with (?:inputs|files|agencies|reporting) from"
    r"|reported from|reporting from \w+)\b",
    re.IGNORECASE,
)
_CREDIT_WORDS = re.compile(
    r"\b(?:reporting|editing|writing|writers?|reporters?|correspondents?|report|journalists?|staff)\b", re.IGNORECASE
)
_CAPTION = re.compile(
    r"""^[(\[*_]{0,3}(?:
        © | \(c\)\s | (?:file\ )?(?:photo|picture|image|foto|bild|photograph|illustration|graphic|video|credit|crédit)
          (?:\ (?:by|credit|courtesy|credits|source|de|von|caption))?\s?[:/|©]
      | (?:photo|image|photograph|picture|illustration|photos)\ (?:by|courtesy)\b
      | (?:file|handout|caption|legende|bildunterschrift|légende)\s?(?:photo|picture|image)?\s?[:–—-]\s
      | (?:this\ |an?\ |the\ )?(?:file|combination|combo|undated|aerial)\ photo(?:s|graph)?\ (?:shows?|of|taken|released|provided)\b
      | (?:this\ )?photos?\ taken\ (?:on|in|by|from|with|with\ a|at)\b
      | in\ this\ (?:[\w.,\ ]{3,24}\ )?(?:file\ |undated\ |handout\ )?(?:photo|picture|image)\b
      | !\[
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_CREDIT_AT_END = re.compile(
    r"""(?:
        [(\[](?:(?:file\s)?(?:photo|image|picture|credit|foto)\b[^()\[\]]{0,80}|file)[)\]]
      | [(\[][^()\[\]]{0,60}(?:\bphoto|/\s?(?:afp|reuters|ap|epa|getty|xinhua|anadolu|efe))[^()\[\]]{0,60}[)\]]
      | (?<=[\s.])/\s?(?:vcg|cfp|cgtn|ap|afp|reuters|xinhua|epa|getty(?:\ images)?)(?:\ photo)?
      | (?:getty\ images|ap\ photo|afp\ via\ getty\ images|shutterstock)(?:/[^.]{0,40})? | reuters/(?!ipsos)\S[^.]{0,40}
    )\.?$""",
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST_CAPTION = 400
_SUBSCRIPTION = re.compile(
    r"""\bunsubscribe\b | \byou\ (?:are\ )?(?:receiv\w+|got|getting)\ this\b[^.]{0,40}\bbecause\b
      | \b(?:se\ )?(?:désabonner|désinscrire)\b | \b(?:newsletter|e-?mails?)\ (?:abbestellen|abmelden|abbestelt) | \babbestellen\b
      | \b(?:darse\ de\ baja|cancelar\ (?:la\ |a\ |sua\ )?(?:suscripción|inscrição|assinatura)|annulla\ (?:l['’])?iscrizione|disiscri\w+)
      | \bотписаться\b | إلغاء\ الاشتراك
    """,
    re.VERBOSE | re.IGNORECASE,
)


class _Phrases(NamedTuple):
    whole: frozenset[str]
    beginnings: tuple[str, ...]
    list_heads: frozenset[str]
    longest: int


@cache
def _phrases() -> _Phrases:
    listed = (resources.files(__package__) / "boilerplate.txt").read_text(encoding="utf-8").splitlines()
    rows = [row.strip() for row in listed if row.strip() and not row.startswith("#")]
    heads = frozenset(_key(row[:-1]) for row in rows if row.endswith("+"))
    beginnings = tuple(sorted(row[:-1].rstrip() for row in rows if row.endswith("…")))
    whole = heads | {_key(row) for row in rows if not row.endswith(("…", "+"))}
    return _Phrases(whole - {""}, beginnings, heads, max(map(len, whole)))


def _key(phrase: str) -> str:
    return phrase.casefold().replace("’", "'").strip(_SEPARATORS)


def is_boilerplate(line: str) -> bool:
    """Whether a line is furniture of its page."""
    if len(line) > _LONGEST_FURNITURE:
        return False
    key = line.casefold().replace("’", "'").strip("*_#[]> \t\u00a0")
    if _COUNTERS.match(line) or _ADDRESS.match(line) or _made_of_phrases(line):
        return True
    return _begins_like_one(key) or _is_credit(line) or _SUBSCRIPTION.search(line) is not None


def heads_a_list(line: str) -> bool:
    """Whether the lines below this one are headlines of other articles ("Related", "Read more")."""
    return _key(line) in _phrases().list_heads


def is_caption(line: str) -> bool:
    """Whether a line belongs to a picture: a copyright sign, "Photo:", a picture agency at its end."""
    if len(line) > _LONGEST_CAPTION:
        return False
    return bool(_CAPTION.match(line) or is_bare_credit(line) or _CREDIT_AT_END.search(line[-160:]))


_BARE_CREDIT = re.compile(
    r"[(\[]?(?:REUTERS|AP(?: Photo)?|AFP|EPA|EFE|Xinhua|VCG|Getty Images)\s?[/|]\s?(?!Ipsos)(?:[^.!?]|(?<=\b[A-Z])\.){2,90}[)\]]?\.?$",
    re.IGNORECASE,
)
_MONTH = "|".join(month.capitalize() for month in ordered("months"))
_SEEN = re.compile(
    rf"\b(?:is|are) (?:seen|pictured|shown)\b|\b(?:{_MONTH})"
    r" \d{1,2}, \d{4}(?: in this (?:picture|photo|image)[^.]{0,60})?\.?$"
)


def is_bare_credit(line: str) -> bool:
    """Whether a line is the credit of a picture and nothing else: "REUTERS/Terry Sylver", "(Xinhua/Ammar)"."""
    return bool(_BARE_CREDIT.match(line))


def says_what_is_seen(line: str) -> bool:
    """Whether a line reads as a caption does: "… is seen in Lima", or a day with its year at the end."""
    return len(line) <= _LONGEST_CAPTION and bool(_SEEN.search(line))


def _begins_like_one(key: str) -> bool:
    if not key.startswith(_phrases().beginnings):
        return False
    # "Follow us on X" is short or a request; a sentence of the story that begins so goes on at length.
    return len(key) <= _LONGEST_HEADLINE or key.startswith(
        ("(", "reporting", "editing", "copyright", "we use", "this ")
    )


def _is_credit(line: str) -> bool:
    """Whether a line names those who helped: "Awa Sow in Niamey contributed to this report."."""
    words = len(line.split())
    if words > _MOST_CREDIT_WORDS or not (_CONTRIBUTED.search(line) and _CREDIT_WORDS.search(line)):
        return False
    return "contribut" in line.lower() or line[0] in "([" or words <= _MOST_BARE_CREDIT_WORDS


def _made_of_phrases(line: str) -> bool:
    """Whether known phrases, longest first, use the line up: "CATEGORIESShare This"."""
    key = _key(line)
    phrases = _phrases()
    if key in phrases.whole:
        return True
    if len(key) > 120:
        return False
    at = 0
    while at < len(key):
        for size in range(min(phrases.longest, len(key) - at), 1, -1):
            end = at + size
            if key[at:end].strip(_SEPARATORS) in phrases.whole and not _cuts_a_word(line, key, end):
                at = end
                break
        else:
            return False
        while at < len(key) and key[at] in _SEPARATORS:
            at += 1
    return True


def _cuts_a_word(line: str, key: str, end: int) -> bool:
    """Whether a phrase would end inside a word. Where the line's case changes, two words were glued."""
    if end >= len(key) or not (key[end - 1].isalnum() and key[end].isalnum()):
        return False
    glued = line.casefold().replace("’", "'").find(key) + end
    return not (len(line.casefold()) == len(line) and line[glued].isupper())
