"""The names that an answer uses: its own arguments, and those of other cells.

A function that reads `scores` where its argument is called `x` works in its notebook,
for the very scores that lie there. So what it is told is which name is not its own.
"""

import contextlib
import difflib
import dis
import functools
import inspect
import sysconfig
import types
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

Note = dict[str, Any]
"""About one name, as plain data; what came from a hand-in may hold anything."""

NOT_THE_LEARNERS = (
    str(Path(__file__).parents[1]),
    *(sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")),
)
"""Folders in which no line of a learner's stands."""

_LIKE = 0.7
"""Of 1: how much alike a name and the one that was meant are, at least."""


def foreign_names(answers: Sequence[object]) -> Note:
    """Return the variables of other cells that an answer reads; empty if none.

    Where they stand in the place of arguments, which are never used, "certain" is true.
    """
    notes: list[Note] = []
    for answer in answers:
        # The answer may be any object, with ideas of its own on every question.
        with contextlib.suppress(BaseException):
            for function in _functions(answer):
                notes.append(_note(function, isinstance(answer, type)))
    notes = [note for note in notes if note["names"] and note["arguments"]]
    return min(notes, key=lambda note: not note["certain"], default={})


def _functions(answer: object) -> Iterator[types.FunctionType]:
    if isinstance(answer, functools.partial):
        answer = answer.func
    if not isinstance(answer, type):
        answer = inspect.unwrap(answer)
    if type(answer) is types.FunctionType:
        own: Any = [answer]
    else:
        own = vars(answer if isinstance(answer, type) else type(answer)).values()
    for function in own:
        if type(function) is types.FunctionType and _is_learners(function.__code__):
            yield function


def _is_learners(code: types.CodeType) -> bool:
    return not code.co_filename.startswith(NOT_THE_LEARNERS)


def _note(function: types.FunctionType, method: bool) -> Note:
    arguments = _arguments(function.__code__)[method:]
    used, read, written = _names(function.__code__)
    unused = [name for name in arguments if name not in used]
    # EPSILON is a constant, and meant to be one; what the function sets is its own.
    foreign = [n for n in dict.fromkeys(read) if not n.isupper() and n not in written]
    values = {name: function.__globals__.get(name) for name in foreign}
    data = [name for name, value in values.items() if _is_data(value)]
    # A number may be a setting, and nothing that stands in an argument's place.
    numbers = [n for n, value in values.items() if unused and _is_number(value)]
    return {
        "names": data or numbers,
        "function": function.__name__,
        "arguments": arguments,
        "unused": unused,
        "certain": bool(data and unused),
    }


def _arguments(code: types.CodeType) -> list[str]:
    stars = bool(code.co_flags & inspect.CO_VARARGS)
    stars += bool(code.co_flags & inspect.CO_VARKEYWORDS)
    return list(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount + stars])


def _names(code: types.CodeType) -> tuple[set[str], list[str], set[str]]:
    """Return the local names that are used, global ones that are read, and set."""
    used: set[str] = set()
    read: list[str] = []
    written: set[str] = set()
    for step in dis.get_instructions(code):
        # Python 3.13 joins two steps to one, which names both variables.
        names = step.argval if isinstance(step.argval, tuple) else (step.argval,)
        if step.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            read += names
        elif step.opname in ("STORE_GLOBAL", "DELETE_GLOBAL"):
            written.update(names)
        elif "LOAD" in step.opname and step.opname != "LOAD_CONST":
            used.update(name for name in names if isinstance(name, str))
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            for whole, part in zip((used, written), _names(inner)[::2], strict=True):
                whole |= part
            read += _names(inner)[1]
    return used, read, written


def _is_data(value: object) -> bool:
    """Whether a value is such as exercises hand over, no function, class or setting."""
    if isinstance(value, nn.Module):
        # nn.ReLU() is used as a function is.
        loss = isinstance(value, nn.modules.loss._Loss)
        return loss or any(True for _ in value.parameters())
    kinds = torch.Tensor, np.ndarray, torch.optim.Optimizer, torch.utils.data.Dataset
    loader = hasattr(value, "dataset") and hasattr(value, "__iter__")
    return loader or isinstance(value, kinds)


