"""Lesson 10: whether a repaired training is right, by the weights that it leaves."""

from course_helpers.check.compare import call_problem, describe, first, outcomes
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.debugging._clinic import criteria, nothing_written
from course_helpers.exercises.judge.debugging._losses import losses_problem, same_losses
from course_helpers.exercises.judge.debugging._mistakes import mistake_in
from course_helpers.exercises.judge.debugging._repairs import (
    RIGHT,
    Clinic,
    Results,
    rate_problem,
    runs_to,
)
from course_helpers.exercises.judge.debugging._runs import Training
from course_helpers.exercises.judge.debugging._steps import steps_of
from course_helpers.exercises.judge.trained_weights import error_problem


def judged(clinic: Clinic, inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge cause, evidence and the repaired training; [] if it is all as given."""
    whole = observed if isinstance(observed, dict) else {}
    trainings = whole if "error" in whole else whole.get("repair")
    results = outcomes(trainings, len(inputs))
    if nothing_written(whole) and _as_given(clinic, inputs, results):
        return []
    problem, runs = _weights_problem(clinic, inputs, results)
    # Losses that look well are worth nothing where another training stands behind them.
    # Of several batches first: there a mistake shows itself.
    pairs = list(zip(results, runs, strict=False))[::-1]
    losses = problem or first(losses_problem(clinic.name, *pair) for pair in pairs)
    repair = [
        Criterion("the weights after training", 0.35, problem),
        Criterion("each batch's loss", 0.15, losses),
    ]
    return criteria(clinic.case, whole, clinic.cause, repair)


def _as_given(clinic: Clinic, inputs: Plain, results: Results) -> bool:
    """Whether the code does what it did when it was handed out."""
    lrs = [clinic.given_lr or case["lr"] for case in inputs]
    runs = runs_to(inputs, results, clinic.given, lrs)
    return bool(runs) and all(map(same_losses, results, runs))


def _weights_problem(
    clinic: Clinic, inputs: Plain, results: Results
) -> tuple[str, list[Training]]:
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
    runs = runs_to(inputs, results, RIGHT, lrs) if None not in lrs else []
    if runs and not rate_problem(clinic, lrs[0]):
        return "", runs
    return f"{name}: {mistake_in(clinic, inputs, results, steps)}", []


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
