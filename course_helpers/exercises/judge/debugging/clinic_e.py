"""Judge clinic_e: a training whose steps move another model than the one it returns."""

from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.debugging._repairs import Clinic
from course_helpers.exercises.judge.debugging._runs import Way, without_step
from course_helpers.exercises.judge.debugging._trainings import judged

_CLINIC = Clinic(
    case="e",
    cause="optimizer of another model",
    given=Way(without_step),
    message="the model that comes back is as make_model made it. Whose parameters "
    "does your optimizer hold, and how often is make_model called?",
)


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge the cause with its evidence, the weights and the losses."""
    return judged(_CLINIC, inputs, observed)
