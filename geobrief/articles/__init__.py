"""Path, folder, feed → Article: text with stable offsets, metadata, passages and sentences.

``read_articles`` reads what the user names; ``make_article`` makes one of a string; ``same_story`` says
which articles are copies of which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.faces import face

if TYPE_CHECKING:
    from geobrief.articles.copies import Stories, same_story
    from geobrief.articles.dated_addresses import month_in_address
    from geobrief.articles.draft import Draft
    from geobrief.articles.formats import kind_of
    from geobrief.articles.formats.feed import read_feed
    from geobrief.articles.formats.records import read_json
    from geobrief.articles.inputs import STANDARD_INPUT, Input, find_inputs
    from geobrief.articles.intake import articles_of, read_articles, stream_articles
    from geobrief.articles.making import make_article
    from geobrief.articles.own_outputs import is_made_here, made_here
    from geobrief.articles.publication import read_published
else:
    __getattr__ = face(
        __name__,
        {
            "dated_addresses": "month_in_address",
            "copies": "Stories same_story",
            "draft": "Draft",
            "formats": "kind_of",
            "formats.feed": "read_feed",
            "formats.records": "read_json",
            "inputs": "Input STANDARD_INPUT find_inputs",
            "making": "make_article",
            "own_outputs": "is_made_here made_here",
            "publication": "read_published",
            "intake": "articles_of read_articles stream_articles",
        },
    )

__all__ = [
    "STANDARD_INPUT",
    "Draft",
    "Input",
    "Stories",
    "articles_of",
    "find_inputs",
    "is_made_here",
    "kind_of",
    "made_here",
    "make_article",
    "month_in_address",
    "read_articles",
    "read_feed",
    "read_json",
    "read_published",
    "same_story",
    "stream_articles",
]
