"""E-mails, mailboxes and saved web archives (MHTML) → one draft a message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from pathlib import Path

from geobrief.articles.bylines import is_name
from geobrief.articles.decoding import NotTextError, decode
from geobrief.articles.draft import Draft, Fields, clean
from geobrief.articles.formats.html_page import draft_of_page
from geobrief.errors import ArticleError
from geobrief.model import Skipped

_MOST_MESSAGES = 10_000
_MOST_PARTS = 200
_REPLIED = re.compile(r"^(?:\s*(?:re|fwd?|aw|wg|tr|rv)\s*:)+\s*", re.IGNORECASE)
_NEXT_MESSAGE = re.compile(rb"(?:\A|\n)From [^\n]{3,200}\d{4}[^\n]{0,40}\n")


def read_eml(path: Path, data: bytes) -> Iterator[Draft | Skipped]:
    """Bytes of one message → its text; attachments are named, not read."""
    yield from _drafts(data, "", str(path))


def read_mbox(path: Path, data: bytes) -> Iterator[Draft | Skipped]:
    """Bytes of a mailbox → its messages."""
    starts = [match.end() for match in _NEXT_MESSAGE.finditer(data)]
    begins = [match.start() for match in _NEXT_MESSAGE.finditer(data)]
    if not starts:
        raise ArticleError(
            str(path), 'holds no messages (lines that begin with "From "): export the mailbox again as mbox'
        )
    for number, (start, end) in enumerate(zip(starts, [*begins[1:], len(data)], strict=True), 1):
        if number > _MOST_MESSAGES:
            yield Skipped("", f"has more than {_MOST_MESSAGES} messages, and the rest was left out: split the mailbox")
            return
        try:
            yield from _drafts(data[start:end].replace(b"\n>From ", b"\nFrom "), f"#{number}", str(path))
        except (ArticleError, NotTextError) as error:
            yield Skipped(f"#{number}", error.reason if isinstance(error, ArticleError) else str(error))


def _drafts(data: bytes, part: str, path: str) -> Iterator[Draft | Skipped]:
    try:
        message = BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
        plain, html, attached = _bodies(message)
        fields = _fields(message)
    except Exception as error:  # the parser of headers raises whatever a malformed header leads it to
        raise ArticleError(path, "is a damaged message: save it again from the mail program") from error
    text = plain or ""
    if not text.strip() and html:
        page = draft_of_page(html, path)
        text, fields = page.text, page.fields.over(fields)
    if not any(char.isalpha() for char in text):
        raise ArticleError(path, "the message holds no text: save its attachment as a file, and give that")
    yield Draft(text, fields, part=part, data=data)
    for name in attached:
        yield Skipped(f"{part}/{name}", "is an attachment, and was not read: save it as a file, and give that")


def _bodies(message: EmailMessage) -> tuple[str | None, str | None, list[str]]:
    plain = html = None
    attached: list[str] = []
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            break
        kind = part.get_content_type()
        name = clean(part.get_filename())
        if part.is_multipart():
            continue
        if name and part.get_content_disposition() == "attachment":
            attached.append(Path(name.replace("\\", "/")).name[:100])
        elif kind == "text/plain" and plain is None:
            plain = _text(part)
        elif kind == "text/html" and html is None:
            html = _text(part)
    return plain, html, attached


def _text(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    return decode(payload, declared=part.get_content_charset()) if isinstance(payload, bytes) and payload else ""


def _fields(message: EmailMessage) -> Fields:
    name, address = parseaddr(str(message.get("From", "")))
    subject = clean(_REPLIED.sub("", str(message.get("Subject", ""))))
    sender = clean(name)
    person = bool(sender and is_name(sender))
    return Fields(
        title=subject,
        outlet=None if person else sender,
        authors=(sender,) if sender and person else (),
        published=clean(str(message.get("Date", ""))),
        url=clean(str(message.get("Content-Location") or message.get("Snapshot-Content-Location") or "")),
        domain=None if person else clean(address.rpartition("@")[2]),
    )
