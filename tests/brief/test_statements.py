"""What is printed of an event: a headline, its label, or a sentence that stands alone."""

from dataclasses import replace

import pytest

from geobrief.brief.findings import find_findings
from geobrief.brief.span import reported
from geobrief.brief.statements import Statements
from geobrief.model import Citation, CitedFigure, LabelPart
from tests.brief.test_findings import a_story, an_event, day, texts

LONG = (
    "in the course of the long and dark night before the market was to be held again for the first time since the rains "
    "had washed away the bridge and the road to the mill, as they said"
)


def headlined(brief, **titles):
    """The brief with headlines: a_1="Gunmen raid a village"."""
    named = {key.replace("_", "-"): title for key, title in titles.items()}
    return replace(
        brief, articles=tuple(replace(item, title=named.get(item.id, item.title)) for item in brief.articles)
    )


def told(event, *quotes, article="a-1"):
    """The event with these sentences of an article, one after the other."""
    starts = [0]
    for quote in quotes:
        starts.append(starts[-1] + len(quote) + 1)
    sentences = tuple(
        Citation(article, start, start + len(quote), quote) for start, quote in zip(starts, quotes, strict=False)
    )
    return replace(event, citations=sentences)


def parts(source, verb, **more):
    return (
        LabelPart("source", source),
        LabelPart("verb", verb),
        *(LabelPart(role, text) for role, text in more.items()),
    )


def printed(event, **titles):
    return Statements(headlined(a_story(event), **titles)).of(event)


def test_the_headline_of_an_article_is_printed_of_its_main_event():
    blast = an_event("1", "The blast destroys the bus", main=True, label_parts=parts("The blast", "destroys the bus"))
    blast = told(blast, "Bus attack: 13 soldiers killed by car bomb", "The blast destroyed the bus.")
    assert printed(blast, a_1="Bus attack: 13 soldiers killed by car bomb").headline
    assert printed(blast, a_1="Bus attack: 13 soldiers killed by car bomb").text == (
        "Bus attack: 13 soldiers killed by car bomb"
    )
    (finding,) = find_findings(headlined(a_story(blast), a_1="Bus attack: 13 soldiers killed by car bomb"))
    assert finding.text == "Bus attack: 13 soldiers killed by car bomb"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("BREAKING NEWS: Gunmen raid a village", "Gunmen raid a village"),
        ("بریکنگ نیوز Gunmen raid a village", "Gunmen raid a village"),
        ("Public safety | Gunmen raid a village", "Gunmen raid a village"),
        ("Gunmen raid a village.", "Gunmen raid a village"),
        ("How gunmen raided a village", "Riders torch the huts of Kaya"),
        ("Is a raid on the village more than a raid", "Riders torch the huts of Kaya"),
        ("Can Kaya defend its huts", "Riders torch the huts of Kaya"),
        ("Did gunmen raid a village?", "Riders torch the huts of Kaya"),
        ("GUNMEN RAID A VILLAGE", "Riders torch the huts of Kaya"),
        ("Briefing note: Raids in Kaya", "Riders torch the huts of Kaya"),
        ("Kaya: Weekly Humanitarian Update, 31 January 2021", "Riders torch the huts of Kaya"),
        ("Kaya: humanitarian update as of 8 December 2020", "Riders torch the huts of Kaya"),
        (
            "Kaya: Flash Update #2, raids affect nearly 73 people",
            "Kaya: Flash Update #2, raids affect nearly 73 people",
        ),
        ("A raid", "Riders torch the huts of Kaya"),
    ],
)
def test_a_headline_that_asks_announces_or_shouts_is_not_printed(title, text):
    raid = an_event("1", "Riders torch the huts of Kaya", main=True)
    assert printed(told(raid, title), a_1=title).text == text


def test_a_headline_of_another_event_goes_to_the_only_main_event_of_its_article():
    main = told(an_event("1", "The fighting was intense", main=True), "The battle was intense.", "It ended on Monday.")
    side = told(an_event("2", "Service as saying 12 dies"), "17 slain in the battle", "A service said 12 died.")
    brief = headlined(a_story(main, side), a_1="17 slain in the battle")
    statements = Statements(brief)
    assert statements.of(main).text == "17 slain in the battle"
    assert not statements.of(side).headline


def test_of_several_headlines_the_one_counts_that_most_say_with_its_number():
    leave = an_event("1", "Soldiers to leave the base in Kaya", main=True, articles=("a-1", "a-2", "a-3"))
    titles = {
        "a_1": "Soldiers to leave the base",
        "a_2": "1,000 soldiers to leave the base",
        "a_3": "Shift in Kaya begins",
    }
    quotes = tuple(Citation(key.replace("_", "-"), 0, len(title), title) for key, title in titles.items())
    assert printed(replace(leave, citations=quotes), **titles).text == "1,000 soldiers to leave the base"


