"""A lesson's inputs and observations: its imports, and the functions at the end."""

import ast
from pathlib import Path

from course_helpers.authoring.texts import rendered
from course_helpers.check.catalogue import Exercise
from course_helpers.grading.errors import CourseError

_WIDTH = 88
_PLAIN = "course_helpers.check.plain"


def with_observations(path: Path, exercise: Exercise, is_class: bool) -> str:
    """Return a lesson's module with the functions of one more exercise.

    Args:
        path: the module; a lesson that is new has none yet.
        exercise: what is new.
        is_class: learners write a class.

    Raises:
        CourseError: it cannot be read, or lacks an import that every such module has.
    """
    number = exercise.lesson.partition("_")[0]
    if path.exists():
        text = path.read_text(encoding="utf-8")
    else:
        text = rendered("observe_head.py.jinja", number=number)
    _refuse_without(text, path, "torch", "generator")
    calls = ["Plain", "attempt", "call"] if is_class else ["Plain", "call"]
    text = _importing(text, path, calls)
    added = rendered("observe.py.jinja", name=exercise.name, is_class=is_class)
    return f"{text.rstrip()}\n\n\n{added}"


def _tree(text: str, path: Path) -> ast.Module:
    try:
        return ast.parse(text)
    except SyntaxError as error:
        raise CourseError(
            f"{path}: expected a Python file; got {error.msg} in line {error.lineno}. "
            "Mend it first."
        ) from None


def _refuse_without(text: str, path: Path, *names: str) -> None:
    imports = (ast.Import, ast.ImportFrom)
    nodes = [node for node in _tree(text, path).body if isinstance(node, imports)]
    there = {alias.asname or alias.name for node in nodes for alias in node.names}
    for name in names:
        if name not in there:
            raise CourseError(
                f"{path}: expected it to import {name}, as every such file does. "
                "Add that line first."
            )


def _importing(text: str, path: Path, names: list[str]) -> str:
    """Return a module's text that imports these names, too, from check.plain."""
    for node in _tree(text, path).body:
        if isinstance(node, ast.ImportFrom) and node.module == _PLAIN:
            # ruff refuses a second import of the same module.
            there = {ast.unparse(alias) for alias in node.names}
            lines = text.splitlines(keepends=True)
            statement = _statement(there.union(names))
            lines[node.lineno - 1 : node.end_lineno] = [statement]
            return "".join(lines)
    raise CourseError(
        f"{path}: expected it to import {', '.join(names)} from {_PLAIN}. "
        "Add that line first."
    )


def _statement(names: set[str]) -> str:
    """Return the import in the form that ruff gives it: classes come first."""
    ordered = sorted(names, key=lambda name: (not name[0].isupper(), name))
    statement = f"from {_PLAIN} import {', '.join(ordered)}\n"
    if len(statement) <= _WIDTH + 1:
        return statement
    rows = "".join(f"    {name},\n" for name in ordered)
    return f"from {_PLAIN} import (\n{rows})\n"
