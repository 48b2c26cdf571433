"""Findings: what comes first in a brief, in which order, and what of it is doubtful."""

from dataclasses import replace
from datetime import date

import jsonschema
import pytest

from geobrief.brief.document import from_json, schema, to_dict, to_json
from geobrief.brief.findings import FindingWishes, by_weight, find_findings, is_aside, with_findings
from geobrief.brief.key_figures import key_figures
from geobrief.brief.quotes import best_first, chosen, said
from geobrief.brief.span import cut_off, period
from geobrief.brief.title import title_of
from geobrief.map.columns import from_columns, to_columns
from geobrief.model import UNKNOWN_WHEN, Citation, CitedFigure, Conflict, ConflictingValue, EventPlace, LabelPart
from tests.brief.builders import a_brief, day
from tests.export.briefs import a_place

KAYA = a_place("Kaya", 13.09, -1.08, country="BF")
DORI = a_place("Dori", 14.03, -0.03, country="BF")


def cited(article, quote, start=0):
    return Citation(article, start, start + len(quote), quote)


def an_event(
    name, label, *, articles=("a-1",), kind="attack_on_civilians", place="p-Kaya", when="2024-08-05", **fields
):
    """An event told by one sentence of each of some articles."""
    base = a_brief().events[0]
    usual = {
        "main": False,
        "salience": "key",
        "where": (EventPlace(place, "scene"),) if place else (),
        "when": day(when) if when else UNKNOWN_WHEN,
        "who": (),
        "figures": (),
        "independent": len(articles),
    }
    return replace(
        base,
        id=f"e-{name}",
        kind=kind,
        label=label,
        citations=tuple(cited(article, f"{label} ({article})") for article in articles),
        articles=len(articles),
        **(usual | fields),
    )


def a_story(*events, articles=4, conflicts=()):
    """A brief of these events, told in some articles of 6 August 2024."""
    base = a_brief()
    sources = tuple(
        replace(base.articles[0], id=f"a-{number}", path=f"{number}.txt") for number in range(1, articles + 1)
    )
    return replace(
        base, articles=sources, places=(DORI, KAYA), mentions=(), events=events, conflicts=conflicts, skipped=()
    )


def texts(brief, **wishes):
    return [finding.text for finding in find_findings(brief, FindingWishes(**wishes))]


def test_the_main_event_of_most_articles_comes_first():
    small = an_event("1", "Traders reopen the market", kind="statement", main=True)
    main = an_event("2", "Gunmen kill villagers in Kaya", main=True, articles=("a-1", "a-2", "a-3"))
    assert texts(a_story(small, main)) == ["Gunmen kill villagers in Kaya", "Traders reopen the market"]


def test_among_equals_the_graver_then_the_newer_comes_first():
    signed = an_event("1", "Ministers sign a pact", kind="agreement_signed")
    old = an_event("2", "Soldiers shell the camp", kind="shelling", when="2024-02-05")
    new = an_event("3", "Rebels storm the barracks", kind="armed_clash")
    deadly = an_event(
        "4", "Flood sweeps huts away", kind="disaster", when="2024-02-05",
        figures=(CitedFigure("people killed", 400.0, "people", "400 people", cited("a-1", "400 people died.")),),
    )  # fmt: skip
    assert texts(a_story(signed, old, new, deadly)) == [
        "Flood sweeps huts away",
        "Rebels storm the barracks",
        "Ministers sign a pact",
        "Soldiers shell the camp",
    ]


def test_deaths_are_grave_whatever_kind_of_event_tells_them():
    verdict = an_event("1", "A court of Kaya fines the miller", kind="court_verdict")
    executed = an_event("2", "A court of Kaya executes four riders", kind="court_verdict")
    assert texts(a_story(verdict, executed)) == [executed.label, verdict.label]
    ahead = replace(executed, status="planned")
    assert texts(a_story(verdict, ahead)) == [verdict.label, executed.label]


def test_there_are_at_most_seven():
    words = "alpha bravo charlie delta edward foxtrot golfers hotels india juliet".split()
    events = [an_event(word, f"Gunmen attack {word} {word[::-1]}") for word in words]
    assert len(texts(a_story(*events))) == 7


