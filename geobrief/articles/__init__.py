"""Path, folder, feed → Article: text with stable offsets, metadata, passages and sentences.

``read_articles`` reads what the user names; ``make_article`` makes one of a string.
"""

from geobrief.articles.making import make_article
from geobrief.articles.reading import read_articles

__all__ = ["make_article", "read_articles"]
