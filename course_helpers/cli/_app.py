"""The application, its console, and the errors that we foresee."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console

from course_helpers.check.catalogue import SeveralCoursesError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Check your own notebooks; for instructors: release, grade, give feedback.",
)
console = Console(soft_wrap=True)

_SITE = {"docutils", "latex2mathml", "sphinx"}
"""What only the website needs, as Python imports it."""

Lessons = Annotated[list[str] | None, typer.Argument(help="Lessons; all if none.")]
Force = Annotated[bool, typer.Option("--force", help="Do it again, overwrite.")]


@contextmanager
def plain_errors(*kinds: type[Exception]) -> Iterator[None]:
    """Turn the errors that we foresee into a line or two and exit code 1."""
    try:
        yield
    # What the system refuses has a path and a reason. Any other error is a bug of
    # ours, and its traceback says where.
    except (*kinds, SeveralCoursesError, OSError) as error:
        _say(str(error))
        raise typer.Exit(1) from None


def _say(text: str) -> None:
    # Not as Rich's markup: people's names and paths may hold brackets.
    console.print(text, style="red", markup=False, highlight=False)


@contextmanager
def instructors() -> Iterator[None]:
    """Foresee a missing nbgrader and the errors of grading."""
    from course_helpers.grading.errors import CourseError
    from course_helpers.lesson_run import NotebookError

    try:
        with plain_errors(CourseError, NotebookError):
            yield
    # Commands import what they need when they run.
    except ModuleNotFoundError as error:
        if str(error.name).startswith("course_helpers"):
            raise
        library = str(error.name).partition(".")[0]
        extra = "site" if library in _SITE else "grading"
        _say(
            f"course: this command needs {library}; it is not installed. "
            f"Run: pip install 'course-helpers[{extra}]'"
        )
        raise typer.Exit(1) from None


def for_lessons(lessons: list[str] | None, do: Callable[[object, str], None]) -> None:
    with instructors():
        from course_helpers.grading.course import find_course

        course = find_course()
        for lesson in course.chosen(lessons):
            do(course, lesson)


def literal(text: str) -> str:
    from rich.markup import escape

    return escape(text)
