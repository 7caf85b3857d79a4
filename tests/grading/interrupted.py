"""A class that `course grade` grades in a process of its own, which may be ended."""

import ctypes
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path

import nbformat

from course_helpers.cells import answer_cells
from course_helpers.grading.course import Course
from course_helpers.grading.notebook import read
from course_helpers.sandboxed import namespaces
from course_helpers.sandboxed.processes import descendants
from tests.attacks.classroom import LESSON, make_course
from tests.exercises.real_answers import files

# Ctrl-C as in a terminal: of what a script starts in the background it ends nothing.
GRADE = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from functools import partial
from course_helpers.cli import app
from course_helpers.grading import grade
grade.Settings = partial(grade.Settings, seed=7)
app(["grade", "--jobs", "2"])
"""
"""`course grade` with a fixed seed, which no option gives: who knows it could cheat."""

_ADOPT_ORPHANS = 36
EXERCISES = ("standardize", "neuron", "two_layer")


def make_class(folder: Path, empty_gradebook: Path, size: int) -> Course:
    """Make a course whose class handed in right and wrong answers of real forms.

    One in ten hands in what is no notebook, one in ten leaves an answer that ends
    Python, every third one answers in words. There is no gradebook yet.
    """
    course = make_course(folder, empty_gradebook)
    (folder / "grading" / "gradebook.db").unlink()
    for number in range(size):
        notebook = read(course.notebook("release", LESSON))
        cells = answer_cells(notebook)
        for place, exercise in enumerate(EXERCISES):
            found = files(exercise, ("right", "wrong")[(number + place) % 2])
            cells[exercise].source = found[number % len(found)].read_text("utf-8")
        if number % 3 == 0:
            cells["reflection"].source = f"Because of {number}."
        if number % 10 == 4:
            cells["neuron"].source = "import os\nos._exit(1)"
        path = course.notebook("submitted", LESSON, f"s{number:02}")
        path.parent.mkdir(parents=True)
        if number % 10 == 7:
            path.write_text("no notebook")
        else:
            nbformat.write(notebook, path)
    return course


def start(course: Course) -> subprocess.Popen:
    """Start grading the class, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-P", "-c", GRADE],
        cwd=course.root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


@contextmanager
def no_process_left():
    """Wait at the end until all that was started below is gone; fail if it stays.

    Processes that lose their parent become children of this one, so none is missed.
    """
    namespaces.adopt_orphans()
    before = set(descendants(os.getpid()))
    try:
        yield
        left, deadline = {1}, time.monotonic() + 30
        while left and time.monotonic() < deadline:
            left = set(descendants(os.getpid())) - before
            for pid in left:
                _reap(pid)
            time.sleep(0.05)
        assert not left, [_command(pid) for pid in left]
    finally:
        for pid in set(descendants(os.getpid())) - before:
            os.kill(pid, signal.SIGKILL)
        ctypes.CDLL(None).prctl(_ADOPT_ORPHANS, 0, 0, 0, 0)


def _reap(pid: int) -> None:
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        pass  # not ours but our child's


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()


def told(course: Course) -> dict:
    """All that the gradebook and the graded notebooks tell, without random ids."""
    database = course.root / "grading" / "gradebook.db"
    with closing(sqlite3.connect(database)) as connection:
        query = "select name from sqlite_master where type = 'table'"
        tables = sorted(name for (name,) in connection.execute(query))
        found = {
            f"rows of {table}": connection.execute(
                f"select count(*) from {table}"
            ).fetchone()
            for table in tables
        }
    with course.api().gradebook as gradebook:
        found["students"] = sorted(student.id for student in gradebook.students)
        for submission in gradebook.assignment_submissions(LESSON):
            student = submission.student.id
            found[student] = submission.score, submission.needs_manual_grade
            (notebook,) = submission.notebooks
            found |= {(student, g.name): _grade(g) for g in notebook.grades}
            found |= {
                (student, c.name, "comment"): (c.auto_comment, c.manual_comment)
                for c in notebook.comments
            }
    for path in sorted(course.folder("autograded").glob("*/*/*.ipynb")):
        found[path.parent.parent.name, "shown"] = _shown(path)
    for path in sorted(course.root.glob("grading/recorded/*/*.json")):
        found[path.parent.name, "recorded"] = path.read_text()
    return found


def _grade(grade) -> tuple:
    scores = grade.auto_score, grade.manual_score, grade.extra_credit, grade.max_score
    return *scores, grade.needs_manual_grade, grade.failed_tests


def _shown(path: Path) -> list:
    cells = [cell for cell in read(path).cells if cell.cell_type == "code"]
    return [output.get("text") for cell in cells for output in cell.outputs]
