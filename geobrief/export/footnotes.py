"""Real footnotes in a Word document: python-docx reads and keeps them, and has no way to make them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from geobrief.export.report import SourceLine

if TYPE_CHECKING:
    from docx.document import Document

_HEAD = (
    f"<w:footnotes {nsdecls('w')}>"
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)
_RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'


_SMALL = '<w:rPr><w:vertAlign w:val="superscript"/><w:sz w:val="16"/></w:rPr>'


def anchor(source: int) -> str:
    """Return the name of the bookmark at a source of the list."""
    return f"geobrief-source-{source}"


def _link(source: int) -> Any:  # noqa: ANN401  # an element of lxml, which has no types
    """A source's number that leads to its place in the list."""
    return parse_xml(
        f'<w:hyperlink {nsdecls("w")} w:anchor="{anchor(source)}" w:history="1"><w:r><w:rPr><w:sz w:val="16"/></w:rPr>'
        f'<w:t xml:space="preserve"> [{source}]</w:t></w:r></w:hyperlink>'
    )


class Footnotes:
    """The footnotes of one document, one a source: marks are made while it is written, the part at the end."""

    def __init__(self, document: Document, sources: Sequence[SourceLine]) -> None:
        self._part = document.part
        self._sources = sources
        self._own = next(
            (item.target_part for item in self._part.rels.values() if item.reltype == RELATIONSHIP_TYPE.FOOTNOTES), None
        )
        self._root: Any = parse_xml(_HEAD if self._own is None else self._own.blob)
        used = [int(note.get(qn("w:id"))) for note in self._root.findall(qn("w:footnote"))]
        self._next = max([0, *used]) + 1
        self._made: set[int] = set()

    def mark(self, source: int) -> Iterator[Any]:
        """Yield what cites a source: its number, which leads to the list, and at its first citation a footnote."""
        yield _link(source)
        if source in self._made:
            return
        self._made.add(source)
        number, self._next = self._next, self._next + 1
        text = escape(f" [{source}] {self._sources[source - 1].short}")
        self._root.append(
            parse_xml(
                f'<w:footnote {nsdecls("w")} w:id="{number}"><w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r>{_SMALL}<w:footnoteRef/></w:r>'
                f'<w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p></w:footnote>'
            )
        )
        yield parse_xml(f'<w:r {nsdecls("w")}>{_RAISED}<w:footnoteReference w:id="{number}"/></w:r>')

    def finish(self) -> None:
        """Put the notes into the document."""
        content = serialize_part_xml(self._root)
        if self._own is not None:
            self._own._blob = content  # noqa: SLF001  # a part that the library only keeps
            return
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, content, self._part.package)
        self._part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
