import pytest

from course_helpers.check.catalogue import catalogue, lessons
from course_helpers.grading.course import find_course
from course_helpers.grading.reading.question import question_of, rubric_in
from tests.conftest import ROOT


@pytest.mark.parametrize("lesson", lessons())
def test_every_lesson_says_what_earns_the_points_of_its_question(lesson):
    question = question_of(find_course(ROOT), lesson)
    assert question.text.endswith((".", "?")) and "Points:" not in question.text
    assert not question.text.startswith("#")
    assert len(question.rubric) >= 2 and all(line.text for line in question.rubric)
    points = sum(line.points for line in question.rubric)
    assert points == catalogue().reflection_points
    assert len(question.model) > 100


@pytest.mark.parametrize(
    "text, lines",
    [
        ("1 for the shape; 1 for a reason.", [(1, "the shape"), (1, "a reason")]),
        (
            "1 for one, 1.5 for\ntwo, each with 3 words.",
            [(1, "one"), (1.5, "two, each with 3 words")],
        ),
        ("- 0.5 for a,\n- 1 for b", [(0.5, "a"), (1, "b")]),
        ("as you like", []),
    ],
)
def test_rubric_is_read_from_its_paragraph(text, lines):
    assert [(line.points, line.text) for line in rubric_in(text)] == lines


def test_lesson_without_a_question_has_an_empty_one(course):
    assert question_of(course, "01_tensors").text == ""
    assert question_of(course, "02_nothing").rubric == ()
