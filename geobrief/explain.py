"""Why a mention became this place, or none: the whole argument, in plain text.

What is printed are the rows that decided, which the stages keep when they are asked to; nothing is worked out again.
"""

from __future__ import annotations

from collections.abc import Iterator

from geobrief.gazetteer import Gazetteer
from geobrief.mentions import find_mentions
from geobrief.model import Article, Mention, Resolution
from geobrief.places import resolve_places
from geobrief.places.features import FEATURES
from geobrief.places.groups import Option
from geobrief.places.ranker import ranker
from geobrief.places.reasons import label
from geobrief.places.verdict import Argument, MentionDecision

SHOWN = 3
"""Places of a name whose figures are printed; of the others only how likely they are."""

TOLD = 6
"""Figures of one place that are printed, those that weigh most first."""

LEAST = 0.2
"""Weight below which a figure is not told."""


def explain(article: Article, gazetteer: Gazetteer, *, text: str | None = None) -> Iterator[str]:
    """Article → the argument for each of its mentions, one block of lines each.

    Args:
        article: What was read.
        gazetteer: Which places names may mean.
        text: Only mentions that hold these words, in any case; all without it.
    """
    arguments: list[Argument] = []
    resolutions = resolve_places(article, find_mentions(article, gazetteer), gazetteer, arguments=arguments)
    wanted = text.casefold() if text else ""
    for resolution, argument in zip(resolutions, arguments, strict=True):
        if wanted in resolution.mention.text.casefold():
            yield "\n".join(_block(article, resolution, argument, gazetteer))


def _block(article: Article, resolution: Resolution, argument: Argument, gazetteer: Gazetteer) -> list[str]:
    """The lines on one mention."""
    mention, (decision, verdict) = resolution.mention, argument
    lines = [f"“{mention.text}” at {mention.start}–{mention.end}: {_context(article, mention)}"]
    lines.append(f"  found as a {mention.form} with probability {mention.confidence:.2f}; role: {resolution.role}")
    lines.append(f"  {resolution.because} (confidence {resolution.confidence:.2f})")
    if decision is None:
        return lines
    if decision.near is not None and verdict is not None:
        lines.append(f"  by its own name it might have been {label(verdict.ranked[0][0], gazetteer)}, which fits badly")
    for number, (option, odds) in enumerate(decision.ranked[:SHOWN]):
        lines.append(f"  {number + 1}. {label(option, gazetteer)}: log-odds {odds:+.2f}, name {option.way}")
        lines += [f"       {line}" for line in _figures(decision, number)]
    lines += [f"  {n}. {label(option, gazetteer)}: log-odds {odds:+.2f}" for n, (option, odds) in _rest(decision)]
    return lines


def _rest(decision: MentionDecision) -> Iterator[tuple[int, tuple[Option, float]]]:
    """The places whose figures are not told, with their ranks."""
    yield from enumerate(decision.ranked[SHOWN:], SHOWN + 1)


def _figures(decision: MentionDecision, number: int) -> list[str]:
    """What speaks for the first place and against it, and where another place differs from it; the weightiest first.

    The weights are those of the last linear pass, in log-odds. Trees decide in the end, so the sums need not agree.
    """
    first, row = decision.rows[0], decision.rows[number]
    weights = ranker().passes[-1]
    told = []
    for column, feature in enumerate(FEATURES):
        value, other = row[column], first[column] if number else 0.0
        weight = float(weights[column] * (value - other))
        if abs(weight) < LEAST:
            continue
        against = f"; of the first: {_value(other)}" if number else ""
        told.append((-abs(weight), column, f"{weight:+.2f}  {feature.says}: {_value(value)}{against}"))
    return [line for _, _, line in sorted(told)[:TOLD]]


def _value(value: float) -> str:
    """A figure to be read: yes and no where it is one or none."""
    return {0.0: "no", 1.0: "yes"}.get(float(value), f"{value:.2f}")


def _context(article: Article, mention: Mention) -> str:
    """The mention in its sentence, on one line."""
    sentence = mention.sentence
    before = article.text[max(sentence.start, mention.start - 60) : mention.start]
    after = article.text[mention.end : min(sentence.end, mention.end + 60)]
    return " ".join(f"…{before}[{mention.text}]{after}…".split())
