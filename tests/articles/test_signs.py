"""A text is read as it is seen: hidden signs, hidden text and wrong labels make no names and part none."""

from __future__ import annotations

import json
from pathlib import Path

import made
import pytest

from geobrief.articles import read_articles
from geobrief.articles.decoding import decode
from geobrief.articles.visible import as_seen
from geobrief.model import Article

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _read(folder: Path, name: str, data: bytes) -> Article:
    (folder / name).write_bytes(data)
    (article,), skipped = read_articles([str(folder / name)])
    assert not skipped
    return article


@pytest.mark.parametrize(
    ("came", "seen"),
    [
        ("Ma\u00adra\u00addi", "Maradi"),
        ("Aga\u00addez\u2019s", "Agadez’s"),
        ("Guinea\u00adBissau", "Guinea-Bissau"),
        ("Guinea\u00ad-\u00adBissau", "Guinea-Bissau"),
        ("Timor\u2011Leste", "Timor-Leste"),
        ("Timor\u2010Leste", "Timor-Leste"),
        ("Mara\u200bdi", "Maradi"),
        ("Sierra\u200bLeone", "Sierra Leone"),
        ("It is calm.\u200bPolice left.", "It is calm. Police left."),
        ("Aga\u200cdez, Aga\u200ddez, Aga\u2060dez, Aga\ufeffdez", "Agadez, Agadez, Agadez, Agadez"),
        ("\u200eAgadez\u200f (\u202aNiger\u202c)", "Agadez (Niger)"),
        ("the ca\u00ad\npital of Niger", "the capital of Niger"),
        ("Zinder\u00ad\nAgadez", "Zinder\nAgadez"),
        ("عدن\u200f", "عدن"),
        ("naïve café – “yes”… 5 €", "naïve café – “yes”… 5 €"),
    ],
)
def test_hidden_signs_part_no_names(came: str, seen: str) -> None:
    assert as_seen(came) == seen


_SAID = [
    "Rain fell in Séguéla and in Ngaoundéré.",
    "The people’s party met in Düsseldorf – “at last”, it said…",
    "Řeka v Plzni; Łódź, Gdańsk, Kraków and Çorlu.",
    "Войска вошли в Изюм и Херсон.",
    "وصلت القوات إلى عدن",
    "Θεσσαλονίκη is quiet.",
    "São Tomé, Bogotá and A Coruña; it cost 5 €.",
]


@pytest.mark.parametrize("said", _SAID)
@pytest.mark.parametrize("label", ["cp1252", "latin-1"])
@pytest.mark.parametrize("times", [1, 2])
def test_what_was_encoded_twice_is_repaired(said: str, label: str, times: int) -> None:
    garbled = said
    for _ in range(times):
        garbled = "".join(_shown(byte, label) for byte in garbled.encode())
    assert garbled != said
    assert as_seen(garbled) == said
    assert as_seen(f"A line before.\n{garbled}\n{said}") == f"A line before.\n{said}\n{said}"


def _shown(byte: int, label: str) -> str:
    try:
        return bytes([byte]).decode(label)
    except UnicodeDecodeError:
        return chr(byte)


@pytest.mark.parametrize(
    ("came", "seen"),
    [
        ("Séguéla and SÃ©guÃ©la", "Séguéla and Séguéla"),
        ("The army’s base in LomÃ©", "The army’s base in Lomé"),
        ("“Yes”, saidâ€™s", "“Yes”, said’s"),
        ("Calm in MÃ?naka and SÃ\ufffdguÃ©la", "Calm in M\ufffdnaka and S\ufffdguéla"),
        ("Calm in MÃ naka, dÃ?jÃ", "Calm in M\ufffdnaka, d\ufffdjÃ"),
        ("voilÃ que", "voilà que"),
    ],
)
def test_in_a_line_of_both_what_is_sure_is_repaired(came: str, seen: str) -> None:
    assert as_seen(came) == seen


