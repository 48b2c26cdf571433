"""Whether an event has happened: done, under way, planned, demanded, denied or past, by the words that govern it.

The words before the trigger, nearest first, are read as far as the clause reaches. A hypothesis comes before a denial, a
denial before a demand, a demand before a plan: "denied that it planned to attack" is a denial.
"""

from __future__ import annotations

from collections.abc import Sequence

from geobrief.events.clause_context import Context, StatusReading, context_of
from geobrief.events.denials import denied, is_called_false
from geobrief.events.status_words import (
    ACHIEVED,
    ACTS,
    ALWAYS,
    CALL_REACH,
    COMPLETE,
    DECIDED,
    DEMANDS,
    DEMANDS_FOR,
    DEMANDS_TO,
    GENERAL,
    HEADLINE,
    HISTORY,
    IF_WORDS,
    LOOK_LEFT,
    LOOK_RIGHT,
    MAY_WORDS,
    MUST,
    NOT_YET,
    ORDERED_OUT,
    OVER,
    PLANNED,
    PURPOSE,
    PUT_OFF,
    REMEMBERED,
    STATES,
    SUCCEEDED,
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
    DETERMINERS,
    SAYING,
    Token,
    base_form,
)

_PASSIVES = frozenset((word,) for word in BE_FORMS)


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
    context = context_of(tokens, match)
    if is_called_false(tokens, match):
        return StatusReading("denied", "false")
    if match.lemma.startswith(PUT_OFF):
        return StatusReading("planned", match.lemma)
    for test in (_remembered, _supposed, denied, _completed, _demanded, _planned):
        found = test(context)
        if found:
            return found
    if is_future:
        return StatusReading("planned", "its date")
    if is_history:
        return StatusReading("past", "its date")
    return _under_way(context) or _past(tokens, match) or StatusReading("done")


def _remembered(context: Context) -> StatusReading | None:
    """An event that people only look back on: "marked the anniversary of the bombing"."""
    for word in context.left[:4]:
        if word in REMEMBERED or base_form(word) in REMEMBERED:
            return StatusReading("past", word)
    return None


def _completed(context: Context) -> StatusReading | None:
    word = told_as_over(context.left, context.right) if context.noun else None
    return StatusReading("done", word) if word else None


def told_as_over(left: Sequence[str], right: Sequence[str]) -> str | None:
    """The word that says of an event that it is over: "has completed its withdrawal", "the withdrawal … is complete".

    Args:
        left: The words before the noun that names it, nearest first, in lower case.
        right: The words after it, nearest first.
    """
    for index, word in enumerate(left[:3]):
        if base_form(word) in COMPLETE and not _is_ahead(left[index + 1 : index + 3]):
            return word
    for index, word in enumerate(right[1:LOOK_RIGHT], start=1):
        if word in OVER and right[index - 1] in ("is", "are", "was", "were", "now", "been"):
            return word
    return None


def _is_ahead(left: Sequence[str]) -> bool:
    """Whether a verb is still to come by the two words before it: "will complete", "plans to complete"."""
    if left[1:2] and base_form(left[1]) in SUCCEEDED:
        return False
    return any(word in WILL or word in MUST or word in MAY_WORDS or word == "to" for word in left)


def _supposed(context: Context) -> StatusReading | None:
    if context.condition and any(word in WILL or word in MAY_WORDS for word in context.left[:4]):
        return StatusReading("planned", "if", hypothetical=True)
    word = _supposing(context)
    if word is None and context.noun:
        word = next((right for right in context.right[:6] if right in MAY_WORDS), None)
    return StatusReading("planned", word, hypothetical=True) if word else None


def _supposing(context: Context) -> str | None:
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


def _at_large(context: Context) -> bool:
    """Whether such events are spoken of in general: "a trend of breaking ties", "regular attacks"."""
    if context.match.form == "ing" and context.left[:1] == ("of",):
        return any(word in GENERAL for word in context.left[1:7])
    frequent = context.right[:1] in _PASSIVES and context.right[1:2] and context.right[1] in USUAL
    return context.noun and (bool(frequent) or any(word in ALWAYS for word in context.left[:2]))


def _demanded(context: Context) -> StatusReading | None:
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


def _asks(context: Context, index: int, *, infinitive: bool) -> bool:
    """Whether the word at ``index`` before the trigger asks for the event: "demanded", "called for", "asked … to"."""
    word = context.left[index]
    base = base_form(word)
    if base in DEMANDS:
        return True
    if base in DEMANDS_FOR and "for" in context.left[max(0, index - CALL_REACH) : index]:
        return True
    told = index > 1 or context.left[index + 1 : index + 2] in _PASSIVES  # "asked them to leave", "were told to leave"
    reported = "that" in context.left[:index]  # "told the paper that it was agreed to resume"
    if (base in DEMANDS_TO or word in DEMANDS_TO) and infinitive and told and not reported:
        return True
    if context.noun:
        completed = index > 0 and base_form(context.left[index - 1]) in COMPLETE
        return index < 3 and (base == "want" or (word in MUST and completed))
    return word in MUST and index < 3


def _planned(context: Context) -> StatusReading | None:
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


def _planned_noun(context: Context) -> StatusReading | None:
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
            acts = word in ACTS or base_form(word) in ACTS
            return StatusReading("planned", word, governor=first - 1 - at if acts else None)
    ahead = left[index + 1 :]
    bare = len(ahead) <= HEADLINE and not any(word.endswith("ed") or word in AUXILIARIES | SAYING for word in ahead)
    if bare or left[:2] == ("be", "to"):
        return StatusReading("planned", "to")
    return None


def _under_way(context: Context) -> StatusReading | None:
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
