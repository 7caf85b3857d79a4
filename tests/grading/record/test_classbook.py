"""Points of a hand-in and of a student, as tables and exports show them."""

import pytest

from course_helpers.check.catalogue import REFLECTION
from course_helpers.grading.record.classbook import (
    ClassBook,
    Grade,
    HandIn,
    Person,
    in_order,
)

A, B = "01_a", "02_b"


def hand_in(*points, penalty=0.0, graded=True):
    grades = {f"e{n}": Grade(score, 2) for n, score in enumerate(points)}
    return HandIn(graded, grades, penalty=penalty)


def test_points_are_those_of_the_exercises_without_the_penalty():
    late = hand_in(1.1, 2.2, 0.005, penalty=0.5)
    assert (late.score, late.final_score) == (3.31, 2.81)
    assert hand_in(penalty=0.333).final_score == 0
    assert hand_in(1, penalty=0.333).final_score == 0.67


def test_penalty_takes_no_more_than_there_is():
    assert hand_in(1, penalty=3).final_score == 0


def test_nothing_is_known_of_a_hand_in_that_was_not_looked_at():
    new = HandIn()
    assert not new.graded and not new.time_unknown
    assert (new.late, new.penalty, new.final_score) == (0, 0, None)
    assert not Grade(1, 2).manual


def test_what_is_still_to_be_read_counts_nothing_and_is_named():
    read = hand_in(1, None, 0)
    assert (read.score, read.final_score, read.waiting) == (1, 1, ["e1"])


def test_what_was_not_graded_has_no_points():
    none = hand_in(1, graded=False)
    assert none.score is None and none.final_score is None


@pytest.fixture
def book():
    people = {s: Person(s, section=section) for s, section in (("ada", "X"), ("b", ""))}
    book = ClassBook(people, [A, B], {A: {"e0": 2, "e1": 1.5, REFLECTION: 2}})
    book.hand_ins = {
        ("ada", A): hand_in(1.25, penalty=0.5),
        ("ada", B): hand_in(graded=False),
        ("ada", "03_c"): hand_in(2),
        ("b", B): hand_in(1.004, 0.003),
    }
    return book


def test_total_is_of_the_lessons_that_are_looked_at(book):
    assert (book.total("ada"), book.total("b")) == (0.75, 1.01)


def test_lesson_is_worth_what_its_exercises_are(book):
    assert (book.worth(A), book.worth(B)) == (5.5, 0)
    assert book.checked(A) == ["e0", "e1"] and book.checked(B) == []


def test_who_handed_in_and_who_did_not(book):
    assert list(book.of_lesson(A)) == ["ada"] and book.missing(A) == ["b"]
    assert list(book.of_lesson(B)) == ["ada", "b"] and book.missing(B) == []
    assert book.sections() == ["X"]


def test_exercises_come_as_posed_then_others_then_the_reflection():
    exercises = [REFLECTION, "other", "last", "first", "another"]
    posed = ["first", "last"]
    assert in_order(exercises, posed) == [*posed, "another", "other", REFLECTION]


def test_name_for_a_page_is_the_fullest_that_is_known():
    assert Person("id", "Ada", "Lovelace", known_as="A").name == "Ada Lovelace"
    assert Person("id", known_as="A").name == "A" and Person("id").name == "id"
