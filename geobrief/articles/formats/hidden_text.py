"""Which text of a Word or OpenDocument file is hidden: its writer took it out of sight, and no reader sees it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from geobrief.articles.formats.xml_tree import local

_OFF = frozenset({"0", "false", "off"})
# A style rests on another, that on a third; more is a circle.
_MOST_PARENTS = 20


@dataclass(frozen=True, slots=True)
class Hidden:
    """The styles that hide or show text, by name; a style that says nothing is not in it."""

    styles: Mapping[str, bool] = field(default_factory=dict)

    def hides(self, element: ET.Element, around: bool) -> bool:
        """Whether a paragraph, run or span is hidden, given whether what is around it is."""
        named = _attribute(element, "style-name")
        own: bool | None = None
        for child in element:
            if local(child) in {"rPr", "pPr"}:
                own = _said(child) if local(child) == "rPr" else None
                named = next(
                    (_attribute(inner, "val") for inner in child if local(inner) in {"rStyle", "pStyle"}), named
                )
                break
        if own is None and named is not None:
            own = self.styles.get(named)
        return around if own is None else own


def hidden_styles(roots: Iterable[ET.Element]) -> Hidden:
    """The parts of a file that hold styles → those that hide text, by themselves or by the style they rest on."""
    said: dict[str, bool | None] = {}
    parents: dict[str, str] = {}
    for root in roots:
        for style in root.iter():
            name = (_attribute(style, "styleId") or _attribute(style, "name")) if local(style) == "style" else None
            if not name:
                continue
            said[name] = next((told for child in style if (told := _said(child)) is not None), None)
            parent = _attribute(style, "parent-style-name")
            parent = next((_attribute(child, "val") for child in style if local(child) == "basedOn"), parent)
            if parent:
                parents[name] = parent
    return Hidden({name: told for name in said if (told := _inherited(name, said, parents)) is not None})


def _inherited(name: str, said: Mapping[str, bool | None], parents: Mapping[str, str]) -> bool | None:
    for _ in range(_MOST_PARENTS):
        told = said.get(name)
        if told is not None or name not in parents:
            return told
        name = parents[name]
    return None


def _said(properties: ET.Element) -> bool | None:
    """What properties of a run say: True where they hide it, False where they show it."""
    if local(properties) == "text-properties":
        display = _attribute(properties, "display")
        return None if display is None else display == "none"
    if local(properties) != "rPr":
        return None
    vanish = next((child for child in properties if local(child) == "vanish"), None)
    return None if vanish is None else (_attribute(vanish, "val") or "").lower() not in _OFF


def _attribute(element: ET.Element, name: str) -> str | None:
    """An attribute by its name without its namespace."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)
