"""Answer cells with code to be mended: handed in untouched, in part, and mended."""

import shutil
from copy import deepcopy

import nbformat
import pytest

from course_helpers.cells import answer_cells, any_answer, cell_of
from course_helpers.check.aids.given import given_code
from course_helpers.check.catalogue import exercises_of
from course_helpers.grading.course import find_course
from course_helpers.grading.grade import Settings, grade_all
from course_helpers.grading.notebook import read
from course_helpers.grading.report.class_report import write_report
from course_helpers.grading.report.export import export
from course_helpers.repair import repair
from tests.conftest import ROOT

LESSON = "10_debugging"
RELEASED = read(ROOT / "notebooks" / LESSON / f"{LESSON}.ipynb")
SOLVED = answer_cells(read(ROOT / "solutions" / LESSON / f"{LESSON}.ipynb"))
CLINICS = [e.name for e in exercises_of(LESSON) if e.name.startswith("clinic_")]
CAUSE = {
    "cause_a = None": 'cause_a = "zero_grad missing"',
    "evidence_a = None": 'evidence_a = ("gradient_growth", 5.0)',
}


def with_cause(source: str) -> str:
    """The code as given, below a right cause with its evidence."""
    for empty, written in CAUSE.items():
        assert empty in source
        source = source.replace(empty, written)
    return source


def moved_up(notebook):
    """Clinic a, mended, in a cell of its own above its untouched answer cell."""
    place = next(n for n, c in enumerate(notebook.cells) if c.id == "clinic_a")
    copy = deepcopy(notebook.cells[place])
    copy.update(source=SOLVED["clinic_a"].source, id="mine", metadata={})
    notebook.cells.insert(place, copy)


def put(name, source):
    return lambda notebook: answer_cells(notebook)[name].update(source=source)


def mend_all(notebook):
    for name in CLINICS:
        put(name, SOLVED[name].source)(notebook)


HAND_INS = {
    "untouched": (lambda notebook: None, 0),
    "cause": (put("clinic_a", with_cause(given_code("clinic_a"))), 1),
    "practice": (put("clinic_e", SOLVED["clinic_e"].source), 0),
    "mended": (mend_all, 8),
    "above": (moved_up, 2),
}


def test_released_cells_hold_the_given_code():
    cells = answer_cells(RELEASED)
    assert len(CLINICS) == 8
    for name in CLINICS:
        assert cells[name].source == given_code(name)
        compile(given_code(name), name, "exec")


def test_given_code_is_no_answer_to_learners_tools():
    posed = exercises_of(LESSON)
    notebook = deepcopy(RELEASED)
    assert not any_answer(list(map(cell_of, notebook.cells)), posed)
    put("clinic_a", with_cause(given_code("clinic_a")))(notebook)
    assert any_answer(list(map(cell_of, notebook.cells)), posed)


def test_repair_finds_given_code_without_marks():
    notebook = deepcopy(RELEASED)
    for cell in notebook.cells:
        cell.metadata = {}
    mended = repair(notebook, LESSON)
    assert mended.left == []
    cells = answer_cells(mended.notebook)
    assert all(cells[name].source == given_code(name) for name in CLINICS)


@pytest.fixture(scope="module")
def graded(tmp_path_factory, empty_gradebook):
    root = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    (root / "grading").mkdir()
    shutil.copy(empty_gradebook, root / "grading" / "gradebook.db")
    for kind in ("solutions", "notebooks"):
        shutil.copytree(ROOT / kind / LESSON, root / kind / LESSON)
    course = find_course(root)
    for student, (change, _) in HAND_INS.items():
        notebook = deepcopy(RELEASED)
        change(notebook)
        path = course.notebook("submitted", LESSON, student)
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
    rows = list(grade_all(course, [(LESSON, s) for s in HAND_INS], Settings()))
    assert len(rows) == len(HAND_INS)
    return course


@pytest.mark.usefixtures("sandbox")
def test_what_was_mended_earns_points_and_what_was_given_none(graded):
    with graded.api().gradebook as gradebook:
        scores = {s: gradebook.find_submission(LESSON, s).score for s in HAND_INS}
        cells = gradebook.find_notebook(LESSON, LESSON).grade_cells
        worth = {cell.name: cell.max_score for cell in cells}
    assert scores == {student: points for student, (_, points) in HAND_INS.items()}
    assert worth["check-clinic_a"] == 2 and worth["check-clinic_e"] == 0


@pytest.mark.usefixtures("sandbox")
def test_report_and_export_take_exercises_without_points(graded, tmp_path):
    text = write_report(graded, [LESSON]).read_text(encoding="utf-8")
    assert "clinic_a" in text
    path, _ = export(graded, tmp_path / "grades.csv", lessons=[LESSON])
    rows = path.read_text(encoding="utf-8").splitlines()
    assert any("mended" in row and "8" in row for row in rows)
