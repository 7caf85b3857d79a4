"""Texts that would help in an exam: of judges, hints, predictions, and the like."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from course_helpers.check.catalogue import catalogue
from course_helpers.grading.errors import CourseError

_FOLDERS = ("judge", "hints", "typical", "explain", "compare.py", "gained.toml")
_SHORTEST = 40
"""Characters, without spaces, of a text that stands nowhere else by chance."""
_TELLING_KEYS = {"right", "because", "wrong", "message", "answer"}


def helping(path: str, text: str) -> Iterator[str]:
    """Yield what would help to answer in a file of an exam's repository.

    Args:
        path: inside the repository.
        text: what stands in it.
    """
    yield from (f"it is {part}." for part in path.split("/") if part in _FOLDERS)
    if "/predictions/" in path and _keys(tomllib.loads(text)) & _TELLING_KEYS:
        yield "it says which predictions hold."
    squeezed = _squeezed(text)
    yield from (f"it holds a text of {home}." for t, home in texts() if t in squeezed)


@cache
def texts() -> tuple[tuple[str, str], ...]:
    """Return the course's own texts that help, without spaces, and where each stands.

    Raises:
        CourseError: there are none: then no search would say anything.
    """
    own = Path(str(resources.files(catalogue().package)))
    written = {
        _squeezed(text): path.relative_to(own).as_posix()
        for path in sorted([*own.glob("judge/**/*.py"), *own.glob("**/*.toml")])
        for text in _texts_in(path)
    }
    kept = tuple((t, home) for t, home in written.items() if len(t) >= _SHORTEST)
    if not kept:
        raise CourseError(
            f"{own}: expected judges there, to search an exam for what they say; found "
            "none. Release from the course's own folder."
        )
    return kept


def _texts_in(path: Path) -> Iterator[str]:
    code = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        yield from _strings(tomllib.loads(code))
        return
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        # A reference is one function, which nothing else is.
        elif isinstance(node, ast.FunctionDef):
            yield "\n".join(map(ast.unparse, node.body))


def _strings(table: Any) -> Iterator[str]:
    """Yield the texts of a table, but for what the notebooks say themselves."""
    if isinstance(table, str):
        yield table
    elif isinstance(table, dict):
        for key, value in table.items():
            if key not in ("question", "options"):
                yield from _strings(value)
    elif isinstance(table, list):
        for value in table:
            yield from _strings(value)


def _keys(table: Any) -> set[str]:
    if not isinstance(table, dict):
        return set()
    return {*table, *(key for value in table.values() for key in _keys(value))}


def _squeezed(text: str) -> str:
    return "".join(text.split())
