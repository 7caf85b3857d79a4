"""Judge clinic_g: a training whose steps are too long."""

from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.debugging._repairs import Clinic
from course_helpers.exercises.judge.debugging._runs import Way
from course_helpers.exercises.judge.debugging._trainings import judged

_CLINIC = Clinic(
    case="g",
    cause="learning rate too large",
    given=Way(),
    given_lr=10.0,
    message="each step is still 10 times the gradient. Look at the range test: with "
    "which rates does the loss fall?",
    # The lesson calls 0.01 slow, but not sick; with 1 the loss jumps to 3 and more.
    rates=(0.009, 0.5),
)


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge the cause with its evidence, the weights and the losses."""
    return judged(_CLINIC, inputs, observed)
