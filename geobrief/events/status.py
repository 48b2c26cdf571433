"""Whether an event has happened: done, under way, planned, demanded, denied or past, by the words that govern it.

The words before the trigger, nearest first, are read as far as the clause reaches. A hypothesis comes before a denial, a
denial before a demand, a demand before a plan: "denied that it planned to attack" is a denial.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from geobrief.events.status_words import (
    ACHIEVED,
    ACTS,
    ALWAYS,
    CALLED_OFF,
    COMPLETE,
    DECIDED,
    DEMANDS,
    DEMANDS_FOR,
    DEMANDS_TO,
    DENIALS,
    FALSE,
    GENERAL,
    HEADLINE,
    HISTORY,
    IF_WORDS,
    INTENTIONS,
    LOOK_LEFT,
    LOOK_RIGHT,
    MAY_WORDS,
    NEGATION_REACH,
    NEGATORS,
    NEW_CLAUSE,
    NOT_NEGATING,
    NOT_YET,
    ORDERED_OUT,
    OVER,
    PLANNED,
    PURPOSE,
    PUT_OFF,
    REMEMBERED,
    REPORTS,
    STATES,
    SUPPOSED,
    TO_PLAN,
    USUAL,
    WEIGHING,
    WILL,
)
from geobrief.events.triggers import Match
from geobrief.events.words import (
    AUXILIARIES,
    BE_FORMS,
    CLAUSE_MARKS,
    DETERMINERS,
    PREPOSITIONS,
    RELATIVES,
    SAYING,
    Token,
    base_form,
)
from geobrief.model import Status

_PASSIVES = frozenset((word,) for word in BE_FORMS)


@dataclass(frozen=True, slots=True)
class StatusReading:
    """A status and the word that decided it."""

    status: Status
    because: str | None = None
    """The governing word ("denied"), or None where the plain past tense decided."""
    hypothetical: bool = False
    """Whether the event is only supposed: "if they attack", "fears of an attack"."""
    governor: int | None = None
    """Index of the token of the act that asks for, announces or decides the event ("agreed … to"), if one does."""


@dataclass(frozen=True, slots=True)
class _Context:
    """What stands around a trigger, in lower case."""

    match: Match
    left: tuple[str, ...]
    """Words before it, nearest first, to the beginning of its clause."""
    right: tuple[str, ...]
    """Words after it, nearest first, to the next sign."""
    opener: str
    """The word that opens its clause ("after", "until"), or empty."""
    condition: bool
    """Whether its sentence begins with "if" and the trigger stands after that clause."""

    @property
    def noun(self) -> bool:
        return self.match.word_class == "noun"


def read_status(
    tokens: Sequence[Token], match: Match, *, is_future: bool = False, is_history: bool = False
) -> StatusReading:
    """Return the status of the event that ``match`` triggers.

    Args:
        tokens: The words of the sentence.
        match: The trigger.
        is_future: Whether the event's own date lies after the publication.
        is_history: Whether the event's own date lies long before the publication.
    """
    context = _Context(
        match,
        _left(tokens, match.first),
        _right(tokens, match.last),
        _opener(tokens, match.first),
        bool(tokens) and tokens[0].low in IF_WORDS,
    )
    if _is_called_false(tokens, match):
        return StatusReading("denied", "false")
    if match.lemma.startswith(PUT_OFF):
        return StatusReading("planned", match.lemma)
    for test in (_remembered, _supposed, _denied, _completed, _demanded, _planned):
        found = test(context)
        if found:
            return found
    if is_future:
        return StatusReading("planned", "its date")
    if is_history:
        return StatusReading("past", "its date")
    return _under_way(context) or _past(tokens, match) or StatusReading("done")


def _left(tokens: Sequence[Token], first: int) -> tuple[str, ...]:
    words: list[str] = []
    commas = 0
    for token in reversed(tokens[max(0, first - LOOK_LEFT) : first]):
        commas += token.low == ","
        if token.low in CLAUSE_MARKS or token.low in NEW_CLAUSE or commas > 1:
            break
        if token.low in RELATIVES and token.low != "that":
            break
        words.append(token.low)
    return tuple(words)


def _opener(tokens: Sequence[Token], first: int) -> str:
    """The word that opens the trigger's clause, if it is one of time or cause."""
    for token in reversed(tokens[max(0, first - LOOK_LEFT) : first]):
        if token.low in NEW_CLAUSE or token.low in NOT_YET:
            return token.low
        if token.low in CLAUSE_MARKS or token.low == ",":
            break
    return ""


