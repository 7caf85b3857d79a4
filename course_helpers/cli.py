"""The `course` command: a thin layer over the package."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)
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

_COLUMNS = (
    TextColumn("{task.description}"),
    BarColumn(30),
    MofNCompleteColumn(),
    TextColumn("{task.fields[failed]} failed"),
    TextColumn("{task.fields[rate]:.0f} a minute"),
    TimeRemainingColumn(),
)
_NO_SANDBOX = (
    "Without a sandbox the code of hand-ins can do on this machine whatever you can. "
    "Do this only with hand-ins that you trust."
)

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
def collect(
    source: Annotated[Path, typer.Argument(help="Notebook, folder or zip file.")],
    lesson: Annotated[str | None, typer.Option(help="If no name tells it.")] = None,
) -> None:
    """Archive hand-ins in grading/handins; put the newest in grading/submitted."""
    with _instructor():
        from course_helpers.grading.collect import Collected
        from course_helpers.grading.collect import collect as collect_all
        from course_helpers.grading.course import find_course

        notes = []
        for item in collect_all(find_course(), source, lesson):
            if isinstance(item, Collected):
                notes.append(item.note)
                text = f"{item.student}, {item.lesson}: {item.note or 'collected'}"
            else:
                text = f"{item.what}: {item.reason}"
            console.print(text, markup=False, highlight=False)
        same = notes.count("unchanged")
        console.print(f"{len(notes)} hand-ins, {len(notes) - same} of them new.")


@app.command()
def grade(
    lessons: Lessons = None,
    student: Annotated[str | None, typer.Option(help="Only this one.")] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="At once.")] = None,
    sandbox: Annotated[bool, typer.Option(help="Run in bubblewrap.")] = True,
    force: Force = False,
    show: Annotated[bool, typer.Option("--show", help="Judge one again.")] = False,
) -> None:
    """Grade the hand-ins in grading/submitted, many at once; what is done stays."""
    with _instructor():
        from course_helpers.grading import grader, record
        from course_helpers.grading.course import find_course

        course = find_course()
        hand_ins = [
            (lesson, name)
            for lesson in course.chosen(lessons)
            for name in record.handed_in(course, lesson)
            if student in (None, name)
        ]
        if not hand_ins:
            console.print("No hand-ins in grading/submitted/STUDENT/LESSON.")
            raise typer.Exit(1)
        if not sandbox:
            console.print(_NO_SANDBOX, style="red", markup=False)
        settings = grader.Settings(force=force, jobs=jobs, walls=sandbox)
        if show:
            for lesson, name in hand_ins:
                _print_again(lesson, name, grader.judge_again(course, lesson, name))
            return
        rows = _with_progress(grader.grade_all(course, hand_ins, settings), hand_ins)
    _print_rows(rows)


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


def _print_again(lesson: str, student: str, results: tuple) -> None:
    """Print what the checks say now, with the stored seed, and whether that is new."""
    from course_helpers.check._exercises import EXERCISES
    from course_helpers.check._session import lines

    stored, again = results
    console.print(f"{student}, {lesson} (seed {stored.seed})", markup=False)
    for name, verdict in again.verdicts.items():
        said = lines(verdict, EXERCISES[name]) + [verdict.message]
        console.print("\n".join(filter(None, said)), markup=False, highlight=False)
        before = stored.verdicts[name].score
        if before != verdict.score:
            console.print(f"  was {before:g} when it was graded", style="red")


def _with_progress(found: "Iterator[Row]", hand_ins: list) -> "list[Row]":
    """Show how far grading is; Ctrl-C says how to go on."""
    rows, failed, start = [], 0, time.monotonic()
    with Progress(*_COLUMNS, console=console) as progress:
        task = progress.add_task("grading", total=len(hand_ins), failed=0, rate=0)
        try:
            for row in found:
                rows.append(row)
                failed += row.score is None
                rate = 60 * len(rows) / (time.monotonic() - start)
                progress.update(task, advance=1, failed=failed, rate=rate)
        except KeyboardInterrupt:
            found.close()
            console.print(
                f"Stopped. {len(rows)} of {len(hand_ins)} hand-ins are graded; the "
                "same command goes on with the rest."
            )
            raise typer.Exit(130) from None
    seconds = time.monotonic() - start
    console.print(
        f"{len(rows)} hand-ins in {seconds:.0f} s, {failed} of them not graded, "
        f"{60 * len(rows) / seconds:.0f} a minute."
    )
    return rows


def _for_lessons(lessons: list[str] | None, do: Callable[[object, str], None]) -> None:
    with _instructor():
        from course_helpers.grading.course import find_course

        course = find_course()
        for lesson in course.chosen(lessons):
            do(course, lesson)


def _print_rows(rows: "list[Row]") -> None:
    lessons = sorted({row.lesson for row in rows})
    worth = {row.lesson: f"of {row.max_score:g}" for row in rows}
    heads = [f"{name.partition('_')[0]}\n{worth[name]}" for name in lessons]
    table = Table(box=SIMPLE_HEAD, title="points", padding=(0, 1, 0, 0))
    table.add_column("student", no_wrap=True)
    for head in heads:
        table.add_column(head, justify="right", no_wrap=True)
    for student in sorted({row.student for row in rows}):
        cells = {row.lesson: _cell(row) for row in rows if row.student == student}
        table.add_row(_literal(student), *(cells.get(name, "") for name in lessons))
    console.print(table)
    for row in rows:
        if row.reason:
            what = "not graded" if row.score is None else "graded, but"
            text = f"{row.student}, {row.lesson}: {what} ({row.reason})"
            console.print(text, markup=False)
    if any(row.open_questions for row in rows):
        console.print("Answers in words wait for a person: open the formgrader page.")


def _cell(row: "Row") -> str:
    return "-" if row.score is None else f"{row.score:g}"
