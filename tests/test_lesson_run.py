import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from course_helpers.lesson_run import (
    NotebookError,
    execute_lesson,
    read_notebook,
    run_checks,
)
from tests.conftest import lesson_points, small_lesson


def written(path, *sources, **more):
    cells = [
        new_code_cell(source, id=f"c{i}", **more) for i, source in enumerate(sources)
    ]
    nbformat.write(new_notebook(cells=cells), path)
    return path


@pytest.mark.usefixtures("quick_kernels")
def test_run_checks_returns_a_verdict_for_each_check(tmp_path):
    path = tmp_path / "01_tensors.ipynb"
    notebook = small_lesson()
    notebook.cells[3].source = "def neuron(f, w, b):\n    return f @ w.T + b"
    nbformat.write(notebook, path)
    before = path.read_bytes()
    result = run_checks(path)
    assert result.lesson == "01_tensors" and result.errors == []
    passed = {name: v.passed for name, v in result.verdicts.items()}
    assert passed == {name: name != "neuron" for name in lesson_points()}
    assert "activation is missing" in result.verdicts["neuron"].message
    assert path.read_bytes() == before


@pytest.mark.usefixtures("quick_kernels")
def test_run_checks_names_cells_that_fail_and_skips_long_ones(tmp_path):
    path = tmp_path / "01_tensors.ipynb"
    notebook = small_lesson()
    slow = new_code_cell("1 / 0", id="slow", metadata={"tags": ["skip-grading"]})
    notebook.cells += [new_code_cell("undefined", id="broken"), slow]
    nbformat.write(notebook, path)
    (error,) = run_checks(path).errors
    assert "(broken): NameError" in error


def test_dead_kernel_is_said_to_be_one(tmp_path):
    path = written(tmp_path / "01_tensors.ipynb", "import os; os._exit(1)")
    with pytest.raises(NotebookError, match="kernel died"):
        run_checks(path)


@pytest.mark.parametrize("content", ["", "no notebook", "[]", '{"cells": 3}'])
def test_file_that_is_no_notebook_is_refused(tmp_path, content):
    path = tmp_path / "x.ipynb"
    path.write_text(content)
    with pytest.raises(NotebookError, match="cannot be read"):
        read_notebook(path)


def test_missing_file_is_refused(tmp_path):
    with pytest.raises(NotebookError, match="no such file"):
        read_notebook(tmp_path / "x.ipynb")


@pytest.mark.usefixtures("quick_kernels")
def test_execute_lesson_keeps_only_the_metadata_it_should_have(tmp_path):
    path = tmp_path / "x.ipynb"
    notebook = small_lesson()
    notebook.metadata["widgets"] = {"state": {}}
    nbformat.write(notebook, path)
    execute_lesson(path)
    done = nbformat.read(path, 4)
    assert set(done.metadata) == {"kernelspec"}
    counts = [c.execution_count for c in done.cells if c.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1))
    assert all(set(c.metadata) <= {"nbgrader"} for c in done.cells)


@pytest.mark.usefixtures("quick_kernels")
def test_execute_lesson_leaves_the_file_alone_when_a_cell_fails(tmp_path):
    path = written(tmp_path / "x.ipynb", "1 / 0")
    before = path.read_bytes()
    with pytest.raises(NotebookError, match="ZeroDivisionError"):
        execute_lesson(path)
    assert path.read_bytes() == before
