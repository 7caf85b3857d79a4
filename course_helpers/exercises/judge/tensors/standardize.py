"""Judge standardize: columns of mean 0 and standard deviation 1."""

import torch

from course_helpers.check.compare import (
    Outcome,
    first,
    numbers,
    outcomes,
    shape_problem,
    tensor_of,
    value_problem,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.explain.miniature import Formula
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.results import same_result
from course_helpers.exercises.judge.tensors._mistakes import (
    standardize_mistakes,
    standardized,
)

_FORMS = (
    "(x - column_mean(x)) / column_std(x)",
    "(x - column_mean(x)) / sqrt(column_mean(square(x - column_mean(x))))",
)
"""With the divisor N - 1, and with N: either is right."""


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge (x - mean) / standard deviation of each column, either divisor."""
    name, results = "standardize", outcomes(observed, len(inputs))

    # Without the constant column, for which the formula gives nan.
    named = [
        ({"x": case[0].double()}, tensor_of(result))
        for case, result in zip(inputs[:2], results, strict=False)
    ]
    formula = Formula(_FORMS, named)

    def problem(case: int) -> str:
        x = inputs[case][0].to(torch.float64)
        either = [standardized(x, correction) for correction in (0, 1)]
        if any(not value_problem(name, results[case], want) for want in either):
            return ""
        sample = f"x = {numbers(x)}" if x.numel() <= 6 else ""
        mistakes, hint = standardize_mistakes(x), _column_hint(x, results[case])
        # Shown is the divisor N - 1: std() takes it if nothing else is said.
        return value_problem(
            name, results[case], either[1], mistakes, sample, hint, formula
        )

    shapes = [
        shape_problem(name, result, case[0].shape, "The shape stays as it was.")
        for case, result in zip(inputs, results, strict=True)
    ]
    columns = problem(0) or problem(1)
    columns = columns and (same_result(name, results) or columns)
    # A table of its own: nan in a constant column leaves the points for the others.
    constant = problem(2)
    constant = constant and (_constant_problem(inputs[2][0], results[2]) or constant)
    return [
        Criterion("columns with mean 0 and deviation 1", 0.6, columns),
        Criterion("constant columns become 0", 0.3, constant),
        Criterion("the shape of x", 0.1, first(shapes)),
    ]


def _column_hint(x: torch.Tensor, result: Outcome) -> str:
    """Say which mean and deviation came out, for the first column that is off."""
    got = tensor_of(result)
    if got is None or got.shape != x.shape:
        return "Each column by itself: mean 0, standard deviation 1."
    for column in range(x.shape[1]):
        # + 0.0 turns -0 into 0.
        mean = got[:, column].mean().round(decimals=4) + 0.0
        both = torch.stack([got[:, column].std(correction=c) for c in (0, 1)])
        # Far above rounding: with the four digits shown, it must look off.
        off = (both - 1).abs().min() > 1e-3 or mean.abs() > 1e-3
        if off and x[:, column].std() > 0:
            return (
                f"Your column {column} has mean {numbers(mean)} "
                f"and standard deviation {numbers(both[1])}."
            )
    return ""


def _constant_problem(x: torch.Tensor, result: Outcome) -> str:
    """Say what became of x's constant column, unless it became 0."""
    got = tensor_of(result)
    if got is None or got.shape != x.shape:
        return ""
    entries = got[:, x.amin(dim=0) == x.amax(dim=0)]
    # Not >=, for nan is wrong too and compares as False.
    wrong = entries[~(entries.abs() < 1e-3)]
    if not len(wrong):
        return ""
    return (
        f"standardize: a constant column should become 0; got {numbers(wrong[0])}. "
        "Its standard deviation is 0. What does your code do with such a column?"
    )
