"""HTML as it is found on the web → a small tree, in linear time and of bounded depth.

The standard library's parser takes quadratic time on some malformed pages, and pages nest as deep as
their makers like. This one reads each character a fixed number of times and hangs whatever lies too
deep on the last element it keeps.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# Pages nest to about 40; deeper is a fault or an attack.
_DEEPEST = 200
# More elements than the largest pages have.
_MOST_ELEMENTS = 500_000

_LONGEST_TAG = 20_000
CUT = "#cut"
"""Name of the attribute of an element whose tag was too long to be read whole."""

_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[a-zA-Z][\w:-]*+)(?P<attrs>(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>"
    r"|<(?P<end2>/?)(?P<name2>[a-zA-Z][\w:-]*+)(?P<attrs2>[^<>]*+)>?"
)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'<>]++)))?")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# What they hold is not markup.
_RAW = frozenset({"script", "style", "textarea", "title", "noscript", "iframe", "xmp", "template"})
_CLOSES = {
    "p": {"p"},
    "li": {"li"},
    "tr": {"tr", "td", "th"},
    "td": {"td", "th"},
    "th": {"td", "th"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "option": {"option"},
}
_ENDS_PARAGRAPH = frozenset(
    "p div ul ol dl table section article header footer nav aside h1 h2 h3 h4 h5 h6 blockquote pre form figure hr main".split()
)
# An open element is closed by one of the same kind only within its list, table or cell.
_FENCES = frozenset("ul ol table dl body div article section td th".split())


@dataclass(slots=True)
class Element:
    """An element: ``children`` holds elements and pieces of text in their order."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)
    parent: Element | None = None

    def elements(self) -> Iterator[Element]:
        """This element and all inside it, in the order of the page."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack += [child for child in reversed(element.children) if isinstance(child, Element)]

    def text(self) -> str:
        """All text inside, white space collapsed."""
        return " ".join("".join(self.pieces()).split())

    def pieces(self) -> Iterator[str]:
        """Pieces of text inside, in the order of the page."""
        stack: list[Element | str] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                yield item
            elif item.name not in {"script", "style"}:
                yield from (" ",) if item.name == "br" else ()
                stack += reversed(item.children)


def parse(page: str) -> Element:
    """A page → its tree. Whatever the page holds, there is one."""
    root = Element("#page")
    builder = _Builder(root)
    at = 0
    while at < len(page):
        begin = page.find("<", at)
        if begin < 0:
            builder.text(page[at:])
            break
        builder.text(page[at:begin])
        at = _markup(page, begin, builder)
    return root


class _Builder:
    def __init__(self, root: Element) -> None:
        self.open = [root]
        self.made = 0

    def text(self, raw: str) -> None:
        if raw:
            self.open[-1].children.append(html.unescape(raw) if "&" in raw else raw)

    def start(self, name: str, attrs: str) -> Element:
        if name in _ENDS_PARAGRAPH and self.open[-1].name == "p":
            self.open.pop()
        self._close_same(name)
        element = Element(name, _attributes(attrs), parent=self.open[-1])
        self.made += 1
        if self.made <= _MOST_ELEMENTS:
            self.open[-1].children.append(element)
        if name not in _VOID and not attrs.endswith("/") and len(self.open) < _DEEPEST:
            self.open.append(element)
        return element

    def end(self, name: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].name == name:
                del self.open[depth:]
                return

    def _close_same(self, name: str) -> None:
        closed = _CLOSES.get(name)
        if not closed:
            return
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].name in closed:
                del self.open[depth:]
                return
            if self.open[depth].name in _FENCES:
                return


def _markup(page: str, begin: int, builder: _Builder) -> int:
    """Read what begins with ``<`` at ``begin`` → the offset after it."""
    if page.startswith("<!--", begin):
        end = page.find("-->", begin + 4)
        return len(page) if end < 0 else end + 3
    if page.startswith(("<!", "<?"), begin):
        end = page.find(">", begin)
        return len(page) if end < 0 else end + 1
    match = _TAG.match(page, begin)
    if match is None:
        builder.text("<")
        return begin + 1
    name = (match["name"] or match["name2"]).lower()
    if match["end"] or match["end2"]:
        builder.end(name)
        return match.end()
    element = builder.start(name, match["attrs"] or match["attrs2"] or "")
    return _raw_text(page, match.end(), element, builder) if name in _RAW else match.end()


def _raw_text(page: str, begin: int, element: Element, builder: _Builder) -> int:
    """Keep what a script or title holds as one piece of text → the offset after its end tag."""
    closing = re.compile(f"</{element.name}", re.IGNORECASE).search(page, begin)
    end = closing.start() if closing else len(page)
    held = page[begin:end]
    if element.name not in {"script", "style", "noscript", "iframe", "template"}:
        held = html.unescape(held)
    element.children.append(held)
    builder.end(element.name)
    if closing is None:
        return len(page)
    after = page.find(">", end)
    return len(page) if after < 0 else after + 1


def _attributes(attrs: str) -> dict[str, str]:
    # A tag of normal pages has under 30 attributes and 5,000 characters.
    found: dict[str, str] = {CUT: ""} if len(attrs) > _LONGEST_TAG else {}
    for match in _ATTRIBUTE.finditer(attrs[:_LONGEST_TAG]):
        name, *values = match.groups()
        value = next((value for value in values if value is not None), "")
        found.setdefault(name.lower(), html.unescape(value) if "&" in value else value)
    return found
