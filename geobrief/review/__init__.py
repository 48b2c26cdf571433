"""The review of a brief: what a person answered, kept in a file, served to the page, counted, and learnt from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.faces import face

if TYPE_CHECKING:
    from geobrief.review.answers import NAME as ANSWERS_NAME
    from geobrief.review.answers import keep_answers, read_answers
    from geobrief.review.progress import report_of
    from geobrief.review.promote import rows_of, with_rows
    from geobrief.review.server import SAFE_HEADERS, ReviewServer
else:
    __getattr__ = face(
        __name__,
        {
            "answers": "ANSWERS_NAME=NAME keep_answers read_answers",
            "promote": "rows_of with_rows",
            "progress": "report_of",
            "server": "ReviewServer SAFE_HEADERS",
        },
    )

__all__ = [
    "ANSWERS_NAME",
    "SAFE_HEADERS",
    "ReviewServer",
    "keep_answers",
    "read_answers",
    "report_of",
    "rows_of",
    "with_rows",
]
