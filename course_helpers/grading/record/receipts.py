"""Receipts: which result of a hand-in the gradebook holds, as nbgrader does not know.

grading/recorded/STUDENT/LESSON.json   {"key": the result's key, "notebook": hash of all
                                       that was rebuilt, "time": when it came, "passed":
                                       why a newer one does not count, "limits": those
                                       that an option changed for it};
                                       or {"reason": why it could not be graded}; all
                                       of them where a graded one is gone
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from course_helpers.files import write_whole
from course_helpers.grading.course import Course
from course_helpers.grading.limits import Limits

Receipt = dict[str, Any]


def own_limits(receipt: Receipt, limits: Limits) -> Limits:
    """Return a class's limits with those that an option changed for one hand-in."""
    return replace(limits, **receipt.get("limits", {}))


def recorded(course: Course, lesson: str, student: str) -> Receipt:
    """Return the receipt of a hand-in; empty if it never was graded."""
    try:
        text = _path(course, lesson, student).read_text(encoding="utf-8")
        return json.loads(text)
    except (OSError, ValueError):
        return {}


def remove(course: Course, lesson: str, student: str) -> None:
    """Take a receipt away before the gradebook changes.

    A grader that is killed on the way then records the hand-in once more.
    """
    _path(course, lesson, student).unlink(missing_ok=True)


def write(course: Course, lesson: str, student: str, receipt: Receipt) -> None:
    """Write a receipt, with a key or a reason, once the gradebook holds it."""
    path = _path(course, lesson, student)
    write_whole(path, json.dumps(receipt).encode())


def _path(course: Course, lesson: str, student: str) -> Path:
    folder = course.folder("submitted").parent / "recorded"
    return folder / student / f"{lesson}.json"
