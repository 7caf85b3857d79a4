"""Output sizes and numbers of parameters: the right ones, then known mistakes."""

import math
from collections.abc import Callable, Iterator
from typing import Any

import torch

from course_helpers.check.explain.miniature import Case, Formula, likely_mistake

Tensors = list[dict[str, Any]]
"""Shape and kind of each tensor; `again` where an earlier name has it too."""

_FORMULA = "floor((size + 2 * padding - kernel) / stride) + 1"

_LENET = 61_706
"""The result in the task's example."""

_SIZES: tuple[tuple[Callable, str], ...] = (
    (lambda n, k, s, p: (n + 2 * p - k) // s, "Does the first position count too?"),
    (lambda n, k, s, p: (n + p - k) // s + 1, "How many sides are padded?"),
    (lambda n, k, s, p: (n - k) // s + 1, "The padding is never used."),
    (lambda n, k, s, p: (n - 2 * p - k) // s + 1, "Padding makes the image larger."),
    (lambda n, k, s, p: n + 2 * p - k + 1, "The stride is never used."),
    (
        lambda n, k, s, p: math.ceil((n + 2 * p - k) / s) + 1,
        "A last step that does not fit whole does not count.",
    ),
    (
        lambda n, k, s, p: round((n + 2 * p - k) / s) + 1,
        "A last step that does not fit whole does not count.",
    ),
    (
        lambda n, k, s, p: (n + 2 * p - k) / s + 1,
        "A last step that does not fit whole does not count.",
    ),
    (
        lambda n, k, s, p: (n + 2 * p - k + 1) // s,
        "Which position is there before the first step?",
    ),
    (
        lambda n, k, s, p: (n - k) // s + 1 + 2 * p,
        "The kernel moves over the padding with the same stride.",
    ),
    (lambda n, k, s, p: (n + 2 * p) // s, "The kernel's own size is never used."),
)


def size_of(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    """Return what torch's own convolution makes of a line of pixels."""
    line, window = torch.zeros(1, 1, size), torch.zeros(1, 1, kernel)
    return torch.conv1d(line, window, stride=stride, padding=padding).shape[-1]


def size_mistake(cases: list[list[int]], results: list[float | None]) -> str:
    """Return the message of the first mistake that explains all results."""
    defaults = 1, 0
    # All at once: by a single result many a formula is right by chance.
    for formula, message in _SIZES:
        wrong = [formula(*case, *defaults[len(case) - 2 :]) for case in cases]
        if results == wrong:
            return message
    pairs = zip(cases, results, strict=True)
    likely = likely_mistake(Formula((_FORMULA,), [_named(*pair) for pair in pairs]))
    look = "Draw the line of pixels: at which places does the kernel fit?"
    return f"{likely} {look}".strip()


def _named(arguments: list[int], result: float | None) -> Case:
    names = ("size", "kernel", "stride", "padding")
    numbers = (*arguments, *(1, 0)[len(arguments) - 2 :])
    values = {name: _number(n) for name, n in zip(names, numbers, strict=True)}
    return values, None if result is None else _number(result)


def _number(value: float) -> torch.Tensor:
    return torch.tensor(float(value), dtype=torch.float64)


def count(tensors: Tensors, kinds: str = "trained", again: bool = False) -> int:
    """Count the values of tensors of these kinds, each under its first name or all."""
    # `kinds` is a text that may hold several words; True and False count as 1 and 0.
    return sum(
        math.prod(tensor["shape"])
        for tensor in tensors
        if tensor["kind"] in kinds and again >= tensor["again"]
    )


def miscounts(tensors: Tensors) -> Iterator[tuple[int, str]]:
    """Yield what known mistakes count, each with a hint."""
    trained = [t for t in tensors if t["kind"] == "trained" and not t["again"]]
    sizes = [math.prod(tensor["shape"]) for tensor in trained]
    matrices = [tensor for tensor in trained if len(tensor["shape"]) > 1]
    biases = [tensor for tensor in trained if len(tensor["shape"]) == 1]
    yield _LENET, "This is LeNet's number. Count the model that is given."
    yield len(sizes), "This is the number of tensors. How many values has each?"
    yield count(matrices), "Where are the biases?"
    yield count(biases), "Where are the weights?"
    yield sizes[0], "This is the first tensor alone. When does the function return?"
    yield sizes[-1], "This is the last tensor alone. Is each one added?"
    yield sum(t["shape"][0] for t in trained), "A tensor has more than its first size."
    yield sum(sum(t["shape"]) for t in trained), "How do sizes make a number of values?"
    yield 4 * sum(sizes), "These are bytes. Count the values."
    yield count(tensors, "trained frozen"), "Which tensors does training leave alone?"
    yield count(tensors, again=True), "One tensor with two names is one tensor."
    # Last: where it equals one of the two counts before, that hint says more.
    everything = count(tensors, "trained frozen buffer", again=True)
    yield everything, "Which of these tensors does training change?"
