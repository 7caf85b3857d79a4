"""The application, its console, and the errors that we foresee."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Check your own notebooks; for instructors: release, grade, give feedback.",
)
console = Console(soft_wrap=True)

Lessons = Annotated[list[str] | None, typer.Argument(help="Lessons; all if none.")]
Force = Annotated[bool, typer.Option("--force", help="Do it again, overwrite.")]


@contextmanager
def plain_errors(*kinds: type[Exception]) -> Iterator[None]:
    """Turn the errors that we foresee into a line or two and exit code 1."""
    try:
        yield
    # Not as Rich's markup: people's names and paths may hold brackets.
    except (*kinds, OSError, ValueError) as error:
        console.print(str(error), style="red", markup=False, highlight=False)
        raise typer.Exit(1) from None


@contextmanager
def instructors() -> Iterator[None]:
    """Foresee a missing nbgrader and the errors of grading."""
    try:
        from course_helpers.grading.errors import CourseError
        from course_helpers.lesson_run import NotebookError
    except ModuleNotFoundError as error:
        console.print(
            f"course: this command needs {error.name}; it is not installed. "
            "Run: pip install 'course-helpers[grading]'",
            style="red",
            markup=False,
        )
        raise typer.Exit(1) from None
    with plain_errors(CourseError, NotebookError):
        yield


def for_lessons(lessons: list[str] | None, do: Callable[[object, str], None]) -> None:
    with instructors():
        from course_helpers.grading.course import find_course

        course = find_course()
        for lesson in course.chosen(lessons):
            do(course, lesson)


def literal(text: str) -> str:
    from rich.markup import escape

    return escape(text)
