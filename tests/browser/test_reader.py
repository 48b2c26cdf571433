"""A reader's test: the questions that one asks of a brief, answered from the page with as few clicks as docs/map.md says.

An answer counts once it stands in the window; whoever has to scroll has done something, so that counts as a click.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from geobrief.brief.findings import with_findings
from geobrief.model import UNKNOWN_WHEN
from tests.map.story import example

pytestmark = pytest.mark.browser

DOC = Path(__file__).resolve().parents[2] / "docs" / "map.md"

IN_THE_WINDOW = """
const [box, told] = [{ right: innerWidth, bottom: innerHeight }, []];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const node = walker.currentNode;
  const parent = node.parentElement;
  if (!node.data.trim() || !parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
  const range = document.createRange();
  range.selectNodeContents(node);
  const seen = [...range.getClientRects()].some((r) => {
    if (r.width < 2 || r.bottom > box.bottom || r.right > box.right || r.top < 0 || r.left < 0) return false;
    const on = document.elementFromPoint((r.left + r.right) / 2, (r.top + r.bottom) / 2);
    return on !== null && (parent.contains(on) || on.contains(parent));
  });
  if (seen) told.push(node.data);
}
return told.join(" ").replace(/\\s+/g, " ");
"""
"""Everything that can be read in the window without doing anything."""


class Reader:
    """Reads a page, and counts what has to be done for it."""

    def __init__(self, tab, click) -> None:
        self.tab, self._click, self.clicks = tab, click, 0

    def reads(self, answer: str) -> bool:
        return re.search(answer, self.tab.js(IN_THE_WINDOW)) is not None

    def click(self, selector: str) -> None:
        self.clicks += 1
        self._click(selector)

    def scroll_to(self, selector: str) -> None:
        self.clicks += 1
        self.tab.js("document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })", selector)


@pytest.fixture
def reader(tab, click) -> Reader:
    tab.open(with_findings(example()), size=(1366, 768))
    return Reader(tab, click)


def _most(question: str) -> int:
    """Clicks that docs/map.md gives for a question."""
    row = re.search(rf"^\| {re.escape(question)} \| (\d+) \|", DOC.read_text("utf-8"), re.MULTILINE)
    assert row, f"docs/map.md has no row for {question!r}"
    return int(row.group(1))


def test_what_happened_where_and_when_is_read_without_a_click(reader):
    (finding, *_) = with_findings(example()).findings
    assert reader.reads(re.escape(finding.text))
    assert reader.reads(r"\d{1,2} \w+ \d{4}")
    assert reader.reads("Niamey|Agadez|Niger")
    for question in ("What happened", "Where", "Since when"):
        assert reader.clicks == _most(question)


def test_how_many_say_so_is_read_without_a_click_and_who_with_one(reader):
    brief = with_findings(example())
    event = next(item for item in brief.events if item.id == brief.findings[0].events[0])
    said = {citation.article for citation in event.citations}
    outlets = [source.outlet or source.title for source in brief.articles if source.id in said]
    assert reader.reads(r"one source|independent sources")
    assert reader.clicks == _most("How many say so")
    reader.click(".finding:nth-child(1) .finding-text")
    assert any(reader.reads(re.escape(citation.quote[:40])) for citation in event.citations)
    assert any(reader.reads(re.escape(outlet or "")) for outlet in outlets)
    for question in ("In which words", "Who says so"):
        assert reader.clicks == _most(question)


def test_what_is_doubtful_stands_under_its_finding(tab, click):
    brief = with_findings(example())
    first = brief.findings[0].events[0]
    undated = tuple(replace(item, when=UNKNOWN_WHEN) if item.id == first else item for item in brief.events)
    tab.open(with_findings(replace(brief, events=undated)), size=(1366, 768))
    reader = Reader(tab, click)
    assert reader.reads("No date is given")
    assert reader.clicks == _most("What is doubtful")
