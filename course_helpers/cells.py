"""Whose cell is whose in a lesson's notebook: answers, checks, the reflection, extras.

One answer for all: `course check --repair` shows learners what grading will find, so
both ask here. In a notebook of the course metadata tells, and it can be trusted. In a
learner's notebook nothing can: editors lose marks, copying doubles them, answers move
into other cells. There a cell's text counts more than its mark. What follows from that
for a whole notebook is in `layout`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from nbformat import NotebookNode

from course_helpers import python_source
from course_helpers.check.aids.given import given_code
from course_helpers.check.aids.predictions import predictions
from course_helpers.check.catalogue import REFLECTION, Exercise
from course_helpers.check.catalogue import exercises as all_exercises

SKIPPED = "skip-grading"
"""The tag of cells that only a reader runs: long demonstrations and trainings."""

TABLE = "table"
"""The last code cell, which prints the learner's points."""

MAX_SOURCE = 200_000
"""Characters of the longest cell that is read."""

_QUESTION = re.compile(r"^#+ (Reflection|In your own words)$", re.MULTILINE)
_CHECK_ALONE = re.compile(r"(check\.[^\n;]*;?)?")
_EMPTY = ("", "YOUR ANSWER HERE")


# In a notebook of the course's own, where metadata tells.


def is_answer(cell: Mapping[str, Any]) -> bool:
    """Whether learners write in a cell."""
    return bool(_mark(cell["metadata"]).get("solution"))


def is_check(cell: Mapping[str, Any]) -> bool:
    """Whether a cell checks an answer."""
    return bool(_mark(cell["metadata"]).get("grade")) and not is_answer(cell)


def answer_cells(notebook: NotebookNode) -> dict[str, NotebookNode]:
    """Return the cells that learners write in, by name."""
    return {c.metadata.nbgrader.grade_id: c for c in notebook.cells if is_answer(c)}


def check_cells(notebook: NotebookNode) -> dict[str, NotebookNode]:
    """Return the locked cells that check an answer, by name."""
    return {c.metadata.nbgrader.grade_id: c for c in notebook.cells if is_check(c)}


def predicted(source: str) -> dict[str, Any]:
    """Return the predictions that a cell of code holds; empty if it holds more.

    Args:
        source: the cell's text; what is to be computed first is no prediction yet.
    """
    values = python_source.literals(source)
    return values if values.keys() <= predictions().keys() else {}


def exercise_of(cell: Mapping[str, Any]) -> str:
    """Return the exercise that a cell checks; empty if it checks none."""
    name = str(cell.get("id", "")).removeprefix("check-")
    return name if is_check(cell) and name in all_exercises() else ""


def _mark(metadata: Mapping[str, Any]) -> Mapping[str, Any]:
    mark = metadata.get("nbgrader")
    return mark if isinstance(mark, Mapping) else {}


# In a learner's notebook, where the text tells.


@dataclass(frozen=True)
class Cell:
    """What counts of a cell.

    Attributes:
        kind: "code", "markdown" or "raw".
        source: its text.
        names: what it may be known by: nbgrader's grade_id first, then its id, then the
            id in its metadata, where Colab keeps it.
    """

    kind: str
    source: str
    names: tuple[str, ...] = ()

    @cached_property
    def defines(self) -> set[str]:
        """The names that it defines on its top level."""
        code = self.source if self.kind == "code" else ""
        return python_source.defined_names(code)


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
    """Return what counts of a cell of format 3 or 4; its values may be of any type."""
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


def _text(source: Any) -> str:
    if not isinstance(source, str):
        return ""
    # Half a character of two parts cannot be stored, nor sent to the sandbox.
    return source.encode("utf-8", "replace").decode().replace("\r\n", "\n")


# The released cells, some with a figure in them, are asked about for every hand-in.
@lru_cache(maxsize=128)
def squeezed(source: str) -> str:
    """Return a text without white space, which editors change."""
    return "".join(source.split())


def is_stub(cell: Cell, released: str = "") -> bool:
    """Whether nothing was written into an answer cell.

    Args:
        cell: the cell.
        released: what stood in it when it was handed out, where that is at hand.
    """
    if cell.source.strip() in _EMPTY or squeezed(cell.source) == squeezed(released):
        return True
    if cell.kind != "code":
        return False
    return _is_given(cell) or python_source.is_stub(cell.source, _all_answers())


def _is_given(cell: Cell) -> bool:
    """Whether an answer cell holds the code that it was handed out with."""
    giving = (e for e in all_exercises().values() if cell.defines & wanted_names(e))
    return any(squeezed(given_code(e.name)) == squeezed(cell.source) for e in giving)


def stub_names(source: str) -> set[str]:
    """Return the answers that a cell of code says are not written; usually none."""
    # To read its code takes longer than to see that it cannot be.
    if "NotImplementedError" not in source:
        return set()
    names = _all_answers()
    if not python_source.is_stub(source, names):
        return set()
    return python_source.defined_names(source) & names


