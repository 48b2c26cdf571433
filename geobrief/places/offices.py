"""Whose governor it is: of a town and the province of its name, a governor has the province ("Sokoto's governor").

An article means the town by the name as a rule, and this mention alone means the province.
"""

from __future__ import annotations

import re

from geobrief.model import Mention
from geobrief.places.called import province_first
from geobrief.places.verdict import MentionDecision

_OFFICE = r"(?:(?:deputy|lieutenant|former|acting|new) )?(?:governors?|governorship|chief minister)\b"
_BEHIND = re.compile(rf"(?:['’]s?)? {_OFFICE}", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:governor|governorship|chief minister) of (?:the )?$", re.IGNORECASE)

_BESIDE = 40
"""Characters that are read on either side of a name."""


def of_its_governor(text: str, mention: Mention, decision: MentionDecision) -> MentionDecision:
    """The decision on a name, with the province around the town in front where the words beside it speak of its governor.

    Args:
        text: Of the article.
        mention: The name.
        decision: Its places, best first.
    """
    return province_first(decision) if _is_governed(text, mention) else decision


def _is_governed(text: str, mention: Mention) -> bool:
    """Whether the words beside a name speak of its governor."""
    if _BEHIND.match(text, mention.end, mention.end + _BESIDE):
        return True
    return bool(_BEFORE.search(text[max(0, mention.start - _BESIDE) : mention.start]))
