"""Whether an event has happened: done, under way, planned, demanded, denied or past, by the words that govern it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geobrief.events.triggers import Match
from geobrief.events.words import CLAUSE_MARKS, RELATIVES, Token, base_form
from geobrief.model import Status

_LOOK_LEFT = 9
"""Words before the trigger in which a governing word is looked for: "has repeatedly denied that it would ever …"."""

_NEGATORS = frozenset("not no never without neither nor n't none nobody nothing".split())
_NEGATED_AUX = frozenset(
    "isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't cannot".split()
)
_DENIALS = frozenset(
    "deny refute reject dismiss rebut disavow refuse fail avert prevent avoid foil thwart unable".split()
)
_PLANS = frozenset(
    "will shall 'll plan agree intend expect schedule prepare vow pledge promise threaten decide aim hope due set poised ready "
    "upcoming forthcoming planned proposed scheduled expected looming imminent future prospective eventual eventually about "
    "announce soon tomorrow next later consider propose want offer negotiate possible potential could may might would "
    "likely discuss try seek hopes plans intends order ordered".split()
)
_HYPOTHESES = frozenset(
    "if unless whether fear risk threat danger could might may would should possibility prospect possible potential warn feared fears lest hypothetical suspected".split()
)
_DEMANDS = frozenset(
    "demand urge call ask request order appeal insist press petition must should want ultimatum pressure instruct tell plead implore".split()
)
_ONGOING = frozenset(
    "begin start continue ongoing underway remain keep still enter currently continuing begun rage spread".split()
)
_HISTORY = frozenset(
    "decades decade centuries century ago historic historically former formerly 1990s 1980s 1970s 1960s 1950s colonial "
    "anniversary anniversaries independence-era commemorate commemorating commemorates previously ex".split()
)
_STOPS = CLAUSE_MARKS | frozenset(",")
_MODALS = frozenset("will shall would could may might should must 'll won't".split())
_TO_PLAN = frozenset(
    "plan agree intend expect schedule prepare vow pledge promise threaten decide aim hope due set poised ready about want "
    "offer seek try propose able likely is are was were commit continue".split()
)


@dataclass(frozen=True, slots=True)
class StatusReading:
    """A status and the word that decided it."""

    status: Status
    because: str | None
    """The governing word ("denied"), or None where the plain past tense decided."""
    hypothetical: bool = False
    """Whether the event is only supposed: "if they attack", "fears of an attack"."""


def read_status(
    tokens: Sequence[Token], match: Match, *, is_future: bool = False, is_history: bool = False
) -> StatusReading:
    """The status of the event that ``match`` triggers.

    Args:
        tokens: The words of the sentence.
        match: The trigger.
        is_future: Whether the event's own date lies after the publication.
        is_history: Whether the event's own date lies long before the publication.
    """
    left = _governing(tokens, match.first)
    inside = [token.low for token in tokens[match.first : match.last + 1]]
    before = tokens[match.first - 1].low if match.first else ""
    for test in (_hypothesis, _denial, _demand, _plan):
        found = test(left, before, match)
        if found:
            return found
    if is_future:
        return StatusReading("planned", "its date")
    after = [token.low for token in tokens[match.last + 1 : match.last + 7]]
    found = _after(after, match)
    if found:
        return found
    if is_history or _history(tokens, match):
        return StatusReading("past", "its date" if is_history else "a word of history")
    return _ongoing(left, before, inside, after, match) or StatusReading("done", None)


def _governing(tokens: Sequence[Token], first: int) -> list[str]:
    """The words before a trigger that may govern it, nearest first, up to a sign or a relative clause's begin."""
    words: list[str] = []
    commas = 0
    for token in reversed(tokens[max(0, first - _LOOK_LEFT) : first]):
        if token.low in CLAUSE_MARKS or token.low in ("after", "since", "following", "while", "because", "but"):
            break
        if token.low == ",":
            commas += 1
            if commas > 1:
                break
        words.append(token.low)
    return words


def _until_relative(words: Sequence[str]) -> list[str]:
    kept = []
    for word in words:
        if word in RELATIVES and word != "that":
            break
        kept.append(word)
    return kept


def _hypothesis(left: Sequence[str], before: str, match: Match) -> StatusReading | None:
    close = left[:4]
    if match.word_class == "noun":
        for word in left[:3]:
            if base_form(word) in (
                "fear",
                "risk",
                "threat",
                "danger",
                "possibility",
                "prospect",
                "possible",
                "potential",
            ):
                return StatusReading("planned", word, hypothetical=True)
    for word in close:
        if word in ("if", "unless", "lest", "whether"):
            return StatusReading("planned", word, hypothetical=True)
        if word in ("could", "might", "may") and match.word_class == "verb":
            return StatusReading("planned", word, hypothetical=True)
        if word in (",", "that", "who", "which"):
            break
    return None


