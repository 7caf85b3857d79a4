"""Receipts: which result of a hand-in the gradebook holds, as nbgrader does not know.

grading/recorded/STUDENT/LESSON.json   {"key": the result's key, "time": when it came,
                                       "passed": why a newer one does not count};
                                       or {"reason": why it could not be graded}; all
                                       of them where a graded one is gone
"""

import json
from pathlib import Path

from course_helpers.files import write_whole
from course_helpers.grading.course import Course


def is_recorded(
    course: Course, lesson: str, student: str, key: str, time: str, passed: str = ""
) -> bool:
    """Whether the gradebook holds the result of this key for the hand-in of a time."""
    # Of the same bytes, handed in again later, the later time counts.
    receipt = {"passed": ""} | recorded(course, lesson, student)
    return receipt == {"key": key, "time": time, "passed": passed}


def recorded(course: Course, lesson: str, student: str) -> dict[str, str]:
    """Return the key of the result that the gradebook holds of a hand-in.

    Under "reason" instead: why it could not be graded. Empty if it never was.
    """
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


def write(course: Course, lesson: str, student: str, **receipt: str) -> None:
    """Write a receipt, with a key or a reason, once the gradebook holds it."""
    path = _path(course, lesson, student)
    write_whole(path, json.dumps(receipt).encode())


def _path(course: Course, lesson: str, student: str) -> Path:
    folder = course.folder("submitted").parent / "recorded"
    return folder / student / f"{lesson}.json"
