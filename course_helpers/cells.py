"""Whose cell is whose in a lesson's notebook: answers, checks, the reflection, extras.

One answer for all: `course check --repair` shows learners what grading will find, so
both ask here. In a notebook of the course metadata tells, and it can be trusted. In a
learner's notebook nothing can: editors lose marks, copying doubles them, answers move
into other cells. There a cell's text counts more than its mark.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from course_helpers import python_source
from course_helpers.check.catalogue import REFLECTION, Exercise, exercises
from course_helpers.python_source import defined_names

SKIPPED = "skip-grading"
"""The tag of cells that only a reader runs: long demonstrations and trainings."""

TABLE = "table"
"""The last code cell, which prints the learner's points."""

MAX_SOURCE = 200_000
"""Characters of the longest cell that is read."""

_QUESTION = re.compile(r"^#+ (Reflection|In your own words)$", re.MULTILINE)
_ONE_CHECK = re.compile(r"(check\.[^\n]*)?")
_EMPTY = ("", "YOUR ANSWER HERE")


@dataclass(frozen=True)
class Cell:
    """What counts of a cell that a learner may have changed.

    Attributes:
        kind: "code", "markdown" or "raw".
        source: its text.
        names: what it may be known by: nbgrader's grade_id first, then its id, then the
            id in its metadata, where Colab keeps it.
    """

    kind: str
    source: str
    names: tuple[str, ...] = ()

    @property
    def defines(self) -> set[str]:
        """The names that it defines on its top level."""
        return defined_names(self.source) if self.kind == "code" else set()


@dataclass(frozen=True)
class Role:
    """What a cell is in its lesson.

    Attributes:
        kind: "answer", "check", "reflection"; "own" for an unchanged cell of the
            course's; "extra" for code of the learner's own; "text" for all else.
        name: the exercise's name; of an own or extra cell the id that it has in the
            course's notebook, or an empty text.
    """

    kind: str
    name: str = ""


def cell_of(cell: Mapping[str, Any]) -> Cell:
    """Return what counts of a notebook's cell, as any program may have written it.

    Args:
        cell: of a notebook of format 3 or 4, read by nobody yet: every value may be
            of any type.
    """
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    metadata = cell.get("metadata")
    metadata = metadata if isinstance(metadata, Mapping) else {}
    names = (_mark(metadata).get("grade_id"), cell.get("id"), metadata.get("id"))
    return Cell(
        str(cell.get("cell_type")),
        _text(source)[:MAX_SOURCE],
        tuple(name for name in names if isinstance(name, str) and name),
    )


def _mark(metadata: Mapping[str, Any]) -> Mapping[str, Any]:
    mark = metadata.get("nbgrader")
    return mark if isinstance(mark, Mapping) else {}


def _text(source: Any) -> str:
    if not isinstance(source, str):
        return ""
    # Half a character of two parts cannot be stored, nor sent to the sandbox.
    return source.encode("utf-8", "replace").decode().replace("\r\n", "\n")


def is_answer(cell: Mapping[str, Any]) -> bool:
    """Whether learners write in a cell, as the course's own notebook marks it."""
    return bool(_mark(cell["metadata"]).get("solution"))


def is_check(cell: Mapping[str, Any]) -> bool:
    """Whether a cell checks an answer, as the course's own notebook marks it."""
    return bool(_mark(cell["metadata"]).get("grade")) and not is_answer(cell)


def answer_cells(notebook: NotebookNode) -> dict[str, NotebookNode]:
    """Return the cells that learners write in, by name, of the course's notebook."""
    return {c.metadata.nbgrader.grade_id: c for c in notebook.cells if is_answer(c)}


def check_cells(notebook: NotebookNode) -> dict[str, NotebookNode]:
    """Return the locked cells that check an answer, by name, likewise."""
    return {c.metadata.nbgrader.grade_id: c for c in notebook.cells if is_check(c)}


def exercise_of(cell: Mapping[str, Any]) -> str:
    """Return the exercise that a cell of the course's checks; empty if it checks none.

    Args:
        cell: of a notebook whose metadata is the course's own.
    """
    name = str(cell.get("id", "")).removeprefix("check-")
    return name if is_check(cell) and name in exercises() else ""


def is_stub(cell: Cell, released: str = "") -> bool:
    """Whether nothing was written into an answer cell.

    Args:
        cell: the cell.
        released: what stood in it when it was handed out, if that is known.
    """
    if squeezed(cell.source) == squeezed(released):
        return True
    if cell.source.strip() in _EMPTY:
        return True
    return cell.kind == "code" and python_source.is_stub(cell.source)


