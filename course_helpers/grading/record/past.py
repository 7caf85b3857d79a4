"""All hand-ins of one student for one lesson, and how to bring one back."""

from dataclasses import dataclass

from nbformat import NotebookNode

from course_helpers.grading.collect.archive import (
    Kept,
    choose,
    counting,
    handins_folder,
    history,
    locked,
    place,
)
from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.files import UnreadableError
from course_helpers.grading.hand_in import cells_for
from course_helpers.grading.limits import Limits
from course_helpers.grading.record.receipts import own_limits, recorded
from course_helpers.grading.record.replay import store_folder
from course_helpers.grading.run.rebuild import rebuild, released
from course_helpers.grading.run.results import Store, key


@dataclass(frozen=True)
class Past:
    """A hand-in that was kept.

    Attributes:
        number: counted from 1, the oldest.
        kept: where it lies, and when it came.
        points: what the checks gave; None if it was never graded.
        problem: why it cannot be graded; empty if it can.
        counts: whether it is the one that counts.
    """

    number: int
    kept: Kept
    points: float | None
    problem: str
    counts: bool


def past(course: Course, lesson: str, student: str) -> list[Past]:
    """Return all hand-ins of a student for a lesson, oldest first.

    Raises:
        CourseError: there is none.
    """
    folder = handins_folder(course) / student / lesson
    kept = history(folder)
    if not kept:
        raise CourseError(
            f"history: expected hand-ins of {student} for {lesson}; there are none."
        )
    chosen, release = counting(folder), released(course, lesson)
    given = own_limits(recorded(course, lesson, student), course.limits)
    return [
        Past(
            number,
            one,
            *_points(course, release, lesson, one, given),
            one.path == (chosen and chosen.path),
        )
        for number, one in enumerate(kept, start=1)
    ]


def _points(
    course: Course, release: NotebookNode, lesson: str, kept: Kept, given: Limits
) -> tuple[float | None, str]:
    try:
        cells = cells_for(lesson, kept.path.read_bytes(), course.source_limits)
    except UnreadableError as error:
        return None, str(error)
    notebook, store = rebuild(release, cells), Store(store_folder(course))
    result = None
    for limits in (course.limits, given):
        result = result or store.judged(key(notebook, limits))
    if result is None:
        return None, ""
    return round(sum(verdict.score for verdict in result.verdicts.values()), 2), ""


def bring_back(course: Course, lesson: str, student: str, number: int) -> Kept:
    """Let one of a student's hand-ins count, until a newer one comes; return it.

    Raises:
        CourseError: there is no such hand-in, or it cannot be put in place.
    """
    with locked(handins_folder(course)):
        kept = history(handins_folder(course) / student / lesson)
        if not 1 <= number <= len(kept):
            raise CourseError(
                f"history: expected a number from 1 to {len(kept)} for {student}, "
                f"{lesson}; got {number}."
            )
        chosen = kept[number - 1]
        choose(chosen.path.parent, chosen)
        try:
            place(course, student, lesson, chosen.path.read_bytes(), chosen)
        except OSError as error:
            raise CourseError(f"history: it was not put in place ({error}).") from None
    return chosen
