"""What notes about names share: whose code it is, its arguments, words of notes."""

import inspect
import sysconfig
import types
from pathlib import Path
from typing import Any

Note = dict[str, Any]
"""About one name, as plain data; what came from a hand-in may hold anything."""

NOT_THE_LEARNERS = (
    str(Path(__file__).parents[2]),
    *(sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")),
)
"""Folders in which no line of a learner's stands."""


def is_learners(code: types.CodeType) -> bool:
    """Whether code stands in no file of ours or of a library."""
    return not code.co_filename.startswith(NOT_THE_LEARNERS)


def arguments_of(code: types.CodeType) -> list[str]:
    """Return the names of all arguments of code."""
    stars = bool(code.co_flags & inspect.CO_VARARGS)
    stars += bool(code.co_flags & inspect.CO_VARKEYWORDS)
    return list(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount + stars])


def text(note: object, key: str) -> str:
    """Return a text in a note, cut; empty if there is none."""
    value = note.get(key) if isinstance(note, dict) else None
    return value[:60] if isinstance(value, str) else ""


def texts(note: object, key: str) -> list[str]:
    """Return the texts of a list in a note, cut."""
    values = note.get(key) if isinstance(note, dict) else None
    values = values if isinstance(values, list) else []
    return [value[:60] for value in values[:10] if isinstance(value, str)]
