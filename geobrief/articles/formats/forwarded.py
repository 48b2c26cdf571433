"""The text of a mail → the messages that are in it: its own, and those that it forwards or answers.

Mail programs put the header of the original as lines into the text ("From: …", "Sent: …"), each in its language,
and mark lines of others with ``>``. An original is told by whoever wrote it, on its own day: read as the forwarder's
it would be dated by the day on which somebody passed it on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_KEYS = {
    "from": "from de von da od van från fra от кому-от kimden dari من nga avsändare lähettäjä feladó gönderen от кого".split(" "),
    "date": "date sent envoyé gesendet datum enviado el|enviado em|enviado fecha data inviato verzonden skickat sendt dato дата отправлено"
    " wysłano tarih gönderme tarihi|gönderildi lähetetty päiväys dikirim|tanggal التاريخ أرسل|تاريخ الإرسال".replace("|", " ").split(" "),
    "to": "to à an para a aan till til кому do kime ke cc bcc kopie copie copia kopia копия إلى نسخة reply-to vastaanottaja kohde".split(" "),
    "other": "importance wichtigkeit priorité importancia importância belang важность priority priorität sensitivity attachments anlagen adjuntos"
    " anexos allegati bijlagen вложения reply-to message-id list-id categories mailing-list organization".split(" "),
    "subject": "subject objet betreff asunto assunto oggetto onderwerp ämne emne тема temat konu aihe perihal subjek الموضوع".split(" "),
}  # fmt: skip
_LONG_KEYS = {
    "enviado el": "date",
    "enviado em": "date",
    "от кого": "from",
    "gönderme tarihi": "date",
    "réponse à": "to",
    "pièces jointes": "other",
}
_KEY_OF = {spelling: key for key, spellings in _KEYS.items() for spelling in spellings} | _LONG_KEYS
_FIELD = re.compile(
    r"^[*_\s]*(?P<key>[^\W\d_][^\W\d_ -]*(?:[ -][^\W\d_]+)?)[*_]*\s?[:：][*_]*\s*(?P<value>.*?)[*_\s]*$"
)
_QUOTED = re.compile(r"^(?:[ \t]?>)+")
# What programs set above the header of an original, and what they draw.
_MARKER = re.compile(
    r"^[\W_]*(?:(?:begin(?:ning of)?\s+)?forwarded message|original message|message (?:transféré|d['’]origine|réexpédié)|début du message (?:réexpédié|transféré)"
    r"|weitergeleitete nachricht|ursprüngliche nachricht|anfang der weitergeleiteten (?:nachricht|e-mail)|mensaje (?:reenviado|original)"
    r"|inicio del mensaje reenviado|mensagem (?:encaminhada|original)|início da mensagem (?:encaminhada|reencaminhada)|messaggio (?:inoltrato|originale)"
    r"|inizio messaggio inoltrato|doorgestuurd bericht|oorspronkelijk bericht|begin doorgestuurd bericht|vidarebefordrat (?:meddelande|brev)"
    r"|пересылаемое сообщение|пересланное сообщение|начало переадресованного сообщения|исходное сообщение|رسالة (?:معاد توجيهها|أصلية|محولة))[^\n]{0,60}$"
    r"|^[_]{10,}$|^-{10,}$",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"\b(?:wrote|writes|a écrit|schrieb|escribió|escreveu|ha scritto|schreef|skrev|написал\(?а?\)?|пишет|napisał\(?a?\)?|yazdı|كتب)\b[^\n]{0,80}[:：]\s*$",
    re.IGNORECASE,
)
_FORWARDS = re.compile(
    r"^\s*(?:fwd?|wg|tr|rv|enc|i|doorst|vb|vs|пер|переслано|إعادة توجيه|pd|ilt)\s*[:：]", re.IGNORECASE
)
_ANSWERS = re.compile(r"^\s*(?:re|aw|sv|antw?|odp|отв|res|rif|ynt|رد)\s*(?:\[\d+\])?\s*[:：]", re.IGNORECASE)
_PREFIXES = re.compile(
    r"^(?:\s*(?:re|fwd?|aw|wg|tr|rv|sv|enc|antw|odp|отв|пер|res|doorst|إعادة توجيه|رد)\s*(?:\[\d+\])?\s*[:：])+\s*",
    re.IGNORECASE,
)

_FEWEST_FIELDS, _MOST_FIELD_LINES = 2, 14
# A note above a forwarded message has fewer words than a report; "FYI" and a name say nothing of the matter.
SHORTEST_STORY, _SHORTEST_NOTE = 40, 13
_MOST_SIGNATURE_LINES = 12
_MOST_ATTRIBUTION_LINES, _LONGEST_ATTRIBUTION = 3, 300
# What ends the line before one that goes on in the next; a blank line has none.
_ENDS = ("", *'.!?…"”»')
_MOST_MESSAGES = 50


@dataclass(frozen=True, slots=True)
class Message:
    """One message in the text of a mail."""

    text: str
    """Without header lines, without what it quotes, without its signature."""
    header: dict[str, str] = field(default_factory=dict)
    """Of an original: what its header lines say under ``from``, ``date``, ``subject``; empty for the mail itself."""
    is_original: bool = False

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(any(char.isalnum() for char in word) for word in self.text.split())


@dataclass(frozen=True, slots=True)
class ReadMail:
    """What is read of a mail's text."""

    messages: tuple[Message, ...]
    """The one that the mail is sent for first."""
    left_out: int = 0
    """Words of a note that is too long to say nothing and too short to be told from a report."""