@pytest.mark.parametrize(
    "fields",
    [{"salience": "minor"}, {"kind": "other"}, {"kind": "statement"}],
    ids=lambda fields: next(iter(fields.values())),
)
def test_small_things_and_mere_statements_stand_in_only_where_there_is_little_else(fields):
    weak = an_event("9", "Vendors sell melons again", articles=("a-1", "a-2", "a-3", "a-4"), **fields)
    strong = [an_event(word, f"Gunmen attack {word} {word[::-1]}") for word in ("alpha", "bravo", "charlie")]
    assert "Vendors sell melons again" not in texts(a_story(weak, *strong))
    assert texts(a_story(weak, *strong[:2]))[-1] == "Vendors sell melons again"


def test_what_has_neither_place_day_nor_doer_is_no_finding():
    bare = an_event("1", "War goes on", place=None, when=None, main=True)
    assert texts(a_story(bare)) == []
    assert is_aside(bare)


def test_a_statement_that_states_nothing_is_an_aside():
    parts = (LabelPart("source", "The colonel"), LabelPart("verb", "said"), LabelPart("place", "in Kaya"))
    said_nothing = an_event("1", "The colonel said in Kaya", kind="statement", label_parts=parts)
    says = replace(said_nothing, label_parts=(parts[0], LabelPart("verb", "condemns the massacre of villagers")))
    assert is_aside(said_nothing)
    assert not is_aside(says)


def test_events_that_say_the_same_of_one_day_and_place_are_one_finding():
    one = an_event("1", "Gunmen kill 12 villagers near the market", articles=("a-1", "a-2"))
    same = an_event("2", "Gunmen kill villagers near market", articles=("a-3",), when=None)
    elsewhere = an_event("3", "Gunmen kill villagers near market", place="p-Dori")
    later = an_event("4", "Gunmen kill villagers near market", when="2024-08-01")
    findings = find_findings(a_story(one, same, elsewhere, later))
    assert findings[0].events == ("e-1", "e-2")
    assert {finding.events[0] for finding in findings} == {"e-1", "e-3", "e-4"}
    assert (findings[0].articles, findings[0].independent) == (3, 3)


def test_a_denial_goes_with_what_it_denies_and_is_said():
    told = an_event("1", "Army kills herders in Dori", articles=("a-1", "a-2"))
    denial = an_event("2", "Army kills no herders in Dori", status="denied")
    (finding,) = find_findings(a_story(told, denial))
    assert "denied" in finding.doubts


def test_the_meeting_at_which_something_was_agreed_goes_with_the_agreement_and_says_on_which_day():
    deal = an_event("1", "Kaya agrees to withdraw soldiers from bridges", kind="agreement_signed", main=True)
    deal = replace(deal, when=replace(day("2024-08-05", direction="by"), start=None))
    talks = an_event("2", "The withdrawal of soldiers from bridges was sealed by both mayors", kind="meeting")
    (finding,) = find_findings(a_story(deal, talks))
    assert finding.events == ("e-1", "e-2")
    assert finding.when == talks.when
    later = replace(talks, when=day("2024-08-09"))
    assert len(find_findings(a_story(deal, later))) == 2


def test_talk_of_a_finding_comes_after_other_news_of_the_same_article():
    made = (LabelPart("source", "Mali"), LabelPart("verb", "withdraws from Kaya"))
    deed = an_event("1", "Mali withdraws from Kaya", kind="withdrawal", main=True, label_parts=made)
    talk = an_event("2", "A mayor calls for the withdrawal and for calm", kind="demand")
    other = an_event("3", "Traders open a market", kind="protest", when="2024-07-20", confidence=0.1)
    assert texts(a_story(deed, talk, other)) == [deed.label, other.label, talk.label]


def test_a_plan_is_another_finding_than_what_was_done():
    told = an_event("1", "Troops leave the base", kind="withdrawal", articles=("a-1", "a-2"))
    plan = an_event("2", "Troops leave the base", kind="withdrawal", status="planned")
    findings = find_findings(a_story(told, plan))
    assert [("planned" in finding.doubts) for finding in findings] == [False, True]


@pytest.mark.parametrize(
    ("fields", "doubt"),
    [
        ({"status": "claimed"}, "claimed"),
        ({"status": "planned"}, "planned"),
        ({"status": "demanded"}, "demanded"),
        ({"status": "denied"}, "denied"),
        ({"when": None}, "undated"),
        ({"place": None}, "unplaced"),
        ({"where": (EventPlace("p-Kaya", "scene", "Kolbarido"),)}, "named"),
        ({"articles": ("a-1",)}, "single"),
    ],
)
def test_what_is_doubtful_or_not_known_is_said(fields, doubt):
    event = an_event("1", "Gunmen raid a village near Kaya", **({"articles": ("a-1", "a-2")} | fields))
    (finding,) = find_findings(a_story(event))
    assert finding.doubts == (doubt,)


