"""What a second `course grade` runs again, what it keeps, and what it says of it."""

from dataclasses import replace

import nbformat
import pytest

from course_helpers.cells import answer_cells
from course_helpers.grading.appeal import counted_result
from course_helpers.grading.class_run import Settings
from course_helpers.grading.grade import grade_all
from course_helpers.grading.notebook import read
from course_helpers.grading.record.receipts import recorded
from course_helpers.grading.release.make import release
from course_helpers.grading.run import execution, results
from course_helpers.grading.run.judge import Judge
from tests.conftest import LESSON, points_of_checks, right_answers

pytestmark = pytest.mark.usefixtures("sandbox")
ADA = (LESSON, "ada")
TOTAL = points_of_checks()


@pytest.fixture
def handed_in(course):
    release(course, LESSON, run=False)
    hand_in(course)
    return course


def hand_in(course, more=""):
    notebook = read(course.notebook("release", LESSON))
    for name, source in right_answers().items():
        answer_cells(notebook)[name].source = source + more
    path = course.notebook("submitted", LESSON, "ada")
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)


def graded(course, settings=None):
    (row,) = grade_all(course, [ADA], settings)
    return row


def seed(course):
    return counted_result(course, *ADA).seed


def released_anew(course, cell, source):
    path = course.notebook("source", LESSON)
    notebook = read(path)
    next(c for c in notebook.cells if c.id == cell).source = source
    nbformat.write(notebook, path)
    release(course, LESSON, force=True, run=False)


def test_words_put_right_run_nothing_again_and_stand_in_the_graded_notebook(handed_in):
    assert graded(handed_in).score == TOTAL
    before = seed(handed_in)
    released_anew(handed_in, "title", "# Put right\n\n![A square](figure.svg)")
    row = graded(handed_in)
    assert (row.score, row.changes, seed(handed_in)) == (TOTAL, (), before)
    cells = read(handed_in.notebook("autograded", *ADA)).cells
    assert cells[0].source.startswith("# Put right")


def with_another_cell(course):
    path = course.notebook("source", LESSON)
    notebook = read(path)
    notebook.cells.insert(2, nbformat.v4.new_code_cell("torch.ones(2)", id="later"))
    nbformat.write(notebook, path)
    release(course, LESSON, force=True, run=False)


@pytest.mark.parametrize("earlier", [False, True], ids=["now", "an earlier version"])
def test_scores_that_a_new_release_changes_are_named(handed_in, monkeypatch, earlier):
    if earlier:
        monkeypatch.setattr(execution, "written_hash", results.notebook_hash)
    graded(handed_in)
    if earlier:
        # Its keys were others; its results are still known.
        monkeypatch.setattr(results, "FORM", results.FORM + 1)
    else:
        with_another_cell(handed_in)
    verdict = Judge.verdict

    def stricter(judge, exercise, seed, reply):
        return verdict(judge, exercise, seed, b"" if exercise == "neuron" else reply)

    monkeypatch.setattr(Judge, "verdict", stricter)
    assert graded(handed_in).changes == (("neuron", 2, 0),)


def test_what_an_option_gave_a_hand_in_the_same_one_keeps(handed_in):
    course = handed_in
    longer = replace(course.limits, cell_seconds=course.limits.cell_seconds + 1)
    graded(course, Settings(limits=longer))
    before, receipt = seed(course), recorded(course, *ADA)
    assert receipt["limits"] == {"cell_seconds": longer.cell_seconds}
    assert graded(course).score == TOTAL
    assert (seed(course), recorded(course, *ADA)) == (before, receipt)

    hand_in(course, more="\n# another")
    graded(course)
    assert recorded(course, *ADA)["limits"] == {}
    graded(course, Settings(limits=longer))
    graded(course, Settings(force=True))
    assert recorded(course, *ADA)["limits"] == {}
