"""Whatever the text, what is told of it stands in it; and what no text says is not told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geobrief import geoparse
from geobrief.events import event_kinds
from geobrief.model import EventReport, Reading
from tests.counted import lines_run

WORDS = "attack killed bombing the army Gao in on Monday . , “ ” troops withdrew ' - — ( ) 12 $100 ÀÉ ﷽ 中 😀 \u00ad \n\n A The".split(
    " "
)


def check(reading: Reading) -> None:
    """Every report points at what it says."""
    text = reading.article.text
    for report in reading.reports:
        assert text[report.start : report.end] == report.trigger
        assert report.sentence.start <= report.start < report.end <= report.sentence.end
        assert report.kind in event_kinds()
        assert report.confidences is not None
        assert 0 <= report.confidence <= report.confidences.kind + 0.005
        assert all(part.text.strip() for part in report.label)
        for actor in report.who:
            assert text[actor.start : actor.end] == actor.name
        for spot in report.where:
            assert 0 <= spot.resolution < len(reading.resolutions)
            assert report.confidence <= reading.resolutions[spot.resolution].confidence + 0.005
            break
        assert report.when is None or 0 <= report.when < len(reading.dates)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(["", " ", " "])), max_size=120))
def test_any_words_in_any_order_are_read_without_a_fault(words: list[tuple[str, str]]) -> None:
    """Offsets hold, doubts are ordered, and nothing breaks."""
    check(geoparse("".join(word + behind for word, behind in words), published="2024-06-12"))


@pytest.mark.parametrize(
    "text",
    [
        "Attack",
        "ATTACK IN GAO KILLS TWELVE. ARMY SAYS REBELS FLED. TROOPS WITHDREW FROM KIDAL ON MONDAY.",
        "troops withdrew from gao and then they went on without any stop at all " * 40,
        "attack killed bombing " * 2_000,
        "- Kidal: 3 dead\n- Gao: 4 wounded\n- Mopti: 2 missing\n" * 30,
        "Q: Did they attack?\nA: No, they did not.\nQ: When?\nA: On Monday.\n" * 30,
        "The rain in Gao / falls mainly on the day / and nobody was killed / they say.\n" * 20,
        "The army attacked Gao on Monday and killed five civilians—\n\nRebels - who fled - attacked Kidal-",
    ],
    ids=["one word", "capitals", "no stops", "repetition", "a list", "a transcript", "verse", "a dash at the end"],
)
def test_texts_of_odd_form_are_read_within_bounds(text: str) -> None:
    """One word, capitals, no stops, lists, transcripts and verse are read, and no more is told than a page can hold."""
    reading = geoparse(text, published="2024-06-12")
    check(reading)
    assert len(reading.reports) <= 250


def test_a_text_in_another_language_is_read_for_places_only() -> None:
    """The encoder knows English; what it would make of French is no reading."""
    reading = geoparse(
        "L'armée a attaqué la ville de Gao lundi, tuant douze personnes. Les habitants ont fui vers Mopti et vers Bamako, "
        "où le gouvernement a promis de l'aide. Les rebelles se sont retirés de la région de Kidal."
    )
    assert reading.article.language == "fr"
    assert not reading.reports
    assert any(item.place for item in reading.resolutions)


def test_an_article_is_read_alike_whatever_was_read_before() -> None:
    """Windows are read one by one, so that no other article changes a digit."""
    text = "Gunmen killed twelve people in Gao on Monday, the army said. Troops later withdrew from Kidal."
    alone = geoparse(text, published="2024-06-12").reports
    geoparse("A flood in Pakistan killed hundreds. " * 30)
    assert geoparse(text, published="2024-06-12").reports == alone


def test_twice_the_sentences_are_about_twice_the_work() -> None:
    """Counted in lines of Python that are run: reading grows with the text, and grouping is bounded."""
    sentence = "The army attacked the town of Gao on Monday, and twelve people were killed in the market. "
    geoparse(sentence)
    small, large = (lines_run(lambda n=n: geoparse(sentence * n)) for n in (20, 80))
    assert large < 7 * small


def of_kind(reading: Reading, *kinds: str) -> list[EventReport]:
    return [report for report in reading.reports if report.kind in kinds]


ATTACKS = ("attack_on_civilians", "armed_clash", "explosion", "looting", "crime", "abduction")


@pytest.mark.parametrize("village", ["Tchombangou", "Zaroumdareye", "Banibangoukoira", "Oulmasse"])
def test_an_attack_in_a_village_that_no_gazetteer_knows_is_not_pinned_on_the_capital(village: str) -> None:
    """The village is named, its position is not known, and where officials met says nothing of it."""
    reading = geoparse(
        f"Gunmen attacked the village of {village} on Saturday, killing 40 people. Officials met in Niamey on Sunday to "
        "discuss security in western Niger.",
        published="2024-06-12",
    )
    attacks = of_kind(reading, *ATTACKS)
    assert attacks
    for report in attacks:
        for spot in report.where:
            item = reading.resolutions[spot.resolution]
            place = spot.area or item.place
            assert place is None or place.name != "Niamey"


def test_a_label_says_that_a_position_is_not_known() -> None:
    """The name stands in the label, with the area that the text gives and the doubt in words."""
    reading = geoparse(
        "Gunmen killed 12 people in the village of Tchombangou in the Tillabéri region of Niger on Saturday.",
        published="2024-06-12",
    )
    labels = {" ".join(part.text for part in report.label) for report in of_kind(reading, *ATTACKS)}
    assert labels
    assert all("Tchombangou" in label for label in labels)
    assert all("position not known" in label for label in labels)


def test_what_an_analyst_reads_first_is_who_did_what_where() -> None:
    """A plain sentence gives a plain label."""
    (report, *_) = of_kind(
        geoparse("Police arrested two editors in Bamako on 3 May 2023, a lawyer said.", published="2023-05-04"),
        "arrest",
    )
    label = " ".join(part.text for part in report.label)
    assert label.startswith("Police arrest two editors in Bamako")
    assert {actor.role for actor in report.who} >= {"source", "target"}
    assert replace(report).status == "done"


def _labels(text: str) -> list[str]:
    return [" ".join(part.text for part in report.label) for report in geoparse(text, published="2024-06-12").reports]


def test_a_headline_s_passive_does_not_make_the_victim_the_doer() -> None:
    """The farmer of "Farmer killed in Segou" is the one who was killed."""
    labels = _labels("Farmer killed in Segou\n\nA farmer was killed in Segou on Sunday, police said.")
    assert labels
    assert not any("kills" in label for label in labels)


def test_what_happened_in_two_far_towns_is_two_events() -> None:
    """Two attacks of one sort, told one behind the other, stay apart; so does what is said to be another one."""
    reading = geoparse(
        "Attacks in the north\n\nGunmen killed four traders in Kidal on Sunday, officials said. "
        "In a separate attack, gunmen killed a teacher in Bamako on the same day.",
        published="2024-06-12",
    )
    told: dict[object, set[str]] = {}
    for number, report in enumerate(reading.reports):
        sentence = reading.article.text[report.sentence.start : report.sentence.end]
        towns = {town for town in ("Kidal", "Bamako") if town in sentence}
        told.setdefault(number if report.chain is None else f"chain {report.chain}", set()).update(towns)
    assert {"Kidal"} in told.values()
    assert {"Bamako"} in told.values()
    assert {"Kidal", "Bamako"} not in told.values()


def _chains(text: str, kind: str) -> set[int | None]:
    return {report.chain for report in of_kind(geoparse(text), kind)}


def test_the_forces_of_two_countries_leave_in_two_events() -> None:
    """A withdrawal is that of one army; the other's, told in the same breath, is another event."""
    text = (
        "US troops will withdraw from Niger by September, the Pentagon said.\n\n"
        "Niger earlier oversaw the withdrawal of French troops, who left the country last year."
    )
    assert len(_chains(text, "withdrawal")) == 2


