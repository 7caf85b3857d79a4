"""Commands for authors of lessons."""

from pathlib import Path
from typing import Annotated

import typer

from course_helpers.cli._app import (
    Force,
    Lessons,
    app,
    console,
    for_lessons,
    instructors,
)


@app.command()
def execute(lessons: Lessons = None) -> None:
    """For authors: execute lessons in solutions/ in place, from top to bottom."""
    for_lessons(lessons, _execute)


def _execute(course: object, lesson: str) -> None:
    from course_helpers.lesson_run import execute_lesson

    execute_lesson(course.notebook("source", lesson))
    console.print(f"{lesson}: executed", markup=False)


@app.command()
def release(
    lessons: Lessons = None,
    force: Force = False,
    run: Annotated[bool, typer.Option(help="Execute each untouched copy.")] = True,
    repository: Annotated[
        str | None, typer.Option(help="OWNER/NAME: open in Colab from there.")
    ] = None,
    to: Annotated[Path | None, typer.Option(help="A repository for students.")] = None,
) -> None:
    """Make the student versions in notebooks/ and verify them."""

    def make(course: object, lesson: str) -> None:
        from course_helpers.grading.release.make import release as release_one

        path = release_one(_shared(course, repository), lesson, force=force, run=run)
        console.print(f"{lesson}: released as {path}", markup=False)

    if to:
        _publish(to, lessons, repository, run)
    else:
        for_lessons(lessons, make)


def _publish(to: Path, lessons: list[str] | None, name: str | None, run: bool) -> None:
    with instructors():
        from course_helpers.grading.course import find_course
        from course_helpers.grading.release.student_repository import publish

        course = _shared(find_course(), name)
        changed = publish(course, to, course.chosen(lessons), run)
        said = f"{len(changed)} files committed" if changed else "nothing new"
        console.print(f"{to}: {said}; no solution in it", markup=False)


def _shared(course: object, repository: str | None) -> object:
    from course_helpers.grading.release.colab import with_repository

    return with_repository(course, repository) if repository else course