def _right(tokens: Sequence[Token], last: int) -> tuple[str, ...]:
    words: list[str] = []
    for token in tokens[last + 1 : last + 1 + LOOK_RIGHT]:
        if token.low in CLAUSE_MARKS or token.low == ",":
            break
        words.append(token.low)
    return tuple(words)


def _remembered(context: _Context) -> StatusReading | None:
    """An event that people only look back on: "marked the anniversary of the bombing"."""
    for word in context.left[:4]:
        if word in REMEMBERED or base_form(word) in REMEMBERED:
            return StatusReading("past", word)
    return None


def _completed(context: _Context) -> StatusReading | None:
    word = told_as_over(context.left, context.right) if context.noun else None
    return StatusReading("done", word) if word else None


def told_as_over(left: Sequence[str], right: Sequence[str]) -> str | None:
    """The word that says of an event that it is over: "has completed its withdrawal", "the withdrawal … is complete".

    Args:
        left: The words before the noun that names it, nearest first, in lower case.
        right: The words after it, nearest first.
    """
    for word in left[:3]:
        if base_form(word) in COMPLETE:
            return word
    for index, word in enumerate(right[1:LOOK_RIGHT], start=1):
        if word in OVER and right[index - 1] in ("is", "are", "was", "were", "now", "been"):
            return word
    return None


def _supposed(context: _Context) -> StatusReading | None:
    if context.condition and any(word in WILL or word in MAY_WORDS for word in context.left[:4]):
        return StatusReading("planned", "if", hypothetical=True)
    word = _supposing(context)
    if word is None and context.noun:
        word = next((right for right in context.right[:6] if right in MAY_WORDS), None)
    return StatusReading("planned", word, hypothetical=True) if word else None


def _supposing(context: _Context) -> str | None:
    """The word before a trigger that makes it a mere supposition: "if", "might", "fears of", "how to prevent"."""
    if _is_purpose(context.left):
        return "to prevent"
    if context.left[:2] == ("to", "not") and any(_is_demand(word) for word in context.left[2:9]):
        return "not to"
    for index, word in enumerate(context.left[:5]):
        if word in IF_WORDS or (word in MAY_WORDS and not context.noun):
            return word
        if context.noun and index < 4 and base_form(word) in SUPPOSED:
            return word
        if word in (",", "that"):
            break
    return "in general" if _at_large(context) else None


def _is_demand(word: str) -> bool:
    return word in DEMANDS_TO or base_form(word) in DEMANDS_TO


def _is_purpose(left: Sequence[str]) -> bool:
    """Whether the event is what somebody wants to keep from happening: "how to prevent coups"."""
    for index, word in enumerate(left[:4]):
        if base_form(word) in PURPOSE and left[index + 1 : index + 2] == ("to",):
            return not any(base_form(other) in ACHIEVED for other in left[index + 2 : index + 4])
    return False


def _at_large(context: _Context) -> bool:
    """Whether such events are spoken of in general: "a trend of breaking ties", "regular attacks"."""
    if context.match.form == "ing" and context.left[:1] == ("of",):
        return any(word in GENERAL for word in context.left[1:7])
    frequent = context.right[:1] in _PASSIVES and context.right[1:2] and context.right[1] in USUAL
    return context.noun and (bool(frequent) or any(word in ALWAYS for word in context.left[:2]))


def _denied(context: _Context) -> StatusReading | None:
    left = context.left
    for index, word in enumerate(left):
        reach = 2 if word == "without" else NEGATION_REACH
        if word == "no" and index and left[index - 1] in INTENTIONS:
            return StatusReading("denied", f"no {left[index - 1]}")
        apart = word == "no" and any(other in PREPOSITIONS for other in left[:index])  # "no reason for the withdrawal"
        if word in NEGATORS and index < reach and not apart and not (index and left[index - 1] in NOT_NEGATING):
            return StatusReading("denied", word)
        base = base_form(word)
        if base in DENIALS and not any(other in NEGATORS for other in left[index + 1 : index + 3]):
            return StatusReading("denied", word)
        if base == "fail" and index and "to" in left[:index] and index < 4:
            return StatusReading("denied", word)
        if word == "," and index > 1:
            break
    return _denied_noun(context) if context.noun else None


