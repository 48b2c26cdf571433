"""One article never costs another: what fails at it, and what it has too much of, is said of it alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from geobrief.bounds import TOO_LONG, OverTimeError, bounded_time
from geobrief.errors import GeobriefError, fault
from geobrief.model import Article, Reading, Skipped
from geobrief.reading import MOST_DATES, MOST_MENTIONS, MOST_REPORTS

_Outcome = TypeVar("_Outcome")


def guarded(article: Article, work: Callable[[Article], _Outcome]) -> _Outcome | Skipped:
    """Return what some work gives for an article, or why it gives nothing."""
    try:
        with bounded_time():
            return work(article)
    except GeobriefError:
        raise  # the caller's mistake, such as an override of what is not there
    except OverTimeError:
        return Skipped(article.path, TOO_LONG)
    except (MemoryError, RecursionError):
        return Skipped(article.path, "is built so deep or so large that it cannot be understood: split it")
    except Exception as error:  # noqa: BLE001  # one article never costs the brief; the fault is named, not hidden
        return Skipped(article.path, f"cannot be understood, by {fault(error)}")


def lost(article: Article) -> list[Reading | Skipped]:
    """What stands for an article whose reading killed the process."""
    reason = "the process that read it was ended by the system, perhaps for want of memory: split it"
    return [Skipped(article.path, reason)]


def with_left_out(reading: Reading) -> list[Reading | Skipped]:
    """Return a reading, and what was left out of it with the reason."""
    return [reading, *(Skipped(reading.article.path, reason) for reason in _left_out(reading))]


def _left_out(reading: Reading) -> Iterator[str]:
    """What an article may have had more of than is kept."""
    kept = (
        (len(reading.resolutions), MOST_MENTIONS, "place names"),
        (len(reading.dates), MOST_DATES, "dates"),
        (len(reading.reports), MOST_REPORTS, "reports of events"),
    )
    for held, most, what in kept:
        if held == most:
            yield f"has {most:,} {what} or more, and the rest of them was left out: split it"