def test_copies_of_one_story_are_one_source():
    event = an_event("1", "Gunmen raid a village near Kaya", articles=("a-1", "a-2"), independent=1)
    brief = a_story(event)
    copy = replace(brief.articles[1], same_story_as="a-1")
    (finding,) = find_findings(replace(brief, articles=(brief.articles[0], copy, *brief.articles[2:])))
    assert (finding.articles, finding.independent, finding.doubts) == (2, 1, ("single",))


def test_figures_on_which_articles_differ_contradict_a_finding():
    event = an_event("1", "Gunmen raid a village near Kaya", articles=("a-1", "a-2"))
    values = tuple(ConflictingValue(f"{n} people", (cited("a-1", f"{n} people died."),)) for n in (12, 30))
    (finding,) = find_findings(a_story(event, conflicts=(Conflict("people killed", "e-1", values),)))
    assert finding.doubts == ("contradicted",)


def test_an_analyst_orders_words_and_drops_findings():
    brief = a_story(*(an_event(word, f"Gunmen attack {word} {word[::-1]}") for word in ("alpha", "bravo", "charlie")))
    wishes = {"order": ("f-charlie",), "drop": ("e-bravo",), "words": (("e-alpha", "Alpha was attacked"),)}
    assert texts(brief, **wishes) == ["Gunmen attack charlie eilrahc", "Alpha was attacked"]
    pinned, worded = find_findings(brief, FindingWishes(**wishes))
    assert (pinned.pinned, worded.machine) == (True, "Gunmen attack alpha ahpla")
    assert texts(brief, most=1) == ["Gunmen attack alpha ahpla"]


def test_an_analyst_may_put_first_what_the_machine_would_never_choose():
    brief = a_story(an_event("1", "Gunmen raid a village"), an_event("2", "War goes on", place=None, when=None))
    assert texts(brief, order=("e-2",))[0] == "War goes on"


def test_findings_figures_and_dates_come_back_from_json_and_from_columns():
    figure = CitedFigure("people killed", 12.0, "people", "12 people", cited("a-1", "12 people died."))
    brief = with_findings(
        a_story(an_event("1", "Gunmen raid a village", figures=(figure,)), an_event("2", "Army flees")),
        FindingWishes(order=("e-2",), words=(("e-1", "Raid"),)),
    )
    document = to_dict(brief)
    jsonschema.Draft202012Validator(schema()).validate(document)
    assert document["dates"] == {"cut_off": "2024-08-06", "start": "2024-08-05", "end": "2024-08-05"}
    assert from_json(to_json(brief)) == brief
    assert from_columns(to_columns(brief)) == document


def killed(number, article, words=None):
    return CitedFigure(
        "people killed", float(number), "people", words or f"{number} people", cited(article, f"{number} died.")
    )


def test_figures_that_differ_are_a_range_with_the_source_of_each_end():
    event = an_event("1", "Gunmen raid a village", figures=(killed(12, "a-1"), killed(15, "a-2"), killed(12, "a-3")))
    (figure,) = key_figures(with_findings(a_story(event)))
    assert (figure.what, figure.low, figure.high, figure.place) == ("people killed", 12, 15, "p-Kaya")
    assert [[item.article for item in value.citations] for value in figure.values] == [["a-1", "a-3"], ["a-2"]]


def test_figures_of_one_event_are_never_added_up_and_parts_are_no_figures_of_their_own():
    event = an_event("1", "Gunmen raid a village", figures=(killed(3, "a-1"), killed(12, "a-1"), killed(12, "a-2")))
    (figure,) = key_figures(with_findings(a_story(event)))
    assert (figure.low, figure.high) == (12, 12)


def test_a_number_that_a_slip_of_the_pen_parted_from_its_million_is_no_key_figure():
    """Of "$1.1. million" a reader of clauses makes the cost of a million."""
    slip = CitedFigure("cost of the million", 1.1, "USD", "$1.1", cited("a-1", "It paid $1.1. million."))
    whole = CitedFigure("cost of the base", 1.1e6, "USD", "$1.1 million", cited("a-1", "It paid $1.1 million."))
    event = an_event("1", "The state pays", figures=(slip, whole))
    assert [figure.what for figure in key_figures(with_findings(a_story(event)))] == ["cost of the base"]


