"""What instructors' commands print."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer
from rich.box import SIMPLE_HEAD
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from course_helpers.cli._app import console, literal

if TYPE_CHECKING:
    from course_helpers.grading.record.gradebook import Row

_COLUMNS = (
    TextColumn("{task.description}"),
    BarColumn(30),
    MofNCompleteColumn(),
    TextColumn("{task.fields[failed]} failed"),
    TextColumn("{task.fields[rate]:.0f} a minute"),
    TimeRemainingColumn(),
)


def with_progress(graded: "Iterator[Row]", hand_ins: list) -> "list[Row]":
    """Show how far grading is; Ctrl-C says how to go on."""
    rows, failed, start = [], 0, time.monotonic()
    with Progress(*_COLUMNS, console=console) as progress:
        task = progress.add_task("grading", total=len(hand_ins), failed=0, rate=0)
        try:
            for row in graded:
                rows.append(row)
                failed += row.score is None
                rate = 60 * len(rows) / (time.monotonic() - start)
                progress.update(task, advance=1, failed=failed, rate=rate)
        except KeyboardInterrupt:
            # Ends the sandbox with all that runs in it; what was graded is stored.
            graded.close()
            console.print(
                f"Stopped. {len(rows)} of {len(hand_ins)} hand-ins are graded; the "
                "same command goes on with the rest."
            )
            # What shells say of a program that Ctrl-C has ended.
            raise typer.Exit(130) from None
    seconds = time.monotonic() - start
    console.print(
        f"{len(rows)} hand-ins in {seconds:.0f} s, {failed} of them not graded, "
        f"{60 * len(rows) / seconds:.0f} a minute."
    )
    return rows


def print_again(lesson: str, student: str, results: tuple) -> None:
    """Print what the checks say now, with the stored seed, and whether that is new."""
    from course_helpers.check.catalogue import exercises
    from course_helpers.check.session import lines

    stored, again = results
    console.print(f"{student}, {lesson} (seed {stored.seed})", markup=False)
    for name, verdict in again.verdicts.items():
        text = lines(verdict, exercises()[name]) + [verdict.message]
        console.print("\n".join(filter(None, text)), markup=False, highlight=False)
        before = stored.verdicts[name].score
        if before != verdict.score:
            console.print(f"  was {before:g} when it was graded", style="red")


def print_rows(rows: "list[Row]") -> None:
    lessons = sorted({row.lesson for row in rows})
    worth = {row.lesson: f"of {row.max_score:g}" for row in rows}
    # Points below the number, so that nine lessons fit on a narrow terminal.
    heads = [f"{name.partition('_')[0]}\n{worth[name]}" for name in lessons]
    table = Table(box=SIMPLE_HEAD, title="points", padding=(0, 1, 0, 0))
    table.add_column("student", no_wrap=True)
    for head in heads:
        table.add_column(head, justify="right", no_wrap=True)
    for student in sorted({row.student for row in rows}):
        cells = {row.lesson: _cell(row) for row in rows if row.student == student}
        table.add_row(literal(student), *(cells.get(name, "") for name in lessons))
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
