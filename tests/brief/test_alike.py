"""Texts that share most of their words are found, each of them, without comparing each with each."""

from hypothesis import given
from hypothesis import strategies as st

from geobrief.brief.alike import Alike

TEXTS = st.lists(
    st.tuples(
        st.frozensets(st.sampled_from("abcdefghijklmnop"), max_size=9),
        st.frozensets(st.sampled_from("XYZ"), max_size=2),
    ),
    max_size=25,
)


@given(TEXTS, st.sampled_from([0.3, 0.5, 0.7, 1.0]))
def test_whatever_shares_the_share_of_the_shorter_text_and_a_place_is_found(placed, share):
    texts = [words for words, _ in placed]
    held = Alike(texts, share)
    for number, (words, places) in enumerate(placed):
        wanted = [
            other
            for other in range(number)
            if min(len(words), len(texts[other]))
            and len(words & texts[other]) >= share * min(len(words), len(texts[other]))
        ]
        wanted = [other for other in wanted if not places or not placed[other][1] or places & placed[other][1]]
        near = held.near(words, places)
        assert set(wanted) <= set(near)
        assert near == sorted(near)
        held.add(words, places)


def test_a_word_that_all_texts_have_brings_none_of_them():
    texts = [frozenset({"said", f"market {n}", f"harvest {n}", f"road {n}"}) for n in range(100)]
    held = Alike(texts, 0.7)
    for words in texts[:-1]:
        held.add(words)
    assert held.near(texts[-1]) == []
