"""Put a hand-in's answers into the released notebook, which alone is trusted.

Check cells, metadata, tags and points are the release's; from the hand-in come answers
and extra code, as text. Doing it twice gives the same as doing it once.
"""

import ast
import contextlib
import json
import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from nbgrader.utils import is_grade, is_solution

from course_helpers.grading.collect.folders import LIMITS, UnreadableError, read_regular
from course_helpers.lesson_run import SKIPPED

MAX_EXTRA_CELLS = 200
MAX_SOURCE = 200_000
"""Characters of the longest cell that is read."""
MAX_CODE = 1_000_000
"""Characters of all code cells together."""
_MAX_PARSED = 50_000
"""Characters of the longest text that is parsed: Python may take seconds for it."""

_DEFINITION = re.compile(r"^(?:async def|def|class)\s+(\w+)|^(\w+)\s*=(?!=)", re.M)
_MAGIC = re.compile(
    r"^([ \t]*)(?:(?:\w+[ \t]*=[ \t]*)?[%!].*|[\w.]+\?\??[ \t]*)$", re.M
)


@dataclass(frozen=True)
class Cell:
    """What counts of a cell that was handed in.

    Attributes:
        kind: "code", "markdown" or "raw".
        source: its text.
        names: what it may be known by: nbgrader's grade_id first, then its id, then the
            id in its metadata, where Colab keeps it.
    """

    kind: str
    source: str
    names: tuple[str, ...] = ()


@dataclass
class _Found:
    """The cells of a hand-in, by what they are in the release."""

    answers: dict[str, list[Cell]] = field(default_factory=dict)
    extra: dict[str, list[Cell]] = field(default_factory=dict)

    def all_extra(self) -> list[Cell]:
        return [cell for cells in self.extra.values() for cell in cells]


def read_hand_in(path: Path) -> list[Cell]:
    """Return the cells of a file that should be a notebook of any format.

    Raises:
        UnreadableError: it is none, no regular file, or too large.
    """
    data = read_regular(path, LIMITS.notebook)
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        what = "no notebook: its text is not JSON" if data else "an empty file"
        raise UnreadableError(what) from None
    return cells_of(found)


def cells_of(notebook: Any) -> list[Cell]:
    """Return the cells of a notebook's JSON, of format 3 or 4.

    Raises:
        UnreadableError: it has no cells, or too much in them.
    """
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if cells is None and isinstance(notebook, dict):
        sheets = notebook.get("worksheets")
        sheets = [s for s in _list(sheets) if isinstance(s, dict)]
        cells = [cell for sheet in sheets for cell in _list(sheet.get("cells"))]
    found = [_cell(cell) for cell in _list(cells) if isinstance(cell, dict)]
    if not found:
        raise UnreadableError("no notebook: there are no cells in it")
    if sum(len(cell.source) for cell in found if cell.kind == "code") > MAX_CODE:
        raise UnreadableError(f"its code has more than {MAX_CODE:,} characters")
    return found


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _cell(cell: dict[str, Any]) -> Cell:
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    metadata = cell.get("metadata")
    grader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = grader.get("grade_id") if isinstance(grader, dict) else ""
    colab_id = metadata.get("id") if isinstance(metadata, dict) else ""
    names = (grade_id, cell.get("id"), colab_id)
    return Cell(
        str(cell.get("cell_type")),
        _text(source)[:MAX_SOURCE],
        tuple(name for name in names if isinstance(name, str) and name),
    )


def _text(source: Any) -> str:
    if not isinstance(source, str):
        return ""
    return source.encode("utf-8", "replace").decode().replace("\r\n", "\n")


def rebuild(release: NotebookNode, handed_in: Iterable[Cell]) -> NotebookNode:
    """Return the released notebook with the answers and extra code of a hand-in.

    Args:
        release: the student version of the lesson.
        handed_in: the cells of a hand-in, in their order.
    """
    found = _sorted(release, list(handed_in))
    cells = _extra_cells(found.extra.get("", []), 0)
    for original in release.cells:
        cell = deepcopy(original)
        if is_solution(cell):
            cell.source = _answer(original, found)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        cells.append(cell)
        count = sum(c.id.startswith("extra-") for c in cells)
        cells += _extra_cells(found.extra.get(cell.id, []), count)
    made = deepcopy(release)
    made.cells = cells
    return made


