"""A reference says what is known, no more, and leads back to the sentence."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geobrief.citations import (
    STYLES,
    bibtex,
    csl_item,
    csl_json,
    deep_link,
    reference,
    ris,
    text_position_selector,
    text_quote_selector,
)
from geobrief.model import UNKNOWN_WHEN, Citation, Source, When

_CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]


def _when(written: str | None) -> When:
    if written is None:
        return UNKNOWN_WHEN
    days = [date.fromisoformat(day) for day in written.split("/")]
    if len(days) == 1:
        return When(days[0], days[0], "day", None, "metadata")
    precision = "year" if written.endswith("12-31") else "month" if days[0].day == 1 else "days"
    return When(days[0], days[1], precision, None, "metadata")


def _source(case: dict[str, Any]) -> Source:
    return Source(
        id="a-0123456789abcdef",
        path=case.get("path", "news/dam-gate.txt"),
        title=case.get("title"),
        outlet=case.get("outlet"),
        authors=tuple(case.get("authors", ())),
        url=case.get("url"),
        language=case.get("language"),
        sha256="6be8afa9" * 8,
        words=100,
        published=_when(case.get("published")),
    )


_TEXT = {"type": "string"}
_NAME = {
    "type": "object",
    "properties": dict.fromkeys(
        ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal"), _TEXT
    ),
    "additionalProperties": False,
}
_DATE_PARTS = {"type": "array", "items": {"type": ["string", "number"]}, "minItems": 1, "maxItems": 3}
_DATE = {
    "type": "object",
    "properties": {"date-parts": {"type": "array", "items": _DATE_PARTS, "minItems": 1, "maxItems": 2}},
    "additionalProperties": False,
}
_CSL_SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": dict.fromkeys(("id", "title", "container-title", "URL", "language", "note"), _TEXT)
        | {"type": {"enum": ["article-newspaper"]}, "author": {"type": "array", "items": _NAME}, "issued": _DATE},
        "required": ["type", "id"],
        "additionalProperties": False,
    },
}


@pytest.fixture(params=_CASES, ids=lambda case: case["name"])
def case(request: pytest.FixtureRequest) -> dict[str, Any]:
    return request.param


def test_each_style_is_written_as_its_manual_says(case: dict[str, Any]) -> None:
    told = {style: reference(_source(case), style) for style in STYLES if style in case}
    assert told == {style: case[style] for style in STYLES if style in case}


def test_csl_json_holds_what_is_known_and_nothing_else(case: dict[str, Any]) -> None:
    item = json.loads(csl_json([_source(case)]))[0]
    assert item["type"] == "article-newspaper"
    assert item.get("title") == case.get("title")
    assert item.get("container-title") == case.get("outlet")
    assert item.get("URL") == case.get("url")
    assert len(item.get("author", [])) == len(case.get("authors", []))
    assert ("issued" in item) == ("published" in case)
    assert None not in item.values()
    assert "" not in item.values()


def test_csl_json_has_the_shape_of_the_published_schema(case: dict[str, Any]) -> None:
    """What the schema csl-data.json of citation-style-language/schema asks of the fields that are written."""
    jsonschema.validate(json.loads(csl_json([_source(case)])), _CSL_SCHEMA)


def test_bibtex_is_read_back_without_loss(case: dict[str, Any]) -> None:
    bibtexparser = pytest.importorskip("bibtexparser")
    from pylatexenc.latex2text import LatexNodes2Text

    source = _source(case)
    library = bibtexparser.parse_string(bibtex([source]))
    assert not library.failed_blocks
    fields = {
        name: LatexNodes2Text(keep_braced_groups=False).latex_to_text(_braces(field.value))
        for name, field in library.entries[0].fields_dict.items()
        if name != "url"
    }
    plain = {name: " ".join(value.replace("\u00a0", " ").split()) for name, value in fields.items()}
    if source.title:
        assert _straight(plain["title"]) == _straight(source.title)
    if source.outlet:
        assert plain["journal"] == source.outlet
    if source.url:
        assert library.entries[0].fields_dict["url"].value == source.url
    assert plain.get("author", "").count(" and ") == max(0, len(source.authors) - 1)
    assert source.sha256 not in str(plain), "what a brief knows a file by is nothing for a bibliography"
    assert ("note" in plain) == (source.url is None)


def _braces(value: str) -> str:
    """The reader knows a brace by its sign, not by its name."""
    return value.replace(r"\textbraceleft{}", r"\{").replace(r"\textbraceright{}", r"\}")


def _straight(text: str) -> str:
    return (
        text.replace("ˆ", "^")
        .replace("“", '"')
        .replace("”", '"')
        .replace("''", '"')
        .replace("``", '"')
        .replace("’", "'")
        .replace("‘", "'")
    )


def test_ris_is_read_back_without_loss(case: dict[str, Any]) -> None:
    rispy = pytest.importorskip("rispy")
    source = _source(case)
    entries = rispy.loads(ris([source, source]))
    assert len(entries) == 2
    entry = entries[0]
    assert entry["type_of_reference"] == "NEWS"
    assert entry.get("title") == source.title
    assert entry.get("secondary_title") == source.outlet
    assert (entry.get("urls") or [None])[0] == source.url
    assert len(entry.get("authors", [])) == len(source.authors)
    assert source.sha256 not in str(entry)
    assert ("notes" in entry) == (source.url is None)


@pytest.mark.parametrize(
    ("published", "csl", "tex", "record"),
    [
        ("2021-03-02/2021-03-04", [[2021, 3]], "date = {2021-03}", "DA  - 2021/03//"),
        ("2021-03-02/2021-05-04", [[2021]], "date = {2021}", "DA  - 2021///"),
        ("2020-12-30/2021-01-02", [[2020], [2021]], "date = {2020/2021}", "DA  - 2020///"),
    ],
)
def test_a_day_that_lies_between_two_is_no_false_day_in_a_bibliography(published, csl, tex, record) -> None:
    source = _source({"title": "Dam gate jams", "published": published})
    assert json.loads(csl_json([source]))[0]["issued"] == {"date-parts": csl}
    assert tex in bibtex([source])
    assert record in ris([source])


def test_an_entry_has_the_same_key_in_every_brief() -> None:
    one, two = _source(_CASES[0]), replace(_source(_CASES[0]), id="a-fedcba9876543210")
    assert bibtex([two, one]).endswith(bibtex([one]))
    assert bibtex([one]).split(",")[0] != bibtex([two]).split(",")[0]


def test_a_selector_holds_the_quotation_and_what_stands_around_it() -> None:
    text = "A storm came. The gate of the dam jammed. Divers went down."
    citation = Citation("a-0123456789abcdef", 14, 41, "The gate of the dam jammed.")
    assert text_quote_selector(citation, text) == {
        "type": "TextQuoteSelector",
        "exact": "The gate of the dam jammed.",
        "prefix": "A storm came. ",
        "suffix": " Divers went down.",
    }
    assert text_quote_selector(citation)["prefix"] == ""
    assert text_position_selector(citation) == {"type": "TextPositionSelector", "start": 14, "end": 41}


@pytest.mark.parametrize(
    ("url", "words", "link"),
    [
        ("https://a.example/x", "The gate jammed.", "https://a.example/x#:~:text=The%20gate%20jammed."),
        ("https://a.example/x#top", "Well-built, & heavy", "https://a.example/x#top:~:text=Well%2Dbuilt%2C%20%26%20heavy"),
        ("https://a.example/x#:~:text=old", "New", "https://a.example/x#:~:text=New"),
        ("https://a.example/x", "one two three four five six seven eight nine ten eleven twelve thirteen", "https://a.example/x#:~:text=one%20two%20three%20four%20five,nine%20ten%20eleven%20twelve%20thirteen"),
        (None, "The gate jammed.", None),
        ("javascript:alert(1)", "The gate jammed.", None),
    ],
)  # fmt: skip
def test_a_deep_link_names_the_words_to_scroll_to(url: str | None, words: str, link: str | None) -> None:
    assert deep_link(url, words) == link


@given(st.text(min_size=1, max_size=300))
def test_no_text_breaks_a_deep_link(words: str) -> None:
    link = deep_link("https://a.example/x", words)
    assert link is not None
    assert link.isascii()
    if words.split():
        directive = link.partition(":~:text=")[2]
        assert "-" not in directive
        assert directive.count(",") <= 1
        told = unquote(directive.replace(",", " ")).split()
        assert told[0] == words.encode("utf-8", "replace").decode().split()[0]


@given(st.text(max_size=80), st.text(max_size=40), st.lists(st.text(min_size=1, max_size=30), max_size=3))
def test_hostile_fields_never_break_a_reference(title: str, outlet: str, authors: list[str]) -> None:
    names = tuple(name for name in authors if name.split())
    source = replace(_source({}), title=title.strip() or None, outlet=outlet.strip() or None, authors=names)
    for style in STYLES:
        assert reference(source, style)
    assert csl_item(source)["id"] == source.id
    assert ris([source]).count("TY  - ") >= 1
    assert bibtex([source]).startswith("@article{")
