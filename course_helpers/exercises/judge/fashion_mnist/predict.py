"""Lesson 09: the judge of predict."""

import torch

from course_helpers.check.compare import (
    Outcome,
    alike,
    call_problem,
    first,
    outcomes,
    shape_problem,
    tensor_of,
    value_problem,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge probabilities of known networks, and what is left of their modes."""
    results = outcomes(observed, len(inputs))
    pairs = list(zip(inputs, results, strict=True))
    dropout = first(_dropout_problem(*pair) for pair in pairs[1:3])
    left = first(map(_left_problem, results)) or _unexplained(*pairs[3])
    # Modes, gradient and device are noted beside the learner's code, which could forge
    # them: a quarter in all, not more.
    return [
        Criterion("probabilities, rows sum to 1", 0.4, _probs_problem(*pairs[0])),
        Criterion("dropout off while it predicts", 0.25, dropout),
        Criterion("the mode as before", 0.15, first(_mode(*pair) for pair in pairs)),
        Criterion("no gradient, on the CPU", 0.1, left),
        Criterion("any number of images", 0.1, first(_shape(*pair) for pair in pairs)),
    ]


def _log_probs(case: Plain) -> torch.Tensor:
    """Return what a case's network gives in evaluation mode."""
    state = {name: value.to(torch.float64) for name, value in case["state"].items()}
    rows = case["images"].flatten(1).to(torch.float64)
    hidden = torch.tanh(rows @ state["first.weight"].T + state["first.bias"])
    logits = hidden @ state["last.weight"].T + state["last.bias"]
    return torch.log_softmax(logits, dim=1)


def _mistakes(log_probs: torch.Tensor) -> list[tuple[torch.Tensor, str]]:
    """Return what known mistakes give, all of them with dropout off."""
    probs = log_probs.exp()
    # Not softmax along the rows: of log-probabilities it gives the probabilities again.
    return [
        (log_probs, "these are log-probabilities. Which function undoes the log?"),
        (
            torch.softmax(probs, dim=1),
            "softmax is applied to probabilities. The network's output has been "
            "through a log-softmax: what undoes the log?",
        ),
        (
            torch.softmax(log_probs, dim=0),
            "softmax runs down the columns. Each image is a row.",
        ),
        (
            probs.argmax(dim=1).double(),
            "expected all ten probabilities of each image; got class numbers.",
        ),
        (
            probs.amax(dim=1),
            "expected all ten probabilities of each image; got the largest alone.",
        ),
        (torch.sigmoid(log_probs), "a sigmoid makes no rows that sum to 1."),
    ]


def _probs_problem(case: Plain, result: Outcome) -> str:
    log_probs, got, hint = _log_probs(case), tensor_of(result), ""
    if "no attribute 'device'" in str(result.get("text")):
        hint = "Tensors have a device, networks have none. Which tensors has a network?"
    elif got is not None and got.dim() == 2 and len(got):
        hint = f"Row 0 of your result sums to {float(got[0].sum()):.2f}."
    want, mistakes = log_probs.exp(), _mistakes(log_probs)
    problem = value_problem("predict", result, want, mistakes, hint=hint)
    return f"{problem} {hint}" if problem and "error" in result and hint else problem


def _unexplained(case: Plain, result: Outcome) -> str:
    """Say what is wrong, unless a mistake explains it that costs points already."""
    mistakes = _mistakes(_log_probs(case))
    if any(alike(tensor_of(result), wrong) for wrong, _ in mistakes):
        return ""
    return _probs_problem(case, result)


def _dropout_problem(case: Plain, result: Outcome) -> str:
    problem = _unexplained(case, result)
    if not problem or "value" not in result or result.get("dropout") is not True:
        return problem
    return (
        "predict: dropout should be off; the network ran in training mode. Which "
        "method of the network switches it to evaluation?"
    )


def _shape(case: Plain, result: Outcome) -> str:
    hint = "A row of probabilities for each image."
    return shape_problem("predict", result, (len(case["images"]), 10), hint)


def _mode(case: Plain, result: Outcome) -> str:
    if "error" in result:
        return call_problem("predict", result)
    if result.get("same_mode") is True:
        return ""
    mode = "training" if case["training"] else "evaluation"
    return (
        f"predict: the network came in {mode} mode and should be in it afterwards; it "
        "is not. Its attribute `training` tells the mode before you change it."
    )


def _left_problem(result: Outcome) -> str:
    if "error" in result or result.get("value") is None:
        return call_problem("predict", result)
    # Not `is True`: what an observation lacks must never count as right.
    if result.get("graph") is not False:
        return (
            "predict: expected probabilities without a graph; got a tensor that "
            "requires grad. Which block keeps autograd from recording?"
        )
    if result.get("on_cpu") is not True:
        return (
            "predict: expected a tensor on the CPU; got one on another device. Which "
            "method brings it back?"
        )
    return ""
