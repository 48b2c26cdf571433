"""Names of places that name something else where they stand: a party, a firm, a club, a person, a breed.

The recogniser keeps most of them out. What gets through is given no place here, with the reason, and is no evidence for
where the article's other names are.
"""

from __future__ import annotations

import re

from geobrief.mentions import categories, common_words, first_names, surnames
from geobrief.model import Mention, Reason
from geobrief.places.clubs import club_around
from geobrief.reasons import answer

_ORGANISATIONS = {
    "party": "party parties",
    "firm": (
        "instruments inc ltd llc plc corp corporation holdings motors airlines airways petroleum telecom telecommunications "
        "technologies pharmaceuticals industries enterprises steelworks breweries electronics semiconductor scientific dynamics "
        "aerospace automotive robotics software roadhouse beverages biosciences railroad"
    ),
    "treaty_or_law": "agreement agreements accord accords convention conventions protocol protocols memorandum armistice statute treaty treaties",
    "club": (
        "fc afc cf sc rfc united wanderers rovers athletic hotspur albion rangers raiders cowboys bulls bears giants jets eagles "
        "lions tigers yankees dodgers lakers celtics warriors knicks patriots steelers packers saints capitals wizards chiefs "
        "bengals broncos seahawks buccaneers vikings texans colts mets phillies braves brewers mariners orioles padres "
        "rockies diamondbacks astros raptors cavaliers pistons timberwolves grizzlies clippers mavericks bruins canadiens "
        "blackhawks oilers canucks flyers penguins blazers rockets suns nuggets pelicans hornets"
    ),
    "newspaper": "times tribune herald gazette chronicle broadcasting telegraph courier observer inquirer",
}
_AFTER = {word: what for what, words in _ORGANISATIONS.items() for word in words.split()}
"""A capitalised word right behind a name of a place → what the two name together, as the key of a reason."""

_FIRM = re.compile(
    r" (?!(?:and|of|Electric|Power|Water|Gas|Light|Utilit|Co-?op|Farm|Health|Medical|Hospital|Housing|School|Community|State|County"
    r"|City|North|South|East|West|Central)\w*)(?:(?:&|and|[A-Z][\w’'&-]+) ){0,2}"
    r"(?:(?:Insurance|Consulting|Financial|Investments?|Banking|Capital|Media|Hotels?|Airlines?|Brewing|Mining|Motors?|Steel"
    r"|Trading|Retail|Telecom|Advisory|Securities|Properties|Foods?|Beverages?|Chemicals?|Pharma\w*|Travel|Shipping|Tobacco) Group"
    r"|[A-Z][\w’'&-]+ (?:Inc|Corp|Corporation|Holdings?|Ltd|Limited|LLC|PLC|plc|Bancorp|Bancshares|AG|GmbH|NV|ASA))\b"
    r"(?! (?:of|on|for)\b)"
)
"""The rest of the name of a firm that begins with a place: "Boston Consulting Group". A utility and its like is there."""

_PUT = re.compile(r"\b(?:in|at|near|from|to|into|around|outside|across) $", re.IGNORECASE)
"""Words that put something at the place behind them: "In Dallas Exxon Mobil Corp said"."""

_CLUBS = re.compile(
    r"\b(?:USM?|AS|AC|FC|CR|MC|JS|ES|CS|SC|RC|AJ|OGC|SV|VfB|VfL|FK|NK|CF|CD|RCD|UD|SSC|US|CSKA|Dinamo|Dynamo) $"
)
"""What stands before the town in the name of a club: "USM Alger", "FC Porto"."""

_CALLED = (
    (re.compile(r"\b(?:HMS|USS|USNS|HMCS|HMAS|HMNZS|RMS|RFA|INS|MV|MT|USCGC) $"), "ship"),
    (re.compile(r"\b(?:Treat(?:y|ies)|Peace|Edict|Diet|Union) of $"), "treaty"),
)
"""What stands before a name that it makes the name of a ship or a treaty."""

_MEETING = re.compile(r" (?:(?:and|&) Vis|Cent(?:er|re)|Hall|Bureau|Complex)")
"""What makes "Dublin Convention" the town's own again."""

