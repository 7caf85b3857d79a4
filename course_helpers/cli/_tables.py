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
    from course_helpers.check.contract import Verdict
    from course_helpers.grading.record.gradebook import Row
    from course_helpers.grading.record.past import Past
    from course_helpers.grading.run.results import Result

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
                # At once: what is stopped has recorded them, and says them no more.
                _print_changes(row)
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


def print_counted(lesson: str, student: str, counted: "Result") -> None:
    """Print what the checks said when a hand-in was graded: this is what counts."""
    console.print(f"{student}, {lesson} (seed {counted.seed})", markup=False)
    for verdict in counted.verdicts.values():
        _print_verdict(verdict)


def print_again(counted: "Result", again: "Result") -> None:
    """Print what the checks would say today of the same code on the same inputs."""
    new = {n: v for n, v in again.verdicts.items() if v != counted.verdicts.get(n)}
    if not new:
        console.print("Judged again today: the same.")
    for name, verdict in new.items():
        before = counted.verdicts.get(name)
        was = f"; {before.score:g} counts" if before else ""
        console.print(f"Judged again today, {name} would be{was}:", style="red")
        _print_verdict(verdict)


def _print_verdict(verdict: "Verdict") -> None:
    from course_helpers.check.catalogue import exercises
    from course_helpers.check.session import lines

    exercise = exercises().get(verdict.exercise)
    # An exercise that the course has dropped since is told by its name and points.
    heading = [f"{verdict.exercise}: {verdict.score:g} of {verdict.points:g} points"]
    text = [
        *(lines(verdict, exercise, worths=True) if exercise else heading),
        verdict.message,
    ]
    console.print("\n".join(filter(None, text)), markup=False, highlight=False)


def print_past(hand_ins: "list[Past]") -> None:
    """Print all hand-ins of one student for one lesson."""
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for head in ("", "handed in", "collected", "points", ""):
        table.add_column(head)
    for hand_in in hand_ins:
        origin, points = hand_in.kept.origin, hand_in.points
        table.add_row(
            str(hand_in.number),
            f"{origin.came:%Y-%m-%d %H:%M}" if origin.came else "not known",
            f"{hand_in.kept.collected:%Y-%m-%d %H:%M} UTC",
            "-" if points is None else f"{points:g}",
            literal(hand_in.problem or ("counts" if hand_in.counts else "")),
        )
    console.print(table)


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
    if waiting := sorted({row.lesson for row in rows if row.open_questions}):
        first = f"Answers in words wait for a person: course read {waiting[0]}"
        console.print(first, markup=False, highlight=False)


def _print_changes(row: "Row") -> None:
    for exercise, old, new in row.changes:
        text = f"{row.student}, {row.lesson}: {exercise} {new:g}, was {old:g}"
        console.print(text, markup=False, highlight=False)


def _cell(row: "Row") -> str:
    return "-" if row.score is None else f"{row.score:g}"
