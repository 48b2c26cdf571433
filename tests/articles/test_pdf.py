"""What stands at the head and the foot of a PDF's pages is the paper's, not the article's."""

from __future__ import annotations

from pathlib import Path

import made
import pytest

from geobrief.articles import read_articles
from geobrief.articles.formats import pdf as reader
from geobrief.model import Article

pytest.importorskip("pypdf")

TITLE = "Dam gate jams on the Zambezi"
_COLUMN = [
    "Engineers lowered divers into the river on Tuesday to free",
    "the gate of the dam, which had jammed in the night, and the",
    "operator said from its office in Siavonga that nobody was in",
    "danger. Fishermen on the lake's northern shore were told to",
    "stay away from the wall until the weekend, when the gate",
    "should be free. The lake is higher than in any June since",
]
_NEXT = [
    "records began, and three gates were opened in Kafue after",
    "the rains. The minister flew to the wall on Wednesday with",
    "engineers, and said that the fourth gate would be opened too",
    "if the river went on to rise. Farms on the southern bank are",
    "under water, and forty families were brought to the school",
    "of the village on the hill, where they will stay for a week.",
]


def _read(folder: Path, pages: list[list[str]]) -> Article:
    (folder / "a.pdf").write_bytes(made.pdf(pages))
    (article,), skipped = read_articles([str(folder / "a.pdf")])
    assert not skipped
    return article


def _pages(count: int) -> list[list[str]]:
    first = [TITLE, "By Ruth Banda", "2 March 2021", *_COLUMN]
    return [first, *[[line.replace(" ", f" {'x' * number} ", 1) for line in _NEXT] for number in range(1, count)]]


_FURNITURE = {
    "name and volume": (
        ["The Harare Review Vol. 12, Maputo"],
        ["(c) 2019 Harare Press, 12 Rue de Paris, Geneva - page {}"],
    ),
    "name only": (["THE HARARE REVIEW"], []),
    "foot only": ([], ["www.harare.example | {}"]),
    "two lines": (["The Harare Review", "Issue 4, Lusaka"], ["{}"]),
    "three lines": (["The Harare Review", "Issue 4", "Lusaka, June"], ["Page {} of 9"]),
    "number first": (["{} The Harare Review"], ["Printed in Lusaka"]),
    "numbers in other words": (["The Harare Review"], ["Seite {} von 9"]),
}


@pytest.mark.parametrize("count", [2, 3, 5, 9])
@pytest.mark.parametrize(("head", "foot"), _FURNITURE.values(), ids=_FURNITURE)
def test_running_heads_and_feet_are_left_out(head: list[str], foot: list[str], count: int, tmp_path: Path) -> None:
    pages = [
        [line.format(number) for line in head] + page + [line.format(number) for line in foot]
        for number, page in enumerate(_pages(count), 1)
    ]
    with_them = _read(tmp_path, pages)
    without = _read(tmp_path, _pages(count))
    assert with_them.text == without.text
    assert with_them.title == TITLE
    assert with_them.authors == ("Ruth Banda",)
    assert with_them.published.start is not None


def test_heads_that_take_turns_are_left_out(tmp_path: Path) -> None:
    pages = [
        [
            *(
                [f"{number} The Harare Review"]
                if number % 2 == 0
                else [f"News of the week {number}"]
                if number > 1
                else []
            ),
            *page,
        ]
        for number, page in enumerate(_pages(7), 1)
    ]
    assert _read(tmp_path, pages).text == _read(tmp_path, _pages(7)).text


def test_heads_that_are_written_before_the_page_or_between_its_columns_are_left_out(tmp_path: Path) -> None:
    head, foot = "The Harare Review Vol. 12, Maputo", "12 Rue de Paris, Geneva"
    before = [[head, foot, *page] for page in _pages(2)]
    assert _read(tmp_path, before).text == _read(tmp_path, _pages(2)).text
    between = [[*page[:5], foot, head, *page[5:]] for page in _pages(4)]
    assert _read(tmp_path, between).text == _read(tmp_path, _pages(4)).text


def test_no_sentence_is_cut_by_a_page(tmp_path: Path) -> None:
    pages = [["The Harare Review", *_COLUMN, "4"], ["The Harare Review", *_NEXT, "5"]]
    assert "since records began" in _read(tmp_path, pages).text


def test_rows_of_a_table_that_differ_in_their_numbers_are_kept(tmp_path: Path) -> None:
    pages = [[*page, f"Kafue: {number} dead"] for number, page in enumerate(_pages(9), 1)]
    pages[3:] = _pages(9)[3:]
    text = _read(tmp_path, pages).text
    assert all(f"Kafue: {number} dead" in text for number in (1, 2))


def test_a_title_that_runs_on_as_a_head_is_the_title(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pages = ["\n".join(page if page[0] == TITLE else [TITLE, *page]) for page in _pages(4)]
    monkeypatch.setattr(reader, "_pages", lambda _path, _data: (pages, TITLE))
    (draft,) = reader.read_pdf(tmp_path / "a.pdf", b"")
    assert draft.text.startswith(f"{TITLE}\n\nBy Ruth Banda\n\n2 March 2021\n\nEngineers")
    assert draft.text.count(TITLE) == 1


def test_a_title_wider_than_the_column_is_no_part_of_the_story(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    title = "Dam gate jams on the Zambezi and nobody knows for how long, the operator says"
    pages = ["\n".join([title, *_COLUMN]), "\n".join(_NEXT)]
    monkeypatch.setattr(reader, "_pages", lambda _path, _data: (pages, None))
    (draft,) = reader.read_pdf(tmp_path / "a.pdf", b"")
    assert draft.text.startswith(f"{title}\n\nEngineers")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            ["Elections in Guinea\u00adBissau were post\u00ad", "poned on Sunday."],
            "Elections in Guinea-Bissau were postponed on Sunday.",
        ),
        (["The road to Guinea-", "Bissau is open again."], "The road to Guinea-Bissau is open again."),
        (["The road to Guinea\u2010", "Bissau is open again."], "The road to Guinea-Bissau is open again."),
        (["The road to Oua\u00ad", "gadougou is open."], "The road to Ouagadougou is open."),
    ],
)
def test_hyphens_of_names_are_kept_and_those_of_lines_are_not(
    lines: list[str], told: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(reader, "_pages", lambda _path, _data: (["\n".join(lines)], None))
    (draft,) = reader.read_pdf(tmp_path / "a.pdf", b"")
    assert draft.text == told