def test_the_dead_of_a_war_are_not_the_upper_end_of_those_of_a_raid():
    event = an_event("1", "Raid", figures=(killed(12, "a-1"), killed(14, "a-2"), killed(20_000, "a-3")))
    (figure,) = key_figures(with_findings(a_story(event)))
    assert (figure.low, figure.high) == (12, 14)


def test_each_place_has_figures_of_its_own_and_those_of_the_findings_come_first():
    other = an_event("2", "Vendors crushed", place="p-Dori", figures=(killed(90, "a-2"),))
    first = [an_event(word, f"Gunmen attack {word} {word[::-1]}") for word in ("alpha", "bravo")]
    event = an_event("1", "Gunmen raid a village", main=True, figures=(killed(12, "a-1"),))
    figures = key_figures(with_findings(a_story(other, event, *first)))
    assert [(figure.place, figure.high) for figure in figures] == [("p-Kaya", 12), ("p-Dori", 90)]


def test_the_days_of_a_brief_are_those_of_its_news():
    history = an_event("1", "A coup", status="past", when="2012-01-01")
    vague = an_event("2", "A deal", when=None)
    vague = replace(vague, when=day("2012-01-01", precision="year", end="2012-12-31"))
    plan = an_event("3", "A withdrawal", status="planned", when="2024-09-15")
    news = an_event("4", "A raid", when="2024-08-02")
    brief = a_story(history, vague, plan, news)
    assert [str(item) for item in period(brief)] == ["2024-08-02", "2024-08-02"]
    assert str(cut_off(brief)) == "2024-08-06"
    assert period(a_story(history)) is None


def test_the_sentence_that_says_most_comes_first():
    vague = cited("a-1", "It was the worst such day in months.", 10)
    late = cited("a-2", "On Monday the village of Kaya was mentioned by gunmen again.", 4000)
    lead = cited("a-3", "Gunmen killed 12 villagers in Kaya on Monday, officials said.", 80)
    assert best_first("Gunmen kill 12 villagers in Kaya", [vague, late, lead])[0] == lead


def test_a_sentence_is_quoted_once_and_a_source_once_under_an_event():
    one, copy = cited("a-1", "Gunmen killed 12."), replace(cited("a-2", "Gunmen killed 12!"), copy_of="a-1")
    again, other = cited("a-1", "They came at dawn.", 50), cited("a-3", "Twelve died, an official said.")
    assert chosen([one, copy, again, other], 2) == [one, other]
    assert chosen([one, copy, again, other], 2, {said("gunmen killed 12")}) == [other], "nothing weaker stands in"


def titled(*events, articles=4):
    return title_of(with_findings(a_story(*events, articles=articles)))


def test_the_title_is_the_first_finding_with_the_place_of_most_articles():
    raid = an_event("1", "Gunmen raid a village", main=True, articles=("a-1", "a-2", "a-3"))
    assert titled(raid) == "Kaya: Gunmen raid a village"
    named = an_event("1", "Gunmen raid Kaya", main=True, articles=("a-1", "a-2", "a-3"))
    assert titled(named) == "Gunmen raid Kaya"


def test_a_country_gives_the_name_where_events_lie_in_several_of_its_places():
    raid = an_event("1", "Gunmen raid a village", articles=("a-1", "a-2"))
    storm = an_event("2", "Rebels storm barracks", place="p-Dori", articles=("a-3", "a-4"))
    assert titled(raid, storm).startswith("Burkina Faso: ")


def test_a_place_of_a_minority_gives_no_title():
    raid = an_event("1", "Gunmen raid a village", main=True, articles=("a-1", "a-2"))
    assert titled(raid, articles=5) == "What 5 articles report"
    assert titled(raid, articles=4) == "What 4 articles report"


@pytest.mark.parametrize(
    ("named", "role", "place", "title"),
    [
        (3, "scene", "p-Kaya", "Kaya: what 4 articles report"),
        (3, "actor", "p-Kaya", "What 4 articles report"),
        (2, "scene", "p-Kaya", "What 4 articles report"),
        (3, "scene", "p-Dori", "What 4 articles report"),
    ],
)
def test_a_place_that_most_articles_name_gives_the_title_if_an_event_is_there(named, role, place, title):
    raid = an_event("1", "Gunmen raid a village")
    mention = replace(a_brief().mentions[0], place=place, role=role)
    mentions = tuple(replace(mention, id=f"m-{number}", article=f"a-{number}") for number in range(1, named + 1))
    assert title_of(with_findings(replace(a_story(raid), mentions=mentions))) == title


