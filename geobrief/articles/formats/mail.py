"""E-mails, mailboxes and saved web archives (MHTML) → one draft a message, each told by whoever wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from pathlib import Path

from geobrief.articles.bylines import is_name
from geobrief.articles.decoding import decode
from geobrief.articles.draft import Draft, Fields, clean
from geobrief.articles.faults import reason_of
from geobrief.articles.formats.forwarded import (
    SHORTEST_STORY,
    Message,
    bare_subject,
    forwards,
    read_messages,
    sender_of,
    unflow,
)
from geobrief.articles.formats.html_page import draft_of_page, text_of_fragment
from geobrief.articles.publication import read_published
from geobrief.errors import ArticleError
from geobrief.model import Skipped

_MOST_MESSAGES = 10_000
_MOST_PARTS = 200
# A saved page keeps each of its pictures as a part; the largest have some hundreds.
_MOST_PARTS_READ = 2_000
_BOUNDARY = re.compile(rb"boundary\s{0,9}=\s{0,9}\"?([^\";\r\n]{1,200})", re.IGNORECASE)
_DEEPEST = 5
# A text part has about the words of the page beside it, unless it only says that there is a page.
_LARGEST_STUB = 100
_STUB_SHARE, _NAMED_STUB_SHARE = 0.4, 0.8
_STUB = re.compile(
    r"\bhtml\b|\b(?:view|open|read|see|display)\b[^.\n]{0,60}\b(?:browser|online|web)|browser|navigateur|navegador|im web\b|\bcliquez\b|ne voyez pas|si no (?:puede|ves)|clique aqui|se não (?:consegue|visualiz)|nicht richtig (?:an|dar)|klicken sie|click here|clicca|klik hier|online ansehen|браузер|المتصفح",
    re.IGNORECASE,
)
_NEXT_MESSAGE = re.compile(rb"(?:\A|\n)From [^\n]{3,200}\d{4}[^\n]{0,40}\n")


def read_eml(path: Path, data: bytes) -> Iterator[Draft | Skipped]:
    """Bytes of one message → its text, and the messages attached to it; other attachments are named, not read."""
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
        except Exception as error:  # noqa: BLE001  # named, not hidden; the other messages go on
            yield Skipped(f"#{number}", reason_of(error))


@dataclass(slots=True)
class _Parts:
    """What a mail is made of."""

    plain: str | None = None
    html: str | None = None
    messages: list[tuple[str, bytes]] = field(default_factory=list)
    """Attached mails, with their names."""
    attached: list[str] = field(default_factory=list)
    """Names of other attachments."""
    cut: bool = False
    """Whether it has more parts than are looked at."""


def _drafts(data: bytes, part: str, path: str, depth: int = 0) -> Iterator[Draft | Skipped]:
    if _count_parts(data) > _MOST_PARTS_READ:
        raise ArticleError(path, f"is a message of more than {_MOST_PARTS_READ:,} parts: save its text as a file")
    try:
        message = BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
        parts = _Parts()
        _collect(message, parts, [0])
        fields = _fields(message)
        subject = str(message.get("Subject", ""))
    except Exception as error:  # the parser of headers raises whatever a malformed header leads it to
        raise ArticleError(path, "is a damaged message: save it again from the mail program") from error
    own = list(_own_drafts(parts, fields, subject, path))
    if not (own or parts.messages):
        raise ArticleError(path, "the message holds no text: save its attachment as a file, and give that")
    if parts.messages and depth < _DEEPEST:
        own = [found for found in own if isinstance(found, Skipped) or not _is_note(found)]
    yield from (_placed(found, part, data) for found in own)
    for name, inner in parts.messages:
        inside = f"{part}/{name}"
        if depth >= _DEEPEST:
            yield Skipped(inside, "is a message in a message in a message …, and was not read: save it as a file")
            continue
        try:
            yield from _drafts(inner, inside, path, depth + 1)
        except Exception as error:  # noqa: BLE001  # as above
            yield Skipped(inside, reason_of(error))
    if parts.cut:
        yield Skipped(part, f"has more than {_MOST_PARTS} parts, and the rest was left out: save them as files")
    for name in parts.attached:
        yield Skipped(f"{part}/{name}", "is an attachment, and was not read: save it as a file, and give that")


def _count_parts(data: bytes) -> int:
    """How many parts a message may have at most, by the lines that part them; the parser takes the square of it."""
    boundaries = set(_BOUNDARY.findall(data))
    lines = (line.rstrip(b"-\r ") for line in data.split(b"\n") if line.startswith(b"--")) if boundaries else ()
    named = {b"--" + boundary.rstrip(b"- ") for boundary in boundaries}
    return max(len(boundaries), sum(line in named for line in lines))


def _placed(found: Draft | Skipped, part: str, data: bytes) -> Draft | Skipped:
    if isinstance(found, Skipped):
        return Skipped(part + found.path, found.reason)
    return replace(found, part=part + found.part, data=data)


def _is_note(draft: Draft) -> bool:
    """Whether the text above an attached message is no report of its own: "See attached, please."."""
    return len(draft.text.split()) < SHORTEST_STORY


def _collect(message: EmailMessage, parts: _Parts, seen: list[int]) -> None:
    """Put what a message holds into ``parts``; what is attached to an attached message is that one's."""
    seen[0] += 1
    if seen[0] > _MOST_PARTS:
        parts.cut = True
        return
    kind = message.get_content_type()
    name = Path((clean(message.get_filename()) or "").replace("\\", "/")).name[:100]
    if kind == "message/rfc822" or (name.lower().endswith(".eml") and not message.is_multipart()):
        label = name or f"message-{len(parts.messages) + 1}"
        parts.messages.append((label, _bytes_of_attached(message)))
    elif message.is_multipart():
        for part in message.iter_parts():
            if isinstance(part, EmailMessage):
                _collect(part, parts, seen)
    elif name and message.get_content_disposition() == "attachment":
        parts.attached.append(name)
    elif kind == "text/plain" and parts.plain is None:
        parts.plain = _text(message)
    elif kind == "text/html" and parts.html is None:
        parts.html = _text(message)


