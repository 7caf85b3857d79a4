"""Lesson 10: whether a repaired training is right, by the weights that it leaves."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch

from course_helpers.check.compare import call_problem, describe, first, outcomes
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.batches import batches_of, close
from course_helpers.exercises.judge.debugging._clinic import (
    cause_criterion,
    errors_first,
    nothing_written,
)
from course_helpers.exercises.judge.debugging._losses import (
    as_numbers,
    losses_problem,
    same_losses,
)
from course_helpers.exercises.judge.debugging._runs import (
    Run,
    Way,
    false_losses,
    false_plans,
    run,
    without_step,
)
from course_helpers.exercises.judge.debugging._steps import Steps, steps_of
from course_helpers.exercises.judge.trained_weights import (
    error_problem,
    same_weights,
    tensors,
)

Results = list[Plain]

RIGHT, STILL = Way(), Way(without_step)


@dataclass(frozen=True)
class Clinic:
    """A sick training that is to be repaired.

    Attributes:
        case: its letter.
        cause: what it is ill with.
        given: how the code trains that was handed out.
        message: what to say where the repaired code still trains so.
        given_lr: the learning rate of that code, if it has its own.
        rates: the smallest and the largest rate that heal, if the learner chooses it.
    """

    case: str
    cause: str
    given: Way
    message: str
    given_lr: float | None = None
    rates: tuple[float, float] | None = None

    @property
    def name(self) -> str:
        """The function's name."""
        return f"repair_{self.case}"


