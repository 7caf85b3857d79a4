"""The judges: pure functions that compare observed data with a reference.

A module a lesson; for an exercise `name` it has `name(inputs, observed)`, which
returns the list of criteria. Judges never see the learner's code and are not present
where it is graded.
"""

from importlib import import_module

from course_helpers.check._contract import Criterion, Verdict
from course_helpers.check._exercises import EXERCISES
from course_helpers.check._plain import Plain


def judge(exercise: str, inputs: Plain, observed: Plain) -> Verdict:
    """Return the verdict on what was observed of an answer to an exercise.

    Args:
        exercise: its name.
        inputs: what `make_inputs` returned.
        observed: what `observe` returned, or any other plain data.
    """
    known = EXERCISES[exercise]
    module = import_module(f".{known.topic}", __name__)
    criteria: list[Criterion] = getattr(module, exercise)(inputs, observed)
    written = not _unwritten(observed)
    return Verdict(exercise, known.points, tuple(criteria), written)


def _unwritten(observed: Plain) -> bool:
    """Whether any observed call met the stub's NotImplementedError.

    torch raises one too, with a text, for a module whose forward is misspelled.
    """
    if isinstance(observed, dict):
        if observed.get("error") == "NotImplementedError":
            return 'the required "forward" function' not in str(observed.get("text"))
        return any(map(_unwritten, observed.values()))
    return isinstance(observed, list) and any(map(_unwritten, observed))