def _denied_noun(context: _Context) -> StatusReading | None:
    """A noun whose predicate denies it: "the talks were called off", "reports of a coup were dismissed"."""
    left, right = context.left, context.right
    if any(word in ("never", "not") for word in right[:4]):
        return StatusReading("denied", "not")
    reported = any(base_form(word) in REPORTS for word in left[1:4]) and "of" in left[:3]
    for index, word in enumerate(right[1:], start=1):
        if right[index - 1] not in BE_FORMS:
            continue
        off = word == "called" and right[index + 1 : index + 2] == ("off",)
        if off or (word in CALLED_OFF and (reported or word not in ("dismissed", "denied"))):
            return StatusReading("denied", word)
    return None


def _demanded(context: _Context) -> StatusReading | None:
    if context.match.kind == "demand":
        return None
    if context.match.lemma.startswith(ORDERED_OUT) and context.match.kind == "withdrawal":
        return StatusReading("demanded", context.match.lemma.replace("~", " … "))
    left = context.left
    infinitive = bool(left) and (left[0] == "to" or left[:2] in (("be", "to"), ("immediately", "to"), ("all", "to")))
    for index, word in enumerate(left):
        if word == "," and index > 2:
            break
        if _asks(context, index, infinitive=infinitive):
            return StatusReading("demanded", word, governor=context.match.first - 1 - index)
    return None


def _asks(context: _Context, index: int, *, infinitive: bool) -> bool:
    """Whether the word at ``index`` before the trigger asks for the event: "demanded", "called for", "asked … to"."""
    word = context.left[index]
    base = base_form(word)
    if base in DEMANDS:
        return True
    if base in DEMANDS_FOR and "for" in context.left[max(0, index - 2) : index]:
        return True
    told = index > 1 or context.left[index + 1 : index + 2] in _PASSIVES  # "asked them to leave", "were told to leave"
    reported = "that" in context.left[:index]  # "told the paper that it was agreed to resume"
    if (base in DEMANDS_TO or word in DEMANDS_TO) and infinitive and told and not reported:
        return True
    if context.noun:
        return base == "want" and index < 3
    return word in ("must", "should") and index < 3


def _planned(context: _Context) -> StatusReading | None:
    left = context.left
    if context.opener in (NOT_YET if context.match.form in ("base", "s") and not context.noun else ()):
        return StatusReading("planned", context.opener)
    if context.noun:
        return _planned_noun(context)
    for index, word in enumerate(left[:7]):
        if word == "," and index and left[index - 1] != "including":
            break
        if word in WILL and context.match.form in ("base", "part", "ed", "ing", "noun"):
            return StatusReading("planned", word)
        if word == "to" and index < 3 and context.match.form in ("base", "part", "ed"):
            return _governed(left, index, context.match.first)
        if context.match.form == "ing" and base_form(word) in WEIGHING:
            return StatusReading("planned", word)
    return None


def _planned_noun(context: _Context) -> StatusReading | None:
    left = context.left
    for index, word in enumerate(left[:7]):
        if word == "," and (not index or left[index - 1] != "including"):
            break
        beside = not any(other in BE_FORMS for other in left[:index])  # but "the plan was sealed in a meeting"
        if word in WILL or (index < 4 and beside and base_form(word) in PLANNED):
            return StatusReading("planned", word)
        if context.match.kind in DECIDED and index < 5 and base_form(word) == "announce":
            return StatusReading("planned", word, governor=context.match.first - 1 - index)
        if base_form(word) in WEIGHING and index < 5 and beside and word != "about":
            return StatusReading("planned", word)
        if word == "to" and 0 < index < 5 and left[index - 1] not in DETERMINERS:  # but "woke to a second coup"
            found = _governed(left, index, context.match.first)
            if found:
                return found
    return _planned_predicate(context.right)


