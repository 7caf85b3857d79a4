"""Run a lesson's notebook from outside: its checks for learners, all for authors."""

import os
import warnings
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbformat import NotebookNode

from course_helpers.cells import SKIPPED, cell_of, roles_of
from course_helpers.check.catalogue import exercises
from course_helpers.check.contract import Verdict, verdicts_from_json
from course_helpers.files import write_whole

LONG_CELL_TIMEOUT = 900
"""Seconds for one cell of an author's run, which trains networks in full."""

CELL_SECONDS = 30
"""Seconds for one cell of a learner's notebook, where no course says otherwise."""

_TIMED_OUT = {"ename": "CellTimeoutError", "evalue": "", "traceback": []}
_ASK_VERDICTS = """
from course_helpers.check import contract, session
print(contract.verdicts_to_json(session.verdicts.values()))
"""


def seconds_for(cell: NotebookNode, seconds: int = CELL_SECONDS) -> int:
    """Return how long a cell of a learner's notebook may take.

    Args:
        cell: the cell.
        seconds: how long any cell may take; a check that needs more has that, too.
    """
    posed = exercises().values()
    return seconds + sum(e.seconds or 0 for e in posed if e.call in cell.source)


class NotebookError(Exception):
    """A notebook that cannot be run; str() says why and what to do."""


@dataclass(frozen=True)
class LessonResult:
    """What the checks of one notebook said.

    Attributes:
        lesson: the notebook's name without its ending.
        verdicts: a verdict for each exercise whose check ran, by name.
        errors: messages of cells that failed although they are no check cells.
    """

    lesson: str
    verdicts: dict[str, Verdict]
    errors: list[str]


def run_checks(path: Path, seconds: int = CELL_SECONDS) -> LessonResult:
    """Run a notebook in a kernel of its own and return what its checks say.

    Args:
        path: the notebook; the file is not changed.
        seconds: for one cell, see `seconds_for`.

    Raises:
        NotebookError: it cannot be read, or its kernel died.
    """
    notebook = read_notebook(path)
    notebook.cells.append(nbformat.v4.new_code_cell(_ASK_VERDICTS))
    execute(notebook, path.parent, SKIPPED, allow_errors=True, seconds=seconds)
    answer = notebook.cells.pop()
    text = "".join(o.get("text", "") for o in answer.outputs if o.get("text"))
    try:
        verdicts = verdicts_from_json(text)
    except ValueError:
        raise NotebookError(
            f"{path.name}: expected its checks to run; the kernel gave no answer "
            "at the end. Restart the kernel, run all cells and look for the error."
        ) from None
    return LessonResult(path.stem, verdicts, _errors(notebook, seconds))


def read_notebook(path: Path) -> NotebookNode:
    """Return a notebook in format 4.

    Raises:
        NotebookError: the file is missing or is no notebook.
    """
    if not path.is_file():
        raise NotebookError(
            f"{path}: expected a notebook; there is no such file. Look at its name."
        )
    try:
        with warnings.catch_warnings():
            # Ids that are missing or doubled: nbformat gives new ones, and warns.
            warnings.simplefilter("ignore")
            return nbformat.read(path, as_version=4)
    except Exception as error:
        # What is no notebook fails somewhere in nbformat, with any kind of error.
        reason = " ".join(str(error).split())[:120]
        raise NotebookError(
            f"{path}: expected a notebook; it cannot be read ({reason}). "
            "Download or save it again."
        ) from None


def execute(
    notebook: NotebookNode,
    folder: Path,
    skip: str = "",
    allow_errors: bool = False,
    seconds: int = CELL_SECONDS,
) -> None:
    """Execute a notebook in place, in a kernel of this Python.

    Args:
        notebook: its code cells get their outputs.
        folder: the working folder of the kernel.
        skip: the tag of cells that are not executed.
        allow_errors: go on after a cell that fails.
        seconds: for one cell, see `seconds_for`; without allow_errors, an author's
            run, there is time for every training.

    Raises:
        NotebookError: the kernel died, or a cell failed and allow_errors is off.
    """
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        # An endless loop costs a learner that cell alone, but an author the run.
        timeout=LONG_CELL_TIMEOUT,
        timeout_func=partial(seconds_for, seconds=seconds) if allow_errors else None,
        error_on_timeout=_TIMED_OUT if allow_errors else None,
        interrupt_on_timeout=allow_errors,
        allow_errors=allow_errors,
        skip_cells_with_tag=skip,
        # Times of day would change an author's file with every run.
        record_timing=False,
        # However the kernel cuts what is printed, saved outputs stay the same.
        coalesce_streams=True,
        store_widget_state=False,
        # A kernel on this machine warns on stderr that it talks over TCP.
        extra_arguments=["--IPKernelApp.log_level=40"],
        resources={"metadata": {"path": str(folder)}},
    )
    # A training that shows itself would change an author's file with every run, and so
    # would sums that many threads add up in another order each time.
    chosen = {"COURSE_LIVE": "0"}
    if not allow_errors:
        chosen["OMP_NUM_THREADS"] = "1"
    try:
        client.execute(env={**os.environ, **chosen})
        # A check that fails shows an error, but lets the notebook go on.
        for cell in notebook.cells if not allow_errors else ():
            if problem := failure(cell):
                raise NotebookError(f"{folder.name}: a cell failed with {problem}.")
    except CellExecutionError as error:
        raise NotebookError(
            f"{folder.name}: a cell failed with {error.ename}: {error.evalue}."
        ) from None
    except DeadKernelError:
        raise NotebookError(
            f"{folder.name}: expected the notebook to run; its kernel died. "
            "Look for a cell that needs very much memory or ends Python."
        ) from None


def execute_lesson(path: Path) -> None:
    """Execute a lesson's source in place and keep only the metadata it should have."""
    notebook = read_notebook(path)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    execute(notebook, path.parent)
    keep = ("kernelspec",)
    notebook.metadata = {k: v for k, v in notebook.metadata.items() if k in keep}
    text = nbformat.writes(nbformat.from_dict(notebook))
    write_whole(path, f"{text}\n".encode())


def failure(cell: NotebookNode) -> str:
    """Return the error that a code cell ended with, or the empty string."""
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            return f"{output.ename}: {output.evalue}".rstrip(": ")
    return ""


def _errors(notebook: NotebookNode, seconds: int) -> list[str]:
    """Return what failed, but for checks: those have said so in their verdicts."""
    roles = roles_of(list(map(cell_of, notebook.cells)), exercises().values())
    found = []
    for number, (cell, role) in enumerate(zip(notebook.cells, roles, strict=True), 1):
        why = failure(cell)
        # Nobody but the clock interrupts a cell here; then a check has said nothing.
        stopped = why.startswith("KeyboardInterrupt")
        if stopped:
            why = (
                f"stopped after {seconds_for(cell, seconds)} s. Look for a loop that "
                "does not end"
            )
        if why and (stopped or role.kind != "check"):
            found.append(f"cell {number} ({cell.get('id', 'no id')}): {why}")
    return found