@pytest.mark.parametrize(
    "right",
    [
        "« Voilà\u00a0», dit-il à Genève",
        "“IRMÔ e “MAÇÔ”",
        "São João, SÃO PAULO, Ãncora",
        "A LÃ É CARA, IRMÃ? AMANHÃ, MANHÃ.",
        "le marché\u00a0»",
        "“CAFÉ”",
        "ÎLE-DE-FRANCE… À BIENTÔT",
        "Ä–Ö",
        "Århus, Øresund, Ñuñoa",
        "Привет – «Ñ»",
        "尼日尔 – été",
    ],
)
def test_what_is_right_is_left_alone(right: str) -> None:
    assert as_seen(right) == right


_QUOTED = "Fighting near “Séguéla” – the army’s base – and N’Djamena killed four…"
_LABELS = ["iso-8859-1", "ISO-8859-1", "latin1", "us-ascii", "windows-1252"]


@pytest.mark.parametrize("label", _LABELS)
def test_what_calls_itself_latin_1_is_read_as_browsers_read_it(label: str) -> None:
    assert decode(_QUOTED.encode("cp1252"), declared=label) == _QUOTED
    assert decode(b"\x93a\x94 \x81", declared=label) == "“a” \x81"


@pytest.mark.parametrize("label", _LABELS)
def test_wrong_labels_are_seen_through_in_every_format(label: str, tmp_path: Path) -> None:
    said = _QUOTED.encode("cp1252")
    charset = label.encode()
    files = {
        "a.html": b"<html><head><meta charset='" + charset + b"'></head><body><p>" + said + b"</p></body></html>",
        "a.eml": b"From: a@b.example\nContent-Type: text/plain; charset=" + charset + b"\nContent-Transfer-Encoding: 8bit\n\n" + said,
        "a.rss": b"<?xml version='1.0' encoding='" + charset + b"'?><rss><channel><item><description>" + said + b"</description></item></channel></rss>",
        "a.csv": b'text,date\n"' + said + b'",2024-06-03\n',
        "a.txt": said,
        "a.json": json.dumps({"text": said.decode("latin-1")}).encode(),
        "b.txt": said.decode("latin-1").encode(),
    }  # fmt: skip
    for name, data in files.items():
        assert _read(tmp_path, name, data).text.strip() == _QUOTED, name


def test_titles_are_repaired_too(tmp_path: Path) -> None:
    article = _read(tmp_path, "a.md", "---\ntitle: Calm in SÃ©guÃ©la\n---\nRain fell on Mo\u00adnday.".encode())
    assert (article.title, article.text) == ("Calm in Séguéla", "Calm in Séguéla\n\nRain fell on Monday.")


def test_what_is_quoted_stands_at_its_offsets_in_the_kept_text(tmp_path: Path) -> None:
    article = _read(tmp_path, "a.txt", "Ra\u00adin in SÃ©guÃ©la.\n\nIt fell on Mon\u200bday and on Tuesday.".encode())
    sentences = [article.text[sentence.start : sentence.end] for sentence in article.sentences]
    assert sentences == ["Rain in Séguéla.", "It fell on Monday and on Tuesday."]


def _docx(body: str, styles: str = "") -> bytes:
    parts = {
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
    }
    if styles:
        parts["word/styles.xml"] = f'<w:styles xmlns:w="{_WORD}">{styles}</w:styles>'
    return made.zipped(parts)


