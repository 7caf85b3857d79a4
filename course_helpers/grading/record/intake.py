"""What a hand-in is at one moment: its bytes, and when those came."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from nbformat import NotebookNode

from course_helpers.cells import Cell
from course_helpers.grading.collect.archive import (
    Kept,
    counting,
    handins_folder,
    history,
)
from course_helpers.grading.course import Course
from course_helpers.grading.files import MissingError, UnreadableError, read_regular
from course_helpers.grading.hand_in import cells_for
from course_helpers.grading.run.rebuild import rebuild
from course_helpers.grading.run.results import notebook_hash

PASSED = "the newest does not count ({}), the one of {} does"
_TRIES = 5


@dataclass(frozen=True)
class Taken:
    """The hand-in that counts, as it lay there at one moment.

    Attributes:
        notebook: the released notebook with its answers.
        time: when it came, as nbgrader reads it; empty where nothing trusted tells.
        passed: why a newer one does not count; empty if there is none.
    """

    notebook: NotebookNode
    time: str
    passed: str = ""


def take(course: Course, lesson: str, student: str, release: NotebookNode) -> Taken:
    """Return a student's hand-in that counts: the newest that can be read.

    Nor does one count in which nothing is written, if an older one holds something: an
    untouched notebook, handed in by mistake, must not wipe an answer.

    Raises:
        MissingError: it is gone.
        UnreadableError: neither it nor an older one can be read.
    """
    blank = notebook_hash(rebuild(release, []))
    counts, data = None, b""
    try:
        data, time = bytes_and_time(course, lesson, student)
        counts = Taken(rebuild(release, _cells(course, lesson, data)), time)
        written = notebook_hash(counts.notebook) != blank
        why = "" if written else "nothing is written in it"
    except MissingError:
        raise
    except UnreadableError as error:
        why = str(error)
    for kept in _older(course, lesson, student, data) if why else ():
        try:
            cells = _cells(course, lesson, kept.path.read_bytes())
        except UnreadableError:
            continue
        says = PASSED.format(why, kept.says())
        older = Taken(rebuild(release, cells), kept.stamp(), says)
        if notebook_hash(older.notebook) != blank:
            return older
        counts = counts or older
    if counts is None:
        raise UnreadableError(why)
    return counts


def _cells(course: Course, lesson: str, data: bytes) -> list[Cell]:
    return cells_for(lesson, data, course.source_limits)


def _older(course: Course, lesson: str, student: str, data: bytes) -> list[Kept]:
    """Return the archived hand-ins before these bytes, the newest first."""
    folder = handins_folder(course) / student / lesson
    # Whoever brought one back wants that one.
    if (chosen := counting(folder)) and chosen.path != history(folder)[-1].path:
        return []
    start = sha256(data).hexdigest()[:12]
    kept = history(folder)
    return [k for k in reversed(kept) if not k.path.stem.endswith(f"-{start}")]


def bytes_and_time(course: Course, lesson: str, student: str) -> tuple[bytes, str]:
    """Return a hand-in as it lies there now, and when it came, as nbgrader reads it.

    Only what a platform or the instructor said counts as a time, never a file that
    came along: whoever hands in may have written it.

    Raises:
        UnreadableError: it is no regular file, too large, or gone.
    """
    path = course.notebook("submitted", lesson, student)
    data = _read(course, path)
    for _ in range(_TRIES):
        time = _archived(course, lesson, student, data)
        # Somebody may collect right now: only what is the same before and after its
        # time was read goes with that time.
        before, data = data, _read(course, path)
        if data == before:
            return data, time
    raise UnreadableError("it changes all the time; grade again when it does not")


def _read(course: Course, path: Path) -> bytes:
    return read_regular(path, course.source_limits.notebook)


def _archived(course: Course, lesson: str, student: str, data: bytes) -> str:
    """Return when these bytes were handed in last; empty if nothing trusted tells."""
    # Not the newest alone: the collector archives before it puts in place, and somebody
    # may have put an older one back.
    start = sha256(data).hexdigest()[:12]
    for kept in reversed(history(handins_folder(course) / student / lesson)):
        if kept.path.stem.endswith(f"-{start}") and kept.path.read_bytes() == data:
            return kept.stamp()
    return ""
