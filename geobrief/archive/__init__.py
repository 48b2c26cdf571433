"""An archive: what was understood of many articles, in partitioned Parquet, to make briefs of without reading again.

``filling`` reads articles into it, here or on a cluster; ``arrow_tables`` says what its tables hold; ``choosing`` takes out what a
brief is wanted of; ``coding`` keeps a reading whole in one column. docs/scale.md describes it to users.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.faces import face

if TYPE_CHECKING:
    from geobrief.archive.choosing import Choice, choose, is_archive
    from geobrief.archive.filling import add_to_archive
else:
    __getattr__ = face(
        __name__,
        {
            "choosing": "Choice choose is_archive",
            "filling": "add_to_archive",
        },
    )

__all__ = ["Choice", "add_to_archive", "choose", "is_archive"]
