"""Put a hand-in's answers into the released notebook, which alone is trusted.

Check cells, metadata, tags and points are the release's; from the hand-in come answers
and extra code, as text. Doing it twice gives the same as doing it once.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from course_helpers.cells import (
    REFLECTION,
    SKIPPED,
    Cell,
    Role,
    answers_to,
    cell_of,
    exercise_of,
    is_answer,
    is_stub,
    own_code,
    roles_of,
)
from course_helpers.check.catalogue import exercises
from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.files import MAX_NOTEBOOK, UnreadableError, read_regular
from course_helpers.grading.notebook import read
from course_helpers.python_source import is_python

MAX_EXTRA_CELLS = 200
"""Each of them is run in a process of its own, unlike the release's cells."""
MAX_CODE = 1_000_000
"""Characters of all code cells together."""


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


def read_hand_in(path: Path, most: int = MAX_NOTEBOOK) -> list[Cell]:
    """Return the cells of a file that should be a notebook of any format.

    Raises:
        UnreadableError: it is none, no regular file, or too large.
    """
    data = read_regular(path, most)
    # Some editors put a mark before UTF-8; lists may lie too deep in lists to be read.
    try:
        notebook = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        why = "no notebook: its text is not JSON" if data else "an empty file"
        raise UnreadableError(why) from None
    return cells_of(notebook)


def cells_of(notebook: Any) -> list[Cell]:
    """Return the cells of a notebook's JSON, of format 3 or 4.

    Raises:
        UnreadableError: it has no cells, or too much in them.
    """
    nodes = notebook.get("cells") if isinstance(notebook, dict) else None
    if nodes is None and isinstance(notebook, dict):
        # Format 3 kept its cells in work sheets.
        sheets = [s for s in _list(notebook.get("worksheets")) if isinstance(s, dict)]
        nodes = [node for sheet in sheets for node in _list(sheet.get("cells"))]
    cells = [cell_of(node) for node in _list(nodes) if isinstance(node, dict)]
    if not cells:
        raise UnreadableError("no notebook: there are no cells in it")
    if sum(len(cell.source) for cell in cells if cell.kind == "code") > MAX_CODE:
        raise UnreadableError(f"its code has more than {MAX_CODE:,} characters")
    return cells


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def rebuild(release: NotebookNode, handed_in: Iterable[Cell]) -> NotebookNode:
    """Return the released notebook with the answers and extra code of a hand-in.

    Args:
        release: the student version of the lesson.
        handed_in: the cells of a hand-in, in their order.
    """
    written = list(handed_in)
    originals = {cell.id: (cell.cell_type, cell.source) for cell in release.cells}
    names = filter(None, map(exercise_of, release.cells))
    posed = [exercises()[name] for name in names]
    roles = roles_of(written, posed, originals)
    answers = {
        exercise.name: answers_to(exercise, written, roles, _stub(release, exercise))
        for exercise in posed
    }
    extra = _extra_code(release, written, roles, answers)
    # What stood above every cell of the release comes first.
    cells = _extra_cells(extra[""], 0)
    for original in release.cells:
        cell = deepcopy(original)
        if is_answer(cell) and cell.cell_type == "code":
            sources = [written[place].source for place in answers.get(cell.id, [])]
            cell.source = _joined(sources) or original.source
        elif is_answer(cell):
            cell.source = _in_words(original, written, roles)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        cells.append(cell)
        count = sum(c.id.startswith("extra-") for c in cells)
        cells += _extra_cells(extra[cell.id], count)
    notebook = deepcopy(release)
    notebook.cells = cells
    return notebook


def _stub(release: NotebookNode, exercise: Any) -> str:
    cells = (cell for cell in release.cells if cell.id == exercise.name)
    return next((cell.source for cell in cells), "")


def _extra_code(
    release: NotebookNode,
    written: Sequence[Cell],
    roles: Sequence[Role],
    answers: dict[str, list[int]],
) -> dict[str, list[str]]:
    """Return the learner's own code by the released cell below which it stood."""
    original = {cell.id: cell for cell in release.cells}
    in_answers = {place for places in answers.values() for place in places}
    skipped = {c.id for c in release.cells if SKIPPED in c.metadata.get("tags", [])}
    extra: dict[str, list[str]] = defaultdict(list)
    below = ""
    for place, (cell, role) in enumerate(zip(written, roles, strict=True)):
        source = cell.source
        if role.kind == "check":
            # It is run above the check, for which it may have been written.
            source = own_code(cell)
        elif role.kind == "answer":
            below = role.name
            # A stub left here would undo the answer that stands in another cell.
            if place in in_answers or is_stub(cell, original[below].source):
                continue
        elif role.name in original:
            below = role.name
        is_own = role.kind in ("extra", "check", "answer") and source.strip()
        # A long demonstration with other numbers is still one.
        if is_own and role.name not in skipped:
            extra[below].append(source)
        if role.kind == "check":
            below = f"check-{role.name}"
    return extra


def _extra_cells(sources: list[str], count: int) -> list[NotebookNode]:
    room = max(0, MAX_EXTRA_CELLS - count)
    return [
        new_code_cell(source, id=f"extra-{number}")
        for number, source in enumerate(sources[:room], start=count + 1)
    ]


def _joined(sources: list[str]) -> str:
    """Return one answer from the cells in which it stands.

    A broken copy beside a whole answer would break that too: then the last whole one
    counts.
    """
    text = "\n".join(sources)
    if len(sources) < 2 or is_python(text):
        return text
    whole = [source for source in sources if is_python(source)]
    return whole[-1] if whole else text


def _in_words(
    original: NotebookNode, written: Sequence[Cell], roles: Sequence[Role]
) -> str:
    """Return the answer in words, from all cells in which it was written."""
    texts = [
        cell.source
        for cell, role in zip(written, roles, strict=True)
        if role == Role("reflection", REFLECTION) and not is_stub(cell, original.source)
    ]
    return "\n\n".join(texts) or original.source