@pytest.mark.parametrize(
    ("label", "made"),
    [
        ("His airbags crashed into a tree", ()),
        ("Fighting between security forces in Kaya", ()),
        ("The officials sign the contract", parts("The officials", "sign the contract")),
        ("“The agreement, reached in …”", ()),
        ("A date for the departure: what Niamey and Washington have agreed", ()),
        ("A drought that featured no (Category 3-5 hurricane landfalls", ()),
        ("Two sides leave the town", parts("Two sides", "leave the town")),
        ("Therefore soldiers left the town", ()),
        ("Most recently, she gave water to the wounded", ()),
        ("The mayor of Kaya also left the town", ()),
        (
            "Talks between gunmen and soldiers in Kaya",
            (LabelPart("rest", "Talks between gunmen and soldiers in Kaya"),),
        ),
        ("The mayor clarifies that in light of his offenses", ()),
        (f"Gunmen raid a village {LONG} {LONG} {LONG}", ()),
        ("The agency selects him among the riders", ()),
        ("Police said the accident occurred at dawn", ()),
        ("Whether to expel the rider", ()),
        ("The rider quickly left the town", parts("The rider", "quickly left the town")),
        ("All soldiers leave the town", parts("All soldiers", "leave the town")),
        ("A rider who was pardoned last year", parts("A rider", "who was pardoned last year")),
        ("The warning from the mayor comes as he left the town", ()),
        ("Closed to the public due to a flood", ()),
        ("Police searched his home", ()),
        ("A situation further worsened by the rains", ()),
        ("The trauma he lives with began in Kaya", ()),
        ("The local authorities ask for help", parts("The local authorities", "ask for help")),
    ],
    ids=[
        "he",
        "between",
        "the officials",
        "cut",
        "announces",
        "bracket",
        "they",
        "therefore",
        "she",
        "also",
        "only a name",
        "that",
        "too long",
        "him",
        "that accident",
        "whether",
        "the rider",
        "all soldiers",
        "who was",
        "comes as",
        "closed",
        "his home",
        "no verb",
        "he lives",
        "local authorities",
    ],
)
def test_where_a_reader_would_stumble_over_a_label_a_whole_sentence_is_printed(label, made):
    event = told(
        an_event("1", label, label_parts=made),
        "He then came back.",
        "DORI, Burkina Faso -- Soldiers and gunmen signed a contract in Kaya on Monday.",
    )
    assert printed(event).text == "Soldiers and gunmen signed a contract in Kaya on Monday"
    assert printed(told(event, "He then came back.")).rough


def test_a_name_that_was_put_for_they_and_stands_only_behind_it_is_not_printed():
    label = "Kaya Bureau has been there for a week, under threat by Kaya Bureau"
    event = an_event(
        "1", label, label_parts=parts("Kaya Bureau", "has been there for a week, under threat by Kaya Bureau")
    )
    lead = "Ten mothers of Kaya have moved into an empty house"
    guessed = told(event, f"They have been there for a week, under threat by Kaya Bureau {LONG}.", f"{lead}.")
    assert printed(guessed).rough
    meant = told(event, f"Kaya Bureau has been there for a week, under threat by Kaya Bureau {LONG}.", f"{lead}.")
    assert not printed(meant).rough


def test_of_what_a_country_has_one_a_reader_knows_which():
    made = parts("The government", "pays the towns")
    event = an_event("1", "The government pays the towns", label_parts=made)
    assert not printed(told(event, f"The government pays the towns {LONG} again.")).rough
    assert printed(told(replace(event, where=()), f"The government pays the towns {LONG} again.")).rough


def test_the_lead_of_what_an_article_is_about_may_be_longer_than_another_sentence():
    lead = "Ten mothers of Kaya " + "and their many children " * 9
    event = told(an_event("1", "They moved into a house", main=True), f"{lead.strip()}.")
    assert printed(event).text == lead.strip()
    assert printed(replace(event, main=False)).rough


def test_a_full_stop_that_ends_an_abbreviation_stays():
    event = an_event("1", "Niger revoked its deal with the U.S.")
    (finding,) = find_findings(a_story(told(event, f"Niger revoked its deal with the U.S. {LONG}.")))
    assert finding.text == event.label


def test_what_somebody_says_of_others_without_his_name_is_only_claimed():
    label = "Leaders of Kaya have insulted the farmers"
    spoken = an_event("1", label, kind="statement", label_parts=parts("Leaders of Kaya", "have insulted the farmers"))
    (finding,) = find_findings(
        a_story(told(spoken, f"By {LONG}, {label}, the member of parliament Anna Example said."))
    )
    assert (finding.text, "claimed" in finding.doubts) == (label, True)
    (finding,) = find_findings(a_story(told(spoken, f"{label} {LONG} again.")))
    assert "claimed" not in finding.doubts


