"""The demo end to end, in a copy of the course with the lessons of this checkout."""

import csv
import shutil
from pathlib import Path

import pytest

from course_helpers.check.catalogue import exercises_of, typical_mistake
from course_helpers.grading.course import find_course
from course_helpers.grading.demo.round import Demo, run_demo
from course_helpers.grading.demo.sample_class import STUDENTS
from tests.exercises.test_answers import verdict_on_source

ROOT = Path(__file__).parents[3]
LESSONS = ["01_tensors", "03_softmax", "06_training_loop"]


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    shutil.copytree(ROOT / "solutions", folder / "solutions")
    *steps, result = run_demo(find_course(folder), LESSONS)
    return folder, steps, result


def points_by_hand_in(result: Demo) -> dict:
    return {(row.student, row.lesson): row.score for row in result.rows}


def mistaken_points(lesson: str) -> float:
    """What the notebook's own checks give the typical mistakes."""
    sources = {e.name: typical_mistake(e.name) for e in exercises_of(lesson)}
    return sum(verdict_on_source(*pair)[0].score for pair in sources.items())


def test_demo_gives_each_hand_in_the_points_it_deserves(demo):
    _, _, result = demo
    found = points_by_hand_in(result)
    for lesson in LESSONS:
        worth = [exercise.points for exercise in exercises_of(lesson)]
        assert found["all-right", lesson] == sum(worth)
        assert found["first-half", lesson] == sum(worth[: len(worth) // 2])
        assert found["typical-mistakes", lesson] == mistaken_points(lesson)
        assert found["crash-or-empty", lesson] == 0


def test_demo_names_the_reason_of_the_crash_and_goes_on(demo):
    _, _, result = demo
    reasons = [row.reason for row in result.rows if row.reason]
    assert reasons == ["standardize: it ended Python"]


def test_demo_writes_feedback_and_grades_inside_its_folder(demo):
    folder, steps, result = demo
    graded = [step for step in steps if ": graded " in step]
    assert len(graded) == len(LESSONS) * len(STUDENTS)
    inside = folder / "grading" / "demo"
    assert result.folder == inside and inside in result.feedback.parents
    words = typical_mistake("neuron").splitlines()[0].removeprefix("# ")
    assert words in result.feedback.read_text(encoding="utf-8")
    with result.grades.open(newline="") as file:
        students = {line["student_id"] for line in csv.DictReader(file)}
    assert students == set(STUDENTS)
    others = {p.name for p in (folder / "grading").iterdir()} - {"exchange"}
    assert others == {"demo"}
