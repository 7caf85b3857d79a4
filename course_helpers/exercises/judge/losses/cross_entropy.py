"""Lesson 05: the judges."""

from typing import Any

import torch
import torch.nn.functional as F

from course_helpers.check.compare import (
    call_problem,
    entry,
    explaining,
    first,
    number_as_tensor,
    number_of,
    numbers,
    outcomes,
    same,
    shape_problem,
    tensor_of,
    value_problem,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.losses.log_softmax_model import log_softmax_model
from course_helpers.exercises.judge.losses._mistakes import (
    accuracy_mistakes,
    cross_entropy_mistakes,
    mse_mistakes,
)

__all__ = ["accuracy", "cross_entropy", "log_softmax_model", "mse"]

NO_GRADIENT = "no gradient"
ONE = "One number for the whole batch has no dimension."


def _results(observed: Plain, count: int) -> list[dict[str, Any]]:
    """Return the outcomes of the calls; an error of the whole stands for each."""
    whole = isinstance(observed, dict) and "error" not in observed
    return outcomes(observed.get("results") if whole else observed, count)


def _class_problem(name: str, results: list[dict[str, Any]]) -> str:
    """Say so if a loss class got the tensors that are meant for its object."""
    if "Boolean value of Tensor with more" not in str(results[0].get("text")):
        return ""
    return (
        f"{name}: expected a number; got an error, because a class was called with "
        "tensors. First make an object of the class, then call that object."
    )


def _ignored(name: str, results: list[dict[str, Any]]) -> str:
    """Say so if several different inputs all gave the very same number."""
    found = {number_of(result) for result in results[:3]}
    if len(found) > 1 or None in found:
        return ""
    return (
        f"{name}: different arguments should give different results; got "
        f"{found.pop():.4f} each time. Does your function use its arguments, or names "
        "from another cell?"
    )


def mse(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge the mean of the squared differences, and its gradient."""
    raw = _results(observed, len(inputs))
    results = [number_as_tensor(result) for result in raw]
    mistakes = explaining([mse_mistakes(*case) for case in inputs], results)

    def problem(case: int, given: str = "") -> str:
        want = F.mse_loss(*inputs[case])
        return value_problem("mse", results[case], want, mistakes[case], given)

    predictions, targets = inputs[0]
    given = f"predictions {numbers(predictions)} and targets {numbers(targets)}"
    known = _class_problem("mse", results) or _ignored("mse", results)
    values = known or problem(0, given)
    return [
        Criterion("the loss of three predictions", 0.4, values),
        Criterion("the loss for other shapes", 0.25, problem(1) or problem(2)),
        Criterion("a gradient", 0.25, _mse_gradient_problem(inputs[1], observed)),
        Criterion("a scalar tensor", 0.1, shape_problem("mse", raw[0], (), ONE)),
    ]


def _mse_gradient_problem(case: list[torch.Tensor], observed: Plain) -> str:
    outcome = entry(observed, "gradient")
    problem = _graph_problem("mse", outcome)
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


def _graph_problem(name: str, outcome: dict[str, Any]) -> str:
    """Say so if a loss has no gradient to go backwards along."""
    if outcome.get("value") != NO_GRADIENT:
        return call_problem(name, outcome)
    return (
        f"{name}: expected a tensor from which backward() can start; got a value that "
        "has lost its graph. Which step leaves the tensors (item, detach, NumPy, a "
        "new tensor) or stops autograd?"
    )


def cross_entropy(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge the mean over rows of -log softmax(logits)[label]."""
    name = "cross_entropy"
    results = [number_as_tensor(r) for r in _results(observed, len(inputs))]

    known = [cross_entropy_mistakes(*case) for case in inputs[:3]]
    mistakes = explaining(known, results[:3])

    def problem(case: int, given: str = "") -> str:
        want, hint = F.cross_entropy(*inputs[case]), _nan_hint(results[case])
        return value_problem(name, results[case], want, mistakes[case], given, hint)

    logits, labels = inputs[0]
    given = f"logits {numbers(logits)} and labels {numbers(labels.double())}"
    given = given.replace(".0000", "")
    values = _class_problem(name, results) or _ignored(name, results)
    values, others = values or problem(0, given), problem(1) or problem(2)
    wrong, gradient = values or others, entry(observed, "gradient")
    borrowed = _borrowed(observed)
    return [
        Criterion("the loss of two rows", 0.35, values),
        Criterion("other numbers of rows and classes", 0.3, others),
        Criterion("a single number", 0.1, shape_problem(name, results[2], (), ONE)),
        Criterion("a formula of your own", 0.25, values and others or borrowed),
        Criterion("a gradient", 0, "" if wrong else _graph_problem(name, gradient)),
        Criterion("large logits", 0, "" if wrong else _overflow(results[3])),
    ]


def _nan_hint(outcome: dict[str, Any]) -> str:
    got = number_of(outcome)
    if got is None or got == got:
        return ""
    return "The log of a negative number is nan: which numbers does your log get?"


def _borrowed(observed: Plain) -> str:
    """Say so if torch's own loss was called."""
    used = observed.get("used") if isinstance(observed, dict) else None
    if used == []:
        return ""
    called = str(used[0])[:60] if isinstance(used, list) else "function"
    return (
        "cross_entropy: expected a formula of your own; got a call of torch's "
        f"{called}. log_softmax and logsumexp are allowed; the rest of the formula "
        "is yours."
    )


def _overflow(outcome: dict[str, Any]) -> str:
    got = number_of(outcome)
    if got is None or abs(got) < float("inf"):
        return ""
    return (
        f"cross_entropy: for logits around 200 your loss is {got}. This costs no "
        "points. Lesson 03's shift by the row maximum helps here too."
    )


def accuracy(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge the share of rows whose largest score stands at the label."""
    name = "accuracy"
    results = [number_as_tensor(r) for r in _results(observed, len(inputs))]

    mistakes = explaining([accuracy_mistakes(*case) for case in inputs], results)

    def problem(case: int) -> str:
        scores, labels = inputs[case]
        want = (scores.argmax(dim=1) == labels).double().mean()
        given = f"{len(labels)} rows and {scores.shape[1]} classes"
        return value_problem(name, results[case], want, mistakes[case], given)

    others = first([problem(2), problem(3), problem(1)])
    small = problem(0)
    small = small and ((not mistakes[0] and _ignored(name, results)) or small)
    return [
        Criterion("five rows, three of them right", 0.4, small),
        Criterion("any number of rows and classes", 0.5, others),
        Criterion("a single number", 0.1, shape_problem(name, results[2], (), ONE)),
    ]
