"""What reference managers read back is what was written, whatever signs stand in it."""

from __future__ import annotations

import json
import warnings
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geobrief.articles import read_articles
from geobrief.citations import bibtex, csl_item, csl_json, ris
from geobrief.citations.csl import csl_name
from geobrief.model import Article, Source, When

_SOURCE = Source(
    id="a-0123456789abcdef",
    path="news/dam-gate.txt",
    title="Dam gate jams on the Zambezi",
    outlet="The Valley Courier",
    authors=("Ruth Banda",),
    url="https://valley.example.org/dam-gate",
    language="en",
    sha256="6be8afa9" * 8,
    words=100,
    published=When(date(2021, 3, 2), date(2021, 3, 2), "day", None, "metadata"),
)
# What means something to BibTeX, TeX or RIS, and what breaks lines.
_PIECES = [
    *r"""{ } \ & % $ # _ ~ ^ " ' “ ’ ` `` '' -- --- ?` !` << \'e \textbf{x} @article{ , = é 中 ل""".split(),
    *("\n", "\r\n", "\u2028", "\x85", "\t", "\x1c", "TY  - ", "ER  - ", "\nAU  - x", " and ", "word ", "Dam "),
]
_TEXT = (
    st.lists(st.sampled_from(_PIECES), min_size=1, max_size=8)
    .map("".join)
    .filter(lambda text: any(map(str.isalpha, text)))
)


def _line(text: str) -> str:
    return " ".join(text.split())


def _source_of(article: Article) -> Source:
    a = article
    return Source(a.id, a.path, a.title, a.outlet, a.authors, a.url, a.language, a.sha256, a.words, a.published)


def _from_tex(value: str) -> str:
    """A field of BibTeX as TeX would print it, but that its reader prints a circumflex as an accent, and knows no braces by name."""
    from pylatexenc.latex2text import LatexNodes2Text

    plain = (
        value.replace(r"\textbraceleft{}", r"\{")
        .replace(r"\textbraceright{}", r"\}")
        .replace(r"\textasciicircum{}", "⌃")
    )
    return _line(LatexNodes2Text(keep_braced_groups=False).latex_to_text(plain)).replace("⌃", "^")


@given(_TEXT, _TEXT, st.lists(_TEXT, max_size=3))
def test_ris_is_read_back_whatever_stands_in_the_fields(title: str, outlet: str, authors: list[str]) -> None:
    rispy = pytest.importorskip("rispy")
    source = replace(_SOURCE, title=title, outlet=outlet, authors=tuple(authors))
    first, second = rispy.loads(ris([source, _SOURCE]))
    assert _line(first["title"]) == _line(title)
    assert _line(first["secondary_title"]) == _line(outlet)
    assert len(first.get("authors", [])) == len(authors)
    assert first["urls"] == [_SOURCE.url]
    assert second["title"] == _SOURCE.title


@given(_TEXT, _TEXT, st.lists(_TEXT, max_size=3))
def test_bibtex_is_read_back_whatever_stands_in_the_fields(title: str, outlet: str, authors: list[str]) -> None:
    bibtexparser = pytest.importorskip("bibtexparser")
    source = replace(_SOURCE, id="a-fedcba9876543210", title=title, outlet=outlet, authors=tuple(authors))
    library = bibtexparser.parse_string(bibtex([source, _SOURCE]))
    assert not library.failed_blocks
    first, second = library.entries
    assert _from_tex(first.fields_dict["title"].value) == _line(title)
    assert _from_tex(first.fields_dict["journal"].value) == _line(outlet)
    assert second.fields_dict["url"].value == _SOURCE.url


@given(_TEXT, st.lists(_TEXT, max_size=3))
@settings(max_examples=50)
def test_a_second_reader_of_bibtex_counts_the_same_authors(title: str, authors: list[str]) -> None:
    """It splits names as BibTeX itself does, and counts braces as BibTeX does."""
    database = pytest.importorskip("pybtex.database")
    source = replace(_SOURCE, title=title, authors=tuple(authors))
    entry = next(iter(database.parse_string(bibtex([source]), "bibtex").entries.values()))
    assert len(entry.persons.get("author", [])) == len(authors)
    assert _from_tex(entry.fields["title"]) == _line(title)


def test_a_style_processor_reads_the_csl_json_of_the_seeds() -> None:
    """An independent processor of the Citation Style Language writes each reference with its title, year and family names."""
    pytest.importorskip("citeproc")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the processor's own
        from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
        from citeproc.source.json import CiteProcJSON

        articles, _ = read_articles([str(Path(__file__).resolve().parents[2] / "seeds" / "niger-2024")])
        items = json.loads(csl_json([_source_of(article) for article in articles]))
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        told = [str(reference) for reference in bibliography.bibliography()]
    assert len(told) == len(articles) > 5
    for reference, item in zip(told, items, strict=True):
        assert item["title"] in reference
        assert str(item["issued"]["date-parts"][0][0]) in reference
        assert all(name.get("family", name.get("literal")) in reference for name in item.get("author", []))


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Ruth Banda", {"given": "Ruth", "family": "Banda"}),
        ("Banda, Ruth", {"given": "Ruth", "family": "Banda"}),
        ("de la Cruz, María José", {"given": "María José", "non-dropping-particle": "de la", "family": "Cruz"}),
        ("Carlos Vega, Jr.", {"given": "Carlos", "family": "Vega", "suffix": "Jr."}),
        ("Vega, Carlos, Jr.", {"given": "Carlos", "family": "Vega", "suffix": "Jr."}),
        ("the example wire", {"literal": "the example wire"}),
        ("Ruth Banda, Reuters", {"literal": "Ruth Banda, Reuters"}),
        ("Ruth Banda in Lusaka", {"literal": "Ruth Banda in Lusaka"}),
        ("Institute for War and Peace", {"literal": "Institute for War and Peace"}),
        ("AFP", {"literal": "AFP"}),
        ("Banda,", {"literal": "Banda,"}),
    ],
)
def test_a_name_is_taken_apart_only_where_it_is_a_persons(written: str, parts: dict[str, str]) -> None:
    assert csl_name(written) == parts
    assert csl_item(replace(_SOURCE, authors=(written,)))["author"] == [parts]
