"""What a person gave for answers in words, in nbgrader's gradebook.

Written as nbgrader's own page for reading writes it, so both show the same.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nbgrader import api
from nbgrader.api import Gradebook
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import aliased

from course_helpers.check.catalogue import REFLECTION
from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError

PATIENCE = 5.0
"""Seconds to try again while somebody else writes to the gradebook."""
PAUSE = 0.1


class ConflictError(Exception):
    """Somebody else changed marks since they were looked at; nothing was written."""


@dataclass(frozen=True)
class Mark:
    """What the gradebook holds about an answer.

    Attributes:
        points: points that a person gave; None if nobody did.
        comment: what a person wrote about it.
        waits: whether nbgrader asks for a person: nobody has read the answer, or it
            was graded again since.
    """

    points: float | None = None
    comment: str = ""
    waits: bool = True


@dataclass(frozen=True)
class Change:
    """A new mark for an answer.

    Attributes:
        seen: the mark that whoever gives the new one has looked at.
        mark: the new one.
    """

    seen: Mark
    mark: Mark


@dataclass(frozen=True)
class AnswerEntry:
    """An answer as the gradebook knows it.

    Attributes:
        id: nbgrader's id of its grade, which says nothing of whose it is.
        student: whose it is.
        mark: what a person gave.
        automatic: points that nbgrader gave by itself: 0 for an untouched cell.
        worth: points that the question is worth.
        comment_id: nbgrader's id of its comment.
    """

    id: str
    student: str
    mark: Mark
    automatic: float | None
    worth: float
    comment_id: str


def entries(db: Any, lesson: str) -> dict[str, AnswerEntry]:
    """Return the answers to a lesson's question that the gradebook has, by id."""
    # Both kinds of cells share a table.
    words = aliased(api.SolutionCell, flat=True)
    query = db.query(
        api.Grade.id,
        api.SubmittedAssignment.student_id,
        api.Grade.manual_score,
        api.Comment.manual_comment,
        api.Grade.needs_manual_grade,
        api.Grade.auto_score,
        api.GradeCell.max_score,
        api.Comment.id,
    )
    rows = (
        query.select_from(api.Grade)
        .join(api.GradeCell, api.Grade.cell_id == api.GradeCell.id)
        .join(api.SubmittedNotebook, api.Grade.notebook_id == api.SubmittedNotebook.id)
        .join(api.Comment, api.Comment.notebook_id == api.SubmittedNotebook.id)
        .join(words, api.Comment.cell_id == words.id)
        .join(api.SubmittedNotebook.assignment)
        .join(api.SubmittedAssignment.assignment)
        .filter(api.Assignment.name == lesson)
        .filter(api.GradeCell.name == REFLECTION, words.name == REFLECTION)
        # The same order every time, and one that says nothing of names.
        .order_by(api.Grade.id)
    )
    return {
        name: AnswerEntry(
            name, student, Mark(points, text or "", waits), auto, worth, comment
        )
        for name, student, points, text, waits, auto, worth, comment in rows
    }


def save(course: Course, lesson: str, changes: Mapping[str, Change]) -> None:
    """Write new marks to the gradebook: all of them, or none.

    Args:
        course: the course folder.
        lesson: whose question they are about.
        changes: by the answer's id.

    Raises:
        ConflictError: the gradebook holds something else than was seen.
        CourseError: somebody else writes to the gradebook all the time.
    """
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with course.api().gradebook as gradebook:
                return _write(gradebook, lesson, changes)
        except OperationalError as error:
            if time.monotonic() > end:
                raise CourseError(
                    f"read: expected to write to the gradebook; got {error.orig}. "
                    "Nothing was saved. Close what else writes to it, and save again."
                ) from None
            time.sleep(PAUSE)


def _write(gradebook: Gradebook, lesson: str, changes: Mapping[str, Change]) -> None:
    grades = gradebook.db.query(api.Grade).filter(api.Grade.id.in_(changes))
    waits = api.Grade.needs_manual_grade
    # It changes nothing, but nobody else can write from here on: whoever looked first
    # and wrote then would write over what came in between.
    grades.update({waits: waits}, synchronize_session=False)
    there = entries(gradebook.db, lesson)
    for name, change in changes.items():
        if name not in there or there[name].mark != change.seen:
            gradebook.db.rollback()
            raise ConflictError(name)
    for name, change in changes.items():
        _set(gradebook, there[name], change.mark)
    gradebook.db.commit()


def _set(gradebook: Gradebook, entry: AnswerEntry, mark: Mark) -> None:
    grade = gradebook.find_grade_by_id(entry.id)
    grade.manual_score = mark.points
    # Without anybody's points an answer waits, whatever was asked for.
    nobody = mark.points is None
    grade.needs_manual_grade = entry.automatic is None if nobody else mark.waits
    comment = gradebook.find_comment_by_id(entry.comment_id)
    comment.manual_comment = mark.comment or None
