"""Source, Citation → references: CSL-JSON, BibTeX, RIS, text in four styles, links to the very sentence.

CSL-JSON is the hub: every other form is made from the item that :func:`csl_item` makes of a source.
Four templates for one kind of item (a newspaper article) are written out here rather than taken from a
style processor: a processor brings 15 MB and style files of up to 245 kB under another licence, to print
four forms of one line. Who needs a journal's own style exports CSL-JSON and uses theirs.
"""

from geobrief.citations.bibtex import bibtex
from geobrief.citations.csl import csl_item, csl_json, csl_name, family_of
from geobrief.citations.ris import ris
from geobrief.citations.selectors import deep_link, text_position_selector, text_quote_selector
from geobrief.citations.styles import STYLES, Style, french_reference, reference, short_name

__all__ = [
    "STYLES",
    "Style",
    "bibtex",
    "csl_item",
    "csl_json",
    "csl_name",
    "deep_link",
    "family_of",
    "french_reference",
    "reference",
    "ris",
    "short_name",
    "text_position_selector",
    "text_quote_selector",
]
