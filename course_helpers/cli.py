"""The `course` command: a thin layer over the package."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from course_helpers.grading.record import Row
    from course_helpers.lesson_run import LessonResult

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
def _plain_errors(*kinds: type[Exception]) -> Iterator[None]:
    """Turn the errors that we foresee into a line or two and exit code 1."""
    try:
        yield
    except (*kinds, OSError, ValueError) as error:
        console.print(str(error), style="red", markup=False, highlight=False)
        raise typer.Exit(1) from None


@contextmanager
def _instructor() -> Iterator[None]:
    """Foresee a missing nbgrader and the errors of grading."""
    try:
        from course_helpers.grading.course import CourseError
        from course_helpers.lesson_run import NotebookError
    except ModuleNotFoundError as error:
        console.print(
            f"course: this command needs {error.name}; it is not installed. "
            "Run: pip install 'course-helpers[grading]'",
            style="red",
            markup=False,
        )
        raise typer.Exit(1) from None
    with _plain_errors(CourseError, NotebookError):
        yield


@app.command()
def doctor() -> None:
    """Say what works on this machine, and what to do where something does not."""
    from course_helpers.doctor import examine

    findings = examine()
    for finding in findings:
        mark = "✓" if finding.good else ("✗" if finding.needed else "-")
        console.print(f"{mark} {finding.thing:<14} {finding.text}", markup=False)
    if any(f.needed and not f.good for f in findings):
        raise typer.Exit(1)


@app.command()
def data(
    names: Annotated[list[str] | None, typer.Argument(help="mnist, ...")] = None,
) -> None:
    """Fetch and verify data sets, and say where they are."""
    from course_helpers.data import fetch

    with _plain_errors():
        for name in names or ["mnist", "fashion-mnist"]:
            console.print(f"{name}: {fetch(name)}", markup=False)


@app.command()
def check(
    notebooks: Annotated[list[Path] | None, typer.Argument(help="Notebooks.")] = None,
) -> None:
    """Run the checks of notebooks and print a table; exit code 1 if any fails."""
    from course_helpers.lesson_run import NotebookError, run_checks

    with _plain_errors(NotebookError):
        paths = notebooks or sorted(Path("notebooks").glob("*/*.ipynb"))
        if not paths:
            raise NotebookError(
                "check: expected notebooks in ./notebooks; found none. "
                "Name one: course check my_folder/03_softmax.ipynb"
            )
        results = [run_checks(path) for path in paths]
    for result in results:
        _print_checks(result)
    if not all(v.passed for r in results for v in r.verdicts.values()) or any(
        r.errors for r in results
    ):
        raise typer.Exit(1)


def _print_checks(result: "LessonResult") -> None:
    from course_helpers.check._exercises import exercises_of

    table = Table("exercise", "points", "what the check says", title=result.lesson)
    earned = 0.0
    for exercise in exercises_of(result.lesson):
        verdict = result.verdicts.get(exercise.name)
        score = verdict.score if verdict else 0.0
        earned += score
        said = verdict.message or "right" if verdict else "its check cell did not run"
        table.add_row(exercise.name, f"{score:g} of {exercise.points}", _literal(said))
    total = sum(e.points for e in exercises_of(result.lesson))
    table.add_row("together", f"{earned:g} of {total}", "", style="bold")
    console.print(table)
    for error in result.errors:
        console.print(error, style="red", markup=False)


def _literal(text: str) -> str:
    from rich.markup import escape

    return escape(text)


@app.command()
def execute(lessons: Lessons = None) -> None:
    """For authors: execute lessons in solutions/ in place, from top to bottom."""
    _for_lessons(lessons, _execute)


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

    _for_lessons(lessons, make)


@app.command()
def grade(lessons: Lessons = None, force: Force = False) -> None:
    """Grade the hand-ins in grading/submitted and print a row for each."""
    with _instructor():
        from course_helpers.grading import record
        from course_helpers.grading.course import find_course

        course = find_course()
        hand_ins = []
        for lesson in course.chosen(lessons):
            students = record.handed_in(course, lesson)
            if students:
                record.register(course, lesson)
            hand_ins += [(lesson, student) for student in students]
        rows = []
        for row in record.grade_all(course, hand_ins, force=force):
            console.print(f"{row.lesson}: graded {row.student}", markup=False)
            rows.append(row)
    if rows:
        _print_rows(rows)
    else:
        console.print("No hand-ins in grading/submitted/STUDENT/LESSON/LESSON.ipynb.")


@app.command()
def feedback(lessons: Lessons = None) -> None:
    """Write HTML feedback for every graded hand-in."""

    def write(course: object, lesson: str) -> None:
        from course_helpers.grading import record

        for student in record.handed_in(course, lesson):
            path = record.write_feedback(course, lesson, student)
            console.print(f"{path}", markup=False)

    _for_lessons(lessons, write)


@app.command()
def export(
    target: Annotated[Path, typer.Argument(help="The CSV file.")] = Path("grades.csv"),
) -> None:
    """Write all scores of the gradebook as CSV."""
    with _instructor():
        from course_helpers.grading.course import find_course
        from course_helpers.grading.record import export as export_grades

        export_grades(find_course(), target)
        console.print(f"{target}", markup=False)


@app.command()
def demo() -> None:
    """Run the whole round on a sample class, inside grading/demo."""
    with _instructor():
        from course_helpers.grading.course import find_course
        from course_helpers.grading.demo import run_demo

        *_, result = map(_shown, run_demo(find_course()))
        _print_rows(result.rows)
        console.print(f"feedback    {result.feedback}", markup=False)
        console.print(f"grades      {result.grades}", markup=False)
        console.print(f"everything  {result.folder}", markup=False)


def _shown(step: object) -> object:
    if isinstance(step, str):
        console.print(step, markup=False)
    return step


def _for_lessons(lessons: list[str] | None, do: Callable[[object, str], None]) -> None:
    with _instructor():
        from course_helpers.grading.course import find_course

        course = find_course()
        for lesson in course.chosen(lessons):
            do(course, lesson)


def _print_rows(rows: "list[Row]") -> None:
    lessons = sorted({row.lesson for row in rows})
    numbers = [lesson.partition("_")[0] for lesson in lessons]
    table = Table("student", *numbers, box=SIMPLE_HEAD, title="points of maximum")
    for student in sorted({row.student for row in rows}):
        cells = {row.lesson: _cell(row) for row in rows if row.student == student}
        table.add_row(_literal(student), *(cells.get(name, "") for name in lessons))
    console.print(table)
    for row in rows:
        if row.reason:
            text = f"{row.student}, {row.lesson}: not graded ({row.reason})"
            console.print(text, markup=False)
    if any(row.open_questions for row in rows):
        console.print("Answers in words wait for a person: open the formgrader page.")


def _cell(row: "Row") -> str:
    score = "-" if row.score is None else f"{row.score:g}"
    return f"{score}/{row.max_score:g}"