def test_history_gives_no_place_to_a_title():
    coup = an_event("1", "Officers take power", status="past", articles=("a-1", "a-2", "a-3"))
    assert titled(coup) != "Kaya: what 4 articles report"


LONG = "Gunmen on motorcycles raid a village and burn down the houses of the families who " * 3 + "fled"


def test_a_title_is_never_cut_but_says_kind_place_and_day():
    raid = an_event("1", LONG, main=True, articles=("a-1", "a-2", "a-3"))
    assert titled(raid) == "Attack on people, Kaya, 5 August 2024"
    planned = replace(raid, when=UNKNOWN_WHEN, status="planned")
    assert titled(planned) == "Attack on people, Kaya (planned)"


def test_a_shorter_label_of_the_same_news_goes_before_a_title_of_kind_and_place():
    raid = an_event("1", LONG, main=True, articles=("a-1", "a-2", "a-3"))
    same = an_event("2", "Riders torch homes in Kaya", main=True)
    assert titled(raid, same) == "Riders torch homes in Kaya"
    for other in (
        replace(same, where=(EventPlace("p-Dori", "scene"),)),
        replace(same, kind="armed_clash"),
        replace(same, status="denied"),
        replace(same, salience="minor"),
    ):
        assert titled(raid, other).endswith("Attack on people, Kaya, 5 August 2024"), "it tells of something else"


def test_a_long_label_may_lose_a_circumstance_behind_a_comma_and_no_name_of_a_list():
    told = (
        "The withdrawal of the soldiers, shortly after instructors and military equipment had come from very far away"
    )
    parts = (LabelPart("verb", told), LabelPart("place", "from Kaya"), LabelPart("status", "(planned)"))
    label = " ".join(part.text for part in parts)
    leaving = an_event("1", label, label_parts=parts, main=True, status="planned", articles=("a-1", "a-2", "a-3"))
    assert titled(leaving) == "The withdrawal of the soldiers from Kaya (planned)"
    names = "Presidents of the countries along the river, Mali, Guinea and Niger, meet to speak of their common water"
    listed = an_event("1", names, label_parts=(LabelPart("verb", names),), main=True, articles=("a-1", "a-2", "a-3"))
    assert titled(listed).startswith("Attack on people, Kaya")


def test_a_label_that_lacks_its_end_is_no_title():
    raid = an_event("1", LONG, main=True, articles=("a-1", "a-2", "a-3"))
    open_ended = an_event("2", "The mayor clarifies that in light of his offenses", main=True)
    assert titled(raid, open_ended) == "Attack on people, Kaya, 5 August 2024"


def test_a_quote_that_is_cut_itself_is_no_title():
    raid = an_event("1", "“Gunmen raid a village, which …”", main=True, articles=("a-1", "a-2", "a-3"))
    assert "…" not in titled(raid)


def test_a_long_finding_of_no_kind_and_no_other_label_gives_way_to_the_place():
    odd = an_event("1", LONG, kind="other", main=True, articles=("a-1", "a-2", "a-3"))
    assert titled(odd) == "Kaya: what 4 articles report"


def test_history_that_an_article_is_about_comes_after_news():
    war = an_event("1", "India wins the war of Kargil", main=True, kind="armed_clash", when="1999-07-26")
    news = an_event("2", "Parliament elects a president", kind="election")
    assert texts(a_story(war, news)) == ["Parliament elects a president", "India wins the war of Kargil"]


def test_an_undated_event_is_as_new_as_the_article_that_tells_it():
    undated = an_event("1", "Gunmen raid a village", when=None)
    older = an_event("2", "Rebels storm the barracks", when="2024-06-30")
    assert texts(a_story(older, undated))[0] == "Gunmen raid a village"


def test_an_article_gives_its_second_finding_after_the_first_of_the_others():
    one, two = (an_event(name, label) for name, label in (("1", "Gunmen raid a village"), ("2", "Army chases riders")))
    other = an_event("3", "Parliament elects a president", kind="election", articles=("a-2",))
    assert texts(a_story(one, two, other)) == [
        "Gunmen raid a village",
        "Parliament elects a president",
        "Army chases riders",
    ]


