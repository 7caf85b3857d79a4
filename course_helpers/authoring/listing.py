"""The line that an exercise has in the course's list, a Python file."""

import ast
import contextlib
from dataclasses import dataclass
from pathlib import Path

from course_helpers.check.catalogue import Exercise
from course_helpers.grading.errors import CourseError
from course_helpers.grading.release.git import git

_EMPTY = "exercises=(),"
"""What the list of a course without exercises says."""


@dataclass(frozen=True)
class Line:
    """An exercise in the list.

    Attributes:
        lesson: the lesson that poses it.
        name: its name.
        maker: the function that makes it.
        indent: the blanks before it.
        line: the number of its last line, from 1.
    """

    lesson: str
    name: str
    maker: str
    indent: str
    line: int


def read_list(path: Path) -> tuple[str, list[Line]]:
    """Return the text of a course's list, and its rows.

    Raises:
        CourseError: it was changed since the last commit, or it has another form.
    """
    _refuse_uncommitted(path)
    try:
        text = path.read_text(encoding="utf-8")
        return text, _rows(text)
    except (OSError, ValueError, LookupError, AttributeError, SyntaxError) as error:
        raise CourseError(
            f"{path}: expected a Catalogue with a line for each exercise, such as "
            f'Exercise("01_tensors", "neuron", 2); got something else ({error}). '
            "Mend it first."
        ) from None


def _refuse_uncommitted(path: Path) -> None:
    # What the command writes can be looked at with `git diff`, and undone, only where
    # nothing else is mixed with it. Without git there is nothing to mix.
    changed = ""
    with contextlib.suppress(CourseError):
        changed = git(path.parent, "status", "--porcelain", "--", path.name)
    if changed:
        raise CourseError(
            f"{path}: expected it as it was committed last; it has changes. "
            "Commit or undo them first."
        )


def _rows(text: str) -> list[Line]:
    # The syntax tree tells where an exercise ends, over however many lines it goes.
    lines = text.splitlines()
    listed = [
        keyword.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "exercises"
    ]
    if len(listed) != 1 or not (listed[0].elts or _EMPTY in text):
        raise ValueError(f"no exercises=(...) with exercises in it, and no {_EMPTY}")
    return [_row(call, lines) for call in listed[0].elts]


def _row(call: ast.Call, lines: list[str]) -> Line:
    lesson, name = (argument.value for argument in call.args[:2])
    first, last = lines[call.lineno - 1], lines[call.end_lineno - 1]
    # A line of its own, ended by a comma: then the new one can simply go below it.
    indent = first[: call.col_offset]
    if indent.strip() or not last[call.end_col_offset :].startswith(","):
        raise ValueError(f"{name} shares its line, or no comma follows it")
    maker = ast.unparse(call.func)
    return Line(str(lesson), str(name), maker, indent, call.end_lineno)


def row_before(rows: list[Line], lesson: str, after: str = "") -> Line | None:
    """Return the exercise below which a new one of a lesson stands; None if on top.

    Args:
        rows: the list.
        lesson: the new exercise's lesson.
        after: an exercise of this lesson; its last one if not given.

    Raises:
        CourseError: the lesson has no exercise `after`.
    """
    own = [row for row in rows if row.lesson == lesson]
    if after and after not in [row.name for row in own]:
        expected = ", ".join(row.name for row in own) or "nothing"
        raise CourseError(
            f"--after: expected one of the exercises of {lesson}, {expected}; got "
            f"{after}."
        )
    if after:
        return next(row for row in own if row.name == after)
    # In a lesson without exercises it follows those of the lessons before.
    return max(
        (row for row in rows if row.lesson <= lesson),
        key=lambda row: (row.lesson, row.line),
        default=None,
    )


def with_row(
    text: str, rows: list[Line], before: Line | None, exercise: Exercise
) -> str:
    """Return the list's text with an exercise of one answer in it.

    Args:
        text: the list.
        rows: what stands in it.
        before: the row above the new one.
        exercise: what is new.
    """
    arguments = f'"{exercise.lesson}", "{exercise.name}", {exercise.points}'
    if not rows:
        first = f"exercises=(\n        Exercise({arguments}),\n    ),"
        return text.replace(_EMPTY, first, 1)
    form = before or rows[0]
    lines = text.splitlines(keepends=True)
    place = before.line if before else rows[0].line - 1
    lines.insert(place, f"{form.indent}{form.maker}({arguments}),\n")
    return "".join(lines)
