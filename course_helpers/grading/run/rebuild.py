"""Put a hand-in's answers into the released notebook, which alone is trusted.

Check cells, metadata, tags and points are the release's; from the hand-in come answers
and extra code, as text, and the order. All code runs where it stood: so whatever passes
its checks in a kernel, run from top to bottom, does here, however it is laid out.
Doing it twice gives the same as doing it once.
"""

from collections.abc import Iterable
from copy import deepcopy

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from course_helpers.cells import SKIPPED, Cell, exercise_of
from course_helpers.check.catalogue import exercises
from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.notebook import read
from course_helpers.layout import arranged

EXTRA = "extra-"
"""How the ids of cells of the learner's own begin, by their number."""
MAX_EXTRA_CELLS = 2000
"""Each of them is run in a process of its own, unlike the release's cells."""


def released(course: Course, lesson: str) -> NotebookNode:
    """Return the student version of a lesson.

    Raises:
        CourseError: there is none.
    """
    path = course.notebook("release", lesson)
    if not path.is_file():
        raise CourseError(
            f"{lesson}: expected its student version at {path}; there is none. "
            "Run: course release"
        )
    return read(path)


def rebuild(release: NotebookNode, handed_in: Iterable[Cell]) -> NotebookNode:
    """Return the released notebook with the answers and extra code of a hand-in.

    Args:
        release: the student version of the lesson.
        handed_in: the cells of a hand-in, in their order.
    """
    names = filter(None, map(exercise_of, release.cells))
    posed = [exercises()[name] for name in names]
    originals = {cell.id: (cell.cell_type, cell.source) for cell in release.cells}
    skipped = [c.id for c in release.cells if SKIPPED in c.metadata.get("tags", [])]
    cells = {cell.id: _untouched(cell) for cell in release.cells}
    order: list[NotebookNode] = []
    extras = 0
    for item in arranged(handed_in, posed, originals, skipped):
        if item.name:
            cell = cells[item.name]
            cell.source = item.source or cell.source
            order.append(cell)
        elif extras < MAX_EXTRA_CELLS:
            extras += 1
            order.append(new_code_cell(item.source, id=f"{EXTRA}{extras}"))
    notebook = deepcopy(release)
    notebook.cells = _with_the_rest(order, cells.values())
    return notebook


def _untouched(cell: NotebookNode) -> NotebookNode:
    cell = deepcopy(cell)
    if cell.cell_type == "code":
        cell.outputs, cell.execution_count = [], None
    return cell


def _with_the_rest(
    order: list[NotebookNode], released: Iterable[NotebookNode]
) -> list[NotebookNode]:
    """Return the cells of a hand-in with those of the release that it lacks.

    Each comes right below the one that it stood below, above all that learners wrote
    there: so it never replaces their version of it.
    """
    ids, above = [cell.id for cell in order], -1
    order = list(order)
    for cell in released:
        if cell.id not in ids:
            ids.insert(above + 1, cell.id)
            order.insert(above + 1, cell)
        above = ids.index(cell.id)
    return order
