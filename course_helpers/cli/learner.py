"""Commands for learners."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from course_helpers.cli._app import app, console, literal, plain_errors

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

    with plain_errors():
        for name in names or ["mnist", "fashion-mnist"]:
            console.print(f"{name}: {fetch(name)}", markup=False)


@app.command()
def check(
    notebooks: Annotated[list[Path] | None, typer.Argument(help="Notebooks.")] = None,
) -> None:
    """Run the checks of notebooks and print a table; exit code 1 if any fails."""
    from course_helpers.lesson_run import NotebookError, run_checks

    with plain_errors(NotebookError):
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
        table.add_row(exercise.name, f"{score:g} of {exercise.points}", literal(said))
    total = sum(e.points for e in exercises_of(result.lesson))
    table.add_row("together", f"{earned:g} of {total}", "", style="bold")
    console.print(table)
    for error in result.errors:
        console.print(error, style="red", markup=False)
