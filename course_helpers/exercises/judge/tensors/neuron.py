"""Lesson 01: the judges."""

from typing import Any

import torch

from course_helpers.check.compare import (
    explaining,
    first,
    numbers,
    outcomes,
    shape_problem,
    tensor_of,
    value_problem,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.tensors._mistakes import (
    neuron_mistakes,
    standardize_mistakes,
    standardized,
    two_layer_mistakes,
    two_layer_output,
)

Outcomes = list[dict[str, Any]]


def neuron(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge sigmoid(features @ weights.T + bias)."""
    name, results = "neuron", outcomes(observed, len(inputs))
    hint = "One output for each row."
    features, weights, bias = inputs[0]
    shown = (
        f"features {numbers(features)}, weights {numbers(weights)} "
        f"and bias {numbers(bias)}"
    )

    def problem(case: int, given: str = "") -> str:
        arrays = [array.to(torch.float64) for array in inputs[case]]
        want = torch.sigmoid(arrays[0] @ arrays[1].T + arrays[2])
        mistakes = neuron_mistakes(*arrays)
        return value_problem(name, results[case], want, mistakes, given, hint)

    small, example, several = problem(0, shown), problem(1), problem(2)
    shapes = [
        shape_problem(name, result, (len(case[0]), 1), hint)
        for case, result in zip(inputs, results, strict=True)
    ]
    one = small or example
    one = one and (_same_result(name, results) or _kindly(one, results[0], example))
    several = several and _kindly(several, results[2], example)
    return [
        Criterion("the output for one row", 0.5, one),
        Criterion("the outputs for several rows", 0.4, several),
        Criterion("shape (N, 1)", 0.1, first(shapes)),
    ]


def two_layer(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge two layers, each a matrix product, a bias and a sigmoid."""
    name, results = "two_layer", outcomes(observed, len(inputs))
    hint = "One row for each sample, one column for each output."
    cases = [[array.to(torch.float64) for array in case] for case in inputs]
    mistakes = explaining([two_layer_mistakes(*case) for case in cases], results)

    def problem(case: int) -> str:
        want = two_layer_output(*cases[case])
        return value_problem(name, results[case], want, mistakes[case], hint=hint)

    example, several = problem(0), problem(1)
    shapes = [
        shape_problem(name, result, (len(case[0]), case[3].shape[1]), hint)
        for case, result in zip(inputs, results, strict=True)
    ]
    one = example and (_same_result(name, results) or example)
    several = several and _kindly(several, results[1], example)
    return [
        Criterion("the output for one row", 0.5, one),
        Criterion("the outputs for several rows", 0.4, several),
        Criterion("shape (N, K)", 0.1, first(shapes)),
    ]


def standardize(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge (x - mean) / standard deviation of each column, either divisor."""
    name, results = "standardize", outcomes(observed, len(inputs))

    def problem(case: int) -> str:
        x = inputs[case][0].to(torch.float64)
        either = [standardized(x, correction) for correction in (0, 1)]
        if any(not value_problem(name, results[case], want) for want in either):
            return ""
        given = f"x = {numbers(x)}" if x.numel() <= 6 else ""
        mistakes, hint = standardize_mistakes(x), _column_hint(x, results[case])
        return value_problem(name, results[case], either[1], mistakes, given, hint)

    shapes = [
        shape_problem(name, result, case[0].shape, "The shape stays as it was.")
        for case, result in zip(inputs, results, strict=True)
    ]
    varied = problem(0) or problem(1)
    varied = varied and (_same_result(name, results) or varied)
    constant = problem(2)
    constant = constant and (_constant_problem(inputs[2][0], results[2]) or constant)
    return [
        Criterion("columns with mean 0 and deviation 1", 0.6, varied),
        Criterion("constant columns become 0", 0.3, constant),
        Criterion("the shape of x", 0.1, first(shapes)),
    ]


def _column_hint(x: torch.Tensor, result: dict[str, Any]) -> str:
    """Say which mean and deviation came out, for the first column that is off."""
    got = tensor_of(result)
    if got is None or got.shape != x.shape:
        return "Each column by itself: mean 0, standard deviation 1."
    for column in range(x.shape[1]):
        # + 0.0 turns -0 into 0.
        mean = got[:, column].mean().round(decimals=4) + 0.0
        both = torch.stack([got[:, column].std(correction=c) for c in (0, 1)])
        off = (both - 1).abs().min() > 1e-3 or mean.abs() > 1e-3
        if off and x[:, column].std() > 0:
            return (
                f"Your column {column} has mean {numbers(mean)} "
                f"and standard deviation {numbers(both[1])}."
            )
    return ""


def _constant_problem(x: torch.Tensor, result: dict[str, Any]) -> str:
    """Say what became of x's constant column, unless it became 0."""
    got = tensor_of(result)
    if got is None or got.shape != x.shape:
        return ""
    entries = got[:, x.amin(dim=0) == x.amax(dim=0)]
    wrong = entries[~(entries.abs() < 1e-3)]
    if not len(wrong):
        return ""
    return (
        f"standardize: a constant column should become 0; got {numbers(wrong[0])}. "
        "Its standard deviation is 0. What does your code do with such a column?"
    )


def _same_result(name: str, results: Outcomes) -> str:
    """Say so if all inputs gave the very same tensor."""
    found = [tensor_of(result) for result in results]
    if any(one is None or not torch.equal(one, found[0]) for one in found):
        return ""
    return (
        f"{name}: expected results that depend on the arguments; got the same result "
        "for different inputs. Does your code use names from other cells instead?"
    )


def _kindly(problem: str, result: dict[str, Any], example: str) -> str:
    """Add to an error that the example's sizes work, if they do."""
    if example or "error" not in result:
        return problem
    return f"{problem} With the example's sizes it works: is a size fixed in your code?"