_HOUSES = frozenset(
    f"{bank} {place}".casefold()
    for bank, places in (
        ("Bank of", "America Montreal Baroda Queensland Communications Hawaii"),
        ("Bank of New York", "Mellon"),
    )
    for place in places.split()
) | {
    "norfolk southern",
    "kansas city southern",
    "boston scientific",
    "boston dynamics",
    "texas roadhouse",
    "delaware north",
    "oregon scientific",
    "cleveland-cliffs",
    "phoenix contact",
}
"""Firms that keep the names of places which they have outgrown."""

_KINDS_OF_THINGS = frozenset(
    "cat cats kitten kittens twin twins terrier terriers shepherd shepherds retriever retrievers bulldog bulldogs hound hounds "
    "greyhound greyhounds mastiff mastiffs spaniel pony ponies fries toast delight roulette nut nuts hat hats pig pigs goose geese "
    "sprout sprouts rug rugs blinds whist tape steak wolfhound setter ridgeback dane pastry muffin muffins cheesecake dressing "
    "loafers shorts braid plait horn leave kiss doors cow cows cattle ewe ewes pepper peppers mustard beans sandwich sandwiches "
    "envelope envelopes tiger tigers devil devils dragon dragons chicken chickens hen hens goat goats wine marble fern "
    "oyster oysters ham sausage sausages shawl shawls sauce tart tarts pudding bun buns".split()
)
"""Things called after a people that need not be there: "Persian cat", "Siamese twin", "German Shepherd"."""

LONGEST_FIRM = 60
"""Characters that the rest of a firm's name has."""

LEAST = 3
"""Letters of a family name; fewer are "He" and "So" at the start of a sentence whose stop is missing."""

_OF_PLACES = frozenset(
    "twin twins kitten kittens cat cats doors leave kiss tape steak horn goose geese pig pigs dressing wine chicken chickens "
    "hen hens goat goats ewe ewes oyster oysters fern cattle marble devil devils dragon dragons".split()
)
"""Those that a place may have, too: "Lagos twins"."""

_BREEDS = frozenset(
    f"{place} {animal}"
    for animal, places in {
        "cat": "bombay havana bengal burma cyprus singapura angora",
        "rex": "devon cornish",
        "chicken": "rhode delaware",
        "goat": "angora nubia",
        "rabbit": "angora florida",
    }.items()
    for place in places.split()
)
"""Breeds that are called by the name of a place itself, which a word of such things alone would not tell."""

_ONE_OF_A_KIND = re.compile(r"\b[Aa]n? $")
_ENDS = re.compile(
    r"[.;:!?)]|$|, (?=[a-z])| (?:and|or|with|was|were|is|are|named|called|puppy|puppies|mix|cross|cigar|cigars|breeder|breeders)\b"
)
"""What stands around a name that is a thing's: "a Labrador, and", "a Chihuahua named"; "a Boston, Mass., man" is none."""

_WORD_BEHIND = re.compile(r"[ \u00a0]([A-Za-z][\w’'-]+)")
_THERE = re.compile(
    r"\b(?:in|at|near|from|to|of|for|around|outside|into|through|across|within|and|or|the|by|with|between) $",
    re.IGNORECASE,
)
"""Words before a name that no first name has behind it in an ordinary sentence ("in Georgia Meloni said" is not written)."""

_STATE = frozenset(
    "army navy police government forces force ministry parliament senate house council court courts embassy guard troops "
    "military president minister premier officials national state city county province district region river lake valley "
    "island islands airport port base border university hospital street road avenue park square bridge north south east west "
    "centre center coast beach hills heights bay gulf sea strip bank".split()
)
"""Words that stand behind the name of a country or town as such."""

_ACTS = re.compile(
    r" (?:[a-z]{2,}ed|said|says|was|is|has|had|will|told|tells|spoke|came|went|met|won|lost|beat|fought|became|wrote|took|"
    r"made|gave|held|led|left|ran|scored|sang|plays|leads|wants|hopes|grew|began|stood)\b"
)
"""What somebody does: a word behind his name."""


