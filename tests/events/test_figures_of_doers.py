"""A number that counts those who do one thing is not told of another thing in the same sentence."""

from geobrief import geoparse


def figures(text: str) -> dict[str, list[str]]:
    reading = geoparse(text, published="2024-05-21")
    return {report.kind: [figure.text for figure in report.figures] for report in reading.reports}


def test_a_number_of_arrivals_is_not_told_of_those_who_left_meanwhile():
    told = figures("At least 80 Kenyan soldiers arrived in Goma last week, while Ugandan troops withdrew from Bunia.")
    assert told["arrival"]
    assert told["withdrawal"] == []


def test_a_number_of_nobody_who_acts_is_told_of_every_event_of_its_sentence():
    told = figures("Kenyan soldiers arrived in Goma after Ugandan troops withdrew from a base that cost $20 million.")
    assert told["arrival"] == told["withdrawal"] == ["$20 million"]
