"""The checks: `check.softmax(softmax)` says at once whether an answer is right.

For every exercise there is a function of the same name that takes what the learner
wrote. It prints which criteria hold and raises `CheckFailed`, whose text says what was
expected, what came and where to look, when one does not. `table(lesson)` prints the
points so far, `yours(name, otherwise=...)` hands on an answer that has passed, and
`hint(name)` helps on, `given(name)` returns what was to be mended. For every prediction
there is a function of its name, too; it says whether what the learner expects will turn
out, and never fails.

Where hand-ins are graded all of these but `given` do nothing, and so does whatever else
is asked of this package there: no answer may lose its points for a hint above it.

This package is the engine: it knows no exercise, but asks the course for its list.

    contract    what the three parts of a check hand to each other
    catalogue   the exercises, as the course lists them
    parts       the three parts, found by an exercise's name
    plain       whatever a learner's code returns, as plain data
    wire        plain data as bytes that cannot run code
    state       global state put right for a check
    compare     what judges need
    names       those that an answer uses without having defined them
    aids        predictions, hints, and the card that shows what a check says
    answers     those that passed, and stand-ins for the others
    session     the checks in a notebook: run, said, remembered
    exam        what they say where no judge is: whether an answer runs
"""

from collections.abc import Callable
from functools import partial
from importlib.util import find_spec

from course_helpers.check.aids.predictions import predictions
from course_helpers.check.catalogue import Exercise, exercises
from course_helpers.check.contract import CheckFailed
from course_helpers.check.session import (
    check_answer,
    check_prediction,
    explain_names,
    given,
    hint,
    is_elsewhere,
    table,
    yours,
)

__all__ = ["CheckFailed", "given", "hint", "table", "yours"]


def __getattr__(name: str) -> Callable[..., None]:
    # Only asked for when a check is: a course may import this package to list itself.
    if name in exercises():
        return _check_of(exercises()[name])
    # A module that is imported from here is asked for by its name first.
    if is_elsewhere() and name[0] != "_" and not find_spec(f"{__name__}.{name}"):
        return _nothing
    if name in predictions():
        explain_names()
        return partial(check_prediction, predictions()[name])
    names = ", ".join(exercises())
    raise AttributeError(f"check has no exercise {name!r}; it has {names}.")


def _nothing(*_: object, **__: object) -> None:
    pass


def _check_of(exercise: Exercise) -> Callable[..., None]:
    # Python looks the check up before the answer, which may not be defined.
    explain_names()

    def check(*answers: object) -> None:
        check_answer(exercise, answers)

    check.__name__ = check.__qualname__ = exercise.name
    check.__doc__ = f"Check your {', '.join(exercise.answers)} ({exercise.lesson})."
    return check


def __dir__() -> list[str]:
    return [*__all__, *exercises(), *predictions()]
