"""Judge one hand-in once more, for a student who asks why; nothing is recorded."""

from course_helpers.grading.class_run import Settings
from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.files import UnreadableError
from course_helpers.grading.record.replay import store_folder
from course_helpers.grading.run import results
from course_helpers.grading.run.execution import run
from course_helpers.grading.run.judge import Judge
from course_helpers.grading.run.rebuild import read_hand_in, rebuild, released
from course_helpers.grading.run.results import Result, Store
from course_helpers.grading.run.workshop import Workshop


def judge_again(
    course: Course, lesson: str, student: str, settings: Settings | None = None
) -> tuple[Result, Result]:
    """Run one hand-in again with the seed that it was graded with; record nothing.

    Returns:
        The stored result, and the new one.

    Raises:
        CourseError: it was not graded, or the sandbox cannot be used.
    """
    settings = settings or Settings()
    try:
        path = course.notebook("submitted", lesson, student)
        notebook = rebuild(released(course, lesson), read_hand_in(path))
    except (UnreadableError, OSError) as error:
        raise CourseError(
            f"{student}, {lesson}: expected a hand-in; {error}."
        ) from None
    # Under this key lies what the hand-in got as it is now, not an older one's result.
    stored = Store(store_folder(course)).load(results.key(notebook, settings.limits))
    if stored is None:
        raise CourseError(
            f"{student}, {lesson}: expected it to be graded as it is now; it is not. "
            "Run course grade first."
        )
    limits = settings.limits
    with Judge() as judge, Workshop(limits, settings.walls) as workshop:
        return stored, run(notebook, workshop.run, judge, limits, stored.seed)
