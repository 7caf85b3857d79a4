"""What the cells of a lesson's notebook are to nbgrader."""

import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import compute_checksum, is_grade, is_solution

_REGION = re.compile(
    r"### BEGIN SOLUTION[^\n]*\n(.*?)[^\n]*### END SOLUTION", re.DOTALL
)


def read(path: Path) -> NotebookNode:
    """Return a notebook in format 4."""
    return nbformat.read(path, as_version=4)


def answer_cells(notebook: NotebookNode) -> dict[str, NotebookNode]:
    """Return the cells that learners write in, by grade_id."""
    return {c.metadata.nbgrader.grade_id: c for c in notebook.cells if is_solution(c)}


def check_cells(notebook: NotebookNode) -> dict[str, NotebookNode]:
    """Return the locked cells that check an answer, by grade_id."""
    return {
        c.metadata.nbgrader.grade_id: c
        for c in notebook.cells
        if is_grade(c) and not is_solution(c)
    }


def written_answers(notebook: NotebookNode) -> list[str]:
    """Return the names of the answer cells that were changed since the release."""
    return [
        name
        for name, cell in answer_cells(notebook).items()
        if cell.metadata.nbgrader.get("checksum") not in (None, compute_checksum(cell))
    ]


def solution_regions(cell: NotebookNode) -> list[str]:
    """Return what stands between the solution markers of a source cell."""
    return [region.strip("\n") for region in _REGION.findall(cell.source + "\n")]