def _extra_cells(extra: list[Cell], count: int) -> list[NotebookNode]:
    room = max(0, MAX_EXTRA_CELLS - count)
    return [
        new_code_cell(cell.source, id=f"extra-{number}")
        for number, cell in enumerate(extra[:room], start=count + 1)
    ]


def _sorted(release: NotebookNode, handed_in: list[Cell]) -> _Found:
    """Tell answers from the release's own cells and from extra code."""
    known = {cell.id: cell for cell in release.cells}
    ids = {_key(cell.cell_type, cell.source): cell.id for cell in release.cells}
    answers = [c for c in release.cells if is_solution(c) and c.cell_type == "code"]
    wanted = {cell.id: defined_names(cell.source) for cell in answers}
    found, place, after_question = _Found(), "", False
    for cell in handed_in:
        name = next((name for name in cell.names if name in known), "")
        same = ids.get(_key(cell.kind, cell.source), "")
        name = _owner(cell, same or name, wanted)
        if after_question and not name and not same and cell.kind == "markdown":
            name = "reflection"
        after_question = "reflection" in known and same == "ex-reflection"
        if name and is_solution(known[name]):
            found.answers.setdefault(name, []).append(cell)
            place = name
        elif same:
            place = same
        elif _is_extra(cell, known.get(name)):
            place = name or place
            found.extra.setdefault(place, []).append(cell)
    return found


def _owner(cell: Cell, name: str, wanted: dict[str, set[str]]) -> str:
    """Return whose answer a cell is: what it defines counts more than its name."""
    if name not in wanted:
        return name
    defined = defined_names(cell.source)
    if defined & wanted[name]:
        return name
    return next((other for other in wanted if defined & wanted[other]), name)


def _is_extra(cell: Cell, original: NotebookNode | None) -> bool:
    """Whether a cell is code to be run; `original` is what it was before a change."""
    if cell.kind != "code" or not cell.source.strip():
        return False
    if original is None:
        return True
    is_check = is_grade(original)
    return not is_check and SKIPPED not in original.metadata.get("tags", [])


def _key(kind: str, source: str) -> tuple[str, str]:
    return kind, "".join(source.split())


def _answer(original: NotebookNode, found: _Found) -> str:
    """Return the text of an answer; the stub if there is none."""
    stub = _key("", original.source)
    written = [
        cell
        for cell in found.answers.get(original.id, [])
        if _key("", cell.source) != stub
    ]
    if original.cell_type != "code":
        return "\n\n".join(cell.source for cell in written) or original.source
    if not written:
        wanted = defined_names(original.source)
        written = [c for c in found.all_extra() if wanted & defined_names(c.source)]
    joined = "\n".join(cell.source for cell in written)
    if len(written) < 2 or _is_python(joined):
        return joined or original.source
    whole = [cell.source for cell in written if _is_python(cell.source)]
    return whole[-1] if whole else joined


def defined_names(source: str) -> set[str]:
    """Return the names that a cell defines on its top level."""
    return {name for pair in _DEFINITION.findall(source) for name in pair if name}


def _is_python(source: str) -> bool:
    """Whether Python can read a cell's text, but for IPython's magics."""
    for text in (source, without_magics(source)):
        with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
            parsed(text)
            return True
    return False


def without_magics(source: str) -> str:
    """Return a cell's text with `pass` for IPython's magics, which take it minutes."""
    return _MAGIC.sub(r"\1pass", source)


def parsed(source: str) -> ast.Module:
    """Return the syntax tree of a text.

    Raises:
        SyntaxError: Python cannot read it, or would take too long for it.
        ValueError, RecursionError, MemoryError: Python cannot read it either.
    """
    if len(source) > _MAX_PARSED:
        raise SyntaxError("it is too long")
    return ast.parse(source)