def test_what_revokes_an_agreement_is_its_end_and_what_follows_a_coup_is_none() -> None:
    """An agreement that is named only as what ends is not made, and aid that is suspended after a coup is no coup."""
    revoked = geoparse("Niger's ruling junta announced the end of its military agreement with the US, officials said.")
    assert {report.kind for report in of_kind(revoked, "agreement_ended", "agreement_signed")} == {"agreement_ended"}
    text = "Following the coup, the United States suspended security operations and aid to Niger."
    assert _chains(text, "coup").isdisjoint(_chains(text, "sanction"))
    assert _chains(text, "sanction")


def test_a_coup_is_of_a_country_and_the_coup_is_the_one_told_before() -> None:
    """The base whose soldiers wait since it is not where it was, and who calls it a coup does not have one."""
    reading = geoparse(
        "Officers seized power in Gabon in a coup on 30 August 2023. Flights from the airport of Port-Gentil have been "
        "suspended since the coup. Paris called the takeover a coup in October.",
        published="2023-11-12",
    )
    coups = of_kind(reading, "coup")
    assert coups
    assert len({report.chain for report in coups}) == 1
    for report in coups:
        for spot in report.where:
            place = spot.area or reading.resolutions[spot.resolution].place
            assert place is not None
            assert (place.kind, place.name) == ("country", "Gabon")


@pytest.mark.parametrize(
    "later",
    ["The coup in Niger had come a month earlier.", "A month earlier, the coup in Niger had ousted the president."],
)
def test_a_coup_of_another_country_stays_another_one(later: str) -> None:
    """A coup with a country of its own is not the one told before, and is in that country."""
    reading = geoparse(f"Officers seized power in Gabon in a coup on 30 August 2023. {later}", published="2023-11-12")
    told: dict[int | None, set[str]] = {}
    for report in of_kind(reading, "coup"):
        for spot in report.where:
            place = spot.area or reading.resolutions[spot.resolution].place
            told.setdefault(report.chain, set()).add(place.name if place else "")
    assert list(told.values()) == [{"Gabon"}, {"Niger"}]
