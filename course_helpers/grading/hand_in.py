"""Read the cells of a file that should be a notebook, within limits.

Numbers, texts and spaces cost little more memory than they take in the file. Lists,
objects and the names in them cost a hundred times as much: 20 MB of {} are 2 GB and
minutes. So these are counted before anything is parsed.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from course_helpers.cells import Cell, cell_of
from course_helpers.check.catalogue import exercises
from course_helpers.grading.files import UnreadableError, read_regular
from course_helpers.grading.limits import SourceLimits

_KINDS = {
    b"%pdf": "a PDF file",
    b"<!doctype html": "a web page",
    b"<html": "a web page",
    b"pk\x03\x04": "a zip file, or a document of an office program",
    b"rar!": "a rar archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\x1f\x8b": "a gz archive",
}

MAX_CODE = 1_000_000
"""Characters of all code cells together."""


def read_hand_in(path: Path, limits: SourceLimits | None = None) -> list[Cell]:
    """Return the cells of a file that should be a notebook of any format.

    Raises:
        UnreadableError: it is none, no regular file, or too large.
    """
    limits = limits or SourceLimits()
    return cells_in(read_regular(path, limits.notebook), limits)


def cells_in(data: bytes, limits: SourceLimits | None = None) -> list[Cell]:
    """Return the cells of the bytes of what should be a notebook.

    Raises:
        UnreadableError: it is none, or has too much in it.
    """
    return cells_of(parsed(data, limits), limits)


def cells_for(
    lesson: str, data: bytes, limits: SourceLimits | None = None
) -> list[Cell]:
    """Return the cells of a hand-in for a lesson.

    Raises:
        UnreadableError: as `cells_in`; or it is another lesson's notebook.
    """
    cells = cells_in(data, limits)
    names = {name.removeprefix("check-") for cell in cells for name in cell.names}
    lessons = {exercises()[name].lesson for name in names & exercises().keys()}
    # Without any name of ours nobody knows: its answers are looked for.
    if lessons and lesson not in lessons:
        others = ", ".join(sorted(lessons))
        raise UnreadableError(f"it is the notebook of {others}, handed in for {lesson}")
    return cells


def parsed(data: bytes, limits: SourceLimits | None = None) -> Any:
    """Return what the bytes of a hand-in say in JSON; raises as `cells_in`."""
    limits = limits or SourceLimits()
    if _parts(data, limits.parts) > limits.parts:
        raise UnreadableError(
            f"its JSON has more than {limits.parts:,} lists, objects and names in "
            "them; clear the outputs and hand it in again"
        )
    # Some editors put a mark before UTF-8; lists may lie too deep in lists to be read.
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise UnreadableError(_what(data)) from None


def _what(data: bytes) -> str:
    """Return what bytes are that are no notebook, in words."""
    start = data[:1000].lstrip().lower()
    for sign, name in _KINDS.items():
        if start.startswith(sign):
            return f"no notebook: it is {name}"
    return "no notebook: its text is not JSON" if data.strip() else "an empty file"


def _parts(data: bytes, enough: int) -> int:
    """Return how many lists, objects and names in objects JSON has, without parsing.

    What stands in texts counts only where there may be too many. Where the text is no
    JSON, up to its first mistake the count is right, and no parser gets further.
    """
    signs = b"{[:"
    rough = sum(map(data.count, (bytes([sign]) for sign in signs)))
    if rough <= enough:
        return rough
    # Without escaped characters each quote begins or ends a text.
    plain = data.replace(rb"\\", b"").replace(rb"\"", b"")
    signed = np.frombuffer(plain, np.uint8)
    in_text = np.logical_xor.accumulate(signed == ord('"'))
    return sum(int(((signed == sign) & ~in_text).sum()) for sign in signs)


def cells_of(notebook: Any, limits: SourceLimits | None = None) -> list[Cell]:
    """Return the cells of a notebook's JSON, of format 3 or 4.

    Raises:
        UnreadableError: it has no cells, or too much in them.
    """
    limits = limits or SourceLimits()
    nodes = notebook.get("cells") if isinstance(notebook, dict) else None
    if nodes is None and isinstance(notebook, dict):
        # Format 3 kept its cells in work sheets.
        sheets = [s for s in _list(notebook.get("worksheets")) if isinstance(s, dict)]
        nodes = [node for sheet in sheets for node in _list(sheet.get("cells"))]
    nodes = [node for node in _list(nodes) if isinstance(node, dict)]
    # Each of them is looked at several times.
    if len(nodes) > limits.cells:
        raise UnreadableError(f"it has more than {limits.cells:,} cells")
    cells = [cell_of(node) for node in nodes]
    if not cells:
        raise UnreadableError("no notebook: there are no cells in it")
    if sum(len(cell.source) for cell in cells if cell.kind == "code") > MAX_CODE:
        raise UnreadableError(f"its code has more than {MAX_CODE:,} characters")
    return cells


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
