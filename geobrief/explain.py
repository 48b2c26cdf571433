"""Why a mention became this place, or none: the whole argument, in plain text.

The stages do their work without knowing of it; it is put together only when somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from geobrief.gazetteer import Gazetteer
from geobrief.mentions import find_mentions
from geobrief.model import Article, Mention, Resolution
from geobrief.places import resolve_places
from geobrief.places.containers import find_towns
from geobrief.places.demonyms import resolve_demonyms
from geobrief.places.features import FEATURES
from geobrief.places.ranker import ranker
from geobrief.places.reasons import label
from geobrief.places.resolve import Decision, by_mention, decide, weigh

if TYPE_CHECKING:
    from geobrief.places.resolve import Verdict

SHOWN = 5
"""Places of a name whose figures are printed."""


def explain(article: Article, gazetteer: Gazetteer, *, text: str | None = None) -> Iterator[str]:
    """Article → the argument for each of its mentions, one block of lines each.

    Args:
        article: What was read.
        gazetteer: Which places names may mean.
        text: Only mentions that hold these words, in any case; all without it.
    """
    mentions = find_mentions(article, gazetteer)
    resolutions = resolve_places(article, mentions, gazetteer)
    verdicts = by_mention(weigh(article, mentions, gazetteer))
    towns = find_towns(article, verdicts)
    demonyms = resolve_demonyms(mentions, verdicts, gazetteer)
    wanted = text.casefold() if text else ""
    for index, (mention, resolution) in enumerate(zip(mentions, resolutions, strict=True)):
        if wanted in mention.text.casefold():
            decision = None if index in demonyms else decide(mentions, index, verdicts, towns)
            yield "\n".join(_block(article, resolution, decision, verdicts.get(index), gazetteer))


def _block(
    article: Article, resolution: Resolution, decision: Decision | None, verdict: Verdict | None, gazetteer: Gazetteer
) -> list[str]:
    """The lines on one mention."""
    mention = resolution.mention
    lines = [f"“{mention.text}” at {mention.start}–{mention.end}: {_context(article, mention)}"]
    lines.append(f"  found as a {mention.form} with probability {mention.confidence:.2f}; role: {resolution.role}")
    lines.append(f"  {resolution.because} (confidence {resolution.confidence:.2f})")
    if decision is None:
        return lines
    if decision.near is not None and verdict is not None:
        lines.append(f"  by its own name it might have been {label(verdict.ranked[0][0], gazetteer)}, which fits badly")
    for number, (option, odds) in enumerate(decision.ranked[:SHOWN]):
        lines.append(f"  {number + 1}. {label(option, gazetteer)}, {option.way}, log-odds {odds:+.2f}")
        lines += [f"       {line}" for line in _figures(decision, number)]
    if len(decision.ranked) > SHOWN:
        lines.append(f"  and {len(decision.ranked) - SHOWN} more, less likely")
    return lines


def _figures(decision: Decision, number: int) -> list[str]:
    """The features of one place; of those after the first, only the ones that differ from the first."""
    first, row = decision.rows[0], decision.rows[number]
    weights = ranker().passes[-1]
    shown = []
    for column, feature in enumerate(FEATURES):
        differs = number and abs(row[column] - first[column]) > 1e-9
        if differs or (not number and row[column]):
            part = f"{feature.name} {row[column]:.2f} ({weights[column] * row[column]:+.2f}): {feature.says}"
            shown.append(part if not number else f"{part}; the first has {first[column]:.2f}")
    return shown


def _context(article: Article, mention: Mention) -> str:
    """The mention in its sentence, on one line."""
    sentence = mention.sentence
    before = article.text[max(sentence.start, mention.start - 60) : mention.start]
    after = article.text[mention.end : min(sentence.end, mention.end + 60)]
    return " ".join(f"…{before}[{mention.text}]{after}…".split())


def explained(articles: Sequence[Article], gazetteer: Gazetteer, *, text: str | None = None) -> Iterator[str]:
    """Articles → their arguments, each under the path of its article."""
    for article in articles:
        yield f"== {article.path}"
        yield from explain(article, gazetteer, text=text)
