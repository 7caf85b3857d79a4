"""Commands for learners."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from course_helpers.cli._app import app, console, literal, plain_errors

SETTINGS = "nbgrader_config.py"

if TYPE_CHECKING:
    from course_helpers.lesson_run import LessonResult


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
    from course_helpers.data.idx import DataSetError

    with plain_errors(DataSetError):
        for name in names or ["mnist", "fashion-mnist"]:
            console.print(f"{name}: {fetch(name)}", markup=False)


@app.command()
def check(
    notebooks: Annotated[list[Path] | None, typer.Argument(help="Notebooks.")] = None,
    repair: Annotated[
        bool, typer.Option("--repair", help="First mend the notebooks' form.")
    ] = False,
) -> None:
    """Run the checks of notebooks and print a table; exit code 1 if any fails."""
    from course_helpers.lesson_run import NotebookError

    with plain_errors(NotebookError):
        paths = notebooks or sorted(Path("notebooks").glob("*/*.ipynb"))
        if not paths:
            raise NotebookError(
                "check: expected notebooks in ./notebooks; found none. "
                "Name one: course check my_folder/03_softmax.ipynb"
            )
        good = [_check(path, repair) for path in paths]
    if not all(good):
        raise typer.Exit(1)


def _cell_seconds() -> int:
    """Return the course's own limit for a cell where its settings are at hand."""
    from course_helpers.lesson_run import CELL_SECONDS

    here = Path.cwd()
    if not any((folder / SETTINGS).is_file() for folder in (here, *here.parents)):
        return CELL_SECONDS
    try:
        from course_helpers.grading.course import find_course
        from course_helpers.grading.errors import CourseError
    except ModuleNotFoundError:  # learners need no nbgrader, nor the grader itself
        return CELL_SECONDS
    with plain_errors(CourseError):
        return find_course().limits.cell_seconds


def _check(path: Path, mend: bool) -> bool:
    """Check one notebook; return whether all is right, its form included."""
    from course_helpers.cells import any_answer, cell_of
    from course_helpers.check.catalogue import exercises_of
    from course_helpers.lesson_run import NotebookError, read_notebook, run_checks
    from course_helpers.repair import lesson_of, repair, save

    notebook = read_notebook(path)
    # Asked for at once: a repair writes the file anew.
    saved = _saved(path)
    lesson = lesson_of(path, notebook)
    if not lesson:
        raise NotebookError(
            f"{path}: expected a notebook of one of the lessons; neither its name nor "
            "its cells tell which. Name it as it was, 03_softmax.ipynb for example."
        )
    # First its form: a check cell that is gone explains points that are gone.
    form = repair(notebook, lesson)
    for line in [*form.done, *form.left]:
        console.print(f"  {line}", markup=False, highlight=False)
    if form.done and mend:
        backup = save(path, form.notebook)
        console.print(f"Put right. The notebook as it was: {backup}", markup=False)
    elif form.done:
        console.print(
            "Grading finds your answers all the same. To put this right: "
            f'course check --repair "{path}"',
            markup=False,
        )
    if not any_answer(list(map(cell_of, notebook.cells)), exercises_of(lesson)):
        # An editor keeps what is not saved to itself.
        console.print(
            f"{path.name}: no answer is written in this file, saved {saved}. If you "
            "have written some, save the notebook first (Ctrl+S).",
            markup=False,
            highlight=False,
        )
    title = f"{path.name}, saved {saved}"
    right = _print_checks(run_checks(path, _cell_seconds()), lesson, title)
    return right and not form.left and (mend or not form.done)


def _saved(path: Path) -> str:
    """Return when a file was written; the day, too, unless it is today."""
    saved = datetime.fromtimestamp(path.stat().st_mtime)
    today = saved.date() == datetime.now().date()
    return f"{saved:%H:%M}" if today else f"{saved:%Y-%m-%d %H:%M}"


def _print_checks(result: "LessonResult", lesson: str, title: str) -> bool:
    """Print a notebook's points; return whether it has all of them."""
    from course_helpers.check.catalogue import exercises_of
    from course_helpers.check.exam.content import is_exam

    if is_exam():
        return _print_exam(result, lesson, title)
    table = Table("exercise", "points", "what the check says", title=literal(title))
    verdicts = [(e, result.verdicts.get(e.name)) for e in exercises_of(lesson)]
    for exercise, verdict in verdicts:
        score = verdict.score if verdict else 0.0
        text = verdict.message or "right" if verdict else "its check cell did not run"
        points = f"{score:g} of {exercise.points}" if exercise.points else "practice"
        table.add_row(exercise.name, points, literal(text))
    earned = sum(verdict.score for _, verdict in verdicts if verdict)
    total = sum(exercise.points for exercise, _ in verdicts)
    table.add_row("together", f"{earned:g} of {total}", "", style="bold")
    console.print(table)
    for error in result.errors:
        console.print(error, style="red", markup=False)
    # What earns no points is for practice.
    needed = [verdict for exercise, verdict in verdicts if exercise.points]
    return not result.errors and all(v is not None and v.passed for v in needed)


def _print_exam(result: "LessonResult", lesson: str, title: str) -> bool:
    """Print which answers of an exam run; return whether all do."""
    from course_helpers.check.exam.told import states

    table = Table("exercise", "what the check says", title=literal(title))
    for name, state in states(lesson, result.verdicts).items():
        table.add_row(name, state)
    console.print(table)
    for error in result.errors:
        console.print(error, style="red", markup=False)
    passed = all(verdict.passed for verdict in result.verdicts.values())
    return not result.errors and bool(result.verdicts) and passed
