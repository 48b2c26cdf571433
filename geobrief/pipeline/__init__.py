"""The composition: articles → readings → brief. The only room that knows all the stages.

``building`` has what a user calls, from top to bottom; ``accepting`` takes what is handed in, ``understanding`` makes readings
of the articles, ``composing`` a brief of these. ``guarding`` keeps what fails at one article from the others, ``watching``
says how far a build is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.faces import face

if TYPE_CHECKING:
    from geobrief.pipeline.accepting import given_day, published_day, published_since
    from geobrief.pipeline.building import BuildWishes, build, geoparse
    from geobrief.pipeline.composing import brief_of, check_share, confident
    from geobrief.pipeline.guarding import guarded, lost
    from geobrief.pipeline.understanding import names_alone, understand, understood, with_date
    from geobrief.pipeline.watching import Progress, Stages
else:
    __getattr__ = face(
        __name__,
        {
            "building": "BuildWishes build geoparse",
            "composing": "brief_of check_share confident",
            "accepting": "given_day published_day published_since",
            "guarding": "guarded lost",
            "understanding": "names_alone understand understood with_date",
            "watching": "Progress Stages",
        },
    )

__all__ = [
    "BuildWishes",
    "Progress",
    "Stages",
    "brief_of",
    "build",
    "check_share",
    "confident",
    "geoparse",
    "given_day",
    "guarded",
    "lost",
    "names_alone",
    "published_day",
    "published_since",
    "understand",
    "understood",
    "with_date",
]