def test_a_main_event_of_no_known_kind_weighs_less_than_another_and_is_a_finding_all_the_same():
    odd = an_event("1", "Observatory opens its dome", kind="other", main=True)
    pact = an_event("2", "Ministers sign a pact", kind="agreement_signed", main=True)
    small = an_event("3", "Traders sign a lease", kind="agreement_signed", salience="minor")
    assert texts(a_story(odd, pact, small)) == ["Ministers sign a pact", "Observatory opens its dome", small.label]


def test_an_article_gives_its_own_news_before_a_graver_thing_that_it_reminds_of():
    arrest = an_event("1", "Police detain an activist", kind="arrest", main=True, when=None)
    killed = an_event("2", "Four villagers were killed in a gunfight", when=None)
    other = an_event("3", "Gunmen killed villagers at the mill", articles=("a-2",), when=None)
    assert texts(a_story(arrest, killed, other)) == [arrest.label, other.label, killed.label]


def test_words_of_harm_are_grave_whatever_kind_of_event_tells_them():
    shot = an_event("1", "The mayor is in critical condition after seven shots", kind="other", main=True)
    dome = an_event("2", "Observatory opens its dome", kind="other", main=True, articles=("a-2",))
    assert texts(a_story(dome, shot)) == [shot.label, dome.label]


def test_what_a_country_ends_once_is_one_finding_in_whatever_words_and_the_deed_leads_its_announcement():
    announced = an_event(
        "1", "Niger announces that it would end a military cooperation agreement", kind="agreement_ended", when=None,
        status="planned", articles=("a-1",),
    )  # fmt: skip
    deed = an_event(
        "2", "Niger revoked its military cooperation deal", kind="agreement_ended", when=None, articles=("a-2",)
    )
    dated = an_event(
        "3", "It was revoking the military cooperation agreement", kind="agreement_ended", when="2024-03-16",
        articles=("a-3", "a-4"),
    )  # fmt: skip
    other = an_event("4", "Niger annulled a treaty on water with Chad", kind="agreement_ended", when="2024-03-16")
    story = a_story(announced, deed, dated, other)
    found = {finding.text: finding for finding in find_findings(story)}
    assert set(found) == {deed.label, other.label}
    finding = found[deed.label]
    assert (finding.when, finding.status, finding.independent) == (dated.when, "done", 4)
    held = an_event("5", "The people elect the mayor in a vote", kind="election", when=None)
    ahead = replace(held, id="e-6", label="The people will elect the mayor in a vote", status="planned")
    assert len(texts(a_story(held, ahead))) == 2, "an election that is announced is not held"


def test_an_agreement_is_worded_by_what_its_sentences_and_those_of_its_talks_say_most():
    lobby = an_event(
        "1",
        "The minister lobbies the partners for the departure of the troops",
        kind="agreement_signed",
        articles=("a-1", "a-2"),
    )
    sealed = an_event(
        "2",
        "The departure of the troops was sealed at a meeting of partners in Kaya",
        kind="meeting",
        articles=("a-1", "a-2"),
    )
    (finding,) = find_findings(a_story(lobby, sealed))
    assert finding.text == sealed.label
    assert finding.id == "f-1"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("A rider was killed in Kaya this afternoon (July 28, 2024)", "2024-07-28", "2024-07-28"),
        ("The junta announced in March that it would leave", "2024-03-01", "2024-03-31"),
        ("Last month, Niger asked the troops to leave", "2024-07-01", "2024-07-31"),
        ("The assembly resolves to observe March 15 as a feast", None, None),
        ("The shop has been open since 3 May 2024", None, None),
        ("The riders of the raid on the mill in March left", None, None),
        ("Two raids, on 3 May 2024 and on 4 May 2024", None, None),
    ],
)
def test_a_day_that_the_printed_words_say_is_the_day_of_an_event_without_one(text, start, end):
    (finding,) = find_findings(a_story(an_event("1", text, when=None)))
    assert (finding.when.start and str(finding.when.start), finding.when.end and str(finding.when.end)) == (start, end)
    assert ("undated" in finding.doubts) == (start is None)


def test_a_month_in_a_label_which_is_in_another_tense_than_its_sentence_is_not_read():
    event = replace(an_event("1", "x", when=None), label="The junta announces in March that it would leave")
    (finding,) = find_findings(a_story(event))
    assert finding.when == UNKNOWN_WHEN


