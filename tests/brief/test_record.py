"""How a brief shows itself."""

from tests.brief.builders import a_brief


def test_a_brief_says_in_one_line_what_it_is():
    assert repr(a_brief()) == "<Brief 'Niger': 1 article, 2 places, 1 event>"
