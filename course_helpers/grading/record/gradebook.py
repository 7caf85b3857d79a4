"""Write grades and feedback, through nbgrader."""

import contextlib
import errno
import re
import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat
import nbgrader.api
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy.exc import OperationalError

from course_helpers.cells import answer_cells, check_cells
from course_helpers.grading.collect.archive import SECRET
from course_helpers.grading.course import Course, quiet, reason
from course_helpers.grading.errors import CourseError
from course_helpers.grading.files import UnreadableError, read_regular
from course_helpers.grading.notebook import read
from course_helpers.grading.record import receipts, replay
from course_helpers.grading.record.lateness import Lateness
from course_helpers.grading.record.receipts import Receipt
from course_helpers.grading.release.make import generate
from course_helpers.grading.run.results import Result

# What stopped nbgrader is known from the text of its log alone.
_NOT_WRITABLE = re.compile(
    "OperationalError|"
    + "|".join(rf"\[Errno {n}\]" for n in (errno.ENOSPC, errno.EDQUOT, errno.EIO))
)


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
        changes: exercises whose score is another one than the same answers had, with
            the old score and the new.
    """

    student: str
    lesson: str
    score: float | None
    max_score: float
    open_questions: int = 0
    reason: str = ""
    changes: tuple[tuple[str, float, float], ...] = ()


def handed_in(course: Course, lesson: str) -> list[str]:
    """Return the students who handed in a lesson, in order."""
    paths = course.folder("submitted").glob(f"*/{lesson}/{lesson}.ipynb")
    return sorted(path.parent.parent.name for path in paths)


def register(course: Course, lesson: str) -> None:
    """Make a lesson known to the gradebook if it is not (a fresh clone)."""
    with course.api().gradebook as gradebook:
        registered = _is_registered(course, gradebook, lesson)
    # nbgrader registers a lesson while it releases it, so that goes to nowhere.
    if not registered:  # now that it is closed: nbgrader opens it once more
        with tempfile.TemporaryDirectory() as folder:
            generate(course, lesson, Path(folder))


def _is_registered(course: Course, gradebook: Gradebook, lesson: str) -> bool:
    """Whether the gradebook has all of a lesson.

    nbgrader writes a lesson cell by cell, the source cells last: it may have been
    killed on the way.
    """
    source = read(course.notebook("source", lesson))
    try:
        cells = gradebook.find_notebook(lesson, lesson).source_cells
    except MissingEntry:
        return False
    names = answer_cells(source).keys() | check_cells(source).keys()
    return names <= {cell.name for cell in cells}


@contextlib.contextmanager
def batch() -> Iterator[None]:
    """Let nbgrader keep its database engine from one look at the gradebook to the next.

    It makes one for every look otherwise, with an empty cache of compiled statements,
    which takes most of the time of recording a hand-in.

    Raises:
        CourseError: the gradebook or its folder cannot be written to.
    """
    make = nbgrader.api.create_engine
    nbgrader.api.create_engine = cache(make)
    try:
        yield
    except (OperationalError, OSError) as error:
        why = f"{type(error).__name__}: {getattr(error, 'orig', error)}"
        _stop_if_not_writable(why)
        raise
    finally:
        nbgrader.api.create_engine = make


def _stop_if_not_writable(why: str) -> None:
    """Raise CourseError if a failure is no hand-in's fault: all would fail so."""
    if _NOT_WRITABLE.search(why):
        raise CourseError(
            f"grading: expected to write to the gradebook and beside it; got {why}. "
            "Make room, or close what else writes to it, and start again: what is "
            "graded stays."
        ) from None


def save(
    course: Course,
    lesson: str,
    student: str,
    receipt: Receipt,
    notebook: NotebookNode,
    result: Result,
) -> Row:
    """Write a result to the gradebook, through nbgrader's own autograde.

    Args:
        course: the course folder.
        lesson: a lesson that `register` made known.
        student: who handed in.
        receipt: of this result.
        notebook: the rebuilt notebook.
        result: what came of it.

    Raises:
        CourseError: the gradebook or its folder cannot be written to.
    """
    receipts.remove(course, lesson, student)
    # nbgrader copies all that lies beside a notebook, so it gets the rebuilt one alone.
    with tempfile.TemporaryDirectory() as folder:
        staged = course.with_settings(submitted_directory=folder)
        path = staged.notebook("submitted", lesson, student)
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
        _put_beside(course, lesson, student, path.parent)
        replay.ready[lesson, student] = result
        try:
            with quiet():
                reply = staged.api().autograde(lesson, student, force=True, create=True)
        finally:
            del replay.ready[lesson, student]
    if not reply["success"]:
        why = reason(reply)
        _stop_if_not_writable(why)
        return refuse(course, lesson, student, why)
    receipts.write(course, lesson, student, receipt)
    return row(course, lesson, student, joined(receipt["passed"], result.trouble))


def _put_beside(course: Course, lesson: str, student: str, folder: Path) -> None:
    """Put there what nbgrader's release_feedback opens, for each student."""
    # A time in it would be believed; ours is written to the gradebook afterwards.
    (folder / "timestamp.txt").touch()
    path = course.notebook("submitted", lesson, student).with_name(SECRET)
    try:
        # From the exchange: by it a student's own nbgrader finds the feedback.
        text = read_regular(path, 1000).decode()
    except (UnreadableError, ValueError):
        text = secrets.token_hex(64)
    (folder / SECRET).write_text(text)


def refuse(course: Course, lesson: str, student: str, why: str) -> Row:
    """Return the row of a hand-in that cannot be graded; no older score stays."""
    receipts.remove(course, lesson, student)
    with course.api().gradebook as gradebook:
        with contextlib.suppress(MissingEntry):
            gradebook.remove_submission(lesson, student)
        max_score = gradebook.find_assignment(lesson).max_score
    receipts.write(course, lesson, student, {"reason": why})
    return Row(student, lesson, None, max_score, reason=why)


def keep(course: Course, lesson: str, student: str, why: str) -> Row:
    """Return the row of a hand-in that is gone; the gradebook stays, and says why."""
    # Whatever took it away may be no fault of the learner's, and a person may have
    # given points and comments.
    receipt = receipts.recorded(course, lesson, student)
    receipts.write(course, lesson, student, {**receipt, "reason": why})
    with course.api().gradebook as gradebook:
        max_score = gradebook.find_assignment(lesson).max_score
    return Row(student, lesson, None, max_score, reason=why)


def row(course: Course, lesson: str, student: str, trouble: str = "") -> Row:
    """Return what the gradebook holds of a hand-in, lateness taken off."""
    with course.api().gradebook as gradebook:
        submission = gradebook.find_submission(lesson, student)
        Lateness(course).settle(submission)
        gradebook.db.commit()
        waiting = sum(
            grade.needs_manual_grade
            for notebook in submission.notebooks
            for grade in notebook.grades
        )
        penalty = submission.late_submission_penalty or 0.0
        scores = submission.score - penalty, submission.max_score
        return Row(student, lesson, *scores, waiting, trouble)


def joined(*reasons: str) -> str:
    """Return what there is to say of a hand-in, in one line."""
    return "; ".join(filter(None, reasons))
