"""Article → time expressions: when, as an interval of days with its precision, its direction and the rule's name.

``read_dates`` reads a text, ``find_dates`` an article, ``infer_published`` the day an article appeared where its
metadata is silent and its text decides it. The rules' names that say whose days an expression has are
``OF_NEXT`` and ``OF_PREVIOUS`` ("a day after"), ``NONE_TOLD`` (the same without a day) and, as an ending, ``OF_NOUN``.
"""

from geobrief.dates.articles import find_dates
from geobrief.dates.beside_events import NONE_TOLD, OF_NEXT, OF_PREVIOUS
from geobrief.dates.described import OF_NOUN
from geobrief.dates.published import infer_published
from geobrief.dates.scan import FAR_END, read_dates

__all__ = ["FAR_END", "NONE_TOLD", "OF_NEXT", "OF_NOUN", "OF_PREVIOUS", "find_dates", "infer_published", "read_dates"]
