"""Other stories on a page: cards with a linked headline and a line of text, whatever their classes are called."""

from __future__ import annotations

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


def prune_teasers(root: Element) -> None:
    """Take the cards of other stories off a page's tree."""
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


def articles_under_title(root: Element) -> list[Element]:
    """The innermost ``article`` elements around main headings that stand in the page's own title."""
    title = next((same_words(element.text()) for element in root.elements() if element.name == "title"), "")
    found: dict[int, Element] = {}
    for heading in root.elements():
        if heading.name != "h1" or _few_elements(heading) is None or (same_words(heading.text()) or "-") not in title:
            continue
        around = heading.parent
        while around is not None and around.name != "article":
            around = around.parent
        if around is not None:
            found[id(around)] = around
    return list(found.values())


def _is_linked(heading: Element) -> bool:
    """Whether all of a heading is a link, from inside or from outside."""
    inside = _few_elements(heading)
    if inside is None:
        return False
    if heading.parent is not None and heading.parent.name == "a":
        return True
    told = len(heading.text())
    return told > 0 and any(inner.name == "a" and len(inner.text()) >= told for inner in inside)


def _few_elements(element: Element) -> list[Element] | None:
    """An element and all inside it, or None where they are more than those of a card."""
    found: list[Element] = []
    stack = [element]
    while stack:
        inner = stack.pop()
        found.append(inner)
        if len(found) > _MOST_ELEMENTS or len(inner.children) > _MOST_ELEMENTS:
            return None
        stack += [child for child in inner.children if isinstance(child, Element)]
    return found


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
    inside = _few_elements(element)
    if inside is None:
        return False
    length = sum(len(child) for inner in inside for child in inner.children if isinstance(child, str))
    headings = sum(inner.name in _HEADINGS or inner.name == "h1" for inner in inside)
    paragraphs = sum(inner.name == "p" for inner in inside)
    return headings <= 1 and paragraphs <= _MOST_PARAGRAPHS and length <= _LONGEST_CARD
