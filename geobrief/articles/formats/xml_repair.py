"""A feed that is no well-formed XML, as many are → XML, as feed readers take it.

What stands before the document is left out, a bare "&" is escaped, names of HTML's characters ("&nbsp;") are put in,
characters that XML has no use for are dropped, and HTML that stands unescaped in a text is set apart. Each character is
looked at a fixed number of times. Entities that a document declares itself stay, for the reader of XML to refuse.
"""

from __future__ import annotations

import html
import re

from geobrief.articles.decoding import decode

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_DECLARATION = re.compile(r"<\?xml[^>]{0,300}?\?>")
_BEGIN = re.compile(r"<(?:\?xml|!DOCTYPE|!--|rss|feed|rdf:RDF|[a-z]+:(?:feed|RDF))[\s>-]", re.IGNORECASE)
# Junk before a document is a notice of the program that wrote it.
_MOST_JUNK = 20_000
_ENTITY = re.compile(r"&(?:#(?P<number>\d{1,7}|[xX][0-9a-fA-F]{1,6});|(?P<name>[A-Za-z][A-Za-z0-9]{1,31});)?")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_NO_CHARACTER = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Elements whose text is HTML, escaped where the feed is right.
_TEXTS = ("description", "content:encoded", "content", "summary", "title", "media:description", "media:title")
_CDATA = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)


def has_foreign_entities(data: bytes) -> bool:
    """Whether a document refers to characters by HTML's names: after a DOCTYPE elsewhere they would be lost unseen."""
    return b"<!DOCTYPE" in data[:2_000] and any(
        match.group(1) not in (b"amp", b"lt", b"gt", b"quot", b"apos")
        for match in re.finditer(rb"&([A-Za-z][A-Za-z0-9]{1,31});", data)
    )


def repaired(data: bytes) -> bytes:
    """Bytes of a feed → the same as XML in UTF-8, so far as it can be told what was meant."""
    declared = _DECLARED.search(data[: _MOST_JUNK + 500])
    text = decode(data, declared=declared[1].decode("ascii") if declared else None)
    begin = _BEGIN.search(text[:_MOST_JUNK])
    text = _NO_CHARACTER.sub("", text[begin.start() :] if begin else text)
    text = _DECLARATION.sub("", text, count=1).lstrip()
    return "".join(_pieces(_set_apart(text))).encode("utf-8")


def _pieces(text: str) -> list[str]:
    """The text with its entities mended, except in CDATA, where "&" is a letter like any other."""
    found: list[str] = []
    at = 0
    while (begin := text.find("<![CDATA[", at)) >= 0:
        end = text.find("]]>", begin)
        end = len(text) if end < 0 else end + 3
        found += [_ENTITY.sub(_mended, text[at:begin]), text[begin:end]]
        at = end
    return [*found, _ENTITY.sub(_mended, text[at:])]


def _mended(match: re.Match[str]) -> str:
    name, number = match["name"], match["number"]
    if number:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        good = code <= 0x10FFFF and not _NO_CHARACTER.match(chr(code))
        return match.group() if good else ""
    if name in _OF_XML:
        return match.group()
    character = html.unescape(match.group()) if name else match.group()
    return character if name and character != match.group() else "&amp;" + match.group()[1:]


def _set_apart(text: str) -> str:
    """Escape the HTML that stands unescaped in titles and texts, so that a "<br>" does not break the document."""
    for name in _TEXTS:
        text = _escaped_inside(text, name)
    return text


def _escaped_inside(text: str, name: str) -> str:
    opening, closing = re.compile(rf"<{name}(?:\s[^<>]*)?(?<!/)>"), f"</{name}>"
    found: list[str] = []
    at = 0
    while (match := opening.search(text, at)) and (end := text.find(closing, match.end())) >= 0:
        inner = text[match.end() : end]
        outside = _CDATA.sub("", inner)
        if "<" in outside and "<item" not in outside and "<entry" not in outside:
            # What is CDATA in it stands for itself; the rest is HTML as written.
            inner = html.escape(inner.replace("<![CDATA[", "").replace("]]>", ""), quote=False)
        found += [text[at : match.end()], inner, closing]
        at = end + len(closing)
    return "".join([*found, text[at:]])
