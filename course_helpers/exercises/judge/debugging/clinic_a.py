"""Judge clinic_a: a training whose gradients are never emptied."""

from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.debugging._repairs import Clinic
from course_helpers.exercises.judge.debugging._runs import Way, without_reset
from course_helpers.exercises.judge.debugging._trainings import judged

_CLINIC = Clinic(
    case="a",
    cause="zero_grad missing",
    given=Way(without_reset),
    # Before the loop .grad is empty anyway: to reset it there changes no step.
    message="each step goes by the gradients of all batches so far. What lies in "
    ".grad when a batch comes, and is it emptied for every batch, inside the loop?",
)


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge the cause with its evidence, the weights and the losses."""
    return judged(_CLINIC, inputs, observed)
