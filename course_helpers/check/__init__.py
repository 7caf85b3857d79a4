"""The checks: `check.softmax(softmax)` says at once whether an answer is right.

For every exercise there is a function of the same name that takes what the learner
wrote. It prints which criteria hold and raises `CheckFailed`, whose text says what was
expected, what came and where to look, when one does not. `table(lesson)` prints the
points so far, and `yours(name, otherwise=...)` hands on an answer that has passed.

This package is the engine: it knows no exercise, but asks the course for its list.

    contract    what the three parts of a check hand to each other
    catalogue   the exercises, as the course lists them
    parts       the three parts, found by an exercise's name
    plain       whatever a learner's code returns, as plain data
    wire        plain data as bytes that cannot run code
    state       global state put right for a check
    compare     what judges need
    names       those that an answer uses without having defined them
    answers     those that passed, and stand-ins for the others
    session     the checks in a notebook: run, said, remembered
"""

from collections.abc import Callable

from course_helpers.check.catalogue import exercises
from course_helpers.check.contract import CheckFailed
from course_helpers.check.session import check_answer, explain_names, table, yours

__all__ = ["CheckFailed", "table", "yours"]


def __getattr__(name: str) -> Callable[..., None]:
    # Only asked for when a check is: a course may import this package to list itself.
    if name not in exercises():
        names = ", ".join(exercises())
        raise AttributeError(f"check has no exercise {name!r}; it has {names}.")
    exercise = exercises()[name]
    # Python looks the check up before the answer, which may not be defined.
    explain_names()

    def check(*answers: object) -> None:
        check_answer(exercise, answers)

    check.__name__ = check.__qualname__ = name
    check.__doc__ = f"Check your {', '.join(exercise.answers)} ({exercise.lesson})."
    return check


def __dir__() -> list[str]:
    return [*__all__, *exercises()]
