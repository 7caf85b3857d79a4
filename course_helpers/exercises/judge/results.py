"""What judges read in results that came, whatever they should be."""

from collections.abc import Sequence

import torch

from course_helpers.check.compare import (
    Outcome,
    number_as_tensor,
    number_of,
    same,
    tensor_of,
)
from course_helpers.check.plain import Plain


def number(item: Plain) -> float | None:
    """Return a number, also from a tensor or an array that holds only one."""
    item = _unwrapped(item)
    if isinstance(item, torch.Tensor) and item.numel() == 1:
        item = item.reshape(())
    return number_of({"value": item})


def numbers(value: Plain) -> list[float]:
    """Return the numbers in a list, or in a tensor or array of one dimension."""
    value = _unwrapped(value)
    if isinstance(value, torch.Tensor):
        # A tensor may hold millions of numbers; plain data keeps 1000 items of a list.
        value = list(value[:1000]) if value.dim() == 1 else []
    items = value if isinstance(value, list) else []
    return [n for n in map(number, items) if n is not None]


def one_or_more(value: Plain) -> list[float]:
    """Return the numbers as `numbers` does; one number alone is taken, too."""
    return numbers(value) or numbers([value])


def _unwrapped(value: Plain) -> Plain:
    # A NumPy array arrives as {"type": "ndarray", "tensor": ...}.
    if isinstance(value, dict) and value.get("type") == "ndarray":
        return value.get("tensor")
    return value


def same_result(name: str, results: Sequence[Outcome], what: str = "arguments") -> str:
    """Say so if several different inputs gave the very same result; empty if not.

    Args:
        name: the exercise, with which the message begins.
        results: of inputs for which the right results differ.
        what: in which the inputs differ.
    """
    first, *others = (tensor_of(number_as_tensor(result)) for result in results)
    if not all(same(first, other) for other in others):
        return ""
    return (
        f"{name}: different {what} should give different results; got the same result "
        "each time. Does your function use its arguments, or names from other cells?"
    )
