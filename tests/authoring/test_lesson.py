"""A new lesson, and the whole round for it: a real `course` in a copy of the course."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from course_helpers.authoring.lesson import new_lesson
from course_helpers.check.catalogue import Exercise, lessons
from course_helpers.grading.errors import CourseError
from course_helpers.grading.notebook import read
from tests.authoring.conftest import copy_course
from tests.conftest import ROOT

LESSON = "95_made_for_tests"
NAME, CLASS = "made_for_tests", "MadeForTests"


def run(folder, *command):
    """Run Python in a copy of the course, whose package it imports: (code, output)."""
    own = {"PYTHONPATH": str(folder), "COLUMNS": "200", "PYTEST_ADDOPTS": ""}
    done = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=os.environ | own,
        capture_output=True,
        text=True,
        timeout=300,
    )
    return done.returncode, done.stdout + done.stderr


def course(folder, *words):
    code, out = run(folder, "-c", "from course_helpers.cli import app; app()", *words)
    assert code == 0, out
    return out


@pytest.fixture(scope="module")
def folder(tmp_path_factory, empty_gradebook):
    """A copy with a new lesson that has a function and a class, executed, released."""
    folder = copy_course(tmp_path_factory.mktemp("course").resolve())
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    ignored = shutil.ignore_patterns("__pycache__", "hand_ins", "[0-9][0-9]_*")
    shutil.copytree(ROOT / "tests", folder / "tests", ignore=ignored)
    (folder / "grading").mkdir()
    shutil.copy(empty_gradebook, folder / "grading" / "gradebook.db")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_OFFLINE", "1")
        course(folder, "new", "lesson", LESSON, "--exercise", NAME)
        exercise = ("new", "exercise", LESSON, CLASS, "--class")
        course(folder, *exercise, "--points", "3")
        course(folder, "execute", LESSON)
        out = course(folder, "release", LESSON)
    assert "released as" in out
    return folder


CHOSEN = f"""
{NAME} or {CLASS} or test_layers or test_docs
or ({LESSON} and not what_the_solution and not real_answers)
or every_lesson_with_exercises or are_all_there
"""


@pytest.fixture(scope="module")
def outcomes(folder):
    """What the copy's own tests say of the new lesson, by their names."""
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copytree(ROOT / "benchmarks", folder / "benchmarks")
    kinds = ("*.md", "requirements*.txt", "Makefile", "LICENSE")
    for path in (path for kind in kinds for path in ROOT.glob(kind)):
        if not (folder / path.name).exists():
            shutil.copy(path, folder)
    options = ("-q", "-rA", "-p", "no:cacheprovider", "-k", CHOSEN.replace("\n", " "))
    tests = ("layers.py", "docs.py", "notebooks.py", "run_all.py")
    paths = ["tests/exercises", *(f"tests/test_{name}" for name in tests)]
    _, out = run(folder, "-m", "pytest", *options, *paths)
    rows = re.findall(r"^(PASSED|FAILED|ERROR) \S*::(\S+)", out, re.MULTILINE)
    assert rows, out
    return {name: state for state, name in rows}


def test_whole_round_works_and_only_asks_the_author_for_more(outcomes):
    """More answers, and more cells; solved it passes, untouched it is not written."""
    more = "test_exercise_has_answers_to_be_tested_with"
    earns = "test_what_each_wrong_answer_earns_is_written_down"
    assert {name for name, state in outcomes.items() if state != "PASSED"} == {
        f"{more}[{NAME}]",
        f"{more}[{CLASS}]",
        f"{earns}[{NAME}]",
        f"{earns}[{CLASS}]",
        f"test_cells_are_short[{LESSON}]",
        f"test_every_lesson_has_five_to_eight_and_what_to_try_them_with[{LESSON}]",
    }


