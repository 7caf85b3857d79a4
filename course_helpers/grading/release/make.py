"""Make the student versions of lessons, and prove that they are fit to hand out."""

import re
import tempfile
from pathlib import Path

from nbformat import NotebookNode

from course_helpers.cells import (
    SKIPPED,
    answer_cells,
    cell_of,
    check_cells,
    is_check,
    predicted,
)
from course_helpers.check.aids.predictions import predictions
from course_helpers.check.catalogue import REFLECTION, exercises_of
from course_helpers.files import write_whole
from course_helpers.grading.course import Course, quiet, reason
from course_helpers.grading.errors import CourseError
from course_helpers.grading.notebook import read, written_answers
from course_helpers.grading.release.leaks import leaks, marked
from course_helpers.lesson_run import execute, failure

ALLOWED_METADATA = {"nbgrader", "tags", "deletable", "editable"}

_FIGURE_FILE = re.compile(r"\]\((?!https:)[^)]*\.svg\)")


def release(course: Course, lesson: str, force: bool = False, run: bool = True) -> Path:
    """Make one lesson's student version through nbgrader, verify it, put it in place.

    Args:
        course: the course folder.
        lesson: the lesson's name.
        force: overwrite a student version that has answers in it.
        run: also execute the untouched student version (seconds).

    Returns:
        The path of the released notebook.

    Raises:
        CourseError: the present version has answers and force is off; nbgrader could
            not make a new one; or the new one gives something away. Then the present
            version is left as it was.
    """
    target = course.notebook("release", lesson)
    # Asked before the work of many seconds begins.
    if target.exists() and not force:
        refuse_answers(target)
    with tempfile.TemporaryDirectory() as folder:
        new = generate(course, lesson, Path(folder))
        verify(read(course.notebook("source", lesson)), read(new), lesson)
        if run:
            verify_untouched(read(new), lesson)
        write_whole(target, new.read_bytes())
    return target


def refuse_answers(path: Path) -> None:
    """Raise CourseError if somebody wrote answers into a student version."""
    answers = written_answers(read(path))
    if answers:
        raise CourseError(
            f"{path}: expected an untouched student version; it has answers in "
            f"{', '.join(answers)}. Move it away, or release with --force."
        )


def generate(course: Course, lesson: str, folder: Path) -> Path:
    """Make a student version below a folder with nbgrader's generate_assignment."""
    # nbgrader removes the present version before it makes the new one: not here.
    elsewhere = course.with_settings(release_directory=str(folder))
    with quiet():
        result = elsewhere.api().generate_assignment(lesson, force=True, create=True)
    if not result["success"]:
        raise CourseError(
            f"{lesson}: nbgrader could not make its student version: {reason(result)}"
        )
    return elsewhere.notebook("release", lesson)


def verify(source: NotebookNode, version: NotebookNode, lesson: str) -> None:
    """Raise CourseError if a student version gives away or lacks anything."""
    problems = [
        *_leaks(source, version),
        *_missing_exercises(version, lesson),
        *_prediction_problems(version),
        *_cell_problems(version),
    ]
    if problems:
        raise CourseError(f"{lesson}: not released. " + " ".join(problems))


def _leaks(source: NotebookNode, version: NotebookNode) -> list[str]:
    texts = [cell.source for cell in version.cells]
    problems = [f"{mark} stands in the student version." for mark in marked(texts)]
    return problems + leaks(source, texts)


def _missing_exercises(version: NotebookNode, lesson: str) -> list[str]:
    answers, checks = answer_cells(version), check_cells(version)
    problems = []
    for exercise in exercises_of(lesson):
        check = checks.get(f"check-{exercise.name}")
        if exercise.name not in answers or check is None:
            problems.append(f"{exercise.name}: its answer or check cell is missing.")
        # The gradebook reads points from the cell, the judge from the catalogue.
        elif check.metadata.nbgrader.points != exercise.points:
            problems.append(f"{exercise.name}: expected {exercise.points} points.")
    if REFLECTION not in answers:
        problems.append(f"{REFLECTION}: the question answered in words is missing.")
    return problems


def _prediction_problems(version: NotebookNode) -> list[str]:
    """Say which predictions were not cleared: a cell with more in it is left alone."""
    cells = [cell_of(cell) for cell in version.cells]
    names = {name for cell in cells for name in cell.defines} & predictions().keys()
    empty = {n for c in cells for n, v in predicted(c.source).items() if v is None}
    return [f"{n}: expected `{n} = None` alone in its cell." for n in names - empty]


def _cell_problems(version: NotebookNode) -> list[str]:
    problems = []
    for cell in version.cells:
        # What a solution printed shows what the answer has to give.
        if cell.get("outputs") or cell.get("execution_count"):
            problems.append(f"{cell.id}: outputs were left.")
        if _FIGURE_FILE.search(cell.source):
            problems.append(f"{cell.id}: a figure is not embedded.")
        extra = set(cell.metadata) - ALLOWED_METADATA
        if extra:
            problems.append(f"{cell.id}: unexpected metadata {sorted(extra)}.")
        # Grading tells an answer by either, when a learner's editor lost the other.
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", cell.id)
        if grade_id != cell.id:
            problems.append(f"{cell.id}: its grade_id is {grade_id}.")
    return problems


def verify_untouched(version: NotebookNode, lesson: str) -> None:
    """Run an untouched student version; raise CourseError if it misbehaves.

    Only check cells may fail, and each must say 'not written yet'.
    """
    # An empty folder, as at a learner's who has the notebook alone.
    with tempfile.TemporaryDirectory() as folder:
        execute(version, Path(folder), skip=SKIPPED, allow_errors=True)
    problems = []
    for cell in version.cells:
        message = failure(cell)
        # A check for practice alone fails nothing: it prints what it has to say.
        printed = "".join(output.get("text", "") for output in cell.get("outputs", []))
        if is_check(cell) and "not written yet" not in f"{message}{printed}":
            problems.append(f"{cell.id} says {message or 'nothing'!r} to a stub.")
        elif message and not is_check(cell):
            problems.append(f"{cell.id} fails: {message}")
    if problems:
        raise CourseError(f"{lesson}: not released. " + " ".join(problems))
