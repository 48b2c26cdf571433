"""The mail as Python's own reader of mail has it: subject, plain text, HTML, and the picture that the HTML shows."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from datetime import date
from email.message import EmailMessage

import pytest

from geobrief.brief.findings import with_findings
from geobrief.export.drawing import is_tall
from geobrief.export.eml import MOST_BYTES
from tests.brief.builders import a_brief
from tests.export.briefs import a_place, brief_of, hostile, scattered

pytest.importorskip("resvg_py")


def _read(path) -> EmailMessage:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert [part.defects for part in message.walk()] == [[] for _ in message.walk()]
    return message


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return part.get_content()


def test_the_picture_that_the_mail_shows_is_a_part_of_it(saved):
    message = _read(saved(".eml"))
    (shown,) = re.findall(r'<img src="cid:([^"]+)"', _body(message, "html"))
    (picture,) = (part for part in message.walk() if part.get_content_type() == "image/png")
    assert picture["Content-ID"] == f"<{shown}>"
    assert picture.get_content_disposition() == "inline"
    assert picture.get_content().startswith(b"\x89PNG")
    assert "data:" not in _body(message, "html")


def test_the_mail_fits_a_window_of_any_width_and_brings_its_own_ground(saved):
    page = _body(_read(saved(".eml")), "html")
    assert "width=device-width" in page
    (frame,) = re.findall(r'<table role="presentation"[^>]*>', page)
    assert 'width="600"' in frame, "Outlook goes by the attribute"
    assert "max-width:600px" in frame
    assert 'bgcolor="#ffffff"' in frame, "dark letters do not stand on a dark ground"
    assert re.findall(r"<img [^>]*width:100%;height:auto", page)
    assert not re.findall(r"<(?:script|link|style|iframe|form)\b", page)


def test_the_plain_text_says_what_the_html_says_first(saved):
    brief = with_findings(a_brief())
    message = _read(saved(".eml", brief))
    text, page = (" ".join(_body(message, kind).split()) for kind in ("plain", "html"))
    assert brief.findings
    for finding in brief.findings:
        assert finding.text in text
        assert finding.text in page
    assert text.index("FINDINGS") < text.index("SOURCES")
    assert page.index(">Findings<") < page.index("<img ") < page.index(">Sources<")


def test_a_marking_stands_in_the_subject_and_on_top_of_both_texts(saved):
    message = _read(saved(".eml", marking="TLP:AMBER"))
    assert message["Subject"].startswith("[TLP:AMBER] ")
    assert _body(message, "plain").startswith("TLP:AMBER")
    assert _body(message, "html").count("TLP:AMBER") >= 3, "its title, its top and its foot"


def test_the_mail_is_a_draft_of_the_day_of_issue_and_of_no_day_without_one(saved):
    assert _read(saved(".eml"))["Date"] is None
    message = _read(saved(".eml", issued=date(2024, 9, 20)))
    assert message["Date"].datetime.date() == date(2024, 9, 20)
    assert message["X-Unsent"] == "1"
    assert message["To"] is None


@pytest.mark.parametrize("count", [10, 300])
def test_the_html_is_never_so_long_that_a_mail_program_cuts_it(saved, count):
    brief = scattered(count)
    sources = tuple(
        replace(brief.articles[0], id=f"a-{n}", path=f"{n}.txt", title=f"A title of usual length for a report, {n}")
        for n in range(count)
    )
    brief = with_findings(replace(brief, articles=(*brief.articles, *sources)))
    text = _body(_read(saved(".eml", brief)), "html")
    assert len(text.encode("utf-8")) < MOST_BYTES
    assert brief.findings[0].text in text


def test_the_same_brief_is_the_same_mail(saved):
    assert saved(".eml").read_bytes() == saved(".eml").read_bytes()


def test_hostile_text_ends_no_header_and_is_no_markup(saved):
    message = _read(saved(".eml", hostile()))
    assert "\n" not in str(message["Subject"])
    assert set(message.keys()) == {"Subject", "X-Unsent", "X-Mailer", "MIME-Version", "Content-Type"}
    assert "<script" not in _body(message, "html")


def test_in_french_the_words_of_the_mail_are_french(saved):
    message = _read(saved(".eml", with_findings(a_brief()), language="fr"))
    assert "L’ESSENTIEL" in _body(message, "plain")
    assert "L’essentiel" in _body(message, "html")


def test_a_map_of_the_world_stands_over_its_list_and_one_of_a_country_beside_it():
    across = brief_of([a_place("Lima", -12.0, -77.0), a_place("Delhi", 28.6, 77.2), a_place("Oslo", 59.9, 10.7)])
    country = brief_of([a_place("Niamey", 13.5, 2.1), a_place("Agadez", 17.0, 8.0), a_place("Arlit", 18.7, 7.4)])
    assert not is_tall(across)
    assert is_tall(country)
