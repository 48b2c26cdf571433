"""Article → time expressions, anchored to its publication date."""

from __future__ import annotations

from dataclasses import replace

from geobrief.dates.published import infer_published
from geobrief.dates.scan import read_dates
from geobrief.model import SEARCHED, UNKNOWN_WHEN, Article, DateBasis, TimeExpression, When


def find_dates(article: Article) -> list[TimeExpression]:
    """Article → time expressions, in text order, without overlap, with offsets into its text.

    Only title, body and dateline are read. "Today" and "last July" count from the publication date, or from what
    the text decides of it (:func:`infer_published`); where the publication is known to a few days only, an
    expression that would differ between them is given the days that hold all its readings.
    """
    published = article.published
    if published.start is None or published.end is None:
        published = infer_published(article)
    passages = [(p.start, p.end) for p in article.passages if p.kind in SEARCHED]
    start, end = published.start, published.end
    if start is None or end is None:
        return read_dates(article.text, published=None, passages=passages)
    basis: DateBasis = "inferred" if published.basis == "inferred" else "text"
    first = read_dates(article.text, published=start, passages=passages, basis=basis)
    if start == end:
        return first
    last = {e.start: e for e in read_dates(article.text, published=end, passages=passages, basis=basis)}
    return [_both(one, last.get(one.start)) for one in first]


def _both(one: TimeExpression, other: TimeExpression | None) -> TimeExpression:
    """Hold both readings of an expression that the uncertain publication date leaves open."""
    if other is None or other.end != one.end or one.when == other.when:
        return one
    when = UNKNOWN_WHEN
    days = [d for d in (one.when.start, other.when.start, one.when.end, other.when.end) if d is not None]
    if len(days) == 4 and (max(days) - min(days)).days <= WIDEST:
        when = When(min(days), max(days), "period", None, one.when.basis)
    when = replace(when, text=one.text, direction=one.when.direction)
    return replace(one, value=one.value if one.value == other.value else None, when=when)


WIDEST = 366
"""Days: readings farther apart than this are no answer, and the expression stays unknown."""
