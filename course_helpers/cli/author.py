"""Commands for authors of lessons."""

from typing import Annotated

import typer

from course_helpers.cli._app import Force, Lessons, app, console, for_lessons


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
) -> None:
    """Make the student versions in notebooks/ and verify them."""

    def make(course: object, lesson: str) -> None:
        from course_helpers.grading.release import release as release_one

        path = release_one(course, lesson, force=force, run=run)
        console.print(f"{lesson}: released as {path}", markup=False)

    for_lessons(lessons, make)
