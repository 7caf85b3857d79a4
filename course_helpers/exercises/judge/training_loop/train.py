"""Judge train by the weights that it leaves and the mean loss of every epoch."""

from itertools import chain

from course_helpers.check.compare import describe, first, outcomes
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.results import numbers
from course_helpers.exercises.judge.trained_weights import (
    error_problem,
    moved_by,
    same_weights,
    unmoved,
)
from course_helpers.exercises.judge.training_loop._mean_losses import means_problem
from course_helpers.exercises.judge.training_loop._numbers import plain_problem
from course_helpers.exercises.judge.training_loop._runs import (
    EVAL_MODE,
    Run,
    batch_slips,
    loop_slips,
    one_pass,
    run,
)


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge the weights after training and the mean loss of every epoch."""
    results = outcomes(observed, len(inputs))
    weights, losses, lists = [], [], []
    for case, result in zip(inputs, results, strict=True):
        problem, trained = _recognised(case, result)
        weights.append(problem)
        losses.append(means_problem(case, result, trained))
        lists.append(_list_problem(case, result))
    # Only the second data set ends with a short batch: who counts on 64 images still
    # earns the rest.
    return [
        Criterion("the weights after training", 0.3, weights[0]),
        Criterion("a short last batch", 0.2, weights[1]),
        Criterion("the mean loss of every epoch", 0.4, first(losses)),
        Criterion("a list of plain numbers", 0.1, first(lists)),
    ]


def _recognised(case: Plain, result: Plain) -> tuple[str, Run]:
    """Return what is wrong with the weights, and the run that leads to them.

    The losses are compared with that run's, so that one mistake costs once.
    """
    plan = one_pass(case) * case["epochs"]
    right = run(case, plan)
    if "error" in result:
        return error_problem("train", result), right
    if same_weights(result, right.weights[-1]):
        return "", right
    # Asked first: all slips below move the weights.
    still = unmoved(result, case["weights"])
    if still:
        return f"train: {still}", right
    for slip, message in chain(batch_slips(plan), loop_slips(case, case["epochs"])):
        trained = run(case, slip)
        if same_weights(result, trained.weights[-1]):
            return f"train: {message}", trained
    in_eval_mode = run(case, plan, in_eval_mode=True)
    if case["modes"] and same_weights(result, in_eval_mode.weights[-1]):
        return f"train: {EVAL_MODE}", in_eval_mode
    return "train: " + moved_by(result, case["weights"], right.weights[-1]), right


def _list_problem(case: Plain, result: Plain) -> str:
    problem = plain_problem("train", result)
    if problem:
        return problem
    value = result["value"]
    count = len(numbers(value)) if isinstance(value, list) else 0
    if count == case["epochs"] == len(value):
        return ""
    return (
        f"train: expected a list of {case['epochs']} numbers; got {describe(value)}. "
        "One mean loss for each epoch."
    )