def squeezed(source: str) -> str:
    """Return a text without white space, which editors change."""
    return "".join(source.split())


def wanted_names(exercise: Exercise) -> set[str]:
    """Return the names that an answer to an exercise defines.

    `save_and_load` takes a Classifier too, but that is another exercise's answer.
    """
    if exercise.name in exercise.answers:
        return {exercise.name}
    return set(exercise.answers) - exercises().keys()


def roles_of(
    cells: Sequence[Cell],
    asked: Iterable[Exercise],
    released: Mapping[str, tuple[str, str]] | None = None,
) -> list[Role]:
    """Return what each cell of a learner's notebook is.

    Args:
        cells: the notebook's cells, in order.
        asked: the exercises that the lesson asks for.
        released: kind and text of the cells that were handed out, by id, where the
            course's notebook is at hand. Without it no cell is known to be unchanged.
    """
    lesson = _Lesson(list(asked), released or {})
    roles: list[Role] = []
    below_question = False
    for cell in cells:
        role = lesson.role(cell, below_question)
        below_question = cell.kind == "markdown" and lesson.is_question(cell, role)
        roles.append(role)
    return roles


class _Lesson:
    """What a lesson's cells may be known by."""

    def __init__(
        self, asked: list[Exercise], released: Mapping[str, tuple[str, str]]
    ) -> None:
        self.wanted = {exercise.name: wanted_names(exercise) for exercise in asked}
        self.checks = {f"check-{exercise.name}": exercise.name for exercise in asked}
        self.calls = {squeezed(exercise.call): exercise.name for exercise in asked}
        self.released = {*released, *self.wanted, *self.checks, REFLECTION}
        self.unchanged = {
            (kind, squeezed(text)): name for name, (kind, text) in released.items()
        }

    def role(self, cell: Cell, below_question: bool) -> Role:
        same = self.unchanged.get((cell.kind, squeezed(cell.source)), "")
        mark = next((name for name in cell.names if name in self.released), "")
        if cell.kind == "code":
            return self._role_of_code(cell, same, mark)
        is_reflection = REFLECTION in (same, mark)
        if is_reflection or (below_question and not same and not mark):
            return Role("reflection" if cell.kind == "markdown" else "text", REFLECTION)
        return Role("own" if same else "text", same)

    def _role_of_code(self, cell: Cell, same: str, mark: str) -> Role:
        name = same or mark
        if call := self.calls.get(squeezed(cell.source)):
            return Role("check", call)
        if name in self.checks:
            return Role("check", self.checks[name])
        if name in self.wanted:
            return Role("answer", self._answered(cell, name))
        return Role("own" if same else "extra", name)

    def _answered(self, cell: Cell, name: str) -> str:
        """Return whose answer a marked cell is: what it defines counts more."""
        if cell.defines & self.wanted[name]:
            return name
        others = (n for n, wanted in self.wanted.items() if cell.defines & wanted)
        return next(others, name)

    def is_question(self, cell: Cell, role: Role) -> bool:
        return role.name == f"ex-{REFLECTION}" or bool(_QUESTION.search(cell.source))


def answers_to(
    exercise: Exercise, cells: Sequence[Cell], roles: Sequence[Role], released: str = ""
) -> list[int]:
    """Return the places of the cells in which an answer is written, in their order.

    Marked cells, if one of them defines what is asked for: an answer may be split.
    Else any cell of the learner's own that defines it. Empty where none does.

    Args:
        exercise: what is asked for.
        cells: the notebook's cells.
        roles: what each of them is.
        released: the text of the untouched answer cell, if that is known.
    """
    wanted, own = wanted_names(exercise), Role("answer", exercise.name)
    written = [
        place
        for place, cell in enumerate(cells)
        if roles[place] == own and not is_stub(cell, released)
    ]
    if any(cells[place].defines & wanted for place in written):
        return written
    elsewhere = [
        place
        for place, cell in enumerate(cells)
        if roles[place].kind in ("extra", "check")
        and cell.defines & wanted
        and not is_stub(cell, released)
    ]
    return elsewhere or written


def own_code(cell: Cell) -> str:
    """Return what a learner typed into a check cell; empty if that is a check alone."""
    return "" if _ONE_CHECK.fullmatch(cell.source.strip()) else cell.source
