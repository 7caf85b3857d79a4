"""Write grades and feedback, through nbgrader."""

import contextlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat
import nbgrader.api
from nbformat import NotebookNode
from nbgrader.api import MissingEntry

from course_helpers.grading import replay
from course_helpers.grading.course import Course, CourseError, quiet, reason
from course_helpers.grading.files import write_whole
from course_helpers.grading.release import generate
from course_helpers.grading.verdicts import Result

_STAMP = "timestamp.txt"


@dataclass(frozen=True)
class Row:
    """One hand-in after grading.

    Attributes:
        student: who handed in.
        lesson: what was handed in.
        score: points so far; None if the hand-in could not be graded.
        max_score: points that the lesson is worth.
        open_questions: answers in words that a person has still to read.
        reason: why it could not be graded, or not to its end; empty if it was.
    """

    student: str
    lesson: str
    score: float | None
    max_score: float
    open_questions: int = 0
    reason: str = ""


def handed_in(course: Course, lesson: str) -> list[str]:
    """Return the students who handed in a lesson, in order."""
    found = course.folder("submitted").glob(f"*/{lesson}/{lesson}.ipynb")
    return sorted(path.parent.parent.name for path in found)


def register(course: Course, lesson: str) -> None:
    """Make a lesson known to the gradebook if it is not (a fresh clone)."""
    with course.api().gradebook as gradebook:
        try:
            gradebook.find_notebook(lesson, lesson)
        except MissingEntry:
            with tempfile.TemporaryDirectory() as folder:
                generate(course, lesson, Path(folder))


@contextlib.contextmanager
def batch() -> Iterator[None]:
    """Let nbgrader keep its database engine from one look at the gradebook to the next.

    It makes one for every look otherwise, with an empty cache of compiled statements,
    which takes most of the time of recording a hand-in.
    """
    make = nbgrader.api.create_engine
    nbgrader.api.create_engine = cache(make)
    try:
        yield
    finally:
        nbgrader.api.create_engine = make


def save(
    course: Course,
    lesson: str,
    student: str,
    key: str,
    notebook: NotebookNode,
    result: Result,
) -> Row:
    """Write a result to the gradebook, through nbgrader's own autograde.

    Args:
        course: the course folder.
        lesson: a lesson that `register` made known.
        student: who handed in.
        key: the result's key.
        notebook: the rebuilt notebook.
        result: what came of it.
    """
    marker = _marker(course, lesson, student)
    marker.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        staged = course.with_settings(submitted_directory=folder)
        path = staged.notebook("submitted", lesson, student)
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
        stamp = course.notebook("submitted", lesson, student).with_name(_STAMP)
        if stamp.is_file():
            shutil.copyfile(stamp, path.with_name(_STAMP))
        replay.ready[lesson, student] = result
        try:
            with quiet():
                done = staged.api().autograde(lesson, student, force=True, create=True)
        finally:
            del replay.ready[lesson, student]
    if not done["success"]:
        return refuse(course, lesson, student, reason(done))
    write_whole(marker, json.dumps({"key": key}).encode())
    return row(course, lesson, student, result.trouble)


def is_recorded(course: Course, lesson: str, student: str, key: str) -> bool:
    """Whether the gradebook holds the result of this key for a hand-in."""
    return recorded(course, lesson, student) == {"key": key}


def recorded(course: Course, lesson: str, student: str) -> dict[str, str]:
    """Return the key of the result that the gradebook holds of a hand-in.

    Under "reason" instead: why it could not be graded. Empty if it never was.
    """
    try:
        found = _marker(course, lesson, student).read_text(encoding="utf-8")
        return json.loads(found)
    except (OSError, ValueError):
        return {}


def _marker(course: Course, lesson: str, student: str) -> Path:
    folder = course.folder("submitted").parent / "recorded"
    return folder / student / f"{lesson}.json"


def refuse(course: Course, lesson: str, student: str, why: str) -> Row:
    """Return the row of a hand-in that cannot be graded; no older score stays."""
    marker = _marker(course, lesson, student)
    marker.unlink(missing_ok=True)
    with course.api().gradebook as gradebook:
        with contextlib.suppress(MissingEntry):
            gradebook.remove_submission(lesson, student)
        max_score = gradebook.find_assignment(lesson).max_score
    write_whole(marker, json.dumps({"reason": why}).encode())
    return Row(student, lesson, None, max_score, reason=why)


def row(course: Course, lesson: str, student: str, trouble: str = "") -> Row:
    """Return what the gradebook holds of a hand-in."""
    with course.api().gradebook as gradebook:
        found = gradebook.find_submission(lesson, student)
        waiting = sum(
            grade.needs_manual_grade
            for notebook in found.notebooks
            for grade in notebook.grades
        )
        return Row(student, lesson, found.score, found.max_score, waiting, trouble)


def write_feedback(course: Course, lesson: str, student: str) -> Path:
    """Write a hand-in's feedback as HTML and return its path.

    Raises:
        CourseError: nbgrader could not write it.
    """
    with quiet():
        result = course.api().generate_feedback(lesson, student, force=True)
    if not result["success"]:
        raise CourseError(f"{student}/{lesson}: no feedback written: {reason(result)}")
    return course.notebook("feedback", lesson, student).with_suffix(".html")
