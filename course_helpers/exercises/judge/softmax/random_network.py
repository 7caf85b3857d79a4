"""Judge random_network: scores of a network given by its tensors."""

import torch

from course_helpers.check.compare import alike, entry, first, tensor_of, value_problem
from course_helpers.check.contract import Criterion
from course_helpers.check.explain.miniature import Formula
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.results import same_result
from course_helpers.exercises.judge.softmax._mistakes import (
    network_mistakes,
    network_scores,
)
from course_helpers.exercises.judge.softmax._results import (
    SIZES,
    any_problem,
    beside_batch,
    shape_of_rows,
)

BATCHES = ("batch", "again", "other", "weights")
"""The cases of 64 images."""
_FORMS = ("sigmoid(inputs @ W1 + b1) @ W2 + b2",)
_NAMES = ("inputs", "W1", "b1", "W2", "b2")


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge sigmoid(inputs @ W1 + b1) @ W2 + b2."""
    name = "random_network"

    def problem(case: str) -> str:
        arrays = [array.to(torch.float64) for array in inputs[case]]
        # Other sizes are looked at only if the batch is right: no mistake is left.
        mistakes = network_mistakes(*arrays) if case == "batch" else []
        want = network_scores(*arrays)
        return value_problem(
            name, entry(observed, case), want, mistakes, formula=formula
        )

    # Of two images only: hundreds of networks are computed to find the mistaken one.
    few = {
        n: array.double()[: 2 if n == "inputs" else None]
        for n, array in zip(_NAMES, inputs["batch"], strict=True)
    }
    got = tensor_of(entry(observed, "batch"))
    formula = Formula(
        _FORMS, [(few, got[:2] if got is not None and got.dim() else None)]
    )

    problems = {case: problem(case) for case in (*BATCHES, *SIZES)}
    # Before the values, for these say why they are wrong.
    unused = [
        _random_result(observed),
        same_result(name, beside_batch(observed, "other"), "sets of images"),
        same_result(
            name,
            beside_batch(observed, "weights"),
            "sets of weights",
        ),
    ]
    # Popped, so that the other sizes are left for the criterion after this one.
    batch = first([*unused, *map(problems.pop, BATCHES)])
    return [
        Criterion("the scores of 64 images", 0.6, batch),
        Criterion(
            "any number of images", 0.3, any_problem(name, inputs, batch, problems)
        ),
        Criterion(
            "shape (N, 10)", 0.1, shape_of_rows(name, inputs, observed, problems)
        ),
    ]


def _random_result(observed: Plain) -> str:
    once, twice = (tensor_of(entry(observed, case)) for case in ("batch", "again"))
    if once is None or twice is None or alike(once, twice):
        return ""
    return (
        "random_network: the same arguments should give the same scores; two calls "
        "gave different ones. The random numbers are made outside and handed in."
    )