def _bytes_of_attached(message: EmailMessage) -> bytes:
    held = message.get_payload()
    if isinstance(held, list):
        return b"".join(inner.as_bytes() for inner in held[:1] if isinstance(inner, EmailMessage))
    payload = message.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    text = decode(payload, declared=part.get_content_charset()) if isinstance(payload, bytes) and payload else ""
    if part.get_content_type() == "text/plain" and str(part.get_param("format", "")).lower() == "flowed":
        return unflow(text, joined=str(part.get_param("delsp", "")).lower() == "yes")
    return text


def _own_drafts(parts: _Parts, fields: Fields, subject: str, path: str) -> Iterator[Draft | Skipped]:
    """The messages in a mail's own text; nothing where it has no words."""
    text, fields = _shown(parts, fields, subject, path)
    told = read_messages(text, subject)
    messages = [message for message in told.messages if any(char.isalpha() for char in message.text)]
    for number, message in enumerate(messages, 1):
        part = "" if number == 1 else f"/message-{number}"
        yield Draft(message.text, _fields_of_original(message, fields) if message.is_original else fields, part=part)
        yield from _doubts(message, part)
    if messages and forwards(subject) and not any(message.is_original for message in messages) and not parts.messages:
        yield Skipped(
            "",
            "is forwarded, and does not show the original's header: it was read with the sender and the date of who forwarded it",
        )
    if told.left_out:
        yield Skipped(
            "", f"has {told.left_out} words above the message that it forwards, which were not read as an article"
        )


def _doubts(message: Message, part: str) -> Iterator[Skipped]:
    if message.is_original and not read_published(clean(message.header.get("date"))):
        yield Skipped(
            part,
            f"forwards a message whose date cannot be read ({clean(message.header.get('date')) or 'it has none'}): it was read without a date",
        )


def _shown(parts: _Parts, fields: Fields, subject: str, path: str) -> tuple[str, Fields]:
    """The text of a mail, of its plain part or of its page, with the fields that go with it."""
    plain = parts.plain or ""
    if not parts.html or (plain.strip() and not _is_stub(plain, parts.html)):
        return plain, fields
    whole = text_of_fragment(parts.html)
    if any(message.is_original for message in read_messages(whole, subject).messages):
        return whole, fields
    try:
        page = draft_of_page(parts.html, path)
    except ArticleError:
        return plain, fields
    return page.text, page.fields.over(fields)


def _is_stub(plain: str, html: str) -> bool:
    """Whether the text part only says that there is a page, or how to see it."""
    said = len(re.sub(r"https?:\S+", " ", plain).split())
    if said > _LARGEST_STUB:
        return False
    shown = len(text_of_fragment(html).split())
    return said < (_NAMED_STUB_SHARE if _STUB.search(plain) else _STUB_SHARE) * shown


def _fields_of_original(message: Message, outer: Fields) -> Fields:
    """What the header lines of an original say; the mail that holds it says nothing of it but its subject."""
    header = message.header
    sender = _sender_fields(sender_of(header.get("from", "")))
    title = clean(bare_subject(header.get("subject", ""))) or outer.title
    return replace(sender, title=title, published=clean(header.get("date")))


def _sender_fields(written: str) -> Fields:
    name, address = parseaddr(written)
    if "@" not in address:
        name, address = written, ""
    sender = clean(name.strip(" \"'"))
    person = bool(sender and is_name(sender))
    return Fields(
        outlet=None if person else sender,
        authors=(sender,) if sender and person else (),
        domain=None if person else clean(address.rpartition("@")[2]),
    )


def _fields(message: EmailMessage) -> Fields:
    return replace(
        _sender_fields(str(message.get("From", ""))),
        title=clean(bare_subject(str(message.get("Subject", "")))),
        published=clean(str(message.get("Date", ""))),
        url=clean(str(message.get("Content-Location") or message.get("Snapshot-Content-Location") or "")),
    )
