"""Numbers in what came back, and whether two of them agree."""

import torch

from course_helpers.check.compare import number_of
from course_helpers.check.plain import Plain

RTOL, ATOL = 1e-4, 1e-5


def close(got: float | None, want: float) -> bool:
    """Whether two numbers agree up to rounding."""
    return got is not None and abs(got - want) <= RTOL * abs(want) + ATOL


def all_close(got: list[float], want: list[float]) -> bool:
    """Whether two lists hold the same numbers up to rounding."""
    return len(got) == len(want) and all(map(close, got, want))


def number(item: Plain) -> float | None:
    """Return a number, also from a tensor or an array that holds only one."""
    item = _unwrapped(item)
    if isinstance(item, torch.Tensor) and item.numel() == 1:
        item = item.reshape(())
    return number_of({"value": item})


def numbers(value: Plain) -> list[float]:
    """Return the numbers in a list, in a 1-d tensor or array, or one number."""
    value = _unwrapped(value)
    if isinstance(value, torch.Tensor):
        # A tensor may hold millions of numbers; plain data keeps 1000 items of a list.
        value = list(value[:1000]) if value.dim() == 1 else value
    items = value if isinstance(value, list) else [value]
    return [n for n in map(number, items) if n is not None]


def _unwrapped(value: Plain) -> Plain:
    # A NumPy array arrives as {"type": "ndarray", "tensor": ...}.
    return value.get("tensor") if isinstance(value, dict) else value
