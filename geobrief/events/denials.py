"""Whether a sentence denies an event, and how far its denial reaches: "denied any links with the killing" leaves the killing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from geobrief.events.clause_context import Context, StatusReading
from geobrief.events.status_words import (
    CALLED_OFF,
    DENIALS,
    DISPUTES,
    FALSE,
    INTENTIONS,
    NEGATION_REACH,
    NEGATORS,
    NOT_NEGATING,
    OWN_PHRASE,
    PARTICLES,
    REPORTS,
    TELL_OF,
    TELLING_PREPOSITIONS,
)
from geobrief.events.triggers import Match
from geobrief.events.words import AUXILIARIES, BE_FORMS, DETERMINERS, PREPOSITIONS, Token, base_form


def denied(context: Context) -> StatusReading | None:
    """The reading of an event that did not happen, or None where nothing denies it."""
    left = context.left
    hangs_on = _hangs_on(context)
    for index, word in enumerate(left):
        reach = 2 if word == "without" else NEGATION_REACH
        if word == "no" and index and left[index - 1] in INTENTIONS:
            return StatusReading("denied", f"no {left[index - 1]}")
        apart = word == "no" and any(other in PREPOSITIONS for other in left[:index])  # "no reason for the withdrawal"
        if word in NEGATORS and index < reach and not apart and not (index and left[index - 1] in NOT_NEGATING):
            return StatusReading("denied", word)
        base = base_form(word)
        reaches = base in DENIALS and not (base in DISPUTES and hangs_on is not None and hangs_on < index)
        if reaches and not any(other in NEGATORS for other in left[index + 1 : index + 3]):
            return StatusReading("denied", word)
        if base == "fail" and index and "to" in left[:index] and index < 4:
            return StatusReading("denied", word)
        if word == "," and index > 1:
            break
    return _denied_noun(context) if context.noun else None


def _hangs_on(context: Context) -> int | None:
    """Index of the preposition by which an event hangs on another noun: "any links with the killing", "a role in it".

    None where there is none, and where that noun only tells of the event: "reports of an attack".
    """
    left = context.left
    if not context.noun and context.match.form != "ing":
        return None
    for index, word in enumerate(left[:OWN_PHRASE]):
        if word in AUXILIARIES or word == ",":
            return None
        infinitive = word == "to" and index and left[index - 1] not in DETERMINERS
        if word in PREPOSITIONS - PARTICLES and not infinitive:
            head = base_form(left[index + 1]) if index + 1 < len(left) else ""
            return None if word in TELLING_PREPOSITIONS and head in TELL_OF else index
        if index and left[index - 1] in DETERMINERS:
            return None
    return None


def _denied_noun(context: Context) -> StatusReading | None:
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


def is_called_false(tokens: Sequence[Token], match: Match) -> bool:
    """Whether the sentence is of the form "Reports that … are false" around the trigger."""
    head = [token.low for token in tokens[:2]]
    if len(head) < 2 or base_form(head[0]) not in REPORTS or head[1] != "that":
        return False
    after = tokens[match.last + 1 :]
    return any(one.low in BE_FORMS and other.low in FALSE for one, other in pairwise(after))
