"""A new lesson: its notebook, with one exercise, and all that makes it known."""

import re
from pathlib import Path

from nbformat.v4 import new_notebook

from course_helpers.authoring.cells import cells_of, text_of
from course_helpers.authoring.changes import refuse_existing, write_all
from course_helpers.authoring.exercise import exercise_cells, parts, steps
from course_helpers.authoring.names import refuse_lesson, refuse_name
from course_helpers.authoring.places import Places, places_of
from course_helpers.authoring.texts import TO_FILL_IN, rendered
from course_helpers.check.catalogue import Exercise, catalogue
from course_helpers.grading.course import Course

# As in all lessons; `course execute` keeps nothing else of a notebook's metadata.
_KERNEL = {
    "display_name": "Python 3 (ipykernel)",
    "language": "python",
    "name": "python3",
}
_README_ROW = re.compile(r"^\| \[[^]]*\]\(notebooks/(\d\d_\w+)/.*\n", re.MULTILINE)


def new_lesson(course: Course, exercise: Exercise) -> list[Path]:
    """Write every part of a new lesson and of its first exercise.

    Args:
        course: the course folder.
        exercise: the new lesson's exercise.

    Returns:
        The files that were written or changed.

    Raises:
        CourseError: it cannot be made; then nothing is written.
    """
    lesson = exercise.lesson
    places = places_of(course)
    refuse_lesson(course, places, lesson)
    refuse_name(exercise.name)
    path = course.notebook("source", lesson)
    package = places.judges(exercise.topic) / "__init__.py"
    refuse_existing([path, package])
    texts, _ = parts(places, exercise)
    number = lesson.partition("_")[0]
    texts[package] = f'"""Lesson {number}: the judges."""\n'
    texts |= _packages(places)
    texts[path] = _notebook_text(course, exercise, path)
    texts |= _readme(course, lesson)
    write_all(texts)
    return list(texts)


def _packages(places: Places) -> dict[Path, str]:
    """Return what makes packages of both folders, where a course is new."""
    packages = {
        places.package / "observe": "Inputs and observations, a module a lesson.",
        places.package / "judge": "The judges, a folder a lesson.",
    }
    files = {path / "__init__.py": f'"""{text}"""\n' for path, text in packages.items()}
    return {path: text for path, text in files.items() if not path.exists()}


def title(lesson: str) -> str:
    """Return a lesson's name as a person writes it: "Recurrent networks"."""
    return lesson.partition("_")[2].replace("_", " ").capitalize()


def _notebook_text(course: Course, exercise: Exercise, path: Path) -> str:
    lesson = exercise.lesson
    text = rendered(
        "lesson.jinja",
        lesson=lesson,
        title=title(lesson),
        before=max((other for other in course.lessons() if other < lesson), default=""),
        exercise_cells=exercise_cells(exercise),
        reflection_points=catalogue().reflection_points,
    )
    notebook = new_notebook(metadata={"kernelspec": _KERNEL})
    # Not in the call above, which warns of an id that is there twice: text_of refuses.
    notebook.cells = cells_of(text)
    return text_of(notebook, path)


def _readme(course: Course, lesson: str) -> dict[Path, str]:
    """Return README.md with a row for the lesson; nothing if it has no such table."""
    path = course.root / "README.md"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    rows = list(_README_ROW.finditer(text))
    if not rows:
        return {}
    above = [row.end() for row in rows if row[1] < lesson]
    place = above[-1] if above else rows[0].start()
    name = f"{lesson.partition('_')[0]} {title(lesson)}"
    link, rest = f"notebooks/{lesson}/{lesson}.ipynb", "| ? | ? min | ? s |"
    row = f"| [{name}]({link}) | {TO_FILL_IN} {rest}\n"
    return {path: text[:place] + row + text[place:]}


def lesson_steps(exercise: Exercise) -> list[str]:
    """Return what the author of a lesson does next, a sentence a step."""
    return [
        *steps(exercise),
        "Give the lesson its content: the tests ask for 20 to 75 cells, and fail until "
        "then. course new exercise adds more exercises; commit first.",
        "Lead to it from the last cell of the lesson before.",
    ]
