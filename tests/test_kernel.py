"""Errors in a real kernel: shown, counted by nbgrader, and no end of Run All."""

import contextlib

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_notebook

from course_helpers import kernel

EXPLAINED = """
from course_helpers import kernel
kernel.explain(NameError, lambda e: "run the cell above" if e.name == "neuron" else "")
kernel.explain(KeyboardInterrupt, lambda error: "you stopped it")
"""


@pytest.fixture
def run():
    """Run cells in one kernel as Run All does; return those that it came to."""

    def run(*sources):
        notebook = new_notebook(cells=list(map(new_code_cell, sources)))
        client = NotebookClient(
            notebook,
            kernel_name="python3",
            extra_arguments=["--IPKernelApp.log_level=40"],
        )
        with contextlib.suppress(CellExecutionError):
            client.execute()
        return [cell for cell in notebook.cells if cell.execution_count]

    return run


def errors(cell: nbformat.NotebookNode) -> list[tuple[str, list[str]]]:
    shown = [output for output in cell.outputs if output.output_type == "error"]
    return [(output.ename, output.traceback) for output in shown]


def test_shown_error_comes_after_what_was_printed_and_stops_nothing(run):
    cells = run(
        "from course_helpers import kernel",
        "print('first'); kernel.show_error('CheckFailed', 'a b', ['a', 'b'])",
        "print('last')",
    )
    assert [output.output_type for output in cells[1].outputs[:2]] == [
        "stream",
        "error",
    ]
    assert errors(cells[1]) == [("CheckFailed", ["a", "b"])]
    assert cells[2].outputs[0].text == "last\n"


def test_explained_error_has_one_line_and_stops_nothing(run):
    cells = run(EXPLAINED, "neuron(1)", "print('last')")
    assert errors(cells[1]) == [("NameError", ["run the cell above"])]
    assert cells[2].outputs[0].text == "last\n"


def test_other_errors_of_the_kind_are_as_ever(run):
    cells = run(EXPLAINED, "nothing_of_ours", "print('last')")
    [(name, trace)] = errors(cells[1])
    assert name == "NameError" and len(trace) > 1
    assert len(cells) == 2


def test_error_after_an_explained_one_stops(run):
    cells = run(EXPLAINED, "neuron", "1 / 0", "print('last')")
    assert errors(cells[2])[0][0] == "ZeroDivisionError"
    assert len(cells) == 3


def test_interrupt_is_one_line_and_stops_run_all(run):
    cells = run(EXPLAINED, "raise KeyboardInterrupt", "print('last')")
    assert errors(cells[1]) == [("KeyboardInterrupt", ["you stopped it"])]
    assert len(cells) == 2


def test_outside_a_kernel_nothing_is_shown_or_kept():
    assert kernel.shell() is None
    assert not kernel.show_error("CheckFailed", "a", ["a"])
    kernel.explain(NameError, lambda error: "never")
