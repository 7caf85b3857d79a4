"""Cells of a lesson's notebook, made from a text.

In the text a line `=== KIND ID`, for a graded cell `=== KIND ID POINTS`, stands above
each cell. The kinds are markdown and code, and answer, check and words, which nbgrader
has to know.
"""

import re
from collections import Counter
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from course_helpers.check.catalogue import REFLECTION
from course_helpers.grading.errors import CourseError

# Not #, which begins comments in code and headings in Markdown.
_HEAD = re.compile(r"^=== (\w+) ([\w-]+) ?(\d*)\n", re.MULTILINE)

_MARKS = {
    "answer": {"grade": False, "solution": True, "locked": False},
    "check": {"grade": True, "solution": False, "locked": True},
    "words": {"grade": True, "solution": True, "locked": False},
}


def cells_of(text: str) -> list[NotebookNode]:
    """Return the cells that a text describes."""
    _, *parts = _HEAD.split(text)
    rows = zip(parts[::4], parts[1::4], parts[2::4], parts[3::4], strict=True)
    return [_cell(*row) for row in rows]


def _cell(kind: str, name: str, points: str, source: str) -> NotebookNode:
    make = new_markdown_cell if kind in ("markdown", "words") else new_code_cell
    cell = make(source.strip(), id=name)
    if kind in _MARKS:
        mark = {"grade_id": name, "schema_version": 3, "task": False, **_MARKS[kind]}
        cell.metadata["nbgrader"] = mark | ({"points": int(points)} if points else {})
    return cell


def insert(
    notebook: NotebookNode, cells: list[NotebookNode], after: str, path: Path
) -> None:
    """Put cells into a lesson, below the check of an exercise.

    Args:
        notebook: the lesson.
        cells: what is new.
        after: the exercise; none for a place above the lesson's question in words.
        path: the notebook's path, for the message.

    Raises:
        CourseError: there is no such place.
    """
    # By ids, not by grade_id: the task's cell and the question have no such mark.
    ids = [cell.get("id") for cell in notebook.cells]
    mark = f"check-{after}" if after else f"ex-{REFLECTION}"
    if mark not in ids:
        raise CourseError(
            f"{path}: expected a cell {mark}, beside which the exercise belongs; "
            "there is none. Put it back first."
        )
    # What uses its answer belongs to it, where a command wrote that.
    last = f"{after}-used" if f"{after}-used" in ids else mark
    place = ids.index(last) + bool(after)
    notebook.cells[place:place] = cells


def text_of(notebook: NotebookNode, path: Path) -> str:
    """Return a notebook as its file holds it.

    Raises:
        CourseError: two of its cells have the same id.
    """
    # nbformat would warn, and give the second one an id of its own.
    counts = Counter(cell.get("id") for cell in notebook.cells)
    name, count = counts.most_common(1)[0]
    if count > 1:
        raise CourseError(
            f"{path}: expected each cell's id once; {name} would stand in it {count} "
            "times. Choose another name for the exercise."
        )
    return nbformat.writes(nbformat.from_dict(notebook)) + "\n"
