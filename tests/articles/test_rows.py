"""Lists and tables that say how many, place by place, are the story's; tags, counters and headlines below it are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from geobrief.articles import read_articles
from geobrief.articles.formats.html_page import text_of_fragment
from geobrief.model import Article

STORY = (
    "Floods on the lower Zambezi killed nine people on Sunday and Monday, the governor of the province said in Tete."
)


def _read(folder: Path, name: str, written: str) -> Article:
    (folder / name).write_text(written, encoding="utf-8")
    (article,), skipped = read_articles([str(folder / name)])
    assert not skipped
    return article


def _searched(article: Article) -> list[str]:
    return [article.text[sentence.start : sentence.end] for sentence in article.sentences]


_LISTS = [
    ["Caia: 3 dead", "Mopeia: 4 dead", "Sena: 2 dead"],
    ["Caia - 3", "Mopeia - 4", "Sena - 0"],
    ["• Caia, 3 killed", "• Mopeia, 4 killed and 11 wounded"],
    ["* Caia: 3 morts, 5 blessés", "* Mopeia: 4 morts"],
    ["Caia – at least 3 missing", "Mopeia – 4 missing"],
    ["Caia (3 dead)", "Mopeia (4 dead)"],
    ["Caia: 1,200 displaced", "Vila Nova de Mopeia: 14 000 displaced"],
    ["Caia: three dead", "Mopeia: none"],
    ["Caia: 3 people killed"],
]


@pytest.mark.parametrize("rows", _LISTS, ids=[rows[0] for rows in _LISTS])
def test_lists_with_numbers_below_a_story_are_searched(rows: list[str], tmp_path: Path) -> None:
    article = _read(
        tmp_path,
        "a.txt",
        "\n".join(["Deaths by town", "", "8 February 2024", "", STORY, "", *rows, "", "Share this", "Zambezi"]),
    )
    searched = _searched(article)
    assert searched[-len(rows) :] == rows
    assert "Zambezi" not in searched


_NO_LISTS = [
    ["Zambezi", "Floods", "Mozambique"],
    ["Bridge at Caia closed for a week", "12 killed in bus crash near Chimoio", "Rain stops work on the dam"],
    ["Comments: 12"],
    ["Share (3)", "Tags: floods, Zambezi"],
    ["Page 3 of 4"],
]


@pytest.mark.parametrize("lines", _NO_LISTS, ids=[lines[0] for lines in _NO_LISTS])
def test_tags_counters_and_headlines_below_a_story_are_not(lines: list[str], tmp_path: Path) -> None:
    article = _read(tmp_path, "a.txt", "\n".join(["Deaths by town", "", STORY, "", *lines]))
    assert _searched(article) == ["Deaths by town", STORY]


def test_a_list_of_other_articles_stays_one_though_it_counts(tmp_path: Path) -> None:
    article = _read(tmp_path, "a.txt", f"Deaths by town\n\n{STORY}\n\nRelated\nChimoio: 12 dead\nBeira: 3 dead")
    assert _searched(article) == ["Deaths by town", STORY]


_TABLES = {
    "cells": "<table><tr><td>Caia</td><td>3 dead</td></tr><tr><td>Mopeia</td><td>4 dead</td></tr></table>",
    "with a head": "<table><thead><tr><th>Town</th><th>Toll</th></tr></thead><tbody><tr><td>Caia</td><td>3 dead</td></tr><tr><td>Mopeia</td><td>4 dead</td></tr></tbody></table>",
    "with paragraphs": "<table><tr><td><p>Caia</p></td><td><p>3 dead</p></td></tr><tr><td><p>Mopeia</p></td><td><p>4 dead</p></td></tr></table>",
    "with names that are heads": "<table><tr><th>Caia:</th><td>3 dead</td></tr><tr><th>Mopeia:</th><td>4 dead</td></tr></table>",
}


@pytest.mark.parametrize("last", [True, False], ids=["last", "inside"])
@pytest.mark.parametrize("table", _TABLES.values(), ids=_TABLES)
def test_rows_of_tables_are_searched(table: str, last: bool, tmp_path: Path) -> None:
    more = "<p>Boats brought food to Luabo on Tuesday, and the road to Marromeu was open again, the office said.</p>"
    article = _read(
        tmp_path,
        "a.html",
        f"<html><head><title>Deaths by town</title></head><body><article><h1>Deaths by town</h1><p>{STORY}</p><p>Their names are not known yet, he said.</p>{table}{'' if last else more}</article></body></html>",
    )
    searched = _searched(article)
    assert "Caia: 3 dead" in searched
    assert "Mopeia: 4 dead" in searched


def test_a_row_of_more_columns_is_one_line() -> None:
    table = "<table><tr><td>Caia</td><td>3 dead</td><td>5 wounded</td></tr></table>"
    assert text_of_fragment(table) == "Caia: 3 dead, 5 wounded"


def test_a_table_that_a_page_is_built_of_is_read_cell_by_cell() -> None:
    built = f"<table><tr><td><ul><li>Home</li></ul></td><td><h1>Deaths by town</h1><p>{STORY}</p></td></tr></table>"
    assert text_of_fragment(built) == f"Home\n\nDeaths by town\n\n{STORY}"
