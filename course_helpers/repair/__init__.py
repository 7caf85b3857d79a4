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
    words = re.sub(r"[\W_]+", "_", path.stem.lower())
    named = [lesson for lesson in lessons() if lesson in words]
    if len(named) == 1:
        return named[0]
    names = {name for cell in notebook.cells for name in cell_of(cell).defines}
    count = Counter(exercises()[name].lesson for name in names & exercises().keys())
    return count.most_common(1)[0][0] if count else ""


def repair(notebook: NotebookNode, lesson: str) -> Repair:
    """Return a repaired copy of a notebook, and what was wrong with it.

    Args:
        notebook: a learner's notebook of format 4.
        lesson: the lesson's name.
    """
    made = Repair(deepcopy(notebook), lesson)
    marks.give_ids(made.notebook)
    for exercise in exercises_of(lesson):
        answer = _answer(made, exercise)
        if answer is not None:
            _check(made, exercise, answer)
    _reflection(made)
    return made


def _answer(made: Repair, exercise: Exercise) -> NotebookNode | None:
    """Return an exercise's answer cell, from now on the only one with its mark."""
    name, cells = exercise.name, made.notebook.cells
    known, roles = _known(made)
    own = wanted_names(exercise)
    places = answers_to(exercise, known, roles)
    whole = [place for place in places if known[place].defines & own]
    untouched = [
        place
        for place, (cell, role) in enumerate(zip(known, roles, strict=True))
        if role == Role("answer", name) or (role.kind == "extra" and cell.defines & own)
    ]
    answers = whole or places or untouched
    if not answers:
        made.left.append(
            f"{name}: expected a cell that defines {' and '.join(sorted(own))}; there "
            "is none. Write one, or take the lesson's notebook anew."
        )
        return None
    # Run from top to bottom, a later definition replaces an earlier one.
    answer = cells[answers[-1]]
    mark = marks.mark(name, grade=False, solution=True, locked=False)
    made.done += marks.mark_only(cells, answer, mark, f"{name}: its answer cell")
    return answer


def _known(made: Repair) -> tuple[list[Cell], list[Role]]:
    known = list(map(cell_of, made.notebook.cells))
    return known, roles_of(known, exercises_of(made.lesson))


def _check(made: Repair, exercise: Exercise, answer: NotebookNode) -> None:
    """See to it that one cell checks an answer, and that it says what it should."""
    name, cells = f"check-{exercise.name}", made.notebook.cells
    mark = marks.mark(name, True, False, True, points=exercise.points)
    what = f"{exercise.name}: its check cell"
    checks = _checks(made, exercise)
    place = cells.index(answer)
    if not checks:
        test = new_code_cell(exercise.call, id=marks.free_id(cells, name))
        cells.insert(place + 1, test)
        marks.mark_only(cells, test, mark, what)
        made.done.append(f"{what} is missing")
        return
    test = next((cell for cell in checks if cells.index(cell) > place), checks[0])
    if test.source.strip() != exercise.call:
        made.done.append(f"{what} was changed")
        if own := own_code(cell_of(test)):
            kept = new_code_cell(own, id=marks.free_id(cells, "kept"))
            cells.insert(cells.index(test), kept)
        test.source, test.outputs, test.execution_count = exercise.call, [], None
    made.done += marks.mark_only(cells, test, mark, what)


def _checks(made: Repair, exercise: Exercise) -> list[NotebookNode]:
    """Return the cells that may be a check's: those that also say what it should."""
    known, roles = _known(made)
    own = Role("check", exercise.name)
    checks = [p for p, role in enumerate(roles) if role == own]
    right = [p for p in checks if known[p].source.strip() == exercise.call]
    marked = [p for p in right if f"check-{exercise.name}" in known[p].names]
    return [made.notebook.cells[place] for place in marked or right or checks]


def _reflection(made: Repair) -> None:
    """See to it that one cell is known as the answer in words."""
    cells = made.notebook.cells
    known, roles = _known(made)
    answers = [p for p, role in enumerate(roles) if role.kind == "reflection"]
    if not answers:
        made.left.append(
            "reflection: expected a cell below its question; there is none. "
            "Write your answer there, in a Markdown cell."
        )
        return
    points = catalogue().reflection_points
    mark = marks.mark(REFLECTION, True, True, False, points=points)
    written = [place for place in answers if not is_stub(known[place])]
    answer, others = cells[(written or answers)[-1]], [cells[p] for p in written[:-1]]
    made.done += marks.mark_only(cells, answer, mark, f"{REFLECTION}: its answer cell")
    if others:  # grading reads all of them, one below the other
        answer.source = "\n\n".join(known[place].source for place in written)
        cells[:] = [c for c in cells if not any(c is other for other in others)]