@pytest.mark.parametrize(
    "name",
    [
        "test_right_answer_gets_full_points[{}-right_sum.py]",
        "test_wrong_answer_gets_its_message_and_less[{}-wrong_squares.py]",
        "test_wrong_answer_gets_its_message_and_less[{}-{}.py]",
        "test_stub_is_not_written_yet[{}]",
        "test_judge_gives_a_score_for_whatever_was_observed[{}]",
    ],
)
def test_checks_of_function_and_class_are_tested(outcomes, name):
    for exercise in (NAME, CLASS):
        assert outcomes[name.format(exercise, exercise)] == "PASSED"


@pytest.mark.parametrize(
    "name",
    [
        f"test_every_answer_is_used_after_its_check[{LESSON}]",
        f"test_stubs_run_to_the_end_with_stand_ins[{LESSON}]",
        f"test_usual_mistakes_run_to_the_end_with_stand_ins[{LESSON}]",
        f"test_solution_passes_all_checks_on_the_embedded_data[{LESSON}]",
        "test_every_lesson_with_exercises_is_there",
        "test_imports_point_down",
        "test_links_between_files_lead_somewhere[README.md]",
    ],
)
def test_lesson_keeps_the_rules_of_the_course(outcomes, name):
    assert outcomes[name] == "PASSED"


def test_all_that_is_written_is_formatted(folder):
    for command in (["check"], ["format", "--check"]):
        code, out = run(folder, "-m", "ruff", *command, "--no-cache", "course_helpers")
        assert code == 0, out


def test_readme_has_its_row_below_the_lesson_before(folder):
    text = (folder / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \[(.*?)\]\(notebooks/(\w+)/", text, re.MULTILINE)
    assert [name for _, name in rows] == [*lessons(), LESSON]
    assert rows[-1][0] == "95 Made for tests"


def test_same_lesson_again_or_the_same_exercise_is_refused(folder):
    for words in (("lesson", LESSON), ("exercise", LESSON, NAME)):
        code = "from course_helpers.cli import app; app()"
        status, out = run(folder, "-c", code, "new", *words)
        assert status == 1 and "Choose" in out and "Traceback" not in out


def first_exercise(lesson, name=NAME):
    return Exercise(lesson, name, 1)


@pytest.mark.parametrize(
    ("lesson", "reason"),
    [
        *((name, "two digits, _ and a topic") for name in ("recurrent", "9_x", "95_")),
        *((name, "two digits, _ and a topic") for name in ("95_Nets", "95_class")),
        ("09_made_for_tests", "09_fashion_mnist is there"),
        ("95_tensors", r"observe/tensors\.py is there"),
        ("95_networks", r"observe/networks\.py is there"),
        ("95_batches", r"judge/batches\.py is there"),
    ],
)
def test_lesson_whose_name_is_none_or_taken_is_refused(author, tree, lesson, reason):
    before = tree()
    with pytest.raises(CourseError, match=reason) as refused:
        new_lesson(author, first_exercise(lesson))
    assert "\n" not in str(refused.value)
    assert tree() == before


@pytest.mark.parametrize("name", ["neuron", "multiply", "2x"])
def test_exercise_that_cannot_be_stops_the_lesson(author, tree, name):
    before = tree()
    with pytest.raises(CourseError, match=name):
        new_lesson(author, first_exercise(LESSON, name))
    assert tree() == before


def test_lesson_may_come_first(author):
    new_lesson(author, first_exercise("00_python"))
    listing = author.root / "course_helpers/exercises/__init__.py"
    rows = re.findall(r'Exercise\("(\w+)"', listing.read_text(encoding="utf-8"))
    assert rows == sorted(rows) and rows[0] == "00_python"
    cells = read(author.notebook("source", "00_python")).cells
    assert "lesson before" not in cells[-1].source
    table = (author.root / "README.md").read_text(encoding="utf-8")
    assert table.index("[00 Python]") < table.index("[01 Tensors]")


def test_course_without_a_table_in_its_readme_gets_no_row(author):
    readme = author.root / "README.md"
    readme.write_text("# Ours\n")
    paths = new_lesson(author, first_exercise(LESSON))
    assert readme not in paths and readme.read_text() == "# Ours\n"