def _planned_predicate(right: Sequence[str]) -> StatusReading | None:
    """A noun's predicate that puts it into the future: "the withdrawal … is to", "the talks are planned"."""
    for index, word in enumerate(right):
        if word in WILL or (word == "to" and index and right[index - 1] in ("is", "are", "due", "set", "expected")):
            return StatusReading("planned", word)
        if (
            base_form(word) in ("plan", "schedule", "expect", "postpone")
            and index
            and right[index - 1] in ("is", "are", "be", "was")
        ):
            return StatusReading("planned", word)
    return None


def _governed(left: Sequence[str], index: int, first: int) -> StatusReading | None:
    """Whether the infinitive's "to" at ``index`` hangs on a word of planning: "plans to", "is due to"."""
    for at, word in enumerate(left[index + 1 : index + 4], start=index + 1):
        if word in TO_PLAN or base_form(word) in TO_PLAN:
            acts = base_form(word) in ACTS
            return StatusReading("planned", word, governor=first - 1 - at if acts else None)
    ahead = left[index + 1 :]
    bare = len(ahead) <= HEADLINE and not any(word.endswith("ed") or word in AUXILIARIES | SAYING for word in ahead)
    if bare or left[:2] == ("be", "to"):
        return StatusReading("planned", "to")
    return None


def _under_way(context: _Context) -> StatusReading | None:
    left, right, form = context.left, context.right, context.match.form
    if form == "ing":
        for word in left[:2]:
            if word in ("is", "are", "'re", "am") or (word == "been" and any(w in ("has", "have") for w in left[1:4])):
                return StatusReading("under way", word)
    if form in ("ed", "part") and left[:1] == ("being",) and any(word in ("is", "are") for word in left[1:3]):
        return StatusReading("under way", "being")
    if form in ("ed", "part") and left[:1] in (("is",), ("are",)) and context.match.kind in STATES:
        return StatusReading("under way", left[0])
    for word in left[:4]:
        if word == ",":
            break
        if (form in ("ing", "base", "noun") or word == "still") and (
            base_form(word) in ("begin", "continue", "start", "resume", "keep")
            or word in ("begun", "still", "ongoing", "continuing", "currently")
        ):
            return StatusReading("under way", word)
    return _goes_on(right) if context.noun else None


def _goes_on(right: Sequence[str]) -> StatusReading | None:
    """A noun's predicate: "the withdrawal has begun", "fighting goes on", "the war games enter their second day"."""
    for index, word in enumerate(right):
        following = right[index + 1] if index + 1 < len(right) else ""
        if word in ("underway", "ongoing", "continues", "continued", "begun", "resumed", "rages", "raged") or (
            word,
            following,
        ) in (
            ("under", "way"),
            ("goes", "on"),
            ("go", "on"),
        ):
            return StatusReading("under way", word)
        if word in ("enter", "enters", "entered") and following in ("its", "their", "a"):
            return StatusReading("under way", word)
        if word in ("is", "are") and following.endswith("ing"):
            return StatusReading("under way", f"{word} {following}")
    return None


def _past(tokens: Sequence[Token], match: Match) -> StatusReading | None:
    for token in tokens[max(0, match.first - 8) : match.last + LOOK_LEFT]:
        if token.low in HISTORY:
            return StatusReading("past", token.text)
    return None


def _is_called_false(tokens: Sequence[Token], match: Match) -> bool:
    """Whether the sentence is of the form "Reports that … are false" around the trigger."""
    head = [token.low for token in tokens[:2]]
    if len(head) < 2 or base_form(head[0]) not in REPORTS or head[1] != "that":
        return False
    after = tokens[match.last + 1 :]
    return any(one.low in BE_FORMS and other.low in FALSE for one, other in pairwise(after))


def in_the_background(tokens: Sequence[Token], match: Match) -> bool:
    """Whether a relative clause looks back: "the soldiers who had fought at their side"."""
    before = [token.low for token in tokens[max(0, match.first - 2) : match.first]]
    return before in (["who", "had"], ["which", "had"]) and match.word_class == "verb"
