import json
from datetime import datetime, timedelta

import pytest
from nbgrader import api

from course_helpers.cells import answer_cells
from course_helpers.grading.errors import CourseError
from course_helpers.grading.notebook import read, solution_regions
from course_helpers.grading.release.leaks import MARKERS
from course_helpers.grading.release.solutions import write_solutions

LESSON = "01_tensors"
NOW = datetime.now()


@pytest.fixture
def set_due(course):
    def set_due(days, extensions=()):
        with course.api().gradebook as gradebook:
            gradebook.add_assignment(LESSON, duedate=NOW + timedelta(days=days))
            lesson = gradebook.find_assignment(LESSON).id
            # nbgrader's own way gives a warning from SQLAlchemy, and those are errors.
            rows = [
                {
                    "id": api.new_uuid(),
                    "assignment_id": lesson,
                    "student_id": gradebook.add_student(f"s{number}").id,
                    "extension": timedelta(days=more),
                }
                for number, more in enumerate(extensions)
            ]
            gradebook.db.bulk_insert_mappings(api.SubmittedAssignment, rows)
            gradebook.db.commit()

    return set_due


def test_solutions_hold_every_answer_and_no_mark(course, set_due, tmp_path):
    set_due(-2)
    (path,) = write_solutions(course, tmp_path / "out", [LESSON])
    text = path.read_text(encoding="utf-8")
    assert path.name == f"{LESSON}_solutions.ipynb"
    assert not any(marker in text for marker in (*MARKERS, "nbgrader", "figure.svg"))
    solved = "\n".join(cell.source for cell in read(path).cells)
    for cell in answer_cells(read(course.notebook("source", LESSON))).values():
        for region in solution_regions(cell):
            assert region.strip() in solved
    assert json.loads(text)["nbformat"] == 4


@pytest.mark.parametrize(
    ("days", "extensions", "words"),
    [(1, [], "it is 20"), (-2, [0, 3], "it is 20"), (None, [], "it has none")],
)
def test_nothing_is_written_while_anybody_may_hand_in(
    course, set_due, tmp_path, days, extensions, words
):
    if days is not None:
        set_due(days, extensions)
    with pytest.raises(CourseError, match=words):
        write_solutions(course, tmp_path / "out", [LESSON])
    assert not (tmp_path / "out").exists()


def test_extension_that_is_over_stops_nobody(course, set_due, tmp_path):
    set_due(-5, [1, 2])
    assert write_solutions(course, tmp_path / "out", [LESSON])


def test_repository_of_students_gets_none(course, set_due, tmp_path_factory):
    set_due(-2)
    students = tmp_path_factory.mktemp("students")
    (students / ".git").mkdir()
    with pytest.raises(CourseError, match="students may have that one"):
        write_solutions(course, students / "week-3", [LESSON])
    assert not (students / "week-3").exists()
