"""Judge mse: the mean squared error and its gradient."""

import torch
import torch.nn.functional as F

from course_helpers.check.compare import (
    Outcome,
    entry,
    explaining,
    number_as_tensor,
    numbers,
    same,
    shape_problem,
    tensor_of,
    value_problem,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.explain.miniature import Case, Formula
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.losses._mistakes import mse_mistakes
from course_helpers.exercises.judge.losses._scalars import (
    ONE,
    class_problem,
    graph_problem,
    results_of,
)
from course_helpers.exercises.judge.results import same_result

_FORMS = ("all_mean(square(predictions - targets))",)


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge the mean of the squared differences, and its gradient."""
    raw = results_of(observed, len(inputs))
    # A Python float has the value, if not the graph: it costs its own criteria only.
    results = [number_as_tensor(result) for result in raw]
    # Of three predictions alone, many a mistake is right, or looks like another.
    mistakes = explaining([mse_mistakes(*case) for case in inputs], results)

    formula = Formula(_FORMS, list(map(_named, inputs, results)))

    def problem(case: int, sample: str = "") -> str:
        want = F.mse_loss(*inputs[case])
        return value_problem(
            "mse", results[case], want, mistakes[case], sample, "", formula
        )

    predictions, targets = inputs[0]
    sample = f"predictions {numbers(predictions)} and targets {numbers(targets)}"
    unused = class_problem("mse", results) or same_result("mse", results[:3])
    values = unused or problem(0, sample)
    return [
        Criterion("the loss of three predictions", 0.4, values),
        Criterion("the loss for other shapes", 0.25, problem(1) or problem(2)),
        Criterion("a gradient", 0.25, _mse_gradient_problem(inputs[1], observed)),
        Criterion("a scalar tensor", 0.1, shape_problem("mse", raw[0], (), ONE)),
    ]


def _named(case: list[torch.Tensor], result: Outcome) -> Case:
    predictions, targets = (array.double() for array in case)
    values = {"predictions": predictions, "targets": targets}
    return values, tensor_of(result)


def _mse_gradient_problem(case: list[torch.Tensor], observed: Plain) -> str:
    outcome = entry(observed, "gradient")
    problem = graph_problem("mse", outcome)
    got, want = tensor_of(outcome), (case[0] - case[1]).to(torch.float64)
    if problem or same(_direction(got), _direction(want)):
        return problem
    return (
        "mse: the gradient should point along predictions - targets; yours does not. "
        "Is every entry squared, and does each count the same?"
    )


def _direction(vector: torch.Tensor | None) -> torch.Tensor | None:
    """Return a vector of length 1: mistakes of size are judged by the value."""
    return None if vector is None else vector / vector.norm()
