"""The parts of each check that run beside the learner's code.

A module a lesson; for an exercise `name` it has `name_inputs(seed)`, which makes the
inputs, and `name_observed(*answers, inputs)`, which calls the learner's code and
returns plain data. Nothing here knows a right answer.
"""

from importlib import import_module

from course_helpers.check._exercises import EXERCISES
from course_helpers.check._plain import Plain, error_data
from course_helpers.check._state import clean_state


def make_inputs(exercise: str, seed: int) -> Plain:
    """Return an exercise's inputs, plain data, the same for the same seed."""
    with clean_state():
        return _part(exercise, "inputs")(seed)


def observe(exercise: str, answers: tuple[object, ...], inputs: Plain) -> Plain:
    """Return what the learner's code does with the inputs, as plain data.

    Whatever the code does, short of ending the process, this returns: an error that
    escapes one observation stands for all of them.
    """
    try:
        with clean_state():
            return _part(exercise, "observed")(*answers, inputs)
    except BaseException as error:
        return error_data(error)


def _part(exercise: str, part: str) -> object:
    module = import_module(f".{EXERCISES[exercise].topic}", __name__)
    return getattr(module, f"{exercise}_{part}")
