"""Lesson 03: the judges."""

from typing import Any

import torch

from course_helpers.check.compare import (
    alike,
    entry,
    first,
    numbers,
    same,
    shape_problem,
    tensor_of,
    value_problem,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.softmax._mistakes import (
    flatten_mistakes,
    network_mistakes,
    network_scores,
    softmax_mistakes,
)

SIZES = ("short", "long", "one")


def flatten(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge that every image becomes a row of its 784 pixels, in their order."""

    def problem(case: str) -> str:
        images, outcome = inputs[case][0], entry(observed, case)
        want = images.reshape(-1, 784)
        mistakes = flatten_mistakes(images) if len(images) > 1 else []
        hint = "One row for each image, one column for each pixel."
        found = value_problem("flatten", outcome, want, mistakes, hint=hint)
        return found or shape_problem("flatten", outcome, want.shape, hint)

    ignored = _same_result("flatten", observed, "batch", "long", "batches")
    batch = ignored or problem("batch")
    others = {case: problem(case) for case in SIZES}
    return [
        Criterion("64 images become 64 rows", 0.6, batch),
        Criterion("any number of images", 0.4, _any("flatten", inputs, batch, others)),
    ]


def random_network(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge sigmoid(inputs @ W1 + b1) @ W2 + b2."""
    name = "random_network"

    def problem(case: str) -> str:
        arrays = [array.to(torch.float64) for array in inputs[case]]
        mistakes = network_mistakes(*arrays) if case == "batch" else []
        want = network_scores(*arrays)
        return value_problem(name, entry(observed, case), want, mistakes)

    problems = {case: problem(case) for case in ("batch", "other", "weights", *SIZES)}
    ignored = [
        _random_result(observed),
        _same_result(name, observed, "batch", "other", "sets of images"),
        _same_result(name, observed, "batch", "weights", "sets of weights"),
    ]
    batch = first([*ignored, *map(problems.pop, ("batch", "other", "weights"))])
    return [
        Criterion("the scores of 64 images", 0.6, batch),
        Criterion("any number of images", 0.3, _any(name, inputs, batch, problems)),
        Criterion("shape (N, 10)", 0.1, _shape(name, inputs, observed, problems)),
    ]


def _random_result(observed: Plain) -> str:
    once, twice = (tensor_of(entry(observed, case)) for case in ("batch", "again"))
    if once is None or twice is None or alike(once, twice):
        return ""
    return (
        "random_network: the same arguments should give the same scores; two calls "
        "gave different ones. The random numbers are made outside and handed in."
    )


def softmax(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge exp(scores) divided by its sum over each row."""
    name, outcome = "softmax", entry(observed, "batch")
    cases = ("batch", "other", *SIZES, "table")
    problems = {case: _softmax_problem(inputs, observed, case) for case in cases}
    ignored = _same_result(name, observed, "batch", "other", "tables of scores")
    batch = first([ignored, *map(problems.pop, ("batch", "other"))])
    shape = _shape(name, inputs, observed, problems)
    rows = _row_problem(outcome)
    rows = first([ignored, shape, rows and f"softmax: {rows}"])
    return [
        Criterion("the values", 0.5, batch),
        Criterion("every row sums to 1", 0.2, rows),
        Criterion("any number of rows", 0.2, _any(name, inputs, batch, problems)),
        Criterion("the shape of scores", 0.1, shape),
        Criterion("large scores", 0, _overflow(entry(observed, "large"))),
    ]


def _softmax_problem(inputs: Plain, observed: Plain, case: str) -> str:
    scores, outcome = inputs[case][0].to(torch.float64), entry(observed, case)
    want, mistakes = torch.softmax(scores, dim=1), softmax_mistakes(scores)
    example = "Try one row: [[1., 2., 3.]] should become [[0.0900, 0.2447, 0.6652]]."
    hint = _row_problem(outcome) or example
    found = value_problem("softmax", outcome, want, mistakes, hint=hint)
    return found and (_broadcast_problem(outcome) or found)


def _broadcast_problem(outcome: dict[str, Any]) -> str:
    text = " ".join(str(outcome.get("text")).split())[:150].rstrip(".")
    if "must match the size of tensor" not in text:
        return ""
    return (
        "softmax: expected every row to be divided by its own sum; got an error: "
        f"{text}. Print the shapes of both sides of the division: do they line up?"
    )


def _row_problem(outcome: dict[str, Any]) -> str:
    """Say which row of a table does not sum to 1."""
    got = tensor_of(outcome)
    if got is None or got.dim() != 2:
        return ""
    sums = got.sum(dim=1)
    wrong = ~torch.isclose(sums, torch.ones_like(sums), rtol=0, atol=1e-3)
    if not wrong.any():
        return ""
    row = int(wrong.nonzero()[0])
    return (
        f"Every row should sum to 1; row {row} of your result sums to "
        f"{numbers(sums[row])}. Look at what you divide by: each image is a row."
    )


def _overflow(large: dict[str, Any]) -> str:
    got = tensor_of(large)
    nan = got is not None and got.isnan().any()
    if not nan and large.get("error") != "OverflowError":
        return ""
    came = "gives nan" if nan else "stops with an OverflowError"
    return (
        f"for scores around 1000 or -1000 your function {came}. This costs no points. "
        "The next section shows why, and what helps."
    )


def _shape(name: str, inputs: Plain, observed: Plain, problems: dict[str, str]) -> str:
    """Say which result has the wrong shape, of those that are right otherwise."""
    cases = ["batch", *(case for case, problem in problems.items() if not problem)]
    return first(
        shape_problem(
            name,
            entry(observed, case),
            (len(inputs[case][0]), inputs[case][-1].shape[-1]),
            "One row for each image.",
        )
        for case in cases
    )


def _any(name: str, inputs: Plain, batch: str, others: dict[str, str]) -> str:
    """Say what is wrong at other sizes; kindly, if a batch of 64 is right."""
    case = next((case for case in others if others[case]), None)
    if batch or case is None:
        return batch
    hints = {
        "one": "A single image is a batch too.",
        "table": "There may be any number of classes, too.",
    }
    last = "The last batch is often shorter: is 64 fixed somewhere in your code?"
    return (
        f"{name}: right for a batch of 64, well done. With an input of shape "
        f"{tuple(inputs[case][0].shape)}: {others[case].removeprefix(f'{name}: ')} "
        f"{hints.get(case, last)}"
    )


def _same_result(name: str, observed: Plain, one: str, two: str, things: str) -> str:
    """Say so if two different inputs gave the very same result."""
    results = [tensor_of(entry(observed, case)) for case in (one, two)]
    if not same(*results):
        return ""
    return (
        f"{name}: two different {things} should give different results; got the same "
        "twice. Does your function use its arguments, or a name from another cell?"
    )
