"""Judge one hand-in once more, for a student who asks why; nothing is recorded."""

from course_helpers.grading.class_run import Settings
from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.files import UnreadableError
from course_helpers.grading.hand_in import read_hand_in
from course_helpers.grading.record.receipts import own_limits, recorded
from course_helpers.grading.record.replay import store_folder
from course_helpers.grading.run.execution import run
from course_helpers.grading.run.judge import Judge
from course_helpers.grading.run.rebuild import rebuild, released
from course_helpers.grading.run.results import Result, Store
from course_helpers.grading.run.workshop import Workshop


def counted_result(course: Course, lesson: str, student: str) -> Result:
    """Return the result that the gradebook holds of a hand-in, whatever came since.

    Raises:
        CourseError: it was not graded.
    """
    receipt = recorded(course, lesson, student)
    result = Store(store_folder(course)).judged(receipt.get("key", ""))
    if result is None:
        why = receipt.get("reason", "it is not")
        raise CourseError(
            f"{student}, {lesson}: expected it to be graded; {why}. "
            "Run course grade first."
        )
    return result


def judge_again(
    course: Course,
    lesson: str,
    student: str,
    counted: Result,
    settings: Settings | None = None,
) -> Result:
    """Run a graded hand-in again with the seed that it was graded with; record nothing.

    What ran then runs again: the copy that nbgrader keeps of a graded notebook, not
    what was collected since.

    Args:
        course: the course folder.
        lesson: the lesson's name.
        student: who handed in.
        counted: from `counted_result`.
        settings: how to grade.

    Raises:
        CourseError: that copy is gone, or the sandbox cannot be used.
    """
    settings = settings or Settings()
    try:
        path = course.notebook("autograded", lesson, student)
        cells = read_hand_in(path, course.source_limits)
        notebook = rebuild(released(course, lesson), cells)
    except (UnreadableError, OSError) as error:
        raise CourseError(
            f"{student}, {lesson}: expected the graded notebook at {path}; {error}. "
            "What was judged stands above."
        ) from None
    limits = settings.limits or course.limits
    if limits == course.limits:
        limits = own_limits(recorded(course, lesson, student), limits)
    place = Workshop(limits, settings.walls, course.secrets)
    with Judge() as judge, place as workshop:
        return run(notebook, workshop.run, judge, limits, counted.seed)
