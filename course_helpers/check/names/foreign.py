"""Variables of other cells that an answer reads in the place of its arguments.

A function that reads `scores` where its argument is called `x` works in its notebook,
for the very scores that lie there. So what it is told is which name is not its own.
"""

import contextlib
import dis
import functools
import inspect
import types
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import torch
from torch import nn

from course_helpers.check.names.code import Note, arguments_of, is_learners, text, texts


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
        if type(function) is types.FunctionType and is_learners(function.__code__):
            yield function


def _note(function: types.FunctionType, method: bool) -> Note:
    arguments = arguments_of(function.__code__)[method:]
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
    names, arguments = texts(note, "names"), texts(note, "arguments")
    unused, function = texts(note, "unused"), text(note, "function")
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
