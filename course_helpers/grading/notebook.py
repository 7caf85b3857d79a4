"""What the cells of a lesson's notebook are to nbgrader."""

import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import compute_checksum

from course_helpers.cells import answer_cells

# The marker's own line is left out with its indentation, which is no solution.
_REGION = re.compile(
    r"### BEGIN SOLUTION[^\n]*\n(.*?)[^\n]*### END SOLUTION", re.DOTALL
)


def read(path: Path) -> NotebookNode:
    """Return a notebook in format 4."""
    return nbformat.read(path, as_version=4)


def written_answers(notebook: NotebookNode) -> list[str]:
    """Return the names of the answer cells that were changed since the release."""
    # Without a checksum nothing tells a change: a source, or a program that lost it.
    return [
        name
        for name, cell in answer_cells(notebook).items()
        if cell.metadata.nbgrader.get("checksum") not in (None, compute_checksum(cell))
    ]


def solution_regions(cell: NotebookNode) -> list[str]:
    """Return what stands between the solution markers of a source cell."""
    return [region.strip("\n") for region in _REGION.findall(cell.source + "\n")]