def judged(clinic: Clinic, inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge cause, evidence and the repaired training; [] if it is all as given."""
    whole = observed if isinstance(observed, dict) else {}
    trainings = whole if "error" in whole else whole.get("trainings")
    results = outcomes(trainings, len(inputs))
    if nothing_written(whole) and _as_given(clinic, inputs, results):
        return []
    problem, runs = _weights_problem(clinic, inputs, results)
    # Losses that look well are worth nothing where another training stands behind them.
    # Of several batches first: there a mistake shows itself.
    pairs = list(zip(results, runs, strict=False))[::-1]
    losses = problem or first(losses_problem(clinic.name, *pair) for pair in pairs)
    return errors_first(
        cause_criterion(clinic.case, whole, clinic.cause),
        [
            Criterion("the weights after training", 0.35, problem),
            Criterion("each batch's loss", 0.15, losses),
        ],
        results,
    )


def _as_given(clinic: Clinic, inputs: Plain, results: Results) -> bool:
    """Whether the code does what it did when it was handed out."""
    lrs = [clinic.given_lr or case["lr"] for case in inputs]
    runs = _runs(inputs, results, clinic.given, lrs)
    return bool(runs) and all(map(same_losses, results, runs))


def _weights_problem(
    clinic: Clinic, inputs: Plain, results: Results
) -> tuple[str, list[Run]]:
    """Return what is wrong with the weights, and the right runs if nothing is."""
    name = clinic.name
    problem = first(error_problem(name, result) for result in results)
    missing = [result for result in results if "weights" not in result]
    if problem or missing:
        return problem or _nothing_trained(name, missing[0]), []
    steps = steps_of(inputs, results, RIGHT.loss)
    lrs = [case["lr"] for case in inputs]
    if clinic.rates and steps:
        lrs = [steps.lrs[0]] * len(inputs)
    runs = _runs(inputs, results, RIGHT, lrs) if None not in lrs else []
    if runs and not _rate_problem(clinic, lrs[0]):
        return "", runs
    problem = _whole_mistake(clinic, inputs, results, steps)
    return f"{name}: {problem or _step_mistake(clinic, inputs, results, steps)}", []


def _nothing_trained(name: str, result: Plain) -> str:
    """Say what came in the place of a model."""
    problem = call_problem(name, result)
    value = result.get("value")
    if isinstance(value, list) and len(value) == 2 and isinstance(value[1], dict):
        return f"{name}: expected the model first, and then the losses, in this order."
    return problem or (
        f"{name}: expected the model and a list of losses, in this order; got "
        f"{describe(value)}."
    )


def _runs(inputs: Plain, results: Results, way: Way, lrs: Sequence[float]) -> list[Run]:
    """Return the runs that lead to the weights of all cases; none if any does not."""
    runs = []
    for case, result, lr in zip(inputs, results, lrs, strict=True):
        starts = range(len(case["starts"]))
        tries = (run(case, way, lr, start) for start in starts)
        fitting = [r for r in tries if same_weights(result, r.weights)]
        if not fitting:
            return []
        # A step may be too small to tell two starts apart by weights, losses do.
        runs.append(next((r for r in fitting if same_losses(result, r)), fitting[0]))
    return runs


def _whole_mistake(
    clinic: Clinic, inputs: Plain, results: Results, steps: Steps | None
) -> str:
    """Say so if the training is as given, did nothing or has a rate that is too odd."""
    problem = ""
    if clinic.rates and steps and steps.rates([None])[0]:
        problem = _rate_problem(clinic, steps.lrs[0])
    lrs = [clinic.given_lr or case["lr"] for case in inputs]
    given = _runs(inputs, results, clinic.given, lrs)
    # A step that can be measured is one, even if it is hardly more than rounding.
    still = [] if steps else _runs(inputs, results, STILL, [0.0] * len(inputs))
    if still and _learned_elsewhere(inputs, results):
        return (
            "the losses are those of a training, but the weights of the model are as "
            "they were before it. Is a copy trained, or another model?"
        )
    if given if clinic.given != STILL else still:
        return _unchanged(clinic, results, given)
    if still:
        return (
            "the weights did not move. Is there a step after each backward, on this "
            "model's own parameters, and are the gradients still there by then?"
        )
    return problem


def _unchanged(clinic: Clinic, results: Results, runs: list[Run]) -> str:
    """Say that the training is the given one, and what has changed around it."""
    got = [as_numbers(result.get("value")) for result in results]
    wants = [r.losses for r in runs]
    pairs = [
        pair
        for numbers, losses in zip(got, wants, strict=True)
        for pair in zip(numbers, losses, strict=False)
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


def _rate_problem(clinic: Clinic, lr: float) -> str:
    """Say so if a learning rate that the learner chose is too large or too small."""
    if not clinic.rates:
        return ""
    least, most = clinic.rates
    # Measured steps are as long as the rate says up to rounding.
    if lr > most * 1.01:
        return (
            f"the steps are {lr:.3g} times the gradient. With that rate the loss of "
            "our batches still jumps. Look at the range test: where does it fall?"
        )
    if lr < least * 0.99:
        return (
            f"the steps are {lr:.3g} times the gradient. With that rate the loss of "
            "our 100 batches hardly falls. Look at the range test: where does it fall?"
        )
    return ""


def _step_mistake(
    clinic: Clinic, inputs: Plain, results: Results, steps: Steps | None
) -> str:
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
            if _runs(inputs, results, trial, lrs):
                return _joined(said, plan, length)
    if steps and (length := steps.rates(given)[1]):
        return length
    return _odd_first_step(clinic, inputs, results, steps)


def _joined(*sentences: str) -> str:
    """Return those that are not empty, each behind the first with a capital."""
    head, *others = filter(None, sentences)
    return " ".join([head, *(text[0].upper() + text[1:] for text in others)])


def _odd_first_step(
    clinic: Clinic, inputs: Plain, results: Results, steps: Steps | None
) -> str:
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
        if None not in lrs and _runs(inputs, results, way, lrs):
            return plan
    if _runs(inputs[:1], results[:1], STILL, [0.0]):
        return (
            "of a single batch nothing is learned. Does each batch have its own step, "
            "after its own backward?"
        )
    return (
        "already the first step is not along the gradient of cross-entropy. Which "
        "loss is backward called on, and does plain SGD step by the whole gradient?"
    )
