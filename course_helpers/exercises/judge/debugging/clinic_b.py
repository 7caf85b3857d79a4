"""Judge clinic_b: a training whose loss gets probabilities in place of logits."""

from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.debugging._repairs import Clinic
from course_helpers.exercises.judge.debugging._runs import Way, of_probabilities
from course_helpers.exercises.judge.debugging._trainings import judged

_CLINIC = Clinic(
    case="b",
    cause="softmax before the loss",
    given=Way(loss=of_probabilities),
    message="what goes into cross_entropy are still probabilities. Which steps does "
    "cross_entropy take itself, and what does it expect?",
)


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge the cause with its evidence, the weights and the losses."""
    return judged(_CLINIC, inputs, observed)
