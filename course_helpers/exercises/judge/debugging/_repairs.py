"""Lesson 10: what a clinic of trainings knows, and which run explains an answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.debugging._losses import same_losses
from course_helpers.exercises.judge.debugging._runs import (
    Training,
    Way,
    run,
    without_step,
)
from course_helpers.exercises.judge.trained_weights import same_weights

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


def runs_to(
    inputs: Plain, results: Results, way: Way, lrs: Sequence[float]
) -> list[Training]:
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


def rate_problem(clinic: Clinic, lr: float) -> str:
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
