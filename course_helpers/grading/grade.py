"""Grade a class: what is new runs and is judged, then all goes to the gradebook."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict, replace
from pathlib import Path

from nbformat import NotebookNode

from course_helpers.grading.class_run import ClassRun, Settings, Work
from course_helpers.grading.course import Course
from course_helpers.grading.files import MissingError, UnreadableError, one_writer
from course_helpers.grading.limits import Limits
from course_helpers.grading.record import gradebook
from course_helpers.grading.record.gradebook import Row, joined
from course_helpers.grading.record.intake import take
from course_helpers.grading.record.receipts import Receipt, own_limits, recorded
from course_helpers.grading.record.replay import store_folder
from course_helpers.grading.run import results
from course_helpers.grading.run.rebuild import released
from course_helpers.grading.run.results import Result, Store


def grade_all(
    course: Course, hand_ins: list[tuple[str, str]], settings: Settings | None = None
) -> Iterator[Row]:
    """Grade hand-ins, many at once; yield a row for each as it is done.

    Args:
        course: the course folder.
        hand_ins: pairs of a lesson and a student, whose notebooks are collected.
        settings: how to grade.

    Raises:
        CourseError: another grader is at work, a lesson is not released, or the
            sandbox cannot be used.
    """
    settings, folder = settings or Settings(), store_folder(course)
    limits = settings.limits or course.limits
    settings = replace(settings, limits=limits, secrets=course.secrets)
    store = Store(folder)
    with (
        _one_grader(folder.parent),
        gradebook.batch(),
        ClassRun(settings, store) as class_run,
    ):
        lessons = sorted({lesson for lesson, _ in hand_ins})
        for lesson in lessons:
            gradebook.register(course, lesson)
        releases = {lesson: released(course, lesson) for lesson in lessons}
        for lesson, student in hand_ins:
            # One that cannot be read gets its row, and stops nobody.
            try:
                taken = take(course, lesson, student, releases[lesson])
            except (MissingError, OSError) as error:
                yield gradebook.keep(course, lesson, student, str(error))
                continue
            except UnreadableError as error:
                yield gradebook.refuse(course, lesson, student, str(error))
                continue
            notebook = taken.notebook
            known = recorded(course, lesson, student)
            before = _scores_before(store, known, notebook)
            used = _limits_for(class_run, known, notebook, limits)
            key = results.key(notebook, used)
            receipt = {
                "key": key,
                "notebook": results.notebook_hash(notebook),
                "time": taken.time,
                "passed": taken.passed,
                "limits": _changed(used, course.limits),
            }
            work = Work(lesson, student, notebook, key, receipt, before)
            stored = class_run.stored(key)
            if stored is None:
                class_run.start(work, releases[lesson])
                for pair in class_run.ready():
                    yield _saved(course, *pair)
            elif known == receipt:
                why = joined(taken.passed, stored.trouble)
                yield gradebook.row(course, lesson, student, why)
            else:
                # The grader was killed before that, somebody else's is the same, or
                # text was changed that nothing depends on.
                yield _saved(course, work, stored)
        for pair in class_run.rest():
            yield _saved(course, *pair)


def _limits_for(
    class_run: ClassRun, known: Receipt, notebook: NotebookNode, limits: Limits
) -> Limits:
    """Return the limits of a hand-in: what an option gave it, the same one keeps."""
    own = own_limits(known, limits)
    if own == limits:
        return limits
    key = results.key(notebook, own)
    return own if known["key"] == key and class_run.stored(key) else limits


def _changed(limits: Limits, plain: Limits) -> dict[str, int]:
    """Return those of the limits that differ from a course's own, by name."""
    ours = asdict(plain)
    return {name: most for name, most in asdict(limits).items() if most != ours[name]}


def _scores_before(
    store: Store, known: Receipt, notebook: NotebookNode
) -> dict[str, float]:
    """Return the scores that the same code has in the gradebook, by exercise."""
    counted = store.judged(known.get("key", ""))
    # Before, the hash was that of all that was rebuilt.
    hashes = results.written_hash(notebook), results.notebook_hash(notebook)
    if counted is None or counted.answers not in hashes:
        return {}
    return {name: verdict.score for name, verdict in counted.verdicts.items()}


def _saved(course: Course, work: Work, result: Result) -> Row:
    names = work.lesson, work.student
    row = gradebook.save(course, *names, work.receipt, work.notebook, result)
    changes = [
        (exercise, work.before[exercise], verdict.score)
        for exercise, verdict in result.verdicts.items()
        if verdict.score != work.before.get(exercise, verdict.score)
    ]
    return replace(row, changes=tuple(changes))


def _one_grader(folder: Path) -> AbstractContextManager[None]:
    return one_writer(
        folder,
        f"grading: expected to be the only grader in {folder}; another one is at "
        "work. Wait for its end, or stop it first.",
    )
