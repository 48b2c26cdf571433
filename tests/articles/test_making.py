"""Whatever the text, an article's passages and sentences are in order and point into it."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geobrief.articles import make_article
from geobrief.articles.datelines import dateline_length, is_dateline
from geobrief.articles.language import find_language
from geobrief.articles.publication import read_date_line, read_published

_LINES = st.sampled_from(
    [
        "Dam gate jams on the Zambezi",
        "By Ruth Banda",
        "Ruth Banda",
        "2 March 2021",
        "Tuesday 2 March 2021 16:15",
        "Share This",
        "CATEGORIESShare This",
        "Read more",
        "© Valley Pictures",
        "",
        " ",
        "LUSAKA, March 2 (AFP) - Divers went down on Tuesday, and the gate was freed by night.",
        "Engineers lowered divers into the river on Tuesday. They came up at noon, and said the gate had moved.",
        "Title: Dam gate",
        "\u2028",
        "\r",
        "…",
        "|",
        "#",
    ]
)
_TEXTS = st.one_of(st.text(max_size=300), st.lists(_LINES, max_size=12).map("\n".join))


@given(_TEXTS, st.sampled_from(["plain", "file"]))
@example("*B", "file")
@example("B*", "file")
@example("## Troops leave ##", "file")
def test_passages_and_sentences_point_into_the_text_in_order(text: str, kind) -> None:
    article = make_article(text, kind=kind)
    assert article.text == text
    at = 0
    for passage in article.passages:
        assert at <= passage.start < passage.end <= len(text)
        assert not text[at : passage.start].strip()
        assert text[passage.start : passage.end].strip() == text[passage.start : passage.end]
        at = passage.end
    assert not text[at:].strip()
    searched = [passage for passage in article.passages if passage.kind in ("title", "body", "dateline")]
    for passage in searched:
        inside = [sentence for sentence in article.sentences if passage.start <= sentence.start < passage.end]
        assert inside
        assert inside[-1].end == passage.end
    assert all(
        any(passage.start <= sentence.start and sentence.end <= passage.end for passage in searched)
        for sentence in article.sentences
    )


@given(_TEXTS)
def test_a_plain_text_is_searched_to_its_last_character(text: str) -> None:
    article = make_article(text)
    assert {passage.kind for passage in article.passages} <= {"title", "body", "dateline"}


@given(_TEXTS)
def test_the_same_text_has_the_same_id(text: str) -> None:
    assert make_article(text, path="a").id == make_article(text, path="b", title="x").id
    assert re.fullmatch(r"a-[0-9a-f]{16}", make_article(text).id)


def test_half_of_a_surrogate_pair_has_an_id_too() -> None:
    assert make_article("The \ud83d sign stands here.").id.startswith("a-")


# The first day of 1970 is what programs write for no date.
@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)).filter(lambda day: day != date(1970, 1, 1)))
def test_a_date_is_read_in_every_common_form(day: date) -> None:
    forms = [
        "%Y-%m-%d",
        "%Y-%m-%dT%H:%M:%SZ",
        "%Y%m%d",
        "%d %B %Y",
        "%B %d, %Y",
        "%b %d, %Y",
        "%d.%m.%Y",
        "%Y/%m/%d",
        "%a, %d %b %Y %H:%M:%S +0200",
    ]
    for form in forms:
        found = read_published(day.strftime(form))
        assert found is not None, form
        assert (found.start, found.end, found.precision) == (day, day, "day"), form


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_weekday_that_does_not_agree_takes_the_date_away(day: date) -> None:
    right, wrong = day.strftime("%A"), (day + timedelta(days=1)).strftime("%A")
    dated = read_date_line(f"{day.day} {day.strftime('%B %Y')} {right} 10:28")
    assert dated is not None
    assert (dated.when.start, dated.rest) == (day, "")
    assert read_date_line(f"{day.day} {day.strftime('%B %Y')} {wrong} 10:28") is None


@pytest.mark.parametrize(
    "written",
    [
        "",
        "soon",
        "7:58 AM ET",
        "Wed Nov 23",
        "13/13/2021",
        "03/04/2021",
        "31 February 2021",
        "20211399",
        "99999-01-01",
        None,
    ],
)
def test_what_is_no_whole_date_is_none(written: str | None) -> None:
    assert read_published(written) is None


@pytest.mark.parametrize(
    ("written", "start", "end", "precision"),
    [("2021", "2021-01-01", "2021-12-31", "year"), ("2021-02", "2021-02-01", "2021-02-28", "month")],
)
def test_a_month_and_a_year_stay_as_wide_as_they_are(written: str, start: str, end: str, precision: str) -> None:
    found = read_published(written)
    assert found is not None
    assert (str(found.start), str(found.end), found.precision) == (start, end, precision)


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("LUSAKA, March 2 (AFP) - Divers went down.", "LUSAKA, March 2 (AFP) -"),
        ("LUSAKA (AP) — Divers went down.", "LUSAKA (AP) —"),
        ("LUSAKA (ZAMBIA), 2 MAR 21 (AFP) -- DIVERS WENT DOWN.", "LUSAKA (ZAMBIA), 2 MAR 21 (AFP) --"),
        ("(Reuters) - Divers went down.", "(Reuters) -"),
        ("Lusaka, Zambia, 2 March 2021 – Divers went down.", "Lusaka, Zambia, 2 March 2021 –"),
        ("NEW DELHI: The ministry said on Tuesday that the gate had been freed.", "NEW DELHI:"),
        ("ST. LOUIS -- The mayor said on Tuesday that the gate had been freed.", "ST. LOUIS --"),
        ("SANA’A/ADEN - The ministry said on Tuesday that the gate had been freed.", "SANA’A/ADEN -"),
        ("Lusaka (Zambia) is the capital.", ""),
        ("The gate – a steel one – was freed by the divers on Tuesday night.", ""),
        ("US - Divers went down into the water and the gate was freed on Tuesday.", ""),
        ("BREAKING: Divers went down into the water and the gate was freed on Tuesday.", ""),
        ("Police (AFP) said nothing.", ""),
        ("LUSAKA", ""),
    ],
)
def test_a_dateline_is_found_where_one_stands(line: str, dateline: str) -> None:
    assert line[: dateline_length(line)] == dateline


@pytest.mark.parametrize(
    ("line", "alone"),
    [
        ("Lusaka (CNN)", True),
        ("LUSAKA, March 2, 2021 (AFP)", True),
        ("Siavonga, Zambia, March 2, 2021", True),
        ("Dam Gate Jams (VIDEO)", False),
        ("Divers Free Gate Of Kalomo Dam (Photos)", False),
        ("Zambian Dam Gate Jams After Storm (AFP)", False),
    ],
)
def test_a_dateline_may_have_a_line_of_its_own(line: str, alone: bool) -> None:
    assert is_dateline(line) is alone


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The gate of the dam was freed by divers on Tuesday, and the lake is falling.", "en"),
        ("La vanne du barrage a été libérée par des plongeurs mardi, et le lac baisse.", "fr"),
        ("La compuerta de la presa fue liberada el martes por los buzos, y el lago baja.", "es"),
        ("A comporta da barragem foi libertada por mergulhadores na terça-feira, e o lago não sobe mais.", "pt"),
        ("Das Tor des Damms wurde am Dienstag von Tauchern gelöst, und der See fällt wieder.", "de"),
        ("La porta della diga è stata liberata martedì dai sommozzatori, e il lago non sale più.", "it"),
        ("Затвор плотины был освобождён водолазами во вторник, и вода в озере уже не поднимается.", "ru"),
        (
            "Затвор греблі було звільнено водолазами у вівторок, і вода в озері вже не піднімається, але це не все.",
            "uk",
        ),
        ("حرر الغواصون بوابة السد يوم الثلاثاء من بعد ليلة طويلة في البحيرة", "ar"),
        ("潜水员周二打开了大坝的闸门,湖水正在下降。", "zh"),
        ("ダイバーは火曜日にダムの水門を開け、湖の水位は下がっている。", "ja"),
        ("잠수부들이 화요일에 댐의 수문을 열었고 호수의 물이 줄고 있다.", "ko"),
        ("הצוללנים פתחו את שער הסכר ביום שלישי והאגם יורד.", "he"),
        ("1.200 4,7 2021", None),
        ("Zambezi Siavonga Kalomo Munyati", None),
    ],
)
def test_the_language_is_found_or_left_open(text: str, language: str | None) -> None:
    assert find_language(text) == language
