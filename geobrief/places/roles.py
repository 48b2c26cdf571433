"""What a place does in its sentence: scene, origin, destination, actor or background.

A linear model over the words around a mention: ``role_features.py`` says what it looks at, ``role_weights.json`` what
each feature is worth for each role, ``docs/accuracy/roles.md`` what the roles mean and how often the model is right.
Weights: ``models/fit_roles.py``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from geobrief.model import Article, Resolution, Role
from geobrief.places.role_features import features, listed_with

TOGETHER = 1.0
"""Raises the role of the name before, in a list ("in Mali, Niger and Chad"); best of 0, 1 and 2, batches held out."""


LEFT = 2.0
"""Raises "origin" behind "out of", which the sentences that were fitted on hold a few times and no reader doubts."""

_STAYING = frozenset({"based", "operating", "operates", "operate", "operated", "working", "works", "run", "running"})
"""Words behind which "out of" says where something is: "a firm that operates out of Dubai"."""


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
    told = set(features(article.text, mention, resolution.place))
    rows = [weights[name] for name in told if name in weights]
    # The exact sum is the same in any order, and a tie stays a tie: the order of a set is not that of the last run.
    scores = [math.fsum(column) for column in zip(*rows, strict=True)] or [0.0] * len(roles)
    if "gov=out-of" in told and told.isdisjoint(f"out-of<{word}" for word in _STAYING):
        scores[roles.index("origin")] += LEFT
    known = before.role if before is not None and listed_with(article.text, before.mention, mention) else None
    return choose(roles, scores, known)


def choose(roles: Sequence[Role], scores: Sequence[float], before: Role | None) -> Role:
    """The role of the highest score; ``before`` is the role of the name that it is listed with."""
    raised = [score + TOGETHER * (role == before) for role, score in zip(roles, scores, strict=True)]
    return roles[max(range(len(roles)), key=raised.__getitem__)]
