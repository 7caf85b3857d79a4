"""nbgrader's marks of cells: given, moved, taken away."""

import re
from typing import Any

from nbformat import NotebookNode

from course_helpers.cells import cell_of, is_stub

# nbformat allows 64 characters, and a number may come behind.
_ID = re.compile(r"[A-Za-z0-9_-]{1,50}")


def give_ids(notebook: NotebookNode) -> None:
    """Give each cell an id; Colab keeps ids in the metadata."""
    # Before format 4.5 a cell had no id.
    notebook.nbformat_minor = max(5, notebook.nbformat_minor)
    for cell in notebook.cells:
        if not cell.get("id"):
            name = str(cell.metadata.get("id", ""))
            cell.id = free_id(notebook.cells, name if _ID.fullmatch(name) else "cell")


def free_id(cells: list[NotebookNode], name: str) -> str:
    """Return an id that no cell has: the name, or with a number behind it."""
    ids, number, free = {cell.get("id") for cell in cells}, 1, name
    while free in ids:
        number += 1
        free = f"{name}-{number}"
    return free


def mark(
    name: str, grade: bool, solution: bool, locked: bool, **more: int
) -> dict[str, Any]:
    """Return nbgrader's metadata of a cell."""
    role = {"grade": grade, "solution": solution, "locked": locked, "task": False}
    return {"grade_id": name, "schema_version": 3, **role, **more}


def mark_only(
    cells: list[NotebookNode], chosen: NotebookNode, role: dict[str, Any], what: str
) -> list[str]:
    """Mark one cell, take the mark from all others, and return what was wrong.

    Of the others those stay, as plain cells, that hold a text of their own.
    """
    name, problems = role["grade_id"], []
    others = [c for c in cells if c is not chosen and _grade_id(c) == name]
    for other in others:
        # Without its mark a copy that stays need not be locked.
        for key in ("nbgrader", "deletable", "editable"):
            other.metadata.pop(key, None)
        if is_stub(cell_of(other)) or other.source.strip() == chosen.source.strip():
            cells.remove(other)
    if others:
        problems.append(f"{what} is there {len(others) + 1} times")
    # nbgrader adds a checksum and the cell's type: more keys than these are no fault.
    old = _grader(chosen)
    if any(old.get(key) != value for key, value in role.items()):
        problems.append(f"{what} has lost its mark")
        chosen.metadata.nbgrader = role
        chosen.metadata.deletable = False
        if role["locked"]:
            chosen.metadata.editable = False
    return problems


def _grader(cell: NotebookNode) -> dict[str, Any]:
    grader = cell.metadata.get("nbgrader")
    return grader if isinstance(grader, dict) else {}


def _grade_id(cell: NotebookNode) -> str:
    return str(_grader(cell).get("grade_id", ""))
