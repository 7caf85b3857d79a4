import nbformat
import pytest

from course_helpers.cells import answer_cells
from course_helpers.grading.appeal import counted_result, judge_again
from course_helpers.grading.errors import CourseError
from course_helpers.grading.grade import grade_all
from course_helpers.grading.notebook import read
from course_helpers.grading.release.make import release
from course_helpers.grading.run.results import Result
from tests.conftest import LESSON, right_answers

HALF_RIGHT = "def neuron(features, weights, bias):\n    return features"


@pytest.fixture
def handed_in(course):
    release(course, LESSON, run=False)
    notebook = read(course.notebook("release", LESSON))
    answer_cells(notebook)["neuron"].source = HALF_RIGHT
    answer_cells(notebook)["two_layer"].source = right_answers()["two_layer"]
    path = course.notebook("submitted", LESSON, "ada")
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)
    return course


def files(course):
    paths = (path for path in course.root.rglob("*") if path.is_file())
    return {path: path.read_bytes() for path in paths}


@pytest.mark.usefixtures("sandbox")
def test_appeal_says_the_same_on_the_same_inputs_and_changes_nothing(handed_in):
    (row,) = grade_all(handed_in, [(LESSON, "ada")])
    before = files(handed_in)
    stored = counted_result(handed_in, LESSON, "ada")
    again = judge_again(handed_in, LESSON, "ada", stored)
    assert again.seed == stored.seed
    assert again.verdicts == stored.verdicts
    assert sum(verdict.score for verdict in again.verdicts.values()) == row.score > 0
    assert files(handed_in) == before


def test_appeal_against_nothing_says_what_to_do(handed_in):
    with pytest.raises(CourseError, match="expected it to be graded.*course grade"):
        counted_result(handed_in, LESSON, "ada")
    with pytest.raises(CourseError, match="ben, 01_tensors: expected the graded noteb"):
        judge_again(handed_in, LESSON, "ben", Result(1))
