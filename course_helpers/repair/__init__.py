"""Bring a learner's notebook back into the form in which the course gave it out.

Some editors lose the marks by which answer and check cells are known, copying doubles
them, and a check cell is quickly deleted. Grading finds answers all the same; here
learners see it, and put it right. No answer is ever thrown away.

marks    nbgrader's marks of cells: given, moved, taken away
backup   the notebook's file, replaced with a backup beside it
"""

import re
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from course_helpers.cells import (
    Cell,
    Role,
    answers_to,
    cell_of,
    is_stub,
    own_code,
    roles_of,
    wanted_names,
)
from course_helpers.check.catalogue import (
    REFLECTION,
    Exercise,
    catalogue,
    exercises,
    exercises_of,
    lessons,
)
from course_helpers.repair import marks
from course_helpers.repair.backup import save

__all__ = ["Repair", "lesson_of", "repair", "save"]


@dataclass
class Repair:
    """What is to be put right in a notebook.

    Attributes:
        notebook: the notebook as it should be.
        lesson: the lesson that it answers.
        done: what was wrong with it, a line each.
        left: what only its author can put right, a line each.
    """

    notebook: NotebookNode
    lesson: str
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
    # Browsers and people add to names, spaces and numbers in brackets.
    words = re.sub(r"[\W_]+", "_", path.stem.lower())
    named = [lesson for lesson in lessons() if lesson in words]
    # Two lessons in a name tell as little as none.
    if len(named) == 1:
        return named[0]
    names = {name for cell in notebook.cells for name in cell_of(cell).defines}
    count = Counter(exercises()[name].lesson for name in names & exercises().keys())
    # The first one, where a notebook answers as many exercises of two lessons.
    return min(count, key=lambda lesson: (-count[lesson], lesson), default="")


def repair(notebook: NotebookNode, lesson: str) -> Repair:
    """Return a repaired copy of a notebook, and what was wrong with it.

    Args:
        notebook: a learner's notebook of format 4.
        lesson: the lesson's name.
    """
    mended = Repair(deepcopy(notebook), lesson)
    marks.give_ids(mended.notebook)
    for exercise in exercises_of(lesson):
        answer = _answer(mended, exercise)
        if answer is not None:
            _check(mended, exercise, answer)
    _reflection(mended)
    return mended


def _read(mended: Repair) -> tuple[list[Cell], list[Role]]:
    """Return the cells as they are now, and what each is: each step changes both."""
    cells = list(map(cell_of, mended.notebook.cells))
    return cells, roles_of(cells, exercises_of(mended.lesson))


def _answer(mended: Repair, exercise: Exercise) -> NotebookNode | None:
    """Return an exercise's answer cell, from now on the only one with its mark."""
    name, names = exercise.name, wanted_names(exercise)
    nodes, (cells, roles) = mended.notebook.cells, _read(mended)
    written = answers_to(exercise, cells, roles)
    whole = [place for place in written if cells[place].defines & names]
    untouched = [
        place
        for place, role in enumerate(roles)
        if role == Role("answer", name)
        or (role.kind == "extra" and cells[place].defines & names)
    ]
    # Of a split answer the half with the definition gets the mark.
    places = whole or written or untouched
    if host := _host(places, roles, name):
        mended.left.append(
            f"{name}: expected a cell of its own; it stands in that of {host}. Grading "
            "finds it there, too. Copy it into a new cell below."
        )
        return None
    if not places:
        mended.left.append(
            f"{name}: expected a cell that defines {' and '.join(sorted(names))}; "
            "there is none. Write one, or take the lesson's notebook anew."
        )
        return None
    # Run from top to bottom, a later definition replaces an earlier one.
    answer = nodes[places[-1]]
    mark = marks.mark(name, grade=False, solution=True, locked=False)
    mended.done += marks.mark_only(nodes, answer, mark, f"{name}: its answer cell")
    return answer


def _host(places: list[int], roles: list[Role], name: str) -> str:
    """Return the exercise in whose marked cell an answer stands; empty if in none."""
    kinds = [roles[place] for place in places]
    others = [
        role.name for role in kinds if role.kind == "answer" and role.name != name
    ]
    return others[0] if len(others) == len(kinds) > 0 else ""


def _check(mended: Repair, exercise: Exercise, answer: NotebookNode) -> None:
    """See to it that one cell checks an answer, and that it says what it should."""
    name, what = f"check-{exercise.name}", f"{exercise.name}: its check cell"
    mark = marks.mark(
        name, grade=True, solution=False, locked=True, points=exercise.points
    )
    nodes, checks = mended.notebook.cells, _checks(mended, exercise)
    place = nodes.index(answer)
    if not checks:
        check = new_code_cell(exercise.call, id=marks.free_id(nodes, name))
        nodes.insert(place + 1, check)
        marks.mark_only(nodes, check, mark, what)
        mended.done.append(f"{what} is missing")
        return
    # Above its answer a check would fail in a run from top to bottom.
    check = next((node for node in checks if nodes.index(node) > place), checks[0])
    if check.source.strip() != exercise.call:
        mended.done.append(f"{what} was changed")
        if own := own_code(cell_of(check)):
            extra = new_code_cell(own, id=marks.free_id(nodes, "kept"))
            nodes.insert(nodes.index(check), extra)
        check.source, check.outputs, check.execution_count = exercise.call, [], None
    mended.done += marks.mark_only(nodes, check, mark, what)


def _checks(mended: Repair, exercise: Exercise) -> list[NotebookNode]:
    """Return the cells that may be a check's: those that also say what it should."""
    cells, roles = _read(mended)
    own = Role("check", exercise.name)
    checks = [place for place, role in enumerate(roles) if role == own]
    right = [p for p in checks if cells[p].source.strip() == exercise.call]
    marked = [p for p in right if f"check-{exercise.name}" in cells[p].names]
    return [mended.notebook.cells[place] for place in marked or right or checks]


def _reflection(mended: Repair) -> None:
    """See to it that one cell is known as the answer in words."""
    nodes, (cells, roles) = mended.notebook.cells, _read(mended)
    places = [place for place, role in enumerate(roles) if role.kind == "reflection"]
    if not places:
        mended.left.append(
            "reflection: expected a cell below its question; there is none. "
            "Write your answer there, in a Markdown cell."
        )
        return
    points, what = catalogue().reflection_points, f"{REFLECTION}: its answer cell"
    mark = marks.mark(
        REFLECTION, grade=True, solution=True, locked=False, points=points
    )
    written = [place for place in places if not is_stub(cells[place])]
    answer, others = nodes[(written or places)[-1]], [nodes[p] for p in written[:-1]]
    mended.done += marks.mark_only(nodes, answer, mark, what)
    if others:
        # Grading reads all of them, one below the other.
        answer.source = "\n\n".join(cells[place].source for place in written)
        nodes[:] = [n for n in nodes if not any(n is other for other in others)]
