"""A saved web page → one draft: its main text, and what the page says of title, author, date and outlet.

The main text is where the paragraphs are: each paragraph gives points to the elements around it, and
menus, side columns and footers are left out before. With the extra ``geobrief[html]`` installed,
trafilatura finds the text and htmldate a date that the page does not declare.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from geobrief.articles.decoding import decode
from geobrief.articles.draft import Draft, Fields
from geobrief.articles.formats.extras import keep_quiet
from geobrief.articles.formats.html_metadata import read_metadata
from geobrief.articles.formats.markup import CUT, Element, parse
from geobrief.articles.formats.teasers import articles_under_title, prune_teasers
from geobrief.articles.headed import with_title
from geobrief.articles.titles import same_words
from geobrief.errors import ArticleError

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)

_LEFT_OUT = frozenset(
    "script style noscript nav footer aside button select template iframe svg math object video audio canvas input head"
    " dialog menu figure figcaption".split()
)
_BLOCKS = frozenset(
    "p div section article main header h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote pre table tr td th body html br hr address"
    " details summary center".split()
)
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:comments?|disqus|share|sharing|social|related|recirc|promo|newsletter|sidebar|side-bar|footer|nav|navbar|navigation"
    r"|menu|breadcrumbs?|cookies?|consent|advert\w*|ads?|adslot|sponsor\w*|tags?|taglist|subscribe|subscription|paywall|popup|modal|widget"
    r"|recommend\w*|teasers|attachments?|river|onetrust\S*|trending|popular|most-read|outbrain|taboola|toolbar|pagination|pager|skip|banner|masthead|login|search|hidden"
    r"|read-?more|read-?next|more-?stories|see-?also|author-?bio|bio|visually-hidden|sr-only|print-only|noprint)(?:$|[\s_-])",
    re.IGNORECASE,
)
# Of these, what no theme uses for a part of the story: trafilatura keeps such blocks now and then.
_NEVER_STORY = re.compile(
    r"(?:^|[\s_-])(?:paywall|cookies?|consent|onetrust\S*|newsletter|related|comments|caption|outbrain|taboola|ad-?slot)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"caption|photo-?credit|image-?credit", re.IGNORECASE)
_STORY = re.compile(
    r"article-?body|story-?body|post-?content|entry-?content|article-?content|article__body|articlebody", re.IGNORECASE
)
_ROLES = frozenset({"navigation", "banner", "complementary", "contentinfo", "search", "dialog", "menu", "alert"})

# The largest pages of news, with all their menus and comments, have a third of these.
_MOST_ORDINARY, _MOST_ITEMS, _MOST_ATTRIBUTES = 30_000, 4_000, 200
_ITEMS = frozenset({"li", "dt", "dd", "option"})

# A paragraph of running text has so many characters; what is shorter is a label.
_SHORTEST_PARAGRAPH = 25
# Where more of the text than this is links, it is a list of links.
_MOST_LINKS = 0.5
# A neighbour of the best element belongs to the story if it has this share of its points.
_NEIGHBOUR = 0.2
# An article that the page marks itself is believed if it holds this share of what the points found.
_MARKED_SHARE = 0.6


def read_html(path: Path, data: bytes) -> Iterator[Draft]:
    """Bytes of a page → its draft."""
    declared = _CHARSET.search(data[:4096])
    page = decode(data, declared=declared.group(1).decode("ascii") if declared else None)
    yield draft_of_page(page, str(path))


def draft_of_page(page: str, path: str, *, mail: bool = False) -> Draft:
    """A page → its draft.

    Args:
        page: The page, decoded.
        path: What is named where there is no text on it.
        mail: Whether it is the page of a mail: that is set in tables, and dated by its envelope.

    Raises:
        ArticleError: There is no running text on it.
    """
    root = parse(page)
    fields, told = read_metadata(root)
    apart = {same_words(block) for block in (*_blocks(prune_teasers(root)), *_blocks(_never_story(root)))}
    ordinary = _is_ordinary(root)
    text = main_text(root) if mail else _agreed(main_text(root), _with_trafilatura(page) if ordinary else None, apart)
    if told and len(told) > 2 * len(text):
        text = told
    if not any(char.isalpha() for char in text):
        raise ArticleError(
            path, "has no running text (its text may be loaded by a script): save the page when it is fully shown"
        )
    return with_title(Draft(text, fields if fields.published or mail or not ordinary else _dated(fields, page)))


def _is_ordinary(root: Element) -> bool:
    """Whether a page is built as pages are: over others trafilatura and htmldate work with the square of their size."""
    elements = items = 0
    for element in root.elements():
        elements += 1
        items += element.name in _ITEMS
        if CUT in element.attributes or len(element.attributes) > _MOST_ATTRIBUTES:
            return False
    return elements <= _MOST_ORDINARY and items <= _MOST_ITEMS


def _agreed(ours: str, theirs: str | None, apart: set[str]) -> str:
    """Two readers' texts → trafilatura's without the blocks that the page sets apart.

    Where it lacks most of what ours found, it took a notice for the story; where it has one block and ours several,
    it gave up and took the page's text in one piece. Ours is kept then.
    """
    if not theirs or ("\n\n" not in theirs and "\n\n" in ours):
        return ours
    kept = "\n\n".join(block for block in theirs.split("\n\n") if same_words(block) not in apart)
    held = same_words(kept)
    blocks = [same_words(block) for block in ours.split("\n\n")]
    shared = sum(len(block) for block in blocks if block in held)
    return kept if 2 * shared >= sum(map(len, blocks)) else ours


def _never_story(root: Element) -> list[Element]:
    """Elements whose own names say that they are no part of any story: notices, boxes of other articles, captions."""
    return [
        element
        for element in root.elements()
        if element.name not in {"body", "html", "main", "article"}
        and _NEVER_STORY.search(f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}"[:500])
    ]


def main_text(root: Element) -> str:
    """A page's tree → the story's paragraphs, parted by blank lines."""
    points: dict[int, float] = {}
    by_id: dict[int, Element] = {}
    for element in _kept(root):
        gain = _points(element)
        for ancestor, share in ((element.parent, 1.0), (element.parent and element.parent.parent, 0.5)):
            if gain and ancestor is not None:
                points[id(ancestor)] = points.get(id(ancestor), 0.0) + gain * share
                by_id[id(ancestor)] = ancestor
    if not points:
        return "\n\n".join(_blocks([root]))
    best = by_id[max(points, key=lambda key: points[key])]
    found = "\n\n".join(_blocks(_with_neighbours(best, points)))
    marked = _marked(root)
    if marked is not None:
        inside = "\n\n".join(_blocks([marked]))
        if len(inside) >= _MARKED_SHARE * len(found):
            return inside
    return found


def text_of_fragment(fragment: str) -> str:
    """A piece of HTML, as feeds hold it → its paragraphs, nothing left out but scripts and menus."""
    return "\n\n".join(_blocks([parse(fragment)]))


def _kept(root: Element) -> Iterator[Element]:
    stack = [root]
    while stack:
        element = stack.pop()
        yield element
        stack += [child for child in element.children if isinstance(child, Element) and not _is_furniture(child)]


def _is_furniture(element: Element) -> bool:
    if element.name in _LEFT_OUT:
        return True
    if element.name == "form":
        # Some sites put the whole page into one form.
        return not any(inner.name == "p" for inner in element.elements())
    return _is_unseen(element.attributes) or _is_named_furniture(element)


def _is_unseen(attributes: Mapping[str, str]) -> bool:
    if attributes.get("role") in _ROLES or "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    return "display:none" in attributes.get("style", "").replace(" ", "").lower()


def _is_named_furniture(element: Element) -> bool:
    named = f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}"[:500]
    if element.name in {"p", "div", "span"} and _CAPTION.search(named):
        return not any(inner.name == "p" for inner in element.elements() if inner is not element)
    if element.name in {"body", "html", "main", "article", "p"} or _STORY.search(named):
        return False
    return bool(_FURNITURE.search(named))


def _points(element: Element) -> float:
    if element.name not in {"p", "pre", "td", "blockquote", "div", "section", "article"}:
        return 0.0
    own = element.name in {"p", "pre"}
    text = element.text() if own else " ".join(child.strip() for child in element.children if isinstance(child, str))
    if len(text) < (_SHORTEST_PARAGRAPH if own else 80) or (own and _link_share(element, len(text)) > _MOST_LINKS):
        return 0.0
    return 1 + text.count(",") + min(len(text) / 100, 3)


def _link_share(element: Element, length: int) -> float:
    linked = sum(len(inner.text()) for inner in element.elements() if inner.name == "a")
    return linked / length if length else 0.0


def _with_neighbours(best: Element, points: dict[int, float]) -> list[Element]:
    if best.parent is None:
        return [best]
    least = _NEIGHBOUR * points[id(best)]
    chosen: list[Element] = []
    for child in best.parent.children:
        if not isinstance(child, Element) or _is_furniture(child):
            continue
        if child is best or points.get(id(child), 0.0) >= max(least, 1.0) or (child.name == "p" and _points(child) > 0):
            chosen.append(child)
    return chosen


def _marked(root: Element) -> Element | None:
    """What the page itself calls the article's body, if it does so once, or once under the page's main heading."""
    kept = list(_kept(root))
    for wanted in (
        [element for element in kept if element.attributes.get("itemprop", "").lower() == "articlebody"],
        [element for element in kept if element.name == "article"],
        articles_under_title(root),
    ):
        if len(wanted) == 1:
            return wanted[0]
    return None


def _blocks(elements: list[Element]) -> list[str]:
    """Elements → their blocks of text in order, each on one line."""
    blocks: list[str] = []
    line: list[str] = []

    def end_block() -> None:
        words = " ".join("".join(line).split())
        if words:
            blocks.append(words)
        line.clear()

    for element in elements:
        stack: list[Element | str | None] = [element]
        while stack:
            item = stack.pop()
            if item is None:
                end_block()
            elif isinstance(item, str):
                line.append(item)
            elif item is element or not _is_furniture(item):
                if item.name in _BLOCKS:
                    end_block()
                    stack.append(None)
                stack += reversed(item.children)
        end_block()
    return blocks


def _with_trafilatura(page: str) -> str | None:
    try:
        import trafilatura  # noqa: PLC0415  # an extra, and half a second to import
    except ImportError:
        return None
    keep_quiet("trafilatura")
    try:
        found = trafilatura.extract(page, include_comments=False, include_tables=True, deduplicate=False)
    except Exception:  # noqa: BLE001  # hostile pages break it in ways it does not name; ours reads them
        return None
    return "\n\n".join(line for line in found.split("\n") if line.strip()) if isinstance(found, str) else None


def _dated(fields: Fields, page: str) -> Fields:
    try:
        from htmldate import find_date  # noqa: PLC0415  # an extra
    except ImportError:
        return fields
    keep_quiet("htmldate")
    try:
        found = find_date(page, original_date=True, extensive_search=False)
    except Exception:  # noqa: BLE001  # as above
        return fields
    return Fields(published=found).over(fields) if isinstance(found, str) else fields
