"""Mail that passes something on is read as what it passes on: by its writer, on its day, without the lines of the mail program."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from geobrief.articles import read_articles
from geobrief.articles.formats.forwarded import unflow
from geobrief.model import Article, Skipped

STORY = (
    "Floods cut the road between Tete and Moatize on Sunday, the province's governor said on Monday.\n"
    "Two hundred families slept in a school, and the Zambezi was still rising at the bridge."
)
TITLE = "Road to Moatize cut"
_FROM = "Lower Zambezi Wire <desk@wire.example.com>"


def _mail(
    body: str, subject: str = f"Fwd: {TITLE}", *, html: bool = False, sent: str = "Fri, 21 Jun 2024 10:00:00 +0000"
) -> bytes:
    message = EmailMessage()
    message["From"] = "Marta Example <marta@example.org>"
    message["To"] = "desk@example.org"
    message["Subject"] = subject
    message["Date"] = sent
    message.set_content(body, subtype="html" if html else "plain", charset="utf-8")
    return message.as_bytes()


def _read(folder: Path, data: bytes, name: str = "a.eml") -> tuple[list[Article], list[Skipped]]:
    (folder / name).write_bytes(data)
    return read_articles([str(folder / name)])


_HEADERS = {
    "gmail": f"---------- Forwarded message ---------\nFrom: {_FROM}\nDate: Mon, Jun 3, 2024 at 7:12 AM\nSubject: {TITLE}\nTo: <marta@example.org>\n",
    "gmail in spanish": f"---------- Mensaje reenviado ---------\nDe: {_FROM}\nDate: lun, 3 jun 2024 a las 7:12\nSubject: {TITLE}\nTo: <marta@example.org>\n",
    "outlook": f"-----Original Message-----\nFrom: {_FROM}\nSent: Monday, June 3, 2024 7:12 AM\nTo: Marta Example\nCc: others@example.org\nSubject: {TITLE}\nImportance: High\n",
    "outlook with a rule": f"________________________________\nFrom: {_FROM}\nSent: Monday, June 3, 2024 7:12 AM\nTo: Marta Example\nSubject: {TITLE}\n",
    "outlook in german": f"-----Ursprüngliche Nachricht-----\nVon: {_FROM}\nGesendet: Montag, 3. Juni 2024 07:12\nAn: Marta Example\nBetreff: {TITLE}\n",
    "outlook in french": f"De : {_FROM}\nEnvoyé : lundi 3 juin 2024 07:12\nÀ : Marta Example\nObjet : {TITLE}\n",
    "outlook in spanish": f"De: {_FROM}\nEnviado el: lunes, 3 de junio de 2024 7:12\nPara: Marta Example\nAsunto: {TITLE}\n",
    "outlook in portuguese": f"De: {_FROM}\nEnviado: segunda-feira, 3 de junho de 2024 07:12\nPara: Marta Example\nAssunto: {TITLE}\n",
    "russian": f"-------- Пересылаемое сообщение --------\nОт: {_FROM}\nДата: понедельник, 3 июня 2024 г. 7:12\nКому: Marta Example\nТема: {TITLE}\n",
    "dutch": f"Van: {_FROM}\nVerzonden: maandag 3 juni 2024 07:12\nAan: Marta Example\nOnderwerp: {TITLE}\n",
    "italian": f"Da: {_FROM}\nInviato: lunedì 3 giugno 2024 07:12\nA: Marta Example\nOggetto: {TITLE}\n",
    "polish": f"---------- Wiadomość przekazana dalej ---------\nOd: {_FROM}\nDate: pon., 3 cze 2024 o 07:12\nSubject: {TITLE}\nTo: <marta@example.org>\n",
    "turkish": f"---------- Forwarded message ---------\nFrom: {_FROM}\nDate: 3 Haziran 2024 Pazartesi 07:12\nSubject: {TITLE}\nTo: <marta@example.org>\n",
    "japanese": f"---------- Forwarded message ---------\nFrom: {_FROM}\nDate: 2024年6月3日(月) 7:12\nSubject: {TITLE}\nTo: <marta@example.org>\n",
    "korean": f"---------- Forwarded message ---------\nFrom: {_FROM}\nDate: 2024년 6월 3일 (월) 오전 7:12\nSubject: {TITLE}\nTo: <marta@example.org>\n",
    "thunderbird": f"-------- Forwarded Message --------\nSubject: \t{TITLE}\nDate: \tMon, 3 Jun 2024 07:12:00 +0200\nFrom: \t{_FROM}\nTo: \tMarta Example <marta@example.org>\n",
    "in stars": f"*From:* {_FROM}\n*Sent:* Monday, June 3, 2024 7:12 AM\n*To:* Marta Example <marta@example.org>\n*Subject:* {TITLE}\n",
    "older outlook": f"From: Lower Zambezi Wire [mailto:desk@wire.example.com]\nSent: Monday, June 3, 2024 7:12 AM\nTo: a@example.org;\n b@example.org\nSubject: {TITLE}\n",
    "apple mail": f"Begin forwarded message:\n\nFrom: {_FROM}\n\nSubject: {TITLE}\n\nDate: 3 June 2024 at 07:12:33 CEST\n\nTo: marta@example.org\n",
}  # fmt: skip


@pytest.mark.parametrize("note", ["", "FYI\nMarta, Lisbon office\n\n"], ids=["bare", "with a note"])
@pytest.mark.parametrize("header", _HEADERS.values(), ids=_HEADERS)
def test_a_forwarded_report_is_told_by_its_sender_on_its_day(header: str, note: str, tmp_path: Path) -> None:
    (article,), skipped = _read(
        tmp_path, _mail(f"{note}{header}\n{STORY}\n\n-- \nMarta Example\nRua Example 3, Lisbon\n")
    )
    assert article.text == f"{TITLE}\n\n{STORY}"
    assert (article.title, article.outlet, article.domain) == (TITLE, "Lower Zambezi Wire", "wire.example.com")
    assert (article.published.start, article.published.basis) == (date(2024, 6, 3), "metadata")
    assert not skipped


@pytest.mark.parametrize("name", ["gmail", "apple mail", "outlook in french"])
def test_a_forward_that_is_quoted_is_unquoted(name: str, tmp_path: Path) -> None:
    quoted = "\n".join(f"> {line}".rstrip() for line in f"{_HEADERS[name]}\n{STORY}".split("\n"))
    (article,), _ = _read(tmp_path, _mail(quoted))
    assert article.text == f"{TITLE}\n\n{STORY}"
    assert article.published.start == date(2024, 6, 3)


def test_a_forward_in_html_is_the_original_s(tmp_path: Path) -> None:
    shown = "".join(f"<p>{line}</p>" for line in STORY.split("\n"))
    header = (
        f'<div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>From: <b>Lower Zambezi Wire</b> &lt;desk@wire.example.com&gt;<br>'
        f"Date: Mon, Jun 3, 2024 at 7:12&#8239;AM<br>Subject: {TITLE}<br>To: &lt;marta@example.org&gt;<br></div>"
    )
    outlook = (
        "<p><b>From:</b> Lower Zambezi Wire &lt;desk@wire.example.com&gt;<br><b>Sent:</b> Monday, June 3, 2024 7:12 AM<br>"
        f"<b>To:</b> Marta Example<br><b>Subject:</b> {TITLE}</p>"
    )
    for number, above in enumerate((header, outlook)):
        page = f'<html><body><div>FYI</div><div class="gmail_quote">{above}{shown}</div></body></html>'
        (article,), _ = _read(tmp_path, _mail(page, html=True), f"{number}.eml")
        assert article.text.split() == f"{TITLE} {STORY}".split()
        assert article.outlet == "Lower Zambezi Wire"
        assert article.published.start == date(2024, 6, 3)


def test_of_a_chain_of_forwards_the_last_is_read(tmp_path: Path) -> None:
    between = "From: Jo Example <jo@example.net>\nSent: Wednesday, June 12, 2024 9:00 AM\nTo: Marta Example\nSubject: FW: x\n\nThought of you."
    (article,), _ = _read(tmp_path, _mail(f"See below.\n\n{between}\n\n{_HEADERS['outlook']}\n{STORY}"))
    assert article.text == f"{TITLE}\n\n{STORY}"
    assert article.published.start == date(2024, 6, 3)


def test_a_long_text_above_the_original_is_an_article_of_its_own(tmp_path: Path) -> None:
    own = " ".join(
        f"Our colleagues in Quelimane counted {number} lorries at the ferry on Thursday morning."
        for number in range(2, 6)
    )
    (original, above), skipped = _read(tmp_path, _mail(f"{own}\n\n{_HEADERS['gmail']}\n{STORY}"))
    assert original.published.start == date(2024, 6, 3)
    assert "Quelimane" not in original.text
    assert (above.authors, above.published.start) == (("Marta Example",), date(2024, 6, 21))
    assert own in above.text
    assert not skipped


def test_a_text_above_the_original_that_may_be_either_is_named(tmp_path: Path) -> None:
    note = "My cousin in Quelimane says that the ferry has stopped too, and that nobody there knows when it will start again."
    (article,), (doubt,) = _read(tmp_path, _mail(f"{note}\n\n{_HEADERS['gmail']}\n{STORY}"))
    assert "Quelimane" not in article.text
    assert "21 words above" in doubt.reason


def test_a_forward_without_a_date_that_can_be_read_is_not_dated_by_its_forwarder(tmp_path: Path) -> None:
    for number, sent in enumerate(("03/06/2024 07:12", "yesterday")):
        header = f"From: {_FROM}\nSent: {sent}\nTo: Marta Example\nSubject: {TITLE}\n"
        (article,), (doubt,) = _read(tmp_path, _mail(f"{header}\n{STORY}"), f"{number}.eml")
        assert article.published.start is None
        assert sent in doubt.reason


def test_a_forward_without_the_original_s_header_is_named(tmp_path: Path) -> None:
    for number, subject in enumerate(
        ("Fwd: Road cut", "FW: Road cut", "WG: Road cut", "TR : Road cut", "RV: Road cut")
    ):
        (article,), (doubt,) = _read(tmp_path, _mail(f"{STORY} {number}", subject), f"{number}.eml")
        assert article.title == "Road cut"
        assert "who forwarded it" in doubt.reason


@pytest.mark.parametrize(
    "attribution",
    [
        "On 20 June 2024, Jo Example <jo@example.net> wrote:",
        "On Thu, 20 Jun 2024 at 09:12, Jo Example <\njo@example.net> wrote:",
        "Le jeu. 20 juin 2024 à 09:12, Jo Example a écrit :",
        "Am 20.06.2024 um 09:12 schrieb Jo Example:",
        "El jue, 20 jun 2024 a las 9:12, Jo Example (<jo@example.net>) escribió:",
        "Jo Example wrote:",
    ],
)
def test_what_a_mail_quotes_is_no_story(attribution: str, tmp_path: Path) -> None:
    body = f"{STORY}\n\n{attribution}\n> Is there news from Chimoio?\n>\n>> Nothing from Beira.\n"
    (article,), skipped = _read(tmp_path, _mail(body, f"Re: {TITLE}"))
    assert article.text == f"{TITLE}\n\n{STORY}"
    assert not skipped


def test_an_answer_is_its_writer_s_and_the_question_is_left_out(tmp_path: Path) -> None:
    asked = "From: Jo Example <jo@example.net>\nSent: Thursday, June 20, 2024 9:00 AM\nTo: Marta Example\nSubject: Tete\n\nIs there news from Chimoio?"
    (article,), skipped = _read(tmp_path, _mail(f"{STORY}\n\n{asked}", "RE: Tete"))
    assert article.text == f"Tete\n\n{STORY}"
    assert article.published.start == date(2024, 6, 21)
    assert not skipped


def test_fields_inside_a_story_are_no_header(tmp_path: Path) -> None:
    body = f"{STORY}\n\nFrom: Tete\nTo: Moatize\nThe ferry leaves at noon.\n"
    (article,), _ = _read(tmp_path, _mail(body, TITLE))
    assert "The ferry leaves at noon." in article.text
    assert article.authors == ("Marta Example",)


def _attached(*subjects: str, note: str = "See attached, please.", name: str | None = None) -> bytes:
    outer = MIMEMultipart()
    outer["From"] = "Marta Example <marta@example.org>"
    outer["Subject"] = "Fwd: two reports"
    outer["Date"] = "Fri, 21 Jun 2024 10:00:00 +0000"
    outer.attach(MIMEText(note, "plain", "utf-8"))
    for number, subject in enumerate(subjects):
        inner = EmailMessage()
        inner["From"] = _FROM
        inner["Subject"] = subject
        inner["Date"] = f"Mon, 3 Jun 2024 0{number}:00:00 +0000"
        inner.set_content(f"{STORY} Report {number}.\n")
        part = MIMEMessage(inner)
        if name:
            part.add_header("Content-Disposition", "attachment", filename=name)
        outer.attach(part)
    return outer.as_bytes()


def test_attached_messages_are_articles_of_their_own(tmp_path: Path) -> None:
    articles, skipped = _read(tmp_path, _attached("Road cut", "School full"))
    assert [article.title for article in articles] == ["Road cut", "School full"]
    assert {article.published.start for article in articles} == {date(2024, 6, 3)}
    assert {article.outlet for article in articles} == {"Lower Zambezi Wire"}
    assert [article.path.rpartition("/")[2] for article in articles] == ["message-1", "message-2"]
    assert not skipped


def test_an_attached_message_is_cited_by_its_name_and_read_from_a_mailbox(tmp_path: Path) -> None:
    box = b"From a@b.example Fri Jun 21 10:00:00 2024\n" + _attached("Road cut", name="report.eml", note="") + b"\n"
    (article,), skipped = _read(tmp_path, box, "a.mbox")
    assert article.path.endswith("a.mbox#1/report.eml")
    assert not skipped


def test_a_message_in_a_message_in_a_message_is_read(tmp_path: Path) -> None:
    outer = MIMEMultipart()
    outer["From"], outer["Subject"] = "Jo Example <jo@example.net>", "Fwd"
    outer.attach(MIMEMessage(_parsed(_attached("Road cut"))))
    (article,), _ = _read(tmp_path, outer.as_bytes())
    assert article.title == "Road cut"


def _parsed(data: bytes) -> EmailMessage:
    from email import message_from_bytes, policy  # one use

    parsed = message_from_bytes(data, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


@pytest.mark.parametrize(
    "stub",
    [
        "This message was made in HTML. Please use a program that can show it.",
        "View this email in your browser: https://wire.example.com/x/1",
        "Si vous ne voyez pas ce message, ouvrez-le dans votre navigateur.",
        "Si ce message s'affiche mal, cliquez ici : https://wire.example.com/l\n\nPour vous désabonner : https://wire.example.com/u",
        "Wird diese Nachricht nicht richtig dargestellt, klicken Sie bitte hier.",
        "Para ver este mensaje, abra el enlace en su navegador: https://wire.example.com/2",
        "https://wire.example.com/3",
        "Lower Zambezi Wire",
    ],
)
def test_behind_a_text_part_that_says_nothing_the_page_is_read(stub: str, tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = _FROM, "Daily letter", "Mon, 3 Jun 2024 07:12:00 +0000"
    message.set_content(stub)
    shown = "".join(f"<p>{line}</p>" for line in STORY.split("\n"))
    message.add_alternative(
        f'<html><body><div style="display:none">Hidden words on Porto</div><table><tr><td><h1>{TITLE}</h1>{shown}</td></tr></table>'
        "<p>You are receiving this e-mail because you signed up. 1 Example Street, Cardiff. <a href='x'>Unsubscribe</a></p></body></html>",
        subtype="html",
    )
    (article,), _ = _read(tmp_path, message.as_bytes())
    searched = " ".join(article.text[sentence.start : sentence.end] for sentence in article.sentences)
    assert searched == f"{TITLE} " + STORY.replace("\n", " ")


def test_a_text_part_that_tells_the_story_is_read_before_the_page(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = _FROM, TITLE
    message.set_content(f"{STORY}\n\nView this email in your browser: https://wire.example.com/x/1\n")
    message.add_alternative(f"<p>{STORY}</p><p>View in browser</p>", subtype="html")
    (article,), _ = _read(tmp_path, message.as_bytes())
    assert article.text.startswith(f"{TITLE}\n\n{STORY}\n\nView")


@pytest.mark.parametrize(
    ("flowed", "joined", "told"),
    [
        ("The bridge at Ca \nia is open, the mini \nster said.\nBoats wait.", True, "The bridge at Caia is open, the minister said.\nBoats wait."),
        ("The bridge at  \nCaia is open.", True, "The bridge at Caia is open."),
        ("The bridge at \nCaia is open.", False, "The bridge at Caia is open."),
        ("> The bridge \n> is open.\nNo.", False, "> The bridge is open.\nNo."),
        (" From Caia \nto Sena.", False, "From Caia to Sena."),
        ("The end.\n-- \nMarta", False, "The end.\n-- \nMarta"),
        ("The end \n> is quoted", False, "The end \n> is quoted"),
    ],
)  # fmt: skip
def test_flowed_text_is_put_together(flowed: str, joined: bool, told: str) -> None:
    assert unflow(flowed, joined=joined) == told


def test_flowed_mail_has_no_name_that_a_line_end_made(tmp_path: Path) -> None:
    header = b"From: Wire <w@example.com>\nSubject: Bridge\nContent-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\n\n"
    (article,), _ = _read(
        tmp_path, header + b"The bridge was closed on Monday, the army said in Bam \nako, and boats wait.\n"
    )
    assert article.text == "Bridge\n\nThe bridge was closed on Monday, the army said in Bamako, and boats wait."
