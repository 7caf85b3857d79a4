"""Lesson 07: the judge of evaluate."""

import torch
from torch.nn import functional as F

from course_helpers.check.compare import Outcome, describe, first, number_of, outcomes
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.batches import batches_of, close
from course_helpers.exercises.judge.trained_weights import error_problem
from course_helpers.exercises.judge.validation._averages import (
    Slips,
    accuracy_slips,
    loss_slips,
)
from course_helpers.exercises.judge.validation._measures import (
    Measured,
    loss_of,
    measured,
    outputs,
)
from course_helpers.exercises.judge.validation._side_effects import (
    grad_problem,
    idle_problem,
    mode_problem,
    recorded_remark,
    seen,
)

_STILL_ON = (
    "dropout or batch norm was still in train mode while the model ran. "
    "Which call switches the whole model?"
)


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge the loss and the accuracy over all samples, and what is left behind.

    Where one of the two numbers is wrong from the start, only the other one tells
    about short batches and modes.
    """
    results = outcomes(observed, len(inputs))
    cases = list(zip(inputs, results, strict=True))
    losses = [_loss_problem(case, result) for case, result in cases]
    accuracies = [_accuracy_problem(case, result) for case, result in cases]
    if losses[0] and accuracies[0]:
        telling = losses
    else:
        telling = [
            (not losses[0] and loss) or (not accuracies[0] and accuracy) or ""
            for loss, accuracy in zip(losses, accuracies, strict=True)
        ]
    ran = [result for result in results if "error" not in result] or results[:1]
    idle = first(map(idle_problem, ran))
    modes = [mode_problem(case, result) for case, result in cases]
    return [
        Criterion("the mean loss", 0.2, losses[0]),
        Criterion("the accuracy", 0.2, accuracies[0]),
        Criterion("a short last batch", 0.15, telling[1]),
        Criterion("dropout and batch norm off", 0.2, telling[2] or telling[3]),
        # The next two are noted beside the learner's code, which could forge them: a
        # quarter in all, not more.
        Criterion("the model's mode as before", 0.15, idle or first(modes[:3])),
        Criterion("no gradient kept", 0.1, idle or first(map(grad_problem, results))),
        # What everybody writes, model.train(was_training), loses the modes of parts:
        # worth knowing where one is frozen, no more.
        Criterion("modes that differ as before", 0.0, _parts_remark(*cases[3])),
        # With .item() no graph is kept; recording it took time, no more.
        Criterion("no graph recorded", 0.0, recorded_remark(results[0])),
    ]


def _parts_remark(case: Plain, result: Outcome) -> str:
    # Of a model that never ran, or that raised, it says nothing.
    return mode_problem(case, result) if seen(result, "ran") else ""


def numbers_of(value: Plain) -> list[float]:
    """Return the numbers in a list, in a 1-d tensor or in an array."""
    if isinstance(value, dict):
        value = value.get("tensor")
    if isinstance(value, torch.Tensor):
        value = list(value[:1000]) if value.dim() == 1 else []
    items = value if isinstance(value, list) else []
    return [number for number in map(_number, items) if number is not None]


def _number(item: Plain) -> float | None:
    """Return a number, also from a tensor or an array that holds only one."""
    if isinstance(item, dict):
        item = item.get("tensor")
    if isinstance(item, torch.Tensor) and item.numel() == 1:
        item = item.reshape(())
    return number_of({"value": item})


def _values(result: Outcome) -> tuple[list[float], str]:
    """Return the two numbers that came back, or say why there are none."""
    problem = error_problem("evaluate", result)
    # A maximum over dim 0 gives ten guesses, whatever the number of labels.
    if "must match the size of tensor" in problem:
        problem += " Print the shapes on both sides of your ==."
    if problem:
        return [], problem
    value = result.get("value")
    numbers = numbers_of(value)
    if len(numbers) == 2:
        return numbers, ""
    hint = " Does your function end with return?" if value is None else ""
    return [], (
        "evaluate: expected two numbers, (loss, accuracy); "
        f"got {describe(value)}.{hint}"
    )


def _loss_problem(case: Plain, result: Outcome) -> str:
    values, problem = _values(result)
    right = measured(case, case["state"], case)
    if problem or close(values[0], right.loss):
        return problem
    if close(values[1], right.loss) and close(values[0], right.accuracy):
        return "evaluate: the two numbers have changed places: (loss, accuracy)."
    return _problem(case, result, values[0], right, "loss")


def _accuracy_problem(case: Plain, result: Outcome) -> str:
    values, problem = _values(result)
    right = measured(case, case["state"], case)
    if problem or close(values[1], right.accuracy):
        return problem
    return _problem(case, result, values[1], right, "accuracy")


def _problem(
    case: Plain, result: Outcome, got: float, right: Measured, what: str
) -> str:
    want, slips = (
        (right.loss, loss_slips(right.losses, right.sizes))
        if what == "loss"
        else (right.accuracy, accuracy_slips(right))
    )
    for wrong, message in (*slips, *_train_mode(case, what), *_criteria(case, what)):
        if close(got, wrong) and not close(wrong, want):
            return f"evaluate: {message}"
    if seen(result, "training"):
        return f"evaluate: {_STILL_ON}"
    hint = (
        "Use the images, the labels and the criterion that are given."
        if what == "loss"
        else "Print what you count for one batch."
    )
    return (
        f"evaluate: for batches of {right.sizes} images the {what} should be "
        f"{want:.4f}; got {got:.4f}. {hint}"
    )


def _train_mode(case: Plain, what: str) -> Slips:
    """Yield what batch norm gives in train mode."""
    if "norm.weight" in case["state"]:
        state = {name: tensor.clone() for name, tensor in case["state"].items()}
        in_train = measured(case, state, case, training=True)
        yield in_train.loss if what == "loss" else in_train.accuracy, _STILL_ON


def _criteria(case: Plain, what: str) -> Slips:
    """Yield what other criteria, or other outputs for the given one, give."""
    # Of log-probabilities NLLLoss and cross-entropy are the same: nothing to tell.
    if what != "loss" or case["criterion"] != "smooth":
        return
    other = "another criterion than the given one measured the loss."
    for measure, text in (
        (F.cross_entropy, other),
        (F.nll_loss, other),
        (
            lambda output, labels: loss_of(case, output.softmax(dim=1), labels),
            "the outputs went through a softmax first. What does the criterion take?",
        ),
    ):
        total = 0.0
        for images, labels in batches_of(case):
            output = outputs(case, case["state"], images)
            total += float(measure(output, labels)) * len(labels)
        yield total / len(case["labels"]), text