def why_no_place(text: str, mention: Mention, language: str | None = "en") -> Reason | None:
    """Why a name of a place names none where it stands; None where it may name one.

    Args:
        text: Of the article.
        mention: A mention of it.
        language: Of the article: "a" stands before a thing in English, and before any country in Portuguese.
    """
    club = club_around(text, mention.start, mention.end)
    if club is not None:
        return answer("club", text=club)
    behind = _WORD_BEHIND.match(text, mention.end, mention.end + 40)
    word = behind[1] if behind else ""
    what = _thing(mention, word)
    if what is None and language in ("en", None) and _is_one_of_a_kind(text, mention):
        return answer("called_after", text=f"a {mention.text}")
    if what is None and mention.form == "name":
        joined = _with_what_follows(text, mention, word)
        alone = None if joined or " " in mention.text else _by_what_precedes(text, mention)
        if joined or alone:
            return joined or alone
        what = "person" if " " not in mention.text and _is_person(text, mention, word) else None
    return answer(what, text=f"{mention.text} {word}") if what else None


def _with_what_follows(text: str, mention: Mention, word: str) -> Reason | None:
    """Why a name and the capitalised words behind it name no place together."""
    if not word[:1].isupper():
        return None
    end = mention.end + 1 + len(word)
    what = _AFTER.get(word.casefold())
    if what == "club" and text.startswith(" home", end):
        what = None
    several = " " in mention.text and what != "club"  # "Los Angeles Times" has its own row in the gazetteer's list
    if what and not several and not _MEETING.match(text, end):
        return answer(what, text=f"{mention.text} {word}")
    firm = _FIRM.match(text, mention.end, mention.end + LONGEST_FIRM)
    put = _PUT.search(text[max(0, mention.start - 12) : mention.start])
    return answer("firm", text=f"{mention.text}{firm[0]}") if firm and not put else None


def _by_what_precedes(text: str, mention: Mention) -> Reason | None:
    """Why the words before a name of one word, or a longer name that it is part of, make it no place."""
    club = _CLUBS.search(text[max(0, mention.start - 12) : mention.start])
    return answer("club", text=f"{club[0]}{mention.text}") if club else _called(text, mention)


def _called(text: str, mention: Mention) -> Reason | None:
    """Why the words before a name, or a firm that it is part of, make it no place."""
    before = text[max(0, mention.start - 24) : mention.start]
    for pattern, what in _CALLED:
        found = pattern.search(before)
        if found:
            return answer(what, text=f"{found[0]}{mention.text}")
    for firm in _HOUSES:
        at = firm.find(mention.text.casefold())
        if at >= 0 and text[mention.start - at : mention.start - at + len(firm)].casefold() == firm:
            return answer("firm", text=text[mention.start - at : mention.start - at + len(firm)])
    return None


def _thing(mention: Mention, word: str) -> str | None:
    """The key of the reason, if an adjective or name and the word behind it call a thing that need not be there."""
    if f"{mention.text} {word}".casefold().removesuffix("s") in _BREEDS:
        return "called_after"
    things = _KINDS_OF_THINGS if mention.form == "demonym" else _KINDS_OF_THINGS - _OF_PLACES
    return "called_after" if word.casefold() in things else None


def _is_one_of_a_kind(text: str, mention: Mention) -> bool:
    """Whether "a" stands before a name of one word and no noun behind it: "a Labrador", "a Havana"."""
    alone = mention.form == "name" and mention.text.isalpha() and not mention.text.isupper()
    before = text[max(0, mention.start - 4) : mention.start]
    return alone and bool(_ONE_OF_A_KIND.search(before) and _ENDS.match(text, mention.end))


def _is_person(text: str, mention: Mention, word: str) -> bool:
    """Whether a name is the first name of somebody whose family name stands behind it."""
    family = re.sub(r"['’]s?$", "", word)
    low = family.casefold()
    plain = low in common_words() or low in _STATE or categories().get(low)
    if plain or len(low) < LEAST or not (family[:1].isupper() and family[1:].islower()):
        return False
    if _THERE.search(text[max(0, mention.start - 12) : mention.start]):
        return False
    given = mention.text.casefold() in first_names()
    if low in surnames():
        return given
    return given and _ACTS.match(text, mention.end + 1 + len(word)) is not None