def _all_answers() -> set[str]:
    return {name for exercise in all_exercises().values() for name in exercise.answers}


def own_code(cell: Cell) -> str:
    """Return what a learner typed into a check cell; empty if that is a check alone."""
    return "" if _CHECK_ALONE.fullmatch(cell.source.strip()) else cell.source


def wanted_names(exercise: Exercise) -> set[str]:
    """Return the names that an answer to an exercise defines.

    `save_and_load` takes a Classifier too, but that is another exercise's answer.
    """
    if exercise.name in exercise.answers:
        return {exercise.name}
    return set(exercise.answers) - all_exercises().keys()


def roles_of(
    cells: Sequence[Cell],
    exercises: Iterable[Exercise],
    released: Mapping[str, tuple[str, str]] | None = None,
) -> list[Role]:
    """Return what each cell of a learner's notebook is.

    Args:
        cells: the notebook's cells, in order.
        exercises: those that the lesson asks for.
        released: kind and text of the cells that were handed out, by id, where the
            course's notebook is at hand. Without it no cell is known to be unchanged.
    """
    lesson = _Lesson(list(exercises), released or {})
    roles: list[Role] = []
    below_question = False
    for cell in cells:
        roles.append(lesson.role(cell, below_question))
        below_question = _is_question(cell, roles[-1])
    return roles


def _is_question(cell: Cell, role: Role) -> bool:
    asks = role.name == f"ex-{REFLECTION}" or _QUESTION.search(cell.source)
    return cell.kind == "markdown" and bool(asks)


class _Lesson:
    """What tells the cells of a lesson apart: names that answers define, ids, texts."""

    def __init__(
        self, exercises: list[Exercise], released: Mapping[str, tuple[str, str]]
    ) -> None:
        self.names = {exercise.name: wanted_names(exercise) for exercise in exercises}
        self.checks = {f"check-{name}": name for name in self.names}
        self.calls = {squeezed(exercise.call): exercise.name for exercise in exercises}
        self.ids = {*released, *self.names, *self.checks, REFLECTION}
        self.texts = {
            (kind, squeezed(text)): name for name, (kind, text) in released.items()
        }

    def role(self, cell: Cell, below_question: bool) -> Role:
        same = self.texts.get((cell.kind, squeezed(cell.source)), "")
        mark = next((name for name in cell.names if name in self.ids), "")
        # A copied cell bears its original's mark, so the text comes first.
        name = same or mark
        if cell.kind != "code":
            # Below the question a new cell takes the place of one that was lost.
            if REFLECTION in (same, mark) or (below_question and not name):
                kind = "reflection" if cell.kind == "markdown" else "text"
                return Role(kind, REFLECTION)
            return Role("own" if same else "text", same)
        check = self.calls.get(squeezed(cell.source)) or self.checks.get(name)
        if check:
            return Role("check", check)
        if name in self.names:
            return Role("answer", self._answered(cell, name))
        return Role("own" if same else "extra", name)

    def _answered(self, cell: Cell, marked: str) -> str:
        """Return whose answer a marked cell is: what it defines counts more."""
        defines = cell.defines
        answered = [name for name, own in self.names.items() if defines & own]
        # The second half of an answer that was split defines none.
        return marked if marked in answered or not answered else answered[0]


def answers_to(
    exercise: Exercise, cells: Sequence[Cell], roles: Sequence[Role], released: str = ""
) -> list[int]:
    """Return the places of the cells in which an answer is written, in their order.

    Marked cells, if one of them defines what is asked for: an answer may be split.
    Else any cell that defines it. Empty where none does.

    Args:
        exercise: what is asked for.
        cells: the notebook's cells.
        roles: what each of them is.
        released: the text of the untouched answer cell, if that is known.
    """

    def written(places: Iterable[int]) -> list[int]:
        return [place for place in places if not is_stub(cells[place], released)]

    names = wanted_names(exercise)
    defining = [place for place, cell in enumerate(cells) if cell.defines & names]
    own = Role("answer", exercise.name)
    marked = written(place for place, role in enumerate(roles) if role == own)
    if set(marked) & set(defining):
        return marked
    # Split Cell leaves the mark above, check cells are written over, and all answers
    # may stand in the cell of one of them.
    elsewhere = (p for p in defining if roles[p].kind in ("extra", "check", "answer"))
    return written(elsewhere) or marked


def any_answer(cells: Sequence[Cell], exercises: Iterable[Exercise]) -> bool:
    """Whether anything is written in a lesson's notebook, in code or in words."""
    posed = list(exercises)
    roles = roles_of(cells, posed)
    words = (cells[p] for p, role in enumerate(roles) if role.kind == "reflection")
    if any(not is_stub(cell) for cell in words):
        return True
    return any(answers_to(exercise, cells, roles) for exercise in posed)
