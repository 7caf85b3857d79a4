"""nbgrader's own execution and this course's grading agree on who is right."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from course_helpers.cells import answer_cells
from course_helpers.check.catalogue import exercises_of, lessons
from course_helpers.grading.course import find_course
from course_helpers.grading.grade import grade_all
from course_helpers.grading.notebook import read
from course_helpers.grading.record.gradebook import handed_in
from tests.exercises.real_answers import files

ROOT = Path(__file__).parents[3]
LESSONS = lessons()
DOZEN = 12
pytestmark = pytest.mark.usefixtures("sandbox", "quick_kernels")

STOCK = """
for kind in ("sanitize_preprocessors", "autograde_preprocessors"):
    c.Autograde[kind] = Autograde.class_traits()[kind].default()
"""


def class_of_a_dozen(folder: Path, lesson: str) -> None:
    """Hand-ins that pack real answers, right and wrong ones in turn."""
    for part in ("solutions", "notebooks"):
        shutil.copytree(ROOT / part / lesson, folder / part / lesson)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    for number in range(DOZEN):
        notebook = read(folder / "notebooks" / lesson / f"{lesson}.ipynb")
        cells = answer_cells(notebook)
        for place, exercise in enumerate(exercises_of(lesson)):
            cells[exercise.name].source = answer(exercise, number, place)
        path = folder / "grading" / "submitted" / f"s{number:02}" / lesson
        path.mkdir(parents=True)
        nbformat.write(notebook, path / f"{lesson}.ipynb")


def answer(exercise, number: int, place: int) -> str:
    """An answer file, spread over all there are; one per hand-in and exercise."""
    kind = "right" if (number + place) % 2 else "wrong"
    paths = files(exercise.name, kind)
    return paths[number * len(paths) // DOZEN].read_text(encoding="utf-8")


def scores(course, lesson: str) -> dict:
    """Automatic points by student and check cell, as the gradebook has them."""
    with course.api().gradebook as gradebook:
        return {
            (submission.student.id, grade.name): grade.auto_score
            for submission in gradebook.assignment_submissions(lesson)
            for notebook in submission.notebooks
            for grade in notebook.grades
            if grade.name.startswith("check-")
        }


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS)
def test_stock_autograde_agrees_on_full_and_on_less(lesson, tmp_path):
    ours, stock = tmp_path / "ours", tmp_path / "stock"
    for folder in (ours, stock):
        class_of_a_dozen(folder, lesson)
    course = find_course(ours)
    pairs = [(lesson, student) for student in handed_in(course, lesson)]
    rows = list(grade_all(course, pairs))
    assert len(rows) == DOZEN and not any(row.score is None for row in rows)

    with (stock / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write(STOCK)
    nbgrader = Path(sys.executable).with_name("nbgrader")
    for command in ("generate_assignment", "autograde"):
        subprocess.run(
            [nbgrader, command, lesson, "--create", "--force"],
            cwd=stock,
            env=os.environ | {"PATH": f"{nbgrader.parent}:{os.environ['PATH']}"},
            capture_output=True,
            check=True,
        )
    points = {f"check-{e.name}": e.points for e in exercises_of(lesson)}
    mine, theirs = scores(course, lesson), scores(find_course(stock), lesson)
    assert mine.keys() == theirs.keys() and len(mine) == DOZEN * len(points)
    full = {key: mine[key] == points[key[1]] for key in mine}
    assert full == {key: theirs[key] == points[key[1]] for key in theirs}
    zero = {key for key, score in mine.items() if score == 0}
    assert all(theirs[key] == 0 for key in zero)
    assert {True, False} == set(full.values())