def test_a_headline_of_what_is_to_be_done_has_no_day_on_which_something_was_done():
    for text in ("Villagers to be displaced for the third time", "Troops to be Withdrawn from the Town"):
        (finding,) = find_findings(a_story(an_event("1", text)))
        assert finding.when == UNKNOWN_WHEN
        assert finding.status == "planned"
        assert "planned" in finding.doubts
    (finding,) = find_findings(a_story(an_event("1", "Villagers displaced for the third time")))
    assert finding.when != UNKNOWN_WHEN


def saying(event, quote, article="a-1"):
    return replace(event, citations=(cited(article, quote),))


def test_the_day_of_words_that_were_left_out_is_the_day_of_what_is_printed():
    label = "Riders can order tickets from 10 am"
    event = saying(an_event("1", label), "Riders can order tickets from 10 am tomorrow, a clerk said.")
    (finding,) = find_findings(a_story(event))
    assert str(finding.when.start) == str(finding.when.end) == "2024-08-07"
    label = "The police arrest a man for killing his wife"
    verb = (LabelPart("source", "The police"), LabelPart("verb", "arrest a man for killing his wife"))
    quote = "The police arrested a man yesterday (July 27, 2024) for killing his wife on July 21, at home in Kaya."
    (finding,) = find_findings(a_story(saying(an_event("1", label, when="2024-07-21", label_parts=verb), quote)))
    assert str(finding.when.start) == "2024-07-27"
    story = a_story(saying(an_event("1", label, label_parts=verb), quote.replace(" (July 27, 2024)", "")))
    undated = tuple(replace(source, published=UNKNOWN_WHEN) for source in story.articles)
    (finding,) = find_findings(replace(story, articles=undated))
    assert finding.when == UNKNOWN_WHEN, "another day than the one that was left out"


def test_the_day_of_what_came_before_is_not_that_of_what_followed():
    event = an_event("1", "The general is sworn in", when="2024-07-20")
    event = replace(event, when=replace(event.when, text="July 20"))
    (finding,) = find_findings(a_story(saying(event, "The general was sworn in following his promotion on July 20.")))
    assert finding.when == UNKNOWN_WHEN
    (finding,) = find_findings(a_story(saying(event, "The general was sworn in on July 20, following his promotion.")))
    assert str(finding.when.start) == "2024-07-20"


def test_an_interval_that_only_says_by_how_much_a_day_is_unsure_is_not_printed():
    event = an_event("1", "The junta asks the troops to leave")
    vague = replace(event.when, start=date(2023, 12, 1), end=date(2024, 8, 31), precision="period", text="last month")
    (finding,) = find_findings(a_story(replace(event, when=vague)))
    assert finding.when == UNKNOWN_WHEN
    said_so = replace(vague, text="from December 2023 until August 2024")
    (finding,) = find_findings(a_story(replace(event, when=said_so)))
    assert finding.when == said_so


def test_an_article_that_tells_something_else_of_the_same_minister_is_no_second_source():
    event = an_event("1", "Interior Minister Amina Sow refuses the rider a visa", kind="statement", main=True)
    telling = cited("a-1", "Interior Minister Amina Sow refused the rider a visa.")
    other = cited("a-2", "The merger was announced by Interior Minister Amina Sow.")
    (finding,) = find_findings(a_story(replace(event, citations=(telling, other), articles=2, independent=2)))
    assert (finding.articles, finding.independent) == (1, 1)
    assert "single" in finding.doubts
    same = cited("a-2", "Sow will not give the rider his visa.")
    (finding,) = find_findings(a_story(replace(event, citations=(telling, same), articles=2, independent=2)))
    assert (finding.articles, finding.independent) == (2, 2)
    coup = replace(event, kind="coup", citations=(telling, other), articles=2, independent=2)
    (finding,) = find_findings(a_story(coup))
    assert finding.independent == 2, "a coup is one in any words"


def test_what_a_country_ends_is_known_by_a_sentence_of_it_too():
    ended = an_event("1", "The junta announces the end of a deal", kind="agreement_ended", when="2024-03-16")
    ended = saying(ended, "Niger was revoking the military cooperation agreement with America.")
    revoked = an_event("2", "Niger revoked its military cooperation deal", kind="agreement_ended", when=None)
    revoked = saying(revoked, "Niger revoked its military cooperation deal with America.", article="a-2")
    (finding,) = find_findings(a_story(ended, revoked))
    assert (finding.independent, str(finding.when.start)) == (2, "2024-03-16")


