"""nbgrader's marks of cells: given, moved, taken away."""

import re
from typing import Any

from nbformat import NotebookNode

from course_helpers.cells import cell_of, is_stub

_ID = re.compile(r"[A-Za-z0-9_-]{1,50}")


def give_ids(notebook: NotebookNode) -> None:
    """Give each cell an id; Colab keeps ids in the metadata."""
    notebook.nbformat_minor = max(5, notebook.nbformat_minor)
    for cell in notebook.cells:
        if not cell.get("id"):
            wanted = str(cell.metadata.get("id", ""))
            wanted = wanted if _ID.fullmatch(wanted) else "cell"
            cell.id = free_id(notebook.cells, wanted)


def free_id(cells: list[NotebookNode], wanted: str) -> str:
    """Return an id that no cell has: the wanted one, or with a number behind it."""
    taken, number, found = {cell.get("id") for cell in cells}, 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found


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
    name, found = role["grade_id"], []
    others = [c for c in cells if c is not chosen and _grade_id(c) == name]
    for other in others:
        for key in ("nbgrader", "deletable", "editable"):
            other.metadata.pop(key, None)
        if is_stub(cell_of(other)) or other.source.strip() == chosen.source.strip():
            cells.remove(other)
    if others:
        found.append(f"{what} is there {len(others) + 1} times")
    old = _grader(chosen)
    if any(old.get(key) != value for key, value in role.items()):
        found.append(f"{what} has lost its mark")
        chosen.metadata.nbgrader = role
        chosen.metadata.deletable = False
        if role["locked"]:
            chosen.metadata.editable = False
    return found


def _grader(cell: NotebookNode) -> dict[str, Any]:
    found = cell.metadata.get("nbgrader")
    return found if isinstance(found, dict) else {}


def _grade_id(cell: NotebookNode) -> str:
    return str(_grader(cell).get("grade_id", ""))
