"""A mended check, and what does not concern a class: on a copy of the package."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

import course_helpers
from course_helpers.cells import answer_cells
from course_helpers.grading.notebook import read
from course_helpers.grading.release.make import release
from tests.conftest import LESSON, right_answers

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("sandbox")]

RIGHT = right_answers()
WITHOUT_BIAS = "def neuron(features, weights, bias):\n"
WITHOUT_BIAS += "    return torch.sigmoid(features @ weights.T)"
JUDGE = "exercises/judge/tensors/neuron.py"
SHAPE = 'Criterion("shape (N, 1)", 0.1'
MESSAGE = "the bias is missing"
BEFORE = '        Exercise("02_autograd", "gradient", '
NEW = '        Exercise("02_autograd", "one_more", 2),\n'
BY_HAND = {"reflection": 1.5, "check-two_layer": 0.5}
"""Points that a person gave ada, also in place of a check's."""
PROGRAM = "from course_helpers.cli import app; app()"


@pytest.fixture
def package(tmp_path):
    source = Path(course_helpers.__file__).parent
    return Path(shutil.copytree(source, tmp_path / "copy" / source.name))


@pytest.fixture
def run(course, package):
    """Run a command of the copy in the course's folder; return what it printed."""
    variables = {"PYTHONPATH": str(package.parent), "PYTHONDONTWRITEBYTECODE": "1"}

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, *arguments],
            cwd=course.root,
            env=os.environ | variables | {"COLUMNS": "200"},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def graded(course, run):
    """A class of two after grading; ada has points by hand."""
    release(course, LESSON, run=False)
    for student, neuron in (("ada", WITHOUT_BIAS), ("ben", RIGHT["neuron"])):
        notebook = read(course.notebook("release", LESSON))
        for name, source in (RIGHT | {"neuron": neuron}).items():
            answer_cells(notebook)[name].source = source
        path = course.notebook("submitted", LESSON, student)
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
    run("grade")
    with course.api().gradebook as gradebook:
        for cell, points in BY_HAND.items():
            grade = gradebook.find_grade(cell, LESSON, LESSON, "ada")
            grade.manual_score = points
        gradebook.db.commit()
    return course


def appeal(run) -> tuple[list[str], str]:
    """What counts for ada, and what today's checks say."""
    said = run("grade", LESSON, "--student", "ada", "--show")
    counted, _, today = said.partition("Judged again today")
    return counted.splitlines(), today


def points(course, student) -> dict[str, float]:
    with course.api().gradebook as gradebook:
        submission = gradebook.find_submission(LESSON, student)
        return {g.name: g.score for g in submission.notebooks[0].grades}


def test_appeal_and_grades_outlast_what_does_not_concern_them(graded, run, package):
    before, today = appeal(run)
    assert today == ": the same.\n"
    change(package / "plotting/_classify.py", '"""', '"""Another word. ')
    change(package / "exercises/__init__.py", BEFORE, f"{NEW}{BEFORE}")
    change(package / JUDGE, '"""Judge', '"""Put otherwise: judge')
    assert appeal(run) == (before, today)
    scores = points(graded, "ada")
    assert "was" not in run("grade") and points(graded, "ada") == scores


def test_changed_message_shows_in_an_appeal_beside_what_counts(graded, run, package):
    before, _ = appeal(run)
    mistakes = package / "exercises/judge/tensors/_mistakes.py"
    change(mistakes, MESSAGE, "no bias was added")
    counted, today = appeal(run)
    assert counted == before and any(MESSAGE in line for line in counted)
    assert "neuron would be; " in today and "no bias was added" in today


def test_mended_check_names_each_changed_score_and_keeps_points_by_hand(
    graded, run, package
):
    before = points(graded, "ada")
    change(package / JUDGE, SHAPE, SHAPE.replace("0.1", "0.35"))
    change(graded.notebook("source", LESSON), "Write `neuron`", "Now write `neuron`")
    run("release", LESSON, "--force", "--no-run")
    said = run("grade")
    after = points(graded, "ada")
    assert after["check-neuron"] > before["check-neuron"]
    changed = f"neuron {after['check-neuron']:g}, was {before['check-neuron']:g}"
    assert [line for line in said.splitlines() if ", was " in line] == [
        f"ada, {LESSON}: {changed}"
    ]
    for cell, by_hand in BY_HAND.items():
        assert after[cell] == before[cell] == by_hand