def _is_number(value: object) -> bool:
    kinds = int | float | list | tuple | dict
    return isinstance(value, kinds) and not isinstance(value, bool)


def foreign_problem(exercise: str, note: object, problem: str, failed: bool) -> str:
    """Say of a problem that names from other cells may be its cause.

    Args:
        exercise: its name.
        note: what `foreign_names` returned, or anything else.
        problem: what the judge says of the results.
        failed: whether an error is the problem, which may have other causes.
    """
    names, arguments = _texts(note, "names"), _texts(note, "arguments")
    unused, function = _texts(note, "unused"), _text(note, "function")
    if not names or not arguments:
        return problem
    # A function's own name may be any, one in several attempts or <lambda>.
    whose = "your " + (function if function in ("__init__", "forward") else "function")
    foreign, listed = _quoted(names), ", ".join(arguments)
    if failed or not unused or note.get("certain") is not True:
        place = "is not one of its arguments" if len(names) == 1 else "are no arguments"
        return (
            f"{problem} By the way: {whose} uses {foreign} from elsewhere in the "
            f"notebook, which {place} ({listed})."
        )
    # First the cause, then what came of it.
    came = problem.removeprefix(f"{exercise}: ")
    came = came if came == problem else came[:1].upper() + came[1:]
    return (
        f"{exercise}: {whose} should work with its arguments ({listed}); it uses "
        f"{foreign} from elsewhere in the notebook, and never {_quoted(unused)}. {came}"
    )


def _quoted(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def missing_name(error: BaseException) -> Note:
    """Return the name that a NameError is about, and the one that may be meant."""
    name = getattr(error, "name", None)
    if type(error) is not NameError or not isinstance(name, str):
        return {}
    frames = []
    trace = error.__traceback__
    while trace is not None:
        frames.append(trace.tb_frame)
        trace = trace.tb_next
    # A loop in brackets is a function of its own to Python, but not to learners.
    inside = [f for f in frames if f.f_code.co_name not in _BRACKETS]
    if not inside or not _is_learners(inside[-1].f_code):
        return {"name": name}
    arguments = _arguments(inside[-1].f_code)
    values = inside[-1].f_locals
    if "self" in arguments:
        arguments.remove("self")
        if hasattr(values.get("self"), name):
            return {"name": name, "meant": f"self.{name}", "arguments": arguments}
    meant = _like(name, arguments) or _like(name, [n for n in values if n != "self"])
    return {"name": name, "meant": meant, "arguments": arguments}


_BRACKETS = ("<listcomp>", "<genexpr>", "<setcomp>", "<dictcomp>")


def _like(name: str, names: Sequence[str]) -> str:
    """Return the one of several names that is most like a name; empty if none is."""
    by_letters = {other.lower(): other for other in names}
    for near in difflib.get_close_matches(name.lower(), by_letters, 1, _LIKE):
        return by_letters[near]
    # train_images for images.
    parts = [o for o in names if len(o) > 2 and (o in name or name in o)]
    return parts[0] if parts and len(name) > 2 else ""


def missing_problem(note: object) -> str:
    """Say which name may be meant by one that there is not; empty if none is known."""
    name, meant = _text(note, "name"), _text(note, "meant")
    arguments = _texts(note, "arguments")
    if not name or not arguments + [meant] * bool(meant):
        return ""
    listed = f"`{name}` is not one of its arguments ({', '.join(arguments)})"
    # self alone is no argument that a learner thinks of.
    if not arguments:
        return f"Is `{meant}` meant?"
    return f"{listed}: is `{meant}` meant?" if meant else f"{listed}."


def _text(note: object, key: str) -> str:
    value = note.get(key) if isinstance(note, dict) else None
    return value[:60] if isinstance(value, str) else ""


def _texts(note: object, key: str) -> list[str]:
    values = note.get(key) if isinstance(note, dict) else None
    values = values if isinstance(values, list) else []
    return [value[:60] for value in values[:10] if isinstance(value, str)]
