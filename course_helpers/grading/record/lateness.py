"""Due dates, extensions and what lateness costs, the same in every table.

nbgrader takes a penalty off when it grades, and keeps it. Here time, extension and
penalty are brought up to date whenever grades are looked at, so that a later extension
or another penalty counts at once: in the gradebook, and so in the formgrader, too.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from nbgrader.api import (
    Assignment,
    Grade,
    Gradebook,
    MissingEntry,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import parse_utc
from sqlalchemy import func
from traitlets import Int
from traitlets.config import Configurable

from course_helpers.files import write_whole
from course_helpers.grading.collect.archive import LATE
from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.lms.dates import time_of
from course_helpers.grading.record.receipts import recorded


class Deadlines(Configurable):
    """How a course counts lateness, as nbgrader_config.py sets it: c.Deadlines."""

    grace_minutes = Int(
        0, min=0, help="Minutes after the due date that make nobody late."
    ).tag(config=True)


class Lateness:
    """Brings hand-ins in the gradebook up to date."""

    def __init__(self, course: Course) -> None:
        """Read what the course says of lateness."""
        self.course = course
        self.extensions = course.extensions()
        minutes = Deadlines(config=course.config).grace_minutes
        self.grace = timedelta(minutes=minutes)
        self._penalties = AssignLatePenalties(config=course.config)
        self._penalties.init_plugin()

    def settle(self, submission: SubmittedAssignment) -> None:
        """Set time, extension and penalty of one hand-in; the caller commits."""
        lesson, student = submission.name, submission.student_id
        due = submission.assignment.duedate
        until = self.extensions.get(student, {}).get(lesson)
        if until and due:
            longer = _naive(datetime.fromisoformat(until)) - due
            _set(submission, "extension", max(longer, timedelta()))
        time = recorded(self.course, lesson, student).get("time")
        # Without a receipt nbgrader itself graded it, and knows the time.
        if time is not None:
            _set(submission, "timestamp", self._time(time, submission.duedate))
        late = seconds_late(submission.timestamp, submission.duedate, self.grace)
        for notebook in submission.notebooks:
            penalty = self._penalty(student, notebook.score, late)
            _set(notebook, "late_submission_penalty", penalty)

    def is_settled(
        self,
        lesson: str,
        score: float,
        student: str,
        timestamp: datetime | None,
        extension: timedelta | None,
        due: datetime | None,
        penalty: float | None,
    ) -> bool:
        """Whether the gradebook says of a hand-in what it should."""
        if lesson in self.extensions.get(student, {}):
            return False
        until = due and due + (extension or timedelta())
        late = seconds_late(timestamp, until, self.grace)
        if (late or penalty) and self._penalty(student, score, late) != penalty:
            return False
        time = recorded(self.course, lesson, student).get("time")
        return time is None or self._time(time, until) == timestamp

    def _time(self, text: str, due: datetime | None) -> datetime | None:
        if text == LATE:
            # The platform says no more: the least that is late.
            return due + self.grace + timedelta(seconds=1) if due else None
        return parse_utc(text) if text else None

    def _penalty(self, student: str, score: float, late: float) -> float | None:
        if not late:
            return None
        plugin = self._penalties.plugin_inst
        penalty = plugin.late_submission_penalty(student, score, late)
        return None if penalty is None else min(max(0.0, penalty), score)


def settle_all(course: Course, gradebook: Gradebook, lessons: Iterable[str]) -> None:
    """Bring all hand-ins of lessons up to date."""
    lateness = Lateness(course)
    for lesson in lessons:
        # Nearly all are as they should be: columns tell that, where nbgrader's own
        # objects would take minutes for a thousand students.
        scores = _scores(gradebook, lesson)
        for key, notebook, *row in _rows(gradebook, lesson):
            if not lateness.is_settled(lesson, scores.get(notebook) or 0.0, *row):
                lateness.settle(gradebook.db.get(SubmittedAssignment, key))
    gradebook.db.commit()


def _rows(gradebook: Gradebook, lesson: str) -> Iterable[Any]:
    """Return what `Lateness.is_settled` looks at of each hand-in."""
    query = gradebook.db.query(
        SubmittedAssignment.id,
        SubmittedNotebook.id,
        SubmittedAssignment.student_id,
        SubmittedAssignment.timestamp,
        SubmittedAssignment.extension,
        Assignment.duedate,
        SubmittedNotebook.late_submission_penalty,
    )
    rows = query.join(SubmittedAssignment.assignment)
    rows = rows.join(SubmittedAssignment.notebooks)
    return rows.filter(Assignment.name == lesson).all()


def _scores(gradebook: Gradebook, lesson: str) -> dict[str, float]:
    """Return the points of each notebook that was handed in, by its id."""
    query = gradebook.db.query(Grade.notebook_id, func.sum(Grade.score))
    rows = query.join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
    rows = rows.join(SubmittedNotebook.assignment).join(SubmittedAssignment.assignment)
    rows = rows.filter(Assignment.name == lesson)
    return dict(map(tuple, rows.group_by(Grade.notebook_id)))


def seconds_late(
    time: datetime | None, due: datetime | None, grace: timedelta
) -> float:
    """Return how late a hand-in came, in seconds; 0 if its time is not known.

    Args:
        time: when it came, UTC.
        due: the due date with the extension, UTC; None if there is none.
        grace: how much later nobody is late. Whoever is, is late from the due date on.
    """
    if time is None or due is None or time <= due + grace:
        return 0.0
    return (time - due).total_seconds()


def set_due(
    course: Course, lesson: str, text: str, student: str | None = None
) -> datetime:
    """Set a lesson's due date, or until when one student may hand in; return it.

    Args:
        course: the course folder.
        lesson: a lesson that the gradebook knows.
        text: the time, in the course's time zone if it names none.
        student: whose extension it is; the due date of all if not given.

    Raises:
        CourseError: it is no time, or nobody is called so.
    """
    time = stated_time(course, text)
    with course.api().gradebook as gradebook:
        if student is None:
            gradebook.update_or_create_assignment(lesson, duedate=_naive(time))
        else:
            _extend(course, gradebook, lesson, student, time)
        settle_all(course, gradebook, [lesson])
    return time


def stated_time(course: Course, text: str) -> datetime:
    """Return the time that an instructor writes, in UTC.

    Raises:
        CourseError: it is none.
    """
    if time := time_of(text, course.timezone):
        return time
    raise CourseError(
        f"time: expected a date and a time such as '2026-03-06 18:00'; got {text}."
    )


def _extend(
    course: Course, gradebook: Gradebook, lesson: str, student: str, time: datetime
) -> None:
    try:
        gradebook.find_student(student)
    except MissingEntry:
        raise CourseError(
            f"due: expected a student of the class list; got {student}."
        ) from None
    if gradebook.find_assignment(lesson).duedate is None:
        raise CourseError(f"due: {lesson} has no due date yet; set that one first.")
    extensions = course.extensions()
    extensions.setdefault(student, {})[lesson] = time.isoformat()
    text = json.dumps(extensions, indent=1, sort_keys=True)
    write_whole(course.extensions_file, f"{text}\n".encode())


def _set(row: Any, name: str, value: Any) -> None:
    # Only what differs: else a look at the grades would write to the gradebook.
    if getattr(row, name) != value:
        setattr(row, name, value)


def _naive(time: datetime) -> datetime:
    """Return a time as nbgrader keeps it: in UTC, without saying so."""
    return time.astimezone(UTC).replace(tzinfo=None)
