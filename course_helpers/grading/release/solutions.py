"""Solutions to hand out once nobody can hand in any more."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import nbformat
from nbgrader import api

from course_helpers.cells import is_answer
from course_helpers.files import write_whole
from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.notebook import read
from course_helpers.grading.release.figures import EmbedFigures
from course_helpers.grading.release.leaks import MARKERS


def write_solutions(course: Course, folder: Path, lessons: list[str]) -> list[Path]:
    """Write each lesson with a solution to every exercise and a model answer.

    They are notebooks to read: they have outputs, and no marks of the gradebook's, so
    that none can be handed in.

    Args:
        course: the course folder.
        folder: where; made if it is not there.
        lessons: the lessons.

    Returns:
        The files.

    Raises:
        CourseError: somebody may still hand in one of the lessons, or the folder lies
            in a repository that students have. Then nothing is written.
    """
    folder = folder.resolve()
    _refuse_repositories(course, folder)
    if open_lessons := list(_still_open(course, lessons)):
        raise CourseError(
            f"{'; '.join(open_lessons)}. Solutions can be written once nobody may hand "
            "in any more; course due sets until when."
        )
    return [_write(course, folder, lesson) for lesson in lessons]


def _refuse_repositories(course: Course, folder: Path) -> None:
    for above in (folder, *folder.parents):
        if above == course.root:
            return
        if (above / ".git").exists():
            raise CourseError(
                f"{folder}: expected a folder that no repository holds, since students "
                f"may have that one; it lies in {above}. Name another folder."
            )


def _still_open(course: Course, lessons: list[str]) -> Iterator[str]:
    """Say of each lesson until when somebody may hand it in, if that is not over."""
    now = datetime.now(UTC).replace(tzinfo=None)
    granted = course.extensions().values()
    with course.api().gradebook as gradebook:
        for lesson in lessons:
            due = _last_date(gradebook.db, lesson)
            until = [given[lesson] for given in granted if lesson in given]
            if due and until:
                due = max(due, *map(_naive, until))
            if due is None:
                yield f"{lesson}: expected a due date that has passed; it has none"
            elif due > now:
                when = due.strftime("%Y-%m-%d %H:%M UTC")
                yield f"{lesson}: expected a due date that has passed; it is {when}"


def _last_date(db: object, lesson: str) -> datetime | None:
    """Return when the last student has to hand in, extensions counted."""
    submission, assignment = api.SubmittedAssignment, api.Assignment
    due = db.query(assignment.duedate).filter(assignment.name == lesson).scalar()
    if due is None:
        return None
    extensions = (
        db.query(submission.extension)
        .join(submission.assignment)
        .filter(assignment.name == lesson)
    )
    longest = max((e for (e,) in extensions if e), default=timedelta())
    return due + longest


def _naive(text: str) -> datetime:
    """Return a time as nbgrader keeps it."""
    return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)


def _write(course: Course, folder: Path, lesson: str) -> Path:
    source = course.notebook("source", lesson)
    resources = {"metadata": {"path": str(source.parent)}}
    notebook, _ = EmbedFigures().preprocess(read(source), resources)
    for cell in notebook.cells:
        if is_answer(cell):
            cell.source = _without_markers(cell.source)
        cell.metadata = {}
    # Of another name than the lesson's: nobody takes it for a hand-in.
    path = folder / f"{lesson}_solutions.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, f"{nbformat.writes(notebook)}\n".encode())
    return path


def _without_markers(source: str) -> str:
    lines = source.split("\n")
    return "\n".join(x for x in lines if not any(mark in x for mark in MARKERS))
