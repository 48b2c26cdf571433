"""XML of feeds and documents → a tree, without the traps of XML.

Entities that a document declares can grow to gigabytes or name files of this machine; no document we
read needs them. Who declares any is turned away. Depth and size are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET
from xml.parsers import expat

from geobrief.articles.decoding import NotTextError, decode

_LATIN_1 = re.compile(
    rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']((?:iso-?8859-?1|latin-?1|us-ascii|ascii))[\"']", re.IGNORECASE
)
# Documents nest to a few dozen; a table in a table in a text box comes to about 60.
_DEEPEST = 400


class XMLError(ValueError):
    """The document is no XML, or XML of a kind that is not read; the message is the reason."""


def parse_xml(data: bytes) -> ET.Element:
    """Bytes → the root of their tree; names are ``{namespace}local``.

    Raises:
        XMLError: It is not well-formed, declares entities, or nests too deep.
    """
    data, encoding = _as_labelled(data)
    parser = expat.ParserCreate(encoding, namespace_separator="}")
    builder = ET.TreeBuilder()
    depth = 0

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise XMLError("nests deeper than any document does")
        builder.start(_name(name), {_name(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_name(name))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = _refuse_inner_doctype
    parser.EntityDeclHandler = _refuse_entity
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
        return builder.close()
    except expat.ExpatError as error:
        raise XMLError(f"is not well-formed XML ({error})") from error
    except (LookupError, ValueError) as error:
        raise XMLError(str(error)) from error


def _as_labelled(data: bytes) -> tuple[bytes, str | None]:
    """A document that calls itself Latin-1 → the same in UTF-8, read as browsers do; others as they are."""
    declared = _LATIN_1.match(data[:200])
    if declared is None:
        return data, None
    try:
        return decode(data, declared=declared.group(1).decode("ascii")).encode("utf-8", "replace"), "utf-8"
    except NotTextError as error:
        raise XMLError(str(error)) from error


def local(element: ET.Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def words(element: ET.Element | None) -> str | None:
    """All text inside an element, white space collapsed, or None where there is none."""
    return " ".join("".join(element.itertext()).split()) or None if element is not None else None


def _name(name: str) -> str:
    return "{" + name if "}" in name else name


def _refuse_inner_doctype(name: str, system: str | None, public: str | None, inner: int) -> None:
    del name, system, public
    if inner:
        raise XMLError("declares a document type of its own, as entity bombs do: save it without the DOCTYPE")


def _refuse_entity(*declared: object) -> None:
    raise XMLError(f"declares an entity ({str(declared[0])[:40]}), as entity bombs do: save it without the DOCTYPE")
