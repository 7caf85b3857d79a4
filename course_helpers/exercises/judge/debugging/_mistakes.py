"""Lesson 10: what a repaired training does instead of a right one, in words."""

import torch

from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.batches import batches_of, close
from course_helpers.exercises.judge.debugging._false_ways import (
    false_losses,
    false_plans,
)
from course_helpers.exercises.judge.debugging._losses import same_losses
from course_helpers.exercises.judge.debugging._repairs import (
    RIGHT,
    STILL,
    Clinic,
    Results,
    rate_problem,
    runs_to,
)
from course_helpers.exercises.judge.debugging._runs import (
    Training,
    Way,
    run,
)
from course_helpers.exercises.judge.debugging._steps import Steps, steps_of
from course_helpers.exercises.judge.results import numbers
from course_helpers.exercises.judge.trained_weights import tensors


def mistake_in(
    clinic: Clinic, inputs: Plain, results: Results, steps: Steps | None
) -> str:
    """Say what leads to weights that are not right.

    Args:
        clinic: the training that was to be repaired.
        inputs: its cases.
        results: what was observed in each; all hold weights.
        steps: the first steps, where they go along the right loss's gradient.
    """
    whole = _whole_mistake(clinic, inputs, results, steps)
    return whole or _step_mistake(inputs, results, steps)


def _whole_mistake(
    clinic: Clinic, inputs: Plain, results: Results, steps: Steps | None
) -> str:
    """Say so if the training is as given, did nothing or has a rate that is too odd."""
    problem = ""
    if clinic.rates and steps and steps.rates([None])[0]:
        problem = rate_problem(clinic, steps.lrs[0])
    lrs = [clinic.given_lr or case["lr"] for case in inputs]
    given = runs_to(inputs, results, clinic.given, lrs)
    # A step that can be measured is one, even if it is hardly more than rounding.
    still = [] if steps else runs_to(inputs, results, STILL, [0.0] * len(inputs))
    if still and _learned_elsewhere(inputs, results):
        return (
            "the losses are those of a training, but the weights of the model are as "
            "they were before it. Is a copy trained, or another model?"
        )
    if clinic.given == STILL:
        given = still
    if given:
        return _unchanged(clinic, results, given)
    if still:
        return (
            "the weights did not move. Is there a step after each backward, on this "
            "model's own parameters, and are the gradients still there by then?"
        )
    return problem


def _unchanged(clinic: Clinic, results: Results, runs: list[Training]) -> str:
    """Say that the training is the given one, and what has changed around it."""
    got = [numbers(result.get("value")) for result in results]
    wants = [r.losses for r in runs]
    pairs = [
        pair
        for ours, losses in zip(got, wants, strict=True)
        for pair in zip(ours, losses, strict=False)
    ]
    shift, ratio = _shift_of(pairs), _ratio_of(pairs)
    text = f"the code still trains as it did when it was given: {clinic.message}"
    if shift:
        text += (
            f" A constant ({shift:+.3g}) that is added to the losses changes no step."
        )
    elif ratio:
        text += f" That the losses come back times {ratio:.3g} changes no step."
    if _in_double(results):
        text += " Numbers of 64 bits change nothing of it."
    return text


def _shift_of(pairs: list[tuple[float, float]]) -> float:
    shifts = [got - want for got, want in pairs]
    same = bool(shifts) and all(close(shift, shifts[0]) for shift in shifts)
    return shifts[0] if same and abs(shifts[0]) > 1e-3 else 0.0


def _ratio_of(pairs: list[tuple[float, float]]) -> float:
    ratios = [got / want for got, want in pairs if want]
    same = bool(ratios) and all(close(ratio, ratios[0]) for ratio in ratios)
    return ratios[0] if same and abs(ratios[0] - 1) > 1e-3 else 0.0


