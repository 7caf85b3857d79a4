"""The judges: pure functions that compare observed data with a reference.

A module a lesson; for an exercise `name` it has `name(inputs, observed)`, which
returns the list of criteria. Judges never see the learner's code and are not present
where it is graded.
"""

from importlib import import_module

from course_helpers.check.contract import Criterion, Verdict
from course_helpers.check.catalogue import EXERCISES
from course_helpers.check.plain import MAX_DEPTH, Plain, plain
from course_helpers.check.state import clean_state

_DEPTH = 8
"""How deep the results of an observation lie in it, at most."""


def judge(exercise: str, inputs: Plain, observed: Plain) -> Verdict:
    """Return the verdict on what was observed of an answer to an exercise.

    Args:
        exercise: its name.
        inputs: what `make_inputs` returned.
        observed: what `observe` returned, or anything else.
    """
    known = EXERCISES[exercise]
    module = import_module(f".{known.topic}", __name__)
    observed = plain(observed, MAX_DEPTH + _DEPTH)
    with clean_state():  # a learner may have another default dtype, or no gradients
        criteria: list[Criterion] = getattr(module, exercise)(inputs, observed)
    written = not _unwritten(observed)
    return Verdict(exercise, known.points, tuple(criteria), written)


def _unwritten(observed: Plain) -> bool:
    """Whether any observed call met the stub's NotImplementedError.

    torch raises such errors too, always with a text: for a module whose forward is
    misspelled, or where a function does not take a dtype.
    """
    if isinstance(observed, dict):
        if isinstance(observed.get("error"), str):
            found = observed["error"], observed.get("text")
            return found == ("NotImplementedError", "")
        return any(map(_unwritten, observed.values()))
    return isinstance(observed, list) and any(map(_unwritten, observed))
