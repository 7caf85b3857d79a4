"""Judge two_layer: two layers of sigmoid neurons."""

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
from course_helpers.check.explain.miniature import Formula
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.results import same_result
from course_helpers.exercises.judge.tensors._mistakes import (
    two_layer_mistakes,
    two_layer_output,
)
from course_helpers.exercises.judge.tensors._results import kindly

_FORMS = ("sigmoid(sigmoid(features @ W1 + B1) @ W2 + B2)",)


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge two layers, each a matrix product, a bias and a sigmoid."""
    name, results = "two_layer", outcomes(observed, len(inputs))
    hint = "One row for each sample, one column for each output."
    cases = [[array.to(torch.float64) for array in case] for case in inputs]
    # One number for one row may come from several mistakes by chance: a mistake is
    # named if it explains both cases.
    mistakes = explaining([two_layer_mistakes(*case) for case in cases], results)

    names = ("features", "W1", "B1", "W2", "B2")
    named = [dict(zip(names, case, strict=True)) for case in cases]
    pairs = zip(named, map(tensor_of, results), strict=False)
    formula = Formula(_FORMS, list(pairs))
    sample = ", ".join(f"{n} {numbers(a)}" for n, a in named[0].items())

    def problem(case: int) -> str:
        want, sizes = two_layer_output(*cases[case]), "" if case else sample
        return value_problem(
            name, results[case], want, mistakes[case], sizes, hint, formula
        )

    example, several = problem(0), problem(1)
    shapes = [
        shape_problem(name, result, (len(case[0]), case[3].shape[1]), hint)
        for case, result in zip(inputs, results, strict=True)
    ]
    row = example and (same_result(name, results) or example)
    several = several and kindly(several, results[1], example)
    return [
        Criterion("the output for one row", 0.5, row),
        Criterion("the outputs for several rows", 0.4, several),
        # Values are compared without dimensions of size 1: a lost one costs this.
        Criterion("shape (N, K)", 0.1, first(shapes)),
    ]
