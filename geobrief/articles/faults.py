"""What goes wrong with one record → the reason why it alone is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from geobrief.articles.decoding import NotTextError
from geobrief.articles.draft import Draft
from geobrief.errors import ArticleError, UsageError, fault
from geobrief.model import Skipped

FAULT = "cannot be read, by a fault of geobrief's"
"""How the reason begins when a reader failed in a way that nobody foresaw."""

_TOO_DEEP = "is built so deep or so large that it cannot be read: save its text as a .txt file"

Record = TypeVar("Record")


def reason_of(error: Exception) -> str:
    """Return why what was being read is left out."""
    if isinstance(error, ArticleError):
        return error.reason
    if isinstance(error, NotTextError | UsageError):
        return str(error)
    if isinstance(error, RecursionError | MemoryError):
        return _TOO_DEEP
    return f"cannot be read, by {fault(error)}; save its text as a .txt file"


def each_record(
    records: Iterable[tuple[str, Record]], read: Callable[[Record, str], Draft | Skipped]
) -> Iterator[Draft | Skipped]:
    """(part, record) of one file → the draft of each; what goes wrong with one costs no other.

    Args:
        records: The records, each with the part of the file that it is: ``#3``.
        read: Gives the draft of a record.
    """
    for part, record in records:
        try:
            yield read(record, part)
        except Exception as error:  # noqa: BLE001  # named, not hidden; the other records go on
            yield Skipped(part, reason_of(error))
