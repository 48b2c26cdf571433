"""What a place does in its sentence: scene, origin, destination, actor or background.

A linear model over the words around a mention: ``role_features.py`` says what it looks at, ``role_weights.json`` what
each feature is worth for each role, ``docs/accuracy/roles.md`` what the roles mean and how often the model is right.
Weights: ``models/fit_roles.py``.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from geobrief.model import Article, Mention, Resolution, Role
from geobrief.places.role_features import features, listed_with

TOGETHER = 1.0
"""Raises the role of the name before, in a list ("in Mali, Niger and Chad"); best of 0, 1 and 2, batches held out."""


_ORDERED_OUT = re.compile(
    r"\b(?:(?:orders?|ordered|tells?|told|takes?|took|brings?|brought|pulls?|pulled) (?:[\w’'-]+ ){1,4}|pull(?:s|ed|ing)? )"
    r"out of (?:the )?$",
    re.IGNORECASE,
)
"""What stands before the town that forces are to leave: "ordered the troops out of", "pulls out of". Where people are
driven or walk out of it, it is the scene of that as often."""

_CALLED_AFTER = re.compile(r"\b(?:named|renamed|called|christened) (?:after|in honou?r of) (?:the )?(?:[a-z-]+ of )?$")
"""What stands before a place that only gave its name to something elsewhere."""

_MET = r"(?:beat|thrashed|edged|hammered|defeated|overcame|trounced|drew with|lost to|held)"
_SCORE = r" \(?\d{1,2}[-–]\d{1,2}\b"
_PLAYED = re.compile(rf" {_MET}(?: [\w.’'-]+){{1,3}}?{_SCORE}")
"""What stands behind the name of a team: "Leicester beat Everton 2-1"."""
_AGAINST = re.compile(rf"\b{_MET} $")
"""What stands before the name of the other one."""


@cache
def _model() -> tuple[tuple[Role, ...], dict[str, tuple[float, ...]]]:
    """The roles, and for each feature what it is worth for each of them."""
    fitted = json.loads((files("geobrief.places") / "role_weights.json").read_text(encoding="utf-8"))
    return tuple(fitted["roles"]), {name: tuple(row) for name, row in fitted["weights"].items()}


def role_of(article: Article, resolution: Resolution, before: Resolution | None = None) -> Role:
    """The role of one mention.

    Args:
        article: Whose text is read around the mention.
        resolution: The mention with its place.
        before: The mention that stands before it; its role counts if the two are members of one list.
    """
    roles, weights = _model()
    mention = resolution.mention
    if _ORDERED_OUT.search(article.text, max(mention.sentence.start, mention.start - 80), mention.start):
        return "origin"
    if _CALLED_AFTER.search(article.text, max(mention.sentence.start, mention.start - 80), mention.start):
        return "background"
    if _is_team(article.text, mention):
        return "actor"
    told = set(features(article.text, mention, resolution.place))
    rows = [weights[name] for name in told if name in weights]
    # The exact sum is the same in any order, and a tie stays a tie: the order of a set is not that of the last run.
    scores = [math.fsum(column) for column in zip(*rows, strict=True)] or [0.0] * len(roles)
    known = before.role if before is not None and listed_with(article.text, before.mention, mention) else None
    return choose(roles, scores, known)


def _is_team(text: str, mention: Mention) -> bool:
    """Whether a place plays: it is told with whom and how it ended."""
    end = mention.sentence.end
    met = _AGAINST.search(text, max(mention.sentence.start, mention.start - 20), mention.start)
    return bool(_PLAYED.match(text, mention.end, end) or (met and re.compile(_SCORE).match(text, mention.end, end)))


def choose(roles: Sequence[Role], scores: Sequence[float], before: Role | None) -> Role:
    """The role of the highest score; ``before`` is the role of the name that it is listed with."""
    raised = [score + TOGETHER * (role == before) for role, score in zip(roles, scores, strict=True)]
    return roles[max(range(len(roles)), key=raised.__getitem__)]
