"""Grade hand-ins, write feedback and export the gradebook, through nbgrader."""

import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from nbgrader.api import MissingEntry
from nbgrader.plugins import CsvExportPlugin

from course_helpers.grading.course import Course, CourseError, quiet, reason
from course_helpers.grading.release import generate


@dataclass(frozen=True)
class Row:
    """One hand-in after grading.

    Attributes:
        student: who handed in.
        lesson: what was handed in.
        score: points so far; None if the hand-in could not be graded.
        max_score: points that the lesson is worth.
        open_questions: answers in words that a person has still to read.
        reason: why it could not be graded; empty if it was.
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


def grade_all(
    course: Course, hand_ins: list[tuple[str, str]], force: bool = False
) -> Iterator[Row]:
    """Grade many hand-ins, one process for each core; yield the rows in order.

    Args:
        course: the course folder.
        hand_ins: pairs of a lesson that `register` made known, and a student.
        force: grade again what was graded before.
    """
    database = course.config.CourseDirectory.db_url
    if database.startswith("sqlite:") and "?" not in database:
        # Several processes write in turn: let each wait for the others.
        course = course.with_settings(db_url=f"{database}?timeout=60")
    jobs = max(1, min(os.cpu_count() or 1, len(hand_ins)))
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting = [pool.submit(grade, course, *pair, force) for pair in hand_ins]
        yield from (row.result() for row in waiting)


def grade(course: Course, lesson: str, student: str, force: bool = False) -> Row:
    """Grade one hand-in with nbgrader's autograde; never raises for a bad one.

    Args:
        course: the course folder.
        lesson: a lesson that `register` made known.
        student: whose hand-in.
        force: grade again what was graded before.
    """
    with quiet():
        result = course.api().autograde(lesson, student, force=force, create=True)
    if result["success"]:
        return row(course, lesson, student)
    why = reason(result)
    return Row(student, lesson, None, _max_score(course, lesson), reason=why)


def row(course: Course, lesson: str, student: str) -> Row:
    """Return what the gradebook holds of a hand-in."""
    with course.api().gradebook as gradebook:
        found = gradebook.find_submission(lesson, student)
        waiting = sum(
            grade.needs_manual_grade
            for notebook in found.notebooks
            for grade in notebook.grades
        )
        return Row(student, lesson, found.score, found.max_score, waiting)


def _max_score(course: Course, lesson: str) -> float:
    with course.api().gradebook as gradebook:
        return gradebook.find_assignment(lesson).max_score


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


def export(course: Course, target: Path) -> None:
    """Write all scores of the gradebook as CSV, one row for a student and lesson."""
    exporter = CsvExportPlugin(config=course.config)
    exporter.to = str(target)
    with course.api().gradebook as gradebook:
        exporter.export(gradebook)