def _denial(left: Sequence[str], before: str, match: Match) -> StatusReading | None:
    near = _until_relative(left)
    for index, word in enumerate(near):
        if (word in _NEGATORS or word in _NEGATED_AUX) and index <= 4 and not _not_only(near, index):
            return StatusReading("denied", word)
        if base_form(word) in _DENIALS and not _negated(near, index):
            return StatusReading("denied", word)
        if word == "," and index > 1:
            break
    return None


def _not_only(near: Sequence[str], index: int) -> bool:
    return index > 0 and near[index - 1] in ("only", "just", "least", "longer", "fewer", "less", "doubt")


def _negated(words: Sequence[str], index: int) -> bool:
    return any(word in _NEGATORS or word in _NEGATED_AUX for word in words[index + 1 : index + 3])


def _demand(left: Sequence[str], before: str, match: Match) -> StatusReading | None:
    if match.kind == "demand":
        return None
    near = _until_relative(left)
    for index, word in enumerate(near):
        base = base_form(word)
        if word == "," and index > 2:
            break
        if base in ("demand", "urge", "request", "petition", "ultimatum", "implore", "insist"):
            return StatusReading("demanded", word)
        if (
            base in ("call", "appeal", "press", "plead", "pressure")
            and index
            and "for" in near[max(0, index - 2) : index]
        ):
            return StatusReading("demanded", word)
        if (
            base in ("ask", "order", "call", "tell", "instruct", "want", "press", "appeal", "call")
            and "to" in near[:index]
            and before in ("to", "be", "immediately")
        ):
            if index - near.index("to") <= 6 and near.index("to") <= 1 and index > near.index("to") + 1:
                return StatusReading("demanded", word)
        if word in ("must", "should") and match.word_class == "verb" and index <= 2:
            return StatusReading("demanded", word)
    return None


def _plan(left: Sequence[str], before: str, match: Match) -> StatusReading | None:
    near = _until_relative(left)
    if match.word_class == "noun" and match.form in ("noun", "base"):
        for word in near[:3]:
            if base_form(word) in (
                "plan",
                "upcoming",
                "forthcoming",
                "planned",
                "propose",
                "proposed",
                "schedule",
                "scheduled",
                "imminent",
                "expect",
                "loom",
                "prepare",
                "future",
            ):
                return StatusReading("planned", word)
        if any(word in ("will", "'ll", "shall") for word in near[:6]) and "," not in near[:6]:
            return StatusReading("planned", "will")
        return None
    for index, word in enumerate(near[:6]):
        if word == "," and index > 0:
            break
        if word in ("will", "'ll", "shall", "would", "won't") and match.form in ("base", "part", "ed", "ing"):
            return StatusReading("planned", word)
        if word == "to" and match.form == "base" and index <= 2:
            governor = next((w for w in near[index + 1 : index + 4] if base_form(w) in _TO_PLAN or w in _TO_PLAN), None)
            if governor:
                return StatusReading("planned", governor)
    return None


def _after(after: Sequence[str], match: Match) -> StatusReading | None:
    """A noun's own predicate: "the withdrawal will …", "the withdrawal has begun", "the attack did not …"."""
    if match.word_class != "noun":
        return None
    for index, word in enumerate(after[:5]):
        if word in CLAUSE_MARKS or word == ",":
            break
        if word in ("will", "'ll", "shall", "would"):
            return StatusReading("planned", word)
        if word in ("never", "not") and index <= 3:
            return StatusReading("denied", word)
        if base_form(word) in ("begin", "continue", "start") and match.kind not in ("meeting",):
            return StatusReading("under way", word)
        if base_form(word) in ("plan", "schedule", "expect", "postpone", "set", "due") and index <= 3:
            return StatusReading("planned", word)
    return None


def _history(tokens: Sequence[Token], match: Match) -> bool:
    window = tokens[max(0, match.first - 8) : match.last + 12]
    return any(token.low in _HISTORY for token in window)


def _ongoing(
    left: Sequence[str], before: str, inside: Sequence[str], after: Sequence[str], match: Match
) -> StatusReading | None:
    near = _until_relative(left)[:4]
    if match.form == "ing" and any(word in ("is", "are", "'re", "am") for word in near[:3]):
        return StatusReading("under way", "is")
    if match.form == "ing" and "been" in near[:2] and any(w in ("has", "have") for w in near):
        return StatusReading("under way", "has been")
    for word in near:
        if word == ",":
            break
        if base_form(word) in ("begin", "continue", "start", "ongoing", "continuing", "keep") or word in (
            "begun",
            "still",
            "currently",
        ):
            if match.form in ("ing", "base", "noun"):
                return StatusReading("under way", word)
    if any(
        word in ("underway", "ongoing") or base_form(word) in ("rage",) for word in after
    ) or "under way" in " ".join(after):
        return StatusReading("under way", "under way")
    return None
