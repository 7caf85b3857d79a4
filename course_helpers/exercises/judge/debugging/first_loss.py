"""Judge first_loss: the loss of a batch before any training, and that of a guess."""

import math
from collections.abc import Iterator

import torch
from torch.nn import functional as F

from course_helpers.check.compare import (
    Outcome,
    call_problem,
    describe,
    first,
    outcomes,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.batches import close
from course_helpers.exercises.judge.debugging._untouched import (
    mode_problem,
    parts_remark,
    tensor_problem,
)
from course_helpers.exercises.judge.results import numbers

_NAME = "first_loss"
_EVAL = (
    "dropout or batch norm was in train mode while the model ran. Which call switches "
    "the whole model?"
)
_MOVED = (
    "the model ran in train mode first, and batch norm moved its running mean. In "
    "which mode is the very first run?"
)


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge both numbers for three networks, and what is left of each network."""
    results = outcomes(observed, len(inputs))
    cases = list(zip(inputs, results, strict=True))
    losses = [_loss_problem(*pair) for pair in cases]
    guesses = [_guess_problem(*pair) for pair in cases]
    # Where the plain network's loss is right, only its layers with modes are left.
    if losses[0]:
        modes = losses[0]
    else:
        modes = first(losses[1:])
    ran = [pair for pair in cases if "error" not in pair[1]] or cases[:1]
    idle = first(_idle_problem(result) for _, result in ran)
    return [
        Criterion("the mean cross-entropy", 0.3, losses[0]),
        Criterion("ln K", 0.2, first(guesses)),
        Criterion("dropout and batch norm off", 0.25, modes),
        # Noted beside the learner's code, which could forge it: a quarter, no more.
        Criterion(
            "the model's mode as before",
            0.15,
            idle or first(mode_problem(_NAME, *pair) for pair in ran),
        ),
        Criterion(
            "buffers and gradients as before",
            0.1,
            idle or first(_left_problem(*pair) for pair in ran),
        ),
        # Most put back model.training, as nearly all code does.
        Criterion(
            "the mode of every module as before",
            0,
            first(parts_remark(*pair) for pair in ran),
        ),
    ]


def _idle_problem(result: Outcome) -> str:
    """Say so if the model never ran: then there are no side effects to judge."""
    if "error" in result:
        return call_problem(_NAME, result)
    # Not `is False`: what an observation lacks must never count as right.
    return "" if result.get("ran") is True else f"{_NAME}: the model never ran."


def _left_problem(case: Plain, result: Outcome) -> str:
    problem = tensor_problem(_NAME, case, result)
    if problem:
        return problem
    if result.get("graph") is not False:
        return (
            f"{_NAME}: expected plain numbers; got a tensor that holds its graph. "
            "Which method of a tensor gives a Python number?"
        )
    if result.get("grad_mode") is not True:
        return (
            f"{_NAME}: gradients were switched off for good. Use a block that puts "
            "the setting back at its end."
        )
    return ""


def _pair(result: Outcome) -> tuple[list[float], str]:
    """Return the two numbers that came back, or say why there are none."""
    problem = call_problem(_NAME, result)
    if problem:
        return [], problem
    pair = numbers(result["value"])
    if len(pair) == 2:
        return pair, ""
    return [], (
        f"{_NAME}: expected two numbers, (loss, ln K); got "
        f"{describe(result['value'])}. Does each stand for the whole batch?"
    )


def _loss_problem(case: Plain, result: Outcome) -> str:
    pair, problem = _pair(result)
    logits = _logits(case)
    want = float(F.cross_entropy(logits, case["labels"]))
    if problem or close(pair[0], want):
        return problem
    if close(pair[1], want):
        return f"{_NAME}: the two numbers have changed places: (loss, ln K)."
    for wrong, message in _loss_slips(case, logits):
        if close(pair[0], wrong):
            return f"{_NAME}: {message}"
    if case["dropout"]:
        return (
            f"{_NAME}: for a network with dropout the loss should be {want:.4f}; got "
            f"{pair[0]:.4f}. Which call switches dropout off, wherever it is?"
        )
    return (
        f"{_NAME}: expected a loss of {want:.4f}; got {pair[0]:.4f}. Is it the value "
        "that cross-entropy gives for the logits of these images?"
    )


def _loss_slips(case: Plain, logits: torch.Tensor) -> Iterator[tuple[float, str]]:
    labels = case["labels"]
    if "norm.weight" in case["state"]:
        yield float(F.cross_entropy(_logits(case, training=True), labels)), _EVAL
        moved = _logits(case, training=True, again=True)
        yield float(F.cross_entropy(moved, labels)), _MOVED
    probabilities = logits.softmax(dim=1)
    twice = "the outputs went through a softmax first. What does cross-entropy take?"
    yield float(F.cross_entropy(probabilities, labels)), twice
    total = float(F.cross_entropy(logits, labels, reduction="sum"))
    yield total, "a sum over the images came back; their mean is asked."
    yield total / len(labels) ** 2, "the mean is divided by the number of images again."
    yield total / logits.shape[1], "the sum is divided by the classes, not the images."
    rows = "NLLLoss takes log-probabilities; here it got something else."
    yield float(F.nll_loss(logits, labels)), rows
    yield float(F.nll_loss(probabilities, labels)), rows
    yield (
        float(F.nll_loss(logits.log_softmax(dim=0), labels)),
        "softmax runs down the batch: each image is a row. Look at dim.",
    )
    yield (
        total / len(labels) / math.log(2),
        "this loss is in bits: its logarithm has the base 2. ln is the natural one.",
    )
    yield (
        float(F.cross_entropy(logits[:1], labels[:1])),
        "this is the loss of the first image; the mean over all of them is asked.",
    )


def _guess_problem(case: Plain, result: Outcome) -> str:
    pair, problem = _pair(result)
    classes = len(case["state"]["last.bias"])
    want = math.log(classes)
    if problem or close(pair[1], want):
        return problem
    for wrong, message in _guess_slips(case, classes):
        if close(pair[1], wrong):
            return f"{_NAME}: {message}"
    return (
        f"{_NAME}: with {classes} logits for each image ln K should be {want:.4f}; got "
        f"{pair[1]:.4f}. Where can K be read off the logits?"
    )


def _guess_slips(case: Plain, classes: int) -> Iterator[tuple[float, str]]:
    labels = case["labels"]
    some = "the batch's labels do not show all classes. How wide is a row of logits?"
    yield math.log(10), f"ln 10 is for 10 classes; this network has {classes}."
    # Two classes at least are missing; a single label left would make 0 of it.
    yield math.log(len(labels.unique())), some
    yield math.log(int(labels.max()) + 1), some
    yield math.log(max(1, int(labels.max()))), some
    yield (
        math.log(len(labels)),
        "that is ln of the number of images; K counts classes.",
    )
    yield math.log2(classes), "that logarithm has the base 2; ln is the natural one."
    yield math.log10(classes), "that logarithm has the base 10; ln is the natural one."
    yield -math.log(classes), "ln K has the wrong sign: a loss is positive."
    yield float(classes), "that is K itself; its natural logarithm is asked."
    yield 1 / classes, "that is the chance of a right guess; its loss is asked."
    hidden = len(case["state"]["first.bias"])
    yield math.log(hidden), "that is the width of the hidden layer, not of the logits."


def _logits(case: Plain, training: bool = False, again: bool = False) -> torch.Tensor:
    """Return a network's logits (N, K) in float64, without dropout.

    Args:
        case: holds the network's tensors and the images.
        training: whether batch norm is in train mode.
        again: whether these come from a second run, in eval mode.
    """
    state = {k: t.double() for k, t in case["state"].items()}
    images = case["images"].double().flatten(1)
    x = F.linear(images, state["first.weight"], state["first.bias"])
    if "norm.weight" in state:
        names = ("running_mean", "running_var", "weight", "bias")
        # In train mode batch norm changes these, in place: they are copies.
        norm = [state[f"norm.{name}"] for name in names]
        normed = F.batch_norm(x, *norm, training)
        x = F.batch_norm(x, *norm) if again else normed
    return F.linear(torch.tanh(x), state["last.weight"], state["last.bias"])