def forwards(subject: str) -> bool:
    """Whether a subject says that the mail passes another one on."""
    return bool(_FORWARDS.match(subject))


def bare_subject(subject: str) -> str:
    """A subject without the "Re:" and "Fwd:" before it."""
    return _PREFIXES.sub("", subject)


def read_messages(text: str, subject: str) -> ReadMail:
    """The text of a mail and its subject → the messages to be read."""
    own, *originals = _messages(text)
    if not originals:
        return ReadMail((own,))
    answers = bool(_ANSWERS.match(subject)) and own.words > 0
    first = own if answers else _first_of(originals)
    others = [message for message in (own, *originals) if message is not first]
    told = (first, *(message for message in others if message.words >= SHORTEST_STORY))
    notes = [] if answers else others
    left_out = sum(message.words for message in notes if _SHORTEST_NOTE <= message.words < SHORTEST_STORY)
    return ReadMail(told[:_MOST_MESSAGES], left_out)


def unflow(text: str, *, joined: bool) -> str:
    """A text of the form "flowed" (RFC 3676) → its paragraphs on one line each.

    Args:
        text: Lines that end with a blank go on in the next one.
        joined: Whether that blank was put in (``delsp=yes``), so that a word may go on.
    """
    lines: list[str] = []
    open_depth: int | None = None
    for line in text.split("\n"):
        depth, said = _flowed_line(line)
        if open_depth == depth and said != "-- ":
            lines[-1] += said
        else:
            lines.append(">" * depth + (" " if depth else "") + said)
        soft = said.endswith(" ") and said != "-- "
        if soft and joined:
            lines[-1] = lines[-1][:-1]
        open_depth = depth if soft else None
    return "\n".join(lines)


def _flowed_line(line: str) -> tuple[int, str]:
    said = line.lstrip(">")
    # A blank before "From" and ">" is put in by the sender, and taken away again.
    return len(line) - len(said), said.removeprefix(" ")


def _first_of(originals: Sequence[Message]) -> Message:
    """The message that a mail passes on: the last of a chain, unless an earlier one alone is a report."""
    last = originals[-1]
    if last.words >= _SHORTEST_NOTE:
        return last
    return max(reversed(originals), key=lambda message: message.words)


def _messages(text: str) -> list[Message]:
    """A mail's text → the mail's own words, then each original in order."""
    lines = text.split("\n")
    found = [Message("")]
    header: dict[str, str] = {}
    depth = begun = at = 0
    while at < len(lines):
        length, fields = _header_at(lines, at)
        if length:
            found[-1:] = [_message(lines[begun:at], depth, header, original=len(found) > 1)]
            found.append(Message(""))
            header, depth = fields, _depth(lines[at])
            begun = at = at + length
        else:
            at += 1
    found[-1:] = [_message(lines[begun:], depth, header, original=len(found) > 1)]
    return found