_STYLES = (
    '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Below"><w:basedOn w:val="Secret"/></w:style>'
    '<w:style w:type="character" w:styleId="Shown"><w:basedOn w:val="Secret"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Note"><w:rPr><w:vanish w:val="true"/></w:rPr></w:style>'
)
_HELD = "<w:t>in Lubumbashi</w:t></w:r>"


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (f"<w:p><w:r><w:rPr><w:vanish/></w:rPr>{_HELD}</w:p>", False),
        (f'<w:p><w:r><w:rPr><w:vanish w:val="1"/></w:rPr>{_HELD}</w:p>', False),
        (f'<w:p><w:r><w:rPr><w:vanish w:val="false"/></w:rPr>{_HELD}</w:p>', True),
        (f'<w:p><w:r><w:rPr><w:rStyle w:val="Secret"/></w:rPr>{_HELD}</w:p>', False),
        (f'<w:p><w:r><w:rPr><w:rStyle w:val="Below"/></w:rPr>{_HELD}</w:p>', False),
        (f'<w:p><w:r><w:rPr><w:rStyle w:val="Shown"/></w:rPr>{_HELD}</w:p>', True),
        (f'<w:p><w:r><w:rPr><w:rStyle w:val="Secret"/><w:vanish w:val="0"/></w:rPr>{_HELD}</w:p>', True),
        (f'<w:p><w:pPr><w:pStyle w:val="Note"/></w:pPr><w:r>{_HELD}</w:p>', False),
        (f'<w:p><w:pPr><w:pStyle w:val="Note"/></w:pPr><w:r><w:rPr><w:vanish w:val="0"/></w:rPr>{_HELD}</w:p>', True),
        (f"<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r>{_HELD}</w:p>", True),
        (f"<w:p><w:hyperlink><w:r><w:rPr><w:vanish/></w:rPr>{_HELD}</w:hyperlink></w:p>", False),
    ],
)  # fmt: skip
def test_hidden_text_in_word_is_left_out(body: str, shown: bool, tmp_path: Path) -> None:
    seen = "<w:p><w:r><w:t>The road to Kolwezi is open.</w:t></w:r></w:p>"
    article = _read(tmp_path, "a.docx", _docx(seen + body, _STYLES))
    assert ("Lubumbashi" in article.text) is shown
    assert "The road to Kolwezi is open." in article.text


def test_word_s_own_hyphen_is_one(tmp_path: Path) -> None:
    body = "<w:p><w:r><w:t>Guinea</w:t><w:noBreakHyphen/><w:t>Bissau vo</w:t><w:softHyphen/><w:t>ted.</w:t></w:r></w:p>"
    assert _read(tmp_path, "a.docx", _docx(body)).text == "Guinea-Bissau voted."


def test_hidden_text_in_opendocument_is_left_out(tmp_path: Path) -> None:
    office, text, style = (f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "text", "style"))
    content = (
        f'<office:document-content xmlns:office="{office}" xmlns:text="{text}" xmlns:style="{style}"><office:automatic-styles>'
        '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style></office:automatic-styles>'
        '<office:body><office:text><text:p>The road to Kolwezi <text:span text:style-name="T1">and Lubumbashi</text:span>is open.</text:p>'
        '<text:p text:style-name="T1">Likasi</text:p></office:text></office:body></office:document-content>'
    )
    data = made.zipped({"content.xml": content}, stored="application/vnd.oasis.opendocument.text")
    assert _read(tmp_path, "a.odt", data).text == "The road to Kolwezi is open."


def test_hidden_text_in_rtf_is_left_out(tmp_path: Path) -> None:
    for number, hidden in enumerate(
        (rb"{\v and Lubumbashi}", rb"\v and Lubumbashi\v0 ", rb"{\v and \b Lubumbashi\plain}")
    ):
        data = rb"{\rtf1\ansi\pard The road to Kolwezi " + hidden + rb"is open.\par}"
        assert _read(tmp_path, f"{number}.rtf", data).text == "The road to Kolwezi is open."


@pytest.mark.parametrize(
    "escaped", ["Kayes &amp;amp; S&amp;eacute;gou cut off", "Kayes &amp;#38; S&amp;#233;gou cut off"]
)
def test_a_title_that_was_escaped_twice_is_read_once(escaped: str, tmp_path: Path) -> None:
    story = "<p>Floods cut the road to Kayes on Sunday, the governor said, and two bridges were lost upstream.</p>"
    page = f"<html><head><title>{escaped}</title></head><body><article>{story}</article></body></html>"
    (tmp_path / "a.html").write_text(page, "utf-8")
    [article], _ = read_articles([str(tmp_path / "a.html")])
    assert article.title == "Kayes & Ségou cut off"
