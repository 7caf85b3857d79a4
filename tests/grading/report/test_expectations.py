"""A class with predictions of all kinds: graded for real, and counted again here."""

import json
import random
import shutil
from collections import Counter

import pytest

from course_helpers.cells import predicted
from course_helpers.check.aids.predictions import predictions
from course_helpers.grading.course import find_course
from course_helpers.grading.grade import Settings, grade_all
from course_helpers.grading.notebook import read
from course_helpers.grading.record.class_reader import read_class
from course_helpers.grading.report.class_report import write_report
from course_helpers.grading.report.expectations import MOST, expectations
from course_helpers.grading.report.export import export
from tests.conftest import ROOT

pytestmark = pytest.mark.usefixtures("sandbox")

LESSON = "01_tensors"
ASKED = {p.name: p for p in predictions().values() if p.lesson == LESSON}
UNCOUNTED = [
    "None",
    "9" * 4000 + " * " + "9" * 4000,
    '"\\ud800"',
    '"a" "b" * 9',
    "{1, 2}",
    "[[1], [2]]",
    "1j",
    "torch.zeros(2).shape",
    "'x' * 3",
    "print(1)",
    "(",
]
"""What nobody counts: nothing given, nothing that reports can show, or to be run."""
STRANGE = {"1e999 - 1e999": float("nan"), "'<script>'": "<script>", "7 // 2": 3}


def drawn(question, chance):
    """What somebody writes, and its value; None where it is not to be counted."""
    tempting = [wrong for wrong, _ in question.wrong]
    values = [question.right, *tempting, *STRANGE]
    value = chance.choice([*values, *UNCOUNTED])
    if isinstance(value, str) and value in UNCOUNTED:
        return value, None
    if isinstance(value, str) and value in STRANGE:
        return value, STRANGE[value]
    return repr(tuple(value) if isinstance(value, list) else value), value


@pytest.fixture(scope="module")
def graded(tmp_path_factory, empty_gradebook):
    """The course, and for each question the values that were written."""
    root, chance = tmp_path_factory.mktemp("course"), random.Random(5)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    (root / "grading").mkdir()
    shutil.copy(empty_gradebook, root / "grading" / "gradebook.db")
    for kind in ("solutions", "notebooks"):
        shutil.copytree(ROOT / kind / LESSON, root / kind / LESSON)
    course, given = find_course(root), {name: [] for name in ASKED}
    students = [f"student-{number:02}" for number in range(24)]
    for student in students:
        notebook = read(course.notebook("release", LESSON))
        for cell in notebook.cells:
            names = predicted(cell.source) if cell.cell_type == "code" else {}
            lines = []
            for name in names:
                text, value = drawn(ASKED[name], chance)
                lines.append(f"{name} = {text}")
                given[name] += [] if value is None else [value]
            cell.source = "\n".join(lines) if lines else cell.source
        path = course.notebook("submitted", LESSON, student)
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook), encoding="utf-8")
    rows = list(grade_all(course, [(LESSON, s) for s in students], Settings()))
    assert len(rows) == len(students)
    return course, given


def test_report_counts_what_was_written(graded):
    course, given = graded
    results = expectations(read_class(course, [LESSON]), LESSON)
    assert [r.question for r in results] == [q.question for q in ASKED.values()]
    for (name, question), result in zip(ASKED.items(), results, strict=True):
        wrong = [v for v in given[name] if not question.holds(v)]
        assert result.count == len(given[name]) > 5
        assert result.right == len(given[name]) - len(wrong)
        thoughts = Counter(map(question.wording, wrong)).most_common(MOST)
        assert sorted(n for _, n in result.thoughts) == sorted(n for _, n in thoughts)
        assert {*result.thoughts} <= {*Counter(map(question.wording, wrong)).items()}


def test_report_is_written_whatever_was_predicted(graded):
    course, given = graded
    assert any("<script>" in values for values in given.values())
    text = write_report(course, [LESSON]).read_text(encoding="utf-8")
    assert "&lt;script&gt;" in text and "<script>" not in text


def test_gradebook_and_exports_have_no_column_for_them(graded, tmp_path):
    course, _ = graded
    with course.api().gradebook as gradebook:
        cells = gradebook.find_notebook(LESSON, LESSON).grade_cells
        names = {cell.name for cell in cells}
        written = gradebook.find_notebook(LESSON, LESSON).solution_cells
        names |= {cell.name for cell in written}
    assert not {n.removeprefix("check-") for n in names} & ASKED.keys()
    path = tmp_path / "grades.csv"
    export(course, path)
    text = path.read_text(encoding="utf-8")
    assert "student-00" in text and not any(name in text for name in ASKED)
