"""Files of every format, made from one short article of the project's own."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from email.message import EmailMessage
from html import escape

TITLE = "Dam gate jams on the Zambezi"
AUTHOR = "Ruth Banda"
OUTLET = "The Valley Courier"
URL = "https://valley.example.org/dam-gate"
STORY = (
    "Engineers lowered divers into the Zambezi on Tuesday to free the gate of the dam, which had jammed in the night.",
    "The operator said from its office in Siavonga that nobody was in danger, and that the gate would be free by Friday.",
    "Fishermen on the lake's northern shore, about 1,200 of them, were told to stay away from the wall until the weekend.",
)
BODY = "\n\n".join(STORY)


def html_page(head: str = "", before: str = "", after: str = "", title: str = TITLE) -> str:
    paragraphs = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in STORY)
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{escape(title)} | {OUTLET}</title>{head}</head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/africa'>Africa and Peru</a></li></ul></nav>"
        f"<div class='wrap'><article><h1>{escape(title)}</h1>{before}<div class='article-body'>{paragraphs}</div></article>"
        "<aside class='related'><h3>Related</h3><p>Strike in Johannesburg enters its third week, and the port of Durban is closed.</p></aside></div>"
        f"{after}<footer><p>The Valley Courier, Lusaka Road 7. All rights reserved.</p></footer></body></html>"
    )


def linked_data(**more: object) -> str:
    item = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": TITLE,
        "author": [{"@type": "Person", "name": AUTHOR}],
        "publisher": {"@type": "Organization", "name": OUTLET},
        "datePublished": "2021-03-02T16:15:00+02:00",
        "dateModified": "2021-03-04T08:00:00+02:00",
        "mainEntityOfPage": URL,
    } | more
    return f"<script type='application/ld+json'>{json.dumps({'@graph': [{'@type': 'WebSite', 'name': 'x'}, item]})}</script>"


OPEN_GRAPH = (
    f"<meta property='og:title' content='{TITLE}'><meta property='og:site_name' content='{OUTLET}'><meta property='og:url' content='{URL}'>"
    f"<meta property='article:published_time' content='2021-03-02T14:15:00Z'><meta name='author' content='{AUTHOR}'>"
)


def zipped(parts: dict[str, bytes | str], stored: str | None = None) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        if stored:
            archive.writestr("mimetype", stored, zipfile.ZIP_STORED)
        for name, data in parts.items():
            archive.writestr(name, data)
    return held.getvalue()


def docx(paragraphs: tuple[str, ...] = (TITLE, f"By {AUTHOR}", "2 March 2021", *STORY), title: str = TITLE) -> bytes:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{escape(paragraph)}</w:t></w:r></w:p>" for paragraph in paragraphs)
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title><dc:creator>Office User</dc:creator></cp:coreProperties>'
    )
    return zipped({
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>',
        "docProps/core.xml": core,
    })  # fmt: skip


def odt() -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    body = "".join(f"<text:p>{escape(paragraph)}</text:p>" for paragraph in (f"By {AUTHOR}", "2 March 2021", *STORY))
    content = (
        f'<office:document-content xmlns:office="{office}" xmlns:text="{text}"><office:body><office:text>'
        f"<text:h>{TITLE}</text:h>{body}</office:text></office:body></office:document-content>"
    )
    return zipped({"content.xml": content}, stored="application/vnd.oasis.opendocument.text")


def rtf() -> bytes:
    paragraphs = "\\par\n".join(
        (
            TITLE,
            f"By {AUTHOR}",
            "2 March 2021",
            *STORY[:2],
            STORY[2].replace("'", "\\'92"),
            "Caf\\u233?s in M\\'fcnchen stay open.",
        )
    )
    return (
        "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Times New Roman;}}{\\info{\\title " + TITLE + "}{\\author nobody}}"
        "{\\*\\generator Writer;}\\pard\\f0 " + paragraphs + "\\par}"
    ).encode("ascii")


def eml(attachment: bool = False, html: bool = False) -> bytes:
    message = EmailMessage()
    message["From"] = f"{OUTLET} <alerts@valley.example.org>"
    message["Subject"] = f"Re: {TITLE}"
    message["Date"] = "Tue, 02 Mar 2021 16:15:00 +0200"
    if html:
        message.set_content(html_page(), subtype="html")
    else:
        message.set_content(BODY + "\n")
    if attachment:
        message.add_attachment(b"\x00\x01", maintype="application", subtype="octet-stream", filename="../../map.bin")
    return message.as_bytes()


def rss() -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>{OUTLET}</title><language>en</language><item><title>{TITLE}</title><link>{URL}</link><dc:creator>{AUTHOR}</dc:creator>"
        "<pubDate>Tue, 02 Mar 2021 16:15:00 +0200</pubDate><description>Short.</description>"
        f"<content:encoded><![CDATA[{''.join(f'<p>{paragraph}</p>' for paragraph in STORY)}]]></content:encoded></item></channel></rss>"
    )


def atom() -> str:
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{OUTLET}</title><entry><title>{TITLE}</title><link rel="alternate" href="{URL}"/>'
        f"<author><name>{AUTHOR}</name></author><published>2021-03-02T14:15:00Z</published>"
        f'<content type="html">{escape("".join(f"<p>{paragraph}</p>" for paragraph in STORY))}</content></entry></feed>'
    )


def epub() -> bytes:
    return zipped(
        {
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
            "OEBPS/book.opf": (
                f'<package><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{OUTLET}</dc:title><dc:creator>{AUTHOR}</dc:creator>'
                '<dc:date>2021-03-02</dc:date></metadata><manifest><item id="c" href="cover.xhtml"/><item id="a" href="dam%20gate.xhtml"/></manifest>'
                '<spine><itemref idref="c"/><itemref idref="a"/></spine></package>'
            ),
            "OEBPS/cover.xhtml": "<html><body><p>Cover</p></body></html>",
            "OEBPS/dam gate.xhtml": f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{''.join(f'<p>{p}</p>' for p in STORY * 2)}</body></html>",
        },
        stored="application/epub+zip",
    )  # fmt: skip


def records() -> list[dict[str, object]]:
    return [
        {"title": TITLE, "body": BODY, "author": AUTHOR, "date": "2021-03-02", "url": URL, "source": {"name": OUTLET}}
    ]


def table(delimiter: str = ",") -> bytes:
    held = io.StringIO()
    writer = csv.writer(held, delimiter=delimiter)
    writer.writerow(["title", "text", "author", "date", "url", "source"])
    writer.writerow([TITLE, BODY, AUTHOR, "2021-03-02", URL, OUTLET])
    return held.getvalue().encode()


def warc() -> bytes:
    page = html_page(linked_data()).encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(page) + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {URL}\r\nWARC-Date: 2021-03-05T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n", mtime=0)


def pdf(pages: list[list[str]] | None = None) -> bytes:
    """A PDF as a program would write it: each page a list of lines, set in one of the standard fonts."""
    pages = pages if pages is not None else [[TITLE, f"By {AUTHOR}", "2 March 2021", *_column(BODY)]]
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids: list[str] = []
    for lines in pages:
        shown = " ".join(f"({_pdf_string(line)}) Tj T*" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 50 780 Td {shown} ET".encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream")
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        objects.append(page.encode())
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    return _pdf_file(objects)


def _pdf_file(objects: list[bytes]) -> bytes:
    data = b"%PDF-1.4\n"
    offsets: list[int] = []
    for number, held in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n" % number + held + b"\nendobj\n"
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return data + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def _pdf_string(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _column(text: str, width: int = 70) -> list[str]:
    lines: list[str] = []
    for paragraph in text.split("\n\n"):
        line = ""
        for word in paragraph.split():
            if line and len(line) + 1 + len(word) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        lines.append(line)
    return lines
