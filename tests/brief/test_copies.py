"""A quote that stands in several copies of one story cites the earliest; the others are marked and count for nothing."""

from geobrief.articles import make_article
from geobrief.brief.document import from_dict, to_dict
from geobrief.brief.originals import cite_earliest
from geobrief.brief.summary import summarise
from geobrief.model import Citation
from tests.brief.builders import a_brief, day, place, telling

NIGER = place("Niger", "country")
SAID = "Over 1,000 soldiers will leave Niger."


def published(name, when):
    """An article of that day, and a citation of its first sentence."""
    article = make_article(f"{SAID}\n{name}\n", path=f"{name}.txt", published=when)
    return article, Citation(article.id, 0, len(SAID), SAID)


def cited(*dated, stories=None):
    """The citations of articles given as (name, day), as a dict of the path to whose copy it is."""
    made = [published(name, when) for name, when in dated]
    articles = {article.id: article for article, _ in made}
    names = {article.id: article.path.removesuffix(".txt") for article, _ in made}
    ids = {name: key for key, name in names.items()}
    same = {ids[copy]: ids[original] for copy, original in (stories or {}).items()}
    found = cite_earliest([citation for _, citation in made], articles, same)
    return [(names[item.article], names.get(item.copy_of)) for item in found]


def test_the_earliest_copy_is_cited_first_and_the_others_name_it():
    dated = [("cut", "2024-04-21"), ("wire", "2024-04-20"), ("rewrite", "2024-04-22")]
    stories = {"cut": "wire", "rewrite": "wire"}
    assert cited(*dated, stories=stories) == [("wire", None), ("cut", "wire"), ("rewrite", "wire")]


def test_the_same_words_in_two_stories_are_two_sources():
    assert cited(("one", "2024-04-20"), ("two", "2024-04-21")) == [("one", None), ("two", None)]


def test_a_copy_without_a_date_comes_after_those_with_one():
    assert cited(("undated", None), ("wire", "2024-04-20"), stories={"undated": "wire"}) == [
        ("wire", None),
        ("undated", "wire"),
    ]


def test_case_and_signs_do_not_make_another_quote():
    first, one = published("wire", "2024-04-20")
    said = "OVER 1,000 SOLDIERS will leave Niger!"
    second = make_article(f"{said}\ncut\n", path="cut.txt", published="2024-04-21")
    found = cite_earliest(
        [Citation(second.id, 0, len(said), said), one], {first.id: first, second.id: second}, {second.id: first.id}
    )
    assert [item.copy_of for item in found] == [None, first.id]


def test_a_figure_that_a_copy_repeats_is_given_once():
    facts = {
        "kind": "withdrawal",
        "trigger": "leave",
        "where": [(NIGER, "origin")],
        "when": day("2024-09-15"),
        "figures": [("Over 1,000 soldiers", 1000.0, "people", "troops")],
    }
    first, second = telling(SAID, article="one", **facts), telling(SAID, article="two", **facts)
    ids = sorted((first.article.id, second.article.id))
    event = summarise([first, second], {ids[1]: ids[0]})
    assert [figure.citation.article for figure in event.figures] == [ids[0]]
    assert [(item.article, item.copy_of) for item in event.citations] == [(ids[0], None), (ids[1], ids[0])]
    assert (event.articles, event.independent) == (2, 1)


def test_a_brief_keeps_which_quotes_are_copies():
    data = to_dict(a_brief())
    data["articles"].append(data["articles"][0] | {"id": "a-2", "path": "two.txt"})
    data["events"][0]["citations"].append(data["events"][0]["citations"][0] | {"article": "a-2", "copy_of": "a-1"})
    assert to_dict(from_dict(data)) == data
