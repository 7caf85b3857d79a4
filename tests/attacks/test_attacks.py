"""Each promise of SECURITY.md against real hand-ins, through the real grader."""

import os
import socket
import tempfile

import pytest

from course_helpers.grading.grade import Settings
from course_helpers.grading.report.class_report import write_report
from course_helpers.grading.report.feedback import write_pages
from course_helpers.grading.run.sandbox import Sandbox
from tests.attacks.classroom import (
    HONEST,
    LESSON,
    LIMITS,
    SECRET,
    grade,
    hand_in,
    honest,
)
from tests.attacks.classroom import make_course as make
from tests.attacks.hand_ins import behaviour, formats
from tests.attacks.hand_ins.formats import HOSTILE_WORDS
from tests.attacks.pages import active
from tests.conftest import ROOT, lesson_points

pytestmark = pytest.mark.usefixtures("sandbox")
ATTACKS = [*formats.ATTACKS, *behaviour.ATTACKS]
QUICK = [attack for attack in ATTACKS if attack.quick]
REST = [attack for attack in ATTACKS if not attack.quick]
MAXIMA = {f"check-{name}": points for name, points in lesson_points().items()}
MAXIMA["reflection"] = 2


def graded_class(attacks, folder, gradebook, **settings):
    """A class of these hand-ins among honest ones, graded."""
    course = make(folder / "course", gradebook)
    temporary = folder / "temporary"
    temporary.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        for attack in attacks:
            hand_in(course, attack, port)
        honest(course)
        students = sorted([*HONEST, *(attack.student for attack in attacks)])
        chosen = Settings(limits=LIMITS, **settings)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(tempfile, "tempdir", str(temporary))
            return grade(course, students, chosen, temporary)


@pytest.fixture(scope="module")
def quick(tmp_path_factory, empty_gradebook):
    return graded_class(QUICK, tmp_path_factory.mktemp("quick"), empty_gradebook)


@pytest.fixture(scope="module")
def rest(tmp_path_factory, empty_gradebook):
    return graded_class(REST, tmp_path_factory.mktemp("rest"), empty_gradebook)


def assert_deserved(graded, attack):
    row = graded.rows[attack.student]
    assert graded.points(attack.student) == attack.points, row.reason
    assert attack.reason in row.reason
    text = graded.texts[attack.student]
    for words in attack.shows:
        assert words in text
    assert SECRET not in text and "<script>alert(6)" not in text
    if attack.points is not None:
        grades = graded.grades[attack.student].items()
        assert {cell: maximum for cell, (_, maximum, _) in grades} == MAXIMA


def assert_no_harm(graded):
    assert {student: graded.points(student) for student in HONEST} == HONEST
    assert all(not graded.rows[student].reason for student in HONEST)
    assert graded.changed == []
    assert graded.left == []


@pytest.mark.parametrize("attack", QUICK, ids=lambda a: a.student)
def test_hand_in_gets_what_it_deserves(quick, attack):
    assert_deserved(quick, attack)


def test_nobody_else_is_harmed_and_nothing_is_left(quick):
    assert_no_harm(quick)


def comment(course, student, text):
    """What a person says of a student's answer in words."""
    with course.api().gradebook as gradebook:
        notebook = gradebook.find_submission_notebook(LESSON, LESSON, student)
        said = next(c for c in notebook.comments if c.name == "reflection")
        said.manual_comment = text
        gradebook.db.commit()


def nbgrader_page(course, student: str) -> str:
    """What nbgrader itself tells a student, as HTML."""
    reply = course.api().generate_feedback(LESSON, student, force=True)
    assert reply["success"], reply
    path = course.notebook("feedback", LESSON, student).with_suffix(".html")
    return path.read_text(encoding="utf-8")


def test_pages_of_hostile_hand_ins_run_nothing(quick):
    course = quick.course
    hostile = [attack.student for attack in QUICK if attack.row == 27]
    assert len(hostile) == 2
    for student in (*hostile, "ada"):
        comment(course, student, f"Fine. {HOSTILE_WORDS if student != 'ada' else ''}")
    shown = {s: nbgrader_page(course, s) for s in hostile}
    usual = active(nbgrader_page(course, "ada"))
    assert {student: active(page) for student, page in shown.items()} == dict.fromkeys(
        hostile, usual
    )
    assert "&lt;script&gt;alert(1)" in shown["27-scripts"]
    assert "alert(9)" in shown["27-scripts-in-messages"]
    pages = list(write_pages(course)) + [write_report(course, similar=True)]
    assert {path.stem for path in pages} >= {*hostile, "ada"}
    assert [active(path.read_text()) for path in pages] == [[]] * len(pages)


@pytest.mark.slow
@pytest.mark.parametrize("attack", REST, ids=lambda a: a.student)
def test_every_other_hand_in_gets_what_it_deserves(rest, attack):
    assert_deserved(rest, attack)


@pytest.mark.slow
def test_nobody_else_is_harmed_by_those_either(rest):
    assert_no_harm(rest)


@pytest.mark.slow
def test_sandbox_for_each_is_as_safe(tmp_path, empty_gradebook, monkeypatch):
    """Where one cannot keep several hand-ins apart, as it says when it starts."""
    wait = Sandbox.wait
    monkeypatch.setattr(Sandbox, "wait", lambda self: wait(self) or "no namespaces")
    attacks = [attack for attack in QUICK if attack.row in (2, 6, 7, 10, 15, 18, 28)]
    graded = graded_class(attacks, tmp_path, empty_gradebook)
    for attack in attacks:
        assert_deserved(graded, attack)
    assert_no_harm(graded)


ELSEWHERE = {
    "attacks/test_collected.py": {25, 31},
    "grading/test_grade_killed.py": {33},
    "attacks/test_neighbours.py": {35, 36, 37},
    "attacks/test_places.py": {38},
    "attacks/test_layouts.py": {39},
    "attacks/test_forged.py": {40},
    "attacks/test_senders.py": {41},
    "attacks/test_meanwhile.py": {42},
    "attacks/test_slow_pages.py": {43},
    "attacks/test_test_images.py": {44},
}
"""Rows that need more than one hand-in in a class, by the file with their tests."""


def test_there_is_one_of_each_row():
    rows = {attack.row for attack in QUICK}
    assert rows.union(*ELSEWHERE.values()) == set(range(1, 45))
    assert all((ROOT / "tests" / name).is_file() for name in ELSEWHERE)
    assert len(ATTACKS) >= 70 and os.name == "posix"
