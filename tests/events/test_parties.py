"""Who takes part in an event: whole names, each once, and nobody whom no reader could tell."""

from __future__ import annotations

import pytest

from geobrief import geoparse
from geobrief.events.judging import judges
from geobrief.events.parties import WHO
from geobrief.model import Actor


def told(text: str) -> list[Actor]:
    """Everybody who takes part in an event of a text, once."""
    return sorted(
        {actor for report in geoparse(text, published="2024-06-12").reports for actor in report.who},
        key=lambda actor: (actor.start, actor.end),
    )


def test_the_judges_were_fitted_on_the_figures_that_are_computed() -> None:
    """A figure that is added or taken away means fitting again."""
    for name in ("who", "role"):
        assert len(judges()[name].weights) == len(judges()[name].mean) == len(WHO)


def test_who_did_it_and_whom_it_befell_are_told_in_their_roles() -> None:
    """The plainest sentence has a doer and a target."""
    roles = {actor.name: actor.role for actor in told("Police arrested two editors in Bamako on 3 May, a lawyer said.")}
    assert roles["Police"] == "source"
    assert roles["two editors"] == "target"


def test_us_is_a_country_and_no_pronoun() -> None:
    """The country acts; the pronoun is nobody that a reader of a table could tell."""
    names = [actor.name for actor in told("The US suspended aid to Niger on Monday, officials said.")]
    assert "US" in names


def test_a_pronoun_is_told_by_the_name_that_it_means_or_not_at_all() -> None:
    """A "he" in a table of events says nothing."""
    text = (
        "Foreign Minister Abdoulaye Diop travelled to Moscow on Monday. He met Sergei Lavrov there on Tuesday and signed an "
        "agreement on grain."
    )
    names = {actor.name for actor in told(text)}
    assert names.isdisjoint({"He", "he", "it", "they", "who"})
    assert any("Diop" in name for name in names)


@pytest.mark.parametrize(
    "name", ["Ministry of Defence", "National Independent Electoral Commission", "Prime Minister Ali Lamine Zeine"]
)
def test_a_name_is_told_whole(name: str) -> None:
    """No part of a name stands for it, and no two parts of it for two."""
    text = f"The {name} met a delegation of farmers in Niamey on Monday to discuss the drought."
    assert [actor.name for actor in told(text) if set(actor.name.split()) & set(name.split())] == [name]


def test_nobody_takes_part_in_an_event_twice() -> None:
    """Whom two tellings name is one, in one role."""
    text = (
        "President Bola Tinubu met union leaders in Abuja on Monday. Tinubu promised the leaders a new minimum wage, and the "
        "unions called off their strike."
    )
    for report in geoparse(text, published="2024-06-12").reports:
        ends = [actor.name.split()[-1].casefold() for actor in report.who]
        assert len(ends) == len(set(ends))