def test_a_label_in_the_passive_has_its_verb_whole():
    made = parts("The chief", "fired from the office by the council")
    event = an_event("1", "The chief fired from the office by the council", label_parts=made)
    sentence = f"After a long inquiry, The chief was fired from the office by the council {LONG}."
    assert printed(told(event, sentence)).text == "The chief was fired from the office by the council"


def test_a_sentence_about_other_news_of_the_same_people_does_not_stand_for_a_label():
    label = "Mayor Anna Example clarifies that in light of his offenses"
    event = told(
        an_event("1", label),
        "Mayor Anna Example and the chief differed slightly on Monday.",
        f"Mayor Anna Example clarified that in light of his offenses, {LONG} {LONG}.",
    )
    assert printed(event).text == label
    assert printed(event).rough


def test_a_sentence_loses_who_said_it_where_it_is_too_long_with_that():
    label = "Burkina Faso complete its withdrawal from the base in Kaya"
    event = an_event("1", label, label_parts=parts("Burkina Faso", "complete its withdrawal from the base in Kaya"))
    deed = "Burkina Faso has completed its withdrawal from the last base in Kaya after a long delay"
    said = "the two countries' ministries of defence announced on Sunday (7 July)"
    assert printed(told(event, f"{deed}, {said}.")).text == deed
    assert printed(told(event, f"{deed}, and {LONG}.")).text == label
    spoken = told(replace(event, kind="statement"), f"{deed}, {said}.")
    (finding,) = find_findings(a_story(spoken))
    assert (finding.text, finding.when.start, finding.when.end) == (deed, None, event.when.end)


def test_what_somebody_thinks_is_rough_without_him():
    assert printed(an_event("2", "“We move towards the second round”")).rough
    assert printed(an_event("3", "The harvest is needed to feed the town")).rough
    event = an_event("1", "Soldiers should leave the town", kind="statement")
    assert printed(told(event, f"Soldiers should leave the town {LONG}.")).rough


def test_a_label_begins_with_the_whole_name_and_names_no_day_that_only_its_reader_knows():
    event = an_event("1", "Si-kun visits Kaya", label_parts=parts("Si-kun", "visits Kaya", status="(planned)"))
    assert printed(told(event, f"Legislative Speaker You Si-kun visits Kaya {LONG}.")).rough
    event = an_event("1", "Riders yesterday visit Kaya", label_parts=parts("Riders", "yesterday visit Kaya"))
    assert printed(told(event, f"Riders yesterday visited Kaya {LONG}.")).text == "Riders visit Kaya"


"""The end of a sentence that is longer than a reader takes in."""


def test_a_short_sentence_is_printed_in_place_of_its_label():
    event = an_event("1", "Riders set the huts", label_parts=parts("Riders", "set the huts"))
    assert printed(told(event, "Riders set the huts ablaze.")).text == "Riders set the huts ablaze"
    assert printed(told(event, "He said riders set the huts.")).text == "Riders set the huts"
    assert printed(told(event, f"Riders set the huts {LONG}.")).text == "Riders set the huts"
    assert printed(told(event, f"Riders set the huts ablaze {LONG} and did.")).rough, (
        "the label is cut, the sentence too long"
    )


def test_a_place_from_elsewhere_in_the_article_is_no_part_of_what_is_printed():
    made = parts("Police", "shot four men", place="in Kaya")
    event = an_event("1", "Police shot four men in Kaya", label_parts=made)
    assert printed(told(event, f"Police shot four men near the border {LONG}.")).text == "Police shot four men"
    assert printed(told(event, f"Police shot four men in Kaya {LONG}.")).text == "Police shot four men in Kaya"


def test_a_label_without_a_toll_gives_way_to_the_sentence_that_has_it():
    flood = an_event("1", "Severe flooding had impacted several districts", kind="disaster")
    sentence = (
        "So far 150 people are reported dead and more than 1,500 injured, with the toll expected to increase in days."
    )
    flood = told(flood, f"Severe flooding had impacted several districts {LONG}.", sentence)
    figure = CitedFigure("people killed", 150.0, "people", "150 people", flood.citations[1])
    assert printed(flood).text == "Severe flooding had impacted several districts"
    assert printed(replace(flood, figures=(figure,))).text == sentence.removesuffix(".")


def test_a_headline_that_no_sentence_repeats_is_that_of_the_only_main_event_which_says_its_words():
    title = "Okruashvili: Saakashvili greater threat than Russia"
    quote = f"Okruashvili said Saakashvili posed a greater threat than Russia {LONG}."
    event = told(an_event("1", "Okruashvili said it", main=True), quote)
    assert printed(event, a_1=title).text == title
    assert printed(event, a_1="The new school opens its doors").text == "Okruashvili said it"


