"""Path, folder, feed → Article: text with stable offsets, metadata, passages and sentences.

``read_articles`` reads what the user names; ``make_article`` makes one of a string; ``same_story`` says
which articles are copies of which.
"""

from geobrief.articles.copies import same_story
from geobrief.articles.making import make_article
from geobrief.articles.reading import articles_of, read_articles, stream_articles

__all__ = ["articles_of", "make_article", "read_articles", "same_story", "stream_articles"]
