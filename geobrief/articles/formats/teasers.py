"""Other stories on a page: cards with a linked headline and a line of text, whatever their classes are called."""

from __future__ import annotations

from collections.abc import Sequence

from geobrief.articles.formats.markup import Element
from geobrief.articles.titles import same_words

_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
_CARDS = frozenset({"div", "article", "li", "section"})
# A card has a headline and at most a paragraph; a post of a live blog is longer, or its headline is no link.
_LONGEST_CARD = 400
_MOST_PARAGRAPHS = 1
# More elements than a card has: a page of many headlines is looked through in linear time.
_MOST_ELEMENTS = 60
# One linked headline may be the story's own; cards come in rows.
_FEWEST_CARDS = 2
# A card's headline lies so deep in it at most.
_DEEPEST_HEADLINE = 4


def prune_teasers(root: Element) -> list[Element]:
    """Take the cards of other stories off a page's tree → the cards."""
    cards: dict[int, list[Element]] = {}
    parents: dict[int, Element] = {}
    for element in list(root.elements()):
        card = _card_of(element) if element.name in _HEADINGS and _is_linked(element) else None
        if card is not None and card.parent is not None:
            beside = cards.setdefault(id(card.parent), [])
            parents[id(card.parent)] = card.parent
            if not any(card is other for other in beside[-1:]):
                beside.append(card)
    rows = {key: found for key, found in cards.items() if len(found) >= _FEWEST_CARDS}
    for key, found in rows.items():
        dropped = {id(card) for card in found}
        parents[key].children = [child for child in parents[key].children if id(child) not in dropped]
    return [card for found in rows.values() for card in found]


def articles_under_title(root: Element, articles: Sequence[Element]) -> list[Element]:
    """Of several articles on a page, those whose main heading stands in the page's own title."""
    title = next((same_words(element.text()) for element in root.elements() if element.name == "title"), "")
    return [
        article
        for article in articles
        if any(inner.name == "h1" and (same_words(inner.text()) or "-") in title for inner in article.elements())
    ]


def _is_linked(heading: Element) -> bool:
    """Whether all of a heading is a link, from inside or from outside."""
    if heading.parent is not None and heading.parent.name == "a":
        return True
    linked = sum(len(inner.text()) for inner in heading.elements() if inner.name == "a")
    return linked > 0 and linked >= len(heading.text())


def _card_of(heading: Element) -> Element | None:
    """The largest element around a linked heading that is still no more than a card."""
    found = None
    around = heading.parent
    for _ in range(_DEEPEST_HEADLINE):
        if around is None or not _is_small(around):
            break
        if around.name in _CARDS:
            found = around
        around = around.parent
    return found


def _is_small(element: Element) -> bool:
    headings = paragraphs = length = 0
    for count, inner in enumerate(element.elements()):
        headings += inner.name in _HEADINGS or inner.name == "h1"
        paragraphs += inner.name == "p"
        length += sum(len(child) for child in inner.children if isinstance(child, str))
        if headings > 1 or paragraphs > _MOST_PARAGRAPHS or length > _LONGEST_CARD or count > _MOST_ELEMENTS:
            return False
    return True