def test_a_headline_loses_what_it_says_of_its_article():
    event = told(
        an_event("1", "The last soldiers leave Kaya", main=True), "The last soldiers leave: a chronicle of a war"
    )
    assert printed(event, a_1="The last soldiers leave: a chronicle of a war").text == "The last soldiers leave"


def test_what_an_analyst_worded_is_printed_as_it_is():
    raid = an_event("1", "Raid", main=True, label_parts=(LabelPart("rest", "Raid"),), confidence=1.0)
    raid = told(raid, "Gunmen raid a village")
    assert printed(raid, a_1="Gunmen raid a village").text == "Raid"


def test_history_that_most_sources_tell_is_a_finding():
    coup = an_event("1", "Officers took power", kind="coup", salience="background", when="2024-05-01")
    everywhere = replace(coup, independent=2)
    assert texts(a_story(coup)) == []
    assert texts(a_story(everywhere)) == ["Officers took power"]
    assert texts(a_story(replace(everywhere, when=an_event("2", "x", when=None).when))) == []
    assert texts(a_story(replace(everywhere, kind="statement"))) == []


def test_what_only_adds_to_a_finding_of_its_article_comes_last():
    main = an_event("1", "Gunmen raid a village", main=True)
    detail = an_event("2", "Gunmen flee the village", figures=())
    other = an_event("3", "Measles spreads in Dori", kind="disease_outbreak", place="p-Dori", salience="key")
    assert texts(a_story(main, detail, replace(other, citations=detail.citations)))[-1] == "Gunmen flee the village"


def test_when_the_first_article_told_is_said_where_no_day_is_given():
    event = an_event("1", "Gunmen raid a village", when=None, articles=("a-1", "a-2"))
    brief = a_story(event)
    first, second, *rest = brief.articles
    vague = day("2024-01-01", precision="period", end="2024-09-01")
    assert reported([event], brief) == first.published
    assert (
        reported([event], replace(brief, articles=(replace(first, published=vague), second, *rest))) == second.published
    )
    assert (
        reported([event], replace(brief, articles=tuple(replace(item, published=vague) for item in brief.articles)))
        is None
    )


@pytest.mark.parametrize(
    ("label", "verb", "quote"),
    [
        (
            "Mayor Sow calls on the government",
            "calls on the government",
            "Mayor Sow called on the government to build {}.",
        ),
        ("Riders meet at the strong hold", "meet at the strong hold", "Riders met at the strong-hold of {}."),
        (
            "The tunnel has been freed by a court",
            "has been freed by a court",
            "A rider who locked her head to a wheel to block the tunnel has been freed by a court {}.",
        ),
        (
            "War to plunge 95 million into poverty, and 50 million",
            "to plunge 95 million into poverty, and 50 million",
            "War will plunge 95 million into poverty, and 50 million into hunger and {}.",
        ),
    ],
)
def test_a_label_that_lacks_what_its_sentence_goes_on_to_say_gives_way_to_it(label, verb, quote):
    doer = label.removesuffix(f" {verb}")
    event = told(an_event("1", label, label_parts=parts(doer, verb)), quote.format(LONG[:90]))
    assert printed(event).text == quote.format(LONG[:90]).removesuffix(".")


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("Last month, gunmen raided a village.", "Gunmen raided a village"),
        ("On Monday, gunmen raided a village.", "Gunmen raided a village"),
        ("Gunmen raided a village this afternoon (July 28, 2024).", "Gunmen raided a village"),
        ("Gunmen raided a village during the last week.", "Gunmen raided a village"),
        ("Gunmen raided a village at 9 a.m.", "Gunmen raided a village at 9 a.m."),
        ("Gunmen raided a village last year.", "Gunmen raided a village last year"),
        ("Srinagar- Gunmen raided a village.", "Gunmen raided a village"),
        ("Gunmen – masked – raided a village.", "Gunmen – masked – raided a village"),
    ],
)
def test_a_sentence_is_printed_without_its_dateline_and_a_day_that_only_its_reader_knows(quote, text):
    assert printed(told(an_event("1", "Gunmen raid a village"), quote)).text == text


def test_a_label_that_was_cut_goes_on_until_the_next_comma_of_its_sentence():
    quote = f"Mayor Sow called on the government to build a bridge of 1.5 miles over the river, as he met its envoys {LONG}."
    event = told(
        an_event("1", "Mayor Sow calls on the government", label_parts=parts("Mayor Sow", "calls on the government")),
        quote,
    )
    assert printed(event).text == "Mayor Sow calls on the government to build a bridge of 1.5 miles over the river"