@pytest.mark.parametrize("fields", [{"salience": "background"}, {"status": "past"}], ids=["background", "history"])
def test_what_only_explains_is_no_finding_unless_an_article_is_about_it(fields):
    context = an_event("1", "Officers took power", **fields)
    assert texts(a_story(context)) == []
    assert texts(a_story(replace(context, main=True))) == ["Officers took power"]


def test_a_place_where_the_first_finding_is_not_does_not_stand_before_it():
    ride = an_event("1", "Rider reaches Lagos", main=True, place="p-Far", articles=("a-1", "a-2", "a-3"))
    cases = an_event(
        "2", "Measles spreads", salience="minor", kind="disease_outbreak", articles=("a-1", "a-2", "a-3", "a-4")
    )
    far = a_place("Far", 51.5, 0.0, country="GB")
    brief = a_story(ride, cases)
    brief = with_findings(replace(brief, places=(*brief.places, far)))
    assert title_of(brief) == "Rider reaches Lagos"


def test_what_another_event_of_the_same_sentence_names_is_no_figure_of_this_one():
    quote = cited("a-1", "A hundred instructors arrived, while the French troops left.")
    came = CitedFigure("instructors", 100.0, "people", "A hundred instructors", quote)
    left = an_event("1", "French troops left the country", kind="withdrawal", figures=(came,))
    arrived = an_event("2", "A hundred instructors arrived", kind="deployment", figures=(came,))
    assert [figure.event for figure in key_figures(a_story(left, arrived))] == ["e-2"]
    assert [figure.event for figure in key_figures(a_story(left))] == ["e-1"]
    dead = replace(came, what="people killed")
    both = (replace(left, figures=(dead,)), replace(arrived, label="People arrived", figures=(dead,)))
    assert len(key_figures(a_story(*both))) == 2, "harm is of whatever the sentence tells"


def test_words_that_say_it_has_been_done_are_no_plan():
    planned = an_event("1", "The festival has been launched in Kaya", kind="other", status="planned", main=True)
    (finding,) = find_findings(a_story(planned))
    assert (finding.status, finding.when) == ("done", UNKNOWN_WHEN)
    assert "planned" not in finding.doubts
    ahead = replace(planned, label="The festival has been scheduled in Kaya")
    ahead = replace(ahead, citations=(cited("a-1", ahead.label),))
    assert find_findings(a_story(ahead))[0].status == "planned"


def test_a_price_or_a_rent_is_no_key_figure():
    rent = CitedFigure("cost of the rent", 13.0, "USD", "$13", cited("a-1", "It pays $13."))
    base = CitedFigure("cost of the base", 1300.0, "USD", "$1,300", cited("a-1", "It paid $1,300."))
    story = a_story(an_event("1", "Gunmen attack the base", figures=(rent, base)))
    assert [figure.what for figure in key_figures(story)] == ["cost of the base"]


def test_what_lay_a_year_before_the_newest_article_does_not_stretch_the_period():
    old = an_event("1", "Hotels are supplied by the mill", when="2022-02-05")
    new = an_event("2", "Gunmen attack the mill", when="2024-08-05")
    assert [str(end) for end in period(a_story(old, new)) or ()] == ["2024-08-05", "2024-08-05"]
    assert period(a_story(old)) is None


def test_events_by_weight_begin_with_the_findings_and_end_with_what_only_explains():
    history = an_event(
        "1",
        "Settlers founded the town",
        salience="background",
        when="1835-08-05",
    )
    small = an_event("2", "Traders reopen the market", kind="statement", salience="minor")
    grave = an_event("3", "Gunmen kill villagers", main=True)
    story = with_findings(a_story(history, small, grave))
    assert by_weight(story) == [grave, small, history]


def test_a_headline_has_no_day_of_years_ago_and_is_news_all_the_same():
    headline = "Writers forced to flee the country by threats"
    began = an_event("1", "Writers flee the country", main=True, when="2016-05-28", kind="displacement")
    old = an_event("2", "Gunmen attacked the mill", when="2016-05-28", articles=("a-2",))
    sentence = Citation("a-1", 0, len(headline), headline)
    story = a_story(replace(began, citations=(sentence, *began.citations)), old)
    titled = replace(story, articles=(replace(story.articles[0], title=headline), *story.articles[1:]))
    first, second = find_findings(titled)
    assert (first.text, first.when, second.when) == (headline, UNKNOWN_WHEN, old.when)
