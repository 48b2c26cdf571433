"""A saved web page → one draft, or one a post: its main text, and what the page says of title, author, date and outlet.

The main text is where the paragraphs are: each paragraph gives points to the elements around it, and
menus, side columns and footers are left out before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from geobrief.articles.agency_heads import read_agency_head
from geobrief.articles.decoding import decode
from geobrief.articles.draft import Draft, Fields
from geobrief.articles.formats.html_metadata import linked_posts, read_metadata
from geobrief.articles.formats.live_blog import Post, find_posts
from geobrief.articles.formats.markup import Element, parse
from geobrief.articles.formats.teasers import articles_under_title, prune_teasers
from geobrief.articles.headed import with_title
from geobrief.articles.publication import read_date_line, read_published
from geobrief.articles.rows import row_of_cells
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
_CAPTION = re.compile(r"caption|photo-?credit|image-?credit", re.IGNORECASE)
_STORY = re.compile(
    r"article-?body|story-?body|post-?content|entry-?content|article-?content|article__body|articlebody", re.IGNORECASE
)
_ROLES = frozenset({"navigation", "banner", "complementary", "contentinfo", "search", "dialog", "menu", "alert"})

# A paragraph of running text has so many characters; what is shorter is a label.
_SHORTEST_PARAGRAPH = 25
# Where more of the text than this is links, it is a list of links.
_MOST_LINKS = 0.5
# A neighbour of the best element belongs to the story if it has this share of its points.
_NEIGHBOUR = 0.2
# Of a page of posts, its heading and what leads to them: more is an article with others beside it.
_LARGEST_REST = 0.5
# A cell with data is short and holds no paragraphs; others are how old pages and mails are set.
_LONGEST_CELL, _MOST_CELLS = 80, 12
_NOT_IN_CELLS = frozenset("table ul ol h1 h2 h3 h4 h5 h6 form".split())
_SHORTEST_LEAD = 6
_LONGEST_DATE = 60
_HEAD_BLOCKS, _LONGEST_HEAD = 120, 160
# An article that the page marks itself is believed if it holds this share of what the points found.
_MARKED_SHARE = 0.6
_FEWEST_LINKED = 2


def read_html(path: Path, data: bytes) -> Iterator[Draft]:
    """Bytes of a page → its draft."""
    declared = _CHARSET.search(data[:4096])
    page = decode(data, declared=declared.group(1).decode("ascii") if declared else None)
    yield from drafts_of_page(page, str(path))


def drafts_of_page(page: str, path: str) -> list[Draft]:
    """A page → its draft, or one for each post of a page that goes on post by post.

    Raises:
        ArticleError: There is no running text on it.
    """
    root = parse(page)
    posts = find_posts(root, _is_furniture)
    if not posts:
        return _linked_drafts(root) or [draft_of_page(page, path)]
    told = [
        [block for block in _blocks(post.elements) if block != post.shown and not _is_date(block)] for post in posts
    ]
    blocks = main_text(root).split("\n\n")
    posted = {same_words(block) for part in told for block in part} | {same_words(post.shown) for post in posts}
    outside = [block for block in blocks if same_words(block) not in posted and not _is_date(block)]
    if sum(map(len, outside)) > _LARGEST_REST * sum(map(len, blocks)):
        # What is dated are other articles, beside this one.
        return [draft_of_page(page, path)]
    fields = read_metadata(root)[0]
    title = same_words(fields.title or "")
    lead = "\n\n".join(block for block in outside if same_words(block) != title)
    if len(lead.split()) < _SHORTEST_LEAD:
        return _drafts_of_posts(posts, told, fields, titled=True)
    return [with_title(Draft(lead, fields)), *_drafts_of_posts(posts, told, fields, titled=False)]


def _linked_drafts(root: Element) -> list[Draft]:
    """The posts of a page that only its linked data tell, because a script shows them; none where the page has them."""
    posts = linked_posts(root)
    told = sum(len(post.text) for post in posts)
    if len(posts) < _FEWEST_LINKED or told <= 2 * len(main_text(root)):
        return []
    fields = read_metadata(root)[0]
    known = [
        replace(fields, title=post.title or fields.title, published=post.published, url=post.url or fields.url)
        for post in posts
    ]
    return [
        with_title(Draft(post.text, own, part=f"#{number}"))
        for number, (post, own) in enumerate(zip(posts, known, strict=True), 1)
    ]


def _drafts_of_posts(
    posts: Sequence[Post], told: Sequence[Sequence[str]], fields: Fields, *, titled: bool
) -> list[Draft]:
    """Posts and their blocks of text → a draft each.

    The page's title belongs to what leads to the posts, or (``titled``) to the post that was written first.
    """
    title = same_words(fields.title or "")
    first = min(range(len(posts)), key=lambda number: (_written(posts[number]), -number))
    drafts: list[Draft] = []
    for number, (post, blocks) in enumerate(zip(posts, told, strict=True)):
        own = post.title if post.title and same_words(post.title) != title else None
        anchor = post.anchor or str(number + 1)
        url = f"{fields.url.partition('#')[0]}#{post.anchor}" if fields.url and post.anchor else fields.url
        known = replace(fields, title=own or fields.title, published=post.published, url=url)
        text = "\n\n".join(block for block in blocks if same_words(block) != title)
        draft = with_title(Draft(text, known, part=f"#{anchor}", shows_title=own is None))
        if titled and number == first and fields.title:
            draft = replace(draft, text=f"{fields.title}\n\n{draft.text}")
        if any(char.isalpha() for char in text):
            drafts.append(replace(draft, shows_title=True))
    return drafts


def _written(post: Post) -> tuple[date, str]:
    when = read_published(post.published)
    return (when.start if when and when.start else date.max, post.published)


def _is_date(block: str) -> bool:
    dated = read_date_line(block) if len(block) <= _LONGEST_DATE else None
    return (dated is not None and not dated.rest) or not any(map(str.isalpha, block))


def draft_of_page(page: str, path: str) -> Draft:
    """A page → its draft.

    Raises:
        ArticleError: There is no running text on it.
    """
    root = parse(page)
    fields, told = read_metadata(root)
    fields = _with_head(fields, root)
    prune_teasers(root)
    text = main_text(root)
    if told and len(told) > 2 * len(text):
        text = told
    if not any(char.isalpha() for char in text):
        raise ArticleError(
            path, "has no running text (its text may be loaded by a script): save the page when it is fully shown"
        )
    return with_title(Draft(text, fields))


def _with_head(fields: Fields, root: Element) -> Fields:
    """What the page says of itself, and where it gives no day, what an agency's head above the story says."""
    if fields.published:
        return fields
    heads = (read_agency_head(block) for block in _blocks([root])[:_HEAD_BLOCKS] if len(block) <= _LONGEST_HEAD)
    head = next((one for one in heads if one and one.published), None)
    return replace(fields, published=head.published, outlet=fields.outlet or head.outlet) if head else fields


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
                row = _row(item) if item.name == "tr" else None
                if row is not None:
                    end_block()
                    line.append(row)
                    end_block()
                    continue
                if item.name in _BLOCKS:
                    end_block()
                    stack.append(None)
                stack += reversed(item.children)
        end_block()
    return blocks


def _row(element: Element) -> str | None:
    """The row of a table that holds data → a line; None for a row that a page is built of."""
    cells = [child for child in element.children if isinstance(child, Element) and child.name in {"td", "th"}]
    if not 2 <= len(cells) <= _MOST_CELLS or any(map(_is_furniture, cells)):
        return None
    told: list[str] = []
    for cell in cells:
        if any(inner.name in _NOT_IN_CELLS for inner in cell.elements() if inner is not cell):
            return None
        told.append(cell.text())
    return row_of_cells(told) if max(map(len, told)) <= _LONGEST_CELL and any(told) else None
