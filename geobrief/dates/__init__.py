"""Article → time expressions: when, as an interval of days with its precision, its direction and the rule's name.

``read_dates`` reads a text, ``find_dates`` an article, ``infer_published`` the day an article appeared where its
metadata is silent and its text decides it.
"""

from geobrief.dates.articles import find_dates
from geobrief.dates.published import infer_published
from geobrief.dates.scan import FAR_END, read_dates

__all__ = ["FAR_END", "find_dates", "infer_published", "read_dates"]