def _header_at(lines: Sequence[str], at: int) -> tuple[int, dict[str, str]]:
    """The header of an original that begins at a line: how many lines it takes (0 for none), and its fields."""
    if _key_of(_bare(lines[at])) is None:
        return 0, {}
    fields: dict[str, str] = {}
    last = 0
    key = ""
    for length, line in enumerate(lines[at : at + _MOST_FIELD_LINES], 1):
        bare = _bare(line)
        found = _key_of(bare)
        if found is not None:
            key, value = found
            fields.setdefault(key, value)
            last = length
        elif not bare.strip():
            # Apple Mail and web pages part the lines of a header by blank ones; two of them end it.
            if length - last > 1 and fields:
                break
        elif last == length - 1 and _continues(key, fields, bare):
            fields[key] = f"{fields[key]} {bare.strip()}".strip()
            last = length
        else:
            break
    complete = "from" in fields and len(fields) >= _FEWEST_FIELDS and ("date" in fields or "subject" in fields)
    return (last, fields) if complete else (0, {})


def _continues(key: str, fields: dict[str, str], line: str) -> bool:
    """Whether a line goes on with the value of the field above: an empty one, or a list of addresses."""
    return not fields.get(key) or (key == "to" and ("@" in line or fields[key].endswith((",", ";"))))


def _key_of(line: str) -> tuple[str, str] | None:
    match = _FIELD.match(line) if len(line) <= 2_000 else None
    key = _KEY_OF.get(match["key"].casefold()) if match else None
    return (key, match["value"]) if match is not None and key is not None else None


def _message(lines: Sequence[str], depth: int, header: dict[str, str], *, original: bool) -> Message:
    """The lines between two headers → a message."""
    inner = [_peeled(line, depth) for line in lines]
    kept = _without_quotes(inner)
    if not any(_says(line) for line in kept):
        # All of it is quoted: that is what the mail was sent for.
        kept = _without_quotes([_peeled(line, 1) for line in inner if not _WROTE.search(line)])
    kept = _without_signature(kept)
    kept = [line for line in kept if not _MARKER.match(line.strip())]
    return Message("\n".join(kept).strip("\n"), header, original)


def _without_quotes(lines: Sequence[str]) -> list[str]:
    """Lines without those of others, and without the line that says whose they are."""
    kept: list[str] = []
    quoting = False
    for line in lines:
        if _QUOTED.match(line):
            if not quoting:
                _drop_attribution(kept)
            quoting = True
        else:
            kept.append(line)
            quoting = quoting and not line.strip()
    return kept


def _drop_attribution(kept: list[str]) -> None:
    """Take "On 1 June, Bob wrote:" off the end of lines; it may be broken into two or three."""
    end = len(kept)
    while end and not kept[end - 1].strip():
        end -= 1
    if not end or not _WROTE.search(kept[end - 1]):
        return
    begin = end - 1
    # The line before belongs to it unless it ends a sentence.
    while begin and end - begin < _MOST_ATTRIBUTION_LINES and kept[begin - 1].strip()[-1:] not in _ENDS:
        begin -= 1
    if sum(map(len, kept[begin:end])) <= _LONGEST_ATTRIBUTION:
        del kept[begin:]


def _without_signature(lines: list[str]) -> list[str]:
    """Lines without what stands below the last line of two dashes alone, if that is as short as a signature."""
    for at in range(len(lines) - 1, -1, -1):
        if lines[at] in {"--", "-- "}:
            below = sum(bool(line.strip()) for line in lines[at + 1 :])
            return lines[:at] if below <= _MOST_SIGNATURE_LINES else lines
    return lines


def _depth(line: str) -> int:
    match = _QUOTED.match(line)
    return match.group().count(">") if match else 0


def _peeled(line: str, depth: int) -> str:
    """A line without so many marks of quotation."""
    for _ in range(depth):
        match = re.match(r"^[ \t]?>[ ]?", line)
        if match is None:
            break
        line = line[match.end() :]
    return line


def _bare(line: str) -> str:
    return _QUOTED.sub("", line).strip("\u00a0 \t\u200e\u200f\u202a\u202c")


def _says(line: str) -> bool:
    return any(char.isalpha() for char in line) and not _MARKER.match(line.strip()) and not _WROTE.search(line)


def sender_of(value: str) -> str:
    """A sender as header lines write it → in the form in which addresses are parsed: "Name <address>"."""
    return re.sub(r"[\[(](?:mailto:)?([^\]\s)]+@[^\]\s)]+)[\])]", r"<\1>", value.replace("*", ""), flags=re.IGNORECASE)
