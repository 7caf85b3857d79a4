import csv

import nbformat
import pytest

from course_helpers.grading import record
from course_helpers.grading.notebook import answer_cells, read
from course_helpers.grading.release import release
from tests.conftest import ANSWERS

LESSON = "01_tensors"


def hand_in(course, student, answers):
    notebook = read(course.notebook("release", LESSON))
    for name, source in answers.items():
        answer_cells(notebook)[name].source = source
    path = course.notebook("submitted", LESSON, student)
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)
    return path


@pytest.fixture
def released(course):
    release(course, LESSON, run=False)
    return course


def test_class_is_graded_and_one_bad_hand_in_stops_nobody(released, tmp_path):
    right = {name: "\n".join(parts) for name, parts in ANSWERS.items()}
    hand_in(released, "ada", right | {"reflection": "A matrix product."})
    hand_in(released, "ben", {"neuron": right["neuron"]})
    hand_in(released, "cy", {}).write_text("this is no notebook")
    record.register(released, LESSON)
    students = record.handed_in(released, LESSON)
    rows = {s: record.grade(released, LESSON, s) for s in students}

    assert (rows["ada"].score, rows["ada"].open_questions) == (6, 1)
    assert (rows["ben"].score, rows["ben"].max_score) == (2, 8)
    assert rows["cy"].score is None and rows["cy"].reason

    page = record.write_feedback(released, LESSON, "ben")
    assert "not written yet" in page.read_text()

    target = tmp_path / "grades.csv"
    record.export(released, target)
    with target.open(newline="") as file:
        scores = {line["student_id"]: line["score"] for line in csv.DictReader(file)}
    assert float(scores["ada"]) == 6 and float(scores["ben"]) == 2


def test_register_makes_a_lesson_known_to_a_fresh_gradebook(course):
    record.register(course, LESSON)
    record.register(course, LESSON)
    with course.api().gradebook as gradebook:
        assert gradebook.find_assignment(LESSON).max_score == 8
    assert not course.folder("release").exists()
