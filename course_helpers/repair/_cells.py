"""Which cell of a notebook is which, and the marks that say so."""

import ast
import re
from collections.abc import Callable
from typing import Any

from nbformat import NotebookNode

_DEFINED = re.compile(r"^(?:async def|def|class)\s+(\w+)|^(\w+)\s*=(?!=)", re.MULTILINE)
_ID = re.compile(r"[A-Za-z0-9_-]{1,50}")
_EMPTY = ("", "YOUR ANSWER HERE")


def defined(source: str) -> set[str]:
    """Return the names that a cell defines on its top level."""
    return {name for pair in _DEFINED.findall(source) for name in pair if name}


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


def known(
    cells: list[NotebookNode],
    name: str,
    kind: str,
    fits: Callable[[NotebookNode], bool],
) -> list[NotebookNode]:
    """Return the cells that may be a named one.

    Args:
        cells: a notebook's cells.
        name: its grade_id, which was its id, too.
        kind: its cell_type.
        fits: whether a cell's text is such a cell's; that counts more than its name.
    """
    cells = [cell for cell in cells if cell.cell_type == kind]
    named = [cell for cell in cells if _grade_id(cell) == name]
    named = named or [c for c in cells if name in (c.id, c.metadata.get("id"))]
    return [c for c in named if fits(c)] or [c for c in cells if fits(c)] or named


def newest(cells: list[NotebookNode]) -> NotebookNode:
    """Return the last cell in which something was written; if there is none, the last.

    Run from top to bottom, a later definition replaces an earlier one.
    """
    return ([cell for cell in cells if not _is_stub(cell)] or cells)[-1]


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
        if _is_stub(other) or other.source.strip() == chosen.source.strip():
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


def _is_stub(cell: NotebookNode) -> bool:
    """Whether nothing was written into an answer cell."""
    if cell.cell_type != "code" or cell.source.strip() in _EMPTY:
        return cell.source.strip() in _EMPTY
    try:
        tree = ast.parse(cell.source)
    except SyntaxError:
        return False
    bodies = [n.body for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    plain = all(isinstance(s, ast.Expr | ast.Raise) for body in bodies for s in body)
    return bool(bodies) and plain and all(isinstance(b[-1], ast.Raise) for b in bodies)
