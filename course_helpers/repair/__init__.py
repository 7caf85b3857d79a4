"""Bring a learner's notebook back into the form in which the course gave it out.

Some editors lose the marks by which answer and check cells are known, copying doubles
them, and a check cell is quickly deleted. Grading finds answers all the same; here
learners see it, and put it right. No answer is ever thrown away.

_cells   which cell is which, and its mark
_file    the notebook's file, replaced with a backup beside it
"""

import re
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from course_helpers.check.catalogue import (
    EXERCISES,
    REFLECTION_POINTS,
    Exercise,
    exercises_of,
)
from course_helpers.repair import _cells
from course_helpers.repair._file import save

__all__ = ["Repair", "lesson_of", "repair", "save"]

_LESSONS = sorted({exercise.lesson for exercise in EXERCISES.values()})
_QUESTION = re.compile(r"^#+ (Reflection|In your own words)$", re.MULTILINE)


@dataclass
class Repair:
    """What is to be put right in a notebook.

    Attributes:
        notebook: the notebook as it should be.
        done: what was wrong with it, a line each.
        left: what only its author can put right, a line each.
    """

    notebook: NotebookNode
    done: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def lesson_of(path: Path, notebook: NotebookNode) -> str:
    """Return the lesson that a notebook answers, told by its name or its exercises.

    Args:
        path: where it lies; "Copy of 03_softmax (1).ipynb" tells 03_softmax.
        notebook: the notebook.

    Returns:
        The lesson's name; "" where nothing tells it.
    """
    words = re.sub(r"[\W_]+", "_", path.stem.lower())
    named = [lesson for lesson in _LESSONS if lesson in words]
    if len(named) == 1:
        return named[0]
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    names = {name for source in code for name in _cells.defined(source)}
    found = Counter(EXERCISES[name].lesson for name in names if name in EXERCISES)
    return found.most_common(1)[0][0] if found else ""


def repair(notebook: NotebookNode, lesson: str) -> Repair:
    """Return a repaired copy of a notebook, and what was wrong with it.

    Args:
        notebook: a learner's notebook of format 4.
        lesson: the lesson's name.
    """
    made = Repair(deepcopy(notebook))
    _cells.give_ids(made.notebook)
    for exercise in exercises_of(lesson):
        answer = _answer(made, exercise)
        if answer is not None:
            _check(made, exercise, answer)
    _reflection(made)
    return made


def _answer(made: Repair, exercise: Exercise) -> NotebookNode | None:
    """Return an exercise's answer cell, from now on the only one with its mark."""
    name, cells = exercise.name, made.notebook.cells
    own = {answer for answer in exercise.answers if answer == name}
    own = own or {answer for answer in exercise.answers if answer not in EXERCISES}
    found = _cells.known(cells, name, "code", lambda c: own <= _cells.defined(c.source))
    if not found:
        made.left.append(
            f"{name}: expected a cell that defines {' and '.join(sorted(own))}; there "
            "is none. Write one, or take the lesson's notebook anew."
        )
        return None
    answer = _cells.newest(found)
    mark = _cells.mark(name, grade=False, solution=True, locked=False)
    made.done += _cells.mark_only(cells, answer, mark, f"{name}: its answer cell")
    return answer


def _check(made: Repair, exercise: Exercise, answer: NotebookNode) -> None:
    """See to it that one cell checks an answer, and that it says what it should."""
    name, cells = f"check-{exercise.name}", made.notebook.cells
    call = f"check.{exercise.name}({', '.join(exercise.answers)})"
    mark = _cells.mark(name, True, False, True, points=exercise.points)
    what = f"{exercise.name}: its check cell"
    found = _cells.known(cells, name, "code", lambda c: c.source.strip() == call)
    place = cells.index(answer)
    if not found:
        test = new_code_cell(call, id=_cells.free_id(cells, name))
        cells.insert(place + 1, test)
        _cells.mark_only(cells, test, mark, what)
        made.done.append(f"{what} is missing")
        return
    test = next((cell for cell in found if cells.index(cell) > place), found[0])
    if test.source.strip() != call:
        made.done.append(f"{what} was changed")
        if not re.fullmatch(r"(check\.[^\n]*)?", test.source.strip()):
            kept = new_code_cell(test.source, id=_cells.free_id(cells, "kept"))
            cells.insert(cells.index(test), kept)
        test.source, test.outputs, test.execution_count = call, [], None
    made.done += _cells.mark_only(cells, test, mark, what)


def _reflection(made: Repair) -> None:
    """See to it that one cell is known as the answer in words."""
    cells = made.notebook.cells
    asked = [_QUESTION.search(cell.source) for cell in cells[:-1]]
    below = [c.id for c, question in zip(cells[1:], asked, strict=True) if question]
    found = _cells.known(cells, "reflection", "markdown", lambda c: c.id in below)
    if not found:
        made.left.append(
            "reflection: expected a cell below its question; there is none. "
            "Write your answer there, in a Markdown cell."
        )
        return
    mark = _cells.mark("reflection", True, True, False, points=REFLECTION_POINTS)
    answer = _cells.newest(found)
    made.done += _cells.mark_only(cells, answer, mark, "reflection: its answer cell")
