import re
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_helpers.grading.reading.alike import (
    MOST_WORDS,
    differences,
    equal_groups,
    plain,
    side_by_side,
    similarities,
)
from tests.grading.reading.answered import sample_answers

WORDS = st.lists(st.text("abcdxyzäß", min_size=1, max_size=6), min_size=1, max_size=9)
SPACES = st.sampled_from([" ", "  ", "\n", "\t ", "\r\n\r\n"])
MARKS = st.sampled_from(["", ".", ",", "!", " ...", "?", ";", ":", "`", "**", '"'])
TEXTS = st.lists(st.text("ab c.1", max_size=12), max_size=12)


@given(WORDS, st.data())
def test_case_spaces_and_punctuation_do_not_count(words, data):
    written = "".join(
        f"{data.draw(MARKS)}{data.draw(SPACES)}"
        f"{word.upper() if data.draw(st.booleans()) else word}"
        for word in words
    )
    assert plain(written + data.draw(MARKS)) == plain(" ".join(words))


@pytest.mark.parametrize(
    "one, other",
    [
        ("x > 0", "x < 0"),
        ("it falls by 10", "it falls by 100"),
        ("a loss of -1", "a loss of 1"),
        ("a loss of −1", "a loss of 1"),
        ("0.5", "05"),
        ("1.5 of them", "15 of them"),
        ("w + b", "w b"),
        ("a != b", "a = b"),
        ("a / b", "a b"),
        ("it changes", "it does not change"),
        ("कि", "की"),
    ],
)
def test_what_says_something_else_is_not_equal(one, other):
    assert len(equal_groups([one, other])) == 2


@given(TEXTS)
def test_each_text_is_in_one_group_with_its_equals(texts):
    groups = equal_groups(texts)
    assert sorted(place for group in groups for place in group) == list(
        range(len(texts))
    )
    assert [group[0] for group in groups] == sorted(group[0] for group in groups)
    for group in groups:
        assert len({plain(texts[place]) for place in group}) == 1


def test_texts_of_signs_alone_are_equal_only_if_they_are():
    assert equal_groups(["???", "...", " ??? ", "🙂"]) == [[0, 2], [1], [3]]


def test_similarities_are_symmetric_and_one_for_the_same():
    similar = similarities(["The loss grows.", "the loss grows a lot", "Cats!", "?"])
    np.testing.assert_allclose(similar, similar.T)
    np.testing.assert_allclose(np.diag(similar), 1)
    assert similar[0, 1] > 0.6 > 0.1 > similar[0, 2]
    assert similarities([]).shape == (0, 0)


def symmetric(values, size):
    square = np.asarray(values[: size * size]).reshape(size, size)
    return np.maximum(square, square.T)


@given(
    st.integers(1, 9),
    st.lists(st.floats(0, 1), min_size=81, max_size=81),
    st.floats(0, 1),
)
def test_texts_joined_over_any_threshold_stand_together(size, values, threshold):
    similar = symmetric(values, size)
    order = [place for place, _ in side_by_side(similar)]
    assert sorted(order) == list(range(size))
    families = [_family(similar, place, threshold) for place in order]
    changes = sum(a != b for a, b in zip(families, families[1:], strict=False))
    assert changes == len(set(families)) - 1


def _family(similar, place, threshold):
    members, seen = [place], {place}
    for member in members:
        joined = set(np.flatnonzero(similar[member] >= threshold).tolist()) - seen
        members += joined
        seen |= joined
    return frozenset(seen)


@given(st.integers(1, 9), st.lists(st.floats(0, 1), min_size=81, max_size=81))
def test_neighbour_is_the_one_before_that_is_most_like(size, values):
    similar = symmetric(values, size)
    (first, nobody), *rest = side_by_side(similar)
    assert nobody is None
    before = [first]
    for place, neighbour in rest:
        assert neighbour.place in before
        assert neighbour.similarity == similar[place, before].max()
        before.append(place)


def test_no_text_has_no_order():
    assert side_by_side(similarities([])) == []


@given(st.text("ab \n", max_size=30), st.text("ab \n", max_size=30))
def test_differences_hold_both_texts_whole(before, after):
    pieces = differences(before, after)
    new = "".join(text for kind, text in pieces if kind != "gone")
    assert new == after
    old = " ".join(text for kind, text in pieces if kind != "new")
    assert old.split() == before.split()


def test_differences_name_what_is_new_and_what_is_gone():
    assert differences("The loss grows.", "THE LOSS,\nshrinks now.") == [
        ("same", "THE LOSS,\n"),
        ("gone", "grows."),
        ("new", "shrinks now."),
    ]


def test_endless_texts_are_not_compared():
    assert differences("a " * (MOST_WORDS + 1), "b") == []


def test_a_class_falls_into_fewer_groups_with_alike_ones_beside_each_other():
    texts = [
        text for text in sample_answers(300).values() if text != "YOUR ANSWER HERE"
    ]
    began = time.perf_counter()
    groups = equal_groups(texts)
    firsts = [texts[group[0]] for group in groups]
    order = side_by_side(similarities(firsts))
    print(f"{len(texts)} answers, {len(groups)} groups", end=", ")
    print(f"{time.perf_counter() - began:.3f} s")
    assert len(groups) < len(texts)
    followers = [neighbour.similarity for _, neighbour in order[1:]]
    assert np.median(followers) > 0.7


def test_plain_keeps_words_of_all_scripts():
    for text in ("ответ", "答え", "αβ", "جواب"):
        assert re.sub(r"\s", "", plain(f"{text}!")) == text