def _in_double(results: Results) -> bool:
    weights = tensors(results[0].get("weights"), 1)
    values = results[0].get("weights")
    value = values[0] if weights[0] is not None else None
    return isinstance(value, torch.Tensor) and value.dtype == torch.float64


def _learned_elsewhere(inputs: Plain, results: Results) -> bool:
    """Whether losses fell as they should, but on another model."""
    several = [
        (case, result)
        for case, result in zip(inputs, results, strict=True)
        # One batch's only loss is that of the first weights: it tells nothing.
        if len(batches_of(case)) > 1 and case["lr"]
    ]
    return bool(several) and all(
        any(
            same_losses(result, run(case, RIGHT, case["lr"], start))
            for start in range(len(case["starts"]))
        )
        for case, result in several
    )


def _step_mistake(inputs: Plain, results: Results, steps: Steps | None) -> str:
    """Name the loss, the order of moves and the rate that lead to the weights."""
    given = [case["lr"] for case in inputs]
    count = len(batches_of(inputs[-1]))
    for said, loss in [("", RIGHT.loss), *false_losses()]:
        other = steps if loss is RIGHT.loss else steps_of(inputs, results, loss)
        if not other:
            continue
        lrs, length = other.rates(given)
        for plan, way in [("", RIGHT), *false_plans(count)] if lrs else ():
            trial = Way(way.plan, loss, way.options)
            if runs_to(inputs, results, trial, lrs):
                return _joined(said, plan, length)
    if steps and (length := steps.rates(given)[1]):
        return length
    return _odd_first_step(inputs, results, steps)


def _joined(*sentences: str) -> str:
    """Return those that are not empty, each behind the first with a capital."""
    head, *others = filter(None, sentences)
    return " ".join([head, *(text[0].upper() + text[1:] for text in others)])


def _odd_first_step(inputs: Plain, results: Results, steps: Steps | None) -> str:
    """Say what can be said of steps that no known mistake explains."""
    if steps:
        return (
            "the first step is right, those after it are not. Plain SGD goes once "
            "through the batches, with one rate, and each step by one gradient alone."
        )
    for case, result in zip(inputs, results, strict=True):
        want = case["starts"][0]
        got = tensors(result.get("weights"), len(want))
        shapes = [None if tensor is None else tensor.shape for tensor in got]
        if shapes != [tensor.shape for tensor in want]:
            return (
                "the model's weights have other shapes than those that it began with. "
                "Which model do you train, and which one comes back?"
            )
        if not all(tensor.isfinite().all() for tensor in got):
            return "the weights became nan or infinite. Print the loss of every batch."
    return _sign_like(inputs, results) or _with_options(inputs, results)


def _sign_like(inputs: Plain, results: Results) -> str:
    """Say so if all weights moved by the same length, as Adam's first step does."""
    for start in inputs[0]["starts"]:
        got = tensors(results[0].get("weights"), len(start))
        moved = torch.cat(
            [(a - b).abs().flatten() for a, b in zip(got, start, strict=True)]
        )
        # A few gradients are nearly zero: their steps are shorter.
        if float(moved.quantile(0.1)) > 0.9 * float(moved.quantile(0.9)) > 0:
            return (
                "in the first step all weights move equally far, whatever their "
                "gradients: another optimizer, such as Adam. Plain SGD is asked for."
            )
    return ""


def _with_options(inputs: Plain, results: Results) -> str:
    """Say so if a known way fits whose first step is not along the gradient."""
    lrs = [case["lr"] for case in inputs]
    for plan, way in false_plans(len(batches_of(inputs[-1]))):
        if None not in lrs and runs_to(inputs, results, way, lrs):
            return plan
    if runs_to(inputs[:1], results[:1], STILL, [0.0]):
        return (
            "of a single batch nothing is learned. Does each batch have its own step, "
            "after its own backward?"
        )
    return (
        "already the first step is not along the gradient of cross-entropy. Which "
        "loss is backward called on, and does plain SGD step by the whole gradient?"
    )
