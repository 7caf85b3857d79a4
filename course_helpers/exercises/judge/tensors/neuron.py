"""Judge neuron: one sigmoid neuron on rows of features."""

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
from course_helpers.exercises.judge.tensors._mistakes import neuron_mistakes
from course_helpers.exercises.judge.tensors._results import kindly

_FORMS = (
    "sigmoid(features @ transposed(weights) + bias)",
    "sigmoid(row_sum(features * weights) + bias)",
)


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge sigmoid(features @ weights.T + bias)."""
    name, results = "neuron", outcomes(observed, len(inputs))
    hint = "One output for each row."
    features, weights, bias = inputs[0]
    sample = (
        f"features {numbers(features)}, weights {numbers(weights)} "
        f"and bias {numbers(bias)}"
    )

    names = ("features", "weights", "bias")
    cases = [
        ({n: a.double() for n, a in zip(names, case, strict=True)}, tensor_of(result))
        for case, result in zip(inputs, results, strict=False)
    ]
    formula = Formula(_FORMS, cases)

    def problem(case: int, sample: str = "") -> str:
        arrays = [array.to(torch.float64) for array in inputs[case]]
        want = torch.sigmoid(arrays[0] @ arrays[1].T + arrays[2])
        mistakes = neuron_mistakes(*arrays)
        return value_problem(name, results[case], want, mistakes, sample, hint, formula)

    arrays = [_array_problem(result) for result in results]
    small, example, several = problem(0, sample), problem(1), problem(2)
    shapes = [
        shape_problem(name, result, (len(case[0]), 1), hint)
        for case, result in zip(inputs, results, strict=True)
    ]
    # The small sample speaks first: its numbers can be followed by hand.
    row = arrays[0] or small or example
    row = row and (same_result(name, results) or kindly(row, results[0], example))
    several = arrays[2] or several
    several = several and kindly(several, results[2], example)
    return [
        Criterion("the output for one row", 0.5, row),
        Criterion("the outputs for several rows", 0.4, several),
        # Values are compared without dimensions of size 1: a lost one costs this.
        Criterion("shape (N, 1)", 0.1, first(arrays) or first(shapes)),
        # Lesson 02 brings derivatives: until then nobody needs one.
        Criterion("derivatives pass", 0, _graph_remark(observed)),
    ]


def _array_problem(result: Outcome) -> str:
    value = result.get("value")
    if not isinstance(value, dict) or value.get("type") not in ("ndarray", "matrix"):
        return ""
    return (
        "neuron: expected a torch tensor; got a NumPy array, which knows neither "
        "derivatives nor devices. torch has the functions that you took from NumPy, "
        "mostly under the same names: which are they?"
    )


def _graph_remark(observed: Plain) -> str:
    last = observed[-1] if isinstance(observed, list) and observed else {}
    last = last if isinstance(last, dict) else {}
    if last.get("graph") is not False and "numpy()" not in str(last.get("text")):
        return ""
    return (
        "no derivative passes through your neuron: NumPy's functions, .numpy() and "
        ".detach() cut it off. torch's own functions let it pass, as lesson 02 needs."
    )
