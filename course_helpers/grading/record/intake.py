"""What a hand-in is at one moment: its bytes, and when those came."""

import contextlib
from hashlib import sha256
from pathlib import Path

from nbgrader.utils import parse_utc

from course_helpers.grading.collect.archive import handins_folder, history
from course_helpers.grading.course import Course
from course_helpers.grading.files import UnreadableError, read_regular

_STAMP = "timestamp.txt"
_TRIES = 5


def bytes_and_time(course: Course, lesson: str, student: str) -> tuple[bytes, str]:
    """Return a hand-in as it lies there now, and when it came, as nbgrader reads it.

    The collector's clock counts. Where nbgrader's exchange collected, its file tells,
    which a learner may have written: anything but a time is nothing.

    Raises:
        UnreadableError: it is no regular file, too large, or gone.
    """
    path = course.notebook("submitted", lesson, student)
    data = read_regular(path, course.source_limits.notebook)
    for _ in range(_TRIES):
        time = _archived(course, lesson, student, data) or _stamped(path)
        # Somebody may collect right now: only what is the same before and after its
        # time was read goes with that time.
        before, data = data, read_regular(path, course.source_limits.notebook)
        if data == before:
            return data, time
    raise UnreadableError("it changes all the time; grade again when it does not")


def _archived(course: Course, lesson: str, student: str, data: bytes) -> str:
    """Return when the collector took these bytes last; empty if it never did."""
    # Not the newest alone: the collector archives before it puts in place, and somebody
    # may have put an older one back.
    start = sha256(data).hexdigest()[:12]
    for kept in reversed(history(handins_folder(course) / student / lesson)):
        if kept.path.stem.endswith(f"-{start}") and kept.path.read_bytes() == data:
            return kept.stamp()
    return ""


def _stamped(path: Path) -> str:
    with contextlib.suppress(UnreadableError, ValueError, OverflowError):
        text = read_regular(path.with_name(_STAMP), 100).decode()
        parse_utc(text.strip())
        return text
    return ""
