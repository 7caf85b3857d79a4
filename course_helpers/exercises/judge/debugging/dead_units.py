"""Judge dead_units: the indices of the units that are 0 for every image."""

from collections.abc import Iterator

import torch

from course_helpers.check.compare import (
    Outcome,
    call_problem,
    describe,
    entry,
    first,
    same,
    tensor_of,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.results import number

_NAME = "dead_units"


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge the indices for small and large tables, none dead, and all dead."""
    results = {kind: entry(observed, kind) for kind in inputs}
    problems = {kind: _problem(kind, inputs[kind], results[kind]) for kind in inputs}
    others = first(problems[kind] for kind in ("large", "one image", "all"))
    # Whoever always returns [] has not looked for any unit.
    idle = problems["small"] if others else ""
    ran = [kind for kind in inputs if "error" not in results[kind]] or ["small"]
    # The form of wrong indices says nothing, and has cost points already.
    right = [kind for kind in inputs if not problems[kind]]
    forms = [_form_problem(results[kind]) for kind in right]
    changes = [_change_problem(inputs[kind], results[kind]) for kind in ran]
    return [
        Criterion("the dead units of a small table", 0.4, problems["small"]),
        Criterion("any number of images and units", 0.25, others),
        Criterion("[] if all units live", 0.1, idle or problems["none"]),
        Criterion("a list of Python ints, ascending", 0.15, idle or first(forms)),
        Criterion("the activations as they were", 0.1, idle or first(changes)),
    ]


def _raised(result: Outcome) -> str:
    problem = call_problem(_NAME, result)
    if "out of bounds" in str(result.get("text")) and problem:
        problem += " How many units and images are there? The shape tells."
    return problem


def _dead(table: torch.Tensor) -> list[int]:
    return (table == 0).all(dim=0).nonzero().flatten().tolist()


def _indices(value: Plain) -> list[float] | None:
    """Return the numbers of a list, a 1-d tensor or an array; None if it is neither."""
    if isinstance(value, dict):
        value = value.get("tensor")
    if isinstance(value, torch.Tensor):
        if value.dim() != 1 or value.dtype == torch.bool or value.is_complex():
            return None
        value = value[:1000].tolist()
    items = value if isinstance(value, list) else [None]
    indices = [number(item) for item in items]
    return None if None in indices else indices


def _problem(kind: str, table: torch.Tensor, result: Outcome) -> str:
    """Say why the indices are not the right ones, in whichever order and form."""
    problem = _raised(result)
    if problem:
        return problem
    want, got = _dead(table), _indices(result["value"])
    if got is not None and sorted(got) == want:
        return ""
    shown = f" of {table.tolist()}" if kind == "small" else ""
    text = f"expected {_cut(want)}{shown}; got {_described(got, result['value'])}."
    if got is None:
        return f"{_NAME}: {text} {_hint(result['value'])}".rstrip()
    for wrong, message in _slips(table):
        if sorted(got) == wrong:
            return f"{_NAME}: {message} For {tuple(table.shape)}, {text}"
    if kind == "small":
        return f"{_NAME}: {text} Look down each column."
    return (
        f"{_NAME}: for {table.shape[0]} images and {table.shape[1]} units, {text} "
        "Which units are 0 in every single row?"
    )


def _slips(table: torch.Tensor) -> Iterator[tuple[list[int], str]]:
    zero = table == 0

    def where(mask: torch.Tensor) -> list[int]:
        return mask.nonzero().flatten().tolist()

    yield (
        where(zero.all(dim=1)),
        "these are the images for which all units are 0. Each column is a unit.",
    )
    yield where(zero.any(dim=0)), "one 0 does not make a unit dead: all N have to be 0."
    yield where(~zero.all(dim=0)), "these are the units that live; the dead are asked."
    yield where(~zero.any(dim=0)), "these are the units that are on for every image."
    yield where(zero[0]), "only the first image was looked at."
    yield where(zero[-1]), "only the last image was looked at."
    dead = where(zero.all(dim=0))
    yield (
        [unit + 1 for unit in dead],
        "these count from 1; indices start at 0.",
    )
    yield (
        where(table.mean(dim=0) < 0.01),
        ("a unit that is hardly ever on is alive: dead means 0 for all images."),
    )
    yield sorted(dead * len(table)), "each dead unit comes once, not for every image."
    yield (
        sorted(zero.nonzero()[:, 1].tolist()),
        ("each 0 in the table counts by itself. Which units have nothing else?"),
    )
    yield [len(dead)], "that is how many there are; which ones is asked."


def _hint(value: Plain) -> str:
    tensor = value.get("tensor") if isinstance(value, dict) else value
    if isinstance(tensor, torch.Tensor) and tensor.dtype == torch.bool:
        return "A mask says yes or no for each unit. At which places does it say yes?"
    if isinstance(value, list) and any(isinstance(item, bool) for item in value):
        return "A mask says yes or no for each unit. At which places does it say yes?"
    if isinstance(value, list) and any(map(_is_row, value)):
        return "Its items should be numbers themselves, not lists or tensors of them."
    if isinstance(tensor, torch.Tensor) and tensor.dim() == 2:
        return "nonzero gives a row for each index. Which shape has a plain list?"
    if isinstance(value, bool | int | float):
        return "That is one number. Which units are they?"
    return ""


def _is_row(item: Plain) -> bool:
    return isinstance(item, list | torch.Tensor | dict)


def _form_problem(result: Outcome) -> str:
    """Say so if right indices came in another form than asked."""
    value, kinds = result.get("value"), result.get("kinds")
    if not isinstance(value, list):
        return f"{_NAME}: expected a list of Python ints; got {describe(value)}."
    if not isinstance(kinds, list) or len(kinds) != len(value):
        return f"{_NAME}: expected a list of Python ints; got other items."
    odd = next((kind for kind in kinds if kind != "int"), "")
    if odd != "" or any(type(item) is not int for item in value):
        return (
            f"{_NAME}: expected a list of Python ints; got items of type "
            f"{str(odd)[:60]}. Which method turns a tensor into plain numbers?"
        )
    if value != sorted(value):
        return f"{_NAME}: expected ascending indices; got {_cut(value)}."
    return ""


def _change_problem(table: torch.Tensor, result: Outcome) -> str:
    if "error" in result:
        return _raised(result)
    if same(tensor_of({"value": result.get("after")}), table):
        return ""
    return (
        f"{_NAME}: the activations have other values afterwards. Which line changes "
        "them in place?"
    )


def _described(got: list[float] | None, value: Plain) -> str:
    return describe(value) if got is None else _cut(got)


def _cut(indices: list[float]) -> str:
    """Return indices as a message can show them: few, and whole numbers as such."""
    some = ", ".join(f"{index:g}" for index in indices[:12])
    return f"[{some}{', ...' if len(indices) > 12 else ''}]"
