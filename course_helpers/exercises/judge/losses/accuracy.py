"""Judge accuracy: the share of rows whose largest score is the label's."""

import torch

from course_helpers.check.compare import (
    Outcome,
    explaining,
    first,
    number_as_tensor,
    number_of,
    shape_problem,
    tensor_of,
    value_problem,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.explain.miniature import Case, Formula
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.losses._mistakes import accuracy_mistakes
from course_helpers.exercises.judge.losses._scalars import ONE, results_of
from course_helpers.exercises.judge.results import same_result

_FORMS = ("all_mean(rank_of_label < 1)", "all_sum(rank_of_label < 1) / rows")
"""The label with the largest score of its row has rank 0."""


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge the share of rows whose largest score stands at the label."""
    name = "accuracy"
    results = [number_as_tensor(r) for r in results_of(observed, len(inputs))]
    # A share of five rows has six values, so one case alone fits several mistakes.
    mistakes = explaining([accuracy_mistakes(*case) for case in inputs], results)

    formula = Formula(_FORMS, list(map(_named, inputs, results)))

    def problem(case: int) -> str:
        scores, labels = inputs[case]
        want = (scores.argmax(dim=1) == labels).double().mean()
        sizes = f"{len(labels)} rows and {scores.shape[1]} classes"
        return value_problem(
            name, results[case], want, mistakes[case], sizes, "", formula
        )

    # One row last: it is the least to learn from.
    others = first([problem(2), problem(3), problem(1)])
    small = problem(0)
    # A mistake may well give 0 each time: the same result says less than it does.
    # A share of five rows is guessed easily: it needs another right one beside it.
    if not small and problem(2) and problem(3):
        small = others
    small = small and (_always_all(results) or small)
    small = small and ((not mistakes[0] and same_result(name, results[:3])) or small)
    return [
        Criterion("five rows, three of them right", 0.4, small),
        Criterion("any number of rows and classes", 0.5, others),
        Criterion("a single number", 0.1, shape_problem(name, results[2], (), ONE)),
    ]


def _always_all(results: list[Outcome]) -> str:
    """Say so if all rows count as right in every case."""
    if any(number_of(result) != 1 for result in results):
        return ""
    return (
        "accuracy: all rows count as right, whatever the scores. "
        "Are the labels compared with themselves?"
    )


def _named(case: list[torch.Tensor], result: Outcome) -> Case:
    scores, labels = case
    of_label = scores.gather(1, labels.view(-1, 1))
    classes, rows = scores.shape[1], torch.tensor(float(len(scores)))
    values = {
        "rank_of_label": (scores > of_label).sum(dim=1).double(),
        "rows": rows.double(),
        "classes": torch.tensor(float(classes)).double(),
    }
    return values, tensor_of(result)
